/* main.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <locale.h>
#include <string.h>

#include "cli.h"
#include "core/rim-parallel.h"

#define MAX_THREADS 1024

static const CliCommand *const commands[] = {
  &cmd_import,
  &cmd_list,
  &cmd_lesions,
  &cmd_info,
  &cmd_convert,
  &cmd_map,
  &cmd_habitats,
  &cmd_mask,
  &cmd_operate,
  &cmd_measurements,
  &cmd_protocol,
  &cmd_queue,
  &cmd_response,
  &cmd_answers,
  &cmd_compare,
  &cmd_consensus,
  &cmd_delineate,
  &cmd_extract,
  &cmd_features,
  &cmd_agreement,
  &cmd_cohort,
  &cmd_recipe,
  &cmd_train,
  &cmd_validate,
  &cmd_signature,
  &cmd_score,
  &cmd_audit,
  &cmd_filter,
  &cmd_demo,
  &cmd_bench,
};

static void
print_help (void)
{
  g_print ("Usage: rimlightctl [--threads N] COMMAND [OPTION…] …\n\n"
           "Does without a display all that the window does with data.\n\nCommands:\n");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-10s %s\n", commands[i]->name, commands[i]->summary);
  g_print ("\nOptions:\n"
           "  --threads N  use N threads; results do not depend on it\n"
           "  --version    print the version\n"
           "  --help       print this; after a COMMAND, print its own help\n\n"
           "Ends with 0, with 1 when it failed and with 2 when it was not asked rightly.\n");
}

/* Takes "--threads N" and "--threads=N" out of the arguments, wherever they
 * stand before a "--".
 */
static gboolean
take_threads (int   *argc,
              char **argv)
{
  int n = 1;

  for (int i = 1; i < *argc; i++)
    {
      const char *text = NULL;
      guint64 threads;

      if (strcmp (argv[i], "--") == 0)
        {
          while (i < *argc)
            argv[n++] = argv[i++];
          break;
        }
      if (g_str_has_prefix (argv[i], "--threads="))
        text = argv[i] + strlen ("--threads=");
      else if (strcmp (argv[i], "--threads") == 0)
        text = i + 1 < *argc ? argv[++i] : "";

      if (text == NULL)
        argv[n++] = argv[i];
      else if (g_ascii_string_to_unsigned (text, 10, 1, MAX_THREADS, &threads, NULL))
        rim_parallel_set_n_threads ((guint) threads);
      else
        return FALSE;
    }

  argv[n] = NULL;
  *argc = n;

  return TRUE;
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");

  if (!take_threads (&argc, argv))
    {
      g_printerr ("rimlightctl: --threads takes a number from 1 to %d\n", MAX_THREADS);
      return CLI_USAGE;
    }

  if (argc < 2)
    {
      g_printerr ("rimlightctl: a command is missing; see rimlightctl --help\n");
      return CLI_USAGE;
    }

  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0)
    {
      print_help ();
      return CLI_DONE;
    }

  if (strcmp (argv[1], "--version") == 0)
    {
      g_print ("rimlightctl %s\n", RIM_VERSION);
      return CLI_DONE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (strcmp (argv[1], commands[i]->name) == 0)
        return (int) commands[i]->run (commands[i], argc - 1, argv + 1);
    }

  g_printerr ("rimlightctl: no command “%s”; see rimlightctl --help\n", argv[1]);

  return CLI_USAGE;
}
