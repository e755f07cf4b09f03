/* main.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rl-application.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr(RlApplication) application = rl_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
