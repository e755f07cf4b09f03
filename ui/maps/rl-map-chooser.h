/* rl-map-chooser.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RL_TYPE_MAP_CHOOSER (rl_map_chooser_get_type ())

/**
 * RlMapChooser:
 *
 * Chooses the feature of a map: a button that says which, and below it, while it is open, a
 * search and the list of all, favourites and recent ones first. Arrow keys walk the list,
 * from the search as well, and the choice goes along; Enter closes it.
 *
 * Properties: "feature" (string, "glcm_Contrast", or NULL for no map), "favourites" and
 * "recent" (arrays of such strings), "open" (boolean).
 */
G_DECLARE_FINAL_TYPE (RlMapChooser, rl_map_chooser, RL, MAP_CHOOSER, GtkWidget)

const char        *rl_map_chooser_get_feature (RlMapChooser      *self);
void               rl_map_chooser_set_feature    (RlMapChooser      *self,
                                                  const char        *name);
const char *const *rl_map_chooser_get_favourites (RlMapChooser      *self);
const char *const *rl_map_chooser_get_recent     (RlMapChooser      *self);
void               rl_map_chooser_set_open       (RlMapChooser      *self,
                                                  gboolean           open);
gboolean           rl_map_chooser_get_open       (RlMapChooser      *self);
void               rl_map_chooser_set_search     (RlMapChooser      *self,
                                                  const char        *words);
char             **rl_map_chooser_list_shown     (RlMapChooser      *self) G_GNUC_WARN_UNUSED_RESULT;
void               rl_map_chooser_walk           (RlMapChooser      *self,
                                                  int                n_steps);

G_END_DECLS
