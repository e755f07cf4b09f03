/* rl-browser-row-paint.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "browser/rl-browser-row-private.h"

#include <math.h>

#include "core/rl-contrast.h"

/* A list keeps two hundred rows, so a row is one widget that draws itself: as
 * widgets its parts would cost a start a second.
 */

#define PICTURE   44.0f
#define GAP       6.0f
#define INDENT    14.0f
#define CHIP      32.0f
#define ICON      12.0f
#define SMALL     0.85
#define TINY      0.72
#define DIM       0.55f
#define MARGIN    3

/* What is left of the row for what is still to be drawn, and in which colours. */
typedef struct
{
  RlBrowserRow *row;
  GtkSnapshot  *snapshot;
  GdkRGBA       text;
  GdkRGBA       accent;
  gboolean      is_rtl;
  float         width;
  float         height;
  float         begin;
  float         end;
} Painting;

static GdkRGBA
get_color (GtkWidget  *widget,
           const char *name)
{
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  GdkRGBA color;

  if (name == NULL || !gtk_style_context_lookup_color (style, name, &color))
    gtk_style_context_get_color (style, &color);

  return color;
}

static GdkRGBA
fade (GdkRGBA color,
      float   opacity)
{
  color.alpha *= opacity;

  return color;
}

/* Where a span that begins at @x lies when the text runs the other way. */
static float
mirror (const Painting *painting,
        float           x,
        float           width)
{
  return painting->is_rtl ? painting->width - x - width : x;
}

static PangoLayout *
new_layout (RlBrowserRow *self,
            const char   *text,
            double        scale,
            gboolean      bold)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  if (scale < 1.0)
    pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);

  return layout;
}

static void
paint_layout (const Painting *painting,
              PangoLayout    *layout,
              float           x,
              float           y,
              GdkRGBA         color)
{
  gtk_snapshot_save (painting->snapshot);
  gtk_snapshot_translate (painting->snapshot, &GRAPHENE_POINT_INIT (roundf (x), roundf (y)));
  gtk_snapshot_append_layout (painting->snapshot, layout, &color);
  gtk_snapshot_restore (painting->snapshot);
}

static void
paint_pill (const Painting *painting,
            graphene_rect_t area,
            float           radius,
            GdkRGBA         color)
{
  GskRoundedRect pill;

  gsk_rounded_rect_init_from_rect (&pill, &area, radius);
  gtk_snapshot_push_rounded_clip (painting->snapshot, &pill);
  gtk_snapshot_append_color (painting->snapshot, &color, &area);
  gtk_snapshot_pop (painting->snapshot);
}

/* Returns: how wide it is; @x is its left edge or, if @from_end, its right one */
static float
paint_chip (const Painting *painting,
            const char     *text,
            float           x,
            float           y,
            gboolean        from_end,
            GdkRGBA         color,
            GdkRGBA         background)
{
  g_autoptr(PangoLayout) layout = new_layout (painting->row, text, TINY, TRUE);
  int width, height;
  float full;

  pango_layout_get_pixel_size (layout, &width, &height);
  full = (float) width + 8;
  if (from_end)
    x -= full;

  x = mirror (painting, x, full);
  paint_pill (painting, GRAPHENE_RECT_INIT (x, y - 1, full, (float) height + 2), 4, background);
  paint_layout (painting, layout, x + 4, y, color);

  return full;
}

static void
paint_icon (Painting   *painting,
            const char *name,
            GdkRGBA     color)
{
  GtkWidget *widget = GTK_WIDGET (painting->row);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  g_autoptr(GtkIconPaintable) icon = NULL;

  icon = gtk_icon_theme_lookup_icon (theme, name, NULL, (int) ICON,
                                     gtk_widget_get_scale_factor (widget), GTK_TEXT_DIR_NONE, 0);
  painting->end -= ICON;
  gtk_snapshot_save (painting->snapshot);
  gtk_snapshot_translate (painting->snapshot,
                          &GRAPHENE_POINT_INIT (mirror (painting, painting->end, ICON),
                                                roundf ((painting->height - ICON) / 2)));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), painting->snapshot,
                                            ICON, ICON, &color, 1);
  gtk_snapshot_restore (painting->snapshot);
  painting->end -= GAP;
}

static void
paint_end_chip (Painting   *painting,
                const char *text,
                GdkRGBA     color,
                GdkRGBA     background)
{
  float height = (float) rl_browser_row_get_height (painting->row);

  painting->end -= paint_chip (painting, text, painting->end, roundf (height / 2 - 7), TRUE, color,
                               background);
  painting->end -= GAP;
}

/* From the end of the row to its middle. */
static void
paint_badges (Painting *painting)
{
  RlBrowserRow *self = painting->row;
  RimLibraryRow *row = rl_browser_item_get_row (self->item);
  const RlReadingStyle *style = rl_browser_row_get_style (self);

  if (style != NULL)
    paint_icon (painting, style->icon, get_color (GTK_WIDGET (self), style->color));
  if (row->has_drawing && !(rl_browser_row_has_count (self) && style != NULL))
    paint_icon (painting, "document-edit-symbolic", fade (painting->text, rl_contrast_fade (0.7f)));
  if (rl_browser_row_has_count (self))
    {
      g_autofree char *count = g_strdup_printf ("%u", row->n_contours);

      paint_end_chip (painting, count, painting->accent, fade (painting->accent, 0.15f));
    }
  if (row->missing)
    paint_icon (painting, "dialog-warning-symbolic", get_color (GTK_WIDGET (self), "warning_color"));
  if (rl_browser_row_is_pair (self))
    paint_end_chip (painting, "PET/CT", painting->text, fade (painting->text, 0.1f));
}

