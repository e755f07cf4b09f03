/* rim-plot-color.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-plot-layout-private.h"

#include <math.h>

/* After the style's accent: Okabe and Ito, who tell them apart without red or green; the
 * yellow is left out, which paper swallows.
 */
static const guint32 palette[] = { 0, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9 };

/* In sizes of the text; what lines of a colour are broken into, so that they differ in grey. */
static const struct
{
  int    n;
  double lengths[4];
} dashes[G_N_ELEMENTS (palette)] = {
  { 0, { 0.0 } },
  { 2, { 0.75, 0.3 } },
  { 4, { 0.9, 0.3, 0.18, 0.3 } },
  { 2, { 0.2, 0.25 } },
  { 2, { 1.4, 0.35 } },
  { 4, { 0.45, 0.2, 0.18, 0.2 } },
};

/* A part of one colour, the rest of another. */
static void
mix (double  rgb[3],
     guint32 from,
     guint32 to,
     double  part)
{
  for (guint c = 0; c < 3; c++)
    {
      const guint shift = 16 - 8 * c;

      rgb[c] = ((1.0 - part) * ((from >> shift) & 0xff) + part * ((to >> shift) & 0xff)) / 255.0;
    }
}

static guint32
find (const RimPlotStyle *style,
      int                 color)
{
  const guint i = color < 0 ? 0 : (guint) color % G_N_ELEMENTS (palette);

  return i == 0 ? style->accent : palette[i];
}

/* Sets a colour of the palette; -1 is what is muted. */
void
rim_plot_color_set (const RimPlotStyle *style,
                    cairo_t            *cairo,
                    int                 color,
                    double              alpha)
{
  double rgb[3];

  if (color < 0)
    mix (rgb, style->background, style->foreground, 0.5);
  else
    mix (rgb, find (style, color), 0, 0.0);
  cairo_set_source_rgba (cairo, rgb[0], rgb[1], rgb[2], alpha);
}

/* Sets a part of the foreground on the background. */
void
rim_plot_color_set_ink (const RimPlotStyle *style,
                        cairo_t            *cairo,
                        double              part)
{
  double rgb[3];

  mix (rgb, style->background, style->foreground, part);
  cairo_set_source_rgb (cairo, rgb[0], rgb[1], rgb[2]);
}

/* Sets the colour of a cell, from the background to the accent, and below 0 to the second
 * colour. Returns: whether dark text is read better on it.
 */
gboolean
rim_plot_color_set_cell (const RimPlotStyle *style,
                         cairo_t            *cairo,
                         double              value)
{
  double rgb[3];

  mix (rgb, style->background, find (style, value < 0.0 ? 1 : 0), 0.06 + 0.94 * MIN (fabs (value), 1.0));
  cairo_set_source_rgb (cairo, rgb[0], rgb[1], rgb[2]);

  return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2] > 0.55;
}

/* Sets what lines of a colour are broken into. */
void
rim_plot_color_set_dash (const RimPlotStyle *style,
                         cairo_t            *cairo,
                         int                 color)
{
  const guint i = color < 0 ? 3 : (guint) color % G_N_ELEMENTS (dashes);
  double lengths[4];

  for (guint d = 0; d < 4; d++)
    lengths[d] = dashes[i].lengths[d] * style->size;
  cairo_set_dash (cairo, lengths, dashes[i].n, 0.0);
}
