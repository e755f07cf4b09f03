/* rl-mip-view-draw.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-mip-view-private.h"

#include <glib/gi18n-lib.h>

#include "canvas/rl-scale-bar.h"
#include "core/rl-contrast.h"
#include "core/rl-unit.h"
#include "view/rim-outline.h"

#define MARGIN            7
#define LINE_WIDTH        1.5
#define ACTIVE_LINE_WIDTH 2.25
#define CROSSHAIR_GAP     10
#define ROOM_FOR_SCALE    180
#define ROOM_FOR_LEGEND   240
#define ROOM_FOR_LETTER   14
#define ROOM_BELOW        16
#define LEAST_LEGEND      32

static const GdkRGBA crosshair_colors[2] = {
  { 0.35f, 0.55f, 0.85f, 0.8f },
  { 0.10f, 0.40f, 0.95f, 1 },
};

static void
init_pen (RlMipView *self,
          RlPen     *pen)
{
  rl_pen_init (pen, rl_session_get_inverted (self->session, RL_LAYER_PET) &&
               rl_session_get_base (self->session) != NULL);
}

/* At a point, or as far inside the margin as it is aligned. */
static void
append_text_at (RlMipView   *self,
                GtkSnapshot *snapshot,
                const char  *text,
                double       x,
                double       y,
                double       x_align,
                double       y_align)
{
  int width, height;
  RlPen pen;

  if (!rl_session_get_show_text (self->session))
    return;

  if (self->layout == NULL)
    self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  pango_layout_set_text (self->layout, text, -1);
  pango_layout_get_pixel_size (self->layout, &width, &height);
  init_pen (self, &pen);
  rl_pen_append_text (&pen, snapshot, self->layout, round (x - x_align * width),
                      round (y - y_align * height));
}

static void
append_text (RlMipView   *self,
             GtkSnapshot *snapshot,
             const char  *text,
             double       x_align,
             double       y_align)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * MARGIN;
  double height = gtk_widget_get_height (GTK_WIDGET (self)) - 2 * MARGIN;

  append_text_at (self, snapshot, text, MARGIN + x_align * width, MARGIN + y_align * height,
                  x_align, y_align);
}

/* It turns about the long axis of the patient, which stays upright. */
static void
paint_letters (RlMipView      *self,
               GtkSnapshot    *snapshot,
               const RimPlane *plane)
{
  const struct {
    RimVec3 direction;
    double  x, y;
  } edges[] = {
    { rim_vec3_scale (plane->right, -1), 0, 0.5 },
    { plane->right, 1, 0.5 },
    { rim_vec3_scale (plane->down, -1), 0.5, 0 },
    { plane->down, 0.5, 1 },
  };
  char letters[4];

  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      rim_direction_get_letters (edges[i].direction, letters);
      append_text (self, snapshot, letters, edges[i].x, edges[i].y);
    }
}

static void
paint_scale_bar (RlMipView      *self,
                 GtkSnapshot    *snapshot,
                 const RimPlane *plane)
{
  double mm = rim_vec3_length (plane->down) * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  g_autofree char *text = NULL;
  RlScaleBar bar;
  RlPen pen;

  if (width < ROOM_FOR_SCALE)
    return;

  init_pen (self, &pen);
  rl_scale_bar_init (&bar, width, gtk_widget_get_height (GTK_WIDGET (self)), mm);
  rl_scale_bar_paint (&bar, snapshot, &pen);
  text = rl_scale_bar_dup_text (&bar);
  append_text_at (self, snapshot, text, bar.x - 7, bar.y + bar.length / 2, 1, 0.5);
}

/* Below the letter of the right edge. */
static void
paint_legend (RlMipView   *self,
              GtkSnapshot *snapshot)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  RimLayer layers[RL_N_LAYERS];
  RlLegendPlace place;
  RlPen pen;

  init_pen (self, &pen);
  place = (RlLegendPlace) {
    width - MARGIN, round (height / 2 + ROOM_FOR_LETTER),
    floor (height / 2 - ROOM_FOR_LETTER - ROOM_BELOW), &pen,
    rl_session_get_show_text (self->session), width < ROOM_FOR_LEGEND
  };
  if (!rl_session_get_show_legend (self->session) || place.height < LEAST_LEGEND ||
      width < ROOM_FOR_SCALE)
    return;

  rl_content_get_layers (RL_CONTENT_PET, self->session, layers);
  rl_legend_snapshot (self->legend, GTK_WIDGET (self), snapshot, &layers[0], &place);
}

static void
paint_texts (RlMipView   *self,
             GtkSnapshot *snapshot)
{
  RimWindow window = rl_session_get_window (self->session, RL_LAYER_PET);
  RimVolume *pet = rl_session_get_volume (self->session, RL_LAYER_PET);
  g_autofree char *title = g_strdup_printf ("%s%s%s\n%u°", _("MIP"),
                                            self->caption != NULL ? " · " : "",
                                            self->caption != NULL ? self->caption : "",
                                            self->shown_step * RL_MIP_STEP);
  g_autofree char *unit = rl_unit_describe (pet);
  g_autofree char *range = g_strdup_printf ("%s\n%.3g–%.3g", unit,
                                            window.center - window.width / 2 + 0.0,
                                            window.center + window.width / 2);

  append_text (self, snapshot, title, 0, 0);
  append_text (self, snapshot, range, 0, 1);
}

