/* rl-operation-panel.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "lesions/rl-operation-panel.h"

#include <glib/gi18n-lib.h>

#include "delineate/rim-image-operation.h"
#include "widgets/rl-parameter-form.h"

#define MAX_FORM_HEIGHT 240

struct _RlOperationPanel
{
  GtkWidget           parent_instance;

  RlSession          *session;
  RlOperator         *operator;
  const RimOperation *shown;
  gboolean            is_updating;

  GtkWidget          *box;
  GtkDropDown        *choice;
  GtkLabel           *summary;
  RlParameterForm    *form;
  GtkDropDown        *other;        /* NULL where the operation takes none */
  GPtrArray          *other_ids;    /* of the rows of other; NULL for none and all */
  GtkLabel           *text;
  GtkWidget          *accept;
};

G_DEFINE_FINAL_TYPE (RlOperationPanel, rl_operation_panel, GTK_TYPE_WIDGET)

static const char *const choice_names[][2] = {
  { "inside", N_("Inside") },
  { "outside", N_("Outside") },
  { "i", N_("Columns") },
  { "j", N_("Rows") },
  { "k", N_("Slices") },
  { "ct", N_("CT") },
  { "pet", N_("PET") },
};

static const char *
get_choice_name (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (choice_names); i++)
    if (g_strcmp0 (choice_names[i][0], id) == 0)
      return _(choice_names[i][1]);

  return id;
}

static void
set_name (GtkWidget  *widget,
          const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
parameter_cb (RlOperationPanel *self,
              guint             parameter,
              double            value)
{
  rl_operator_set_value (self->operator, parameter, value);
}

static void
append_number (RlOperationPanel   *self,
               const RimParameter *parameter)
{
  gboolean is_whole = parameter->kind == RIM_PARAMETER_WHOLE;
  gboolean is_length = g_strcmp0 (parameter->unit, "mm") == 0;
  double step = is_whole ? 1.0 : is_length ? 0.5 : parameter->max > 1e5 ? 10.0 : 0.1;

  rl_parameter_form_add_number (self->form, _(parameter->name), parameter->unit, parameter->min,
                                parameter->max, step, is_whole ? 0 : is_length ? 1 : 2);
}

static void
append_choice (RlOperationPanel   *self,
               const RimParameter *parameter)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint c = 0; parameter->choices[c] != NULL; c++)
    g_ptr_array_add (names, (gpointer) get_choice_name (parameter->choices[c]));
  g_ptr_array_add (names, NULL);
  rl_parameter_form_add_choice (self->form, _(parameter->name), (const char *const *) names->pdata);
}

static void
append_parameter (RlOperationPanel   *self,
                  const RimParameter *parameter)
{
  switch (parameter->kind)
    {
    case RIM_PARAMETER_CHOICE:
      append_choice (self, parameter);
      break;
    case RIM_PARAMETER_SWITCH:
      rl_parameter_form_add_switch (self->form, _(parameter->name));
      break;
    case RIM_PARAMETER_NUMBER:
    case RIM_PARAMETER_WHOLE:
    default:
      append_number (self, parameter);
      break;
    }
}

/* Without a limit it has no sides. */
static void
update_sides (RlOperationPanel *self)
{
  gboolean is_free = self->shown->takes == RIM_TAKES_LIMIT && rl_operator_get_other (self->operator) == NULL;

  for (guint p = 0; p < self->shown->n_parameters; p++)
    if (g_strcmp0 (self->shown->parameters[p].id, "limit-side") == 0)
      rl_parameter_form_set_sensitive (self->form, p, !is_free);
}

static void
other_cb (RlOperationPanel *self)
{
  guint row = gtk_drop_down_get_selected (self->other);

  if (!self->is_updating && row < self->other_ids->len)
    rl_operator_set_other (self->operator, g_ptr_array_index (self->other_ids, row));
  update_sides (self);
}

