/* rl-measurement-pane.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-session.h"

G_BEGIN_DECLS

#define RL_TYPE_MEASUREMENT_PANE (rl_measurement_pane_get_type ())

/**
 * RlMeasurementPane:
 *
 * The list of measurements. Selecting one shows its handles; Enter goes to it, F2
 * names it, K locks it, Delete deletes it.
 */
G_DECLARE_FINAL_TYPE (RlMeasurementPane, rl_measurement_pane, RL, MEASUREMENT_PANE, GtkWidget)

GtkWidget  *rl_measurement_pane_new (RlSession         *session) G_GNUC_WARN_UNUSED_RESULT;
GListModel *rl_measurement_pane_get_list (RlMeasurementPane *self);

G_END_DECLS
