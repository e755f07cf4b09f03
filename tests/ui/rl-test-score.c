/* rl-test-score.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rl-test-score.h"

#include <math.h>

#include "rim-test-signature.h"

/* Of what the balls of the tests have about the middle. */
static const RimTestInput ct_inputs[] = {
  { RL_TEST_SIZE, NULL, 0, 0.8, 2000, 1500, 100, 8000, NAN },
  { RL_TEST_TEXTURE, NULL, 0, -0.5, 5, 4, 0, 60, NAN },
};

static const RimTestInput both_inputs[] = {
  { RL_TEST_SIZE, NULL, 0, 0.8, 2000, 1500, 100, 8000, NAN },
  { RL_TEST_UPTAKE, NULL, 0, 0.6, 4, 2, 0, 12, NAN },
};

static const RimTestInput clinical_inputs[] = {
  { RL_TEST_SIZE, NULL, 0, 0.8, 2000, 1500, 100, 8000, NAN },
  { RL_TEST_AGE, NULL, 0, 0.3, 60, 10, 40, 85, 60 },
  { RL_TEST_HISTOLOGY, "adeno|squamous", 1, 0.7, 0, 1, 0, 1, 0 },
};

/*
 * @variant: "ct", "both" (CT and PET) or "clinical"
 *
 * Returns: a signature of made-up patients, the same each time
 */
RimSignature *
rl_test_signature_new (const char *variant)
{
  const gboolean is_both = g_str_equal (variant, "both");
  const gboolean is_clinical = g_str_equal (variant, "clinical");
  const RimTestSignature signature = {
    .settings = "comb-2060",
    .images = is_both ? "[\"ct\", \"pet\"]" : "[\"ct\"]",
    .vois = "[\"tumour\", \"rim\"]",
    .rule = "largest",
    .is_synthetic = TRUE,
    .base = 0.1,
    .cut_off = 0.25,
    .notes = "{\"outcome\": \"durable benefit\", \"population\": \"Nobody.\"}",
    .inputs = is_both ? both_inputs : is_clinical ? clinical_inputs : ct_inputs,
    .n_inputs = is_both ? G_N_ELEMENTS (both_inputs)
                        : is_clinical ? G_N_ELEMENTS (clinical_inputs) : G_N_ELEMENTS (ct_inputs),
  };

  return rim_test_signature_new (&signature);
}
