/* rim-test-signature.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "signature/rim-signature.h"

G_BEGIN_DECLS

/**
 * RimTestInput:
 * @name: a column; a feature where it begins with an image or "delta_" or "original"
 * @levels: (nullable): of a category, with | between
 * @level: which of them the input is about
 * @coefficient: what a scaled value is multiplied with
 * @center: what is taken off
 * @scale: what the rest is divided by
 * @low: the least of training
 * @high: the greatest
 * @fill: what a missing value becomes; NAN for nothing
 */
typedef struct
{
  const char *name;
  const char *levels;
  guint       level;
  double      coefficient;
  double      center;
  double      scale;
  double      low;
  double      high;
  double      fill;
} RimTestInput;

/**
 * RimTestSignature:
 * @settings: (nullable): YAML, or the name of a recipe
 * @images: as JSON: "[\"ct\"]"
 * @vois: as JSON
 * @rule: "largest"
 * @is_delta: whether features are changes
 * @is_synthetic: whether patients do not exist
 * @base: the margin of a row whose scaled values are 0
 * @cut_off: above which a margin is high
 * @notes: as JSON: "{}"
 * @inputs: (array length=n_inputs)
 *
 * A linear signature of an outcome of two classes, whose training cohort had the margins -2,
 * -1, 0, 1 and 2, and scaled inputs with mean 0 and an identity for covariance whose
 * distances were 0.5, 1, 1.5, 2 and 2.5. Probability is 1 / (1 + exp (-(0.5 + 2 × margin))).
 */
typedef struct
{
  const char         *settings;
  const char         *images;
  const char         *vois;
  const char         *rule;
  gboolean            is_delta;
  gboolean            is_synthetic;
  double              base;
  double              cut_off;
  const char         *notes;
  const RimTestInput *inputs;
  guint               n_inputs;
} RimTestSignature;

RimSignature *rim_test_signature_new (const RimTestSignature *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
