/* rim-segmentation-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "segment/rim-segmentation.h"

G_BEGIN_DECLS

void rim_segmentation_apply (RimSegmentation *self,
                             RimJournalStep   step,
                             RimEdit         *edit);

G_END_DECLS
