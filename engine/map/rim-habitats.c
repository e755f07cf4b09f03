/* rim-habitats.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-habitats-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "texture/rim-family.h"

/* Of more voxels than this only so many are tried from several starts. */
#define MAX_SAMPLE 8192

static gboolean
check (guint                      n_maps,
       const RimHabitatOptions   *options,
       GError                   **error)
{
  if (n_maps < 1 || n_maps > RIM_HABITATS_MAX_MAPS)
    g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                 "Habitats are found on 1 to %d maps, not on %u", RIM_HABITATS_MAX_MAPS, n_maps);
  else if (options->n_min < 2 || options->n_max < options->n_min || options->n_max > RIM_HABITATS_MAX)
    g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                 "There are 2 to %d habitats, not %u to %u", RIM_HABITATS_MAX, options->n_min, options->n_max);
  else if (options->n_starts < 1)
    g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS, "Habitats need a start");
  else
    return TRUE;

  return FALSE;
}

static gboolean
has_values (const float *const *maps,
            guint               n_maps,
            gsize               voxel)
{
  for (guint m = 0; m < n_maps; m++)
    if (!isfinite (maps[m][voxel]))
      return FALSE;

  return TRUE;
}

/* Each map about its mean and over its deviation, so that units do not decide. Returns:
 * whether it varies
 */
static gboolean
scale (RimPoints *points,
       guint      map)
{
  const guint width = points->width;
  double *values = points->values + map;
  double mean = 0.0;
  double squares = 0.0;
  double deviation;

  for (gsize p = 0; p < points->n; p++)
    mean += values[p * width];
  mean /= (double) points->n;
  for (gsize p = 0; p < points->n; p++)
    squares += (values[p * width] - mean) * (values[p * width] - mean);

  deviation = sqrt (squares / (double) points->n);
  for (gsize p = 0; p < points->n; p++)
    values[p * width] = deviation > 0.0 ? (values[p * width] - mean) / deviation : 0.0;

  return deviation > 0.0;
}

static gboolean
gather (RimPoints               *points,
        const float *const      *maps,
        gsize                    n_voxels,
        const RimHabitatOptions *options,
        GError                 **error)
{
  points->values = g_new (double, n_voxels * points->width);
  for (gsize v = 0; v < n_voxels; v++)
    if (has_values (maps, points->width, v))
      {
        for (guint m = 0; m < points->width; m++)
          points->values[points->n * points->width + m] = maps[m][v];
        points->n++;
      }

  if (points->n > options->n_max)
    return TRUE;

  g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_TOO_SMALL,
               "%zu voxels with values are too few for %u habitats", points->n, options->n_max);

  return FALSE;
}

/* Between over within, each by its degrees of freedom; in all, maps have variance 1. */
static double
get_calinski_harabasz (const RimPartition *partition,
                       const RimPoints    *points,
                       guint               n_varying)
{
  const double n = (double) points->n;
  const double total = n * n_varying;

  return (total - partition->spread) / (partition->n - 1.0) / (partition->spread / (n - partition->n));
}

static double
get_schwarz (double           likelihood,
             const RimPoints *points,
             guint            n)
{
  const double width = points->width;
  const double n_parameters = n * (1.0 + width + width * (width + 1.0) / 2.0) - 1.0;

  return 2.0 * likelihood - n_parameters * log ((double) points->n);
}

/* One point of every stretch of as many. */
static void
draw_sample (RimPoints       *sample,
             const RimPoints *points,
             guint32          seed)
{
  guint32 state = seed;

  *sample = (RimPoints) { .n = MAX_SAMPLE, .width = points->width };
  sample->values = g_new (double, (gsize) MAX_SAMPLE * points->width);
  for (gsize p = 0; p < MAX_SAMPLE; p++)
    {
      const double place = ((double) p + rim_habitats_draw (&state)) * (double) points->n / MAX_SAMPLE;

      memcpy (sample->values + p * points->width, points->values + (gsize) place * points->width,
              points->width * sizeof (double));
    }
}