/* The lesions by name, and before them none, or all, where that can be. */
static void
fill_other (RlOperationPanel *self)
{
  RimOperationTakes takes = self->shown->takes;
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  const char *chosen = rl_operator_get_other (self->operator);
  guint selected = 0;

  g_ptr_array_set_size (self->other_ids, 0);
  gtk_string_list_append (names, takes == RIM_TAKES_SEVERAL ? _("All others")
                                 : takes == RIM_TAKES_LIMIT ? _("No limit") : _("None"));
  g_ptr_array_add (self->other_ids, NULL);
  for (guint i = 0; i < rl_session_get_n_lesions (self->session); i++)
    {
      RimLesion *lesion = rl_session_get_lesion (self->session, i);

      if (g_strcmp0 (lesion->id, rl_session_get_active_lesion (self->session)) == 0)
        continue;
      if (g_strcmp0 (lesion->id, chosen) == 0)
        selected = self->other_ids->len;
      gtk_string_list_append (names, lesion->name);
      g_ptr_array_add (self->other_ids, g_strdup (lesion->id));
    }

  self->is_updating = TRUE;
  gtk_drop_down_set_model (self->other, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->other, selected);
  self->is_updating = FALSE;
  other_cb (self);
}

static void
append_other (RlOperationPanel *self)
{
  static const char *const names[] = {
    [RIM_TAKES_OTHER] = N_("Other lesion"),
    [RIM_TAKES_LIMIT] = N_("Limit"),
    [RIM_TAKES_SEVERAL] = N_("Together with"),
  };

  if (self->shown->takes == RIM_TAKES_ONE)
    return;

  self->other = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  rl_parameter_form_add_other (self->form, _(names[self->shown->takes]), GTK_WIDGET (self->other));
  g_signal_connect_object (self->other, "notify::selected", G_CALLBACK (other_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
select_operation (RlOperationPanel *self)
{
  for (guint n = 0; rim_image_operation_get (n) != NULL; n++)
    if (rim_image_operation_get (n) == self->shown)
      gtk_drop_down_set_selected (self->choice, n);
}

static void
make_form (RlOperationPanel *self)
{
  self->other = NULL;
  rl_parameter_form_clear (self->form);

  self->shown = rl_operator_get_operation (self->operator);
  if (self->shown == NULL)
    return;

  select_operation (self);
  gtk_label_set_label (self->summary, _(self->shown->summary));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary), _(self->shown->summary));
  append_other (self);
  for (guint p = 0; p < self->shown->n_parameters; p++)
    append_parameter (self, &self->shown->parameters[p]);
  if (self->other != NULL)
    fill_other (self);
}

static void
update (RlOperationPanel *self)
{
  self->is_updating = TRUE;
  if (self->shown != rl_operator_get_operation (self->operator))
    make_form (self);
  self->is_updating = FALSE;
  for (guint p = 0; self->shown != NULL && p < self->shown->n_parameters; p++)
    rl_parameter_form_set_value (self->form, p, rl_operator_get_value (self->operator, p));

  gtk_widget_set_visible (GTK_WIDGET (self), self->shown != NULL);
}

static void
lesions_cb (RlOperationPanel *self,
            RimEdit          *edit)
{
  if (edit != NULL && self->other != NULL)
    fill_other (self);
}

static void
active_cb (RlOperationPanel *self)
{
  if (self->other != NULL)
    fill_other (self);
}

static void
text_cb (RlOperationPanel *self)
{
  const char *text = rl_operator_get_text (self->operator);

  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->text), *text != '\0');
}

static void
proposal_cb (RlOperationPanel *self)
{
  gtk_widget_set_sensitive (self->accept, rl_session_get_proposal (self->session) != NULL);
}

static void
choice_cb (RlOperationPanel *self)
{
  const RimOperation *operation = rim_image_operation_get (gtk_drop_down_get_selected (self->choice));

  if (!self->is_updating && self->session != NULL && operation != NULL)
    rl_session_set_operation (self->session, operation->id);
}

static void
accept_cb (RlOperationPanel *self)
{
  rl_session_accept_proposal (self->session);
}

