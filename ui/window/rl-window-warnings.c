/* rl-window-warnings.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-window-private.h"

#include <glib/gi18n-lib.h>

#define TEXT_WIDTH 52

static guint
count_warnings (RlSession *session)
{
  guint n = 0;

  for (guint i = 0; i < RL_N_LAYERS; i++)
    {
      RimVolume *volume = rl_session_get_volume (session, i);
      RimSource *source = volume != NULL ? rim_volume_get_source (volume) : NULL;

      n += source != NULL ? source->warnings->len : 0;
    }

  return n;
}

static void
add_label (GtkBox     *box,
           const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TEXT_WIDTH);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (box, label);
}

static void
add_warnings_of (GtkBox      *box,
                 RlSession   *session,
                 RlLayerKind  kind)
{
  RimVolume *volume = rl_session_get_volume (session, kind);
  RimSource *source = volume != NULL ? rim_volume_get_source (volume) : NULL;

  if (source == NULL || source->warnings->len == 0)
    return;

  add_label (box, kind == RL_LAYER_CT ? _("CT") : _("PET"), "heading");
  for (guint i = 0; i < source->warnings->len; i++)
    add_label (box, g_ptr_array_index (source->warnings, i), NULL);
}

/* Slices may bring warnings while they arrive, so it is filled when asked for. */
static void
create_warnings_cb (GtkMenuButton *button,
                    gpointer       data)
{
  RlWindow *self = data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (box, "warnings-box");
  for (guint i = 0; i < RL_N_LAYERS; i++)
    add_warnings_of (GTK_BOX (box), self->session, i);

  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
}

void
rl_window_add_warnings (RlWindow *self)
{
  gtk_menu_button_set_create_popup_func (self->warnings, create_warnings_cb, self, NULL);
}

/* What is wrong with the images stays in sight for as long as they are. */
void
rl_window_update_warnings (RlWindow *self)
{
  guint n = count_warnings (self->session);
  g_autofree char *label = g_strdup_printf (ngettext ("%u warning", "%u warnings", n), n);

  gtk_widget_set_visible (GTK_WIDGET (self->warnings), n > 0);
  gtk_label_set_label (self->warnings_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->warnings), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}
