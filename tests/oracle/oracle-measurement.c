/* oracle-measurement.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-measurement-values.h"

/* What numpy says (tests/support/measurement.py), which tries every voxel. */
static const struct
{
  const char *name;
  gsize       n;
  double      area, mean, sd, min, max, median;
} expected[] = {
  { "anisotropic slice ellipse", 214, 188.93538218689017, 325.69742990654208, 161.86829365585518, -113, 557.5, 350.5 },
  { "anisotropic slice rectangle", 260, 226.92000000000002, 240.87307692307692, 195.9140589797403, -113, 557.5, 257.125 },
  { "anisotropic slice freehand", 192, 167.375, 370.84635416666669, 258.56657616487206, -136.5, 685.75, 464.375 },
  { "anisotropic coronal rectangle", 92, 226.92000000000002, 338.38043478260869, 263.8494390083639, -128.25, 751, 414.25 },
  { "anisotropic sagittal ellipse", 88, 284.37696700294805, 262.04829545454544, 230.45095322798176, -143, 694, 265.625 },
  { "anisotropic oblique freehand", 45, 167.375, 332.52222222222224, 228.43424061193326, -131, 733, 337 },
  { "turned slice ellipse", 214, 188.93538218689017, 325.69742990654208, 161.86829365585518, -113, 557.5, 350.5 },
  { "turned slice rectangle", 260, 226.92000000000002, 240.87307692307692, 195.9140589797403, -113, 557.5, 257.125 },
  { "turned slice freehand", 192, 167.375, 370.84635416666669, 258.56657616487206, -136.5, 685.75, 464.375 },
  { "turned coronal rectangle", 92, 226.92000000000002, 338.38043478260869, 263.8494390083639, -128.25, 751, 414.25 },
  { "turned sagittal ellipse", 88, 284.37696700294805, 262.04829545454544, 230.45095322798176, -143, 694, 265.625 },
  { "turned oblique freehand", 45, 167.375, 332.52222222222224, 228.43424061193326, -131, 733, 337 },
  { "sheared slice ellipse", 211, 188.93538218689017, 324.31042654028437, 166.38457980953723, -113, 557.5, 352.75 },
  { "sheared slice rectangle", 261, 226.92000000000002, 240.38793103448276, 195.64325365104634, -113, 557.5, 256 },
  { "sheared slice freehand", 190, 167.375, 373.49473684210528, 260.24642289605811, -136.5, 685.75, 471.25 },
  { "sheared coronal rectangle", 92, 226.92000000000002, 338.38043478260869, 263.8494390083639, -128.25, 751, 414.25 },
  { "sheared sagittal ellipse", 89, 284.37696700294805, 273.14606741573033, 231.89912329159674, -143, 694, 292 },
  { "sheared oblique freehand", 49, 167.375, 305.82142857142856, 242.30270219251767, -131, 733, 316 },
};

typedef struct
{
  RimVec3            middle;     /* index */
  RimVec3            u;          /* in columns of the grid */
  RimVec3            v;
  RimMeasurementKind kind;
  const double      *shape;      /* along u and v, in mm; half the axes of an ellipse */
  guint              n;          /* points */
} Case;

static const double first_ellipse[] = { 9.7, 6.2 };
static const double second_ellipse[] = { 12.4, 7.3 };
static const double rectangle[] = { -9.3, -6.1, 9.3, -6.1, 9.3, 6.1, -9.3, 6.1 };
static const double bean[] = {
  -9, -4, -2, -7, 6, -5.5, 10, 1, 4, 7, 2.5, 1.5, -1, 0.5, -5, 6, -10, 3,
};

static const Case cases[] = {
  { { 20.2, 17.6, 5.1 }, { 1, 0, 0 }, { 0, 1, 0 }, RIM_MEASUREMENT_ELLIPSE, first_ellipse, 4 },
  { { 20.2, 17.6, 4.9 }, { 1, 1, 0 }, { -1, 1, 0 }, RIM_MEASUREMENT_RECTANGLE, rectangle, 4 },
  { { 19.6, 18.3, 7.2 }, { 1, 0, 0 }, { 0, 1, 0 }, RIM_MEASUREMENT_FREEHAND, bean, 9 },
  { { 20.3, 17.7, 6.2 }, { 1, 0, 0 }, { 0, 0, 1 }, RIM_MEASUREMENT_RECTANGLE, rectangle, 4 },
  { { 20.3, 17.7, 6.2 }, { 0, 1, 0 }, { 0, 0, 1 }, RIM_MEASUREMENT_ELLIPSE, second_ellipse, 4 },
  { { 20.3, 17.7, 6.2 }, { 1, 0, 1 }, { 0, 1, 0.2 }, RIM_MEASUREMENT_FREEHAND, bean, 9 },
};

static RimAffine
turn (RimVec3 axis,
      double  degrees)
{
  double c = cos (degrees * G_PI / 180), s = sin (degrees * G_PI / 180);
  RimAffine turned = { { { 0 } } };

  rim_vec3_normalize (&axis);
  for (guint column = 0; column < 3; column++)
    {
      RimVec3 e = RIM_VEC3 (column == 0, column == 1, column == 2);
      RimVec3 along = rim_vec3_scale (axis, rim_vec3_dot (axis, e) * (1 - c));

      along = rim_vec3_add (along, rim_vec3_scale (e, c));
      rim_affine_set_column (&turned, column,
                             rim_vec3_add (along, rim_vec3_scale (rim_vec3_cross (axis, e), s)));
    }

  return turned;
}

