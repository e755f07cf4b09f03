/* rim-collage-window.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-collage-window.h"

#include <math.h>
#include <string.h>

#define MAX_SIDE (2 * RIM_ORIENTATIONS_MAX_RADIUS + 1)
#define MAX_BINS RIM_ORIENTATIONS_MAX_BINS

/* Pairs of neighbours in a window by their bins, the lower first. Whole numbers: what is
 * added can be taken away.
 */
struct _RimCollageWindow
{
  const RimOrientations *orientations;
  const guint8          *bins;
  guint                  radius;
  double                *n_log_n;
  gboolean               is_started;
  guint                  at[3];
  guint                  j[2];
  guint                  k[2];
  guint                  n_bins;
  gint32                 n_pairs;
  guint16                cells[MAX_BINS * MAX_BINS];
};

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
load_layer (const RimCollageWindow *window,
            guint                   i,
            Layer                  *layer)
{
  const guint *size = window->orientations->size;

  for (guint k = window->k[0]; k < window->k[1]; k++)
    for (guint j = window->j[0]; j < window->j[1]; j++)
      layer->bins[k - window->k[0]][j - window->j[0]] = window->bins[i + size[0] * (j + (gsize) k * size[1])];
}

static inline void
count_pair (RimCollageWindow *window,
            guint             a,
            guint             b,
            gint32            by)
{
  guint16 *cell = &window->cells[MIN (a, b) * window->n_bins + MAX (a, b)];

  *cell = (guint16) (*cell + by);
  window->n_pairs += by;
}

/* Pairs of @layer with @other, whose voxels lie dj and dk farther. */
static void
count_pairs (RimCollageWindow *window,
             const Layer      *layer,
             const Layer      *other,
             gint              dj,
             gint              dk,
             gint32            by)
{
  const gint n_j = (gint) (window->j[1] - window->j[0]);
  const gint n_k = (gint) (window->k[1] - window->k[0]);

  for (gint k = MAX (0, -dk); k < MIN (n_k, n_k - dk); k++)
    for (gint j = MAX (0, -dj); j < MIN (n_j, n_j - dj); j++)
      count_pair (window, layer->bins[k][j], other->bins[k + dk][j + dj], by);
}

/* All pairs that a layer makes: in itself, and with the one beside it. */
static void
count_layer (RimCollageWindow *window,
             guint             i,
             const guint      *beside,
             gint32            by)
{
  Layer layer, other;

  load_layer (window, i, &layer);
  count_pairs (window, &layer, &layer, 1, 0, by);
  count_pairs (window, &layer, &layer, 0, 1, by);
  count_pairs (window, &layer, &layer, 1, 1, by);
  count_pairs (window, &layer, &layer, -1, 1, by);
  if (beside == NULL)
    return;

  load_layer (window, *beside, &other);
  for (gint dk = -1; dk <= 1; dk++)
    for (gint dj = -1; dj <= 1; dj++)
      count_pairs (window, &layer, &other, dj, dk, by);
}

/* Moves a window, which held the layers of voxel i - 1, to voxel i. */
static void
slide (RimCollageWindow *window,
       guint             i)
{
  const guint r = window->radius;

  if (i >= r + 1)
    {
      const guint beside = i - r;

      count_layer (window, i - r - 1, &beside, -1);
    }
  if (i + r < window->orientations->size[0])
    {
      const guint beside = i + r - 1;

      count_layer (window, i + r, &beside, 1);
    }
}

static void
start (RimCollageWindow *window,
       guint             i)
{
  const guint first = i - MIN (i, window->radius);
  const guint last = MIN (i + window->radius, window->orientations->size[0] - 1);

  memset (window->cells, 0, sizeof *window->cells * window->n_bins * window->n_bins);
  window->n_pairs = 0;
  for (guint layer = first; layer <= last; layer++)
    {
      const guint beside = layer - 1;

      count_layer (window, layer, layer > first ? &beside : NULL, 1);
    }
}

/* Statistics */

