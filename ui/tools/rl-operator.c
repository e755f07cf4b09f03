/* rl-operator.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "tools/rl-operator.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/rl-jobs.h"
#include "delineate/rim-image-operation.h"
#include "segment/rim-lesion-review.h"
#include "tools/rl-target.h"
#include "volume/rim-mask-resample.h"

/* A worker's; it touches nothing else. */
typedef struct
{
  const RimOperation *operation;
  GPtrArray          *before;       /* RimLesion, the active one first */
  RimMask            *other;
  RimVolume          *image;        /* NULL where it reads none */
  double             *values;
} Question;

typedef struct
{
  GPtrArray *masks;
  GPtrArray *before;
  gboolean   cut;
} Answer;

struct _RlOperator
{
  GObject             parent_instance;

  RlJobs             *jobs;
  RlSession          *session;

  const RimOperation *operation;    /* NULL where none is tried */
  GHashTable         *values;       /* operation: double[] */
  char               *other;        /* id of the other lesion, or NULL */
  char               *text;
  const RimOperation *proposed;     /* whose proposal the session has */
  gboolean            is_own;       /* the proposal changes because of this */
};

enum
{
  VALUES_CHANGED,
  TEXT_CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlOperator, rl_operator, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
question_free (gpointer data)
{
  Question *self = data;

  g_ptr_array_unref (self->before);
  g_clear_pointer (&self->other, rim_mask_unref);
  g_clear_pointer (&self->image, rim_volume_unref);
  g_free (self->values);
  g_free (self);
}

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_ptr_array_unref (self->masks);
  g_ptr_array_unref (self->before);
  g_free (self);
}

static RimMask *
bring_to (RimMask       *mask,
          const RimGrid *grid)
{
  return rim_grid_equal (rim_mask_get_grid (mask), grid, 1e-3) ? rim_mask_ref (mask)
                                                               : rim_mask_resample (mask, grid);
}

static gpointer
run (RlJob     *job,
     gpointer   data,
     GError   **error)
{
  const Question *question = data;
  const RimLesion *first = g_ptr_array_index (question->before, 0);
  const RimGrid *grid = rim_mask_get_grid (first->mask);
  g_autoptr(GPtrArray) masks = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_mask_unref);
  g_autoptr(RimMask) other = question->other != NULL ? bring_to (question->other, grid) : NULL;
  RimOperationInput input = { NULL, question->before->len, other, question->values };
  g_autoptr(GPtrArray) results = NULL;
  gboolean cut = FALSE;
  Answer *answer;

  for (guint i = 0; i < question->before->len; i++)
    g_ptr_array_add (masks, bring_to (((RimLesion *) g_ptr_array_index (question->before, i))->mask, grid));
  input.masks = (RimMask *const *) masks->pdata;

  results = rim_image_operation_run (question->operation, &input, question->image, &cut,
                                     rl_job_get_cancellable (job), error);
  if (results == NULL)
    return NULL;

  answer = g_new0 (Answer, 1);
  answer->masks = g_steal_pointer (&results);
  answer->before = g_ptr_array_ref (question->before);
  answer->cut = cut;

  return answer;
}

static void
say (RlOperator *self,
     const char *text)
{
  if (g_strcmp0 (self->text, text) == 0)
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  g_signal_emit (self, signals[TEXT_CHANGED], 0);
}

/* Says why there is nothing to accept. What others propose stays. */
static void
propose_nothing (RlOperator *self,
                 const char *text)
{
  self->is_own = TRUE;
  if (self->proposed != NULL &&
      g_strcmp0 (rl_session_get_proposal_tool (self->session), self->proposed->id) == 0)
    rl_session_discard_proposal (self->session);
  self->is_own = FALSE;
  self->proposed = NULL;
  say (self, text);
}

static void
propose (RlOperator *self,
         GPtrArray  *before,
         GPtrArray  *after)
{
  self->is_own = TRUE;
  self->proposed = self->operation;
  rl_session_propose_lesions (self->session, before, after, self->operation->id);
  self->is_own = FALSE;
}

