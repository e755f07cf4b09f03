/* rl-review-import.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-review-private.h"

#include <glib/gi18n-lib.h>

/* At most ten updates a second. */
#define PROGRESS_INTERVAL 100

/* Imports run one after the other. */
typedef struct
{
  RlImportKind  kind;
  GStrv         paths;
  RimImportMode mode;
  gboolean      show;         /* whether to open what was found */
  gint64        asked;        /* what was read when it was asked for */
} RlImportRequest;

static void start_next (RlReview *self);

/* Other pages do not depend on what is being imported. */
static void
update_empty_pages (RlReview *self)
{
  for (guint i = 0; i < self->tabs->len; i++)
    {
      RlStudyTab *tab = g_ptr_array_index (self->tabs, i);

      if (rl_study_loader_get_state (tab->loader) == RL_LOAD_EMPTY)
        rl_study_tab_update_page (tab);
    }
}

static void
request_free (gpointer data)
{
  RlImportRequest *request = data;

  g_strfreev (request->paths);
  g_free (request);
}

static char *
describe (const RlImportStatus *status,
          double               *fraction)
{
  const RimImportProgress *files = &status->files;

  if (status->phase == RL_IMPORT_DEMO)
    {
      *fraction = status->n_demo_total > 0 ? (double) status->n_demo_done / status->n_demo_total : 0;
      return g_strdup_printf (_("%u of %u images"), status->n_demo_done,
                              status->n_demo_total);
    }

  *fraction = files->n_found > 0 ? (double) files->n_done / files->n_found : 0;

  return g_strdup_printf (_("%u of %u files · %.0f per second"), files->n_done, files->n_found,
                          files->rate);
}

static void
import_progress (gpointer      owner,
                 gconstpointer progress)
{
  RlReview *self = owner;
  g_autofree char *detail = NULL;
  double fraction = 0;

  self->import_status = *(const RlImportStatus *) progress;
  detail = describe (&self->import_status, &fraction);
  rl_progress_bar_set (self->progress, detail, fraction);
}

static char *
summarize (const RimImportProgress *counts)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%u file added", "%u files added", counts->n_added),
                          counts->n_added);
  if (counts->n_known > 0)
    g_string_append_printf (text, _(", %u known already"), counts->n_known);
  if (counts->n_refused > 0)
    g_string_append_printf (text, _(", %u refused"), counts->n_refused);

  return g_string_free (text, FALSE);
}

/* Who chose something else meanwhile is not thrown out of it. */
static gboolean
may_show (RlReview *self)
{
  gboolean is_idle = rl_session_get_base (self->tab->session) == NULL &&
                     rl_study_loader_get_state (self->tab->loader) != RL_LOAD_OPENING;

  return is_idle ||
         (self->show_import && rl_study_loader_get_asked (self->tab->loader) == self->import_asked);
}

static void
show_found (RlReview *self,
            RlPlace   place)
{
  rl_review_show_place (self, place);
  for (GList *l = self->imports.head; l != NULL; l = l->next)
    ((RlImportRequest *) l->data)->asked = place.series_id;
}

static void
show_result (RlReview             *self,
             const RlImportResult *result)
{
  g_autofree char *message = summarize (&result->counts);

  if (result->first.series_id != 0 && may_show (self))
    show_found (self, result->first);
  else if (result->first.series_id != 0 && self->import_kind == RL_IMPORT_PATHS)
    rl_browser_reveal (self->browser, result->first.patient_id, result->first.study_id,
                       result->first.series_id);

  if (self->import_kind == RL_IMPORT_DEMO_FIRST)
    return;

  rl_review_say_with_details (self, message, _("Files That Were Refused"), result->refused);
}

static void
import_done (gpointer      owner,
             gpointer      data,
             const GError *error)
{
  RlReview *self = owner;
  RlImportResult *result = data;

  rl_progress_bar_stop (self->progress);
  update_empty_pages (self);
  if (result != NULL)
    show_result (self, result);
  else
    rl_review_fail (self, _("Import Failed"), error->message);

  g_signal_emit_by_name (self, "imported", result != NULL ? result->counts.n_added : 0,
                         result != NULL ? NULL : error->message);
  start_next (self);
}

