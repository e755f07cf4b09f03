/* rl-feature-pane-settings.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "features/rl-feature-pane-private.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_CT  "pyradiomics-default"
#define DEFAULT_PET "pyradiomics-pet"

static void
choice_free (gpointer data)
{
  RlSettingsChoice *self = data;

  g_free (self->title);
  g_free (self->name);
  g_clear_pointer (&self->settings, rim_settings_unref);
  g_free (self);
}

/* Without diagnostics, as rimlightctl extract has them when it is not asked. */
static RimSettings *
load (const char  *name,
      GError     **error)
{
  g_autoptr(RimSettings) settings = rim_settings_load (name, error);

  return settings != NULL ? rim_settings_with_diagnostics (settings, FALSE) : NULL;
}

static guint
find_choice (RlFeaturePane *self,
             const char    *name)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      const RlSettingsChoice *choice = g_ptr_array_index (self->choices, i);

      if (g_strcmp0 (choice->name, name) == 0)
        return i;
    }

  return 0;
}

static RlSettingsChoice *
add_choice (RlFeaturePane *self,
            const char    *title,
            const char    *name)
{
  RlSettingsChoice *choice = g_new0 (RlSettingsChoice, 1);

  choice->title = g_strdup (title);
  choice->name = g_strdup (name);
  g_ptr_array_add (self->choices, choice);

  return choice;
}

static void
update_about (RlFeaturePane *self,
              RimSettings   *settings)
{
  const char *profile;
  g_autofree char *label = NULL;

  if (settings == NULL)
    return;

  profile = rim_settings_get_profile (settings) == RIM_PROFILE_IBSI ? "IBSI" : "PyRadiomics";
  label = g_strdup_printf ("%s · %.7s", profile, rim_settings_get_hash (settings));
  gtk_menu_button_set_label (self->about_settings, label);
}

/* The last entry opens a file. */
static void
fill_list (RlFeaturePane *self)
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->choices->len; i++)
    gtk_string_list_append (titles, ((RlSettingsChoice *) g_ptr_array_index (self->choices, i))->title);
  gtk_string_list_append (titles, _("Open Settings File…"));

  self->is_following = TRUE;
  gtk_drop_down_set_model (self->settings, G_LIST_MODEL (titles));
  self->is_following = FALSE;
}

/**
 * rl_feature_pane_get_settings:
 * @self: a pane
 * @layer: an image
 *
 * Each image has its own: bins that suit a CT do not suit a PET.
 *
 * Returns: (transfer none) (nullable): the settings chosen for it
 */
RimSettings *
rl_feature_pane_get_settings (RlFeaturePane *self,
                              RlLayerKind    layer)
{
  RlSettingsChoice *choice = g_ptr_array_index (self->choices, self->chosen[layer]);
  g_autoptr(GError) error = NULL;

  if (choice->settings == NULL)
    choice->settings = load (choice->name, &error);
  if (choice->settings == NULL)
    rl_feature_pane_say (self, error->message);

  return choice->settings;
}

/* Shows the settings of the image that is looked at. */
void
rl_feature_pane_follow_settings (RlFeaturePane *self)
{
  RlLayerKind layer = rl_feature_pane_get_layer (self);

  self->is_following = TRUE;
  gtk_drop_down_set_selected (self->settings, self->chosen[layer]);
  self->is_following = FALSE;
  update_about (self, rl_feature_pane_get_settings (self, layer));
}

/**
 * rl_feature_pane_load_settings:
 * @self: a pane
 * @path_or_name: a file, or the name of a recipe
 *
 * Chooses settings for the image that is looked at. If they cannot be read a
 * message says why and those before stay.
 *
 * Returns: whether they are chosen
 */
