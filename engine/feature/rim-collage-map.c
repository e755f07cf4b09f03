/* rim-collage-map.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-collage-map.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "texture/rim-family.h"

#define MAX_SIDE       (2 * RIM_ORIENTATIONS_MAX_RADIUS + 1)
#define MAX_BINS       RIM_ORIENTATIONS_MAX_BINS
#define ROWS_PER_BLOCK 4

typedef struct
{
  const RimOrientations *orientations;
  const RimRegion       *region;
  const guint8          *bins;
  guint                  radius;
  guint                  shift[3]; /* from the box of the region to that of orientations */
  const gsize           *begins; /* the first voxel of each row, in scan order */
  const double          *n_log_n;
  RimCollageMap         *map;
  GCancellable          *cancellable;
} Job;

/* The window of a voxel, which slides along i: pairs of neighbours in it by their
 * bins, the lower first. Whole numbers: what is added can be taken away.
 */
typedef struct
{
  guint   j[2];
  guint   k[2];
  guint   n_bins;
  gint32  n_pairs;
  guint16 cells[MAX_BINS * MAX_BINS];
} Window;

/* A layer of a window, square to i. */
typedef struct
{
  guint8 bins[MAX_SIDE][MAX_SIDE];
} Layer;

/* Sums over a matrix: of the pairs with one bin, one sum, one difference. */
typedef struct
{
  guint32 bins[MAX_BINS];
  guint32 sums[2 * MAX_BINS];
  guint32 differences[MAX_BINS];
  double  squares;
  double  n_log_n;
  double  n_unequal;
} Margins;

static void
load_layer (const Job    *job,
            const Window *window,
            guint         i,
            Layer        *layer)
{
  const guint *size = job->orientations->size;

  for (guint k = window->k[0]; k < window->k[1]; k++)
    for (guint j = window->j[0]; j < window->j[1]; j++)
      layer->bins[k - window->k[0]][j - window->j[0]] = job->bins[i + size[0] * (j + (gsize) k * size[1])];
}

static inline void
count_pair (Window *window,
            guint   a,
            guint   b,
            gint32  by)
{
  guint16 *cell = &window->cells[MIN (a, b) * window->n_bins + MAX (a, b)];

  *cell = (guint16) (*cell + by);
  window->n_pairs += by;
}

/* Pairs of @layer with @other, whose voxels lie dj and dk farther. */
static void
count_pairs (Window      *window,
             const Layer *layer,
             const Layer *other,
             gint         dj,
             gint         dk,
             gint32       by)
{
  const gint n_j = (gint) (window->j[1] - window->j[0]);
  const gint n_k = (gint) (window->k[1] - window->k[0]);

  for (gint k = MAX (0, -dk); k < MIN (n_k, n_k - dk); k++)
    for (gint j = MAX (0, -dj); j < MIN (n_j, n_j - dj); j++)
      count_pair (window, layer->bins[k][j], other->bins[k + dk][j + dj], by);
}

/* All pairs that a layer makes: in itself, and with the one beside it. */
static void
count_layer (const Job   *job,
             Window      *window,
             guint        i,
             const guint *beside,
             gint32       by)
{
  Layer layer, other;

  load_layer (job, window, i, &layer);
  count_pairs (window, &layer, &layer, 1, 0, by);
  count_pairs (window, &layer, &layer, 0, 1, by);
  count_pairs (window, &layer, &layer, 1, 1, by);
  count_pairs (window, &layer, &layer, -1, 1, by);
  if (beside == NULL)
    return;

  load_layer (job, window, *beside, &other);
  for (gint dk = -1; dk <= 1; dk++)
    for (gint dj = -1; dj <= 1; dj++)
      count_pairs (window, &layer, &other, dj, dk, by);
}

/* Moves a window, which held the layers of voxel i - 1, to voxel i. */
static void
move_window (const Job *job,
             Window    *window,
             guint      i)
{
  const guint r = job->radius;

  if (i >= r + 1)
    {
      const guint beside = i - r;

      count_layer (job, window, i - r - 1, &beside, -1);
    }
  if (i + r < job->orientations->size[0])
    {
      const guint beside = i + r - 1;

      count_layer (job, window, i + r, &beside, 1);
    }
}

static void
start_window (const Job *job,
              Window    *window,
              guint      i)
{
  const guint first = i - MIN (i, job->radius);
  const guint last = MIN (i + job->radius, job->orientations->size[0] - 1);

  memset (window->cells, 0, sizeof *window->cells * window->n_bins * window->n_bins);
  window->n_pairs = 0;
  for (guint layer = first; layer <= last; layer++)
    {
      const guint beside = layer - 1;

      count_layer (job, window, layer, layer > first ? &beside : NULL, 1);
    }
}

