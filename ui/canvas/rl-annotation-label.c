/* rl-annotation-label.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-annotation-label.h"

#include <math.h>

#define PADDING_X     6
#define PADDING_Y     2
#define FIRST_GAP     14
#define NEXT_GAP      22
#define N_GAPS        8
#define EDGE          4
#define LEAST_LEADER  8

/* From the shape to the label: right first, where a reader looks on. */
static const double directions[][2] = {
  { 1, 0 }, { 1, -1 }, { 1, 1 }, { -1, 0 }, { -1, -1 }, { -1, 1 }, { 0, -1 }, { 0, 1 },
};

struct _RlAnnotationLabel
{
  PangoLayout     *layout;
  graphene_rect_t  bounds;
  double           leader[2][2];
  gboolean         has_leader;
};

RlAnnotationLabel *
rl_annotation_label_new (GtkWidget *widget)
{
  RlAnnotationLabel *self = g_new0 (RlAnnotationLabel, 1);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  self->layout = gtk_widget_create_pango_layout (widget, NULL);
  pango_layout_set_attributes (self->layout, attributes);

  return self;
}

void
rl_annotation_label_free (RlAnnotationLabel *self)
{
  g_object_unref (self->layout);
  g_free (self);
}

void
rl_annotation_label_set_text (RlAnnotationLabel *self,
                              const char        *text)
{
  if (g_strcmp0 (pango_layout_get_text (self->layout), text) != 0)
    pango_layout_set_text (self->layout, text, -1);
}

const char *
rl_annotation_label_get_text (RlAnnotationLabel *self)
{
  return pango_layout_get_text (self->layout);
}

const graphene_rect_t *
rl_annotation_label_get_bounds (RlAnnotationLabel *self)
{
  return &self->bounds;
}

static gboolean
is_free (const graphene_rect_t *bounds,
         int                    width,
         int                    height,
         GArray                *taken)
{
  const graphene_rect_t canvas = GRAPHENE_RECT_INIT (EDGE, EDGE, (float) width - 2 * EDGE,
                                                     (float) height - 2 * EDGE);

  if (!graphene_rect_contains_rect (&canvas, bounds))
    return FALSE;

  for (guint i = 0; i < taken->len; i++)
    if (graphene_rect_intersection (bounds, &g_array_index (taken, graphene_rect_t, i), NULL))
      return FALSE;

  return TRUE;
}

/* Beside a box in a direction, @gap away. */
static graphene_rect_t
beside (const graphene_rect_t *box,
        const double           direction[2],
        double                 gap,
        double                 width,
        double                 height)
{
  double middle[2] = { box->origin.x + box->size.width / 2, box->origin.y + box->size.height / 2 };
  double x = middle[0] + direction[0] * (box->size.width / 2 + gap + width / 2) - width / 2;
  double y = middle[1] + direction[1] * (box->size.height / 2 + gap + height / 2) - height / 2;

  return GRAPHENE_RECT_INIT ((float) round (x), (float) round (y), (float) width, (float) height);
}

/* Where all is taken it stands in the corner that is farthest from the shape. */
static graphene_rect_t
in_corner (const graphene_rect_t *box,
           int                    width,
           int                    height,
           double                 label_width,
           double                 label_height)
{
  gboolean is_left = box->origin.x + box->size.width / 2 > width / 2.0;
  gboolean is_top = box->origin.y + box->size.height / 2 > height / 2.0;

  return GRAPHENE_RECT_INIT ((float) (is_left ? EDGE : MAX (width - EDGE - label_width, EDGE)),
                             (float) (is_top ? EDGE : MAX (height - EDGE - label_height, EDGE)),
                             (float) label_width, (float) label_height);
}

static void
get_size (RlAnnotationLabel *self,
          double            *width,
          double            *height)
{
  int text_width, text_height;

  pango_layout_get_pixel_size (self->layout, &text_width, &text_height);
  *width = text_width + 2 * PADDING_X;
  *height = text_height + 2 * PADDING_Y;
}

/* Where a hand put it, as far as it is on the canvas. */
static void
keep_place (RlAnnotationLabel *self,
            const double       middle[2],
            int                width,
            int                height)
{
  double size[2];
  double x, y;

  get_size (self, &size[0], &size[1]);
  x = MIN (middle[0] - size[0] / 2, width - EDGE - size[0]);
  y = MIN (middle[1] - size[1] / 2, height - EDGE - size[1]);
  self->bounds = GRAPHENE_RECT_INIT ((float) round (MAX (x, EDGE)), (float) round (MAX (y, EDGE)),
                                     (float) size[0], (float) size[1]);
}

