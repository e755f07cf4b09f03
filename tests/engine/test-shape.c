/* test-shape.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "feature/rim-autocorrelation.h"
#include "feature/rim-enclosure.h"
#include "feature/rim-mesh.h"
#include "feature/rim-morphology.h"
#include "feature/rim-shape.h"

#define MAX_FEATURES 32

typedef gboolean (*IsInside) (RimVec3 index,
                              RimVec3 radii);

static void
make_grid (RimGrid    *grid,
           const guint size[3],
           RimVec3     spacing)
{
  *grid = (RimGrid) { .size = { size[0], size[1], size[2] } };
  rim_affine_set_column (&grid->to_patient, 0, RIM_VEC3 (spacing.x, 0, 0));
  rim_affine_set_column (&grid->to_patient, 1, RIM_VEC3 (0, spacing.y, 0));
  rim_affine_set_column (&grid->to_patient, 2, RIM_VEC3 (0, 0, spacing.z));
  rim_affine_set_column (&grid->to_patient, 3, RIM_VEC3 (-50, 20, 300));
}

static gboolean
is_in_ellipsoid (RimVec3 index,
                 RimVec3 radii)
{
  double x = index.x / radii.x;
  double y = index.y / radii.y;
  double z = index.z / radii.z;

  return x * x + y * y + z * z < 1.0;
}

static gboolean
is_in_box (RimVec3 index,
           RimVec3 radii)
{
  return fabs (index.x) < radii.x && fabs (index.y) < radii.y && fabs (index.z) < radii.z;
}

static gboolean
is_in_noise (RimVec3 index,
             RimVec3 radii)
{
  return is_in_ellipsoid (index, radii) && g_test_rand_int_range (0, 3) > 0;
}

/* The voxels that @is_inside takes of those about @centre, which has the index 0. */
static RimRegion *
make_region (const RimGrid *grid,
             RimVec3        centre,
             IsInside       is_inside,
             RimVec3        radii)
{
  g_autofree guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (grid));
  gsize v = 0;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        voxels[v++] = is_inside (rim_vec3_sub (RIM_VEC3 (i, j, k), centre), radii) ? 1 : 0;

  return rim_region_new_from_bytes (grid, voxels);
}

/* A box of so many voxels, in a grid with a margin of @margin. */
static RimRegion *
make_box (guint   nx,
          guint   ny,
          guint   nz,
          guint   margin,
          RimVec3 spacing)
{
  guint size[3] = { nx + 2 * margin, ny + 2 * margin, nz + 2 * margin };
  RimVec3 centre = RIM_VEC3 ((size[0] - 1) / 2.0, (size[1] - 1) / 2.0, (size[2] - 1) / 2.0);
  RimGrid grid;

  make_grid (&grid, size, spacing);

  return make_region (&grid, centre, is_in_box, RIM_VEC3 (nx / 2.0, ny / 2.0, nz / 2.0));
}

/* Intensities that say where a voxel lies, from the region's first on. */
static double *
make_values (const RimRegion *region)
{
  const guint *size = region->grid.size;
  double *values = g_new (double, region->n_voxels);
  gsize n = 0;
  gsize v = 0;

  for (guint k = 0; k < size[2]; k++)
    for (guint j = 0; j < size[1]; j++)
      for (guint i = 0; i < size[0]; i++)
        if (region->inside[v++])
          values[n++] = 100.0 + i + 2.0 * j - k + 10.0 * sin (i * j + k);

  return values;
}

static void
compute (const RimFamily *family,
         const RimRegion *region,
         int              axis,
         double          *values)
{
  static const RimAggregation aggregation = RIM_AGGREGATION_NONE;
  g_autofree double *intensities = make_values (region);
  g_autoptr(GError) error = NULL;
  RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  RimFamilyInput input = { .region = region, .shape = region, .values = intensities,
                           .settings = &settings };

  g_assert_cmpuint (family->n_features, <=, MAX_FEATURES);
  settings.force_2d_axis = axis;
  g_assert_true (family->compute (&input, &aggregation, 1, values, NULL, &error));
  g_assert_no_error (error);
}

static double
get (const RimFamily *family,
     const double    *values,
     const char      *name)
{
  for (guint f = 0; f < family->n_features; f++)
    if (g_str_equal (family->get_info (f)->name, name))
      return values[f];

  g_error ("There is no %s", name);
}

static void
assert_near (double actual,
             double expected,
             double tolerance)
{
  g_assert_cmpfloat (fabs (actual - expected), <=, tolerance * fabs (expected));
}

#define SHAPE(name)      get (&rim_family_shape, shape, name)
#define SHAPE_2D(name)   get (&rim_family_shape2d, shape, name)
#define MORPHOLOGY(name) get (&rim_family_morphology, morphology, name)

