/* rim-margin.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-margin.h"

#include <math.h>

#include "core/rim-parallel.h"
#include "feature/rim-intensity-private.h"
#include "feature/rim-quantile-private.h"

#define REFERENCE          "Xu et al. 2012, doi:10.1118/1.4739507"
#define MAX_SAMPLES        1001
#define MAX_OFFSET         8
#define PROFILES_PER_BLOCK 16

/* The least share of the samples that has to lie within the image. */
#define LEAST_SHARE (2.0 / 3.0)

/* A profile counts as a step where a curve explains so much of it. */
#define GOOD_R_SQUARED 0.9

typedef struct
{
  const RimRegion         *region;
  const RimMarginSettings *settings;
  const RimField          *field;
  double                   shift[3]; /* from an index of the region to one of the field */
  RimAffine                to_index;
  gint                     reach[3]; /* of the window that normals are found in */
  double                   sigma;
  RimSigmoidFitter        *fitter;
  guint                    n_samples;
  const gsize             *voxels;
  RimSigmoid              *curves;
  gboolean                *has_curve;
} Job;

typedef struct
{
  double width_median;
  double width_range;
  double contrast_median;
  double contrast_range;
  double slope_median;
  double slope_range;
  double place_range;
  double r_squared_median;
  double good_share;
} Found;

#define ROW(name_, unit_, formula_, member_) \
  { { name_, NULL, NULL, RIM_IN_RIMLIGHT, TRUE, unit_, formula_, REFERENCE }, \
    G_STRUCT_OFFSET (Found, member_) }

static const RimIntensityRow rows[] = {
  ROW ("WindowMedian", RIM_FEATURE_UNIT_MM,
       "the median over the border of w in I(x) = out + (in − out) / (1 + exp((x − x₀) / w))",
       width_median),
  ROW ("WindowInterquartileRange", RIM_FEATURE_UNIT_MM, "Q₇₅ − Q₂₅ of w", width_range),
  ROW ("ScaleMedian", RIM_FEATURE_UNIT_INTENSITY, "the median of in − out", contrast_median),
  ROW ("ScaleInterquartileRange", RIM_FEATURE_UNIT_INTENSITY, "Q₇₅ − Q₂₅ of in − out", contrast_range),
  ROW ("SlopeMedian", RIM_FEATURE_UNIT_INTENSITY,
       "per mm; the median of |in − out| / (4 w), the steepest gradient across the border", slope_median),
  ROW ("SlopeInterquartileRange", RIM_FEATURE_UNIT_INTENSITY, "per mm; Q₇₅ − Q₂₅ of |in − out| / (4 w)",
       slope_range),
  ROW ("PlaceInterquartileRange", RIM_FEATURE_UNIT_MM,
       "Q₇₅ − Q₂₅ of x₀, how far the edge is from the border as drawn", place_range),
  ROW ("FitMedian", RIM_FEATURE_UNIT_NONE, "the median of R²", r_squared_median),
  ROW ("StepFraction", RIM_FEATURE_UNIT_NONE, "the share of profiles with R² ≥ 0.9", good_share),
};

static const RimFeatureInfo *
get_info (guint i)
{
  return &rows[i].info;
}

static gboolean
is_inside (const RimRegion *region,
           gint64           i,
           gint64           j,
           gint64           k)
{
  const guint *size = region->grid.size;

  return i >= 0 && j >= 0 && k >= 0 && i < size[0] && j < size[1] && k < size[2] &&
         region->inside[(gsize) i + size[0] * ((gsize) j + (gsize) k * size[1])];
}

static void
get_place (const RimRegion *region,
           gsize            voxel,
           gint64           place[3])
{
  const guint *size = region->grid.size;

  place[0] = (gint64) (voxel % size[0]);
  place[1] = (gint64) (voxel / size[0] % size[1]);
  place[2] = (gint64) (voxel / size[0] / size[1]);
}

static gboolean
is_border (const RimRegion *region,
           gsize            voxel)
{
  gint64 p[3];

  if (!region->inside[voxel])
    return FALSE;

  get_place (region, voxel, p);

  return !is_inside (region, p[0] - 1, p[1], p[2]) || !is_inside (region, p[0] + 1, p[1], p[2]) ||
         !is_inside (region, p[0], p[1] - 1, p[2]) || !is_inside (region, p[0], p[1] + 1, p[2]) ||
         !is_inside (region, p[0], p[1], p[2] - 1) || !is_inside (region, p[0], p[1], p[2] + 1);
}