static void
paint_picture (Painting *painting,
               gboolean  is_current)
{
  RlBrowserRow *self = painting->row;
  float y = roundf ((painting->height - PICTURE) / 2);
  graphene_rect_t area = GRAPHENE_RECT_INIT (mirror (painting, 0, PICTURE), y, PICTURE, PICTURE);
  const GdkRGBA black = { 0, 0, 0, 1 };
  const GdkRGBA white = { 1, 1, 1, 1 };
  GskRoundedRect frame;
  RlThumbnailWish wish;
  GdkTexture *texture = NULL;

  if (rl_browser_row_get_wish (self, &wish))
    texture = rl_thumbnails_lookup (self->thumbnails, &wish);

  gsk_rounded_rect_init_from_rect (&frame, &area, 4);
  gtk_snapshot_push_rounded_clip (painting->snapshot, &frame);
  gtk_snapshot_append_color (painting->snapshot, &black, &area);
  if (texture != NULL)
    gtk_snapshot_append_texture (painting->snapshot, texture, &area);
  gtk_snapshot_pop (painting->snapshot);
  if (is_current)
    gtk_snapshot_append_border (painting->snapshot, &frame, (float[4]) { 2, 2, 2, 2 },
                                (GdkRGBA[4]) { painting->accent, painting->accent,
                                               painting->accent, painting->accent });

  paint_chip (painting, rl_browser_row_get_modality (self), 0, y + PICTURE - 13, FALSE, white,
              fade (black, 0.6f));
  painting->begin += PICTURE + GAP;
}

static void
paint_begin (Painting *painting,
             gboolean  is_current)
{
  RlBrowserRow *self = painting->row;

  if (rl_browser_row_is_image (self))
    {
      paint_picture (painting, is_current);
      return;
    }

  if (!rl_browser_row_is_level (self, RL_BROWSER_SERIES))
    return;

  if (rl_browser_row_is_drawn (self))
    painting->begin += INDENT;
  paint_chip (painting, rl_browser_row_get_modality (self), painting->begin,
              roundf (painting->height / 2 - 7), FALSE, painting->text,
              fade (painting->text, 0.1f));
  painting->begin += CHIP + GAP;
}

static void
ensure_layouts (RlBrowserRow *self,
                gboolean      is_current)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  if (self->title != NULL)
    return;

  title = rl_browser_item_dup_short_title (self->item);
  subtitle = rl_browser_item_dup_short_subtitle (self->item);
  self->title = new_layout (self, title, 1.0,
                            is_current || rl_browser_row_is_level (self, RL_BROWSER_PATIENT));
  self->subtitle = new_layout (self, subtitle, SMALL, FALSE);
  pango_layout_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  pango_layout_set_ellipsize (self->subtitle, PANGO_ELLIPSIZE_END);
  pango_layout_set_wrap (self->title, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height (self->title, rl_browser_row_is_image (self) ? -2 : 0);
}

static void
paint_texts (Painting *painting,
             gboolean  is_current)
{
  RlBrowserRow *self = painting->row;
  float room = MAX (painting->end - painting->begin, 1.0f);
  float x = mirror (painting, painting->begin, room);
  int title_height, subtitle_height;
  float y;

  ensure_layouts (self, is_current);
  pango_layout_set_width (self->title, (int) (room * PANGO_SCALE));
  pango_layout_set_width (self->subtitle, (int) (room * PANGO_SCALE));
  pango_layout_get_pixel_size (self->title, NULL, &title_height);
  pango_layout_get_pixel_size (self->subtitle, NULL, &subtitle_height);
  if (*pango_layout_get_text (self->subtitle) == '\0')
    subtitle_height = 0;

  y = (painting->height - (float) (title_height + subtitle_height)) / 2;
  paint_layout (painting, self->title, x, y, is_current ? painting->accent : painting->text);
  if (subtitle_height > 0)
    paint_layout (painting, self->subtitle, x, y + (float) title_height,
                  fade (painting->text, rl_contrast_fade (DIM)));
}

void
rl_browser_row_paint (RlBrowserRow *self,
                      GtkSnapshot  *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_current = rl_browser_item_get_current (self->item);
  Painting painting = {
    .row = self,
    .snapshot = snapshot,
    .text = get_color (widget, NULL),
    .accent = get_color (widget, "accent_color"),
    .is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL,
    .width = (float) gtk_widget_get_width (widget),
    .height = (float) gtk_widget_get_height (widget),
    .end = (float) gtk_widget_get_width (widget),
  };

  paint_begin (&painting, is_current);
  paint_badges (&painting);
  paint_texts (&painting, is_current);
}

/* Returns: a height that depends on the font and on what the row is, and not on
 * what it says, so that nothing jumps
 */
int
rl_browser_row_get_height (RlBrowserRow *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  double line = (double) pango_font_metrics_get_height (metrics) / PANGO_SCALE;
  gboolean is_image = self->item != NULL && rl_browser_row_is_image (self);

  pango_font_metrics_unref (metrics);

  return is_image ? (int) MAX (PICTURE + 2 * MARGIN, ceil (line * (2 + SMALL)))
                  : (int) ceil (line * (1 + SMALL)) + MARGIN;
}