static void
add_cells (const RimCollageWindow *window,
           Margins                *m)
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
          m->n_log_n += window->n_log_n[count];
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
find_entropy (const RimCollageWindow *window,
              const guint32          *counts,
              guint                   n,
              double                  total)
{
  double sum = 0.0;

  for (guint i = 0; i < n; i++)
    sum += window->n_log_n[counts[i]];

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
find_statistics (const RimCollageWindow *window,
                 double                  s[RIM_N_COLLAGE_STATISTICS])
{
  const double n = window->n_pairs;
  const guint n_bins = window->n_bins;
  double mean, own, entropy, mutual;
  Margins m;

  add_cells (window, &m);
  own = find_entropy (window, m.bins, n_bins, 2.0 * n);
  entropy = log2 (n) - (m.n_log_n - m.n_unequal) / n;
  mutual = MAX (2.0 * own - entropy, 0.0);

  s[RIM_COLLAGE_ANGULAR_SECOND_MOMENT] = m.squares / (n * n);
  find_closeness (&m, n_bins, n, &s[RIM_COLLAGE_CONTRAST], &s[RIM_COLLAGE_INVERSE_DIFFERENCE_MOMENT]);
  s[RIM_COLLAGE_VARIANCE] = find_variance (m.bins, n_bins, 2.0 * n, &mean);
  s[RIM_COLLAGE_CORRELATION] = s[RIM_COLLAGE_VARIANCE] > 0.0
                               ? 1.0 - s[RIM_COLLAGE_CONTRAST] / (2.0 * s[RIM_COLLAGE_VARIANCE]) : 1.0;
  s[RIM_COLLAGE_SUM_AVERAGE] = 2.0 * (mean + 1.0);
  s[RIM_COLLAGE_SUM_VARIANCE] = find_variance (m.sums, 2 * n_bins - 1, n, &mean);
  s[RIM_COLLAGE_SUM_ENTROPY] = find_entropy (window, m.sums, 2 * n_bins - 1, n);
  s[RIM_COLLAGE_ENTROPY] = entropy;
  s[RIM_COLLAGE_DIFFERENCE_VARIANCE] = find_variance (m.differences, n_bins, n, &mean);
  s[RIM_COLLAGE_DIFFERENCE_ENTROPY] = find_entropy (window, m.differences, n_bins, n);
  s[RIM_COLLAGE_INFORMATION_1] = own > 0.0 ? -mutual / own : 0.0;
  s[RIM_COLLAGE_INFORMATION_2] = sqrt (1.0 - exp (-2.0 * mutual));
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
 * rim_collage_window_new:
 * @orientations: of an image, which outlive the window
 * @angle: which angle of them
 * @radius: how many voxels around its middle it reaches, to all sides
 *
 * Returns: (transfer full): a window that is nowhere yet
 */
RimCollageWindow *
rim_collage_window_new (const RimOrientations *orientations,
                        RimOrientationAngle    angle,
                        guint                  radius)
{
  RimCollageWindow *self = g_new (RimCollageWindow, 1);

  g_assert (radius >= 1 && radius <= RIM_ORIENTATIONS_MAX_RADIUS);

  self->orientations = orientations;
  self->bins = orientations->bins[angle];
  self->radius = radius;
  self->n_log_n = make_logarithms (radius);
  self->n_bins = orientations->n_bins;
  self->is_started = FALSE;

  return self;
}

/**
 * rim_collage_window_free:
 * @self: (transfer full) (nullable): a window
 */
void
rim_collage_window_free (RimCollageWindow *self)
{
  if (self == NULL)
    return;

  g_free (self->n_log_n);
  g_free (self);
}

/**
 * rim_collage_window_move:
 * @self: a window
 * @i: a column of the image
 * @j: a row
 * @k: a slice
 *
 * Puts a voxel that has an orientation in the middle. What it holds does not depend on
 * where the window was before; to the next voxels of a row it comes at less cost.
 */
void
rim_collage_window_move (RimCollageWindow *self,
                         guint             i,
                         guint             j,
                         guint             k)
{
  const RimOrientations *orientations = self->orientations;
  const guint at[3] = {
    i - orientations->box.min[0], j - orientations->box.min[1], k - orientations->box.min[2]
  };
  const gboolean slides = self->is_started && at[1] == self->at[1] && at[2] == self->at[2] &&
                          at[0] >= self->at[0] && at[0] - self->at[0] <= self->radius;

  if (slides)
    {
      for (guint next = self->at[0] + 1; next <= at[0]; next++)
        slide (self, next);
    }
  else
    {
      clip_window (at[1], self->radius, orientations->size[1], self->j);
      clip_window (at[2], self->radius, orientations->size[2], self->k);
      start (self, at[0]);
    }

  self->is_started = TRUE;
  memcpy (self->at, at, sizeof self->at);
}

/**
 * rim_collage_window_measure:
 * @self: a window that has been moved somewhere
 * @statistics: (out caller-allocates): Haralick's statistics of its matrix; NAN where
 *   there is no pair of voxels
 */
void
rim_collage_window_measure (const RimCollageWindow *self,
                            double                  statistics[RIM_N_COLLAGE_STATISTICS])
{
  for (guint s = 0; s < RIM_N_COLLAGE_STATISTICS; s++)
    statistics[s] = NAN;
  if (self->n_pairs > 0)
    find_statistics (self, statistics);
}
