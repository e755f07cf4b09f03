/* rl-click-hand.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "tools/rl-click-hand.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/rl-jobs.h"
#include "delineate/rim-pet.h"
#include "tools/rl-hand-paint.h"
#include "tools/rl-target.h"
#include "volume/rim-mask-resample.h"

/* How far from a click the maximum of a PET is looked for, in mm, as rimlightctl does. */
#define SEEK 10.0

/* Of the circle that shows a reference: half of what is measured there, in mm. */
#define LIVER_RADIUS 15.0
#define BLOOD_RADIUS 5.0
#define BLOOD_HALF   10.0

typedef struct
{
  RimMask  *mask;
  gboolean  reaches_end;
} Answer;

typedef struct
{
  RimMethod  method;
  RimVolume *volume;
  RimMask   *like;          /* on whose grid the answer is to be */
  RimVec3    point;
  double     parameters[RIM_METHOD_MAX_PARAMETERS];
  RimVec3    reference;
  gboolean   has_reference;
} Question;

struct _RlClickHand
{
  GObject         parent_instance;

  RlJobs         *jobs;
  RlSession      *session;
  RlMethodChoice *choice;

  guint           begun;          /* which click of all panes was ours; 0 for none */
  RimLesion      *lesion;         /* that it would change; NULL while nothing is asked */
  RimMaskOp       op;
  RlLayerKind     layer;
  RimVec3         point;
  gboolean        has_failed;     /* another number may help */
};

static void rl_click_hand_hand_init (RlHandInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RlClickHand, rl_click_hand, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RL_TYPE_HAND, rl_click_hand_hand_init))

static void
question_free (gpointer data)
{
  Question *self = data;

  rim_volume_unref (self->volume);
  rim_mask_unref (self->like);
  g_free (self);
}

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_clear_pointer (&self->mask, rim_mask_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static gpointer
run_method (RlJob     *job,
            gpointer   data,
            GError   **error)
{
  const Question *self = data;
  RimMethodQuestion question = {
    .image = self->volume,
    .point = self->point,
    .seek = SEEK,
    .radius = self->method.radius,
    .parameters = self->parameters,
    .reference_at = self->has_reference ? &self->reference : NULL,
  };
  g_autoptr(Answer) answer = g_new0 (Answer, 1);
  g_autoptr(RimMask) mask = rim_method_run (&self->method, &question, &answer->reaches_end,
                                            rl_job_get_cancellable (job), error);

  if (mask == NULL)
    return NULL;

  answer->mask = rim_mask_resample (mask, rim_mask_get_grid (self->like));
  if (rim_mask_count (answer->mask) > 0)
    return g_steal_pointer (&answer);

  g_set_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_NOTHING,
               _("“%s” finds nothing here"), _(self->method.name));

  return NULL;
}

/* What was proposed with other numbers is not what these say. */
static void
fail (RlClickHand  *self,
      const GError *error)
{
  self->has_failed = TRUE;
  rl_session_discard_proposal (self->session);
  rl_hand_say (RL_HAND (self), error->message);
}

