/* rl-signatures.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-jobs.h"
#include "core/rl-signature-item.h"

G_BEGIN_DECLS

#define RL_TYPE_SIGNATURES (rl_signatures_get_type ())

/**
 * RlSignatures:
 *
 * The signatures that come with the program and those of the user: a #GListModel of
 * #RlSignatureItem, by title. A worker reads them, again whenever files come, change or go.
 *
 * Signal "loaded": the list is as the folder is.
 * Signal "saved" (const char *path): a signature is among them.
 * Signal "failed" (const char *message): one could not be saved, or removed.
 */
G_DECLARE_FINAL_TYPE (RlSignatures, rl_signatures, RL, SIGNATURES, GObject)

RlSignatures    *rl_signatures_new (RlJobs       *jobs,
                                    const char   *folder) G_GNUC_WARN_UNUSED_RESULT;
char            *rl_signatures_dup_folder (void) G_GNUC_WARN_UNUSED_RESULT;
void             rl_signatures_refresh    (RlSignatures *self);
gboolean         rl_signatures_is_loaded  (RlSignatures *self);
RlSignatureItem *rl_signatures_find       (RlSignatures *self,
                                           const char   *hash);
void             rl_signatures_add        (RlSignatures *self,
                                           RimSignature *signature);
void             rl_signatures_remove     (RlSignatures *self,
                                           const char   *path);

G_END_DECLS
