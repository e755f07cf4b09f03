/* rl-keys.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RlKey:
 * @keyval: the key
 * @modifiers: held with it
 * @action: a detailed action name
 *
 * A key binding of the window as the program comes.
 */
typedef struct
{
  guint            keyval;
  GdkModifierType  modifiers;
  const char      *action;
} RlKey;

const RlKey *rl_keys_get        (gsize           *n_keys);
gboolean     rl_keys_may_fire   (GtkWidget       *focus,
                                 guint            keyval,
                                 GdkModifierType  modifiers);

G_END_DECLS
