/* rl-narrator.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-narrator.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/rl-comment-text.h"
#include "core/rl-format.h"
#include "core/rl-unit.h"

/* Hands rest when nothing has changed for so long, in ms. */
#define REST 300

/* So far from a comment, in mm, one is at it. */
#define AT_COMMENT 1.0

struct _RlNarrator
{
  GObject  parent_instance;

  RlPane  *pane;                /* which owns it */
  char    *text;
  guint    timeout;
};

G_DEFINE_FINAL_TYPE (RlNarrator, rl_narrator, G_TYPE_OBJECT)

static gboolean
rest_cb (gpointer data)
{
  RlNarrator *self = data;
  g_autofree char *text = rl_pane_describe (self->pane);

  self->timeout = 0;
  if (g_strcmp0 (text, self->text) == 0)
    return G_SOURCE_REMOVE;

  g_free (self->text);
  self->text = g_steal_pointer (&text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pane), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->text, -1);

  return G_SOURCE_REMOVE;
}

static void
rl_narrator_dispose (GObject *object)
{
  RlNarrator *self = RL_NARRATOR (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_pointer (&self->text, g_free);

  G_OBJECT_CLASS (rl_narrator_parent_class)->dispose (object);
}

static void
rl_narrator_class_init (RlNarratorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_narrator_dispose;
}

static void
rl_narrator_init (RlNarrator *self)
{
}

/**
 * rl_narrator_new:
 * @pane: what is told of, with a session; it owns the narrator and outlives it
 *
 * Returns: (transfer full): a narrator, which follows the session
 */
RlNarrator *
rl_narrator_new (RlPane *pane)
{
  static const char *const changes[] = { "cursor-changed", "display-changed", "images-changed",
                                         "slices-changed", "planes-changed", "lesions-changed" };
  RlNarrator *self;

  g_return_val_if_fail (RL_IS_PANE (pane), NULL);

  self = g_object_new (RL_TYPE_NARRATOR, NULL);
  self->pane = pane;
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (rl_pane_get_session (pane), changes[i], G_CALLBACK (rl_narrator_wake), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (rl_session_get_map_layer (rl_pane_get_session (pane)), "changed",
                           G_CALLBACK (rl_narrator_wake), self, G_CONNECT_SWAPPED);
  rl_narrator_wake (self);

  return self;
}

/* What is shown has changed; there is more to tell when it changes no more. */
void
rl_narrator_wake (RlNarrator *self)
{
  g_return_if_fail (RL_IS_NARRATOR (self));

  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add (REST, rest_cb, self);
}

static void
add_map (RlSession *session,
         RimVec3    point,
         GString   *text)
{
  RlMapLayer *layer = rl_session_get_map_layer (session);
  g_autofree char *said = NULL;

  if (rl_map_layer_get_visible (layer))
    said = rl_map_layer_describe_point (layer, point);
  if (said != NULL)
    g_string_append_printf (text, "; %s", said);
}

static void
add_lesions (RlSession *session,
             RimVec3    point,
             GString   *text)
{
  for (guint i = 0; i < rl_session_get_n_lesions (session); i++)
    {
      RimLesion *lesion = rl_session_get_lesion (session, i);

      if (rim_mask_contains_point (lesion->mask, point))
        g_string_append_printf (text, _("; in %s"), lesion->name);
    }
}

typedef struct
{
  RimVec3  point;
  GString *text;
} Place;

static gboolean
add_comment (RimLesion  *lesion,
             RimComment *comment,
             RimComment *resolution,
             gpointer    data)
{
  Place *place = data;
  g_autofree char *who = rl_comment_describe (comment, resolution);

  if (rim_vec3_length (rim_vec3_sub (comment->point, place->point)) < AT_COMMENT)
    g_string_append_printf (place->text, _("; comment on %s: %s, %s"), lesion->name, comment->text, who);

  return TRUE;
}

/**
 * rl_narrator_say_point:
 * @session: what is shown
 *
 * Returns: where the crosshair is, or the point that arrows move, in LPS mm, the values there
 *   with their units, the lesions it is in and what is said of that place
 */
char *
rl_narrator_say_point (RlSession *session)
{
  static const char *const names[RL_N_LAYERS] = { [RL_LAYER_CT] = "CT", [RL_LAYER_PET] = "PET" };
  gboolean is_pointing;
  RimVec3 point;
  GString *text;

  g_return_val_if_fail (RL_IS_SESSION (session), NULL);

  is_pointing = rl_session_get_pointing (session) != NULL && rl_session_get_probe (session, &point);
  if (!is_pointing)
    point = rl_session_get_cursor (session);
  text = g_string_new (NULL);
  g_string_append_printf (text, is_pointing ? _("Point at LPS %.1f, %.1f, %.1f mm")
                                            : _("Crosshair at LPS %.1f, %.1f, %.1f mm"),
                          rl_format_to_tenths (point.x), rl_format_to_tenths (point.y),
                          rl_format_to_tenths (point.z));
  for (guint layer = 0; layer < RL_N_LAYERS; layer++)
    {
      RimVolume *volume = rl_session_get_volume (session, layer);
      g_autofree char *said = NULL;
      double value;

      if (volume == NULL || !rim_probe (volume, point, &value))
        continue;

      said = rl_unit_describe_value (volume, value);
      g_string_append_printf (text, "; %s %s", names[layer], said);
    }
  add_map (session, point, text);
  add_lesions (session, point, text);
  rl_session_foreach_comment (session, add_comment, &(Place) { point, text });

  return g_string_free (text, FALSE);
}

/**
 * rl_narrator_say_window:
 * @session: what is shown
 * @layer: an image that is there
 *
 * Returns: its window, in words
 */
char *
rl_narrator_say_window (RlSession   *session,
                        RlLayerKind  layer)
{
  RimWindow window;
  RimVolume *volume;
  g_autofree char *unit = NULL;

  g_return_val_if_fail (RL_IS_SESSION (session), NULL);

  window = rl_session_get_window (session, layer);
  volume = rl_session_get_volume (session, layer);
  if (layer == RL_LAYER_CT)
    return g_strdup_printf (_("CT window %.0f, level %.0f"), window.width, window.center);

  /* Translators: from a value to a value, and the unit of both. */
  unit = rl_unit_describe (volume);
  return g_strdup_printf (_("PET from %.3g to %.3g %s"), window.center - window.width / 2 + 0.0,
                          window.center + window.width / 2, unit);
}
