/* rl-operation-panel.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "tools/rl-operator.h"

G_BEGIN_DECLS

#define RL_TYPE_OPERATION_PANEL (rl_operation_panel_get_type ())

/**
 * RlOperationPanel:
 *
 * The form of the operation that is tried, made from the table of the engine; hidden
 * while there is none.
 */
G_DECLARE_FINAL_TYPE (RlOperationPanel, rl_operation_panel, RL, OPERATION_PANEL, GtkWidget)

GtkWidget  *rl_operation_panel_new (void) G_GNUC_WARN_UNUSED_RESULT;
void        rl_operation_panel_set_session  (RlOperationPanel *self,
                                             RlSession        *session);
RlOperator *rl_operation_panel_get_operator (RlOperationPanel *self);

G_END_DECLS
