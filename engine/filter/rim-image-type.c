/* rim-image-type.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-image-type.h"

#include "rim-filter-private.h"
#include "rim-recursive-gaussian-private.h"
#include "rim-scaled.h"

static gboolean
run_original (RimVolume                   *image,
              const RimBox                *box,
              const guint8                *wanted,
              const RimImageTypeSettings  *settings,
              RimFilteredFunc              func,
              gpointer                     data,
              GCancellable                *cancellable,
              GError                     **error)
{
  g_autoptr(RimField) field = NULL;

  if (!rim_filter_check_box (image, box, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  field = rim_field_new_from_volume (image, box, error);

  return field != NULL && func ("original", g_steal_pointer (&field), data, error);
}

#define DEFINE_RUN(name_, filter_, part_)                                              \
  static gboolean                                                                      \
  name_ (RimVolume *image, const RimBox *box, const guint8 *wanted,                    \
         const RimImageTypeSettings *settings, RimFilteredFunc func, gpointer data,    \
         GCancellable *cancellable, GError **error)                                    \
  {                                                                                    \
    return filter_ (image, box, &settings->part_, func, data, cancellable, error);     \
  }

#define DEFINE_PLAIN_RUN(name_, filter_)                                               \
  static gboolean                                                                      \
  name_ (RimVolume *image, const RimBox *box, const guint8 *wanted,                    \
         const RimImageTypeSettings *settings, RimFilteredFunc func, gpointer data,    \
         GCancellable *cancellable, GError **error)                                    \
  {                                                                                    \
    return filter_ (image, box, func, data, cancellable, error);                       \
  }

DEFINE_RUN (run_wavelet, rim_filter_wavelet, wavelet)
DEFINE_RUN (run_log, rim_filter_log, log)
DEFINE_RUN (run_gradient, rim_filter_gradient, gradient)
DEFINE_RUN (run_lbp_2d, rim_filter_lbp_2d, lbp_2d)
DEFINE_PLAIN_RUN (run_square, rim_filter_square)
DEFINE_PLAIN_RUN (run_square_root, rim_filter_square_root)
DEFINE_PLAIN_RUN (run_logarithm, rim_filter_logarithm)
DEFINE_PLAIN_RUN (run_exponential, rim_filter_exponential)

static gboolean
run_lbp_3d (RimVolume                   *image,
            const RimBox                *box,
            const guint8                *wanted,
            const RimImageTypeSettings  *settings,
            RimFilteredFunc              func,
            gpointer                     data,
            GCancellable                *cancellable,
            GError                     **error)
{
  return rim_filter_lbp_3d (image, box, wanted, &settings->lbp_3d, func, data, cancellable, error);
}

#define AT(member_) G_STRUCT_OFFSET (RimImageTypeSettings, member_)

static const RimImageParameter wavelet_parameters[] = {
  { "wavelet", RIM_IMAGE_PARAMETER_WAVELET, AT (wavelet.wavelet) },
  { "level", RIM_IMAGE_PARAMETER_COUNT, AT (wavelet.level) },
  { "start_level", RIM_IMAGE_PARAMETER_COUNT, AT (wavelet.start_level) },
};

static const RimImageParameter log_parameters[] = {
  { "sigma", RIM_IMAGE_PARAMETER_SIGMAS, AT (log) },
};

static const RimImageParameter gradient_parameters[] = {
  { "gradientUseSpacing", RIM_IMAGE_PARAMETER_SWITCH, AT (gradient.use_spacing) },
};

static const RimImageParameter lbp_2d_parameters[] = {
  { "lbp2DRadius", RIM_IMAGE_PARAMETER_NUMBER, AT (lbp_2d.radius) },
  { "lbp2DSamples", RIM_IMAGE_PARAMETER_COUNT, AT (lbp_2d.n_samples) },
  { "lbp2DMethod", RIM_IMAGE_PARAMETER_METHOD, AT (lbp_2d.method) },
};

static const RimImageParameter lbp_3d_parameters[] = {
  { "lbp3DLevels", RIM_IMAGE_PARAMETER_COUNT, AT (lbp_3d.levels) },
  { "lbp3DIcosphereRadius", RIM_IMAGE_PARAMETER_NUMBER, AT (lbp_3d.radius) },
  { "lbp3DIcosphereSubdivision", RIM_IMAGE_PARAMETER_COUNT, AT (lbp_3d.subdivision) },
};

#define TYPE(name_, min_size_, parameters_, run_) \
  { name_, min_size_, G_N_ELEMENTS (parameters_), parameters_, run_ }
#define PLAIN_TYPE(name_, run_) { name_, 1, 0, NULL, run_ }

/* PyRadiomics' image types; an image type is a row. */
static const RimImageType types[] = {
  PLAIN_TYPE ("Original", run_original),
  TYPE ("Wavelet", 1, wavelet_parameters, run_wavelet),
  TYPE ("LoG", RIM_RECURSIVE_MIN_SAMPLES, log_parameters, run_log),
  PLAIN_TYPE ("Square", run_square),
  PLAIN_TYPE ("SquareRoot", run_square_root),
  PLAIN_TYPE ("Logarithm", run_logarithm),
  PLAIN_TYPE ("Exponential", run_exponential),
  TYPE ("Gradient", 1, gradient_parameters, run_gradient),
  TYPE ("LBP2D", 1, lbp_2d_parameters, run_lbp_2d),
  TYPE ("LBP3D", 1, lbp_3d_parameters, run_lbp_3d),
};

static const char *const methods[] = {
  [RIM_LBP_2D_DEFAULT] = "default",
  [RIM_LBP_2D_ROR] = "ror",
  [RIM_LBP_2D_UNIFORM] = "uniform",
  [RIM_LBP_2D_VAR] = "var",
};

/**
 * rim_image_types_get:
 * @n_types: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_types): all image types
 */
const RimImageType *
rim_image_types_get (guint *n_types)
{
  *n_types = G_N_ELEMENTS (types);

  return types;
}

/**
 * rim_image_type_find:
 * @name: "LoG"
 *
 * Returns: (transfer none) (nullable): the image type of this name
 */
const RimImageType *
rim_image_type_find (const char *name)
{
  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    if (g_str_equal (types[t].name, name))
      return &types[t];

  return NULL;
}

/**
 * rim_lbp_2d_method_get_name:
 * @method: a method
 *
 * Returns: (transfer none): its name in parameter files
 */
const char *
rim_lbp_2d_method_get_name (RimLbp2dMethod method)
{
  g_return_val_if_fail (method < G_N_ELEMENTS (methods), NULL);

  return methods[method];
}

/**
 * rim_lbp_2d_method_find:
 * @name: "uniform"
 * @method: (out): the method of this name
 *
 * Returns: whether there is one
 */
gboolean
rim_lbp_2d_method_find (const char     *name,
                        RimLbp2dMethod *method)
{
  for (guint m = 0; m < G_N_ELEMENTS (methods); m++)
    if (g_ascii_strcasecmp (methods[m], name) == 0)
      {
        *method = (RimLbp2dMethod) m;
        return TRUE;
      }

  return FALSE;
}
