/* test-format.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-format.h"

#include <math.h>

static void
check (char       *formatted,
       const char *expected)
{
  g_assert_cmpstr (formatted, ==, expected);
  g_free (formatted);
}

static void
test_person_name (void)
{
  check (rl_format_person_name ("Doe^Jane"), "Doe, Jane");
  check (rl_format_person_name ("DOE^JANE^M^Dr^PhD"), "DOE, Dr JANE M PhD");
  check (rl_format_person_name ("Doe^Jane^^^Jr"), "Doe, Jane Jr");
  check (rl_format_person_name ("STS_001"), "STS_001");
  check (rl_format_person_name ("Yamada^Tarou=山田^太郎=やまだ^たろう"), "Yamada, Tarou (山田, 太郎)");
  check (rl_format_person_name ("=山田^太郎"), "山田, 太郎");
  check (rl_format_person_name ("^Jane"), "Jane");
  check (rl_format_person_name (""), "No name");
  check (rl_format_person_name ("^^^^"), "No name");
  check (rl_format_person_name (NULL), "No name");
}

static void
test_date (void)
{
  check (rl_format_date ("20010324"), "2001-03-24");
  check (rl_format_date ("2001.03.24"), "2001-03-24");
  check (rl_format_date ("20010230"), RL_NO_VALUE);
  check (rl_format_date ("2001"), RL_NO_VALUE);
  check (rl_format_date (NULL), RL_NO_VALUE);
  check (rl_format_time ("142233.25"), "14:22");
  check (rl_format_time ("9"), RL_NO_VALUE);
  check (rl_format_age ("19500615", "20200614"), "69");
  check (rl_format_age ("19500615", "20200615"), "70");
  g_assert_null (rl_format_age (NULL, "20200615"));
  g_assert_null (rl_format_age ("20210101", "20200615"));
}

static void
test_number (void)
{
  check (rl_format_number (1.25, 1), "1.2");
  check (rl_format_number (-3.5, 2), "−3.50");
  check (rl_format_number (-0.001, 1), "0.0");
  check (rl_format_number (NAN, 1), RL_NO_VALUE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/format/person-name", test_person_name);
  g_test_add_func ("/ui/format/date", test_date);
  g_test_add_func ("/ui/format/number", test_number);

  return g_test_run ();
}
