/* rim-recipe-columns.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "signature/rim-recipe.h"

#include <string.h>

#include "feature/rim-feature-column.h"
#include "signature/rim-signature.h"

/* Columns of features are named as extraction names them: image_voi_imagetype_class_feature,
 * or imagetype_class_feature where there is one image and one VOI; changes between two
 * time points begin with delta_.
 */

#define DELTA "delta_"

static gboolean
has_one_bit (guint bits)
{
  return bits != 0 && (bits & (bits - 1)) == 0;
}

/* Where the name says no image and VOI they are those of a variant that has one of each. */
static gboolean
complete (const RimRecipeVariant *variant,
          RimFeatureColumn       *column)
{
  if (!column->has_study && has_one_bit (variant->images) && has_one_bit (variant->vois))
    {
      column->image = (RimStudyImage) g_bit_nth_lsf (variant->images, -1);
      column->voi = (RimVoiKind) g_bit_nth_lsf (variant->vois, -1);
      column->has_study = TRUE;
    }

  return column->has_study && variant->images >> column->image & 1 && variant->vois >> column->voi & 1;
}

/* Returns: whether the column is one of the variant's features; which image and VOI it is
 *   of is marked in @found */
static gboolean
match_feature (const RimRecipe        *self,
               const RimRecipeVariant *variant,
               const char             *name,
               guint                  *found)
{
  g_auto(RimFeatureColumn) column = { .image_type = NULL };

  if (self->is_delta && !g_str_has_prefix (name, DELTA))
    return FALSE;
  if (!rim_feature_column_parse (&column, name + (self->is_delta ? strlen (DELTA) : 0),
                                 rim_settings_get_profile (self->settings), NULL) ||
      !complete (variant, &column) || !rim_settings_has_image (self->settings, column.image_type) ||
      !rim_settings_has_feature (self->settings, column.family, column.feature))
    return FALSE;

  *found |= 1u << (column.image * RIM_N_VOI_KINDS + column.voi);

  return TRUE;
}

static gboolean
match_pattern (const RimRecipe *self,
               const char      *name)
{
  for (guint i = 0; self->patterns != NULL && self->patterns[i] != NULL; i++)
    if (g_pattern_match_simple (self->patterns[i], name))
      return TRUE;

  return FALSE;
}

static gboolean
check_found (const RimRecipe         *self,
             const RimRecipeVariant  *variant,
             guint                    found,
             GError                 **error)
{
  g_autoptr(GString) missing = g_string_new (NULL);

  for (guint image = 0; image < RIM_N_STUDY_IMAGES; image++)
    for (guint voi = 0; voi < RIM_N_VOI_KINDS; voi++)
      if (variant->images >> image & 1 && variant->vois >> voi & 1 &&
          !(found >> (image * RIM_N_VOI_KINDS + voi) & 1))
        g_string_append_printf (missing, "%s%s%s_%s_…", missing->len > 0 ? ", " : "", self->is_delta ? DELTA : "",
                                rim_study_image_get_id ((RimStudyImage) image),
                                rim_voi_kind_get_id ((RimVoiKind) voi));
  if (missing->len == 0)
    return TRUE;

  g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING,
               "“%s” of the recipe “%s” needs columns of features that the cohort has not: %s", variant->id, self->id,
               missing->str);

  return FALSE;
}

/* Clinical columns are asked for by name; an outcome or a batch is never an input. */
static gboolean
add_clinical (const RimRecipe         *self,
              const RimRecipeVariant  *variant,
              RimCohort               *cohort,
              GPtrArray               *columns,
              GError                 **error)
{
  g_autoptr(GPtrArray) missing = g_ptr_array_new ();
  g_autofree char *names = NULL;

  for (guint i = 0; variant->clinical != NULL && variant->clinical[i] != NULL; i++)
    {
      const RimColumn *column = rim_cohort_find (cohort, variant->clinical[i]);

      if (column == NULL)
        g_ptr_array_add (missing, variant->clinical[i]);
      else if (column->role == RIM_COLUMN_OUTCOME || column->role == RIM_COLUMN_BATCH)
        {
          g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING,
                       "the recipe “%s” takes “%s” in, which is %s in the cohort", self->id, column->name,
                       column->role == RIM_COLUMN_OUTCOME ? "an outcome" : "a batch");
          return FALSE;
        }
      else
        g_ptr_array_add (columns, g_strdup (column->name));
    }
  if (missing->len == 0)
    return TRUE;

  g_ptr_array_add (missing, NULL);
  names = g_strjoinv (", ", (char **) missing->pdata);
  g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING,
               "“%s” of the recipe “%s” needs clinical columns that the cohort has not: %s", variant->id, self->id,
               names);

  return FALSE;
}

static gboolean
is_input (const RimColumn        *column,
          const RimRecipeVariant *variant)
{
  return (column->role == RIM_COLUMN_FEATURE || column->role == RIM_COLUMN_CLINICAL) &&
         (variant->clinical == NULL || !g_strv_contains ((const char *const *) variant->clinical, column->name));
}

/**
 * rim_recipe_list_columns:
 * @self: a recipe
 * @variant: one of its variants
 * @cohort: a cohort
 * @error: where to put a #RimSignatureError, which says what is missing
 *
 * The columns that a variant takes in: features of its images and VOIs that the settings
 * ask for, what the recipe's patterns match, and its clinical columns, in the order of the
 * cohort and then of the recipe. Every image has to have features of every VOI.
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): their names
 */
char **
rim_recipe_list_columns (const RimRecipe         *self,
                         const RimRecipeVariant  *variant,
                         RimCohort               *cohort,
                         GError                 **error)
{
  g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  guint found = 0;

  g_return_val_if_fail (self != NULL && variant != NULL && cohort != NULL, NULL);

  if (!rim_recipe_check (self, variant, error))
    return NULL;

  for (guint c = 0; c < rim_cohort_get_n_columns (cohort); c++)
    {
      const RimColumn *column = rim_cohort_get_column (cohort, c);

      if (is_input (column, variant) &&
          ((variant->images != 0 && match_feature (self, variant, column->name, &found)) ||
           match_pattern (self, column->name)))
        g_ptr_array_add (columns, g_strdup (column->name));
    }
  if (!check_found (self, variant, found, error) || !add_clinical (self, variant, cohort, columns, error))
    return NULL;
  if (columns->len == 0)
    {
      g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING,
                   "the cohort has no column that “%s” of the recipe “%s” takes in", variant->id, self->id);
      return NULL;
    }

  g_ptr_array_add (columns, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&columns), FALSE);
}
