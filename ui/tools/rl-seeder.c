/* rl-seeder.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "tools/rl-seeder.h"

#include <glib/gi18n-lib.h>

#include "core/rl-jobs.h"
#include "delineate/rim-range.h"
#include "delineate/rim-seeds.h"
#include "tools/rl-target.h"
#include "volume/rim-mask-resample.h"

#define TOOL "seeds"

/* How far beyond all seeds together a lesion may grow, in mm. */
#define MARGIN 10.0

/* A worker's; it touches nothing else. */
typedef struct
{
  RimMask  *mask;
  gboolean  reaches_end;
} Answer;

typedef struct
{
  RimVolume *volume;
  RimMask   *seeds[RL_N_SEEDS];
  RimMask   *like;                /* on whose grid the answer is to be */
} Question;

/* What there was before a stroke. */
typedef struct
{
  RimLesion *seeds[RL_N_SEEDS];
} Step;

struct _RlSeeder
{
  GObject    parent_instance;

  RlJobs    *jobs;
  RlSession *session;             /* whose it is */

  RimVolume *volume;              /* that is marked; NULL without seeds */
  RimLesion *lesion;              /* that would change */
  RimLesion *seeds[RL_N_SEEDS];   /* on the grid of the volume, as they are drawn */
  GArray    *steps;               /* of Step */
  guint      n_strokes;           /* ever begun */
  gboolean   is_proposing;
  guint      n_edits;             /* of the segmentation when that was proposed */
};

enum
{
  CHANGED,
  MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlSeeder, rl_seeder, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

/* That of the lesion is the lesion's own; the other is seen on every image. */
static const guint8 out_color[3] = { 255, 255, 255 };

static void
question_free (gpointer data)
{
  Question *self = data;

  rim_volume_unref (self->volume);
  for (guint kind = 0; kind < RL_N_SEEDS; kind++)
    rim_mask_unref (self->seeds[kind]);
  rim_mask_unref (self->like);
  g_free (self);
}

static void
step_clear (gpointer data)
{
  Step *self = data;

  for (guint kind = 0; kind < RL_N_SEEDS; kind++)
    rim_lesion_unref (self->seeds[kind]);
}

static void
answer_free (gpointer data)
{
  Answer *self = data;

  rim_mask_unref (self->mask);
  g_free (self);
}

static Answer *
answer_new (const Question *question,
            RimMask        *grown)
{
  g_autoptr(RimMask) all = rim_mask_combine (question->seeds[RL_SEED_IN], question->seeds[RL_SEED_OUT], RIM_MASK_UNION);
  const RimGrid *grid = rim_mask_get_grid (question->like);
  Answer *self = g_new0 (Answer, 1);
  RimRangeRegion region;

  rim_range_region_init_about (&region, question->volume, all, MARGIN);
  self->reaches_end = rim_range_reaches_end (&region, grown);
  self->mask = rim_grid_equal (rim_mask_get_grid (grown), grid, 1e-3) ? rim_mask_ref (grown)
                                                                      : rim_mask_resample (grown, grid);

  return self;
}

static gpointer
grow_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  const Question *question = data;
  const RimSeedsOptions options = { MARGIN, 0 };
  g_autoptr(GPtrArray) grown = rim_seeds_grow (question->volume, question->seeds, RL_N_SEEDS, &options,
                                               rl_job_get_cancellable (job), error);

  return grown != NULL ? answer_new (question, g_ptr_array_index (grown, RL_SEED_IN)) : NULL;
}

static void
say (RlSeeder   *self,
     const char *text)
{
  g_signal_emit (self, signals[MESSAGE], 0, text);
}

static guint
count_edits (RlSeeder *self)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);

  return segmentation != NULL ? rim_segmentation_get_n_edits (segmentation) : 0;
}

static void
grow_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlSeeder *self = owner;
  const Answer *answer = result;

  if (self->lesion == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (answer == NULL)
    {
      say (self, error->message);
      return;
    }

  self->n_edits = count_edits (self);
  self->is_proposing = TRUE;
  rl_session_propose (self->session, self->lesion, answer->mask, RIM_MASK_UNION, TOOL);
  if (answer->reaches_end)
    rl_session_warn_of_proposal (self->session, _("Reaches as far as was looked: mark more outside"));
}

static const RlJobKind grow_kind = {
  .policy = RL_JOB_LATEST,
  .run = grow_run,
  .done = grow_done,
  .free_input = question_free,
  .free_result = answer_free,
};

static gboolean
is_ours (RlSeeder *self)
{
  return g_strcmp0 (rl_session_get_proposal_tool (self->session), TOOL) == 0;
}

