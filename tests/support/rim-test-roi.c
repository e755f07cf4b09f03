/* rim-test-roi.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-test-roi.h"

#include "format/rim-nifti.h"
#include "rim-test-data.h"
#include "volume/rim-mask-resample.h"

static void
gather (RimTestRoi *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimField) field = rim_field_new_from_volume (self->image, &self->region->box, &error);

  g_assert_no_error (error);
  self->is_single = field->is_single;
  g_clear_pointer (&self->values, g_free);
  self->values = g_new (double, self->region->n_voxels);
  rim_region_gather (self->region, field, self->values);
}

/**
 * rim_test_roi_load_or_skip:
 * @self: (out caller-allocates): an image and the one ROI of a mask
 * @image: a NIfTI file below the folder of test data
 * @mask: another, on the same grid
 *
 * Marks the running test as skipped where they are not here. The caller then
 * returns.
 *
 * Returns: whether they are
 */
gboolean
rim_test_roi_load_or_skip (RimTestRoi *self,
                           const char *image,
                           const char *mask)
{
  g_autofree char *image_path = rim_test_data_or_skip (image);
  g_autofree char *mask_path = NULL;
  g_autoptr(RimRoiSet) set = NULL;
  g_autoptr(RimMask) on_image = NULL;
  g_autoptr(GError) error = NULL;

  *self = (RimTestRoi) { NULL, };
  if (image_path == NULL || (mask_path = rim_test_data_or_skip (mask)) == NULL)
    return FALSE;

  self->image = rim_nifti_read (image_path, &error);
  g_assert_no_error (error);
  set = rim_nifti_read_labels (mask_path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (set->rois->len, ==, 1);

  on_image = rim_mask_resample (((RimRoi *) g_ptr_array_index (set->rois, 0))->mask,
                                rim_volume_get_grid (self->image));
  self->shape = rim_region_new (on_image);
  g_assert_nonnull (self->shape);
  self->region = rim_region_ref (self->shape);
  gather (self);

  return TRUE;
}

/**
 * rim_test_roi_resegment:
 * @self: what was loaded
 * @low: the lowest value that stays
 * @high: the highest
 *
 * Leaves voxels out of the region, but not out of the shape. Their values are
 * rounded to integers first, as the IBSI says of its CT.
 */
void
rim_test_roi_resegment (RimTestRoi *self,
                        double      low,
                        double      high)
{
  const RimGrid *grid = rim_volume_get_grid (self->image);
  const RimBox *box = &self->shape->box;
  const guint8 *inside = self->shape->inside;
  const double *values = self->values;
  g_autofree guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (grid));

  for (guint k = box->min[2]; k < box->max[2]; k++)
    for (guint j = box->min[1]; j < box->max[1]; j++)
      for (guint i = box->min[0]; i < box->max[0]; i++)
        if (*inside++)
          {
            const double value = rint (*values++);

            voxels[((gsize) k * grid->size[1] + j) * grid->size[0] + i] = value >= low &&
                                                                          value <= high;
          }

  rim_region_unref (self->region);
  self->region = rim_region_new_from_bytes (grid, voxels);
  gather (self);
  for (gsize v = 0; v < self->region->n_voxels; v++)
    self->values[v] = rint (self->values[v]);
}

/**
 * rim_test_roi_discretise:
 * @self: what was loaded
 * @bins: how
 * @pad: the greatest distance
 *
 * Makes its levels.
 */
void
rim_test_roi_discretise (RimTestRoi *self,
                         RimBins     bins,
                         guint       pad)
{
  g_autofree guint16 *levels = g_new (guint16, self->region->n_voxels);
  g_autoptr(GError) error = NULL;
  guint n_levels;

  bins.is_single = self->is_single;
  rim_discretise (&bins, self->values, self->region->n_voxels, levels, &n_levels, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&self->levels, rim_levels_free);
  self->levels = rim_levels_new (self->region, levels, n_levels, pad);
}

/**
 * rim_test_roi_init_box:
 * @self: (out caller-allocates): without an image
 * @box: with at least one voxel in
 * @pad: the greatest distance
 *
 * Makes a region of levels.
 */
void
rim_test_roi_init_box (RimTestRoi       *self,
                       const RimTestBox *box,
                       guint             pad)
{
  const guint *size = box->size;
  const gsize n = (gsize) size[0] * size[1] * size[2];
  RimGrid grid = { .size = { size[0], size[1], size[2] } };
  g_autofree guint8 *inside = g_new (guint8, n);
  gsize n_inside = 0;

  *self = (RimTestRoi) { .values = g_new (double, n) };
  for (gsize v = 0; v < n; v++)
    {
      inside[v] = box->levels[v] > 0;
      if (inside[v])
        self->values[n_inside++] = box->levels[v];
    }

  rim_affine_init_identity (&grid.to_patient);
  self->shape = rim_region_new_from_bytes (&grid, inside);
  g_assert_nonnull (self->shape);
  self->region = rim_region_ref (self->shape);
  rim_test_roi_discretise (self, (RimBins) { RIM_BINNING_FIXED_SIZE, 1.0, 0, 1.0, FALSE }, pad);
}

/**
 * rim_test_roi_compute:
 * @self: with levels
 * @family: a family
 * @settings: settings
 * @aggregation: one that it has
 * @values: (out caller-allocates): its features
 *
 * Computes what has to succeed.
 */
void
rim_test_roi_compute (const RimTestRoi        *self,
                      const RimFamily         *family,
                      const RimFamilySettings *settings,
                      RimAggregation           aggregation,
                      double                  *values)
{
  const RimFamilyInput input = {
    self->image, self->region, self->shape, self->values, self->levels, settings,
  };
  g_autoptr(GError) error = NULL;

  g_assert_true (family->compute (&input, &aggregation, 1, values, NULL, &error));
  g_assert_no_error (error);
}

/**
 * rim_test_roi_clear:
 * @self: a ROI
 */
void
rim_test_roi_clear (RimTestRoi *self)
{
  g_clear_pointer (&self->image, rim_volume_unref);
  g_clear_pointer (&self->shape, rim_region_unref);
  g_clear_pointer (&self->region, rim_region_unref);
  g_clear_pointer (&self->values, g_free);
  g_clear_pointer (&self->levels, rim_levels_free);
}
