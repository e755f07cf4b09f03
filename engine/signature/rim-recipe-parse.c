/* rim-recipe-parse.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-recipe-private.h"

#include <string.h>

#define MAX_VARIANTS 32
#define MAX_CUTS     16

/* Maps that cannot be read before others are. */
typedef struct
{
  RimRecipe   *recipe;
  yaml_node_t *variants;
  yaml_node_t *pipeline;
} Root;

typedef struct
{
  RimRecipeVariant *variant;
  yaml_node_t      *pipeline;
  gboolean          keeps_clinical;
} Variant;

static const char *const rules[] = { "largest", "mean", "highest", "each", NULL };
static const char *const outcome_kinds[] = { "binary", "survival", "number", NULL };
static const char *const methods[] = { "hold-out", "k-fold", "leave-one-out", "by-group", NULL };

/* What is read when the rest is known. */
static gboolean
keep_node (RimYaml     *self,
           yaml_node_t *node,
           gpointer     target)
{
  *(yaml_node_t **) target = node;

  return TRUE;
}

/* A recipe's settings are those of a name, or a text of their own, whose lines count
 * from its beginning.
 */
static gboolean
parse_settings (RimYaml     *self,
                yaml_node_t *node,
                gpointer     target)
{
  RimSettings **settings = &((Root *) target)->recipe->settings;
  const char *text = rim_yaml_get_text (node);
  g_autoptr(GError) error = NULL;

  if (node->type != YAML_SCALAR_NODE || *text == '\0' || strlen (text) != node->data.scalar.length)
    return rim_yaml_fail (self, node, "settings has to be the name of settings, or their text");

  if (strchr (text, '\n') != NULL)
    *settings = rim_settings_new_from_yaml (text, "settings", &error);
  else if (g_strv_contains (rim_settings_list_names (), text))
    *settings = rim_settings_load (text, &error);
  else
    return rim_yaml_fail (self, node, "there are no settings “%s”", text);

  return *settings != NULL || rim_yaml_fail (self, node, "%s", error->message);
}

static gboolean
check_outcome (RimYaml                  *self,
               const yaml_node_t        *node,
               const RimOutcomeSettings *outcome)
{
  if (outcome->kind == RIM_OUTCOME_SURVIVAL && outcome->event == NULL)
    return rim_yaml_fail (self, node, "the outcome is a time to an event and needs the column “event”");
  if (outcome->kind != RIM_OUTCOME_BINARY && (outcome->positive != NULL || outcome->horizon > 0.0))
    return rim_yaml_fail (self, node, "only an outcome of two classes takes “positive” or “horizon”");
  if (outcome->kind == RIM_OUTCOME_NUMBER && outcome->event != NULL)
    return rim_yaml_fail (self, node, "an outcome that is a number takes no “event”");
  if (outcome->kind == RIM_OUTCOME_BINARY && (outcome->horizon > 0.0) != (outcome->event != NULL))
    return rim_yaml_fail (self, node, "two classes of a time need both “event” and “horizon”");

  return TRUE;
}

static gboolean
parse_outcome (RimYaml     *self,
               yaml_node_t *node,
               gpointer     target)
{
  static const RimYamlField fields[] = {
    RIM_YAML_FIELD (RimOutcomeSettings, "kind", CHOICE, kind, TRUE, .choices = outcome_kinds),
    RIM_YAML_FIELD (RimOutcomeSettings, "column", TEXT, column, TRUE),
    RIM_YAML_FIELD (RimOutcomeSettings, "positive", TEXT, positive, FALSE),
    RIM_YAML_FIELD (RimOutcomeSettings, "event", TEXT, event, FALSE),
    RIM_YAML_FIELD (RimOutcomeSettings, "horizon", NUMBER, horizon, FALSE, 0, 1e6),
    RIM_YAML_FIELD (RimOutcomeSettings, "title", TEXT, title, FALSE),
  };
  RimOutcomeSettings *outcome = &((Root *) target)->recipe->outcome;

  return RIM_YAML_PARSE_MAP (self, node, "outcome", fields, outcome) && check_outcome (self, node, outcome);
}

