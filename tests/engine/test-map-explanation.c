/* test-map-explanation.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "map/rim-map-explanation.h"

#include <math.h>
#include <string.h>

/* What is told of a voxel is its window, what a reader would count in it by hand, and the
 * very value of the map.
 */

#define WIDTH  9
#define HEIGHT 8
#define DEPTH  7
#define N      (WIDTH * HEIGHT * DEPTH)
#define EVERY  37

#define N_PAIRS_MAX 4096

typedef struct
{
  guint    radius;
  int      force_2d_axis;
  double   alpha;
  guint    n_levels;
  guint    distance;
  gboolean is_masked;
} Case;

static const Case cases[] = {
  { 1, -1, 0.0, 5, 1, TRUE },
  { 2, -1, 0.0, 12, 1, FALSE },
  { 1, 2, 1.0, 4, 1, TRUE },
  { 3, 0, 2.0, 40, 2, TRUE },
  { 2, -1, 0.0, 1, 1, TRUE },
};

typedef struct
{
  const Case  *of;
  RimGrid      grid;
  double       values[N];
  guint8       inside[N];
  RimVolume   *volume;
  RimRegion   *region;
  RimMapInput *input;
} Map;

static void
map_init (Map        *self,
          const Case *of)
{
  RimMapSettings settings = {
    .kernel_radius = of->radius,
    .is_masked = of->is_masked,
    .bins = { .binning = RIM_BINNING_WIDTH, .width = 1.0 },
    .family = RIM_FAMILY_SETTINGS_INIT,
  };
  const RimBox box = { { 0, 0, 0 }, { WIDTH, HEIGHT, DEPTH } };
  g_autoptr(GError) error = NULL;
  g_autoptr(RimField) field = NULL;
  g_autoptr(RimMask) lesion = NULL;

  *self = (Map) { .of = of, .grid = { { WIDTH, HEIGHT, DEPTH } } };
  settings.family.force_2d_axis = of->force_2d_axis;
  settings.family.alpha = of->alpha;
  settings.family.distances[0] = of->distance;
  rim_affine_init_identity (&self->grid.to_patient);
  for (guint n = 0; n < N; n++)
    {
      self->values[n] = 1.0 + 2.0 * g_test_rand_int_range (0, (gint32) of->n_levels) + 0.25 * (n % 3);
      self->inside[n] = n == 0 || n == N - 1 || g_test_rand_int_range (0, 4) > 0;
    }

  self->volume = rim_volume_new (&self->grid, RIM_VOXEL_DOUBLE, &error);
  for (guint k = 0; k < DEPTH; k++)
    memcpy (rim_volume_get_slice_for_writing (self->volume, k), self->values + k * WIDTH * HEIGHT,
            WIDTH * HEIGHT * sizeof (double));
  rim_volume_publish_all (self->volume);
  self->region = rim_region_new_from_bytes (&self->grid, self->inside);
  field = rim_field_new_take (&self->grid, g_memdup2 (self->values, sizeof self->values));
  lesion = rim_mask_new_from_bytes (&self->grid, self->inside);
  self->input = rim_map_input_new_for_image (&(RimVoxelImage) {
    .name = "original", .volume = self->volume, .lesion = lesion, .grid = &self->grid, .field = field, .box = box,
    .region = self->region, .kernel_radius = settings.kernel_radius, .is_masked = settings.is_masked,
    .bins = settings.bins, .family = settings.family,
  }, &error);
  g_assert_no_error (error);
}

static void
map_clear (Map *self)
{
  rim_region_unref (self->region);
  rim_volume_unref (self->volume);
  rim_map_input_unref (self->input);
}

/* A window as a reader has it before him: levels, and where each lies. */
typedef struct
{
  const RimMapExplanation *told;
  const Case              *of;
  int                      size[3];
} Window;

static guint
get_level (const Window *self,
           int           i,
           int           j,
           int           k)
{
  if (i < 0 || j < 0 || k < 0 || i >= self->size[0] || j >= self->size[1] || k >= self->size[2])
    return 0;

  return self->told->levels[(k * self->size[1] + j) * self->size[0] + i];
}

