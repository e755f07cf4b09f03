/* test-measurement.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "feature/rim-measurement-values.h"
#include "segment/rim-segmentation.h"

/* Records of a lesion that is added, painted on and renamed, and removed, as programs
 * wrote them that knew no measurements.
 */
static const char add_record[] =
  "45012531313131313131312d323232322d343333332d383434342d3535353535353535353535352561616161"
  "616161612d303030302d343030302d383030302d303030303030303030303031046164640772656164657280"
  "c0b88d839191030001ffff0fe69f0000002531313131313131312d323232322d343333332d383434342d3535"
  "353535353535353535350a4cc3a473696f6e203100044754560000000000000000000000060503cdcccccccc"
  "ccec3f0000000000000000000000000000000000000000000008c000000000000000009a9999999999e93f00"
  "0000000000000000000000000000c00000000000000000000000000000000000000000000004400000000000"
  "002440010101020101020101010100";

static const char change_record[] =
  "45012531313131313131312d323232322d343333332d383434342d3535353535353535353535352561616161"
  "616161612d303030302d343030302d383030302d303030303030303030303032066272757368077265616465"
  "7280c0b88d839191030002100648696c75730103010101030102010101010001010101010100";

static const char remove_record[] =
  "45012531313131313131312d323232322d343333332d383434342d3535353535353535353535352561616161"
  "616161612d303030302d343030302d383030302d3030303030303030303030330772656d6f76650772656164"
  "657280c0b88d839191030000";
static const RimVec3 z_axis = { 0, 0, 1 };

static RimMeasurement *
make (RimMeasurementKind kind,
      GRand             *rand)
{
  static const guint n_points[RIM_N_MEASUREMENT_KINDS] = { 2, 4, 3, 4, 4, 7, 1, 2, 1 };
  RimVec3 points[7];

  for (guint i = 0; i < n_points[kind]; i++)
    points[i] = RIM_VEC3 (g_rand_double_range (rand, -100, 100),
                          g_rand_double_range (rand, -100, 100), 12.5);

  return rim_measurement_new (kind, points, n_points[kind], z_axis);
}

static GBytes *
parse_hex (const char *hex)
{
  gsize length = strlen (hex) / 2;
  guint8 *bytes = g_malloc (length);

  for (gsize i = 0; i < length; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value (hex[2 * i]) << 4 | g_ascii_xdigit_value (hex[2 * i + 1]));

  return g_bytes_new_take (bytes, length);
}

static void
test_old_records (void)
{
  const char *records[] = { add_record, change_record, remove_record };
  g_autoptr(RimSegmentation) segmentation = rim_segmentation_new ("old");
  g_autoptr(GError) error = NULL;

  for (guint r = 0; r < 3; r++)
    {
      g_autoptr(GBytes) bytes = parse_hex (records[r]);
      g_autoptr(GBytes) again = NULL;

      rim_segmentation_replay (segmentation, RIM_JOURNAL_DO, bytes, &error);
      g_assert_no_error (error);
      again = rim_edit_serialize (rim_segmentation_get_edit (segmentation, r));
      g_assert_true (g_bytes_equal (bytes, again));

      if (r == 1)
        {
          RimLesion *lesion = rim_segmentation_get_lesion (segmentation, 0);

          g_assert_cmpstr (lesion->name, ==, "Hilus");
          g_assert_cmpuint (rim_mask_count (lesion->mask), ==, 4);
          g_assert_true (rim_mask_contains (lesion->mask, 1, 1, 2));
          g_assert_false (rim_mask_contains (lesion->mask, 1, 2, 1));
        }
    }

  g_assert_cmpuint (rim_segmentation_get_n_lesions (segmentation), ==, 0);
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 3);
}

