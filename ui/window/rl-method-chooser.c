/* rl-method-chooser.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-method-chooser.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "widgets/rl-parameter-form.h"

/* Region growing has its own tool; its tolerance is dragged. */
#define GROW      "grow"
#define TOLERANCE "tolerance"

#define CITATION_CHARS 44

struct _RlMethodChooser
{
  GtkWidget        parent_instance;

  RlSession       *session;
  GSignalGroup    *session_signals;
  GSignalGroup    *choice_signals;
  GPtrArray       *ids;           /* of the methods in the drop-down */
  char            *shown;         /* whose rows are there */
  gboolean         is_updating;

  GtkWidget       *button;
  GtkLabel        *name;
  GtkDropDown     *methods;
  RlParameterForm *form;
  GtkLabel        *citation;
  GtkWidget       *reference;
};

G_DEFINE_FINAL_TYPE (RlMethodChooser, rl_method_chooser, GTK_TYPE_WIDGET)

static RlMethodChoice *
get_choice (RlMethodChooser *self)
{
  return rl_session_get_method_choice (self->session);
}

static gboolean
is_growing (RlMethodChooser *self)
{
  return rl_session_get_tool (self->session) == RL_TOOL_GROW;
}

static gboolean
get_method (RlMethodChooser *self,
            RimMethod       *method)
{
  return rim_method_find (is_growing (self) ? GROW : rl_method_choice_get_method (get_choice (self)), method);
}

static void
parameter_cb (RlMethodChooser *self,
              guint            parameter,
              double           value)
{
  rl_method_choice_set_parameter (get_choice (self), self->shown, parameter, value);
}

static gboolean
is_whole (double value)
{
  return floor (value) == value;
}

/* Yes or no: from 0 to 1, and one of them to begin with. */
static gboolean
is_switch (const RimDelineateParameter *parameter)
{
  return parameter->min <= 0 && parameter->max == 1 && is_whole (parameter->initial);
}

static void
add_number (RlMethodChooser             *self,
            const RimDelineateParameter *parameter)
{
  gboolean is_count = is_whole (parameter->min) && is_whole (parameter->initial) &&
                      parameter->max <= 200 && strcmp (parameter->unit, "mm") != 0;
  double step = is_count ? 1 : parameter->max <= 1 ? 0.01 : parameter->max > 1000 ? 1 : 0.1;

  rl_parameter_form_add_number (self->form, _(parameter->name), parameter->unit, parameter->min,
                                parameter->max, step, is_count ? 0 : parameter->max <= 10 ? 3 : 1);
}

static void
fill_form (RlMethodChooser *self,
           const RimMethod *method)
{
  const double *values = rl_method_choice_get_parameters (get_choice (self), method->id);

  rl_parameter_form_clear (self->form);
  for (guint n = 0; n < method->n_parameters; n++)
    {
      const RimDelineateParameter *parameter = &method->parameters[n];

      if (is_switch (parameter))
        rl_parameter_form_add_switch (self->form, _(parameter->name));
      else
        add_number (self, parameter);
      rl_parameter_form_set_value (self->form, n, values[n]);
      rl_parameter_form_set_visible (self->form, n,
                                     !is_growing (self) || strcmp (parameter->id, TOLERANCE) != 0);
    }
}

static void
fill_methods (RlMethodChooser *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = GTK_INVALID_LIST_POSITION;
  RimMethod method;

  g_ptr_array_set_size (self->ids, 0);
  for (guint n = 0; rim_method_get (n, &method); n++)
    if (rl_method_choice_fits (get_choice (self), &method))
      {
        if (strcmp (method.id, rl_method_choice_get_method (get_choice (self))) == 0)
          selected = self->ids->len;
        g_ptr_array_add (self->ids, (gpointer) method.id);
        gtk_string_list_append (names, _(method.name));
      }

  gtk_drop_down_set_model (self->methods, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->methods, selected);
}

static gboolean
has_reference (RlMethodChooser *self,
               const RimMethod *method)
{
  return method->rule != NULL && method->rule->reference != RIM_PET_REFERENCE_NONE &&
         rl_method_choice_get_reference (get_choice (self), method->rule->reference) != NULL;
}

