/* rim-map-cache.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-cache-private.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/rim-file.h"

#define EXTENSION    ".map"

/* A map that would fill so much of the budget is not worth what it displaces. */
#define MAX_PART     4

/* What reading a voxel costs at most, with the hash of the file, and what finding a
 * file does, in µs.
 */
#define READING_VOXEL 0.1
#define READING_FILE  5000

/* Other programs' drafts that are older were left by one that was killed. */
#define DRAFT_SECONDS 3600

struct _RimMapCache
{
  RimRefCount  ref_count;
  char        *folder;
  guint64      budget;         /* atomic */
};

typedef struct
{
  char            *path;
  guint64          size;
  struct timespec  used;
} Entry;

static void
entry_clear (gpointer data)
{
  g_free (((Entry *) data)->path);
}

/**
 * rim_map_cache_new:
 * @folder: where files are; it is made when the first is
 * @budget: how many bytes all of them may have
 *
 * Returns: (transfer full): a cache
 */
RimMapCache *
rim_map_cache_new (const char *folder,
                   guint64     budget)
{
  RimMapCache *self = g_new0 (RimMapCache, 1);

  rim_ref_count_init (&self->ref_count);
  self->folder = g_strdup (folder);
  self->budget = budget;

  return self;
}

RimMapCache *
rim_map_cache_ref (RimMapCache *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_map_cache_unref (RimMapCache *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  g_free (self->folder);
  g_free (self);
}

void
rim_stored_map_free (RimStoredMap *self)
{
  g_clear_pointer (&self->region, rim_region_unref);
  g_free (self->values);
  g_free (self);
}

/* A lower one counts at the next rim_map_cache_trim(). */
void
rim_map_cache_set_budget (RimMapCache *self,
                          guint64      budget)
{
  __atomic_store_n (&self->budget, budget, __ATOMIC_RELAXED);
}

guint64
rim_map_cache_get_budget (RimMapCache *self)
{
  return __atomic_load_n (&self->budget, __ATOMIC_RELAXED);
}

static gboolean
is_stale (const GStatBuf *status)
{
  return g_get_real_time () / G_USEC_PER_SEC - status->st_mtime > DRAFT_SECONDS;
}

/* Returns: (transfer full) (element-type Entry): all that lies in the folder */
static GArray *
list (RimMapCache *self)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr(GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  g_array_set_clear_func (entries, entry_clear);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      GStatBuf status;

      if (!g_str_has_suffix (name, EXTENSION) || g_lstat (path, &status) != 0 || !S_ISREG (status.st_mode))
        continue;

      if (*name == '.' && is_stale (&status))
        g_unlink (path);
      else if (*name != '.')
        g_array_append_vals (entries, &(Entry) { g_steal_pointer (&path), (guint64) status.st_size, status.st_mtim }, 1);
    }

  return entries;
}

static guint64
get_sum (GArray *entries)
{
  guint64 sum = 0;

  for (guint i = 0; i < entries->len; i++)
    sum += g_array_index (entries, Entry, i).size;

  return sum;
}

/**
 * rim_map_cache_get_size:
 * @self: a cache
 * @n_maps: (out) (optional): how many maps it has
 *
 * Returns: how many bytes its files have
 */
guint64
rim_map_cache_get_size (RimMapCache *self,
                        guint       *n_maps)
{
  g_autoptr(GArray) entries = list (self);

  if (n_maps != NULL)
    *n_maps = entries->len;

  return get_sum (entries);
}

/**
 * rim_map_cache_clear:
 * @self: a cache
 *
 * Deletes all maps.
 */
void
rim_map_cache_clear (RimMapCache *self)
{
  g_autoptr(GArray) entries = list (self);

  for (guint i = 0; i < entries->len; i++)
    g_unlink (g_array_index (entries, Entry, i).path);
}

static int
compare_used (gconstpointer a,
              gconstpointer b)
{
  const Entry *first = a;
  const Entry *second = b;

  if (first->used.tv_sec != second->used.tv_sec)
    return first->used.tv_sec < second->used.tv_sec ? -1 : 1;
  if (first->used.tv_nsec != second->used.tv_nsec)
    return first->used.tv_nsec < second->used.tv_nsec ? -1 : 1;

  return strcmp (first->path, second->path);
}

