/* rim-orientations.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-orientations.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "texture/rim-family.h"

#define N_PRODUCTS 6
#define N_SWEEPS   20

typedef struct
{
  RimOrientations *orientations;
  const RimField  *field;
  guint            radius;
  gint             shift[3];     /* from the box of orientations to that of the field */
  double           spacing[3];
} Job;

/* One turn of Jacobi's method, which makes the element of @matrix at p, q zero. */
static void
turn (double matrix[3][3],
      double axes[3][3],
      guint  p,
      guint  q)
{
  const guint r = 3 - p - q;
  double theta, t, c, s, mrp, mrq;

  if (matrix[p][q] == 0.0)
    return;

  theta = (matrix[q][q] - matrix[p][p]) / (2.0 * matrix[p][q]);
  t = (theta >= 0.0 ? 1.0 : -1.0) / (fabs (theta) + sqrt (theta * theta + 1.0));
  c = 1.0 / sqrt (t * t + 1.0);
  s = t * c;

  matrix[p][p] -= t * matrix[p][q];
  matrix[q][q] += t * matrix[p][q];
  matrix[p][q] = matrix[q][p] = 0.0;
  mrp = matrix[r][p];
  mrq = matrix[r][q];
  matrix[r][p] = matrix[p][r] = c * mrp - s * mrq;
  matrix[r][q] = matrix[q][r] = s * mrp + c * mrq;
  for (guint i = 0; i < 3; i++)
    {
      const double ap = axes[p][i], aq = axes[q][i];

      axes[p][i] = c * ap - s * aq;
      axes[q][i] = s * ap + c * aq;
    }
}

static gboolean
is_diagonal (double matrix[3][3])
{
  const double off = fabs (matrix[0][1]) + fabs (matrix[0][2]) + fabs (matrix[1][2]);
  const double on = fabs (matrix[0][0]) + fabs (matrix[1][1]) + fabs (matrix[2][2]);

  return off <= 1e-15 * on;
}

/**
 * rim_orientation_get_axis:
 * @tensor: Σ gᵢgᵢ, Σ gᵢgⱼ, Σ gᵢgₖ, Σ gⱼgⱼ, Σ gⱼgₖ, Σ gₖgₖ of gradients
 * @axis: (out): along which they vary most: the first right singular vector of the
 *   matrix of gradients, of length 1 and no sense: the first of its components
 *   that is not 0 is above
 */
void
rim_orientation_get_axis (const double tensor[6],
                          double       axis[3])
{
  double matrix[3][3] = {
    { tensor[0], tensor[1], tensor[2] },
    { tensor[1], tensor[3], tensor[4] },
    { tensor[2], tensor[4], tensor[5] },
  };
  double axes[3][3] = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };
  guint best = 0;
  double sign;

  for (guint sweep = 0; sweep < N_SWEEPS && !is_diagonal (matrix); sweep++)
    {
      turn (matrix, axes, 0, 1);
      turn (matrix, axes, 0, 2);
      turn (matrix, axes, 1, 2);
    }

  for (guint a = 1; a < 3; a++)
    if (matrix[a][a] > matrix[best][best])
      best = a;

  sign = axes[best][0] != 0.0 ? axes[best][0] : axes[best][1] != 0.0 ? axes[best][1] : axes[best][2];
  for (guint i = 0; i < 3; i++)
    axis[i] = sign < 0.0 ? -axes[best][i] : axes[best][i];
}

/**
 * rim_orientation_get_bin:
 * @angle: from -π/2 to π/2; its ends are the same axis
 * @n_bins: into how many a half turn is divided
 *
 * Returns: the bin whose middle is nearest, n_bins / 2 for 0
 */
guint
rim_orientation_get_bin (double angle,
                         guint  n_bins)
{
  const gint n = (gint) n_bins;
  const gint bin = (gint) floor (angle / G_PI * n + 0.5) + n / 2;

  return (guint) ((bin % n + n) % n);
}

