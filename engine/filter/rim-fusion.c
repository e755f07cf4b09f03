/* rim-fusion.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-fusion-private.h"

#include "core/rim-parallel.h"

#include <math.h>
#include <string.h>

#define MAX_RADIUS    10
#define MAX_BINS      256
#define MAX_MARGIN_MM 1000.0

#define VALUES_PER_BLOCK 65536

static const char *const method_ids[RIM_N_FUSION_METHODS] = { "weighted", "wavelet", "divergence" };

/* What makes one image comparable with the other: (value - offset) * factor. */
typedef struct
{
  double offset;
  double factor;
} Scaling;

typedef struct
{
  double n;
  double sum;
  double squares;
  double mean;
  double min;
  double max;
} Sums;

typedef void (*RunFunc) (const double *values,
                         gsize         n,
                         Sums         *sums);

static gboolean
is_share (double weight)
{
  return weight >= 0.0 && weight <= 1.0;
}

static gboolean
check_settings (const RimFusionSettings  *settings,
                RimMask                  *voi,
                GError                  **error)
{
  const char *wrong = NULL;

  if (!is_share (settings->ct_weight) || !is_share (settings->detail_weight))
    wrong = "A weight must be between 0 and 1";
  else if (!(settings->margin_mm >= 0.0 && settings->margin_mm <= MAX_MARGIN_MM))
    wrong = "A margin must be between 0 and 1000 mm";
  else if (settings->method == RIM_FUSION_DIVERGENCE &&
           (settings->radius < 1 || settings->radius > MAX_RADIUS || settings->n_bins < 2 ||
            settings->n_bins > MAX_BINS || !(settings->pseudo_count > 0.0 && settings->pseudo_count <= 1e6)))
    wrong = "A divergence takes a radius of 1 to 10 voxels, 2 to 256 bins, and adds more than "
            "nothing to each";
  else if (settings->scope == RIM_FUSION_SCOPE_VOI && voi == NULL)
    wrong = "Images are to be made comparable by a VOI, and there is none";

  if (wrong != NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, wrong);

  return wrong == NULL;
}

static gboolean
check_image (RimVolume   *image,
             const char  *name,
             GError     **error)
{
  if (rim_volume_get_n_ready (image) < rim_volume_get_grid (image)->size[2])
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "The %s has not been read completely", name);
  else if (rim_volume_get_geometry_kind (image) == RIM_GEOMETRY_IRREGULAR)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 "The slices of the %s lie too unevenly to be fused", name);
  else
    return TRUE;

  return FALSE;
}

/* What comes from no DICOM has no frame of reference: who fuses it knows. */
static gboolean
check_frames (RimVolume  *ct,
              RimVolume  *pet,
              GError    **error)
{
  RimSource *a = rim_volume_get_source (ct);
  RimSource *b = rim_volume_get_source (pet);

  if (a == NULL || b == NULL || a->frame_of_reference_uid == NULL ||
      b->frame_of_reference_uid == NULL ||
      strcmp (a->frame_of_reference_uid, b->frame_of_reference_uid) == 0)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       "CT and PET have different frames of reference, so nobody knows where "
                       "one lies in the other; register them first");

  return FALSE;
}

static void
grow_box (const RimGrid *grid,
          const RimBox  *from,
          const guint    margin[3],
          RimBox        *box)
{
  for (guint axis = 0; axis < 3; axis++)
    {
      box->min[axis] = from->min[axis] - MIN (margin[axis], from->min[axis]);
      box->max[axis] = from->max[axis] + MIN (margin[axis], grid->size[axis] - from->max[axis]);
    }
}

