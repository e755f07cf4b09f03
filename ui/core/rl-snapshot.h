/* rl-snapshot.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rl_snapshot_append_rect (GtkSnapshot   *snapshot,
                              const GdkRGBA *color,
                              double         x,
                              double         y,
                              double         width,
                              double         height);

G_END_DECLS
