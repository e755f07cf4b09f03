/* rim-inflate-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

guint8 *rim_inflate (int     fd,
                     goffset offset,
                     guint64 size,
                     gsize   length) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
