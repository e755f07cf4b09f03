/* rl-display-popover.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-display-popover.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "widgets/rl-colormap-chooser.h"

struct _RlDisplayPopover
{
  GtkPopover         parent_instance;

  RlSession         *session;
  GSignalGroup      *signals;
  GBindingGroup     *bindings;
  RimUnit            units[RIM_N_UNITS];
  guint              n_units;
  gboolean           is_updating;

  GtkWidget         *ct_section;
  GtkSpinButton     *ct_width;
  GtkSpinButton     *ct_level;
  RlColormapChooser *ct_colors;
  GtkCheckButton    *ct_inverted;

  GtkWidget         *pet_section;
  GtkSpinButton     *pet_lower;
  GtkSpinButton     *pet_upper;
  GtkDropDown       *pet_unit;
  RlColormapChooser *pet_colors;
  GtkCheckButton    *pet_inverted;

  GtkWidget         *fused_section;
  RlColormapChooser *fused_colors;
  GtkAdjustment     *opacity;
  GtkSpinButton     *threshold;
  GtkLabel          *threshold_unit;
  GtkCheckButton    *swap;
};

G_DEFINE_FINAL_TYPE (RlDisplayPopover, rl_display_popover, GTK_TYPE_POPOVER)

/* A step of a twentieth of the window, rounded to 1, 2 or 5. */
static void
set_number (GtkSpinButton *spin,
            double         value,
            double         width)
{
  double least = MAX (width, 1e-6) / 20;
  double power = pow (10, floor (log10 (least)));
  double step = power * (least < 2 * power ? 1 : least < 5 * power ? 2 : 5);

  gtk_spin_button_set_digits (spin, (guint) CLAMP (1 - floor (log10 (step)), 0, 6));
  gtk_spin_button_set_increments (spin, step, 10 * step);
  gtk_spin_button_set_value (spin, value);
}

static void
update_ct (RlDisplayPopover *self)
{
  RimWindow window = rl_session_get_window (self->session, RL_LAYER_CT);

  set_number (self->ct_width, window.width, window.width);
  set_number (self->ct_level, window.center, window.width);
  rl_colormap_chooser_set (self->ct_colors, rl_session_get_colormap (self->session, RL_LOOK_CT));
  gtk_check_button_set_active (self->ct_inverted, rl_session_get_inverted (self->session, RL_LAYER_CT));
}

static void
update_pet (RlDisplayPopover *self,
            RimUnit           unit)
{
  RimWindow window = rl_session_get_window (self->session, RL_LAYER_PET);
  double lower, upper;

  rim_window_get_range (window, unit, &lower, &upper);
  set_number (self->pet_lower, lower, window.width);
  set_number (self->pet_upper, upper, window.width);
  set_number (self->threshold, rl_session_get_pet_threshold (self->session), window.width);
  rl_colormap_chooser_set (self->pet_colors, rl_session_get_colormap (self->session, RL_LOOK_PET));
  rl_colormap_chooser_set (self->fused_colors, rl_session_get_colormap (self->session, RL_LOOK_FUSED));
  gtk_check_button_set_active (self->pet_inverted, rl_session_get_inverted (self->session, RL_LAYER_PET));
  gtk_label_set_label (self->threshold_unit, rim_unit_get_label (unit));
  for (guint i = 0; i < self->n_units; i++)
    if (self->units[i] == unit)
      gtk_drop_down_set_selected (self->pet_unit, i);
}

static void
update (RlDisplayPopover *self)
{
  RimVolume *ct = rl_session_get_volume (self->session, RL_LAYER_CT);
  RimVolume *pet = rl_session_get_volume (self->session, RL_LAYER_PET);

  self->is_updating = TRUE;
  gtk_widget_set_visible (self->ct_section, ct != NULL);
  gtk_widget_set_visible (self->pet_section, pet != NULL);
  gtk_widget_set_visible (self->fused_section, ct != NULL && pet != NULL);
  if (ct != NULL)
    update_ct (self);
  if (pet != NULL)
    update_pet (self, rim_volume_get_unit (pet));
  self->is_updating = FALSE;
}

static void
changed_cb (RlDisplayPopover *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self)) && !self->is_updating)
    update (self);
}

static void
ct_window_cb (RlDisplayPopover *self)
{
  RimWindow window = { gtk_spin_button_get_value (self->ct_level),
                       gtk_spin_button_get_value (self->ct_width) };

  if (!self->is_updating && window.width > 0)
    rl_session_set_window (self->session, RL_LAYER_CT, window);
}

/* Ends that are the wrong way round wait for the other one. */
static void
pet_window_cb (RlDisplayPopover *self)
{
  RimVolume *pet = rl_session_get_volume (self->session, RL_LAYER_PET);
  double lower = gtk_spin_button_get_value (self->pet_lower);
  double upper = gtk_spin_button_get_value (self->pet_upper);

  if (!self->is_updating && pet != NULL && upper > lower)
    rl_session_set_window (self->session, RL_LAYER_PET,
                           rim_window_from_range (lower, upper, rim_volume_get_unit (pet)));
}

static void
pet_unit_cb (RlDisplayPopover *self)
{
  guint selected = gtk_drop_down_get_selected (self->pet_unit);

  if (!self->is_updating && selected < self->n_units)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.pet-unit", "s",
                                rim_unit_get_id (self->units[selected]));
}

static void
colors_cb (RlDisplayPopover  *self,
           RlColormapChooser *chooser)
{
  RlLook look = chooser == self->ct_colors ? RL_LOOK_CT
                : chooser == self->pet_colors ? RL_LOOK_PET : RL_LOOK_FUSED;

  rl_session_set_colormap (self->session, look, rl_colormap_chooser_get (chooser));
}

