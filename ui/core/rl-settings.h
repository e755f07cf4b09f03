/* rl-settings.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * RlMouseProfile:
 * @RL_MOUSE_READING: the left button changes the window
 * @RL_MOUSE_RESEARCH: the left button moves the crosshair
 *
 * What the left button does while no tool for contours is active.
 */
typedef enum
{
  RL_MOUSE_READING,
  RL_MOUSE_RESEARCH,
} RlMouseProfile;

/**
 * RlColorScheme:
 *
 * How bright the window is.
 */
typedef enum
{
  RL_COLOR_SCHEME_DARK,
  RL_COLOR_SCHEME_LIGHT,
  RL_COLOR_SCHEME_SYSTEM,
} RlColorScheme;

#define RL_TYPE_MOUSE_PROFILE (rl_mouse_profile_get_type ())
#define RL_TYPE_COLOR_SCHEME (rl_color_scheme_get_type ())
#define RL_TYPE_SETTINGS (rl_settings_get_type ())

/**
 * RlSettings:
 *
 * What the user prefers, kept by GSettings. Where the schema is not installed
 * the defaults hold and nothing is kept.
 *
 * Properties: "author" (string; empty for the name of the account),
 * "mouse-profile" (RlMouseProfile), "color-scheme" (RlColorScheme),
 * "library-folder" (string; empty for the usual place), "brush-radius"
 * (double, mm), "shortcuts" (variant a{sv}: keys that the user chose, as string
 * arrays by detailed action name), "user-windows" (a(sdd): name, level and width
 * in HU of the windows of CT behind 7 to 9),
 * "layouts" (variant a{sv}: the user's, as text
 * by name), "hanging" (variant a{sv}: ids of layouts by kind of study),
 * "cine-rate" (double, steps in a second), "cine-swing" (boolean),
 * "memory-budget" (int, MB: of images that are kept though they are not shown),
 * "map-budget" (int, MB: on disk, of maps that need not be computed again),
 * "open-tabs" (a(sxx): study UID, study and series in the library, of the tabs that
 * were open when the program was left).
 */
G_DECLARE_FINAL_TYPE (RlSettings, rl_settings, RL, SETTINGS, GObject)

GType           rl_mouse_profile_get_type      (void);
GType           rl_color_scheme_get_type       (void);
RlSettings     *rl_settings_new                (void) G_GNUC_WARN_UNUSED_RESULT;
char           *rl_settings_dup_author         (RlSettings *self) G_GNUC_WARN_UNUSED_RESULT;
char           *rl_settings_dup_library_folder (RlSettings *self) G_GNUC_WARN_UNUSED_RESULT;
RlMouseProfile  rl_settings_get_mouse_profile  (RlSettings *self);
RlColorScheme   rl_settings_get_color_scheme   (RlSettings *self);
double          rl_settings_get_brush_radius   (RlSettings *self);
GVariant       *rl_settings_ref_shortcuts      (RlSettings *self) G_GNUC_WARN_UNUSED_RESULT;
void            rl_settings_set_shortcuts      (RlSettings *self,
                                                GVariant   *shortcuts);
GVariant       *rl_settings_get_user_windows   (RlSettings *self);
GVariant       *rl_settings_ref_open_tabs      (RlSettings *self) G_GNUC_WARN_UNUSED_RESULT;
void            rl_settings_set_open_tabs      (RlSettings *self,
                                                GVariant   *tabs);
void            rl_settings_keep_window        (RlSettings *self,
                                                GObject    *window);
void            rl_settings_keep_browser       (RlSettings *self,
                                                GObject    *model);
void            rl_settings_keep_drawing       (RlSettings *self,
                                                GObject    *session);
void            rl_settings_keep_inspector     (RlSettings *self,
                                                GObject    *window);
void            rl_settings_keep_features      (RlSettings *self,
                                                GObject    *pane);
void            rl_settings_keep_voi           (RlSettings *self,
                                                GObject    *button);
void            rl_settings_keep_cohort        (RlSettings *self,
                                                GObject    *cohort);
void            rl_settings_keep_maps          (RlSettings *self,
                                                GObject    *pane,
                                                GObject    *chooser,
                                                GObject    *layer);
void            rl_settings_keep_signature     (RlSettings *self,
                                                GObject    *choice);

G_END_DECLS
