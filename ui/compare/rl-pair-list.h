/* rl-pair-list.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "compare/rl-comparer.h"

G_BEGIN_DECLS

#define RL_TYPE_PAIR_LIST (rl_pair_list_get_type ())

/**
 * RlPairList:
 *
 * All lesions of both sides: how well each agrees, or which side alone has it.
 * Choosing one goes to it.
 */
G_DECLARE_FINAL_TYPE (RlPairList, rl_pair_list, RL, PAIR_LIST, GtkWidget)

GtkWidget  *rl_pair_list_new (RlSession  *session,
                              RlComparer *comparer) G_GNUC_WARN_UNUSED_RESULT;
guint       rl_pair_list_get_n    (RlPairList *self);
const char *rl_pair_list_get_text (RlPairList *self,
                                   guint       index);
void        rl_pair_list_choose   (RlPairList *self,
                                   guint       index);

G_END_DECLS