static void
find_place (RlAnnotationLabel     *self,
            const graphene_rect_t *box,
            int                    width,
            int                    height,
            GArray                *taken)
{
  double label_width, label_height;

  get_size (self, &label_width, &label_height);
  for (guint gap = 0; gap < N_GAPS; gap++)
    for (guint d = 0; d < G_N_ELEMENTS (directions); d++)
      {
        self->bounds = beside (box, directions[d], FIRST_GAP + gap * NEXT_GAP,
                               label_width, label_height);
        if (is_free (&self->bounds, width, height, taken))
          return;
      }

  self->bounds = in_corner (box, width, height, label_width, label_height);
}

/* From the edge of the label to the nearest line of the shape. */
static void
lay_leader (RlAnnotationLabel       *self,
            const RlAnnotationShape *shape)
{
  const graphene_rect_t *b = &self->bounds;
  double middle[2] = { b->origin.x + b->size.width / 2, b->origin.y + b->size.height / 2 };
  double *end = self->leader[1];

  rl_annotation_shape_get_distance (shape, middle[0], middle[1], end);
  self->leader[0][0] = CLAMP (end[0], b->origin.x, b->origin.x + b->size.width);
  self->leader[0][1] = CLAMP (end[1], b->origin.y, b->origin.y + b->size.height);
  self->has_leader = hypot (end[0] - self->leader[0][0], end[1] - self->leader[0][1]) >= LEAST_LEADER;
}

/**
 * rl_annotation_label_place:
 * @self: a label
 * @shape: what it is of
 * @width: of the canvas
 * @height: of the canvas
 * @taken: (element-type graphene_rect_t): what it must not cover; its own place is
 *   added
 */
void
rl_annotation_label_place (RlAnnotationLabel       *self,
                           const RlAnnotationShape *shape,
                           int                      width,
                           int                      height,
                           GArray                  *taken)
{
  graphene_rect_t box;

  rl_annotation_shape_get_box (shape, &box);
  if (shape->has_label)
    keep_place (self, shape->label, width, height);
  else
    find_place (self, &box, width, height, taken);
  lay_leader (self, shape);
  g_array_append_val (taken, self->bounds);
}

static void
snapshot_leader (RlAnnotationLabel *self,
                 GtkSnapshot       *snapshot,
                 const GdkRGBA     *color)
{
  static const double dashes[] = { 3, 3 };
  double x = MIN (self->leader[0][0], self->leader[1][0]), y = MIN (self->leader[0][1], self->leader[1][1]);
  double width = fabs (self->leader[0][0] - self->leader[1][0]);
  double height = fabs (self->leader[0][1] - self->leader[1][1]);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot,
                                           &GRAPHENE_RECT_INIT ((float) floor (x - 2), (float) floor (y - 2),
                                                                (float) ceil (width + 4),
                                                                (float) ceil (height + 4)));

  cairo_move_to (cr, self->leader[0][0], self->leader[0][1]);
  cairo_line_to (cr, self->leader[1][0], self->leader[1][1]);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_set_line_width (cr, 1);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* On a dark ground, so that it is read on every image; its edge has the colour of the
 * measurement, which may be too dark for letters.
 */
void
rl_annotation_label_snapshot (RlAnnotationLabel *self,
                              GtkSnapshot       *snapshot,
                              const GdkRGBA     *color)
{
  static const GdkRGBA ground = { 0.05f, 0.06f, 0.07f, 0.72f };
  static const GdkRGBA ink = { 0.93f, 0.94f, 0.95f, 1.0f };
  graphene_rect_t edge = self->bounds;
  GskRoundedRect rounded;

  if (self->has_leader)
    snapshot_leader (self, snapshot, color);

  gsk_rounded_rect_init_from_rect (&rounded, &self->bounds, 4);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  edge.size.width = 2;
  gtk_snapshot_append_color (snapshot, &ground, &self->bounds);
  gtk_snapshot_append_color (snapshot, color, &edge);
  gtk_snapshot_pop (snapshot);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (self->bounds.origin.x + PADDING_X,
                                                          self->bounds.origin.y + PADDING_Y));
  gtk_snapshot_append_layout (snapshot, self->layout, &ink);
  gtk_snapshot_restore (snapshot);
}
