/* rim-lbp-2d.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-lbp-2d.h"

#include <math.h>

#include "rim-filter-private.h"

#define ROWS_PER_BLOCK 16
#define MAX_SAMPLES    31
#define MAX_RADIUS     1000.0

typedef struct
{
  const RimLbp2dSettings *settings;
  const RimBox           *box;
  const guint            *size;         /* of the image */
  RimBox                  wide;         /* the box and what its circles touch */
  RimField               *around;       /* over @wide */
  RimField               *field;
  guint                   down;         /* the axis along which rows follow */
  guint                   across;       /* the axis along a row */
  double                  downs[MAX_SAMPLES];
  double                  acrosses[MAX_SAMPLES];
  gboolean                is_integer;
} Lbp;

static void
place_samples (Lbp *self)
{
  const guint n = self->settings->n_samples;
  const double radius = (double) (float) self->settings->radius;

  for (guint s = 0; s < n; s++)
    {
      double angle = 2.0 * G_PI * s / n;

      self->downs[s] = rint (-radius * sin (angle) * 1e5) / 1e5;
      self->acrosses[s] = rint (radius * cos (angle) * 1e5) / 1e5;
    }
}

/* 0 outside the image. */
static double
get_value (const Lbp   *self,
           const gint64 at[3])
{
  const guint *size = self->around->grid.size;
  gsize index[3];

  for (guint axis = 0; axis < 3; axis++)
    {
      if (at[axis] < 0 || at[axis] >= self->size[axis])
        return 0.0;
      index[axis] = (gsize) at[axis] - self->wide.min[axis];
    }

  return self->around->values[(index[2] * size[1] + index[1]) * size[0] + index[0]];
}

/* Between four voxels, as scikit-image does. */
static double
get_sample (const Lbp   *self,
            const gint64 voxel[3],
            guint        s)
{
  const double down = (double) voxel[self->down] + self->downs[s];
  const double across = (double) voxel[self->across] + self->acrosses[s];
  const double f_down = down - floor (down);
  const double f_across = across - floor (across);
  double rows[2];

  for (guint r = 0; r < 2; r++)
    {
      gint64 low[3] = { voxel[0], voxel[1], voxel[2] };
      gint64 high[3] = { voxel[0], voxel[1], voxel[2] };

      low[self->down] = high[self->down] = (gint64) (r == 0 ? floor (down) : ceil (down));
      low[self->across] = (gint64) floor (across);
      high[self->across] = (gint64) ceil (across);
      rows[r] = (1 - f_across) * get_value (self, low) + f_across * get_value (self, high);
    }

  return (1 - f_down) * rows[0] + f_down * rows[1];
}

static double
get_variance (const double *samples,
              guint         n)
{
  double sum = 0.0;
  double squares = 0.0;
  double variance;

  for (guint s = 0; s < n; s++)
    {
      sum += samples[s];
      squares += samples[s] * samples[s];
    }
  variance = (squares - sum * sum / n) / n;

  return variance != 0.0 ? variance : NAN;
}

static double
get_uniform (guint32 pattern,
             guint   n)
{
  guint n_changes = 0;
  guint n_set = 0;

  for (guint s = 0; s < n; s++)
    {
      n_set += (pattern >> s) & 1u;
      if (s + 1 < n)
        n_changes += ((pattern >> s) & 1u) != ((pattern >> (s + 1)) & 1u);
    }

  return n_changes <= 2 ? n_set : n + 1;
}

static double
get_least_turn (guint32 pattern,
                guint   n)
{
  guint32 least = pattern;

  for (guint turn = 1; turn < n; turn++)
    {
      pattern = (pattern >> 1) | ((pattern & 1u) << (n - 1));
      least = MIN (least, pattern);
    }

  return least;
}

static double
describe (const Lbp    *self,
          const double *samples,
          double        center)
{
  const guint n = self->settings->n_samples;
  guint32 pattern = 0;

  for (guint s = 0; s < n; s++)
    pattern |= (guint32) (samples[s] - center >= 0) << s;

  switch (self->settings->method)
    {
    case RIM_LBP_2D_DEFAULT:
      return pattern;

    case RIM_LBP_2D_ROR:
      return get_least_turn (pattern, n);

    case RIM_LBP_2D_VAR:
      return get_variance (samples, n);

    case RIM_LBP_2D_UNIFORM:
    default:
      return get_uniform (pattern, n);
    }
}