static gboolean
is_copy (const RimOperation *operation)
{
  return strcmp (operation->id, "copy") == 0;
}

/* What names another lesion means it. */
static RimMask *
keep_others (RlOperator *self,
             RimLesion  *was,
             RimMask    *mask)
{
  gboolean is_alone = self->operation->takes == RIM_TAKES_ONE || self->operation->takes == RIM_TAKES_LIMIT;
  g_autoptr(RimMask) own = bring_to (mask, rim_mask_get_grid (was->mask));
  g_autoptr(RimMask) others = is_alone ? rl_session_get_others (self->session, was) : NULL;

  return others != NULL ? rim_mask_combine (own, others, RIM_MASK_SUBTRACT) : g_steal_pointer (&own);
}

/* The lesions as they would be. Where there are more masks than lesions the rest are
 * new ones.
 */
static GPtrArray *
make_lesions (RlOperator   *self,
              const Answer *answer)
{
  GPtrArray *after = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);
  guint n_before = is_copy (self->operation) ? 0 : answer->before->len;

  for (guint i = 0; i < answer->masks->len; i++)
    {
      RimMask *mask = g_ptr_array_index (answer->masks, i);
      RimLesion *was = i < n_before ? g_ptr_array_index (answer->before, i) : NULL;
      g_autoptr(RimMask) own = was != NULL ? keep_others (self, was, mask) : rim_mask_ref (mask);

      if (was != NULL)
        g_ptr_array_add (after, rim_lesion_with_mask (was, own));
      else if (rim_mask_count (mask) > 0)
        g_ptr_array_add (after, rl_target_new_lesion (self->session, own, i - n_before));
    }

  return after;
}

static gboolean
is_same (GPtrArray *before,
         GPtrArray *after)
{
  if (before->len != after->len)
    return FALSE;

  for (guint i = 0; i < before->len; i++)
    {
      RimLesion *was = g_ptr_array_index (before, i);
      RimLesion *would = g_ptr_array_index (after, i);

      if (strcmp (was->id, would->id) != 0 || !rim_mask_equal (was->mask, would->mask))
        return FALSE;
    }

  return TRUE;
}

static double
get_volume (GPtrArray *lesions)
{
  double volume = 0.0;

  for (guint i = 0; i < lesions->len; i++)
    volume += rim_mask_get_volume (((RimLesion *) g_ptr_array_index (lesions, i))->mask);

  return volume / 1000.0;
}

static void
say_result (RlOperator   *self,
            const Answer *answer,
            GPtrArray    *after)
{
  /* Translators: volumes in millilitres, before and after. */
  g_autofree char *volumes = g_strdup_printf (_("%.2f ml → %.2f ml"), get_volume (answer->before),
                                              get_volume (after));
  g_autoptr(GString) text = g_string_new (volumes);

  if (after->len != 1)
    {
      g_string_append (text, "\n");
      g_string_append_printf (text, ngettext ("%u lesion", "%u lesions", after->len), after->len);
    }
  if (answer->cut)
    {
      g_string_append (text, "\n");
      g_string_append (text, _("Reaches the edge of the image and ends there"));
    }
  say (self, text->str);
}

static void
run_done (gpointer      owner,
          gpointer      result,
          const GError *error)
{
  RlOperator *self = owner;
  const Answer *answer = result;
  g_autoptr(GPtrArray) after = NULL;
  g_autoptr(GPtrArray) none = g_ptr_array_new ();

  if (self->operation == NULL)
    return;
  if (answer == NULL)
    {
      propose_nothing (self, error->message);
      return;
    }

  after = make_lesions (self, answer);
  if (get_volume (after) <= 0.0)
    {
      propose_nothing (self, _("Nothing would be left"));
    }
  else if (is_same (answer->before, after))
    {
      propose_nothing (self, _("Nothing would change"));
    }
  else
    {
      propose (self, is_copy (self->operation) ? none : answer->before, after);
      say_result (self, answer, after);
    }
}

