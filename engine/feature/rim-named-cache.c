/* rim-named-cache.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-named-cache-private.h"

#include <pthread.h>
#include <string.h>

/* CT and PET of two time points, each as it came and as features see it. */
#define MAX_IMAGES 8

typedef struct
{
  RimVolume     *of;
  gconstpointer  settings;
  char          *name;
  RimNamedKept   kept;
  guint64        used;
} Entry;

struct _RimNamedCache
{
  pthread_mutex_t  lock;
  GArray          *entries;
  gsize            budget;
  gsize            n_bytes;
  guint64          clock;
};

static void
drop (RimNamedCache *self,
      guint          at)
{
  Entry *entry = &g_array_index (self->entries, Entry, at);

  self->n_bytes -= entry->kept.n_bytes;
  rim_volume_unref (entry->of);
  g_free (entry->name);
  entry->kept.unref (entry->kept.what);
  g_array_remove_index_fast (self->entries, at);
}

/**
 * rim_named_cache_new:
 * @budget: how many bytes it may hold
 *
 * Returns: (transfer full): an empty cache
 */
RimNamedCache *
rim_named_cache_new (gsize budget)
{
  RimNamedCache *self = g_new0 (RimNamedCache, 1);

  pthread_mutex_init (&self->lock, NULL);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->budget = budget;

  return self;
}

void
rim_named_cache_free (RimNamedCache *self)
{
  while (self->entries->len > 0)
    drop (self, self->entries->len - 1);
  g_array_unref (self->entries);
  pthread_mutex_destroy (&self->lock);
  g_free (self);
}

static gboolean
holds (const RimBox *box,
       const RimBox *part)
{
  for (guint axis = 0; axis < 3; axis++)
    if (box->min[axis] > part->min[axis] || box->max[axis] < part->max[axis])
      return FALSE;

  return TRUE;
}

static gboolean
find_entry (RimNamedCache *self,
            RimVolume     *of,
            gconstpointer  settings,
            const char    *name,
            guint         *at)
{
  for (*at = 0; *at < self->entries->len; (*at)++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, *at);

      if (entry->of == of && entry->settings == settings && strcmp (entry->name, name) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * rim_named_cache_find:
 * @self: a cache
 * @of: what it was made of
 * @settings: (nullable): with which settings
 * @name: what it is
 * @box: (inout) (nullable): voxels that it has to have; all that it has
 *
 * Returns: (transfer full) (nullable): what was kept
 */
gpointer
rim_named_cache_find (RimNamedCache *self,
                      RimVolume     *of,
                      gconstpointer  settings,
                      const char    *name,
                      RimBox        *box)
{
  gpointer what = NULL;
  guint at;

  pthread_mutex_lock (&self->lock);
  if (find_entry (self, of, settings, name, &at))
    {
      Entry *entry = &g_array_index (self->entries, Entry, at);

      if (box == NULL || holds (&entry->kept.box, box))
        {
          what = entry->kept.ref (entry->kept.what);
          entry->used = ++self->clock;
          if (box != NULL)
            *box = entry->kept.box;
        }
    }
  pthread_mutex_unlock (&self->lock);

  return what;
}

static guint
count_images (RimNamedCache *self)
{
  guint n = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      guint first = 0;

      while (g_array_index (self->entries, Entry, first).of != g_array_index (self->entries, Entry, i).of)
        first++;
      n += first == i;
    }

  return n;
}

static void
drop_oldest (RimNamedCache *self)
{
  guint oldest = 0;

  for (guint i = 1; i < self->entries->len; i++)
    if (g_array_index (self->entries, Entry, i).used < g_array_index (self->entries, Entry, oldest).used)
      oldest = i;
  drop (self, oldest);
}

/**
 * rim_named_cache_add:
 * @self: a cache
 * @of: what it was made of
 * @settings: (nullable): with which settings, which outlive the cache
 * @name: what it is
 * @kept: what to keep, instead of what is kept of this name; not taken
 */
void
rim_named_cache_add (RimNamedCache      *self,
                     RimVolume          *of,
                     gconstpointer       settings,
                     const char         *name,
                     const RimNamedKept *kept)
{
  guint at;

  if (kept->n_bytes > self->budget)
    return;

  pthread_mutex_lock (&self->lock);
  if (find_entry (self, of, settings, name, &at))
    drop (self, at);

  g_array_append_val (self->entries, ((Entry) {
    rim_volume_ref (of), settings, g_strdup (name), *kept, ++self->clock
  }));
  kept->ref (kept->what);
  self->n_bytes += kept->n_bytes;
  while (self->n_bytes > self->budget || count_images (self) > MAX_IMAGES)
    drop_oldest (self);
  pthread_mutex_unlock (&self->lock);
}
