/* rl-preferences.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dialogs/rl-preferences.h"

#include <glib/gi18n-lib.h>

#include "dialogs/rl-window-row.h"
#include "library/rim-library-maps.h"

#define FIRST_WINDOW 7
#define N_WINDOWS    3

struct _RlPreferences
{
  AdwPreferencesWindow  parent_instance;

  RlSettings           *settings;
  RlJobs               *jobs;
  GtkFileChooserNative *chooser;

  AdwEntryRow          *author;
  AdwComboRow          *mouse_profile;
  AdwComboRow          *color_scheme;
  GtkSpinButton        *brush_radius;
  GtkSpinButton        *cine_rate;
  GtkSwitch            *cine_swing;
  GtkSpinButton        *memory_budget;
  GtkSpinButton        *map_budget;
  AdwActionRow         *library_row;
  AdwActionRow         *maps_row;
  AdwPreferencesGroup  *windows;
  RlWindowRow          *window_rows[N_WINDOWS];
};

G_DEFINE_FINAL_TYPE (RlPreferences, rl_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static gboolean
enum_to_index (GBinding     *binding,
               const GValue *from,
               GValue       *to,
               gpointer      data)
{
  g_value_set_uint (to, (guint) g_value_get_enum (from));

  return TRUE;
}

static gboolean
index_to_enum (GBinding     *binding,
               const GValue *from,
               GValue       *to,
               gpointer      data)
{
  g_value_set_enum (to, (int) g_value_get_uint (from));

  return TRUE;
}

static void
update_folder (RlPreferences *self)
{
  g_autofree char *folder = rl_settings_dup_library_folder (self->settings);
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *markup = g_markup_escape_text (shown, -1);

  adw_action_row_set_subtitle (self->library_row, markup);
}

static void
folder_chosen_cb (RlPreferences        *self,
                  int                   response,
                  GtkFileChooserNative *chooser)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && g_file_peek_path (file) != NULL)
    g_object_set (self->settings, "library-folder", g_file_peek_path (file), NULL);

  g_clear_object (&self->chooser);
}

static void
choose_folder_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *param)
{
  RlPreferences *self = RL_PREFERENCES (widget);

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Library Folder"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                               NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (folder_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
reset_folder_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *param)
{
  g_object_set (RL_PREFERENCES (widget)->settings, "library-folder", "", NULL);
}

/* What is kept of maps: the work of a worker, and what it found. */
typedef struct
{
  RimMapCache *cache;
  gboolean     clears;
  guint        n_maps;
  guint64      size;
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_clear_pointer (&kept->cache, rim_map_cache_unref);
  g_free (kept);
}

static gpointer
kept_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  const Kept *input = data;
  Kept *kept = g_new0 (Kept, 1);

  if (input->clears)
    rim_map_cache_clear (input->cache);
  else
    rim_map_cache_trim (input->cache);
  kept->size = rim_map_cache_get_size (input->cache, &kept->n_maps);

  return kept;
}

static void
kept_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlPreferences *self = owner;
  const Kept *kept = result;
  g_autofree char *size = g_format_size (kept->size);
  g_autofree char *text = g_strdup_printf (ngettext ("%u map, %s", "%u maps, %s", kept->n_maps), kept->n_maps, size);

  adw_action_row_set_subtitle (self->maps_row, kept->n_maps > 0 ? text : _("None"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preferences.clear-maps", kept->n_maps > 0);
}

static const RlJobKind kept_kind = {
  .policy = RL_JOB_LATEST,
  .run = kept_run,
  .done = kept_done,
  .free_input = kept_free,
  .free_result = kept_free,
};

static void
look_at_maps (RlPreferences *self,
              gboolean       clears)
{
  g_autofree char *folder = rl_settings_dup_library_folder (self->settings);
  Kept *input = g_new0 (Kept, 1);
  int budget;

  g_object_get (self->settings, "map-budget", &budget, NULL);
  input->cache = rim_library_new_map_cache (folder, (guint64) budget * 1000000);
  input->clears = clears;
  rl_jobs_start (self->jobs, &kept_kind, self, input);
}

static void
budget_changed_cb (RlPreferences *self)
{
  look_at_maps (self, FALSE);
}

static void
clear_maps_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *param)
{
  look_at_maps (RL_PREFERENCES (widget), TRUE);
}