static double
get_cell (const RimMapTable *table,
          guint              row,
          guint              column)
{
  for (guint r = 0; r < table->n_rows; r++)
    for (guint c = 0; c < table->n_columns; c++)
      if (table->rows[r] == row && table->columns[c] == column)
        return table->cells[r * table->n_columns + c];

  return 0.0;
}

typedef struct
{
  guint n;
  guint rows[N_PAIRS_MAX];
  guint columns[N_PAIRS_MAX];
} Pairs;

static void
pairs_add (Pairs *self,
           guint  row,
           guint  column)
{
  g_assert_cmpuint (self->n, <, N_PAIRS_MAX);
  self->rows[self->n] = row;
  self->columns[self->n++] = column;
}

/* The table counts these pairs and no others, and has no row or column without any. */
static void
check_pairs (const RimMapTable *table,
             const Pairs       *pairs)
{
  g_assert_cmpfloat (rim_map_table_get_total (table), ==, pairs->n);
  for (guint p = 0; p < pairs->n; p++)
    {
      guint n = 0;

      for (guint q = 0; q < pairs->n; q++)
        n += pairs->rows[p] == pairs->rows[q] && pairs->columns[p] == pairs->columns[q];
      g_assert_cmpfloat (get_cell (table, pairs->rows[p], pairs->columns[p]), ==, n);
    }
  for (guint r = 0; r < table->n_rows; r++)
    {
      gboolean is_there = FALSE;

      for (guint p = 0; p < pairs->n; p++)
        is_there = is_there || pairs->rows[p] == table->rows[r];
      g_assert_true (is_there);
      g_assert_true (r == 0 || table->rows[r] > table->rows[r - 1]);
    }
  for (guint c = 1; c < table->n_columns; c++)
    g_assert_cmpuint (table->columns[c], >, table->columns[c - 1]);
}

#define FOR_WINDOW(w, i, j, k)                                                      \
  for (int k = 0; k < (w)->size[2]; k++)                                            \
  for (int j = 0; j < (w)->size[1]; j++)                                          \
  for (int i = 0; i < (w)->size[0]; i++)                                        \
  if (get_level (w, i, j, k) != 0)

static void
count_pairs (const Window *w,
             const int    *step,
             Pairs        *pairs)
{
  FOR_WINDOW (w, i, j, k)
  {
    const guint a = get_level (w, i, j, k);
    const guint b = get_level (w, i + step[0], j + step[1], k + step[2]);

    if (b != 0)
      {
        pairs_add (pairs, a, b);
        pairs_add (pairs, b, a);
      }
  }
}

static void
count_runs (const Window *w,
            const int    *step,
            Pairs        *pairs)
{
  FOR_WINDOW (w, i, j, k)
  {
    const guint level = get_level (w, i, j, k);
    int n = 0;

    if (get_level (w, i - step[0], j - step[1], k - step[2]) == level)
      continue;
    while (get_level (w, i + n * step[0], j + n * step[1], k + n * step[2]) == level)
      n++;
    pairs_add (pairs, level, (guint) n);
  }
}

static gboolean
is_neighbour (const Window *w,
              const int    *from,
              const int    *to,
              int           distance)
{
  int furthest = 0;

  for (int axis = 0; axis < 3; axis++)
    {
      if (axis == w->of->force_2d_axis && from[axis] != to[axis])
        return FALSE;
      furthest = MAX (furthest, ABS (from[axis] - to[axis]));
    }

  return furthest == distance;
}

/* Labels spread to neighbours until nothing changes. */
static void
count_zones (const Window *w,
             Pairs        *pairs)
{
  int labels[N] = { 0 };
  gboolean again = TRUE;
  int n = 0;

  FOR_WINDOW (w, i, j, k) labels[(k * w->size[1] + j) * w->size[0] + i] = ++n;
  while (again)
    {
      again = FALSE;
      FOR_WINDOW (w, i, j, k)
      FOR_WINDOW (w, x, y, z)
      {
        int *a = &labels[(k * w->size[1] + j) * w->size[0] + i];
        const int b = labels[(z * w->size[1] + y) * w->size[0] + x];

        if (b > *a && get_level (w, i, j, k) == get_level (w, x, y, z) &&
            is_neighbour (w, (const int[]) { i, j, k }, (const int[]) { x, y, z }, 1))
          {
            *a = b;
            again = TRUE;
          }
      }
    }

  for (int label = 1; label <= n; label++)
    {
      guint size = 0, level = 0;

      FOR_WINDOW (w, i, j, k)
      if (labels[(k * w->size[1] + j) * w->size[0] + i] == label)
        {
          level = get_level (w, i, j, k);
          size++;
        }
      if (size > 0)
        pairs_add (pairs, level, size);
    }
}

