/* rim-map-explanation.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-explanation.h"

#include <math.h>
#include <string.h>

#include "rim-map-family-private.h"

static void
find_place (RimMapExplanation *self,
            const RimRegion   *region,
            guint32            voxel)
{
  const guint *size = region->grid.size;
  gsize n = 0;

  while (region->inside[n] == 0 || voxel-- > 0)
    n++;

  self->at[0] = region->box.min[0] + (guint) (n % size[0]);
  self->at[1] = region->box.min[1] + (guint) (n / size[0] % size[1]);
  self->at[2] = region->box.min[2] + (guint) (n / size[0] / size[1]);
}

/* Where the voxels of the window lie, beyond the region as well. */
static void
find_grid (RimMapExplanation *self,
           const RimMapInput *input)
{
  const RimRegion *region = input->region;
  double corner[3];
  RimVec3 origin;

  self->grid.to_patient = region->grid.to_patient;
  for (guint axis = 0; axis < 3; axis++)
    {
      self->grid.size[axis] = 2 * input->radius[axis] + 1;
      corner[axis] = (double) self->at[axis] - region->box.min[axis] - input->radius[axis];
    }
  origin = rim_grid_to_patient (&region->grid, RIM_VEC3 (corner[0], corner[1], corner[2]));
  self->grid.to_patient.m[0][3] = origin.x;
  self->grid.to_patient.m[1][3] = origin.y;
  self->grid.to_patient.m[2][3] = origin.z;
}

static void
copy_window (RimMapExplanation *self,
             const RimMapInput *input,
             gsize              at)
{
  const gsize *stride = input->levels->stride;
  const guint *radius = input->radius;
  const gssize corner = (gssize) at - (gssize) (radius[0] + radius[1] * stride[1] + radius[2] * stride[2]);
  gsize n = 0;

  for (guint k = 0; k < self->grid.size[2]; k++)
    for (guint j = 0; j < self->grid.size[1]; j++)
      for (guint i = 0; i < self->grid.size[0]; i++, n++)
        {
          const gssize from = corner + (gssize) (i + j * stride[1] + k * stride[2]);

          self->levels[n] = input->levels->levels[from];
          self->intensities[n] = self->levels[n] != 0 ? input->values[from] : NAN;
          self->n_voxels += self->levels[n] != 0;
        }
}

static void
ask_family (RimMapExplanation   *self,
            const RimMapFamily  *family,
            const RimMapInput   *input,
            gsize                at)
{
  const guint row = self->feature.row;
  g_autofree guint8 *wanted = g_new0 (guint8, family->family->n_features);
  g_autofree double *values = g_new (double, family->family->n_features);
  g_autoptr(GPtrArray) tables = g_ptr_array_new ();
  gpointer state;

  self->value = NAN;
  if (!rim_map_family_prepare (family, input, NULL, NULL))
    return;

  wanted[row] = TRUE;
  state = family->state_new (input, wanted);
  family->measure (state, &at, 1, values);
  self->value = (float) values[row];
  if (family->explain != NULL)
    family->explain (state, at, row, tables);
  family->state_free (state);

  self->n_tables = tables->len;
  self->tables = (RimMapTable **) g_ptr_array_free (g_steal_pointer (&tables), FALSE);
}

/**
 * rim_map_explain:
 * @input: what the map is computed from
 * @feature: of what
 * @voxel: which voxel of the region, by its number in scan order
 *
 * Asks a family for the matrices that it counts, and for the value, which has the bits that
 * rim_map_compute() gives; NAN where that cannot.
 *
 * Returns: (transfer full): where the value of a voxel comes from
 */
RimMapExplanation *
rim_map_explain (RimMapInput         *input,
                 const RimMapFeature *feature,
                 guint32              voxel)
{
  RimMapExplanation *self;
  gsize n;

  g_return_val_if_fail (voxel < input->region->n_voxels, NULL);

  self = g_new0 (RimMapExplanation, 1);
  self->feature = *feature;
  find_place (self, input->region, voxel);
  find_grid (self, input);
  n = rim_grid_get_n_voxels (&self->grid);
  self->levels = g_new (guint16, n);
  self->intensities = g_new (double, n);
  copy_window (self, input, input->offsets[voxel]);
  ask_family (self, rim_map_family_get (feature->family), input, input->offsets[voxel]);

  return self;
}

void
rim_map_explanation_free (RimMapExplanation *self)
{
  for (guint t = 0; t < self->n_tables; t++)
    rim_map_table_free (self->tables[t]);
  g_free (self->tables);
  g_free (self->levels);
  g_free (self->intensities);
  g_free (self);
}

/**
 * rim_map_explanation_count_used:
 * @self: an explanation
 *
 * Returns: how many of its tables have a value, and so a part in the mean
 */
guint
rim_map_explanation_count_used (const RimMapExplanation *self)
{
  guint n = 0;

  for (guint t = 0; t < self->n_tables; t++)
    n += !isnan (self->tables[t]->value);

  return n;
}

/**
 * rim_map_explanation_new_mask:
 * @self: an explanation
 *
 * Returns: (transfer full): the voxels of the window that count, on its grid
 */
RimMask *
rim_map_explanation_new_mask (const RimMapExplanation *self)
{
  const gsize n = rim_grid_get_n_voxels (&self->grid);
  g_autofree guint8 *inside = g_new (guint8, n);

  for (gsize v = 0; v < n; v++)
    inside[v] = self->levels[v] != 0;

  return rim_mask_new_from_bytes (&self->grid, inside);
}

/**
 * rim_map_input_find_voxel:
 * @input: what maps are computed from
 * @point: a place, LPS mm
 * @voxel: (out): the voxel of the region that it lies in, by its number in scan order
 *
 * Returns: whether it lies in one
 */
gboolean
rim_map_input_find_voxel (const RimMapInput *input,
                          RimVec3            point,
                          guint32           *voxel)
{
  const RimRegion *region = input->region;
  const RimVec3 place = rim_grid_from_patient (&region->grid, point);
  const double places[3] = { floor (place.x + 0.5), floor (place.y + 0.5), floor (place.z + 0.5) };
  gsize at = 0;

  for (int axis = 2; axis >= 0; axis--)
    {
      if (!(places[axis] >= 0.0 && places[axis] < region->grid.size[axis]))
        return FALSE;
      at = at * region->grid.size[axis] + (gsize) places[axis];
    }
  if (region->inside[at] == 0)
    return FALSE;

  *voxel = 0;
  for (gsize n = 0; n < at; n++)
    *voxel += region->inside[n];

  return TRUE;
}
