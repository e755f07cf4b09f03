/* rl-test-images.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-session.h"

G_BEGIN_DECLS

RimVolume       *rl_test_volume_new       (guint   width,
                                           guint   height,
                                           guint   depth,
                                           double  spacing,
                                           RimUnit unit) G_GNUC_WARN_UNUSED_RESULT;
RimLesion       *rl_test_lesion_new       (RimVolume   *volume,
                                           const char  *name,
                                           RimVec3      center,
                                           double       radius) G_GNUC_WARN_UNUSED_RESULT;
RlSession       *rl_test_session_new      (gboolean with_pet) G_GNUC_WARN_UNUSED_RESULT;
void             rl_test_session_fill     (RlSession   *session,
                                           gboolean     with_pet);

G_END_DECLS
