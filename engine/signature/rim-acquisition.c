/* rim-acquisition.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-acquisition.h"

#include <math.h>
#include <string.h>

#include "rim-score-private.h"
#include "rim-signature-private.h"
#include "volume/rim-mask-resample.h"

#define NOTE "acquisition."

/* Below so many voxels, matrices of texture are nearly empty. */
#define FEW_VOXELS 64

/* Spacings in headers are rounded. */
#define TOLERANCE 0.02

static const RimAcquisition acquisitions[] = {
  { "ct_slice_mm", "the distance of slices of the CT", TRUE },
  { "ct_pixel_mm", "the pixel spacing of the CT", TRUE },
  { "pet_slice_mm", "the distance of slices of the PET", TRUE },
  { "pet_pixel_mm", "the pixel spacing of the PET", TRUE },
  { "ct_kernel", "the kernel of the CT", FALSE },
  { "ct_manufacturer", "the manufacturer of the CT", FALSE },
  { "pet_manufacturer", "the manufacturer of the PET", FALSE },
};

const RimAcquisition *
rim_acquisitions_get (guint *n_acquisitions)
{
  *n_acquisitions = G_N_ELEMENTS (acquisitions);

  return acquisitions;
}

/* In training */

static char *
describe_range (const RimColumn *column,
                gsize            n_rows)
{
  double low = INFINITY, high = -INFINITY;
  char first[G_ASCII_DTOSTR_BUF_SIZE], last[G_ASCII_DTOSTR_BUF_SIZE];

  for (gsize i = 0; i < n_rows; i++)
    if (!isnan (column->values[i]))
      {
        low = MIN (low, column->values[i]);
        high = MAX (high, column->values[i]);
      }
  if (low > high)
    return NULL;

  return g_strconcat (g_ascii_formatd (first, sizeof first, "%.6g", low), " to ",
                      g_ascii_formatd (last, sizeof last, "%.6g", high), NULL);
}

static char *
describe_levels (const RimColumn *column)
{
  return column->levels != NULL && column->levels[0] != NULL ? g_strjoinv (" | ", (char **) column->levels) : NULL;
}

/**
 * rim_acquisitions_with_notes:
 * @cohort: what is learned from
 * @notes: (nullable) (element-type utf8 utf8): what else a signature says
 *
 * Returns: (transfer full) (element-type utf8 utf8): the same, and a note for each column of
 *   the cohort that says how images were made
 */
GHashTable *
rim_acquisitions_with_notes (RimCohort  *cohort,
                             GHashTable *notes)
{
  GHashTable *all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer given, words;

  for (guint i = 0; i < G_N_ELEMENTS (acquisitions); i++)
    {
      const RimColumn *column = rim_cohort_find (cohort, acquisitions[i].column);
      const gboolean is_number = column != NULL && column->type == RIM_COLUMN_NUMBER;
      char *text = NULL;

      if (column != NULL && is_number == acquisitions[i].is_number)
        text = is_number ? describe_range (column, rim_cohort_get_n_rows (cohort)) : describe_levels (column);
      if (text != NULL)
        g_hash_table_insert (all, g_strconcat (NOTE, acquisitions[i].column, NULL), text);
    }
  if (notes == NULL)
    return all;

  g_hash_table_iter_init (&iter, notes);
  while (g_hash_table_iter_next (&iter, &given, &words))
    g_hash_table_replace (all, g_strdup (given), g_strdup (words));

  return all;
}

/* In a case */

static double
find_spacing (const RimAcquisition *acquisition,
              const RimScoreCase   *score_case)
{
  RimVolume *volume = g_str_has_prefix (acquisition->column, "ct_") ? score_case->ct : score_case->pet;
  const RimGrid *grid = volume != NULL ? rim_volume_get_grid (volume) : NULL;

  if (grid == NULL)
    return NAN;

  return g_str_has_suffix (acquisition->column, "slice_mm") ? rim_grid_get_slice_distance (grid)
                                                            : rim_grid_get_spacing (grid, 0);
}

static void
check_number (RimScore             *self,
              const RimAcquisition *acquisition,
              const char           *note,
              const RimScoreCase   *score_case)
{
  const double value = find_spacing (acquisition, score_case);
  char *rest;
  const double low = g_ascii_strtod (note, &rest);
  const double high = g_str_has_prefix (rest, " to ") ? g_ascii_strtod (rest + strlen (" to "), NULL) : NAN;

  if (value < low * (1.0 - TOLERANCE) || value > high * (1.0 + TOLERANCE))
    rim_score_add_limit (self, FALSE,
                         g_strdup_printf ("Here %s is %.3g mm; in training it was %s mm.", acquisition->title, value,
                                          note));
}

