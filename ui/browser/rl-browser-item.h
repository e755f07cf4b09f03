/* rl-browser-item.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "library/rim-index.h"

G_BEGIN_DECLS

typedef enum
{
  RL_BROWSER_PATIENT,
  RL_BROWSER_STUDY,
  RL_BROWSER_SERIES,
} RlBrowserLevel;

#define RL_TYPE_BROWSER_ITEM (rl_browser_item_get_type ())

/**
 * RlBrowserItem:
 *
 * A patient, study or series in the browser. It stays the same object as long
 * as the library has it, so that nothing in the list jumps.
 *
 * Signal "changed": what it shows is different now.
 */
G_DECLARE_FINAL_TYPE (RlBrowserItem, rl_browser_item, RL, BROWSER_ITEM, GObject)

RlBrowserItem  *rl_browser_item_new (RlBrowserLevel level,
                                     RimIndex      *index,
                                     RimLibraryRow *row) G_GNUC_WARN_UNUSED_RESULT;
RlBrowserLevel  rl_browser_item_get_level    (RlBrowserItem *self);
RimLibraryRow  *rl_browser_item_get_row      (RlBrowserItem *self);
void            rl_browser_item_set_row      (RlBrowserItem *self,
                                              RimIndex      *index,
                                              RimLibraryRow *row);
RimReading      rl_browser_item_get_status   (RlBrowserItem *self);
void            rl_browser_item_set_status   (RlBrowserItem *self,
                                              RimReading     status);
GListStore     *rl_browser_item_get_children (RlBrowserItem *self);
void            rl_browser_item_set_children (RlBrowserItem *self,
                                              GListStore    *children);
gboolean        rl_browser_item_get_current  (RlBrowserItem *self);
void            rl_browser_item_set_current  (RlBrowserItem *self,
                                              gboolean       current);
char           *rl_browser_item_dup_title    (RlBrowserItem *self) G_GNUC_WARN_UNUSED_RESULT;
char           *rl_browser_item_dup_subtitle (RlBrowserItem *self) G_GNUC_WARN_UNUSED_RESULT;
char           *rl_browser_item_dup_short_title (RlBrowserItem *self) G_GNUC_WARN_UNUSED_RESULT;
char           *rl_browser_item_dup_short_subtitle (RlBrowserItem *self) G_GNUC_WARN_UNUSED_RESULT;
char           *rl_browser_item_dup_context (RlBrowserItem *self) G_GNUC_WARN_UNUSED_RESULT;
void            rl_browser_item_set_context (RlBrowserItem *self,
                                             const char    *context);

G_END_DECLS
