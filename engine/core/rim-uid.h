/* rim-uid.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RIM_UID_UUID_ROOT "2.25."

char *rim_uid_from_uuid (const char *uuid) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
