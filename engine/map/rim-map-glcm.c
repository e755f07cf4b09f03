/* rim-map-glcm.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-family-private.h"

#include <math.h>
#include <string.h>

#include "rim-map-eigenvalue-private.h"
#include "rim-map-glcm-window-private.h"

/* Where this many bits or fewer tell a matrix from one of independent levels, the last
 * bit of PyRadiomics' sums decides, so they are added up in its order.
 */
#define INDEPENDENT 1e-9

#define N RIM_GLCM_N_FEATURES

typedef struct
{
  const RimMapInput *input;
  guint              n_wanted;
  guint              wanted[N];        /* rows of the table */
  guint              needs;            /* RimGlcmPart */
  RimDirections     *directions;
  guint8            *is_used;          /* whether any two voxels are that far apart */
  RimMapEntropy      entropy;
  RimMapGlcmWindow   window;
  RimGlcmSummary     summary;
  RimGlcmSummary     exact;
  guint              n_keys;
  guint32           *keys;
  guint16           *rows;
  guint16           *columns;
  double            *p;
  guint16           *local;            /* of each index, among those of a window */
} State;

static gboolean
has_pairs (const RimLevels    *levels,
           const RimDirection *direction)
{
  const gssize ahead = rim_direction_get_offset (direction, levels);

  for (gsize v = 0; v < levels->n_voxels; v++)
    if (levels->levels[(gssize) levels->offsets[v] + ahead] != 0)
      return TRUE;

  return FALSE;
}

static void
find_needs (State        *self,
            const guint8 *wanted)
{
  static const char *const weighed[] = { "Id", "Idm", "Idmn", "Idn", "InverseVariance", NULL };
  static const char *const counted[] = { "JointEnergy", "MaximumProbability", NULL };
  static const char *const powers[] = { "ClusterProminence", "ClusterShade", NULL };
  guint parts = 0;

  for (guint f = 0; f < N; f++)
    {
      const RimGlcmFeature *feature = &rim_glcm_get_features ()[f];

      if (!wanted[f] || !(feature->info.profiles & RIM_IN_PYRADIOMICS))
        continue;

      self->wanted[self->n_wanted++] = f;
      self->needs |= feature->needs;
      parts |= g_strv_contains (weighed, feature->info.name) ? RIM_MAP_GLCM_WEIGHTS : 0;
      parts |= g_strv_contains (counted, feature->info.name) ? RIM_MAP_GLCM_CELLS : 0;
      parts |= g_strv_contains (powers, feature->info.name) ? RIM_MAP_GLCM_POWERS : 0;
    }

  parts |= self->needs & RIM_GLCM_LINE_ENTROPIES ? RIM_MAP_GLCM_LINES : 0;
  parts |= self->needs & (RIM_GLCM_ENTROPIES | RIM_GLCM_EIGENVALUE) ? RIM_MAP_GLCM_CELLS : 0;
  rim_map_glcm_window_init (&self->window, self->input, parts, &self->entropy);
}

static gpointer
state_new (const RimMapInput *input,
           const guint8      *wanted)
{
  const RimFamilySettings *settings = &input->settings.family;
  const guint *radius = input->radius;
  const gsize n_voxels = (gsize) (2 * radius[0] + 1) * (2 * radius[1] + 1) * (2 * radius[2] + 1);
  State *self = g_new0 (State, 1);

  self->input = input;
  rim_map_entropy_init (&self->entropy, (guint) (2 * n_voxels));
  self->summary = (RimGlcmSummary) { .n_levels = input->levels->n_levels, .epsilon = RIM_MAP_EPSILON };
  find_needs (self, wanted);
  self->directions = rim_directions_new (settings->distances, settings->n_distances, settings->force_2d_axis);
  self->is_used = g_new0 (guint8, self->directions->n);
  for (guint d = 0; d < self->directions->n; d++)
    self->is_used[d] = rim_map_glcm_window_turn (&self->window, &self->directions->directions[d]) &&
                       has_pairs (input->levels, &self->directions->directions[d]);

  rim_glcm_summary_init (&self->exact, input->index->n, input->levels->n_levels, RIM_PROFILE_PYRADIOMICS);
  self->keys = g_new (guint32, n_voxels);
  self->rows = g_new (guint16, n_voxels);
  self->columns = g_new (guint16, n_voxels);
  self->p = g_new (double, n_voxels);
  self->local = g_new0 (guint16, (gsize) input->index->n + 1);

  return self;
}

