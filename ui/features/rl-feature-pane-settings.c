/* rl-feature-pane-settings.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "features/rl-feature-pane-private.h"

#include <glib/gi18n-lib.h>

#include "widgets/rl-list-name.h"

/* By image. Both images of a fused one are counted in standard deviations. */
static const char *const usual[RIM_N_STUDY_IMAGES] = {
  "pyradiomics-default", "pyradiomics-pet", "pyradiomics-pet",
};

/* Settings to read, and how that went. */
typedef struct
{
  RimStudyImage  image;
  char          *name;
  gboolean       by_user;       /* just now, not in an earlier session */
  RimSettings   *settings;
  char          *problem;
} Reading;

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
  rl_list_name_button (GTK_WIDGET (self->about_settings), _("Profile and hash"), NULL);
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

static gboolean
is_recipe (const char *name)
{
  return g_strv_contains (rim_settings_list_names (), name);
}

/**
 * rl_feature_pane_get_settings:
 * @self: a pane
 * @image: an image
 *
 * Each image has its own: bins that suit a CT do not suit a PET. A recipe is in
 * memory and is read when it is first needed.
 *
 * Returns: (transfer none) (nullable): the settings chosen for it
 */
RimSettings *
rl_feature_pane_get_settings (RlFeaturePane *self,
                              RimStudyImage  image)
{
  RlSettingsChoice *choice = g_ptr_array_index (self->choices, self->chosen[image]);
  g_autoptr(GError) error = NULL;

  if (choice->settings == NULL)
    choice->settings = load (choice->name, &error);
  if (choice->settings == NULL)
    rl_feature_pane_say (self, error->message);

  return choice->settings;
}

/* Returns: the recipe or file of the settings chosen for @image */
const char *
rl_feature_pane_get_settings_name (RlFeaturePane *self,
                                   RimStudyImage  image)
{
  return ((RlSettingsChoice *) g_ptr_array_index (self->choices, self->chosen[image]))->name;
}

/* Shows the settings of the image that is looked at. */
void
rl_feature_pane_follow_settings (RlFeaturePane *self)
{
  RimStudyImage image = rl_feature_pane_get_image (self);

  self->is_following = TRUE;
  gtk_drop_down_set_selected (self->settings, self->chosen[image]);
  self->is_following = FALSE;
  update_about (self, rl_feature_pane_get_settings (self, image));
}

static Reading *
reading_new (RimStudyImage  image,
             const char    *name,
             gboolean       by_user)
{
  Reading *self = g_new0 (Reading, 1);

  self->image = image;
  self->name = g_strdup (name);
  self->by_user = by_user;

  return self;
}

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_free (self->name);
  g_free (self->problem);
  g_clear_pointer (&self->settings, rim_settings_unref);
  g_free (self);
}

static gpointer
read_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  const Reading *input = data;
  Reading *result = reading_new (input->image, input->name, input->by_user);
  g_autoptr(GError) own_error = NULL;

  result->settings = load (input->name, &own_error);
  if (result->settings == NULL)
    result->problem = g_strdup (own_error->message);

  return result;
}

static void
show_unread (RlFeaturePane *self,
             RimStudyImage  image,
             const char    *name,
             const char    *problem)
{
  g_free (self->unread);
  self->unread = g_strdup (name);
  self->unread_image = image;
  if (problem != NULL)
    gtk_label_set_text (self->unread_reason, problem);
  gtk_revealer_set_reveal_child (self->unread_notice, problem != NULL);
}

static guint
keep_choice (RlFeaturePane *self,
             const char    *name,
             RimSettings   *settings)
{
  guint index = find_choice (self, name);
  RlSettingsChoice *choice = g_ptr_array_index (self->choices, index);
  g_autofree char *title = NULL;

  if (g_strcmp0 (choice->name, name) != 0)
    {
      title = g_filename_display_basename (name);
      choice = add_choice (self, title, name);
      index = self->choices->len - 1;
      fill_list (self);
    }
  g_clear_pointer (&choice->settings, rim_settings_unref);
  choice->settings = rim_settings_ref (settings);

  return index;
}

/* What settings say of VOIs is taken when they are chosen; what was changed
 * afterwards is kept from session to session.
 */
static void
choose (RlFeaturePane *self,
        RimStudyImage  image,
        guint          index,
        gboolean       by_user)
{
  g_clear_pointer (&self->asked[image], g_free);
  self->chosen[image] = index;
  rl_feature_pane_update_sources (self);
  rl_feature_pane_notify_settings (self, image);
  if (by_user)
    rl_feature_pane_adopt (self, rl_feature_pane_get_settings (self, image));
}

