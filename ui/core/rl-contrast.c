/* rl-contrast.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-contrast.h"

#include <adwaita.h>

/* Returns: whether the desktop asks for high contrast */
gboolean
rl_contrast_is_high (void)
{
  return adw_is_initialized () &&
         adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
}

/**
 * rl_contrast_fade:
 * @opacity: of what is less important than what is beside it
 *
 * Returns: @opacity, or 1 in high contrast, where nothing is faint
 */
float
rl_contrast_fade (float opacity)
{
  return rl_contrast_is_high () ? 1.0f : opacity;
}

/**
 * rl_contrast_watch:
 * @object: what depends on the contrast in more than its style
 * @callback: called with @object when it changes, for as long as that lives
 */
void
rl_contrast_watch (GObject   *object,
                   GCallback  callback)
{
  g_return_if_fail (G_IS_OBJECT (object));

  if (adw_is_initialized ())
    g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast", callback,
                             object, G_CONNECT_SWAPPED);
}
