/* rl-grow-hand.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "tools/rl-grow-hand.h"

#include <math.h>

#include "core/rl-jobs.h"
#include "delineate/rim-range.h"
#include "delineate/rim-smooth-grow.h"
#include "tools/rl-target.h"
#include "volume/rim-mask-resample.h"

/* Lesions larger than this are drawn by other means; a leak stays within. */
#define MAX_DISTANCE 100.0

/* So many times the noise about the point is the tolerance to begin with, and at
 * least this part of the value: PET has little noise within a hot spot.
 */
#define NOISE_FACTOR 3.0
#define LEAST_PART   0.25

/* Dragging this far, in pixels, changes the tolerance e-fold. */
#define DRAG 120.0

/* Shared with a worker; it alone fills. Jobs of one hand run one after the other. */
typedef struct
{
  RimVolume     *volume;
  RimVec3        point;
  RimSmoothGrow *grow;        /* NULL until it is first asked */
  double         sigma;       /* that it was smoothed with */
  GMutex         mutex;
} Source;

typedef struct
{
  Source  *source;
  RimMask *like;            /* on whose grid the answer is to be */
  double   tolerance;
  double   sigma;
  double   open;
  gboolean fill_holes;
} Question;

typedef struct
{
  RimMask  *mask;
  gboolean  reaches_end;
} Answer;

/* The numbers of the method of the engine, in its order. */
enum
{
  TOLERANCE,
  SIGMA,
  OPEN,
  HOLES
};

struct _RlGrowHand
{
  GObject         parent_instance;

  RlJobs         *jobs;
  RlSession      *session;
  RlMethodChoice *choice;
  guint           begun;      /* which click of all panes was ours */

  RimLesion      *lesion;
  RimMaskOp       op;
  Source         *source;
  double          first_tolerance;
  double          tolerance;
  RlHandPlace     place;
  RimVec3         start;
};

static void rl_grow_hand_hand_init (RlHandInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RlGrowHand, rl_grow_hand, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RL_TYPE_HAND, rl_grow_hand_hand_init))

static void
source_clear (gpointer data)
{
  Source *self = data;

  g_clear_pointer (&self->grow, rim_smooth_grow_free);
  rim_volume_unref (self->volume);
  g_mutex_clear (&self->mutex);
}

static void
source_unref (Source *self)
{
  g_atomic_rc_box_release_full (self, source_clear);
}

static void
question_free (gpointer data)
{
  Question *self = data;

  source_unref (self->source);
  rim_mask_unref (self->like);
  g_free (self);
}

/* Smooths anew where another smoothing is asked for. */
static gboolean
prepare (Source        *self,
         double         sigma,
         GCancellable  *cancellable,
         GError       **error)
{
  if (self->grow != NULL && self->sigma == sigma)
    return TRUE;

  g_clear_pointer (&self->grow, rim_smooth_grow_free);
  self->sigma = sigma;
  self->grow = rim_smooth_grow_new (self->volume, self->point, MAX_DISTANCE, sigma, NULL, cancellable, error);

  return self->grow != NULL;
}

static RimMask *
fill (Source          *self,
      const Question  *question,
      GCancellable    *cancellable,
      GError         **error)
{
  double value;

  if (!prepare (self, question->sigma, cancellable, error))
    return NULL;
  value = rim_smooth_grow_get_value (self->grow);

  return rim_smooth_grow_fill (self->grow, value - question->tolerance, value + question->tolerance,
                               question->open, question->fill_holes, cancellable, error);
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
            RimMask        *mask)
{
  Answer *self = g_new0 (Answer, 1);
  RimRangeRegion region;

  rim_range_region_init_ball (&region, question->source->volume, question->source->point, MAX_DISTANCE);
  self->reaches_end = rim_range_reaches_end (&region, mask);
  self->mask = rim_mask_resample (mask, rim_mask_get_grid (question->like));

  return self;
}

static gpointer
fill_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  const Question *question = data;
  g_autoptr(RimMask) mask = NULL;

  g_mutex_lock (&question->source->mutex);
  mask = fill (question->source, question, rl_job_get_cancellable (job), error);
  g_mutex_unlock (&question->source->mutex);

  return mask != NULL ? answer_new (question, mask) : NULL;
}

static void
fill_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlGrowHand *self = owner;
  const Answer *answer = result;

  if (answer != NULL && self->lesion != NULL)
    {
      rl_session_propose (self->session, self->lesion, answer->mask, self->op, "grow");
      if (answer->reaches_end)
        rl_session_warn_of_proposal (self->session, rl_target_get_leak_warning ());
    }
  else if (self->lesion != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rl_hand_say (RL_HAND (self), error->message);
}

static const RlJobKind fill_kind = {
  .policy = RL_JOB_LATEST,
  .run = fill_run,
  .done = fill_done,
  .free_input = question_free,
  .free_result = answer_free,
};

static void
ask (RlGrowHand *self)
{
  const double *parameters = rl_method_choice_get_parameters (self->choice, "grow");
  Question *question = g_new0 (Question, 1);

  question->source = g_atomic_rc_box_acquire (self->source);
  question->like = rim_mask_ref (self->lesion->mask);
  question->tolerance = self->tolerance;
  question->sigma = parameters[SIGMA];
  question->open = parameters[OPEN];
  question->fill_holes = parameters[HOLES] > 0;
  rl_jobs_start (self->jobs, &fill_kind, self, question);
}

