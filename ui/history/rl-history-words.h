/* rl-history-words.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "segment/rim-edit.h"

G_BEGIN_DECLS

/* What a step of the journal is called; @edits are of #RimEdit, none of what was there
 * before all steps.
 */
char       *rl_history_dup_title   (GPtrArray *edits) G_GNUC_WARN_UNUSED_RESULT;
char       *rl_history_dup_details (GPtrArray *edits) G_GNUC_WARN_UNUSED_RESULT;
gboolean    rl_history_get_color   (GPtrArray *edits,
                                    guint8     color[3]);
char       *rl_history_dup_origin  (GPtrArray *edits) G_GNUC_WARN_UNUSED_RESULT;
char       *rl_history_dup_volumes (double added_mm3,
                                    double removed_mm3) G_GNUC_WARN_UNUSED_RESULT;
const char *rl_history_get_icon    (GPtrArray *edits);

G_END_DECLS
