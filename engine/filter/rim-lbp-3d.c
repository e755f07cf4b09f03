/* rim-lbp-3d.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-lbp-3d.h"

#include <math.h>
#include <string.h>

#include "rim-filter-private.h"
#include "rim-icosphere-private.h"
#include "rim-kurtosis-private.h"
#include "rim-lbp-harmonics-private.h"
#include "rim-lbp-samples-private.h"

#define ROWS_PER_BLOCK 8
#define MAX_RADIUS     1000.0

/* What type SciPy's samples have: that of the image. */
typedef struct
{
  gboolean is_single;
  gboolean is_integer;
  double   low;
  double   high;
} SampleType;

typedef struct
{
  RimVolume       *image;
  const RimBox    *box;
  const guint8    *wanted;      /* nullable: of the box */
  SampleType       type;
  RimLbpSampler    sampler;
  RimLbpHarmonics  harmonics;
  GCancellable    *cancellable;
  gsize           *firsts;      /* of each row and behind the last, among those wanted */
  double         **values;      /* those wanted, of each level, then of the kurtosis */
} Lbp;

/* Of one row, of which LANES voxels are computed at a time. */
#define LANES RIM_PATTERN_LANES

typedef struct
{
  gsize      stride;            /* the voxels of a row, to the next LANES */
  double    *samples;           /* n_vertices × stride */
  double    *centers;           /* stride */
  double    *room;              /* n_vertices × LANES */
  float     *single_samples;
  float     *single_room;
  double    *values;            /* of each level, then of the kurtosis, × stride */
  RimLbpTaps taps;
} Scratch;

/* Voxels of a row. */
typedef struct
{
  gsize begin;
  gsize end;
} Span;

static gboolean
is_whole_number (double number)
{
  return number == floor (number);
}

static gboolean
has_integers (RimVolume *image,
              gboolean  *is_scaled)
{
  const RimVoxelType type = rim_volume_get_voxel_type (image);

  if (type == RIM_VOXEL_FLOAT || type == RIM_VOXEL_DOUBLE)
    return FALSE;

  *is_scaled = FALSE;
  for (guint k = 0; k < rim_volume_get_grid (image)->size[2]; k++)
    {
      RimRescale rescale = rim_volume_get_rescale (image, k);

      if (!is_whole_number (rescale.slope) || !is_whole_number (rescale.intercept))
        return FALSE;
      *is_scaled = *is_scaled || rescale.slope != 1.0 || rescale.intercept != 0.0;
    }

  return TRUE;
}

static SampleType
find_type (RimVolume *image)
{
  const RimVoxelType type = rim_volume_get_voxel_type (image);
  const double range = ldexp (1.0, 8 * (int) rim_voxel_type_get_size (type));
  const gboolean is_signed = type == RIM_VOXEL_INT8 || type == RIM_VOXEL_INT16 ||
                             type == RIM_VOXEL_INT32;
  gboolean is_scaled = FALSE;
  SampleType self = { rim_volume_is_single (image), has_integers (image, &is_scaled),
                      -INFINITY, INFINITY };

  if (self.is_integer && !is_scaled)
    {
      self.low = is_signed ? -range / 2.0 : 0.0;
      self.high = self.low + range - 1.0;
    }

  return self;
}

static void
scratch_init (Scratch             *self,
              const RimLbpSampler *sampler,
              guint                n_levels)
{
  const gsize n_vertices = sampler->n_vertices;

  self->stride = sampler->n + LANES;
  self->samples = g_new0 (double, n_vertices * self->stride);
  self->centers = g_new0 (double, self->stride);
  self->room = g_new (double, n_vertices * LANES);
  self->single_samples = g_new0 (float, n_vertices * self->stride);
  self->single_room = g_new (float, n_vertices * LANES);
  self->values = g_new (double, (n_levels + 1) * self->stride);
  rim_lbp_taps_init (&self->taps, sampler);
}

static void
scratch_clear (Scratch *self)
{
  g_free (self->samples);
  g_free (self->centers);
  g_free (self->room);
  g_free (self->single_samples);
  g_free (self->single_room);
  g_free (self->values);
  rim_lbp_taps_clear (&self->taps);
}

/* The next voxels of a row that are wanted. A gap too short for a step of LANES is
 * computed with them.
 */
static gboolean
find_span (const guint8 *wanted,
           gsize         n,
           gsize         from,
           Span         *span)
{
  if (wanted == NULL)
    {
      *span = (Span) { 0, n };
      return from == 0;
    }

  while (from < n && wanted[from] == 0)
    from++;
  *span = (Span) { from, from };

  for (gsize i = from; i < n && i < span->end + LANES; i++)
    if (wanted[i] != 0)
      span->end = i + 1;

  return from < n;
}

static void
sample_span (const Lbp *self,
             Span       span,
             Scratch   *scratch)
{
  const RimKernels *kernels = rim_kernels_get ();
  const gsize n = span.end - span.begin;

  for (guint v = 0; v < self->sampler.n_vertices; v++)
    {
      double *samples = scratch->samples + v * scratch->stride;

      rim_lbp_taps_sample (&scratch->taps, v, span.begin, span.end, samples);
      if (self->type.is_single)
        kernels->single_samples (samples + span.begin, n,
                                 scratch->single_samples + v * scratch->stride + span.begin);
      else if (self->type.is_integer)
        kernels->round_samples (samples + span.begin, n, self->type.low, self->type.high);
    }
}

