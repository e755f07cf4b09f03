/* bench-r.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench.h"

#include <glib/gstdio.h>
#include <math.h>

/* Puts numbers where a script of R reads them.
 *
 * Returns: (transfer full) (nullable): the path, of a file to be removed
 */
char *
bench_write_numbers (const double  *numbers,
                     gsize          n,
                     GError       **error)
{
  g_autofree char *path = NULL;
  const int file = g_file_open_tmp ("rimlight-bench-XXXXXX", &path, error);

  if (file < 0)
    return NULL;

  g_close (file, NULL);
  if (g_file_set_contents (path, (const char *) numbers, (gssize) (n * sizeof (double)), error))
    return g_steal_pointer (&path);

  g_unlink (path);

  return NULL;
}

/* @script: gets @path as its argument and says how many seconds it took
 * @seconds: (out): what it said; NAN where R or a package is not there
 *
 * Returns: %TRUE
 */
gboolean
bench_run_r (const char *script,
             const char *path,
             double     *seconds)
{
  const char *const command[] = { "Rscript", "-e", script, path, NULL };
  g_autofree char *out = NULL;
  int status = 0;
  const gboolean is_there =
    g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                  &out, NULL, &status, NULL) && g_spawn_check_wait_status (status, NULL);

  *seconds = is_there ? g_ascii_strtod (out, NULL) : NAN;

  return TRUE;
}
