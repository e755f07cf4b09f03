/* cli-csv.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CliCsvRow:
 * @fields: (array zero-terminated=1): its fields
 * @n: how many
 * @line: on which line of the file it begins, from 1
 *
 * One row of a table in CSV (RFC 4180).
 */
typedef struct
{
  char  **fields;
  guint   n;
  guint   line;
} CliCsvRow;

GPtrArray *cli_csv_parse        (const char *text) G_GNUC_WARN_UNUSED_RESULT;
gboolean   cli_csv_is_cut       (const char *text);
char      *cli_csv_resolve      (const char *table,
                                 const char *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
