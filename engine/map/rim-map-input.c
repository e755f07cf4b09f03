/* rim-map-input.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-input.h"

#include <math.h>
#include <string.h>

#include "rim-map-shared-private.h"

static gboolean
check (const RimMapSettings  *settings,
       const RimRegion       *region,
       GError               **error)
{
  const RimFamilySettings *family = &settings->family;

  if (region->n_voxels == 0)
    g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_EMPTY, "The region has no voxels to make a map of");
  else if (settings->kernel_radius < 1 || settings->kernel_radius > RIM_MAP_MAX_RADIUS)
    g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                 "A kernel radius of %u voxels is not between 1 and %u", settings->kernel_radius,
                 RIM_MAP_MAX_RADIUS);
  else if (family->profile != RIM_PROFILE_PYRADIOMICS)
    g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                 "Maps are made in PyRadiomics’ way, not in the IBSI’s, which defines none");
  else
    return TRUE;

  return FALSE;
}

/* The voxels that windows hold: the region, or all of the box that they reach. */
static RimRegion *
make_kernel_region (const RimField       *field,
                    const RimBox         *box,
                    RimRegion            *region,
                    const RimMapSettings *settings)
{
  g_autofree guint8 *inside = NULL;
  RimRegion *kernel;

  if (settings->is_masked)
    return rim_region_ref (region);

  inside = g_malloc (rim_grid_get_n_voxels (&field->grid));
  memset (inside, 1, rim_grid_get_n_voxels (&field->grid));
  kernel = rim_region_new_from_bytes (&field->grid, inside);
  kernel->box = *box;

  return kernel;
}

static gboolean
check_values (const RimRegion  *kernel,
              const double     *values,
              GError          **error)
{
  for (gsize v = 0; v < kernel->n_voxels; v++)
    if (!isfinite (values[v]))
      {
        g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_NOT_FINITE,
                     "The image has a value that is infinite or not a number, of which there is no map");
        return FALSE;
      }

  return TRUE;
}

/* Where there are too many levels all become 1, and @unlevelled says why. */
static gboolean
discretise (const RimRegion       *kernel,
            const double          *values,
            const RimMapSettings  *settings,
            guint16               *levels,
            guint                 *n_levels,
            GError               **unlevelled,
            GError               **error)
{
  g_autoptr(GError) local_error = NULL;

  if (!rim_discretise (&settings->bins, values, kernel->n_voxels, levels, n_levels, NULL, &local_error) &&
      !g_error_matches (local_error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_TOO_MANY_LEVELS))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (local_error == NULL && *n_levels > RIM_MAP_MAX_LEVELS)
    g_set_error (&local_error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_TOO_MANY_LEVELS,
                 "%u grey levels are more than the %u that maps have; choose wider bins", *n_levels,
                 RIM_MAP_MAX_LEVELS);
  if (local_error == NULL)
    return TRUE;

  for (gsize v = 0; v < kernel->n_voxels; v++)
    levels[v] = 1;
  *n_levels = 1;
  *unlevelled = g_steal_pointer (&local_error);

  return TRUE;
}

static void
spread_values (RimMapInput     *self,
               const RimRegion *kernel,
               const double    *values)
{
  const RimLevels *levels = self->levels;
  gsize n = levels->size[0] + 2 * (gsize) levels->pad;

  n *= levels->size[1] + 2 * (gsize) levels->pad;
  n *= levels->size[2] + 2 * (gsize) levels->pad;
  self->allocated = g_new0 (double, n + RIM_LEVELS_SLACK);
  self->values = self->allocated + (levels->levels - levels->allocated);

  for (gsize v = 0; v < kernel->n_voxels; v++)
    self->values[levels->offsets[v]] = values[v];
}

