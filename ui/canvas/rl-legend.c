/* rl-legend.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-legend.h"

#include <math.h>

#include "core/rl-format.h"
#include "core/rl-unit.h"

#define BAR_WIDTH   8
#define BRIEF_WIDTH 5
#define BRIEF_TICKS 3u
#define TICK_LENGTH 3
#define TICK_GAP    4
#define TICK_ROOM   26
#define MAX_TICKS   9u

typedef struct
{
  double       value;
  PangoLayout *layout;
} Tick;

struct _RlLegend
{
  GdkTexture *texture;
  RimLayer    layer;
  RimUnit     unit;
  char       *unit_name;
  int         height;
  int         factor;
  gboolean    is_brief;

  Tick        ticks[MAX_TICKS];
  guint       n_ticks;
};

/**
 * rl_legend_get_step:
 * @lower: a value
 * @upper: a higher one
 * @max_ticks: how many ticks there is room for, at least 2
 * @n_decimals: (out): how many places the ticks need
 *
 * Returns: 1, 2 or 5 times a power of ten, so that not more than @max_ticks
 *   multiples of it lie from @lower to @upper
 */
double
rl_legend_get_step (double  lower,
                    double  upper,
                    guint   max_ticks,
                    guint  *n_decimals)
{
  static const double parts[] = { 1, 2, 5, 10 };
  double least = (upper - lower) / max_ticks;
  double power = pow (10, floor (log10 (least)));
  double step = 10 * power;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (floor (upper / (parts[i] * power)) - ceil (lower / (parts[i] * power)) + 1 <= max_ticks)
      {
        step = parts[i] * power;
        break;
      }

  *n_decimals = (guint) CLAMP (-floor (log10 (step) + 1e-9), 0, 12);

  return step;
}

static guint
get_bar_width (const RlLegend *self)
{
  return self->is_brief ? BRIEF_WIDTH : BAR_WIDTH;
}

static void
clear_ticks (RlLegend *self)
{
  for (guint i = 0; i < self->n_ticks; i++)
    g_clear_object (&self->ticks[i].layout);

  self->n_ticks = 0;
}

static PangoLayout *
new_layout (GtkWidget  *widget,
            const char *text)
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, text);

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);

  return layout;
}

static void
make_ticks (RlLegend  *self,
            GtkWidget *widget,
            double     height)
{
  guint max_ticks = (guint) CLAMP (height / TICK_ROOM, 2, self->is_brief ? BRIEF_TICKS : MAX_TICKS);
  const char *unit = self->unit_name;
  double lower, upper, step, first;
  guint n_decimals;

  clear_ticks (self);
  rim_window_get_range (self->layer.window, self->unit, &lower, &upper);
  if (!(upper > lower) || !isfinite (upper - lower))
    return;

  step = rl_legend_get_step (lower, upper, max_ticks, &n_decimals);
  first = ceil (lower / step - 1e-9);
  for (guint i = 0; i < max_ticks && (first + i) * step <= upper + 1e-9 * step; i++)
    {
      double value = (first + i) * step + 0.0;
      gboolean is_last = i == max_ticks - 1 || value + step > upper + 1e-9 * step;
      g_autofree char *number = rl_format_number (value, n_decimals);
      g_autofree char *text = is_last && !self->is_brief && *unit != '\0' ? g_strdup_printf ("%s %s", number, unit)
                                                       : g_strdup (number);

      self->ticks[self->n_ticks++] = (Tick) { value, new_layout (widget, text) };
    }
}

static void
make_texture (RlLegend *self)
{
  guint n = (guint) (self->height * self->factor);
  guint width = get_bar_width (self) * (guint) self->factor;
  gsize stride = width * sizeof (guint32);
  g_autofree guint32 *colors = g_new (guint32, n);
  guint32 *pixels = g_malloc (stride * n);
  g_autoptr(GBytes) bytes = g_bytes_new_take (pixels, stride * n);

  rim_render_legend (&self->layer, n, colors);
  for (guint y = 0; y < n; y++)
    for (guint x = 0; x < width; x++)
      pixels[y * width + x] = colors[y];

  g_clear_object (&self->texture);
  self->texture = gdk_memory_texture_new ((int) width, (int) n, GDK_MEMORY_DEFAULT, bytes, stride);
}

static char *
dup_unit (const RimLayer      *layer,
          const RlLegendPlace *place)
{
  return place->unit != NULL ? g_strdup (place->unit) : rl_unit_name (layer->volume);
}