static const RlJobKind operation_kind = {
  .policy = RL_JOB_REPLACE,
  .run = run,
  .done = run_done,
  .free_input = question_free,
  .free_result = answer_free,
};

/* During a stroke answers keep coming. */
static const RlJobKind live_kind = {
  .policy = RL_JOB_LATEST,
  .run = run,
  .done = run_done,
  .free_input = question_free,
  .free_result = answer_free,
};

static void
cancel (RlOperator *self)
{
  rl_jobs_cancel (self->jobs, &operation_kind, self);
  rl_jobs_cancel (self->jobs, &live_kind, self);
}

static gboolean
take_lesion (RlOperator *self,
             GPtrArray  *lesions,
             RimLesion  *lesion)
{
  g_autoptr(GError) error = NULL;

  if (!rim_lesion_check_editable (lesion, &error))
    {
      propose_nothing (self, error->message);
      return FALSE;
    }

  g_ptr_array_add (lesions, rim_lesion_ref (lesion));

  return TRUE;
}

/* Returns: (nullable): the active lesion, and those that change with it */
static GPtrArray *
choose_lesions (RlOperator *self)
{
  RimLesion *active = rl_session_find_lesion (self->session, rl_session_get_active_lesion (self->session));
  g_autoptr(GPtrArray) lesions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);

  if (active == NULL)
    {
      propose_nothing (self, _("No lesion is selected"));
      return NULL;
    }
  if (!take_lesion (self, lesions, active))
    return NULL;
  if (self->operation->takes != RIM_TAKES_SEVERAL)
    return g_steal_pointer (&lesions);

  for (guint i = 0; i < rl_session_get_n_lesions (self->session); i++)
    {
      RimLesion *lesion = rl_session_get_lesion (self->session, i);
      gboolean is_chosen = self->other == NULL || strcmp (lesion->id, self->other) == 0;

      if (is_chosen && strcmp (lesion->id, active->id) != 0 && !take_lesion (self, lesions, lesion))
        return NULL;
    }

  return g_steal_pointer (&lesions);
}

static double *
get_values (RlOperator *self)
{
  return g_hash_table_lookup (self->values, self->operation);
}

/* The image that was chosen, or the one there is.
 *
 * Returns: whether the operation has what it reads
 */
static gboolean
choose_image (RlOperator  *self,
              RimVolume  **image)
{
  RlLayerKind layer = RL_LAYER_CT;

  *image = NULL;
  if (!rim_image_operation_reads (self->operation))
    return TRUE;

  for (guint p = 0; p < self->operation->n_parameters; p++)
    if (strcmp (self->operation->parameters[p].id, RIM_IMAGE_PARAMETER) == 0)
      layer = (RlLayerKind) get_values (self)[p];
  *image = rl_session_get_volume (self->session, layer);
  if (*image == NULL)
    *image = rl_session_get_base (self->session);
  if (*image != NULL && rim_volume_get_n_ready (*image) == rim_volume_get_grid (*image)->size[2])
    return TRUE;

  propose_nothing (self, _("The image is not read to its end yet"));

  return FALSE;
}

static void
ask (RlOperator *self)
{
  gboolean is_drawing = rl_session_get_pending (self->session) != NULL;
  RimLesion *other = rl_session_find_lesion (self->session, self->other);
  g_autoptr(GPtrArray) before = NULL;
  RimVolume *image = NULL;
  Question *question;

  if (!is_drawing)
    cancel (self);
  if (self->operation == NULL)
    return;

  before = choose_lesions (self);
  if (before != NULL && self->operation->takes == RIM_TAKES_OTHER && other == NULL)
    propose_nothing (self, _("Choose the other lesion"));
  else if (before != NULL && choose_image (self, &image))
    {
      question = g_new0 (Question, 1);
      question->image = image != NULL ? rim_volume_ref (image) : NULL;
      question->operation = self->operation;
      question->before = g_steal_pointer (&before);
      if (other != NULL && self->operation->takes != RIM_TAKES_SEVERAL)
        question->other = rim_mask_ref (other->mask);
      question->values = g_memdup2 (get_values (self),
                                    sizeof (double) * (self->operation->n_parameters + 1));
      rl_jobs_start (self->jobs, is_drawing ? &live_kind : &operation_kind, self, question);
    }
}

