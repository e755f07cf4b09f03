/* rl-title-factory.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef const char *(*RlTitleFunc) (gpointer item);

/* For a list whose items are a line each, no wider than the page that it is on */
GtkListItemFactory *rl_title_factory_new (RlTitleFunc get_title,
                                          int         width_chars) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
