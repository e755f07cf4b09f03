/* rl-application.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RL_TYPE_APPLICATION (rl_application_get_type ())

/**
 * RlApplication:
 *
 * The program: one window on one library. A second start hands its paths to the
 * first.
 */
G_DECLARE_FINAL_TYPE (RlApplication, rl_application, RL, APPLICATION, AdwApplication)

RlApplication *rl_application_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
