/* rl-queue.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "queue/rl-queue.h"

#include "queue/rim-activity.h"

/* Who does nothing for so long is not reading, in µs. */
#define IDLE_LIMIT (60 * G_USEC_PER_SEC)

struct _RlQueue
{
  GObject            parent_instance;

  RlJobs            *jobs;
  RimLibrary        *library;
  RimWorklist       *worklist;
  char              *study_uid;        /* the case that is open */
  char              *text;             /* what the filter borrows */
  char              *opening;          /* the protocol that is being opened, or NULL */
  char              *opening_reader;
  RimWorklistFilter  filter;
  RimActivity        activity;
  guint              n_said;           /* how often something was said */
};

enum
{
  CHANGED,
  CASE_CHANGED,
  OPEN_CASE,
  FAILED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlQueue, rl_queue, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

/* What a worker needs to read a list. */
typedef struct
{
  RimLibrary  *library;
  RimProtocol *protocol;       /* NULL: read it from @path */
  char        *path;
  char        *reader;
  guint        n_said;
} Input;

/* What it gives. */
typedef struct
{
  RimWorklist *worklist;
  guint        n_said;
} Result;

static void
input_free (gpointer data)
{
  Input *input = data;

  g_object_unref (input->library);
  g_clear_pointer (&input->protocol, rim_protocol_unref);
  g_free (input->path);
  g_free (input->reader);
  g_free (input);
}

static void
result_free (gpointer data)
{
  Result *result = data;

  g_clear_pointer (&result->worklist, rim_worklist_free);
  g_free (result);
}

static gpointer
read_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  Input *input = data;
  RimWorklist *worklist;
  Result *result;

  if (input->protocol == NULL)
    input->protocol = rim_protocol_load (input->path, error);
  if (input->protocol == NULL)
    return NULL;
  worklist = rim_worklist_new (input->library, input->protocol, input->reader, error);
  if (worklist == NULL)
    return NULL;

  result = g_new (Result, 1);
  *result = (Result) { worklist, input->n_said };

  return result;
}

static void refresh (RlQueue *self);

static void
read_done (gpointer      owner,
           gpointer      data,
           const GError *error)
{
  RlQueue *self = owner;
  Result *result = data;

  if (result == NULL)
    {
      g_clear_pointer (&self->opening, g_free);
      g_signal_emit (self, signals[FAILED], 0, error->message);
      return;
    }

  /* It lacks what was said since it was asked for. */
  if (result->n_said != self->n_said)
    {
      refresh (self);
      return;
    }

  g_clear_pointer (&self->opening, g_free);
  g_clear_pointer (&self->worklist, rim_worklist_free);
  self->worklist = g_steal_pointer (&result->worklist);
  g_signal_emit (self, signals[CHANGED], 0);
  g_signal_emit (self, signals[CASE_CHANGED], 0);
}

static const RlJobKind read_kind = {
  .policy = RL_JOB_REPLACE,
  .run = read_run,
  .done = read_done,
  .free_input = input_free,
  .free_result = result_free,
};

/* A protocol that is being opened is not given up for what was open before. */
static void
refresh (RlQueue *self)
{
  Input *input;

  if ((self->worklist == NULL && self->opening == NULL) || self->library == NULL)
    return;

  input = g_new0 (Input, 1);
  input->library = g_object_ref (self->library);
  if (self->opening != NULL)
    {
      input->path = g_strdup (self->opening);
      input->reader = g_strdup (self->opening_reader);
    }
  else
    {
      input->protocol = rim_protocol_ref (rim_worklist_get_protocol (self->worklist));
      input->reader = g_strdup (rim_worklist_get_reader (self->worklist));
    }
  input->n_said = self->n_said;
  rl_jobs_start (self->jobs, &read_kind, self, input);
}

static void
keep_time (RlQueue           *self,
           const RimInterval *interval)
{
  RimCase *kase = rl_queue_get_case (self);

  if (kase == NULL)
    return;

  self->n_said++;
  rim_worklist_add_time (self->worklist, kase, interval->opened, interval->closed);
}

