/* test-map.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "map/rim-map.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "map/rim-map-eigenvalue-private.h"
#include "map/rim-map-order.h"
#include "texture/rim-glcm.h"

/* A map is what the families give for each window as a region of its own, with the
 * levels of all; and it is the same however it is asked for.
 */

#define N_MAX   103
#define WIDTH   9
#define HEIGHT  8
#define DEPTH   7
#define N       (WIDTH * HEIGHT * DEPTH)

typedef struct
{
  guint  radius;
  int    force_2d_axis;
  double alpha;
  guint  n_levels;
  guint  distance;
} Case;

static const Case cases[] = {
  { 1, -1, 0.0, 5, 1 },
  { 2, -1, 0.0, 12, 1 },
  { 1, 2, 1.0, 4, 1 },
  { 3, 0, 2.0, 40, 2 },
  { 2, -1, 0.0, 1, 1 },
  { 2, 0, 1.0, 12, 1 },
};

typedef struct
{
  RimGrid       grid;
  double        values[N];
  guint8        inside[N];
  RimRegion    *region;
  RimMapInput  *input;
  guint32      *voxels;
  guint         n_features;
  RimMapFeature features[N_MAX];
} Map;

static void
map_init (Map        *self,
          const Case *of)
{
  RimMapSettings settings = {
    .kernel_radius = of->radius,
    .is_masked = TRUE,
    .bins = { .binning = RIM_BINNING_WIDTH, .width = 1.0 },
    .family = RIM_FAMILY_SETTINGS_INIT,
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(RimField) field = NULL;

  *self = (Map) { .grid = { { WIDTH, HEIGHT, DEPTH } } };
  settings.family.force_2d_axis = of->force_2d_axis;
  settings.family.alpha = of->alpha;
  settings.family.distances[0] = of->distance;
  rim_affine_init_identity (&self->grid.to_patient);
  for (guint n = 0; n < N; n++)
    {
      self->values[n] = 1.0 + 2.0 * g_test_rand_int_range (0, (gint32) of->n_levels) + 0.25 * (n % 3);
      self->inside[n] = n == 0 || n == N - 1 || g_test_rand_int_range (0, 4) > 0;
    }

  self->region = rim_region_new_from_bytes (&self->grid, self->inside);
  field = rim_field_new_take (&self->grid, g_memdup2 (self->values, sizeof self->values));
  self->input = rim_map_input_new (field, &self->region->box, self->region, &settings, &error);
  g_assert_no_error (error);
  self->voxels = g_new (guint32, self->region->n_voxels);
  for (guint32 v = 0; v < self->region->n_voxels; v++)
    self->voxels[v] = v;
  for (guint i = 0; rim_map_feature_get (i, &self->features[self->n_features]); i++)
    self->n_features += rim_map_feature_get_family (&self->features[self->n_features])->compute != NULL;
}

static void
map_clear (Map *self)
{
  rim_region_unref (self->region);
  rim_map_input_unref (self->input);
  g_free (self->voxels);
}

static float *
compute (Map                 *self,
         const RimMapFeature *features,
         guint                n_features,
         const guint32       *voxels,
         gsize                n_voxels,
         float               *values)
{
  g_autofree float **maps = g_new (float *, n_features);
  g_autoptr(GError) error = NULL;

  for (guint f = 0; f < n_features; f++)
    maps[f] = values + f * self->region->n_voxels;
  g_assert_true (rim_map_compute (self->input, features, n_features, voxels, n_voxels, maps, NULL, &error));
  g_assert_no_error (error);

  return values;
}

static float *
compute_all (Map *self)
{
  float *values = g_new0 (float, self->n_features * self->region->n_voxels);

  return compute (self, self->features, self->n_features, self->voxels, self->region->n_voxels, values);
}

/* The window around a voxel, with nothing beside it. */
static RimRegion *
cut_window (Map           *self,
            const Case    *of,
            guint          n)
{
  const int at[3] = { (int) (n % WIDTH), (int) (n / WIDTH % HEIGHT), (int) (n / WIDTH / HEIGHT) };
  guint8 window[N];

  for (guint m = 0; m < N; m++)
    {
      const int to[3] = { (int) (m % WIDTH), (int) (m / WIDTH % HEIGHT), (int) (m / WIDTH / HEIGHT) };

      window[m] = self->inside[m];
      for (int axis = 0; axis < 3; axis++)
        if (ABS (to[axis] - at[axis]) > (axis == of->force_2d_axis ? 0 : (int) of->radius))
          window[m] = 0;
    }

  return rim_region_new_from_bytes (&self->grid, window);
}

/* What a family gives for a window whose levels are those of the region. */
static double *
measure_window (Map             *self,
                const RimFamily *family,
                RimRegion       *window,
                guint            n_levels)
{
  RimFamilySettings settings = self->input->settings.family;
  g_autofree double *values = g_new (double, window->n_voxels);
  g_autofree guint16 *levels = g_new (guint16, window->n_voxels);
  const RimAggregation aggregation = RIM_AGGREGATION_3D_AVERAGED;
  double *found = g_new (double, family->n_features);
  g_autoptr(RimLevels) discretised = NULL;
  g_autoptr(GError) error = NULL;
  RimFamilyInput input;
  gsize n = 0;

  for (guint k = 0; k < window->grid.size[2]; k++)
    for (guint j = 0; j < window->grid.size[1]; j++)
      for (guint i = 0; i < window->grid.size[0]; i++)
        if (window->inside[(k * window->grid.size[1] + j) * window->grid.size[0] + i])
          {
            values[n] = self->values[((k + window->box.min[2]) * HEIGHT + j + window->box.min[1]) * WIDTH +
                                     i + window->box.min[0]];
            levels[n] = (guint16) floor (values[n]);
            n++;
          }
  discretised = rim_levels_new (window, levels, n_levels, settings.distances[0]);
  input = (RimFamilyInput) {
    .region = window, .shape = window, .values = values, .levels = discretised, .settings = &settings,
  };
  g_assert_true (family->compute (&input, &aggregation, 1, found, NULL, &error));
  g_assert_no_error (error);

  return found;
}

/* Where a window has one level, or a direction no pair, PyRadiomics differs between
 * windows and regions.
 */
static gboolean
is_special (const char *name)
{
  return g_str_equal (name, "glcm_MCC") || g_str_equal (name, "glcm_JointAverage") ||
         g_str_equal (name, "glcm_Imc2");
}

static void
check_voxel (Map         *self,
             const Case  *of,
             const float *maps,
             guint        n,
             gsize        v)
{
  g_autoptr(RimRegion) window = cut_window (self, of, n);
  g_autofree double *found = NULL;
  const RimFamily *last = NULL;

  for (guint f = 0; f < self->n_features; f++)
    {
      const RimFamily *family = rim_map_feature_get_family (&self->features[f]);
      g_autofree char *name = rim_map_feature_dup_name (&self->features[f]);
      const double actual = maps[f * self->region->n_voxels + v];
      double expected;

      if (family != last)
        {
          g_free (found);
          found = measure_window (self, family, window, self->input->levels->n_levels);
          last = family;
        }
      expected = found[self->features[f].row];
      if (is_special (name) || (isnan (expected) && isnan (actual)))
        continue;
      if (!(fabs (actual - expected) <= 2e-7 * MAX (fabs (expected), 1e-4)))
        g_error ("%s of voxel %u: %.9g instead of %.9g", name, n, actual, expected);
    }
}

static void
test_windows (gconstpointer data)
{
  const Case *of = data;
  g_autofree float *maps = NULL;
  gsize v = 0;
  Map map;

  map_init (&map, of);
  maps = compute_all (&map);
  for (guint n = 0; n < N; n++)
    if (map.inside[n])
      check_voxel (&map, of, maps, n, v++);
  map_clear (&map);
}

/* One feature at a time, voxels in any order, any number of threads: the same bits. */
static void
test_order (gconstpointer data)
{
  g_autofree float *maps = NULL;
  g_autofree float *others = NULL;
  gsize n_bytes;
  Map map;

  map_init (&map, data);
  maps = compute_all (&map);
  n_bytes = map.n_features * map.region->n_voxels * sizeof *maps;
  others = g_malloc0 (n_bytes);

  for (guint f = 0; f < map.n_features; f++)
    compute (&map, &map.features[f], 1, map.voxels, map.region->n_voxels, others + f * map.region->n_voxels);
  g_assert_cmpmem (maps, n_bytes, others, n_bytes);

  memset (others, 0, n_bytes);
  for (gsize v = map.region->n_voxels; v-- > 0;)
    compute (&map, map.features, map.n_features, &map.voxels[v], 1, others);
  g_assert_cmpmem (maps, n_bytes, others, n_bytes);

  for (guint gap = 2; gap < WIDTH; gap++)
    {
      g_autofree guint32 *some = g_new (guint32, map.region->n_voxels);
      gsize n_some = 0;

      for (guint32 v = 0; v < map.region->n_voxels; v += gap)
        some[n_some++] = v;
      compute (&map, map.features, map.n_features, some, n_some, others);
    }
  g_assert_cmpmem (maps, n_bytes, others, n_bytes);

  rim_parallel_set_n_threads (1);
  memset (others, 0, n_bytes);
  compute (&map, map.features, map.n_features, map.voxels, map.region->n_voxels, others);
  rim_parallel_set_n_threads (0);
  g_assert_cmpmem (maps, n_bytes, others, n_bytes);
  map_clear (&map);
}

static const RimMapPlane planes[] = {
  { { 4.0, 4.0, 2.3 }, { 0.0, 0.0, 7.0 } },
  { { 6.0, 1.0, 1.0 }, { -0.5, 0.0, 0.0 } },
  { { 1.0, 2.0, -3.0 }, { 0.3, 1.0, 0.2 } },
};

/* The plane that a voxel of the grid lies on, or how many layers it is from one, and 3. */
static guint
find_layer (guint n)
{
  double nearest = G_MAXDOUBLE;

  for (guint p = 0; p < G_N_ELEMENTS (planes); p++)
    {
      const RimVec3 normal = planes[p].normal;
      const double thickness = fabs (normal.x) + fabs (normal.y) + fabs (normal.z);
      const RimVec3 at = { n % WIDTH, n / WIDTH % HEIGHT, n / WIDTH / HEIGHT };
      const double layer = fabs (rim_vec3_dot (normal, rim_vec3_sub (at, planes[p].point))) / thickness;

      if (layer < 0.5 + 1e-6)
        return p;
      nearest = MIN (nearest, layer);
    }

  return G_N_ELEMENTS (planes) + (guint) (nearest + 0.5);
}

/* Voxels on planes come first, plane after plane; then what is left of rows, the nearest
 * first.
 */
static void
test_planes (void)
{
  guint layers[N], nearest[N / WIDTH];
  guint32 some[N];
  gsize n_some = 0, n_visible, v = 0, o = 0;
  g_autofree guint32 *order = NULL;
  Map map;

  map_init (&map, &cases[0]);
  memset (nearest, 0xff, sizeof nearest);
  for (guint n = 0; n < N; n++)
    if (map.inside[n] && v++ % 5 != 3)
      {
        layers[n_some] = find_layer (n) << 16 | n / WIDTH;
        if (layers[n_some] >> 16 >= G_N_ELEMENTS (planes))
          nearest[n / WIDTH] = MIN (nearest[n / WIDTH], layers[n_some] >> 16);
        some[n_some++] = (guint32) v - 1;
      }

  order = rim_map_order_voxels (map.input, planes, G_N_ELEMENTS (planes), some, n_some, &n_visible);
  for (guint key = 0; key < G_N_ELEMENTS (planes) + WIDTH + HEIGHT + DEPTH; key++)
    {
      if (key == G_N_ELEMENTS (planes))
        g_assert_cmpuint (o, ==, n_visible);
      for (v = 0; v < n_some; v++)
        if (key == (layers[v] >> 16 < G_N_ELEMENTS (planes) ? layers[v] >> 16 : nearest[layers[v] & 0xffff]))
          g_assert_cmpuint (order[o++], ==, some[v]);
    }
  g_assert_cmpuint (o, ==, n_some);
  g_free (order);

  order = rim_map_order_voxels (map.input, NULL, 0, NULL, 0, &n_visible);
  g_assert_cmpuint (n_visible, ==, 0);
  g_assert_cmpmem (order, map.region->n_voxels * sizeof *order, map.voxels, map.region->n_voxels * sizeof *order);
  map_clear (&map);
}

/* The eigenvalue of a small matrix is what that of any other is. */
static void
test_eigenvalue (void)
{
  for (guint round = 0; round < 4000; round++)
    {
      const guint n = (guint) g_test_rand_int_range (2, 13);
      const guint n_pairs = (guint) g_test_rand_int_range ((gint32) n, 19);
      guint counts[13][13] = { { 0 } };
      guint rows[64], columns[64];
      guint16 glcm_rows[64], glcm_columns[64], values[14];
      double p[64], px[14] = { 0.0 };
      RimGlcm glcm = { .is_symmetric = TRUE, .n_levels = n, .n = n, .values = values,
                       .rows = glcm_rows, .columns = glcm_columns, .p = p };

      for (guint i = 0; i <= n; i++)
        values[i] = (guint16) i;
      for (guint pair = 0; pair < n_pairs; pair++)
        {
          guint a = pair < n ? pair : (guint) g_test_rand_int_range (0, (gint32) n);
          guint b = (guint) g_test_rand_int_range (0, (gint32) n);

          counts[MIN (a, b)][MAX (a, b)]++;
        }
      for (guint i = 0; i < n; i++)
        for (guint j = i; j < n; j++)
          if (counts[i][j] > 0)
            {
              double share = counts[i][j] / (2.0 * n_pairs);

              px[i + 1] += share;
              px[j + 1] += share;
              rows[glcm.n_cells] = i;
              columns[glcm.n_cells] = j;
              glcm_rows[glcm.n_cells] = (guint16) (i + 1);
              glcm_columns[glcm.n_cells] = (guint16) (j + 1);
              p[glcm.n_cells++] = i == j ? 2.0 * share : share;
            }

      g_assert_cmpfloat_with_epsilon (rim_map_find_eigenvalue (rows, columns, p, (guint) glcm.n_cells, n),
                                      rim_glcm_find_eigenvalue (&glcm, px, px, 0.0), 1e-7);
    }
}

static gboolean
compute_one (Map                   *map,
             RimField              *field,
             const RimMapSettings  *settings,
             const char            *name,
             GError               **error)
{
  g_autoptr(RimMapInput) input = rim_map_input_new (field, &map->region->box, map->region, settings, error);
  g_autofree float *values = g_new0 (float, map->region->n_voxels);
  RimMapFeature feature;

  g_assert_no_error (*error);
  g_assert_true (rim_map_feature_find (name, &feature, NULL));

  return rim_map_compute (input, &feature, 1, map->voxels, map->region->n_voxels, &values, NULL, error);
}

/* What one family cannot do is no matter to another. */
static void
assert_refuses (Map                  *map,
                RimField             *field,
                const RimMapSettings *settings,
                const char           *name,
                RimFeatureError       code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (compute_one (map, field, settings, name, &error));
  g_assert_error (error, RIM_FEATURE_ERROR, (int) code);
}

static void
assert_takes (Map                  *map,
              RimField             *field,
              const RimMapSettings *settings,
              const char           *name)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (compute_one (map, field, settings, name, &error));
  g_assert_no_error (error);
}

