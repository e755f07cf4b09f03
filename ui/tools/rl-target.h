/* rl-target.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-session.h"

G_BEGIN_DECLS

#define RL_TARGET_ERROR (rl_target_error_quark ())

/**
 * RlTargetError:
 * @RL_TARGET_ERROR_LOCKED: the active lesion is locked
 * @RL_TARGET_ERROR_NOTHING: there is nothing to draw on or to take from
 *
 * Why a tool cannot begin.
 */
typedef enum
{
  RL_TARGET_ERROR_LOCKED,
  RL_TARGET_ERROR_NOTHING,
} RlTargetError;

GQuark     rl_target_error_quark (void);
RimLesion *rl_target_choose      (RlSession  *session,
                                  gboolean    erase,
                                  GError    **error) G_GNUC_WARN_UNUSED_RESULT;
RimLesion *rl_target_find       (RlSession  *session);
gboolean   rl_target_draw       (RlSession  *session,
                                 RimLesion  *lesion,
                                 RimMask    *region,
                                 RimMaskOp   op,
                                 const char *tool);
char      *rl_target_describe   (RlSession  *session,
                                 gboolean    inverted) G_GNUC_WARN_UNUSED_RESULT;
RimLesion *rl_target_new_lesion  (RlSession  *session,
                                  RimMask    *mask,
                                  guint       skip) G_GNUC_WARN_UNUSED_RESULT;
const char *rl_target_get_leak_warning (void);

G_END_DECLS
