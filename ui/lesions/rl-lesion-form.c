/* rl-lesion-form.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "lesions/rl-lesion-form.h"

#include <glib/gi18n-lib.h>

#include "lesions/rl-lesion-review.h"
#include "widgets/rl-question-row.h"

#define READY_FORM "lesion-features"

struct _RlLesionForm
{
  GtkWidget    parent_instance;

  RlSession   *session;
  char        *lesion_id;
  RimProtocol *protocol;       /* whose rows are shown */
  char        *target;         /* the name of what the lesion is to it, or NULL */
  GPtrArray   *rows;           /* of RlQuestionRow */
};

enum
{
  ANSWERED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlLesionForm, rl_lesion_form, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

/* It comes with the program and cannot fail. */
static RimProtocol *
get_ready_form (void)
{
  static RimProtocol *form;

  if (form == NULL)
    form = rim_protocol_load_ready (READY_FORM);

  return form;
}

static RimLesion *
find_lesion (RlLesionForm *self)
{
  return rl_session_find_lesion (self->session, self->lesion_id);
}

/* What the case's protocol names it asks about; of all else the usual is asked. */
static RimProtocol *
choose_form (RlLesionForm     *self,
             RimLesion        *lesion,
             const RimTarget **target)
{
  RimProtocol *form = rl_session_get_form (self->session);

  *target = form != NULL ? rim_protocol_find_target (form, lesion->name, NULL) : NULL;

  return *target != NULL ? form : get_ready_form ();
}

static void
answered_cb (RlLesionForm  *self,
             const char    *text,
             RlQuestionRow *row)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *answer = rim_protocol_parse_answer (self->protocol, TRUE, rl_question_row_get_id (row), text, &error);
  g_autofree char *key = rim_protocol_make_key (self->protocol, rl_question_row_get_id (row));

  rl_question_row_set_error (row, error != NULL ? error->message : NULL);
  if (answer != NULL && rl_lesion_review_answer (self->session, self->lesion_id, key, answer))
    g_signal_emit (self, signals[ANSWERED], 0);
}

static void
add_row (RlLesionForm *self,
         RimQuestion  *question)
{
  GtkWidget *row = rl_question_row_new (self->protocol, question);

  g_signal_connect_object (row, "answered", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (row, GTK_WIDGET (self));
  g_ptr_array_add (self->rows, row);
}

static void
remove_rows (RlLesionForm *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
make_rows (RlLesionForm    *self,
           RimProtocol     *form,
           const RimTarget *target)
{
  remove_rows (self);
  rim_protocol_ref (form);
  g_clear_pointer (&self->protocol, rim_protocol_unref);
  self->protocol = form;
  g_free (self->target);
  self->target = target != NULL ? g_strdup (target->name) : NULL;

  for (guint q = 0; q < form->lesion_questions->len; q++)
    if (target == NULL || rim_protocol_asks (form->lesion_questions->pdata[q], target))
      add_row (self, form->lesion_questions->pdata[q]);
}

static void
show_answers (RlLesionForm *self,
              RimLesion    *lesion)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      RlQuestionRow *row = self->rows->pdata[i];
      g_autofree char *key = rim_protocol_make_key (self->protocol, rl_question_row_get_id (row));

      rl_question_row_set_answer (row, rim_answers_get (lesion->review.answers, key));
    }
}

static void
update (RlLesionForm *self)
{
  RimLesion *lesion = find_lesion (self);
  const RimTarget *target = NULL;
  RimProtocol *form;

  if (lesion == NULL)
    return;

  form = choose_form (self, lesion, &target);
  if (form != self->protocol || g_strcmp0 (target != NULL ? target->name : NULL, self->target) != 0)
    make_rows (self, form, target);
  show_answers (self, lesion);
  gtk_widget_set_sensitive (GTK_WIDGET (self), !rim_lesion_is_signed (lesion));
}

static void
rl_lesion_form_dispose (GObject *object)
{
  RlLesionForm *self = RL_LESION_FORM (object);

  if (self->rows != NULL)
    remove_rows (self);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->protocol, rim_protocol_unref);
  g_clear_pointer (&self->target, g_free);
  g_clear_pointer (&self->lesion_id, g_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_lesion_form_parent_class)->dispose (object);
}

static void
rl_lesion_form_class_init (RlLesionFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_lesion_form_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "lesionform");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);

  signals[ANSWERED] = g_signal_new ("answered", RL_TYPE_LESION_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
}

static void
rl_lesion_form_init (RlLesionForm *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 8);
  self->rows = g_ptr_array_new ();
}

/**
 * rl_lesion_form_new:
 * @session: what is shown
 * @lesion_id: one of its lesions
 */
GtkWidget *
rl_lesion_form_new (RlSession  *session,
                    const char *lesion_id)
{
  RlLesionForm *self = g_object_new (RL_TYPE_LESION_FORM, NULL);

  self->session = g_object_ref (session);
  self->lesion_id = g_strdup (lesion_id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Semantic features"), -1);
  g_signal_connect_object (session, "lesions-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

/* Returns: (transfer none) (nullable): what asks */
RimProtocol *
rl_lesion_form_get_protocol (RlLesionForm *self)
{
  g_return_val_if_fail (RL_IS_LESION_FORM (self), NULL);

  return self->protocol;
}

/**
 * rl_lesion_form_count:
 * @self: a form
 * @n_answered: (out): how many questions are answered
 *
 * Returns: how many there are
 */
guint
rl_lesion_form_count (RlLesionForm *self,
                      guint        *n_answered)
{
  RimLesion *lesion;

  g_return_val_if_fail (RL_IS_LESION_FORM (self), 0);

  lesion = find_lesion (self);
  *n_answered = 0;
  for (guint i = 0; lesion != NULL && i < self->rows->len; i++)
    {
      g_autofree char *key = rim_protocol_make_key (self->protocol, rl_question_row_get_id (self->rows->pdata[i]));

      *n_answered += rim_answers_get (lesion->review.answers, key) != NULL;
    }

  return self->rows->len;
}