static RimGrid
make_grid (guint which)
{
  RimGrid grid = { { 40, 36, 12 }, { { { 0.8, 0, 0, 0 }, { 0, 1.1, 0, 0 }, { 0, 0, 3, 0 } } } };

  if (which == 1)
    {
      RimAffine turned = turn (RIM_VEC3 (1, 2, 3), 25);
      RimAffine plain = grid.to_patient;

      rim_affine_multiply (&turned, &plain, &grid.to_patient);
    }
  if (which == 2)
    grid.to_patient.m[1][2] = 0.9;

  rim_affine_set_column (&grid.to_patient, 3, RIM_VEC3 (-17.25, 12.5, -40));

  return grid;
}

static RimVolume *
make_volume (const RimGrid *grid)
{
  g_autoptr(GError) error = NULL;
  RimVolume *volume = rim_volume_new (grid, RIM_VOXEL_INT16, &error);

  g_assert_no_error (error);
  rim_volume_set_unit (volume, RIM_UNIT_SUVBW);

  for (guint k = 0; k < grid->size[2]; k++)
    {
      gint16 *voxel = rim_volume_get_slice_for_writing (volume, k);

      for (guint j = 0; j < grid->size[1]; j++)
        for (guint i = 0; i < grid->size[0]; i++)
          *voxel++ = (gint16) ((7 * i + 13 * j + 29 * k + i * j % 11) % 301) - 50;
      rim_volume_set_rescale (volume, k, (RimRescale) { 1 + 0.25 * k, -20 + 3.0 * k });
      rim_volume_publish_slice (volume, k);
    }

  return volume;
}

static RimVec3
get_unit (const RimGrid *grid,
          RimVec3        direction)
{
  RimVec3 unit = { 0, 0, 0 };
  double parts[3] = { direction.x, direction.y, direction.z };

  for (guint axis = 0; axis < 3; axis++)
    unit = rim_vec3_add (unit, rim_vec3_scale (rim_affine_get_column (&grid->to_patient, axis),
                                               parts[axis]));
  rim_vec3_normalize (&unit);

  return unit;
}

static RimMeasurement *
make_measurement (const RimGrid *grid,
                  const Case    *c)
{
  RimVec3 middle = rim_grid_to_patient (grid, c->middle);
  RimVec3 u = get_unit (grid, c->u);
  RimVec3 v = get_unit (grid, c->v);
  RimVec3 points[9];

  v = rim_vec3_sub (v, rim_vec3_scale (u, rim_vec3_dot (u, v)));
  rim_vec3_normalize (&v);

  if (c->kind == RIM_MEASUREMENT_ELLIPSE)
    for (guint end = 0; end < 2; end++)
      {
        points[end] = rim_vec3_add (middle, rim_vec3_scale (u, c->shape[0] * (end ? 1 : -1)));
        points[2 + end] = rim_vec3_add (middle, rim_vec3_scale (v, c->shape[1] * (end ? 1 : -1)));
      }
  else
    for (guint i = 0; i < c->n; i++)
      points[i] = rim_vec3_add (middle, rim_vec3_add (rim_vec3_scale (u, c->shape[2 * i]),
                                                      rim_vec3_scale (v, c->shape[2 * i + 1])));

  return rim_measurement_new (c->kind, points, c->n, rim_vec3_cross (u, v));
}

static void
test_regions (gconstpointer data)
{
  guint which = GPOINTER_TO_UINT (data);
  RimGrid grid = make_grid (which);
  g_autoptr(RimVolume) volume = make_volume (&grid);

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      guint e = which * (guint) G_N_ELEMENTS (cases) + c;
      g_autoptr(RimMeasurement) measurement = make_measurement (&grid, &cases[c]);
      RimMeasurementValues values;

      g_test_message ("%s", expected[e].name);
      rim_measurement_evaluate (measurement, volume, &values);

      g_assert_true (values.has_statistics);
      g_assert_cmpint (values.unit, ==, RIM_UNIT_SUVBW);
      g_assert_cmpuint (values.statistics.n, ==, expected[e].n);
      g_assert_cmpfloat_with_epsilon (values.area, expected[e].area, 1e-10);
      g_assert_cmpfloat_with_epsilon (values.statistics.mean, expected[e].mean, 1e-10);
      g_assert_cmpfloat_with_epsilon (values.statistics.sd, expected[e].sd, 1e-10);
      g_assert_cmpfloat (values.statistics.min, ==, expected[e].min);
      g_assert_cmpfloat (values.statistics.max, ==, expected[e].max);
      g_assert_cmpfloat (values.statistics.median, ==, expected[e].median);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/measurement/anisotropic", GUINT_TO_POINTER (0), test_regions);
  g_test_add_data_func ("/measurement/turned", GUINT_TO_POINTER (1), test_regions);
  g_test_add_data_func ("/measurement/sheared", GUINT_TO_POINTER (2), test_regions);

  return g_test_run ();
}
