/* rl-target-list.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-session.h"
#include "queue/rl-queue.h"

G_BEGIN_DECLS

#define RL_TYPE_TARGET_LIST (rl_target_list_get_type ())

/**
 * RlTargetList:
 *
 * What the protocol of the case that is open asks to draw: a row for each thing, with how
 * many there are of it. The one that comes next is what a new lesion of its session is like;
 * nothing is made before it is drawn. Not there while its session shows no case.
 */
G_DECLARE_FINAL_TYPE (RlTargetList, rl_target_list, RL, TARGET_LIST, GtkWidget)

GtkWidget  *rl_target_list_new (RlQueue      *queue,
                                RlSession    *session) G_GNUC_WARN_UNUSED_RESULT;
const char *rl_target_list_draw     (RlTargetList *self,
                                     const char   *name);
const char *rl_target_list_get_next (RlTargetList *self);
gboolean    rl_queue_is_case_of     (RlQueue      *queue,
                                     RlSession    *session);

G_END_DECLS
