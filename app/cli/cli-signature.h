/* cli-signature.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "signature/rim-signature.h"

G_BEGIN_DECLS

RimSignature *cli_signature_load (const char  *file_or_name,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
