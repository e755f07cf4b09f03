/* rl-model-card.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "signature/rim-signature.h"

G_BEGIN_DECLS

#define RL_TYPE_MODEL_CARD (rl_model_card_get_type ())

/**
 * RlModelCard:
 *
 * All that is known of a signature, on a page: what it is for and what not, how good it was,
 * what it looks at, and the checklists of TRIPOD and of the radiomics quality score.
 */
G_DECLARE_FINAL_TYPE (RlModelCard, rl_model_card, RL, MODEL_CARD, GtkWidget)

GtkWidget *rl_model_card_new (RimSignature *signature) G_GNUC_WARN_UNUSED_RESULT;
void       rl_model_card_present (RimSignature *signature,
                                  GtkWidget    *above);

G_END_DECLS
