/* rl-method-chooser.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-session.h"

G_BEGIN_DECLS

#define RL_TYPE_METHOD_CHOOSER (rl_method_chooser_get_type ())

/**
 * RlMethodChooser:
 *
 * The method that a click runs, with its numbers and where it was published; there only
 * while a tool is in hand that asks for them.
 */
G_DECLARE_FINAL_TYPE (RlMethodChooser, rl_method_chooser, RL, METHOD_CHOOSER, GtkWidget)

GtkWidget *rl_method_chooser_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       rl_method_chooser_set_session (RlMethodChooser *self,
                                          RlSession       *session);

G_END_DECLS
