/* rl-map-multiples.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-multiples.h"

#include <glib/gi18n-lib.h>

#include "maps/rl-map-look.h"
#include "maps/rl-map-title.h"

struct _RlMapMultiples
{
  GtkWidget   parent_instance;

  RlSession  *session;
  RlMapMaker *maker;
  char       *feature;
  GPtrArray  *pinned;          /* of names */
  gboolean    is_following;    /* the switch follows what is shown */

  GtkBox     *rows;
  GtkWidget  *pin;
  GtkSwitch  *shown;
};

enum
{
  PROP_0,
  PROP_FEATURE,
  PROP_SHOWN,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlMapMultiples, rl_map_multiples, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static gboolean
find_pinned (RlMapMultiples *self,
             const char     *name,
             guint          *index)
{
  return name != NULL && g_ptr_array_find_with_equal_func (self->pinned, name, g_str_equal, index);
}

static void
update_pin (RlMapMultiples *self)
{
  gtk_widget_set_sensitive (self->pin, self->feature != NULL && !find_pinned (self, self->feature, NULL) &&
                            self->pinned->len < RL_MAP_MULTIPLES_MAX);
  gtk_widget_set_sensitive (GTK_WIDGET (self->shown), self->pinned->len > 0);
}

/* Returns: (transfer full) (array zero-terminated=1): what is shown beside the one that is
 * chosen
 */
char **
rl_map_multiples_dup_wanted (RlMapMultiples *self)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  g_return_val_if_fail (RL_IS_MAP_MULTIPLES (self), NULL);

  for (guint i = 0; gtk_switch_get_active (self->shown) && i < self->pinned->len; i++)
    if (g_strcmp0 (g_ptr_array_index (self->pinned, i), self->feature) != 0)
      g_strv_builder_add (names, g_ptr_array_index (self->pinned, i));

  return g_strv_builder_end (names);
}

/**
 * rl_map_multiples_lay_out:
 * @self: several maps, which the maker makes now
 *
 * Gives each a pane.
 */
void
rl_map_multiples_lay_out (RlMapMultiples *self)
{
  g_autoptr(GPtrArray) layers = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto(GStrv) wanted = NULL;
  RimOrientation plane;

  g_return_if_fail (RL_IS_MAP_MULTIPLES (self));

  wanted = rl_map_multiples_dup_wanted (self);
  for (guint i = 0; wanted[i] != NULL && self->feature != NULL; i++)
    {
      RlMapLayer *layer = rl_map_maker_get_layer (self->maker, i + 1);

      rl_map_look_share (rl_session_get_map_layer (self->session), layer);
      g_ptr_array_add (layers, g_object_ref (layer));
    }

  if (layers->len == rl_session_get_n_more_maps (self->session))
    return;

  plane = rl_session_get_n_more_maps (self->session) > 0 ? rl_session_get_maps_plane (self->session)
                                                         : rl_session_get_active_plane (self->session);
  self->is_following = TRUE;
  rl_session_set_more_maps (self->session, layers, plane);
  self->is_following = FALSE;
}

static void
unpin_cb (GtkButton      *button,
          RlMapMultiples *self)
{
  g_autofree char *name = g_strdup (g_object_get_data (G_OBJECT (button), "name"));

  rl_map_multiples_unpin (self, name);
}

static GtkWidget *
new_row (RlMapMultiples *self,
         const char     *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  RimMapFeature feature;
  g_autofree char *title = NULL;
  g_autofree char *tip = NULL;

  title = rim_map_feature_find (name, &feature, NULL) ? rl_map_title_new (&feature, "original") : g_strdup (name);
  /* Translators: %s is a map, such as "GLCM Contrast". */
  tip = g_strdup_printf (_("Unpin %s"), title);
  gtk_label_set_text (GTK_LABEL (label), title);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (name), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (unpin_cb), self, 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);

  return box;
}

static void
fill_rows (RlMapMultiples *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, row);
  for (guint i = 0; i < self->pinned->len; i++)
    gtk_box_append (self->rows, new_row (self, g_ptr_array_index (self->pinned, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->rows), self->pinned->len > 0);
}

