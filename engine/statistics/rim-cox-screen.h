/* rim-cox-screen.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "statistics/rim-cox.h"

G_BEGIN_DECLS

gboolean rim_cox_screen (RimSignificance   *significances,
                         const RimCoxData  *data,
                         RimCoxTies         ties,
                         GError           **error);

G_END_DECLS
