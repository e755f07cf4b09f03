/* rl-swatch.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RL_TYPE_SWATCH (rl_swatch_get_type ())

/**
 * RlSwatch:
 *
 * The colour of a lesion, with its number for those who do not tell colours
 * apart; hollow while the lesion is hidden.
 */
G_DECLARE_FINAL_TYPE (RlSwatch, rl_swatch, RL, SWATCH, GtkWidget)

GtkWidget *rl_swatch_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       rl_swatch_set (RlSwatch     *self,
                          const guint8  color[3],
                          guint         number,
                          gboolean      filled);

G_END_DECLS
