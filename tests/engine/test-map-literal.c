/* test-map-literal.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "map/rim-map-study.h"
#include "map/rim-map.h"
#include "rim-test-ball.h"

/* Some features of each family as PyRadiomics' documentation writes them, of every window
 * anew and in the simplest way: no matrix, table or function of the engine. The kernels
 * that no published map shows: unmasked ones, flat ones, wide ones, and of filtered images.
 */

#define SIDE_I     13
#define SIDE_J     11
#define SIDE_K     9
#define N_IMAGE    (SIDE_I * SIDE_J * SIDE_K)
#define MAX_WINDOW 125
#define MAX_LEVEL  32
#define MAX_SIZE   128

/* Of so many voxels one is looked at, as the simplest way takes its time. */
#define ONE_IN 12

/* A voxel of a window. */
typedef struct
{
  int    at[3];
  double x;
  int    level;
} Point;

typedef struct
{
  Point points[MAX_WINDOW];
  int   n;
  int   n_levels;               /* the highest level of all windows */
  int   flat_axis;
  int   distance;
} Window;

typedef struct
{
  const char *yaml;
  const char *image_type;
  int         radius;
  gboolean    is_masked;
  int         flat_axis;
  double      width;
  int         distance;
} Case;

static const Case cases[] = {
  { "voxelSetting: {kernelRadius: 1, maskedKernel: false}", "original", 1, FALSE, -1, 25.0, 1 },
  { "voxelSetting: {kernelRadius: 2, maskedKernel: false}", "original", 2, FALSE, -1, 25.0, 1 },
  { "voxelSetting: {kernelRadius: 2, maskedKernel: true}\nsetting: {binWidth: 12}", "original", 2, TRUE, -1, 12.0, 1 },
  { "voxelSetting: {kernelRadius: 1, maskedKernel: true}\nsetting: {force2D: true}", "original", 1, TRUE, 2, 25.0, 1 },
  { "voxelSetting: {kernelRadius: 2, maskedKernel: false}\nsetting: {force2D: true, force2Ddimension: 1}", "original",
    2, FALSE, 1, 25.0, 1 },
  { "voxelSetting: {kernelRadius: 2, maskedKernel: true}\nsetting: {distances: [2]}", "original", 2, TRUE, -1, 25.0, 2 },
  { "voxelSetting: {kernelRadius: 1, maskedKernel: false}\nimageType: {Square: {}}", "square", 1, FALSE, -1, 25.0, 1 },
  { "voxelSetting: {kernelRadius: 2, maskedKernel: true}\nimageType: {Gradient: {binWidth: 4}}", "gradient", 2, TRUE, -1,
    4.0, 1 },
};

/* Windows */

static gboolean
is_neighbour_offset (const Window *self,
                     const int     d[3])
{
  const int largest = MAX (MAX (ABS (d[0]), ABS (d[1])), ABS (d[2]));

  return largest == self->distance && (self->flat_axis < 0 || d[self->flat_axis] == 0);
}

static const Point *
find_point (const Window *self,
            const int     at[3])
{
  for (int p = 0; p < self->n; p++)
    if (memcmp (self->points[p].at, at, 3 * sizeof (int)) == 0)
      return &self->points[p];

  return NULL;
}

static const Point *
find_ahead (const Window *self,
            const Point  *from,
            const int     d[3],
            int           steps)
{
  const int at[3] = { from->at[0] + steps * d[0], from->at[1] + steps * d[1], from->at[2] + steps * d[2] };

  return find_point (self, at);
}

/* Sets @d to the next of all offsets of a half space. */
static gboolean
next_direction (const Window *self,
                int           d[3],
                int           reach)
{
  do
    {
      for (int axis = 0; axis < 3; axis++)
        {
          if (++d[axis] <= reach)
            break;
          d[axis] = -reach;
          if (axis == 2)
            return FALSE;
        }
    }
  while (!(d[2] > 0 || (d[2] == 0 && (d[1] > 0 || (d[1] == 0 && d[0] > 0)))) || !is_neighbour_offset (self, d));

  return TRUE;
}

