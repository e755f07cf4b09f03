/* rl-question-form.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "queue/rl-question-form.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lesions/rl-lesion-form.h"
#include "queue/rl-target-list.h"
#include "widgets/rl-question-row.h"

struct _RlQuestionForm
{
  GtkWidget   parent_instance;

  RlQueue    *queue;
  RlSession  *session;
  GtkBox     *box;
  GtkLabel   *missing;
  char       *shown;                   /* which case and lesions there are rows of */
};

G_DEFINE_FINAL_TYPE (RlQuestionForm, rl_question_form, GTK_TYPE_WIDGET)

/**
 * rl_session_list_lesions:
 * @session: a session
 *
 * Returns: (transfer full) (element-type RimLesion): what is drawn
 */
GPtrArray *
rl_session_list_lesions (RlSession *session)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (session);
  GPtrArray *lesions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);

  for (guint i = 0; segmentation != NULL && i < rim_segmentation_get_n_lesions (segmentation); i++)
    g_ptr_array_add (lesions, rim_lesion_ref (rim_segmentation_get_lesion (segmentation, i)));

  return lesions;
}

/* Rows */

static void
answered_cb (RlQuestionForm *self,
             const char     *text,
             RlQuestionRow  *row)
{
  g_autoptr(GError) error = NULL;

  if (rl_queue_get_case (self->queue) == NULL)
    return;

  rl_queue_answer (self->queue, rl_question_row_get_id (row), text, &error);
  rl_question_row_set_error (row, error != NULL ? error->message : NULL);
}

static void
add_row (RlQuestionForm *self,
         RimProtocol    *protocol,
         RimQuestion    *question)
{
  GtkWidget *row = rl_question_row_new (protocol, question);

  rl_question_row_set_answer (RL_QUESTION_ROW (row),
                              rim_case_get_answer (rl_queue_get_case (self->queue), NULL, question->id));
  g_signal_connect_object (row, "answered", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, row);
}

static void
add_heading (RlQuestionForm *self,
             const char     *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (self->box, label);
}

static void
lesion_answered_cb (RlQuestionForm *self)
{
  rl_queue_begin (self->queue);
}

static void
add_lesion (RlQuestionForm    *self,
            const RimProtocol *protocol,
            const RimLesion   *lesion)
{
  GtkWidget *form;

  if (rim_protocol_find_target (protocol, lesion->name, NULL) == NULL)
    return;

  form = rl_lesion_form_new (self->session, lesion->id);
  g_signal_connect_object (form, "answered", G_CALLBACK (lesion_answered_cb), self, G_CONNECT_SWAPPED);
  add_heading (self, lesion->name);
  gtk_box_append (self->box, form);
}

/* What is shown */

/* Which rows there have to be. */
static char *
make_key (RlQuestionForm *self,
          GPtrArray      *lesions)
{
  g_autoptr(GString) key = g_string_new (rl_queue_get_case (self->queue)->study_uid);

  g_string_append_printf (key, "\n%p", (gpointer) rim_worklist_get_protocol (rl_queue_get_worklist (self->queue)));
  for (guint i = 0; i < lesions->len; i++)
    g_string_append_printf (key, "\n%s %s", ((RimLesion *) lesions->pdata[i])->id,
                            ((RimLesion *) lesions->pdata[i])->name);

  return g_string_free (g_steal_pointer (&key), FALSE);
}

static void
remove_rows (RlQuestionForm *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  g_clear_pointer (&self->shown, g_free);
}

static void
update_missing (RlQuestionForm *self,
                GPtrArray      *lesions)
{
  RimWorklist *worklist = rl_queue_get_worklist (self->queue);
  g_autoptr(GPtrArray) missing = rim_case_list_missing (rl_queue_get_case (self->queue),
                                                        rim_worklist_get_protocol (worklist), lesions);
  g_autofree char *text = NULL;

  g_ptr_array_add (missing, NULL);
  text = missing->len > 1 ? g_strjoinv ("\n", (char **) missing->pdata) : g_strdup (_("Nothing is missing."));
  gtk_label_set_text (self->missing, text);
}

static void
update (RlQuestionForm *self)
{
  g_autoptr(GPtrArray) lesions = rl_session_list_lesions (self->session);
  g_autofree char *key = NULL;
  RimProtocol *protocol;

  if (!rl_queue_is_case_of (self->queue, self->session))
    {
      remove_rows (self);
      gtk_label_set_text (self->missing, _("Open a case of the queue to answer its questions."));
      return;
    }

  update_missing (self, lesions);
  key = make_key (self, lesions);
  if (g_strcmp0 (key, self->shown) == 0)
    return;

  remove_rows (self);
  self->shown = g_steal_pointer (&key);
  protocol = rim_worklist_get_protocol (rl_queue_get_worklist (self->queue));
  if (protocol->case_questions->len > 0)
    add_heading (self, _("Case"));
  for (guint q = 0; q < protocol->case_questions->len; q++)
    add_row (self, protocol, protocol->case_questions->pdata[q]);
  for (guint i = 0; i < lesions->len; i++)
    add_lesion (self, protocol, lesions->pdata[i]);
}

static void
rl_question_form_dispose (GObject *object)
{
  RlQuestionForm *self = RL_QUESTION_FORM (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->shown, g_free);
  g_clear_object (&self->queue);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_question_form_parent_class)->dispose (object);
}

static void
rl_question_form_class_init (RlQuestionFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_question_form_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "questionform");
}

static void
rl_question_form_init (RlQuestionForm *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *all = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));
  self->missing = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->missing, 0);
  gtk_label_set_wrap (self->missing, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->missing), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->missing), "caption");
  gtk_box_append (GTK_BOX (all), GTK_WIDGET (self->box));
  gtk_box_append (GTK_BOX (all), GTK_WIDGET (self->missing));
  gtk_widget_set_margin_top (all, 12);
  gtk_widget_set_margin_bottom (all, 12);
  gtk_widget_set_margin_start (all, 12);
  gtk_widget_set_margin_end (all, 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), all);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_set_hexpand (scrolled, TRUE);
  gtk_widget_set_parent (scrolled, GTK_WIDGET (self));
}

GtkWidget *
rl_question_form_new (RlQueue   *queue,
                      RlSession *session)
{
  RlQuestionForm *self = g_object_new (RL_TYPE_QUESTION_FORM, NULL);

  self->queue = g_object_ref (queue);
  self->session = g_object_ref (session);
  g_signal_connect_object (queue, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "case-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "lesions-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "images-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
