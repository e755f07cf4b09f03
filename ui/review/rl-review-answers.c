/* rl-review-answers.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-review-private.h"

#include <glib/gi18n-lib.h>

#include "queue/rim-answer-table.h"
#include "queue/rl-question-form.h"

/* Saving what is answered of the lesions that are shown. */
typedef struct
{
  char           *path;
  RimAnswerTable *table;
} Input;

static void
input_free (gpointer data)
{
  Input *input = data;

  g_free (input->path);
  rim_answer_table_free (input->table);
  g_free (input);
}

static gpointer
save_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  const Input *input = data;

  if (!rim_answer_table_write (input->table, input->path, error))
    return NULL;

  return g_strdup_printf (ngettext ("Saved %u answer", "Saved %u answers",
                                    rim_answer_table_get_n_rows (input->table)),
                          rim_answer_table_get_n_rows (input->table));
}

static void
save_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlReview *self = owner;

  if (self->is_closing)
    return;

  if (result != NULL)
    rl_window_say (self->window, result);
  else
    rl_review_fail (self, _("Not Saved"), error->message);
}

static const RlJobKind save_kind = {
  .policy = RL_JOB_KEEP,
  .run = save_run,
  .done = save_done,
  .free_input = input_free,
  .free_result = g_free,
};

static RimAnswerTable *
make_table (RlReview *self)
{
  RlSession *session = self->tab->session;
  RimVolume *base = rl_session_get_base (session);
  RimSource *image = base != NULL ? rim_volume_get_source (base) : NULL;
  g_autoptr(GPtrArray) lesions = rl_session_list_lesions (session);
  RimAnswerTable *table = rim_answer_table_new ();
  RimAnswerSource source = { 0 };

  if (image != NULL)
    source = (RimAnswerSource) { image->patient_id, image->study_uid, image->series_uid, NULL };
  if (rl_session_get_form (session) != NULL)
    rim_answer_table_add_form (table, rl_session_get_form (session));
  for (guint i = 0; i < lesions->len; i++)
    rim_answer_table_add_lesion (table, &source, lesions->pdata[i]);

  return table;
}

static void
save_to (RlReview   *self,
         const char *path)
{
  Input *input = g_new (Input, 1);

  *input = (Input) { g_strdup (path), make_table (self) };
  rl_jobs_start (self->jobs, &save_kind, self, input);
}

static void
save_to_cb (GSimpleAction *action,
            GVariant      *param,
            gpointer       data)
{
  save_to (data, g_variant_get_string (param, NULL));
}

static void
chosen_cb (RlReview *self,
           int       response)
{
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser))
                                                          : NULL;

  if (file != NULL)
    save_to (self, g_file_peek_path (file));
}

static void
save_cb (GSimpleAction *action,
         GVariant      *param,
         gpointer       data)
{
  RlReview *self = data;
  g_autoptr(RimAnswerTable) table = make_table (self);
  GtkFileChooserNative *chooser;

  if (rim_answer_table_get_n_rows (table) == 0)
    {
      rl_window_say (self->window, _("No semantic feature is answered yet (Alt+Shift+Enter)"));
      return;
    }

  chooser = gtk_file_chooser_native_new (_("Save Semantic Features"), GTK_WINDOW (self->window),
                                         GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), "semantic-features.csv");
  rl_review_choose (self, chooser, G_CALLBACK (chosen_cb));
}

/* Actions "win.save-answers" and "win.save-answers-to" (a path; JSON where it says so). */
void
rl_review_set_up_answers (RlReview *self)
{
  static const GActionEntry entries[] = {
    { .name = "save-answers", .activate = save_cb },
    { .name = "save-answers-to", .activate = save_to_cb, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->window), entries, G_N_ELEMENTS (entries), self);
}
