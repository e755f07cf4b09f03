/* rim-filter.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-field.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * RimFilteredFunc:
 * @name: the name of the image that came out: "wavelet-LLH"; never "original"
 * @field: (transfer full): its values over the box that was asked for
 * @data: what the caller gave
 * @error: where to put an error
 *
 * Takes an image that a filter made. A filter calls it on the thread that called
 * the filter, one image after the other, so that only one is in memory, and keeps
 * nothing of it: who takes what it needs can let the rest go before it goes on.
 *
 * Returns: whether to go on
 */
typedef gboolean (*RimFilteredFunc) (const char *name,
                                     RimField   *field,
                                     gpointer    data,
                                     GError    **error);

/**
 * RimFilterError:
 * @RIM_FILTER_ERROR_SETTINGS: a setting out of range, or an unknown name
 * @RIM_FILTER_ERROR_BOX: a box that is empty or reaches outside the image
 * @RIM_FILTER_ERROR_NO_MEMORY: the image is too large
 *
 * Ways in which a filter can fail.
 */
typedef enum
{
  RIM_FILTER_ERROR_SETTINGS,
  RIM_FILTER_ERROR_BOX,
  RIM_FILTER_ERROR_NO_MEMORY,
} RimFilterError;

#define RIM_FILTER_ERROR (rim_filter_error_quark ())

GQuark rim_filter_error_quark (void);

/* A filter is a function
 *
 *   gboolean rim_filter_NAME (RimVolume *image, const RimBox *box,
 *                             const RimNAMESettings *settings,
 *                             RimFilteredFunc func, gpointer data,
 *                             GCancellable *cancellable, GError **error);
 *
 * It sees the whole image, as the neighbours of the box count, reads it row by
 * row with rim_volume_read_row(), computes what the box needs and no more, and
 * uses all processors through rim_parallel_for(). An image of single precision
 * (rim_volume_is_single()) is computed in single precision where the profile
 * does so, and its fields say so. The bits do not depend on the number of
 * threads, on the CPU or on the box.
 */

G_END_DECLS
