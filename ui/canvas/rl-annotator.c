/* rl-annotator.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-annotator.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "canvas/rl-anchors.h"
#include "canvas/rl-annotation-path.h"

/* A click so near to a corner, in pixels of the plane, is on it. */
#define CORNER_REACH 9.0

/* An outline keeps what a hand can see of it: so many pixels of the plane. */
#define SIMPLIFY_PIXELS 0.7

struct _RlAnnotator
{
  RlSession      *session;
  RimMeasurement *template;      /* id, layer, author; or what is moved */
  RimPlane        plane;

  gboolean        is_edit;
  int             handle;
  RimVec3         start;
  RimVec3         grip;          /* from there to the middle of the label */

  RlAnchors       anchors;
  GArray         *path;          /* of a freehand outline */
  gboolean        is_clicked;    /* the outline, corner by corner */
  guint           n_pressed;     /* corners before the button was pressed */
  gboolean        is_pressed;
  gboolean        is_first;      /* the press that began it */
};

/* How many points a hand places until it is done. */
static guint
get_n_needed (RimMeasurementKind kind)
{
  switch (kind)
    {
    case RIM_MEASUREMENT_PROBE:
    case RIM_MEASUREMENT_TEXT:
      return 1;

    case RIM_MEASUREMENT_ANGLE:
    case RIM_MEASUREMENT_BIDIRECTIONAL:
      return 3;

    case RIM_MEASUREMENT_LENGTH:
    case RIM_MEASUREMENT_ELLIPSE:
    case RIM_MEASUREMENT_RECTANGLE:
    case RIM_MEASUREMENT_FREEHAND:
    case RIM_MEASUREMENT_ARROW:
    case RIM_N_MEASUREMENT_KINDS:
    default:
      return 2;
    }
}

static RimVec3
add_scaled (RimVec3 point,
            RimVec3 direction,
            double  factor)
{
  return rim_vec3_add (point, rim_vec3_scale (direction, factor));
}

static gboolean
is_near (RimVec3 a,
         RimVec3 b,
         double  reach)
{
  return rim_vec3_length (rim_vec3_sub (a, b)) <= reach;
}

static RimMeasurement *
make_moved (RlAnnotator *self)
{
  if (self->handle == RL_ANNOTATION_LABEL)
    {
      RimVec3 middle = rim_vec3_add (self->anchors.pointer, self->grip);
      RimVec3 offset = rim_vec3_sub (middle, rim_measurement_get_middle (self->template));

      return rim_measurement_with_label_offset (self->template, &offset);
    }
  if (self->handle == RL_ANNOTATION_WHOLE)
    return rim_measurement_with_offset (self->template, rim_vec3_sub (self->anchors.pointer, self->start));

  return rim_measurement_with_handle (self->template, (guint) self->handle, self->anchors.pointer);
}

/* While it is clicked the next corner is where the pointer is. */
static RimMeasurement *
make_outline (RlAnnotator *self)
{
  g_autoptr(GArray) corners = g_array_copy (self->path);

  while (self->is_clicked && (corners->len < 3 || corners->len == self->path->len))
    g_array_append_val (corners, self->anchors.pointer);

  return corners->len < 3 ? NULL : rim_measurement_with_points (self->template,
                                                                (gconstpointer) corners->data,
                                                                corners->len);
}

static RimMeasurement *
make_drawn (RlAnnotator *self)
{
  if (self->path != NULL)
    return make_outline (self);

  return rl_anchors_draw (&self->anchors, self->template, self->session, self->plane.right);
}

static void
update_pending (RlAnnotator *self)
{
  g_autoptr(RimMeasurement) now = self->is_edit ? make_moved (self) : make_drawn (self);

  if (now != NULL)
    rl_measurements_set_pending (rl_session_get_measurements (self->session), now);
}

/* One that has no points yet, on the image that it is drawn on. */
static RimMeasurement *
make_template (RlSession          *session,
               RimMeasurementKind  kind,
               const RimPlane     *plane,
               RlLayerKind         layer,
               RimVec3             point)
{
  static const guint n_points[RIM_N_MEASUREMENT_KINDS] = { 2, 4, 3, 4, 4, 3, 1, 2, 1 };
  const RimVec3 points[4] = { point, point, point, point };
  RimSegmentation *segmentation = rl_session_get_segmentation (session);
  RimVolume *volume = rl_session_get_volume (session, layer);
  g_autoptr(RimMeasurement) plain = rim_measurement_new (kind, points, n_points[kind],
                                                         rim_plane_get_normal (plane));
  g_autoptr(RimMeasurement) placed = volume != NULL ? rim_measurement_on (plain, volume)
                                                    : rim_measurement_ref (plain);

  return rim_measurement_with_author (placed,
                                      segmentation != NULL ? rim_segmentation_get_author (segmentation) : NULL,
                                      placed->time);
}