static double
get_coordinate (RimVec3 vector,
                guint   axis)
{
  return axis == 0 ? vector.x : axis == 1 ? vector.y : vector.z;
}

/* Where the crosshair is, for those values that are a place, and where the plane that keys go
 * to looks, for those that are a direction.
 *
 * Returns: whether @id is one
 */
static gboolean
find_place (RlOperator *self,
            const char *id,
            double     *value)
{
  static const char *const voxel[] = { "i", "j", "k" };
  static const char *const point[] = { "x", "y", "z" };
  static const char *const direction[] = { "normal-x", "normal-y", "normal-z" };
  RimLesion *active = rl_session_find_lesion (self->session, rl_session_get_active_lesion (self->session));
  RimVec3 cursor = rl_session_get_cursor (self->session);
  RimVec3 normal = rim_mpr_get_normal (rl_session_get_mpr (self->session),
                                       rl_session_get_active_plane (self->session));
  RimVec3 index;

  if (active == NULL)
    return FALSE;

  index = rim_grid_from_patient (rim_mask_get_grid (active->mask), cursor);
  for (guint a = 0; a < 3; a++)
    {
      if (strcmp (id, voxel[a]) == 0)
        *value = round (get_coordinate (index, a));
      else if (strcmp (id, point[a]) == 0)
        *value = get_coordinate (cursor, a);
      else if (strcmp (id, direction[a]) == 0)
        *value = get_coordinate (normal, a);
      else
        continue;
      return TRUE;
    }

  if (strcmp (id, "from") != 0 && strcmp (id, "to") != 0)
    return FALSE;

  *value = round (index.z) + (id[0] == 't' ? 1 : 0);

  return TRUE;
}

/* Returns: whether a value changed */
static gboolean
follow_cursor (RlOperator *self)
{
  gboolean is_changed = FALSE;

  for (guint p = 0; self->operation != NULL && p < self->operation->n_parameters; p++)
    {
      const RimParameter *parameter = &self->operation->parameters[p];
      double value;

      if (!find_place (self, parameter->id, &value))
        continue;
      value = CLAMP (value, parameter->min, parameter->max);
      is_changed |= get_values (self)[p] != value;
      get_values (self)[p] = value;
    }

  return is_changed;
}

static void
cursor_cb (RlOperator *self)
{
  if (!follow_cursor (self))
    return;

  g_signal_emit (self, signals[VALUES_CHANGED], 0);
  ask (self);
}

static void
ensure_values (RlOperator *self)
{
  double *values;

  if (self->operation == NULL || get_values (self) != NULL)
    return;

  values = g_new0 (double, self->operation->n_parameters + 1);
  for (guint p = 0; p < self->operation->n_parameters; p++)
    values[p] = self->operation->parameters[p].value;
  g_hash_table_insert (self->values, (gpointer) self->operation, values);
}

static void
operation_cb (RlOperator *self)
{
  const RimOperation *was = self->operation;

  self->operation = rim_image_operation_find (rl_session_get_operation (self->session));
  if (was == NULL && self->operation == NULL)
    return;

  cancel (self);
  propose_nothing (self, "");

  ensure_values (self);
  follow_cursor (self);
  g_signal_emit (self, signals[VALUES_CHANGED], 0);
  ask (self);
}

static void
stop (RlOperator *self)
{
  if (!self->is_own)
    rl_session_set_operation (self->session, NULL);
}

/* Another tool proposes something else. */
static void
proposal_cb (RlOperator *self)
{
  if (rl_session_get_proposal (self->session) != NULL)
    stop (self);
}

