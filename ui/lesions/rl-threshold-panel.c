/* rl-threshold-panel.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "lesions/rl-threshold-panel.h"

#include <glib/gi18n-lib.h>

#include "core/rl-unit.h"
#include "widgets/rl-parameter-form.h"
#include "widgets/rl-range-picker.h"

/* Rows of the form. */
enum
{
  IMAGE,
  WHERE,
  SIZE,
  KEEP
};

struct _RlThresholdPanel
{
  GtkWidget        parent_instance;

  RlSession       *session;
  RlThresholder   *thresholder;

  GtkWidget       *box;
  RlRangePicker   *range;
  RlParameterForm *form;
  GtkLabel        *text;
  GtkWidget       *accept;
};

G_DEFINE_FINAL_TYPE (RlThresholdPanel, rl_threshold_panel, GTK_TYPE_WIDGET)

static void
update_form (RlThresholdPanel *self)
{
  RlThresholdWhere where = rl_thresholder_get_where (self->thresholder);
  gboolean has_both = rl_session_get_volume (self->session, RL_LAYER_CT) != NULL &&
                      rl_session_get_volume (self->session, RL_LAYER_PET) != NULL;

  rl_parameter_form_set_value (self->form, IMAGE, rl_thresholder_get_layer (self->thresholder));
  rl_parameter_form_set_visible (self->form, IMAGE, has_both);
  rl_parameter_form_set_value (self->form, WHERE, where);
  rl_parameter_form_set_value (self->form, SIZE, rl_thresholder_get_size (self->thresholder));
  rl_parameter_form_set_name (self->form, SIZE, where == RL_THRESHOLD_BALL ? _("Radius") : _("Margin"));
  rl_parameter_form_set_visible (self->form, SIZE, where != RL_THRESHOLD_ALL);
  rl_parameter_form_set_value (self->form, KEEP, rl_thresholder_get_pieces (self->thresholder));
}

static void
update (RlThresholdPanel *self)
{
  RimVolume *volume = rl_session_get_volume (self->session, rl_thresholder_get_layer (self->thresholder));
  const char *text = rl_thresholder_get_text (self->thresholder);
  double low, high;

  g_assert (RL_IS_THRESHOLD_PANEL (self));

  gtk_widget_set_visible (GTK_WIDGET (self), rl_session_get_tool (self->session) == RL_TOOL_THRESHOLD);
  if (volume != NULL)
    {
      g_autofree char *unit = rl_unit_name (volume);

      rl_range_picker_set_unit (self->range, rim_volume_get_unit (volume), unit);
    }
  rl_range_picker_set_levels (self->range, rl_thresholder_get_levels (self->thresholder));
  if (rl_thresholder_get_range (self->thresholder, &low, &high))
    rl_range_picker_set_range (self->range, low, high);
  update_form (self);
  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->text), *text != '\0');
}

static void
range_cb (RlThresholdPanel *self,
          double            low,
          double            high)
{
  rl_thresholder_set_range (self->thresholder, low, high);
}

static void
form_cb (RlThresholdPanel *self,
         guint             parameter,
         double            value)
{
  switch (parameter)
    {
    case IMAGE:
      rl_thresholder_set_layer (self->thresholder, (RlLayerKind) value);
      break;
    case WHERE:
      rl_thresholder_set_where (self->thresholder, (RlThresholdWhere) value);
      break;
    case SIZE:
      rl_thresholder_set_size (self->thresholder, value);
      break;
    case KEEP:
    default:
      rl_thresholder_set_pieces (self->thresholder, (RimRangePieces) value);
      break;
    }
}

static void
otsu_cb (RlThresholdPanel *self)
{
  rl_thresholder_use_otsu (self->thresholder);
}

static void
window_cb (RlThresholdPanel *self)
{
  rl_thresholder_use_window (self->thresholder);
}

static void
accept_cb (RlThresholdPanel *self)
{
  rl_session_accept_proposal (self->session);
}