static RlAnnotator *
annotator_new (RlSession *session,
               RimVec3    point)
{
  RlAnnotator *self = g_new0 (RlAnnotator, 1);

  self->session = g_object_ref (session);
  self->start = point;
  self->anchors.pointer = point;
  self->is_pressed = TRUE;
  self->is_first = TRUE;

  return self;
}

static void
annotator_free (RlAnnotator *self)
{
  g_clear_pointer (&self->path, g_array_unref);
  g_clear_pointer (&self->template, rim_measurement_unref);
  g_object_unref (self->session);
  g_free (self);
}

/**
 * rl_annotator_begin:
 * @session: what is shown
 * @kind: what to draw
 * @plane: on which plane
 * @layer: the image that is measured
 * @point: where the button was pressed, LPS mm
 *
 * Returns: (transfer full): a hand with the first point
 */
RlAnnotator *
rl_annotator_begin (RlSession          *session,
                    RimMeasurementKind  kind,
                    const RimPlane     *plane,
                    RlLayerKind         layer,
                    RimVec3             point)
{
  RlAnnotator *self;

  g_return_val_if_fail (RL_IS_SESSION (session), NULL);
  g_return_val_if_fail (plane != NULL, NULL);

  self = annotator_new (session, point);
  self->template = make_template (session, kind, plane, layer, point);
  self->plane = *plane;

  if (kind == RIM_MEASUREMENT_FREEHAND)
    {
      self->path = g_array_new (FALSE, FALSE, sizeof (RimVec3));
      g_array_append_val (self->path, point);
    }
  else if (get_n_needed (kind) > 1)
    {
      self->anchors.placed[self->anchors.n++] = point;
    }

  /* Nobody draws what cannot be seen. */
  rl_measurements_set_visible (rl_session_get_measurements (session), TRUE);
  rl_measurements_set_active (rl_session_get_measurements (session), self->template->id);
  update_pending (self);

  return self;
}

/**
 * rl_annotator_begin_edit:
 * @session: what is shown
 * @measurement: what to move
 * @handle: which of its points, or #RL_ANNOTATION_WHOLE
 * @point: where the button was pressed, LPS mm
 *
 * Returns: (transfer full): a hand that holds it
 */
RlAnnotator *
rl_annotator_begin_edit (RlSession      *session,
                         RimMeasurement *measurement,
                         int             handle,
                         RimVec3         point)
{
  RlAnnotator *self;

  g_return_val_if_fail (RL_IS_SESSION (session), NULL);
  g_return_val_if_fail (measurement != NULL, NULL);

  self = annotator_new (session, point);
  self->template = rim_measurement_ref (measurement);
  self->is_edit = TRUE;
  self->handle = handle;
  rl_measurements_set_active (rl_session_get_measurements (session), measurement->id);

  return self;
}

static RimVec3
to_plane (RlAnnotator *self,
          RimVec3      point)
{
  return add_scaled (point, self->template->normal,
                     -rim_measurement_get_distance (self->template, point));
}

static void
simplify_path (RlAnnotator *self)
{
  rl_annotation_path_simplify (self->path,
                               SIMPLIFY_PIXELS * rim_vec3_length (self->plane.right));
}

static void
extend_path (RlAnnotator *self,
             RimVec3      point)
{
  if (is_near (point, g_array_index (self->path, RimVec3, self->path->len - 1), 0.0))
    return;

  if (self->path->len >= RIM_MEASUREMENT_MAX_POINTS - 1)
    simplify_path (self);
  if (self->path->len < RIM_MEASUREMENT_MAX_POINTS - 1)
    g_array_append_val (self->path, point);
}

/**
 * rl_annotator_begin_label:
 * @session: what is shown
 * @measurement: whose label to move
 * @middle: that of the label, LPS mm
 * @point: where the button was pressed, LPS mm
 *
 * Returns: (transfer full): a hand that holds the label
 */
