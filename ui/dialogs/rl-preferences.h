/* rl-preferences.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "core/rl-jobs.h"
#include "core/rl-settings.h"

G_BEGIN_DECLS

#define RL_TYPE_PREFERENCES (rl_preferences_get_type ())

G_DECLARE_FINAL_TYPE (RlPreferences, rl_preferences, RL, PREFERENCES, AdwPreferencesWindow)

GtkWindow *rl_preferences_new (GtkWindow  *parent,
                               RlSettings *settings,
                               RlJobs     *jobs) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