/* A box loses a prism along each edge and an octant at each corner. */
static void
test_box (void)
{
  const double sx = 0.9, sy = 0.8, sz = 3.0;
  const double a = 7, b = 5, c = 4;
  g_autoptr(RimRegion) region = make_box (7, 5, 4, 2, RIM_VEC3 (sx, sy, sz));
  double voxel = sx * sy * sz;
  double volume = (a * b * c - 4 * ((a - 1) + (b - 1) + (c - 1)) / 8.0 - 8 * (5.0 / 48.0)) * voxel;
  double area = 2 * ((a - 1) * (b - 1) * sx * sy + (b - 1) * (c - 1) * sy * sz +
                     (c - 1) * (a - 1) * sz * sx) +
                2 * ((a - 1) * sx * hypot (sy, sz) + (b - 1) * sy * hypot (sz, sx) +
                     (c - 1) * sz * hypot (sx, sy)) +
                sqrt (sx * sx * sy * sy + sy * sy * sz * sz + sz * sz * sx * sx);
  double shape[MAX_FEATURES], morphology[MAX_FEATURES];

  compute (&rim_family_shape, region, -1, shape);
  assert_near (SHAPE ("MeshVolume"), volume, 1e-13);
  assert_near (SHAPE ("VoxelVolume"), a * b * c * voxel, 1e-13);
  assert_near (SHAPE ("SurfaceArea"), area, 1e-13);
  assert_near (SHAPE ("SurfaceVolumeRatio"), area / volume, 1e-13);
  assert_near (SHAPE ("MajorAxisLength"), 4 * sz * sqrt ((c * c - 1) / 12), 1e-13);
  assert_near (SHAPE ("MinorAxisLength"), 4 * sx * sqrt ((a * a - 1) / 12), 1e-13);
  assert_near (SHAPE ("LeastAxisLength"), 4 * sy * sqrt ((b * b - 1) / 12), 1e-13);
  assert_near (SHAPE ("Sphericity") * SHAPE ("SphericalDisproportion"), 1.0, 1e-13);
  assert_near (SHAPE ("Compactness2"), pow (SHAPE ("Sphericity"), 3), 1e-13);
  assert_near (SHAPE ("Compactness1"), sqrt (SHAPE ("Compactness2")) / (6 * G_PI), 1e-13);
  assert_near (SHAPE ("Maximum2DDiameterSlice"), MAX (hypot (a * sx, (b - 1) * sy),
                                                      hypot ((a - 1) * sx, b * sy)), 1e-13);

  compute (&rim_family_morphology, region, -1, morphology);
  assert_near (MORPHOLOGY ("VolumeDensityConvexHull"), 1.0, 1e-13);
  assert_near (MORPHOLOGY ("AreaDensityConvexHull"), 1.0, 1e-13);
  assert_near (MORPHOLOGY ("VolumeDensityAABB"), volume / (a * b * c * voxel), 1e-13);
  assert_near (MORPHOLOGY ("AreaDensityAABB"), area / 2 /
               (a * sx * b * sy + b * sy * c * sz + c * sz * a * sx), 1e-13);
  assert_near (MORPHOLOGY ("MajorAxisLength"), 4 * sz * sqrt ((c * c - 1) / 12 * 140 / 139), 1e-13);
  assert_near (MORPHOLOGY ("Asphericity"), 1.0 / SHAPE ("Sphericity") - 1.0, 1e-12);
  assert_near (MORPHOLOGY ("Maximum3DDiameter"), SHAPE ("Maximum3DDiameter"), 1e-13);
}

/* Volumes, axes and what encloses go to those of the ellipsoid; the area of a mesh
 * of whole voxels does not.
 */
static void
test_ellipsoid (void)
{
  static const guint size[3] = { 90, 72, 64 };
  const double a = 20.0, b = 16.0, c = 12.0;
  g_autoptr(RimRegion) region = NULL;
  RimGrid grid;
  RimEnclosure ellipsoid;
  double shape[MAX_FEATURES], morphology[MAX_FEATURES];
  double volume;

  make_grid (&grid, size, RIM_VEC3 (0.5, 0.5, 0.4));
  region = make_region (&grid, RIM_VEC3 (44.3, 35.6, 31.7), is_in_ellipsoid,
                        RIM_VEC3 (a / 0.5, b / 0.5, c / 0.4));
  rim_enclosure_init_ellipsoid (&ellipsoid, (const double[]) { a, b, c });
  volume = ellipsoid.volume;

  compute (&rim_family_shape, region, -1, shape);
  assert_near (SHAPE ("MeshVolume"), volume, 3e-3);
  assert_near (SHAPE ("VoxelVolume"), volume, 3e-3);
  assert_near (SHAPE ("MajorAxisLength"), 4 * a / sqrt (5), 2e-3);
  assert_near (SHAPE ("MinorAxisLength"), 4 * b / sqrt (5), 2e-3);
  assert_near (SHAPE ("LeastAxisLength"), 4 * c / sqrt (5), 2e-3);
  assert_near (SHAPE ("Elongation"), b / a, 2e-3);
  assert_near (SHAPE ("Flatness"), c / a, 2e-3);
  assert_near (SHAPE ("Maximum3DDiameter"), 2 * a, 1e-2);
  assert_near (SHAPE ("Maximum2DDiameterSlice"), 2 * a, 1e-2);
  assert_near (SHAPE ("Maximum2DDiameterColumn"), 2 * a, 1e-2);
  assert_near (SHAPE ("Maximum2DDiameterRow"), 2 * b, 1e-2);

  compute (&rim_family_morphology, region, -1, morphology);
  assert_near (MORPHOLOGY ("VolumeDensityAEE"), 5 * sqrt (5) / 8, 5e-3);
  assert_near (MORPHOLOGY ("MeshVolume") / MORPHOLOGY ("VolumeDensityConvexHull"), volume, 3e-2);
  assert_near (MORPHOLOGY ("SurfaceArea") / MORPHOLOGY ("AreaDensityConvexHull"), ellipsoid.area,
               3e-2);
  assert_near (MORPHOLOGY ("VolumeDensityMVEE"), 1.0, 5e-2);
  assert_near (MORPHOLOGY ("VolumeDensityAABB"), G_PI / 6, 3e-2);
  assert_near (MORPHOLOGY ("VolumeDensityOMBB"), G_PI / 6, 3e-2);
  g_assert_cmpfloat (MORPHOLOGY ("VolumeDensityOMBB"), >=, MORPHOLOGY ("VolumeDensityAABB"));
}