/* The difference quotient along an axis, between both neighbours where they are. */
static double
differ (const double *value,
        gsize         stride,
        guint         at,
        guint         size,
        double        spacing)
{
  const gsize back = at > 0 ? stride : 0;
  const gsize ahead = at + 1 < size ? stride : 0;
  const guint n = (back > 0) + (ahead > 0);

  return n == 0 ? 0.0 : (value[ahead] - *(value - back)) / (n * spacing);
}

/* Adds products of the gradients of a slice; what is not finite counts for none. */
static void
add_slice (const Job *job,
           guint      k,
           double    *products)
{
  const guint *size = job->field->grid.size;
  const gsize slice = (gsize) size[0] * size[1];
  const double *value = job->field->values + k * slice;

  for (guint j = 0; j < size[1]; j++)
    for (guint i = 0; i < size[0]; i++, value++, products += N_PRODUCTS)
      {
        const double x = differ (value, 1, i, size[0], job->spacing[0]);
        const double y = differ (value, size[0], j, size[1], job->spacing[1]);
        const double z = differ (value, slice, k, size[2], job->spacing[2]);

        if (!isfinite (x * x + y * y + z * z))
          continue;

        products[0] += x * x;
        products[1] += x * y;
        products[2] += x * z;
        products[3] += y * y;
        products[4] += y * z;
        products[5] += z * z;
      }
}

static void
get_window (guint  at,
            guint  radius,
            guint  size,
            guint *begin,
            guint *end)
{
  *begin = at - MIN (at, radius);
  *end = MIN (at + radius + 1, size);
}

static void
add_rows (const Job    *job,
          guint         j,
          const double *products,
          double       *row)
{
  const guint *size = job->field->grid.size;
  const gsize n = (gsize) size[0] * N_PRODUCTS;
  guint begin, end;

  get_window (j, job->radius, size[1], &begin, &end);
  memset (row, 0, n * sizeof *row);
  for (guint b = begin; b < end; b++)
    for (gsize i = 0; i < n; i++)
      row[i] += products[b * n + i];
}

static void
find_bins (const Job    *job,
           const double *row,
           guint         i,
           gsize         voxel)
{
  RimOrientations *self = job->orientations;
  double tensor[N_PRODUCTS] = { 0.0 };
  double axis[3];
  guint begin, end;

  get_window (i, job->radius, job->field->grid.size[0], &begin, &end);
  for (guint b = begin; b < end; b++)
    for (guint p = 0; p < N_PRODUCTS; p++)
      tensor[p] += row[b * N_PRODUCTS + p];

  rim_orientation_get_axis (tensor, axis);
  self->bins[RIM_ORIENTATION_THETA][voxel] =
    (guint8) rim_orientation_get_bin (atan2 (axis[1], axis[0]), self->n_bins);
  self->bins[RIM_ORIENTATION_PHI][voxel] =
    (guint8) rim_orientation_get_bin (atan2 (axis[2], sqrt (axis[0] * axis[0] + axis[1] * axis[1])),
                                      self->n_bins);
}

static void
find_slices (gsize    first,
             gsize    last,
             gpointer data)
{
  const Job *job = data;
  const RimOrientations *self = job->orientations;
  const guint *size = job->field->grid.size;
  const gsize n = (gsize) size[0] * size[1] * N_PRODUCTS;
  g_autofree double *products = g_new (double, n);
  g_autofree double *row = g_new (double, (gsize) size[0] * N_PRODUCTS);

  for (gsize k = first; k < last; k++)
    {
      gsize voxel = k * self->size[0] * self->size[1];
      guint begin, end;

      memset (products, 0, n * sizeof *products);
      get_window ((guint) ((gint) k + job->shift[2]), job->radius, size[2], &begin, &end);
      for (guint b = begin; b < end; b++)
        add_slice (job, b, products);

      for (guint j = 0; j < self->size[1]; j++)
        {
          add_rows (job, (guint) ((gint) j + job->shift[1]), products, row);
          for (guint i = 0; i < self->size[0]; i++)
            find_bins (job, row, (guint) ((gint) i + job->shift[0]), voxel++);
        }
    }
}

