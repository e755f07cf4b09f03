/* rl-lesion-model.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "lesions/rl-lesion-item.h"
#include "lesions/rl-lesion-times.h"

G_BEGIN_DECLS

#define RL_TYPE_LESION_MODEL (rl_lesion_model_get_type ())

/**
 * RlLesionModel:
 *
 * The lesions of a session as a list of #RlLesionItem, kept as strokes, undo
 * and redo change them.
 */
G_DECLARE_FINAL_TYPE (RlLesionModel, rl_lesion_model, RL, LESION_MODEL, GObject)

RlLesionModel *rl_lesion_model_new (RlSession     *session) G_GNUC_WARN_UNUSED_RESULT;
GListModel    *rl_lesion_model_get_list (RlLesionModel *self);
void           rl_lesion_model_set_times (RlLesionModel *self,
                                          RlLesionTimes *times);
guint          rl_lesion_model_find     (RlLesionModel *self,
                                         const char    *lesion_id);
char          *rl_lesion_model_add      (RlLesionModel *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
