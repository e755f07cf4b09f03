/* rim-signature-error.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "signature/rim-signature.h"

G_DEFINE_QUARK (rim-signature-error-quark, rim_signature_error)
