/* rl-thumbnails.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gdk/gdk.h>

#include "core/rl-jobs.h"
#include "library/rim-library.h"

G_BEGIN_DECLS

/**
 * RlThumbnailWish:
 * @series_id: a series of the library
 * @n_slices: how many slices it has; with others it is another picture
 */
typedef struct
{
  gint64 series_id;
  guint  n_slices;
} RlThumbnailWish;

#define RL_TYPE_THUMBNAILS (rl_thumbnails_get_type ())

/**
 * RlThumbnails:
 *
 * Small pictures of series, made one by one in a worker, those that were wanted
 * last and no others.
 *
 * Signal "ready" (gint64 series_id): its picture can be had.
 */
G_DECLARE_FINAL_TYPE (RlThumbnails, rl_thumbnails, RL, THUMBNAILS, GObject)

RlThumbnails *rl_thumbnails_new (RlJobs     *jobs,
                                 RimLibrary *library) G_GNUC_WARN_UNUSED_RESULT;
GdkTexture   *rl_thumbnails_lookup     (RlThumbnails          *self,
                                        const RlThumbnailWish *wish);
void          rl_thumbnails_set_wanted (RlThumbnails          *self,
                                        const RlThumbnailWish *wishes,
                                        guint                  n_wishes);
void          rl_thumbnails_set_paused (RlThumbnails          *self,
                                        gboolean               paused);
gboolean      rl_thumbnails_is_busy    (RlThumbnails          *self);

G_END_DECLS
