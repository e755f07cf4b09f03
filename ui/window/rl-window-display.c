/* rl-window-display.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-window-private.h"

#include <glib/gi18n-lib.h>

#include "canvas/rl-presets.h"

/* The image whose window the keys change: that of the pane that is active. */
RlLayerKind
rl_window_get_active_layer (RlWindow *self)
{
  return rl_pane_get_layer (rl_view_grid_get_active_pane (self->views));
}

/* What that pane shows: what is read, or the prior beside it. */
static RlSession *
get_active_session (RlWindow *self)
{
  return rl_pane_get_session (rl_view_grid_get_active_pane (self->views));
}

static void
say_no_preset (RlWindow    *self,
               RlLayerKind  layer,
               guint        number)
{
  g_autofree char *text = NULL;

  if (layer == RL_LAYER_CT && number >= RL_FIRST_USER_PRESET)
    text = g_strdup_printf (_("Window %u is not set in the preferences"), number);

  rl_window_say (self, text != NULL ? text : _("This image has no such window"));
}

static void
preset_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  RlLayerKind layer = rl_window_get_active_layer (self);
  guint number = (guint) g_variant_get_int32 (param);

  if (!rl_presets_apply (get_active_session (self), layer, number))
    say_no_preset (self, layer, number);
}

static void
file_window_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);

  rl_presets_apply_file (get_active_session (self), rl_window_get_active_layer (self),
                         (guint) g_variant_get_int32 (param));
}

static void
next_file_window_action (GtkWidget  *widget,
                         const char *action_name,
                         GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);

  if (!rl_presets_apply_next_file (get_active_session (self), rl_window_get_active_layer (self)))
    rl_window_say (self, _("The file has no window of its own"));
}

static void
invert_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  RlSession *session = get_active_session (self);
  RlLayerKind layer = rl_window_get_active_layer (self);

  rl_session_set_inverted (session, layer, !rl_session_get_inverted (session, layer));
}

static void
reset_display_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *param)
{
  rl_session_reset_display (RL_WINDOW (widget)->session);
}

/* Opens with the window of the active pane ready to be typed. */
static void
display_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);

  gtk_menu_button_popup (self->display);
  rl_display_popover_focus (RL_DISPLAY_POPOVER (gtk_menu_button_get_popover (self->display)),
                            rl_window_get_active_layer (self));
}

static void
append_preset (GMenu      *menu,
               const char *label,
               const char *action,
               guint       number)
{
  g_autofree char *detailed = g_strdup_printf ("%s(%u)", action, number);

  g_menu_append (menu, label, detailed);
}

static GMenuModel *
new_digits (RlWindow    *self,
            RlLayerKind  layer)
{
  GMenu *menu = g_menu_new ();
  RlPreset preset;

  append_preset (menu, _("Automatic"), "view.preset", 0);
  for (guint i = 1; i <= RL_MAX_PRESET; i++)
    if (rl_presets_get (get_active_session (self), layer, i, &preset))
      {
        g_autofree char *label = g_strdup_printf ("%s  (%u)", preset.name, i);

        append_preset (menu, label, "view.preset", i);
      }

  return G_MENU_MODEL (menu);
}

/* What the file proposes, by the names it gives. */
static GMenuModel *
new_file_windows (RlWindow    *self,
                  RlLayerKind  layer)
{
  RimVolume *volume = rl_session_get_volume (get_active_session (self), layer);
  RimSource *source = volume != NULL ? rim_volume_get_source (volume) : NULL;
  GMenu *menu = g_menu_new ();

  for (guint i = 0; source != NULL && i < source->windows->len; i++)
    {
      const RimSourceWindow *window = &g_array_index (source->windows, RimSourceWindow, i);
      g_autofree char *label =
        g_strdup_printf ("%s  %.5g / %.5g", window->name != NULL ? window->name : _("Window"),
                         window->width, window->center);

      append_preset (menu, label, "view.file-window", i);
    }

  return G_MENU_MODEL (menu);
}

/* Returns: (transfer full): windows of what the pane that is active now shows */
GMenuModel *
rl_window_make_presets (RlWindow *self)
{
  RlLayerKind layer = rl_window_get_active_layer (self);
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) section = g_menu_new ();
  g_autoptr(GMenuModel) digits = new_digits (self, layer);
  g_autoptr(GMenuModel) file = new_file_windows (self, layer);

  g_menu_append_section (menu, layer == RL_LAYER_PET ? _("PET") : _("CT"), digits);
  if (g_menu_model_get_n_items (file) > 0)
    g_menu_append_section (menu, _("In the File: Width / Level"), file);
  g_menu_append (section, _("Of a Rectangle…"), "session.tool::window-region");
  g_menu_append (section, _("Type Numbers…"), "view.display");
  g_menu_append (section, _("Invert"), "view.invert");
  g_menu_append (section, _("Reset"), "view.reset-display");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));

  return G_MENU_MODEL (menu);
}

static void
create_presets_cb (GtkMenuButton *button,
                   gpointer       data)
{
  g_autoptr(GMenuModel) menu = rl_window_make_presets (data);

  gtk_menu_button_set_menu_model (button, menu);
}

void
rl_window_add_presets (RlWindow *self)
{
  gtk_menu_button_set_create_popup_func (self->presets, create_presets_cb, self, NULL);
}

void
rl_window_add_display (RlWindow *self)
{
  gtk_menu_button_set_popover (self->display, rl_display_popover_new ());
}

/**
 * rl_window_set_pet_units:
 * @self: a window
 * @units: (array length=n_units): what the PET can be shown in
 * @n_units: how many; none without a PET
 */
void
rl_window_set_pet_units (RlWindow      *self,
                         const RimUnit *units,
                         guint          n_units)
{
  g_return_if_fail (RL_IS_WINDOW (self));

  rl_display_popover_set_units (RL_DISPLAY_POPOVER (gtk_menu_button_get_popover (self->display)),
                                units, n_units);
}

void
rl_window_class_install_display (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "view.preset", "i", preset_action);
  gtk_widget_class_install_action (widget_class, "view.file-window", "i", file_window_action);
  gtk_widget_class_install_action (widget_class, "view.next-file-window", NULL,
                                   next_file_window_action);
  gtk_widget_class_install_action (widget_class, "view.invert", NULL, invert_action);
  gtk_widget_class_install_action (widget_class, "view.reset-display", NULL, reset_display_action);
  gtk_widget_class_install_action (widget_class, "view.display", NULL, display_action);
}