static void
state_free (gpointer data)
{
  State *self = data;

  rim_map_glcm_window_clear (&self->window);
  rim_map_entropy_clear (&self->entropy);
  rim_glcm_summary_clear (&self->exact);
  rim_directions_free (self->directions);
  g_free (self->is_used);
  g_free (self->keys);
  g_free (self->rows);
  g_free (self->columns);
  g_free (self->p);
  g_free (self->local);
  g_free (self);
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  const guint32 x = *(const guint32 *) a;
  const guint32 y = *(const guint32 *) b;

  return x < y ? -1 : x > y;
}

/* Lists the matrix of the window around @at. */
static RimGlcm
list_cells (State    *self,
            gsize     at,
            gboolean  in_order)
{
  const guint32 width = self->input->index->n + 1;
  const double n = (double) self->window.s.n;

  self->n_keys = rim_map_glcm_window_list (&self->window, at, self->keys);
  if (in_order)
    qsort (self->keys, self->n_keys, sizeof *self->keys, compare_keys);
  for (guint c = 0; c < self->n_keys; c++)
    {
      const guint16 row = (guint16) (self->keys[c] / width);
      const guint16 column = (guint16) (self->keys[c] % width);
      const double count = self->window.cells[self->keys[c]];

      self->rows[c] = row;
      self->columns[c] = column;
      self->p[c] = row == column ? count / n : count / (2.0 * n);
    }

  return (RimGlcm) {
           .is_symmetric = TRUE,
           .n_levels = self->input->levels->n_levels,
           .n = self->input->index->n,
           .values = self->input->index->values,
           .n_cells = self->n_keys,
           .rows = self->rows,
           .columns = self->columns,
           .p = self->p,
  };
}

static guint
get_local (State   *self,
           guint16  index,
           guint16 *n)
{
  if (self->local[index] == 0)
    self->local[index] = ++*n;

  return self->local[index] - 1u;
}

/* The eigenvalue of a single level is 1 where the region has no other, else 0. */
static double
find_eigenvalue (State *self,
                 gsize  at)
{
  const RimGlcm glcm = list_cells (self, at, FALSE);
  guint rows[RIM_MAP_EIGENVALUE_MAX * RIM_MAP_EIGENVALUE_MAX];
  guint columns[G_N_ELEMENTS (rows)];
  guint16 n = 0;

  if (self->input->index->n == 1)
    return 1.0;
  if (self->window.s.n_margins > RIM_MAP_EIGENVALUE_MAX)
    {
      rim_glcm_summary_fill (&self->exact, &glcm, RIM_GLCM_EIGENVALUE);
      return self->exact.eigenvalue;
    }

  for (guint c = 0; c < self->n_keys; c++)
    {
      rows[c] = get_local (self, glcm.rows[c], &n);
      columns[c] = get_local (self, glcm.columns[c], &n);
    }
  for (guint c = 0; c < self->n_keys; c++)
    self->local[glcm.rows[c]] = self->local[glcm.columns[c]] = 0;

  return rim_map_find_eigenvalue (rows, columns, glcm.p, self->n_keys, n);
}