static gboolean
check (RimVolume        *image,
       const RimRegion  *region,
       guint             radius,
       guint             n_bins,
       GError          **error)
{
  const RimGrid *grid = rim_volume_get_grid (image);

  if (region->n_voxels == 0)
    {
      g_set_error_literal (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_EMPTY, "The region has no voxels");
      return FALSE;
    }
  if (radius < 1 || radius > RIM_ORIENTATIONS_MAX_RADIUS || n_bins < 2 || n_bins > RIM_ORIENTATIONS_MAX_BINS)
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                   "Orientations cannot be found within %u voxels and be put into %u bins", radius, n_bins);
      return FALSE;
    }
  for (guint axis = 0; axis < 3; axis++)
    if (region->box.max[axis] > grid->size[axis])
      {
        g_set_error_literal (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_GEOMETRY,
                             "The region lies outside of the image");
        return FALSE;
      }

  return TRUE;
}

static void
grow_box (const RimBox  *box,
          const RimGrid *grid,
          guint          n,
          RimBox        *grown)
{
  for (guint axis = 0; axis < 3; axis++)
    {
      grown->min[axis] = box->min[axis] - MIN (box->min[axis], n);
      grown->max[axis] = MIN (box->max[axis] + n, grid->size[axis]);
    }
}

static RimOrientations *
new_empty (const RimRegion  *region,
           const RimGrid    *grid,
           guint             radius,
           guint             n_bins,
           GError          **error)
{
  g_autoptr(RimOrientations) self = g_new0 (RimOrientations, 1);
  gsize n = 1;

  self->n_bins = n_bins;
  grow_box (&region->box, grid, radius, &self->box);
  for (guint axis = 0; axis < 3; axis++)
    {
      self->size[axis] = self->box.max[axis] - self->box.min[axis];
      n *= self->size[axis];
    }

  for (guint a = 0; a < RIM_N_ORIENTATION_ANGLES; a++)
    {
      self->bins[a] = g_try_malloc (n);
      if (self->bins[a] == NULL)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "There is no memory for %zu orientations", n);
          return NULL;
        }
    }

  return g_steal_pointer (&self);
}

/**
 * rim_orientations_new:
 * @image: an image, all slices ready
 * @region: where in it
 * @radius: how many voxels around each count, to all sides; as many around the
 *   region get an orientation too
 * @n_bins: into how many bins a half turn is divided, at most 64
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Finds the dominant orientations of gradients, which are per mm: the axis that
 * most of them lie along, whatever their sense (Prasanna et al. 2016). Where an
 * image does not vary the axis is i.
 *
 * Returns: (transfer full) (nullable): the orientations
 */
RimOrientations *
rim_orientations_new (RimVolume        *image,
                      const RimRegion  *region,
                      guint             radius,
                      guint             n_bins,
                      GCancellable     *cancellable,
                      GError          **error)
{
  const RimGrid *grid = rim_volume_get_grid (image);
  g_autoptr(RimOrientations) self = NULL;
  g_autoptr(RimField) field = NULL;
  Job job = { .radius = radius };
  RimBox box;

  if (!check (image, region, radius, n_bins, error) || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  self = new_empty (region, grid, radius, n_bins, error);
  if (self == NULL)
    return NULL;

  grow_box (&region->box, grid, 2 * radius + 1, &box);
  field = rim_field_new_from_volume (image, &box, error);
  if (field == NULL)
    return NULL;

  job.orientations = self;
  job.field = field;
  for (guint axis = 0; axis < 3; axis++)
    {
      job.shift[axis] = (gint) self->box.min[axis] - (gint) box.min[axis];
      job.spacing[axis] = rim_grid_get_spacing (grid, axis);
    }
  rim_parallel_for (self->size[2], 1, find_slices, &job);

  return g_steal_pointer (&self);
}

/**
 * rim_orientations_free:
 * @self: (transfer full) (nullable): orientations
 */
void
rim_orientations_free (RimOrientations *self)
{
  if (self == NULL)
    return;

  for (guint a = 0; a < RIM_N_ORIENTATION_ANGLES; a++)
    g_free (self->bins[a]);
  g_free (self);
}
