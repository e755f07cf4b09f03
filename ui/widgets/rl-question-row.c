/* rl-question-row.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "widgets/rl-question-row.h"

#include <glib/gi18n-lib.h>

struct _RlQuestionRow
{
  GtkWidget    parent_instance;

  RimProtocol *protocol;
  RimQuestion *question;       /* of the protocol */
  char        *answer;         /* what was said or shown last */
  gboolean     is_showing;

  GtkWidget   *control;        /* a list, a box of checks or an entry */
  GPtrArray   *checks;
};

enum
{
  ANSWERED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlQuestionRow, rl_question_row, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static guint
count_choices (const RimQuestion *question)
{
  return question->kind == RIM_QUESTION_YES_NO ? 2 : question->choices->len;
}

static const char *
get_choice_id (const RimQuestion *question,
               guint              index)
{
  if (question->kind == RIM_QUESTION_YES_NO)
    return index == 0 ? "yes" : "no";

  return ((RimChoice *) question->choices->pdata[index])->id;
}

static const char *
get_choice_title (const RimQuestion *question,
                  guint              index)
{
  if (question->kind == RIM_QUESTION_YES_NO)
    return index == 0 ? _("Yes") : _("No");

  return ((RimChoice *) question->choices->pdata[index])->title;
}

/* Answering */

static void
answer (RlQuestionRow *self,
        const char    *text)
{
  if (self->is_showing || g_strcmp0 (text, self->answer) == 0)
    return;

  g_free (self->answer);
  self->answer = g_strdup (text);
  g_signal_emit (self, signals[ANSWERED], 0, text);
}

static void
drop_down_cb (RlQuestionRow *self)
{
  const guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->control));

  answer (self, selected >= 1 && selected <= count_choices (self->question)
                ? get_choice_id (self->question, selected - 1) : "");
}

static void
check_cb (RlQuestionRow *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", get_choice_id (self->question, i));
  answer (self, text->str);
}

static void
entry_cb (RlQuestionRow *self)
{
  answer (self, gtk_editable_get_text (GTK_EDITABLE (self->control)));
}

/* What answers */

static GtkWidget *
new_drop_down (RlQuestionRow *self)
{
  const guint n = count_choices (self->question);
  g_autofree const char **titles = g_new0 (const char *, n + 2);
  GtkWidget *drop_down;

  titles[0] = "—";
  for (guint i = 0; i < n; i++)
    titles[i + 1] = get_choice_title (self->question, i);
  drop_down = gtk_drop_down_new_from_strings (titles);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (drop_down_cb), self, G_CONNECT_SWAPPED);

  return drop_down;
}

static GtkWidget *
new_checks (RlQuestionRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < self->question->choices->len; i++)
    {
      GtkWidget *check = gtk_check_button_new_with_label (get_choice_title (self->question, i));

      g_ptr_array_add (self->checks, check);
      g_signal_connect_object (check, "toggled", G_CALLBACK (check_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), check);
    }

  return box;
}

static GtkWidget *
new_entry (RlQuestionRow *self)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), self->question->unit);
  if (self->question->kind == RIM_QUESTION_NUMBER)
    gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NUMBER);
  g_signal_connect_object (entry, "activate", G_CALLBACK (entry_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (entry_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, focus);

  return entry;
}

static GtkWidget *
new_control (RlQuestionRow *self)
{
  switch (self->question->kind)
    {
    case RIM_QUESTION_CHOICE:
    case RIM_QUESTION_YES_NO:
      return new_drop_down (self);
    case RIM_QUESTION_MULTIPLE:
      return new_checks (self);
    case RIM_QUESTION_NUMBER:
    case RIM_QUESTION_TEXT:
    case RIM_N_QUESTION_KINDS:
    default:
      return new_entry (self);
    }
}

static void
rl_question_row_dispose (GObject *object)
{
  RlQuestionRow *self = RL_QUESTION_ROW (object);
  GtkWidget *child;

  self->is_showing = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->protocol, rim_protocol_unref);
  g_clear_pointer (&self->answer, g_free);

  G_OBJECT_CLASS (rl_question_row_parent_class)->dispose (object);
}

static void
rl_question_row_class_init (RlQuestionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_question_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);

  signals[ANSWERED] = g_signal_new ("answered", RL_TYPE_QUESTION_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rl_question_row_init (RlQuestionRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 2);
  self->checks = g_ptr_array_new ();
  self->answer = g_strdup ("");
}

/**
 * rl_question_row_new:
 * @protocol: a form
 * @question: a question of it
 */
GtkWidget *
rl_question_row_new (RimProtocol *protocol,
                     RimQuestion *question)
{
  RlQuestionRow *self = g_object_new (RL_TYPE_QUESTION_ROW, NULL);
  g_autofree char *title = question->is_required ? g_strdup_printf ("%s *", question->title)
                                                 : g_strdup (question->title);
  GtkWidget *label = gtk_label_new (title);

  self->protocol = rim_protocol_ref (protocol);
  self->question = question;
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  self->control = new_control (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_PROPERTY_LABEL, question->title, -1);
  gtk_widget_set_tooltip_text (self->control, question->help);
  gtk_widget_set_parent (self->control, GTK_WIDGET (self));

  return GTK_WIDGET (self);
}

const char *
rl_question_row_get_id (RlQuestionRow *self)
{
  g_return_val_if_fail (RL_IS_QUESTION_ROW (self), NULL);

  return self->question->id;
}

static void
show_choice (RlQuestionRow *self,
             const char    *text)
{
  guint selected = 0;

  for (guint i = 0; i < count_choices (self->question); i++)
    if (g_strcmp0 (text, get_choice_id (self->question, i)) == 0)
      selected = i + 1;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->control), selected);
}

static void
show_checks (RlQuestionRow *self,
             const char    *text)
{
  g_auto(GStrv) ids = g_strsplit (text, ",", -1);

  for (guint i = 0; i < self->checks->len; i++)
    gtk_check_button_set_active (self->checks->pdata[i],
                                 g_strv_contains ((const char *const *) ids, get_choice_id (self->question, i)));
}

/**
 * rl_question_row_set_answer:
 * @self: a row
 * @answer: (nullable): what is answered now; what the user types meanwhile stays
 */
void
rl_question_row_set_answer (RlQuestionRow *self,
                            const char    *answer)
{
  g_return_if_fail (RL_IS_QUESTION_ROW (self));

  if (answer == NULL)
    answer = "";
  if (g_strcmp0 (answer, self->answer) == 0)
    return;

  g_free (self->answer);
  self->answer = g_strdup (answer);
  self->is_showing = TRUE;
  if (GTK_IS_DROP_DOWN (self->control))
    show_choice (self, answer);
  else if (GTK_IS_ENTRY (self->control))
    gtk_editable_set_text (GTK_EDITABLE (self->control), answer);
  else
    show_checks (self, answer);
  self->is_showing = FALSE;
}

/**
 * rl_question_row_set_error:
 * @self: a row
 * @message: (nullable): why what was said is no answer
 */
void
rl_question_row_set_error (RlQuestionRow *self,
                           const char    *message)
{
  g_return_if_fail (RL_IS_QUESTION_ROW (self));

  if (message != NULL)
    gtk_widget_add_css_class (self->control, "error");
  else
    gtk_widget_remove_css_class (self->control, "error");
  gtk_widget_set_tooltip_text (self->control, message != NULL ? message : self->question->help);
}
