/* cmd-answers.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-library.h"
#include "cli.h"

#include "library/rim-library.h"
#include "queue/rim-answer-table.h"

/* What goes through a library. */
typedef struct
{
  RimLibrary     *library;
  RimAnswerTable *table;
  const char     *patient;       /* or NULL for all */
} Walk;

static gboolean
add_series (Walk                 *self,
            const RimLibraryRow  *patient,
            const RimLibraryRow  *study,
            const RimLibraryRow  *series,
            GError              **error)
{
  const RimAnswerSource source = { patient->uid, study->uid, series->uid, NULL };
  g_autoptr(RimSegmentation) drawn = NULL;

  if (series->kind != RIM_SERIES_IMAGE)
    return TRUE;

  drawn = rim_library_load_segmentation (self->library, study->uid, series->uid, series->part, error);
  for (guint i = 0; drawn != NULL && i < rim_segmentation_get_n_lesions (drawn); i++)
    rim_answer_table_add_lesion (self->table, &source, rim_segmentation_get_lesion (drawn, i));

  return drawn != NULL;
}

static gboolean
add_study (Walk                 *self,
           const RimLibraryRow  *patient,
           const RimLibraryRow  *study,
           GError              **error)
{
  g_autoptr(GPtrArray) series = rim_library_list_series (self->library, study->id, error);

  for (guint i = 0; series != NULL && i < series->len; i++)
    if (!add_series (self, patient, study, series->pdata[i], error))
      return FALSE;

  return series != NULL;
}

static gboolean
add_patient (Walk                 *self,
             const RimLibraryRow  *patient,
             GError              **error)
{
  g_autoptr(GPtrArray) studies = NULL;

  if (self->patient != NULL && g_strcmp0 (self->patient, patient->uid) != 0)
    return TRUE;

  studies = rim_library_list_studies (self->library, patient->id, error);
  for (guint i = 0; studies != NULL && i < studies->len; i++)
    if (!add_study (self, patient, studies->pdata[i], error))
      return FALSE;

  return studies != NULL;
}

static gboolean
add_all (Walk    *self,
         GError **error)
{
  g_autoptr(GPtrArray) patients = rim_library_list_patients (self->library, error);

  for (guint i = 0; patients != NULL && i < patients->len; i++)
    if (!add_patient (self, patients->pdata[i], error))
      return FALSE;

  return patients != NULL;
}

static gboolean
add_forms (RimAnswerTable     *table,
           const char *const  *paths,
           GError            **error)
{
  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      g_autoptr(RimProtocol) form = rim_protocol_load (paths[i], error);

      if (form == NULL)
        return FALSE;
      rim_answer_table_add_form (table, form);
    }

  return TRUE;
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  g_autofree char *folder = NULL;
  g_autofree char *patient = NULL;
  g_auto(GStrv) forms = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "library", 'l', 0, G_OPTION_ARG_FILENAME, &folder, "The library; the user's own without it", "DIR" },
    { "patient", 'p', 0, G_OPTION_ARG_STRING, &patient, "Only the patient with that identifier", "ID" },
    { "form", 'f', 0, G_OPTION_ARG_FILENAME_ARRAY, &forms, "A protocol whose titles and codes are wanted", "FILE" },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, "Print JSON", NULL },
    { NULL }
  };
  g_autoptr(RimAnswerTable) table = rim_answer_table_new ();
  g_autoptr(RimLibrary) library = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean done;

  if (!cli_parse (self, entries, &argc, &argv, 0, 0))
    return CLI_USAGE;

  if (!add_forms (table, (const char *const *) forms, &error))
    return cli_fail (error);
  library = cli_library_open (folder, &error);
  if (library == NULL)
    return cli_fail (error);

  done = add_all (&(Walk) { library, table, patient }, &error);
  rim_library_close (library);
  if (!done)
    return cli_fail (error);

  text = json ? rim_answer_table_to_json (table) : rim_answer_table_to_csv (table);
  g_print ("%s", text);
  if (json)
    g_print ("\n");

  return CLI_DONE;
}

const CliCommand cmd_answers = {
  "answers",
  "",
  "Print what is answered of lesions",
  "A row per answer as CSV: of the semantic features that come with the program, and of\n"
  "labelling protocols. Titles and codes are those of ready forms and of each --form; of\n"
  "others only what is stored is printed.",
  run,
};
