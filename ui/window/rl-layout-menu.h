/* rl-layout-menu.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "window/rl-reading.h"

G_BEGIN_DECLS

GtkWidget *rl_layout_menu_new (RlReading *reading) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