/* LANES voxels from @i on; what is behind the row may be anything. */
static void
compute_voxels (const Lbp *self,
                gsize      i,
                Scratch   *scratch)
{
  const RimLbpHarmonics *harmonics = &self->harmonics;
  double sums[LANES * RIM_LBP_MAX_LEVELS * RIM_LBP_MAX_LEVELS];
  double *values = scratch->values + i;

  rim_lbp_harmonics_add_up (harmonics, scratch->samples + i, scratch->stride,
                            scratch->centers + i, sums);
  for (guint level = 0; level < harmonics->n_levels; level++, values += scratch->stride)
    rim_lbp_harmonics_get_norms (harmonics, level, sums, values);

  if (self->type.is_single)
    rim_kurtosis_f32 (scratch->single_samples + i, harmonics->n_vertices, scratch->stride,
                      scratch->single_room, values);
  else
    rim_kurtosis_f64 (scratch->samples + i, harmonics->n_vertices, scratch->stride,
                      scratch->room, values);
}

/* Keeps what is wanted of a span. Returns: how many there are in the row by now */
static gsize
keep_span (const Lbp     *self,
           const guint8  *wanted,
           Span           span,
           gsize          at,
           const Scratch *scratch)
{
  for (gsize i = span.begin; i < span.end; i++)
    if (wanted == NULL || wanted[i] != 0)
      {
        for (guint f = 0; f <= self->harmonics.n_levels; f++)
          self->values[f][at] = scratch->values[f * scratch->stride + i];
        at++;
      }

  return at;
}

static void
compute_row (const Lbp *self,
             gsize      row,
             Scratch   *scratch)
{
  const gsize n_rows = self->box->max[1] - self->box->min[1];
  const gsize n = self->sampler.n;
  const guint j = self->box->min[1] + (guint) (row % n_rows);
  const guint k = self->box->min[2] + (guint) (row / n_rows);
  const guint8 *wanted = self->wanted != NULL ? self->wanted + row * n : NULL;
  gsize at = self->firsts[row];
  Span span = { 0, 0 };

  if (!find_span (wanted, n, 0, &span))
    return;

  rim_lbp_taps_move (&scratch->taps, j, k);
  rim_volume_read_row (self->image, self->box->min[0], j, k, (guint) n, scratch->centers);
  do
    {
      sample_span (self, span, scratch);
      for (gsize i = span.begin; i < span.end; i += LANES)
        compute_voxels (self, i, scratch);
      at = keep_span (self, wanted, span, at, scratch);
    }
  while (find_span (wanted, n, span.end, &span));
}

static void
compute_rows (gsize    begin,
              gsize    end,
              gpointer data)
{
  const Lbp *self = data;
  Scratch scratch;

  scratch_init (&scratch, &self->sampler, self->harmonics.n_levels);
  for (gsize row = begin; row < end; row++)
    compute_row (self, row, &scratch);
  scratch_clear (&scratch);
}

static gsize
get_n_rows (const Lbp *self)
{
  return (gsize) (self->box->max[1] - self->box->min[1]) * (self->box->max[2] - self->box->min[2]);
}

static void
count_wanted (Lbp *self)
{
  const gsize n_rows = get_n_rows (self);
  const gsize n = self->box->max[0] - self->box->min[0];

  self->firsts = g_new (gsize, n_rows + 1);
  self->firsts[0] = 0;
  for (gsize row = 0; row < n_rows; row++)
    {
      gsize n_wanted = self->wanted == NULL ? n : 0;

      for (gsize i = 0; i < n && self->wanted != NULL; i++)
        n_wanted += self->wanted[row * n + i] != 0;
      self->firsts[row + 1] = self->firsts[row] + n_wanted;
    }
}

static gboolean
make_values (Lbp      *self,
             GError  **error)
{
  count_wanted (self);
  for (guint f = 0; f <= self->harmonics.n_levels; f++)
    {
      self->values[f] = rim_filter_alloc (self->firsts[get_n_rows (self)], sizeof (double), error);
      if (self->values[f] == NULL)
        return FALSE;
    }

  return TRUE;
}

/* Puts values back where they belong. Returns: (transfer full) (nullable): an image */
static RimField *
make_field (const Lbp     *self,
            const double  *values,
            GError       **error)
{
  RimField *field;
  RimGrid cropped;
  gsize n;

  rim_grid_crop (rim_volume_get_grid (self->image), self->box, &cropped);
  field = rim_field_new (&cropped, error);
  if (field == NULL)
    return NULL;

  n = rim_grid_get_n_voxels (&cropped);
  for (gsize v = 0; v < n; v++)
    field->values[v] = self->wanted == NULL || self->wanted[v] != 0 ? *values++ : 0.0;

  return field;
}

