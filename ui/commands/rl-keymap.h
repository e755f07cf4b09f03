/* rl-keymap.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-settings.h"

G_BEGIN_DECLS

#define RL_TYPE_KEYMAP (rl_keymap_get_type ())

/**
 * RlKeymap:
 *
 * Which key gives which command: the keys the program comes with, and over them
 * those the user chose, which the settings keep. A key gives one command; one
 * that is chosen for another command is taken from the first.
 *
 * Signal "changed": keys are others.
 */
G_DECLARE_FINAL_TYPE (RlKeymap, rl_keymap, RL, KEYMAP, GObject)

RlKeymap   *rl_keymap_new (RlSettings       *settings) G_GNUC_WARN_UNUSED_RESULT;
char      **rl_keymap_dup_keys   (RlKeymap         *self,
                                  const char       *action) G_GNUC_WARN_UNUSED_RESULT;
const char *rl_keymap_find       (RlKeymap         *self,
                                  const char       *accelerator);
gboolean    rl_keymap_is_changed (RlKeymap         *self,
                                  const char       *action);
void        rl_keymap_add        (RlKeymap         *self,
                                  const char       *action,
                                  const char       *accelerator);
void        rl_keymap_clear      (RlKeymap         *self,
                                  const char       *action);
void        rl_keymap_reset      (RlKeymap         *self,
                                  const char       *action);
void        rl_keymap_set_images  (GtkWidget        *window,
                                   gboolean          images);
void        rl_keymap_install_for (RlKeymap        *self,
                                   GtkWidget       *window,
                                   GtkWidget       *receiver);
void        rl_keymap_install    (RlKeymap         *self,
                                  GtkWidget        *window);

G_END_DECLS