static void
discard_cb (RlOperationPanel *self)
{
  rl_session_set_operation (self->session, NULL);
}

/* Numbers keep keys for themselves, so the window does not see them. */
static gboolean
key_cb (RlOperationPanel *self,
        guint             keyval,
        guint             keycode,
        GdkModifierType   modifiers)
{
  if (keyval != GDK_KEY_Escape)
    return FALSE;

  discard_cb (self);

  return TRUE;
}

static GtkWidget *
append_button (RlOperationPanel *self,
               GtkWidget        *buttons,
               const char       *label,
               GCallback         callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_hexpand (button, TRUE);
  gtk_box_append (GTK_BOX (buttons), button);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);

  return button;
}

static GtkWidget *
append_label (RlOperationPanel *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (self->box), label);

  return label;
}

static void
rl_operation_panel_dispose (GObject *object)
{
  RlOperationPanel *self = RL_OPERATION_PANEL (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->operator);
  g_clear_object (&self->session);
  g_clear_pointer (&self->other_ids, g_ptr_array_unref);

  G_OBJECT_CLASS (rl_operation_panel_parent_class)->dispose (object);
}

static void
rl_operation_panel_class_init (RlOperationPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_operation_panel_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_choice (RlOperationPanel *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  for (guint n = 0; rim_image_operation_get (n) != NULL; n++)
    gtk_string_list_append (names, _(rim_image_operation_get (n)->name));

  self->choice = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL));
  set_name (GTK_WIDGET (self->choice), _("Change the lesion"));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->choice));
  g_signal_connect_object (self->choice, "notify::selected", G_CALLBACK (choice_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
add_form (RlOperationPanel *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->form = RL_PARAMETER_FORM (rl_parameter_form_new ());
  g_signal_connect_object (self->form, "changed", G_CALLBACK (parameter_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->form));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_FORM_HEIGHT);
  gtk_box_append (GTK_BOX (self->box), scroller);
}

static void
rl_operation_panel_init (RlOperationPanel *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->other_ids = g_ptr_array_new_with_free_func (g_free);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->box, "measures-box");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  set_name (GTK_WIDGET (self), _("Change the lesion"));

  add_choice (self);
  self->summary = GTK_LABEL (append_label (self));
  gtk_widget_add_css_class (GTK_WIDGET (self->summary), "dim-label");
  gtk_label_set_wrap (self->summary, FALSE);
  gtk_label_set_ellipsize (self->summary, PANGO_ELLIPSIZE_END);
  add_form (self);
  self->text = GTK_LABEL (append_label (self));
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "numeric");

  append_button (self, buttons, _("Discard"), G_CALLBACK (discard_cb));
  self->accept = append_button (self, buttons, _("Accept"), G_CALLBACK (accept_cb));
  gtk_widget_add_css_class (self->accept, "suggested-action");
  gtk_widget_set_sensitive (self->accept, FALSE);
  gtk_box_append (GTK_BOX (self->box), buttons);

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
rl_operation_panel_new (void)
{
  return g_object_new (RL_TYPE_OPERATION_PANEL, NULL);
}

/**
 * rl_operation_panel_set_session:
 * @self: a panel
 * @session: whose lesions are changed; set once
 */
void
rl_operation_panel_set_session (RlOperationPanel *self,
                                RlSession        *session)
{
  g_return_if_fail (RL_IS_OPERATION_PANEL (self));
  g_return_if_fail (RL_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  self->operator = rl_operator_new (session);
  g_signal_connect_object (self->operator, "values-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->operator, "text-changed", G_CALLBACK (text_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::has-proposal", G_CALLBACK (proposal_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::active-lesion", G_CALLBACK (active_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "lesions-changed", G_CALLBACK (lesions_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Returns: (transfer none): what does the work */
RlOperator *
rl_operation_panel_get_operator (RlOperationPanel *self)
{
  g_return_val_if_fail (RL_IS_OPERATION_PANEL (self), NULL);

  return self->operator;
}
