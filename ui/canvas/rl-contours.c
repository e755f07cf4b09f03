/* rl-contours.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-contours.h"

#include "canvas/rl-pen.h"
#include "core/rl-contrast.h"
#include "view/rim-outline.h"

#define LINE_WIDTH        1.5
#define ACTIVE_LINE_WIDTH 2.25
#define ACTIVE_FILL       0.20

/* Over PET a tint would be read as uptake. */
#define ACTIVE_FILL_PET   0.08

/* Beneath the line of the lesion that a press would change. */
#define AIMED_ALPHA      0.35
#define AIMED_LINE_WIDTH 8.0

/* Voxels that are pointed at are a tint with a hairline: their border is long. */
#define HIGHLIGHT_FILL       0.35
#define HIGHLIGHT_LINE_WIDTH 0.75
#define PROPOSAL_FILL        0.2
#define PROPOSAL_DASH        5.0

/* What is smaller than that, in px, and what it has around it then. */
#define SMALL       12.0
#define RING_RADIUS 10.0f

/* What only one side has is hatched, to the right or to the left, so that colours are
 * not all that tells them apart.
 */
#define DIFFERENCE_FILL  0.25
#define HATCH_STEP       6.0
#define HATCH_LINE_WIDTH 1.25

/* Parts of a lesion lie beside each other, so that their borders need no line. */
#define PART_FILL 0.45

typedef enum
{
  LOOK_PART,
  LOOK_AIMED,
  LOOK_PLAIN,
  LOOK_ACTIVE,
  LOOK_FILLED,
  LOOK_FILLED_WEAKLY,
  LOOK_HIGHLIGHT,
  LOOK_PROPOSAL,
  LOOK_COMPARED,
  LOOK_ONLY_A,
  LOOK_ONLY_B,
} Look;

/* One lesion on the plane. Where the plane misses it, there is no node. */
typedef struct
{
  RimLesion     *lesion;
  Look           look;
  GskRenderNode *node;
} Entry;

struct _RlContours
{
  GPtrArray *entries;
  RimPlane   plane;
  int        scale_factor;
  gboolean   is_strong;         /* for high contrast */
  guint      n_traces;
};

static void
entry_free (Entry *entry)
{
  g_clear_pointer (&entry->node, gsk_render_node_unref);
  rim_lesion_unref (entry->lesion);
  g_free (entry);
}

static void
add_path (cairo_t          *cr,
          const RimOutline *outline)
{
  for (gsize p = 0; p < outline->n_polygons; p++)
    {
      cairo_new_sub_path (cr);
      for (gsize i = outline->starts[p]; i < outline->starts[p + 1]; i++)
        cairo_line_to (cr, outline->points[2 * i], outline->points[2 * i + 1]);
      cairo_close_path (cr);
    }
}

static graphene_rect_t
get_bounds (const RimOutline *outline,
            const RimPlane   *plane,
            int               scale_factor,
            double            margin)
{
  double min[2] = { G_MAXDOUBLE, G_MAXDOUBLE };
  double max[2] = { -G_MAXDOUBLE, -G_MAXDOUBLE };
  double limit[2] = { plane->width, plane->height };

  for (gsize i = 0; i < 2 * outline->starts[outline->n_polygons]; i++)
    {
      min[i % 2] = MIN (min[i % 2], outline->points[i]);
      max[i % 2] = MAX (max[i % 2], outline->points[i]);
    }

  for (guint i = 0; i < 2; i++)
    {
      min[i] = floor (MAX (min[i] / scale_factor - margin, 0.0));
      max[i] = ceil (MIN (max[i], limit[i]) / scale_factor + margin);
    }

  return GRAPHENE_RECT_INIT ((float) min[0], (float) min[1],
                             (float) MAX (max[0] - min[0], 0.0),
                             (float) MAX (max[1] - min[1], 0.0));
}

