/* cmd-lesions.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-library.h"
#include "cli.h"
#include "library/rim-lesion-times.h"
#include "segment/rim-lesion-review.h"

#define MM3_PER_ML 1000.0

/* Prints patients, their lesions and these over time, as text or as JSON. */
typedef struct
{
  RimLibrary  *library;
  JsonBuilder *builder;   /* or NULL for text */
  const char  *patient;   /* or NULL for all */
  gboolean     found;
} Printer;

static const char *
text_or (const char *text,
         const char *other)
{
  return text != NULL && *text != '\0' ? text : other;
}

static void
print_time (Printer       *self,
            RimLesionTime *time)
{
  const RimDrawnImage *image = time->image;
  RimLesion *lesion = time->lesion;
  const char *status = rim_review_status_get_name (rim_lesion_get_status (lesion));

  if (self->builder == NULL)
    {
      g_print ("    %-8s  %-4s %10.2f ml  %6.1f × %.1f mm  %s  %s\n", text_or (image->date, "no date"),
               text_or (image->modality, "?"), time->volume / MM3_PER_ML, time->long_axis, time->short_axis,
               lesion->name, status);
      return;
    }

  json_builder_begin_object (self->builder);
  cli_json_string (self->builder, "date", image->date);
  cli_json_string (self->builder, "time", image->time);
  cli_json_string (self->builder, "study_uid", image->study_uid);
  cli_json_string (self->builder, "series_uid", image->series_uid);
  cli_json_whole (self->builder, "part", image->series_part);
  cli_json_string (self->builder, "modality", image->modality);
  cli_json_string (self->builder, "lesion_id", lesion->id);
  cli_json_string (self->builder, "name", lesion->name);
  cli_json_string (self->builder, "kind", rim_review_kind_get_name (lesion->review.kind));
  cli_json_string (self->builder, "status", status);
  cli_json_number (self->builder, "volume_mm3", time->volume);
  cli_json_number (self->builder, "long_axis_mm", time->long_axis);
  cli_json_number (self->builder, "short_axis_mm", time->short_axis);
  json_builder_end_object (self->builder);
}

static void
begin_lesion (Printer       *self,
              RimLesionTime *last)
{
  RimLesion *lesion = last->lesion;

  if (self->builder == NULL)
    {
      g_print ("  %s  %s%s%s\n", lesion->name, text_or (last->tracking_uid, "not tracked"),
               lesion->region.meaning != NULL ? "  " : "", text_or (lesion->region.meaning, ""));
      return;
    }

  json_builder_begin_object (self->builder);
  cli_json_string (self->builder, "tracking_uid", last->tracking_uid);
  cli_json_string (self->builder, "tracking_id", lesion->tracking_id);
  cli_json_string (self->builder, "name", lesion->name);
  cli_json_string (self->builder, "site", lesion->region.meaning);
  json_builder_set_member_name (self->builder, "times");
  json_builder_begin_array (self->builder);
}

/* A lesion is called what it is called last. */
static void
print_lesion (Printer   *self,
              GPtrArray *times)
{
  begin_lesion (self, g_ptr_array_index (times, times->len - 1));
  for (guint i = 0; i < times->len; i++)
    print_time (self, g_ptr_array_index (times, i));
  if (self->builder == NULL)
    return;

  json_builder_end_array (self->builder);
  json_builder_end_object (self->builder);
}

static gboolean
print_patient (Printer              *self,
               const RimLibraryRow  *patient,
               GError              **error)
{
  g_autoptr(GPtrArray) times = rim_library_list_lesions (self->library, patient->id, NULL, NULL, error);
  g_autoptr(GPtrArray) lesions = NULL;

  if (times == NULL)
    return FALSE;

  lesions = rim_lesion_times_group (times);
  if (self->builder == NULL)
    {
      g_print ("%s  %s\n", text_or (patient->uid, "no patient ID"), text_or (patient->title, ""));
    }
  else
    {
      json_builder_begin_object (self->builder);
      cli_json_string (self->builder, "patient_id", patient->uid);
      cli_json_string (self->builder, "name", patient->title);
      json_builder_set_member_name (self->builder, "lesions");
      json_builder_begin_array (self->builder);
    }

  for (guint i = 0; i < lesions->len; i++)
    print_lesion (self, g_ptr_array_index (lesions, i));

  if (self->builder != NULL)
    {
      json_builder_end_array (self->builder);
      json_builder_end_object (self->builder);
    }

  return TRUE;
}

static gboolean
print_patients (Printer  *self,
                GError  **error)
{
  g_autoptr(GPtrArray) patients = rim_library_list_patients (self->library, error);

  if (patients == NULL)
    return FALSE;

  if (self->builder != NULL)
    {
      json_builder_begin_object (self->builder);
      json_builder_set_member_name (self->builder, "patients");
      json_builder_begin_array (self->builder);
    }
  for (guint i = 0; i < patients->len; i++)
    {
      const RimLibraryRow *patient = g_ptr_array_index (patients, i);

      if (self->patient != NULL && g_strcmp0 (self->patient, patient->uid) != 0)
        continue;
      self->found = TRUE;
      if (!print_patient (self, patient, error))
        return FALSE;
    }
  if (self->builder != NULL)
    {
      json_builder_end_array (self->builder);
      json_builder_end_object (self->builder);
    }
  if (self->patient != NULL && !self->found)
    {
      g_set_error (error, RIM_LIBRARY_ERROR, RIM_LIBRARY_ERROR_NOT_FOUND,
                   "The library has no patient “%s”", self->patient);
      return FALSE;
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
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "library", 'l', 0, G_OPTION_ARG_FILENAME, &folder, "The library; the user's own without it", "DIR" },
    { "patient", 'p', 0, G_OPTION_ARG_STRING, &patient, "Only the patient with that identifier", "ID" },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, "Print JSON", NULL },
    { NULL }
  };
  g_autoptr(RimLibrary) library = NULL;
  g_autoptr(JsonBuilder) builder = NULL;
  g_autoptr(GError) error = NULL;
  Printer printer;

  if (!cli_parse (self, entries, &argc, &argv, 0, 0))
    return CLI_USAGE;

  library = cli_library_open (folder, &error);
  if (library == NULL)
    return cli_fail (error);

  builder = json ? json_builder_new () : NULL;
  printer = (Printer) { library, builder, patient, FALSE };
  if (!print_patients (&printer, &error))
    return cli_fail (error);
  if (json)
    cli_json_print (builder);
  rim_library_close (library);

  return CLI_DONE;
}

const CliCommand cmd_lesions = {
  "lesions",
  "",
  "List the lesions of patients over time",
  "Lesions of several studies that have the same Tracking UID are one lesion. Each is\n"
  "measured at each time: volume by counting voxels, and the longest diameter in a slice with\n"
  "the longest perpendicular to it.",
  run,
};
