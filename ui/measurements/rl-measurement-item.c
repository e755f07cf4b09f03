/* rl-measurement-item.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "measurements/rl-measurement-item.h"

#include <glib/gi18n-lib.h>

#include "core/rl-format.h"
#include "core/rl-measurement-text.h"

enum
{
  PROP_0,
  PROP_NAME,
  PROP_DETAILS,
  PROP_VALUES,
  PROP_LOCKED,
  N_PROPS
};

#define N_TEXTS PROP_LOCKED

struct _RlMeasurementItem
{
  GObject    parent_instance;

  RlSession *session;
  char      *id;
  char      *texts[N_TEXTS];
  gboolean   locked;
};

G_DEFINE_FINAL_TYPE (RlMeasurementItem, rl_measurement_item, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
rl_measurement_item_finalize (GObject *object)
{
  RlMeasurementItem *self = RL_MEASUREMENT_ITEM (object);

  for (guint i = 0; i < N_TEXTS; i++)
    g_clear_pointer (&self->texts[i], g_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_measurement_item_parent_class)->finalize (object);
}

static void
rl_measurement_item_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  RlMeasurementItem *self = RL_MEASUREMENT_ITEM (object);

  if (prop_id == PROP_LOCKED)
    g_value_set_boolean (value, self->locked);
  else if (prop_id > PROP_0 && prop_id < N_TEXTS)
    g_value_set_string (value, self->texts[prop_id]);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rl_measurement_item_class_init (RlMeasurementItemClass *klass)
{
  static const char *const names[] = {
    [PROP_NAME] = "name", [PROP_DETAILS] = "details", [PROP_VALUES] = "values",
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rl_measurement_item_finalize;
  object_class->get_property = rl_measurement_item_get_property;

  for (guint i = PROP_NAME; i < N_TEXTS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL,
                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOCKED] = g_param_spec_boolean ("locked", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rl_measurement_item_init (RlMeasurementItem *self)
{
}

static void
take_text (RlMeasurementItem *self,
           guint              prop,
           char              *text)
{
  if (g_strcmp0 (self->texts[prop], text) == 0)
    {
      g_free (text);
      return;
    }

  g_free (self->texts[prop]);
  self->texts[prop] = text;
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

/* The lesion that it tracks, or what kind it is where it has a name. */
static const char *
get_subject (RlMeasurementItem *self,
             RimMeasurement    *measurement)
{
  RimLesion *lesion = rl_session_find_lesion (self->session, measurement->lesion_id);

  if (lesion != NULL)
    return lesion->name;

  return measurement->label != NULL ? rl_measurement_kind_get_name (measurement->kind) : NULL;
}

/* Of a report that it was read from: who measured. */
static char *
make_details (RlMeasurementItem *self,
              RimMeasurement    *measurement)
{
  const char *subject = get_subject (self, measurement);
  g_autofree char *observer = NULL;
  g_autofree char *report = NULL;

  if (measurement->origin == NULL)
    return g_strdup (subject != NULL ? subject : "");

  observer = rl_format_person_name (measurement->author);
  report = observer != NULL && *observer != '\0' ? g_strdup_printf (_("DICOM SR, %s"), observer)
                                                 : g_strdup (_("DICOM SR"));

  return subject != NULL ? g_strdup_printf ("%s · %s", subject, report) : g_steal_pointer (&report);
}

RlMeasurementItem *
rl_measurement_item_new (RlSession      *session,
                         RimMeasurement *measurement)
{
  RlMeasurementItem *self = g_object_new (RL_TYPE_MEASUREMENT_ITEM, NULL);

  self->session = g_object_ref (session);
  self->id = g_strdup (measurement->id);
  rl_measurement_item_update (self, measurement);

  return self;
}

const char *
rl_measurement_item_get_id (RlMeasurementItem *self)
{
  g_return_val_if_fail (RL_IS_MEASUREMENT_ITEM (self), NULL);

  return self->id;
}

const char *
rl_measurement_item_get_name (RlMeasurementItem *self)
{
  g_return_val_if_fail (RL_IS_MEASUREMENT_ITEM (self), NULL);

  return self->texts[PROP_NAME];
}

const char *
rl_measurement_item_get_values (RlMeasurementItem *self)
{
  g_return_val_if_fail (RL_IS_MEASUREMENT_ITEM (self), NULL);

  return self->texts[PROP_VALUES];
}

/* Shows the measurement as it is now. */
void
rl_measurement_item_update (RlMeasurementItem *self,
                            RimMeasurement    *measurement)
{
  g_return_if_fail (RL_IS_MEASUREMENT_ITEM (self));

  take_text (self, PROP_NAME, rl_measurement_dup_name (measurement));
  take_text (self, PROP_DETAILS, make_details (self, measurement));
  take_text (self, PROP_VALUES, rl_measurement_dup_values (self->session, measurement, "\n"));
  if (self->locked != measurement->locked)
    {
      self->locked = measurement->locked;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOCKED]);
    }
}

void
rl_measurement_item_toggle_locked (RlMeasurementItem *self)
{
  g_return_if_fail (RL_IS_MEASUREMENT_ITEM (self));

  rl_measurements_set_locked (rl_session_get_measurements (self->session), self->id, !self->locked);
}

void
rl_measurement_item_rename (RlMeasurementItem *self,
                            const char        *name)
{
  g_return_if_fail (RL_IS_MEASUREMENT_ITEM (self));

  if (g_strcmp0 (name, self->texts[PROP_NAME]) != 0)
    rl_measurements_rename (rl_session_get_measurements (self->session), self->id, name);
}

void
rl_measurement_item_remove (RlMeasurementItem *self)
{
  g_return_if_fail (RL_IS_MEASUREMENT_ITEM (self));

  rl_measurements_remove (rl_session_get_measurements (self->session), self->id);
}