/* Computed from the table of triangles alone, one by one. */
static void
test_mesh_of_noise (void)
{
  static const guint size[3] = { 13, 11, 9 };
  g_autofree guint8 *voxels = g_malloc (13 * 11 * 9);
  g_autoptr(RimRegion) region = NULL;
  RimGrid grid;
  double shape[MAX_FEATURES];
  gsize v = 0;

  make_grid (&grid, size, RIM_VEC3 (0.9, 0.8, 3.0));
  for (guint k = 0; k < size[2]; k++)
    for (guint j = 0; j < size[1]; j++)
      for (guint i = 0; i < size[0]; i++)
        voxels[v++] = (i * 7 + j * 13 + k * 29 + i * j * k) % 11 < 5;
  region = rim_region_new_from_bytes (&grid, voxels);

  g_assert_cmpuint (region->n_voxels, ==, 589);
  compute (&rim_family_shape, region, -1, shape);
  assert_near (SHAPE ("SurfaceArea"), 2799.6290838230375, 1e-12);
  assert_near (SHAPE ("MeshVolume"), 1105.56, 1e-12);
}

static void
test_translation (void)
{
  static const guint size[3] = { 40, 36, 30 };
  const RimFamily *families[] = { &rim_family_shape, &rim_family_morphology };
  RimVec3 radii = RIM_VEC3 (11.2, 9.7, 8.1);
  g_autoptr(RimRegion) here = NULL;
  g_autoptr(RimRegion) there = NULL;
  RimGrid grid;

  make_grid (&grid, size, RIM_VEC3 (0.9, 0.8, 3.0));
  here = make_region (&grid, RIM_VEC3 (12.25, 11.5, 9.75), is_in_ellipsoid, radii);
  there = make_region (&grid, RIM_VEC3 (26.25, 23.5, 20.75), is_in_ellipsoid, radii);
  g_assert_cmpuint (here->box.min[0] + 14, ==, there->box.min[0]);

  for (guint f = 0; f < G_N_ELEMENTS (families); f++)
    {
      double a[MAX_FEATURES], b[MAX_FEATURES];

      compute (families[f], here, -1, a);
      compute (families[f], there, -1, b);
      for (guint i = 0; i < families[f]->n_features; i++)
        assert_near (a[i], b[i], g_str_equal (families[f]->get_info (i)->name,
                                              "CentreOfMassShift") ? 1e-12 : 0.0);
    }
}

static void
test_axis_permutation (void)
{
  static const guint size[2][3] = { { 40, 36, 30 }, { 30, 40, 36 } };
  RimVec3 radii = RIM_VEC3 (17.2, 13.7, 11.1);
  RimVec3 centre = RIM_VEC3 (19.25, 17.5, 14.75);
  g_autoptr(RimRegion) here = NULL;
  g_autoptr(RimRegion) there = NULL;
  double one[MAX_FEATURES], shape[MAX_FEATURES];
  RimGrid grid;

  make_grid (&grid, size[0], RIM_VEC3 (0.9, 0.8, 3.0));
  here = make_region (&grid, centre, is_in_ellipsoid, radii);
  make_grid (&grid, size[1], RIM_VEC3 (3.0, 0.9, 0.8));
  there = make_region (&grid, RIM_VEC3 (centre.z, centre.x, centre.y), is_in_ellipsoid,
                       RIM_VEC3 (radii.z, radii.x, radii.y));

  compute (&rim_family_shape, here, -1, one);
  compute (&rim_family_shape, there, -1, shape);
  for (guint f = 0; f < rim_family_shape.n_features; f++)
    {
      const char *name = rim_family_shape.get_info (f)->name;

      if (!g_str_has_prefix (name, "Maximum2D"))
        assert_near (shape[f], one[f], 1e-12);
    }
  assert_near (SHAPE ("Maximum2DDiameterRow"),
               get (&rim_family_shape, one, "Maximum2DDiameterSlice"), 1e-12);
  assert_near (SHAPE ("Maximum2DDiameterColumn"),
               get (&rim_family_shape, one, "Maximum2DDiameterRow"), 1e-12);
  assert_near (SHAPE ("Maximum2DDiameterSlice"),
               get (&rim_family_shape, one, "Maximum2DDiameterColumn"), 1e-12);
}