/* Where the voxels of the region lie in the levels of the kernel. */
static void
find_offsets (RimMapInput     *self,
              const RimRegion *kernel)
{
  const RimRegion *region = self->region;
  const guint8 *inside = region->inside;
  gsize n = 0;

  self->offsets = g_new (gsize, region->n_voxels);
  for (guint k = 0; k < region->grid.size[2]; k++)
    for (guint j = 0; j < region->grid.size[1]; j++)
      for (guint i = 0; i < region->grid.size[0]; i++)
        if (*inside++)
          self->offsets[n++] = i + region->box.min[0] - kernel->box.min[0] +
                               (j + region->box.min[1] - kernel->box.min[1]) * self->levels->stride[1] +
                               (k + region->box.min[2] - kernel->box.min[2]) * self->levels->stride[2];
}

/**
 * rim_map_input_new:
 * @field: the values of a box of the image, filtered or not
 * @box: which voxels of the image that is; it holds the region and, where windows
 *   are not masked, as many voxels around as they reach, if the image has them
 * @region: the voxels of which maps are wanted
 * @settings: settings, copied
 * @error: where to put an error: #RIM_FEATURE_ERROR
 *
 * Discretises for maps, once for all windows (PyRadiomics' voxel-based extraction).
 * Memory is 12 bytes per voxel of the box of the region.
 *
 * Returns: (transfer full) (nullable): what maps are made of
 */
RimMapInput *
rim_map_input_new (const RimField        *field,
                   const RimBox          *box,
                   RimRegion             *region,
                   const RimMapSettings  *settings,
                   GError               **error)
{
  g_autoptr(RimMapInput) self = NULL;
  g_autoptr(RimRegion) kernel = NULL;
  g_autofree double *values = NULL;
  g_autofree guint16 *levels = NULL;
  g_autoptr(GError) unlevelled = NULL;
  guint n_levels;

  if (!check (settings, region, error))
    return NULL;

  kernel = make_kernel_region (field, box, region, settings);
  values = g_new (double, kernel->n_voxels);
  rim_region_gather_within (kernel, field, box, values);
  levels = g_new (guint16, kernel->n_voxels);
  if (!check_values (kernel, values, error) ||
      !discretise (kernel, values, settings, levels, &n_levels, &unlevelled, error))
    return NULL;

  self = g_new0 (RimMapInput, 1);
  rim_ref_count_init (&self->ref_count);
  self->settings = *settings;
  self->region = rim_region_ref (region);
  self->box = kernel->box;
  self->shared = rim_map_shared_new ();
  self->unlevelled = g_steal_pointer (&unlevelled);
  self->levels = rim_levels_new (kernel, levels, n_levels, settings->kernel_radius);
  if (self->levels == NULL)
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_TOO_MANY_LEVELS,
                   "There is not enough memory for the windows of a map");
      return NULL;
    }

  for (guint axis = 0; axis < 3; axis++)
    self->radius[axis] = (int) axis == settings->family.force_2d_axis ? 0 : settings->kernel_radius;
  self->index = rim_level_index_new (self->levels);
  spread_values (self, kernel, values);
  find_offsets (self, kernel);

  return g_steal_pointer (&self);
}

/**
 * rim_map_input_new_for_image:
 * @image: an image of an extraction
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): what its maps are made of
 */
RimMapInput *
rim_map_input_new_for_image (const RimVoxelImage  *image,
                             GError              **error)
{
  const RimMapSettings settings = {
    .kernel_radius = image->kernel_radius,
    .is_masked = image->is_masked,
    .bins = image->bins,
    .family = image->family,
  };

  RimMapInput *self = rim_map_input_new (image->field, &image->box, image->region, &settings, error);

  if (self == NULL)
    return NULL;

  self->grid = *image->grid;
  self->image = image->volume != NULL ? rim_volume_ref (image->volume) : NULL;
  self->lesion = image->lesion != NULL ? rim_mask_ref (image->lesion) : NULL;

  return self;
}

RimMapInput *
rim_map_input_ref (RimMapInput *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_map_input_unref (RimMapInput *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->shared, rim_map_shared_free);
  g_clear_error (&self->unlevelled);
  g_clear_pointer (&self->image, rim_volume_unref);
  g_clear_pointer (&self->lesion, rim_mask_unref);
  g_clear_pointer (&self->index, rim_level_index_free);
  rim_levels_free (self->levels);
  rim_region_unref (self->region);
  g_free (self->allocated);
  g_free (self->offsets);
  g_free (self);
}
