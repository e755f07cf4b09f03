/* rl-inspector.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RL_TYPE_INSPECTOR (rl_inspector_get_type ())

/**
 * RlInspector:
 *
 * The pages beside the images, one of which is shown. All are as wide as the
 * widest, so that the images keep their places when another is chosen.
 *
 * Properties: "page" (string, the name of the one that is shown).
 */
G_DECLARE_FINAL_TYPE (RlInspector, rl_inspector, RL, INSPECTOR, GtkWidget)

GtkWidget  *rl_inspector_new (void) G_GNUC_WARN_UNUSED_RESULT;
void        rl_inspector_add_page (RlInspector *self,
                                   const char  *name,
                                   const char  *title,
                                   GtkWidget   *widget);
GtkWidget  *rl_inspector_find_page (RlInspector *self,
                                    const char  *name);
const char *rl_inspector_get_page (RlInspector *self);
void        rl_inspector_set_page (RlInspector *self,
                                   const char  *name);

G_END_DECLS
