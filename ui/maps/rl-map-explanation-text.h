/* rl-map-explanation-text.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-map-layer.h"
#include "map/rim-map-explanation.h"

G_BEGIN_DECLS

gboolean rl_map_explanation_is_of_values    (const RimMapExplanation *self);
char    *rl_map_explanation_dup_voxel       (const RimMapExplanation *self,
                                             gsize                    voxel) G_GNUC_WARN_UNUSED_RESULT;
char    *rl_map_explanation_dup_slice       (const RimMapExplanation *self,
                                             guint                    k) G_GNUC_WARN_UNUSED_RESULT;
char    *rl_map_explanation_dup_value       (const RimMapExplanation *self,
                                             RlMapLayer              *layer,
                                             const char              *unit) G_GNUC_WARN_UNUSED_RESULT;
char    *rl_map_explanation_describe_window (const RimMapExplanation *self) G_GNUC_WARN_UNUSED_RESULT;
char    *rl_map_explanation_to_text         (const RimMapExplanation *self,
                                             const char              *title,
                                             const char              *value) G_GNUC_WARN_UNUSED_RESULT;

const char *rl_map_table_get_name (const RimMapTable *self);
const char *rl_map_table_get_title (const RimMapTable *self);
const char *rl_map_table_get_corner (const RimMapTable *self);
char    *rl_map_table_dup_row      (const RimMapTable       *self,
                                    guint                    row) G_GNUC_WARN_UNUSED_RESULT;
char    *rl_map_table_dup_cell     (const RimMapTable       *self,
                                    guint                    row,
                                    guint                    column) G_GNUC_WARN_UNUSED_RESULT;
char    *rl_map_table_dup_step     (const RimMapTable       *self) G_GNUC_WARN_UNUSED_RESULT;
char    *rl_map_table_dup_terms    (const RimMapTable       *self) G_GNUC_WARN_UNUSED_RESULT;
char    *rl_map_table_describe     (const RimMapTable       *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