/* What the user has chosen meanwhile counts. */
static void
read_done (gpointer      owner,
           gpointer      data,
           const GError *error)
{
  RlFeaturePane *self = owner;
  Reading *result = data;

  if (g_strcmp0 (self->asked[result->image], result->name) != 0)
    return;

  g_clear_pointer (&self->asked[result->image], g_free);
  show_unread (self, result->image, result->name, result->problem);
  if (result->settings != NULL)
    choose (self, result->image, keep_choice (self, result->name, result->settings), result->by_user);
}

/* Three images may read theirs at the same time. */
static const RlJobKind read_kind = {
  .policy = RL_JOB_KEEP,
  .run = read_run,
  .done = read_done,
  .free_input = reading_free,
  .free_result = reading_free,
};

/**
 * rl_feature_pane_read_settings:
 * @self: a pane
 * @image: an image
 * @path_or_name: a file, or the name of a recipe
 * @by_user: whether the user chose it just now
 *
 * Chooses settings for an image; a file is read by a worker. If it cannot be read
 * a notice says why, and those before stay.
 */
void
rl_feature_pane_read_settings (RlFeaturePane *self,
                               RimStudyImage  image,
                               const char    *path_or_name,
                               gboolean       by_user)
{
  if (is_recipe (path_or_name))
    {
      choose (self, image, find_choice (self, path_or_name), by_user);
      return;
    }

  g_free (self->asked[image]);
  self->asked[image] = g_strdup (path_or_name);
  rl_jobs_start (self->jobs, &read_kind, self, reading_new (image, path_or_name, by_user));
}

/**
 * rl_feature_pane_load_settings:
 * @self: a pane
 * @path_or_name: a file, or the name of a recipe
 *
 * Chooses settings for the image that is looked at.
 */
void
rl_feature_pane_load_settings (RlFeaturePane *self,
                               const char    *path_or_name)
{
  g_return_if_fail (RL_IS_FEATURE_PANE (self));

  rl_feature_pane_read_settings (self, rl_feature_pane_get_image (self), path_or_name, TRUE);
}

/* Returns: (nullable): why settings could not be read, while that is shown */
const char *
rl_feature_pane_get_unread (RlFeaturePane *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_PANE (self), NULL);

  return gtk_revealer_get_reveal_child (self->unread_notice)
         ? gtk_label_get_text (self->unread_reason)
         : NULL;
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
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  g_signal_connect_object (native, "response", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_clear_object (&self->chooser);
  self->chooser = native;
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
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

  show_unread (self, 0, NULL, NULL);
  choose (self, rl_feature_pane_get_image (self), selected, TRUE);
}

static void
retry_cb (RlFeaturePane *self)
{
  g_autofree char *name = g_strdup (self->unread);

  if (name != NULL)
    rl_feature_pane_read_settings (self, self->unread_image, name, TRUE);
}

static void
dismiss_cb (RlFeaturePane *self)
{
  show_unread (self, 0, NULL, NULL);
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
  RimSettings *settings = rl_feature_pane_get_settings (self, rl_feature_pane_get_image (self));
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
rl_feature_pane_class_bind_settings (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RlFeaturePane, unread_notice);
  gtk_widget_class_bind_template_child (widget_class, RlFeaturePane, unread_reason);
  gtk_widget_class_bind_template_child (widget_class, RlFeaturePane, settings);
  gtk_widget_class_bind_template_child (widget_class, RlFeaturePane, about_settings);
  gtk_widget_class_bind_template_callback (widget_class, ask_for_file);
  gtk_widget_class_bind_template_callback (widget_class, dismiss_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

void
rl_feature_pane_set_up_settings (RlFeaturePane *self)
{
  const char *const *names = rim_settings_list_names ();

  self->choices = g_ptr_array_new_with_free_func (choice_free);
  for (; *names != NULL; names++)
    add_choice (self, *names, *names);
  for (guint i = 0; i < RIM_N_STUDY_IMAGES; i++)
    self->chosen[i] = find_choice (self, usual[i]);
  fill_list (self);
  gtk_drop_down_set_selected (self->settings, self->chosen[RIM_STUDY_IMAGE_CT]);

  g_signal_connect_object (self->settings, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_menu_button_set_create_popup_func (self->about_settings, create_about_cb, self, NULL);
}

void
rl_feature_pane_clear_settings (RlFeaturePane *self)
{
  for (guint i = 0; i < RIM_N_STUDY_IMAGES; i++)
    g_clear_pointer (&self->asked[i], g_free);
  g_clear_pointer (&self->unread, g_free);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
}
