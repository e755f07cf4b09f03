/* rim-file.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RimFileWriteFunc:
 * @path: the temporary file to write
 * @data: what the caller gave
 * @error: where to put an error
 *
 * Writes a whole file at @path.
 *
 * Returns: whether it could
 */
typedef gboolean (*RimFileWriteFunc) (const char  *path,
                                      gpointer     data,
                                      GError     **error);

gboolean  rim_file_write_atomically (const char        *path,
                                     RimFileWriteFunc   func,
                                     gpointer           data,
                                     GError           **error);
gboolean  rim_file_move_into_place  (const char        *temporary,
                                     const char        *path,
                                     GError           **error);
gboolean  rim_file_replace_contents (const char        *path,
                                     gconstpointer      contents,
                                     gsize              length,
                                     GError           **error);
GBytes   *rim_file_read             (const char        *path,
                                     gsize              max_length,
                                     GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