static void
rl_operator_dispose (GObject *object)
{
  RlOperator *self = RL_OPERATOR (object);

  if (self->jobs != NULL)
    cancel (self);
  g_clear_object (&self->jobs);
  g_clear_object (&self->session);
  g_clear_pointer (&self->values, g_hash_table_unref);
  g_clear_pointer (&self->other, g_free);
  g_clear_pointer (&self->text, g_free);

  G_OBJECT_CLASS (rl_operator_parent_class)->dispose (object);
}

static void
rl_operator_class_init (RlOperatorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_operator_dispose;

  signals[VALUES_CHANGED] = g_signal_new ("values-changed", RL_TYPE_OPERATOR, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TEXT_CHANGED] = g_signal_new ("text-changed", RL_TYPE_OPERATOR, G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_operator_init (RlOperator *self)
{
  self->jobs = rl_jobs_new ();
  self->values = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

/**
 * rl_operator_new:
 * @session: whose lesions it changes
 */
RlOperator *
rl_operator_new (RlSession *session)
{
  RlOperator *self = g_object_new (RL_TYPE_OPERATOR, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::operation", G_CALLBACK (operation_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::has-proposal", G_CALLBACK (proposal_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "proposal-settled", G_CALLBACK (stop), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::active-lesion", G_CALLBACK (operation_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::segmentation", G_CALLBACK (stop), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "lesions-changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "cursor-changed", G_CALLBACK (cursor_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "planes-changed", G_CALLBACK (cursor_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::active-plane", G_CALLBACK (cursor_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/* Returns: (nullable): what is tried */
const RimOperation *
rl_operator_get_operation (RlOperator *self)
{
  g_return_val_if_fail (RL_IS_OPERATOR (self), NULL);

  return self->operation;
}

/* Returns: the value of a parameter of the operation */
double
rl_operator_get_value (RlOperator *self,
                       guint       parameter)
{
  g_return_val_if_fail (RL_IS_OPERATOR (self), 0.0);
  g_return_val_if_fail (self->operation != NULL && parameter < self->operation->n_parameters, 0.0);

  return get_values (self)[parameter];
}

/**
 * rl_operator_set_value:
 * @self: an operator that tries something
 * @parameter: which of its parameters
 * @value: its value, which is brought into its range
 */
void
rl_operator_set_value (RlOperator *self,
                       guint       parameter,
                       double      value)
{
  const RimParameter *form;

  g_return_if_fail (RL_IS_OPERATOR (self));
  g_return_if_fail (self->operation != NULL && parameter < self->operation->n_parameters);

  form = &self->operation->parameters[parameter];
  value = CLAMP (value, form->min, form->max);
  if (get_values (self)[parameter] == value)
    return;

  get_values (self)[parameter] = value;
  ask (self);
}

/* Returns: (nullable): the id of the other lesion */
const char *
rl_operator_get_other (RlOperator *self)
{
  g_return_val_if_fail (RL_IS_OPERATOR (self), NULL);

  return self->other;
}

/**
 * rl_operator_set_other:
 * @self: an operator
 * @lesion_id: (nullable): the other lesion, or the limit; where several are taken %NULL is
 *   all of them
 */
void
rl_operator_set_other (RlOperator *self,
                       const char *lesion_id)
{
  g_return_if_fail (RL_IS_OPERATOR (self));

  if (g_strcmp0 (self->other, lesion_id) == 0)
    return;

  g_free (self->other);
  self->other = g_strdup (lesion_id);
  ask (self);
}

/* Returns: what came of it, or why nothing did; may be empty */
const char *
rl_operator_get_text (RlOperator *self)
{
  g_return_val_if_fail (RL_IS_OPERATOR (self), "");

  return self->text != NULL ? self->text : "";
}

/* Returns: whether a worker is at it */
gboolean
rl_operator_is_busy (RlOperator *self)
{
  g_return_val_if_fail (RL_IS_OPERATOR (self), FALSE);

  return rl_jobs_is_busy (self->jobs, &operation_kind, self) || rl_jobs_is_busy (self->jobs, &live_kind, self);
}
