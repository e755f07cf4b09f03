/* rl-application.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rl-application.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "core/rl-settings.h"
#include "dialogs/rl-preferences.h"
#include "review/rl-review.h"
#include "window/rl-window.h"

struct _RlApplication
{
  AdwApplication  parent_instance;

  RlSettings     *settings;
  RlKeymap       *keymap;
  RlWindow       *window;
  RlReview       *review;
  char           *library_folder;       /* from the command line */
};

G_DEFINE_FINAL_TYPE (RlApplication, rl_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "library", 'l', 0, G_OPTION_ARG_FILENAME, NULL,
    N_("Keep the library in this folder"), N_("DIR") },
  { "version", 'v', 0, G_OPTION_ARG_NONE, NULL, N_("Show the version and leave"), NULL },
  { NULL }
};

static void
apply_color_scheme (RlApplication *self)
{
  static const AdwColorScheme schemes[] = {
    [RL_COLOR_SCHEME_DARK] = ADW_COLOR_SCHEME_FORCE_DARK,
    [RL_COLOR_SCHEME_LIGHT] = ADW_COLOR_SCHEME_FORCE_LIGHT,
    [RL_COLOR_SCHEME_SYSTEM] = ADW_COLOR_SCHEME_DEFAULT,
  };

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[rl_settings_get_color_scheme (self->settings)]);
}

static void
window_removed_cb (RlApplication *self,
                   GtkWindow     *window)
{
  if (window != (GtkWindow *) self->window)
    return;

  rl_review_shut_down (self->review);
  g_clear_object (&self->review);
  self->window = NULL;
}

/* Returns: whether the window was not there before */
static gboolean
ensure_window (RlApplication *self)
{
  g_autofree char *folder = NULL;

  if (self->window != NULL)
    return FALSE;

  folder = self->library_folder != NULL ? g_strdup (self->library_folder)
                                        : rl_settings_dup_library_folder (self->settings);
  self->window = rl_window_new (GTK_APPLICATION (self));
  rl_window_set_keymap (self->window, self->keymap);
  rl_settings_keep_window (self->settings, G_OBJECT (self->window));
  self->review = rl_review_new (self->window, self->settings);
  rl_review_open_library (self->review, folder);

  return TRUE;
}

static void
about_cb (GSimpleAction *action,
          GVariant      *param,
          gpointer       data)
{
  RlApplication *self = data;

  adw_show_about_window (GTK_WINDOW (self->window),
                         "application-name", _("Rimlight"),
                         "application-icon", RL_APPLICATION_ID,
                         "developer-name", _("The Rimlight Authors"),
                         "version", RL_VERSION,
                         "copyright", "© 2026 The Rimlight Authors",
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "comments", _("Radiomics in CT and PET: read, contour, measure.\n\n"
                                       "Rimlight is not a medical device. It is meant for "
                                       "research and teaching and must not be used to decide "
                                       "on the care of a patient."),
                         NULL);
}

static void
preferences_cb (GSimpleAction *action,
                GVariant      *param,
                gpointer       data)
{
  RlApplication *self = data;

  gtk_window_present (rl_preferences_new (GTK_WINDOW (self->window), self->settings,
                                          rl_window_get_jobs (self->window)));
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *param,
         gpointer       data)
{
  RlApplication *self = data;

  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
}

/* So that menus show the keys, and that they work while something is typed. */
static void
set_accels (RlApplication *self)
{
  static const char *const actions[] = {
    "app.quit", "app.preferences", "win.import-folder", "win.import-files", "win.save",
    "win.new-tab", "win.close-tab", "win.reopen-tab", "win.next-tab(1)", "win.next-tab(-1)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_auto(GStrv) keys = rl_keymap_dup_keys (self->keymap, actions[i]);

      gtk_application_set_accels_for_action (GTK_APPLICATION (self), actions[i],
                                             (const char *const *) keys);
    }
}

static void
rl_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { .name = "about", .activate = about_cb },
    { .name = "preferences", .activate = preferences_cb },
    { .name = "quit", .activate = quit_cb },
  };
  RlApplication *self = RL_APPLICATION (application);

  G_APPLICATION_CLASS (rl_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (RL_APPLICATION_ID);
  self->settings = rl_settings_new ();
  g_signal_connect_object (self->settings, "notify::color-scheme",
                           G_CALLBACK (apply_color_scheme), self, G_CONNECT_SWAPPED);
  apply_color_scheme (self);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  self->keymap = rl_keymap_new (self->settings);
  g_signal_connect_object (self->keymap, "changed", G_CALLBACK (set_accels), self,
                           G_CONNECT_SWAPPED);
  set_accels (self);
}

static void
rl_application_activate (GApplication *application)
{
  RlApplication *self = RL_APPLICATION (application);
  gboolean is_new = ensure_window (self);

  gtk_window_present (GTK_WINDOW (self->window));
  if (is_new && rl_review_get_library (self->review) != NULL)
    rl_review_open_first (self->review);
}

static void
rl_application_open (GApplication  *application,
                     GFile        **files,
                     int            n_files,
                     const char    *hint)
{
  RlApplication *self = RL_APPLICATION (application);
  g_autoptr(GPtrArray) paths = g_ptr_array_new ();
  gboolean is_new = ensure_window (self);

  gtk_window_present (GTK_WINDOW (self->window));
  if (rl_review_get_library (self->review) == NULL)
    return;

  for (int i = 0; i < n_files; i++)
    if (g_file_peek_path (files[i]) != NULL)
      g_ptr_array_add (paths, (gpointer) g_file_peek_path (files[i]));
  g_ptr_array_add (paths, NULL);

  if (paths->len > 1)
    rl_review_import (self->review, (const char *const *) paths->pdata, TRUE);
  if (is_new)
    rl_review_continue_demo (self->review);
}

/* A library of its own makes a program of its own: it must not end up in the
 * window of another library.
 */
static int
rl_application_handle_local_options (GApplication *application,
                                     GVariantDict *dict)
{
  RlApplication *self = RL_APPLICATION (application);

  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("Rimlight %s\n", RL_VERSION);
      return 0;
    }

  if (g_variant_dict_lookup (dict, "library", "^ay", &self->library_folder))
    g_application_set_flags (application,
                             g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);

  return -1;
}

static void
rl_application_finalize (GObject *object)
{
  RlApplication *self = RL_APPLICATION (object);

  g_clear_object (&self->review);
  g_clear_object (&self->keymap);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->library_folder, g_free);

  G_OBJECT_CLASS (rl_application_parent_class)->finalize (object);
}

static void
rl_application_class_init (RlApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rl_application_finalize;

  application_class->startup = rl_application_startup;
  application_class->activate = rl_application_activate;
  application_class->open = rl_application_open;
  application_class->handle_local_options = rl_application_handle_local_options;
}

static void
rl_application_init (RlApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[PATH…]"));
  g_application_set_option_context_summary (G_APPLICATION (self),
                                            _("Opens CT and PET patients. PATH is a DICOM folder "
                                              "or file, NIfTI, or NRRD."));
  g_signal_connect (self, "window-removed", G_CALLBACK (window_removed_cb), NULL);
}

RlApplication *
rl_application_new (void)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, RL_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  return g_object_new (RL_TYPE_APPLICATION,
                       "application-id", RL_APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/org/rimlight/Rimlight",
                       NULL);
}