RlAnnotator *
rl_annotator_begin_label (RlSession      *session,
                          RimMeasurement *measurement,
                          RimVec3         middle,
                          RimVec3         point)
{
  RlAnnotator *self = rl_annotator_begin_edit (session, measurement, RL_ANNOTATION_LABEL, point);

  self->grip = rim_vec3_sub (middle, point);

  return self;
}

/* Places the point that floats; the button is down again. */
void
rl_annotator_press (RlAnnotator *self,
                    RimVec3      point)
{
  g_return_if_fail (self != NULL);

  self->is_pressed = TRUE;
  self->n_pressed = self->path != NULL ? self->path->len : 0;
  rl_annotator_move (self, &point, 1);
}

/**
 * rl_annotator_move:
 * @self: a hand
 * @points: (array length=n_points): where the pointer went, LPS mm; what lies off the
 *   plane is brought onto it
 * @n_points: how many; only an outline needs more than the last
 */
void
rl_annotator_move (RlAnnotator   *self,
                   const RimVec3 *points,
                   gsize          n_points)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (n_points > 0);

  self->anchors.pointer = to_plane (self, points[n_points - 1]);
  for (gsize i = 0; self->path != NULL && self->is_pressed && i < n_points; i++)
    extend_path (self, to_plane (self, points[i]));

  update_pending (self);
}

/* A click on the first corner closes the outline, and so does a second one on the last. */
static gboolean
closes_outline (RlAnnotator *self,
                gboolean     has_moved)
{
  const RimVec3 *corners = (gconstpointer) self->path->data;
  double reach = CORNER_REACH * rim_vec3_length (self->plane.right);
  gboolean is_first = is_near (self->anchors.pointer, corners[0], reach);
  gboolean is_last = is_near (self->anchors.pointer, corners[self->n_pressed - 1], reach);

  if (!has_moved && (is_first || is_last))
    {
      g_array_set_size (self->path, self->n_pressed);
      return self->path->len >= 3;
    }

  return is_first && self->path->len >= 3;
}

static gboolean
release_outline (RlAnnotator *self,
                 gboolean     is_first,
                 gboolean     has_moved)
{
  if (is_first && !has_moved)
    {
      self->is_clicked = TRUE;
      update_pending (self);
      return FALSE;
    }
  if (self->is_clicked && !closes_outline (self, has_moved))
    return FALSE;

  self->is_clicked = FALSE;
  simplify_path (self);
  update_pending (self);

  return TRUE;
}

/* A drag has both ends of what it takes two points to draw, and of a long axis. */
static gboolean
release_point (RlAnnotator *self,
               gboolean     is_first,
               gboolean     has_moved)
{
  guint n_needed = get_n_needed (self->template->kind);

  gboolean is_click = is_first && !has_moved && n_needed > 1;

  if (is_first && !is_click && self->template->kind == RIM_MEASUREMENT_BIDIRECTIONAL)
    return TRUE;
  if (!is_click && self->anchors.n + 1 >= n_needed)
    return TRUE;

  /* A click places the first point only. */
  if (!is_click)
    self->anchors.placed[self->anchors.n++] = self->anchors.pointer;
  update_pending (self);

  return FALSE;
}

/**
 * rl_annotator_release:
 * @self: a hand
 * @has_moved: whether the pointer moved since the button was pressed
 *
 * Returns: whether nothing is left to place, so that it is to be committed
 */
gboolean
rl_annotator_release (RlAnnotator *self,
                      gboolean     has_moved)
{
  gboolean is_first;

  g_return_val_if_fail (self != NULL, TRUE);

  is_first = self->is_first;
  self->is_first = FALSE;
  self->is_pressed = FALSE;

  if (self->is_edit)
    return TRUE;

  return self->path != NULL ? release_outline (self, is_first, has_moved)
                            : release_point (self, is_first, has_moved);
}

/**
 * rl_annotator_get_hint:
 * @self: a hand
 *
 * Returns: (nullable): what the next click places; %NULL while a button is down
 */
const char *
rl_annotator_get_hint (RlAnnotator *self)
{
  static const char *const hints[RIM_N_MEASUREMENT_KINDS][2] = {
    [RIM_MEASUREMENT_LENGTH] = { N_("Other end") },
    [RIM_MEASUREMENT_BIDIRECTIONAL] = { N_("End of the long axis"), N_("End of the short axis") },
    [RIM_MEASUREMENT_ANGLE] = { N_("Vertex"), N_("End of the other arm") },
    [RIM_MEASUREMENT_ELLIPSE] = { N_("Opposite corner") },
    [RIM_MEASUREMENT_RECTANGLE] = { N_("Opposite corner") },
    [RIM_MEASUREMENT_FREEHAND] = { N_("Next corner") },
    [RIM_MEASUREMENT_ARROW] = { N_("Tail of the arrow") },
  };
  const char *hint;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->is_pressed || self->is_edit)
    return NULL;

  hint = hints[self->template->kind][self->anchors.n > 1];

  return hint != NULL ? _(hint) : NULL;
}