static gboolean
parse_validation (RimYaml     *self,
                  yaml_node_t *node,
                  gpointer     target)
{
  static const RimYamlField fields[] = {
    RIM_YAML_FIELD (RimRecipe, "method", CHOICE, outer.method, TRUE, .choices = methods),
    RIM_YAML_FIELD (RimRecipe, "folds", WHOLE, outer.n_folds, FALSE, 2, 1000),
    RIM_YAML_FIELD (RimRecipe, "repeats", WHOLE, outer.n_repeats, FALSE, 1, 10000),
    RIM_YAML_FIELD (RimRecipe, "testPart", NUMBER, outer.test_part, FALSE, 0.01, 0.99),
    RIM_YAML_FIELD (RimRecipe, "stratified", BOOL, outer.stratified, FALSE),
    RIM_YAML_FIELD (RimRecipe, "group", TEXT, group, FALSE),
  };
  RimRecipe *recipe = ((Root *) target)->recipe;

  if (!RIM_YAML_PARSE_MAP (self, node, "validation", fields, recipe))
    return FALSE;
  if ((recipe->outer.method == RIM_SPLIT_BY_GROUP) != (recipe->group != NULL))
    return rim_yaml_fail (self, node, "“group” is the column that by-group leaves out, and goes with it alone");

  return TRUE;
}

/* Variants */

static gboolean
parse_images (RimYaml     *self,
              yaml_node_t *node,
              gpointer     target)
{
  g_auto(GStrv) words = NULL;

  if (!rim_yaml_parse_words (self, node, "images", &words))
    return FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    {
      RimStudyImage image = RIM_STUDY_IMAGE_CT;

      if (!rim_study_image_from_id (words[i], &image))
        return rim_yaml_fail (self, node, "images has no “%s”; there are ct, pet, fused", words[i]);
      *(guint *) target |= 1u << image;
    }

  return TRUE;
}

static gboolean
parse_voi (RimYaml     *self,
           yaml_node_t *node,
           gpointer     target)
{
  RimVoiKind kind = RIM_VOI_TUMOUR;

  if (node->type != YAML_SCALAR_NODE || !rim_voi_kind_from_id (rim_yaml_get_text (node), &kind))
    return rim_yaml_fail (self, node, "vois has no “%s”; there are tumour, core, rim, tumour+rim",
                          rim_yaml_get_text (node));
  *(guint *) target |= 1u << kind;

  return TRUE;
}

static gboolean
parse_vois (RimYaml     *self,
            yaml_node_t *node,
            gpointer     target)
{
  return rim_yaml_parse_list (self, node, "vois", parse_voi, target);
}

static gboolean
parse_variant_fields (RimYaml     *self,
                      yaml_node_t *node,
                      Variant     *target)
{
  static const RimYamlField own[] = {
    { "pipeline", RIM_YAML_PARSE, G_STRUCT_OFFSET (Variant, pipeline), .parse = keep_node },
    RIM_YAML_FIELD (Variant, "keepClinical", BOOL, keeps_clinical, FALSE),
  };
  static const RimYamlField fields[] = {
    RIM_YAML_FIELD (RimRecipeVariant, "id", WORD, id, TRUE),
    RIM_YAML_FIELD (RimRecipeVariant, "title", TEXT, title, TRUE),
    RIM_YAML_PARSED (RimRecipeVariant, "images", images, parse_images),
    RIM_YAML_PARSED (RimRecipeVariant, "vois", vois, parse_vois),
    RIM_YAML_FIELD (RimRecipeVariant, "clinical", TEXTS, clinical, FALSE),
    RIM_YAML_FIELD (RimRecipeVariant, "missing", TEXTS, missing_parts, FALSE),
  };

  const RimYamlTable tables[] = {
    { fields, G_N_ELEMENTS (fields), target->variant }, { own, G_N_ELEMENTS (own), target },
  };

  return rim_yaml_parse_tables (self, node, "a variant", tables, G_N_ELEMENTS (tables));
}