static void
count_dependences (const Window *w,
                   Pairs        *pairs)
{
  FOR_WINDOW (w, i, j, k)
  {
    const int level = (int) get_level (w, i, j, k);
    guint n = 1;

    FOR_WINDOW (w, x, y, z)
    n += is_neighbour (w, (const int[]) { i, j, k }, (const int[]) { x, y, z }, (int) w->of->distance) &&
         ABS ((int) get_level (w, x, y, z) - level) <= w->of->alpha;
    pairs_add (pairs, (guint) level, n);
  }
}

static double
find_tone (const Window *w,
           const int    *at)
{
  double sum = 0.0;
  guint n = 0;

  FOR_WINDOW (w, x, y, z)
  if (is_neighbour (w, at, (const int[]) { x, y, z }, (int) w->of->distance))
    {
      sum += get_level (w, x, y, z);
      n++;
    }

  return n > 0 ? fabs (get_level (w, at[0], at[1], at[2]) - sum / n) : 0.0;
}

/* Levels by n, p and, where there are three columns, s. */
static void
check_levels (const Window      *w,
              const RimMapTable *table)
{
  double total = 0.0;

  for (guint r = 0; r < table->n_rows; r++)
    {
      const double *cells = &table->cells[r * table->n_columns];
      double n = 0.0, s = 0.0;

      FOR_WINDOW (w, i, j, k)
      if (get_level (w, i, j, k) == table->rows[r])
        {
          n++;
          s += find_tone (w, (const int[]) { i, j, k });
        }
      g_assert_cmpfloat (cells[0], ==, n);
      g_assert_cmpfloat (cells[1], ==, n / w->told->n_voxels);
      if (table->n_columns == 3)
        g_assert_cmpfloat_with_epsilon (cells[2], s, 1e-12 * (1.0 + s));
      total += n;
    }
  g_assert_cmpfloat (total, ==, w->told->n_voxels);
}

static void
check_values (const Window      *w,
              const RimMapTable *table)
{
  double sum = 0.0;
  guint n = 0;

  g_assert_cmpuint (table->n_columns, ==, w->told->n_voxels);
  for (guint v = 0; v < (guint) (w->size[0] * w->size[1] * w->size[2]); v++)
    if (w->told->levels[v] != 0)
      {
        sum += w->told->intensities[v];
        n++;
      }
  g_assert_cmpuint (n, ==, w->told->n_voxels);
  g_assert_cmpfloat_with_epsilon (rim_map_table_get_total (table), sum, 1e-12 * fabs (sum));
  for (guint v = 1; v < n; v++)
    g_assert_cmpfloat (table->cells[v], >=, table->cells[v - 1]);
}

static void
check_table (const Window      *w,
             const RimMapTable *table)
{
  g_autofree Pairs *pairs = g_new0 (Pairs, 1);

  switch (table->kind)
    {
    case RIM_MAP_TABLE_VALUES:
      check_values (w, table);
      return;

    case RIM_MAP_TABLE_LEVELS:
    case RIM_MAP_TABLE_TONES:
      check_levels (w, table);
      return;

    case RIM_MAP_TABLE_PAIRS:
      count_pairs (w, table->step, pairs);
      break;

    case RIM_MAP_TABLE_RUNS:
      count_runs (w, table->step, pairs);
      break;

    case RIM_MAP_TABLE_ZONES:
      count_zones (w, pairs);
      break;

    case RIM_MAP_TABLE_DEPENDENCES:
      count_dependences (w, pairs);
      break;

    default:
      g_assert_not_reached ();
    }

  check_pairs (table, pairs);
}

