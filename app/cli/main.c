/* main.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>

int
main (int   argc,
      char *argv[])
{
  g_printerr ("usage: rimlightctl COMMAND\n");
  return 2;
}
