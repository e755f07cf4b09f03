/* rim-flow-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A capacity that no cut goes through. */
#define RIM_FLOW_ENDLESS (G_MAXINT64 / 4)

/**
 * RimFlow:
 *
 * A network of which the smallest cut is wanted (Dinic 1970). Capacities are whole
 * numbers, so that the cut is exact and the same everywhere.
 */
typedef struct _RimFlow RimFlow;

RimFlow *rim_flow_new        (guint n_nodes,
                              gsize n_arcs) G_GNUC_WARN_UNUSED_RESULT;
void     rim_flow_free       (RimFlow       *self);
void     rim_flow_add_arc    (RimFlow       *self,
                              guint          from,
                              guint          to,
                              gint64         capacity);
void     rim_flow_add_weight (RimFlow       *self,
                              guint          node,
                              gint64         weight);
gboolean rim_flow_cut        (RimFlow       *self,
                              guint8        *is_source,
                              GCancellable  *cancellable,
                              GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimFlow, rim_flow_free)

G_END_DECLS
