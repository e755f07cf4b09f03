/* rl-trainer.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-trainer.h"

#define PROGRESS_INTERVAL 150

struct _RlTrainer
{
  GObject         parent_instance;

  RlJobs         *jobs;
  GPtrArray      *items;
  RlTrainingItem *running;        /* borrowed */
};

enum
{
  LEARNED,
  N_SIGNALS
};

static void list_model_init (GListModelInterface *interface);
static void start_next (RlTrainer *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (RlTrainer, rl_trainer, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static guint signals[N_SIGNALS];

/* The worker */

static void
report (double      done,
        const char *text,
        gpointer    data)
{
  RlTrainingProgress progress = { .done = done };

  if (text != NULL)
    g_strlcpy (progress.text, text, sizeof progress.text);
  rl_job_report (data, &progress);
}

static gpointer
train_run (RlJob     *job,
           gpointer   data,
           GError   **error)
{
  RlTrainingAnswer *answer = rl_training_question_answer (data, report, job, rl_job_get_cancellable (job), error);

  if (answer != NULL)
    rl_training_question_forget (data);

  return answer;
}

static void
train_progress (gpointer      owner,
                gconstpointer data)
{
  RlTrainer *self = owner;

  if (self->running != NULL)
    rl_training_item_set_progress (self->running, data);
}

static void
train_done (gpointer      owner,
            gpointer      result,
            const GError *error)
{
  RlTrainer *self = owner;
  RlTrainingItem *item = g_steal_pointer (&self->running);

  if (item == NULL)
    return;

  if (result != NULL)
    rl_training_item_take_answer (item, rl_training_answer_ref (result));
  else
    {
      rl_training_question_forget (rl_training_item_get_question (item));
      rl_training_item_set_state (item, RL_TRAINING_FAILED, error->message);
    }
  g_signal_emit (self, signals[LEARNED], 0, item);
  start_next (self);
}

static const RlJobKind train_kind = {
  .policy = RL_JOB_REPLACE,
  .run = train_run,
  .progress = train_progress,
  .done = train_done,
  .free_input = (GDestroyNotify) rl_training_question_unref,
  .free_result = (GDestroyNotify) rl_training_answer_unref,
  .progress_size = sizeof (RlTrainingProgress),
  .progress_interval = PROGRESS_INTERVAL,
};

/* Those that were asked for first are learned first. */
static void
start_next (RlTrainer *self)
{
  for (guint i = self->items->len; i > 0 && self->running == NULL; i--)
    {
      RlTrainingItem *item = g_ptr_array_index (self->items, i - 1);

      if (rl_training_item_get_state (item) != RL_TRAINING_WAITING)
        continue;

      self->running = item;
      rl_training_item_set_state (item, RL_TRAINING_RUNNING, NULL);
      rl_jobs_start (self->jobs, &train_kind, self,
                     rl_training_question_ref (rl_training_item_get_question (item)));
    }
}

/* What was not learned when the program was left */

static char *
dup_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "rimlight", "training", NULL);
}

static gpointer
find_run (RlJob     *job,
          gpointer   input,
          GError   **error)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) rl_training_question_unref);
  g_autoptr(GDir) dir = g_dir_open (input, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (input, name, NULL);
      RlTrainingQuestion *question = rl_training_question_load (path);

      if (question != NULL)
        g_ptr_array_add (found, question);
    }

  return found;
}

static gboolean
has_folder (RlTrainer  *self,
            const char *folder)
{
  for (guint i = 0; i < self->items->len; i++)
    if (g_strcmp0 (rl_training_item_get_question (g_ptr_array_index (self->items, i))->folder, folder) == 0)
      return TRUE;

  return FALSE;
}

