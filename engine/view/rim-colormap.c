/* rim-colormap.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-colormap.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#define N_STEPS 20u

/* A colour at a place from 0 to 255; between two stops each channel runs
 * straight.
 */
typedef struct
{
  guint  at;
  guint8 rgb[3];
} Stop;

static const Stop grey[] = {
  { 0, { 0, 0, 0 } }, { 255, { 255, 255, 255 } },
};

static const Stop inverse_grey[] = {
  { 0, { 255, 255, 255 } }, { 255, { 0, 0, 0 } },
};

/* As DICOM PS3.6 B.1.1 describes it: red over the first half, green over the
 * second, blue over the last quarter.
 */
static const Stop hot_iron[] = {
  { 0, { 0, 0, 0 } }, { 127, { 254, 0, 0 } }, { 128, { 255, 0, 0 } },
  { 191, { 255, 126, 0 } }, { 192, { 255, 128, 4 } }, { 255, { 255, 255, 255 } },
};

/* Darker for longer than hot iron, so that the anatomy below a fused PET stays
 * readable.
 */
static const Stop hot_metal[] = {
  { 0, { 0, 0, 0 } }, { 96, { 152, 16, 4 } }, { 160, { 236, 84, 6 } },
  { 208, { 255, 172, 32 } }, { 240, { 255, 236, 136 } }, { 255, { 255, 255, 248 } },
};

static const Stop pet_rainbow[] = {
  { 0, { 0, 0, 0 } }, { 32, { 72, 0, 128 } }, { 72, { 0, 48, 255 } },
  { 112, { 0, 200, 232 } }, { 152, { 0, 208, 48 } }, { 184, { 232, 232, 0 } },
  { 224, { 255, 64, 0 } }, { 255, { 255, 255, 255 } },
};

/* Viridis, inferno and magma by S. van der Walt and N. Smith (2015), given to the
 * public domain (CC0), at eleven places each.
 */
static const Stop viridis[] = {
  { 0, { 68, 1, 84 } }, { 26, { 72, 36, 117 } }, { 51, { 65, 68, 135 } },
  { 77, { 53, 95, 141 } }, { 102, { 42, 120, 142 } }, { 128, { 33, 145, 140 } },
  { 153, { 34, 168, 132 } }, { 179, { 68, 191, 112 } }, { 204, { 122, 209, 81 } },
  { 230, { 189, 223, 38 } }, { 255, { 253, 231, 37 } },
};

static const Stop inferno[] = {
  { 0, { 0, 0, 4 } }, { 26, { 22, 11, 57 } }, { 51, { 66, 10, 104 } },
  { 77, { 106, 23, 110 } }, { 102, { 147, 38, 103 } }, { 128, { 188, 55, 84 } },
  { 153, { 221, 81, 58 } }, { 179, { 243, 120, 25 } }, { 204, { 252, 165, 10 } },
  { 230, { 246, 215, 70 } }, { 255, { 252, 255, 164 } },
};

static const Stop magma[] = {
  { 0, { 0, 0, 4 } }, { 26, { 20, 14, 54 } }, { 51, { 59, 15, 112 } },
  { 77, { 100, 26, 128 } }, { 102, { 140, 41, 129 } }, { 128, { 183, 55, 121 } },
  { 153, { 222, 73, 104 } }, { 179, { 247, 112, 92 } }, { 204, { 254, 159, 109 } },
  { 230, { 254, 207, 146 } }, { 255, { 252, 253, 191 } },
};

static guint32
pack (double r,
      double g,
      double b)
{
  return 0xff000000u | (guint32) lround (CLAMP (r, 0.0, 255.0)) << 16 |
         (guint32) lround (CLAMP (g, 0.0, 255.0)) << 8 |
         (guint32) lround (CLAMP (b, 0.0, 255.0));
}

static void
fill_from_stops (RimColormap *self,
                 const Stop  *stops)
{
  for (guint i = 0; i < 256; i++)
    {
      double t;

      if (i > stops[1].at)
        stops++;

      t = (double) (i - stops[0].at) / (stops[1].at - stops[0].at);
      self->colors[i] = pack (stops[0].rgb[0] + t * (stops[1].rgb[0] - stops[0].rgb[0]),
                              stops[0].rgb[1] + t * (stops[1].rgb[1] - stops[0].rgb[1]),
                              stops[0].rgb[2] + t * (stops[1].rgb[2] - stops[0].rgb[2]));
    }
}

