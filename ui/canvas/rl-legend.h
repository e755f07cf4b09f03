/* rl-legend.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "canvas/rl-pen.h"
#include "view/rim-render.h"

G_BEGIN_DECLS

/**
 * RlLegend:
 *
 * A bar that says which value has which colour, with ticks in the unit of the
 * image. Pixels and texts are made again only when what they show differs.
 */
typedef struct _RlLegend RlLegend;

/**
 * RlLegendPlace:
 * @edge: the outer edge of the bar, in pixels of the widget
 * @top: its upper end
 * @height: its height
 * @pen: of lines and text
 * @has_text: whether ticks have numbers
 * @is_brief: whether there is room for little more than the bar; then the unit is left
 *   to who paints it
 * @is_left: whether the bar stands at the left and its ticks reach to the right
 * @unit: (nullable): of the values; NULL for the unit of the image
 */
typedef struct
{
  double       edge;
  double       top;
  double       height;
  const RlPen *pen;
  gboolean     has_text;
  gboolean     is_brief;
  gboolean     is_left;
  const char  *unit;
} RlLegendPlace;

RlLegend *rl_legend_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void      rl_legend_free     (RlLegend            *self);
void      rl_legend_clear    (RlLegend            *self);
double    rl_legend_snapshot (RlLegend            *self,
                              GtkWidget           *widget,
                              GtkSnapshot         *snapshot,
                              const RimLayer      *layer,
                              const RlLegendPlace *place);
double    rl_legend_get_step (double lower,
                              double upper,
                              guint  max_ticks,
                              guint *n_decimals);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlLegend, rl_legend_free)

G_END_DECLS