static void
assert_same (RimSegmentation *a,
             RimSegmentation *b)
{
  guint n = rim_segmentation_get_n_measurements (a);

  g_assert_cmpuint (n, ==, rim_segmentation_get_n_measurements (b));
  for (guint i = 0; i < n; i++)
    g_assert_true (rim_measurement_equal (rim_segmentation_get_measurement (a, i),
                                          rim_segmentation_get_measurement (b, i)));

  g_assert_cmpuint (rim_segmentation_get_n_lesions (a), ==, rim_segmentation_get_n_lesions (b));
  for (guint i = 0; i < rim_segmentation_get_n_lesions (a); i++)
    g_assert_true (rim_lesion_equal (rim_segmentation_get_lesion (a, i),
                                     rim_segmentation_get_lesion (b, i)));
}

/* What the library does with each step. */
static void
copy_step_cb (RimSegmentation *from,
              RimJournalStep   step,
              RimEdit         *edit,
              RimSegmentation *to)
{
  g_autoptr(RimEdit) inverse = step == RIM_JOURNAL_UNDO ? rim_edit_invert (edit) : NULL;
  g_autoptr(GBytes) bytes = rim_edit_serialize (inverse != NULL ? inverse : edit);
  g_autoptr(GError) error = NULL;

  g_assert_true (rim_segmentation_replay (to, step, bytes, &error));
  g_assert_no_error (error);
}

static RimMeasurement *
change (RimMeasurement *measurement,
        GRand          *rand)
{
  RimVec3 point = RIM_VEC3 (g_rand_double_range (rand, -90, 90), g_rand_double_range (rand, -90, 90), 3);

  switch (g_rand_int_range (rand, 0, 7))
    {
    case 4:
      return rim_measurement_with_lock (measurement, g_rand_boolean (rand));

    case 5:
      return rim_measurement_with_label_offset (measurement, g_rand_boolean (rand) ? &point : NULL);

    case 6:
      return rim_measurement_with_origin (measurement, g_rand_boolean (rand) ? "1.2.3" : NULL);

    case 0:
      return rim_measurement_with_label (measurement, g_rand_boolean (rand) ? "Größe" : NULL);

    case 1:
      return rim_measurement_with_lesion (measurement, g_rand_boolean (rand) ? "lesion" : NULL);

    case 2:
      return rim_measurement_with_offset (measurement, point);

    default:
      return rim_measurement_with_handle (measurement,
                                          g_rand_int_range (rand, 0, (int) measurement->n_points), point);
    }
}

static void
act (RimSegmentation *segmentation,
     GRand           *rand)
{
  guint n = rim_segmentation_get_n_measurements (segmentation);
  RimMeasurement *some = n == 0 ? NULL :
                         rim_segmentation_get_measurement (segmentation, g_rand_int_range (rand, 0, (int) n));
  const RimGrid grid = { { 8, 8, 4 }, { { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 2, 0 } } } };
  int what = g_rand_int_range (rand, 0, 10);

  if (what < 2 || some == NULL)
    {
      g_autoptr(RimMeasurement) fresh = make (g_rand_int_range (rand, 0, RIM_N_MEASUREMENT_KINDS), rand);

      g_assert_true (rim_segmentation_add_measurement (segmentation, fresh, "ruler"));
    }
  else if (what == 2)
    {
      gboolean locked = some->locked;

      g_assert_true (rim_segmentation_remove_measurement (segmentation, some->id, "delete") != locked);
    }
  else if (what == 3)
    {
      rim_segmentation_undo (segmentation);
    }
  else if (what == 4)
    {
      rim_segmentation_redo (segmentation);
    }
  else if (what == 5)
    {
      g_autoptr(RimMask) mask = rim_mask_new (&grid);
      g_autoptr(RimLesion) lesion = rim_lesion_new ("L", mask);

      rim_segmentation_add (segmentation, lesion, "add");
    }
  else
    {
      g_autoptr(RimMeasurement) changed = change (some, rand);

      rim_segmentation_replace_measurement (segmentation, changed, "handle");
    }
}

/* Any steps on lesions and measurements, read from their records, give the same; and
 * undone, nothing is left.
 */
