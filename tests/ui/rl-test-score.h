/* rl-test-score.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "signature/rim-signature.h"

G_BEGIN_DECLS

/* The inputs of rl_test_signature_new(). */
#define RL_TEST_SIZE      "ct_tumour_original_shape_MeshVolume"
#define RL_TEST_TEXTURE   "ct_rim_original_glcm_Contrast"
#define RL_TEST_UPTAKE    "pet_tumour_original_firstorder_Mean"
#define RL_TEST_AGE       "age"
#define RL_TEST_HISTOLOGY "histology"

RimSignature *rl_test_signature_new (const char *variant) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
