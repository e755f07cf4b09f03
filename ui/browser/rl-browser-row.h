/* rl-browser-row.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "browser/rl-browser-item.h"
#include "browser/rl-thumbnails.h"

G_BEGIN_DECLS

#define RL_TYPE_BROWSER_ROW (rl_browser_row_get_type ())

/**
 * RlBrowserRow:
 *
 * What the browser shows of one patient, study or series.
 */
G_DECLARE_FINAL_TYPE (RlBrowserRow, rl_browser_row, RL, BROWSER_ROW, GtkWidget)

GtkWidget     *rl_browser_row_new (RlThumbnails *thumbnails) G_GNUC_WARN_UNUSED_RESULT;
RlBrowserItem *rl_browser_row_get_item (RlBrowserRow    *self);
void           rl_browser_row_set_item (RlBrowserRow    *self,
                                        RlBrowserItem   *item);
gboolean       rl_browser_row_get_wish (RlBrowserRow    *self,
                                        RlThumbnailWish *wish);

G_END_DECLS