static void
fill_moments (RimGlcmSummary       *m,
              const RimMapGlcmSums *s)
{
  const double n = (double) s->n;
  const gint64 squares = s->sum[2] - 4 * s->product;     /* Σ (i − j)² */

  m->mean_x = m->mean_y = (double) s->sum[1] / (2.0 * n);
  m->variance_x = (double) (2 * s->n * (s->sum[2] - 2 * s->product) - s->sum[1] * s->sum[1]) / (4.0 * n * n);
  m->variance_y = m->variance_x;
  m->covariance = (double) (4 * s->n * s->product - s->sum[1] * s->sum[1]) / (4.0 * n * n);
  m->autocorrelation = (double) s->product / n;
  m->contrast = (double) squares / n;
  m->difference_average = (double) s->difference / n;
  m->cluster_tendency = (double) (s->n * s->sum[2] - s->sum[1] * s->sum[1]) / (n * n);
  m->difference_variance = (double) (s->n * squares - s->difference * s->difference) / (n * n);
}

/* Moments of sums about a whole number beside their mean, then about the mean. */
static void
fill_clusters (RimGlcmSummary       *m,
               const RimMapGlcmSums *s)
{
  const gint64 b = (2 * s->sum[1] + s->n) / (2 * s->n);
  const double n = (double) s->n;
  const double mean = (double) (s->sum[1] - b * s->n) / n;
  const double second = (double) (s->sum[2] - 2 * b * s->sum[1] + b * b * s->n) / n;
  const double third = (double) (s->sum[3] - 3 * b * s->sum[2] + 3 * b * b * s->sum[1] - b * b * b * s->n) / n;
  const double fourth = (double) (s->sum[4] - 4 * b * s->sum[3] + 6 * b * b * s->sum[2] -
                                  4 * b * b * b * s->sum[1] + b * b * b * b * s->n) / n;

  m->cluster_shade = third - mean * (3.0 * second - 2.0 * mean * mean);
  m->cluster_prominence = fourth - mean * (4.0 * third - mean * (6.0 * second - 3.0 * mean * mean));
}

static void
fill_weights (RimGlcmSummary       *m,
              const RimMapGlcmSums *s)
{
  const double unit = 1.0 / (RIM_MAP_GLCM_WEIGHT_SCALE * (double) s->n);

  m->id = (double) s->weights[0] * unit;
  m->idm = (double) s->weights[1] * unit;
  m->idn = (double) s->weights[2] * unit;
  m->idmn = (double) s->weights[3] * unit;
  m->inverse_variance = (double) s->weights[4] * unit;
}

static void
fill_counts (State          *self,
             gsize           at,
             RimGlcmSummary *m)
{
  const RimMapGlcmSums *s = &self->window.s;
  const guint n = (guint) s->n;

  m->energy = (double) s->energy / (2.0 * (double) n * (double) n);
  m->maximum = s->top / (2.0 * (double) n);
  m->hxy = rim_map_entropy_get (&self->entropy, s->cells, s->n_cells, 2 * n);
  m->hx = m->hy = rim_map_entropy_get (&self->entropy, s->margins, s->n_margins, 2 * n);
  m->hxy1 = m->hxy2 = s->n_cells == 1 ? m->hx : 2.0 * m->hx;

  if ((self->needs & RIM_GLCM_ENTROPIES) && s->n_cells > 1 && m->hxy2 - m->hxy < INDEPENDENT)
    {
      const RimGlcm glcm = list_cells (self, at, TRUE);

      rim_glcm_summary_fill (&self->exact, &glcm, RIM_GLCM_ENTROPIES);
      m->hxy = self->exact.hxy;
      m->hxy1 = self->exact.hxy1;
      m->hxy2 = self->exact.hxy2;
    }
  if (self->needs & RIM_GLCM_EIGENVALUE)
    m->eigenvalue = find_eigenvalue (self, at);
}

