/* rl-measurements.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-measurements.h"

#include <string.h>

/* What one image says of a measurement. */
typedef struct
{
  RimMeasurement       *of;
  RimVolume            *volume;
  RimMeasurementValues  values;
} Answer;

typedef struct
{
  Answer layers[RL_MEASUREMENTS_N_LAYERS];
} Answers;

struct _RlMeasurements
{
  GObject          parent_instance;

  RimSegmentation *segmentation;
  RimMeasurement  *pending;
  char            *active;
  gboolean         visible;
  GHashTable      *answers;      /* of Answers, by id */
};

enum
{
  PROP_0,
  PROP_ACTIVE,
  PROP_VISIBLE,
  N_PROPS
};

enum
{
  CHANGED,
  FINISH,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlMeasurements, rl_measurements, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
answer_clear (Answer *self)
{
  g_clear_pointer (&self->of, rim_measurement_unref);
  g_clear_pointer (&self->volume, rim_volume_unref);
}

static void
answers_free (gpointer data)
{
  Answers *answers = data;

  for (guint i = 0; i < RL_MEASUREMENTS_N_LAYERS; i++)
    answer_clear (&answers->layers[i]);
  g_free (answers);
}

static void
change_active (RlMeasurements *self,
               const char     *id)
{
  char *copy;

  if (g_strcmp0 (self->active, id) == 0)
    return;

  copy = g_strdup (id);
  g_free (self->active);
  self->active = copy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

/* What appears is what the user wants to work on. */
static void
follow_step (RlMeasurements *self,
             RimJournalStep  step,
             RimEdit        *edit)
{
  gboolean is_undo = step == RIM_JOURNAL_UNDO;
  RimMeasurement *now = is_undo ? edit->measurement_before : edit->measurement_after;
  RimMeasurement *was = is_undo ? edit->measurement_after : edit->measurement_before;

  if (was == NULL)
    {
      change_active (self, now->id);
    }
  else if (now == NULL)
    {
      g_hash_table_remove (self->answers, was->id);
      if (g_strcmp0 (self->active, was->id) == 0)
        change_active (self, NULL);
    }
}

static void
step_cb (RlMeasurements  *self,
         RimJournalStep   step,
         RimEdit         *edit,
         RimSegmentation *segmentation)
{
  g_assert (RL_IS_MEASUREMENTS (self));

  if (!rim_edit_is_of_measurement (edit))
    return;

  follow_step (self, step, edit);
  rl_measurements_emit_changed (self);
}

static void
rl_measurements_finalize (GObject *object)
{
  RlMeasurements *self = RL_MEASUREMENTS (object);

  g_clear_object (&self->segmentation);
  g_clear_pointer (&self->pending, rim_measurement_unref);
  g_clear_pointer (&self->active, g_free);
  g_clear_pointer (&self->answers, g_hash_table_unref);

  G_OBJECT_CLASS (rl_measurements_parent_class)->finalize (object);
}

static void
rl_measurements_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  RlMeasurements *self = RL_MEASUREMENTS (object);

  switch (prop_id)
    {
    case PROP_ACTIVE:
      g_value_set_string (value, self->active);
      break;

    case PROP_VISIBLE:
      g_value_set_boolean (value, self->visible);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_measurements_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  RlMeasurements *self = RL_MEASUREMENTS (object);

  switch (prop_id)
    {
    case PROP_ACTIVE:
      rl_measurements_set_active (self, g_value_get_string (value));
      break;

    case PROP_VISIBLE:
      rl_measurements_set_visible (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_measurements_class_init (RlMeasurementsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = rl_measurements_finalize;
  object_class->get_property = rl_measurements_get_property;
  object_class->set_property = rl_measurements_set_property;

  properties[PROP_ACTIVE] = g_param_spec_string ("active", NULL, NULL, NULL, flags);
  properties[PROP_VISIBLE] = g_param_spec_boolean ("visible", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FINISH] = g_signal_new ("finish", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_measurements_init (RlMeasurements *self)
{
  self->visible = TRUE;
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, answers_free);
}

RlMeasurements *
rl_measurements_new (void)
{
  return g_object_new (RL_TYPE_MEASUREMENTS, NULL);
}

void
rl_measurements_emit_changed (RlMeasurements *self)
{
  g_return_if_fail (RL_IS_MEASUREMENTS (self));

  g_signal_emit (self, signals[CHANGED], 0);
}

/* Returns: (transfer none) (nullable) */
RimSegmentation *
rl_measurements_get_segmentation (RlMeasurements *self)
{
  g_return_val_if_fail (RL_IS_MEASUREMENTS (self), NULL);

  return self->segmentation;
}

/**
 * rl_measurements_set_segmentation:
 * @self: measurements
 * @segmentation: (nullable): whose measurements these are
 *
 * What a hand was just drawing is finished before (rl_measurements_finish()).
 */
void
rl_measurements_set_segmentation (RlMeasurements  *self,
                                  RimSegmentation *segmentation)
{
  g_return_if_fail (RL_IS_MEASUREMENTS (self));

  if (self->segmentation == segmentation)
    return;

  rl_measurements_finish (self);
  if (self->segmentation != NULL)
    g_signal_handlers_disconnect_by_data (self->segmentation, self);

  g_clear_pointer (&self->pending, rim_measurement_unref);
  g_hash_table_remove_all (self->answers);
  g_set_object (&self->segmentation, segmentation);
  if (segmentation != NULL)
    g_signal_connect_object (segmentation, "step", G_CALLBACK (step_cb), self, G_CONNECT_SWAPPED);

  rl_measurements_set_active (self, NULL);
  rl_measurements_emit_changed (self);
}

static guint
get_n_committed (RlMeasurements *self)
{
  return self->segmentation != NULL ? rim_segmentation_get_n_measurements (self->segmentation) : 0;
}

static gboolean
is_pending_new (RlMeasurements *self)
{
  return self->pending != NULL &&
         (self->segmentation == NULL ||
          rim_segmentation_find_measurement (self->segmentation, self->pending->id, NULL) == NULL);
}

/* Returns: how many there are, with one that a hand is just drawing */
guint
rl_measurements_get_n (RlMeasurements *self)
{
  g_return_val_if_fail (RL_IS_MEASUREMENTS (self), 0);

  return get_n_committed (self) + (is_pending_new (self) ? 1 : 0);
}

/* Returns: (transfer none): the measurement as it is now, also while a hand moves it */
RimMeasurement *
rl_measurements_get (RlMeasurements *self,
                     guint           index)
{
  RimMeasurement *measurement;

  g_return_val_if_fail (RL_IS_MEASUREMENTS (self), NULL);
  g_return_val_if_fail (index < rl_measurements_get_n (self), NULL);

  if (index >= get_n_committed (self))
    return self->pending;

  measurement = rim_segmentation_get_measurement (self->segmentation, index);
  if (self->pending != NULL && g_strcmp0 (self->pending->id, measurement->id) == 0)
    return self->pending;

  return measurement;
}

/**
 * rl_measurements_find:
 * @self: measurements
 * @id: (nullable): its id
 *
 * Returns: (transfer none) (nullable): the measurement as it is now
 */
RimMeasurement *
rl_measurements_find (RlMeasurements *self,
                      const char     *id)
{
  g_return_val_if_fail (RL_IS_MEASUREMENTS (self), NULL);

  if (id == NULL)
    return NULL;
  if (self->pending != NULL && g_str_equal (self->pending->id, id))
    return self->pending;
  if (self->segmentation == NULL)
    return NULL;

  return rim_segmentation_find_measurement (self->segmentation, id, NULL);
}

/* Returns: (nullable): the id of the one that keys and handles are of */
const char *
rl_measurements_get_active (RlMeasurements *self)
{
  g_return_val_if_fail (RL_IS_MEASUREMENTS (self), NULL);

  return self->active;
}

/**
 * rl_measurements_set_active:
 * @self: measurements
 * @id: (nullable): the one that keys and handles are of
 *
 * What a hand is drawing is finished before another one is taken up.
 */
void
rl_measurements_set_active (RlMeasurements *self,
                            const char     *id)
{
  g_return_if_fail (RL_IS_MEASUREMENTS (self));

  if (self->pending != NULL && g_strcmp0 (self->pending->id, id) != 0)
    rl_measurements_finish (self);
  change_active (self, id);
}

gboolean
rl_measurements_get_visible (RlMeasurements *self)
{
  g_return_val_if_fail (RL_IS_MEASUREMENTS (self), FALSE);

  return self->visible;
}

void
rl_measurements_set_visible (RlMeasurements *self,
                             gboolean        visible)
{
  g_return_if_fail (RL_IS_MEASUREMENTS (self));

  if (self->visible == !!visible)
    return;

  self->visible = !!visible;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VISIBLE]);
}

/* Returns: (transfer none) (nullable): what a hand is just drawing or moving */
RimMeasurement *
rl_measurements_get_pending (RlMeasurements *self)
{
  g_return_val_if_fail (RL_IS_MEASUREMENTS (self), NULL);

  return self->pending;
}

/**
 * rl_measurements_set_pending:
 * @self: measurements
 * @measurement: (nullable): as the hand leaves it now, or %NULL to drop it
 */
void
rl_measurements_set_pending (RlMeasurements *self,
                             RimMeasurement *measurement)
{
  g_return_if_fail (RL_IS_MEASUREMENTS (self));

  if (self->pending == measurement)
    return;

  if (measurement != NULL)
    rim_measurement_ref (measurement);
  else if (is_pending_new (self))
    g_hash_table_remove (self->answers, self->pending->id);
  g_clear_pointer (&self->pending, rim_measurement_unref);
  self->pending = measurement;

  rl_measurements_emit_changed (self);
}

/**
 * rl_measurements_finish:
 * @self: measurements
 *
 * Has the hand that is drawing end: it commits what has all its points, and drops what
 * has not.
 */
void
rl_measurements_finish (RlMeasurements *self)
{
  g_return_if_fail (RL_IS_MEASUREMENTS (self));

  if (self->pending != NULL)
    g_signal_emit (self, signals[FINISH], 0);
}

/**
 * rl_measurements_commit_pending:
 * @self: measurements
 * @tool: what made it, such as "length"
 *
 * Makes what the hand did one edit. Does nothing where it did nothing.
 */
void
rl_measurements_commit_pending (RlMeasurements *self,
                                const char     *tool)
{
  g_autoptr(RimMeasurement) measurement = NULL;

  g_return_if_fail (RL_IS_MEASUREMENTS (self));

  if (self->pending == NULL)
    return;

  measurement = g_steal_pointer (&self->pending);
  if (self->segmentation == NULL ||
      (!rim_segmentation_replace_measurement (self->segmentation, measurement, tool) &&
       !rim_segmentation_add_measurement (self->segmentation, measurement, tool)))
    rl_measurements_emit_changed (self);
}

/* The author is who draws it. */
void
rl_measurements_add (RlMeasurements *self,
                     RimMeasurement *measurement,
                     const char     *tool)
{
  g_return_if_fail (RL_IS_MEASUREMENTS (self));

  rl_measurements_finish (self);
  if (self->segmentation != NULL)
    rim_segmentation_add_measurement (self->segmentation, measurement, tool);
}

void
rl_measurements_remove (RlMeasurements *self,
                        const char     *id)
{
  g_return_if_fail (RL_IS_MEASUREMENTS (self));

  rl_measurements_finish (self);
  if (self->segmentation != NULL && id != NULL)
    rim_segmentation_remove_measurement (self->segmentation, id, "delete");
}

/* Returns: (nullable): the one that a command is of, with nothing floating */
static RimMeasurement *
begin_command (RlMeasurements *self,
               const char     *id)
{
  rl_measurements_finish (self);

  return self->segmentation != NULL ? rl_measurements_find (self, id) : NULL;
}

/**
 * rl_measurements_rename:
 * @self: measurements
 * @id: which
 * @label: (nullable): its new name; none where it is empty
 */
void
rl_measurements_rename (RlMeasurements *self,
                        const char     *id,
                        const char     *label)
{
  RimMeasurement *measurement = begin_command (self, id);
  g_autoptr(RimMeasurement) renamed = NULL;

  if (measurement == NULL)
    return;

  renamed = rim_measurement_with_label (measurement, label != NULL && *label != '\0' ? label : NULL);
  rim_segmentation_replace_measurement (self->segmentation, renamed, "rename");
}

/**
 * rl_measurements_attach:
 * @self: measurements
 * @id: which
 * @lesion_id: (nullable): the lesion that it tracks from now on
 */
void
rl_measurements_attach (RlMeasurements *self,
                        const char     *id,
                        const char     *lesion_id)
{
  RimMeasurement *measurement = begin_command (self, id);
  g_autoptr(RimMeasurement) attached = NULL;

  if (measurement == NULL)
    return;

  attached = rim_measurement_with_lesion (measurement, lesion_id);
  rim_segmentation_replace_measurement (self->segmentation, attached, "attach");
}

/**
 * rl_measurements_set_locked:
 * @self: measurements
 * @id: which
 * @locked: whether it stays as it is
 */
void
rl_measurements_set_locked (RlMeasurements *self,
                            const char     *id,
                            gboolean        locked)
{
  RimMeasurement *measurement = begin_command (self, id);
  g_autoptr(RimMeasurement) changed = NULL;

  if (measurement == NULL)
    return;

  changed = rim_measurement_with_lock (measurement, locked);
  rim_segmentation_replace_measurement (self->segmentation, changed, locked ? "lock" : "unlock");
}

/**
 * rl_measurements_place_label:
 * @self: measurements
 * @id: which
 * @offset: (nullable): from the middle of its points to that of its label, mm; %NULL
 *   where it finds its place by itself
 */
void
rl_measurements_place_label (RlMeasurements *self,
                             const char     *id,
                             const RimVec3  *offset)
{
  RimMeasurement *measurement = begin_command (self, id);
  g_autoptr(RimMeasurement) placed = NULL;

  if (measurement == NULL)
    return;

  placed = rim_measurement_with_label_offset (measurement, offset);
  rim_segmentation_replace_measurement (self->segmentation, placed, "label");
}

static Answer *
find_answer (RlMeasurements *self,
             RimMeasurement *measurement,
             guint           layer)
{
  Answers *answers = g_hash_table_lookup (self->answers, measurement->id);

  return answers != NULL ? &answers->layers[layer] : NULL;
}

/* Names and lesions change nothing of what it measures. */
static gboolean
is_same_shape (RimMeasurement *a,
               RimMeasurement *b)
{
  return a == b ||
         (a->n_points == b->n_points &&
          memcmp (&a->normal, &b->normal, sizeof a->normal) == 0 &&
          memcmp (a->points, b->points, a->n_points * sizeof *a->points) == 0);
}

/**
 * rl_measurements_get_values:
 * @self: measurements
 * @measurement: one of them
 * @layer: of which image
 * @values: (out): what it says. Lengths, angle and area are those of now; values of
 *   the image may be a frame behind a hand that moves, never at rest
 */
void
rl_measurements_get_values (RlMeasurements       *self,
                            RimMeasurement       *measurement,
                            guint                 layer,
                            RimMeasurementValues *values)
{
  Answer *answer;

  g_return_if_fail (RL_IS_MEASUREMENTS (self));
  g_return_if_fail (layer < RL_MEASUREMENTS_N_LAYERS);

  rim_measurement_measure_shape (measurement, values);
  answer = find_answer (self, measurement, layer);
  if (answer == NULL || answer->of == NULL)
    return;

  values->has_statistics = answer->values.has_statistics;
  values->unit = answer->values.unit;
  values->statistics = answer->values.statistics;
}

gboolean
rl_measurements_has_values (RlMeasurements *self,
                            RimMeasurement *measurement,
                            guint           layer,
                            RimVolume      *volume)
{
  Answer *answer;

  g_return_val_if_fail (RL_IS_MEASUREMENTS (self), FALSE);

  answer = find_answer (self, measurement, layer);

  return answer != NULL && answer->of != NULL && answer->volume == volume &&
         is_same_shape (answer->of, measurement);
}

/**
 * rl_measurements_set_values:
 * @self: measurements
 * @measurement: what was asked
 * @layer: of which image
 * @volume: (nullable): that image; %NULL where it is gone
 * @values: what it says
 *
 * Takes an answer. Emits nothing.
 */
void
rl_measurements_set_values (RlMeasurements             *self,
                            RimMeasurement             *measurement,
                            guint                       layer,
                            RimVolume                  *volume,
                            const RimMeasurementValues *values)
{
  Answers *answers;
  Answer *answer;

  g_return_if_fail (RL_IS_MEASUREMENTS (self));
  g_return_if_fail (layer < RL_MEASUREMENTS_N_LAYERS);

  if (rl_measurements_find (self, measurement->id) == NULL)
    return;

  answers = g_hash_table_lookup (self->answers, measurement->id);
  if (answers == NULL)
    {
      answers = g_new0 (Answers, 1);
      g_hash_table_insert (self->answers, g_strdup (measurement->id), answers);
    }

  answer = &answers->layers[layer];
  answer_clear (answer);
  answer->of = rim_measurement_ref (measurement);
  answer->volume = volume != NULL ? rim_volume_ref (volume) : NULL;
  answer->values = *values;
}
