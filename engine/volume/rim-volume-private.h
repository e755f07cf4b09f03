/* rim-volume-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-volume.h"

G_BEGIN_DECLS

#define RIM_VOLUME_DIGEST_SIZE 32

/* SHA-256 of the voxels as they are stored, kept with them: every volume that reads the
 * same voxels in another unit has it too. Safe on any thread.
 */
const guint8 *rim_volume_get_digest  (RimVolume    *self);
void          rim_volume_keep_digest (RimVolume    *self,
                                      const guint8 *digest);

G_END_DECLS
