/* cmd-queue.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-library.h"
#include "cli.h"

#include <math.h>
#include <string.h>

#include "core/rim-file.h"
#include "queue/rim-case-images.h"
#include "queue/rim-queue-agreement.h"
#include "queue/rim-training-set.h"

typedef struct
{
  char     *folder;
  char     *reader;
  char     *state;
  char     *reason;
  char     *lesion;
  char     *layout;
  char     *splits;
  char     *seed;
  char     *settings;
  char     *contours;
  gboolean  unfinished;
  gboolean  with_pet;
  gboolean  json;
} Options;

/* What an action works on. */
typedef struct
{
  const Options *options;
  char         **arguments;      /* those after the protocol */
  RimLibrary    *library;
  RimProtocol   *protocol;
  RimWorklist   *worklist;
} Queue;

typedef gboolean (*ActionFunc) (Queue   *self,
                                GError **error);

/* Listing */

static void
add_case (JsonBuilder   *builder,
          const RimCase *kase)
{
  json_builder_begin_object (builder);
  cli_json_string (builder, "study_uid", kase->study_uid);
  cli_json_string (builder, "patient_id", kase->patient);
  cli_json_string (builder, "date", kase->date);
  cli_json_string (builder, "state", rim_case_state_get_id (kase->state));
  cli_json_string (builder, "reason", kase->reason);
  cli_json_string (builder, "read", kase->role == RIM_CASE_ROLE_SECOND ? "second" : "first");
  cli_json_number (builder, "seconds", (double) kase->active / G_USEC_PER_SEC);
  json_builder_end_object (builder);
}

static gboolean
list_cases (Queue   *self,
            GError **error)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  RimWorklistFilter filter = { 0 };
  RimCaseState state = RIM_CASE_NOT_STARTED;

  if (self->options->state != NULL && !rim_case_state_from_id (self->options->state, &state))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "no state “%s”", self->options->state);
      return FALSE;
    }
  if (self->options->state != NULL)
    filter.states = 1u << state;

  json_builder_begin_array (builder);
  for (guint i = 0; i < rim_worklist_get_n_cases (self->worklist); i++)
    {
      const RimCase *kase = rim_worklist_get_case (self->worklist, i);

      if (!rim_case_matches (kase, &filter))
        continue;
      if (self->options->json)
        add_case (builder, kase);
      else
        g_print ("%-12s %-8s %-12s %s%s%s\n", rim_case_state_get_id (kase->state),
                 kase->date != NULL ? kase->date : "", kase->patient != NULL ? kase->patient : "", kase->study_uid,
                 kase->reason != NULL ? ": " : "", kase->reason != NULL ? kase->reason : "");
    }
  json_builder_end_array (builder);
  if (self->options->json)
    cli_json_print (builder);

  return TRUE;
}

/* Saying something of a case */

static RimCase *
find_case (Queue   *self,
           GError **error)
{
  RimCase *kase = rim_worklist_find_case (self->worklist, self->arguments[0], NULL);

  if (kase == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s has no study %s to read",
                 rim_worklist_get_reader (self->worklist), self->arguments[0]);

  return kase;
}

static const char *
find_lesion (GPtrArray   *lesions,
             const char  *name,
             GError     **error)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < lesions->len; i++)
    {
      const RimLesion *lesion = lesions->pdata[i];

      if (strcmp (lesion->name, name) == 0 || strcmp (lesion->id, name) == 0)
        return lesion->id;
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", lesion->name);
    }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no lesion named “%s”; there are %s", name,
               lesions->len > 0 ? names->str : "none");

  return NULL;
}

static gboolean
answer_of_lesion (Queue    *self,
                  RimCase  *kase,
                  GError  **error)
{
  g_autoptr(RimCaseDrawing) drawing = rim_case_find_drawing (kase, self->library, self->protocol, error);
  const char *lesion = drawing != NULL ? find_lesion (drawing->lesions, self->options->lesion, error) : NULL;

  if (lesion == NULL)
    return FALSE;

  rim_segmentation_set_author (drawing->segmentation, rim_worklist_get_reader (self->worklist));
  rim_worklist_begin (self->worklist, kase);

  return rim_case_drawing_answer (drawing, self->library, self->protocol, lesion, self->arguments[1],
                                  self->arguments[2], error);
}

static gboolean
answer (Queue   *self,
        GError **error)
{
  RimCase *kase = find_case (self, error);

  if (kase == NULL)
    return FALSE;

  return (self->options->lesion != NULL
          ? answer_of_lesion (self, kase, error)
          : rim_worklist_answer (self->worklist, kase, self->arguments[1], self->arguments[2], error)) &&
         rim_library_flush (self->library, error);
}