/* Statistics */

static void
add_cells (const Job    *job,
           const Window *window,
           Margins      *m)
{
  const guint n = window->n_bins;
  double diagonal = 0.0, above = 0.0;

  memset (m, 0, sizeof *m);
  for (guint a = 0; a < n; a++)
    {
      const guint16 *row = window->cells + a * n;

      for (guint b = a; b < n; b++)
        {
          const guint32 count = row[b];

          if (count == 0)
            continue;

          m->bins[a] += count;
          m->bins[b] += count;
          m->sums[a + b] += count;
          m->differences[b - a] += count;
          m->n_log_n += job->n_log_n[count];
          if (a == b)
            diagonal += (double) count * count;
          else
            above += (double) count * count;
        }
    }
  m->squares = diagonal + 0.5 * above;
  m->n_unequal = (double) window->n_pairs - m->differences[0];
}

static double
find_entropy (const Job     *job,
              const guint32 *counts,
              guint          n,
              double         total)
{
  double sum = 0.0;

  for (guint i = 0; i < n; i++)
    sum += job->n_log_n[counts[i]];

  return log2 (total) - sum / total;
}

static double
find_variance (const guint32 *counts,
               guint          n,
               double         total,
               double        *mean)
{
  double sum = 0.0, squares = 0.0;

  for (guint i = 0; i < n; i++)
    sum += (double) counts[i] * i;
  *mean = sum / total;
  for (guint i = 0; i < n; i++)
    squares += counts[i] * (i - *mean) * (i - *mean);

  return squares / total;
}

static void
find_closeness (const Margins *m,
                guint          n,
                double         total,
                double        *contrast,
                double        *homogeneity)
{
  *contrast = *homogeneity = 0.0;
  for (guint d = 0; d < n; d++)
    {
      *contrast += (double) m->differences[d] * d * d / total;
      *homogeneity += m->differences[d] / (1.0 + (double) d * d) / total;
    }
}

/* Of a matrix that is the same transposed; so both margins are one, and the
 * correlation follows from contrast and variance.
 */
static void
find_statistics (const Job    *job,
                 const Window *window,
                 double        s[RIM_N_COLLAGE_STATISTICS])
{
  const double n = window->n_pairs;
  const guint n_bins = window->n_bins;
  double mean, own, entropy, mutual;
  Margins m;

  add_cells (job, window, &m);
  own = find_entropy (job, m.bins, n_bins, 2.0 * n);
  entropy = log2 (n) - (m.n_log_n - m.n_unequal) / n;
  mutual = MAX (2.0 * own - entropy, 0.0);

  s[RIM_COLLAGE_ANGULAR_SECOND_MOMENT] = m.squares / (n * n);
  find_closeness (&m, n_bins, n, &s[RIM_COLLAGE_CONTRAST], &s[RIM_COLLAGE_INVERSE_DIFFERENCE_MOMENT]);
  s[RIM_COLLAGE_VARIANCE] = find_variance (m.bins, n_bins, 2.0 * n, &mean);
  s[RIM_COLLAGE_CORRELATION] = s[RIM_COLLAGE_VARIANCE] > 0.0
                               ? 1.0 - s[RIM_COLLAGE_CONTRAST] / (2.0 * s[RIM_COLLAGE_VARIANCE]) : 1.0;
  s[RIM_COLLAGE_SUM_AVERAGE] = 2.0 * (mean + 1.0);
  s[RIM_COLLAGE_SUM_VARIANCE] = find_variance (m.sums, 2 * n_bins - 1, n, &mean);
  s[RIM_COLLAGE_SUM_ENTROPY] = find_entropy (job, m.sums, 2 * n_bins - 1, n);
  s[RIM_COLLAGE_ENTROPY] = entropy;
  s[RIM_COLLAGE_DIFFERENCE_VARIANCE] = find_variance (m.differences, n_bins, n, &mean);
  s[RIM_COLLAGE_DIFFERENCE_ENTROPY] = find_entropy (job, m.differences, n_bins, n);
  s[RIM_COLLAGE_INFORMATION_1] = own > 0.0 ? -mutual / own : 0.0;
  s[RIM_COLLAGE_INFORMATION_2] = sqrt (1.0 - exp (-2.0 * mutual));
}

static void
keep_statistics (const Job    *job,
                 const Window *window,
                 gsize         voxel)
{
  double statistics[RIM_N_COLLAGE_STATISTICS];

  for (guint s = 0; s < RIM_N_COLLAGE_STATISTICS; s++)
    statistics[s] = NAN;
  if (window->n_pairs > 0)
    find_statistics (job, window, statistics);
  for (guint s = 0; s < RIM_N_COLLAGE_STATISTICS; s++)
    job->map->values[s * job->map->n_voxels + voxel] = statistics[s];
}

