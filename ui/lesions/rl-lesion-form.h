/* rl-lesion-form.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-session.h"

G_BEGIN_DECLS

#define RL_TYPE_LESION_FORM (rl_lesion_form_get_type ())

/**
 * RlLesionForm:
 *
 * The questions of a form about a lesion of a session, with the answers: semantic features,
 * or what the protocol of the case asks. An answer is an edit in the session's journal.
 *
 * Signal "answered": the user answered something.
 */
G_DECLARE_FINAL_TYPE (RlLesionForm, rl_lesion_form, RL, LESION_FORM, GtkWidget)

GtkWidget   *rl_lesion_form_new (RlSession       *session,
                                 const char      *lesion_id) G_GNUC_WARN_UNUSED_RESULT;
RimProtocol *rl_lesion_form_get_protocol  (RlLesionForm *self);
guint        rl_lesion_form_count         (RlLesionForm *self,
                                           guint        *n_answered);

G_END_DECLS