static void
discard_cb (RlThresholdPanel *self)
{
  rl_session_discard_proposal (self->session);
}

static void
proposal_cb (RlThresholdPanel *self)
{
  gtk_widget_set_sensitive (self->accept, rl_session_get_proposal (self->session) != NULL);
}

/* Numbers keep keys for themselves, so the window does not see them. */
static gboolean
key_cb (RlThresholdPanel *self,
        guint             keyval,
        guint             keycode,
        GdkModifierType   modifiers)
{
  return keyval == GDK_KEY_Escape && rl_session_discard_proposal (self->session);
}

static void
rl_threshold_panel_dispose (GObject *object)
{
  RlThresholdPanel *self = RL_THRESHOLD_PANEL (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->thresholder);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_threshold_panel_parent_class)->dispose (object);
}

static void
rl_threshold_panel_class_init (RlThresholdPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_threshold_panel_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
append_buttons (RlThresholdPanel *self,
                const char       *first,
                GCallback         first_cb,
                const char       *second,
                GCallback         second_cb)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *buttons[] = { gtk_button_new_with_label (first), gtk_button_new_with_label (second) };

  g_signal_connect_object (buttons[0], "clicked", first_cb, self, G_CONNECT_SWAPPED);
  g_signal_connect_object (buttons[1], "clicked", second_cb, self, G_CONNECT_SWAPPED);
  for (guint n = 0; n < G_N_ELEMENTS (buttons); n++)
    {
      gtk_widget_set_hexpand (buttons[n], TRUE);
      gtk_box_append (GTK_BOX (row), buttons[n]);
    }
  gtk_box_append (GTK_BOX (self->box), row);

  return buttons[1];
}

static void
add_form (RlThresholdPanel *self)
{
  const char *const images[] = { _("CT"), _("PET"), NULL };
  const char *const where[] = { _("Ball about a click"), _("Box of the lesion"), _("Whole image"), NULL };
  const char *const keep[] = { _("All pieces"), _("Largest piece"), _("Piece at the click"), NULL };

  self->form = RL_PARAMETER_FORM (rl_parameter_form_new ());
  rl_parameter_form_add_choice (self->form, _("Image"), images);
  rl_parameter_form_add_choice (self->form, _("Region"), where);
  rl_parameter_form_add_number (self->form, _("Radius"), "mm", 0, 1000, 1, 0);
  rl_parameter_form_add_choice (self->form, _("Keep"), keep);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (form_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->form));
}

static void
rl_threshold_panel_init (RlThresholdPanel *self)
{
  GtkWidget *title = gtk_label_new (_("Threshold"));
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->box, "measures-box");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Threshold"), -1);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "section-title");
  gtk_box_append (GTK_BOX (self->box), title);
  self->range = RL_RANGE_PICKER (rl_range_picker_new ());
  g_signal_connect_object (self->range, "changed", G_CALLBACK (range_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->range));
  append_buttons (self, _("Otsu"), G_CALLBACK (otsu_cb), _("As the Window"), G_CALLBACK (window_cb));
  add_form (self);
  self->text = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->text, 0);
  gtk_label_set_wrap (self->text, TRUE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->text));
  self->accept = append_buttons (self, _("Discard"), G_CALLBACK (discard_cb), _("Accept"), G_CALLBACK (accept_cb));
  gtk_widget_add_css_class (self->accept, "suggested-action");
  gtk_widget_set_sensitive (self->accept, FALSE);

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * rl_threshold_panel_set_session:
 * @self: a panel
 * @session: whose thresholder it is about; set once
 */
void
rl_threshold_panel_set_session (RlThresholdPanel *self,
                                RlSession        *session)
{
  g_return_if_fail (RL_IS_THRESHOLD_PANEL (self));
  g_return_if_fail (RL_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  self->thresholder = g_object_ref (rl_thresholder_get (session));
  g_signal_connect_object (self->thresholder, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::tool", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::has-proposal", G_CALLBACK (proposal_cb), self, G_CONNECT_SWAPPED);
  update (self);
}
