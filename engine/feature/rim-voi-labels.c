/* rim-voi-labels.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-voi-labels.h"

#include "volume/rim-distance.h"
#include "volume/rim-mask-resample.h"

#include <math.h>

/* As for VOIs: what is meant to lie at a distance lies there up to rounding. */
#define TOLERANCE_MM 1e-6

#define MAX_SHELLS 1000
#define MAX_MM     1000.0

/* Left, back and up, as they are in a sector's number. */
static const char *const sector_ids[RIM_N_SECTORS + 1] = {
  "", "RAI", "LAI", "RPI", "LPI", "RAS", "LAS", "RPS", "LPS",
};

static RimVoiLabels *
labels_new (const RimGrid *grid,
            const RimBox  *box,
            guint          n_labels,
            GError       **error)
{
  RimVoiLabels *self = g_new0 (RimVoiLabels, 1);
  gsize n;

  self->box = *box;
  self->n_labels = n_labels;
  rim_grid_crop (grid, box, &self->grid);
  n = rim_grid_get_n_voxels (&self->grid);
  self->labels = g_try_new0 (guint16, n);

  if (self->labels == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   "There is no memory for %" G_GSIZE_FORMAT " labels", n);
      g_clear_pointer (&self, rim_voi_labels_free);
    }

  return self;
}

static guint16
find_shell (const RimShellSettings *settings,
            double                  distance)
{
  double shell = MAX (ceil ((fabs (distance) - TOLERANCE_MM) / settings->width_mm), 1.0);

  if (distance > 0.0)
    return (guint16) (shell > settings->n_outside ? 0.0 : settings->n_inside + shell);

  if (settings->n_inside == 0)
    return 0;

  return (guint16) (settings->n_inside + 1 - MIN (shell, settings->n_inside));
}

static void
clip_outside (RimVoiLabels *self,
              RimMask      *clip,
              guint         n_inside)
{
  guint16 *label = self->labels;

  for (guint k = self->box.min[2]; k < self->box.max[2]; k++)
    for (guint j = self->box.min[1]; j < self->box.max[1]; j++)
      for (guint i = self->box.min[0]; i < self->box.max[0]; i++, label++)
        if (*label > n_inside && !rim_mask_contains (clip, i, j, k))
          *label = 0;
}

static gboolean
check_shells (const RimShellSettings *settings,
              GError                **error)
{
  const guint most = MAX (settings->n_inside, settings->n_outside);

  if (settings->width_mm > 0.0 && most > 0 && most <= MAX_SHELLS &&
      most * settings->width_mm <= MAX_MM)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "%u shells of %g mm inside and %u outside cannot be made",
               settings->n_inside, settings->width_mm, settings->n_outside);
  return FALSE;
}

/**
 * rim_voi_labels_new_shells:
 * @lesion: a lesion as drawn
 * @settings: which shells
 * @clip: (nullable): a mask that bounds those outside, on any grid
 * @error: where to put an error
 *
 * Divides a lesion and what surrounds it into shells of one thickness. Those
 * inside are numbered 1, the deepest, to n_inside, at the surface, those outside
 * n_inside + 1, at the surface, and on. Distances are those of
 * rim_distance_new(); the s-th shell holds what is farther than s - 1 widths and
 * not farther than s. With n_inside 0 the lesion itself has no label.
 *
 * Returns: (transfer full) (nullable): the labels
 */
RimVoiLabels *
rim_voi_labels_new_shells (RimMask                 *lesion,
                           const RimShellSettings  *settings,
                           RimMask                 *clip,
                           GError                 **error)
{
  g_autoptr(RimField) distances = NULL;
  g_autoptr(RimMask) on_grid = NULL;
  RimVoiLabels *self;
  RimBox box;

  if (!check_shells (settings, error))
    return NULL;

  distances = rim_distance_new (lesion, MAX (settings->n_inside, settings->n_outside) *
                                settings->width_mm + TOLERANCE_MM, &box, error);
  if (distances == NULL)
    return NULL;

  self = labels_new (rim_mask_get_grid (lesion), &box, settings->n_inside + settings->n_outside,
                     error);
  if (self == NULL)
    return NULL;

  for (gsize v = 0; v < rim_grid_get_n_voxels (&self->grid); v++)
    self->labels[v] = find_shell (settings, distances->values[v]);

  if (clip != NULL)
    {
      on_grid = rim_mask_resample (clip, rim_mask_get_grid (lesion));
      clip_outside (self, on_grid, settings->n_inside);
    }

  return self;
}

/* The mean of the centres of all voxels, as an index. Sums of whole numbers are
 * exact.
 */
