/* rl-swipe-handle.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-session.h"

G_BEGIN_DECLS

#define RL_TYPE_SWIPE_HANDLE (rl_swipe_handle_get_type ())

/**
 * RlSwipeHandle:
 *
 * The line across a pane with the images alone to the left of it and the map to the right. It
 * lies over the whole pane and takes what is pressed on the line, or on its grip only while a
 * tool that draws is in hand.
 */
G_DECLARE_FINAL_TYPE (RlSwipeHandle, rl_swipe_handle, RL, SWIPE_HANDLE, GtkWidget)

GtkWidget *rl_swipe_handle_new (RlSession     *session) G_GNUC_WARN_UNUSED_RESULT;
void       rl_swipe_handle_set_layer (RlSwipeHandle *self,
                                      RlMapLayer    *layer);

G_END_DECLS
