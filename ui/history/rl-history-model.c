/* rl-history-model.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "history/rl-history-model.h"

/* The edits of a step: the first, and the one after the last. */
typedef struct
{
  guint start;
  guint end;
} Step;

struct _RlHistoryModel
{
  GObject          parent_instance;

  RlSession       *session;
  RimSegmentation *segmentation;
  char            *lesion;       /* whose steps are shown, or NULL for all */
  GArray          *steps;        /* of Step, the oldest first */
  GArray          *shown;        /* those of them that are shown */
  guint            n_known;      /* edits that are still what @steps says */
  gboolean         is_active;
  guint            source;       /* reads what is new */
};

enum
{
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void rl_history_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RlHistoryModel, rl_history_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rl_history_model_list_model_init))

static Step
get_step (RlHistoryModel *self,
          guint           index)
{
  return g_array_index (self->shown, Step, index);
}

static guint
get_n_items (RlHistoryModel *self)
{
  return self->steps->len > 0 ? self->shown->len + 1 : 0;
}

static gboolean
is_shown (RlHistoryModel *self,
          const Step     *step)
{
  for (guint i = step->start; i < step->end; i++)
    {
      RimEdit *edit = rim_segmentation_get_edit (self->segmentation, i);

      if (self->lesion == NULL || g_strcmp0 (rim_edit_get_target_id (edit), self->lesion) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
drop_steps (GArray *steps,
            guint   n_known)
{
  while (steps->len > 0 && g_array_index (steps, Step, steps->len - 1).end > n_known)
    g_array_set_size (steps, steps->len - 1);
}

static void
take_steps (RlHistoryModel *self,
            guint           n_edits)
{
  Step step;

  for (guint i = self->n_known; i < n_edits; i = step.end)
    {
      rim_segmentation_get_act (self->segmentation, i, &step.start, &step.end);
      g_array_append_val (self->steps, step);
      if (is_shown (self, &step))
        g_array_append_val (self->shown, step);
    }
  self->n_known = n_edits;
}

/* The newest step is the first item, so that what changes is at the top of the list, but
 * where the first step of all comes or goes.
 */
static void
read_steps (RlHistoryModel *self)
{
  guint n_edits = self->segmentation != NULL ? rim_segmentation_get_n_edits (self->segmentation) : 0;
  guint before = get_n_items (self);
  guint kept, after;

  if (self->n_known == n_edits)
    return;

  drop_steps (self->steps, self->n_known);
  drop_steps (self->shown, self->n_known);
  kept = self->steps->len > 0 ? self->shown->len + 1 : 0;
  take_steps (self, n_edits);
  after = get_n_items (self);

  g_list_model_items_changed (G_LIST_MODEL (self), 0, before - kept, after - kept);
}

static gboolean
tell_cb (gpointer data)
{
  RlHistoryModel *self = data;

  self->source = 0;
  read_steps (self);
  g_signal_emit (self, signals[MOVED], 0);

  return G_SOURCE_REMOVE;
}

/* Once before the next frame, however many steps there are until then. */
static void
tell (RlHistoryModel *self)
{
  if (self->is_active && self->source == 0)
    self->source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, tell_cb, self, NULL);
}

/* A new step takes the place of those that were undone. */
static void
act_cb (RlHistoryModel *self,
        RimJournalStep  step,
        GPtrArray      *edits)
{
  if (step == RIM_JOURNAL_DO)
    self->n_known = MIN (self->n_known, rim_segmentation_get_n_edits (self->segmentation) - edits->len);
  tell (self);
}

static void
clear (RlHistoryModel *self)
{
  guint before = get_n_items (self);

  g_array_set_size (self->steps, 0);
  g_array_set_size (self->shown, 0);
  self->n_known = 0;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, 0);
}

static void
segmentation_cb (RlHistoryModel *self)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);

  if (self->segmentation != NULL)
    g_signal_handlers_disconnect_by_func (self->segmentation, act_cb, self);
  clear (self);
  g_clear_pointer (&self->lesion, g_free);
  g_set_object (&self->segmentation, segmentation);
  if (segmentation != NULL)
    g_signal_connect_object (segmentation, "act", G_CALLBACK (act_cb), self, G_CONNECT_SWAPPED);

  g_signal_emit (self, signals[MOVED], 0);
  tell (self);
}

static GType
rl_history_model_get_item_type (GListModel *list)
{
  return RL_TYPE_HISTORY_ITEM;
}

static guint
rl_history_model_get_n_items (GListModel *list)
{
  return get_n_items (RL_HISTORY_MODEL (list));
}

