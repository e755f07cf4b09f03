/* rl-decoding.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-jobs.h"
#include "core/rl-opened.h"

G_BEGIN_DECLS

/**
 * RlDecoding:
 *
 * The slices of what was opened, on their way into its volumes: those of the base
 * image first, and of each image the slice that is looked at.
 */
typedef struct _RlDecoding RlDecoding;

RlDecoding *rl_decoding_new  (RimLibrary  *library,
                              RlOpened    *opened,
                              RimVec3      cursor) G_GNUC_WARN_UNUSED_RESULT;
void        rl_decoding_free (RlDecoding  *self);
gpointer    rl_decoding_run  (RlJob       *job,
                              gpointer     data,
                              GError     **error);

G_END_DECLS
