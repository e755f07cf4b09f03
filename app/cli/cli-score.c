/* cli-score.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-score.h"

#include <string.h>

#include "cli-case.h"
#include "cli-image.h"
#include "cli-mask.h"
#include "cohort/rim-cohort-csv.h"
#include "signature/rim-score-clinical.h"

/* Images and contours of a time point. */
typedef struct
{
  RimVolume *ct;
  RimVolume *pet;
  GPtrArray *names;
  GPtrArray *masks;
} Point;

static void
point_clear (Point *self)
{
  g_clear_pointer (&self->ct, rim_volume_unref);
  g_clear_pointer (&self->pet, rim_volume_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->masks, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Point, point_clear)

static void
scored_free (gpointer data)
{
  CliScored *self = data;

  g_free (self->name);
  rim_score_free (self->score);
  g_free (self);
}

/* Returns: (transfer full) (element-type CliScored): nothing yet */
GPtrArray *
cli_scored_new_list (void)
{
  return g_ptr_array_new_with_free_func (scored_free);
}

/**
 * cli_score_add:
 * @scorer: what scores
 * @options: what the command line says
 * @score_case: what is scored
 * @name: of the lesion
 * @scored: gets the score
 * @error: where to put an error
 *
 * Scores a lesion and, where that is asked for, other contours of it.
 *
 * Returns: whether there is a score
 */
gboolean
cli_score_add (RimScorer              *scorer,
               const CliScoreOptions  *options,
               const RimScoreCase     *score_case,
               const char             *name,
               GPtrArray              *scored,
               GError                **error)
{
  RimScore *score = rim_scorer_score (scorer, score_case, NULL, error);
  CliScored *added;

  if (score == NULL)
    return FALSE;

  added = g_new (CliScored, 1);
  *added = (CliScored) { g_strdup (name), score_case->lesion != NULL ? rim_mask_get_volume (score_case->lesion) : 0.0, score };
  g_ptr_array_add (scored, added);

  return options->perturb_mm == 0.0 || score_case->lesion == NULL ||
         rim_scorer_perturb (scorer, score, score_case, options->perturb_mm, (guint) options->n_contours,
                             (guint64) options->seed, NULL, NULL, NULL, error);
}

static gboolean
find_row (RimCohort    *cohort,
          const char   *path,
          const char   *id,
          gsize        *row,
          GError      **error)
{
  const gsize n = rim_cohort_get_n_rows (cohort);

  for (*row = 0; *row < n; (*row)++)
    if (id == NULL || strcmp (rim_cohort_get_id (cohort, *row), id) == 0)
      break;
  if (*row < n && (id != NULL || n == 1))
    return TRUE;

  if (id == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s has %zu rows; --id says which", path, n);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s has no row “%s”", path, id);

  return FALSE;
}

/**
 * cli_score_load_clinical:
 * @options: what the command line says
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): what it says of the patient; nothing where it does not
 */
GHashTable *
cli_score_load_clinical (const CliScoreOptions  *options,
                         GError                **error)
{
  const RimCohortCsvSettings settings = { .id = NULL };
  g_autoptr(RimCohort) cohort = NULL;
  gsize row;

  if (options->clinical == NULL)
    return rim_score_clinical_new ();
  if (strchr (options->clinical, '=') != NULL)
    return rim_score_clinical_parse (options->clinical, error);

  cohort = rim_cohort_load_csv (options->clinical, &settings, NULL, error);
  if (cohort == NULL || !find_row (cohort, options->clinical, options->id, &row, error))
    return NULL;

  return rim_score_clinical_from_row (cohort, row);
}

static void
add_mask (Point      *self,
          const char *name,
          RimMask    *mask)
{
  g_ptr_array_add (self->names, g_strdup (name));
  g_ptr_array_add (self->masks, mask);
}

static gboolean
load_all_masks (Point       *self,
                const char  *path,
                GError     **error)
{
  RimVolume *image = self->ct != NULL ? self->ct : self->pet;
  g_autoptr(RimRoiSet) set = cli_segmentation_load (path, 0.5, image, error);

  if (set == NULL)
    return FALSE;

  for (guint i = 0; i < set->rois->len; i++)
    {
      RimRoi *roi = set->rois->pdata[i];
      g_autofree char *name = roi->name != NULL ? g_strdup (roi->name) : g_strdup_printf ("%d", roi->number);
      RimBox bounds;

      if (roi->mask != NULL && rim_mask_get_bounds (roi->mask, &bounds))
        add_mask (self, name, rim_mask_ref (roi->mask));
    }
  if (self->masks->len > 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s: has no region on the image", path);

  return FALSE;
}

static gboolean
load_masks (Point             *self,
            const char        *path,
            char *const       *rois,
            guint              label,
            GError           **error)
{
  RimVolume *image = self->ct != NULL ? self->ct : self->pet;

  if (rois != NULL && strcmp (rois[0], "all") == 0)
    return load_all_masks (self, path, error);

  for (guint i = 0; rois == NULL ? i == 0 : rois[i] != NULL; i++)
    {
      RimMask *mask = cli_mask_load (path, rois != NULL ? rois[i] : NULL, label, image, error);

      if (mask == NULL)
        return FALSE;
      add_mask (self, rois != NULL ? rois[i] : "Lesion", mask);
    }

  return TRUE;
}

static gboolean
load_point (Point            *self,
            const CliExtract *extract,
            char *const      *rois,
            RimSignature     *signature,
            GError          **error)
{
  RimSettings *settings = rim_signature_get_settings (signature);
  RimVolume *image;

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->masks = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_mask_unref);
  image = cli_load (extract->image, extract->series, NULL, NULL, error);
  if (image == NULL)
    return FALSE;
  if (extract->pet == NULL && rim_unit_is_suv (rim_volume_get_unit (image)))
    self->pet = image;
  else
    self->ct = image;
  if (extract->pet != NULL)
    self->pet = cli_load (extract->pet, extract->pet_series, NULL, NULL, error);
  if (extract->pet != NULL && self->pet == NULL)
    return FALSE;

  return load_masks (self, extract->mask, rois, settings != NULL ? rim_settings_get_label (settings) : 1, error);
}

static gboolean
compare_readers (RimScorer              *scorer,
                 const CliScoreOptions  *options,
                 const RimScoreCase     *score_case,
                 const char             *roi,
                 RimScore               *score,
                 GError                **error)
{
  g_autoptr(GPtrArray) masks = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_mask_unref);
  RimVolume *image = score_case->ct != NULL ? score_case->ct : score_case->pet;

  for (guint i = 0; options->readers[i] != NULL; i++)
    {
      RimMask *mask = cli_mask_load (options->readers[i], roi, 1, image, error);

      if (mask == NULL)
        return FALSE;
      g_ptr_array_add (masks, mask);
    }

  return rim_scorer_compare (scorer, score, score_case, (RimMask *const *) masks->pdata, masks->len, NULL, NULL, NULL,
                             error);
}