static void
test_journal (void)
{
  for (guint32 seed = 0; seed < 20; seed++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr(RimSegmentation) drawn = rim_segmentation_new ("a");
      g_autoptr(RimSegmentation) read = rim_segmentation_new ("a");

      g_signal_connect (drawn, "step", G_CALLBACK (copy_step_cb), read);
      for (guint step = 0; step < 80; step++)
        act (drawn, rand);
      assert_same (drawn, read);

      while (rim_segmentation_undo (drawn))
        assert_same (drawn, read);
      g_assert_cmpuint (rim_segmentation_get_n_measurements (drawn), ==, 0);
      while (rim_segmentation_redo (drawn))
        ;
      assert_same (drawn, read);
    }
}

/* One moves a handle while the other gives a name: both are there. */
static void
test_two_programs (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);
  g_autoptr(RimMeasurement) length = make (RIM_MEASUREMENT_LENGTH, rand);
  g_autoptr(RimMeasurement) moved = rim_measurement_with_handle (length, 1, RIM_VEC3 (1, 2, 12.5));
  g_autoptr(RimMeasurement) named = rim_measurement_with_label (length, "Node");
  g_autoptr(RimSegmentation) other = rim_segmentation_new ("a");
  g_autoptr(RimEdit) edit = rim_edit_new_of_measurement (length, moved, 0, "handle", "b");
  g_autoptr(GBytes) bytes = rim_edit_serialize (edit);
  g_autoptr(GError) error = NULL;
  RimMeasurement *both;

  rim_segmentation_add_measurement (other, length, "ruler");
  rim_segmentation_replace_measurement (other, named, "rename");
  rim_segmentation_replay (other, RIM_JOURNAL_DO, bytes, &error);
  g_assert_no_error (error);

  both = rim_segmentation_get_measurement (other, 0);
  g_assert_cmpstr (both->label, ==, "Node");
  g_assert_cmpfloat (both->points[1].x, ==, 1);

  /* What is done to a measurement that the other took away brings it back. */
  rim_segmentation_remove_measurement (other, length->id, "delete");
  rim_segmentation_replay (other, RIM_JOURNAL_DO, bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rim_segmentation_get_n_measurements (other), ==, 1);
  g_assert_cmpstr (rim_segmentation_get_measurement (other, 0)->label, ==, "Node");
}

/* Locked, only its label moves, until it is unlocked. */
static void
test_locked (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (4);
  g_autoptr(RimMeasurement) length = make (RIM_MEASUREMENT_LENGTH, rand);
  g_autoptr(RimMeasurement) locked = rim_measurement_with_lock (length, TRUE);
  g_autoptr(RimMeasurement) moved = rim_measurement_with_offset (locked, RIM_VEC3 (1, 2, 0));
  g_autoptr(RimMeasurement) labelled = rim_measurement_with_label_offset (locked, &RIM_VEC3 (5, 6, 0));
  g_autoptr(RimMeasurement) unlocked = rim_measurement_with_lock (moved, FALSE);
  g_autoptr(RimSegmentation) segmentation = rim_segmentation_new ("a");

  rim_segmentation_add_measurement (segmentation, locked, "open");
  g_assert_false (rim_segmentation_replace_measurement (segmentation, moved, "handle"));
  g_assert_false (rim_segmentation_remove_measurement (segmentation, locked->id, "delete"));
  g_assert_true (rim_segmentation_replace_measurement (segmentation, labelled, "label"));
  g_assert_false (rim_segmentation_replace_measurement (segmentation, moved, "handle"));
  g_assert_true (rim_segmentation_replace_measurement (segmentation, unlocked, "unlock"));
  g_assert_true (rim_segmentation_remove_measurement (segmentation, locked->id, "delete"));
  rim_segmentation_undo (segmentation);
  rim_segmentation_undo (segmentation);
  rim_segmentation_undo (segmentation);
  g_assert_true (rim_measurement_equal (rim_segmentation_get_measurement (segmentation, 0), locked));
}

static void
assert_reads_or_refuses (const guint8   *data,
                         gsize           length,
                         RimMeasurement *before)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, length);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimEdit) edit = rim_edit_deserialize (bytes, NULL, before, &error);

  g_assert_true ((edit == NULL) == (error != NULL));
}

