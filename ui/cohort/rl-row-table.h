/* rl-row-table.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "cohort/rl-column-list.h"

G_BEGIN_DECLS

#define RL_TYPE_ROW_TABLE (rl_row_table_get_type ())

/**
 * RlRowTable:
 *
 * The rows of a cohort with their ids, patients, and the columns that were chosen: never all
 * of some ten thousand.
 */
G_DECLARE_FINAL_TYPE (RlRowTable, rl_row_table, RL, ROW_TABLE, GtkWidget)

GtkWidget *rl_row_table_new (RlCohort     *cohort,
                             RlColumnList *list) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