/* Returns: (transfer full): @n of the voxels of the border, evenly chosen */
static gsize *
choose_voxels (const RimRegion *region,
               gsize            max,
               gsize           *n)
{
  const gsize n_voxels = rim_grid_get_n_voxels (&region->grid);
  gsize n_border = 0, rank = 0;
  gsize *voxels;

  for (gsize v = 0; v < n_voxels; v++)
    n_border += is_border (region, v);

  max = MIN (max, n_border);
  voxels = g_new (gsize, max);
  *n = 0;
  for (gsize v = 0; v < n_voxels && *n < max; v++)
    if (is_border (region, v) && rank++ >= *n * n_border / max)
      voxels[(*n)++] = v;

  return voxels;
}

/* The way out: against the gradient of the mask, smoothed by a Gaussian. */
static gboolean
find_normal (const Job    *job,
             const gint64  p[3],
             RimVec3      *normal)
{
  const double factor = -0.5 / (job->sigma * job->sigma);

  *normal = RIM_VEC3 (0, 0, 0);
  for (gint k = -job->reach[2]; k <= job->reach[2]; k++)
    for (gint j = -job->reach[1]; j <= job->reach[1]; j++)
      for (gint i = -job->reach[0]; i <= job->reach[0]; i++)
        if (is_inside (job->region, p[0] + i, p[1] + j, p[2] + k))
          {
            const RimVec3 d = rim_affine_apply_vector (&job->region->grid.to_patient, RIM_VEC3 (i, j, k));

            *normal = rim_vec3_sub (*normal, rim_vec3_scale (d, exp (factor * rim_vec3_dot (d, d))));
          }

  return rim_vec3_length (*normal) > 1e-6 * job->sigma && rim_vec3_normalize (normal);
}

/* Linear between the centres of voxels; NAN outside of them. */
static double
sample (const RimField *field,
        const double    at[3])
{
  const guint *size = field->grid.size;
  double value = 0.0;
  gsize base[3];
  double part[3];

  for (guint axis = 0; axis < 3; axis++)
    {
      if (!(at[axis] >= 0.0 && at[axis] <= size[axis] - 1.0))
        return NAN;
      base[axis] = MIN ((gsize) at[axis], MAX (size[axis], 2u) - 2u);
      part[axis] = at[axis] - (double) base[axis];
    }

  for (guint corner = 0; corner < 8; corner++)
    {
      const gsize i = base[0] + (corner & 1), j = base[1] + (corner >> 1 & 1), k = base[2] + (corner >> 2);
      const double weight = (corner & 1 ? part[0] : 1.0 - part[0]) *
                            (corner & 2 ? part[1] : 1.0 - part[1]) *
                            (corner & 4 ? part[2] : 1.0 - part[2]);

      if (weight > 0.0)
        value += weight * field->values[i + size[0] * (j + k * size[1])];
    }

  return value;
}

/* Samples are taken from the border, which is half a voxel outside of the centre
 * of the last voxel inside; those that lie in the image are beside each other.
 */
static void
take_profile (const Job    *job,
              const gint64  p[3],
              RimVec3       normal,
              double       *values,
              guint        *begin,
              guint        *end)
{
  const RimVec3 way = rim_affine_apply_vector (&job->to_index, normal);
  const double half = 0.5 / MAX (fabs (way.x), MAX (fabs (way.y), fabs (way.z)));
  const RimMarginSettings *settings = job->settings;

  *begin = *end = 0;
  for (guint s = 0; s < job->n_samples; s++)
    {
      const double x = half - settings->reach_mm + s * settings->step_mm;
      const double at[3] = {
        (double) p[0] + job->shift[0] + x * way.x,
        (double) p[1] + job->shift[1] + x * way.y,
        (double) p[2] + job->shift[2] + x * way.z
      };

      values[s] = sample (job->field, at);
      if (!isfinite (values[s]) && *end > *begin)
        return;
      if (!isfinite (values[s]))
        *begin = s + 1;
      *end = s + 1;
    }
}