/* Nothing grows from seeds of one kind. */
static void
ask (RlSeeder *self)
{
  Question *question;

  for (guint kind = 0; kind < RL_N_SEEDS; kind++)
    if (rim_mask_count (self->seeds[kind]->mask) == 0)
      {
        if (is_ours (self))
          rl_session_discard_proposal (self->session);
        say (self, kind == RL_SEED_OUT ? _("Now mark what is not of the lesion, with the right button")
                                       : _("Now mark what is of the lesion, with the left button"));
        return;
      }

  question = g_new0 (Question, 1);
  question->volume = rim_volume_ref (self->volume);
  question->like = rim_mask_ref (self->lesion->mask);
  for (guint kind = 0; kind < RL_N_SEEDS; kind++)
    question->seeds[kind] = rim_mask_ref (self->seeds[kind]->mask);
  rl_jobs_start (self->jobs, &grow_kind, self, question);
}

static void
changed (RlSeeder *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Accepted: the seeds did their work. Discarded, they stay. */
static void
settled_cb (RlSeeder *self)
{
  rl_jobs_cancel (self->jobs, &grow_kind, self);
  if (self->is_proposing && count_edits (self) != self->n_edits)
    rl_seeder_clear (self);
  self->is_proposing = FALSE;
}

static void
rl_seeder_dispose (GObject *object)
{
  RlSeeder *self = RL_SEEDER (object);

  if (self->jobs != NULL)
    rl_seeder_clear (self);
  g_clear_object (&self->jobs);
  g_clear_pointer (&self->steps, g_array_unref);

  G_OBJECT_CLASS (rl_seeder_parent_class)->dispose (object);
}

static void
rl_seeder_class_init (RlSeederClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_seeder_dispose;

  signals[CHANGED] = g_signal_new ("changed", RL_TYPE_SEEDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[MESSAGE] = g_signal_new ("message", RL_TYPE_SEEDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rl_seeder_init (RlSeeder *self)
{
  self->jobs = rl_jobs_new ();
  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_set_clear_func (self->steps, step_clear);
}

static void
images_cb (RlSeeder *self)
{
  rl_seeder_clear (self);
}

/**
 * rl_seeder_get:
 * @session: whose lesions it changes
 *
 * Returns: (transfer none): the one of the session
 */
RlSeeder *
rl_seeder_get (RlSession *session)
{
  static const char key[] = "rl-seeder";
  RlSeeder *self;

  g_return_val_if_fail (RL_IS_SESSION (session), NULL);

  self = g_object_get_data (G_OBJECT (session), key);
  if (self != NULL)
    return self;

  self = g_object_new (RL_TYPE_SEEDER, NULL);
  self->session = session;
  g_signal_connect_object (session, "proposal-settled", G_CALLBACK (settled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "images-changed", G_CALLBACK (images_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::segmentation", G_CALLBACK (images_cb), self, G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (session), key, self, g_object_unref);

  return self;
}

static gboolean
start (RlSeeder     *self,
       RlLayerKind   layer,
       GError      **error)
{
  RimVolume *volume = rl_session_get_volume (self->session, layer);

  if (volume == NULL)
    volume = rl_session_get_base (self->session);
  self->lesion = rl_target_choose (self->session, FALSE, error);
  if (self->lesion == NULL)
    return FALSE;
  if (rim_volume_get_n_ready (volume) < rim_volume_get_grid (volume)->size[2])
    {
      g_set_error_literal (error, RL_TARGET_ERROR, RL_TARGET_ERROR_NOTHING, _("The image is not read to its end yet"));
      g_clear_pointer (&self->lesion, rim_lesion_unref);
      return FALSE;
    }

  self->volume = rim_volume_ref (volume);
  for (guint kind = 0; kind < RL_N_SEEDS; kind++)
    {
      g_autoptr(RimMask) empty = rim_mask_new (rim_volume_get_grid (volume));
      g_autoptr(RimLesion) seed = rim_lesion_new (TOOL, empty);

      self->seeds[kind] = rim_lesion_with_color (seed, kind == RL_SEED_IN ? self->lesion->color : out_color);
    }

  return TRUE;
}

/**
 * rl_seeder_begin:
 * @self: a seeder
 * @layer: the image that is seen; that of the first stroke is the one that counts
 * @kind: what is marked
 * @error: where to put an error
 *
 * A stroke begins.
 *
 * Returns: (transfer none) (nullable): what is marked already, to go on from; %NULL where there
 *   is nothing to draw on
 */
RimMask *
rl_seeder_begin (RlSeeder     *self,
                 RlLayerKind   layer,
                 RlSeedKind    kind,
                 GError      **error)
{
  Step step;

  g_return_val_if_fail (RL_IS_SEEDER (self) && kind < RL_N_SEEDS, NULL);

  if (self->volume == NULL && !start (self, layer, error))
    return NULL;

  for (guint n = 0; n < RL_N_SEEDS; n++)
    step.seeds[n] = rim_lesion_ref (self->seeds[n]);
  g_array_append_val (self->steps, step);
  self->n_strokes++;

  return self->seeds[kind]->mask;
}

static void
set_mask (RlSeeder   *self,
          RlSeedKind  kind,
          RimMask    *mask)
{
  g_autoptr(RimLesion) before = self->seeds[kind];

  self->seeds[kind] = rim_lesion_with_mask (before, mask);
}

/**
 * rl_seeder_mark:
 * @self: a seeder that a stroke was begun with
 * @kind: what is marked
 * @mask: all that is of that kind now; what is of the other is that no longer
 */
void
rl_seeder_mark (RlSeeder   *self,
                RlSeedKind  kind,
                RimMask    *mask)
{
  RlSeedKind other = kind == RL_SEED_IN ? RL_SEED_OUT : RL_SEED_IN;
  g_autoptr(RimMask) rest = NULL;

  g_return_if_fail (RL_IS_SEEDER (self) && self->volume != NULL);

  rest = rim_mask_combine (self->seeds[other]->mask, mask, RIM_MASK_SUBTRACT);
  set_mask (self, other, rest);
  set_mask (self, kind, mask);
  changed (self);
}

/* The stroke is over. */
void
rl_seeder_end (RlSeeder *self)
{
  g_return_if_fail (RL_IS_SEEDER (self) && self->volume != NULL);

  ask (self);
}

/**
 * rl_seeder_back:
 * @self: a seeder
 *
 * Takes back the last stroke.
 *
 * Returns: whether there was one
 */
gboolean
rl_seeder_back (RlSeeder *self)
{
  Step *step;

  g_return_val_if_fail (RL_IS_SEEDER (self), FALSE);

  if (self->steps->len == 0)
    return FALSE;
  if (self->steps->len == 1)
    return rl_seeder_clear (self);

  step = &g_array_index (self->steps, Step, self->steps->len - 1);
  for (guint kind = 0; kind < RL_N_SEEDS; kind++)
    {
      rim_lesion_unref (self->seeds[kind]);
      self->seeds[kind] = rim_lesion_ref (step->seeds[kind]);
    }
  g_array_set_size (self->steps, self->steps->len - 1);
  changed (self);
  ask (self);

  return TRUE;
}

/**
 * rl_seeder_clear:
 * @self: a seeder
 *
 * Drops all seeds, and what grew from them.
 *
 * Returns: whether there were any
 */
gboolean
rl_seeder_clear (RlSeeder *self)
{
  g_return_val_if_fail (RL_IS_SEEDER (self), FALSE);

  rl_jobs_cancel (self->jobs, &grow_kind, self);
  if (self->volume == NULL)
    return FALSE;

  g_clear_pointer (&self->volume, rim_volume_unref);
  g_clear_pointer (&self->lesion, rim_lesion_unref);
  for (guint kind = 0; kind < RL_N_SEEDS; kind++)
    g_clear_pointer (&self->seeds[kind], rim_lesion_unref);
  g_array_set_size (self->steps, 0);
  if (is_ours (self))
    rl_session_discard_proposal (self->session);
  changed (self);

  return TRUE;
}

/* Returns: (transfer none) (nullable): what is marked so, as a lesion to draw */
RimLesion *
rl_seeder_get_seed (RlSeeder   *self,
                    RlSeedKind  kind)
{
  g_return_val_if_fail (RL_IS_SEEDER (self) && kind < RL_N_SEEDS, NULL);

  return self->seeds[kind];
}

/* Panes have a hand each; the one that began the last stroke is the one to speak.
 *
 * Returns: the number of that stroke
 */
guint
rl_seeder_get_n_strokes (RlSeeder *self)
{
  g_return_val_if_fail (RL_IS_SEEDER (self), 0);

  return self->n_strokes;
}

/* Returns: whether a worker is at it */
gboolean
rl_seeder_is_busy (RlSeeder *self)
{
  g_return_val_if_fail (RL_IS_SEEDER (self), FALSE);

  return rl_jobs_is_busy (self->jobs, &grow_kind, self);
}