static void
window_changed_cb (RlPreferences *self)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sdd)"));
  g_autoptr(GVariant) windows = NULL;

  for (guint i = 0; i < N_WINDOWS; i++)
    {
      g_autoptr(GVariant) window = rl_window_row_dup_variant (self->window_rows[i]);

      g_variant_builder_add_value (&builder, window);
    }
  windows = g_variant_ref_sink (g_variant_builder_end (&builder));
  g_object_set (self->settings, "user-windows", windows, NULL);
}

static void
add_windows (RlPreferences *self)
{
  GVariant *windows = rl_settings_get_user_windows (self->settings);

  for (guint i = 0; i < N_WINDOWS; i++)
    {
      GtkWidget *row = rl_window_row_new (FIRST_WINDOW + i);
      double center, width;
      const char *name;

      self->window_rows[i] = RL_WINDOW_ROW (row);
      if (i < g_variant_n_children (windows))
        {
          g_variant_get_child (windows, i, "(&sdd)", &name, &center, &width);
          rl_window_row_set (self->window_rows[i], name, center, width);
        }
      g_signal_connect_object (row, "changed", G_CALLBACK (window_changed_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->windows, row);
    }
}

static void
bind (RlPreferences *self)
{
  GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  g_object_bind_property (self->settings, "author", self->author, "text", flags);
  g_object_bind_property (self->settings, "brush-radius", self->brush_radius, "value", flags);
  g_object_bind_property (self->settings, "cine-rate", self->cine_rate, "value", flags);
  g_object_bind_property (self->settings, "cine-swing", self->cine_swing, "active", flags);
  g_object_bind_property (self->settings, "memory-budget", self->memory_budget, "value", flags);
  g_object_bind_property (self->settings, "map-budget", self->map_budget, "value", flags);
  g_object_bind_property_full (self->settings, "mouse-profile", self->mouse_profile, "selected",
                               flags, enum_to_index, index_to_enum, NULL, NULL);
  g_object_bind_property_full (self->settings, "color-scheme", self->color_scheme, "selected",
                               flags, enum_to_index, index_to_enum, NULL, NULL);
  g_signal_connect_object (self->settings, "notify::library-folder", G_CALLBACK (update_folder),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "notify::map-budget", G_CALLBACK (budget_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update_folder (self);
  look_at_maps (self, FALSE);
}

static void
rl_preferences_dispose (GObject *object)
{
  RlPreferences *self = RL_PREFERENCES (object);

  g_clear_object (&self->chooser);
  g_clear_object (&self->settings);
  g_clear_object (&self->jobs);
  gtk_widget_dispose_template (GTK_WIDGET (self), RL_TYPE_PREFERENCES);

  G_OBJECT_CLASS (rl_preferences_parent_class)->dispose (object);
}

static void
rl_preferences_class_init (RlPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_preferences_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rimlight/Rimlight/ui/rl-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, RlPreferences, author);
  gtk_widget_class_bind_template_child (widget_class, RlPreferences, mouse_profile);
  gtk_widget_class_bind_template_child (widget_class, RlPreferences, color_scheme);
  gtk_widget_class_bind_template_child (widget_class, RlPreferences, brush_radius);
  gtk_widget_class_bind_template_child (widget_class, RlPreferences, cine_rate);
  gtk_widget_class_bind_template_child (widget_class, RlPreferences, cine_swing);
  gtk_widget_class_bind_template_child (widget_class, RlPreferences, memory_budget);
  gtk_widget_class_bind_template_child (widget_class, RlPreferences, map_budget);
  gtk_widget_class_bind_template_child (widget_class, RlPreferences, library_row);
  gtk_widget_class_bind_template_child (widget_class, RlPreferences, maps_row);
  gtk_widget_class_bind_template_child (widget_class, RlPreferences, windows);

  gtk_widget_class_install_action (widget_class, "preferences.choose-folder", NULL,
                                   choose_folder_action);
  gtk_widget_class_install_action (widget_class, "preferences.reset-folder", NULL,
                                   reset_folder_action);
  gtk_widget_class_install_action (widget_class, "preferences.clear-maps", NULL, clear_maps_action);
}

static void
rl_preferences_init (RlPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rl_preferences_new:
 * @parent: (nullable): the window it belongs to
 * @settings: what it changes, at once
 * @jobs: whose workers look at the disk
 */
GtkWindow *
rl_preferences_new (GtkWindow  *parent,
                    RlSettings *settings,
                    RlJobs     *jobs)
{
  RlPreferences *self = g_object_new (RL_TYPE_PREFERENCES, "transient-for", parent, NULL);

  self->settings = g_object_ref (settings);
  self->jobs = g_object_ref (jobs);
  bind (self);
  add_windows (self);

  return GTK_WINDOW (self);
}
