/* rim-dcm-guard-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean rim_dcm_guard_check (const char  *path,
                              GError     **error);

G_END_DECLS
