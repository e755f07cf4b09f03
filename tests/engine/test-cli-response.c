/* test-cli-response.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "rim-test-data.h"
#include "rim-test-run.h"

#define HEADER "lesion,organ,kind,role,date,value\n"

/* Pseudoprogression: a target and a new lesion grow first and shrink then. */
#define COURSE \
  HEADER \
  "LUL,lung,other,target,2026-01-10,42\nLUL,lung,other,target,2026-03-07,55\nLUL,lung,other,target,2026-04-18,20\n" \
  "Seg6,liver,other,new-target,2026-03-07,12\nSeg6,liver,other,new-target,2026-04-18,absent\n"

static char *
write_table (const char *text)
{
  char *folder = rim_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "table.csv", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return folder;
}

static void
test_course (void)
{
  g_autofree char *folder = write_table (COURSE);
  g_auto(RimTestRun) run = rim_test_run_cli (folder, "response %s/table.csv");

  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "iUPD (target, new)"));
  g_assert_nonnull (strstr (run.out, "Best response: PD by RECIST 1.1, iPR by iRECIST"));
  g_assert_nonnull (strstr (run.out, "Progression: 2026-03-07 by RECIST 1.1, none confirmed by iRECIST"));
  rim_test_folder_remove (folder);
}

/* What is no table says which line and why. */
static void
test_refused (void)
{
  static const struct
  {
    const char *text, *reason;
  } rows[] = {
    { "lesion,organ,kind,role,date\na,b,node,target,2026-01-01\n", "there is no column “value”" },
    { HEADER "a,lung,other,target,2026-13-01,5\n", "table.csv:2: date: “2026-13-01” is no date" },
    { HEADER "a,lung,other,target,2026-01-01,5\na,lung,other,target,2026-01-01,6\n", "table.csv:3: lesion: “a” has two" },
    { HEADER "a,lung,other,target,2026-01-01,5\na,liver,other,target,2026-02-01,6\n", "table.csv:3: organ: “liver”" },
    { HEADER "a,lung,other,friend,2026-01-01,5\n", "“friend” is none of target, non-target" },
    { HEADER "a,lung,other,target,2026-01-01,-5\n", "“-5” is no diameter" },
    { HEADER "a,lung,other,target,2026-01-01,present\n", "cannot be in this state" },
    { HEADER "a,lung,other,new,2026-01-01,present\n", "cannot be a new lesion" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *folder = write_table (rows[i].text);

      rim_test_assert_fails (folder, "response %s/table.csv", 1, rows[i].reason);
      rim_test_folder_remove (folder);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/response/course", test_course);
  g_test_add_func ("/cli/response/refused", test_refused);
  return g_test_run ();
}