static void
rl_queue_dispose (GObject *object)
{
  RlQueue *self = RL_QUEUE (object);

  if (self->jobs != NULL)
    rl_jobs_cancel (self->jobs, &read_kind, self);
  g_clear_pointer (&self->worklist, rim_worklist_free);
  g_clear_pointer (&self->study_uid, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->opening, g_free);
  g_clear_pointer (&self->opening_reader, g_free);
  g_clear_object (&self->library);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_queue_parent_class)->dispose (object);
}

static void
rl_queue_class_init (RlQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_queue_dispose;

  signals[CHANGED] = g_signal_new ("changed", RL_TYPE_QUEUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[CASE_CHANGED] = g_signal_new ("case-changed", RL_TYPE_QUEUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[OPEN_CASE] = g_signal_new ("open-case", RL_TYPE_QUEUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[FAILED] = g_signal_new ("failed", RL_TYPE_QUEUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rl_queue_init (RlQueue *self)
{
  self->activity.limit = IDLE_LIMIT;
}

RlQueue *
rl_queue_new (RlJobs *jobs)
{
  RlQueue *self = g_object_new (RL_TYPE_QUEUE, NULL);

  self->jobs = g_object_ref (jobs);

  return self;
}

void
rl_queue_set_library (RlQueue    *self,
                      RimLibrary *library)
{
  g_return_if_fail (RL_IS_QUEUE (self));

  if (g_set_object (&self->library, library))
    g_signal_connect_object (library, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
}

/**
 * rl_queue_open:
 * @self: a queue
 * @path: a protocol, or the name of one that comes with the program
 * @reader: who reads
 *
 * Reads a protocol and its cases; what is open stays until they are there.
 */
void
rl_queue_open (RlQueue    *self,
               const char *path,
               const char *reader)
{
  g_return_if_fail (RL_IS_QUEUE (self));
  g_return_if_fail (self->library != NULL);

  rl_queue_pause (self);
  g_free (self->opening);
  g_free (self->opening_reader);
  self->opening = g_strdup (path);
  self->opening_reader = g_strdup (reader);
  refresh (self);
}

/* Leaves the case that is open. */
void
rl_queue_close (RlQueue *self)
{
  g_return_if_fail (RL_IS_QUEUE (self));

  rl_queue_pause (self);
  g_clear_pointer (&self->study_uid, g_free);
  g_signal_emit (self, signals[CASE_CHANGED], 0);
}

/* Returns: (transfer none) (nullable) */
RimWorklist *
rl_queue_get_worklist (RlQueue *self)
{
  g_return_val_if_fail (RL_IS_QUEUE (self), NULL);

  return self->worklist;
}

/* Returns: (transfer none) (nullable): the case that is open, until "changed" */
RimCase *
rl_queue_get_case (RlQueue *self)
{
  g_return_val_if_fail (RL_IS_QUEUE (self), NULL);

  return self->worklist != NULL && self->study_uid != NULL
         ? rim_worklist_find_case (self->worklist, self->study_uid, NULL)
         : NULL;
}

/* Returns: where the case that is open stands in the list, or -1 */
int
rl_queue_get_index (RlQueue *self)
{
  guint index = 0;

  if (rl_queue_get_case (self) == NULL)
    return -1;

  rim_worklist_find_case (self->worklist, self->study_uid, &index);

  return (int) index;
}

const RimWorklistFilter *
rl_queue_get_filter (RlQueue *self)
{
  return &self->filter;
}

/**
 * rl_queue_set_filter:
 * @self: a queue
 * @states: which cases to list, as 1 << #RimCaseState; 0 for all
 * @text: (nullable): what has to be in the name
 */
void
rl_queue_set_filter (RlQueue    *self,
                     guint       states,
                     const char *text)
{
  g_return_if_fail (RL_IS_QUEUE (self));

  if (self->filter.states == states && g_strcmp0 (self->text, text) == 0)
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  self->filter = (RimWorklistFilter) { states, self->text };
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * rl_queue_select:
 * @self: a queue
 * @index: a case of its list
 *
 * Opens a case.
 */
void
rl_queue_select (RlQueue *self,
                 int      index)
{
  RimCase *kase;

  g_return_if_fail (RL_IS_QUEUE (self));
  g_return_if_fail (self->worklist != NULL);

  if (index < 0 || index == rl_queue_get_index (self))
    return;

  rl_queue_pause (self);
  kase = rim_worklist_get_case (self->worklist, (guint) index);
  g_free (self->study_uid);
  self->study_uid = g_strdup (kase->study_uid);
  rl_queue_touch (self);
  g_signal_emit (self, signals[OPEN_CASE], 0, kase->study_id);
  g_signal_emit (self, signals[CHANGED], 0);
  g_signal_emit (self, signals[CASE_CHANGED], 0);
}

/**
 * rl_queue_step:
 * @self: a queue
 * @direction: 1 for the next case, -1 for the one before
 * @undone: whether only cases count that have something to do
 *
 * Returns: whether there was one to open
 */
gboolean
rl_queue_step (RlQueue  *self,
               int       direction,
               gboolean  undone)
{
  int index;

  if (rl_queue_get_worklist (self) == NULL)
    return FALSE;

  index = rim_worklist_step (self->worklist, rl_queue_get_index (self), direction, undone, &self->filter);
  rl_queue_select (self, index);

  return index >= 0;
}

/* Returns: (transfer none) (nullable): the case that is likely to be opened next */
RimCase *
rl_queue_get_next (RlQueue *self)
{
  int index = -1;

  if (rl_queue_get_worklist (self) != NULL)
    index = rim_worklist_step (self->worklist, rl_queue_get_index (self), 1, TRUE, &self->filter);

  return index >= 0 ? rim_worklist_get_case (self->worklist, (guint) index) : NULL;
}

/* Notes that the case that is open is begun: something of it was drawn or answered. */
void
rl_queue_begin (RlQueue *self)
{
  RimCase *kase = rl_queue_get_case (self);

  g_return_if_fail (kase != NULL);

  self->n_said++;
  rim_worklist_begin (self->worklist, kase);
  rl_queue_touch (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * rl_queue_answer:
 * @self: a queue
 * @question: the id of a question of cases
 * @text: the answer; an empty one takes back what there was
 * @error: where to put an error
 *
 * Returns: whether it is an answer
 */
gboolean
rl_queue_answer (RlQueue     *self,
                 const char  *question,
                 const char  *text,
                 GError     **error)
{
  RimCase *kase = rl_queue_get_case (self);

  g_return_val_if_fail (kase != NULL, FALSE);

  self->n_said++;
  if (!rim_worklist_answer (self->worklist, kase, question, text, error))
    return FALSE;

  rl_queue_touch (self);
  g_signal_emit (self, signals[CHANGED], 0);

  return TRUE;
}

/**
 * rl_queue_set_state:
 * @self: a queue
 * @state: how far the case that is open is
 * @reason: (nullable): why it is skipped or rejected
 * @lesions: (nullable) (element-type RimLesion): what is drawn in it
 * @error: where to put an error
 *
 * Returns: whether it has that state
 */
gboolean
rl_queue_set_state (RlQueue       *self,
                    RimCaseState   state,
                    const char    *reason,
                    GPtrArray     *lesions,
                    GError       **error)
{
  RimCase *kase = rl_queue_get_case (self);

  g_return_val_if_fail (kase != NULL, FALSE);

  self->n_said++;
  if (!rim_worklist_set_state (self->worklist, kase, state, reason, lesions, error))
    return FALSE;

  g_signal_emit (self, signals[CHANGED], 0);

  return TRUE;
}

/* Notes a sign of life. */
void
rl_queue_touch (RlQueue *self)
{
  RimInterval ended;

  if (rl_queue_get_case (self) != NULL && rim_activity_touch (&self->activity, g_get_real_time (), &ended))
    keep_time (self, &ended);
}

/* Notes that nobody looks at the case for now. */
void
rl_queue_pause (RlQueue *self)
{
  RimInterval ended;

  if (rim_activity_stop (&self->activity, g_get_real_time (), &ended))
    keep_time (self, &ended);
}
