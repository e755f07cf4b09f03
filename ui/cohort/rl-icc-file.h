/* rl-icc-file.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GHashTable *rl_icc_file_load (const char  *path,
                              GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