static void
test_refused (void)
{
  RimMapSettings settings = {
    .kernel_radius = 6,
    .is_masked = TRUE,
    .bins = { .binning = RIM_BINNING_WIDTH, .width = 1.0 },
    .family = RIM_FAMILY_SETTINGS_INIT,
  };
  g_autoptr(RimField) field = NULL;
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  RimMapFeature feature;
  float value = 0.0f;
  float *maps[] = { &value };
  Map map;

  map_init (&map, &cases[0]);
  field = rim_field_new_take (&map.grid, g_memdup2 (map.values, sizeof map.values));
  g_assert_null (rim_map_input_new (field, &map.region->box, map.region, &settings, &error));
  g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS);
  g_clear_error (&error);

  settings.kernel_radius = 1;
  settings.bins.width = 1e-3;
  settings.family.weighting = RIM_WEIGHTING_EUCLIDEAN;
  settings.family.is_symmetric = FALSE;
  assert_refuses (&map, field, &settings, "firstorder_Mean", RIM_FEATURE_ERROR_TOO_MANY_LEVELS);
  assert_refuses (&map, field, &settings, "gldm_LargeDependenceEmphasis", RIM_FEATURE_ERROR_TOO_MANY_LEVELS);
  assert_takes (&map, field, &settings, "image_Intensity");
  settings.bins.width = 1.0;
  assert_refuses (&map, field, &settings, "glcm_Contrast", RIM_FEATURE_ERROR_SETTINGS);
  assert_refuses (&map, field, &settings, "glrlm_RunPercentage", RIM_FEATURE_ERROR_SETTINGS);
  assert_takes (&map, field, &settings, "glszm_ZonePercentage");
  settings.family.weighting = RIM_WEIGHTING_NONE;
  assert_refuses (&map, field, &settings, "glcm_Contrast", RIM_FEATURE_ERROR_SETTINGS);
  assert_takes (&map, field, &settings, "glrlm_RunPercentage");

  g_assert_false (rim_map_feature_find ("shape_Sphericity", &feature, &error));
  g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS);
  g_clear_error (&error);

  g_assert_true (rim_map_feature_find ("glcm_Contrast", &feature, &error));
  g_cancellable_cancel (cancelled);
  g_assert_false (rim_map_compute (map.input, &feature, 1, map.voxels, 1, maps, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  map_clear (&map);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/map/windows/%u", c);

      g_autofree char *order = g_strdup_printf ("/engine/map/order/%u", c);

      g_test_add_data_func (path, &cases[c], test_windows);
      g_test_add_data_func (order, &cases[c], test_order);
    }
  g_test_add_func ("/engine/map/eigenvalue", test_eigenvalue);
  g_test_add_func ("/engine/map/planes", test_planes);
  g_test_add_func ("/engine/map/refused", test_refused);

  return g_test_run ();
}