static RimVec3
find_centroid (RimMask      *mask,
               const RimBox *box)
{
  guint64 sums[3] = { 0, 0, 0 };
  guint64 n = 0;

  for (guint k = box->min[2]; k < box->max[2]; k++)
    for (guint j = box->min[1]; j < box->max[1]; j++)
      {
        guint n_runs;
        const RimRun *runs = rim_mask_slice_get_runs (rim_mask_get_slice (mask, k), j, &n_runs);

        for (guint r = 0; r < n_runs; r++)
          {
            guint64 length = runs[r].end - runs[r].begin;

            sums[0] += length * ((guint64) runs[r].begin + runs[r].end - 1);
            sums[1] += length * 2 * j;
            sums[2] += length * 2 * k;
            n += length;
          }
      }

  return RIM_VEC3 ((double) sums[0] / (2.0 * (double) n), (double) sums[1] / (2.0 * (double) n),
                   (double) sums[2] / (2.0 * (double) n));
}

static guint16
find_sector (const RimGrid *grid,
             RimVec3        centroid,
             RimVec3        index)
{
  RimVec3 away = rim_affine_apply_vector (&grid->to_patient, rim_vec3_sub (index, centroid));

  return (guint16) (1 + (away.x > TOLERANCE_MM) + 2 * (away.y > TOLERANCE_MM) +
                    4 * (away.z > TOLERANCE_MM));
}

/**
 * rim_voi_labels_new_sectors:
 * @lesion: a lesion, about whose centroid space is divided
 * @voi: the VOI to divide, on the same grid
 * @error: where to put an error
 *
 * Divides a VOI into the eight octants about the centroid of a lesion (the mean
 * of the centres of its voxels), along the axes of the patient and not of the
 * image. A sector is 1, plus 1 to the patient's left of the centroid, plus 2
 * behind it, plus 4 towards the head; what lies level with the centroid is not
 * beyond it. See rim_sector_get_id().
 *
 * Returns: (transfer full) (nullable): the labels, over the bounds of @voi
 */
RimVoiLabels *
rim_voi_labels_new_sectors (RimMask  *lesion,
                            RimMask  *voi,
                            GError  **error)
{
  const RimGrid *grid = rim_mask_get_grid (voi);
  RimVoiLabels *self;
  RimBox bounds, box;
  RimVec3 centroid;
  guint16 *label;

  g_return_val_if_fail (rim_grid_equal (rim_mask_get_grid (lesion), grid, 1e-3), NULL);

  if (!rim_mask_get_bounds (lesion, &bounds) || !rim_mask_get_bounds (voi, &box))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "There is no voxel to divide into sectors");
      return NULL;
    }

  self = labels_new (grid, &box, RIM_N_SECTORS, error);
  if (self == NULL)
    return NULL;

  centroid = find_centroid (lesion, &bounds);
  label = self->labels;
  for (guint k = box.min[2]; k < box.max[2]; k++)
    for (guint j = box.min[1]; j < box.max[1]; j++, label += self->grid.size[0])
      {
        guint n_runs;
        const RimRun *runs = rim_mask_slice_get_runs (rim_mask_get_slice (voi, k), j, &n_runs);

        for (guint r = 0; r < n_runs; r++)
          for (guint i = runs[r].begin; i < runs[r].end; i++)
            label[i - box.min[0]] = find_sector (grid, centroid, RIM_VEC3 (i, j, k));
      }

  return self;
}

/**
 * rim_voi_labels_free:
 * @self: (transfer full) (nullable): labels
 */
void
rim_voi_labels_free (RimVoiLabels *self)
{
  if (self == NULL)
    return;

  g_free (self->labels);
  g_free (self);
}

/**
 * rim_voi_labels_get:
 * @self: labels
 * @i: a column of the grid of the mask
 * @j: a row
 * @k: a slice
 *
 * Returns: the label of a voxel; 0 outside of the box
 */
guint
rim_voi_labels_get (const RimVoiLabels *self,
                    guint               i,
                    guint               j,
                    guint               k)
{
  const RimBox *box = &self->box;

  if (i < box->min[0] || j < box->min[1] || k < box->min[2] ||
      i >= box->max[0] || j >= box->max[1] || k >= box->max[2])
    return 0;

  return self->labels[((gsize) (k - box->min[2]) * self->grid.size[1] + (j - box->min[1])) *
                      self->grid.size[0] + (i - box->min[0])];
}

/**
 * rim_sector_get_id:
 * @sector: 1 to %RIM_N_SECTORS
 *
 * Returns: where it lies: R or L for the patient's right or left of the centroid,
 *   A or P for before or behind, I or S for below or above
 */
const char *
rim_sector_get_id (guint sector)
{
  g_return_val_if_fail (sector >= 1 && sector <= RIM_N_SECTORS, NULL);

  return sector_ids[sector];
}
