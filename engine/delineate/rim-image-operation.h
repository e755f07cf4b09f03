/* rim-image-operation.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "operate/rim-operation.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/* The table of operations on masks, and after them those that also read an image. One of
 * these has the parameter "image": which of CT and PET is meant is for who has them.
 */
#define RIM_IMAGE_PARAMETER "image"

const RimOperation *rim_image_operation_get   (guint n);
const RimOperation *rim_image_operation_find  (const char              *id);
gboolean            rim_image_operation_reads (const RimOperation      *self);
GPtrArray          *rim_image_operation_run   (const RimOperation      *self,
                                               const RimOperationInput *input,
                                               RimVolume               *image,
                                               gboolean                *cut,
                                               GCancellable            *cancellable,
                                               GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
