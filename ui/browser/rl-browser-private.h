/* rl-browser-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "browser/rl-browser.h"

G_BEGIN_DECLS

struct _RlBrowser
{
  GtkWidget           parent_instance;

  RlBrowserModel     *model;
  RlThumbnails       *thumbnails;
  GtkTreeListModel   *tree;
  GtkSingleSelection *selection;
  GPtrArray          *rows;             /* of RlBrowserRow, those in use */
  guint               look_id;
  guint               scroll_id;
  gboolean            wants_scroll;     /* to what is selected, once the list has a size */
  gint64              wanted[3];        /* what to reveal as soon as it is there */
  gint64              revealed[3];      /* what was revealed last */

  GtkWidget          *top;
  GtkSearchEntry     *search;
  GtkMenuButton      *recent;
  GtkMenuButton      *filters;
  GtkWidget          *found_bar;
  GtkLabel           *found;
  GtkStack           *pages;
  GtkLabel           *placeholder;
  GtkScrolledWindow  *scroller;
  GtkListView        *list;
  GtkWidget          *missing_bar;
  GtkLabel           *missing;
  AdwBin             *footer;
  GtkPopover         *menu;
};

void           rl_browser_class_install_actions (GtkWidgetClass *widget_class);
void           rl_browser_add_filters           (RlBrowser      *self);
RlBrowserItem *rl_browser_dup_selected          (RlBrowser      *self);
gint64         rl_browser_get_selected_study    (RlBrowser      *self);
void           rl_browser_open_item             (RlBrowser      *self,
                                                 RlBrowserItem  *item,
                                                 gboolean        in_tab);
void           rl_browser_open_place            (RlBrowser      *self,
                                                 const gint64    ids[3]);
void           rl_browser_show_menu             (RlBrowser      *self,
                                                 int             x,
                                                 int             y);
void           rl_browser_emit_status           (RlBrowser      *self,
                                                 gint64          study_id,
                                                 RimReading      status);

G_END_DECLS
