/* rim-library-reads.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-library-private.h"

#include <string.h>

/* What is drawn in a second read lies beside what else is drawn on the image: its row has
 * the UID of the series with the read after it. A UID has digits and dots only, so that no
 * series has such a name, and nothing that looks for a series finds it.
 */
#define SEPARATOR '@'

typedef struct
{
  char     *read;
  gboolean  is_accepted;
} Read;

static void
read_free (gpointer data)
{
  Read *self = data;

  g_free (self->read);
  g_free (self);
}

/* Returns: (transfer full): what the row of a segmentation is called */
char *
rim_library_make_read_key (const char *series_uid,
                           const char *read)
{
  return read != NULL ? g_strdup_printf ("%s%c%s", series_uid, SEPARATOR, read) : g_strdup (series_uid);
}

/**
 * rim_library_set_read:
 * @self: a library
 * @study_uid: a study
 * @read: (nullable): a read of it, a word and the name of the reader with "/" between;
 *   %NULL for what everybody draws
 * @is_accepted: whether it is done, so that others may be compared with it
 *
 * Has rim_library_load_segmentation() give from now on what is drawn on images of a study in
 * a read of its own, which begins with nothing, whoever asks. For the main thread; follow
 * it by rim_library_notify_reads().
 */
void
rim_library_set_read (RimLibrary *self,
                      const char *study_uid,
                      const char *read,
                      gboolean    is_accepted)
{
  Read *own = NULL;

  g_return_if_fail (RIM_IS_LIBRARY (self));
  g_return_if_fail (study_uid != NULL);

  if (read != NULL)
    {
      own = g_new (Read, 1);
      *own = (Read) { g_strdup (read), is_accepted };
    }

  pthread_mutex_lock (&self->reads_lock);
  if (self->reads == NULL)
    self->reads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, read_free);
  if (own != NULL)
    g_hash_table_replace (self->reads, g_strdup (study_uid), own);
  else
    g_hash_table_remove (self->reads, study_uid);
  pthread_mutex_unlock (&self->reads_lock);
}

/* Takes back what rim_library_set_read() said of all studies; as for that. */
void
rim_library_clear_reads (RimLibrary *self)
{
  g_return_if_fail (RIM_IS_LIBRARY (self));

  pthread_mutex_lock (&self->reads_lock);
  if (self->reads != NULL)
    g_hash_table_remove_all (self->reads);
  pthread_mutex_unlock (&self->reads_lock);
}

/* Returns: of how many studies rim_library_set_read() named a read */
guint
rim_library_count_reads (RimLibrary *self)
{
  guint n;

  g_return_val_if_fail (RIM_IS_LIBRARY (self), 0);

  pthread_mutex_lock (&self->reads_lock);
  n = self->reads != NULL ? g_hash_table_size (self->reads) : 0;
  pthread_mutex_unlock (&self->reads_lock);

  return n;
}

/**
 * rim_library_dup_read:
 * @self: a library
 * @study_uid: (nullable): a study
 * @is_accepted: (out) (optional): whether it is done
 *
 * For any thread.
 *
 * Returns: (transfer full) (nullable): the read that its images are opened in
 */
char *
rim_library_dup_read (RimLibrary *self,
                      const char *study_uid,
                      gboolean   *is_accepted)
{
  const Read *own = NULL;
  char *read = NULL;

  g_return_val_if_fail (RIM_IS_LIBRARY (self), NULL);

  pthread_mutex_lock (&self->reads_lock);
  if (self->reads != NULL && study_uid != NULL)
    own = g_hash_table_lookup (self->reads, study_uid);
  if (own != NULL)
    read = g_strdup (own->read);
  if (is_accepted != NULL)
    *is_accepted = own != NULL && own->is_accepted;
  pthread_mutex_unlock (&self->reads_lock);

  return read;
}

static gboolean
find_reads (RimDb       *db,
            const char  *study_uid,
            const char  *prefix,
            guint        series_part,
            GPtrArray   *reads,
            GError     **error)
{
  const gint64 length = (gint64) strlen (prefix);
  g_autoptr(GError) own_error = NULL;
  g_autoptr(RimRows) rows = rim_db_query (db, error,
                                          "SELECT substr (g.series_uid, ?) FROM segmentation g "
                                          "WHERE g.study_uid = ? AND substr (g.series_uid, 1, ?) = ? AND g.part = ? "
                                          "AND EXISTS (SELECT 1 FROM journal j WHERE j.segmentation_id = g.id) "
                                          "ORDER BY g.series_uid",
                                          "isisn", length + 1, study_uid, length, prefix, series_part);

  if (rows == NULL)
    return FALSE;

  while (rim_rows_next (rows, &own_error))
    g_ptr_array_add (reads, rim_rows_dup_text (rows, 0));
  if (own_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&own_error));

  return FALSE;
}

/**
 * rim_library_list_reads:
 * @self: a library
 * @study_uid: a study
 * @series_uid: an image of it
 * @series_part: which part of a series that was split
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the reads in which something was
 *   drawn on the image, apart from what everybody draws
 */
GPtrArray *
rim_library_list_reads (RimLibrary  *self,
                        const char  *study_uid,
                        const char  *series_uid,
                        guint        series_part,
                        GError     **error)
{
  g_autoptr(GPtrArray) reads = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *prefix = rim_library_make_read_key (series_uid, "");
  gboolean found;

  g_return_val_if_fail (RIM_IS_LIBRARY (self), NULL);

  found = find_reads (rim_library_begin_reading (self), study_uid, prefix, series_part, reads, error);
  rim_library_end_reading (self);

  return found ? g_steal_pointer (&reads) : NULL;
}