static void
summarise (State          *self,
           gsize           at,
           RimGlcmSummary *m)
{
  const RimMapGlcmSums *s = &self->window.s;

  fill_moments (m, s);
  if (self->window.parts & RIM_MAP_GLCM_POWERS)
    fill_clusters (m, s);
  if (self->window.parts & RIM_MAP_GLCM_WEIGHTS)
    fill_weights (m, s);
  if (self->window.parts & RIM_MAP_GLCM_LINES)
    {
      m->difference_entropy = rim_map_entropy_get (&self->entropy, s->differences, s->n_differences, (guint) s->n);
      m->sum_entropy = rim_map_entropy_get (&self->entropy, s->sums, s->n_sums, (guint) s->n);
    }
  if (self->window.parts & RIM_MAP_GLCM_CELLS)
    fill_counts (self, at, m);
}

static void
add_value (double   value,
           double  *sum,
           guint16 *count)
{
  if (!isnan (value))
    {
      *sum += value;
      (*count)++;
    }
}

/* Adds the features of one direction, of which one without pairs has none. */
static void
add_features (State   *self,
              gsize    at,
              double  *values,
              guint16 *counts)
{
  const RimGlcmFeature *features = rim_glcm_get_features ();

  if (self->window.s.n == 0)
    return;

  summarise (self, at, &self->summary);
  for (guint w = 0; w < self->n_wanted; w++)
    add_value (features[self->wanted[w]].func (&self->summary), &values[w], &counts[w]);
}

/* PyRadiomics leaves directions without pairs out of means, but of that of the joint
 * average it does not.
 */
static void
average (State         *self,
         const double  *sums,
         const guint16 *counts,
         guint          n_used,
         double        *values)
{
  const RimGlcmFeature *features = rim_glcm_get_features ();

  for (guint w = 0; w < self->n_wanted; w++)
    {
      const guint f = self->wanted[w];
      const gboolean is_average = strcmp (features[f].info.name, "JointAverage") == 0;

      values[f] = counts[w] == 0 || (is_average && counts[w] < n_used) ? NAN : sums[w] / counts[w];
    }
}

static void
add_terms (RimMapTable          *table,
           const RimFeatureInfo *info,
           const RimGlcmSummary *m)
{
  const RimMapTerm terms[] = {
    { "μx", m->mean_x }, { "μy", m->mean_y }, { "σx", sqrt (m->variance_x) }, { "σy", sqrt (m->variance_y) },
    { "μ|x−y|", m->difference_average }, { "Ng", m->n_levels },
    { "HXY", m->hxy }, { "HX", m->hx }, { "HY", m->hy }, { "HXY1", m->hxy1 }, { "HXY2", m->hxy2 },
  };

  for (guint t = 0; t < G_N_ELEMENTS (terms); t++)
    rim_map_table_add_term (table, info, terms[t].symbol, terms[t].value);
}

/* The matrix of one direction, with both halves. */
static RimMapTable *
list_table (State *self,
            gsize  at)
{
  const guint16 *levels = self->input->index->values;
  const RimGlcm glcm = list_cells (self, at, TRUE);
  g_autofree RimMapCell *cells = g_new (RimMapCell, 2 * glcm.n_cells);

  for (gsize c = 0; c < glcm.n_cells; c++)
    {
      const guint row = levels[glcm.rows[c]];
      const guint column = levels[glcm.columns[c]];
      const double count = self->window.cells[self->keys[c]];

      cells[2 * c] = (RimMapCell) { row, column, count };
      cells[2 * c + 1] = (RimMapCell) { column, row, count };
    }

  return rim_map_table_new_from_cells (RIM_MAP_TABLE_PAIRS, cells, 2 * glcm.n_cells);
}

static void
explain (gpointer   data,
         gsize      offset,
         guint      row,
         GPtrArray *tables)
{
  const RimGlcmFeature *feature = &rim_glcm_get_features ()[row];
  State *self = data;

  self->window.parts |= RIM_MAP_GLCM_CELLS;
  for (guint d = 0; d < self->directions->n; d++)
    {
      const RimDirection *direction = &self->directions->directions[d];
      RimMapTable *table;

      if (!self->is_used[d])
        continue;

      rim_map_glcm_window_turn (&self->window, direction);
      rim_map_glcm_window_enter (&self->window, offset);
      table = list_table (self, offset);
      memcpy (table->step, direction->step, sizeof table->step);
      if (self->window.s.n > 0)
        {
          summarise (self, offset, &self->summary);
          table->value = feature->func (&self->summary);
          add_terms (table, &feature->info, &self->summary);
        }
      g_ptr_array_add (tables, table);
      rim_map_glcm_window_leave (&self->window, offset);
    }
}

