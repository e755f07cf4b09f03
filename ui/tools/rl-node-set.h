/* rl-node-set.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "segment/rim-lesion.h"
#include "view/rim-plane.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/* No node. */
#define RL_NODE_NONE G_MAXUINT

/**
 * RlNodeSet:
 *
 * The nodes of all outlines of a lesion on a plane, counted through from 0, and which of them
 * are chosen. Points are LPS mm.
 */
typedef struct _RlNodeSet RlNodeSet;

RlNodeSet *rl_node_set_new           (RimLesion       *lesion,
                                      RimVolume       *image,
                                      const RimPlane  *plane) G_GNUC_WARN_UNUSED_RESULT;
RlNodeSet *rl_node_set_copy          (const RlNodeSet *self) G_GNUC_WARN_UNUSED_RESULT;
void       rl_node_set_free          (RlNodeSet       *self);

guint      rl_node_set_get_n_outlines (const RlNodeSet *self);
RimVec3   *rl_node_set_dup_outline    (const RlNodeSet *self,
                                       guint            outline,
                                       gsize           *n_points) G_GNUC_WARN_UNUSED_RESULT;
guint      rl_node_set_get_n_nodes    (const RlNodeSet *self);
RimVec3    rl_node_set_get_node       (const RlNodeSet *self,
                                       guint            node);
guint      rl_node_set_find           (const RlNodeSet *self,
                                       RimVec3          point,
                                       double           reach);
gboolean   rl_node_set_find_edge      (const RlNodeSet *self,
                                       RimVec3          point,
                                       double           reach,
                                       RimVec3         *nearest);
guint      rl_node_set_find_next      (const RlNodeSet *self,
                                       int              step);

guint      rl_node_set_get_n_chosen   (const RlNodeSet *self);
gboolean   rl_node_set_is_chosen      (const RlNodeSet *self,
                                       guint            node);
void       rl_node_set_choose         (RlNodeSet       *self,
                                       guint            node,
                                       gboolean         chosen);
void       rl_node_set_choose_only    (RlNodeSet       *self,
                                       guint            node);
void       rl_node_set_choose_within  (RlNodeSet       *self,
                                       RimVec3          normal,
                                       const RimVec3   *points,
                                       gsize            n_points);

guint      rl_node_set_insert         (RlNodeSet       *self,
                                       RimVec3          point);
void       rl_node_set_move           (RlNodeSet       *self,
                                       RimVec3          by,
                                       gboolean         smooth);
gboolean   rl_node_set_remove         (RlNodeSet       *self,
                                       gboolean         smooth);
RimMask   *rl_node_set_change         (const RlNodeSet *self,
                                       const RlNodeSet *before,
                                       RimMask         *mask,
                                       RimVec3          normal) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlNodeSet, rl_node_set_free)

G_END_DECLS