/* All middles between a voxel that is in and a neighbour that is not, in halves. */
static GArray *
collect_vertices (const RimRegion *region)
{
  const guint *size = region->grid.size;
  const gssize step[3] = { 1, size[0], (gssize) size[0] * size[1] };
  GArray *vertices = g_array_new (FALSE, FALSE, 3 * sizeof (gint32));
  guint at[3];
  gssize v = 0;

  for (at[2] = 0; at[2] < size[2]; at[2]++)
    for (at[1] = 0; at[1] < size[1]; at[1]++)
      for (at[0] = 0; at[0] < size[0]; at[0]++, v++)
        for (guint side = 0; region->inside[v] && side < 6; side++)
          {
            guint axis = side / 2;
            gboolean is_edge = side % 2 ? at[axis] + 1 == size[axis] : at[axis] == 0;
            gint32 vertex[3] = { 2 * (gint32) at[0], 2 * (gint32) at[1], 2 * (gint32) at[2] };

            if (!is_edge && region->inside[v + (side % 2 ? step[axis] : -step[axis])])
              continue;
            vertex[axis] += side % 2 ? 1 : -1;
            g_array_append_val (vertices, vertex);
          }

  return vertices;
}

static void
find_longest (const RimRegion *region,
              RimVec3          spacing,
              double           longest[4])
{
  g_autoptr(GArray) vertices = collect_vertices (region);
  const gint32 (*points)[3] = (const gint32 (*)[3])(gpointer) vertices->data;

  for (guint axis = 0; axis < 4; axis++)
    longest[axis] = 0.0;

  for (guint a = 0; a < vertices->len; a++)
    for (guint b = 0; b < a; b++)
      {
        double x = (points[a][0] - points[b][0]) * spacing.x / 2;
        double y = (points[a][1] - points[b][1]) * spacing.y / 2;
        double z = (points[a][2] - points[b][2]) * spacing.z / 2;
        double length = sqrt (x * x + y * y + z * z);

        for (guint axis = 0; axis < 3; axis++)
          if (points[a][axis] == points[b][axis])
            longest[axis] = MAX (longest[axis], length);
        longest[3] = MAX (longest[3], length);
      }
}

static void
test_diameters (void)
{
  static const guint size[3] = { 21, 19, 9 };
  RimVec3 spacing = RIM_VEC3 (0.9, 0.8, 3.0);

  for (guint round = 0; round < 20; round++)
    {
      RimVec3 radii = RIM_VEC3 (1.5 + round % 9, 2.5 + round % 7, 1.2 + round % 4);
      g_autoptr(RimRegion) region = NULL;
      double shape[MAX_FEATURES], longest[4];
      RimGrid grid;

      make_grid (&grid, size, spacing);
      region = make_region (&grid, RIM_VEC3 (10, 9, 4), is_in_noise, radii);
      find_longest (region, spacing, longest);
      compute (&rim_family_shape, region, -1, shape);
      assert_near (SHAPE ("Maximum2DDiameterRow"), longest[0], 1e-14);
      assert_near (SHAPE ("Maximum2DDiameterColumn"), longest[1], 1e-14);
      assert_near (SHAPE ("Maximum2DDiameterSlice"), longest[2], 1e-14);
      assert_near (SHAPE ("Maximum3DDiameter"), longest[3], 1e-14);
    }
}

/* An octahedron. */
static void
test_one_voxel (void)
{
  const double sx = 0.9, sy = 0.8, sz = 3.0;
  g_autoptr(RimRegion) region = make_box (1, 1, 1, 1, RIM_VEC3 (sx, sy, sz));
  double shape[MAX_FEATURES], morphology[MAX_FEATURES];

  compute (&rim_family_shape, region, -1, shape);
  assert_near (SHAPE ("MeshVolume"), sx * sy * sz / 6, 1e-14);
  assert_near (SHAPE ("SurfaceArea"),
               sqrt (sx * sx * sy * sy + sy * sy * sz * sz + sz * sz * sx * sx), 1e-14);
  assert_near (SHAPE ("Maximum3DDiameter"), sz, 1e-14);
  g_assert_cmpfloat (SHAPE ("MajorAxisLength"), ==, 0.0);
  g_assert_true (isnan (SHAPE ("Elongation")));

  compute (&rim_family_morphology, region, -1, morphology);
  g_assert_true (isnan (MORPHOLOGY ("MoranI")) && isnan (MORPHOLOGY ("MajorAxisLength")));
  assert_near (MORPHOLOGY ("VolumeDensityConvexHull"), 1.0, 1e-14);
  assert_near (MORPHOLOGY ("VolumeDensityMVEE"), 1.0 / G_PI, 1e-8);
  assert_near (MORPHOLOGY ("VolumeDensityAABB"), 1.0 / 6.0, 1e-14);
}