static double
get_fill (Look look)
{
  static const double fills[] = {
    [LOOK_PART] = PART_FILL,
    [LOOK_AIMED] = 0.0,
    [LOOK_PLAIN] = 0.0,
    [LOOK_ACTIVE] = 0.0,
    [LOOK_FILLED] = ACTIVE_FILL,
    [LOOK_FILLED_WEAKLY] = ACTIVE_FILL_PET,
    [LOOK_HIGHLIGHT] = HIGHLIGHT_FILL,
    [LOOK_PROPOSAL] = PROPOSAL_FILL,
    [LOOK_COMPARED] = 0.0,
    [LOOK_ONLY_A] = DIFFERENCE_FILL,
    [LOOK_ONLY_B] = DIFFERENCE_FILL,
  };

  return fills[look];
}

static double
get_line_width (Look look)
{
  if (look == LOOK_HIGHLIGHT || look == LOOK_ONLY_A || look == LOOK_ONLY_B)
    return HIGHLIGHT_LINE_WIDTH;

  if (look == LOOK_AIMED)
    return AIMED_LINE_WIDTH;

  return look == LOOK_PLAIN ? LINE_WIDTH : ACTIVE_LINE_WIDTH;
}

/* Lines across what is clipped to, at the same places wherever that lies. */
static void
add_hatching (cairo_t *cr,
              Look     look,
              double   step)
{
  const double slope = look == LOOK_ONLY_A ? -1.0 : 1.0;
  double left, top, right, bottom;

  cairo_clip_extents (cr, &left, &top, &right, &bottom);
  for (double y = floor ((top - MAX (slope * left, slope * right)) / step) * step;
       y + MIN (slope * left, slope * right) <= bottom; y += step)
    {
      cairo_move_to (cr, left, y + slope * left);
      cairo_line_to (cr, right, y + slope * right);
    }
}

static void
hatch (cairo_t          *cr,
       const RimOutline *outline,
       RimLesion        *lesion,
       Look              look,
       int               scale_factor)
{
  cairo_save (cr);
  cairo_clip (cr);
  add_hatching (cr, look, HATCH_STEP * scale_factor);
  rl_pen_stroke (cr, lesion->color, HATCH_LINE_WIDTH, scale_factor);
  cairo_restore (cr);
  add_path (cr, outline);
}

static void
paint (cairo_t          *cr,
       const RimOutline *outline,
       RimLesion        *lesion,
       Look              look,
       int               scale_factor)
{
  double r = lesion->color[0] / 255.0;
  double g = lesion->color[1] / 255.0;
  double b = lesion->color[2] / 255.0;

  cairo_scale (cr, 1.0 / scale_factor, 1.0 / scale_factor);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  add_path (cr, outline);

  if (look == LOOK_AIMED)
    {
      cairo_set_source_rgba (cr, r, g, b, AIMED_ALPHA);
      cairo_set_line_width (cr, AIMED_LINE_WIDTH * scale_factor);
      cairo_stroke (cr);
      return;
    }

  if (look == LOOK_PART)
    cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  if (get_fill (look) > 0)
    {
      cairo_set_source_rgba (cr, r, g, b, get_fill (look));
      cairo_fill_preserve (cr);
    }

  if (look == LOOK_PART)
    return;

  if (look == LOOK_ONLY_A || look == LOOK_ONLY_B)
    hatch (cr, outline, lesion, look, scale_factor);
  if (look == LOOK_PROPOSAL || look == LOOK_COMPARED)
    cairo_set_dash (cr, (double[]) { PROPOSAL_DASH * scale_factor }, 1, 0);
  rl_pen_stroke (cr, lesion->color, get_line_width (look), scale_factor);
}

/* What is pointed at and too small to be found has a ring around it. */
static gboolean
needs_ring (Look                   look,
            const graphene_rect_t *bounds)
{
  const float small = (float) (SMALL + 2.0 * rl_pen_get_reach (ACTIVE_LINE_WIDTH));

  return look == LOOK_HIGHLIGHT && bounds->size.width < small && bounds->size.height < small;
}

