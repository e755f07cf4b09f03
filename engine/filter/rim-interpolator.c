/* rim-interpolator.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-resample.h"

static const char *const names[] = {
  [RIM_INTERPOLATOR_NEAREST] = "sitkNearestNeighbor",
  [RIM_INTERPOLATOR_LINEAR] = "sitkLinear",
  [RIM_INTERPOLATOR_BSPLINE_1] = "sitkBSpline1",
  [RIM_INTERPOLATOR_BSPLINE_2] = "sitkBSpline2",
  [RIM_INTERPOLATOR_BSPLINE_3] = "sitkBSpline",
  [RIM_INTERPOLATOR_BSPLINE_4] = "sitkBSpline4",
  [RIM_INTERPOLATOR_BSPLINE_5] = "sitkBSpline5",
  [RIM_INTERPOLATOR_GAUSSIAN] = "sitkGaussian",
  [RIM_INTERPOLATOR_HAMMING] = "sitkHammingWindowedSinc",
  [RIM_INTERPOLATOR_COSINE] = "sitkCosineWindowedSinc",
  [RIM_INTERPOLATOR_WELCH] = "sitkWelchWindowedSinc",
  [RIM_INTERPOLATOR_LANCZOS] = "sitkLanczosWindowedSinc",
  [RIM_INTERPOLATOR_BLACKMAN] = "sitkBlackmanWindowedSinc",
};

/* For labels, or for images that are coefficients already. */
static const char *const refused[] = {
  "sitkLabelGaussian",
  "sitkLabelLinear",
  "sitkBSplineResampler",
  "sitkBSplineResamplerOrder1",
  "sitkBSplineResamplerOrder2",
  "sitkBSplineResamplerOrder3",
  "sitkBSplineResamplerOrder4",
  "sitkBSplineResamplerOrder5",
};

/**
 * rim_interpolator_to_name:
 * @interpolator: an interpolator
 *
 * Returns: SimpleITK's name of it
 */
const char *
rim_interpolator_to_name (RimInterpolator interpolator)
{
  g_return_val_if_fail (interpolator < G_N_ELEMENTS (names), NULL);

  return names[interpolator];
}

/**
 * rim_interpolator_from_name:
 * @name: SimpleITK's name: "sitkBSpline"
 * @interpolator: (out): which one
 * @error: where to put an error
 *
 * SimpleITK's interpolators for labels and for spline coefficients are no way to
 * sample intensities and are refused by name.
 *
 * Returns: whether there is such an interpolator for images
 */
gboolean
rim_interpolator_from_name (const char       *name,
                            RimInterpolator  *interpolator,
                            GError          **error)
{
  if (g_str_equal (name, "sitkBSpline3"))
    name = "sitkBSpline";

  for (guint n = 0; n < G_N_ELEMENTS (names); n++)
    if (g_str_equal (name, names[n]))
      {
        *interpolator = (RimInterpolator) n;
        return TRUE;
      }

  for (guint n = 0; n < G_N_ELEMENTS (refused); n++)
    if (g_str_equal (name, refused[n]))
      {
        g_set_error (error, RIM_RESAMPLE_ERROR, RIM_RESAMPLE_ERROR_SETTINGS,
                     "The interpolator %s is for labels or spline coefficients, not for images; "
                     "use sitkNearestNeighbor, sitkLinear or sitkBSpline", name);
        return FALSE;
      }

  g_set_error (error, RIM_RESAMPLE_ERROR, RIM_RESAMPLE_ERROR_SETTINGS,
               "There is no interpolator \"%s\"", name);

  return FALSE;
}