static void
inverted_cb (RlDisplayPopover *self,
             GtkCheckButton   *button)
{
  if (!self->is_updating)
    rl_session_set_inverted (self->session, button == self->ct_inverted ? RL_LAYER_CT : RL_LAYER_PET,
                             gtk_check_button_get_active (button));
}

static void
threshold_cb (RlDisplayPopover *self)
{
  if (!self->is_updating)
    rl_session_set_pet_threshold (self->session, gtk_spin_button_get_value (self->threshold));
}

static void
rl_display_popover_dispose (GObject *object)
{
  RlDisplayPopover *self = RL_DISPLAY_POPOVER (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->bindings);
  gtk_widget_dispose_template (GTK_WIDGET (self), RL_TYPE_DISPLAY_POPOVER);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_display_popover_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RlDisplayPopover, ct_section);
  gtk_widget_class_bind_template_child (widget_class, RlDisplayPopover, ct_width);
  gtk_widget_class_bind_template_child (widget_class, RlDisplayPopover, ct_level);
  gtk_widget_class_bind_template_child (widget_class, RlDisplayPopover, ct_colors);
  gtk_widget_class_bind_template_child (widget_class, RlDisplayPopover, ct_inverted);
  gtk_widget_class_bind_template_child (widget_class, RlDisplayPopover, pet_section);
  gtk_widget_class_bind_template_child (widget_class, RlDisplayPopover, pet_lower);
  gtk_widget_class_bind_template_child (widget_class, RlDisplayPopover, pet_upper);
  gtk_widget_class_bind_template_child (widget_class, RlDisplayPopover, pet_unit);
  gtk_widget_class_bind_template_child (widget_class, RlDisplayPopover, pet_colors);
  gtk_widget_class_bind_template_child (widget_class, RlDisplayPopover, pet_inverted);
  gtk_widget_class_bind_template_child (widget_class, RlDisplayPopover, fused_section);
  gtk_widget_class_bind_template_child (widget_class, RlDisplayPopover, fused_colors);
  gtk_widget_class_bind_template_child (widget_class, RlDisplayPopover, opacity);
  gtk_widget_class_bind_template_child (widget_class, RlDisplayPopover, threshold);
  gtk_widget_class_bind_template_child (widget_class, RlDisplayPopover, threshold_unit);
  gtk_widget_class_bind_template_child (widget_class, RlDisplayPopover, swap);
}

static void
rl_display_popover_class_init (RlDisplayPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_display_popover_dispose;

  g_type_ensure (RL_TYPE_COLORMAP_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rimlight/Rimlight/ui/rl-display-popover.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, ct_window_cb);
  gtk_widget_class_bind_template_callback (widget_class, pet_window_cb);
  gtk_widget_class_bind_template_callback (widget_class, pet_unit_cb);
  gtk_widget_class_bind_template_callback (widget_class, colors_cb);
  gtk_widget_class_bind_template_callback (widget_class, inverted_cb);
  gtk_widget_class_bind_template_callback (widget_class, threshold_cb);
}

static void
rl_display_popover_init (RlDisplayPopover *self)
{
  GBindingFlags both = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  gtk_widget_init_template (GTK_WIDGET (self));

  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "pet-opacity", self->opacity, "value", both);
  g_binding_group_bind (self->bindings, "swap-layers", self->swap, "active", both);

  self->signals = g_signal_group_new (RL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "display-changed", G_CALLBACK (changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "images-changed", G_CALLBACK (changed_cb), self);
}

GtkWidget *
rl_display_popover_new (void)
{
  return g_object_new (RL_TYPE_DISPLAY_POPOVER, NULL);
}

/**
 * rl_display_popover_set_session:
 * @self: a popover
 * @session: what is shown
 */
void
rl_display_popover_set_session (RlDisplayPopover *self,
                                RlSession        *session)
{
  g_return_if_fail (RL_IS_DISPLAY_POPOVER (self));
  g_return_if_fail (RL_IS_SESSION (session));

  g_set_object (&self->session, session);
  g_signal_group_set_target (self->signals, session);
  g_binding_group_set_source (self->bindings, session);
}

/**
 * rl_display_popover_set_units:
 * @self: a popover
 * @units: (array length=n_units): what the PET can be shown in
 * @n_units: how many
 */
void
rl_display_popover_set_units (RlDisplayPopover *self,
                              const RimUnit    *units,
                              guint             n_units)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  g_return_if_fail (RL_IS_DISPLAY_POPOVER (self));

  self->n_units = MIN (n_units, RIM_N_UNITS);
  for (guint i = 0; i < self->n_units; i++)
    {
      self->units[i] = units[i];
      gtk_string_list_append (labels, rim_unit_get_label (units[i]));
    }

  self->is_updating = TRUE;
  gtk_drop_down_set_model (self->pet_unit, G_LIST_MODEL (labels));
  gtk_widget_set_sensitive (GTK_WIDGET (self->pet_unit), self->n_units > 1);
  self->is_updating = FALSE;
  update (self);
}

/**
 * rl_display_popover_focus:
 * @self: a popover that is open
 * @kind: the image whose window is to be typed in
 */
void
rl_display_popover_focus (RlDisplayPopover *self,
                          RlLayerKind       kind)
{
  GtkSpinButton *spin;

  g_return_if_fail (RL_IS_DISPLAY_POPOVER (self));

  spin = kind == RL_LAYER_CT ? self->ct_width : self->pet_upper;
  gtk_widget_grab_focus (GTK_WIDGET (spin));
  gtk_editable_select_region (GTK_EDITABLE (spin), 0, -1);
}
