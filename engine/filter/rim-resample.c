/* rim-resample.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-resample.h"

#include "filter/rim-resample-private.h"
#include "volume/rim-field.h"

#include <string.h>

/* In voxels. */
#define GRID_TOLERANCE 1e-3

/* A spacing that comes from rounded positions of slices is off by less than this
 * part of itself, which is not worth a slice.
 */
#define LENGTH_TOLERANCE 1e-5

/* Half a voxel is half a voxel, whatever rounding made of it. */
#define THRESHOLD_GUARD 1e-6

/* A value this near to a whole number is that number before it is truncated. */
#define TRUNCATION_GUARD 1e-7

G_DEFINE_QUARK (rim-resample-error-quark, rim_resample_error)

/* A new grid in terms of the indices of the old one. */
typedef struct
{
  const RimGrid *from;
  double         start[3];       /* of the first new voxel */
  double         step[3];
  guint          size[3];
  RimExtension   extension;
  gboolean       is_clipped;
} Plan;

typedef struct
{
  RimVolume *volume;
  gboolean   is_rounded;
} Target;

typedef struct
{
  RimBox   box;                  /* of the new grid, that can hold the mask */
  guint8  *voxels;               /* within it */
  double   threshold;
} MaskTarget;

static void
read_image (gpointer data,
            guint    i,
            guint    j,
            guint    k,
            guint    n,
            double  *values)
{
  rim_volume_read_row (data, i, j, k, n, values);
}

static void
read_mask (gpointer data,
           guint    i,
           guint    j,
           guint    k,
           guint    n,
           double  *values)
{
  RimMaskSlice *slice = rim_mask_get_slice (data, k);
  const RimRun *runs = NULL;
  guint n_runs = 0;

  memset (values, 0, n * sizeof *values);
  if (slice != NULL)
    runs = rim_mask_slice_get_runs (slice, j, &n_runs);

  for (guint r = 0; r < n_runs; r++)
    for (guint x = MAX (runs[r].begin, i); x < MIN (runs[r].end, i + n); x++)
      values[x - i] = 1.0;
}

static double
drop_fraction (double value)
{
  double whole = round (value);

  return fabs (value - whole) <= TRUNCATION_GUARD ? whole : trunc (value);
}

#define STORE(type, low, high)                                                      \
  for (guint n = 0; n < n_values; n++)                                              \
  ((type *) to)[n] = (type) CLAMP (drop_fraction (values[n]), low, high)

/* As ITK casts: to the type's range, then towards zero. */
static void
store_values (RimVoxelType  type,
              gpointer      to,
              guint         n_values,
              const double *values)
{
  switch (type)
    {
    case RIM_VOXEL_UINT8:
      STORE (guint8, 0.0, G_MAXUINT8);
      break;

    case RIM_VOXEL_INT8:
      STORE (gint8, G_MININT8, G_MAXINT8);
      break;

    case RIM_VOXEL_UINT16:
      STORE (guint16, 0.0, G_MAXUINT16);
      break;

    case RIM_VOXEL_INT16:
      STORE (gint16, G_MININT16, G_MAXINT16);
      break;

    case RIM_VOXEL_UINT32:
      STORE (guint32, 0.0, G_MAXUINT32);
      break;

    case RIM_VOXEL_INT32:
      STORE (gint32, G_MININT32, G_MAXINT32);
      break;

    case RIM_VOXEL_FLOAT:
      for (guint n = 0; n < n_values; n++)
        ((float *) to)[n] = (float) values[n];
      break;

    case RIM_VOXEL_DOUBLE:
      memcpy (to, values, n_values * sizeof *values);
      break;

    default:
      g_return_if_reached ();
    }
}

static void
store_image (gpointer      data,
             guint         k,
             gsize         offset,
             guint         n,
             const double *values)
{
  const Target *self = data;
  RimVoxelType type = rim_volume_get_voxel_type (self->volume);
  gpointer slice = rim_volume_get_slice_for_writing (self->volume, k);
  double *whole = slice;

  if (self->is_rounded)
    for (guint v = 0; v < n; v++)
      whole[offset + v] = rint (values[v]);
  else
    store_values (type, (guint8 *) slice + offset * rim_voxel_type_get_size (type), n, values);
}

