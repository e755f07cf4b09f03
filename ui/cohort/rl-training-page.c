/* rl-training-page.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-training-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "cohort/rl-answer-view.h"
#include "cohort/rl-training-row.h"

struct _RlTrainingPage
{
  GtkWidget       parent_instance;

  RlTrainer      *trainer;

  GtkListBox     *list;
  GtkStack       *stack;
  AdwStatusPage  *status;
  RlAnswerView   *answer;
};

enum
{
  MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlTrainingPage, rl_training_page, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
message_cb (RlTrainingPage *self,
            const char     *message)
{
  g_signal_emit (self, signals[MESSAGE], 0, message);
}

static RlTrainingItem *
get_selected (RlTrainingPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? rl_training_row_get_item (RL_TRAINING_ROW (gtk_list_box_row_get_child (row))) : NULL;
}

static void
show_status (RlTrainingPage *self,
             const char     *icon,
             const char     *title,
             const char     *description)
{
  g_autofree char *markup = g_markup_escape_text (description, -1);

  adw_status_page_set_icon_name (self->status, icon);
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, markup);
  gtk_stack_set_visible_child_name (self->stack, "status");
}

static void
show_item (RlTrainingPage *self,
           RlTrainingItem *item)
{
  g_autofree char *status = rl_training_item_dup_status (item);

  switch (rl_training_item_get_state (item))
    {
    case RL_TRAINING_DONE:
      rl_answer_view_set_item (self->answer, item);
      gtk_stack_set_visible_child_name (self->stack, "answer");
      break;

    case RL_TRAINING_FAILED:
      show_status (self, "dialog-warning-symbolic", _("This Cannot Be Learned"), status);
      break;

    case RL_TRAINING_STOPPED:
      show_status (self, "media-playback-pause-symbolic", rl_training_item_get_title (item), status);
      break;

    case RL_TRAINING_WAITING:
    case RL_TRAINING_RUNNING:
      show_status (self, "content-loading-symbolic", rl_training_item_get_title (item),
                   _("Measures and plots are here when it is learned. You can go on with other things."));
      break;

    default:
      g_return_if_reached ();
    }
}

static void
update (RlTrainingPage *self)
{
  RlTrainingItem *item = get_selected (self);

  if (item != NULL)
    show_item (self, item);
  else
    show_status (self, "view-list-symbolic", _("Nothing Learned Yet"), _("Choose a recipe and train it."));
}

static void
changed_cb (RlTrainingPage *self,
            RlTrainingItem *item)
{
  if (item == get_selected (self))
    update (self);
}

static GtkWidget *
create_row (gpointer item,
            gpointer data)
{
  RlTrainingPage *self = data;

  g_signal_connect_object (item, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return rl_training_row_new (self->trainer, item);
}

static void
rl_training_page_dispose (GObject *object)
{
  RlTrainingPage *self = RL_TRAINING_PAGE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->trainer);

  G_OBJECT_CLASS (rl_training_page_parent_class)->dispose (object);
}

static void
rl_training_page_class_init (RlTrainingPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_training_page_dispose;

  signals[MESSAGE] = g_signal_new ("message", RL_TYPE_TRAINING_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "trainingpage");
}

static GtkWidget *
new_list (RlTrainingPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "cohort-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What is learned"), -1);
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_size_request (scroller, 260, -1);

  return scroller;
}

/**
 * rl_training_page_new:
 * @trainer: what is learned
 * @signatures: where signatures are kept
 * @jobs: what runs work that takes time
 */
GtkWidget *
rl_training_page_new (RlTrainer    *trainer,
                      RlSignatures *signatures,
                      RlJobs       *jobs)
{
  RlTrainingPage *self = g_object_new (RL_TYPE_TRAINING_PAGE, NULL);

  self->trainer = g_object_ref (trainer);
  self->answer = RL_ANSWER_VIEW (rl_answer_view_new (trainer, signatures, jobs));
  g_signal_connect_object (self->answer, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->answer), "answer");
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (trainer), create_row, self, NULL);
  update (self);

  return GTK_WIDGET (self);
}

static void
rl_training_page_init (RlTrainingPage *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  self->status = ADW_STATUS_PAGE (adw_status_page_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->status), "status");
  gtk_widget_set_hexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_widget_set_parent (new_list (self), GTK_WIDGET (self));
  gtk_widget_set_parent (gtk_separator_new (GTK_ORIENTATION_VERTICAL), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
}

void
rl_training_page_select (RlTrainingPage *self,
                         RlTrainingItem *item)
{
  GtkListBoxRow *row;

  g_return_if_fail (RL_IS_TRAINING_PAGE (self));

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (rl_training_row_get_item (RL_TRAINING_ROW (gtk_list_box_row_get_child (row))) == item)
      gtk_list_box_select_row (self->list, row);
}
