/* rl-measurement-model.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "measurements/rl-measurement-model.h"

struct _RlMeasurementModel
{
  GObject     parent_instance;

  RlSession  *session;
  GListStore *items;
};

G_DEFINE_FINAL_TYPE (RlMeasurementModel, rl_measurement_model, G_TYPE_OBJECT)

static guint
get_n (RlMeasurementModel *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->items));
}

static RlMeasurementItem *
dup_item (RlMeasurementModel *self,
          guint               position)
{
  return g_list_model_get_item (G_LIST_MODEL (self->items), position);
}

/* Puts the measurement at its place; the item moves if it stood elsewhere. */
static void
place (RlMeasurementModel *self,
       RimMeasurement     *measurement,
       guint               position)
{
  guint old = rl_measurement_model_find (self, measurement->id);
  g_autoptr(RlMeasurementItem) item = old != G_MAXUINT
                                      ? dup_item (self, old)
                                      : rl_measurement_item_new (self->session, measurement);

  rl_measurement_item_update (item, measurement);
  if (old == position)
    return;

  if (old != G_MAXUINT)
    g_list_store_remove (self->items, old);
  g_list_store_insert (self->items, MIN (position, get_n (self)), item);
}

static void
update (RlMeasurementModel *self)
{
  RlMeasurements *measurements = rl_session_get_measurements (self->session);
  guint n = rl_measurements_get_n (measurements);

  for (guint i = get_n (self); i > 0; i--)
    {
      g_autoptr(RlMeasurementItem) item = dup_item (self, i - 1);

      if (rl_measurements_find (measurements, rl_measurement_item_get_id (item)) == NULL)
        g_list_store_remove (self->items, i - 1);
    }

  for (guint i = 0; i < n; i++)
    place (self, rl_measurements_get (measurements, i), i);
}

static void
rl_measurement_model_finalize (GObject *object)
{
  RlMeasurementModel *self = RL_MEASUREMENT_MODEL (object);

  g_clear_object (&self->session);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (rl_measurement_model_parent_class)->finalize (object);
}

static void
rl_measurement_model_class_init (RlMeasurementModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_measurement_model_finalize;
}

static void
rl_measurement_model_init (RlMeasurementModel *self)
{
  self->items = g_list_store_new (RL_TYPE_MEASUREMENT_ITEM);
}

RlMeasurementModel *
rl_measurement_model_new (RlSession *session)
{
  RlMeasurementModel *self = g_object_new (RL_TYPE_MEASUREMENT_MODEL, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (rl_session_get_measurements (session), "changed", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "lesions-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "planes-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);

  return self;
}

/* Returns: (transfer none): of #RlMeasurementItem */
GListModel *
rl_measurement_model_get_list (RlMeasurementModel *self)
{
  g_return_val_if_fail (RL_IS_MEASUREMENT_MODEL (self), NULL);

  return G_LIST_MODEL (self->items);
}

/**
 * rl_measurement_model_find:
 * @self: a model
 * @id: (nullable): a measurement
 *
 * Returns: its position, or %G_MAXUINT
 */
guint
rl_measurement_model_find (RlMeasurementModel *self,
                           const char         *id)
{
  g_return_val_if_fail (RL_IS_MEASUREMENT_MODEL (self), G_MAXUINT);

  for (guint i = 0; id != NULL && i < get_n (self); i++)
    {
      g_autoptr(RlMeasurementItem) item = dup_item (self, i);

      if (g_str_equal (rl_measurement_item_get_id (item), id))
        return i;
    }

  return G_MAXUINT;
}