static void
store_mask (gpointer      data,
            guint         k,
            gsize         offset,
            guint         n,
            const double *values)
{
  const MaskTarget *self = data;
  gsize width = self->box.max[0] - self->box.min[0];
  gsize height = self->box.max[1] - self->box.min[1];
  guint8 *voxels = self->voxels + k * width * height + offset;

  for (guint v = 0; v < n; v++)
    voxels[v] = values[v] >= self->threshold;
}

static void
plan_taps (const Plan      *self,
           RimInterpolator  interpolator,
           const RimBox    *box,
           RimTaps          taps[3])
{
  for (guint axis = 0; axis < 3; axis++)
    {
      RimSampling sampling = {
        .interpolator = interpolator, .extension = self->extension,
        .is_clipped = self->is_clipped, .n_voxels = self->from->size[axis],
        .start = self->start[axis], .step = self->step[axis],
        .first = box->min[axis], .n_samples = box->max[axis] - box->min[axis],
      };

      rim_taps_init (&taps[axis], &sampling);
    }
}

static void
clear_taps (RimTaps taps[3])
{
  for (guint axis = 0; axis < 3; axis++)
    rim_taps_clear (&taps[axis]);
}

static void
plan_grid (const Plan *self,
           RimGrid    *grid)
{
  grid->to_patient = self->from->to_patient;

  for (guint axis = 0; axis < 3; axis++)
    {
      RimVec3 column = rim_affine_get_column (&self->from->to_patient, axis);

      grid->size[axis] = self->size[axis];
      rim_affine_set_column (&grid->to_patient, axis, rim_vec3_scale (column, self->step[axis]));
    }

  rim_affine_set_column (&grid->to_patient, 3,
                         rim_grid_to_patient (self->from, RIM_VEC3 (self->start[0], self->start[1],
                                                                    self->start[2])));
}

static gboolean
is_whole (double number)
{
  return number == floor (number) && fabs (number) < G_MAXINT32;
}

/* The type that PyRadiomics would have the image in: ITK reads whole numbers with
 * a whole rescale as whole numbers, and any other rescale as double.
 */
static RimVoxelType
find_type (RimVolume *image)
{
  RimVoxelType type = rim_volume_get_voxel_type (image);
  gboolean is_identity = TRUE;

  if (rim_volume_is_single (image))
    return RIM_VOXEL_FLOAT;
  if (type == RIM_VOXEL_FLOAT || type == RIM_VOXEL_DOUBLE)
    return RIM_VOXEL_DOUBLE;

  for (guint k = 0; k < rim_volume_get_grid (image)->size[2]; k++)
    {
      RimRescale rescale = rim_volume_get_rescale (image, k);

      if (!is_whole (rescale.slope) || !is_whole (rescale.intercept))
        return RIM_VOXEL_DOUBLE;
      is_identity &= rescale.slope == 1.0 && rescale.intercept == 0.0;
    }

  return is_identity ? type : RIM_VOXEL_INT32;
}

static RimVolume *
new_volume (RimVolume     *image,
            const RimGrid *grid,
            RimVoxelType   type,
            GError       **error)
{
  RimVolume *volume = rim_volume_new (grid, type, error);

  if (volume == NULL)
    return NULL;

  rim_volume_set_unit (volume, rim_volume_get_unit (image));
  rim_volume_set_source (volume, rim_volume_get_source (image));
  rim_volume_set_provenance (volume, rim_volume_get_provenance (image));
  rim_volume_set_slice_positions (volume, NULL, rim_volume_get_geometry_kind (image));

  return volume;
}