static void
test_damaged (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);

  for (guint kind = 0; kind < RIM_N_MEASUREMENT_KINDS; kind++)
    {
      g_autoptr(RimMeasurement) before = make (kind, rand);
      g_autoptr(RimMeasurement) moved = rim_measurement_with_offset (before, RIM_VEC3 (1, 0, 0));
      g_autoptr(RimMeasurement) placed = rim_measurement_with_label_offset (moved, &RIM_VEC3 (3, 4, 0));
      g_autoptr(RimMeasurement) after = rim_measurement_with_lock (placed, kind > 3);
      g_autoptr(RimEdit) edit = rim_edit_new_of_measurement (kind % 2 ? before : NULL, after, 0, "a", "b");
      g_autoptr(GBytes) bytes = rim_edit_serialize (edit);
      gsize length;
      const guint8 *data = g_bytes_get_data (bytes, &length);

      for (gsize cut = 0; cut < length; cut++)
        {
          g_autoptr(GBytes) some = g_bytes_new (data, cut);

          g_assert_null (rim_edit_deserialize (some, NULL, before, NULL));
        }

      for (guint round = 0; round < 5000; round++)
        {
          g_autofree guint8 *copy = g_memdup2 (data, length);

          for (int n = g_rand_int_range (rand, 1, 4); n > 0; n--)
            copy[g_rand_int_range (rand, 0, (int) length)] = (guint8) g_rand_int (rand);
          assert_reads_or_refuses (copy, length, before);
          assert_reads_or_refuses (copy, length, NULL);
        }
    }
}

static void
assert_square (RimMeasurement *m)
{
  RimVec3 along = rim_vec3_sub (m->points[1], m->points[0]);
  RimVec3 across = rim_vec3_sub (m->points[3], m->points[2]);

  g_assert_cmpfloat_with_epsilon (rim_vec3_dot (along, across), 0, 1e-9);
}

