/* rim-library.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-library-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define DATABASE_NAME    "library.sqlite"
#define CHANGED_INTERVAL (G_USEC_PER_SEC / 10)

enum
{
  CHANGED,
  WRITE_FAILED,
  WRITE_RECOVERED,
  READS_CHANGED,
  N_SIGNALS
};

typedef struct
{
  GWeakRef       library;
  GSourceFunc    func;
  gpointer       data;
  GDestroyNotify free_data;
} Invocation;

static guint signals[N_SIGNALS];

G_DEFINE_QUARK (rim-library-error-quark, rim_library_error)
G_DEFINE_FINAL_TYPE (RimLibrary, rim_library, G_TYPE_OBJECT)

static gboolean
set_errno (const char  *path,
           GError     **error)
{
  int code = errno;

  g_set_error (error, RIM_LIBRARY_ERROR, RIM_LIBRARY_ERROR_FAILED, "%s: %s", path, g_strerror (code));

  return FALSE;
}

/* SQLite gives the files beside a database the mode that the database has. What
 * is in it is nobody else's business, whatever the umask says.
 */
static gboolean
make_private (const char  *folder,
              const char  *path,
              GError     **error)
{
  int fd;
  gboolean success;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR) &&
      (g_mkdir_with_parents (folder, 0700) != 0 || g_chmod (folder, 0700) != 0))
    return set_errno (folder, error);

  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    return errno == EACCES || errno == EROFS || set_errno (path, error);

  success = fchmod (fd, 0600) == 0 || errno == EPERM || set_errno (path, error);
  close (fd);

  return success;
}

static gboolean
call_cb (gpointer data)
{
  Invocation *invocation = data;
  g_autoptr(RimLibrary) library = g_weak_ref_get (&invocation->library);

  if (library != NULL)
    invocation->func (invocation->data != NULL ? invocation->data : library);

  return G_SOURCE_REMOVE;
}

static void
invocation_free (gpointer data)
{
  Invocation *invocation = data;

  g_weak_ref_clear (&invocation->library);
  if (invocation->free_data != NULL)
    invocation->free_data (invocation->data);
  g_free (invocation);
}

/* Has @func called on the main context of whoever opened the library, unless the
 * library is gone by then. Without data it gets the library.
 */
void
rim_library_invoke (RimLibrary     *self,
                    guint           delay,
                    GSourceFunc     func,
                    gpointer        data,
                    GDestroyNotify  free_data)
{
  Invocation *invocation = g_new0 (Invocation, 1);
  g_autoptr(GSource) source = delay > 0 ? g_timeout_source_new (delay) : g_idle_source_new ();

  g_weak_ref_init (&invocation->library, self);
  invocation->func = func;
  invocation->data = data;
  invocation->free_data = free_data;

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, call_cb, invocation, invocation_free);
  g_source_attach (source, self->context);
}

static gboolean
emit_changed_cb (gpointer data)
{
  RimLibrary *self = data;

  pthread_mutex_lock (&self->changed_lock);
  self->changed_pending = FALSE;
  self->changed_last = g_get_monotonic_time ();
  pthread_mutex_unlock (&self->changed_lock);

  g_signal_emit (self, signals[CHANGED], 0);

  return G_SOURCE_REMOVE;
}

/* From any thread. */
void
rim_library_note_change (RimLibrary *self)
{
  gint64 wait;

  pthread_mutex_lock (&self->changed_lock);
  if (!self->changed_pending)
    {
      self->changed_pending = TRUE;
      wait = self->changed_last + CHANGED_INTERVAL - g_get_monotonic_time ();
      rim_library_invoke (self, (guint) (CLAMP (wait, 0, CHANGED_INTERVAL) / 1000),
                          emit_changed_cb, NULL, NULL);
    }
  pthread_mutex_unlock (&self->changed_lock);
}

typedef struct
{
  RimLibrary *library;
  char       *message;
} Failure;

static gboolean
emit_failure_cb (gpointer data)
{
  Failure *failure = data;

  g_signal_emit (failure->library, signals[WRITE_FAILED], 0, failure->message);

  return G_SOURCE_REMOVE;
}

static void
failure_free (gpointer data)
{
  Failure *failure = data;

  g_free (failure->message);
  g_free (failure);
}

static gboolean
emit_recovered_cb (gpointer data)
{
  g_signal_emit (data, signals[WRITE_RECOVERED], 0);

  return G_SOURCE_REMOVE;
}

static void
writer_told_cb (const GError *error,
                gpointer      data)
{
  RimLibrary *self = data;
  Failure *failure;

  if (error == NULL)
    {
      rim_library_invoke (self, 0, emit_recovered_cb, NULL, NULL);
      return;
    }

  failure = g_new (Failure, 1);
  failure->library = self;
  failure->message = g_strdup (error->message);
  rim_library_invoke (self, 0, emit_failure_cb, failure, failure_free);
}