static void
paint_crosshair (RlMipView   *self,
                 GtkSnapshot *snapshot)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  gboolean is_strong = rl_contrast_is_high ();
  const GdkRGBA *color = &crosshair_colors[is_strong ? 1 : 0];
  double line = is_strong ? 2 : 1;
  double x, y;

  if (!rl_mip_view_from_patient (self, rl_session_get_cursor (self->session), &x, &y))
    return;

  x = floor (x);
  y = floor (y);
  rl_pen_append_rect (snapshot, color, x, 0, line, y - CROSSHAIR_GAP);
  rl_pen_append_rect (snapshot, color, x, y + CROSSHAIR_GAP, line, height - y - CROSSHAIR_GAP);
  rl_pen_append_rect (snapshot, color, 0, y, x - CROSSHAIR_GAP, line);
  rl_pen_append_rect (snapshot, color, x + CROSSHAIR_GAP, y, width - x - CROSSHAIR_GAP, line);
}

static RlMipShadow *
cast_shadow (RlMipView *self,
             RimLesion *lesion)
{
  double degrees = (double) self->shown_step * RL_MIP_STEP;
  g_autoptr(RimMask) mask = rim_mip_project_mask (self->mip, degrees, lesion->mask);
  RlMipShadow *shadow = g_new0 (RlMipShadow, 1);

  shadow->lesion = rim_lesion_ref (lesion);
  shadow->step = self->shown_step;
  if (mask != NULL)
    shadow->shadow = rim_lesion_new (lesion->name, mask);

  return shadow;
}

static RlMipShadow *
take_shadow (RlMipView *self,
             RimLesion *lesion)
{
  for (guint i = 0; i < self->shadows->len; i++)
    {
      RlMipShadow *shadow = g_ptr_array_index (self->shadows, i);

      if (shadow->lesion == lesion && shadow->step == self->shown_step)
        return g_ptr_array_steal_index_fast (self->shadows, i);
    }

  return cast_shadow (self, lesion);
}

static void
draw_outline (cairo_t           *cr,
              const RlMipShadow *shadow,
              const RimPlane    *plane,
              gboolean           is_active,
              int                scale_factor)
{
  g_autoptr(RimOutline) outline = NULL;

  if (shadow->shadow == NULL)
    return;

  outline = rim_outline_new (shadow->shadow, plane);
  for (gsize p = 0; outline != NULL && p < outline->n_polygons; p++)
    {
      cairo_new_sub_path (cr);
      for (gsize i = outline->starts[p]; i < outline->starts[p + 1]; i++)
        cairo_line_to (cr, outline->points[2 * i] / scale_factor,
                       outline->points[2 * i + 1] / scale_factor);
      cairo_close_path (cr);
    }

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  rl_pen_stroke (cr, shadow->lesion->color, is_active ? ACTIVE_LINE_WIDTH : LINE_WIDTH, 1);
}

static void
paint_lesions (RlMipView      *self,
               GtkSnapshot    *snapshot,
               const RimPlane *plane)
{
  g_autoptr(GPtrArray) shadows = g_ptr_array_new ();
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0,
                                               (float) gtk_widget_get_width (GTK_WIDGET (self)),
                                               (float) gtk_widget_get_height (GTK_WIDGET (self)));
  const char *active = rl_session_get_active_lesion (self->session);
  cairo_t *cr;

  if (!rl_session_get_show_contours (self->session) ||
      rl_session_get_n_lesions (self->session) == 0)
    return;

  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  for (guint i = 0; i < rl_session_get_n_lesions (self->session); i++)
    {
      RimLesion *lesion = rl_session_get_lesion (self->session, i);
      RlMipShadow *shadow;

      if (!rl_session_is_lesion_visible (self->session, lesion->id))
        continue;

      shadow = take_shadow (self, lesion);
      draw_outline (cr, shadow, plane, g_strcmp0 (lesion->id, active) == 0,
                    gtk_widget_get_scale_factor (GTK_WIDGET (self)));
      g_ptr_array_add (shadows, shadow);
    }
  cairo_destroy (cr);

  g_ptr_array_set_size (self->shadows, 0);
  for (guint i = 0; i < shadows->len; i++)
    g_ptr_array_add (self->shadows, g_ptr_array_index (shadows, i));
}

/* While a frame is being made, the last one stays. */
static RimVolume *
choose_frame (RlMipView *self)
{
  if (self->frames[self->step] != NULL)
    self->shown_step = self->step;

  return self->frames[self->shown_step];
}

static void
paint_image (RlMipView      *self,
             GtkSnapshot    *snapshot,
             RimVolume      *frame,
             const RimPlane *plane)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0,
                                               (float) gtk_widget_get_width (GTK_WIDGET (self)),
                                               (float) gtk_widget_get_height (GTK_WIDGET (self)));
  RimLayer layers[2];

  rl_content_get_layers (RL_CONTENT_PET, self->session, layers);
  layers[0].volume = frame;
  rl_picture_set_renderer (self->picture, gtk_native_get_renderer (gtk_widget_get_native (GTK_WIDGET (self))));
  rl_picture_append (self->picture, rl_picture_get_layers (self->picture, layers, 1, plane), &bounds,
                     snapshot);
}

void
rl_mip_view_paint (RlMipView   *self,
                   GtkSnapshot *snapshot)
{
  RimVolume *frame = choose_frame (self);
  RimPlane plane;

  if (frame != NULL && rl_mip_view_get_plane (self, self->shown_step, &plane))
    {
      paint_image (self, snapshot, frame, &plane);
      paint_lesions (self, snapshot, &plane);
      paint_crosshair (self, snapshot);
      paint_letters (self, snapshot, &plane);
      paint_scale_bar (self, snapshot, &plane);
      paint_legend (self, snapshot);
      paint_texts (self, snapshot);
    }
  else if (self->caption != NULL && rl_session_get_base (self->session) == NULL)
    append_text (self, snapshot, self->caption, 0.5, 0.5);

  if (self->is_active)
    rl_pen_paint_frame (snapshot, GTK_WIDGET (self));
}