static gboolean
is_same (const RlLegend *self,
         const RimLayer *layer,
         const char     *unit,
         int             height,
         int             factor,
         gboolean        is_brief)
{
  return self->texture != NULL && self->height == height && self->factor == factor &&
         self->is_brief == is_brief && g_strcmp0 (self->unit_name, unit) == 0 &&
         self->layer.volume == layer->volume &&
         self->layer.window.center == layer->window.center &&
         self->layer.window.width == layer->window.width &&
         self->layer.colormap == layer->colormap && self->layer.invert == layer->invert &&
         self->layer.threshold == layer->threshold;
}

static void
paint_bar (RlLegend            *self,
           GtkSnapshot         *snapshot,
           const RlLegendPlace *place)
{
  double bar = get_bar_width (self);
  double left = place->is_left ? place->edge : place->edge - bar;
  double height = self->height;

  gtk_snapshot_append_texture (snapshot, self->texture,
                               &GRAPHENE_RECT_INIT ((float) left, (float) place->top,
                                                    (float) bar, (float) height));
  rl_pen_append_rect (snapshot, &place->pen->ink, left - 1, place->top - 1, bar + 2, 1);
  rl_pen_append_rect (snapshot, &place->pen->ink, left - 1, place->top + height, bar + 2, 1);
  rl_pen_append_rect (snapshot, &place->pen->ink, left - 1, place->top, 1, height);
  rl_pen_append_rect (snapshot, &place->pen->ink, left + bar, place->top, 1, height);
}

/* Returns: how far into the pane the ticks reach */
static double
paint_ticks (RlLegend            *self,
             GtkSnapshot         *snapshot,
             const RlLegendPlace *place)
{
  double inner = get_bar_width (self) + 1;
  double left = place->is_left ? place->edge + inner : place->edge - inner - TICK_LENGTH;
  double farthest = place->is_left ? left + TICK_LENGTH : left;
  double lower, upper;

  rim_window_get_range (self->layer.window, self->unit, &lower, &upper);
  for (guint i = 0; i < self->n_ticks; i++)
    {
      const Tick *tick = &self->ticks[i];
      double part = (upper - tick->value) / (upper - lower);
      double y = round (place->top + part * (self->height - 1));
      int width, height;
      double x;

      rl_pen_append_rect (snapshot, &place->pen->ink, left, y, TICK_LENGTH, 1);
      if (!place->has_text)
        continue;

      pango_layout_get_pixel_size (tick->layout, &width, &height);
      x = place->is_left ? left + TICK_LENGTH + TICK_GAP : left - TICK_GAP - width;
      rl_pen_append_text (place->pen, snapshot, tick->layout, x, round (y - height / 2.0));
      farthest = place->is_left ? MAX (farthest, x + width) : MIN (farthest, x);
    }

  return farthest;
}

RlLegend *
rl_legend_new (void)
{
  return g_new0 (RlLegend, 1);
}

void
rl_legend_free (RlLegend *self)
{
  rl_legend_clear (self);
  g_free (self->unit_name);
  g_free (self);
}

/**
 * rl_legend_clear:
 * @self: a legend
 *
 * Forgets pixels and texts, such as when the font is another.
 */
void
rl_legend_clear (RlLegend *self)
{
  g_return_if_fail (self != NULL);

  clear_ticks (self);
  g_clear_object (&self->texture);
}

/**
 * rl_legend_snapshot:
 * @self: a legend
 * @widget: what it is painted on
 * @snapshot: where to paint
 * @layer: an image and how it is shown; values below its threshold are left out
 *   of the bar
 * @place: where and with which ink
 *
 * Returns: how far into the pane it reaches
 */
double
rl_legend_snapshot (RlLegend            *self,
                    GtkWidget           *widget,
                    GtkSnapshot         *snapshot,
                    const RimLayer      *layer,
                    const RlLegendPlace *place)
{
  int factor = gtk_widget_get_scale_factor (widget);
  g_autofree char *unit = dup_unit (layer, place);
  int height = (int) place->height;

  g_return_val_if_fail (self != NULL, place->edge);
  g_return_val_if_fail (height > 1, place->edge);

  if (!is_same (self, layer, unit, height, factor, place->is_brief))
    {
      g_free (self->unit_name);
      self->unit_name = g_steal_pointer (&unit);
      self->layer = *layer;
      self->unit = rim_volume_get_unit (layer->volume);
      self->height = height;
      self->factor = factor;
      self->is_brief = place->is_brief;
      make_texture (self);
      make_ticks (self, widget, place->height);
    }

  paint_bar (self, snapshot, place);

  return paint_ticks (self, snapshot, place);
}
