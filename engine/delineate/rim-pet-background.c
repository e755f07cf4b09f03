/* rim-pet-background.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-pet-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

#include "core/rim-affine.h"
#include "core/rim-compare.h"
#include "operate/rim-mask-margin.h"

#define BALL_RADIUS     15.0
#define CYLINDER_RADIUS 5.0
#define CYLINDER_HALF   10.0

#define SHELL_FROM  10.0
#define SHELL_TO    20.0

/* What is no liver and no blood: what healthy tissue shows of FDG lies well within. */
typedef struct
{
  double least;
  double most;
  double variation;
} Plausible;

static const Plausible plausible[RIM_PET_N_REFERENCES] = {
  [RIM_PET_REFERENCE_LIVER] = { 0.5, 6, 0.35 },
  [RIM_PET_REFERENCE_BLOOD] = { 0.3, 5, 0.5 },
};

static gboolean
is_in_reference (RimPetReferenceKind kind,
                 RimVec3             d)
{
  if (kind == RIM_PET_REFERENCE_LIVER)
    return rim_vec3_length (d) <= BALL_RADIUS;

  return fabs (d.z) <= CYLINDER_HALF && d.x * d.x + d.y * d.y <= CYLINDER_RADIUS * CYLINDER_RADIUS;
}

/* Both of one pass: sums about the first value, so that equal values have no spread. */
static void
summarise (const RimSearch     *search,
           RimPetReferenceKind  kind,
           RimPetReference     *reference,
           gsize               *n_missing)
{
  double origin = search->values[search->at], sum = 0, squares = 0;

  *reference = (RimPetReference) { 0 };
  *n_missing = 0;
  for (gsize voxel = 0; voxel < search->n_voxels; voxel++)
    {
      double value = search->values[voxel] - origin;

      if (!is_in_reference (kind, rim_vec3_sub (rim_search_get_place (search, voxel), search->point)))
        continue;
      if (!isfinite (value))
        {
          (*n_missing)++;
          continue;
        }
      sum += value;
      squares += value * value;
      reference->n_voxels++;
    }

  if (reference->n_voxels < 2)
    return;
  reference->mean = origin + sum / (double) reference->n_voxels;
  reference->sd = sqrt (MAX (squares - sum * sum / (double) reference->n_voxels, 0) /
                        (double) (reference->n_voxels - 1));
}

static gboolean
check_reference (RimPetReferenceKind     kind,
                 const RimPetReference  *reference,
                 gsize                   n_missing,
                 GError                **error)
{
  const Plausible *range = &plausible[kind];
  gboolean is_liver = kind == RIM_PET_REFERENCE_LIVER;

  if (n_missing > 0 || reference->n_voxels < 2)
    g_set_error_literal (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_REFERENCE,
                         _("The reference reaches beyond the image or has no values"));
  else if (!(reference->mean >= range->least && reference->mean <= range->most))
    g_set_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_REFERENCE,
                 is_liver ? _("A mean SUV of %.2f is not that of a healthy liver")
                          : _("A mean SUV of %.2f is not that of the blood pool"), reference->mean);
  else if (reference->sd > range->variation * reference->mean)
    g_set_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_REFERENCE,
                 _("The reference is not even: its SUV is %.2f ± %.2f"), reference->mean, reference->sd);
  else
    return TRUE;

  return FALSE;
}

/**
 * rim_pet_measure_reference:
 * @pet: an image in SUV
 * @kind: what to measure
 * @point: its middle, LPS mm
 * @reference: (out caller-allocates): what was found
 * @error: where to put an error of %RIM_DELINEATE_ERROR
 *
 * Measures a reference of PERCIST and refuses what cannot be one: a mean SUV of a liver
 * below 0.5 or above 6 or a deviation above 35 % of it; of blood 0.3, 5 and 50 %; a part
 * beyond the image. PERCIST asks for SUL; with another SUV the numbers are those of that.
 *
 * Returns: whether it is plausible
 */