static void
test_flat_and_thin (void)
{
  static const guint sizes[][3] = {
    { 6, 5, 1 }, { 6, 1, 5 }, { 1, 6, 5 }, { 7, 1, 1 }, { 1, 7, 1 }, { 1, 1, 7 },
  };

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      g_autoptr(RimRegion) region = make_box (sizes[s][0], sizes[s][1], sizes[s][2], s % 2,
                                              RIM_VEC3 (0.9, 0.8, 3.0));
      double shape[MAX_FEATURES], morphology[MAX_FEATURES];

      compute (&rim_family_shape, region, -1, shape);
      g_assert_cmpfloat (SHAPE ("LeastAxisLength"), ==, 0.0);
      g_assert_cmpfloat (SHAPE ("Flatness"), ==, 0.0);
      g_assert_cmpfloat (SHAPE ("MinorAxisLength"), >=, s < 3 ? 1.0 : 0.0);
      g_assert_cmpfloat (SHAPE ("MinorAxisLength"), <=, s < 3 ? 100.0 : 0.0);
      for (guint f = 0; f < rim_family_shape.n_features; f++)
        g_assert_true (isfinite (shape[f]));

      compute (&rim_family_morphology, region, -1, morphology);
      g_assert_true (isnan (MORPHOLOGY ("VolumeDensityAEE")));
      g_assert_true (isfinite (MORPHOLOGY ("VolumeDensityMVEE")));
      g_assert_true (isfinite (MORPHOLOGY ("MoranI")));
    }
}

/* Two boxes far apart have the volume and the area of both. */
static void
test_apart (void)
{
  static const guint size[3] = { 30, 6, 5 };
  g_autoptr(RimRegion) one = make_box (4, 3, 2, 1, RIM_VEC3 (1, 2, 3));
  g_autoptr(RimRegion) both = NULL;
  g_autofree guint8 *voxels = g_malloc0 (30 * 6 * 5);
  double single[MAX_FEATURES], shape[MAX_FEATURES];
  RimGrid grid;

  make_grid (&grid, size, RIM_VEC3 (1, 2, 3));
  for (guint k = 0; k < 2; k++)
    for (guint j = 0; j < 3; j++)
      for (guint i = 0; i < 4; i++)
        {
          voxels[((gsize) k * 6 + j) * 30 + i] = 1;
          voxels[((gsize) (k + 3) * 6 + j + 3) * 30 + i + 26] = 1;
        }
  both = rim_region_new_from_bytes (&grid, voxels);

  compute (&rim_family_shape, one, -1, single);
  compute (&rim_family_shape, both, -1, shape);
  assert_near (SHAPE ("MeshVolume"), 2 * get (&rim_family_shape, single, "MeshVolume"), 1e-14);
  assert_near (SHAPE ("SurfaceArea"), 2 * get (&rim_family_shape, single, "SurfaceArea"), 1e-14);
}

static void
test_at_border (void)
{
  g_autoptr(RimRegion) inside = make_box (6, 5, 4, 3, RIM_VEC3 (0.9, 0.8, 3.0));
  g_autoptr(RimRegion) at_border = make_box (6, 5, 4, 0, RIM_VEC3 (0.9, 0.8, 3.0));
  double a[MAX_FEATURES], b[MAX_FEATURES];

  compute (&rim_family_shape, inside, -1, a);
  compute (&rim_family_shape, at_border, -1, b);
  for (guint f = 0; f < rim_family_shape.n_features; f++)
    g_assert_cmpfloat (a[f], ==, b[f]);
}

static void
test_threads (void)
{
  static const guint size[3] = { 34, 33, 17 };
  const RimFamily *families[] = { &rim_family_shape, &rim_family_morphology };
  g_autoptr(RimRegion) region = NULL;
  RimGrid grid;

  make_grid (&grid, size, RIM_VEC3 (0.9, 0.8, 3.0));
  region = make_region (&grid, RIM_VEC3 (16, 15, 8), is_in_noise, RIM_VEC3 (15.2, 13.1, 7.7));

  for (guint f = 0; f < G_N_ELEMENTS (families); f++)
    {
      double one[MAX_FEATURES], many[MAX_FEATURES];

      rim_parallel_set_n_threads (1);
      compute (families[f], region, -1, one);
      rim_parallel_set_n_threads (7);
      compute (families[f], region, -1, many);
      g_assert_cmpmem (one, families[f]->n_features * sizeof (double),
                       many, families[f]->n_features * sizeof (double));
    }
  rim_parallel_set_n_threads (0);
}

/* What lies askew in the patient has the same morphology, and a sheared grid has
 * that of the body that it shows; PyRadiomics looks at spacings alone.
 */
