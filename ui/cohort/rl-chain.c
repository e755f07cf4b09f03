/* rl-chain.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-chain.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* As recipes write them. */
static const char *const missing_rules[] = { "refuse", "median", "drop-rows", "drop-columns" };
static const char *const scalings[] = { "none", "z-score", "robust", "min-max" };
static const char *const kinds[] = { "binary", "survival", "number" };
static const char *const methods[] = { "hold-out", "k-fold", "leave-one-out", "by-group" };

static void
link_free (gpointer data)
{
  RlChainLink *link = data;

  for (guint i = 0; i < link->n_parameters; i++)
    g_free (link->values[i]);
  g_free (link);
}

static char *
format_number (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.10g", value));
}

static RlChainLink *
add_link (GPtrArray          *links,
          const char         *id,
          const char         *title,
          const RimParameter *parameters,
          guint               n_parameters)
{
  RlChainLink *link = g_new0 (RlChainLink, 1);

  *link = (RlChainLink) { id, title, parameters, n_parameters };
  for (guint i = 0; i < n_parameters; i++)
    link->values[i] = format_number (parameters[i].value);
  g_ptr_array_add (links, link);

  return link;
}

static void
set_value (RlChainLink *link,
           guint        parameter,
           char        *value)
{
  g_free (link->values[parameter]);
  link->values[parameter] = value;
}

static void
take_pipeline (RlChain           *self,
               const RimPipeline *pipeline)
{
  self->missing = pipeline->missing;
  self->scaling = pipeline->scaling;
  self->class_weights = pipeline->class_weights;
  self->inner_folds = pipeline->inner_folds;

  for (guint s = 0; s < pipeline->n_steps; s++)
    {
      RlChainLink *link = rl_chain_add_step (self, pipeline->steps[s].selector);

      for (guint i = 0; i < link->n_parameters; i++)
        set_value (link, i, format_number (pipeline->steps[s].parameters[i]));
    }

  for (guint l = 0; l < pipeline->n_learners; l++)
    {
      const RimPipelineLearner *learner = &pipeline->learners[l];
      RlChainLink *link = rl_chain_add_learner (self, learner->learner);

      for (guint i = 0; i < link->n_parameters; i++)
        {
          g_autoptr(GString) values = g_string_new (NULL);

          for (guint k = 0; k < learner->n_grid[i]; k++)
            {
              g_autofree char *number = format_number (learner->grid[i][k]);

              g_string_append_printf (values, "%s%s", k > 0 ? ", " : "", number);
            }
          set_value (link, i, g_strdup (values->str));
        }
    }
}

/**
 * rl_chain_new:
 * @base: (nullable): a recipe to begin with, which outlives the chain
 */
RlChain *
rl_chain_new (const RimRecipe *base)
{
  RlChain *self = g_new0 (RlChain, 1);

  self->base = base;
  self->title = base != NULL ? g_strdup_printf (_("%s, my own"), base->title) : g_strdup (_("My chain"));
  self->columns = g_strdup ("*");
  self->missing = RIM_MISSING_MEDIAN;
  self->scaling = RIM_SCALING_Z_SCORE;
  self->steps = g_ptr_array_new_with_free_func (link_free);
  self->learners = g_ptr_array_new_with_free_func (link_free);
  if (base != NULL && base->variants->len > 0)
    take_pipeline (self, ((RimRecipeVariant *) base->variants->pdata[0])->pipeline);

  return self;
}

void
rl_chain_free (RlChain *self)
{
  g_free (self->title);
  g_free (self->columns);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->learners);
  g_free (self);
}

RlChainLink *
rl_chain_add_step (RlChain           *self,
                   const RimSelector *selector)
{
  return add_link (self->steps, selector->id, selector->title, selector->parameters, selector->n_parameters);
}

RlChainLink *
rl_chain_add_learner (RlChain          *self,
                      const RimLearner *learner)
{
  return add_link (self->learners, learner->id, learner->title, learner->parameters, learner->n_parameters);
}

/* Moves a link to another place. */
void
rl_chain_move (GPtrArray *links,
               guint      from,
               guint      to)
{
  gpointer link;

  g_return_if_fail (from < links->len && to < links->len);

  link = g_ptr_array_steal_index (links, from);
  g_ptr_array_insert (links, (int) to, link);
}