static void
paint_ring (cairo_t               *cr,
            const graphene_rect_t *bounds,
            RimLesion             *lesion)
{
  graphene_point_t center;

  graphene_rect_get_center (bounds, &center);
  cairo_new_path (cr);
  cairo_arc (cr, (double) center.x, (double) center.y, (double) RING_RADIUS, 0.0, 2.0 * G_PI);
  rl_pen_stroke (cr, lesion->color, HIGHLIGHT_LINE_WIDTH, 1);
}

static GskRenderNode *
trace (RlContours *self,
       RimVolume  *image,
       RimLesion  *lesion,
       Look        look)
{
  g_autoptr(RimOutline) outline = rim_outline_new_in (lesion, image, &self->plane);
  graphene_rect_t bounds;
  GskRenderNode *node;
  gboolean has_ring;
  cairo_t *cr;

  self->n_traces++;

  if (outline == NULL || outline->n_polygons == 0)
    return NULL;

  bounds = get_bounds (outline, &self->plane, self->scale_factor,
                       look == LOOK_AIMED ? AIMED_LINE_WIDTH : rl_pen_get_reach (ACTIVE_LINE_WIDTH));
  if (bounds.size.width <= 0 || bounds.size.height <= 0)
    return NULL;

  has_ring = needs_ring (look, &bounds);
  if (has_ring)
    graphene_rect_inset (&bounds, -RING_RADIUS, -RING_RADIUS);
  node = gsk_cairo_node_new (&bounds);
  cr = gsk_cairo_node_get_draw_context (node);
  cairo_save (cr);
  paint (cr, outline, lesion, look, self->scale_factor);
  cairo_restore (cr);
  if (has_ring)
    paint_ring (cr, &bounds, lesion);
  cairo_destroy (cr);

  return node;
}

static Entry *
take_entry (RlContours *self,
            RimVolume  *image,
            RimLesion  *lesion,
            Look        look)
{
  Entry *entry;

  for (guint i = 0; i < self->entries->len; i++)
    {
      entry = g_ptr_array_index (self->entries, i);
      if (entry->lesion == lesion && entry->look == look)
        return g_ptr_array_steal_index_fast (self->entries, i);
    }

  entry = g_new0 (Entry, 1);
  entry->lesion = rim_lesion_ref (lesion);
  entry->look = look;
  entry->node = trace (self, image, lesion, look);

  return entry;
}

static void
use_plane (RlContours     *self,
           const RimPlane *plane,
           int             scale_factor)
{
  gboolean is_strong = rl_contrast_is_high ();

  if (self->scale_factor == scale_factor && self->is_strong == is_strong &&
      memcmp (&self->plane, plane, sizeof *plane) == 0)
    return;

  g_ptr_array_set_size (self->entries, 0);
  self->plane = *plane;
  self->scale_factor = scale_factor;
  self->is_strong = is_strong;
}

static gboolean
is_active (RlSession *session,
           RimLesion *lesion)
{
  RimLesion *pending = rl_session_get_pending (session);

  if (pending != NULL)
    return lesion == pending;

  return g_strcmp0 (lesion->id, rl_session_get_active_lesion (session)) == 0;
}

static Look
choose_active_look (RlSession *session,
                    gboolean   over_pet)
{
  if (!rl_session_get_show_fill (session))
    return LOOK_ACTIVE;

  return over_pet ? LOOK_FILLED_WEAKLY : LOOK_FILLED;
}

static void
append_entry (RlContours  *self,
              GPtrArray   *entries,
              GtkSnapshot *snapshot,
              RlSession   *session,
              RimLesion   *lesion,
              Look         look)
{
  Entry *entry = take_entry (self, rl_session_get_base (session), lesion, look);

  g_ptr_array_add (entries, entry);
  if (entry->node != NULL)
    gtk_snapshot_append_node (snapshot, entry->node);
}