static void
method_done (gpointer      owner,
             gpointer      result,
             const GError *error)
{
  RlClickHand *self = owner;
  const Answer *answer = result;

  if (self->lesion == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (answer == NULL)
    {
      fail (self, error);
      return;
    }

  self->has_failed = FALSE;
  rl_session_propose (self->session, self->lesion, answer->mask, self->op,
                      rl_method_choice_get_method (self->choice));
  if (answer->reaches_end)
    rl_session_warn_of_proposal (self->session, rl_target_get_leak_warning ());
}

static const RlJobKind method_kind = {
  .policy = RL_JOB_LATEST,
  .run = run_method,
  .done = method_done,
  .free_input = question_free,
  .free_result = answer_free,
};

/* The image that the method is for; one for any takes what is seen. */
static RimVolume *
choose_volume (RlClickHand      *self,
               const RimMethod  *method,
               GError          **error)
{
  RlLayerKind layer = strcmp (method->modality, "PT") == 0 ? RL_LAYER_PET
                      : strcmp (method->modality, "CT") == 0 ? RL_LAYER_CT : self->layer;
  RimVolume *volume = rl_session_get_volume (self->session, layer);

  if (volume == NULL && *method->modality == '\0')
    volume = rl_session_get_base (self->session);

  if (volume == NULL)
    g_set_error (error, RL_TARGET_ERROR, RL_TARGET_ERROR_NOTHING,
                 layer == RL_LAYER_PET ? _("“%s” needs a PET") : _("“%s” needs a CT"), _(method->name));
  else if (rim_volume_get_n_ready (volume) < rim_volume_get_grid (volume)->size[2])
    {
      g_set_error_literal (error, RL_TARGET_ERROR, RL_TARGET_ERROR_NOTHING,
                           _("The image is not read to its end yet"));
      return NULL;
    }

  return volume;
}

static gboolean
get_method (RlClickHand *self,
            RimMethod   *method)
{
  return rim_method_find (rl_method_choice_get_method (self->choice), method);
}

static RimPetReferenceKind
get_reference_kind (const RimMethod *method)
{
  return method->rule != NULL ? method->rule->reference : RIM_PET_REFERENCE_NONE;
}

static gboolean
ask (RlClickHand  *self,
     GError      **error)
{
  RimMethod method;
  RimVolume *volume;
  Question *question;
  const RimVec3 *reference;

  if (!get_method (self, &method))
    return FALSE;
  volume = choose_volume (self, &method, error);
  if (volume == NULL)
    return FALSE;

  question = g_new0 (Question, 1);
  question->method = method;
  question->volume = rim_volume_ref (volume);
  question->like = rim_mask_ref (self->lesion->mask);
  question->point = self->point;
  memcpy (question->parameters, rl_method_choice_get_parameters (self->choice, method.id),
          sizeof question->parameters);
  reference = rl_method_choice_get_reference (self->choice, get_reference_kind (&method));
  question->has_reference = reference != NULL;
  if (reference != NULL)
    question->reference = *reference;
  rl_jobs_start (self->jobs, &method_kind, self, question);

  return TRUE;
}

static void
forget (RlClickHand *self)
{
  rl_jobs_cancel (self->jobs, &method_kind, self);
  g_clear_pointer (&self->lesion, rim_lesion_unref);
  self->has_failed = FALSE;
  self->begun = 0;
}

/* Another number, method or reference: the same place is asked again. */
static void
choice_changed_cb (RlClickHand *self)
{
  g_autoptr(GError) error = NULL;
  RimMethod method;

  g_assert (RL_IS_CLICK_HAND (self));

  rl_hand_changed (RL_HAND (self));
  if (self->lesion == NULL || self->begun != rl_method_choice_get_begun (self->choice) ||
      !get_method (self, &method))
    return;

  if (get_reference_kind (&method) != RIM_PET_REFERENCE_NONE &&
      rl_method_choice_get_reference (self->choice, get_reference_kind (&method)) == NULL)
    return;
  if (!ask (self, &error) && error != NULL)
    fail (self, error);
}

/* Accepted or discarded: other numbers change nothing more. */
static void
has_proposal_cb (RlClickHand *self)
{
  g_assert (RL_IS_CLICK_HAND (self));

  if (rl_session_get_proposal (self->session) == NULL && !self->has_failed)
    forget (self);
}

static void
say_reference (RlClickHand           *self,
               RimPetReferenceKind    kind,
               const RimPetReference *reference)
{
  g_autofree char *text = NULL;

  /* Translators: mean and standard deviation of the SUV. */
  text = g_strdup_printf (kind == RIM_PET_REFERENCE_LIVER
                          ? _("Liver: SUV %.2f ± %.2f. Now click on a tumour.")
                          : _("Blood pool: SUV %.2f ± %.2f. Now click on a tumour."),
                          reference->mean, reference->sd);
  rl_hand_say (RL_HAND (self), text);
}

static gboolean
set_reference (RlClickHand          *self,
               RimPetReferenceKind   kind,
               const RimMethod      *method,
               RimVec3               point,
               GError              **error)
{
  RimVolume *volume = choose_volume (self, method, error);
  RimPetReference reference;

  if (volume == NULL || !rim_pet_measure_reference (volume, kind, point, &reference, error))
    return FALSE;

  rl_method_choice_set_reference (self->choice, kind, &point);
  say_reference (self, kind, &reference);

  return TRUE;
}

static gboolean
begin (RlClickHand        *self,
       const RlHandPlace  *place,
       RimVec3             point,
       GError            **error)
{
  RimPetReferenceKind kind;
  RimMethod method;

  if (!get_method (self, &method))
    return FALSE;

  self->layer = place->layer;
  kind = get_reference_kind (&method);
  if (kind != RIM_PET_REFERENCE_NONE && rl_method_choice_get_reference (self->choice, kind) == NULL)
    return set_reference (self, kind, &method, point, error);

  self->lesion = rl_target_choose (self->session, self->op == RIM_MASK_SUBTRACT, error);
  if (self->lesion == NULL)
    return FALSE;

  self->point = point;
  self->begun = rl_method_choice_begin (self->choice);

  return ask (self, error);
}

static gboolean
rl_click_hand_press (RlHand            *hand,
                     const RlHandPlace *place,
                     RimVec3            point)
{
  RlClickHand *self = RL_CLICK_HAND (hand);
  g_autoptr(GError) error = NULL;

  forget (self);
  self->op = rl_hand_place_get_op (place);
  if (begin (self, place, point, &error))
    return TRUE;

  forget (self);
  if (error != NULL)
    rl_hand_say (hand, error->message);

  return FALSE;
}

/* As in RlGrowHand, what is proposed already stays. */
static gboolean
rl_click_hand_command (RlHand        *hand,
                       RlHandCommand  command)
{
  if (command == RL_HAND_PUT_DOWN || command == RL_HAND_CANCEL)
    forget (RL_CLICK_HAND (hand));

  return FALSE;
}

/* In pixels of the widget; 0 where the plane does not cut what is measured. */
static double
get_circle (RlClickHand         *self,
            const RlHandPlace   *place,
            RimPetReferenceKind  kind,
            double               xy[2])
{
  const RimVec3 *point = rl_method_choice_get_reference (self->choice, kind);
  double mm = rim_vec3_length (place->plane.right) * place->scale_factor;
  double distance, radius;

  if (point == NULL)
    return 0;

  distance = rl_hand_paint_get_xy (place, *point, xy);
  if (kind == RIM_PET_REFERENCE_BLOOD)
    radius = fabs (distance) <= BLOOD_HALF ? BLOOD_RADIUS : 0;
  else
    radius = sqrt (MAX (LIVER_RADIUS * LIVER_RADIUS - distance * distance, 0));

  return radius / mm;
}

static void
rl_click_hand_paint (RlHand            *hand,
                     GtkSnapshot       *snapshot,
                     const RlHandPlace *place)
{
  static const guint8 white[3] = { 255, 255, 255 };
  RlClickHand *self = RL_CLICK_HAND (hand);
  RimMethod method;
  double xy[2], radius, reach;
  cairo_t *cr;

  if (!get_method (self, &method) || get_reference_kind (&method) == RIM_PET_REFERENCE_NONE)
    return;
  radius = get_circle (self, place, get_reference_kind (&method), xy);
  if (radius <= 0)
    return;

  reach = radius + RL_HAND_PAINT_HALO;
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT ((float) (xy[0] - reach), (float) (xy[1] - reach),
                                                       (float) (2 * reach), (float) (2 * reach)));
  cairo_arc (cr, xy[0], xy[1], radius, 0, 2 * G_PI);
  rl_hand_paint_stroke (cr, white);
  cairo_destroy (cr);
}