static void
rim_library_dispose (GObject *object)
{
  rim_library_close (RIM_LIBRARY (object));

  G_OBJECT_CLASS (rim_library_parent_class)->dispose (object);
}

static void
rim_library_finalize (GObject *object)
{
  RimLibrary *self = RIM_LIBRARY (object);

  pthread_mutex_destroy (&self->read_lock);
  pthread_mutex_destroy (&self->changed_lock);
  pthread_mutex_destroy (&self->reads_lock);
  g_clear_pointer (&self->reads, g_hash_table_unref);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->context, g_main_context_unref);

  G_OBJECT_CLASS (rim_library_parent_class)->finalize (object);
}

static void
rim_library_class_init (RimLibraryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rim_library_dispose;
  object_class->finalize = rim_library_finalize;

  signals[CHANGED] = g_signal_new ("changed", RIM_TYPE_LIBRARY, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[WRITE_FAILED] = g_signal_new ("write-failed", RIM_TYPE_LIBRARY, G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[WRITE_RECOVERED] = g_signal_new ("write-recovered", RIM_TYPE_LIBRARY, G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[READS_CHANGED] = g_signal_new ("reads-changed", RIM_TYPE_LIBRARY, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rim_library_init (RimLibrary *self)
{
  pthread_mutex_init (&self->read_lock, NULL);
  pthread_mutex_init (&self->changed_lock, NULL);
  pthread_mutex_init (&self->reads_lock, NULL);
  self->context = g_main_context_ref_thread_default ();
}

/**
 * rim_library_get_default_folder:
 *
 * Returns: (transfer full): where the library is unless the user says otherwise
 */
char *
rim_library_get_default_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "rimlight", NULL);
}

/**
 * rim_library_open:
 * @folder: where it is; made if need be, for its owner alone
 * @error: where to put an error
 *
 * Opens a library, or makes an empty one, and brings it to this version.
 *
 * Returns: (transfer full) (nullable): the library
 */
RimLibrary *
rim_library_open (const char  *folder,
                  GError     **error)
{
  g_autoptr(RimLibrary) self = NULL;
  g_autoptr(RimDb) writing = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (RIM_TYPE_LIBRARY, NULL);
  self->folder = g_canonicalize_filename (folder, NULL);
  self->path = g_build_filename (self->folder, DATABASE_NAME, NULL);

  if (!make_private (self->folder, self->path, error))
    return NULL;

  writing = rim_db_open (self->path, error);
  if (writing == NULL || !rim_library_schema_update (writing, self->path, error))
    return NULL;

  self->reader = rim_db_open (self->path, error);
  if (self->reader == NULL)
    return NULL;

  self->writer = rim_writer_new (g_steal_pointer (&writing), writer_told_cb, self);

  return g_steal_pointer (&self);
}

const char *
rim_library_get_folder (RimLibrary *self)
{
  g_return_val_if_fail (RIM_IS_LIBRARY (self), NULL);

  return self->folder;
}

/**
 * rim_library_close:
 * @self: a library
 *
 * Writes what there is to write and closes it. A worker that reads from now on gets an
 * error; no other call may follow.
 */
void
rim_library_close (RimLibrary *self)
{
  g_return_if_fail (RIM_IS_LIBRARY (self));

  g_clear_pointer (&self->writer, rim_writer_free);
  rim_library_end_session (self);

  pthread_mutex_lock (&self->read_lock);
  g_clear_pointer (&self->reader, rim_db_free);
  pthread_mutex_unlock (&self->read_lock);
}

/* Returns: (transfer none): the connection to read through, until
 * rim_library_end_reading()
 */
RimDb *
rim_library_begin_reading (RimLibrary *self)
{
  pthread_mutex_lock (&self->read_lock);

  return self->reader;
}

void
rim_library_end_reading (RimLibrary *self)
{
  pthread_mutex_unlock (&self->read_lock);
}

/**
 * rim_library_flush:
 * @self: a library
 * @error: where to put an error
 *
 * Waits until every step that was tracked is committed, or could not be.
 *
 * Returns: whether all is committed
 */
gboolean
rim_library_flush (RimLibrary  *self,
                   GError     **error)
{
  g_return_val_if_fail (RIM_IS_LIBRARY (self), FALSE);

  return self->writer == NULL || rim_writer_flush (self->writer, error);
}

/* Says that images are opened in other reads than before. */
void
rim_library_notify_reads (RimLibrary *self)
{
  g_return_if_fail (RIM_IS_LIBRARY (self));

  g_signal_emit (self, signals[READS_CHANGED], 0);
}