/* By the formula, from the numbers in the table and no others. */
static double
recompute (const RimMapTable *table,
           const char        *name)
{
  const double total = rim_map_table_get_total (table);
  double sum = 0.0, weighted = 0.0;

  for (guint r = 0; r < table->n_rows; r++)
    for (guint c = 0; c < table->n_columns; c++)
      {
        const double count = table->cells[r * table->n_columns + c];
        const double i = table->rows[r];
        const double j = table->columns != NULL ? table->columns[c] : 0.0;

        if (g_str_equal (name, "glcm_Contrast"))
          sum += count / total * (i - j) * (i - j);
        else if (g_str_equal (name, "glcm_JointEntropy") || g_str_equal (name, "gldm_DependenceEntropy"))
          sum -= count > 0.0 ? count / total * log2 (count / total) : 0.0;
        else if (g_str_equal (name, "glrlm_LongRunHighGrayLevelEmphasis"))
          sum += count * i * i * j * j / total;
        else if (g_str_equal (name, "glszm_SmallAreaEmphasis"))
          sum += count / (j * j) / total;
        else if (g_str_equal (name, "firstorder_Mean"))
          sum += count / table->n_columns;
      }
  if (g_str_equal (name, "firstorder_Uniformity") || g_str_equal (name, "ngtdm_Coarseness"))
    for (guint r = 0; r < table->n_rows; r++)
      {
        sum += pow (table->cells[r * table->n_columns + 1], 2);
        weighted += table->n_columns == 3 ? table->cells[3 * r + 1] * table->cells[3 * r + 2] : 0.0;
      }

  return g_str_equal (name, "ngtdm_Coarseness") ? (weighted > 0.0 ? 1.0 / weighted : 1e6) : sum;
}

static void
check_recomputed (const RimMapTable *table,
                  const char        *name)
{
  static const char *const names[] = {
    "glcm_Contrast", "glcm_JointEntropy", "glrlm_LongRunHighGrayLevelEmphasis", "glszm_SmallAreaEmphasis",
    "gldm_DependenceEntropy", "ngtdm_Coarseness", "firstorder_Mean", "firstorder_Uniformity", NULL,
  };

  if (g_strv_contains (names, name) && !isnan (table->value))
    g_assert_cmpfloat_with_epsilon (table->value, recompute (table, name), 1e-11 * (1.0 + fabs (table->value)));
}

static gboolean
has_matrix (const RimMapFeature *feature)
{
  static const char *const names[] = { "firstorder", "glcm", "gldm", "glrlm", "glszm", "ngtdm", NULL };

  return g_strv_contains (names, rim_map_feature_get_family (feature)->name);
}

/* The value is the mean of those of its tables that have one. */
static void
check_value (const RimMapExplanation *told,
             const char              *name,
             const float             *map,
             guint32                  voxel)
{
  const guint n_used = rim_map_explanation_count_used (told);
  double sum = 0.0;

  g_assert_cmpmem (&told->value, sizeof told->value, &map[voxel], sizeof *map);
  if (!has_matrix (&told->feature))
    return;

  g_assert_cmpuint (told->n_tables, >, 0);
  for (guint t = 0; t < told->n_tables; t++)
    sum += isnan (told->tables[t]->value) ? 0.0 : told->tables[t]->value;

  if (g_str_equal (name, "glcm_JointAverage") && n_used < told->n_tables)
    g_assert_true (isnan (told->value));
  else if (n_used > 0)
    g_assert_cmpfloat (told->value, ==, (float) (sum / n_used));
  else
    g_assert_true (isnan (told->value));
}

/* The mask of the window is where the window is. */
static void
check_mask (const RimMapExplanation *told)
{
  g_autoptr(RimMask) mask = rim_map_explanation_new_mask (told);
  const RimVec3 corner = rim_grid_to_patient (&told->grid, RIM_VEC3 (0, 0, 0));

  g_assert_cmpuint (rim_mask_count (mask), ==, told->n_voxels);
  g_assert_cmpfloat (corner.x, ==, (double) told->at[0] - told->grid.size[0] / 2);
  g_assert_cmpfloat (corner.y, ==, (double) told->at[1] - told->grid.size[1] / 2);
  g_assert_cmpfloat (corner.z, ==, (double) told->at[2] - told->grid.size[2] / 2);
}

