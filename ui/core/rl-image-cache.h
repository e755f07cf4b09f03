/* rl-image-cache.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-opened.h"
#include "core/rl-session.h"

G_BEGIN_DECLS

#define RL_TYPE_IMAGE_CACHE (rl_image_cache_get_type ())

/**
 * RlImageCache:
 *
 * Images that were opened, so that going back to them takes no time. Of those
 * that no session shows as many are kept as the budget allows; the ones that
 * were shown longest ago go first. What is shown is never dropped.
 */
G_DECLARE_FINAL_TYPE (RlImageCache, rl_image_cache, RL, IMAGE_CACHE, GObject)

RlImageCache *rl_image_cache_new (void) G_GNUC_WARN_UNUSED_RESULT;
void          rl_image_cache_add_session (RlImageCache *self,
                                          RlSession    *session);
void          rl_image_cache_remove_session (RlImageCache *self,
                                             RlSession    *session);
RimSegmentation *rl_image_cache_find_segmentation (RlImageCache *self,
                                                   RlSession    *asking,
                                                   RlOpened     *opened);
void          rl_image_cache_set_budget  (RlImageCache *self,
                                          guint64       bytes);
void          rl_image_cache_put         (RlImageCache *self,
                                          gint64        series_id,
                                          RlOpened     *opened);
RlOpened     *rl_image_cache_get         (RlImageCache *self,
                                          gint64        series_id) G_GNUC_WARN_UNUSED_RESULT;
void          rl_image_cache_forget      (RlImageCache *self,
                                          gint64        series_id);
void          rl_image_cache_clear       (RlImageCache *self);
guint64       rl_image_cache_get_bytes   (RlImageCache *self);

G_END_DECLS