/* Returns: (transfer full): a name for a file, from the title */
char *
rl_chain_dup_id (const RlChain *self)
{
  g_autofree char *ascii = g_str_to_ascii (self->title, NULL);
  g_autoptr(GString) id = g_string_new (NULL);

  for (const char *c = ascii; *c != '\0'; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (id, g_ascii_tolower (*c));
    else if (id->len > 0 && id->str[id->len - 1] != '-')
      g_string_append_c (id, '-');

  while (id->len > 0 && id->str[id->len - 1] == '-')
    g_string_truncate (id, id->len - 1);

  return id->len > 0 ? g_string_free (g_steal_pointer (&id), FALSE) : g_strdup ("chain");
}

/* Writing */

static void
append_text (GString    *yaml,
             const char *key,
             const char *text)
{
  if (text == NULL)
    return;

  g_string_append_printf (yaml, "%s: \"", key);
  for (const char *c = text; *c != '\0'; c++)
    if (*c == '"' || *c == '\\')
      g_string_append_printf (yaml, "\\%c", *c);
    else if (*c == '\n')
      g_string_append (yaml, "\\n");
    else
      g_string_append_c (yaml, *c);
  g_string_append (yaml, "\"\n");
}

static void
append_texts (GString    *yaml,
              const char *key,
              char      **texts)
{
  if (texts == NULL || texts[0] == NULL)
    return;

  g_string_append_printf (yaml, "%s:\n", key);
  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autoptr(GString) item = g_string_new (NULL);

      append_text (item, "x", texts[i]);
      g_string_append_printf (yaml, "%*s- %s", (int) strspn (key, " ") + 2, "", item->str + strlen ("x: "));
    }
}

static void
append_block (GString    *yaml,
              const char *key,
              const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  g_string_append_printf (yaml, "%s: |\n", key);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_string_append_printf (yaml, "  %s\n", lines[i]);
}

static void
append_outcome (GString                  *yaml,
                const RimOutcomeSettings *outcome)
{
  g_string_append_printf (yaml, "outcome:\n  kind: %s\n", kinds[outcome->kind]);
  append_text (yaml, "  column", outcome->column != NULL ? outcome->column : "");
  append_text (yaml, "  positive", outcome->positive);
  append_text (yaml, "  event", outcome->event);
  append_text (yaml, "  title", outcome->title);
  if (outcome->horizon > 0.0)
    {
      g_autofree char *number = format_number (outcome->horizon);

      g_string_append_printf (yaml, "  horizon: %s\n", number);
    }
}

static void
append_validation (GString                *yaml,
                   const RimSplitSettings *outer,
                   const char             *group)
{
  g_autofree char *part = format_number (outer->test_part);

  g_string_append_printf (yaml, "validation:\n  method: %s\n  stratified: %s\n", methods[outer->method],
                          outer->stratified ? "true" : "false");
  if (outer->method == RIM_SPLIT_K_FOLD)
    g_string_append_printf (yaml, "  folds: %u\n", outer->n_folds);
  if (outer->method == RIM_SPLIT_K_FOLD || outer->method == RIM_SPLIT_HOLD_OUT)
    g_string_append_printf (yaml, "  repeats: %u\n", MAX (outer->n_repeats, 1));
  if (outer->method == RIM_SPLIT_HOLD_OUT)
    g_string_append_printf (yaml, "  testPart: %s\n", part);
  if (outer->method == RIM_SPLIT_BY_GROUP)
    append_text (yaml, "  group", group);
}

static void
append_link (GString           *yaml,
             const RlChainLink *link)
{
  g_string_append_printf (yaml, "    - %s", link->id);
  if (link->n_parameters > 0)
    g_string_append (yaml, ": {");
  for (guint i = 0; i < link->n_parameters; i++)
    {
      const gboolean is_list = strpbrk (link->values[i], ",;") != NULL;
      g_autofree char *values = g_strdelimit (g_strdup (link->values[i]), ";", ',');

      g_string_append_printf (yaml, "%s%s: %s%s%s", i > 0 ? ", " : "", link->parameters[i].name, is_list ? "[" : "",
                              values, is_list ? "]" : "");
    }
  g_string_append (yaml, link->n_parameters > 0 ? "}\n" : "\n");
}