static gboolean
score_point (RimScorer              *scorer,
             const CliScoreOptions  *options,
             const Point            *point,
             const Point            *before,
             GHashTable             *clinical,
             GPtrArray              *scored,
             GError                **error)
{
  for (guint i = 0; i < point->masks->len; i++)
    {
      const gboolean has_before = before->masks != NULL;
      const RimScoreCase earlier = {
        .ct = before->ct, .pet = before->pet,
        .lesion = has_before ? before->masks->pdata[MIN (i, before->masks->len - 1)] : NULL,
      };
      const RimScoreCase score_case = {
        .ct = point->ct, .pet = point->pet, .lesion = point->masks->pdata[i], .clinical = clinical,
        .before = has_before ? &earlier : NULL,
      };
      const char *name = point->names->pdata[i];

      if (!cli_score_add (scorer, options, &score_case, name, scored, error) ||
          (options->readers != NULL &&
           !compare_readers (scorer, options, &score_case, options->rois != NULL ? name : NULL,
                             ((CliScored *) scored->pdata[scored->len - 1])->score, error)))
        {
          g_prefix_error (error, "%s: ", options->mask);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
load_points (RimSignature           *signature,
             const CliScoreOptions  *options,
             Point                  *point,
             Point                  *before,
             GError                **error)
{
  const CliExtract extract = { options->image, options->series, NULL, options->mask, NULL, options->pet,
                               options->pet_series, NULL };
  const CliExtract earlier = { options->before_image, NULL, NULL, options->before_mask, NULL, options->before_pet,
                               NULL, NULL };

  if (options->image == NULL)
    return TRUE;
  if (!load_point (point, &extract, options->rois, signature, error))
    return FALSE;
  if (options->before_image == NULL)
    return TRUE;
  if (!load_point (before, &earlier, options->rois, signature, error))
    return FALSE;
  if (before->masks->len == point->masks->len)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s has %u regions and %s %u, so that changes cannot be told",
               options->mask, point->masks->len, options->before_mask, before->masks->len);

  return FALSE;
}

/**
 * cli_score_files:
 * @scorer: what scores
 * @options: what the command line says
 * @error: where to put an error
 *
 * Returns: whether there are scores, which are printed
 */
gboolean
cli_score_files (RimScorer              *scorer,
                 const CliScoreOptions  *options,
                 GError                **error)
{
  RimSignature *signature = rim_scorer_get_signature (scorer);
  g_autoptr(GHashTable) clinical = cli_score_load_clinical (options, error);
  g_autoptr(GPtrArray) scored = cli_scored_new_list ();
  g_autoptr(JsonBuilder) builder = options->json ? json_builder_new () : NULL;
  g_auto(Point) before = { NULL };
  g_auto(Point) point = { NULL };
  const RimScoreCase known = { .clinical = clinical };

  if (clinical == NULL || !load_points (signature, options, &point, &before, error))
    return FALSE;
  if (options->image != NULL ? !score_point (scorer, options, &point, &before, clinical, scored, error)
                             : !cli_score_add (scorer, options, &known, "Patient", scored, error))
    return FALSE;

  cli_score_begin (signature, builder);
  cli_score_print (signature, scored, builder);
  cli_score_end (builder);

  return TRUE;
}