static gboolean
check_variant (RimYaml                *self,
               const yaml_node_t      *node,
               const RimRecipe        *recipe,
               const RimRecipeVariant *variant)
{
  RimStudySettings study = { 0 };

  if (rim_recipe_find_variant (recipe, variant->id) != variant)
    return rim_yaml_fail (self, node, "there are two variants “%s”", variant->id);
  if ((variant->images != 0) != (variant->vois != 0))
    return rim_yaml_fail (self, node, "the variant “%s” needs both images and vois, or none", variant->id);
  if (variant->images != 0 && recipe->settings == NULL)
    return rim_yaml_fail (self, node, "the variant “%s” has images, so that the recipe needs settings", variant->id);
  if (variant->images == 0 && variant->clinical == NULL && recipe->patterns == NULL)
    return rim_yaml_fail (self, node, "the variant “%s” takes nothing in", variant->id);

  if (recipe->settings != NULL)
    rim_settings_get_study (recipe->settings, &study);
  if ((study.images != 0 && (variant->images & ~study.images) != 0) ||
      (study.vois != 0 && (variant->vois & ~study.vois) != 0))
    return rim_yaml_fail (self, node, "the variant “%s” has images or vois that the settings do not have",
                          variant->id);

  return TRUE;
}

static gboolean
parse_variant (RimYaml     *self,
               yaml_node_t *node,
               gpointer     data)
{
  const Root *root = data;
  Variant target = { NULL };

  if (root->recipe->variants->len == MAX_VARIANTS)
    return rim_yaml_fail (self, node, "there are more than %d variants", MAX_VARIANTS);

  target.variant = rim_recipe_add_variant (root->recipe);
  if (!parse_variant_fields (self, node, &target) || !check_variant (self, node, root->recipe, target.variant))
    return FALSE;
  if (target.pipeline == NULL)
    target.pipeline = root->pipeline;
  if (target.pipeline == NULL)
    return rim_yaml_fail (self, node, "the variant “%s” has no pipeline, and neither has the recipe",
                          target.variant->id);
  target.variant->pipeline->keep_clinical = target.keeps_clinical;

  return rim_recipe_parse_pipeline (self, target.pipeline, target.variant->pipeline);
}

/* Strata */

static gboolean
parse_cut (RimYaml     *self,
           yaml_node_t *node,
           gpointer     data)
{
  static const RimYamlField field = { "cuts", RIM_YAML_NUMBER, .min = -1e12, .max = 1e12 };
  RimRecipeStrata *strata = data;
  double *cuts = strata->cuts;

  if (strata->n_cuts == MAX_CUTS)
    return rim_yaml_fail (self, node, "there are more than %d cuts", MAX_CUTS);
  if (!rim_yaml_parse_number (self, node, &field, &cuts[strata->n_cuts]))
    return FALSE;
  if (strata->n_cuts > 0 && cuts[strata->n_cuts] <= cuts[strata->n_cuts - 1])
    return rim_yaml_fail (self, node, "cuts have to rise");
  strata->n_cuts++;

  return TRUE;
}

static gboolean
parse_cuts (RimYaml     *self,
            yaml_node_t *node,
            gpointer     target)
{
  RimRecipeStrata *strata = target;

  if (strata->cuts == NULL)
    strata->cuts = g_new0 (double, MAX_CUTS);

  return rim_yaml_parse_list (self, node, "cuts", parse_cut, strata) &&
         (strata->n_cuts > 0 || rim_yaml_fail (self, node, "cuts has no number"));
}

