/* cmd-import.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli.h"
#include "library/rim-library.h"

typedef struct
{
  RimImportProgress last;
  GPtrArray        *refused;
  GPtrArray        *series_ids;
} Import;

static void
progress_cb (const RimImportProgress *progress,
             gpointer                 data)
{
  Import *import = data;

  import->last = *progress;
}

static void
print_json (const Import *import)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  cli_json_whole (builder, "files", import->last.n_found);
  cli_json_whole (builder, "added", import->last.n_added);
  cli_json_whole (builder, "known", import->last.n_known);
  cli_json_lines (builder, "refused", import->refused);
  json_builder_set_member_name (builder, "series_ids");
  json_builder_begin_array (builder);
  for (guint i = 0; i < import->series_ids->len; i++)
    json_builder_add_int_value (builder, *(gint64 *) g_ptr_array_index (import->series_ids, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  cli_json_print (builder);
}

static void
print_text (const Import *import)
{
  g_print ("%u files: %u added, %u known, %u refused\n", import->last.n_found, import->last.n_added,
           import->last.n_known, import->refused->len);
  for (guint i = 0; i < import->refused->len; i++)
    cli_warn (g_ptr_array_index (import->refused, i));
}

/* Nothing taken is a failure; a file left out among others is not. */
static gboolean
check_taken (const Import  *import,
             GError       **error)
{
  if (import->last.n_added + import->last.n_known > 0)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                       import->refused->len == 1 ? (const char *) g_ptr_array_index (import->refused, 0)
                                                 : "there is no DICOM, NIfTI or NRRD there");

  return FALSE;
}

static gboolean
run_import (const char         *folder,
            const char *const  *paths,
            RimImportMode       mode,
            Import             *import,
            GError            **error)
{
  g_autoptr(RimLibrary) library = rim_library_open (folder, error);
  gboolean done;

  if (library == NULL)
    return FALSE;

  done = rim_library_import (library, paths, mode, progress_cb, import, import->refused,
                             import->series_ids, NULL, error);
  done = rim_library_flush (library, done ? error : NULL) && done;
  rim_library_close (library);

  return done;
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  g_autofree char *folder = NULL;
  gboolean json = FALSE;
  gboolean copy = FALSE;
  const GOptionEntry entries[] = {
    { "library", 'l', 0, G_OPTION_ARG_FILENAME, &folder, "The library; the user's own without it", "DIR" },
    { "copy", 'c', 0, G_OPTION_ARG_NONE, &copy, "Copy the files into the library; they stay where they are without it", NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, "Print JSON", NULL },
    { NULL }
  };
  g_autoptr(GPtrArray) refused = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) series_ids = g_ptr_array_new_with_free_func (g_free);
  Import import = { .refused = refused, .series_ids = series_ids };
  g_autoptr(GError) error = NULL;

  if (!cli_parse (self, entries, &argc, &argv, 1, -1))
    return CLI_USAGE;
  if (folder == NULL)
    folder = rim_library_get_default_folder ();

  if (!run_import (folder, (const char *const *) argv + 1, copy ? RIM_IMPORT_COPY : RIM_IMPORT_IN_PLACE,
                   &import, &error) ||
      !check_taken (&import, &error))
    return cli_fail (error);

  if (json)
    print_json (&import);
  else
    print_text (&import);

  return CLI_DONE;
}

const CliCommand cmd_import = {
  "import",
  "PATH…",
  "Add files to a library",
  "PATH is a file or a folder with DICOM, NIfTI or NRRD. A file that is known already\n"
  "adds nothing; one that cannot be read is told on stderr and left out.",
  run,
};
