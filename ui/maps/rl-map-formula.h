/* rl-map-formula.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rl_map_formula_to_markup (const char *formula) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
