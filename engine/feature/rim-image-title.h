/* rim-image-title.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rim_image_title_new (const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
