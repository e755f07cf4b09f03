/* rl-annotations.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-annotations.h"

#include <string.h>

#include "canvas/rl-annotation-label.h"
#include "core/rl-measurement-text.h"

#define LINE_WIDTH        1.5
#define HALO_WIDTH        3.5
#define HANDLE_RADIUS     4.0
#define HANDLE_REACH      9.0
#define LINE_REACH        6.0
#define NEAR_OPACITY      0.35f
#define ROOM              12

/* On a narrower canvas only the selected measurement says more than a line. */
#define ROOM_FOR_LINES    360

/* What the corners of a canvas say of patient, slice and window. */
#define CORNER_WIDTH      110
#define CORNER_HEIGHT     34

typedef enum
{
  LOOK_PLAIN,
  LOOK_ACTIVE,
  LOOK_NEAR,
} Look;

typedef struct
{
  RimMeasurement    *measurement;
  Look               look;
  GdkRGBA            color;
  RlAnnotationShape  shape;
  GskRenderNode     *node;
  RlAnnotationLabel *label;
} Entry;

struct _RlAnnotations
{
  GPtrArray *entries;
  RimPlane   plane;
  int        scale_factor;
  guint      n_paints;
};

static const GdkRGBA plain_color = { 0.55f, 0.86f, 0.98f, 1.0f };
static const GdkRGBA active_color = { 1.0f, 0.84f, 0.30f, 1.0f };

static void
entry_free (Entry *entry)
{
  rl_annotation_shape_clear (&entry->shape);
  g_clear_pointer (&entry->node, gsk_render_node_unref);
  g_clear_pointer (&entry->label, rl_annotation_label_free);
  rim_measurement_unref (entry->measurement);
  g_free (entry);
}

/* Of the lesion that it tracks, so that the two are seen to belong together. */
static GdkRGBA
choose_color (RlSession      *session,
              RimMeasurement *measurement,
              gboolean        is_active)
{
  RimLesion *lesion = rl_session_find_lesion (session, measurement->lesion_id);

  if (is_active)
    return active_color;
  if (lesion == NULL)
    return plain_color;

  return (GdkRGBA) { lesion->color[0] / 255.0f, lesion->color[1] / 255.0f,
                     lesion->color[2] / 255.0f, 1.0f };
}

static void
add_handles (const Entry *entry,
             cairo_t     *cr)
{
  double radius = entry->shape.n > 4 ? HANDLE_RADIUS / 2 : HANDLE_RADIUS;

  for (guint i = 0; i < entry->shape.n; i++)
    {
      cairo_new_sub_path (cr);
      cairo_arc (cr, entry->shape.xy[2 * i], entry->shape.xy[2 * i + 1], radius, 0, 2 * G_PI);
    }
}

static void
stroke (cairo_t       *cr,
        const GdkRGBA *color,
        double         width)
{
  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, width);
  cairo_stroke_preserve (cr);
}

/* Light within dark, so that it is seen on every image. */
static void
paint (const Entry *entry,
       cairo_t     *cr)
{
  static const GdkRGBA halo = { 0, 0, 0, 0.55f };
  GdkRGBA color = entry->color;

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  rl_annotation_shape_add_path (&entry->shape, cr);

  if (entry->look == LOOK_NEAR)
    {
      color.alpha = NEAR_OPACITY;
      stroke (cr, &color, LINE_WIDTH);
      return;
    }

  stroke (cr, &halo, HALO_WIDTH);
  stroke (cr, &color, LINE_WIDTH);

  if (entry->look == LOOK_ACTIVE && !entry->measurement->locked)
    {
      cairo_new_path (cr);
      add_handles (entry, cr);
      stroke (cr, &halo, HALO_WIDTH);
      cairo_set_source_rgba (cr, 0, 0, 0, 0.35);
      cairo_fill_preserve (cr);
      stroke (cr, &color, LINE_WIDTH);
    }
}

static GskRenderNode *
make_node (RlAnnotations *self,
           const Entry   *entry,
           GtkWidget     *widget)
{
  graphene_rect_t widget_box = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                   (float) gtk_widget_get_height (widget));
  graphene_rect_t box;
  GskRenderNode *node;
  cairo_t *cr;

  rl_annotation_shape_get_box (&entry->shape, &box);
  graphene_rect_inset (&box, -ROOM, -ROOM);
  graphene_rect_round_extents (&box, &box);
  if (!graphene_rect_intersection (&box, &widget_box, &box))
    return NULL;

  self->n_paints++;
  node = gsk_cairo_node_new (&box);
  cr = gsk_cairo_node_get_draw_context (node);
  paint (entry, cr);
  cairo_destroy (cr);

  return node;
}