static void
rl_click_hand_hand_init (RlHandInterface *iface)
{
  iface->press = rl_click_hand_press;
  iface->command = rl_click_hand_command;
  iface->paint = rl_click_hand_paint;
}

static void
rl_click_hand_dispose (GObject *object)
{
  RlClickHand *self = RL_CLICK_HAND (object);

  if (self->jobs != NULL)
    forget (self);
  g_clear_object (&self->jobs);
  g_clear_object (&self->choice);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_click_hand_parent_class)->dispose (object);
}

static void
rl_click_hand_class_init (RlClickHandClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_click_hand_dispose;
}

static void
rl_click_hand_init (RlClickHand *self)
{
  self->jobs = rl_jobs_new ();
}

/**
 * rl_click_hand_new:
 * @session: what is drawn on
 * @tool: %RL_TOOL_CLICK
 */
RlHand *
rl_click_hand_new (RlSession *session,
                   RlTool     tool)
{
  RlClickHand *self = g_object_new (RL_TYPE_CLICK_HAND, NULL);

  self->session = g_object_ref (session);
  self->choice = g_object_ref (rl_session_get_method_choice (session));
  g_signal_connect_object (self->choice, "changed", G_CALLBACK (choice_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::has-proposal", G_CALLBACK (has_proposal_cb), self,
                           G_CONNECT_SWAPPED);

  return RL_HAND (self);
}
