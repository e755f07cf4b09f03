/* rim-settings-keys.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-settings-private.h"

#include <math.h>
#include <string.h>

#include "feature/rim-bank-private.h"
#include "feature/rim-orientations.h"
#include "filter/rim-wavelet.h"

/* The settings of PyRadiomics 3.1 (radiomics/schemas/paramSchema.yaml and the
 * defaults in its code), in the order in which they are written. Numbers have no
 * limit there but the least; the greatest here keeps memory and time in bounds.
 */

#define HUGE_INT   2147483647.0
#define HUGE_FLOAT 1e300

static const char *const interpolators[] = {
  NULL, "sitkNearestNeighbor", "sitkLinear", "sitkBSpline", "sitkGaussian", "sitkLabelGaussian",
  "sitkHammingWindowedSinc", "sitkCosineWindowedSinc", "sitkWelchWindowedSinc",
  "sitkLanczosWindowedSinc", "sitkBlackmanWindowedSinc",
};

static const char *const resegment_modes[] = { "absolute", "relative", "sigma" };

static const char *const lbp_methods[] = { "default", "ror", "uniform", "var" };

static const char *const weightings[] = {
  NULL, "no_weighting", "manhattan", "euclidean", "infinity",
};

/* The IBSI's, in the order of their enumerations. */

static const char *const ibsi_interpolations[] = { "nearest", "linear", "cubicSpline" };

static const char *const aggregations[] = {
  "2D_avg", "2D_comb", "2.5D_avg", "2.5D_comb", "3D_avg", "3D_comb",
};

static const char *const filters[] = {
  "Mean", "LoG", "Laws", "Gabor", "Wavelet", "Simoncelli", "RieszLoG", "RieszSimoncelli",
};

static const char *const boundaries[] = { "zero", "nearest", "periodic", "mirror" };

static const char *const poolings[] = { "average", "max", "min" };

enum
{
  MEAN = 1 << RIM_IBSI_MEAN,
  LOG = 1 << RIM_IBSI_LOG,
  LAWS = 1 << RIM_IBSI_LAWS,
  GABOR = 1 << RIM_IBSI_GABOR,
  WAVELET = 1 << RIM_IBSI_WAVELET,
  SIMONCELLI = 1 << RIM_IBSI_SIMONCELLI,
  RIESZ_LOG = 1 << RIM_IBSI_RIESZ_LOG,
  RIESZ_SIMONCELLI = 1 << RIM_IBSI_RIESZ_SIMONCELLI,
  RIESZ = RIESZ_LOG | RIESZ_SIMONCELLI,
  ROTATED = LAWS | GABOR | WAVELET,
  ALL = MEAN | LOG | ROTATED | SIMONCELLI | RIESZ,
};