static void
fit_profiles (gsize    begin,
              gsize    end,
              gpointer data)
{
  Job *job = data;
  g_autofree double *values = g_new (double, job->n_samples);

  for (gsize v = begin; v < end; v++)
    {
      RimVec3 normal;
      gint64 place[3];
      guint first = 0, last = 0;

      get_place (job->region, job->voxels[v], place);
      if (find_normal (job, place, &normal))
        take_profile (job, place, normal, values, &first, &last);
      job->has_curve[v] = last - first >= MAX (LEAST_SHARE * job->n_samples, 5) &&
                          rim_sigmoid_fitter_fit (job->fitter, values, first, last, &job->curves[v]);
    }
}

static RimField *
read_surroundings (RimVolume        *image,
                   const RimRegion  *region,
                   double            reach,
                   RimBox           *box,
                   GError          **error)
{
  const RimGrid *grid = rim_volume_get_grid (image);

  *box = region->box;
  for (guint axis = 0; axis < 3; axis++)
    {
      const double pad = ceil (2.0 * reach / rim_grid_get_spacing (grid, axis)) + 2.0;
      const guint n = (guint) MIN (pad, RIM_GRID_MAX_SIZE);

      box->min[axis] -= MIN (n, box->min[axis]);
      box->max[axis] = MIN (box->max[axis] + n, grid->size[axis]);
    }

  return rim_field_new_from_volume (image, box, error);
}

static void
init_window (Job *job)
{
  const RimGrid *grid = &job->region->grid;

  job->sigma = 1.5 * cbrt (rim_grid_get_voxel_volume (grid));
  for (guint axis = 0; axis < 3; axis++)
    {
      const double reach = ceil (2.5 * job->sigma / rim_grid_get_spacing (grid, axis));

      job->reach[axis] = (gint) MIN (reach, MAX_OFFSET);
    }
}

static gboolean
check (RimVolume                *image,
       const RimRegion          *region,
       const RimMarginSettings  *settings,
       GError                  **error)
{
  const RimGrid *grid = rim_volume_get_grid (image);

  if (region->n_voxels == 0)
    {
      g_set_error_literal (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_EMPTY, "The region has no voxels");
      return FALSE;
    }

  for (guint axis = 0; axis < 3; axis++)
    if (region->box.max[axis] > grid->size[axis])
      {
        g_set_error_literal (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_GEOMETRY,
                             "The region lies outside of the image");
        return FALSE;
      }

  if (!rim_margin_settings_check (settings))
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                   "Profiles cannot reach %g mm in steps of %g mm", settings->reach_mm, settings->step_mm);
      return FALSE;
    }

  return TRUE;
}

static gboolean
find_index (const RimRegion  *region,
            Job              *job,
            GError          **error)
{
  if (rim_affine_invert (&region->grid.to_patient, &job->to_index))
    return TRUE;

  g_set_error_literal (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_GEOMETRY, "The axes lie in a plane");

  return FALSE;
}

static RimMargin *
collect (const Job *job,
         gsize      n)
{
  RimMargin *self = g_new0 (RimMargin, 1);

  self->n_profiles = n;
  self->curves = g_new (RimSigmoid, n);
  for (gsize v = 0; v < n; v++)
    if (job->has_curve[v])
      self->curves[self->n++] = job->curves[v];

  return self;
}

/**
 * rim_margin_settings_check:
 * @self: how to measure
 *
 * Returns: whether profiles have enough samples for a curve and not too many
 */
gboolean
rim_margin_settings_check (const RimMarginSettings *self)
{
  return self->step_mm > 0.0 && self->reach_mm >= 3.0 * self->step_mm && self->max_profiles > 0 &&
         2.0 * self->reach_mm / self->step_mm + 1.0 <= MAX_SAMPLES;
}

/**
 * rim_margin_new:
 * @image: an image, all slices ready
 * @region: a lesion in it
 * @settings: how to measure
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Follows intensities across the border of a lesion, along the way out, and fits a
 * sigmoid to each profile. Profiles of which more than a third lies outside of the
 * image, or that are flat, have no curve. x is 0 on the border and grows outwards.
 *
 * Returns: (transfer full) (nullable): the margin
 */