static gpointer
import_run (RlJob     *job,
            gpointer   input,
            GError   **error)
{
  return rl_import_run (job, input, error);
}

static const RlJobKind import_kind = {
  .policy = RL_JOB_REPLACE,
  .run = import_run,
  .progress = import_progress,
  .done = import_done,
  .free_input = (GDestroyNotify) rl_import_input_free,
  .free_result = (GDestroyNotify) rl_import_result_free,
  .progress_size = sizeof (RlImportStatus),
  .progress_interval = PROGRESS_INTERVAL,
};

static void
start_next (RlReview *self)
{
  RlImportRequest *request;

  if (rl_review_is_importing (self))
    return;

  request = g_queue_pop_head (&self->imports);
  if (request == NULL)
    return;

  self->show_import = request->show;
  self->import_asked = request->asked;
  self->import_kind = request->kind;
  self->import_status = (RlImportStatus) { 0 };
  rl_progress_bar_start (self->progress, request->kind == RL_IMPORT_PATHS
                                         ? _("Importing") : _("Preparing demo patients"));
  g_object_set (self->window, "show-browser", TRUE, NULL);
  rl_jobs_start (self->jobs, &import_kind, self,
                 rl_import_input_new (self->library, request->kind,
                                      (const char *const *) request->paths, request->mode));
  request_free (request);
  update_empty_pages (self);
}

static void
push (RlReview          *self,
      RlImportKind       kind,
      const char *const *paths,
      RimImportMode      mode,
      gboolean           show)
{
  RlImportRequest *request = g_new0 (RlImportRequest, 1);

  request->kind = kind;
  request->paths = g_strdupv ((GStrv) paths);
  request->mode = mode;
  request->show = show;
  request->asked = rl_study_loader_get_asked (self->tab->loader);
  g_queue_push_tail (&self->imports, request);
  start_next (self);
}

/* The first patient is there within seconds, the others follow behind it. */
static void
push_demo (RlReview *self)
{
  rl_demo_begin (self->library);
  push (self, RL_IMPORT_DEMO_FIRST, NULL, RIM_IMPORT_IN_PLACE, TRUE);
  push (self, RL_IMPORT_DEMO_ALL, NULL, RIM_IMPORT_IN_PLACE, FALSE);
}

/* What is committed stays; the rest is continued when it is imported again. */
static void
cancel_cb (RlReview      *self,
           RlProgressBar *progress)
{
  g_autofree char *message = g_strdup_printf (_("Import cancelled. %u files were added and stay."),
                                              self->import_status.files.n_added);

  rl_jobs_cancel (self->jobs, &import_kind, self);
  rl_review_clear_imports (self);
  if (self->import_kind != RL_IMPORT_PATHS)
    rl_demo_give_up (self->library);
  rl_progress_bar_stop (self->progress);
  update_empty_pages (self);
  rl_window_say (self->window, message);
  g_signal_emit_by_name (self, "imported", self->import_status.files.n_added, message);
}

static void
import_files (RlReview      *self,
              GListModel    *files,
              RimImportMode  mode,
              gboolean       show)
{
  g_autoptr(GPtrArray) paths = g_ptr_array_new ();
  g_autoptr(GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      GFile *file = g_list_model_get_item (files, i);

      g_ptr_array_add (held, file);
      if (g_file_peek_path (file) != NULL)
        g_ptr_array_add (paths, (gpointer) g_file_peek_path (file));
    }

  if (paths->len == 0)
    {
      rl_window_say (self->window, _("Only files on this computer can be imported"));
      return;
    }

  g_ptr_array_add (paths, NULL);
  push (self, RL_IMPORT_PATHS, (const char *const *) paths->pdata, mode, show);
}