static void
test_handles (void)
{
  const RimVec3 cross[] = { { 0, 0, 0 }, { 40, 0, 0 }, { 10, -5, 0 }, { 10, 8, 0 } };
  const RimVec3 corners[] = { { 0, 0, 0 }, { 40, 0, 0 }, { 40, 20, 0 }, { 0, 20, 0 } };
  const RimVec3 axes[] = { { 0, 10, 0 }, { 40, 10, 0 }, { 20, 0, 0 }, { 20, 20, 0 } };
  g_autoptr(RimMeasurement) bidirectional = rim_measurement_new (RIM_MEASUREMENT_BIDIRECTIONAL, cross, 4, z_axis);
  g_autoptr(RimMeasurement) turned = rim_measurement_with_handle (bidirectional, 1, RIM_VEC3 (0, 80, 7));
  g_autoptr(RimMeasurement) shorter = rim_measurement_with_handle (bidirectional, 3, RIM_VEC3 (60, -3, 0));
  g_autoptr(RimMeasurement) wider = rim_measurement_with_handle (bidirectional, 3, RIM_VEC3 (10, 48, 0));
  g_autoptr(RimMeasurement) rectangle = rim_measurement_new (RIM_MEASUREMENT_RECTANGLE, corners, 4, z_axis);
  g_autoptr(RimMeasurement) smaller = rim_measurement_with_handle (rectangle, 2, RIM_VEC3 (30, 10, 0));
  g_autoptr(RimMeasurement) ellipse = rim_measurement_new (RIM_MEASUREMENT_ELLIPSE, axes, 4, z_axis);
  g_autoptr(RimMeasurement) higher = rim_measurement_with_handle (ellipse, 3, RIM_VEC3 (99, 60, 0));
  RimMeasurementValues values;

  /* The short axis keeps its lengths and where it crosses. */
  assert_square (turned);
  g_assert_cmpfloat_with_epsilon (turned->points[2].y, 20, 1e-12);
  g_assert_cmpfloat_with_epsilon (turned->points[2].x, 5, 1e-12);
  g_assert_cmpfloat_with_epsilon (turned->points[3].x, -8, 1e-12);
  g_assert_cmpfloat (turned->points[1].z, ==, 0);

  assert_square (shorter);
  g_assert_cmpfloat_with_epsilon (shorter->points[3].x, 40, 1e-12);
  g_assert_cmpfloat_with_epsilon (shorter->points[3].y, 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (shorter->points[2].y, -5, 1e-12);

  /* Drawn out beyond the long axis the short one is the long one. */
  assert_square (wider);
  rim_measurement_measure_shape (wider, &values);
  g_assert_cmpfloat_with_epsilon (values.length, 53, 1e-12);
  g_assert_cmpfloat_with_epsilon (values.short_axis, 40, 1e-12);

  g_assert_cmpfloat (smaller->points[0].x, ==, 0);
  g_assert_cmpfloat (smaller->points[1].x, ==, 30);
  g_assert_cmpfloat (smaller->points[3].y, ==, 10);
  rim_measurement_measure_shape (smaller, &values);
  g_assert_cmpfloat_with_epsilon (values.area, 300, 1e-9);

  /* The longer axis is the first, whichever was dragged. */
  rim_measurement_measure_shape (higher, &values);
  g_assert_cmpfloat_with_epsilon (values.area, G_PI * 20 * 30, 1e-9);
  g_assert_cmpfloat_with_epsilon (higher->points[1].y, 60, 1e-12);
  g_assert_cmpfloat_with_epsilon (higher->points[2].y, 30, 1e-12);
}

static void
test_shapes (void)
{
  const RimVec3 line[] = { { 1, 2, 3 }, { 4, 6, 15 } };
  const RimVec3 arms[] = { { 10, 0, 0 }, { 0, 0, 0 }, { -10, 10, 0 } };
  const RimVec3 straight[] = { { -3, 0, 0 }, { 0, 0, 0 }, { 9, 0, 0 } };
  const RimVec3 eight[] = { { 0, 0, 0 }, { 10, 10, 0 }, { 10, 0, 0 }, { 0, 10, 0 } };
  const RimVec3 ell[] = { { 0, 0, 5 }, { 10, 0, 5 }, { 10, 4, 5 }, { 4, 4, 5 }, { 4, 9, 5 }, { 0, 9, 5 } };
  const struct {
    RimMeasurementKind kind;
    const RimVec3     *points;
    guint              n;
    double             length, angle, area;
  } shapes[] = {
    { RIM_MEASUREMENT_LENGTH, line, 2, 13, NAN, NAN },
    { RIM_MEASUREMENT_ANGLE, arms, 3, NAN, 135, NAN },
    { RIM_MEASUREMENT_ANGLE, straight, 3, NAN, 180, NAN },
    { RIM_MEASUREMENT_FREEHAND, eight, 4, NAN, NAN, NAN },
    { RIM_MEASUREMENT_FREEHAND, ell, 6, NAN, NAN, 60 },
    { RIM_MEASUREMENT_ARROW, line, 2, NAN, NAN, NAN },
  };

  for (guint s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      g_autoptr(RimMeasurement) m = rim_measurement_new (shapes[s].kind, shapes[s].points, shapes[s].n, z_axis);
      RimMeasurementValues values;

      rim_measurement_measure_shape (m, &values);
      g_assert_true (isnan (shapes[s].length) ? isnan (values.length) : fabs (values.length - shapes[s].length) < 1e-12);
      g_assert_true (isnan (shapes[s].angle) ? isnan (values.angle) : fabs (values.angle - shapes[s].angle) < 1e-12);
      g_assert_true (isnan (shapes[s].area) ? isnan (values.area) : fabs (values.area - shapes[s].area) < 1e-12);
      g_assert_false (values.has_statistics);
    }
}

static RimVolume *
make_volume (const RimGrid *grid)
{
  RimVolume *volume = rim_volume_new (grid, RIM_VOXEL_INT16, NULL);

  rim_volume_set_unit (volume, RIM_UNIT_HU);
  for (guint k = 0; k < grid->size[2]; k++)
    {
      gint16 *voxel = rim_volume_get_slice_for_writing (volume, k);

      for (guint n = 0; n < grid->size[0] * grid->size[1]; n++)
        voxel[n] = (gint16) (n + 1);
      rim_volume_set_rescale (volume, k, (RimRescale) { 2, 100.0 * k });
    }
  rim_volume_publish_all (volume);

  return volume;
}

/* A probe on every voxel reads that voxel; a line on the centres holds them. */
static void
test_pixels (void)
{
  const RimGrid grid = { { 5, 4, 3 }, { { { 0.7, 0, 0, -3 }, { 0, 0.9, 0, 8 }, { 0, 0, 5, 100 } } } };
  g_autoptr(RimVolume) volume = make_volume (&grid);
  RimVec3 corners[4] = { { 1, 0, 1 }, { 3, 0, 1 }, { 3, 2, 1 }, { 1, 2, 1 } };
  g_autoptr(RimMeasurement) rectangle = NULL;
  g_autoptr(RimMeasurement) above = NULL;
  g_autoptr(RimMeasurement) outside = NULL;
  RimMeasurementValues values;

  for (guint k = 0; k < 3; k++)
    for (guint v = 0; v < 20; v++)
      {
        RimVec3 point = rim_grid_to_patient (&grid, RIM_VEC3 (v % 5 + 0.4, v / 5 - 0.4, k + 0.3));
        g_autoptr(RimMeasurement) probe = rim_measurement_new (RIM_MEASUREMENT_PROBE, &point, 1, z_axis);

        rim_measurement_evaluate (probe, volume, &values);
        g_assert_true (values.has_statistics);
        g_assert_cmpuint (values.statistics.n, ==, 1);
        g_assert_cmpfloat (values.statistics.mean, ==, 2.0 * (v + 1) + 100 * k);
      }

  for (guint i = 0; i < 4; i++)
    corners[i] = rim_grid_to_patient (&grid, corners[i]);
  rectangle = rim_measurement_new (RIM_MEASUREMENT_RECTANGLE, corners, 4, z_axis);
  rim_measurement_evaluate (rectangle, volume, &values);
  g_assert_cmpuint (values.statistics.n, ==, 9);
  g_assert_cmpfloat (values.statistics.min, ==, 2 * 2 + 100);
  g_assert_cmpfloat (values.statistics.max, ==, 2 * 14 + 100);

  above = rim_measurement_with_offset (rectangle, RIM_VEC3 (-50, 0, 0));
  rim_measurement_evaluate (above, volume, &values);
  g_assert_false (values.has_statistics);
  g_assert_true (isnan (values.statistics.mean));

  for (guint i = 0; i < 4; i++)
    corners[i].z = 112.6;
  outside = rim_measurement_new (RIM_MEASUREMENT_RECTANGLE, corners, 4, z_axis);
  rim_measurement_evaluate (outside, volume, &values);
  g_assert_false (values.has_statistics);
}

/* Where slices are not even, the true position counts, and in a gap there is nothing. */
static void
test_uneven (void)
{
  const RimGrid grid = { { 5, 4, 4 }, { { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 2, 0 } } } };
  const double positions[] = { 0, 2, 9, 11 };
  const struct { double z; double mean; } probes[] = {
    { 0, 2 }, { 1.1, 102 }, { 2.9, 102 }, { 5.5, NAN }, { 8.1, 202 }, { 10.2, 302 }, { 11.9, 302 }, { 12.1, NAN },
  };
  g_autoptr(RimVolume) volume = make_volume (&grid);

  rim_volume_set_slice_positions (volume, positions, RIM_GEOMETRY_IRREGULAR);

  for (guint p = 0; p < G_N_ELEMENTS (probes); p++)
    {
      RimVec3 z = { 0, 0, probes[p].z };
      RimVec3 corners[4] = { { -0.2, -0.2, z.z }, { 0.2, -0.2, z.z }, { 0.2, 0.2, z.z }, { -0.2, 0.2, z.z } };
      g_autoptr(RimMeasurement) probe = rim_measurement_new (RIM_MEASUREMENT_PROBE, &z, 1, z_axis);
      g_autoptr(RimMeasurement) region = rim_measurement_new (RIM_MEASUREMENT_RECTANGLE, corners, 4, z_axis);
      RimMeasurement *both[] = { probe, region };

      for (guint b = 0; b < 2; b++)
        {
          RimMeasurementValues values;

          rim_measurement_evaluate (both[b], volume, &values);
          g_assert_cmpint (values.has_statistics, ==, !isnan (probes[p].mean));
          if (values.has_statistics)
            g_assert_cmpfloat (values.statistics.mean, ==, probes[p].mean);
        }
    }
}

