/* rim-charset-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rim_charset_is_ascii (const char *text,
                               gsize       length);
char    *rim_charset_decode   (const char *text,
                               gsize       length,
                               const char *charsets,
                               gboolean    is_person_name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
