/* rl-hand.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "tools/rl-hand.h"

enum {
  CHANGED,
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (RlHand, rl_hand, G_TYPE_OBJECT)

static void
rl_hand_default_init (RlHandInterface *iface)
{
  signals[CHANGED] = g_signal_new ("changed", RL_TYPE_HAND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[MESSAGE] = g_signal_new ("message", RL_TYPE_HAND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

gboolean
rl_hand_press (RlHand            *self,
               const RlHandPlace *place,
               RimVec3            point)
{
  g_return_val_if_fail (RL_IS_HAND (self), FALSE);

  return RL_HAND_GET_IFACE (self)->press (self, place, point);
}

void
rl_hand_move (RlHand        *self,
              const RimVec3 *points,
              gsize          n_points)
{
  g_return_if_fail (RL_IS_HAND (self));

  if (RL_HAND_GET_IFACE (self)->move != NULL && n_points > 0)
    RL_HAND_GET_IFACE (self)->move (self, points, n_points);
}

void
rl_hand_release (RlHand   *self,
                 gboolean  has_moved)
{
  g_return_if_fail (RL_IS_HAND (self));

  if (RL_HAND_GET_IFACE (self)->release != NULL)
    RL_HAND_GET_IFACE (self)->release (self, has_moved);
}

void
rl_hand_hover (RlHand            *self,
               const RlHandPlace *place,
               RimVec3            point)
{
  g_return_if_fail (RL_IS_HAND (self));

  if (RL_HAND_GET_IFACE (self)->hover != NULL)
    RL_HAND_GET_IFACE (self)->hover (self, place, point);
}

void
rl_hand_show (RlHand            *self,
              const RlHandPlace *place)
{
  g_return_if_fail (RL_IS_HAND (self));

  if (RL_HAND_GET_IFACE (self)->show != NULL)
    RL_HAND_GET_IFACE (self)->show (self, place);
}

gboolean
rl_hand_command (RlHand        *self,
                 RlHandCommand  command)
{
  g_return_val_if_fail (RL_IS_HAND (self), FALSE);

  return RL_HAND_GET_IFACE (self)->command != NULL &&
         RL_HAND_GET_IFACE (self)->command (self, command);
}

void
rl_hand_paint (RlHand            *self,
               GtkSnapshot       *snapshot,
               const RlHandPlace *place)
{
  g_return_if_fail (RL_IS_HAND (self));

  if (RL_HAND_GET_IFACE (self)->paint != NULL)
    RL_HAND_GET_IFACE (self)->paint (self, snapshot, place);
}

gboolean
rl_hand_step (RlHand  *self,
              RimVec3  by)
{
  g_return_val_if_fail (RL_IS_HAND (self), FALSE);

  return RL_HAND_GET_IFACE (self)->step != NULL && RL_HAND_GET_IFACE (self)->step (self, by);
}

gboolean
rl_hand_remove (RlHand            *self,
                const RlHandPlace *place,
                RimVec3            point)
{
  g_return_val_if_fail (RL_IS_HAND (self), FALSE);

  return RL_HAND_GET_IFACE (self)->remove != NULL &&
         RL_HAND_GET_IFACE (self)->remove (self, place, point);
}

gboolean
rl_hand_keeps_arrows (RlHand *self)
{
  g_return_val_if_fail (RL_IS_HAND (self), FALSE);

  return RL_HAND_GET_IFACE (self)->keeps_arrows != NULL &&
         RL_HAND_GET_IFACE (self)->keeps_arrows (self);
}

gboolean
rl_hand_is_busy (RlHand *self)
{
  g_return_val_if_fail (RL_IS_HAND (self), FALSE);

  return RL_HAND_GET_IFACE (self)->is_busy != NULL && RL_HAND_GET_IFACE (self)->is_busy (self);
}

/**
 * rl_hand_place_get_op:
 * @self: where a hand is, with the keys held
 *
 * Returns: whether what is drawn there is added to a lesion or taken away
 */
RimMaskOp
rl_hand_place_get_op (const RlHandPlace *self)
{
  return (self->modifiers & RL_HAND_INVERT_MASK) != 0 ? RIM_MASK_SUBTRACT : RIM_MASK_UNION;
}

void
rl_hand_changed (RlHand *self)
{
  g_return_if_fail (RL_IS_HAND (self));

  g_signal_emit (self, signals[CHANGED], 0);
}

void
rl_hand_say (RlHand     *self,
             const char *message)
{
  g_return_if_fail (RL_IS_HAND (self));

  g_signal_emit (self, signals[MESSAGE], 0, message);
}
