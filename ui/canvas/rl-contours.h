/* rl-contours.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-session.h"

G_BEGIN_DECLS

/**
 * RlContours:
 *
 * The outlines of the lesions on a plane. Each is traced and painted again only
 * when its lesion, the plane or its look changes.
 */
typedef struct _RlContours RlContours;

RlContours *rl_contours_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void        rl_contours_free     (RlContours     *self);
void        rl_contours_snapshot (RlContours     *self,
                                  GtkSnapshot    *snapshot,
                                  RlSession      *session,
                                  const RimPlane *plane,
                                  int             scale_factor,
                                  gboolean        over_pet,
                                  RimLesion      *aimed);
void        rl_contours_append_bounds (RlContours *self,
                                       GArray     *bounds);
guint       rl_contours_get_n_traces (RlContours *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlContours, rl_contours_free)

G_END_DECLS