/* The diameters of a lesion become a measurement of exactly those lengths. */
static void
test_diameters (void)
{
  const RimGrid grid = { { 20, 20, 3 }, { { { 0.8, 0, 0, 5 }, { 0, 0.8, 0, 5 }, { 0, 0, 2, 5 } } } };
  const double positions[] = { 5, 7.5, 9 };
  g_autofree guint8 *voxels = g_malloc0 (1200);
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMask) empty = rim_mask_new (&grid);
  g_autoptr(RimLesion) lesion = NULL;
  g_autoptr(RimLesion) nothing = rim_lesion_new ("Nothing", empty);
  g_autoptr(RimMeasurement) measurement = NULL;
  RimMeasurementValues values;

  for (guint i = 3; i < 15; i++)
    voxels[400 + 20 * 7 + i] = voxels[400 + 20 * 8 + i] = 1;
  mask = rim_mask_new_from_bytes (&grid, voxels);
  lesion = rim_lesion_new ("Bar", mask);
  measurement = rim_measurement_new_diameters (lesion, positions);
  rim_measurement_measure_shape (measurement, &values);

  g_assert_cmpstr (measurement->lesion_id, ==, lesion->id);
  g_assert_cmpfloat_with_epsilon (values.length, 0.8 * sqrt (12 * 12 + 2 * 2), 1e-12);
  g_assert_true (values.short_axis < 0.8 * 2.1);
  assert_square (measurement);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon (measurement->points[i].z, 7.5, 1e-12);

  g_assert_null (rim_measurement_new_diameters (nothing, NULL));
}