/* Starts are tried on the sample; the best goes on to all points. */
static gboolean
find_some (RimPartition             *partition,
           const RimPoints          *points,
           const RimPoints          *sample,
           guint                     n_varying,
           const RimHabitatOptions  *options,
           double                   *criterion,
           GCancellable             *cancellable)
{
  g_auto(RimPartition) start = { 0 };
  double likelihood;

  rim_partition_init (&start, sample, partition->n);
  if (!rim_partition_find_k_means (&start, sample, options->seed, options->n_starts, cancellable))
    return FALSE;

  if (options->method == RIM_HABITAT_MIXTURE)
    {
      if (!rim_partition_fit_mixture (partition, points, &start, sample, &likelihood, cancellable))
        return FALSE;
      *criterion = get_schwarz (likelihood, points, partition->n);
      return TRUE;
    }

  memcpy (partition->centers, start.centers, (gsize) partition->n * points->width * sizeof (double));
  if (!rim_partition_settle (partition, points, cancellable))
    return FALSE;
  *criterion = get_calinski_harabasz (partition, points, n_varying);

  return TRUE;
}

static gboolean
find_best (RimPartition             *best,
           const RimPoints          *points,
           const RimPoints          *sample,
           guint                     n_varying,
           const RimHabitatOptions  *options,
           double                   *criteria,
           GCancellable             *cancellable)
{
  for (guint n = options->n_min; n <= options->n_max; n++)
    {
      g_auto(RimPartition) partition = { 0 };
      double found;

      rim_partition_init (&partition, points, n);
      if (!find_some (&partition, points, sample, n_varying, options, &found, cancellable))
        {
          if (g_cancellable_is_cancelled (cancellable))
            return FALSE;
          continue;
        }
      criteria[n] = found;
      if (best->n == 0 || found > criteria[best->n])
        {
          RimPartition better = partition;

          partition = *best;
          *best = better;
        }
    }

  return best->n > 0;
}

/* Returns: (transfer full): the place of each part, ascending in the first map */
static guint8 *
order (const RimPartition *partition,
       guint               width)
{
  guint8 *places = g_new0 (guint8, partition->n);

  for (guint a = 0; a < partition->n; a++)
    for (guint b = 0; b < partition->n; b++)
      {
        const double x = partition->centers[a * width];
        const double y = partition->centers[b * width];

        places[a] += y < x || (y == x && b < a);
      }

  return places;
}

static RimHabitats *
habitats_new (guint n,
              guint n_maps,
              gsize n_voxels)
{
  RimHabitats *self = g_new0 (RimHabitats, 1);

  self->n = n;
  self->n_maps = n_maps;
  self->labels = g_new (guint8, n_voxels);
  self->centers = g_new0 (double, (gsize) n * n_maps);
  self->medians = g_new0 (double, (gsize) n * n_maps);
  self->counts = g_new0 (gsize, n);
  self->fractions = g_new0 (double, n);

  return self;
}

static int
compare_values (gconstpointer a,
                gconstpointer b)
{
  const float x = *(const float *) a;
  const float y = *(const float *) b;

  return (x > y) - (x < y);
}

static double
find_median (float *values,
             gsize  n)
{
  qsort (values, n, sizeof *values, compare_values);

  return n > 0 ? ((double) values[(n - 1) / 2] + (double) values[n / 2]) / 2.0 : (double) NAN;
}

static void
find_medians (RimHabitats        *self,
              const float *const *maps,
              gsize               n_voxels)
{
  g_autofree float *values = g_new (float, n_voxels);

  for (guint c = 0; c < self->n; c++)
    for (guint m = 0; m < self->n_maps; m++)
      {
        gsize n = 0;

        for (gsize v = 0; v < n_voxels; v++)
          if (self->labels[v] == c)
            values[n++] = maps[m][v];
        self->medians[c * self->n_maps + m] = find_median (values, n);
      }
}