static void
import_chosen_cb (RlReview             *self,
                  int                   response,
                  GtkFileChooserNative *chooser)
{
  const char *copy = gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (chooser), "copy");
  RimImportMode mode = g_strcmp0 (copy, "true") == 0 ? RIM_IMPORT_COPY : RIM_IMPORT_IN_PLACE;
  g_autoptr(GListModel) files = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));
      import_files (self, files, mode, FALSE);
    }

  g_clear_object (&self->chooser);
}

static void
choose_imports (RlReview             *self,
                const char           *title,
                GtkFileChooserAction  action)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self->window),
                                                               action, _("_Import"), NULL);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), TRUE);
  gtk_file_chooser_add_choice (GTK_FILE_CHOOSER (chooser), "copy",
                               _("Copy the files into the library"), NULL, NULL);
  rl_review_choose (self, chooser, G_CALLBACK (import_chosen_cb));
}

static void
import_folder_cb (GSimpleAction *action,
                  GVariant      *param,
                  gpointer       data)
{
  choose_imports (data, _("Import Folder"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER);
}

static void
import_files_cb (GSimpleAction *action,
                 GVariant      *param,
                 gpointer       data)
{
  choose_imports (data, _("Import Files"), GTK_FILE_CHOOSER_ACTION_OPEN);
}

static void
open_demo_cb (GSimpleAction *action,
              GVariant      *param,
              gpointer       data)
{
  push_demo (data);
}

static gboolean
drop_cb (RlReview      *self,
         const GValue  *value,
         double         x,
         double         y,
         GtkDropTarget *target)
{
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);

  if (self->library == NULL || !G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    return FALSE;

  for (GSList *l = g_value_get_boxed (value); l != NULL; l = l->next)
    g_list_store_append (files, l->data);
  import_files (self, G_LIST_MODEL (files), RIM_IMPORT_IN_PLACE, TRUE);

  return TRUE;
}

typedef struct
{
  RimLibrary *library;
  char       *folder;
} RelocateInput;

static void
relocate_input_free (gpointer data)
{
  RelocateInput *input = data;

  g_object_unref (input->library);
  g_free (input->folder);
  g_free (input);
}

static gpointer
relocate_run (RlJob     *job,
              gpointer   data,
              GError   **error)
{
  RelocateInput *input = data;
  guint n = rim_library_relocate (input->library, input->folder, rl_job_get_cancellable (job),
                                  error);

  return g_memdup2 (&n, sizeof n);
}

static void
relocate_done (gpointer      owner,
               gpointer      result,
               const GError *error)
{
  RlReview *self = owner;
  guint n = result != NULL ? *(guint *) result : 0;
  g_autofree char *message = NULL;

  if (error != NULL)
    {
      rl_review_fail (self, _("Files Were Not Found"), error->message);
      return;
    }

  message = g_strdup_printf (ngettext ("%u file found again", "%u files found again", n), n);
  rl_window_say (self->window, message);
  for (guint i = 0; n > 0 && i < self->tabs->len; i++)
    {
      RlStudyTab *tab = g_ptr_array_index (self->tabs, i);

      if (rl_study_loader_is_missing (tab->loader))
        rl_study_loader_retry (tab->loader);
    }
}

static const RlJobKind relocate_kind = {
  .policy = RL_JOB_REPLACE,
  .run = relocate_run,
  .done = relocate_done,
  .free_input = relocate_input_free,
  .free_result = g_free,
};

static void
relocate_chosen_cb (RlReview             *self,
                    int                   response,
                    GtkFileChooserNative *chooser)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  RelocateInput *input;

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && g_file_peek_path (file) != NULL)
    {
      input = g_new0 (RelocateInput, 1);
      input->library = g_object_ref (self->library);
      input->folder = g_file_get_path (file);
      rl_jobs_start (self->jobs, &relocate_kind, self, input);
    }

  g_clear_object (&self->chooser);
}

static void
relocate_cb (GSimpleAction *action,
             GVariant      *param,
             gpointer       data)
{
  RlReview *self = data;

  rl_review_choose (self,
                    gtk_file_chooser_native_new (_("Where Are the Files Now?"),
                                                 GTK_WINDOW (self->window),
                                                 GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                                 _("_Look Here"), NULL),
                    G_CALLBACK (relocate_chosen_cb));
}