static RimVolume *
resample_image (const Plan                *self,
                RimVolume                 *image,
                const RimResampleSettings *settings,
                RimVoxelType               type,
                GCancellable              *cancellable,
                GError                   **error)
{
  RimBox all = { { 0, 0, 0 }, { self->size[0], self->size[1], self->size[2] } };
  g_autoptr(RimVolume) volume = NULL;
  Target target;
  RimTaps taps[3];
  RimGrid grid;
  gboolean done;

  plan_grid (self, &grid);
  volume = new_volume (image, &grid, type, error);
  if (volume == NULL)
    return NULL;

  target = (Target) { volume, settings->is_rounded && self->extension == RIM_EXTENSION_EDGE };
  plan_taps (self, settings->interpolator, &all, taps);
  done = rim_resample_axes (taps, read_image, image, store_image, &target, cancellable, error);
  clear_taps (taps);
  if (!done)
    return NULL;

  rim_volume_publish_all (volume);

  return g_steal_pointer (&volume);
}

/* The voxels of the new grid in which the mask has a part. */
static gboolean
find_mask_box (const Plan      *self,
               RimInterpolator  interpolator,
               RimMask         *mask,
               RimBox          *box)
{
  RimBox all = { { 0, 0, 0 }, { self->size[0], self->size[1], self->size[2] } };
  RimTaps taps[3];
  RimBox bounds;
  gboolean found = TRUE;

  if (!rim_mask_get_bounds (mask, &bounds))
    return FALSE;

  plan_taps (self, interpolator, &all, taps);
  for (guint axis = 0; axis < 3; axis++)
    {
      guint n;

      rim_taps_find_range (&taps[axis], bounds.min[axis], bounds.max[axis] - 1, &box->min[axis], &n);
      box->max[axis] = box->min[axis] + n;
      found = found && n > 0;
    }
  clear_taps (taps);

  return found;
}

static RimMask *
resample_mask (const Plan      *self,
               RimMask         *mask,
               RimInterpolator  interpolator,
               double           threshold,
               GCancellable    *cancellable,
               GError         **error)
{
  MaskTarget target = { .threshold = threshold - THRESHOLD_GUARD };
  g_autofree guint8 *voxels = NULL;
  RimTaps taps[3];
  gsize n = 1;
  RimGrid grid;
  gboolean done;

  plan_grid (self, &grid);
  if (!find_mask_box (self, interpolator, mask, &target.box))
    return rim_mask_new (&grid);

  for (guint axis = 0; axis < 3; axis++)
    n *= target.box.max[axis] - target.box.min[axis];
  voxels = g_malloc (n);
  target.voxels = voxels;
  plan_taps (self, interpolator, &target.box, taps);
  done = rim_resample_axes (taps, read_mask, mask, store_mask, &target, cancellable, error);
  clear_taps (taps);

  return done ? rim_mask_new_from_box (&grid, &target.box, voxels) : NULL;
}

static gboolean
check_input (RimVolume                  *image,
             RimMask                    *mask,
             const RimResampleSettings  *settings,
             GError                    **error)
{
  const RimGrid *grid = rim_volume_get_grid (image);

  for (guint axis = 0; axis < 3; axis++)
    if (!(settings->spacing[axis] >= 0.0 && isfinite (settings->spacing[axis])))
      {
        g_set_error (error, RIM_RESAMPLE_ERROR, RIM_RESAMPLE_ERROR_SETTINGS,
                     "A spacing to resample to is no length");
        return FALSE;
      }

  if (!rim_grid_equal (rim_mask_get_grid (mask), grid, GRID_TOLERANCE))
    g_set_error (error, RIM_RESAMPLE_ERROR, RIM_RESAMPLE_ERROR_GEOMETRY,
                 "Mask and image do not lie on one grid");
  else if (rim_volume_get_geometry_kind (image) == RIM_GEOMETRY_IRREGULAR)
    g_set_error (error, RIM_RESAMPLE_ERROR, RIM_RESAMPLE_ERROR_GEOMETRY,
                 "The slices of the image lie too unevenly to be resampled");
  else if (rim_volume_get_n_ready (image) < grid->size[2])
    g_set_error (error, RIM_RESAMPLE_ERROR, RIM_RESAMPLE_ERROR_EMPTY,
                 "Slices of the image have not arrived yet");
  else
    return TRUE;

  return FALSE;
}

