/* rim-test-case.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-mask.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * RimTestCase:
 *
 * An image and the only VOI that was drawn on it.
 */
typedef struct
{
  RimVolume *image;
  RimMask   *mask;
} RimTestCase;

gboolean rim_test_case_load_or_skip (RimTestCase *self,
                                     const char  *image,
                                     const char  *mask);
void     rim_test_case_clear        (RimTestCase *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimTestCase, rim_test_case_clear)

G_END_DECLS