/* Returns: whether a point floats with the pointer though no button is down */
gboolean
rl_annotator_is_floating (RlAnnotator *self)
{
  return !self->is_pressed;
}

/* Returns: whether it moves what was there */
gboolean
rl_annotator_is_edit (RlAnnotator *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_edit;
}

/* Returns: whether it is drawn corner by corner, and has enough of them */
gboolean
rl_annotator_is_outline (RlAnnotator *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->path != NULL && self->is_clicked && self->path->len >= 3;
}

/**
 * rl_annotator_take_back:
 * @self: a hand with no button down
 *
 * Lets the point placed last float again.
 *
 * Returns: whether one is left, without which there is nothing to draw
 */
gboolean
rl_annotator_take_back (RlAnnotator *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->is_edit)
    return FALSE;

  if (self->path != NULL)
    g_array_set_size (self->path, self->path->len - 1);
  else
    self->anchors.n--;
  if (self->path != NULL ? self->path->len == 0 : self->anchors.n == 0)
    return FALSE;

  update_pending (self);

  return TRUE;
}

static gboolean
is_nothing (RlAnnotator *self)
{
  RimMeasurement *now = rl_measurements_get_pending (rl_session_get_measurements (self->session));
  RimMeasurementValues values;

  if (now == NULL)
    return TRUE;

  rim_measurement_measure_shape (now, &values);

  return values.length == 0.0 || values.area == 0.0;
}

static const char *
get_tool_name (RlAnnotator *self)
{
  if (!self->is_edit)
    return rim_measurement_kind_get_id (self->template->kind);

  return self->handle == RL_ANNOTATION_LABEL ? "label" : "handle";
}

/**
 * rl_annotator_commit:
 * @self: (transfer full): a hand
 *
 * Makes what it did one edit; what has no extent is dropped.
 *
 * Returns: whether there is a new measurement
 */
gboolean
rl_annotator_commit (RlAnnotator *self)
{
  RlMeasurements *measurements;
  gboolean is_new;

  g_return_val_if_fail (self != NULL, FALSE);

  measurements = rl_session_get_measurements (self->session);
  is_new = !self->is_edit && !is_nothing (self);
  if (is_nothing (self))
    rl_annotator_cancel (g_steal_pointer (&self));
  else
    rl_measurements_commit_pending (measurements, get_tool_name (self));
  g_clear_pointer (&self, annotator_free);

  return is_new;
}

/* What floats with the pointer was not placed. */
static gboolean
has_what_it_needs (RlAnnotator *self)
{
  if (self->is_edit)
    return TRUE;
  if (self->path != NULL)
    return self->path->len >= 3;
  if (self->template->kind == RIM_MEASUREMENT_BIDIRECTIONAL)
    return self->is_pressed || self->anchors.n >= 2;

  return self->is_pressed && self->anchors.n + 1 >= get_n_needed (self->template->kind);
}

/**
 * rl_annotator_finish:
 * @self: (transfer full): a hand
 *
 * Ends what it does, as where another tool is taken up: what has all its points is
 * committed as it was placed, what has not is dropped.
 */
void
rl_annotator_finish (RlAnnotator *self)
{
  g_return_if_fail (self != NULL);

  if (!has_what_it_needs (self))
    {
      rl_annotator_cancel (self);
      return;
    }

  if (!self->is_pressed && self->anchors.n > 0)
    self->anchors.pointer = self->anchors.placed[self->anchors.n - 1];
  self->is_clicked = FALSE;
  update_pending (self);
  (void) rl_annotator_commit (self);
}

/**
 * rl_annotator_cancel:
 * @self: (transfer full): a hand
 *
 * Drops what it did as if it had never begun.
 */
void
rl_annotator_cancel (RlAnnotator *self)
{
  RlMeasurements *measurements;

  g_return_if_fail (self != NULL);

  measurements = rl_session_get_measurements (self->session);
  rl_measurements_set_pending (measurements, NULL);
  if (!self->is_edit)
    rl_measurements_set_active (measurements, NULL);
  annotator_free (self);
}