/* Before any memory is taken: the new image and what it is made through. */
static gboolean
check_size (const double   sizes[3],
            const RimGrid *from,
            GError       **error)
{
  gboolean fits = TRUE;

  for (guint axis = 0; axis < 3; axis++)
    fits = fits && sizes[axis] >= 1.0 && sizes[axis] <= RIM_GRID_MAX_SIZE;

  if (fits && sizes[0] * sizes[1] * sizes[2] <= (double) RIM_RESAMPLE_MAX_VOXELS &&
      sizes[0] * sizes[1] * from->size[2] <= (double) RIM_RESAMPLE_MAX_VOXELS &&
      sizes[0] * from->size[1] * from->size[2] <= (double) RIM_RESAMPLE_MAX_VOXELS)
    return TRUE;

  g_set_error (error, RIM_RESAMPLE_ERROR, RIM_RESAMPLE_ERROR_TOO_LARGE,
               "The spacing to resample to asks for too many voxels (%.0f × %.0f × %.0f)",
               sizes[0], sizes[1], sizes[2]);

  return FALSE;
}

static gboolean
run (const Plan                 *self,
     RimVolume                  *image,
     RimMask                    *mask,
     const RimResampleSettings  *settings,
     RimVolume                 **new_image,
     RimMask                   **new_mask,
     GCancellable               *cancellable,
     GError                    **error)
{
  gboolean is_itk = self->extension == RIM_EXTENSION_MIRROR;
  RimInterpolator for_mask = is_itk ? RIM_INTERPOLATOR_NEAREST : RIM_INTERPOLATOR_LINEAR;
  double threshold = is_itk ? 0.5 : settings->threshold;
  RimVoxelType type = is_itk ? find_type (image) : RIM_VOXEL_DOUBLE;
  g_autoptr(RimMask) resampled = resample_mask (self, mask, for_mask, threshold, cancellable, error);

  if (resampled == NULL)
    return FALSE;

  *new_image = resample_image (self, image, settings, type, cancellable, error);
  if (*new_image == NULL)
    return FALSE;

  *new_mask = g_steal_pointer (&resampled);

  return TRUE;
}

/* numpy.allclose (old, new) */
static gboolean
is_close (const double old[3],
          const double new[3])
{
  for (guint axis = 0; axis < 3; axis++)
    if (!(fabs (old[axis] - new[axis]) <= 1e-8 + 1e-5 * new[axis]))
      return FALSE;

  return TRUE;
}

/* The box is counted from the corner that old and new voxels share, in new
 * voxels: that of the VOI and so many more, within the image.
 */
static gboolean
plan_pyradiomics (Plan          *self,
                  const RimBox  *bounds,
                  const double   old[3],
                  const double   new[3],
                  double         pad,
                  GError       **error)
{
  double sizes[3];

  for (guint axis = 0; axis < 3; axis++)
    {
      double ratio = old[axis] / new[axis];
      double low = MAX (0.0, floor ((bounds->min[axis] - 0.5) * ratio - pad));
      double high = MIN (ceil (self->from->size[axis] * ratio) - 1.0,
                         ceil ((bounds->max[axis] - 0.5) * ratio + pad));

      self->step[axis] = new[axis] / old[axis];
      self->start[axis] = 0.5 * (new[axis] - old[axis]) / old[axis] + low / ratio;
      sizes[axis] = high - low + 1.0;
    }

  if (!check_size (sizes, self->from, error))
    return FALSE;

  for (guint axis = 0; axis < 3; axis++)
    self->size[axis] = (guint) sizes[axis];

  return TRUE;
}

/* Nothing to resample: the VOI and so many voxels around it, as they are. */
static void
plan_crop (Plan         *self,
           const RimBox *bounds,
           guint         pad)
{
  for (guint axis = 0; axis < 3; axis++)
    {
      guint begin = bounds->min[axis] > pad ? bounds->min[axis] - pad : 0;
      guint end = (guint) MIN ((guint64) bounds->max[axis] + pad, self->from->size[axis]);

      self->step[axis] = 1.0;
      self->start[axis] = begin;
      self->size[axis] = end - begin;
    }
}

