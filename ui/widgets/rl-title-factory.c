/* rl-title-factory.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "widgets/rl-title-factory.h"

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  width_chars)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), GPOINTER_TO_INT (width_chars));
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         const RlTitleFunc        *get_title)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), (*get_title)(gtk_list_item_get_item (item)));
}

static void
title_func_free (gpointer  data,
                 GClosure *closure)
{
  g_free (data);
}

/**
 * rl_title_factory_new:
 * @get_title: what the line of an item says
 * @width_chars: how wide it is at the least; what is longer is cut off at its end where
 *   there is no room
 *
 * Returns: (transfer full): what makes the rows of a list or a drop-down
 */
GtkListItemFactory *
rl_title_factory_new (RlTitleFunc get_title,
                      int         width_chars)
{
  GtkListItemFactory *self = gtk_signal_list_item_factory_new ();
  RlTitleFunc *func = g_new (RlTitleFunc, 1);

  *func = get_title;
  g_signal_connect (self, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (width_chars));
  g_signal_connect_data (self, "bind", G_CALLBACK (bind_cb), func, title_func_free, 0);

  return self;
}
