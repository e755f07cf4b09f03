/* test-suv-time.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-suv-time.h"

static const struct
{
  const char *text;
  const char *described; /* NULL where @text is no moment */
} datetimes[] = {
  { "20250101100000", "2025-01-01 10:00:00" },
  { "20250101100000.5", "2025-01-01 10:00:00.500000" },
  { "20250101100000.1234567", "2025-01-01 10:00:00.123456" },
  { "20250101100000.000000 ", "2025-01-01 10:00:00" },
  { " 202501011000", "2025-01-01 10:00:00" },
  { "2025010110", "2025-01-01 10:00:00" },
  { "20250101100000+0100", "2025-01-01 10:00:00 +0100" },
  { "20250101100000.25-0330", "2025-01-01 10:00:00.250000 -0330" },
  { "20241231235960", "2025-01-01 00:00:00" },
  { "20240229120000", "2024-02-29 12:00:00" },
  { "19691231235959.5", "1969-12-31 23:59:59.500000" },
  { "20250229120000", NULL },
  { "20250101", NULL },
  { "20251301100000", NULL },
  { "00000101100000", NULL },
  { "20250101240000", NULL },
  { "20250101106000", NULL },
  { "20250101100061", NULL },
  { "20250101100000x", NULL },
  { "20250101100000+1", NULL },
  { "20250101100000+1500", NULL },
  { "2025010110000", NULL },
  { "", NULL },
  { NULL, NULL },
};

static const struct
{
  const char *text;
  gint64      seconds; /* -1 where @text is no time */
} times[] = {
  { "000000", 0 },
  { "235959", 86399 },
  { "1130", 41400 },
  { "11", 39600 },
  { "11:30:05", 41405 },
  { "113005.", 41405 },
  { "1", -1 },
  { "113", -1 },
  { "24", -1 },
  { "noon", -1 },
};

static void
test_datetime (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (datetimes); i++)
    {
      RimClock clock;
      gboolean known = rim_clock_parse_datetime (datetimes[i].text, &clock);
      g_autofree char *described = known ? rim_clock_describe (&clock) : NULL;

      g_assert_cmpstr (described, ==, datetimes[i].described);
    }
}

static void
test_time (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      gint64 microseconds = -G_USEC_PER_SEC;

      g_assert_cmpint (rim_clock_parse_time (times[i].text, &microseconds), ==, times[i].seconds >= 0);
      if (times[i].seconds >= 0)
        g_assert_cmpint (microseconds, ==, times[i].seconds * G_USEC_PER_SEC);
    }
}

static void
test_date (void)
{
  gint64 days;

  g_assert_true (rim_clock_parse_date ("19700101", &days));
  g_assert_cmpint (days, ==, 0);
  g_assert_true (rim_clock_parse_date ("2000.03.01", &days));
  g_assert_cmpint (days, ==, 11017);
  g_assert_false (rim_clock_parse_date ("20000230", &days));
  g_assert_false (rim_clock_parse_date ("2000", &days));
  g_assert_false (rim_clock_parse_date (NULL, &days));
}

/* One moment told by two clocks is one moment. */
static void
test_zone (void)
{
  RimClock local;
  RimClock utc;
  int minutes;

  g_assert_true (rim_clock_parse_offset ("+0530", &minutes));
  g_assert_cmpint (minutes, ==, 330);
  g_assert_false (rim_clock_parse_offset ("0530", &minutes));

  g_assert_true (rim_clock_parse_datetime ("20250101100000+0530", &local));
  g_assert_true (rim_clock_parse_datetime ("20250101043000+0000", &utc));
  g_assert_cmpfloat (rim_clock_seconds_since (&local, &utc), ==, 0.0);

  rim_clock_set_zone (&utc, TRUE, 330);
  g_assert_cmpint (utc.microseconds, ==, local.microseconds);

  rim_clock_set_zone (&local, FALSE, 0);
  g_assert_false (local.has_offset);
  g_assert_cmpfloat (rim_clock_seconds_since (&local, &utc), ==, 0.0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/suv-time/datetime", test_datetime);
  g_test_add_func ("/engine/suv-time/time", test_time);
  g_test_add_func ("/engine/suv-time/date", test_date);
  g_test_add_func ("/engine/suv-time/zone", test_zone);

  return g_test_run ();
}