/* How the active lesion differs from what it is compared with. */
static void
append_comparison (RlContours  *self,
                   GPtrArray   *entries,
                   GtkSnapshot *snapshot,
                   RlSession   *session)
{
  const char *active = rl_session_get_active_lesion (session);
  const struct
  {
    RimLesion *lesion;
    Look       look;
  } layers[] = {
    { rl_session_get_difference (session, RIM_DIFFERENCE_ONLY_A), LOOK_ONLY_A },
    { rl_session_get_difference (session, RIM_DIFFERENCE_ONLY_B), LOOK_ONLY_B },
    { rl_session_get_compared (session), LOOK_COMPARED },
  };

  if (active == NULL || !rl_session_is_lesion_visible (session, active))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    if (layers[i].lesion != NULL)
      append_entry (self, entries, snapshot, session, layers[i].lesion, layers[i].look);
}

RlContours *
rl_contours_new (void)
{
  RlContours *self = g_new0 (RlContours, 1);

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);

  return self;
}

void
rl_contours_free (RlContours *self)
{
  g_ptr_array_unref (self->entries);
  g_free (self);
}

/**
 * rl_contours_snapshot:
 * @self: the contours of a canvas
 * @snapshot: where to put them
 * @session: what is shown
 * @plane: where
 * @scale_factor: pixels of @plane per pixel of @snapshot
 * @over_pet: whether the picture shows PET, whose values a tint would falsify
 * @aimed: (nullable): the lesion that a press would change, which is highlighted softly
 *
 * Puts the parts of a lesion and the outline of every visible one over the picture, the
 * active one last, and over them what is pointed at and what is proposed or, where nothing is, how
 * the active one differs from what it is compared with.
 */
void
rl_contours_snapshot (RlContours     *self,
                      GtkSnapshot    *snapshot,
                      RlSession      *session,
                      const RimPlane *plane,
                      int             scale_factor,
                      gboolean        over_pet,
                      RimLesion      *aimed)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  RimLesion *highlight = rl_session_get_highlight (session);
  GPtrArray *proposals = rl_session_get_proposals (session);
  GPtrArray *parts = rl_session_get_parts (session);
  guint n = rl_session_get_n_lesions (session);
  Look active = choose_active_look (session, over_pet);

  use_plane (self, plane, scale_factor);
  for (guint i = 0; parts != NULL && i < parts->len; i++)
    append_entry (self, entries, snapshot, session, g_ptr_array_index (parts, i), LOOK_PART);
  if (aimed != NULL && rl_session_is_lesion_visible (session, aimed->id))
    append_entry (self, entries, snapshot, session, aimed, LOOK_AIMED);

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < n; i++)
      {
        RimLesion *lesion = rl_session_get_lesion (session, i);

        if (is_active (session, lesion) == (pass == 1) &&
            rl_session_is_lesion_visible (session, lesion->id))
          append_entry (self, entries, snapshot, session, lesion, pass == 1 ? active : LOOK_PLAIN);
      }
  if (proposals == NULL)
    append_comparison (self, entries, snapshot, session);
  if (highlight != NULL)
    append_entry (self, entries, snapshot, session, highlight, LOOK_HIGHLIGHT);
  for (guint i = 0; proposals != NULL && i < proposals->len; i++)
    append_entry (self, entries, snapshot, session, g_ptr_array_index (proposals, i), LOOK_PROPOSAL);

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->entries = g_steal_pointer (&entries);
}

/**
 * rl_contours_append_bounds:
 * @self: the contours of a canvas
 * @bounds: (element-type graphene_rect_t): where to put the box around each outline,
 *   in pixels of the widget, as of the last frame
 */
void
rl_contours_append_bounds (RlContours *self,
                           GArray     *bounds)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);
      graphene_rect_t box;

      if (entry->node == NULL || entry->look == LOOK_AIMED)
        continue;

      gsk_render_node_get_bounds (entry->node, &box);
      g_array_append_val (bounds, box);
    }
}

/**
 * rl_contours_get_n_traces:
 * @self: the contours of a canvas
 *
 * Returns: how often a lesion was traced
 */
guint
rl_contours_get_n_traces (RlContours *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_traces;
}