static gboolean
set_state (Queue   *self,
           GError **error)
{
  RimCase *kase = find_case (self, error);
  g_autoptr(RimCaseDrawing) drawing = NULL;
  RimCaseState state = RIM_CASE_NOT_STARTED;

  if (kase == NULL)
    return FALSE;
  if (!rim_case_state_from_id (self->arguments[1], &state))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "no state “%s”", self->arguments[1]);
      return FALSE;
    }
  if (state == RIM_CASE_DONE)
    {
      drawing = rim_case_find_drawing (kase, self->library, self->protocol, error);
      if (drawing == NULL)
        return FALSE;
    }

  return rim_worklist_set_state (self->worklist, kase, state, self->options->reason,
                                 drawing != NULL ? drawing->lesions : NULL, error) &&
         rim_library_flush (self->library, error);
}

/* Exporting */

static GPtrArray *
parse_splits (const char  *text,
              GError     **error)
{
  g_auto(GStrv) parts = g_strsplit (text, ",", -1);
  double shares[3] = { 0 };
  gboolean is_fine = g_strv_length (parts) == G_N_ELEMENTS (shares);

  for (guint i = 0; is_fine && i < G_N_ELEMENTS (shares); i++)
    {
      char *end = NULL;

      shares[i] = g_ascii_strtod (parts[i], &end);
      is_fine = end != parts[i] && *end == '\0' && shares[i] >= 0.0 && shares[i] <= 1.0;
    }
  if (is_fine)
    return rim_training_splits_new (shares);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       "--splits takes the shares of train, validation and test, such as 0.7,0.1,0.2");

  return NULL;
}

static gboolean
export_set (Queue   *self,
            GError **error)
{
  g_autoptr(GPtrArray) splits = NULL;
  RimTrainingOptions options = {
    .layout = RIM_TRAINING_BIDS,
    .with_pet = self->options->with_pet,
    .unfinished = self->options->unfinished,
    .seed = self->options->seed,
  };
  g_auto(RimTrainingReport) report = { 0 };
  gboolean done;

  if (self->options->layout != NULL && !rim_training_layout_from_id (self->options->layout, &options.layout))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "--layout takes bids-like or nnunet");
      return FALSE;
    }

  if (self->options->splits != NULL)
    {
      splits = parse_splits (self->options->splits, error);
      if (splits == NULL)
        return FALSE;
      options.splits = splits;
    }

  done = rim_training_set_write (self->worklist, self->library, self->arguments[0], &options, &report, error);
  for (guint i = 0; done && i < report.left_out->len; i++)
    cli_warn (report.left_out->pdata[i]);
  if (done)
    g_print ("%s: %u cases of %u patients\n", self->arguments[0], report.n_cases, report.n_patients);

  return done;
}

/* Agreement of readers */

static gboolean
agree (Queue   *self,
       GError **error)
{
  const char *name = self->options->settings != NULL ? self->options->settings : "pyradiomics-default";
  g_autoptr(RimSettings) settings = rim_settings_load (name, error);
  g_autoptr(RimQueueAgreement) found = NULL;
  g_autofree char *features = NULL;
  g_autofree char *contours = NULL;

  if (settings == NULL)
    return FALSE;

  found = rim_queue_agreement_new (self->library, self->protocol, settings, 2.0, NULL, NULL, NULL, error);
  if (found == NULL)
    return FALSE;

  for (guint i = 0; i < found->left_out->len; i++)
    cli_warn (found->left_out->pdata[i]);
  features = rim_queue_agreement_to_csv (found, NAN, FALSE);
  if (!rim_file_replace_contents (self->arguments[0], features, strlen (features), error))
    return FALSE;
  contours = rim_roi_comparisons_to_csv (found->comparisons);
  if (self->options->contours != NULL &&
      !rim_file_replace_contents (self->options->contours, contours, strlen (contours), error))
    return FALSE;

  g_print ("%s: %u cases, %u lesions, %u features\n", self->arguments[0], found->n_cases, found->n_lesions,
           found->features->len);

  return TRUE;
}

static const struct
{
  const char *name;
  int         n_arguments;
  ActionFunc  run;
} actions[] = {
  { "list", 0, list_cases },
  { "answer", 3, answer },
  { "set", 2, set_state },
  { "export", 1, export_set },
  { "agreement", 1, agree },
};

/* The command */

