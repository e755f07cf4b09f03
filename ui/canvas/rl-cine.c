/* rl-cine.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-cine.h"

#include <math.h>

#define MIN_RATE     1.0
#define MAX_RATE     60.0
#define DEFAULT_RATE 15.0

struct _RlCine
{
  GObject  parent_instance;

  double   rate;
  gboolean swing;

  RlPane  *pane;                /* weak */
  guint    tick_id;
  int      direction;
  guint    index;               /* where it left the pane */
  gint64   last_time;           /* of a frame, in µs */
  double   rest;                /* of a step */
};

enum
{
  PROP_0,
  PROP_RATE,
  PROP_SWING,
  PROP_RUNNING,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (RlCine, rl_cine, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

/* Somebody moved it, or draws on it. */
static gboolean
is_disturbed (RlCine *self)
{
  guint index, n;

  return !rl_pane_get_position (self->pane, &index, &n) || index != self->index ||
         rl_session_get_pending (rl_pane_get_session (self->pane)) != NULL;
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  RlCine *self = data;
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double whole;

  if (self->last_time != 0)
    self->rest += (double) (now - self->last_time) * self->rate / G_USEC_PER_SEC;
  self->last_time = now;
  self->rest = modf (self->rest, &whole);
  rl_cine_advance (self, (int) whole);

  return G_SOURCE_CONTINUE;
}

static void
rl_cine_dispose (GObject *object)
{
  rl_cine_stop (RL_CINE (object));

  G_OBJECT_CLASS (rl_cine_parent_class)->dispose (object);
}

static void
rl_cine_get_property (GObject    *object,
                      guint       prop_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  RlCine *self = RL_CINE (object);

  switch (prop_id)
    {
    case PROP_RATE:
      g_value_set_double (value, self->rate);
      break;

    case PROP_SWING:
      g_value_set_boolean (value, self->swing);
      break;

    case PROP_RUNNING:
      g_value_set_boolean (value, rl_cine_is_running (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_cine_set_property (GObject      *object,
                      guint         prop_id,
                      const GValue *value,
                      GParamSpec   *pspec)
{
  RlCine *self = RL_CINE (object);

  switch (prop_id)
    {
    case PROP_RATE:
      if (self->rate == g_value_get_double (value))
        return;
      self->rate = g_value_get_double (value);
      break;

    case PROP_SWING:
      if (self->swing == g_value_get_boolean (value))
        return;
      self->swing = g_value_get_boolean (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }

  g_object_notify_by_pspec (object, pspec);
}

static void
rl_cine_class_init (RlCineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = rl_cine_dispose;
  object_class->get_property = rl_cine_get_property;
  object_class->set_property = rl_cine_set_property;

  properties[PROP_RATE] =
    g_param_spec_double ("rate", NULL, NULL, MIN_RATE, MAX_RATE, DEFAULT_RATE, flags);
  properties[PROP_SWING] =
    g_param_spec_boolean ("swing", NULL, NULL, FALSE, flags);
  properties[PROP_RUNNING] =
    g_param_spec_boolean ("running", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rl_cine_init (RlCine *self)
{
  self->rate = DEFAULT_RATE;
}

RlCine *
rl_cine_new (void)
{
  return g_object_new (RL_TYPE_CINE, NULL);
}

/**
 * rl_cine_start:
 * @self: a cine
 * @pane: what to play; does nothing where it shows no image
 */
void
rl_cine_start (RlCine *self,
               RlPane *pane)
{
  guint n;

  g_return_if_fail (RL_IS_CINE (self));
  g_return_if_fail (RL_IS_PANE (pane));

  rl_cine_stop (self);
  if (!rl_pane_get_position (pane, &self->index, &n))
    return;

  g_set_weak_pointer (&self->pane, pane);
  self->direction = 1;
  self->last_time = 0;
  self->rest = 0.0;
  self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (pane), tick_cb, self, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

void
rl_cine_stop (RlCine *self)
{
  g_return_if_fail (RL_IS_CINE (self));

  if (self->tick_id == 0)
    return;

  if (self->pane != NULL)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->pane), self->tick_id);
  self->tick_id = 0;
  g_clear_weak_pointer (&self->pane);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

gboolean
rl_cine_is_running (RlCine *self)
{
  g_return_val_if_fail (RL_IS_CINE (self), FALSE);

  return self->tick_id != 0 && self->pane != NULL;
}

/* At the end it turns round, or begins at the other end. */
static void
step (RlCine *self,
      int     steps)
{
  guint before = self->index;
  guint n;

  rl_pane_scroll (self->pane, self->direction * steps);
  rl_pane_get_position (self->pane, &self->index, &n);
  if (self->index != before || n < 2)
    return;

  if (self->swing)
    {
      self->direction = -self->direction;
      rl_pane_scroll (self->pane, self->direction * steps);
    }
  else
    {
      rl_pane_scroll (self->pane, -self->direction * (int) n);
    }
  rl_pane_get_position (self->pane, &self->index, &n);
}

/**
 * rl_cine_advance:
 * @self: a cine
 * @steps: how many steps to go on
 *
 * Goes on, as the clock of the screen does, or stops where something else moved
 * the pane meanwhile.
 */
void
rl_cine_advance (RlCine *self,
                 int     steps)
{
  g_return_if_fail (RL_IS_CINE (self));

  if (!rl_cine_is_running (self))
    return;

  if (is_disturbed (self))
    rl_cine_stop (self);
  else if (steps > 0)
    step (self, steps);
}
