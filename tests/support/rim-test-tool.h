/* rim-test-tool.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Other programs that judge what we write. */

gboolean rim_test_has_tool_or_skip (const char        *name);
char    *rim_test_run_tool         (const char *const *arguments) G_GNUC_WARN_UNUSED_RESULT;
void     rim_test_dciodvfy_or_skip (const char        *path);

G_END_DECLS
