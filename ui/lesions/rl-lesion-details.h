/* rl-lesion-details.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-session.h"
#include "lesions/rl-lesion-times.h"

G_BEGIN_DECLS

#define RL_TYPE_LESION_DETAILS (rl_lesion_details_get_type ())

/**
 * RlLesionDetails:
 *
 * What is said of a lesion, to be read and changed: kind, site, reader, status,
 * comments and signature. Gone once it is closed.
 */
G_DECLARE_FINAL_TYPE (RlLesionDetails, rl_lesion_details, RL, LESION_DETAILS, GtkPopover)

GtkWidget *rl_lesion_details_new (RlSession       *session,
                                  const char      *lesion_id) G_GNUC_WARN_UNUSED_RESULT;
void       rl_lesion_details_ask_text   (RlLesionDetails *self,
                                         const char      *question);
void       rl_lesion_details_set_times   (RlLesionDetails *self,
                                          RlLesionTimes   *times);
void       rl_lesion_details_set_history (RlLesionDetails *self,
                                          GPtrArray       *rows);
void       rl_lesion_details_show_features (RlLesionDetails *self);
void       rl_lesion_details_ask_name   (RlLesionDetails *self);

G_END_DECLS