gboolean
rim_pet_measure_reference (RimVolume            *pet,
                           RimPetReferenceKind   kind,
                           RimVec3               point,
                           RimPetReference      *reference,
                           GError              **error)
{
  g_autoptr(RimSearch) search = NULL;
  gsize n_missing;

  g_return_val_if_fail (kind > RIM_PET_REFERENCE_NONE && kind < RIM_PET_N_REFERENCES, FALSE);

  if (!rim_unit_is_suv (rim_volume_get_unit (pet)))
    {
      g_set_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_UNIT,
                   _("A reference needs SUV, and the image is in %s"),
                   rim_unit_get_label (rim_volume_get_unit (pet)));
      return FALSE;
    }

  search = rim_search_new (pet, point, BALL_RADIUS, NULL, error);
  if (search == NULL)
    return FALSE;
  summarise (search, kind, reference, &n_missing);

  return check_reference (kind, reference, n_missing, error);
}

/* The voxels of the shell about what is above a part of the maximum. */
static RimMask *
make_shell (RimPet        *self,
            guint8        *tumour,
            GCancellable  *cancellable,
            GError       **error)
{
  const RimSearch *search = self->search;
  double threshold = MAX (RIM_PET_FIRST_PART * search->values[self->maximum], self->floor);
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMask) near = NULL;
  g_autoptr(RimMask) far = NULL;

  if (!rim_search_flood (search, search->values, self->maximum, threshold, HUGE_VAL, tumour,
                         cancellable, error))
    return NULL;

  mask = rim_search_to_mask (search, tumour);
  near = rim_mask_margin (mask, &RIM_REACH_EVEN (SHELL_FROM), NULL, RIM_LIMIT_INSIDE, NULL, cancellable, error);
  if (near == NULL)
    return NULL;
  far = rim_mask_margin (mask, &RIM_REACH_EVEN (SHELL_TO), NULL, RIM_LIMIT_INSIDE, NULL, cancellable, error);
  if (far == NULL)
    return NULL;

  return rim_mask_combine (far, near, RIM_MASK_SUBTRACT);
}

static void
gather_row (RimVolume    *pet,
            const RimRun *run,
            guint         j,
            guint         k,
            double        below,
            GArray       *values)
{
  for (guint i = run->begin; i < run->end; i++)
    {
      double value = rim_volume_get_value (pet, i, j, k);

      if (value < below)
        g_array_append_val (values, value);
    }
}

static GArray *
gather (RimVolume *pet,
        RimMask   *shell,
        double     below)
{
  GArray *values = g_array_new (FALSE, FALSE, sizeof (double));
  RimBox box;

  if (!rim_mask_get_bounds (shell, &box))
    return values;

  for (guint k = box.min[2]; k < box.max[2]; k++)
    {
      RimMaskSlice *slice = rim_mask_get_slice (shell, k);

      for (guint j = box.min[1]; slice != NULL && j < box.max[1]; j++)
        {
          guint n = 0;
          const RimRun *runs = rim_mask_slice_get_runs (slice, j, &n);

          for (guint run = 0; run < n; run++)
            gather_row (pet, &runs[run], j, k, below, values);
        }
    }

  return values;
}

/* See rim_pet_set_background(). */
gboolean
rim_pet_find_background (RimPet        *self,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autofree guint8 *tumour = NULL;
  g_autoptr(RimMask) shell = NULL;
  g_autoptr(GArray) values = NULL;
  double *sorted;

  if (!isnan (self->background))
    return TRUE;

  tumour = g_malloc0 (self->search->n_voxels);
  shell = make_shell (self, tumour, cancellable, error);
  if (shell == NULL)
    return FALSE;

  values = gather (self->search->volume, shell, RIM_PET_FIRST_PART * self->search->values[self->maximum]);
  if (values->len == 0)
    {
      g_set_error_literal (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_NOTHING,
                           _("There is no background about the maximum"));
      return FALSE;
    }

  g_array_sort (values, rim_compare_doubles);
  sorted = (double *) (gpointer) values->data;
  self->background = (sorted[(values->len - 1) / 2] + sorted[values->len / 2]) / 2;

  return TRUE;
}