static void
clip_window (guint at,
             guint radius,
             guint size,
             guint range[2])
{
  range[0] = at - MIN (at, radius);
  range[1] = MIN (at + radius + 1, size);
}

static void
map_row (const Job *job,
         gsize      row,
         Window    *window)
{
  const guint *size = job->region->grid.size;
  const guint8 *inside = job->region->inside + row * size[0];
  gsize voxel = job->begins[row];
  gboolean is_started = FALSE;

  window->n_bins = job->orientations->n_bins;
  clip_window ((guint) (row % size[1]) + job->shift[1], job->radius, job->orientations->size[1], window->j);
  clip_window ((guint) (row / size[1]) + job->shift[2], job->radius, job->orientations->size[2], window->k);
  for (guint i = 0; i < size[0] && voxel < job->begins[row + 1]; i++)
    {
      if (is_started)
        move_window (job, window, i + job->shift[0]);
      else if (inside[i])
        start_window (job, window, i + job->shift[0]);
      is_started |= inside[i];
      if (inside[i])
        keep_statistics (job, window, voxel++);
    }
}

static void
map_rows (gsize    begin,
          gsize    end,
          gpointer data)
{
  const Job *job = data;
  g_autofree Window *window = g_new (Window, 1);

  for (gsize row = begin; row < end && !g_cancellable_is_cancelled (job->cancellable); row++)
    map_row (job, row, window);
}

static gsize *
find_rows (const RimRegion *region)
{
  const guint *size = region->grid.size;
  const gsize n_rows = (gsize) size[1] * size[2];
  gsize *begins = g_new (gsize, n_rows + 1);
  const guint8 *inside = region->inside;

  begins[0] = 0;
  for (gsize row = 0; row < n_rows; row++)
    {
      begins[row + 1] = begins[row];
      for (guint i = 0; i < size[0]; i++)
        begins[row + 1] += *inside++;
    }

  return begins;
}

/* n log₂ n of all numbers that there can be: a voxel makes 13 pairs, each counts
 * for both of its bins.
 */
static double *
make_logarithms (guint radius)
{
  const gsize side = 2 * radius + 1;
  const gsize n = 2 * 13 * side * side * side;
  double *logarithms = g_new (double, n + 1);

  logarithms[0] = 0.0;
  for (gsize i = 1; i <= n; i++)
    logarithms[i] = (double) i * log2 ((double) i);

  return logarithms;
}

/**
 * rim_collage_map_new:
 * @orientations: of the image, around @region
 * @region: where
 * @angle: which angle of the orientations
 * @radius: how many voxels around each its window reaches, to all sides, at most
 *   as far as @orientations go around the region
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Counts around each voxel of a region how often two neighbours, in any of the 13
 * directions, have orientations in two bins, and computes Haralick's statistics of
 * that matrix (Prasanna et al. 2016). Windows are not clipped to the region.
 *
 * Returns: (transfer full) (nullable): the map
 */
RimCollageMap *
rim_collage_map_new (const RimOrientations  *orientations,
                     const RimRegion        *region,
                     RimOrientationAngle     angle,
                     guint                   radius,
                     GCancellable           *cancellable,
                     GError                **error)
{
  g_autoptr(RimCollageMap) self = g_new0 (RimCollageMap, 1);
  g_autofree gsize *begins = NULL;
  g_autofree double *logarithms = NULL;
  Job job = { orientations, region, orientations->bins[angle], .map = self };

  g_return_val_if_fail (radius >= 1 && radius <= RIM_ORIENTATIONS_MAX_RADIUS, NULL);

  self->n_voxels = region->n_voxels;
  self->values = g_try_new (double, RIM_N_COLLAGE_STATISTICS * region->n_voxels);
  if (self->values == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "There is no memory for maps of %zu voxels",
                   region->n_voxels);
      return NULL;
    }

  job.radius = radius;
  job.begins = begins = find_rows (region);
  job.n_log_n = logarithms = make_logarithms (radius);
  job.cancellable = cancellable;
  for (guint axis = 0; axis < 3; axis++)
    job.shift[axis] = region->box.min[axis] - orientations->box.min[axis];
  rim_parallel_for ((gsize) region->grid.size[1] * region->grid.size[2], ROWS_PER_BLOCK, map_rows, &job);

  return g_cancellable_set_error_if_cancelled (cancellable, error) ? NULL : g_steal_pointer (&self);
}

/**
 * rim_collage_map_free:
 * @self: (transfer full) (nullable): a map
 */
void
rim_collage_map_free (RimCollageMap *self)
{
  if (self == NULL)
    return;

  g_free (self->values);
  g_free (self);
}