static gboolean
parse_strata (RimYaml     *self,
              yaml_node_t *node,
              gpointer     target)
{
  static const RimYamlField fields[] = {
    RIM_YAML_FIELD (RimRecipeStrata, "variant", WORD, variant, TRUE),
    RIM_YAML_FIELD (RimRecipeStrata, "column", TEXT, column, TRUE),
    { "cuts", RIM_YAML_PARSE, 0, TRUE, .parse = parse_cuts },
    RIM_YAML_FIELD (RimRecipeStrata, "time", TEXT, time, FALSE),
    RIM_YAML_FIELD (RimRecipeStrata, "event", TEXT, event, FALSE),
  };
  RimRecipe *recipe = ((Root *) target)->recipe;

  recipe->strata = g_new0 (RimRecipeStrata, 1);
  if (!RIM_YAML_PARSE_MAP (self, node, "strata", fields, recipe->strata))
    return FALSE;

  return (recipe->strata->time != NULL) == (recipe->strata->event != NULL) ||
         rim_yaml_fail (self, node, "strata are compared by both “time” and “event”");
}

/* The file */

static gboolean
parse_maps (RimYaml     *self,
            yaml_node_t *node,
            Root        *root)
{
  static const RimYamlField own[] = {
    { "settings", RIM_YAML_PARSE, 0, .parse = parse_settings },
    { "outcome", RIM_YAML_PARSE, 0, TRUE, .parse = parse_outcome },
    { "validation", RIM_YAML_PARSE, 0, .parse = parse_validation },
    { "strata", RIM_YAML_PARSE, 0, .parse = parse_strata },
    { "pipeline", RIM_YAML_PARSE, G_STRUCT_OFFSET (Root, pipeline), .parse = keep_node },
    { "variants", RIM_YAML_PARSE, G_STRUCT_OFFSET (Root, variants), TRUE, .parse = keep_node },
  };
  static const RimYamlField fields[] = {
    RIM_YAML_FIELD (RimRecipe, "id", WORD, id, TRUE),
    RIM_YAML_FIELD (RimRecipe, "title", TEXT, title, TRUE),
    RIM_YAML_FIELD (RimRecipe, "purpose", TEXT, purpose, TRUE),
    RIM_YAML_FIELD (RimRecipe, "citation", TEXT, citation, TRUE),
    RIM_YAML_FIELD (RimRecipe, "doi", TEXT, doi, FALSE),
    RIM_YAML_FIELD (RimRecipe, "limits", TEXT, limits, TRUE),
    RIM_YAML_FIELD (RimRecipe, "columns", TEXTS, patterns, FALSE),
    RIM_YAML_FIELD (RimRecipe, "delta", BOOL, is_delta, FALSE),
    RIM_YAML_FIELD (RimRecipe, "rule", CHOICE, rule, FALSE, .choices = rules),
    RIM_YAML_FIELD (RimRecipe, "seed", WHOLE, seed, FALSE, 0, 2147483647),
    RIM_YAML_FIELD (RimRecipe, "missing", TEXTS, missing_parts, FALSE),
  };

  const RimYamlTable tables[] = {
    { fields, G_N_ELEMENTS (fields), root->recipe }, { own, G_N_ELEMENTS (own), root },
  };

  return rim_yaml_parse_tables (self, node, "the recipe", tables, G_N_ELEMENTS (tables));
}

/* Reads a file into @recipe, a new #RimRecipe. */
gboolean
rim_recipe_parse_root (RimYaml     *self,
                       yaml_node_t *node,
                       gpointer     recipe)
{
  Root root = { .recipe = recipe };

  if (node == NULL)
    {
      g_set_error (self->error, self->domain, self->code, "%s: the file is empty", self->path);
      return FALSE;
    }
  if (!parse_maps (self, node, &root) || !rim_yaml_parse_list (self, root.variants, "variants", parse_variant, &root))
    return FALSE;
  if (root.recipe->variants->len == 0)
    return rim_yaml_fail (self, root.variants, "there is no variant");
  if (root.recipe->strata != NULL && rim_recipe_find_variant (recipe, root.recipe->strata->variant) == NULL)
    return rim_yaml_fail (self, node, "strata name “%s”, which is no variant", root.recipe->strata->variant);

  return TRUE;
}