/* Images are made one after the other, so that one is in memory. */
static gboolean
hand_out_one (const Lbp        *self,
              guint             index,
              const char       *name,
              RimFilteredFunc   func,
              gpointer          data,
              GError          **error)
{
  g_autoptr(RimField) field = make_field (self, self->values[index], error);

  g_clear_pointer (&self->values[index], g_free);

  return field != NULL && func (name, g_steal_pointer (&field), data, error);
}

/* Of a level, or of the kurtosis, which is the last. */
static char *
make_name (guint index,
           guint n_levels)
{
  return index < n_levels ? g_strdup_printf ("lbp-3D-m%u", index + 1) : g_strdup ("lbp-3D-k");
}

static gboolean
hand_out (const Lbp        *self,
          RimFilteredFunc   func,
          gpointer          data,
          GError          **error)
{
  const guint n_levels = self->harmonics.n_levels;

  for (guint index = 0; index <= n_levels; index++)
    {
      g_autofree char *name = make_name (index, n_levels);

      if (!hand_out_one (self, index, name, func, data, error))
        return FALSE;
    }

  return TRUE;
}

/* All that is needed for it is gone when the first image is handed out. */
static gboolean
compute (Lbp                     *self,
         const RimLbp3dSettings  *settings,
         GError                 **error)
{
  g_auto(RimSpline) spline = { .coefficients = NULL };
  g_autofree RimVec3 *vertices = NULL;
  gboolean done;
  guint n_vertices;

  if (!rim_spline_init (&spline, self->image, self->box, (guint) ceil (settings->radius),
                        self->cancellable, error))
    return FALSE;

  vertices = rim_icosphere_new (settings->subdivision, settings->radius, &n_vertices);
  rim_lbp_sampler_init (&self->sampler, &spline, vertices, n_vertices, self->box);
  rim_lbp_harmonics_init (&self->harmonics, settings->levels, vertices, n_vertices,
                          settings->radius);

  done = make_values (self, error) &&
         rim_filter_for (get_n_rows (self), ROWS_PER_BLOCK, compute_rows, self, self->cancellable,
                         error);

  rim_lbp_sampler_clear (&self->sampler);
  rim_lbp_harmonics_clear (&self->harmonics);

  return done;
}

static gboolean
check_settings (const RimLbp3dSettings  *settings,
                GError                 **error)
{
  if (settings->levels >= 1 && settings->levels <= RIM_LBP_MAX_LEVELS &&
      settings->radius > 0.0 && settings->radius <= MAX_RADIUS &&
      settings->subdivision <= RIM_ICOSPHERE_MAX_SUBDIVISION)
    return TRUE;

  g_set_error (error, RIM_FILTER_ERROR, RIM_FILTER_ERROR_SETTINGS,
               "Local binary patterns have 1 to %d levels, a radius up to %.0f voxels and a "
               "subdivision up to %d", RIM_LBP_MAX_LEVELS, MAX_RADIUS,
               RIM_ICOSPHERE_MAX_SUBDIVISION);

  return FALSE;
}

/**
 * rim_lbp_3d_list_names:
 * @settings: settings
 * @names: gets the names of the images of rim_filter_lbp_3d(), in their order
 */
void
rim_lbp_3d_list_names (const RimLbp3dSettings *settings,
                       GStrvBuilder           *names)
{
  for (guint index = 0; index <= settings->levels; index++)
    {
      g_autofree char *name = make_name (index, settings->levels);

      g_strv_builder_add (names, name);
    }
}

/**
 * rim_filter_lbp_3d:
 * @image: an image, all slices ready
 * @box: the voxels to compute, not empty
 * @wanted: (nullable): one byte per voxel of @box, i fastest: 0 where no value is
 *   needed and there may be 0 instead
 * @settings: the sphere and the levels
 * @func: what takes the images
 * @data: for @func
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Local binary patterns on a sphere around each voxel (J. Banerjee et al., ACCV 2012
 * workshops, LNCS 7728), as PyRadiomics makes them: "lbp-3D-m1" and on, the norm of
 * the spherical harmonics of each degree of the pattern, and "lbp-3D-k", the kurtosis
 * of the samples. The sphere is one of voxels, whatever their spacing. All images are
 * made before the first is handed out, as they share their samples.
 *
 * Returns: whether all images were made and taken
 */
gboolean
rim_filter_lbp_3d (RimVolume               *image,
                   const RimBox            *box,
                   const guint8            *wanted,
                   const RimLbp3dSettings  *settings,
                   RimFilteredFunc          func,
                   gpointer                 data,
                   GCancellable            *cancellable,
                   GError                 **error)
{
  double *values[RIM_LBP_MAX_LEVELS + 1] = { NULL };
  Lbp self = {
    .image = image, .box = box, .wanted = wanted, .cancellable = cancellable, .values = values
  };
  gboolean done;

  if (!rim_filter_check_box (image, box, error) || !check_settings (settings, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  self.type = find_type (image);
  done = compute (&self, settings, error) && hand_out (&self, func, data, error);
  for (guint f = 0; f <= settings->levels; f++)
    g_free (values[f]);
  g_free (self.firsts);

  return done;
}