static void
forget (RlGrowHand *self)
{
  rl_jobs_cancel (self->jobs, &fill_kind, self);
  g_clear_pointer (&self->source, source_unref);
  g_clear_pointer (&self->lesion, rim_lesion_unref);
}

static void
choice_changed_cb (RlGrowHand *self)
{
  g_assert (RL_IS_GROW_HAND (self));

  if (self->source != NULL && self->begun == rl_method_choice_get_begun (self->choice))
    ask (self);
}

/* Accepted or discarded: other numbers change nothing more. */
static void
has_proposal_cb (RlGrowHand *self)
{
  g_assert (RL_IS_GROW_HAND (self));

  if (rl_session_get_proposal (self->session) == NULL)
    forget (self);
}

static gboolean
begin (RlGrowHand  *self,
       RlLayerKind  layer,
       RimVec3      point,
       GError     **error)
{
  RimVolume *volume = rl_session_get_volume (self->session, layer);
  double value, noise;

  if (volume == NULL)
    volume = rl_session_get_base (self->session);

  self->lesion = rl_target_choose (self->session, self->op == RIM_MASK_SUBTRACT, error);
  if (self->lesion == NULL)
    return FALSE;

  if (!rim_smooth_grow_measure_seed (volume, point, &value, &noise, error))
    return FALSE;

  self->source = g_atomic_rc_box_new0 (Source);
  self->source->volume = rim_volume_ref (volume);
  self->source->point = point;
  g_mutex_init (&self->source->mutex);
  self->tolerance = MAX (NOISE_FACTOR * noise, LEAST_PART * fabs (value));
  self->first_tolerance = self->tolerance;
  self->begun = rl_method_choice_begin (self->choice);

  return TRUE;
}

static gboolean
rl_grow_hand_press (RlHand            *hand,
                    const RlHandPlace *place,
                    RimVec3            point)
{
  RlGrowHand *self = RL_GROW_HAND (hand);
  g_autoptr(GError) error = NULL;

  forget (self);
  self->op = rl_hand_place_get_op (place);
  self->place = *place;
  self->start = point;
  if (!begin (self, place->layer, point, &error))
    {
      rl_hand_say (hand, error->message);
      forget (self);
      return FALSE;
    }

  ask (self);

  return TRUE;
}

static void
rl_grow_hand_move (RlHand        *hand,
                   const RimVec3 *points,
                   gsize          n_points)
{
  RlGrowHand *self = RL_GROW_HAND (hand);
  RimVec3 offset = rim_vec3_sub (points[n_points - 1], self->start);
  double mm = rim_vec3_length (self->place.plane.right) * self->place.scale_factor;
  double right, down;

  if (self->source == NULL)
    return;

  right = rim_vec3_dot (offset, self->place.plane.right) / rim_vec3_length (self->place.plane.right);
  down = rim_vec3_dot (offset, self->place.plane.down) / rim_vec3_length (self->place.plane.down);
  self->tolerance = self->first_tolerance * exp ((right - down) / mm / DRAG);
  ask (self);
}

/* With the tool goes what is still being looked for; what is proposed already stays
 * until somebody says yes or no.
 */
static gboolean
rl_grow_hand_command (RlHand        *hand,
                      RlHandCommand  command)
{
  if (command == RL_HAND_CANCEL || command == RL_HAND_PUT_DOWN)
    forget (RL_GROW_HAND (hand));

  return FALSE;
}

static void
rl_grow_hand_hand_init (RlHandInterface *iface)
{
  iface->press = rl_grow_hand_press;
  iface->move = rl_grow_hand_move;
  iface->command = rl_grow_hand_command;
}

static void
rl_grow_hand_dispose (GObject *object)
{
  RlGrowHand *self = RL_GROW_HAND (object);

  if (self->jobs != NULL)
    forget (self);
  g_clear_object (&self->jobs);
  g_clear_object (&self->choice);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_grow_hand_parent_class)->dispose (object);
}

static void
rl_grow_hand_class_init (RlGrowHandClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_grow_hand_dispose;
}

static void
rl_grow_hand_init (RlGrowHand *self)
{
  self->jobs = rl_jobs_new ();
}

/**
 * rl_grow_hand_new:
 * @session: what is drawn on
 * @tool: %RL_TOOL_GROW
 */
RlHand *
rl_grow_hand_new (RlSession *session,
                  RlTool     tool)
{
  RlGrowHand *self = g_object_new (RL_TYPE_GROW_HAND, NULL);

  self->session = g_object_ref (session);
  self->choice = g_object_ref (rl_session_get_method_choice (session));
  g_signal_connect_object (self->choice, "changed", G_CALLBACK (choice_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::has-proposal", G_CALLBACK (has_proposal_cb), self,
                           G_CONNECT_SWAPPED);

  return RL_HAND (self);
}

/* Returns: how far a value may be from that at the point, in the unit of the image */
double
rl_grow_hand_get_tolerance (RlGrowHand *self)
{
  g_return_val_if_fail (RL_IS_GROW_HAND (self), 0.0);

  return self->tolerance;
}