RimMargin *
rim_margin_new (RimVolume                *image,
                const RimRegion          *region,
                const RimMarginSettings  *settings,
                GCancellable             *cancellable,
                GError                  **error)
{
  Job job = { .region = region, .settings = settings };
  g_autoptr(RimSigmoidFitter) fitter = NULL;
  g_autoptr(RimField) field = NULL;
  g_autofree gsize *voxels = NULL;
  g_autofree RimSigmoid *curves = NULL;
  g_autofree gboolean *has_curve = NULL;
  RimBox box;
  gsize n;

  if (!check (image, region, settings, error))
    return NULL;

  job.field = field = read_surroundings (image, region, settings->reach_mm, &box, error);
  if (field == NULL || !find_index (region, &job, error) || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  for (guint axis = 0; axis < 3; axis++)
    job.shift[axis] = (double) (region->box.min[axis] - box.min[axis]);
  init_window (&job);
  job.n_samples = 2 * (guint) floor (settings->reach_mm / settings->step_mm + 1e-9) + 1;
  job.fitter = fitter = rim_sigmoid_fitter_new (-settings->reach_mm, settings->step_mm, job.n_samples);
  job.voxels = voxels = choose_voxels (region, settings->max_profiles, &n);
  job.curves = curves = g_new0 (RimSigmoid, n);
  job.has_curve = has_curve = g_new0 (gboolean, n);
  rim_parallel_for (n, PROFILES_PER_BLOCK, fit_profiles, &job);

  return collect (&job, n);
}

/**
 * rim_margin_free:
 * @self: (transfer full) (nullable): a margin
 */
void
rim_margin_free (RimMargin *self)
{
  if (self == NULL)
    return;

  g_free (self->curves);
  g_free (self);
}

static void
find_quartiles (double *values,
                gsize   n,
                double *median,
                double *range)
{
  rim_quantile_sort (values, n);
  if (median != NULL)
    *median = rim_quantile_get (values, n, 0.5);
  if (range != NULL)
    *range = rim_quantile_get (values, n, 0.75) - rim_quantile_get (values, n, 0.25);
}

static void
summarise (const RimMargin *margin,
           Found           *found)
{
  const gsize n = margin->n;
  g_autofree double *values = g_new (double, 5 * n);
  gsize n_good = 0;

  for (gsize v = 0; v < n; v++)
    {
      const RimSigmoid *curve = &margin->curves[v];

      values[v] = curve->width;
      values[n + v] = curve->inside - curve->outside;
      values[2 * n + v] = fabs (curve->inside - curve->outside) / (4.0 * curve->width);
      values[3 * n + v] = curve->place;
      values[4 * n + v] = curve->r_squared;
      n_good += curve->r_squared >= GOOD_R_SQUARED;
    }

  find_quartiles (values, n, &found->width_median, &found->width_range);
  find_quartiles (values + n, n, &found->contrast_median, &found->contrast_range);
  find_quartiles (values + 2 * n, n, &found->slope_median, &found->slope_range);
  find_quartiles (values + 3 * n, n, NULL, &found->place_range);
  find_quartiles (values + 4 * n, n, &found->r_squared_median, NULL);
  found->good_share = margin->n_profiles > 0 ? (double) n_good / (double) margin->n_profiles : NAN;
}

static gboolean
compute (const RimFamilyInput *input,
         const RimAggregation *aggregations,
         guint                 n_aggregations,
         double               *values,
         GCancellable         *cancellable,
         GError              **error)
{
  const RimBeyondSettings *beyond = &input->settings->beyond;
  const RimMarginSettings settings = { beyond->margin_reach_mm, beyond->margin_step_mm, beyond->margin_profiles };
  g_autoptr(RimMargin) margin = NULL;
  Found found;

  for (guint v = 0; v < n_aggregations * G_N_ELEMENTS (rows); v++)
    values[v] = NAN;
  if (input->image == NULL)
    return TRUE;

  margin = rim_margin_new (input->image, input->shape, &settings, cancellable, error);
  if (margin == NULL)
    return FALSE;

  summarise (margin, &found);
  rim_intensity_fill (rows, G_N_ELEMENTS (rows), &found, input->settings->profile, n_aggregations, values);

  return TRUE;
}

/* Of the image itself, as it looks outside of the region; so it is computed once. */
const RimFamily rim_family_margin = {
  .name = "margin",
  .title = "Sharpness of the margin",
  .needs_levels = FALSE,
  .needs_intensity = FALSE,
  .n_features = G_N_ELEMENTS (rows),
  .get_info = get_info,
  .compute = compute,
};
