/* rl-slice-canvas-comments.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-slice-canvas-private.h"

#include <math.h>

#include "core/rl-comment-text.h"

/* A small speech bubble whose tip is where the comment was made, in pixels. */
#define BUBBLE_WIDTH  14.0
#define BUBBLE_HEIGHT 11.0
#define TIP           5.0
#define TAIL          3.0
#define RADIUS        3.0
#define MARGIN        3.0

/* What is said stands beside it, so wide at the most. */
#define CARD_WIDTH  240
#define CARD_GAP    6.0
#define CARD_MARGIN 8.0

/* A comment is shown faintly so many slices away. */
#define NEAR_SLICES 2.0
#define FAINT       0.4

/* What a comment looks like on a plane. */
typedef struct
{
  RimLesion  *lesion;
  RimComment *comment;
  RimComment *resolution;
  double      x;               /* of its tip, in pixels of the widget */
  double      y;
  double      slices;          /* how many it is away */
} Mark;

typedef struct
{
  RlSliceCanvas  *canvas;
  const RimPlane *plane;
  double          step;        /* from slice to slice, mm */
  int             factor;
  GArray         *marks;
} Collector;

/* From slice to slice along the normal of the plane, mm. */
static double
get_step (RlSliceCanvas *self)
{
  RimVec3 cursor = rl_session_get_cursor (self->session);
  const RimMpr *mpr = rl_session_get_mpr (self->session);
  RimVolume *base = rl_session_get_base (self->session);
  RimVec3 forth = rl_slice_step (base, mpr, self->orientation, cursor, 1);
  RimVec3 back = rl_slice_step (base, mpr, self->orientation, cursor, -1);
  double step = MAX (rim_vec3_length (rim_vec3_sub (forth, cursor)), rim_vec3_length (rim_vec3_sub (back, cursor)));

  return step > 0 ? step : 1;
}

static gboolean
collect_cb (RimLesion  *lesion,
            RimComment *comment,
            RimComment *resolution,
            gpointer    data)
{
  Collector *self = data;
  double slab = rl_session_get_slab (self->canvas->session, self->canvas->orientation).mm;
  Mark mark = { lesion, comment, resolution };
  double distance;

  rim_plane_from_patient (self->plane, comment->point, &mark.x, &mark.y, &distance);
  mark.x /= self->factor;
  mark.y /= self->factor;
  mark.slices = MAX (fabs (distance) - slab / 2, 0) / self->step;
  if (mark.slices <= NEAR_SLICES)
    g_array_append_val (self->marks, mark);

  return TRUE;
}

/* Returns: (element-type Mark): those near the plane */
static GArray *
list_marks (RlSliceCanvas  *self,
            const RimPlane *plane)
{
  Collector collector = {
    self, plane, get_step (self), gtk_widget_get_scale_factor (GTK_WIDGET (self)),
    g_array_new (FALSE, FALSE, sizeof (Mark)),
  };

  rl_session_foreach_comment (self->session, collect_cb, &collector);

  return collector.marks;
}

static void
add_bubble (cairo_t *cr,
            double   x,
            double   y)
{
  double left = x - TAIL, right = left + BUBBLE_WIDTH;
  double bottom = y - TIP, top = bottom - BUBBLE_HEIGHT;

  cairo_new_path (cr);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x, bottom);
  cairo_arc (cr, left + RADIUS, bottom - RADIUS, RADIUS, G_PI / 2, G_PI);
  cairo_arc (cr, left + RADIUS, top + RADIUS, RADIUS, G_PI, 3 * G_PI / 2);
  cairo_arc (cr, right - RADIUS, top + RADIUS, RADIUS, 3 * G_PI / 2, 2 * G_PI);
  cairo_arc (cr, right - RADIUS, bottom - RADIUS, RADIUS, 0, G_PI / 2);
  cairo_line_to (cr, x + TIP, bottom);
  cairo_close_path (cr);
}

/* Two lines of writing, or a tick where it is settled. */
static void
draw_sign (cairo_t    *cr,
           const Mark *mark)
{
  double left = mark->x - TAIL, bottom = mark->y - TIP;

  cairo_new_path (cr);
  if (mark->resolution != NULL)
    {
      cairo_move_to (cr, left + 4, bottom - 5.5);
      cairo_line_to (cr, left + 6.5, bottom - 3);
      cairo_line_to (cr, left + 10.5, bottom - 8);
    }
  else
    {
      cairo_move_to (cr, left + 3, bottom - 7);
      cairo_line_to (cr, left + 11, bottom - 7);
      cairo_move_to (cr, left + 3, bottom - 4);
      cairo_line_to (cr, left + 8, bottom - 4);
    }
  cairo_stroke (cr);
}

/* Filled while it is open; of what is settled only the outline is left. */
static void
paint_mark (GtkSnapshot *snapshot,
            const Mark  *mark)
{
  const guint8 *color = mark->lesion->color;
  gboolean is_open = mark->resolution == NULL;
  double alpha = mark->slices <= 0.5 ? 1 : FAINT;
  g_autoptr(GskRenderNode) node =
    gsk_cairo_node_new (&GRAPHENE_RECT_INIT ((float) floor (mark->x - TAIL - MARGIN),
                                             (float) floor (mark->y - TIP - BUBBLE_HEIGHT - MARGIN),
                                             (float) (BUBBLE_WIDTH + 2 * MARGIN + 1),
                                             (float) (BUBBLE_HEIGHT + TIP + 2 * MARGIN + 1)));
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  add_bubble (cr, mark->x, mark->y);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.7 * alpha);
  cairo_set_line_width (cr, 3);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke_preserve (cr);
  cairo_set_source_rgba (cr, is_open ? color[0] / 255.0 : 0, is_open ? color[1] / 255.0 : 0,
                         is_open ? color[2] / 255.0 : 0, (is_open ? 0.95 : 0.5) * alpha);
  cairo_fill_preserve (cr);
  cairo_set_source_rgba (cr, color[0] / 255.0, color[1] / 255.0, color[2] / 255.0, alpha);
  cairo_set_line_width (cr, 1.2);
  cairo_stroke (cr);

  if (is_open)
    cairo_set_source_rgba (cr, 0, 0, 0, alpha);
  draw_sign (cr, mark);
  cairo_destroy (cr);
  gtk_snapshot_append_node (snapshot, node);
}

