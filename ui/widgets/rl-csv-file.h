/* rl-csv-file.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-jobs.h"

G_BEGIN_DECLS

/* Makes a table that nobody changes a text, in a worker. */
typedef char *(*RlCsvFunc) (gpointer table);

GtkFileChooserNative *rl_csv_file_ask      (GtkWidget            *page,
                                            const char           *title,
                                            const char           *name,
                                            GCallback             chosen) G_GNUC_WARN_UNUSED_RESULT;
char                 *rl_csv_file_dup_path (GtkFileChooserNative *chooser,
                                            int                   response) G_GNUC_WARN_UNUSED_RESULT;
void                  rl_csv_file_save     (RlJobs               *jobs,
                                            GtkWidget            *page,
                                            const char           *path,
                                            RlCsvFunc             to_csv,
                                            gpointer              table,
                                            GDestroyNotify        free_table);

G_END_DECLS