static Entry *
take_entry (RlAnnotations  *self,
            GtkWidget      *widget,
            RlSession      *session,
            RimMeasurement *measurement)
{
  RlMeasurements *measurements = rl_session_get_measurements (session);
  gboolean is_active = g_strcmp0 (rl_measurements_get_active (measurements), measurement->id) == 0;
  GdkRGBA color = choose_color (session, measurement, is_active);
  Entry *entry;

  for (guint i = 0; i < self->entries->len; i++)
    {
      entry = g_ptr_array_index (self->entries, i);
      if (entry->measurement == measurement && (entry->look == LOOK_ACTIVE) == is_active &&
          gdk_rgba_equal (&entry->color, &color))
        return g_ptr_array_steal_index_fast (self->entries, i);
    }

  entry = g_new0 (Entry, 1);
  entry->measurement = rim_measurement_ref (measurement);
  entry->color = color;
  rl_annotation_shape_init (&entry->shape, measurement,
                            rim_volume_get_grid (rl_session_get_base (session)),
                            &self->plane, self->scale_factor);
  entry->look = entry->shape.presence == RL_ANNOTATION_NEAR ? LOOK_NEAR
                                                            : is_active ? LOOK_ACTIVE : LOOK_PLAIN;
  if (entry->shape.presence != RL_ANNOTATION_HIDDEN)
    entry->node = make_node (self, entry, widget);

  return entry;
}

static void
use_plane (RlAnnotations  *self,
           const RimPlane *plane,
           int             scale_factor)
{
  if (self->scale_factor == scale_factor && memcmp (&self->plane, plane, sizeof *plane) == 0)
    return;

  rl_annotations_clear (self);
  self->plane = *plane;
  self->scale_factor = scale_factor;
}

static char *
make_whole_text (RlSession      *session,
                 RimMeasurement *measurement)
{
  g_autofree char *values = rl_measurement_dup_values (session, measurement, "\n");
  g_autofree char *name = rl_measurement_dup_name (measurement);

  if (measurement->label == NULL && *values != '\0')
    return g_steal_pointer (&values);
  if (*values == '\0')
    return g_steal_pointer (&name);

  return g_strdup_printf ("%s\n%s", name, values);
}

static char *
make_text (GtkWidget   *widget,
           RlSession   *session,
           const Entry *entry)
{
  char *text = make_whole_text (session, entry->measurement);

  if (entry->look != LOOK_ACTIVE && gtk_widget_get_width (widget) < ROOM_FOR_LINES)
    text[strcspn (text, "\n")] = '\0';

  return text;
}

static void
append_corners (GtkWidget *widget,
                GArray    *taken)
{
  float right = (float) gtk_widget_get_width (widget) - CORNER_WIDTH;
  float bottom = (float) gtk_widget_get_height (widget) - CORNER_HEIGHT;
  const graphene_rect_t corners[4] = {
    GRAPHENE_RECT_INIT (0, 0, CORNER_WIDTH, CORNER_HEIGHT),
    GRAPHENE_RECT_INIT (right, 0, CORNER_WIDTH, CORNER_HEIGHT),
    GRAPHENE_RECT_INIT (0, bottom, CORNER_WIDTH, CORNER_HEIGHT),
    GRAPHENE_RECT_INIT (right, bottom, CORNER_WIDTH, CORNER_HEIGHT),
  };

  g_array_append_vals (taken, corners, G_N_ELEMENTS (corners));
}

static void
place_label (Entry     *entry,
             GtkWidget *widget,
             RlSession *session,
             GArray    *taken)
{
  g_autofree char *text = NULL;

  if (entry->node == NULL || entry->shape.presence != RL_ANNOTATION_HERE)
    return;

  text = make_text (widget, session, entry);
  if (entry->label == NULL)
    entry->label = rl_annotation_label_new (widget);
  rl_annotation_label_set_text (entry->label, text);
  rl_annotation_label_place (entry->label, &entry->shape, gtk_widget_get_width (widget),
                             gtk_widget_get_height (widget), taken);
}

/* What labels must not cover: the text of the corners, each other, lesions and the
 * measurements themselves. Those that a hand has placed come first.
 */
static void
place_labels (RlAnnotations *self,
              GPtrArray     *entries,
              GtkWidget     *widget,
              RlSession     *session,
              RlContours    *contours)
{
  g_autoptr(GArray) taken = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));

  append_corners (widget, taken);
  rl_contours_append_bounds (contours, taken);
  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (entries, i);
      graphene_rect_t box;

      if (entry->shape.presence != RL_ANNOTATION_HERE)
        continue;
      rl_annotation_shape_get_box (&entry->shape, &box);
      graphene_rect_inset (&box, -4, -4);
      g_array_append_val (taken, box);
    }

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < entries->len; i++)
      {
        Entry *entry = g_ptr_array_index (entries, i);

        if (entry->shape.has_label == (pass == 0))
          place_label (entry, widget, session, taken);
      }
}

RlAnnotations *
rl_annotations_new (void)
{
  RlAnnotations *self = g_new0 (RlAnnotations, 1);

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);

  return self;
}

void
rl_annotations_free (RlAnnotations *self)
{
  g_ptr_array_unref (self->entries);
  g_free (self);
}

/* Forgets what is painted, as where fonts changed. */
void
rl_annotations_clear (RlAnnotations *self)
{
  g_ptr_array_set_size (self->entries, 0);
}

