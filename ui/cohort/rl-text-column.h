/* rl-text-column.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RlTextFunc:
 * @item: of the list
 * @data: as given with the function
 *
 * Returns: (transfer full) (nullable): what stands in the cell
 */
typedef char *(*RlTextFunc) (gpointer item,
                             gpointer data);

GtkColumnViewColumn *rl_text_column_new (const char      *title,
                                         RlTextFunc       func,
                                         gpointer         data,
                                         GDestroyNotify   free_data,
                                         int              n_chars,
                                         gboolean         is_number) G_GNUC_WARN_UNUSED_RESULT;
void                 rl_text_columns_refresh (GtkColumnView *view);

G_END_DECLS
