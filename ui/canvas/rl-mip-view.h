/* rl-mip-view.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-jobs.h"
#include "core/rl-session.h"

G_BEGIN_DECLS

#define RL_TYPE_MIP_VIEW (rl_mip_view_get_type ())

/* A notch of the wheel turns so many degrees. */
#define RL_MIP_STEP    5
#define RL_MIP_N_STEPS (360 / RL_MIP_STEP)

/**
 * RlMipView:
 *
 * The PET of a session projected along rays that turn about the patient. Drag
 * and wheel turn it, a click moves the crosshair to the voxel that is seen
 * there. Frames are made in a worker, once each, when all slices are there.
 */
G_DECLARE_FINAL_TYPE (RlMipView, rl_mip_view, RL, MIP_VIEW, GtkWidget)

GtkWidget  *rl_mip_view_new (RlJobs     *jobs,
                             RlSession  *session) G_GNUC_WARN_UNUSED_RESULT;
guint       rl_mip_view_get_step     (RlMipView  *self);
void        rl_mip_view_set_step     (RlMipView  *self,
                                      guint       step);
gboolean    rl_mip_view_is_sharp     (RlMipView  *self);
gboolean    rl_mip_view_jump         (RlMipView  *self,
                                      double      x,
                                      double      y);
gboolean    rl_mip_view_from_patient (RlMipView  *self,
                                      RimVec3     point,
                                      double     *x,
                                      double     *y);
void        rl_mip_view_set_caption  (RlMipView  *self,
                                      const char *caption);
const char *rl_mip_view_get_label    (RlMipView  *self);

G_END_DECLS