static void
test_askew (void)
{
  g_autoptr(RimRegion) straight = make_box (7, 6, 5, 1, RIM_VEC3 (1, 2, 3));
  g_autoptr(RimRegion) turned = make_box (7, 6, 5, 1, RIM_VEC3 (1, 2, 3));
  g_autoptr(RimRegion) sheared = make_box (7, 6, 5, 1, RIM_VEC3 (1, 2, 3));
  double expected[MAX_FEATURES], morphology[MAX_FEATURES], shape[MAX_FEATURES];

  rim_affine_set_column (&turned->grid.to_patient, 0, RIM_VEC3 (0.6, 0.8, 0));
  rim_affine_set_column (&turned->grid.to_patient, 1, RIM_VEC3 (1.6, -1.2, 0));
  rim_affine_set_column (&sheared->grid.to_patient, 2, RIM_VEC3 (0, 1.8, 2.4));

  compute (&rim_family_morphology, straight, -1, expected);
  compute (&rim_family_morphology, turned, -1, morphology);
  for (guint f = 0; f < rim_family_morphology.n_features; f++)
    assert_near (morphology[f], expected[f], 1e-8);

  compute (&rim_family_morphology, sheared, -1, morphology);
  assert_near (MORPHOLOGY ("MeshVolume"), 0.8 * expected[0], 1e-13);
  assert_near (MORPHOLOGY ("VolumeDensityConvexHull"), 1.0, 1e-13);
  assert_near (MORPHOLOGY ("AreaDensityConvexHull"), 1.0, 1e-13);
  compute (&rim_family_shape, sheared, -1, shape);
  assert_near (SHAPE ("MeshVolume"), expected[0], 1e-13);
}

static RimHull *
make_turned_box (gint32 a,
                 gint32 b,
                 gint32 c)
{
  RimHullPoint points[8];

  for (guint p = 0; p < 8; p++)
    {
      gint32 x = p & 1 ? a : -a;
      gint32 y = p & 2 ? b : -b;
      gint32 z = p & 4 ? c : -c;

      points[p] = (RimHullPoint) { 3 * x - 4 * y, 4 * x + 3 * y, 5 * z };
    }

  return rim_hull_new (points, 8);
}

/* The least box around a box is that box however it is turned, and the least
 * ellipsoid touches its corners.
 */
static void
test_enclosures_of_box (void)
{
  g_autoptr(RimHull) hull = make_turned_box (7, 5, 11);
  double sides[3] = { 35, 25, 55 };
  double volume = sides[0] * sides[1] * sides[2];
  double area = 2 * (sides[0] * sides[1] + sides[1] * sides[2] + sides[2] * sides[0]);
  RimVec3 axes[3] = { RIM_VEC3 (1, 0, 0), RIM_VEC3 (0, 1, 0), RIM_VEC3 (0, 0, 1) };
  RimFrame frame = { { RIM_VEC3 (1, 0, 0), RIM_VEC3 (0, 1, 0), RIM_VEC3 (0, 0, 1) } };
  RimEnclosure enclosure, expected;

  rim_enclosure_init_hull (&enclosure, hull, &frame);
  assert_near (enclosure.volume, volume, 1e-14);
  assert_near (enclosure.area, area, 1e-14);
  rim_enclosure_init_smallest_box (&enclosure, hull, &frame, axes);
  assert_near (enclosure.volume, volume, 1e-13);
  assert_near (enclosure.area, area, 1e-13);
  rim_enclosure_init_box (&enclosure, hull, &frame);
  assert_near (enclosure.volume, 41.0 * 43.0 * 55.0, 1e-13);

  rim_enclosure_init_smallest_ellipsoid (&enclosure, hull, &frame);
  rim_enclosure_init_ellipsoid (&expected, (const double[]) { 55 * sqrt (3) / 2, 35 * sqrt (3) / 2,
                                                              25 * sqrt (3) / 2 });
  assert_near (enclosure.volume, expected.volume, 1e-8);
  assert_near (enclosure.area, expected.area, 1e-8);
}

/* The area of a sphere, and the IBSI's series as it is written. */
static void
test_ellipsoid_area (void)
{
  double a = 5, b = 4, c = 3;
  double alpha = sqrt (1 - b * b / (a * a));
  double beta = sqrt (1 - c * c / (a * a));
  double x = (alpha * alpha + beta * beta) / (2 * alpha * beta);
  double legendre[21] = { 1, x };
  double sum = 0;
  RimEnclosure ellipsoid;

  rim_enclosure_init_ellipsoid (&ellipsoid, (const double[]) { 3, 3, 3 });
  assert_near (ellipsoid.area, 4 * G_PI * 9, 1e-14);
  assert_near (ellipsoid.volume, 4 * G_PI * 9, 1e-14);

  for (guint nu = 2; nu <= 20; nu++)
    legendre[nu] = ((2 * nu - 1) * x * legendre[nu - 1] - (nu - 1) * legendre[nu - 2]) / nu;
  for (guint nu = 0; nu <= 20; nu++)
    sum += pow (alpha * beta, nu) / (1 - 4.0 * nu * nu) * legendre[nu];
  rim_enclosure_init_ellipsoid (&ellipsoid, (const double[]) { a, b, c });
  assert_near (ellipsoid.area, 4 * G_PI * a * b * sum, 1e-13);
}

typedef struct
{
  RimVec3 place;
  double  value;
} Voxel;

static GArray *
collect_voxels (const RimRegion *region,
                const double    *values)
{
  const guint *size = region->grid.size;
  GArray *voxels = g_array_new (FALSE, FALSE, sizeof (Voxel));
  gsize v = 0;

  for (guint k = 0; k < size[2]; k++)
    for (guint j = 0; j < size[1]; j++)
      for (guint i = 0; i < size[0]; i++)
        if (region->inside[v++])
          {
            Voxel voxel = { rim_grid_to_patient (&region->grid, RIM_VEC3 (i, j, k)), *values++ };

            g_array_append_val (voxels, voxel);
          }

  return voxels;
}