static gboolean
find_boxes (RimFusion  *self,
            RimBox     *needed,
            GError    **error)
{
  const RimGrid *grid = self->grid;
  guint margin[3];
  guint reach;

  *needed = (RimBox) { { 0, 0, 0 }, { grid->size[0], grid->size[1], grid->size[2] } };

  if (self->voi != NULL && !rim_grid_equal (rim_mask_get_grid (self->voi), grid, 1e-3))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "The VOI lies on another grid than the fused image");
      return FALSE;
    }
  if (self->voi != NULL && !rim_mask_get_bounds (self->voi, needed))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "The VOI holds no voxel");
      return FALSE;
    }

  for (guint axis = 0; axis < 3; axis++)
    margin[axis] = (guint) MIN (ceil (self->settings->margin_mm / rim_grid_get_spacing (grid, axis)),
                                grid->size[axis]);
  grow_box (grid, needed, margin, &self->box);

  reach = rim_fusion_get_reach (self->settings, error);
  if (reach == G_MAXUINT)
    return FALSE;
  grow_box (grid, &self->box, (guint[]) { reach, reach, reach }, &self->outer);

  return TRUE;
}

static double *
field_at (const RimFusion *self,
          const RimField  *field,
          guint            i,
          guint            j,
          guint            k)
{
  return field->values + ((gsize) (k - self->outer.min[2]) * field->grid.size[1] +
                          (j - self->outer.min[1])) * field->grid.size[0] + (i - self->outer.min[0]);
}

/* The voxels of the VOI, or of all that is fused, in scan order. */
static void
visit (const RimFusion *self,
       const RimField  *field,
       RunFunc          func,
       Sums            *sums)
{
  const RimBox *box = &self->box;
  const gboolean in_voi = self->settings->scope == RIM_FUSION_SCOPE_VOI;

  for (guint k = box->min[2]; k < box->max[2]; k++)
    for (guint j = box->min[1]; j < box->max[1]; j++)
      {
        const RimRun all = { box->min[0], box->max[0] };
        guint n_runs = 1;
        const RimRun *runs = &all;

        if (in_voi)
          runs = rim_mask_slice_get_runs (rim_mask_get_slice (self->voi, k), j, &n_runs);
        for (guint r = 0; r < n_runs; r++)
          func (field_at (self, field, runs[r].begin, j, k), runs[r].end - runs[r].begin, sums);
      }
}

static void
add_values (const double *values,
            gsize         n,
            Sums         *sums)
{
  for (gsize v = 0; v < n; v++)
    {
      sums->sum += values[v];
      sums->min = MIN (sums->min, values[v]);
      sums->max = MAX (sums->max, values[v]);
    }
  sums->n += (double) n;
}

static void
add_squares (const double *values,
             gsize         n,
             Sums         *sums)
{
  for (gsize v = 0; v < n; v++)
    sums->squares += (values[v] - sums->mean) * (values[v] - sums->mean);
}

static gboolean
find_scaling (const RimFusion  *self,
              const RimField   *field,
              const char       *name,
              Scaling          *scaling,
              GError          **error)
{
  const gboolean by_range = self->settings->scale == RIM_FUSION_SCALE_MIN_MAX ||
                            self->settings->method == RIM_FUSION_DIVERGENCE;
  Sums sums = { .min = INFINITY, .max = -INFINITY };
  double width;

  visit (self, field, add_values, &sums);
  sums.mean = sums.sum / sums.n;
  visit (self, field, add_squares, &sums);

  width = by_range ? sums.max - sums.min : sqrt (sums.squares / sums.n);
  *scaling = (Scaling) { by_range ? sums.min : sums.mean, 1.0 / width };

  if (sums.max > sums.min && isfinite (scaling->factor))
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               "The %s is the same everywhere there, so it cannot be made comparable", name);

  return FALSE;
}

static gboolean
is_finite (const RimField  *field,
           const char      *name,
           GError         **error)
{
  const gsize n = rim_grid_get_n_voxels (&field->grid);

  for (gsize v = 0; v < n; v++)
    if (!isfinite (field->values[v]))
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                     "The %s has voxels without a value there", name);
        return FALSE;
      }

  return TRUE;
}

static void
apply_scaling (RimField *field,
               Scaling   scaling)
{
  const gsize n = rim_grid_get_n_voxels (&field->grid);

  for (gsize v = 0; v < n; v++)
    field->values[v] = (field->values[v] - scaling.offset) * scaling.factor;
}

