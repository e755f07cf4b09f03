/* rl-review-save.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-review-private.h"

#include <glib/gi18n-lib.h>

#include "library/rim-library-audit.h"

typedef struct
{
  char  *path;
  guint  n_lesions;
} Saved;

/* What the dialog told, while the user is asked whether to replace a file. */
typedef struct
{
  RlReview        *review;
  char            *path;
  RimExportFormat  format;
  RlSaveScope      scope;
} Wish;

static void
saved_free (gpointer data)
{
  Saved *saved = data;

  g_free (saved->path);
  g_free (saved);
}

static void
wish_free (gpointer  data,
           GClosure *closure)
{
  Wish *wish = data;

  g_object_unref (wish->review);
  g_free (wish->path);
  g_free (wish);
}

static gpointer
save_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  RlSaveInput *input = data;
  const RimExportNote note = { input->library, input->segmentation, input->author };
  Saved *saved;

  if (!rim_export_lesions_noted (input->path, input->format, input->lesions, input->image, "Rimlight",
                                 input->library != NULL ? &note : NULL, error))
    return NULL;

  saved = g_new0 (Saved, 1);
  saved->path = g_strdup (input->path);
  saved->n_lesions = input->lesions->len;

  return saved;
}

static void
show_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);

  gtk_show_uri (NULL, uri, GDK_CURRENT_TIME);
}

/* Not every desktop has a file manager that can point at a file. */
static void
items_shown_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autofree char *path = data;
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                             NULL);

  if (reply == NULL)
    show_folder (path);
}

static void
show_in_folder_cb (AdwToast *toast,
                   gpointer  data)
{
  const char *path = data;
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  const char *uris[2] = { uri, NULL };
  g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  if (bus == NULL)
    {
      show_folder (path);
      return;
    }

  g_dbus_connection_call (bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
                          "org.freedesktop.FileManager1", "ShowItems",
                          g_variant_new ("(^ass)", uris, ""), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          NULL, items_shown_cb, g_strdup (path));
}

static void
path_closure_free (gpointer  path,
                   GClosure *closure)
{
  g_free (path);
}

/* Says where a file is. */
void
rl_review_say_saved (RlReview   *self,
                     const char *message,
                     const char *path)
{
  g_autofree char *markup = g_markup_escape_text (message, -1);
  AdwToast *toast = adw_toast_new (markup);
  g_autofree char *full = g_canonicalize_filename (path, NULL);

  adw_toast_set_button_label (toast, _("Show in Folder"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (show_in_folder_cb),
                         g_steal_pointer (&full), path_closure_free, 0);
  rl_window_add_toast (self->window, toast);
}

static void
save_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlReview *self = owner;
  Saved *saved = result;
  g_autofree char *name = NULL;
  g_autofree char *message = NULL;

  if (self->is_closing)
    {
      g_signal_emit_by_name (self, "saved", saved != NULL ? saved->path : NULL,
                             error != NULL ? error->message : NULL);
      return;
    }

  if (saved == NULL)
    {
      g_autofree char *reason = g_strdup_printf (_("%s.\nNothing was written."), error->message);

      rl_review_fail (self, _("Not Saved"), reason);
      g_signal_emit_by_name (self, "saved", NULL, error->message);
      return;
    }

  name = g_filename_display_basename (saved->path);
  message = g_strdup_printf (ngettext ("Saved %s: %u lesion, read back and equal",
                                       "Saved %s: %u lesions, read back and equal",
                                       saved->n_lesions), name, saved->n_lesions);
  rl_review_say_saved (self, message, saved->path);
  g_signal_emit_by_name (self, "saved", saved->path, NULL);
}

static const RlJobKind save_kind = {
  .policy = RL_JOB_KEEP,
  .run = save_run,
  .done = save_done,
  .free_input = (GDestroyNotify) rl_save_input_free,
  .free_result = saved_free,
};

static void
replace_response_cb (AdwMessageDialog *dialog,
                     const char       *response,
                     Wish             *wish)
{
  if (g_strcmp0 (response, "replace") == 0)
    rl_review_save (wish->review, wish->path, wish->format, wish->scope);
}

