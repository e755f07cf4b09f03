/* rim-test-levels.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-test-levels.h"

/**
 * rim_test_box_new:
 * @n_i: voxels along i
 * @n_j: along j
 * @n_k: along k
 *
 * Returns: (transfer full): a box with nothing in it
 */
RimTestBox *
rim_test_box_new (guint n_i,
                  guint n_j,
                  guint n_k)
{
  RimTestBox *self = g_new0 (RimTestBox, 1);

  self->size[0] = n_i;
  self->size[1] = n_j;
  self->size[2] = n_k;
  self->levels = g_new0 (guint16, (gsize) n_i * n_j * n_k);

  return self;
}

/**
 * rim_test_box_new_random:
 * @n_levels: the highest level there may be
 *
 * Returns: (transfer full): a box of up to seven voxels along each axis, with
 *   holes, gaps between its levels and at least one voxel in
 */
RimTestBox *
rim_test_box_new_random (guint n_levels)
{
  RimTestBox *self = rim_test_box_new ((guint) g_test_rand_int_range (1, 8),
                                       (guint) g_test_rand_int_range (1, 8),
                                       (guint) g_test_rand_int_range (1, 6));
  gsize n = (gsize) self->size[0] * self->size[1] * self->size[2];
  gint32 one_out = g_test_rand_int_range (2, 10);
  gint32 gap = g_test_rand_int_range (1, 3);

  for (gsize v = 0; v < n; v++)
    if (g_test_rand_int_range (0, one_out) > 0)
      self->levels[v] = (guint16) (1 + g_test_rand_int_range (0, (gint32) n_levels) / gap * gap);
  self->levels[g_test_rand_int_range (0, (gint32) n)] = (guint16) n_levels;

  return self;
}

/**
 * rim_test_box_turn:
 * @self: a box
 * @axes: which axis of @self becomes axis 0, 1, 2
 * @flips: which of these then run the other way
 *
 * Returns: (transfer full): the box, turned or mirrored
 */
RimTestBox *
rim_test_box_turn (const RimTestBox *self,
                   const guint       axes[3],
                   const gboolean    flips[3])
{
  RimTestBox *turned = rim_test_box_new (self->size[axes[0]], self->size[axes[1]],
                                         self->size[axes[2]]);
  gsize v = 0;

  for (guint k = 0; k < turned->size[2]; k++)
    for (guint j = 0; j < turned->size[1]; j++)
      for (guint i = 0; i < turned->size[0]; i++)
        {
          guint to[3] = { i, j, k };
          int from[3];

          for (guint axis = 0; axis < 3; axis++)
            from[axes[axis]] = (int) (flips[axis] ? turned->size[axis] - 1 - to[axis] : to[axis]);
          turned->levels[v++] = (guint16) rim_test_box_get (self, from[0], from[1], from[2]);
        }

  return turned;
}

/**
 * rim_test_box_free:
 * @self: (transfer full) (nullable): a box
 */
void
rim_test_box_free (RimTestBox *self)
{
  if (self == NULL)
    return;

  g_free (self->levels);
  g_free (self);
}

/**
 * rim_test_box_get:
 * @self: a box
 * @i: a column
 * @j: a row
 * @k: a slice
 *
 * Returns: the level there; 0 outside
 */
guint
rim_test_box_get (const RimTestBox *self,
                  int               i,
                  int               j,
                  int               k)
{
  if (i < 0 || j < 0 || k < 0 ||
      i >= (int) self->size[0] || j >= (int) self->size[1] || k >= (int) self->size[2])
    return 0;

  return self->levels[((gsize) k * self->size[1] + (gsize) j) * self->size[0] + (gsize) i];
}

/**
 * rim_test_box_to_levels:
 * @self: a box with at least one voxel in
 * @pad: how far neighbours may be
 *
 * Returns: (transfer full): its levels, voxels being 1 × 0.75 × 1.5 mm
 */
RimLevels *
rim_test_box_to_levels (const RimTestBox *self,
                        guint             pad)
{
  const double spacing[3] = { 1.0, 0.75, 1.5 };
  gsize n = (gsize) self->size[0] * self->size[1] * self->size[2];
  g_autofree guint8 *inside = g_new (guint8, n);
  g_autofree guint16 *levels = g_new (guint16, n);
  g_autoptr(RimRegion) region = NULL;
  RimGrid grid = { .size = { self->size[0], self->size[1], self->size[2] } };
  gsize n_voxels = 0;
  guint n_levels = 0;

  for (guint axis = 0; axis < 3; axis++)
    rim_affine_set_column (&grid.to_patient, axis, RIM_VEC3 (axis == 0 ? spacing[0] : 0.0,
                                                             axis == 1 ? spacing[1] : 0.0,
                                                             axis == 2 ? spacing[2] : 0.0));
  for (gsize v = 0; v < n; v++)
    {
      inside[v] = self->levels[v] != 0;
      n_levels = MAX (n_levels, self->levels[v]);
      if (inside[v])
        levels[n_voxels++] = self->levels[v];
    }
  region = rim_region_new_from_bytes (&grid, inside);

  return rim_levels_new (region, levels, n_levels, pad);
}

/**
 * rim_test_family_compute:
 * @family: a family that reads levels alone
 * @levels: levels
 * @settings: settings
 * @aggregation: how matrices become one number
 *
 * Returns: (transfer full): the values of its features
 */
double *
rim_test_family_compute (const RimFamily         *family,
                         const RimLevels         *levels,
                         const RimFamilySettings *settings,
                         RimAggregation           aggregation)
{
  RimFamilyInput input = { .levels = levels, .settings = settings };
  double *values = g_new (double, family->n_features);
  g_autoptr(GError) error = NULL;
  gboolean done = family->compute (&input, &aggregation, 1, values, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (done);

  return values;
}

/**
 * rim_test_family_get:
 * @family: a family
 * @values: the values of its features
 * @profile: whose feature
 * @name: its name
 *
 * Returns: its value
 */
double
rim_test_family_get (const RimFamily *family,
                     const double    *values,
                     RimProfile       profile,
                     const char      *name)
{
  for (guint f = 0; f < family->n_features; f++)
    {
      const RimFeatureInfo *info = family->get_info (f);

      if (g_str_equal (info->name, name) && (info->profiles & (1u << profile)))
        return values[f];
    }

  g_assert_not_reached ();
}