/* PyRadiomics writes into an image of the type it read. */
static double
store (const Lbp *self,
       double     value)
{
  if (self->is_integer)
    return isfinite (value) ? trunc (value) : 0.0;

  return self->field->is_single ? (double) (float) value : value;
}

static void
compute_rows (gsize    begin,
              gsize    end,
              gpointer data)
{
  const Lbp *self = data;
  const guint *size = self->field->grid.size;

  for (gsize row = begin; row < end; row++)
    for (guint i = 0; i < size[0]; i++)
      {
        const gint64 voxel[3] = { (gint64) self->box->min[0] + i,
                                  (gint64) (self->box->min[1] + row % size[1]),
                                  (gint64) (self->box->min[2] + row / size[1]) };
        double samples[MAX_SAMPLES];

        for (guint s = 0; s < self->settings->n_samples; s++)
          samples[s] = get_sample (self, voxel, s);
        self->field->values[row * size[0] + i] =
          store (self, describe (self, samples, get_value (self, voxel)));
      }
}

static gboolean
lbp_init (Lbp                     *self,
          RimVolume               *image,
          const RimBox            *box,
          const RimLbp2dSettings  *settings,
          GError                 **error)
{
  const RimVoxelType type = rim_volume_get_voxel_type (image);
  guint reach;

  if (!(settings->radius > 0.0 && settings->radius <= MAX_RADIUS) || settings->n_samples < 1 ||
      settings->n_samples > MAX_SAMPLES || settings->force_2d_axis > 2)
    {
      g_set_error (error, RIM_FILTER_ERROR, RIM_FILTER_ERROR_SETTINGS,
                   "Local binary patterns have a radius up to %.0f voxels and 1 to %d samples",
                   MAX_RADIUS, MAX_SAMPLES);
      return FALSE;
    }

  self->settings = settings;
  self->box = box;
  self->size = rim_volume_get_grid (image)->size;
  self->is_integer = type != RIM_VOXEL_FLOAT && type != RIM_VOXEL_DOUBLE;
  self->across = settings->force_2d_axis == 0 ? 2 : 0;
  self->down = settings->force_2d_axis == 1 ? 2 : 1;
  self->wide = *box;
  place_samples (self);

  reach = (guint) ceil (settings->radius) + 1;
  for (guint axis = 0; axis < 3; axis++)
    if (axis == self->down || axis == self->across)
      {
        self->wide.min[axis] -= MIN (box->min[axis], reach);
        self->wide.max[axis] = MIN (box->max[axis] + reach, self->size[axis]);
      }

  return TRUE;
}

/**
 * rim_filter_lbp_2d:
 * @image: an image, all slices ready
 * @box: the voxels to compute, not empty
 * @settings: the circle and what becomes of a pattern
 * @func: what takes the image
 * @data: for @func
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Local binary patterns on a circle around each voxel of a slice (T. Ojala et al.,
 * Pattern Recognition 29, 1996), "lbp-2D", as scikit-image makes them for
 * PyRadiomics: between voxels linearly, 0 outside the slice, and in the type of the
 * image.
 *
 * Returns: whether the image was made and taken
 */
gboolean
rim_filter_lbp_2d (RimVolume               *image,
                   const RimBox            *box,
                   const RimLbp2dSettings  *settings,
                   RimFilteredFunc          func,
                   gpointer                 data,
                   GCancellable            *cancellable,
                   GError                 **error)
{
  g_autoptr(RimField) around = NULL;
  g_autoptr(RimField) field = NULL;
  RimGrid cropped;
  Lbp self = { 0 };

  if (!rim_filter_check_box (image, box, error) ||
      !lbp_init (&self, image, box, settings, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  rim_grid_crop (rim_volume_get_grid (image), box, &cropped);
  around = rim_field_new_from_volume (image, &self.wide, error);
  field = around != NULL ? rim_field_new (&cropped, error) : NULL;
  if (field == NULL)
    return FALSE;

  self.around = around;
  self.field = field;
  field->is_single = rim_volume_is_single (image);

  if (!rim_filter_for ((gsize) cropped.size[1] * cropped.size[2], ROWS_PER_BLOCK, compute_rows,
                       &self, cancellable, error))
    return FALSE;

  g_clear_pointer (&around, rim_field_unref);

  return func ("lbp-2D", g_steal_pointer (&field), data, error);
}