static void
correlate (const RimRegion    *region,
           const double       *values,
           RimAutocorrelation *correlation)
{
  g_autoptr(GArray) voxels = collect_voxels (region, values);
  const Voxel *v = (const Voxel *) (gpointer) voxels->data;
  double n = voxels->len;
  double mean = 0, squares = 0, weights = 0, products = 0, differences = 0;

  for (guint a = 0; a < voxels->len; a++)
    mean += v[a].value / n;
  for (guint a = 0; a < voxels->len; a++)
    squares += (v[a].value - mean) * (v[a].value - mean);

  for (guint a = 0; a < voxels->len; a++)
    for (guint b = 0; b < voxels->len; b++)
      if (a != b)
        {
          double weight = 1 / rim_vec3_length (rim_vec3_sub (v[a].place, v[b].place));

          weights += weight;
          products += weight * (v[a].value - mean) * (v[b].value - mean);
          differences += weight * (v[a].value - v[b].value) * (v[a].value - v[b].value);
        }

  correlation->moran_i = n / weights * products / squares;
  correlation->geary_c = (n - 1) / (2 * weights) * differences / squares;
}

/* Both ways, by pairs and by transforms, on a straight and on a sheared grid. */
static void
test_autocorrelation (void)
{
  static const guint size[3] = { 20, 18, 14 };
  RimVec3 radii[] = { RIM_VEC3 (3.3, 2.8, 2.2), RIM_VEC3 (9.2, 8.1, 6.4) };

  for (guint round = 0; round < 4; round++)
    {
      g_autoptr(RimRegion) region = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree double *values = NULL;
      RimAutocorrelation expected, actual;
      RimFrame frame;
      RimGrid grid;

      make_grid (&grid, size, RIM_VEC3 (0.9, 0.8, 3.0));
      if (round >= 2)
        rim_affine_set_column (&grid.to_patient, 2, RIM_VEC3 (0.4, -0.7, 2.5));
      region = make_region (&grid, RIM_VEC3 (9.5, 8.5, 6.5), is_in_noise, radii[round % 2]);
      values = make_values (region);
      rim_frame_init (&frame, &region->grid);

      correlate (region, values, &expected);
      g_assert_true (rim_autocorrelation_init (&actual, region, values, &frame, NULL, &error));
      g_assert_no_error (error);
      assert_near (actual.moran_i, expected.moran_i, 1e-9);
      assert_near (actual.geary_c, expected.geary_c, 1e-11);
    }
}

static void
test_constant (void)
{
  g_autoptr(RimRegion) region = make_box (6, 5, 4, 0, RIM_VEC3 (1, 1, 1));
  g_autofree double *values = g_new (double, region->n_voxels);
  g_autoptr(GError) error = NULL;
  RimAutocorrelation correlation;
  RimFrame frame;

  for (gsize v = 0; v < region->n_voxels; v++)
    values[v] = 4.0;
  rim_frame_init (&frame, &region->grid);
  g_assert_true (rim_autocorrelation_init (&correlation, region, values, &frame, NULL, &error));
  g_assert_true (isnan (correlation.moran_i) && isnan (correlation.geary_c));
}

static void
test_rectangle (void)
{
  static const guint sizes[3][3] = { { 1, 7, 5 }, { 7, 1, 5 }, { 7, 5, 1 } };

  for (guint axis = 0; axis < 3; axis++)
    {
      double spacing[3] = { 0.9, 0.8, 3.0 };
      double su = spacing[axis == 0 ? 1 : 0];
      double sv = spacing[axis == 2 ? 1 : 2];
      double area = (7 * 5 - 4 / 8.0) * su * sv;
      double perimeter = 2 * (6 * su + 4 * sv) + 2 * hypot (su, sv);
      g_autoptr(RimRegion) region = make_box (sizes[axis][0], sizes[axis][1], sizes[axis][2], 1,
                                              RIM_VEC3 (0.9, 0.8, 3.0));
      double shape[MAX_FEATURES];

      compute (&rim_family_shape2d, region, (int) axis, shape);
      assert_near (SHAPE_2D ("MeshSurface"), area, 1e-14);
      assert_near (SHAPE_2D ("PixelSurface"), 35 * su * sv, 1e-14);
      assert_near (SHAPE_2D ("Perimeter"), perimeter, 1e-14);
      assert_near (SHAPE_2D ("PerimeterSurfaceRatio"), perimeter / area, 1e-14);
      assert_near (SHAPE_2D ("Sphericity"), 2 * sqrt (G_PI * area) / perimeter, 1e-14);
      assert_near (SHAPE_2D ("SphericalDisproportion") * SHAPE_2D ("Sphericity"), 1.0, 1e-14);
      assert_near (SHAPE_2D ("MaximumDiameter"), MAX (hypot (7 * su, 4 * sv),
                                                      hypot (6 * su, 5 * sv)), 1e-14);
      assert_near (SHAPE_2D ("MajorAxisLength"), MAX (4 * su * 2, 4 * sv * sqrt (2)), 1e-13);
      assert_near (SHAPE_2D ("MinorAxisLength"), MIN (4 * su * 2, 4 * sv * sqrt (2)), 1e-13);
    }
}

