/* rim-inner-folds-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-task-data-private.h"

G_BEGIN_DECLS

guint32 *rim_inner_folds_new (const RimTaskData  *data,
                              const RimTask      *task,
                              guint              *n_folds,
                              guint64             seed,
                              GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
