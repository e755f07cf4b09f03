/* rl-map-files.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "library/rim-map-import.h"
#include "maps/rl-map-chooser.h"
#include "maps/rl-map-maker.h"

G_BEGIN_DECLS

#define RL_TYPE_MAP_FILES (rl_map_files_get_type ())

/**
 * RlMapFiles:
 *
 * Maps that go out and come in: buttons for "win.export-map" and "win.open-map", the
 * parametric maps that the library has of the patient, and what of these is shown. A map
 * that was made elsewhere takes the place of the one that is computed, until a feature is
 * chosen again or the images are others.
 *
 * Signal "open-series" (gint64 id): a map of the library is wanted.
 * Signal "shown": a map that was made elsewhere is shown.
 */
G_DECLARE_FINAL_TYPE (RlMapFiles, rl_map_files, RL, MAP_FILES, GtkWidget)

GtkWidget *rl_map_files_new (RlSession          *session,
                             RlMapMaker         *maker,
                             RlMapChooser       *chooser) G_GNUC_WARN_UNUSED_RESULT;
void       rl_map_files_set_maps (RlMapFiles         *self,
                                  GPtrArray          *rows);
guint      rl_map_files_get_n_maps (RlMapFiles       *self);
void       rl_map_files_show     (RlMapFiles         *self,
                                  const RimMapImport *map);
void       rl_map_files_hide     (RlMapFiles         *self);
gboolean   rl_map_files_is_shown (RlMapFiles         *self);

G_END_DECLS
