/* rim-csv-table.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RimCsvTable:
 * @path: where it came from
 * @header: (array length=n_columns): the names of columns, each there once; only the first
 *   may be empty
 * @n_columns: how many
 * @cells: (array length=n_rows*n_columns): fields without the space around them, row by row
 * @n_rows: how many without the header
 * @lines: (array length=n_rows): on which line of the file each row begins, from 1
 * @separator: what stands between fields: a comma, a semicolon or a tab
 *
 * A table in CSV (RFC 4180), all of whose rows have a field for each column. It holds the
 * file once and points into it.
 */
typedef struct
{
  char        *path;
  const char **header;
  guint        n_columns;
  const char **cells;
  gsize        n_rows;
  guint       *lines;
  char         separator;

  /*< private >*/
  char        *text;
} RimCsvTable;

RimCsvTable *rim_csv_table_load     (const char         *path,
                                     gsize               max_length,
                                     GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void         rim_csv_table_free     (RimCsvTable        *self);
int          rim_csv_table_find     (const RimCsvTable  *self,
                                     const char         *name);
const char  *rim_csv_table_get_cell (const RimCsvTable  *self,
                                     gsize               row,
                                     guint               column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimCsvTable, rim_csv_table_free)

G_END_DECLS
