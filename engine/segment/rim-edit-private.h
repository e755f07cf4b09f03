/* rim-edit-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "segment/rim-edit.h"

G_BEGIN_DECLS

RimEdit *rim_edit_new_recorded (const char *id,
                                RimLesion  *before,
                                RimLesion  *after,
                                guint       index,
                                const char *tool,
                                const char *author,
                                gint64      time) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
