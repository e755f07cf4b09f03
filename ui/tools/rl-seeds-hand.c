/* rl-seeds-hand.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "tools/rl-seeds-hand.h"

#include "segment/rim-stroke.h"
#include "tools/rl-hand-paint.h"
#include "tools/rl-seeder.h"
#include "view/rim-outline.h"

#define FILL 0.35
#define DASH 4.0

#define OUT_MASK (RL_HAND_INVERT_MASK | GDK_SHIFT_MASK | GDK_BUTTON3_MASK)

struct _RlSeedsHand
{
  GObject     parent_instance;

  RlSession  *session;
  RlSeeder   *seeder;
  RlTool      tool;

  RimStroke  *stroke;         /* NULL between strokes */
  guint       begun;          /* which stroke of all panes was ours */
  RlSeedKind  kind;
  gboolean    is_right;
};

static void rl_seeds_hand_hand_init (RlHandInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RlSeedsHand, rl_seeds_hand, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RL_TYPE_HAND, rl_seeds_hand_hand_init))

static void
extend (RlSeedsHand   *self,
        const RimVec3 *points,
        gsize          n_points)
{
  RimBox touched;

  if (self->stroke != NULL && rim_stroke_add (self->stroke, points, n_points, &touched))
    rl_seeder_mark (self->seeder, self->kind, rim_stroke_get_mask (self->stroke));
}

static gboolean
rl_seeds_hand_press (RlHand            *hand,
                     const RlHandPlace *place,
                     RimVec3            point)
{
  RlSeedsHand *self = RL_SEEDS_HAND (hand);
  RimStrokeSpec spec = { rl_session_get_brush_radius (self->session), rim_plane_get_normal (&place->plane), FALSE };
  gboolean is_out = ((place->modifiers & OUT_MASK) != 0) != (self->tool == RL_TOOL_SEEDS_OUT);
  g_autoptr(GError) error = NULL;
  RimMask *mask;

  self->kind = is_out ? RL_SEED_OUT : RL_SEED_IN;
  self->is_right = (place->modifiers & GDK_BUTTON3_MASK) != 0;
  mask = rl_seeder_begin (self->seeder, place->layer, self->kind, &error);
  if (mask == NULL)
    {
      rl_hand_say (hand, error->message);
      return FALSE;
    }

  self->begun = rl_seeder_get_n_strokes (self->seeder);
  g_clear_pointer (&self->stroke, rim_stroke_free);
  self->stroke = rim_stroke_new (mask, &spec);
  extend (self, &point, 1);

  return TRUE;
}

static void
rl_seeds_hand_move (RlHand        *hand,
                    const RimVec3 *points,
                    gsize          n_points)
{
  extend (RL_SEEDS_HAND (hand), points, n_points);
}

/* A click of the right button asks for the menu, and marks nothing. */
static void
rl_seeds_hand_release (RlHand   *hand,
                       gboolean  has_moved)
{
  RlSeedsHand *self = RL_SEEDS_HAND (hand);

  if (self->stroke == NULL)
    return;

  g_clear_pointer (&self->stroke, rim_stroke_free);
  if (self->is_right && !has_moved)
    rl_seeder_back (self->seeder);
  else
    rl_seeder_end (self->seeder);
  rl_hand_changed (hand);
}

/* Seeds stay when the tool is put down. A proposal is discarded before them. */
static gboolean
rl_seeds_hand_command (RlHand        *hand,
                       RlHandCommand  command)
{
  RlSeedsHand *self = RL_SEEDS_HAND (hand);
  gboolean is_painting = self->stroke != NULL;

  g_clear_pointer (&self->stroke, rim_stroke_free);
  if (command == RL_HAND_BACK || (command == RL_HAND_CANCEL && is_painting))
    return rl_seeder_back (self->seeder);
  if (command == RL_HAND_CANCEL)
    return rl_session_get_proposal (self->session) == NULL && rl_seeder_clear (self->seeder);
  if (command == RL_HAND_PUT_DOWN && is_painting)
    rl_seeder_end (self->seeder);

  return FALSE;
}

static gboolean
rl_seeds_hand_is_busy (RlHand *hand)
{
  return RL_SEEDS_HAND (hand)->stroke != NULL;
}

static void
add_path (cairo_t           *cr,
          const RimOutline  *outline,
          const RlHandPlace *place)
{
  for (gsize p = 0; p < outline->n_polygons; p++)
    {
      cairo_new_sub_path (cr);
      for (gsize n = outline->starts[p]; n < outline->starts[p + 1]; n++)
        cairo_line_to (cr, outline->points[2 * n] / place->scale_factor,
                       outline->points[2 * n + 1] / place->scale_factor);
      cairo_close_path (cr);
    }
}

static void
rl_seeds_hand_paint (RlHand            *hand,
                     GtkSnapshot       *snapshot,
                     const RlHandPlace *place)
{
  RlSeedsHand *self = RL_SEEDS_HAND (hand);
  cairo_t *cr = NULL;

  for (RlSeedKind kind = RL_SEED_IN; kind < RL_N_SEEDS; kind++)
    {
      RimLesion *seed = rl_seeder_get_seed (self->seeder, kind);
      g_autoptr(RimOutline) outline = seed != NULL ? rim_outline_new (seed, &place->plane) : NULL;

      if (outline == NULL || outline->n_polygons == 0)
        continue;
      if (cr == NULL)
        cr = rl_hand_paint_begin (snapshot, place);
      add_path (cr, outline, place);
      cairo_set_source_rgba (cr, seed->color[0] / 255.0, seed->color[1] / 255.0, seed->color[2] / 255.0, FILL);
      cairo_fill_preserve (cr);
      cairo_set_dash (cr, (double[]) { DASH }, kind == RL_SEED_OUT ? 1 : 0, 0);
      rl_hand_paint_stroke (cr, seed->color);
      cairo_new_path (cr);
    }
  g_clear_pointer (&cr, cairo_destroy);
}

static void
rl_seeds_hand_hand_init (RlHandInterface *iface)
{
  iface->press = rl_seeds_hand_press;
  iface->move = rl_seeds_hand_move;
  iface->release = rl_seeds_hand_release;
  iface->command = rl_seeds_hand_command;
  iface->paint = rl_seeds_hand_paint;
  iface->is_busy = rl_seeds_hand_is_busy;
}

static void
rl_seeds_hand_dispose (GObject *object)
{
  RlSeedsHand *self = RL_SEEDS_HAND (object);

  g_clear_pointer (&self->stroke, rim_stroke_free);
  g_clear_object (&self->seeder);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_seeds_hand_parent_class)->dispose (object);
}

static void
rl_seeds_hand_class_init (RlSeedsHandClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_seeds_hand_dispose;
}

static void
rl_seeds_hand_init (RlSeedsHand *self)
{
}

static void
message_cb (RlSeedsHand *self,
            const char  *message)
{
  if (self->begun == rl_seeder_get_n_strokes (self->seeder))
    rl_hand_say (RL_HAND (self), message);
}

/**
 * rl_seeds_hand_new:
 * @session: what is drawn on
 * @tool: %RL_TOOL_SEEDS or %RL_TOOL_SEEDS_OUT
 */
RlHand *
rl_seeds_hand_new (RlSession *session,
                   RlTool     tool)
{
  RlSeedsHand *self = g_object_new (RL_TYPE_SEEDS_HAND, NULL);

  self->session = g_object_ref (session);
  self->seeder = g_object_ref (rl_seeder_get (session));
  self->tool = tool;
  g_signal_connect_object (self->seeder, "changed", G_CALLBACK (rl_hand_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->seeder, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);

  return RL_HAND (self);
}
