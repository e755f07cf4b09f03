/* rl-question-form.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "queue/rl-question-form.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "queue/rl-target-list.h"

struct _RlQuestionForm
{
  GtkWidget   parent_instance;

  RlQueue    *queue;
  RlSession  *session;
  GtkBox     *box;
  GtkLabel   *missing;
  char       *shown;                   /* which case and lesions there are rows of */
};

/* What a row asks; the row owns it. */
typedef struct
{
  RlQuestionForm *form;
  RimProtocol    *protocol;
  RimQuestion    *question;            /* of the protocol */
  char           *lesion;
  GPtrArray      *checks;              /* of a multiple choice */
} Row;

G_DEFINE_FINAL_TYPE (RlQuestionForm, rl_question_form, GTK_TYPE_WIDGET)

static void
row_free (gpointer data)
{
  Row *row = data;

  rim_protocol_unref (row->protocol);
  g_ptr_array_unref (row->checks);
  g_free (row->lesion);
  g_free (row);
}

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

/* Answering */

static void
answer (const Row  *row,
        GtkWidget  *widget,
        const char *text)
{
  g_autoptr(GError) error = NULL;

  if (rl_queue_get_case (row->form->queue) == NULL)
    return;

  if (rl_queue_answer (row->form->queue, row->lesion, row->question->id, text, &error))
    gtk_widget_remove_css_class (widget, "error");
  else
    gtk_widget_add_css_class (widget, "error");
  gtk_widget_set_tooltip_text (widget, error != NULL ? error->message : row->question->help);
}

static const char *
get_choice_id (const RimQuestion *question,
               guint              index)
{
  if (question->kind == RIM_QUESTION_YES_NO)
    return index == 0 ? "yes" : "no";

  return ((RimChoice *) question->choices->pdata[index])->id;
}

static guint
count_choices (const RimQuestion *question)
{
  return question->kind == RIM_QUESTION_YES_NO ? 2 : question->choices->len;
}

static void
drop_down_cb (GtkDropDown *drop_down,
              GParamSpec  *pspec,
              const Row   *row)
{
  const guint selected = gtk_drop_down_get_selected (drop_down);

  answer (row, GTK_WIDGET (drop_down),
          selected >= 1 && selected <= count_choices (row->question) ? get_choice_id (row->question, selected - 1) : "");
}

static void
check_cb (GtkCheckButton *check,
          const Row      *row)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < row->checks->len; i++)
    if (gtk_check_button_get_active (row->checks->pdata[i]))
      g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", get_choice_id (row->question, i));
  answer (row, GTK_WIDGET (check), text->str);
}

static void
entry_cb (GtkEditable *entry,
          const Row   *row)
{
  answer (row, GTK_WIDGET (entry), gtk_editable_get_text (entry));
}

static void
leave_cb (GtkEventController *focus,
          const Row          *row)
{
  entry_cb (GTK_EDITABLE (gtk_event_controller_get_widget (focus)), row);
}

/* Rows */

static GtkWidget *
new_drop_down (Row        *row,
               const char *value)
{
  const guint n = count_choices (row->question);
  g_autofree const char **titles = g_new0 (const char *, n + 2);
  GtkWidget *drop_down;
  guint selected = 0;

  titles[0] = "—";
  for (guint i = 0; i < n; i++)
    {
      titles[i + 1] = row->question->kind == RIM_QUESTION_CHOICE ? ((RimChoice *) row->question->choices->pdata[i])->title
                                                                 : (i == 0 ? _("Yes") : _("No"));
      if (g_strcmp0 (value, get_choice_id (row->question, i)) == 0)
        selected = i + 1;
    }

  drop_down = gtk_drop_down_new_from_strings (titles);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), selected);
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (drop_down_cb), row);

  return drop_down;
}

static GtkWidget *
new_checks (Row        *row,
            const char *value)
{
  g_auto(GStrv) ids = g_strsplit (value != NULL ? value : "", ",", -1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < row->question->choices->len; i++)
    {
      const RimChoice *choice = row->question->choices->pdata[i];
      GtkWidget *check = gtk_check_button_new_with_label (choice->title);

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), g_strv_contains ((const char *const *) ids, choice->id));
      g_ptr_array_add (row->checks, check);
      gtk_box_append (GTK_BOX (box), check);
    }
  for (guint i = 0; i < row->checks->len; i++)
    g_signal_connect (row->checks->pdata[i], "toggled", G_CALLBACK (check_cb), row);

  return box;
}

static GtkWidget *
new_entry (Row        *row,
           const char *value)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), value != NULL ? value : "");
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), row->question->unit);
  if (row->question->kind == RIM_QUESTION_NUMBER)
    gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NUMBER);
  g_signal_connect (entry, "activate", G_CALLBACK (entry_cb), row);
  g_signal_connect (focus, "leave", G_CALLBACK (leave_cb), row);
  gtk_widget_add_controller (entry, focus);

  return entry;
}

static GtkWidget *
new_control (Row        *row,
             const char *value)
{
  switch (row->question->kind)
    {
    case RIM_QUESTION_CHOICE:
    case RIM_QUESTION_YES_NO:
      return new_drop_down (row, value);
    case RIM_QUESTION_MULTIPLE:
      return new_checks (row, value);
    case RIM_QUESTION_NUMBER:
    case RIM_QUESTION_TEXT:
    case RIM_N_QUESTION_KINDS:
    default:
      return new_entry (row, value);
    }
}

static void
add_row (RlQuestionForm *self,
         RimQuestion    *question,
         const char     *lesion)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *title = question->is_required ? g_strdup_printf ("%s *", question->title)
                                                 : g_strdup (question->title);
  GtkWidget *label = gtk_label_new (title);
  Row *row = g_new0 (Row, 1);
  GtkWidget *control;

  row->form = self;
  row->protocol = rim_protocol_ref (rim_worklist_get_protocol (rl_queue_get_worklist (self->queue)));
  row->question = question;
  row->lesion = g_strdup (lesion);
  row->checks = g_ptr_array_new ();
  control = new_control (row, rim_case_get_answer (rl_queue_get_case (self->queue), lesion, question->id));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, question->title, -1);
  gtk_widget_set_tooltip_text (control, question->help);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), control);
  g_object_set_data_full (G_OBJECT (box), "row", row, row_free);
  gtk_box_append (self->box, box);
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
add_lesion (RlQuestionForm    *self,
            const RimProtocol *protocol,
            const RimLesion   *lesion)
{
  const RimTarget *target = rim_protocol_find_target (protocol, lesion->name, NULL);

  if (target == NULL)
    return;

  add_heading (self, lesion->name);
  for (guint q = 0; q < protocol->lesion_questions->len; q++)
    if (rim_protocol_asks (protocol->lesion_questions->pdata[q], target))
      add_row (self, protocol->lesion_questions->pdata[q], lesion->id);
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
  const RimProtocol *protocol;

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
    add_row (self, protocol->case_questions->pdata[q], NULL);
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
