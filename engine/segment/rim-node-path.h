/* rim-node-path.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-mask.h"

G_BEGIN_DECLS

/**
 * RimNodePath:
 *
 * A closed outline on a plane with a node here and there by which it is changed. Between
 * nodes that stay it keeps every point that it came with. Points are LPS mm; nodes are
 * counted along the outline from 0. It belongs to who made it.
 */
typedef struct _RimNodePath RimNodePath;

GPtrArray   *rim_node_paths_new          (const RimVec3     *points,
                                          const gsize       *starts,
                                          gsize              n_outlines,
                                          RimVec3            normal,
                                          double             tolerance) G_GNUC_WARN_UNUSED_RESULT;
RimNodePath *rim_node_path_copy          (const RimNodePath *self) G_GNUC_WARN_UNUSED_RESULT;
void         rim_node_path_free          (RimNodePath       *self);
double       rim_node_path_get_tolerance (const RimGrid     *grid,
                                          RimVec3            normal);

gboolean     rim_node_path_is_hole       (const RimNodePath *self);
guint        rim_node_path_get_n_nodes   (const RimNodePath *self);
RimVec3      rim_node_path_get_node      (const RimNodePath *self,
                                          guint              node);
RimVec3     *rim_node_path_dup_points    (const RimNodePath *self,
                                          gsize             *n_points) G_GNUC_WARN_UNUSED_RESULT;
double       rim_node_path_find_edge     (const RimNodePath *self,
                                          RimVec3            point,
                                          RimVec3           *nearest);

void         rim_node_path_find_within   (const RimNodePath *self,
                                          const RimVec3     *points,
                                          gsize              n_points,
                                          RimVec3            normal,
                                          guint8            *within);
void         rim_node_path_move          (RimNodePath       *self,
                                          const guint8      *chosen,
                                          RimVec3            by,
                                          gboolean           smooth);
guint        rim_node_path_insert        (RimNodePath       *self,
                                          RimVec3            point);
gboolean     rim_node_path_remove        (RimNodePath       *self,
                                          const guint8      *chosen,
                                          gboolean           smooth);

RimMask     *rim_node_path_change        (const RimNodePath *self,
                                          const RimNodePath *before,
                                          RimMask           *mask,
                                          RimVec3            normal) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimNodePath, rim_node_path_free)

G_END_DECLS
