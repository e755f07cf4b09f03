/* rl-signature-choice.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-signatures.h"

G_BEGIN_DECLS

#define RL_TYPE_SIGNATURE_CHOICE (rl_signature_choice_get_type ())

/**
 * RlSignatureChoice:
 *
 * Which signature is applied, on all pages alike. The first is where nothing was chosen.
 *
 * Properties: "hash" (string): of the one that was chosen; it stays while that is not there.
 *
 * Signal "changed": another is applied, or the list was read.
 */
G_DECLARE_FINAL_TYPE (RlSignatureChoice, rl_signature_choice, RL, SIGNATURE_CHOICE, GObject)

RlSignatureChoice *rl_signature_choice_new (RlSignatures *signatures) G_GNUC_WARN_UNUSED_RESULT;
RlSignatures      *rl_signature_choice_get_signatures (RlSignatureChoice *self);
RimSignature      *rl_signature_choice_get_signature  (RlSignatureChoice *self);
guint              rl_signature_choice_get_position   (RlSignatureChoice *self);
void               rl_signature_choice_choose         (RlSignatureChoice *self,
                                                       const char        *hash);

G_END_DECLS