static gboolean
act (Queue      *self,
     const char *protocol,
     ActionFunc  run,
     GError    **error)
{
  gboolean done;

  self->protocol = rim_protocol_load (protocol, error);
  self->library = self->protocol != NULL ? cli_library_open (self->options->folder, error) : NULL;
  self->worklist = self->library != NULL
                   ? rim_worklist_new (self->library, self->protocol,
                                       self->options->reader != NULL ? self->options->reader : g_get_user_name (), error)
                   : NULL;
  done = self->worklist != NULL && run (self, error);

  g_clear_pointer (&self->worklist, rim_worklist_free);
  if (self->library != NULL)
    rim_library_close (self->library);
  g_clear_object (&self->library);
  g_clear_pointer (&self->protocol, rim_protocol_unref);

  return done;
}

static CliStatus
run_with (const CliCommand *self,
          Options          *options,
          int               argc,
          char            **argv)
{
  const GOptionEntry entries[] = {
    { "library", 'l', 0, G_OPTION_ARG_FILENAME, &options->folder, "The library; the user's own without it", "DIR" },
    { "reader", 'r', 0, G_OPTION_ARG_STRING, &options->reader, "Whose cases; the user's without it", "NAME" },
    { "state", 's', 0, G_OPTION_ARG_STRING, &options->state, "list: only cases that are so", "STATE" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options->reason, "set: why it is skipped or rejected", "TEXT" },
    { "lesion", 0, 0, G_OPTION_ARG_STRING, &options->lesion, "answer: of the lesion of this name", "LESION" },
    { "layout", 0, 0, G_OPTION_ARG_STRING, &options->layout, "export: bids-like or nnunet", "LAYOUT" },
    { "splits", 0, 0, G_OPTION_ARG_STRING, &options->splits, "export: shares of train, validation and test", "A,B,C" },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &options->seed, "export: what lots depend on, instead of the protocol's", "TEXT" },
    { "settings", 0, 0, G_OPTION_ARG_STRING, &options->settings, "agreement: how features are computed", "FILE|NAME" },
    { "contours", 0, 0, G_OPTION_ARG_FILENAME, &options->contours, "agreement: a table of contours, too", "FILE" },
    { "unfinished", 'u', 0, G_OPTION_ARG_NONE, &options->unfinished, "export: cases in progress too, as they are", NULL },
    { "pet", 'p', 0, G_OPTION_ARG_NONE, &options->with_pet, "export: PETs too; for nnunet on the grid of the CT", NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &options->json, "list: print JSON", NULL },
    { NULL }
  };
  g_autoptr(GError) error = NULL;

  if (!cli_parse (self, entries, &argc, &argv, 2, 5))
    return CLI_USAGE;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      Queue queue = { .options = options, .arguments = argv + 3 };

      if (strcmp (argv[1], actions[i].name) != 0)
        continue;
      if (argc - 3 != actions[i].n_arguments)
        return cli_usage (self, "%s takes %d arguments after the protocol", actions[i].name, actions[i].n_arguments);

      return act (&queue, argv[2], actions[i].run, &error) ? CLI_DONE : cli_fail (error);
    }

  return cli_usage (self, "“%s” is no action; there are list, answer, set, export and agreement", argv[1]);
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  Options options = { 0 };
  CliStatus status = run_with (self, &options, argc, argv);

  g_free (options.folder);
  g_free (options.reader);
  g_free (options.state);
  g_free (options.reason);
  g_free (options.lesion);
  g_free (options.layout);
  g_free (options.splits);
  g_free (options.seed);
  g_free (options.settings);
  g_free (options.contours);

  return status;
}

const CliCommand cmd_queue = {
  "queue",
  "list PROTOCOL | answer PROTOCOL STUDY QUESTION ANSWER | set PROTOCOL STUDY STATE | export PROTOCOL OUT | agreement PROTOCOL OUT",
  "Label many cases by a protocol and export them",
  "PROTOCOL is a file, or lung-nodule; STUDY is a study UID. States are not-started, in-progress,\n"
  "done, skipped and rejected; done is refused with what is missing, and the last two take a\n"
  "--reason. Without readers in the protocol a case is whose who begins it, and a share of them,\n"
  "drawn by lot, is free for a second reader, who does not see what the first answered.\n"
  "OUT is a new folder: images and masks as NIfTI, answers as CSV and JSON, splits by patient.\n"
  "All files are read back and compared before the folder takes its name. agreement writes how\n"
  "well first and second readers agree on each feature, of all cases that both have done.",
  run,
};