/* Names of images stand in tables, so they are words. */
static gboolean
is_image_name (const char *name)
{
  const gsize length = strspn (name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_.");

  return length > 0 && name[length] == '\0';
}

static gboolean
is_laws_name (const char *name)
{
  return is_image_name (name) && strlen (name) < sizeof ((RimIbsiFilterSettings *) NULL)->kernels;
}

static gboolean
is_subband_name (const char *name)
{
  return is_image_name (name) && strlen (name) < sizeof ((RimIbsiFilterSettings *) NULL)->subband;
}

static const char *const clips[] = { "none", "body", "lung" };

static const char *const fusion_methods[] = { "weighted", "wavelet", "divergence" };

static const char *const fusion_grids[] = { "ct", "pet" };

static const char *const fusion_scales[] = { "zScore", "minMax" };

static const char *const fusion_scopes[] = { "voi", "image" };

G_STATIC_ASSERT (G_N_ELEMENTS (clips) == RIM_N_VOI_CLIPS);
G_STATIC_ASSERT (G_N_ELEMENTS (fusion_methods) == RIM_N_FUSION_METHODS);
G_STATIC_ASSERT (G_N_ELEMENTS (fusion_grids) == RIM_N_FUSION_GRIDS);
G_STATIC_ASSERT (G_N_ELEMENTS (fusion_scales) == RIM_N_FUSION_SCALES);
G_STATIC_ASSERT (G_N_ELEMENTS (fusion_scopes) == RIM_N_FUSION_SCOPES);

static gboolean
is_interpolator (const char *name)
{
  RimInterpolator interpolator;

  return rim_interpolator_from_name (name, &interpolator, NULL);
}

static gboolean
is_fusion_wavelet (const char *name)
{
  return strlen (name) < sizeof ((RimFusionSettings *) NULL)->wavelet && rim_wavelet_is_known (name);
}

/* *INDENT-OFF* */
#define IN_SECTION(section_, profiles_, name_, field, kind_, ...) \
  { .name = name_, .section = section_, .profiles = profiles_, .kind = RIM_KEY_##kind_, \
    .offset = G_STRUCT_OFFSET (RimSettingValues, field), __VA_ARGS__ }
#define ROW(...)   IN_SECTION (RIM_SECTION_SETTING, RIM_IN_PYRADIOMICS, __VA_ARGS__)
#define BOTH(...)  IN_SECTION (RIM_SECTION_SETTING, RIM_IN_BOTH, __VA_ARGS__)
#define IBSI(...)  IN_SECTION (RIM_SECTION_SETTING, RIM_IN_IBSI, __VA_ARGS__)
#define VOXEL(...) IN_SECTION (RIM_SECTION_VOXEL_SETTING, RIM_IN_PYRADIOMICS, __VA_ARGS__)
#define FILTER(name_, field, kind_, filters_, ...) \
  IN_SECTION (RIM_SECTION_FILTER, RIM_IN_BOTH, name_, filter.field, kind_, .filters = filters_, __VA_ARGS__)
#define STUDY(section_, name_, field, kind_, ...) \
  { .name = name_, .section = RIM_SECTION_##section_, .profiles = RIM_IN_BOTH, .kind = RIM_KEY_##kind_, \
    .offset = G_STRUCT_OFFSET (RimSettingValues, study.field), __VA_ARGS__ }
#define BEYOND(family_, name_, field, kind_, ...) \
  { .name = name_, .section = RIM_SECTION_BEYOND, .profiles = RIM_IN_BOTH, .kind = RIM_KEY_##kind_, \
    .offset = G_STRUCT_OFFSET (RimSettingValues, beyond.field), .family = family_, __VA_ARGS__ }
#define OR_NULL    .can_be_null = TRUE
#define INITIAL(x) .initial = x
#define FROM(min_, max_) .min = min_, .max = max_
#define ABOVE(min_, max_) .min = min_, .above = TRUE, .max = max_
#define LIST(min_n_, max_n_) .min_n = min_n_, .max_n = max_n_
#define ONE_OF(names) .choices = names, .n_choices = G_N_ELEMENTS (names)

static const RimSettingKey keys[] = {
  BOTH ("minimumROIDimensions", minimum_roi_dimensions, INT, FROM (1, 3), INITIAL (2)),
  BOTH ("minimumROISize", minimum_roi_size, INT, FROM (1, HUGE_INT), INITIAL (NAN), OR_NULL),
  BOTH ("geometryTolerance", geometry_tolerance, FLOAT, ABOVE (0, HUGE_FLOAT), INITIAL (NAN), OR_NULL),
  BOTH ("correctMask", correct_mask, BOOL, INITIAL (FALSE), OR_NULL),
  BOTH ("additionalInfo", additional_info, BOOL, INITIAL (TRUE), OR_NULL),
  BOTH ("label", label, INT, FROM (1, HUGE_INT), INITIAL (1)),
  BOTH ("label_channel", label_channel, INT, FROM (0, HUGE_INT), INITIAL (0)),
  ROW ("normalize", normalize, BOOL, INITIAL (FALSE), OR_NULL),
  ROW ("normalizeScale", normalize_scale, FLOAT, ABOVE (0, HUGE_FLOAT), INITIAL (1)),
  ROW ("removeOutliers", remove_outliers, FLOAT, ABOVE (0, HUGE_FLOAT), INITIAL (NAN), OR_NULL),
  BOTH ("resampledPixelSpacing", resampled_pixel_spacing, FLOATS, FROM (0, 1e6), LIST (3, 3),
        INITIAL (NAN), OR_NULL),
  ROW ("interpolator", interpolator, CHOICE, ONE_OF (interpolators), INITIAL (3),
       OR_NULL, .takes_number = TRUE),
  ROW ("padDistance", pad_distance, INT, FROM (0, 65535), INITIAL (5)),
  ROW ("preCrop", pre_crop, BOOL, INITIAL (FALSE), OR_NULL),
  BOTH ("resegmentRange", resegment_range, FLOATS, FROM (-INFINITY, INFINITY), LIST (1, 2), INITIAL (NAN),
        OR_NULL),
  ROW ("resegmentMode", resegment_mode, CHOICE, ONE_OF (resegment_modes), INITIAL (RIM_RESEGMENT_ABSOLUTE)),
  ROW ("resegmentShape", resegment_shape, BOOL, INITIAL (FALSE), OR_NULL),

  ROW ("sigma", sigma, FLOATS, ABOVE (0, 1e6), LIST (0, RIM_MAX_NUMBERS), INITIAL (NAN), OR_NULL),
  ROW ("start_level", start_level, INT, FROM (0, 16), INITIAL (0)),
  ROW ("level", level, INT, FROM (1, 16), INITIAL (1)),
  ROW ("wavelet", wavelet, NAME, .initial_name = "coif1", .is_name = rim_wavelet_is_known),
  ROW ("gradientUseSpacing", gradient_use_spacing, BOOL, INITIAL (TRUE)),
  ROW ("lbp2DRadius", lbp_2d_radius, FLOAT, ABOVE (0, 1e6), INITIAL (1)),
  ROW ("lbp2DSamples", lbp_2d_samples, INT, FROM (1, 31), INITIAL (8)),
  ROW ("lbp2DMethod", lbp_2d_method, CHOICE, ONE_OF (lbp_methods), INITIAL (2)),
  ROW ("lbp3DLevels", lbp_3d_levels, INT, FROM (1, 8), INITIAL (2)),
  ROW ("lbp3DIcosphereRadius", lbp_3d_radius, FLOAT, ABOVE (0, 1e6), INITIAL (1)),
  ROW ("lbp3DIcosphereSubdivision", lbp_3d_subdivision, INT, FROM (0, 4), INITIAL (1)),

  BOTH ("binWidth", bin_width, FLOAT, ABOVE (0, HUGE_FLOAT), INITIAL (25)),
  BOTH ("binCount", bin_count, INT, FROM (1, HUGE_INT), INITIAL (NAN), OR_NULL),
  ROW ("force2D", force_2d, BOOL, INITIAL (FALSE), OR_NULL),
  ROW ("force2Ddimension", force_2d_dimension, INT, FROM (0, 2), INITIAL (0)),
  BOTH ("distances", distances, INTS, FROM (1, 100), LIST (1, RIM_MAX_DISTANCES), INITIAL (1)),
  ROW ("weightingNorm", weighting, CHOICE, ONE_OF (weightings), INITIAL (RIM_WEIGHTING_NONE), OR_NULL),
  ROW ("symmetricalGLCM", symmetrical_glcm, BOOL, INITIAL (TRUE), OR_NULL),
  ROW ("gldm_a", gldm_a, INT, FROM (0, HUGE_INT), INITIAL (0)),
  ROW ("voxelArrayShift", voxel_array_shift, INT, FROM (-HUGE_INT, HUGE_INT), INITIAL (0)),

  IBSI ("dimensions", dimensions, INT, FROM (2, 3), INITIAL (3)),
  IBSI ("imageInterpolation", image_interpolation, CHOICE, ONE_OF (ibsi_interpolations),
        INITIAL (RIM_IBSI_CUBIC_SPLINE)),
  IBSI ("roiThreshold", roi_threshold, FLOAT, ABOVE (0, 1), INITIAL (0.5)),
  IBSI ("roundIntensities", round_intensities, BOOL, INITIAL (FALSE)),
  IBSI ("outlierSigma", outlier_sigma, FLOAT, ABOVE (0, HUGE_FLOAT), INITIAL (NAN), OR_NULL),
  IBSI ("ivhStep", ivh_step, FLOAT, ABOVE (0, HUGE_FLOAT), INITIAL (1)),
  IBSI ("ivhBinWidth", ivh_bin_width, FLOAT, ABOVE (0, HUGE_FLOAT), INITIAL (NAN), OR_NULL),
  IBSI ("ivhBinCount", ivh_bin_count, INT, FROM (2, HUGE_INT), INITIAL (NAN), OR_NULL),
  IBSI ("coarseness", coarseness, FLOAT, FROM (0, HUGE_FLOAT), INITIAL (0)),
  IBSI ("aggregation", aggregations, CHOICES, ONE_OF (aggregations), INITIAL (NAN), OR_NULL),

  VOXEL ("kernelRadius", kernel_radius, INT, FROM (1, 100), INITIAL (1)),
  VOXEL ("maskedKernel", masked_kernel, BOOL, INITIAL (TRUE), OR_NULL),
  VOXEL ("initValue", init_value, FLOAT, FROM (-INFINITY, INFINITY), INITIAL (0)),
  VOXEL ("voxelBatch", voxel_batch, INT, FROM (1, HUGE_INT), INITIAL (-1)),

  FILTER ("type", kind, CHOICE, ALL, ONE_OF (filters), INITIAL (RIM_IBSI_MEAN)),
  FILTER ("name", name, NAME, ALL, OR_NULL, .is_name = is_image_name),
  FILTER ("dimensions", dimensions, INT, ALL, FROM (2, 3), INITIAL (NAN), OR_NULL),
  FILTER ("boundary", boundary, CHOICE, ALL, ONE_OF (boundaries), INITIAL (RIM_BOUNDARY_MIRROR)),
  FILTER ("rotationInvariant", rotation_invariant, BOOL, ROTATED, INITIAL (FALSE)),
  FILTER ("pooling", pooling, CHOICE, ROTATED, ONE_OF (poolings), INITIAL (RIM_POOLING_AVERAGE)),
  FILTER ("energyDistance", energy_distance, INT, ALL, FROM (1, 65535), INITIAL (NAN), OR_NULL),
  FILTER ("support", support, INT, MEAN, FROM (1, 65535), INITIAL (3)),
  FILTER ("sigma", sigma, FLOAT, LOG | GABOR | RIESZ_LOG, ABOVE (0, 1e6), INITIAL (3)),
  FILTER ("cutoff", cutoff, FLOAT, LOG | RIESZ_LOG, ABOVE (0, 1e6), INITIAL (4)),
  FILTER ("kernels", kernels, NAME, LAWS, .initial_name = "L5E5E5", .is_name = is_laws_name),
  FILTER ("lambda", lambda, FLOAT, GABOR, ABOVE (0, 1e6), INITIAL (3)),
  FILTER ("gamma", gamma, FLOAT, GABOR, ABOVE (0, 1e6), INITIAL (1)),
  FILTER ("angle", angle, FLOAT, GABOR, FROM (-360, 360), INITIAL (0)),
  FILTER ("angleStep", angle_step, FLOAT, GABOR, FROM (1, 180), INITIAL (22.5)),
  FILTER ("orthogonalPlanes", orthogonal_planes, BOOL, GABOR, INITIAL (FALSE)),
  FILTER ("wavelet", wavelet, NAME, WAVELET, .initial_name = "db3", .is_name = rim_wavelet_is_known),
  FILTER ("subband", subband, NAME, WAVELET, .initial_name = "LLH", .is_name = is_subband_name),
  FILTER ("level", level, INT, WAVELET | SIMONCELLI | RIESZ_SIMONCELLI, FROM (1, 16), INITIAL (1)),
  FILTER ("order", order, INTS, RIESZ, FROM (0, 16), LIST (3, 3), INITIAL (NAN)),
  FILTER ("steered", steered, BOOL, RIESZ, INITIAL (FALSE)),
  FILTER ("tensorSigma", tensor_sigma, FLOAT, RIESZ, ABOVE (0, 1e6), INITIAL (1)),

  STUDY (VOI, "rInMm", r_in_mm, FLOAT, FROM (0, 1000), INITIAL (3)),
  STUDY (VOI, "rOutMm", r_out_mm, FLOAT, FROM (0, 1000), INITIAL (5)),
  STUDY (VOI, "rimInside", rim_inside, BOOL, INITIAL (FALSE)),
  STUDY (VOI, "clip", clip, CHOICE, ONE_OF (clips), INITIAL (RIM_VOI_CLIP_NONE)),

  STUDY (FUSION, "method", method, CHOICE, ONE_OF (fusion_methods), INITIAL (RIM_FUSION_WEIGHTED)),
  STUDY (FUSION, "grid", grid, CHOICE, ONE_OF (fusion_grids), INITIAL (RIM_FUSION_GRID_CT)),
  STUDY (FUSION, "interpolator", interpolator, NAME, .initial_name = "sitkLinear",
         .is_name = is_interpolator),
  STUDY (FUSION, "scale", scale, CHOICE, ONE_OF (fusion_scales), INITIAL (RIM_FUSION_SCALE_Z_SCORE)),
  STUDY (FUSION, "scope", scope, CHOICE, ONE_OF (fusion_scopes), INITIAL (RIM_FUSION_SCOPE_VOI)),
  STUDY (FUSION, "petSquareRoot", pet_square_root, BOOL, INITIAL (FALSE)),
  STUDY (FUSION, "ctWeight", ct_weight, FLOAT, FROM (0, 1), INITIAL (0.5)),
  STUDY (FUSION, "detailWeight", detail_weight, FLOAT, FROM (0, 1), INITIAL (0.5)),
  STUDY (FUSION, "wavelet", wavelet, NAME, .initial_name = "sym8", .is_name = is_fusion_wavelet),
  STUDY (FUSION, "clipBands", clip_bands, BOOL, INITIAL (FALSE)),
  STUDY (FUSION, "radius", radius, INT, FROM (1, 16), INITIAL (2)),
  STUDY (FUSION, "nBins", n_bins, INT, FROM (2, 1024), INITIAL (32)),
  STUDY (FUSION, "pseudoCount", pseudo_count, FLOAT, ABOVE (0, 1e6), INITIAL (0.5)),
  STUDY (FUSION, "marginMm", margin_mm, FLOAT, FROM (0, 1000), INITIAL (20)),

  BEYOND ("collage", "collageRadius", collage_radius, INT, FROM (1, RIM_ORIENTATIONS_MAX_RADIUS), INITIAL (2)),
  BEYOND ("collage", "collageBins", collage_bins, INT, FROM (2, RIM_ORIENTATIONS_MAX_BINS), INITIAL (32)),
  BEYOND ("margin", "marginReachMm", margin_reach_mm, FLOAT, ABOVE (0, 100), INITIAL (5)),
  BEYOND ("margin", "marginStepMm", margin_step_mm, FLOAT, ABOVE (0, 10), INITIAL (0.5)),
  BEYOND ("margin", "marginProfiles", margin_profiles, INT, FROM (1, 1000000), INITIAL (2000)),
  BEYOND ("rimsectors", "sectorShellMm", sector_shell_mm, FLOAT, ABOVE (0, 100), INITIAL (3)),
  BEYOND ("gabor", "gaborSigmaMm", gabor_sigma_mm, FLOAT, ABOVE (0, 100), INITIAL (2)),
  BEYOND ("gabor", "gaborLambdaMm", gabor_lambda_mm, FLOAT, ABOVE (0, 100), INITIAL (4)),
  BEYOND ("gabor", "gaborBins", gabor_bins, INT, FROM (2, RIM_BANK_MAX_BINS), INITIAL (32)),
  BEYOND ("laws", "lawsBins", laws_bins, INT, FROM (2, RIM_BANK_MAX_BINS), INITIAL (32)),
};
/* *INDENT-ON* */

G_STATIC_ASSERT (G_N_ELEMENTS (keys) <= RIM_MAX_SETTING_KEYS);

static const RimImageKindInfo image_kinds[] = {
  [RIM_IMAGE_ORIGINAL] = { "Original", RIM_IN_BOTH },
  [RIM_IMAGE_WAVELET] = { "Wavelet", RIM_IN_PYRADIOMICS },
  [RIM_IMAGE_LOG] = { "LoG", RIM_IN_PYRADIOMICS },
  [RIM_IMAGE_SQUARE] = { "Square", RIM_IN_PYRADIOMICS },
  [RIM_IMAGE_SQUARE_ROOT] = { "SquareRoot", RIM_IN_PYRADIOMICS },
  [RIM_IMAGE_LOGARITHM] = { "Logarithm", RIM_IN_PYRADIOMICS },
  [RIM_IMAGE_EXPONENTIAL] = { "Exponential", RIM_IN_PYRADIOMICS },
  [RIM_IMAGE_GRADIENT] = { "Gradient", RIM_IN_PYRADIOMICS },
  [RIM_IMAGE_LBP_2D] = { "LBP2D", RIM_IN_PYRADIOMICS },
  [RIM_IMAGE_LBP_3D] = { "LBP3D", RIM_IN_PYRADIOMICS },
  [RIM_IMAGE_IBSI_FILTER] = { "filter", 0 },
};

G_STATIC_ASSERT (G_N_ELEMENTS (image_kinds) == RIM_N_IMAGE_KINDS);

/**
 * rim_setting_keys_get:
 * @n_keys: (out): how many
 *
 * Returns: every setting, in the order in which they are written
 */
const RimSettingKey *
rim_setting_keys_get (guint *n_keys)
{
  *n_keys = G_N_ELEMENTS (keys);

  return keys;
}

const RimImageKindInfo *
rim_image_kind_get_info (RimImageKind kind)
{
  return &image_kinds[kind];
}

static void
init_value (const RimSettingKey *key,
            gpointer             field)
{
  RimNumbers *numbers = field;

  switch (key->kind)
    {
    case RIM_KEY_BOOL:
      *(gboolean *) field = key->initial > 0.0;
      break;
    case RIM_KEY_INT:
      *(gint64 *) field = isnan (key->initial) ? 0 : (gint64) key->initial;
      break;
    case RIM_KEY_FLOAT:
      *(double *) field = key->initial;
      break;
    case RIM_KEY_INTS:
    case RIM_KEY_FLOATS:
      numbers->n = !isnan (key->initial);
      numbers->values[0] = key->initial;
      numbers->whole = 1;
      break;
    case RIM_KEY_CHOICE:
      *(int *) field = (int) key->initial;
      break;
    case RIM_KEY_CHOICES:
      *(guint *) field = isnan (key->initial) ? 0 : (guint) key->initial;
      break;
    case RIM_KEY_NAME:
      g_strlcpy (field, key->initial_name != NULL ? key->initial_name : "", RIM_MAX_NAME);
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * rim_setting_value_set_null:
 * @key: a setting that can be null
 * @field: (out): where its value is; gets what says that there is none
 */
void
rim_setting_value_set_null (const RimSettingKey *key,
                            gpointer             field)
{
  RimSettingKey none = *key;

  none.initial = key->kind == RIM_KEY_CHOICE ? 0.0 : NAN;
  init_value (&none, field);
}

static gsize
get_size (RimKeyKind kind)
{
  switch (kind)
    {
    case RIM_KEY_BOOL:
    case RIM_KEY_CHOICE:
    case RIM_KEY_CHOICES:
      return sizeof (int);
    case RIM_KEY_INT:
      return sizeof (gint64);
    case RIM_KEY_FLOAT:
      return sizeof (double);
    case RIM_KEY_INTS:
    case RIM_KEY_FLOATS:
      return sizeof (RimNumbers);
    case RIM_KEY_NAME:
      return RIM_MAX_NAME;
    default:
      g_assert_not_reached ();
    }
}

/* Copies the value of one key. */
void
rim_setting_value_copy (const RimSettingKey    *key,
                        RimSettingValues       *to,
                        const RimSettingValues *from)
{
  memcpy ((char *) to + key->offset, (const char *) from + key->offset, get_size (key->kind));
}

/**
 * rim_setting_values_init:
 * @self: (out): gets the value that each key has when it is not written
 */
void
rim_setting_values_init (RimSettingValues *self)
{
  memset (self, 0, sizeof *self);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    init_value (&keys[i], (char *) self + keys[i].offset);
}

/* Returns: -1, or the axis square to the slices that are looked at one by one;
 *   numpy's arrays, which force2Ddimension counts in, have z first
 */
int
rim_setting_values_get_flat_axis (const RimSettingValues *self)
{
  return self->force_2d ? 2 - (int) self->force_2d_dimension : -1;
}

/* Returns: whether settings of @profile may name this family */
gboolean
rim_family_can_be_asked (const RimFamily *family,
                         RimProfile       profile)
{
  for (guint i = 0; i < family->n_features; i++)
    if (rim_feature_info_can_be_asked (family->get_info (i), profile))
      return TRUE;

  return FALSE;
}

/* Returns: whether @profile has a feature of this family */
gboolean
rim_family_is_in_profile (const RimFamily *family,
                          RimProfile       profile)
{
  for (guint i = 0; i < family->n_features; i++)
    if (family->get_info (i)->profiles & 1u << profile)
      return TRUE;

  return FALSE;
}

/**
 * rim_setting_values_get_beyond:
 * @self: settings
 * @beyond: (out): what they say of families that no standard has
 */
void
rim_setting_values_get_beyond (const RimSettingValues *self,
                               RimBeyondSettings      *beyond)
{
  const RimSettingBeyond *values = &self->beyond;

  *beyond = (RimBeyondSettings) {
    .collage_radius = (guint) values->collage_radius,
    .collage_bins = (guint) values->collage_bins,
    .margin_reach_mm = values->margin_reach_mm,
    .margin_step_mm = values->margin_step_mm,
    .margin_profiles = (guint) values->margin_profiles,
    .sector_shell_mm = values->sector_shell_mm,
    .gabor_sigma_mm = values->gabor_sigma_mm,
    .gabor_lambda_mm = values->gabor_lambda_mm,
    .gabor_bins = (guint) values->gabor_bins,
    .laws_bins = (guint) values->laws_bins,
  };
}

/**
 * rim_settings_list_parameters:
 * @family: a family
 *
 * Returns: (transfer full) (element-type RimSettingParameter): what may be set of
 *   it in the section "beyond"; empty for families of PyRadiomics and the IBSI
 */
GPtrArray *
rim_settings_list_parameters (const RimFamily *family)
{
  GPtrArray *parameters = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_strcmp0 (keys[i].family, family->name) == 0)
      {
        RimSettingParameter *parameter = g_new (RimSettingParameter, 1);

        *parameter = (RimSettingParameter) { keys[i].name, keys[i].initial, keys[i].min, keys[i].above, keys[i].max };
        g_ptr_array_add (parameters, parameter);
      }

  return parameters;
}