static void
say_changed (RlMapMultiples *self)
{
  update_pin (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * rl_map_multiples_pin:
 * @self: several maps
 * @name: what is to be shown beside others: "glcm_Contrast"
 */
void
rl_map_multiples_pin (RlMapMultiples *self,
                      const char     *name)
{
  g_return_if_fail (RL_IS_MAP_MULTIPLES (self));
  g_return_if_fail (name != NULL);

  if (find_pinned (self, name, NULL) || self->pinned->len >= RL_MAP_MULTIPLES_MAX)
    return;

  g_ptr_array_add (self->pinned, g_strdup (name));
  fill_rows (self);
  say_changed (self);
}

void
rl_map_multiples_unpin (RlMapMultiples *self,
                        const char     *name)
{
  guint index;

  g_return_if_fail (RL_IS_MAP_MULTIPLES (self));

  if (!find_pinned (self, name, &index))
    return;

  g_ptr_array_remove_index (self->pinned, index);
  fill_rows (self);
  if (self->pinned->len == 0)
    gtk_switch_set_active (self->shown, FALSE);
  say_changed (self);
}

static void
pin_cb (RlMapMultiples *self)
{
  if (self->feature != NULL)
    rl_map_multiples_pin (self, self->feature);
}

static void
shown_cb (RlMapMultiples *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN]);
  if (!self->is_following)
    say_changed (self);
}

/* Another layout was chosen, which has but one map. */
static void
maps_changed_cb (RlMapMultiples *self)
{
  if (self->is_following || rl_session_get_n_more_maps (self->session) > 0)
    return;

  gtk_switch_set_active (self->shown, FALSE);
}

static void
set_feature (RlMapMultiples *self,
             const char     *feature)
{
  g_free (self->feature);
  self->feature = g_strdup (feature);
  update_pin (self);
}

static void
rl_map_multiples_dispose (GObject *object)
{
  RlMapMultiples *self = RL_MAP_MULTIPLES (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);
  g_clear_object (&self->maker);
  g_clear_pointer (&self->feature, g_free);
  g_clear_pointer (&self->pinned, g_ptr_array_unref);

  G_OBJECT_CLASS (rl_map_multiples_parent_class)->dispose (object);
}

static void
rl_map_multiples_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  RlMapMultiples *self = RL_MAP_MULTIPLES (object);

  if (prop_id == PROP_FEATURE)
    g_value_set_string (value, self->feature);
  else
    g_value_set_boolean (value, gtk_switch_get_active (self->shown));
}

static void
rl_map_multiples_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  RlMapMultiples *self = RL_MAP_MULTIPLES (object);

  if (prop_id == PROP_FEATURE)
    set_feature (self, g_value_get_string (value));
  else
    gtk_switch_set_active (self->shown, g_value_get_boolean (value));
}

static void
rl_map_multiples_class_init (RlMapMultiplesClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rl_map_multiples_dispose;
  object_class->get_property = rl_map_multiples_get_property;
  object_class->set_property = rl_map_multiples_set_property;

  properties[PROP_FEATURE] = g_param_spec_string ("feature", NULL, NULL, NULL, flags);
  properties[PROP_SHOWN] = g_param_spec_boolean ("shown", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static GtkWidget *
new_controls (RlMapMultiples *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new_with_mnemonic (_("_Beside each other"));

  self->pin = gtk_button_new_with_label (_("Pin This Map"));
  self->shown = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->shown), GTK_ALIGN_CENTER);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), GTK_WIDGET (self->shown));
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->shown));
  g_signal_connect_object (self->pin, "clicked", G_CALLBACK (pin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shown, "notify::active", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);

  return box;
}

static void
rl_map_multiples_init (RlMapMultiples *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 4);
  self->pinned = g_ptr_array_new_with_free_func (g_free);
  self->rows = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_widget_set_parent (new_controls (self), GTK_WIDGET (self));
  gtk_widget_set_parent (self->pin, GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->rows), GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "map-multiples");
  fill_rows (self);
  update_pin (self);
}

/**
 * rl_map_multiples_new:
 * @session: what is shown
 * @maker: makes the maps
 *
 * Returns: (transfer floating): a widget
 */
GtkWidget *
rl_map_multiples_new (RlSession  *session,
                      RlMapMaker *maker)
{
  RlMapMultiples *self = g_object_new (RL_TYPE_MAP_MULTIPLES, NULL);

  self->session = g_object_ref (session);
  self->maker = g_object_ref (maker);
  g_signal_connect_object (session, "maps-changed", G_CALLBACK (maps_changed_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