static void
find_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlTrainer *self = owner;
  GPtrArray *found = result;

  for (guint i = 0; i < found->len; i++)
    {
      RlTrainingQuestion *question = g_ptr_array_index (found, i);

      if (has_folder (self, question->folder))
        continue;

      g_ptr_array_add (self->items,
                       rl_training_item_new (rl_training_question_ref (question), RL_TRAINING_STOPPED));
      g_list_model_items_changed (G_LIST_MODEL (self), self->items->len - 1, 0, 1);
    }
}

static const RlJobKind find_kind = {
  .policy = RL_JOB_REPLACE,
  .run = find_run,
  .done = find_done,
  .free_input = g_free,
  .free_result = (GDestroyNotify) g_ptr_array_unref,
};

static GType
get_item_type (GListModel *model)
{
  return RL_TYPE_TRAINING_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return RL_TRAINER (model)->items->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  GPtrArray *items = RL_TRAINER (model)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
rl_trainer_finalize (GObject *object)
{
  RlTrainer *self = RL_TRAINER (object);

  g_clear_object (&self->jobs);
  g_clear_pointer (&self->items, g_ptr_array_unref);

  G_OBJECT_CLASS (rl_trainer_parent_class)->finalize (object);
}

static void
rl_trainer_class_init (RlTrainerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_trainer_finalize;

  signals[LEARNED] = g_signal_new ("learned", RL_TYPE_TRAINER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, RL_TYPE_TRAINING_ITEM);
}

static void
rl_trainer_init (RlTrainer *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

RlTrainer *
rl_trainer_new (RlJobs *jobs)
{
  RlTrainer *self = g_object_new (RL_TYPE_TRAINER, NULL);

  self->jobs = g_object_ref (jobs);
  rl_jobs_start (jobs, &find_kind, self, dup_folder ());

  return self;
}

/**
 * rl_trainer_add:
 * @self: a trainer
 * @question: (transfer full): what to learn
 *
 * Learns it when those before it are learned.
 *
 * Returns: (transfer none): where it is seen
 */
RlTrainingItem *
rl_trainer_add (RlTrainer          *self,
                RlTrainingQuestion *question)
{
  RlTrainingItem *item;

  g_return_val_if_fail (RL_IS_TRAINER (self), NULL);

  item = rl_training_item_new (question, RL_TRAINING_WAITING);
  g_ptr_array_insert (self->items, 0, item);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);
  start_next (self);

  return item;
}

/* Stops one; what is done of it stays done. */
void
rl_trainer_stop (RlTrainer      *self,
                 RlTrainingItem *item)
{
  const RlTrainingState state = rl_training_item_get_state (item);

  g_return_if_fail (RL_IS_TRAINER (self));

  if (state != RL_TRAINING_RUNNING && state != RL_TRAINING_WAITING)
    return;

  if (item == self->running)
    {
      rl_jobs_cancel (self->jobs, &train_kind, self);
      self->running = NULL;
    }
  rl_training_item_set_state (item, RL_TRAINING_STOPPED, NULL);
  start_next (self);
}

/* Goes on with one that was stopped. */
void
rl_trainer_resume (RlTrainer      *self,
                   RlTrainingItem *item)
{
  g_return_if_fail (RL_IS_TRAINER (self));

  if (rl_training_item_get_state (item) != RL_TRAINING_STOPPED)
    return;

  rl_training_item_set_state (item, RL_TRAINING_WAITING, NULL);
  start_next (self);
}

/* Takes one away, with what is kept of it. */
void
rl_trainer_remove (RlTrainer      *self,
                   RlTrainingItem *item)
{
  guint position;

  g_return_if_fail (RL_IS_TRAINER (self));

  rl_trainer_stop (self, item);
  rl_training_question_forget (rl_training_item_get_question (item));
  if (!g_ptr_array_find (self->items, item, &position))
    return;

  g_ptr_array_remove_index (self->items, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

gboolean
rl_trainer_is_busy (RlTrainer *self)
{
  g_return_val_if_fail (RL_IS_TRAINER (self), FALSE);

  return self->running != NULL;
}