/* Beside the mark where there is room, else above it, and within the pane. */
static void
place_card (const Mark *mark,
            double      width,
            double      height,
            double      card_width,
            double      card_height,
            double     *x,
            double     *y)
{
  double left = mark->x - TAIL, right = left + BUBBLE_WIDTH, top = mark->y - TIP - BUBBLE_HEIGHT;

  *y = top;
  if (right + CARD_GAP + card_width <= width - CARD_MARGIN)
    *x = right + CARD_GAP;
  else if (left - CARD_GAP - card_width >= CARD_MARGIN)
    *x = left - CARD_GAP - card_width;
  else
    {
      *x = left;
      *y = top - CARD_GAP - card_height >= CARD_MARGIN ? top - CARD_GAP - card_height : mark->y + CARD_GAP;
    }

  *x = CLAMP (*x, CARD_MARGIN, MAX (width - CARD_MARGIN - card_width, CARD_MARGIN));
  *y = CLAMP (*y, CARD_MARGIN, MAX (height - CARD_MARGIN - card_height, CARD_MARGIN));
}

static void
paint_card (RlSliceCanvas *self,
            GtkSnapshot   *snapshot,
            const Mark    *mark)
{
  g_autofree char *who = rl_comment_describe (mark->comment, mark->resolution);
  g_autofree char *text = g_strdup_printf ("%s\n%s", mark->comment->text, who);
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  int card_width, card_height;
  double x, y;
  RlPen pen;

  pango_layout_set_width (layout, (int) CLAMP (width - 2 * CARD_MARGIN, 48, CARD_WIDTH) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_get_pixel_size (layout, &card_width, &card_height);
  place_card (mark, width, gtk_widget_get_height (GTK_WIDGET (self)), card_width, card_height, &x, &y);

  rl_pen_init (&pen, FALSE);
  pen.plate.alpha = MAX (pen.plate.alpha, 0.8f);
  rl_pen_append_text (&pen, snapshot, layout, round (x), round (y));
}

/* The crosshair was sent to it, from the list or by a key; of several panes one says it. */
static gboolean
is_at_crosshair (RlSliceCanvas *self,
                 const Mark    *mark)
{
  RimVec3 away = rim_vec3_sub (mark->comment->point, rl_session_get_cursor (self->session));

  return self->is_active && rim_vec3_length (away) < 0.01;
}

static gboolean
is_hovered (RlSliceCanvas *self,
            const Mark    *mark)
{
  return self->hovered_comment != NULL && g_str_equal (self->hovered_comment, mark->comment->id);
}

/**
 * rl_slice_canvas_paint_comments:
 * @self: a canvas
 * @snapshot: where to paint
 * @plane: what it shows
 *
 * Marks the comments near the plane. What one says is shown while the pointer is over it, or
 * the crosshair at it. Hidden with the contours.
 */
void
rl_slice_canvas_paint_comments (RlSliceCanvas  *self,
                                GtkSnapshot    *snapshot,
                                const RimPlane *plane)
{
  g_autoptr(GArray) marks = NULL;

  if (!rl_session_get_show_contours (self->session))
    return;

  marks = list_marks (self, plane);
  for (guint i = 0; i < marks->len; i++)
    paint_mark (snapshot, &g_array_index (marks, Mark, i));
  for (guint i = 0; i < marks->len; i++)
    {
      const Mark *mark = &g_array_index (marks, Mark, i);

      if (is_hovered (self, mark) || is_at_crosshair (self, mark))
        {
          paint_card (self, snapshot, mark);
          return;
        }
    }
}

static const Mark *
find_mark (GArray *marks,
           double  x,
           double  y)
{
  for (guint i = marks->len; i > 0; i--)
    {
      const Mark *mark = &g_array_index (marks, Mark, i - 1);

      if (x >= mark->x - TAIL - MARGIN && x <= mark->x - TAIL + BUBBLE_WIDTH + MARGIN &&
          y >= mark->y - TIP - BUBBLE_HEIGHT - MARGIN && y <= mark->y + MARGIN)
        return mark;
    }

  return NULL;
}

/* The pointer is somewhere else, or nowhere. */
void
rl_slice_canvas_hover_comment (RlSliceCanvas *self)
{
  g_autoptr(GArray) marks = NULL;
  const Mark *mark = NULL;
  RimPlane plane;

  if (self->has_pointer && rl_session_get_show_contours (self->session) && rl_slice_canvas_get_plane (self, &plane))
    {
      marks = list_marks (self, &plane);
      mark = find_mark (marks, self->pointer[0], self->pointer[1]);
    }
  if (g_strcmp0 (mark != NULL ? mark->comment->id : NULL, self->hovered_comment) == 0)
    return;

  g_free (self->hovered_comment);
  self->hovered_comment = mark != NULL ? g_strdup (mark->comment->id) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
