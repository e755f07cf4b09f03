/* cmd-audit.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "cli.h"
#include "library/rim-library-audit.h"

static char *
format_time (gint64 time)
{
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  return date != NULL ? g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("?");
}

static void
print_row (const RimAuditRow *row)
{
  g_autofree char *time = format_time (row->time);
  g_autofree char *line = g_strdup_printf ("%6" G_GINT64_FORMAT "  %s  %-12s  %-8s  %s%s%s  %.12s",
                                           row->seq, time, row->author != NULL ? row->author : "-",
                                           row->what, row->detail != NULL ? row->detail : "",
                                           row->target != NULL ? "  " : "",
                                           row->target != NULL ? row->target : "", row->hash);

  g_print ("%s\n", g_strdelimit (line, "\r\n", ' '));
}

static void
print_json_row (JsonBuilder       *builder,
                const RimAuditRow *row)
{
  g_autofree char *time = format_time (row->time);

  json_builder_begin_object (builder);
  cli_json_whole (builder, "row", row->seq);
  cli_json_string (builder, "time", time);
  cli_json_string (builder, "author", row->author);
  cli_json_string (builder, "what", row->what);
  cli_json_string (builder, "detail", row->detail);
  cli_json_string (builder, "segmentation", row->segmentation);
  cli_json_string (builder, "target", row->target);
  cli_json_string (builder, "table", row->source);
  if (row->source != NULL)
    cli_json_whole (builder, "record", row->record);
  cli_json_string (builder, "hash", row->hash);
  json_builder_end_object (builder);
}

static void
print_json (GPtrArray            *rows,
            const RimAuditReport *report)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "whole");
  json_builder_add_boolean_value (builder, report->difference == NULL);
  if (report->difference != NULL)
    cli_json_whole (builder, "broken_row", report->broken_row);
  cli_json_string (builder, "difference", report->difference);
  cli_json_whole (builder, "n_rows", report->n_rows);
  cli_json_string (builder, "hash", report->hash);
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    print_json_row (builder, g_ptr_array_index (rows, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  cli_json_print (builder);
}

static void
print_text (GPtrArray            *rows,
            const RimAuditReport *report)
{
  for (guint i = 0; i < rows->len; i++)
    print_row (g_ptr_array_index (rows, i));

  if (report->difference == NULL)
    g_print ("The trail is whole: %" G_GINT64_FORMAT ":%s\n", report->n_rows, report->hash);
  else
    g_print ("The trail breaks at row %" G_GINT64_FORMAT ": %s\n", report->broken_row, report->difference);
}

static gboolean
parse_mark (const char   *text,
            RimAuditMark *mark)
{
  char *end = NULL;

  mark->n_rows = g_ascii_strtoll (text, &end, 10);
  if (mark->n_rows <= 0 || *end != ':' || strlen (end + 1) != 64)
    return FALSE;

  mark->hash = end + 1;

  return TRUE;
}

static CliStatus
run (const CliCommand *command,
     int               argc,
     char            **argv)
{
  gboolean json = FALSE;
  g_autofree char *folder = NULL;
  g_autofree char *expected = NULL;
  const GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, "Print JSON", NULL },
    { "expect", 0, 0, G_OPTION_ARG_STRING, &expected, "The end of the trail as it was noted before", "ROWS:HASH" },
    { NULL }
  };
  RimAuditMark mark;
  g_auto(RimAuditReport) report = { 0 };
  g_autoptr(RimLibrary) library = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GError) error = NULL;

  if (!cli_parse (command, entries, &argc, &argv, 0, 1))
    return CLI_USAGE;
  if (expected != NULL && !parse_mark (expected, &mark))
    return cli_usage (command, "“%s” is not the end of a trail", expected);

  folder = argc > 1 ? g_strdup (argv[1]) : rim_library_get_default_folder ();
  if (!rim_library_check_audit (folder, expected != NULL ? &mark : NULL, &report, &error))
    return cli_fail (error);

  library = rim_library_open (folder, &error);
  rows = library != NULL ? rim_library_list_audit (library, NULL, &error) : NULL;
  if (rows == NULL)
    return cli_fail (error);

  if (json)
    print_json (rows, &report);
  else
    print_text (rows, &report);

  rim_library_close (library);

  return report.difference == NULL ? CLI_DONE : CLI_FAILED;
}

const CliCommand cmd_audit = {
  "audit",
  "[LIBRARY]",
  "Print the audit trail of a library and verify it",
  "Each row is chained to the one before by SHA-256 and vouches for a record: a step of\n"
  "the journal, a status, a correction. Rows or records that were changed, taken out, put\n"
  "in, moved or cut off are found, and the first row that breaks is told (exit status 1).\n"
  "Whoever may write to the file can also make the whole trail anew, or put back the\n"
  "library of an earlier day. Note the last line elsewhere and give it to --expect later:\n"
  "that finds both.",
  run,
};