/* Below 0 there is no root; noise of a filtered PET that gets there counts as 0. */
static void
take_roots (RimField *field)
{
  const gsize n = rim_grid_get_n_voxels (&field->grid);

  for (gsize v = 0; v < n; v++)
    field->values[v] = sqrt (MAX (field->values[v], 0.0));
}

static gboolean
make_comparable (RimFusion  *self,
                 RimField   *field,
                 const char *name,
                 gboolean    root,
                 GError    **error)
{
  Scaling scaling;

  if (!is_finite (field, name, error))
    return FALSE;
  if (root)
    take_roots (field);
  if (!find_scaling (self, field, name, &scaling, error))
    return FALSE;
  apply_scaling (field, scaling);

  return TRUE;
}

static gboolean
prepare (RimFusion  *self,
         RimVolume  *ct,
         RimVolume  *pet,
         GError    **error)
{
  const RimInterpolator interpolator = self->settings->interpolator;
  RimBox needed;
  RimGrid cropped;

  if (!find_boxes (self, &needed, error))
    return FALSE;

  self->ct = rim_fusion_resample (ct, self->grid, &self->outer, &needed, interpolator,
                                  self->cancellable, error);
  if (self->ct == NULL || !make_comparable (self, self->ct, "CT", FALSE, error))
    return FALSE;

  self->pet = rim_fusion_resample (pet, self->grid, &self->outer, &needed, interpolator,
                                   self->cancellable, error);
  if (self->pet == NULL ||
      !make_comparable (self, self->pet, "PET", self->settings->pet_square_root, error))
    return FALSE;

  rim_grid_crop (self->grid, &self->box, &cropped);
  self->fused = rim_field_new (&cropped, error);

  return self->fused != NULL;
}

static void
sum_values (gsize    begin,
            gsize    end,
            gpointer data)
{
  const RimFusion *self = data;
  const double weight = self->settings->ct_weight;

  for (gsize v = begin; v < end; v++)
    self->fused->values[v] = (1.0 - weight) * self->pet->values[v] + weight * self->ct->values[v];
}