/**
 * rim_resample_pyradiomics:
 * @image: an image, all slices ready
 * @mask: a VOI on the same grid
 * @settings: settings
 * @new_image: (out): the image on the new grid, which is the box of the VOI and
 *   @settings.pad_distance voxels around it
 * @new_mask: (out): the VOI on the same new grid
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * As PyRadiomics' imageoperations.resampleImage: the new grid shares the corner
 * of the image; an axis along which the VOI has one slice keeps its spacing; the
 * image keeps its type, in which whole numbers are truncated; the mask is taken
 * from the nearest voxel. B-splines are ITK's, mirrored at the borders. Where the
 * spacing is that of the image already, both are cropped.
 *
 * Returns: whether it could
 */
gboolean
rim_resample_pyradiomics (RimVolume                  *image,
                          RimMask                    *mask,
                          const RimResampleSettings  *settings,
                          RimVolume                 **new_image,
                          RimMask                   **new_mask,
                          GCancellable               *cancellable,
                          GError                    **error)
{
  Plan plan = { .from = rim_volume_get_grid (image), .extension = RIM_EXTENSION_MIRROR,
                .is_clipped = TRUE };
  double old[3], new[3];
  RimBox bounds;

  if (!check_input (image, mask, settings, error))
    return FALSE;

  if (!rim_mask_get_bounds (mask, &bounds))
    {
      g_set_error (error, RIM_RESAMPLE_ERROR, RIM_RESAMPLE_ERROR_EMPTY, "The mask has no voxels");
      return FALSE;
    }

  for (guint axis = 0; axis < 3; axis++)
    {
      gboolean keeps = settings->spacing[axis] == 0.0 || bounds.max[axis] - bounds.min[axis] == 1;

      old[axis] = rim_grid_get_spacing (plan.from, axis);
      new[axis] = keeps ? old[axis] : settings->spacing[axis];
    }

  if (is_close (old, new))
    plan_crop (&plan, &bounds, settings->pad_distance);
  else if (!plan_pyradiomics (&plan, &bounds, old, new, settings->pad_distance, error))
    return FALSE;

  return run (&plan, image, mask, settings, new_image, new_mask, cancellable, error);
}

/**
 * rim_resample_ibsi:
 * @image: an image, all slices ready
 * @mask: a VOI on the same grid
 * @settings: settings
 * @new_image: (out): the image on the new grid, in double
 * @new_mask: (out): the VOI on the same new grid
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * As the IBSI's reference manual has it (section 2.4, "Interpolation"): the
 * centres of old and new grid are one; the new one is long enough to hold the
 * whole image but for a hundred-thousandth, beyond which its edge is repeated; the
 * mask is interpolated linearly and cut at @settings.threshold. Halves are rounded
 * to even.
 *
 * Returns: whether it could
 */
gboolean
rim_resample_ibsi (RimVolume                  *image,
                   RimMask                    *mask,
                   const RimResampleSettings  *settings,
                   RimVolume                 **new_image,
                   RimMask                   **new_mask,
                   GCancellable               *cancellable,
                   GError                    **error)
{
  Plan plan = { .from = rim_volume_get_grid (image), .extension = RIM_EXTENSION_EDGE };
  double sizes[3];

  if (!check_input (image, mask, settings, error))
    return FALSE;

  for (guint axis = 0; axis < 3; axis++)
    {
      double old = rim_grid_get_spacing (plan.from, axis);
      double new = settings->spacing[axis] == 0.0 ? old : settings->spacing[axis];
      double size = plan.from->size[axis] * old / new;

      plan.step[axis] = new / old;
      sizes[axis] = ceil (size - LENGTH_TOLERANCE * size);
      plan.start[axis] = (plan.from->size[axis] - 1) / 2.0 - (sizes[axis] - 1) / 2.0 * plan.step[axis];
    }

  if (!check_size (sizes, plan.from, error))
    return FALSE;

  for (guint axis = 0; axis < 3; axis++)
    plan.size[axis] = (guint) sizes[axis];

  return run (&plan, image, mask, settings, new_image, new_mask, cancellable, error);
}
