/* rl-colormap-chooser.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "view/rim-colormap.h"

G_BEGIN_DECLS

#define RL_TYPE_COLORMAP_CHOOSER (rl_colormap_chooser_get_type ())

/**
 * RlColormapChooser:
 *
 * A list of all colour maps, each with a swatch.
 *
 * Signal "chosen": the user chose one.
 */
G_DECLARE_FINAL_TYPE (RlColormapChooser, rl_colormap_chooser, RL, COLORMAP_CHOOSER, GtkWidget)

const RimColormap *rl_colormap_chooser_get (RlColormapChooser *self);
void               rl_colormap_chooser_set          (RlColormapChooser *self,
                                                     const RimColormap *colormap);

G_END_DECLS
