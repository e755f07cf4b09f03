/* rl-highlighter.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-jobs.h"
#include "core/rl-session.h"

G_BEGIN_DECLS

#define RL_TYPE_HIGHLIGHTER (rl_highlighter_get_type ())

/**
 * RlHighlighter:
 *
 * Points at the voxels of a VOI whose intensities lie in a range: a worker finds
 * them, the session shows them.
 */
G_DECLARE_FINAL_TYPE (RlHighlighter, rl_highlighter, RL, HIGHLIGHTER, GObject)

RlHighlighter *rl_highlighter_new (RlJobs    *jobs,
                                   RlSession *session) G_GNUC_WARN_UNUSED_RESULT;
void           rl_highlighter_point_at (RlHighlighter *self,
                                        RimMask       *mask,
                                        RimVolume     *image,
                                        double         lower,
                                        double         upper);
void           rl_highlighter_show     (RlHighlighter *self,
                                        RimMask       *mask);
void           rl_highlighter_clear    (RlHighlighter *self);
gboolean       rl_highlighter_is_busy  (RlHighlighter *self);

G_END_DECLS
