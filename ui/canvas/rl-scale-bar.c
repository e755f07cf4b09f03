/* rl-scale-bar.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-scale-bar.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* At most so much of the height. */
#define PART 0.25

#define ROOM_FOR_LETTER 24
#define MARGIN          9

static double
choose_mm (double most)
{
  static const double lengths[] = { 200, 100, 50, 20, 10, 5, 2, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    if (lengths[i] <= most)
      return lengths[i];

  return 1;
}

/**
 * rl_scale_bar_init:
 * @self: (out caller-allocates): a bar
 * @width: that of the pane, in pixels of the widget
 * @height: its height
 * @mm_per_pixel: of the widget
 *
 * Chooses a round length.
 */
void
rl_scale_bar_init (RlScaleBar *self,
                   double      width,
                   double      height,
                   double      mm_per_pixel)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (mm_per_pixel > 0.0);

  self->mm = choose_mm (PART * height * mm_per_pixel);
  self->length = round (self->mm / mm_per_pixel);
  self->x = width - MARGIN;
  self->y = round (height / 2 - ROOM_FOR_LETTER - self->length);
}

void
rl_scale_bar_paint (const RlScaleBar *self,
                    GtkSnapshot      *snapshot,
                    const RlPen      *pen)
{
  double x = self->x;
  double y = self->y;

  rl_pen_append_rect (snapshot, &pen->halo, x + 1, y + 1, pen->line + 1, self->length);
  rl_pen_append_rect (snapshot, &pen->ink, x, y, pen->line, self->length);
  rl_pen_append_rect (snapshot, &pen->ink, x - 4, y, 5, pen->line);
  rl_pen_append_rect (snapshot, &pen->ink, x - 4, y + self->length - pen->line, 5, pen->line);
}

/* Returns: how long it is, to be written to its left */
char *
rl_scale_bar_dup_text (const RlScaleBar *self)
{
  return self->mm >= 10 ? g_strdup_printf (_("%.0f cm"), self->mm / 10)
                        : g_strdup_printf (_("%.0f mm"), self->mm);
}