gboolean
rl_feature_pane_load_settings (RlFeaturePane *self,
                               const char    *path_or_name)
{
  g_autoptr(RimSettings) settings = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *title = NULL;
  RlSettingsChoice *choice;
  guint index;

  g_return_val_if_fail (RL_IS_FEATURE_PANE (self), FALSE);

  settings = load (path_or_name, &error);
  if (settings == NULL)
    {
      rl_feature_pane_say (self, error->message);
      return FALSE;
    }

  index = find_choice (self, path_or_name);
  choice = g_ptr_array_index (self->choices, index);
  if (g_strcmp0 (choice->name, path_or_name) != 0)
    {
      title = g_filename_display_basename (path_or_name);
      choice = add_choice (self, title, path_or_name);
      index = self->choices->len - 1;
      fill_list (self);
    }
  g_clear_pointer (&choice->settings, rim_settings_unref);
  choice->settings = g_steal_pointer (&settings);
  self->chosen[rl_feature_pane_get_layer (self)] = index;
  rl_feature_pane_update_sources (self);

  return TRUE;
}

static void
opened_cb (RlFeaturePane        *self,
           int                   response,
           GtkFileChooserNative *native)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (native));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && g_file_peek_path (file) != NULL)
    rl_feature_pane_load_settings (self, g_file_peek_path (file));

  g_clear_object (&self->chooser);
}

static void
ask_for_file (RlFeaturePane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkFileChooserNative *native;
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  native = gtk_file_chooser_native_new (_("Open Settings"), GTK_WINDOW (root),
                                        GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_file_filter_set_name (filter, _("Settings (YAML)"));
  gtk_file_filter_add_pattern (filter, "*.yaml");
  gtk_file_filter_add_pattern (filter, "*.yml");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (native), filter);
  rl_feature_pane_choose_file (self, native, G_CALLBACK (opened_cb));
}

static void
selected_cb (RlFeaturePane *self)
{
  guint selected = gtk_drop_down_get_selected (self->settings);

  if (self->is_following || selected == GTK_INVALID_LIST_POSITION)
    return;

  if (selected >= self->choices->len)
    {
      rl_feature_pane_follow_settings (self);
      ask_for_file (self);
      return;
    }

  self->chosen[rl_feature_pane_get_layer (self)] = selected;
  rl_feature_pane_update_sources (self);
}

static void
copy_settings_cb (GtkButton *button,
                  gpointer   data)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (data);
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), text);
}

static GtkWidget *
new_text_view (RimSettings *settings)
{
  GtkWidget *view = gtk_text_view_new ();
  g_autofree char *yaml = rim_settings_to_yaml (settings);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), yaml, -1);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Settings as YAML"), -1);

  return view;
}

static void
create_about_cb (GtkMenuButton *button,
                 gpointer       data)
{
  RlFeaturePane *self = data;
  RimSettings *settings = rl_feature_pane_get_settings (self, rl_feature_pane_get_layer (self));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *copy = gtk_button_new_with_label (_("Copy"));
  GtkWidget *hash = gtk_label_new (settings != NULL ? rim_settings_get_hash (settings) : "");
  GtkWidget *view;

  if (settings != NULL)
    {
      view = new_text_view (settings);
      gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
      g_signal_connect_object (copy, "clicked", G_CALLBACK (copy_settings_cb), view, 0);
    }
  gtk_widget_set_size_request (scrolled, 320, 340);
  gtk_label_set_ellipsize (GTK_LABEL (hash), PANGO_ELLIPSIZE_END);
  gtk_label_set_selectable (GTK_LABEL (hash), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (hash), 36);
  gtk_widget_add_css_class (hash, "caption");
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), hash);
  gtk_box_append (GTK_BOX (box), copy);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
}

void
rl_feature_pane_set_up_settings (RlFeaturePane *self)
{
  const char *const *names = rim_settings_list_names ();

  self->choices = g_ptr_array_new_with_free_func (choice_free);
  for (; *names != NULL; names++)
    add_choice (self, *names, *names);
  self->chosen[RL_LAYER_CT] = find_choice (self, DEFAULT_CT);
  self->chosen[RL_LAYER_PET] = find_choice (self, DEFAULT_PET);
  fill_list (self);
  gtk_drop_down_set_selected (self->settings, self->chosen[RL_LAYER_CT]);

  g_signal_connect_object (self->settings, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_menu_button_set_create_popup_func (self->about_settings, create_about_cb, self, NULL);
}

void
rl_feature_pane_clear_settings (RlFeaturePane *self)
{
  g_clear_pointer (&self->choices, g_ptr_array_unref);
}
