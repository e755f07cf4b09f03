/* rl-difference-swatch.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "compare/rim-difference.h"

G_BEGIN_DECLS

#define RL_TYPE_DIFFERENCE_SWATCH (rl_difference_swatch_get_type ())

/**
 * RlDifferenceSwatch:
 *
 * How what only one side has looks over the images; of both, the dashed outline of
 * the other side.
 */
G_DECLARE_FINAL_TYPE (RlDifferenceSwatch, rl_difference_swatch, RL, DIFFERENCE_SWATCH, GtkWidget)

GtkWidget *rl_difference_swatch_new (RimDifference difference) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