/* The rows stay while a number in them is typed. */
static void
update (RlMethodChooser *self)
{
  RlTool tool = rl_session_get_tool (self->session);
  RimMethod method;

  g_assert (RL_IS_METHOD_CHOOSER (self));

  gtk_widget_set_visible (GTK_WIDGET (self), tool == RL_TOOL_CLICK || tool == RL_TOOL_GROW);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)) || !get_method (self, &method))
    return;

  gtk_widget_set_visible (self->reference, has_reference (self, &method));
  if (self->is_updating || g_strcmp0 (self->shown, method.id) == 0)
    return;

  self->is_updating = TRUE;
  g_free (self->shown);
  self->shown = g_strdup (method.id);
  fill_methods (self);
  fill_form (self, &method);
  gtk_widget_set_visible (GTK_WIDGET (self->methods), tool == RL_TOOL_CLICK);
  gtk_widget_set_visible (GTK_WIDGET (self->citation), *method.citation != '\0');
  gtk_label_set_label (self->citation, method.citation);
  gtk_label_set_label (self->name, _(method.name));
  gtk_widget_set_tooltip_text (self->button, _(method.name));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, _(method.name), -1);
  self->is_updating = FALSE;
}

static void
refresh (RlMethodChooser *self)
{
  g_clear_pointer (&self->shown, g_free);
  update (self);
}

static void
selected_cb (RlMethodChooser *self)
{
  guint selected = gtk_drop_down_get_selected (self->methods);

  if (!self->is_updating && selected < self->ids->len)
    rl_method_choice_set_method (get_choice (self), g_ptr_array_index (self->ids, selected));
}

static void
reset_cb (RlMethodChooser *self)
{
  g_autofree char *id = g_strdup (self->shown);

  rl_method_choice_reset_parameters (get_choice (self), id);
  refresh (self);
}

static void
reference_cb (RlMethodChooser *self)
{
  RimMethod method;

  if (get_method (self, &method) && has_reference (self, &method))
    rl_method_choice_set_reference (get_choice (self), method.rule->reference, NULL);
}

static void
rl_method_chooser_dispose (GObject *object)
{
  RlMethodChooser *self = RL_METHOD_CHOOSER (object);

  g_clear_object (&self->session_signals);
  g_clear_object (&self->choice_signals);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_method_chooser_parent_class)->dispose (object);
}

static void
rl_method_chooser_class_init (RlMethodChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_method_chooser_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
add_button (RlMethodChooser *self,
            GtkWidget       *box,
            const char      *label,
            GCallback        callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);

  return button;
}

static GtkWidget *
make_content (RlMethodChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *methods = gtk_drop_down_new (NULL, NULL);
  GtkWidget *citation = gtk_label_new (NULL);

  self->methods = GTK_DROP_DOWN (methods);
  gtk_accessible_update_property (GTK_ACCESSIBLE (methods), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Method"), -1);
  g_signal_connect_object (methods, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), methods);

  self->form = RL_PARAMETER_FORM (rl_parameter_form_new ());
  g_signal_connect_object (self->form, "changed", G_CALLBACK (parameter_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->form));

  self->citation = GTK_LABEL (citation);
  gtk_label_set_wrap (self->citation, TRUE);
  gtk_label_set_selectable (self->citation, TRUE);
  gtk_label_set_xalign (self->citation, 0);
  gtk_label_set_max_width_chars (self->citation, CITATION_CHARS);
  gtk_widget_add_css_class (citation, "dim-label");
  gtk_widget_add_css_class (citation, "caption");
  gtk_box_append (GTK_BOX (box), citation);

  self->reference = add_button (self, box, _("Set the Reference Again"), G_CALLBACK (reference_cb));
  add_button (self, box, _("Usual Values"), G_CALLBACK (reset_cb));

  return box;
}

static void
rl_method_chooser_init (RlMethodChooser *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->ids = g_ptr_array_new ();
  self->button = gtk_menu_button_new ();
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  self->name = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->name, PANGO_ELLIPSIZE_END);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), GTK_WIDGET (self->name));
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->button), TRUE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  gtk_popover_set_child (GTK_POPOVER (popover), make_content (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Method"), -1);

  self->session_signals = g_signal_group_new (RL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::tool", G_CALLBACK (refresh), self);
  g_signal_group_connect_swapped (self->session_signals, "images-changed", G_CALLBACK (refresh), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::offered-tools", G_CALLBACK (refresh), self);
  self->choice_signals = g_signal_group_new (RL_TYPE_METHOD_CHOICE);
  g_signal_group_connect_swapped (self->choice_signals, "changed", G_CALLBACK (update), self);
}

GtkWidget *
rl_method_chooser_new (void)
{
  return g_object_new (RL_TYPE_METHOD_CHOOSER, NULL);
}

/**
 * rl_method_chooser_set_session:
 * @self: a chooser
 * @session: whose clicks it is about
 */
void
rl_method_chooser_set_session (RlMethodChooser *self,
                               RlSession       *session)
{
  g_return_if_fail (RL_IS_METHOD_CHOOSER (self));
  g_return_if_fail (RL_IS_SESSION (session));

  g_set_object (&self->session, session);
  g_signal_group_set_target (self->session_signals, session);
  g_signal_group_set_target (self->choice_signals, rl_session_get_method_choice (session));
  refresh (self);
}
