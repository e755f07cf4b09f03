/* rl-signature-item.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "signature/rim-signature.h"

G_BEGIN_DECLS

#define RL_TYPE_SIGNATURE_ITEM (rl_signature_item_get_type ())

/**
 * RlSignatureItem:
 *
 * A file that should be a signature, and the signature, or why it is none. Immutable.
 */
G_DECLARE_FINAL_TYPE (RlSignatureItem, rl_signature_item, RL, SIGNATURE_ITEM, GObject)

RlSignatureItem *rl_signature_item_new (const char      *path,
                                        gboolean is_shipped,
                                        RimSignature    *signature,
                                        const GError    *error) G_GNUC_WARN_UNUSED_RESULT;
const char      *rl_signature_item_get_path      (RlSignatureItem *self);
const char      *rl_signature_item_get_title     (RlSignatureItem *self);
gboolean         rl_signature_item_is_shipped    (RlSignatureItem *self);
RimSignature    *rl_signature_item_get_signature (RlSignatureItem *self);
const char      *rl_signature_item_get_reason    (RlSignatureItem *self);

G_END_DECLS