static double
entropy (const double *counts,
         int           n,
         double        total)
{
  double sum = 0.0;

  for (int i = 0; i < n; i++)
    if (counts[i] > 0.0)
      sum -= counts[i] / total * log2 (counts[i] / total + 2.220446049250313e-16);

  return sum;
}

/* First order */

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
first_order (const Window *self,
             const char   *name)
{
  double sorted[MAX_WINDOW], counts[MAX_LEVEL] = { 0.0 };
  double mean = 0.0, m2 = 0.0, m3 = 0.0, uniformity = 0.0;
  const int n = self->n;

  for (int p = 0; p < n; p++)
    {
      sorted[p] = self->points[p].x;
      mean += sorted[p] / n;
      counts[self->points[p].level]++;
    }
  qsort (sorted, (gsize) n, sizeof *sorted, compare);
  for (int p = 0; p < n; p++)
    {
      m2 += pow (sorted[p] - mean, 2.0) / n;
      m3 += pow (sorted[p] - mean, 3.0) / n;
    }
  for (int i = 0; i < MAX_LEVEL; i++)
    uniformity += pow (counts[i] / n, 2.0);

  return g_str_equal (name, "Mean") ? mean :
         g_str_equal (name, "Variance") ? m2 :
         g_str_equal (name, "Skewness") ? (m2 > 1e-18 ? m3 / pow (m2, 1.5) : 0.0) :
         g_str_equal (name, "Median") ? (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0 :
         g_str_equal (name, "Range") ? sorted[n - 1] - sorted[0] :
         g_str_equal (name, "Uniformity") ? uniformity :
         g_str_equal (name, "Entropy") ? entropy (counts, MAX_LEVEL, n) : NAN;
}

/* GLCM */

static double
glcm_direction (double      p[MAX_LEVEL][MAX_LEVEL],
                const char *name)
{
  double contrast = 0.0, energy = 0.0, joint = 0.0, idm = 0.0, mean = 0.0, shade = 0.0, top = 0.0, covariance = 0.0,
         variance = 0.0, sums[2 * MAX_LEVEL] = { 0.0 };

  for (int i = 0; i < MAX_LEVEL; i++)
    for (int j = 0; j < MAX_LEVEL; j++)
      mean += i * p[i][j];
  for (int i = 0; i < MAX_LEVEL; i++)
    for (int j = 0; j < MAX_LEVEL; j++)
      {
        contrast += (i - j) * (i - j) * p[i][j];
        energy += p[i][j] * p[i][j];
        joint -= p[i][j] > 0.0 ? p[i][j] * log2 (p[i][j]) : 0.0;
        idm += p[i][j] / (1.0 + (i - j) * (i - j));
        shade += pow (i + j - 2.0 * mean, 3.0) * p[i][j];
        covariance += (i - mean) * (j - mean) * p[i][j];
        variance += (i - mean) * (i - mean) * p[i][j];
        top = MAX (top, p[i][j]);
        sums[i + j] += p[i][j];
      }

  return g_str_equal (name, "Contrast") ? contrast :
         g_str_equal (name, "JointEnergy") ? energy :
         g_str_equal (name, "JointEntropy") ? joint :
         g_str_equal (name, "Idm") ? idm :
         g_str_equal (name, "ClusterShade") ? shade :
         g_str_equal (name, "MaximumProbability") ? top :
         g_str_equal (name, "SumEntropy") ? entropy (sums, 2 * MAX_LEVEL, 1.0) :
         g_str_equal (name, "Correlation") ? (variance > 1e-18 ? covariance / variance : 1.0) : NAN;
}

static double
glcm (const Window *self,
      const char   *name)
{
  int d[3] = { -self->distance - 1, -self->distance, -self->distance };
  double sum = 0.0;
  int n_directions = 0;

  while (next_direction (self, d, self->distance))
    {
      double p[MAX_LEVEL][MAX_LEVEL] = { { 0.0 } };
      double n = 0.0;

      for (int a = 0; a < self->n; a++)
        {
          const Point *b = find_ahead (self, &self->points[a], d, 1);

          if (b == NULL)
            continue;
          p[self->points[a].level][b->level]++;
          p[b->level][self->points[a].level]++;
          n += 2.0;
        }
      if (n == 0.0)
        continue;
      for (int i = 0; i < MAX_LEVEL; i++)
        for (int j = 0; j < MAX_LEVEL; j++)
          p[i][j] /= n;
      sum += glcm_direction (p, name);
      n_directions++;
    }

  return n_directions > 0 ? sum / n_directions : NAN;
}

/* Levels by sizes: runs, zones, dependences */

static double
matrix_feature (double      p[MAX_LEVEL][MAX_SIZE],
                int         n_voxels,
                const char *name)
{
  double n = 0.0, small = 0.0, large = 0.0, high = 0.0, sizes[MAX_SIZE] = { 0.0 }, levels[MAX_LEVEL] = { 0.0 }, joint = 0.0,
         gray = 0.0, uneven = 0.0;

  for (int i = 0; i < MAX_LEVEL; i++)
    for (int s = 1; s < MAX_SIZE; s++)
      n += p[i][s];
  for (int i = 0; i < MAX_LEVEL; i++)
    for (int s = 1; s < MAX_SIZE; s++)
      {
        small += p[i][s] / ((double) s * s) / n;
        large += p[i][s] * s * s / n;
        high += p[i][s] * s * s * i * i / n;
        joint -= p[i][s] > 0.0 ? p[i][s] / n * log2 (p[i][s] / n) : 0.0;
        sizes[s] += p[i][s];
        levels[i] += p[i][s];
      }
  for (int i = 0; i < MAX_LEVEL; i++)
    gray += levels[i] * levels[i] / n;
  for (int s = 1; s < MAX_SIZE; s++)
    uneven += sizes[s] * sizes[s] / n;

  return g_str_has_prefix (name, "Short") || g_str_equal (name, "SmallAreaEmphasis") ||
         g_str_equal (name, "SmallDependenceEmphasis") ? small :
         g_str_equal (name, "LongRunEmphasis") || g_str_equal (name, "LargeAreaEmphasis") ||
         g_str_equal (name, "LargeDependenceEmphasis") ? large :
         g_str_has_suffix (name, "HighGrayLevelEmphasis") ? high :
         g_str_has_suffix (name, "Entropy") ? joint :
         g_str_equal (name, "GrayLevelNonUniformity") ? gray :
         g_str_has_suffix (name, "Percentage") ? n / n_voxels : uneven;
}

static double
glrlm (const Window *self,
       const char   *name)
{
  int d[3] = { -2, -1, -1 };
  double sum = 0.0;
  int n_directions = 0;
  Window near = *self;

  near.distance = 1;
  while (next_direction (&near, d, 1))
    {
      double p[MAX_LEVEL][MAX_SIZE] = { { 0.0 } };
      gboolean is_crossed = FALSE;

      for (int a = 0; a < self->n; a++)
        {
          const Point *first = &self->points[a];
          const Point *before = find_ahead (self, first, d, -1);
          const Point *next;
          int length = 1;

          for (int steps = 1; steps < 5; steps++)
            is_crossed = is_crossed || find_ahead (self, first, d, steps) != NULL;
          if (before != NULL && before->level == first->level)
            continue;
          while ((next = find_ahead (self, first, d, length)) != NULL && next->level == first->level)
            length++;
          p[first->level][length]++;
        }
      if (!is_crossed)
        continue;
      sum += matrix_feature (p, self->n, name);
      n_directions++;
    }

  return n_directions > 0 ? sum / n_directions : NAN;
}

static gboolean
touch (const Window *self,
       const Point  *a,
       const Point  *b,
       int           distance)
{
  Window at = *self;
  const int d[3] = { a->at[0] - b->at[0], a->at[1] - b->at[1], a->at[2] - b->at[2] };

  at.distance = distance;

  return is_neighbour_offset (&at, d);
}

static double
glszm (const Window *self,
       const char   *name)
{
  double p[MAX_LEVEL][MAX_SIZE] = { { 0.0 } };
  int zones[MAX_WINDOW], sizes[MAX_WINDOW] = { 0 };
  gboolean is_changed = TRUE;

  for (int a = 0; a < self->n; a++)
    zones[a] = a;
  while (is_changed)
    {
      is_changed = FALSE;
      for (int a = 0; a < self->n; a++)
        for (int b = 0; b < self->n; b++)
          if (self->points[a].level == self->points[b].level && zones[b] < zones[a] &&
              touch (self, &self->points[a], &self->points[b], 1))
            {
              zones[a] = zones[b];
              is_changed = TRUE;
            }
    }
  for (int a = 0; a < self->n; a++)
    sizes[zones[a]]++;
  for (int zone = 0; zone < self->n; zone++)
    if (sizes[zone] > 0)
      p[self->points[zone].level][sizes[zone]]++;

  return matrix_feature (p, self->n, name);
}

static double
gldm (const Window *self,
      const char   *name)
{
  double p[MAX_LEVEL][MAX_SIZE] = { { 0.0 } };

  for (int a = 0; a < self->n; a++)
    {
      int size = 1;

      for (int b = 0; b < self->n; b++)
        size += self->points[a].level == self->points[b].level &&
                touch (self, &self->points[a], &self->points[b], self->distance);
      p[self->points[a].level][size]++;
    }

  return matrix_feature (p, self->n, name);
}

/* NGTDM */

static double
ngtdm (const Window *self,
       const char   *name)
{
  double n[MAX_LEVEL] = { 0.0 }, s[MAX_LEVEL] = { 0.0 };
  double ps = 0.0, all_s = 0.0, contrast = 0.0, busyness = 0.0, complexity = 0.0, strength = 0.0;
  int n_levels = 0;

  for (int a = 0; a < self->n; a++)
    {
      double sum = 0.0;
      int n_around = 0;

      for (int b = 0; b < self->n; b++)
        if (touch (self, &self->points[a], &self->points[b], self->distance))
          {
            sum += self->points[b].level;
            n_around++;
          }
      n[self->points[a].level]++;
      if (n_around > 0)
        s[self->points[a].level] += fabs (self->points[a].level - sum / n_around);
    }

  for (int i = 0; i < MAX_LEVEL; i++)
    {
      n_levels += n[i] > 0.0;
      ps += n[i] / self->n * s[i];
      all_s += s[i];
      for (int j = 0; j < MAX_LEVEL; j++)
        if (n[i] > 0.0 && n[j] > 0.0)
          {
            const double pi = n[i] / self->n, pj = n[j] / self->n;

            contrast += pi * pj * (i - j) * (i - j);
            busyness += fabs (i * pi - j * pj);
            complexity += abs (i - j) * (pi * s[i] + pj * s[j]) / (pi + pj) / self->n;
            strength += (pi + pj) * (i - j) * (i - j);
          }
    }

  return g_str_equal (name, "Coarseness") ? (ps > 0.0 ? MIN (1.0 / ps, 1e6) : 1e6) :
         g_str_equal (name, "Contrast") ? (n_levels > 1 ? contrast / (n_levels * (n_levels - 1.0)) * all_s / self->n : 0.0) :
         g_str_equal (name, "Busyness") ? (busyness > 0.0 ? ps / busyness : 0.0) :
         g_str_equal (name, "Complexity") ? complexity :
         g_str_equal (name, "Strength") ? (all_s > 0.0 ? strength / all_s : 0.0) : NAN;
}

typedef double (*MeasureFunc) (const Window *window,
                               const char   *name);

static const struct
{
  const char  *family;
  MeasureFunc  measure;
  const char  *names[9];
} families[] = {
  { "firstorder", first_order, { "Mean", "Variance", "Skewness", "Median", "Range", "Uniformity", "Entropy" } },
  { "glcm", glcm, { "Contrast", "JointEnergy", "JointEntropy", "Idm", "ClusterShade", "MaximumProbability", "SumEntropy",
                    "Correlation" } },
  { "glrlm", glrlm, { "ShortRunEmphasis", "LongRunEmphasis", "LongRunHighGrayLevelEmphasis", "RunEntropy",
                      "GrayLevelNonUniformity", "RunPercentage", "RunLengthNonUniformity" } },
  { "glszm", glszm, { "SmallAreaEmphasis", "LargeAreaEmphasis", "LargeAreaHighGrayLevelEmphasis", "ZoneEntropy",
                      "GrayLevelNonUniformity", "ZonePercentage", "SizeZoneNonUniformity" } },
  { "gldm", gldm, { "SmallDependenceEmphasis", "LargeDependenceEmphasis", "LargeDependenceHighGrayLevelEmphasis",
                    "DependenceEntropy", "GrayLevelNonUniformity", "DependenceNonUniformity" } },
  { "ngtdm", ngtdm, { "Coarseness", "Contrast", "Busyness", "Complexity", "Strength" } },
};

/* Images */

typedef struct
{
  RimGrid grid;
  double  values[SIDE_K][SIDE_J][SIDE_I];
  guint8  inside[SIDE_K][SIDE_J][SIDE_I];
  int     min[3];
  int     max[3];
} Image;

static double
get_value (RimVec3  at,
           gpointer data)
{
  return floor (150.0 * sin (at.x * 0.35) * cos (at.y * 0.4 + at.z * 0.25) + fmod (fabs (at.x * 7.9 + at.y * 3.7), 23.0));
}

/* The VOI is a ball with holes; windows reach beyond it and beyond its box. */
static RimMask *
image_init (Image     *self,
            RimVolume *volume)
{
  for (int axis = 0; axis < 3; axis++)
    {
      self->min[axis] = G_MAXINT;
      self->max[axis] = 0;
    }
  for (int k = 0; k < SIDE_K; k++)
    for (int j = 0; j < SIDE_J; j++)
      for (int i = 0; i < SIDE_I; i++)
        {
          const int at[3] = { i, j, k };

          self->values[k][j][i] = rim_volume_get_value (volume, (guint) i, (guint) j, (guint) k);
          self->inside[k][j][i] = hypot (hypot (i - 6.0, j - 4.0), k - 4.0) < 3.2 && (i * 7 + j * 5 + k * 3) % 6 != 0;
          for (int axis = 0; axis < 3 && self->inside[k][j][i]; axis++)
            {
              self->min[axis] = MIN (self->min[axis], at[axis]);
              self->max[axis] = MAX (self->max[axis], at[axis]);
            }
        }

  return rim_mask_new_from_bytes (&self->grid, &self->inside[0][0][0]);
}

static double
slope (const Image *self,
       const int    at[3],
       int          axis,
       double       spacing)
{
  const int side[3] = { SIDE_I, SIDE_J, SIDE_K };
  int to[3] = { at[0], at[1], at[2] }, from[3] = { at[0], at[1], at[2] };

  to[axis] = MIN (at[axis] + 1, side[axis] - 1);
  from[axis] = MAX (at[axis] - 1, 0);

  return (self->values[to[2]][to[1]][to[0]] - self->values[from[2]][from[1]][from[0]]) / (2.0 * spacing);
}

static void
filter (Image      *self,
        const char *image_type)
{
  const Image from = *self;
  double greatest = 0.0;

  for (int v = 0; v < N_IMAGE; v++)
    greatest = MAX (greatest, fabs ((&from.values[0][0][0])[v]));
  for (int k = 0; k < SIDE_K; k++)
    for (int j = 0; j < SIDE_J; j++)
      for (int i = 0; i < SIDE_I; i++)
        {
          const int at[3] = { i, j, k };
          const double x = slope (&from, at, 0, 1.0), y = slope (&from, at, 1, 1.0), z = slope (&from, at, 2, 2.0);

          if (g_str_equal (image_type, "square"))
            self->values[k][j][i] = pow (from.values[k][j][i] / sqrt (greatest), 2.0);
          else if (g_str_equal (image_type, "gradient"))
            self->values[k][j][i] = sqrt (x * x + y * y + z * z);
        }
}

/* Whether a window may hold a voxel: one of the VOI, or of the box around it and as wide a
 * margin as the kernel.
 */
static gboolean
is_in (const Image *self,
       const Case  *of,
       int          i,
       int          j,
       int          k)
{
  const int at[3] = { i, j, k }, side[3] = { SIDE_I, SIDE_J, SIDE_K };

  for (int axis = 0; axis < 3; axis++)
    if (at[axis] < MAX (self->min[axis] - of->radius, 0) || at[axis] > MIN (self->max[axis] + of->radius, side[axis] - 1))
      return FALSE;

  return !of->is_masked || self->inside[k][j][i];
}

static double
find_lowest (const Image *self,
             const Case  *of)
{
  double lowest = INFINITY;

  for (int k = 0; k < SIDE_K; k++)
    for (int j = 0; j < SIDE_J; j++)
      for (int i = 0; i < SIDE_I; i++)
        if (is_in (self, of, i, j, k))
          lowest = MIN (lowest, self->values[k][j][i]);

  return lowest;
}

static void
make_window (const Image *self,
             const Case  *of,
             double       lowest,
             const int    at[3],
             Window      *window)
{
  int r[3] = { of->radius, of->radius, of->radius };

  *window = (Window) { .flat_axis = of->flat_axis, .distance = of->distance };
  if (of->flat_axis >= 0)
    r[of->flat_axis] = 0;
  for (int k = at[2] - r[2]; k <= at[2] + r[2]; k++)
    for (int j = at[1] - r[1]; j <= at[1] + r[1]; j++)
      for (int i = at[0] - r[0]; i <= at[0] + r[0]; i++)
        if (is_in (self, of, i, j, k))
          {
            const double x = self->values[k][j][i];
            const int level = (int) (floor (x / of->width) - floor (lowest / of->width)) + 1;

            g_assert_cmpint (level, <, MAX_LEVEL);
            window->points[window->n++] = (Point) { { i, j, k }, x, level };
          }
}

static void
check_feature (const Image *image,
               const Case  *of,
               RimMapInput *input,
               guint        family,
               const char  *feature_name)
{
  g_autofree char *name = g_strdup_printf ("%s_%s", families[family].family, feature_name);
  g_autofree float *map = g_new (float, input->region->n_voxels);
  g_autofree guint32 *voxels = g_new (guint32, input->region->n_voxels);
  const double lowest = find_lowest (image, of);
  g_autoptr(GError) error = NULL;
  RimMapFeature feature;
  gsize v = 0;

  for (gsize n = 0; n < input->region->n_voxels; n++)
    voxels[n] = (guint32) n;
  g_assert_true (rim_map_feature_find (name, &feature, NULL));
  g_assert_true (rim_map_compute (input, &feature, 1, voxels, input->region->n_voxels, &map, NULL, &error));
  g_assert_no_error (error);

  for (int n = 0; n < N_IMAGE; n++)
    {
      const int at[3] = { n % SIDE_I, n / SIDE_I % SIDE_J, n / SIDE_I / SIDE_J };
      double expected, actual;
      Window window;

      if (!(&image->inside[0][0][0])[n] || v++ % ONE_IN != 0)
        continue;
      make_window (image, of, lowest, at, &window);
      expected = families[family].measure (&window, feature_name);
      actual = (double) map[v - 1];
      if (!(isnan (expected) && isnan (actual)) && !(fabs (actual - expected) <= 1e-6 * fabs (expected) + 1e-7))
        g_error ("%s at %d, %d, %d: %.9g instead of %.9g", name, at[0], at[1], at[2], actual, expected);
    }
  g_assert_cmpuint (v, ==, input->region->n_voxels);
}

static void
test_case (gconstpointer data)
{
  const Case *of = data;
  Image *image = g_new0 (Image, 1);
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMapInput) input = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSettings) settings = rim_settings_new_from_yaml (of->yaml, NULL, &error);
  RimMapCase map_case = { .settings = settings };

  g_assert_no_error (error);
  rim_test_grid_init (&image->grid, SIDE_I, SIDE_J, SIDE_K, RIM_VEC3 (1.0, 1.0, 2.0));
  volume = rim_test_volume_new (&image->grid, get_value, NULL);
  mask = image_init (image, volume);
  map_case.image = volume;
  map_case.voi = mask;
  input = rim_map_input_new_for_case (&map_case, of->image_type, NULL, &error);
  g_assert_no_error (error);
  filter (image, of->image_type);

  for (guint family = 0; family < G_N_ELEMENTS (families); family++)
    for (guint f = 0; families[family].names[f] != NULL; f++)
      check_feature (image, of, input, family, families[family].names[f]);
  g_free (image);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/map-literal/%u", i);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