/* An empty library gets the demo patients. */
static void
open_start (RlReview *self)
{
  gint64 ids[3];

  if (!rl_browser_model_find_first (rl_browser_get_model (self->browser), 0, ids))
    {
      push_demo (self);
      return;
    }

  rl_review_show_place (self, (RlPlace) { ids[0], ids[1], ids[2] });
  rl_review_continue_demo (self);
}

static void
first_list_cb (RlReview       *self,
               RlBrowserModel *model)
{
  if (rl_browser_model_get_index (model) == NULL)
    return;

  g_clear_signal_handler (&self->first_id, model);
  open_start (self);
}

void
rl_review_set_up_import (RlReview *self)
{
  static const GActionEntry entries[] = {
    { .name = "import-folder", .activate = import_folder_cb },
    { .name = "import-files", .activate = import_files_cb },
    { .name = "open-demo", .activate = open_demo_cb },
    { .name = "relocate", .activate = relocate_cb },
  };
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_action_map_add_action_entries (G_ACTION_MAP (self->window), entries, G_N_ELEMENTS (entries),
                                   self);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->window), GTK_EVENT_CONTROLLER (target));
  gtk_widget_add_css_class (GTK_WIDGET (self->window), "drop-target");
}

void
rl_review_connect_progress (RlReview *self)
{
  g_signal_connect_object (self->progress, "cancel", G_CALLBACK (cancel_cb), self,
                           G_CONNECT_SWAPPED);
}

void
rl_review_clear_imports (RlReview *self)
{
  g_queue_clear_full (&self->imports, request_free);
}

/**
 * rl_review_import:
 * @self: a review
 * @paths: files and folders
 * @show: whether to open what was found even if something else is open
 *
 * Adds files to the library in the background.
 */
void
rl_review_import (RlReview          *self,
                  const char *const *paths,
                  gboolean           show)
{
  g_return_if_fail (RL_IS_REVIEW (self));
  g_return_if_fail (self->library != NULL);
  g_return_if_fail (paths != NULL && paths[0] != NULL);

  push (self, RL_IMPORT_PATHS, paths, RIM_IMPORT_IN_PLACE, show);
}

/**
 * rl_review_continue_demo:
 * @self: a review
 *
 * Adds the demo patients that are missing because the program was left before
 * they were all there.
 */
void
rl_review_continue_demo (RlReview *self)
{
  g_return_if_fail (RL_IS_REVIEW (self));
  g_return_if_fail (self->library != NULL);

  if (rl_demo_is_unfinished (self->library))
    push (self, RL_IMPORT_DEMO_ALL, NULL, RIM_IMPORT_IN_PLACE, FALSE);
}

/**
 * rl_review_open_first:
 * @self: a review
 *
 * Opens the study that was looked at last, or the demo patients where there is
 * none, as soon as it is known what there is.
 */
void
rl_review_open_first (RlReview *self)
{
  RlBrowserModel *model;

  g_return_if_fail (RL_IS_REVIEW (self));
  g_return_if_fail (self->library != NULL);

  model = rl_browser_get_model (self->browser);
  if (rl_browser_model_get_index (model) != NULL)
    open_start (self);
  else if (self->first_id == 0)
    self->first_id = g_signal_connect_object (model, "updated", G_CALLBACK (first_list_cb), self,
                                              G_CONNECT_SWAPPED);
}

gboolean
rl_review_is_importing (RlReview *self)
{
  g_return_val_if_fail (RL_IS_REVIEW (self), FALSE);

  return rl_jobs_is_busy (self->jobs, &import_kind, self);
}

/* Returns: whether there will be something to look at in a moment */
gboolean
rl_review_is_making_demo (RlReview *self)
{
  return rl_review_is_importing (self) && self->import_kind == RL_IMPORT_DEMO_FIRST;
}
