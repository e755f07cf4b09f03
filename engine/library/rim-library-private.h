/* rim-library-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <pthread.h>

#include "library/rim-library.h"
#include "rim-db-private.h"
#include "rim-writer-private.h"

G_BEGIN_DECLS

/* Where a file stands: it is there, it was there, or it was only copied from. */
typedef enum
{
  RIM_FILE_PRESENT,
  RIM_FILE_MISSING,
  RIM_FILE_COPIED_FROM,
} RimFileState;

struct _RimLibrary
{
  GObject          parent_instance;

  char            *folder;
  char            *path;
  GMainContext    *context;

  pthread_mutex_t  read_lock;      /* of reader */
  RimDb           *reader;
  RimWriter       *writer;

  char            *session_path;   /* nullable: the mark of rim_library_begin_session() */
  int              session_fd;

  pthread_mutex_t  reads_lock;
  GHashTable      *reads;          /* nullable: study UID → in which read it is opened */

  pthread_mutex_t  changed_lock;   /* of the two below */
  gboolean         changed_pending;
  gint64           changed_last;
};

gboolean  rim_library_schema_update     (RimDb          *db,
                                         const char     *path,
                                         GError        **error);
RimDb    *rim_library_begin_reading     (RimLibrary     *self);
void      rim_library_end_reading       (RimLibrary     *self);
void      rim_library_note_change       (RimLibrary     *self);
void      rim_library_invoke            (RimLibrary     *self,
                                         guint           delay,
                                         GSourceFunc     func,
                                         gpointer        data,
                                         GDestroyNotify  free_data);
void      rim_library_note              (RimLibrary     *self,
                                         const char     *what,
                                         const char     *segmentation,
                                         const char     *author,
                                         const char     *detail);
RimReading rim_reading_status_clamp (gint64 number);
char     *rim_library_make_read_key     (const char     *series_uid,
                                         const char     *read) G_GNUC_WARN_UNUSED_RESULT;
void      rim_library_end_session       (RimLibrary     *self);
gboolean  rim_library_link_roi_sets     (RimDb          *db,
                                         gint64          study_id,
                                         GError        **error);

G_END_DECLS
