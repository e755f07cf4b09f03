/* rim-rle-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean rim_rle_decode (GBytes *frame,
                         gsize   n_pixels,
                         guint   n_samples,
                         guint   n_bytes,
                         guint8 *samples);

G_END_DECLS
