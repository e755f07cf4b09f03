/* rl-habitat-row.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "maps/rl-habitat-finder.h"

G_BEGIN_DECLS

#define RL_TYPE_HABITAT_ROW (rl_habitat_row_get_type ())

/**
 * RlHabitatRow:
 *
 * One habitat: its colour, which shows and hides it, its volume, and what it is like. It is
 * seen alone while the pointer or the focus is on it.
 *
 * Signal "make-contour" (uint habitat): it is to become a contour.
 */
G_DECLARE_FINAL_TYPE (RlHabitatRow, rl_habitat_row, RL, HABITAT_ROW, GtkWidget)

GtkWidget *rl_habitat_row_new (RlHabitatFinder *finder,
                               guint habitat) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
