/* rl-history-pictures.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gdk/gdk.h>

#include "core/rl-jobs.h"
#include "core/rl-session.h"
#include "history/rl-history-item.h"

G_BEGIN_DECLS

/**
 * RlHistoryPicture:
 * @texture: (nullable): what changed; %NULL where no voxel did
 * @added_mm3: how much came to lesions
 * @removed_mm3: how much was taken from them
 */
typedef struct
{
  GdkTexture *texture;
  double      added_mm3;
  double      removed_mm3;
} RlHistoryPicture;

#define RL_TYPE_HISTORY_PICTURES (rl_history_pictures_get_type ())

/**
 * RlHistoryPictures:
 *
 * Small pictures of steps, made one by one in a worker, those that were asked for last
 * first. Several hundred are kept.
 *
 * Signal "ready" (string id): the picture of a step can be had.
 */
G_DECLARE_FINAL_TYPE (RlHistoryPictures, rl_history_pictures, RL, HISTORY_PICTURES, GObject)

RlHistoryPictures *rl_history_pictures_new (RlJobs    *jobs,
                                            RlSession *session) G_GNUC_WARN_UNUSED_RESULT;
const RlHistoryPicture *rl_history_pictures_ask    (RlHistoryPictures *self,
                                                    RlHistoryItem     *item);
void                    rl_history_pictures_forget (RlHistoryPictures *self,
                                                    RlHistoryItem     *item);

G_END_DECLS
