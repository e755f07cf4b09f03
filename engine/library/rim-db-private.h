/* rim-db-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RimDb:
 *
 * One connection to SQLite, with its statements prepared once. For one thread at
 * a time.
 */
typedef struct _RimDb RimDb;

/**
 * RimRows:
 *
 * A running query. It ends when the variable goes out of scope.
 */
typedef struct _RimRows RimRows;

/**
 * RimRowFunc:
 * @row: a row
 * @data: what was given with the function
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): what the row tells of; %NULL where it makes no
 *   sense, with @error set
 */
typedef gpointer (*RimRowFunc) (RimRows   *row,
                                gpointer   data,
                                GError   **error);

RimDb      *rim_db_open       (const char   *path,
                               GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void        rim_db_free       (RimDb        *self);
gboolean    rim_db_exec       (RimDb        *self,
                               const char   *script,
                               GError      **error);
gboolean    rim_db_run        (RimDb        *self,
                               GError      **error,
                               const char   *sql,
                               const char   *types,
                               ...);
RimRows    *rim_db_query      (RimDb        *self,
                               GError      **error,
                               const char   *sql,
                               const char   *types,
                               ...) G_GNUC_WARN_UNUSED_RESULT;
gboolean    rim_db_get_int    (RimDb        *self,
                               gint64       *value,
                               GError      **error,
                               const char   *sql,
                               const char   *types,
                               ...);
gint64      rim_db_get_last_id   (RimDb     *self);
int         rim_db_get_n_changes (RimDb     *self);

gboolean    rim_rows_next     (RimRows      *self,
                               GError      **error);
void        rim_rows_end      (RimRows      *self);
GPtrArray  *rim_rows_collect  (RimRows       *self,
                               RimRowFunc     read,
                               gpointer       data,
                               GDestroyNotify free_item,
                               GError       **error) G_GNUC_WARN_UNUSED_RESULT;
gint64      rim_rows_get_int  (RimRows      *self,
                               int           column);
int         rim_rows_get_type (RimRows      *self,
                               int           column);
const char *rim_rows_get_text (RimRows      *self,
                               int           column);
char       *rim_rows_dup_text (RimRows      *self,
                               int           column) G_GNUC_WARN_UNUSED_RESULT;
GBytes     *rim_rows_dup_bytes (RimRows     *self,
                                int          column) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimDb, rim_db_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimRows, rim_rows_end)

G_END_DECLS
