/* rl-evaluator.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-evaluator.h"

struct _RlEvaluator
{
  GObject    parent_instance;

  RlJobs    *jobs;
  RlSession *session;
};

/* One measurement on one image. */
typedef struct
{
  RimMeasurement       *measurement;
  RimVolume            *volume;
  guint                 layer;
  RimMeasurementValues  values;
} Task;

G_STATIC_ASSERT (RL_MEASUREMENTS_N_LAYERS == RL_N_LAYERS);

G_DEFINE_FINAL_TYPE (RlEvaluator, rl_evaluator, G_TYPE_OBJECT)

static void
task_free (gpointer data)
{
  Task *task = data;

  rim_measurement_unref (task->measurement);
  rim_volume_unref (task->volume);
  g_free (task);
}

static gpointer
evaluate_run (RlJob     *job,
              gpointer   data,
              GError   **error)
{
  GPtrArray *tasks = data;

  for (guint i = 0; i < tasks->len; i++)
    {
      Task *task = g_ptr_array_index (tasks, i);

      if (g_cancellable_set_error_if_cancelled (rl_job_get_cancellable (job), error))
        return NULL;
      rim_measurement_evaluate (task->measurement, task->volume, &task->values);
    }

  return g_ptr_array_ref (tasks);
}

static void
evaluate_done (gpointer      owner,
               gpointer      result,
               const GError *error)
{
  RlEvaluator *self = owner;
  RlMeasurements *measurements = rl_session_get_measurements (self->session);
  GPtrArray *tasks = result;

  for (guint i = 0; tasks != NULL && i < tasks->len; i++)
    {
      Task *task = g_ptr_array_index (tasks, i);

      rl_measurements_set_values (measurements, task->measurement, task->layer, task->volume,
                                  &task->values);
    }

  if (tasks != NULL)
    rl_measurements_emit_changed (measurements);
}

static const RlJobKind evaluate_kind = {
  .policy = RL_JOB_LATEST,
  .run = evaluate_run,
  .done = evaluate_done,
  .free_input = (GDestroyNotify) g_ptr_array_unref,
  .free_result = (GDestroyNotify) g_ptr_array_unref,
};

/* Numbers of another space are none of this measurement's. */
static gboolean
is_same_space (RimMeasurement *measurement,
               RimVolume      *volume)
{
  RimSource *source = rim_volume_get_source (volume);

  return source == NULL || source->frame_of_reference_uid == NULL ||
         measurement->frame_of_reference_uid == NULL ||
         g_str_equal (source->frame_of_reference_uid, measurement->frame_of_reference_uid);
}

static void
add_task (RlEvaluator    *self,
          GPtrArray      *tasks,
          RimMeasurement *measurement,
          guint           layer)
{
  RlMeasurements *measurements = rl_session_get_measurements (self->session);
  RimVolume *volume = rl_session_get_volume (self->session, layer);
  Task *task;

  if (volume == NULL || !is_same_space (measurement, volume) ||
      rl_measurements_has_values (measurements, measurement, layer, volume))
    return;

  task = g_new0 (Task, 1);
  task->measurement = rim_measurement_ref (measurement);
  task->volume = rim_volume_ref (volume);
  task->layer = layer;
  g_ptr_array_add (tasks, task);
}

static void
update (RlEvaluator *self)
{
  RlMeasurements *measurements = rl_session_get_measurements (self->session);
  g_autoptr(GPtrArray) tasks = g_ptr_array_new_with_free_func (task_free);

  for (guint i = 0; i < rl_measurements_get_n (measurements); i++)
    {
      RimMeasurement *measurement = rl_measurements_get (measurements, i);

      for (guint layer = 0; layer < RL_N_LAYERS; layer++)
        if (rim_measurement_has_statistics (measurement))
          add_task (self, tasks, measurement, layer);
    }

  if (tasks->len > 0)
    rl_jobs_start (self->jobs, &evaluate_kind, self, g_steal_pointer (&tasks));
}

/* What had no value because its slices were missing is asked again. */
static void
slices_changed_cb (RlEvaluator *self)
{
  RlMeasurements *measurements = rl_session_get_measurements (self->session);

  for (guint i = 0; i < rl_measurements_get_n (measurements); i++)
    for (guint layer = 0; layer < RL_N_LAYERS; layer++)
      {
        RimMeasurement *measurement = rl_measurements_get (measurements, i);
        RimMeasurementValues values;

        rl_measurements_get_values (measurements, measurement, layer, &values);
        if (!values.has_statistics)
          rl_measurements_set_values (measurements, measurement, layer, NULL, &values);
      }

  update (self);
}

static void
images_changed_cb (RlEvaluator *self)
{
  RlMeasurements *measurements = rl_session_get_measurements (self->session);

  for (guint i = 0; i < rl_measurements_get_n (measurements); i++)
    for (guint layer = 0; layer < RL_N_LAYERS; layer++)
      {
        RimMeasurement *measurement = rl_measurements_get (measurements, i);
        RimVolume *volume = rl_session_get_volume (self->session, layer);
        RimMeasurementValues nothing;

        rim_measurement_measure_shape (measurement, &nothing);
        if (!rl_measurements_has_values (measurements, measurement, layer, volume))
          rl_measurements_set_values (measurements, measurement, layer, NULL, &nothing);
      }

  update (self);
}

static void
rl_evaluator_finalize (GObject *object)
{
  RlEvaluator *self = RL_EVALUATOR (object);

  g_clear_object (&self->jobs);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_evaluator_parent_class)->finalize (object);
}

static void
rl_evaluator_class_init (RlEvaluatorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_evaluator_finalize;
}

static void
rl_evaluator_init (RlEvaluator *self)
{
}

RlEvaluator *
rl_evaluator_new (RlJobs    *jobs,
                  RlSession *session)
{
  RlEvaluator *self = g_object_new (RL_TYPE_EVALUATOR, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  g_signal_connect_object (rl_session_get_measurements (session), "changed", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "images-changed", G_CALLBACK (images_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "slices-changed", G_CALLBACK (slices_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);

  return self;
}

/* Returns: whether no answer is outstanding */
gboolean
rl_evaluator_is_up_to_date (RlEvaluator *self)
{
  g_return_val_if_fail (RL_IS_EVALUATOR (self), TRUE);

  return !rl_jobs_is_busy (self->jobs, &evaluate_kind, self);
}
