/* rl-threshold-hand.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "tools/rl-threshold-hand.h"

#include "tools/rl-thresholder.h"

struct _RlThresholdHand
{
  GObject     parent_instance;

  RlSession  *session;
  RlHandPlace place;
};

static void rl_threshold_hand_hand_init (RlHandInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RlThresholdHand, rl_threshold_hand, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RL_TYPE_HAND, rl_threshold_hand_hand_init))

static gboolean
rl_threshold_hand_press (RlHand            *hand,
                         const RlHandPlace *place,
                         RimVec3            point)
{
  RlThresholdHand *self = RL_THRESHOLD_HAND (hand);

  RlThresholder *thresholder = rl_thresholder_get (self->session);
  const char *reason;

  self->place = *place;
  rl_thresholder_point (thresholder, place->layer, point, rl_hand_place_get_op (place));
  reason = rl_thresholder_get_text (thresholder);
  if (*reason != '\0')
    rl_hand_say (hand, reason);

  return *reason == '\0';
}

static void
rl_threshold_hand_move (RlHand        *hand,
                        const RimVec3 *points,
                        gsize          n_points)
{
  RlThresholdHand *self = RL_THRESHOLD_HAND (hand);

  rl_thresholder_point (rl_thresholder_get (self->session), self->place.layer, points[n_points - 1],
                        rl_hand_place_get_op (&self->place));
}

static void
rl_threshold_hand_hand_init (RlHandInterface *iface)
{
  iface->press = rl_threshold_hand_press;
  iface->move = rl_threshold_hand_move;
}

static void
rl_threshold_hand_dispose (GObject *object)
{
  g_clear_object (&RL_THRESHOLD_HAND (object)->session);

  G_OBJECT_CLASS (rl_threshold_hand_parent_class)->dispose (object);
}

static void
rl_threshold_hand_class_init (RlThresholdHandClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_threshold_hand_dispose;
}

static void
rl_threshold_hand_init (RlThresholdHand *self)
{
}

/**
 * rl_threshold_hand_new:
 * @session: what is drawn on
 * @tool: %RL_TOOL_THRESHOLD
 */
RlHand *
rl_threshold_hand_new (RlSession *session,
                       RlTool     tool)
{
  RlThresholdHand *self = g_object_new (RL_TYPE_THRESHOLD_HAND, NULL);

  self->session = g_object_ref (session);

  return RL_HAND (self);
}
