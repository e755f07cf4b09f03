/* rl-value-table.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RL_TYPE_VALUE_TABLE (rl_value_table_get_type ())

/**
 * RlValueTable:
 *
 * Names, values and units in sections, one row each. Rows are made once; values change
 * in place and nothing moves. What has none is a dash whose tip says why.
 */
G_DECLARE_FINAL_TYPE (RlValueTable, rl_value_table, RL, VALUE_TABLE, GtkWidget)

GtkWidget  *rl_value_table_new (int unit_chars) G_GNUC_WARN_UNUSED_RESULT;
void        rl_value_table_add_section         (RlValueTable *self,
                                                const char   *title);
void        rl_value_table_add_row             (RlValueTable *self,
                                                const char   *id,
                                                const char   *name,
                                                const char   *tip);
void        rl_value_table_set_title           (RlValueTable *self,
                                                guint         section,
                                                const char   *title);
void        rl_value_table_set_section_visible (RlValueTable *self,
                                                guint         section,
                                                gboolean      is_visible);
void        rl_value_table_set_value           (RlValueTable *self,
                                                guint         row,
                                                const char   *text,
                                                const char   *tip);
void        rl_value_table_set_unit            (RlValueTable *self,
                                                guint         row,
                                                const char   *unit);
const char *rl_value_table_get_value           (RlValueTable *self,
                                                const char   *id);
char       *rl_value_table_dup_text            (RlValueTable *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
