/* rl-map-pane-display.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-pane-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "widgets/rl-list-name.h"

enum
{
  RANGE_ROBUST,
  RANGE_FULL,
  RANGE_TYPED,
  N_RANGES
};

static const char *const range_titles[N_RANGES] = {
  [RANGE_ROBUST] = N_("2nd–98th percentile"),
  [RANGE_FULL] = N_("Least to greatest"),
  [RANGE_TYPED] = N_("As typed"),
};

static void
show_number (GtkEntry *entry,
             double    value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  gtk_editable_set_text (GTK_EDITABLE (entry), g_ascii_formatd (text, sizeof text, "%.5g", value));
}

static guint
get_range (RlMapPane *self)
{
  if (!rl_map_layer_get_automatic_range (self->layer))
    return RANGE_TYPED;

  return rl_map_maker_get_range (self->maker) == RL_MAP_RANGE_FULL ? RANGE_FULL : RANGE_ROBUST;
}

/* What is being typed is not taken away. */
static void
show_range (RlMapPane *self)
{
  double lower;
  double upper;

  rl_map_layer_get_range (self->layer, &lower, &upper);
  gtk_drop_down_set_selected (self->range, get_range (self));
  if (!(gtk_widget_get_state_flags (GTK_WIDGET (self->lower)) & GTK_STATE_FLAG_FOCUS_WITHIN))
    show_number (self->lower, lower);
  if (!(gtk_widget_get_state_flags (GTK_WIDGET (self->upper)) & GTK_STATE_FLAG_FOCUS_WITHIN))
    show_number (self->upper, upper);
}

static void
layer_changed_cb (RlMapPane *self)
{
  self->is_following = TRUE;
  show_range (self);
  rl_colormap_chooser_set (self->colormap, rl_map_layer_get_colormap (self->layer));
  gtk_switch_set_active (self->swipe, rl_map_layer_get_swipe (self->layer) > 0.0);
  self->is_following = FALSE;
}

static void
range_selected_cb (RlMapPane *self)
{
  guint range = gtk_drop_down_get_selected (self->range);

  if (self->is_following || range >= N_RANGES)
    return;

  if (range != RANGE_TYPED)
    rl_map_maker_set_range (self->maker, range == RANGE_FULL ? RL_MAP_RANGE_FULL : RL_MAP_RANGE_ROBUST);
  rl_map_layer_set_automatic_range (self->layer, range != RANGE_TYPED);
}

static gboolean
read_number (GtkEntry *entry,
             double   *value)
{
  g_autofree char *text = g_strdelimit (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))), ",", '.');
  char *end;

  *value = g_ascii_strtod (g_strstrip (text), &end);

  return *text != '\0' && *end == '\0' && isfinite (*value);
}

static void
mark (GtkEntry *entry,
      gboolean  is_right)
{
  if (is_right)
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               is_right ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
}

/* Colours go along while it is typed. */
static void
range_typed_cb (RlMapPane *self)
{
  double lower;
  double upper;
  gboolean is_range = read_number (self->lower, &lower) && read_number (self->upper, &upper) && lower <= upper;

  if (self->is_following)
    return;

  mark (self->lower, is_range);
  mark (self->upper, is_range);
  if (!is_range)
    return;

  rl_map_layer_set_automatic_range (self->layer, FALSE);
  rl_map_layer_set_range (self->layer, lower, upper);
}

static void
colormap_chosen_cb (RlMapPane *self)
{
  rl_map_layer_set_colormap (self->layer, rl_colormap_chooser_get (self->colormap));
}

static void
swipe_cb (RlMapPane *self)
{
  if (!self->is_following)
    rl_map_layer_set_swipe (self->layer, gtk_switch_get_active (self->swipe) ? 0.5 : 0.0);
}

void
rl_map_pane_class_bind_display (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, display);
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, visible);
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, opacity);
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, colormap);
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, inverted);
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, range);
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, lower);
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, upper);
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, isolines);
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, swipe);
  gtk_widget_class_bind_template_callback (widget_class, colormap_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, range_typed_cb);
}

void
rl_map_pane_set_up_display (RlMapPane *self)
{
  const struct
  {
    const char *property;
    gpointer    widget;
    const char *widget_property;
  } bound[] = {
    { "visible", self->visible, "active" }, { "inverted", self->inverted, "active" },
    { "opacity", gtk_range_get_adjustment (GTK_RANGE (self->opacity)), "value" },
    { "isolines", gtk_spin_button_get_adjustment (self->isolines), "value" },
  };
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < N_RANGES; i++)
    gtk_string_list_append (titles, _(range_titles[i]));
  gtk_drop_down_set_model (self->range, G_LIST_MODEL (titles));
  rl_list_name_follow (self->range, _("Range"));

  for (guint i = 0; i < G_N_ELEMENTS (bound); i++)
    g_object_bind_property (self->layer, bound[i].property, bound[i].widget, bound[i].widget_property,
                            G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (self->range, "notify::selected", G_CALLBACK (range_selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->swipe, "notify::active", G_CALLBACK (swipe_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->layer, "changed", G_CALLBACK (layer_changed_cb), self, G_CONNECT_SWAPPED);
  layer_changed_cb (self);
}