static void
append_pipeline (GString       *yaml,
                 const RlChain *self)
{
  g_string_append_printf (yaml, "pipeline:\n  missing: %s\n  scaling: %s\n  classWeights: %s\n",
                          missing_rules[self->missing], scalings[self->scaling],
                          self->class_weights ? "true" : "false");
  if (self->steps->len > 0)
    g_string_append (yaml, "  steps:\n");
  for (guint i = 0; i < self->steps->len; i++)
    append_link (yaml, g_ptr_array_index (self->steps, i));
  g_string_append (yaml, self->learners->len > 0 ? "  learners:\n" : "  learners: []\n");
  for (guint i = 0; i < self->learners->len; i++)
    append_link (yaml, g_ptr_array_index (self->learners, i));
  if (self->inner_folds >= 2)
    g_string_append_printf (yaml, "  inner: {folds: %u}\n", self->inner_folds);
}

static void
append_images (GString                *yaml,
               const RimRecipeVariant *variant)
{
  if (variant->images == 0)
    return;

  g_string_append (yaml, "    images: [");
  for (guint i = 0, n = 0; i < RIM_N_STUDY_IMAGES; i++)
    if ((variant->images >> i & 1) != 0)
      g_string_append_printf (yaml, "%s%s", n++ > 0 ? ", " : "", rim_study_image_get_id ((RimStudyImage) i));
  g_string_append (yaml, "]\n    vois: [");
  for (guint i = 0, n = 0; i < RIM_N_VOI_KINDS; i++)
    if ((variant->vois >> i & 1) != 0)
      g_string_append_printf (yaml, "%s%s", n++ > 0 ? ", " : "", rim_voi_kind_get_id ((RimVoiKind) i));
  g_string_append (yaml, "]\n");
}

static void
append_variants (GString       *yaml,
                 const RlChain *self)
{
  g_string_append (yaml, "variants:\n");
  if (self->base == NULL)
    {
      g_string_append (yaml, "  - id: own\n");
      append_text (yaml, "    title", self->title);
    }

  for (guint i = 0; self->base != NULL && i < self->base->variants->len; i++)
    {
      const RimRecipeVariant *variant = self->base->variants->pdata[i];

      g_string_append_printf (yaml, "  - id: %s\n", variant->id);
      append_text (yaml, "    title", variant->title);
      append_images (yaml, variant);
      append_texts (yaml, "    clinical", variant->clinical);
      append_texts (yaml, "    missing", variant->missing_parts);
      if (variant->pipeline->keep_clinical)
        g_string_append (yaml, "    keepClinical: true\n");
    }
}

static void
append_inputs (GString       *yaml,
               const RlChain *self)
{
  g_auto(GStrv) globs = g_strsplit_set (self->columns, " ,;", -1);
  g_autofree char *settings = NULL;

  if (self->base == NULL)
    {
      append_texts (yaml, "columns", globs);
      return;
    }

  append_texts (yaml, "columns", self->base->patterns);
  append_texts (yaml, "missing", self->base->missing_parts);
  if (self->base->is_delta)
    g_string_append (yaml, "delta: true\n");
  if (self->base->settings == NULL)
    return;

  settings = rim_settings_to_yaml (self->base->settings);
  append_block (yaml, "settings", settings);
}

/**
 * rl_chain_to_yaml:
 * @self: a chain
 * @plan: what is predicted, and how that is validated
 *
 * Returns: (transfer full): the chain as a recipe
 */
char *
rl_chain_to_yaml (const RlChain      *self,
                  const RlCohortPlan *plan)
{
  const gboolean is_own = plan->own_outer || self->base == NULL;
  g_autofree char *id = rl_chain_dup_id (self);
  g_autoptr(GString) yaml = g_string_new (NULL);

  g_string_append_printf (yaml, "id: %s\n", id);
  append_text (yaml, "title", self->title);
  append_text (yaml, "purpose", self->base != NULL ? self->base->purpose : _("A chain of your own."));
  append_text (yaml, "citation", self->base != NULL ? self->base->citation : _("None; put together in Rimlight."));
  append_text (yaml, "doi", self->base != NULL ? self->base->doi : NULL);
  append_text (yaml, "limits", self->base != NULL ? self->base->limits
                                                  : _("Nobody has published or validated this chain."));
  append_inputs (yaml, self);
  append_outcome (yaml, &plan->outcome);
  append_validation (yaml, is_own ? &plan->outer : &self->base->outer, is_own ? plan->group : self->base->group);
  g_string_append_printf (yaml, "seed: %u\n", is_own ? (guint) plan->outer.seed : self->base->seed);
  append_pipeline (yaml, self);
  append_variants (yaml, self);

  return g_string_free (g_steal_pointer (&yaml), FALSE);
}