static double
encode_srgb (double linear)
{
  return linear <= 0.0031308 ? 12.92 * linear : 1.055 * pow (linear, 1.0 / 2.4) - 0.055;
}

/* Oklab (B. Ottosson 2020) to linear sRGB. */
static gboolean
oklab_to_linear (double lightness,
                 double a,
                 double b,
                 double rgb[3])
{
  double l = pow (lightness + 0.3963377774 * a + 0.2158037573 * b, 3.0);
  double m = pow (lightness - 0.1055613458 * a - 0.0638541728 * b, 3.0);
  double s = pow (lightness - 0.0894841775 * a - 1.2914855480 * b, 3.0);

  rgb[0] = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
  rgb[1] = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
  rgb[2] = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s;

  return MIN (rgb[0], MIN (rgb[1], rgb[2])) >= 0.0 && MAX (rgb[0], MAX (rgb[1], rgb[2])) <= 1.0;
}

/* Equal steps of lightness while the hue turns from violet through blue and
 * green to yellow, with as much colour as the screen can show, up to a bound.
 */
static void
fill_even (RimColormap *self)
{
  for (guint i = 0; i < 256; i++)
    {
      double t = i / 255.0;
      double lightness = 0.22 + 0.71 * t;
      double hue = (310.0 - 205.0 * t) * G_PI / 180.0;
      double chroma = 0.17;
      double rgb[3];

      while (!oklab_to_linear (lightness, chroma * cos (hue), chroma * sin (hue), rgb))
        chroma -= 0.001;

      self->colors[i] = pack (255.0 * encode_srgb (rgb[0]),
                              255.0 * encode_srgb (rgb[1]),
                              255.0 * encode_srgb (rgb[2]));
    }
}

/* Twenty equal steps of another map, so that an edge of colour is a value. */
static void
fill_in_steps (RimColormap *self,
               const Stop  *stops)
{
  RimColormap smooth;

  fill_from_stops (&smooth, stops);
  for (guint i = 0; i < 256; i++)
    self->colors[i] = smooth.colors[i * N_STEPS / 256 * 255 / (N_STEPS - 1)];
}

static const struct
{
  const char *id;
  const char *name;
  const Stop *stops;             /* NULL for the computed one */
  gboolean    is_stepped;
} kinds[] = {
  { "grey", N_("Grey"), grey, FALSE },
  { "inverse-grey", N_("Inverse grey"), inverse_grey, FALSE },
  { "hot-iron", N_("Hot iron"), hot_iron, FALSE },
  { "hot-metal", N_("Hot metal"), hot_metal, FALSE },
  { "pet-rainbow", N_("PET rainbow"), pet_rainbow, FALSE },
  { "pet-20-step", N_("PET 20 step"), pet_rainbow, TRUE },
  { "viridis", N_("Viridis"), viridis, FALSE },
  { "inferno", N_("Inferno"), inferno, FALSE },
  { "magma", N_("Magma"), magma, FALSE },
  { "even", N_("Even steps"), NULL, FALSE },
};

static const RimColormap *
get_all (void)
{
  static RimColormap maps[G_N_ELEMENTS (kinds)];
  static gsize initialized;

  if (g_once_init_enter (&initialized))
    {
      for (guint m = 0; m < G_N_ELEMENTS (kinds); m++)
        {
          maps[m].id = kinds[m].id;
          maps[m].name = kinds[m].name;
          if (kinds[m].is_stepped)
            fill_in_steps (&maps[m], kinds[m].stops);
          else if (kinds[m].stops != NULL)
            fill_from_stops (&maps[m], kinds[m].stops);
          else
            fill_even (&maps[m]);
        }
      g_once_init_leave (&initialized, TRUE);
    }

  return maps;
}

guint
rim_colormap_get_n (void)
{
  return G_N_ELEMENTS (kinds);
}

/**
 * rim_colormap_get:
 * @index: below rim_colormap_get_n()
 *
 * Returns: (transfer none): the colour map; its name is not yet translated
 */
const RimColormap *
rim_colormap_get (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (kinds), NULL);

  return &get_all ()[index];
}

/**
 * rim_colormap_find:
 * @id: such as "grey", "hot-iron", "pet-rainbow" or "viridis"
 *
 * Returns: (transfer none) (nullable): the colour map of that id
 */
const RimColormap *
rim_colormap_find (const char *id)
{
  for (guint m = 0; m < G_N_ELEMENTS (kinds); m++)
    if (g_strcmp0 (kinds[m].id, id) == 0)
      return &get_all ()[m];

  return NULL;
}