/* The name got its extension after the dialog looked whether it is taken. */
static void
ask_to_replace (RlReview        *self,
                const char      *path,
                RimExportFormat  format,
                RlSaveScope      scope)
{
  g_autofree char *name = g_filename_display_basename (path);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self->window), _("Replace File?"), NULL);
  Wish *wish = g_new0 (Wish, 1);

  wish->review = g_object_ref (self);
  wish->path = g_strdup (path);
  wish->format = format;
  wish->scope = scope;

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), _("%s exists already."), name);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"),
                                    "replace", _("_Replace"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "replace",
                                              ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (replace_response_cb), wish, wish_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static RlSaveScope
get_scope (GtkFileChooser *chooser)
{
  const char *choice = gtk_file_chooser_get_choice (chooser, "scope");

  if (g_strcmp0 (choice, "active") == 0)
    return RL_SAVE_ACTIVE;
  if (g_strcmp0 (choice, "visible") == 0)
    return RL_SAVE_VISIBLE;

  return RL_SAVE_ALL;
}

static RimExportFormat
get_format (GtkFileChooser *chooser)
{
  GtkFileFilter *filter = gtk_file_chooser_get_filter (chooser);

  for (guint i = 0; filter != NULL && i < RIM_N_EXPORT_FORMATS; i++)
    if (g_strcmp0 (gtk_file_filter_get_name (filter), rim_export_format_get_name (i)) == 0)
      return i;

  return RIM_EXPORT_RTSTRUCT;
}

static void
save_chosen_cb (RlReview             *self,
                int                   response,
                GtkFileChooserNative *native)
{
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (native);
  g_autoptr(GFile) file = gtk_file_chooser_get_file (chooser);
  RimExportFormat format = get_format (chooser);
  RlSaveScope scope = get_scope (chooser);
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && g_file_peek_path (file) != NULL)
    {
      path = rl_save_complete_path (g_file_peek_path (file), &format);
      if (g_strcmp0 (path, g_file_peek_path (file)) != 0 && g_file_test (path, G_FILE_TEST_EXISTS))
        ask_to_replace (self, path, format, scope);
      else
        rl_review_save (self, path, format, scope);
    }

  g_clear_object (&self->chooser);
}

static void
add_filters (GtkFileChooser *chooser)
{
  for (guint i = 0; i < RIM_N_EXPORT_FORMATS; i++)
    {
      g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();
      g_autofree char *pattern = g_strconcat ("*", rim_export_format_get_extension (i), NULL);

      gtk_file_filter_set_name (filter, rim_export_format_get_name (i));
      gtk_file_filter_add_pattern (filter, pattern);
      if (i == RIM_EXPORT_NIFTI)
        gtk_file_filter_add_pattern (filter, "*.nii");
      gtk_file_chooser_add_filter (chooser, filter);
    }
}

static void
save_cb (GSimpleAction *action,
         GVariant      *param,
         gpointer       data)
{
  static const char *ids[] = { "all", "active", "visible", NULL };
  const char *labels[] = { _("All"), _("The active one"), _("Those that are shown"), NULL };
  RlReview *self = data;
  GtkFileChooserNative *native;
  g_autofree char *name = rl_save_suggest_name (self->tab->session);

  native = gtk_file_chooser_native_new (_("Save Segmentation"), GTK_WINDOW (self->window),
                                        GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (native), name);
  gtk_file_chooser_add_choice (GTK_FILE_CHOOSER (native), "scope", _("Lesions"), ids, labels);
  gtk_file_chooser_set_choice (GTK_FILE_CHOOSER (native), "scope", "all");
  add_filters (GTK_FILE_CHOOSER (native));
  rl_review_choose (self, native, G_CALLBACK (save_chosen_cb));
}

/* Saves all lesions at a path, as its extension says. */
static void
save_to_cb (GSimpleAction *action,
            GVariant      *param,
            gpointer       data)
{
  RlReview *self = data;
  RimExportFormat format = RIM_EXPORT_RTSTRUCT;
  g_autofree char *path = rl_save_complete_path (g_variant_get_string (param, NULL), &format);

  rl_review_save (self, path, format, RL_SAVE_ALL);
}

static GPtrArray *
list_history (const char *lesion_id,
              gpointer    data)
{
  RlReview *self = data;
  g_autoptr(GError) error = NULL;
  GPtrArray *rows;

  if (self->library == NULL || self->is_closing)
    return NULL;

  rows = rim_library_list_audit (self->library, lesion_id, &error);
  if (rows == NULL)
    g_message ("%s", error->message);

  return rows;
}

void
rl_review_set_up_save (RlReview *self)
{
  static const GActionEntry entries[] = {
    { .name = "save", .activate = save_cb },
    { .name = "save-to", .activate = save_to_cb, .parameter_type = "s" },
  };

  rl_window_set_history (self->window, list_history, self);
  g_action_map_add_action_entries (G_ACTION_MAP (self->window), entries, G_N_ELEMENTS (entries),
                                   self);
}

/**
 * rl_review_save:
 * @self: a review
 * @path: where to
 * @format: how
 * @scope: which lesions
 *
 * Saves lesions in the background. "Saved" is only said once the file was read
 * back and found to be the same voxel for voxel.
 */
void
rl_review_save (RlReview        *self,
                const char      *path,
                RimExportFormat  format,
                RlSaveScope      scope)
{
  RlSaveInput *input;

  g_return_if_fail (RL_IS_REVIEW (self));
  g_return_if_fail (rl_session_get_base (self->tab->session) != NULL);

  input = rl_save_input_new (self->tab->session, path, format, scope);
  g_set_object (&input->library, self->library);
  rl_jobs_start (self->jobs, &save_kind, self, input);
}