static RimMeasurement *
propose (RimVec3    from,
         RimVec3    to,
         RimLesion *lesion)
{
  const RimVec3 points[4] = { from, to, from, from };
  g_autoptr(RimMeasurement) long_axis = rim_measurement_new (RIM_MEASUREMENT_BIDIRECTIONAL, points, 4, z_axis);

  return rim_measurement_with_short_axis (long_axis, &lesion, lesion != NULL, NULL);
}

static void
assert_short_axis (RimMeasurement *measurement,
                   RimVec3         low,
                   RimVec3         high)
{
  assert_square (measurement);
  g_assert_cmpfloat_with_epsilon (rim_vec3_length (rim_vec3_sub (measurement->points[2], low)), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (rim_vec3_length (rim_vec3_sub (measurement->points[3], high)), 0, 1e-9);
}

/* A long axis gets the widest perpendicular of the lesion under it. The lesion is a
 * bar of 12 by 2 pixels with a step of 4 by 3 more on one side, and a far island.
 */
static void
test_short_axis (void)
{
  const RimGrid grid = { { 20, 20, 3 }, { { { 0.8, 0, 0, 5 }, { 0, 0.8, 0, 5 }, { 0, 0, 2, 5 } } } };
  g_autofree guint8 *voxels = g_malloc0 (1200);
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimLesion) lesion = NULL;
  RimVec3 left = { 5 + 0.8 * 2.5, 5 + 0.8 * 7.5, 7 }, right = { 5 + 0.8 * 14.5, 5 + 0.8 * 7.5, 7 };
  g_autoptr(RimMeasurement) in_lesion = NULL;
  g_autoptr(RimMeasurement) part = NULL;
  g_autoptr(RimMeasurement) away = NULL;
  g_autoptr(RimMeasurement) beside = NULL;

  for (guint i = 3; i < 15; i++)
    for (guint j = 7; j < (i < 7 ? 12 : 9); j++)
      voxels[400 + 20 * j + i] = 1;
  voxels[400 + 20 * 18 + 8] = 1;
  mask = rim_mask_new_from_bytes (&grid, voxels);
  lesion = rim_lesion_new ("Step", mask);

  /* Through the widest part, which the hull has from its left edge to the step's. */
  in_lesion = propose (left, right, lesion);
  assert_short_axis (in_lesion, RIM_VEC3 (left.x, 5 + 0.8 * 6.5, 7), RIM_VEC3 (left.x, 5 + 0.8 * 11.5, 7));

  /* Of a part of it: the hull falls from the step to the right end. */
  part = propose (RIM_VEC3 (5 + 0.8 * 10.5, left.y, 7), right, lesion);
  assert_short_axis (part, RIM_VEC3 (5 + 0.8 * 10.5, 5 + 0.8 * 6.5, 7),
                     RIM_VEC3 (5 + 0.8 * 10.5, 5 + 0.8 * (11.5 - 3 * 4.0 / 8), 7));

  /* Elsewhere two thirds, at the middle. */
  away = propose (RIM_VEC3 (left.x, left.y, 9), RIM_VEC3 (left.x + 6, left.y, 9), lesion);
  assert_short_axis (away, RIM_VEC3 (left.x + 3, left.y - 2, 9), RIM_VEC3 (left.x + 3, left.y + 2, 9));
  beside = propose (RIM_VEC3 (5, 17, 7), RIM_VEC3 (8, 17, 7), NULL);
  assert_short_axis (beside, RIM_VEC3 (6.5, 16, 7), RIM_VEC3 (6.5, 18, 7));
}

