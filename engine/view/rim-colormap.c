/* rim-colormap.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-colormap.h"
#include "rim-colormap-private.h"

#include <math.h>
#include <pthread.h>

#include <glib/gi18n-lib.h>

#define N_COLORS 256u

static pthread_once_t maps_once = PTHREAD_ONCE_INIT;

/* At @i from 0 to @n on the way from @from to @to. */
static guint32
mix (guint from,
     guint to,
     guint i,
     guint n)
{
  return (2 * (from * (n - i) + to * i) + n) / (2 * n);
}

static guint32
pack (guint32 r,
      guint32 g,
      guint32 b)
{
  return 0xff000000u | r << 16 | g << 8 | b;
}

static void
fill_from_stops (RimColormap           *self,
                 const RimColormapStop *stops)
{
  for (guint i = 0; i < N_COLORS; i++)
    {
      guint at, n;

      if (i > stops[1].at)
        stops++;

      at = i - stops[0].at;
      n = stops[1].at - stops[0].at;
      self->colors[i] = pack (mix (stops[0].rgb[0], stops[1].rgb[0], at, n),
                              mix (stops[0].rgb[1], stops[1].rgb[1], at, n),
                              mix (stops[0].rgb[2], stops[1].rgb[2], at, n));
    }
}

static void
fill_in_steps (RimColormap           *self,
               const RimColormapStop *stops)
{
  for (guint i = 0; i < N_COLORS; i++)
    {
      if (i == stops[1].at)
        stops++;

      self->colors[i] = pack (stops->rgb[0], stops->rgb[1], stops->rgb[2]);
    }
}

static void
fill_from_digits (RimColormap *self,
                  const char  *digits)
{
  for (guint i = 0; i < N_COLORS; i++)
    {
      self->colors[i] = 0xff;
      for (guint d = 0; d < 6; d++)
        self->colors[i] = self->colors[i] << 4 | (guint32) g_ascii_xdigit_value (*digits++);
    }
}

static guint32
to_channel (double linear)
{
  double encoded = linear <= 0.0031308 ? 12.92 * linear
                                       : 1.055 * pow (linear, 1.0 / 2.4) - 0.055;

  return (guint32) lround (CLAMP (255.0 * encoded, 0.0, 255.0));
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
  for (guint i = 0; i < N_COLORS; i++)
    {
      double t = i / 255.0;
      double lightness = 0.22 + 0.71 * t;
      double hue = (310.0 - 205.0 * t) * G_PI / 180.0;
      double chroma = 0.17;
      double rgb[3];

      while (!oklab_to_linear (lightness, chroma * cos (hue), chroma * sin (hue), rgb))
        chroma -= 0.001;

      self->colors[i] = pack (to_channel (rgb[0]), to_channel (rgb[1]), to_channel (rgb[2]));
    }
}

static const struct
{
  const char            *id;
  const char            *name;
  const RimColormapStop *stops;
  const char            *digits;    /* without stops; NULL for the computed one */
  gboolean               is_stepped;
} kinds[] = {
  { "grey", N_("Grey"), .stops = rim_colormap_grey },
  { "inverse-grey", N_("Inverse grey"), .stops = rim_colormap_inverse_grey },
  { "hot-iron", N_("Hot iron"), .stops = rim_colormap_hot_iron },
  { "hot-metal", N_("Hot metal"), .stops = rim_colormap_hot_metal },
  { "hot-metal-blue", N_("Hot metal blue"), .stops = rim_colormap_hot_metal_blue },
  { "pet-rainbow", N_("PET"), .stops = rim_colormap_pet },
  { "pet-20-step", N_("PET 20 step"), .stops = rim_colormap_pet_20_step, .is_stepped = TRUE },
  { "viridis", N_("Viridis"), .digits = rim_colormap_viridis },
  { "inferno", N_("Inferno"), .digits = rim_colormap_inferno },
  { "magma", N_("Magma"), .digits = rim_colormap_magma },
  { "even", N_("Even steps") },
  { "spring", N_("Spring"), .stops = rim_colormap_spring },
  { "summer", N_("Summer"), .stops = rim_colormap_summer },
  { "fall", N_("Fall"), .stops = rim_colormap_fall },
  { "winter", N_("Winter"), .stops = rim_colormap_winter },
};

static RimColormap maps[G_N_ELEMENTS (kinds)];

static void
make_maps (void)
{
  for (guint m = 0; m < G_N_ELEMENTS (kinds); m++)
    {
      maps[m].id = kinds[m].id;
      maps[m].name = kinds[m].name;
      if (kinds[m].is_stepped)
        fill_in_steps (&maps[m], kinds[m].stops);
      else if (kinds[m].stops != NULL)
        fill_from_stops (&maps[m], kinds[m].stops);
      else if (kinds[m].digits != NULL)
        fill_from_digits (&maps[m], kinds[m].digits);
      else
        fill_even (&maps[m]);
    }
}

static const RimColormap *
get_all (void)
{
  pthread_once (&maps_once, make_maps);

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
 * @id: such as "grey", "hot-iron", "pet-rainbow" (DICOM's PET) or "viridis"
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