static RimHabitats *
make_habitats (const RimPartition *partition,
               const float *const *maps,
               guint               n_maps,
               gsize               n_voxels)
{
  g_autofree guint8 *places = order (partition, n_maps);
  RimHabitats *self = habitats_new (partition->n, n_maps, n_voxels);
  gsize n = 0;

  for (gsize v = 0; v < n_voxels; v++)
    {
      const gboolean has = has_values (maps, n_maps, v);
      const guint8 label = has ? places[partition->labels[n++]] : RIM_HABITAT_NONE;

      self->labels[v] = label;
      for (guint m = 0; m < n_maps && has; m++)
        self->centers[label * n_maps + m] += maps[m][v];
      if (has)
        self->counts[label]++;
    }
  for (guint c = 0; c < self->n; c++)
    {
      self->fractions[c] = (double) self->counts[c] / (double) n;
      for (guint m = 0; m < n_maps; m++)
        self->centers[c * n_maps + m] = self->counts[c] > 0 ? self->centers[c * n_maps + m] / (double) self->counts[c]
                                                            : NAN;
    }
  find_medians (self, maps, n_voxels);

  return self;
}

/**
 * rim_habitats_find:
 * @maps: (array length=n_maps): a value per voxel of a region, NAN where there is none
 * @n_maps: how many, up to RIM_HABITATS_MAX_MAPS
 * @n_voxels: how many voxels
 * @options: how
 * @cancellable: (nullable): to stop early
 * @error: where to put an error: #RIM_FEATURE_ERROR, or cancelled
 *
 * Shares the voxels of a region out among parts that are alike in all maps, each of which
 * counts the same (z-scores). Starts are tried on a sample of at most 8192 voxels, from whose
 * result all of them go on. The bits hang neither on threads nor on the CPU. Memory is
 * 8 bytes per voxel and map; 8 more per voxel and habitat for a mixture.
 *
 * Returns: (transfer full) (nullable): the habitats
 */
RimHabitats *
rim_habitats_find (const float *const       *maps,
                   guint                     n_maps,
                   gsize                     n_voxels,
                   const RimHabitatOptions  *options,
                   GCancellable             *cancellable,
                   GError                  **error)
{
  RimPoints points = { .width = n_maps };
  RimPoints sample = { .width = n_maps };
  g_autofree double *values = NULL;
  g_autofree double *sampled = NULL;
  g_auto(RimPartition) best = { 0 };
  RimHabitats *self;
  double criteria[RIM_HABITATS_MAX + 1];
  guint n_varying = 0;

  if (!check (n_maps, options, error))
    return NULL;

  if (!gather (&points, maps, n_voxels, options, error))
    {
      g_free (points.values);
      return NULL;
    }
  values = points.values;
  for (guint m = 0; m < n_maps; m++)
    n_varying += scale (&points, m);
  for (guint n = 0; n <= RIM_HABITATS_MAX; n++)
    criteria[n] = NAN;

  if (points.n > MAX_SAMPLE)
    draw_sample (&sample, &points, options->seed);
  sampled = sample.values;

  if (n_varying == 0 ||
      !find_best (&best, &points, sampled != NULL ? &sample : &points, n_varying, options, criteria, cancellable))
    {
      if (!g_cancellable_set_error_if_cancelled (cancellable, error))
        g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_TOO_SMALL,
                     "The values are too much alike for habitats");
      return NULL;
    }

  self = make_habitats (&best, maps, n_maps, n_voxels);
  self->criterion = criteria[self->n];
  memcpy (self->criteria, criteria, sizeof criteria);

  return self;
}

/**
 * rim_habitats_free:
 * @self: (transfer full) (nullable): habitats
 */
void
rim_habitats_free (RimHabitats *self)
{
  if (self == NULL)
    return;

  g_free (self->labels);
  g_free (self->centers);
  g_free (self->medians);
  g_free (self->counts);
  g_free (self->fractions);
  g_free (self);
}
