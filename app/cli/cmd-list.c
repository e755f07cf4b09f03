/* cmd-list.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-library.h"
#include "cli.h"
#include "library/rim-library.h"

/* Prints in the order patients, studies, series, as text or as JSON. */
typedef struct
{
  RimLibrary  *library;
  JsonBuilder *builder;   /* or NULL for text */
} Printer;

static const char *const statuses[] = {
  [RIM_READING_UNREAD] = "unread",
  [RIM_READING_STARTED] = "started",
  [RIM_READING_REVIEWED] = "reviewed",
  [RIM_READING_REJECTED] = "rejected",
};

static const char *
text_or (const char *text,
         const char *other)
{
  return text != NULL && *text != '\0' ? text : other;
}

/* A map has the modality of the image it was made of, which it is not. */
static const char *
get_modality (const RimLibraryRow *row)
{
  return row->kind == RIM_SERIES_PARAMETRIC_MAP ? "MAP" : text_or (row->modality, "?");
}

static void
print_series (Printer             *self,
              const RimLibraryRow *row)
{
  if (self->builder == NULL)
    {
      g_print ("    %-8s %4d  %5u files  %s%s\n", get_modality (row), row->number, row->n_children,
               text_or (row->title, row->uid), row->missing ? "  (files are missing)" : "");
      return;
    }

  json_builder_begin_object (self->builder);
  cli_json_whole (self->builder, "id", row->id);
  cli_json_string (self->builder, "series_uid", row->uid);
  cli_json_whole (self->builder, "part", row->part);
  cli_json_whole (self->builder, "number", row->number);
  cli_json_string (self->builder, "modality", row->modality);
  json_builder_set_member_name (self->builder, "is_map");
  json_builder_add_boolean_value (self->builder, row->kind == RIM_SERIES_PARAMETRIC_MAP);
  cli_json_string (self->builder, "description", row->title);
  cli_json_string (self->builder, "frame_of_reference_uid", row->frame_of_reference_uid);
  cli_json_whole (self->builder, "n_instances", row->n_children);
  cli_json_whole (self->builder, "n_contours", row->n_contours);
  json_builder_set_member_name (self->builder, "missing");
  json_builder_add_boolean_value (self->builder, row->missing);
  json_builder_end_object (self->builder);
}

static void
begin_study (Printer             *self,
             const RimLibraryRow *row)
{
  if (self->builder == NULL)
    {
      g_print ("  %s  %s\n", text_or (row->date, "no date "), text_or (row->title, row->uid));
      return;
    }

  json_builder_begin_object (self->builder);
  cli_json_whole (self->builder, "id", row->id);
  cli_json_string (self->builder, "study_uid", row->uid);
  cli_json_string (self->builder, "date", row->date);
  cli_json_string (self->builder, "time", row->time);
  cli_json_string (self->builder, "description", row->title);
  cli_json_string (self->builder, "status", statuses[row->status]);
}

static void
begin_patient (Printer             *self,
               const RimLibraryRow *row)
{
  if (self->builder == NULL)
    {
      g_print ("%s  %s\n", text_or (row->uid, "no patient ID"), text_or (row->title, ""));
      return;
    }

  json_builder_begin_object (self->builder);
  cli_json_whole (self->builder, "id", row->id);
  cli_json_string (self->builder, "patient_id", row->uid);
  cli_json_string (self->builder, "name", row->title);
  cli_json_string (self->builder, "birth_date", row->birth_date);
  cli_json_string (self->builder, "sex", row->sex);
}

static void
begin_list (Printer    *self,
            const char *name)
{
  if (self->builder == NULL)
    return;

  json_builder_set_member_name (self->builder, name);
  json_builder_begin_array (self->builder);
}

static void
end_list (Printer *self)
{
  if (self->builder == NULL)
    return;

  json_builder_end_array (self->builder);
  json_builder_end_object (self->builder);
}

static gboolean
list_study (Printer              *self,
            const RimLibraryRow  *study,
            GError              **error)
{
  g_autoptr(GPtrArray) rows = rim_library_list_series (self->library, study->id, error);

  if (rows == NULL)
    return FALSE;

  begin_study (self, study);
  begin_list (self, "series");
  for (guint i = 0; i < rows->len; i++)
    print_series (self, g_ptr_array_index (rows, i));
  end_list (self);

  return TRUE;
}

static gboolean
list_patient (Printer              *self,
              const RimLibraryRow  *patient,
              GError              **error)
{
  g_autoptr(GPtrArray) rows = rim_library_list_studies (self->library, patient->id, error);

  if (rows == NULL)
    return FALSE;

  begin_patient (self, patient);
  begin_list (self, "studies");
  for (guint i = 0; i < rows->len; i++)
    {
      if (!list_study (self, g_ptr_array_index (rows, i), error))
        return FALSE;
    }
  end_list (self);

  return TRUE;
}

static gboolean
list_patients (Printer  *self,
               GError  **error)
{
  g_autoptr(GPtrArray) rows = rim_library_list_patients (self->library, error);

  if (rows == NULL)
    return FALSE;

  if (self->builder != NULL)
    json_builder_begin_object (self->builder);
  begin_list (self, "patients");
  for (guint i = 0; i < rows->len; i++)
    {
      if (!list_patient (self, g_ptr_array_index (rows, i), error))
        return FALSE;
    }
  end_list (self);

  return TRUE;
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  g_autofree char *folder = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "library", 'l', 0, G_OPTION_ARG_FILENAME, &folder, "The library; the user's own without it", "DIR" },
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
  printer = (Printer) { library, builder };
  if (!list_patients (&printer, &error))
    return cli_fail (error);
  if (json)
    cli_json_print (builder);
  rim_library_close (library);

  return CLI_DONE;
}

const CliCommand cmd_list = {
  "list",
  "",
  "List the patients, studies and series of a library",
  NULL,
  run,
};