/**
 * rim_map_cache_trim:
 * @self: a cache
 *
 * Deletes what was not used for longest, until the rest is within the budget. Keeping a
 * map does it, too.
 */
void
rim_map_cache_trim (RimMapCache *self)
{
  g_autoptr(GArray) entries = list (self);
  const guint64 budget = rim_map_cache_get_budget (self);
  guint64 sum = get_sum (entries);

  if (sum <= budget)
    return;

  g_array_sort (entries, compare_used);
  for (guint i = 0; i < entries->len && sum > budget; i++)
    {
      Entry *entry = &g_array_index (entries, Entry, i);

      if (g_unlink (entry->path) == 0)
        sum -= entry->size;
    }
}

static char *
dup_path (RimMapCache *self,
          const char  *origin,
          const char  *name,
          guint8      *key)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *file = NULL;
  gsize size = RIM_MAP_KEY_SIZE;

  g_checksum_update (checksum, (const guchar *) origin, -1);
  g_checksum_update (checksum, (const guchar *) "\n", 1);
  g_checksum_update (checksum, (const guchar *) name, -1);
  file = g_strconcat (g_checksum_get_string (checksum), EXTENSION, NULL);
  g_checksum_get_digest (checksum, key, &size);

  return g_build_filename (self->folder, file, NULL);
}

/**
 * rim_map_cache_find:
 * @self: a cache
 * @origin: what maps are made of: rim_map_origin_new()
 * @name: which one: "original_glcm_Contrast"
 *
 * A file that is damaged is deleted and was never there.
 *
 * Returns: (transfer full) (nullable): the map, with the bits that were kept
 */
RimStoredMap *
rim_map_cache_find (RimMapCache *self,
                    const char  *origin,
                    const char  *name)
{
  guint8 key[RIM_MAP_KEY_SIZE];
  g_autofree char *path = dup_path (self, origin, name, key);
  g_autoptr(GBytes) file = rim_file_read (path, G_MAXINT32, NULL);
  RimStoredMap *map;

  if (file == NULL)
    return NULL;

  map = rim_map_file_decode (file, key);
  if (map != NULL)
    utimensat (AT_FDCWD, path, NULL, 0);
  else
    g_unlink (path);

  return map;
}

/**
 * rim_map_cache_is_worth:
 * @n_voxels: how many voxels a map has
 * @time: how long it took to have it from what it is made of, in µs
 *
 * Returns: whether reading it takes less than making it: 5 ms and 0.1 µs for each voxel
 */
gboolean
rim_map_cache_is_worth (gsize  n_voxels,
                        gint64 time)
{
  return (double) time > READING_FILE + READING_VOXEL * (double) n_voxels;
}

/**
 * rim_map_cache_keep:
 * @self: a cache
 * @origin: what it was made of
 * @name: which one it is
 * @map: a map, all of it
 * @time: how long it took to have it from what it is made of, in µs
 *
 * Keeps a map where it is worth it, and what others leave room for. A file is written
 * beside its place, synced and renamed. Where it cannot be written, there is none.
 *
 * Returns: whether it is kept
 */
gboolean
rim_map_cache_keep (RimMapCache        *self,
                    const char         *origin,
                    const char         *name,
                    const RimStoredMap *map,
                    gint64              time)
{
  guint8 key[RIM_MAP_KEY_SIZE];
  g_autofree char *path = NULL;
  g_autoptr(GBytes) file = NULL;
  gconstpointer bytes;
  gsize length;

  if (!rim_map_cache_is_worth (map->region->n_voxels, time))
    return FALSE;

  path = dup_path (self, origin, name, key);
  file = rim_map_file_encode (map, key);
  bytes = g_bytes_get_data (file, &length);
  if (length > rim_map_cache_get_budget (self) / MAX_PART || g_mkdir_with_parents (self->folder, 0700) != 0 ||
      !rim_file_replace_contents (path, bytes, length, NULL))
    return FALSE;

  rim_map_cache_trim (self);

  return TRUE;
}