static gboolean
fuse (RimFusion  *self,
      GError    **error)
{
  switch (self->settings->method)
    {
    case RIM_FUSION_WEIGHTED:
      rim_parallel_for (rim_grid_get_n_voxels (&self->fused->grid), VALUES_PER_BLOCK, sum_values,
                        self);
      return TRUE;

    case RIM_FUSION_WAVELET:
      return rim_fusion_wavelet (self, error);

    case RIM_FUSION_DIVERGENCE:
      return rim_fusion_divergence (self, error);

    case RIM_N_FUSION_METHODS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* Whose the fused image is; no instance holds its slices. */
static RimSource *
make_source (RimVolume *base)
{
  RimSource *source = rim_volume_get_source (base);
  RimSource *copy;

  if (source == NULL)
    return NULL;

  copy = rim_source_copy (source);
  g_array_set_size (copy->slices, 0);
  g_clear_pointer (&copy->sop_class_uid, g_free);
  g_clear_pointer (&copy->series_uid, g_free);
  g_free (copy->series_description);
  copy->series_description = g_strdup ("PET/CT");

  return copy;
}

static RimVolume *
make_volume (const RimField  *field,
             RimVolume       *base,
             GError         **error)
{
  const gsize plane = (gsize) field->grid.size[0] * field->grid.size[1];
  RimVolume *volume = rim_volume_new (&field->grid, RIM_VOXEL_DOUBLE, error);
  g_autoptr(RimSource) source = make_source (base);

  if (volume == NULL)
    return NULL;

  for (guint k = 0; k < field->grid.size[2]; k++)
    memcpy (rim_volume_get_slice_for_writing (volume, k), field->values + k * plane,
            plane * sizeof (double));
  rim_volume_set_source (volume, source);
  rim_volume_publish_all (volume);

  return volume;
}

static void
clear (RimFusion *self)
{
  g_clear_pointer (&self->ct, rim_field_unref);
  g_clear_pointer (&self->pet, rim_field_unref);
  g_clear_pointer (&self->fused, rim_field_unref);
}

/**
 * rim_fuse:
 * @ct: a CT, all slices ready
 * @pet: a PET in the same frame of reference, all slices ready
 * @voi: (nullable): on the grid that @settings choose; %NULL for the whole image
 * @settings: how
 * @box: (out) (optional): which voxels of that grid came out: those around @voi
 * @cancellable: (nullable): to stop it
 * @error: where to put an error
 *
 * Makes one image of two. Both are brought onto one grid, without smoothing before
 * a coarser one, the values at an edge going on beyond it, and made comparable;
 * then, with w the weight of the CT, each voxel is
 *
 *  - weighted: (1 - w) PET + w CT;
 *  - wavelet: the inverse of the stationary wavelet transform of one level whose
 *    coefficients are (1 - w) PET + w CT, with ct_weight in the smoothest band and
 *    detail_weight in the other seven (Vallières, Freeman, Skamene, El Naqa 2015,
 *    doi:10.1088/0031-9155/60/14/5471, and their code, which normalise to the VOI,
 *    take the root of the PET, weigh 1:4 to 4:1, and keep coefficients of the
 *    anatomical image within 3 standard deviations, as clip_bands does; theirs is
 *    decimated, so that it depends on where the image begins). A transform is linear:
 *    with equal weights and without clip_bands this is the weighted sum;
 *  - divergence: the Kullback-Leibler divergence of the histogram of the PET from
 *    that of the CT in a cube about the voxel, sum p ln (p / q) in nat, with
 *    p = (count + a) / (n + a bins), q likewise, and bins of equal width between the
 *    lowest and highest of the scope, which hold what is beyond. The cube ends where
 *    the image does. Features of such images of lung cancer under immunotherapy are in
 *    the patent application US 2023/0038185; window, bins and pseudo-count are our
 *    own choice.
 *
 * Returns: (transfer full) (nullable): the fused image over @box, in double
 *   precision and %RIM_UNIT_STORED; %NULL where the images cannot be fused
 */
RimVolume *
rim_fuse (RimVolume                *ct,
          RimVolume                *pet,
          RimMask                  *voi,
          const RimFusionSettings  *settings,
          RimBox                   *box,
          GCancellable             *cancellable,
          GError                  **error)
{
  RimVolume *base = settings->grid == RIM_FUSION_GRID_PET ? pet : ct;
  RimFusion self = { .settings = settings, .voi = voi, .cancellable = cancellable };
  RimVolume *volume = NULL;

  if (!check_settings (settings, voi, error) || !check_image (ct, "CT", error) ||
      !check_image (pet, "PET", error) || !check_frames (ct, pet, error))
    return NULL;

  self.grid = rim_volume_get_grid (base);
  if (prepare (&self, ct, pet, error) && fuse (&self, error) &&
      !g_cancellable_set_error_if_cancelled (cancellable, error))
    volume = make_volume (self.fused, base, error);

  if (box != NULL)
    *box = self.box;
  clear (&self);

  return volume;
}

/**
 * rim_fusion_method_get_id:
 * @method: a method
 *
 * Returns: its name in settings
 */
const char *
rim_fusion_method_get_id (RimFusionMethod method)
{
  g_return_val_if_fail (method < RIM_N_FUSION_METHODS, NULL);

  return method_ids[method];
}

/**
 * rim_fusion_method_from_id:
 * @id: (nullable): a name, as in settings
 * @method: (out): the method of this name
 *
 * Returns: whether there is one
 */
gboolean
rim_fusion_method_from_id (const char      *id,
                           RimFusionMethod *method)
{
  for (guint n = 0; n < RIM_N_FUSION_METHODS; n++)
    if (g_strcmp0 (id, method_ids[n]) == 0)
      {
        *method = (RimFusionMethod) n;
        return TRUE;
      }

  return FALSE;
}