/**
 * rl_annotations_snapshot:
 * @self: the measurements of a canvas
 * @widget: the canvas
 * @snapshot: where to put them
 * @session: what is shown
 * @contours: what labels shall not hide
 * @plane: where
 */
void
rl_annotations_snapshot (RlAnnotations  *self,
                         GtkWidget      *widget,
                         GtkSnapshot    *snapshot,
                         RlSession      *session,
                         RlContours     *contours,
                         const RimPlane *plane)
{
  RlMeasurements *measurements = rl_session_get_measurements (session);
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  guint n = rl_measurements_get_visible (measurements) ? rl_measurements_get_n (measurements) : 0;

  use_plane (self, plane, gtk_widget_get_scale_factor (widget));

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (entries, take_entry (self, widget, session,
                                          rl_measurements_get (measurements, i)));
  place_labels (self, entries, widget, session, contours);

  for (guint i = 0; i < n; i++)
    {
      Entry *entry = g_ptr_array_index (entries, i);

      if (entry->node == NULL)
        continue;
      gtk_snapshot_append_node (snapshot, entry->node);
      if (entry->label != NULL && rl_session_get_show_text (session))
        rl_annotation_label_snapshot (entry->label, snapshot, &entry->color);
    }

  g_ptr_array_unref (self->entries);
  self->entries = g_steal_pointer (&entries);
}

static gboolean
pick_one (RlAnnotations  *self,
          RlSession      *session,
          RimMeasurement *measurement,
          const RimPlane *plane,
          int             scale_factor,
          double          x,
          double          y,
          int            *handle)
{
  RlMeasurements *measurements = rl_session_get_measurements (session);
  gboolean is_active = g_strcmp0 (rl_measurements_get_active (measurements), measurement->id) == 0;
  g_auto(RlAnnotationShape) shape = { 0 };
  double nearest[2];
  graphene_rect_t bounds;
  const char *text;

  rl_annotation_shape_init (&shape, measurement, rim_volume_get_grid (rl_session_get_base (session)),
                            plane, scale_factor);
  if (shape.presence != RL_ANNOTATION_HERE)
    return FALSE;

  *handle = rl_annotation_shape_find_handle (&shape, x, y, HANDLE_REACH);
  if ((!is_active && shape.n > 4) || measurement->locked)
    *handle = RL_ANNOTATION_WHOLE;
  if (*handle >= 0 || rl_annotation_shape_get_distance (&shape, x, y, nearest) <= LINE_REACH)
    return TRUE;

  *handle = RL_ANNOTATION_LABEL;

  return rl_annotations_get_label (self, measurement->id, &bounds, &text) &&
         graphene_rect_contains_point (&bounds, &GRAPHENE_POINT_INIT ((float) x, (float) y));
}

/**
 * rl_annotations_pick:
 * @self: the measurements of a canvas
 * @widget: the canvas
 * @session: what is shown
 * @plane: where
 * @x: in pixels of the widget
 * @y: in pixels of the widget
 * @handle: (out): which of its points is there, #RL_ANNOTATION_WHOLE for its lines, or
 *   #RL_ANNOTATION_LABEL; a locked one shows no points
 *
 * Returns: (transfer none) (nullable): the measurement there, the selected one before
 *   others
 */
RimMeasurement *
rl_annotations_pick (RlAnnotations  *self,
                     GtkWidget      *widget,
                     RlSession      *session,
                     const RimPlane *plane,
                     double          x,
                     double          y,
                     int            *handle)
{
  RlMeasurements *measurements = rl_session_get_measurements (session);
  RimMeasurement *active = rl_measurements_find (measurements, rl_measurements_get_active (measurements));
  int factor = gtk_widget_get_scale_factor (widget);

  if (!rl_measurements_get_visible (measurements))
    return NULL;
  if (active != NULL && pick_one (self, session, active, plane, factor, x, y, handle))
    return active;

  for (guint i = rl_measurements_get_n (measurements); i > 0; i--)
    {
      RimMeasurement *measurement = rl_measurements_get (measurements, i - 1);

      if (pick_one (self, session, measurement, plane, factor, x, y, handle))
        return measurement;
    }

  return NULL;
}

/**
 * rl_annotations_get_label:
 * @self: the measurements of a canvas
 * @id: of a measurement
 * @bounds: (out): where its label stands
 * @text: (out) (transfer none): what it says
 *
 * Returns: whether it has one on this canvas
 */
gboolean
rl_annotations_get_label (RlAnnotations    *self,
                          const char       *id,
                          graphene_rect_t  *bounds,
                          const char      **text)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->label == NULL || !g_str_equal (entry->measurement->id, id))
        continue;

      *bounds = *rl_annotation_label_get_bounds (entry->label);
      *text = rl_annotation_label_get_text (entry->label);
      return TRUE;
    }

  return FALSE;
}

/* For tests: how often a measurement was painted */
guint
rl_annotations_get_n_paints (RlAnnotations *self)
{
  return self->n_paints;
}
