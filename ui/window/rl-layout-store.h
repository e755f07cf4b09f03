/* rl-layout-store.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-settings.h"
#include "window/rl-layout.h"

G_BEGIN_DECLS

/* The user's layouts, and which layout was chosen for which kind of study; both
 * are kept with the settings.
 */
GPtrArray  *rl_layout_store_list       (RlSettings  *settings) G_GNUC_WARN_UNUSED_RESULT;
RlLayout   *rl_layout_store_save       (RlSettings  *settings,
                                        const char  *name,
                                        RlLayout    *layout) G_GNUC_WARN_UNUSED_RESULT;
void        rl_layout_store_delete     (RlSettings  *settings,
                                        const char  *name);
char       *rl_layout_store_dup_choice (RlSettings  *settings,
                                        const char  *kind) G_GNUC_WARN_UNUSED_RESULT;
void        rl_layout_store_set_choice (RlSettings  *settings,
                                        const char  *kind,
                                        const char  *layout_id);

/* Hanging: what a study contains says how it is shown first. */
const char *rl_hanging_get_kind        (gboolean has_ct,
                                        gboolean has_pet,
                                        gboolean has_prior);
const char *rl_hanging_get_layout      (const char  *kind);

G_END_DECLS