static gpointer
rl_history_model_get_item (GListModel *list,
                           guint       position)
{
  RlHistoryModel *self = RL_HISTORY_MODEL (list);
  guint n = get_n_items (self);
  Step step = { 0, 0 };

  if (position >= n)
    return NULL;
  if (position + 1 < n)
    step = get_step (self, n - 2 - position);

  return rl_history_item_new (self->segmentation, step.start, step.end);
}

static void
rl_history_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = rl_history_model_get_item_type;
  iface->get_n_items = rl_history_model_get_n_items;
  iface->get_item = rl_history_model_get_item;
}

static void
rl_history_model_finalize (GObject *object)
{
  RlHistoryModel *self = RL_HISTORY_MODEL (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->segmentation);
  g_clear_object (&self->session);
  g_clear_pointer (&self->lesion, g_free);
  g_clear_pointer (&self->steps, g_array_unref);
  g_clear_pointer (&self->shown, g_array_unref);

  G_OBJECT_CLASS (rl_history_model_parent_class)->finalize (object);
}

static void
rl_history_model_class_init (RlHistoryModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_history_model_finalize;

  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_history_model_init (RlHistoryModel *self)
{
  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  self->shown = g_array_new (FALSE, FALSE, sizeof (Step));
}

RlHistoryModel *
rl_history_model_new (RlSession *session)
{
  RlHistoryModel *self = g_object_new (RL_TYPE_HISTORY_MODEL, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::segmentation", G_CALLBACK (segmentation_cb), self,
                           G_CONNECT_SWAPPED);
  segmentation_cb (self);

  return self;
}

/* Returns: (transfer none) (nullable): whose journal it is */
RimSegmentation *
rl_history_model_get_segmentation (RlHistoryModel *self)
{
  g_return_val_if_fail (RL_IS_HISTORY_MODEL (self), NULL);

  return self->segmentation;
}

/* Returns: (nullable): the lesion whose steps are shown; %NULL where all are */
const char *
rl_history_model_get_lesion (RlHistoryModel *self)
{
  g_return_val_if_fail (RL_IS_HISTORY_MODEL (self), NULL);

  return self->lesion;
}

/**
 * rl_history_model_set_lesion:
 * @self: a model
 * @lesion_id: (nullable): the lesion whose steps to show, it may be deleted; %NULL for all
 *   steps. Another segmentation shows all.
 */
void
rl_history_model_set_lesion (RlHistoryModel *self,
                             const char     *lesion_id)
{
  char *copy;

  g_return_if_fail (RL_IS_HISTORY_MODEL (self));

  if (g_strcmp0 (self->lesion, lesion_id) == 0)
    return;

  copy = g_strdup (lesion_id);
  g_free (self->lesion);
  self->lesion = copy;
  clear (self);
  read_steps (self);
  tell (self);
}

/**
 * rl_history_model_set_active:
 * @self: a model
 * @is_active: whether anybody looks at it
 *
 * One that nobody looks at costs nothing while its journal is written; it reads what it
 * missed when somebody does.
 */
void
rl_history_model_set_active (RlHistoryModel *self,
                             gboolean        is_active)
{
  g_return_if_fail (RL_IS_HISTORY_MODEL (self));

  self->is_active = is_active;
  if (is_active)
    tell (self);
}

/* Returns: how many steps there are, with those that are not shown and those undone */
guint
rl_history_model_get_n_steps (RlHistoryModel *self)
{
  g_return_val_if_fail (RL_IS_HISTORY_MODEL (self), 0);

  return self->steps->len;
}

/**
 * rl_history_model_get_current:
 * @self: a model
 *
 * Returns: the item that is the last step done of those that are shown, the one before
 *   all steps if none is; those before it in the list are undone
 */
guint
rl_history_model_get_current (RlHistoryModel *self)
{
  guint position, low = 0, high;

  g_return_val_if_fail (RL_IS_HISTORY_MODEL (self), 0);

  position = self->segmentation != NULL ? rim_segmentation_get_position (self->segmentation) : 0;
  high = self->shown->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_step (self, middle).end <= position)
        low = middle + 1;
      else
        high = middle;
    }

  return self->shown->len - low;
}

RlHistoryState
rl_history_model_get_state (RlHistoryModel *self,
                            RlHistoryItem  *item)
{
  guint current, position, end;

  g_return_val_if_fail (RL_IS_HISTORY_MODEL (self), RL_HISTORY_DONE);

  current = rl_history_model_get_current (self);
  position = rl_history_item_get_position (item);
  end = current < self->shown->len ? get_step (self, self->shown->len - 1 - current).end : 0;

  return position == end ? RL_HISTORY_CURRENT : position < end ? RL_HISTORY_DONE : RL_HISTORY_UNDONE;
}