/* Along the longest diameter it is what rim_measure_diameters() finds there. */
static void
test_same_diameters (void)
{
  const RimGrid grid = { { 24, 24, 1 }, { { { 0.9, 0, 0, 0 }, { 0, 0.7, 0, 0 }, { 0, 0, 2, 0 } } } };
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 20; round++)
    {
      double radii[2] = { g_rand_double_range (rand, 3, 10), g_rand_double_range (rand, 2, 6) };
      double turn = g_rand_double_range (rand, 0, G_PI);
      g_autofree guint8 *voxels = g_malloc0 (24 * 24);
      g_autoptr(RimMeasurement) found = NULL;
      g_autoptr(RimMeasurement) proposed = NULL;
      g_autoptr(RimLesion) lesion = NULL;
      g_autoptr(RimMask) mask = NULL;
      RimMeasurementValues a, b;

      for (guint i = 0; i < 24; i++)
        for (guint j = 0; j < 24; j++)
          {
            double x = 0.9 * (i - 11.5), y = 0.7 * (j - 11.5);
            double u = (cos (turn) * x + sin (turn) * y) / radii[0];
            double v = (cos (turn) * y - sin (turn) * x) / radii[1];

            voxels[24 * j + i] = u * u + v * v <= 1;
          }
      mask = rim_mask_new_from_bytes (&grid, voxels);
      lesion = rim_lesion_new ("Ellipse", mask);
      found = rim_measurement_new_diameters (lesion, NULL);
      proposed = propose (found->points[0], found->points[1], lesion);
      rim_measurement_measure_shape (found, &a);
      rim_measurement_measure_shape (proposed, &b);
      g_assert_cmpfloat_with_epsilon (a.short_axis, b.short_axis, 1e-9);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/measurement/old-records", test_old_records);
  g_test_add_func ("/measurement/journal", test_journal);
  g_test_add_func ("/measurement/two-programs", test_two_programs);
  g_test_add_func ("/measurement/locked", test_locked);
  g_test_add_func ("/measurement/damaged", test_damaged);
  g_test_add_func ("/measurement/handles", test_handles);
  g_test_add_func ("/measurement/shapes", test_shapes);
  g_test_add_func ("/measurement/pixels", test_pixels);
  g_test_add_func ("/measurement/uneven", test_uneven);
  g_test_add_func ("/measurement/diameters", test_diameters);
  g_test_add_func ("/measurement/short-axis", test_short_axis);
  g_test_add_func ("/measurement/same-diameters", test_same_diameters);

  return g_test_run ();
}