static void
check_window (const Map               *self,
              const RimMapExplanation *told,
              guint                    n)
{
  const int at[3] = { (int) (n % WIDTH), (int) (n / WIDTH % HEIGHT), (int) (n / WIDTH / HEIGHT) };
  guint v = 0;

  for (int axis = 0; axis < 3; axis++)
    {
      g_assert_cmpint ((int) told->at[axis], ==, at[axis]);
      g_assert_cmpuint (told->grid.size[axis], ==, axis == self->of->force_2d_axis ? 1 : 2 * self->of->radius + 1);
    }
  for (int k = 0; k < (int) told->grid.size[2]; k++)
    for (int j = 0; j < (int) told->grid.size[1]; j++)
      for (int i = 0; i < (int) told->grid.size[0]; i++, v++)
        {
          const int x = at[0] + i - (int) told->grid.size[0] / 2;
          const int y = at[1] + j - (int) told->grid.size[1] / 2;
          const int z = at[2] + k - (int) told->grid.size[2] / 2;
          const gboolean is_there = x >= 0 && x < WIDTH && y >= 0 && y < HEIGHT && z >= 0 && z < DEPTH;
          const guint m = is_there ? (guint) ((z * HEIGHT + y) * WIDTH + x) : 0;

          if (!is_there || (self->of->is_masked && !self->inside[m]))
            g_assert_true (told->levels[v] == 0 && isnan (told->intensities[v]));
          else
            g_assert_cmpfloat (told->intensities[v], ==, self->values[m]);
        }
}

static void
check_feature (Map                 *self,
               const RimMapFeature *feature)
{
  g_autofree char *name = rim_map_feature_dup_name (feature);
  g_autofree guint32 *voxels = g_new (guint32, self->region->n_voxels);
  g_autofree float *map = g_new (float, self->region->n_voxels);
  g_autoptr(GError) error = NULL;
  guint32 voxel = 0;

  for (guint32 v = 0; v < self->region->n_voxels; v++)
    voxels[v] = v;
  g_assert_true (rim_map_compute (self->input, feature, 1, voxels, self->region->n_voxels, &map, NULL, &error));

  for (guint n = 0; n < N; n++)
    if (self->inside[n] && voxel++ % EVERY == 0)
      {
        g_autoptr(RimMapExplanation) told = rim_map_explain (self->input, feature, voxel - 1);
        const Window window = {
          told, self->of, { (int) told->grid.size[0], (int) told->grid.size[1], (int) told->grid.size[2] },
        };

        check_window (self, told, n);
        check_mask (told);
        check_value (told, name, map, voxel - 1);
        for (guint t = 0; t < told->n_tables; t++)
          check_recomputed (told->tables[t], name);
        for (guint t = 0; t < told->n_tables && feature->row % 3 == 0; t++)
          check_table (&window, told->tables[t]);
      }
}

static void
test_features (gconstpointer data)
{
  RimMapFeature feature;
  Map map;

  map_init (&map, data);
  for (guint f = 0; rim_map_feature_get (f, &feature); f++)
    check_feature (&map, &feature);
  map_clear (&map);
}

/* A place is that of the voxel that it lies in. */
static void
test_places (void)
{
  guint32 voxel = 0, found;
  Map map;

  map_init (&map, &cases[0]);
  for (guint n = 0; n < N; n++)
    {
      const RimVec3 point = { n % WIDTH + 0.4, n / WIDTH % HEIGHT - 0.4, n / WIDTH / HEIGHT + 0.2 };

      g_assert_true (rim_map_input_find_voxel (map.input, point, &found) == (map.inside[n] != 0));
      if (map.inside[n])
        g_assert_cmpuint (found, ==, voxel++);
    }
  g_assert_false (rim_map_input_find_voxel (map.input, (RimVec3) { -0.6, 0.0, 0.0 }, &found));
  g_assert_false (rim_map_input_find_voxel (map.input, (RimVec3) { 0.0, 0.0, DEPTH }, &found));
  g_assert_false (rim_map_input_find_voxel (map.input, (RimVec3) { NAN, 0.0, 0.0 }, &found));
  map_clear (&map);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/map/explanation/features/%u", c);

      g_test_add_data_func (path, &cases[c], test_features);
    }
  g_test_add_func ("/engine/map/explanation/places", test_places);

  return g_test_run ();
}
