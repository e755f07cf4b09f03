/* rl-history-walker.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "history/rl-history-walker.h"

#include <glib/gi18n-lib.h>

/* Of each turn of the main loop */
#define BUDGET_US 4000

struct _RlHistoryWalker
{
  GObject          parent_instance;

  RlSession       *session;
  RimSegmentation *segmentation;   /* where it walks, or NULL */
  guint            target;
  guint            position;       /* where it was last */
  guint            source;
};

enum
{
  STOPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RlHistoryWalker, rl_history_walker, G_TYPE_OBJECT)

static void
stop (RlHistoryWalker *self,
      const char      *reason)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->segmentation);
  g_signal_emit (self, signals[STOPPED], 0, reason);
}

/* Returns: whether it got a step nearer */
static gboolean
step (RlHistoryWalker  *self,
      GError          **error)
{
  gboolean is_back = self->position > self->target;
  gboolean moved;

  if (is_back)
    moved = rim_segmentation_check_undo (self->segmentation, error) && rim_segmentation_undo (self->segmentation);
  else
    moved = rim_segmentation_check_redo (self->segmentation, error) && rim_segmentation_redo (self->segmentation);
  self->position = rim_segmentation_get_position (self->segmentation);

  return moved;
}

/* Somebody else's step, a stroke or another study may have come in between. */
static gboolean
is_disturbed (RlHistoryWalker *self)
{
  return rl_session_get_segmentation (self->session) != self->segmentation ||
         rl_session_get_pending (self->session) != NULL ||
         rim_segmentation_get_position (self->segmentation) != self->position ||
         rim_segmentation_get_n_edits (self->segmentation) < self->target;
}

static gboolean
walk_cb (gpointer data)
{
  RlHistoryWalker *self = data;
  gint64 until = g_get_monotonic_time () + BUDGET_US;
  g_autoptr(GError) error = NULL;

  while (self->position != self->target && g_get_monotonic_time () < until)
    {
      if (!is_disturbed (self) && step (self, &error))
        continue;

      self->source = 0;
      stop (self, error != NULL ? error->message : NULL);
      return G_SOURCE_REMOVE;
    }

  if (self->position != self->target)
    return G_SOURCE_CONTINUE;

  self->source = 0;
  stop (self, NULL);

  return G_SOURCE_REMOVE;
}

static void
rl_history_walker_finalize (GObject *object)
{
  RlHistoryWalker *self = RL_HISTORY_WALKER (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->segmentation);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_history_walker_parent_class)->finalize (object);
}

static void
rl_history_walker_class_init (RlHistoryWalkerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_history_walker_finalize;

  signals[STOPPED] = g_signal_new ("stopped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rl_history_walker_init (RlHistoryWalker *self)
{
}

RlHistoryWalker *
rl_history_walker_new (RlSession *session)
{
  RlHistoryWalker *self = g_object_new (RL_TYPE_HISTORY_WALKER, NULL);

  self->session = g_object_ref (session);

  return self;
}

/**
 * rl_history_walker_go:
 * @self: a walker
 * @position: where the journal is to stand, between two steps; see
 *   rim_segmentation_get_position()
 *
 * Goes there from wherever it is, each step an undo or a redo of the journal. What is being
 * drawn has to be finished before.
 */
void
rl_history_walker_go (RlHistoryWalker *self,
                      guint            position)
{
  RimSegmentation *segmentation;

  g_return_if_fail (RL_IS_HISTORY_WALKER (self));

  segmentation = rl_session_get_segmentation (self->session);
  if (segmentation == NULL)
    return;
  if (rl_session_get_pending (self->session) != NULL)
    {
      stop (self, _("Finish what is being drawn first"));
      return;
    }

  g_set_object (&self->segmentation, segmentation);
  self->target = position;
  self->position = rim_segmentation_get_position (segmentation);
  if (self->source == 0)
    self->source = g_idle_add (walk_cb, self);
}

gboolean
rl_history_walker_is_busy (RlHistoryWalker *self)
{
  g_return_val_if_fail (RL_IS_HISTORY_WALKER (self), FALSE);

  return self->source != 0;
}