static void
measure (gpointer     data,
         const gsize *offsets,
         gsize        n,
         double      *values)
{
  State *self = data;
  const guint width = self->n_wanted;
  g_autofree guint16 *counts = g_new0 (guint16, n * width);
  g_autofree double *sums = g_new0 (double, n * width);
  guint n_used = 0;

  for (guint d = 0; d < self->directions->n; d++)
    {
      if (!self->is_used[d])
        continue;

      n_used++;
      rim_map_glcm_window_turn (&self->window, &self->directions->directions[d]);
      rim_map_glcm_window_enter (&self->window, offsets[0]);
      for (gsize v = 0; v < n; v++)
        {
          if (v > 0)
            rim_map_glcm_window_move (&self->window, offsets[v - 1], offsets[v]);
          add_features (self, offsets[v], sums + v * width, counts + v * width);
        }
      rim_map_glcm_window_leave (&self->window, offsets[n - 1]);
    }

  for (gsize v = 0; v < n; v++)
    average (self, sums + v * width, counts + v * width, n_used, values + v * N);
}

static guint
count_used (const RimMapInput *input)
{
  const RimFamilySettings *settings = &input->settings.family;
  g_autoptr(RimDirections) directions = rim_directions_new (settings->distances, settings->n_distances,
                                                            settings->force_2d_axis);
  guint n = 0;

  for (guint d = 0; d < directions->n; d++)
    n += has_pairs (input->levels, &directions->directions[d]);

  return n;
}

/* The eigenvalue of a matrix that is not small takes in all levels of the region. */
static gboolean
keeps_eigenvalue (const RimMapInput *before,
                  const RimMapInput *after,
                  int                shift)
{
  const RimLevelIndex *a = before->index;
  const RimLevelIndex *b = after->index;
  const guint *radius = before->radius;

  if ((2 * radius[0] + 1) * (2 * radius[1] + 1) * (2 * radius[2] + 1) <= RIM_MAP_EIGENVALUE_MAX)
    return (a->n == 1) == (b->n == 1);

  return shift == 0 && a->n == b->n && memcmp (a->values, b->values, (a->n + 1) * sizeof *a->values) == 0;
}

/* Moments that are not about the mean weigh levels; the rest is differences and counts
 * of levels, in whole numbers.
 */
static gboolean
keeps (const RimMapInput *before,
       const RimMapInput *after,
       int                shift,
       guint              row)
{
  static const char *const levels[] = { "Autocorrelation", "JointAverage", "SumAverage", NULL };
  static const char *const normalised[] = { "Idmn", "Idn", NULL };
  const char *name = rim_glcm_get_features ()[row].info.name;

  if (shift != 0 && g_strv_contains (levels, name))
    return FALSE;
  if (g_strv_contains (normalised, name))
    return before->levels->n_levels == after->levels->n_levels;
  if (strcmp (name, "JointAverage") == 0)
    return count_used (before) == count_used (after);
  if (rim_glcm_get_features ()[row].needs & RIM_GLCM_EIGENVALUE)
    return keeps_eigenvalue (before, after, shift);
  if (rim_glcm_get_features ()[row].needs & RIM_GLCM_ENTROPIES)
    return (before->index->n <= RIM_GLCM_DIRECT_MAX) == (after->index->n <= RIM_GLCM_DIRECT_MAX);

  return TRUE;
}

const RimMapFamily rim_map_family_glcm = {
  .family = &rim_family_glcm,
  .explain = explain,
  .state_new = state_new,
  .state_free = state_free,
  .measure = measure,
  .keeps = keeps,
};
