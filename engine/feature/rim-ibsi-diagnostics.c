/* rim-ibsi-diagnostics.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-ibsi-private.h"

#include <math.h>

/* What the IBSI's tables tell of the steps of an extraction, by their tags
 * (Zwanenburg et al., Radiology 2020;295:328, supplement, "diagnostic features").
 */

G_GNUC_PRINTF (3, 4)
static void
add (RimFeatureTable *table,
     double           value,
     const char      *format,
     ...)
{
  g_autofree char *name = NULL;
  va_list args;

  va_start (args, format);
  name = g_strdup_vprintf (format, args);
  va_end (args);
  rim_feature_table_append (table, &(RimFeatureRow) {
    .image_type = "diagnostics", .name = name, .value = value,
  });
}

/* What values sum up to. */
typedef struct
{
  double sum;
  double min;
  double max;
  gsize  n;
} Summary;

#define SUMMARY_INIT { 0.0, INFINITY, -INFINITY, 0 }

static void
summarize (Summary      *self,
           const double *values,
           gsize         n)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    {
      sum += values[i];
      self->min = MIN (self->min, values[i]);
      self->max = MAX (self->max, values[i]);
    }
  self->sum += sum;
  self->n += n;
}

/**
 * rim_ibsi_diagnostics_add_image:
 * @table: gets rows
 * @when: in which state the image is: "init" or "interp"
 * @image: the image
 */
void
rim_ibsi_diagnostics_add_image (RimFeatureTable *table,
                                const char      *when,
                                RimVolume       *image)
{
  const RimGrid *grid = rim_volume_get_grid (image);
  g_autofree double *row = g_new (double, grid->size[0]);
  Summary summary = SUMMARY_INIT;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      {
        rim_volume_read_row (image, 0, j, k, grid->size[0], row);
        summarize (&summary, row, grid->size[0]);
      }

  for (guint axis = 0; axis < 3; axis++)
    add (table, grid->size[axis], "img_dim_%c_%s_img", "xyz"[axis], when);
  for (guint axis = 0; axis < 3; axis++)
    add (table, rim_grid_get_spacing (grid, axis), "vox_dim_%c_%s_img", "xyz"[axis], when);
  add (table, summary.sum / (double) summary.n, "mean_int_%s_img", when);
  add (table, summary.min, "min_int_%s_img", when);
  add (table, summary.max, "max_int_%s_img", when);
}

static void
add_box (RimFeatureTable *table,
         const char      *what,
         const char      *when,
         RimMask         *mask)
{
  RimBox box = { { 0 }, { 0 } };

  rim_mask_get_bounds (mask, &box);
  for (guint axis = 0; axis < 3; axis++)
    add (table, box.max[axis] - box.min[axis], "%s_bb_dim_%c_%s_roi", what, "xyz"[axis], when);
}

static void
add_intensities (RimFeatureTable   *table,
                 const char        *when,
                 const RimPrepared *prepared)
{
  g_autoptr(RimRegion) region = rim_region_new (prepared->intensity);
  g_autoptr(RimField) field = rim_field_new_from_volume (prepared->image, &region->box, NULL);
  g_autofree double *voxels = NULL;
  Summary summary = SUMMARY_INIT;

  if (field == NULL)
    return;

  voxels = g_new (double, region->n_voxels);
  rim_region_gather (region, field, voxels);
  summarize (&summary, voxels, region->n_voxels);
  add (table, summary.sum / (double) summary.n, "int_mask_mean_int_%s_roi", when);
  add (table, summary.min, "int_mask_min_int_%s_roi", when);
  add (table, summary.max, "int_mask_max_int_%s_roi", when);
}

/**
 * rim_ibsi_diagnostics_add_roi:
 * @table: gets rows
 * @when: in which state the VOI is: "init", "interp" or "reseg"
 * @prepared: image and masks, with voxels
 */
void
rim_ibsi_diagnostics_add_roi (RimFeatureTable   *table,
                              const char        *when,
                              const RimPrepared *prepared)
{
  const RimGrid *grid = rim_mask_get_grid (prepared->shape);

  for (guint axis = 0; axis < 3; axis++)
    add (table, grid->size[axis], "int_mask_dim_%c_%s_roi", "xyz"[axis], when);
  add_box (table, "int_mask", when, prepared->intensity);
  add_box (table, "morph_mask", when, prepared->shape);
  add (table, (double) rim_mask_count (prepared->intensity), "int_mask_vox_count_%s_roi", when);
  add (table, (double) rim_mask_count (prepared->shape), "morph_mask_vox_count_%s_roi", when);
  add_intensities (table, when, prepared);
}
