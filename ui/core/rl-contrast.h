/* rl-contrast.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

gboolean rl_contrast_is_high (void);
float    rl_contrast_fade    (float opacity);
void     rl_contrast_watch   (GObject  *object,
                              GCallback callback);

G_END_DECLS
