/* cli.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli.h"

#include <math.h>
#include <string.h>

/* Errors are one line, whatever a library puts into its message. */
static void
print_line (const char *before,
            const char *text)
{
  g_autofree char *line = g_strdup (text);

  g_strdelimit (line, "\r\n", ' ');
  g_printerr ("%s%s\n", before, line);
}

/**
 * cli_parse:
 * @command: the command
 * @entries: its options
 * @argc: (inout): how many arguments
 * @argv: (inout): the arguments, the name first; what is no option stays
 * @min: the fewest arguments after the name
 * @max: the most, or -1
 *
 * Parses options; --help ends the program. A wrong usage is told on stderr.
 *
 * Returns: whether the arguments are of the command's form
 */
gboolean
cli_parse (const CliCommand    *command,
           const GOptionEntry  *entries,
           int                 *argc,
           char              ***argv,
           int                  min,
           int                  max)
{
  g_autoptr(GOptionContext) context = g_option_context_new (command->arguments);
  g_autofree char *program = g_strdup_printf ("rimlightctl %s", command->name);
  g_autofree char *summary = g_strdup_printf ("%s.", command->summary);
  g_autoptr(GError) error = NULL;

  g_set_prgname (program);
  g_option_context_set_summary (context, summary);
  g_option_context_set_description (context, command->details);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      cli_usage (command, "%s", error->message);
      return FALSE;
    }

  /* What follows a "--" is an argument whatever it looks like. */
  if (*argc > 1 && strcmp ((*argv)[1], "--") == 0)
    {
      (*argv)++;
      (*argc)--;
    }
  if (*argc - 1 >= min && (max < 0 || *argc - 1 <= max))
    return TRUE;

  cli_usage (command, *argc - 1 < min ? "an argument is missing" : "there are too many arguments");

  return FALSE;
}

/* Returns: %CLI_USAGE, so that it can stand in a return statement */
CliStatus
cli_usage (const CliCommand *command,
           const char       *format,
           ...)
{
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  line = g_strdup_printf ("%s; see rimlightctl %s --help", text, command->name);
  print_line ("rimlightctl: ", line);

  return CLI_USAGE;
}

/* Returns: whether the file of regions @out can be written as @as (nullable) says */
gboolean
cli_check_form (const CliCommand *command,
                const char       *as,
                const char       *out)
{
  if (as != NULL && strcmp (as, "rtstruct") != 0 && strcmp (as, "seg") != 0)
    cli_usage (command, "--as takes rtstruct or seg");
  else if (as != NULL && !g_str_has_suffix (out, ".dcm"))
    cli_usage (command, "--as goes with an OUT that ends in .dcm");
  else
    return TRUE;

  return FALSE;
}

/* Returns: whether it is one from which a voxel of a SEG can be in */
gboolean
cli_check_threshold (const CliCommand *command,
                     double            threshold)
{
  if (threshold > 0.0 && threshold <= 1.0)
    return TRUE;

  cli_usage (command, "--threshold takes a fraction above 0 and up to 1");

  return FALSE;
}

/* Returns: %CLI_FAILED, so that it can stand in a return statement */
CliStatus
cli_fail (const GError *error)
{
  print_line ("rimlightctl: ", error->message);

  return CLI_FAILED;
}

void
cli_warn (const char *text)
{
  print_line ("warning: ", text);
}

const char *
cli_format_number (char   *buffer,
                   double  value)
{
  return g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, "%.6g", value);
}

/* What is absent is left out. */
void
cli_json_string (JsonBuilder *builder,
                 const char  *name,
                 const char  *value)
{
  g_autofree char *valid = NULL;

  if (value == NULL)
    return;

  valid = g_utf8_make_valid (value, -1);
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, valid);
}

/* What is not a number is left out. */
void
cli_json_number (JsonBuilder *builder,
                 const char  *name,
                 double       value)
{
  if (!isfinite (value))
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

void
cli_json_whole (JsonBuilder *builder,
                const char  *name,
                gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
cli_json_lines (JsonBuilder *builder,
                const char  *name,
                GPtrArray   *lines)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      g_autofree char *valid = g_utf8_make_valid (g_ptr_array_index (lines, i), -1);

      json_builder_add_string_value (builder, valid);
    }
  json_builder_end_array (builder);
}

void
cli_json_print (JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, TRUE);

  g_print ("%s\n", text);
}
