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

DEFINE_RUN (run_gradient, rim_filter_gradient, gradient)
DEFINE_RUN (run_lbp_2d, rim_filter_lbp_2d, lbp_2d)
DEFINE_PLAIN_RUN (run_square, rim_filter_square)
DEFINE_PLAIN_RUN (run_square_root, rim_filter_square_root)
DEFINE_PLAIN_RUN (run_logarithm, rim_filter_logarithm)
DEFINE_PLAIN_RUN (run_exponential, rim_filter_exponential)

static gboolean
run_wavelet (RimVolume                   *image,
             const RimBox                *box,
             const guint8                *wanted,
             const RimImageTypeSettings  *settings,
             RimFilteredFunc              func,
             gpointer                     data,
             GCancellable                *cancellable,
             GError                     **error)
{
  return rim_filter_wavelet (image, box, &settings->wavelet, settings->only, func, data, cancellable, error);
}

static gboolean
run_log (RimVolume                   *image,
         const RimBox                *box,
         const guint8                *wanted,
         const RimImageTypeSettings  *settings,
         RimFilteredFunc              func,
         gpointer                     data,
         GCancellable                *cancellable,
         GError                     **error)
{
  RimLogSettings one = { 0 };

  if (settings->only == NULL)
    return rim_filter_log (image, box, &settings->log, func, data, cancellable, error);

  for (guint s = 0; s < settings->log.n_sigmas && one.n_sigmas == 0; s++)
    {
      g_autofree char *name = rim_log_get_name (settings->log.sigmas[s]);

      if (g_str_equal (name, settings->only))
        one.sigmas[one.n_sigmas++] = settings->log.sigmas[s];
    }

  return rim_filter_log (image, box, &one, func, data, cancellable, error);
}

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

static void
list_wavelet (const RimImageTypeSettings *settings,
              const RimGrid              *grid,
              GStrvBuilder               *names)
{
  rim_wavelet_list_names (&settings->wavelet, names);
}

static void
list_log (const RimImageTypeSettings *settings,
          const RimGrid              *grid,
          GStrvBuilder               *names)
{
  for (guint s = 0; s < settings->log.n_sigmas; s++)
    if (rim_log_is_apt (grid, settings->log.sigmas[s]))
      {
        g_autofree char *name = rim_log_get_name (settings->log.sigmas[s]);

        g_strv_builder_add (names, name);
      }
}

static void
list_lbp_3d (const RimImageTypeSettings *settings,
             const RimGrid              *grid,
             GStrvBuilder               *names)
{
  rim_lbp_3d_list_names (&settings->lbp_3d, names);
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

#define PARAMETERS(parameters_) .n_parameters = G_N_ELEMENTS (parameters_), .parameters = parameters_

/* PyRadiomics' image types; an image type is a row. */
static const RimImageType types[] = {
  { "Original", 1, .image = "original", .run = run_original },
  { "Wavelet", 1, PARAMETERS (wavelet_parameters), .list = list_wavelet, .run = run_wavelet },
  { "LoG", RIM_RECURSIVE_MIN_SAMPLES, PARAMETERS (log_parameters), .list = list_log, .run = run_log },
  { "Square", 1, .image = "square", .run = run_square },
  { "SquareRoot", 1, .image = "squareroot", .run = run_square_root },
  { "Logarithm", 1, .image = "logarithm", .run = run_logarithm },
  { "Exponential", 1, .image = "exponential", .run = run_exponential },
  { "Gradient", 1, PARAMETERS (gradient_parameters), .image = "gradient", .run = run_gradient },
  { "LBP2D", 1, PARAMETERS (lbp_2d_parameters), .image = "lbp-2D", .run = run_lbp_2d },
  { "LBP3D", 1, PARAMETERS (lbp_3d_parameters), .list = list_lbp_3d, .run = run_lbp_3d },
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
 * rim_image_type_list_images:
 * @self: an image type
 * @settings: settings
 * @grid: of an image
 * @names: gets the names of the images that the type makes of it; none where it is
 *   too small
 *
 * Says what there would be without making it.
 */
void
rim_image_type_list_images (const RimImageType         *self,
                            const RimImageTypeSettings *settings,
                            const RimGrid              *grid,
                            GStrvBuilder               *names)
{
  for (guint axis = 0; axis < 3; axis++)
    if (grid->size[axis] < self->min_size)
      return;

  if (self->image != NULL)
    g_strv_builder_add (names, self->image);
  else
    self->list (settings, grid, names);
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
