/* rl-lesion-pane.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-measurer.h"
#include "lesions/rl-lesion-times.h"

G_BEGIN_DECLS

#define RL_TYPE_LESION_PANE (rl_lesion_pane_get_type ())

/**
 * RlLesionPane:
 *
 * The lesions of a session and the measures of the active one, in the pane on
 * the right.
 *
 * Signal "message" (const char *message): why something cannot be done.
 * Signal "removed" (RimLesion *lesion): the user deleted a lesion.
 * Signal "open-time" (gint64 study_id, gint64 series_id, const char *lesion_id): the user
 * wants to see a lesion of another image, in the library.
 */
G_DECLARE_FINAL_TYPE (RlLesionPane, rl_lesion_pane, RL, LESION_PANE, GtkWidget)

GtkWidget  *rl_lesion_pane_new (RlSession    *session,
                                RlMeasurer   *measurer) G_GNUC_WARN_UNUSED_RESULT;
void        rl_lesion_pane_add       (RlLesionPane *self);
void        rl_lesion_pane_set_times (RlLesionPane  *self,
                                      RlLesionTimes *times);
GListModel *rl_lesion_pane_get_list  (RlLesionPane *self);
const char *rl_lesion_pane_get_value (RlLesionPane *self,
                                      const char   *id);
void        rl_lesion_pane_set_n_other (RlLesionPane *self,
                                        guint         n_other);
void        rl_lesion_pane_set_n_suv_warnings (RlLesionPane *self,
                                               guint         n_warnings);

void       rl_lesion_pane_set_more  (RlLesionPane *self,
                                     GtkWidget    *more);

G_END_DECLS
