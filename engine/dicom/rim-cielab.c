/* rim-cielab.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-seg-private.h"

#include <math.h>

/* CIELab as DICOM stores it (PS3.3 C.10.7.1.1): L* from 0 to 100, a* and b* from
 * -128 to 127, each over 16 bits, white being D50 as in an ICC profile. The
 * matrices are sRGB (IEC 61966-2-1) adapted to D50 by Bradford.
 */
static const double white[3] = { 0.96422, 1.0, 0.82521 };

static const double from_linear[3][3] = {
  { 0.4360747, 0.3850649, 0.1430804 },
  { 0.2225045, 0.7168786, 0.0606169 },
  { 0.0139322, 0.0971045, 0.7141733 },
};

static const double to_linear[3][3] = {
  { 3.1338561, -1.6168667, -0.4906146 },
  { -0.9787684, 1.9161415, 0.0334540 },
  { 0.0719453, -0.2289914, 1.4052427 },
};

static void
multiply (const double matrix[3][3],
          const double in[3],
          double       out[3])
{
  for (guint n = 0; n < 3; n++)
    out[n] = matrix[n][0] * in[0] + matrix[n][1] * in[1] + matrix[n][2] * in[2];
}

static double
compress (double t)
{
  return t > 216.0 / 24389.0 ? cbrt (t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
}

static double
expand (double f)
{
  return f > 6.0 / 29.0 ? f * f * f : (116.0 * f - 16.0) * 27.0 / 24389.0;
}

static guint16
to_16_bits (double value,
            double low,
            double high)
{
  return (guint16) lround (CLAMP ((value - low) / (high - low), 0.0, 1.0) * 65535.0);
}

static double
from_16_bits (guint16 value,
              double  low,
              double  high)
{
  return low + value / 65535.0 * (high - low);
}

/**
 * rim_cielab_from_rgb:
 * @rgb: sRGB
 * @lab: (out): for Recommended Display CIELab Value (0062,000D)
 */
void
rim_cielab_from_rgb (const guint8 rgb[3],
                     guint16      lab[3])
{
  double linear[3];
  double xyz[3];

  for (guint n = 0; n < 3; n++)
    {
      double value = rgb[n] / 255.0;

      linear[n] = value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
    }

  multiply (from_linear, linear, xyz);
  for (guint n = 0; n < 3; n++)
    xyz[n] = compress (xyz[n] / white[n]);

  lab[0] = to_16_bits (116.0 * xyz[1] - 16.0, 0.0, 100.0);
  lab[1] = to_16_bits (500.0 * (xyz[0] - xyz[1]), -128.0, 127.0);
  lab[2] = to_16_bits (200.0 * (xyz[1] - xyz[2]), -128.0, 127.0);
}

/**
 * rim_cielab_to_rgb:
 * @lab: Recommended Display CIELab Value (0062,000D)
 * @rgb: (out): sRGB, what lies outside of it drawn in
 */
void
rim_cielab_to_rgb (const guint16 lab[3],
                   guint8        rgb[3])
{
  double y = (from_16_bits (lab[0], 0.0, 100.0) + 16.0) / 116.0;
  double xyz[3] = { y + from_16_bits (lab[1], -128.0, 127.0) / 500.0, y,
                    y - from_16_bits (lab[2], -128.0, 127.0) / 200.0 };
  double linear[3];

  for (guint n = 0; n < 3; n++)
    xyz[n] = expand (xyz[n]) * white[n];

  multiply (to_linear, xyz, linear);
  for (guint n = 0; n < 3; n++)
    {
      double value = linear[n] <= 0.0031308 ? 12.92 * linear[n]
                                            : 1.055 * pow (linear[n], 1.0 / 2.4) - 0.055;

      rgb[n] = (guint8) lround (CLAMP (value, 0.0, 1.0) * 255.0);
    }
}
