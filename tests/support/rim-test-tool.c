/* rim-test-tool.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-test-tool.h"

#include <string.h>

/**
 * rim_test_has_tool_or_skip:
 * @name: a program
 *
 * Marks the running test as skipped where it is not installed.
 */
gboolean
rim_test_has_tool_or_skip (const char *name)
{
  g_autofree char *path = g_find_program_in_path (name);
  g_autofree char *message = NULL;

  if (path != NULL)
    return TRUE;

  message = g_strdup_printf ("%s is not installed", name);
  g_test_skip (message);

  return FALSE;
}

/**
 * rim_test_run_tool:
 * @arguments: the program and what it is given
 *
 * Returns: (transfer full): what it printed on both outputs
 */
char *
rim_test_run_tool (const char *const *arguments)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                &out, &err, NULL, &error);
  g_assert_no_error (error);

  return g_strconcat (out, err, NULL);
}

/**
 * rim_test_dciodvfy_or_skip:
 * @path: a DICOM file of ours
 *
 * Asserts that dciodvfy reports no error.
 */
void
rim_test_dciodvfy_or_skip (const char *path)
{
  const char *const arguments[] = { "dciodvfy", path, NULL };
  g_autofree char *report = NULL;

  if (!rim_test_has_tool_or_skip ("dciodvfy"))
    return;

  report = rim_test_run_tool (arguments);
  if (strstr (report, "Error") != NULL || strstr (report, "Abort") != NULL)
    g_test_message ("%s", report);
  g_assert_null (strstr (report, "Error"));
  g_assert_null (strstr (report, "Abort"));
}
