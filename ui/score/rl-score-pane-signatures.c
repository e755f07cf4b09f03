/* rl-score-pane-signatures.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "score/rl-score-pane-private.h"

#include <glib/gi18n-lib.h>

#include "widgets/rl-list-name.h"
#include "widgets/rl-model-card.h"
#include "widgets/rl-title-factory.h"

#define LIST_CHARS 14

static const char *
get_title (gpointer item)
{
  return rl_signature_item_get_title (item);
}

static RlSignatureItem *
get_selected (RlScorePane *self)
{
  return gtk_drop_down_get_selected_item (self->signatures);
}

/* What is no signature says why, and the one before stays applied. */
static void
show_unread (RlScorePane *self)
{
  RlSignatureItem *item = get_selected (self);
  const char *reason = item != NULL ? rl_signature_item_get_reason (item) : NULL;

  gtk_label_set_text (self->unread, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->unread), reason != NULL);
}

static void
selected_cb (RlScorePane *self)
{
  RlSignatureItem *item = get_selected (self);
  RimSignature *signature = item != NULL ? rl_signature_item_get_signature (item) : NULL;

  show_unread (self);
  if (!self->is_following && signature != NULL)
    rl_signature_choice_choose (self->choice, rim_signature_get_hash (signature));
}

static void
choice_changed_cb (RlScorePane *self)
{
  RimSignature *signature = rl_signature_choice_get_signature (self->choice);

  self->is_following = TRUE;
  gtk_drop_down_set_selected (self->signatures, rl_signature_choice_get_position (self->choice));
  self->is_following = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "score.show-card", signature != NULL);
  rl_score_pane_set_signature (self, signature);
}

/* What the list selects by itself while files come and go is nobody's choice. */
static void
items_changing_cb (RlScorePane *self)
{
  self->is_following = TRUE;
}

static void
show_card_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *param)
{
  RlScorePane *self = RL_SCORE_PANE (widget);

  if (self->signature != NULL)
    rl_model_card_present (self->signature, widget);
}

/* A file becomes one of the user's signatures. */
static gpointer
open_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  return rim_signature_load (data, error);
}

static void
open_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlScorePane *self = owner;

  if (result == NULL)
    {
      rl_score_pane_say (self, error->message);
      return;
    }

  rl_signature_choice_choose (self->choice, rim_signature_get_hash (result));
  rl_signatures_add (rl_signature_choice_get_signatures (self->choice), result);
}

static const RlJobKind open_kind = {
  .policy = RL_JOB_REPLACE,
  .run = open_run,
  .done = open_done,
  .free_input = g_free,
  .free_result = (GDestroyNotify) rim_signature_unref,
};

/**
 * rl_score_pane_open:
 * @self: a pane
 * @path: a file
 *
 * Makes it one of the user's signatures, and applies it.
 */
void
rl_score_pane_open (RlScorePane *self,
                    const char  *path)
{
  g_return_if_fail (RL_IS_SCORE_PANE (self));

  rl_jobs_start (self->jobs, &open_kind, self, g_strdup (path));
}

static void
chosen_cb (RlScorePane          *self,
           int                   response,
           GtkFileChooserNative *native)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (native));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && g_file_peek_path (file) != NULL)
    rl_score_pane_open (self, g_file_peek_path (file));

  g_clear_object (&self->chooser);
}

static void
open_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  RlScorePane *self = RL_SCORE_PANE (widget);
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Open Signature"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_file_filter_set_name (filter, _("Signatures (JSON)"));
  gtk_file_filter_add_pattern (filter, "*.json");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

void
rl_score_pane_class_install_signatures (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "score.show-card", NULL, show_card_action);
  gtk_widget_class_install_action (widget_class, "score.open-signature", NULL, open_action);
}

static GtkWidget *
new_button (const char *icon,
            const char *name,
            const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return button;
}

/* Which signature, at the top of a page. */
void
rl_score_pane_set_up_signatures (RlScorePane *self,
                                 GtkBox      *page)
{
  RlSignatures *signatures = rl_signature_choice_get_signatures (self->choice);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  g_autoptr(GtkListItemFactory) factory = rl_title_factory_new (get_title, LIST_CHARS);

  g_signal_connect_object (signatures, "items-changed", G_CALLBACK (items_changing_cb), self, G_CONNECT_SWAPPED);
  self->signatures = GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (G_LIST_MODEL (signatures)), NULL));
  gtk_drop_down_set_factory (self->signatures, factory);
  gtk_widget_set_hexpand (GTK_WIDGET (self->signatures), TRUE);
  rl_list_name_follow (self->signatures, _("Signature"));
  gtk_widget_add_css_class (row, "map-row");
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->signatures));
  gtk_box_append (GTK_BOX (row), new_button ("dialog-information-symbolic", _("Model card"), "score.show-card"));
  gtk_box_append (GTK_BOX (row), new_button ("document-open-symbolic", _("Open a signature file"),
                                             "score.open-signature"));
  gtk_box_append (page, row);

  self->unread = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->unread, TRUE);
  gtk_label_set_wrap_mode (self->unread, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->unread, 0.0f);
  gtk_label_set_width_chars (self->unread, 20);
  gtk_label_set_max_width_chars (self->unread, 20);
  gtk_widget_add_css_class (GTK_WIDGET (self->unread), "error");
  gtk_box_append (page, GTK_WIDGET (self->unread));

  g_signal_connect_object (self->signatures, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (signatures, "items-changed", G_CALLBACK (choice_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->choice, "changed", G_CALLBACK (choice_changed_cb), self, G_CONNECT_SWAPPED);
  show_unread (self);
  choice_changed_cb (self);
}