/* Pixels that touch at a corner are apart: two diamonds. */
static void
test_corners_2d (void)
{
  static const guint8 voxels[] = { 1, 0, 0, 1 };
  RimGrid grid;
  g_autoptr(RimRegion) region = NULL;
  double shape[MAX_FEATURES];

  make_grid (&grid, (const guint[]) { 2, 2, 1 }, RIM_VEC3 (3, 4, 1));
  region = rim_region_new_from_bytes (&grid, voxels);
  compute (&rim_family_shape2d, region, 2, shape);
  assert_near (SHAPE_2D ("MeshSurface"), 12, 1e-14);
  assert_near (SHAPE_2D ("Perimeter"), 20, 1e-14);
}

static void
assert_fails (const RimFamily *family,
              const RimRegion *region,
              int              axis,
              GCancellable    *cancellable,
              GQuark           domain,
              int              code)
{
  static const RimAggregation aggregation = RIM_AGGREGATION_NONE;
  g_autoptr(GError) error = NULL;
  g_autofree double *intensities = region != NULL ? make_values (region) : g_new0 (double, 1);
  RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  RimFamilyInput input = { .region = region, .shape = region, .values = intensities,
                           .settings = &settings };
  double values[MAX_FEATURES];

  settings.force_2d_axis = axis;
  g_assert_false (family->compute (&input, &aggregation, 1, values, cancellable, &error));
  g_assert_error (error, domain, code);
}

static void
test_errors (void)
{
  const RimFamily *families[] = { &rim_family_shape, &rim_family_shape2d, &rim_family_morphology };
  g_autoptr(RimRegion) box = make_box (6, 5, 4, 0, RIM_VEC3 (1, 1, 1));
  g_autoptr(RimRegion) slice = make_box (6, 5, 1, 0, RIM_VEC3 (1, 1, 1));
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  for (guint f = 0; f < G_N_ELEMENTS (families); f++)
    {
      assert_fails (families[f], NULL, 2, NULL, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_EMPTY);
      assert_fails (families[f], slice, 2, cancellable, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  assert_fails (&rim_family_shape2d, slice, -1, NULL, RIM_FEATURE_ERROR,
                RIM_FEATURE_ERROR_SETTINGS);
  assert_fails (&rim_family_shape2d, slice, 0, NULL, RIM_FEATURE_ERROR,
                RIM_FEATURE_ERROR_SETTINGS);
  assert_fails (&rim_family_shape2d, box, 2, NULL, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS);
}

/* Every feature says what it is; tags and identifiers are the IBSI's and occur once. */
static void
test_tables (void)
{
  const RimFamily *families[] = { &rim_family_shape, &rim_family_shape2d, &rim_family_morphology };
  const guint n_on[] = { 14, 9, 25 };

  for (guint f = 0; f < G_N_ELEMENTS (families); f++)
    {
      g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
      guint n = 0;

      for (guint i = 0; i < families[f]->n_features; i++)
        {
          const RimFeatureInfo *info = families[f]->get_info (i);

          g_assert_true (g_hash_table_add (names, (gpointer) info->name));
          g_assert_true (info->formula != NULL && info->reference != NULL);
          n += info->is_on;
        }
      g_assert_cmpuint (n, ==, n_on[f]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/shape/box", test_box);
  g_test_add_func ("/engine/shape/ellipsoid", test_ellipsoid);
  g_test_add_func ("/engine/shape/mesh-of-noise", test_mesh_of_noise);
  g_test_add_func ("/engine/shape/translation", test_translation);
  g_test_add_func ("/engine/shape/axis-permutation", test_axis_permutation);
  g_test_add_func ("/engine/shape/diameters", test_diameters);
  g_test_add_func ("/engine/shape/one-voxel", test_one_voxel);
  g_test_add_func ("/engine/shape/flat-and-thin", test_flat_and_thin);
  g_test_add_func ("/engine/shape/apart", test_apart);
  g_test_add_func ("/engine/shape/at-border", test_at_border);
  g_test_add_func ("/engine/shape/threads", test_threads);
  g_test_add_func ("/engine/shape/askew", test_askew);
  g_test_add_func ("/engine/shape/enclosures-of-box", test_enclosures_of_box);
  g_test_add_func ("/engine/shape/ellipsoid-area", test_ellipsoid_area);
  g_test_add_func ("/engine/shape/autocorrelation", test_autocorrelation);
  g_test_add_func ("/engine/shape/constant", test_constant);
  g_test_add_func ("/engine/shape/rectangle", test_rectangle);
  g_test_add_func ("/engine/shape/corners-2d", test_corners_2d);
  g_test_add_func ("/engine/shape/errors", test_errors);
  g_test_add_func ("/engine/shape/tables", test_tables);

  return g_test_run ();
}
