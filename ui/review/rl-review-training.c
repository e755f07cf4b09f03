/* rl-review-training.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-review-private.h"

#include <glib/gi18n-lib.h>

#include "queue/rl-agreement-dialog.h"
#include "queue/rl-training-dialog.h"

static void
exported_cb (RlReview   *self,
             const char *message,
             GPtrArray  *left_out)
{
  if (self->is_closing)
    return;

  if (left_out->len > 0)
    rl_review_say_with_details (self, message, _("What Is Not in the Training Set"), left_out);
  else
    rl_window_say (self->window, message);
}

/* Returns: (nullable): the list that is open; where there is none that is said */
static RimWorklist *
find_worklist (RlReview *self)
{
  RimWorklist *worklist = self->library != NULL ? rl_queue_get_worklist (self->queue) : NULL;

  if (worklist == NULL)
    rl_window_say (self->window, _("Open a protocol first (F8)"));

  return worklist;
}

static void
present (RlReview  *self,
         GtkWidget *dialog)
{
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self->window));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
export_cb (GSimpleAction *action,
           GVariant      *param,
           gpointer       data)
{
  RlReview *self = data;
  RimWorklist *worklist = find_worklist (self);
  GtkWidget *dialog;

  if (worklist == NULL)
    return;

  dialog = rl_training_dialog_new (self->jobs, self->library, worklist);
  g_signal_connect_object (dialog, "exported", G_CALLBACK (exported_cb), self, G_CONNECT_SWAPPED);
  present (self, dialog);
}

static void
agreement_cb (GSimpleAction *action,
              GVariant      *param,
              gpointer       data)
{
  RlReview *self = data;
  RimWorklist *worklist = find_worklist (self);
  GtkWidget *dialog;

  if (worklist == NULL)
    return;

  dialog = rl_agreement_dialog_new (self->jobs, self->library, rim_worklist_get_protocol (worklist));
  g_signal_connect_object (dialog, "message", G_CALLBACK (rl_window_say), self->window, G_CONNECT_SWAPPED);
  present (self, dialog);
}

void
rl_review_set_up_training (RlReview *self)
{
  static const GActionEntry entries[] = {
    { .name = "export-training", .activate = export_cb },
    { .name = "show-agreement", .activate = agreement_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->window), entries, G_N_ELEMENTS (entries), self);
}
