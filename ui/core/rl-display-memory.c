/* rl-display-memory.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-display-memory.h"

/* A drag changes the window with every motion; where it ended is kept. */
#define SAVE_DELAY 400

struct _RlDisplayMemory
{
  GObject     parent_instance;

  RimLibrary *library;
  RlSession  *session;
  gboolean    is_following;
  guint       save_source;
  char       *kept[RL_N_LAYERS];
};

G_DEFINE_FINAL_TYPE (RlDisplayMemory, rl_display_memory, G_TYPE_OBJECT)

/* Of what is no series nothing can be kept. */
static RimSource *
get_source_of (RimVolume *volume)
{
  RimSource *source = volume != NULL ? rim_volume_get_source (volume) : NULL;

  return source != NULL && source->study_uid != NULL && source->series_uid != NULL ? source : NULL;
}

static RimSource *
get_source (RlDisplayMemory *self,
            RlLayerKind      kind)
{
  return get_source_of (rl_session_get_volume (self->session, kind));
}

static char *
print_display (RlDisplayMemory *self,
               RlLayerKind      kind)
{
  g_autoptr(GVariant) display = rl_session_dup_display (self->session, kind);

  return g_variant_print (display, TRUE);
}

static void
save_layer (RlDisplayMemory *self,
            RlLayerKind      kind)
{
  RimSource *source = get_source (self, kind);
  g_autofree char *text = source != NULL ? print_display (self, kind) : NULL;

  if (text == NULL || g_strcmp0 (text, self->kept[kind]) == 0)
    return;

  rim_library_set_display (self->library, source->study_uid, source->series_uid, source->series_part,
                           text);
  g_free (self->kept[kind]);
  self->kept[kind] = g_steal_pointer (&text);
}

static gboolean
save_cb (gpointer data)
{
  RlDisplayMemory *self = data;

  self->save_source = 0;
  rl_display_memory_save (self);

  return G_SOURCE_REMOVE;
}

static void
display_changed_cb (RlDisplayMemory *self)
{
  g_assert (RL_IS_DISPLAY_MEMORY (self));

  if (self->is_following && self->save_source == 0)
    self->save_source = g_timeout_add (SAVE_DELAY, save_cb, self);
}

static void
rl_display_memory_dispose (GObject *object)
{
  RlDisplayMemory *self = RL_DISPLAY_MEMORY (object);

  g_clear_handle_id (&self->save_source, g_source_remove);
  g_clear_object (&self->library);
  g_clear_object (&self->session);
  for (guint i = 0; i < RL_N_LAYERS; i++)
    g_clear_pointer (&self->kept[i], g_free);

  G_OBJECT_CLASS (rl_display_memory_parent_class)->dispose (object);
}

static void
rl_display_memory_class_init (RlDisplayMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_display_memory_dispose;
}

static void
rl_display_memory_init (RlDisplayMemory *self)
{
}

RlDisplayMemory *
rl_display_memory_new (RimLibrary *library,
                       RlSession  *session)
{
  RlDisplayMemory *self = g_object_new (RL_TYPE_DISPLAY_MEMORY, NULL);

  self->library = g_object_ref (library);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "display-changed", G_CALLBACK (display_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * rl_display_memory_recall:
 * @self: a memory
 * @kind: an image
 * @volume: (nullable): what is to be shown as it
 * @text: (nullable): how the library says it was shown last
 *
 * What the library says was read a while ago; where the session shows the same
 * series already, it knows better.
 *
 * Returns: (transfer full) (nullable): how the image was shown last, for
 *   rl_session_restore_display()
 */
GVariant *
rl_display_memory_recall (RlDisplayMemory *self,
                          RlLayerKind      kind,
                          RimVolume       *volume,
                          const char      *text)
{
  RimSource *shown, *wanted;

  g_return_val_if_fail (RL_IS_DISPLAY_MEMORY (self), NULL);

  shown = get_source (self, kind);
  wanted = get_source_of (volume);
  if (self->is_following && shown != NULL && wanted != NULL &&
      shown->series_part == wanted->series_part &&
      g_strcmp0 (shown->study_uid, wanted->study_uid) == 0 &&
      g_strcmp0 (shown->series_uid, wanted->series_uid) == 0)
    return rl_session_dup_display (self->session, kind);

  return text != NULL ? g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL) : NULL;
}

/**
 * rl_display_memory_follow:
 * @self: a memory
 *
 * Keeps what changes from now on; what is shown now counts as kept.
 */
void
rl_display_memory_follow (RlDisplayMemory *self)
{
  g_return_if_fail (RL_IS_DISPLAY_MEMORY (self));

  for (guint i = 0; i < RL_N_LAYERS; i++)
    {
      g_clear_pointer (&self->kept[i], g_free);
      if (get_source (self, i) != NULL)
        self->kept[i] = print_display (self, i);
    }

  self->is_following = TRUE;
}

/**
 * rl_display_memory_leave:
 * @self: a memory
 *
 * Saves what is shown, and follows no longer: other images are to come.
 */
void
rl_display_memory_leave (RlDisplayMemory *self)
{
  g_return_if_fail (RL_IS_DISPLAY_MEMORY (self));

  rl_display_memory_save (self);
  self->is_following = FALSE;
}

/**
 * rl_display_memory_save:
 * @self: a memory
 *
 * Saves at once what differs from what is kept.
 */
void
rl_display_memory_save (RlDisplayMemory *self)
{
  g_return_if_fail (RL_IS_DISPLAY_MEMORY (self));

  g_clear_handle_id (&self->save_source, g_source_remove);
  for (guint i = 0; self->is_following && i < RL_N_LAYERS; i++)
    save_layer (self, i);
}