static void
check_name (RimScore             *self,
            const RimAcquisition *acquisition,
            const char           *note,
            const RimScoreCase   *score_case)
{
  const char *value = score_case->clinical != NULL ? g_hash_table_lookup (score_case->clinical, acquisition->column)
                                                   : NULL;
  g_auto(GStrv) known = g_strsplit (note, " | ", -1);

  if (value != NULL && !g_strv_contains ((const char *const *) known, value))
    rim_score_add_limit (self, FALSE,
                         g_strdup_printf ("Here %s is “%s”; in training it was %s.", acquisition->title, value, note));
}

static void
check_unit (RimScore   *self,
            RimVolume  *volume,
            gboolean    is_right,
            const char *image,
            const char *wanted)
{
  const char *label = volume != NULL ? rim_unit_get_label (rim_volume_get_unit (volume)) : NULL;

  if (volume != NULL && !is_right)
    rim_score_add_limit (self, TRUE,
                         g_strdup_printf ("The %s is in %s and not in %s, so that its features mean something else.",
                                          image, *label != '\0' ? label : "stored values", wanted));
}

static void
check_size (RimScore     *self,
            RimVolume    *volume,
            RimMask      *lesion,
            const char   *image)
{
  g_autoptr(RimMask) mask = volume != NULL ? rim_mask_resample (lesion, rim_volume_get_grid (volume)) : NULL;
  const gsize n = mask != NULL ? rim_mask_count (mask) : FEW_VOXELS;

  if (n < FEW_VOXELS)
    rim_score_add_limit (self, n < FEW_VOXELS / 8,
                         g_strdup_printf ("The lesion has %zu voxels on the %s; texture is unsteady below %d.", n, image,
                                          FEW_VOXELS));
}

/* Scanners, centres and protocols that training did not have. */
static void
check_batches (RimScore           *self,
               RimSignature       *signature,
               const RimScoreCase *score_case)
{
  JsonNode *node = rim_signature_find_node (signature, "cohort.batches");
  JsonObjectIter iter;
  const char *name;
  JsonNode *levels;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node) || score_case->clinical == NULL)
    return;

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &levels))
    {
      const char *value = g_hash_table_lookup (score_case->clinical, name);
      JsonArray *known = JSON_NODE_HOLDS_ARRAY (levels) ? json_node_get_array (levels) : NULL;
      gboolean is_known = value == NULL || known == NULL;

      for (guint i = 0; !is_known && i < json_array_get_length (known); i++)
        is_known = g_strcmp0 (json_array_get_string_element (known, i), value) == 0;
      if (!is_known)
        rim_score_add_limit (self, FALSE, g_strdup_printf ("%s is “%s”, which was not in training.", name, value));
    }
}

/**
 * rim_score_check_case:
 * @self: a score
 * @signature: whose it is
 * @score_case: what it is of
 * @needs_ct: whether the signature looks at the CT
 * @needs_pet: whether it looks at the PET
 *
 * Adds what images and contour say: units, spacings and sizes that training did not have.
 */
void
rim_score_check_case (RimScore           *self,
                      RimSignature       *signature,
                      const RimScoreCase *score_case,
                      gboolean            needs_ct,
                      gboolean            needs_pet)
{
  RimVolume *ct = needs_ct || !needs_pet ? score_case->ct : NULL;
  RimVolume *pet = needs_pet || (!needs_ct && ct == NULL) ? score_case->pet : NULL;

  check_unit (self, ct, ct != NULL && rim_volume_get_unit (ct) == RIM_UNIT_HU, "CT", "HU");
  check_unit (self, pet, pet != NULL && rim_unit_is_suv (rim_volume_get_unit (pet)), "PET", "SUV");
  check_size (self, ct, score_case->lesion, "CT");
  check_size (self, pet, score_case->lesion, "PET");
  check_batches (self, signature, score_case);
  for (guint i = 0; i < G_N_ELEMENTS (acquisitions); i++)
    {
      g_autofree char *key = g_strconcat (NOTE, acquisitions[i].column, NULL);
      const char *note = rim_signature_get_note (signature, key);

      if (note != NULL && acquisitions[i].is_number)
        check_number (self, &acquisitions[i], note, score_case);
      else if (note != NULL)
        check_name (self, &acquisitions[i], note, score_case);
    }
}
