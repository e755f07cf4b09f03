/* rl-reading.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-jobs.h"
#include "core/rl-prior.h"
#include "core/rl-session.h"
#include "lesions/rl-lesion-times.h"
#include "window/rl-inspector.h"
#include "window/rl-view-grid.h"

G_BEGIN_DECLS

#define RL_TYPE_READING (rl_reading_get_type ())

/**
 * RlReading:
 *
 * One study that is read: its session and that of the study it is compared with,
 * the grid that shows both, and its pages of the inspector, which the window puts
 * beside it. It shows one of "empty", "loading", "error" and "views".
 *
 * Properties: "page" (string), "title" (string, such as the patient's name),
 * "subtitle" (string, such as the study and its date), "label" (string, both in
 * brief, for a tab) and "unsaved" (boolean, something that was drawn is not on disk).
 *
 * Signal "focused": keys go to one of its panes, which may be in a window of its own.
 */
G_DECLARE_FINAL_TYPE (RlReading, rl_reading, RL, READING, GtkWidget)

GtkWidget   *rl_reading_new (RlJobs    *jobs) G_GNUC_WARN_UNUSED_RESULT;
RlSession   *rl_reading_get_session   (RlReading  *self);
RlSession   *rl_reading_get_prior     (RlReading  *self);
RlViewGrid  *rl_reading_get_views     (RlReading  *self);
RlInspector *rl_reading_get_inspector (RlReading  *self);
void         rl_reading_set_place     (RlReading  *self,
                                       const char *page,
                                       GtkWidget  *widget);
GtkWidget   *rl_reading_get_place     (RlReading  *self,
                                       const char *page);
const char  *rl_reading_get_page      (RlReading  *self);
void         rl_reading_set_page      (RlReading  *self,
                                       const char *page);
const char  *rl_reading_get_title     (RlReading  *self);
const char  *rl_reading_get_subtitle  (RlReading  *self);
void         rl_reading_set_heading   (RlReading  *self,
                                       const char *title,
                                       const char *subtitle);
RlLesionTimes *rl_reading_get_times   (RlReading  *self);
void         rl_reading_set_times     (RlReading     *self,
                                       RlLesionTimes *times);
GPtrArray   *rl_reading_get_priors    (RlReading  *self);
void         rl_reading_set_priors    (RlReading  *self,
                                       GPtrArray  *priors);
const char  *rl_reading_get_label     (RlReading  *self);
void         rl_reading_set_label     (RlReading  *self,
                                       const char *label);
gboolean     rl_reading_get_unsaved   (RlReading  *self);
void         rl_reading_set_unsaved   (RlReading  *self,
                                       gboolean    unsaved);

G_END_DECLS
