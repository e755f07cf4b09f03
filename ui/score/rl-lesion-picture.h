/* rl-lesion-picture.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "segment/rim-lesion.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

#define RL_LESION_PICTURE_SIZE 96u

GdkTexture *rl_lesion_picture_new (RimLesion *lesion,
                                   RimVolume *ct,
                                   RimVolume *pet) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
