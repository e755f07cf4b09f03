/* rl-section.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *rl_section_button_new (const char *title,
                                  GtkWidget  *widget) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
