/* rim-test-run.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-test-run.h"

#include <string.h>
#include <sys/wait.h>

/* Words that begin a line and set a variable, as in a shell. */
static char **
take_environment (char ***words)
{
  char **environment = g_environ_setenv (g_get_environ (), "LC_ALL", "C.UTF-8", TRUE);

  for (; **words != NULL && g_ascii_isupper (***words); (*words)++)
    {
      g_auto(GStrv) parts = g_strsplit (**words, "=", 2);

      environment = g_environ_setenv (environment, parts[0], parts[1], TRUE);
    }

  return environment;
}

/**
 * rim_test_run_cli:
 * @folder: a folder
 * @line: words; "%s" in a word is @folder; NAME=VALUE before all others sets a
 *   variable
 *
 * Runs rimlightctl with the words of @line.
 *
 * Returns: what it gave; rim_test_run_clear() it
 */
RimTestRun
rim_test_run_cli (const char *folder,
                  const char *line)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "..", "app", "cli", "rimlightctl", NULL);
  g_auto(GStrv) words = g_strsplit (line, " ", -1);
  char **word = words;
  g_auto(GStrv) environment = take_environment (&word);
  g_autoptr(GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  RimTestRun run = { 0 };

  g_ptr_array_add (arguments, g_strdup (program));
  for (; *word != NULL; word++)
    {
      g_auto(GStrv) parts = g_strsplit (*word, "%s", 2);

      if (**word != '\0')
        g_ptr_array_add (arguments, g_strjoinv (folder, parts));
    }
  g_ptr_array_add (arguments, NULL);
  g_spawn_sync (NULL, (char **) arguments->pdata, environment, G_SPAWN_DEFAULT, NULL, NULL,
                &run.out, &run.err, &run.status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (run.status));
  run.status = WEXITSTATUS (run.status);

  return run;
}

void
rim_test_run_clear (RimTestRun *self)
{
  g_free (self->out);
  g_free (self->err);
}

/**
 * rim_test_run_json:
 * @folder: a folder
 * @line: words, as of rim_test_run_cli()
 *
 * Runs rimlightctl, which says nothing on the other output.
 *
 * Returns: (transfer full): the JSON that it printed
 */
JsonNode *
rim_test_run_json (const char *folder,
                   const char *line)
{
  g_auto(RimTestRun) run = rim_test_run_cli (folder, line);
  g_autoptr(GError) error = NULL;
  JsonNode *node;

  g_assert_cmpstr (run.err, ==, "");
  g_assert_cmpint (run.status, ==, 0);
  node = json_from_string (run.out, &error);
  g_assert_no_error (error);

  return node;
}

/**
 * rim_test_assert_runs:
 * @folder: a folder
 * @line: as for rim_test_run_cli()
 *
 * Asserts that it ends with 0.
 */
void
rim_test_assert_runs (const char *folder,
                      const char *line)
{
  g_auto(RimTestRun) run = rim_test_run_cli (folder, line);

  if (run.status != 0)
    g_test_message ("%s: %s", line, run.err);
  g_assert_cmpint (run.status, ==, 0);
}

/**
 * rim_test_assert_fails:
 * @folder: a folder
 * @line: as for rim_test_run_cli()
 * @status: what it is to end with
 * @reason: what it is to say
 *
 * Asserts that it fails, says so in one line and prints nothing else.
 */
void
rim_test_assert_fails (const char *folder,
                       const char *line,
                       int         status,
                       const char *reason)
{
  g_auto(RimTestRun) run = rim_test_run_cli (folder, line);

  g_test_message ("%s: %s", line, run.err);
  g_assert_cmpint (run.status, ==, status);
  g_assert_cmpstr (run.out, ==, "");
  g_assert_nonnull (strstr (run.err, reason));
  g_assert_true (g_str_has_prefix (run.err, "rimlightctl: "));
  g_assert_true (strchr (run.err, '\n') == run.err + strlen (run.err) - 1);
}
