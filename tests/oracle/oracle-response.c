/* oracle-response.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every row of the tables of RECIST 1.1 and iRECIST, and the limits of every criterion.
 */

#include <math.h>

#include "response/rim-course.h"
#include "response/rim-growth.h"
#include "response/rim-irecist.h"
#include "response/rim-percist.h"

#define MAX_TIMES   6
#define MAX_LESIONS 5

/* Diameters of targets are numbers, the rest is said by these. */
#define NA   { RIM_FOLLOW_UP_NOT_EVALUATED, 0 }
#define MM(mm_) { RIM_FOLLOW_UP_MEASURED, (mm_) }
#define TINY { RIM_FOLLOW_UP_TOO_SMALL, 0 }
#define GONE { RIM_FOLLOW_UP_ABSENT, 0 }
#define ONE  { RIM_FOLLOW_UP_MERGED, 0 }
#define HERE { RIM_FOLLOW_UP_PRESENT, 0 }
#define WORSE { RIM_FOLLOW_UP_PROGRESSED, 0 }
#define GREW { RIM_FOLLOW_UP_GREW, 0 }

#define TARGET(name_) { (name_), "lung", FALSE, RIM_FOLLOW_UP_TARGET }
#define NODE(name_) { (name_), "nodes", TRUE, RIM_FOLLOW_UP_TARGET }
#define REST(name_) { (name_), "lung", FALSE, RIM_FOLLOW_UP_NON_TARGET }
#define NEW(name_) { (name_), "liver", FALSE, RIM_FOLLOW_UP_NEW_TARGET }
#define NEW_REST(name_) { (name_), "liver", FALSE, RIM_FOLLOW_UP_NEW_NON_TARGET }

static const double eight_weeks[MAX_TIMES] = { 0, 56, 112, 168, 224, 280 };

static RimRecist *
recist (const RimFollowUpLesion *lesions,
        guint                    n_lesions,
        const RimFollowUpEntry  *entries,
        guint                    n_times)
{
  const RimRecistSettings settings = RIM_RECIST_SETTINGS_DEFAULT;
  const RimFollowUp follow_up = { n_times, eight_weeks, n_lesions, lesions, entries };
  g_autoptr(GError) error = NULL;
  RimRecist *self = rim_recist_new (&follow_up, &settings, &error);

  g_assert_no_error (error);
  return self;
}

static void
assert_response (RimResponse a,
                 RimResponse b)
{
  g_assert_cmpstr (rim_response_get_name (a), ==, rim_response_get_name (b));
}

/* Both tables of overall responses, row by row. */
static void
test_overall (void)
{
  static const struct
  {
    RimResponse target, non_target;
    int         has_new;     /* -1: any */
    RimResponse overall;
  } rows[] = {
    { RIM_RESPONSE_CR, RIM_RESPONSE_CR, 0, RIM_RESPONSE_CR },
    { RIM_RESPONSE_CR, RIM_RESPONSE_NONE, 0, RIM_RESPONSE_CR },
    { RIM_RESPONSE_CR, RIM_RESPONSE_NON_CR_NON_PD, 0, RIM_RESPONSE_PR },
    { RIM_RESPONSE_CR, RIM_RESPONSE_NE, 0, RIM_RESPONSE_PR },
    { RIM_RESPONSE_PR, RIM_RESPONSE_NON_CR_NON_PD, 0, RIM_RESPONSE_PR },
    { RIM_RESPONSE_PR, RIM_RESPONSE_CR, 0, RIM_RESPONSE_PR },
    { RIM_RESPONSE_PR, RIM_RESPONSE_NE, 0, RIM_RESPONSE_PR },
    { RIM_RESPONSE_SD, RIM_RESPONSE_NON_CR_NON_PD, 0, RIM_RESPONSE_SD },
    { RIM_RESPONSE_SD, RIM_RESPONSE_CR, 0, RIM_RESPONSE_SD },
    { RIM_RESPONSE_SD, RIM_RESPONSE_NE, 0, RIM_RESPONSE_SD },
    { RIM_RESPONSE_NE, RIM_RESPONSE_NON_CR_NON_PD, 0, RIM_RESPONSE_NE },
    { RIM_RESPONSE_NE, RIM_RESPONSE_CR, 0, RIM_RESPONSE_NE },
    { RIM_RESPONSE_PD, RIM_RESPONSE_CR, -1, RIM_RESPONSE_PD },
    { RIM_RESPONSE_PD, RIM_RESPONSE_NE, -1, RIM_RESPONSE_PD },
    { RIM_RESPONSE_CR, RIM_RESPONSE_PD, -1, RIM_RESPONSE_PD },
    { RIM_RESPONSE_NE, RIM_RESPONSE_PD, -1, RIM_RESPONSE_PD },
    { RIM_RESPONSE_CR, RIM_RESPONSE_CR, 1, RIM_RESPONSE_PD },
    { RIM_RESPONSE_NE, RIM_RESPONSE_NE, 1, RIM_RESPONSE_PD },
    { RIM_RESPONSE_NONE, RIM_RESPONSE_CR, 0, RIM_RESPONSE_CR },
    { RIM_RESPONSE_NONE, RIM_RESPONSE_NON_CR_NON_PD, 0, RIM_RESPONSE_NON_CR_NON_PD },
    { RIM_RESPONSE_NONE, RIM_RESPONSE_NE, 0, RIM_RESPONSE_NE },
    { RIM_RESPONSE_NONE, RIM_RESPONSE_PD, -1, RIM_RESPONSE_PD },
    { RIM_RESPONSE_NONE, RIM_RESPONSE_CR, 1, RIM_RESPONSE_PD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (int has_new = 0; has_new < 2; has_new++)
      if (rows[i].has_new < 0 || rows[i].has_new == has_new)
        assert_response (rim_recist_get_overall (rows[i].target, rows[i].non_target, has_new), rows[i].overall);
}

/* The table of confirmation, each row before and after the least time of stable disease. */
static void
test_confirmation (void)
{
  static const struct
  {
    RimResponse first, next, lasted, short_lived;
  } rows[] = {
    { RIM_RESPONSE_CR, RIM_RESPONSE_CR, RIM_RESPONSE_CR, RIM_RESPONSE_CR },
    { RIM_RESPONSE_CR, RIM_RESPONSE_PR, RIM_RESPONSE_SD, RIM_RESPONSE_PD },
    { RIM_RESPONSE_CR, RIM_RESPONSE_SD, RIM_RESPONSE_SD, RIM_RESPONSE_PD },
    { RIM_RESPONSE_CR, RIM_RESPONSE_PD, RIM_RESPONSE_SD, RIM_RESPONSE_PD },
    { RIM_RESPONSE_CR, RIM_RESPONSE_NE, RIM_RESPONSE_SD, RIM_RESPONSE_NE },
    { RIM_RESPONSE_PR, RIM_RESPONSE_CR, RIM_RESPONSE_PR, RIM_RESPONSE_PR },
    { RIM_RESPONSE_PR, RIM_RESPONSE_PR, RIM_RESPONSE_PR, RIM_RESPONSE_PR },
    { RIM_RESPONSE_PR, RIM_RESPONSE_SD, RIM_RESPONSE_SD, RIM_RESPONSE_SD },
    { RIM_RESPONSE_PR, RIM_RESPONSE_PD, RIM_RESPONSE_SD, RIM_RESPONSE_PD },
    { RIM_RESPONSE_PR, RIM_RESPONSE_NE, RIM_RESPONSE_SD, RIM_RESPONSE_NE },
    { RIM_RESPONSE_NE, RIM_RESPONSE_NE, RIM_RESPONSE_NE, RIM_RESPONSE_NE },
  };
  RimRecistSettings settings = RIM_RECIST_SETTINGS_DEFAULT;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      assert_response (rim_recist_confirm (&settings, rows[i].first, rows[i].next, 42.0), rows[i].lasted);
      assert_response (rim_recist_confirm (&settings, rows[i].first, rows[i].next, 41.0), rows[i].short_lived);
    }
  settings.partial_after_complete = RIM_RESPONSE_PR;
  assert_response (rim_recist_confirm (&settings, RIM_RESPONSE_CR, RIM_RESPONSE_PR, 41.0), RIM_RESPONSE_PR);
  settings.partial_after_complete = RIM_RESPONSE_PD;
  assert_response (rim_recist_confirm (&settings, RIM_RESPONSE_CR, RIM_RESPONSE_PR, 60.0), RIM_RESPONSE_PD);
}

/* One target of 100 mm at baseline: what follows, and what that is. */
static void
test_targets (void)
{
  static const RimFollowUpLesion lesions[] = { TARGET ("one"), TARGET ("two"), NODE ("node") };
  static const struct
  {
    RimFollowUpEntry entries[3][3];
    RimResponse      second, third;
  } rows[] = {
    /* Exactly 30 % below baseline, and not quite. */
    { { { MM (40), MM (28), MM (28.1) }, { MM (40), MM (28), MM (28) }, { MM (20), MM (14), MM (14) } },
      RIM_RESPONSE_PR, RIM_RESPONSE_SD },
    /* Exactly 20 % above the nadir, which is baseline; and 5 mm are not enough alone. */
    { { { MM (40), MM (45), MM (48) }, { MM (40), MM (40), MM (48) }, { MM (20), MM (20), MM (24) } },
      RIM_RESPONSE_SD, RIM_RESPONSE_PD },
    /* 20 % of a small nadir, but not 5 mm; then both. */
    { { { MM (60), MM (10), MM (12) }, { MM (20), MM (5), MM (5) }, { MM (20), MM (5), MM (6) } },
      RIM_RESPONSE_PR, RIM_RESPONSE_PR },
    { { { MM (60), MM (10), MM (14) }, { MM (20), MM (5), MM (5) }, { MM (20), MM (5), MM (6) } },
      RIM_RESPONSE_PR, RIM_RESPONSE_PD },
    /* A node below 10 mm is normal, its size still counts. */
    { { { MM (20), GONE, GONE }, { MM (20), GONE, GONE }, { MM (20), MM (9.9), MM (10) } },
      RIM_RESPONSE_CR, RIM_RESPONSE_PD },
    /* Too small to measure counts 5 mm, and is not gone. */
    { { { MM (20), TINY, TINY }, { MM (20), GONE, GONE }, { MM (20), MM (8), MM (8) } },
      RIM_RESPONSE_PR, RIM_RESPONSE_PR },
    /* Not all evaluated, unless what is measured is progression. */
    { { { MM (40), NA, NA }, { MM (40), MM (20), MM (100) }, { MM (20), MM (20), MM (20) } },
      RIM_RESPONSE_NE, RIM_RESPONSE_PD },
    /* Two became one: the whole counts once. */
    { { { MM (20), MM (40), MM (40) }, { MM (20), ONE, ONE }, { MM (20), MM (19), MM (30) } },
      RIM_RESPONSE_SD, RIM_RESPONSE_SD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(RimRecist) self = recist (lesions, 3, rows[i].entries[0], 3);

      g_test_message ("row %u", i);
      assert_response (self->points[1].target, rows[i].second);
      assert_response (self->points[2].target, rows[i].third);
    }
}

/* Non-target disease and new lesions, with targets and alone. */
static void
test_non_targets (void)
{
  static const RimFollowUpLesion lesions[] = { TARGET ("one"), REST ("rest"), REST ("more"), NEW_REST ("new") };
  static const RimFollowUpEntry entries[4][6] = {
    { MM (20), GONE, GONE, GONE, GONE, GONE },
    { HERE, GONE, HERE, NA, WORSE, GONE },
    { HERE, GONE, GREW, GONE, HERE, GONE },
    { GONE, GONE, GONE, GONE, GONE, HERE },
  };
  static const RimResponse with[] = {
    RIM_RESPONSE_CR, RIM_RESPONSE_PR, RIM_RESPONSE_PR, RIM_RESPONSE_PD, RIM_RESPONSE_PD,
  };
  static const RimResponse alone[] = {
    RIM_RESPONSE_CR, RIM_RESPONSE_NON_CR_NON_PD, RIM_RESPONSE_NE, RIM_RESPONSE_PD, RIM_RESPONSE_PD,
  };
  g_autoptr(RimRecist) all = recist (lesions, 4, entries[0], 6);
  g_autoptr(RimRecist) rest = recist (lesions + 1, 3, entries[1], 6);

  for (guint t = 1; t < 6; t++)
    {
      assert_response (all->points[t].overall, with[t - 1]);
      assert_response (rest->points[t].overall, alone[t - 1]);
    }
  g_assert_cmpuint (all->progression, ==, 4);
  assert_response (all->best, RIM_RESPONSE_CR);
  g_assert_cmpuint (all->best_time, ==, 1);
}

static RimResponse
best_of (const double      *days,
         const double      *diameters,
         guint              n,
         RimRecistSettings *settings)
{
  static const RimFollowUpLesion lesion = TARGET ("one");
  RimFollowUpEntry entries[MAX_TIMES];
  const RimFollowUp follow_up = { n, days, 1, &lesion, entries };
  g_autoptr(RimRecist) self = NULL;

  for (guint t = 0; t < n; t++)
    entries[t] = diameters[t] < 0 ? (RimFollowUpEntry) NA : (RimFollowUpEntry) MM (diameters[t]);
  self = rim_recist_new (&follow_up, settings, NULL);
  return self->best;
}

/* Stable disease has to last; partial response has to be confirmed late enough. */
static void
test_best (void)
{
  RimRecistSettings settings = RIM_RECIST_SETTINGS_DEFAULT;

  assert_response (best_of ((double[]) { 0, 30 }, (double[]) { 100, 100 }, 2, &settings), RIM_RESPONSE_NE);
  assert_response (best_of ((double[]) { 0, 42 }, (double[]) { 100, 100 }, 2, &settings), RIM_RESPONSE_SD);
  assert_response (best_of ((double[]) { 0, 30, 60 }, (double[]) { 100, 100, 150 }, 3, &settings), RIM_RESPONSE_PD);
  assert_response (best_of ((double[]) { 0, 56, 112 }, (double[]) { 100, 60, 150 }, 3, &settings), RIM_RESPONSE_PR);
  assert_response (best_of ((double[]) { 0, 56, 112, 168 }, (double[]) { 100, 150, 50, 0 }, 4, &settings),
                   RIM_RESPONSE_PD);
  settings.confirm = TRUE;
  assert_response (best_of ((double[]) { 0, 56, 112 }, (double[]) { 100, 60, 150 }, 3, &settings), RIM_RESPONSE_SD);
  assert_response (best_of ((double[]) { 0, 56, 84 }, (double[]) { 100, 60, 60 }, 3, &settings), RIM_RESPONSE_PR);
  assert_response (best_of ((double[]) { 0, 56, 83 }, (double[]) { 100, 60, 60 }, 3, &settings), RIM_RESPONSE_SD);
  assert_response (best_of ((double[]) { 0, 56, 112, 168 }, (double[]) { 100, 0, 0, 0 }, 4, &settings), RIM_RESPONSE_CR);
  assert_response (best_of ((double[]) { 0, 56, 112, 168 }, (double[]) { 100, 60, 60, 0 }, 4, &settings),
                   RIM_RESPONSE_PR);
  assert_response (best_of ((double[]) { 0, 30, 56 }, (double[]) { 100, 60, -1 }, 3, &settings), RIM_RESPONSE_NE);
}

/* Targets are the largest, five and of one organ two; nodes by their short axes. */
static void
test_choice (void)
{
  static const RimFollowUpLesion lesions[] = {
    { "a", "lung", FALSE, 0 }, { "b", "lung", FALSE, 0 }, { "c", "lung", FALSE, 0 }, { "d", "liver", FALSE, 0 },
    { "e", "nodes", TRUE, 0 }, { "f", "nodes", TRUE, 0 }, { "g", "bone", FALSE, 0 }, { "h", "adrenal", FALSE, 0 },
  };
  static const double sizes[] = { 30, 50, 40, 10, 14.9, 15, 9.9, 60 };
  static const gboolean expected[] = { FALSE, TRUE, TRUE, TRUE, FALSE, TRUE, FALSE, TRUE };
  gboolean is_target[8];

  g_assert_cmpuint (rim_recist_choose_targets (lesions, sizes, 8, 5.0, 5, 2, is_target), ==, 5);
  for (guint l = 0; l < 8; l++)
    g_assert_cmpint (is_target[l], ==, expected[l]);
  g_assert_cmpuint (rim_recist_choose_targets (lesions, sizes, 8, 5.0, 3, 1, is_target), ==, 3);
  g_assert_false (is_target[2]);
  g_assert_true (rim_recist_is_measurable (FALSE, 10.0, 5.0));
  g_assert_false (rim_recist_is_measurable (FALSE, 11.9, 6.0));
  g_assert_true (rim_recist_is_measurable (FALSE, 12.0, 6.0));
  g_assert_true (rim_recist_is_pathological (10.0));
  g_assert_false (rim_recist_is_pathological (9.9));
}

/* Rows of iRECIST's table. At baseline a target of 50 mm, a non-target, nothing new; then what
 * comes first and what comes next, and what both are.
 */
static const RimFollowUpLesion immune_lesions[] = {
  TARGET ("one"), REST ("rest"), NEW ("new"), NEW_REST ("new rest"), NEW ("more"),
};

static const struct
{
  const char        *title;
  RimFollowUpEntry   first[5];
  RimImmuneResponse  is_first;
  RimFollowUpEntry   next[5];
  RimImmuneResponse  is_next;
  guint              confirmed_by;
} immune_rows[] = {
  { "all gone", { GONE, GONE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_CR,
    { GONE, HERE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_PR, 0 },
  { "partial, rest there", { MM (35), HERE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_PR,
    { MM (35), HERE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_PR, 0 },
  { "stable", { MM (50), HERE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_SD,
    { MM (50), HERE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_SD, 0 },
  { "new lesion alone, unchanged", { MM (50), HERE, MM (12), GONE, GONE }, RIM_IMMUNE_RESPONSE_UPD,
    { MM (50), HERE, MM (16.9), GONE, GONE }, RIM_IMMUNE_RESPONSE_UPD, 0 },
  { "new lesion grew 5 mm", { MM (50), HERE, MM (12), GONE, GONE }, RIM_IMMUNE_RESPONSE_UPD,
    { MM (30), HERE, MM (17), GONE, GONE }, RIM_IMMUNE_RESPONSE_CPD, RIM_IMMUNE_REASON_NEW },
  { "another new lesion", { MM (50), HERE, MM (12), GONE, GONE }, RIM_IMMUNE_RESPONSE_UPD,
    { MM (30), HERE, MM (12), HERE, GONE }, RIM_IMMUNE_RESPONSE_CPD, RIM_IMMUNE_REASON_NEW },
  { "unmeasured new lesion grew at all", { MM (50), HERE, GONE, HERE, GONE }, RIM_IMMUNE_RESPONSE_UPD,
    { MM (50), HERE, GONE, GREW, GONE }, RIM_IMMUNE_RESPONSE_CPD, RIM_IMMUNE_REASON_NEW },
  { "new lesion resolved", { MM (50), HERE, MM (12), GONE, GONE }, RIM_IMMUNE_RESPONSE_UPD,
    { MM (50), HERE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_SD, 0 },
  { "target iUPD, unchanged", { MM (60), HERE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_UPD,
    { MM (64.9), HERE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_UPD, 0 },
  { "target 5 mm further", { MM (60), HERE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_UPD,
    { MM (65), HERE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_CPD, RIM_IMMUNE_REASON_TARGET },
  { "target iUPD, then partial", { MM (60), HERE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_UPD,
    { MM (35), HERE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_PR, 0 },
  { "target iUPD, then the rest progresses", { MM (60), HERE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_UPD,
    { MM (60), WORSE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_CPD, RIM_IMMUNE_REASON_NON_TARGET },
  { "target iUPD, then a new lesion", { MM (60), HERE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_UPD,
    { MM (60), HERE, GONE, HERE, GONE }, RIM_IMMUNE_RESPONSE_CPD, RIM_IMMUNE_REASON_NEW },
  { "rest iUPD, unchanged", { MM (50), WORSE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_UPD,
    { MM (50), WORSE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_UPD, 0 },
  { "rest grew further", { MM (50), WORSE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_UPD,
    { MM (35), GREW, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_CPD, RIM_IMMUNE_REASON_NON_TARGET },
  { "target and rest, target further", { MM (60), WORSE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_UPD,
    { MM (66), WORSE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_CPD, RIM_IMMUNE_REASON_TARGET },
  { "target and rest, rest further", { MM (60), WORSE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_UPD,
    { MM (60), GREW, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_CPD, RIM_IMMUNE_REASON_NON_TARGET },
  { "all three, unchanged", { MM (60), WORSE, MM (12), GONE, GONE }, RIM_IMMUNE_RESPONSE_UPD,
    { MM (60), WORSE, MM (12), GONE, GONE }, RIM_IMMUNE_RESPONSE_UPD, 0 },
  { "all three, all further", { MM (60), WORSE, MM (12), GONE, GONE }, RIM_IMMUNE_RESPONSE_UPD,
    { MM (70), GREW, MM (20), GONE, MM (10) }, RIM_IMMUNE_RESPONSE_CPD,
    RIM_IMMUNE_REASON_TARGET | RIM_IMMUNE_REASON_NON_TARGET | RIM_IMMUNE_REASON_NEW },
  { "not evaluated takes nothing back", { MM (60), HERE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_UPD,
    { NA, HERE, GONE, GONE, GONE }, RIM_IMMUNE_RESPONSE_NE, 0 },
};

static RimIrecist *
irecist (const double             *days,
         const RimFollowUpEntry *(*times)[1],
         guint                     n_times,
         const RimIrecistSettings *settings)
{
  static const RimFollowUpEntry baseline[5] = { MM (50), HERE, GONE, GONE, GONE };
  RimFollowUpEntry entries[MAX_LESIONS * MAX_TIMES];
  const RimFollowUp follow_up = { n_times, days, 5, immune_lesions, entries };
  g_autoptr(GError) error = NULL;
  RimIrecist *self;

  for (guint l = 0; l < 5; l++)
    for (guint t = 0; t < n_times; t++)
      entries[l * n_times + t] = t == 0 ? baseline[l] : times[t - 1][0][l];
  self = rim_irecist_new (&follow_up, settings, &error);
  g_assert_no_error (error);
  return self;
}

static void
test_immune_rows (void)
{
  static const double days[] = { 0, 56, 98 };
  const RimIrecistSettings settings = RIM_IRECIST_SETTINGS_DEFAULT;

  for (guint i = 0; i < G_N_ELEMENTS (immune_rows); i++)
    {
      const RimFollowUpEntry *times[][1] = { { immune_rows[i].first }, { immune_rows[i].next } };
      g_autoptr(RimIrecist) self = irecist (days, times, 3, &settings);

      g_test_message ("%s", immune_rows[i].title);
      g_assert_cmpstr (rim_immune_response_get_name (self->points[1].response), ==,
                       rim_immune_response_get_name (immune_rows[i].is_first));
      g_assert_cmpstr (rim_immune_response_get_name (self->points[2].response), ==,
                       rim_immune_response_get_name (immune_rows[i].is_next));
      g_assert_cmpuint (self->points[2].confirmed_by, ==, immune_rows[i].confirmed_by);
      g_assert_cmpuint (self->progression, ==, immune_rows[i].confirmed_by != 0 ? 1 : 0);
    }
}

/* Progression, response, and progression again: the bar is reset, and the date is the later one. */
static void
test_immune_reset (void)
{
  static const RimFollowUpEntry worse[5] = { MM (60), HERE, GONE, GONE, GONE };
  static const RimFollowUpEntry better[5] = { MM (30), HERE, GONE, GONE, GONE };
  static const RimFollowUpEntry again[5] = { MM (40), HERE, GONE, GONE, GONE };
  static const RimFollowUpEntry further[5] = { MM (46), HERE, GONE, GONE, GONE };
  const RimFollowUpEntry *times[][1] = { { worse }, { better }, { again }, { further } };
  const RimIrecistSettings settings = RIM_IRECIST_SETTINGS_DEFAULT;
  g_autoptr(RimIrecist) self = irecist (eight_weeks, times, 5, &settings);

  g_assert_cmpint (self->points[1].response, ==, RIM_IMMUNE_RESPONSE_UPD);
  g_assert_cmpint (self->points[2].response, ==, RIM_IMMUNE_RESPONSE_PR);
  g_assert_true (self->points[2].is_reset);
  g_assert_cmpint (self->points[3].response, ==, RIM_IMMUNE_RESPONSE_UPD);
  g_assert_cmpint (self->points[4].response, ==, RIM_IMMUNE_RESPONSE_CPD);
  g_assert_cmpuint (self->progression, ==, 3);
  g_assert_cmpuint (self->confirmation, ==, 4);
  g_assert_cmpint (self->best, ==, RIM_IMMUNE_RESPONSE_PR);
  g_assert_cmpuint (self->recist->progression, ==, 1);
}

/* What comes before four weeks confirms nothing; what comes after eight does, and is flagged. */
static void
test_immune_window (void)
{
  static const RimFollowUpEntry worse[5] = { MM (60), HERE, GONE, GONE, GONE };
  static const RimFollowUpEntry further[5] = { MM (66), HERE, GONE, GONE, GONE };
  const RimFollowUpEntry *times[][1] = { { worse }, { further }, { further } };
  const RimIrecistSettings settings = RIM_IRECIST_SETTINGS_DEFAULT;
  g_autoptr(RimIrecist) early = irecist ((double[]) { 0, 56, 83, 84 }, times, 4, &settings);
  g_autoptr(RimIrecist) late = irecist ((double[]) { 0, 56, 113 }, times, 3, &settings);

  g_assert_cmpint (early->points[2].response, ==, RIM_IMMUNE_RESPONSE_UPD);
  g_assert_true (early->points[2].is_early);
  g_assert_cmpint (early->points[3].response, ==, RIM_IMMUNE_RESPONSE_CPD);
  g_assert_cmpint (late->points[2].response, ==, RIM_IMMUNE_RESPONSE_CPD);
  g_assert_true (late->points[2].is_late);
}

/* New lesions that stay as they are hold an iUPD open, unless a protocol says otherwise. */
static void
test_immune_new (void)
{
  static const RimFollowUpEntry first[5] = { GONE, GONE, MM (12), GONE, GONE };
  const RimFollowUpEntry *times[][1] = { { first }, { first } };
  RimIrecistSettings settings = RIM_IRECIST_SETTINGS_DEFAULT;
  g_autoptr(RimIrecist) strict = irecist (eight_weeks, times, 3, &settings);
  g_autoptr(RimIrecist) lenient = NULL;

  settings.new_lesions_have_to_resolve = FALSE;
  lenient = irecist (eight_weeks, times, 3, &settings);
  g_assert_cmpint (strict->points[2].response, ==, RIM_IMMUNE_RESPONSE_UPD);
  g_assert_cmpint (lenient->points[2].response, ==, RIM_IMMUNE_RESPONSE_PR);
  g_assert_cmpfloat (strict->points[1].new_sum_mm, ==, 12.0);
  g_assert_cmpuint (strict->points[1].n_new, ==, 1);
}

/* The same course with and without another drug between progression and response. */
static void
test_pseudoprogression (void)
{
  static const RimFollowUpEntry worse[5] = { MM (45), HERE, MM (12), GONE, GONE };
  static const RimFollowUpEntry better[5] = { MM (30), HERE, GONE, GONE, GONE };
  const RimFollowUpEntry *times[][1] = { { worse }, { better } };
  const RimIrecistSettings settings = RIM_IRECIST_SETTINGS_DEFAULT;
  const RimCourseEvidence evidence = { .therapy_days = 0.0, .uptake_change = -0.2 };
  g_autoptr(RimIrecist) self = irecist (eight_weeks, times, 3, &settings);
  g_autoptr(GArray) found = rim_course_find_pseudoprogression (self, eight_weeks, NULL, 0);
  g_autoptr(GArray) changed = rim_course_find_pseudoprogression (self, eight_weeks, (double[]) { 60 }, 1);

  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpuint (g_array_index (found, RimPseudoprogression, 0).progression, ==, 1);
  g_assert_cmpuint (g_array_index (found, RimPseudoprogression, 0).taken_back, ==, 2);
  g_assert_cmpuint (changed->len, ==, 0);
  g_assert_cmpuint (rim_course_suspect_pseudoprogression (self, eight_weeks, 1, &evidence), ==,
                    RIM_COURSE_SHRINKING_TARGETS | RIM_COURSE_NEW_ONLY | RIM_COURSE_EARLY);
  g_assert_cmpuint (rim_course_suspect_pseudoprogression (self, eight_weeks, 2, &evidence), ==, 0);
}

static void
test_dissociated (void)
{
  static const RimFollowUpLesion lesions[] = { TARGET ("one"), TARGET ("two"), NEW ("new") };
  static const RimFollowUpEntry entries[3][5] = {
    { MM (20), MM (14), MM (14.1), MM (14), MM (20) },
    { MM (20), MM (24), MM (24), MM (23.9), MM (24) },
    { GONE, GONE, GONE, GONE, GONE },
  };
  static const gboolean expected[] = { TRUE, FALSE, FALSE, FALSE };
  const RimFollowUp follow_up = { 5, eight_weeks, 3, lesions, entries[0] };

  for (guint t = 1; t < 5; t++)
    g_assert_cmpint (rim_course_is_dissociated (&follow_up, t), ==, expected[t - 1]);
}

static void
test_volume (void)
{
  assert_response (rim_course_judge_volume (100, 100, 34.3), RIM_RESPONSE_PR);
  assert_response (rim_course_judge_volume (100, 100, 34.4), RIM_RESPONSE_SD);
  assert_response (rim_course_judge_volume (100, 100, 172.8), RIM_RESPONSE_PD);
  assert_response (rim_course_judge_volume (100, 100, 172.7), RIM_RESPONSE_SD);
  assert_response (rim_course_judge_volume (100, 10, 17.3), RIM_RESPONSE_PD);
  assert_response (rim_course_judge_volume (100, 10, 0), RIM_RESPONSE_CR);
  assert_response (rim_course_judge_volume (NAN, 10, 5), RIM_RESPONSE_NE);
}

static RimPercistScan
scan (double sul_peak,
      double tlg)
{
  return (RimPercistScan) {
           .sul_peak = sul_peak, .tlg = tlg, .liver_mean = 2.0, .liver_sd = 0.25, .blood_mean = 1.5, .blood_sd = 0.2,
           .uptake_min = 60.0, .dose_mbq = 300.0, .scanner = "A",
  };
}

static void
test_percist (void)
{
  static const struct
  {
    double               before, after, tlg_before, tlg_after;
    RimMetabolicResponse response;
  } rows[] = {
    { 5.0, 3.5, 100, 100, RIM_METABOLIC_RESPONSE_PMR },
    { 5.0, 3.6, 100, 100, RIM_METABOLIC_RESPONSE_SMD },
    { 2.5, 1.75, 100, 100, RIM_METABOLIC_RESPONSE_SMD },
    { 5.0, 6.5, 100, 100, RIM_METABOLIC_RESPONSE_PMD },
    { 5.0, 6.4, 100, 100, RIM_METABOLIC_RESPONSE_SMD },
    { 2.5, 3.26, 100, 100, RIM_METABOLIC_RESPONSE_SMD },
    { 5.0, 5.0, 100, 175, RIM_METABOLIC_RESPONSE_PMD },
    { 5.0, 4.9, 100, 175, RIM_METABOLIC_RESPONSE_SMD },
    { 5.0, 5.0, 100, 174, RIM_METABOLIC_RESPONSE_SMD },
  };
  RimPercistScan before, after;
  RimPercist result;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      before = scan (rows[i].before, rows[i].tlg_before);
      after = scan (rows[i].after, rows[i].tlg_after);
      rim_percist_init (&result, &before, &after);
      g_test_message ("row %u", i);
      g_assert_cmpint (result.response, ==, rows[i].response);
    }
  before = scan (5.0, 100);
  after = scan (1.9, 10);
  after.is_resolved = TRUE;
  rim_percist_init (&result, &before, &after);
  g_assert_cmpint (result.response, ==, RIM_METABOLIC_RESPONSE_CMR);
  g_assert_cmpuint (result.faults, ==, 0);
  after.has_new = TRUE;
  rim_percist_init (&result, &before, &after);
  g_assert_cmpint (result.response, ==, RIM_METABOLIC_RESPONSE_PMD);
}

static void
test_percist_scans (void)
{
  RimPercistScan before = scan (3.5, 100), after = scan (3.5, 100);

  g_assert_cmpfloat (rim_percist_get_threshold (&before), ==, 3.5);
  g_assert_cmpuint (rim_percist_compare_scans (&before, &after), ==, 0);
  before.sul_peak = 3.49;
  g_assert_cmpuint (rim_percist_compare_scans (&before, &after), ==, RIM_PERCIST_NOT_MEASURABLE);
  before = scan (3.5, 100);
  before.liver_is_diseased = TRUE;
  g_assert_cmpfloat_with_epsilon (rim_percist_get_threshold (&before), 3.4, 1e-12);
  after.uptake_min = 75.0;
  g_assert_cmpuint (rim_percist_compare_scans (&before, &after), ==, RIM_PERCIST_UPTAKE);
  after.uptake_min = 76.0;
  g_assert_cmpuint (rim_percist_compare_scans (&before, &after), ==, RIM_PERCIST_UPTAKE | RIM_PERCIST_UPTAKE_DIFFERS);
  after = scan (3.5, 100);
  after.dose_mbq = 361.0;
  after.scanner = "B";
  g_assert_cmpuint (rim_percist_compare_scans (&before, &after), ==,
                    RIM_PERCIST_DOSE_DIFFERS | RIM_PERCIST_SCANNER_DIFFERS);
  after = scan (3.5, 100);
  after.liver_mean = 2.31;
  g_assert_cmpuint (rim_percist_compare_scans (&before, &after), ==, RIM_PERCIST_LIVER_DIFFERS);
  after.liver_mean = NAN;
  g_assert_cmpuint (rim_percist_compare_scans (&before, &after), ==, RIM_PERCIST_UNKNOWN);
  before.blood_mean = NAN;
  g_assert_cmpuint (rim_percist_compare_scans (&before, &after) & RIM_PERCIST_NO_REFERENCE, !=, 0);
}

static void
test_eortc (void)
{
  const RimEortcScan before = { 4.0, 50.0 };

  g_assert_cmpint (rim_eortc_assess (&before, &(RimEortcScan) { 5.0, 50.0 }, 3), ==, RIM_METABOLIC_RESPONSE_PMD);
  g_assert_cmpint (rim_eortc_assess (&before, &(RimEortcScan) { 4.9, 50.0 }, 3), ==, RIM_METABOLIC_RESPONSE_SMD);
  g_assert_cmpint (rim_eortc_assess (&before, &(RimEortcScan) { 3.0, 50.0 }, 3), ==, RIM_METABOLIC_RESPONSE_PMR);
  g_assert_cmpint (rim_eortc_assess (&before, &(RimEortcScan) { 3.4, 50.0 }, 3), ==, RIM_METABOLIC_RESPONSE_SMD);
  g_assert_cmpint (rim_eortc_assess (&before, &(RimEortcScan) { 3.4, 50.0 }, 1), ==, RIM_METABOLIC_RESPONSE_PMR);
  g_assert_cmpint (rim_eortc_assess (&before, &(RimEortcScan) { 3.0, 60.0 }, 3), ==, RIM_METABOLIC_RESPONSE_PMD);
  g_assert_cmpint (rim_eortc_assess (&before, &(RimEortcScan) { 0.0, NAN, TRUE }, 3), ==, RIM_METABOLIC_RESPONSE_CMR);
  g_assert_cmpint (rim_eortc_assess (&before, &(RimEortcScan) { 3.0, 50.0, FALSE, TRUE }, 3), ==,
                   RIM_METABOLIC_RESPONSE_PMD);
}

/* A diameter that grows by a third of ln 2 in a month doubles the volume in a month. */
static void
test_growth (void)
{
  RimGrowth growth;

  rim_growth_init_diameters (&growth, 100.0, 100.0 * cbrt (2.0), RIM_GROWTH_MONTH_DAYS);
  g_assert_cmpfloat_with_epsilon (growth.tgr, 100.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (growth.doubling_days, RIM_GROWTH_MONTH_DAYS, 1e-9);
  g_assert_cmpfloat_with_epsilon (growth.tgk, 100.0 * (cbrt (2.0) - 1.0), 1e-9);
  rim_growth_init_volumes (&growth, 8.0, 4.0, RIM_GROWTH_MONTH_DAYS);
  g_assert_cmpfloat_with_epsilon (growth.tgr, -50.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (growth.doubling_days, -RIM_GROWTH_MONTH_DAYS, 1e-9);
  rim_growth_init_diameters (&growth, 10.0, 0.0, 30.0);
  g_assert_true (isnan (growth.tgr));
  g_assert_cmpfloat (growth.tgk, <, 0.0);
}

static void
test_hyperprogression (void)
{
  const RimGrowthCourse fast = {
    .before_mm = 50.0, .before_days = -61.0, .baseline_mm = 52.0, .first_mm = 90.0, .first_days = 40.0,
    .is_progression = TRUE, .failure_days = 42.0, .followed_days = 42.0, .n_new_in_involved = 2, .ecog_rise = NAN,
  };
  RimGrowthCourse course = fast;
  RimVerdict verdicts[RIM_N_HYPERPROGRESSION_DEFINITIONS];

  rim_hyperprogression_judge (&course, verdicts);
  for (guint i = 0; i < RIM_N_HYPERPROGRESSION_DEFINITIONS; i++)
    g_assert_cmpint (verdicts[i], ==, RIM_VERDICT_YES);

  /* Without a scan before, only what asks for none can be said. */
  course.before_mm = course.before_days = NAN;
  rim_hyperprogression_judge (&course, verdicts);
  for (guint i = 0; i < RIM_HYPERPROGRESSION_LO_RUSSO; i++)
    g_assert_cmpint (verdicts[i], ==, RIM_VERDICT_UNKNOWN);
  g_assert_cmpint (verdicts[RIM_HYPERPROGRESSION_LO_RUSSO], ==, RIM_VERDICT_YES);

  /* No progression by RECIST: no hyperprogression by those who ask for it. */
  course = fast;
  course.is_progression = FALSE;
  rim_hyperprogression_judge (&course, verdicts);
  g_assert_cmpint (verdicts[RIM_HYPERPROGRESSION_CHAMPIAT], ==, RIM_VERDICT_NO);
  g_assert_cmpint (verdicts[RIM_HYPERPROGRESSION_FERRARA], ==, RIM_VERDICT_NO);
  g_assert_cmpint (verdicts[RIM_HYPERPROGRESSION_LO_RUSSO], ==, RIM_VERDICT_NO);

  /* Six weeks and a day are too late for one of them. */
  course = fast;
  course.first_days = 43.0;
  rim_hyperprogression_judge (&course, verdicts);
  g_assert_cmpint (verdicts[RIM_HYPERPROGRESSION_FERRARA], ==, RIM_VERDICT_NO);
  g_assert_cmpint (verdicts[RIM_HYPERPROGRESSION_CHAMPIAT], ==, RIM_VERDICT_YES);

  /* Two of five are not three, unless a third is not known. */
  course = fast;
  course.n_new_in_involved = 1;
  rim_hyperprogression_judge (&course, verdicts);
  g_assert_cmpint (verdicts[RIM_HYPERPROGRESSION_LO_RUSSO], ==, RIM_VERDICT_UNKNOWN);
  course.ecog_rise = 1.0;
  rim_hyperprogression_judge (&course, verdicts);
  g_assert_cmpint (verdicts[RIM_HYPERPROGRESSION_LO_RUSSO], ==, RIM_VERDICT_NO);
}

/* What is no table is refused, and says which lesion. */
static void
test_refused (void)
{
  static const RimFollowUpLesion lesions[] = { TARGET ("one"), NEW ("new") };
  static const struct
  {
    double           days[2];
    RimFollowUpEntry entries[4];
    RimFollowUpError code;
  } rows[] = {
    { { 0, 0 }, { MM (10), MM (10), GONE, GONE }, RIM_FOLLOW_UP_ERROR_ORDER },
    { { 0, 1 }, { MM (-1), MM (10), GONE, GONE }, RIM_FOLLOW_UP_ERROR_RANGE },
    { { 0, 1 }, { MM (10), MM (NAN), GONE, GONE }, RIM_FOLLOW_UP_ERROR_RANGE },
    { { 0, 1 }, { MM (10), HERE, GONE, GONE }, RIM_FOLLOW_UP_ERROR_STATE },
    { { 0, 1 }, { MM (10), MM (10), MM (5), GONE }, RIM_FOLLOW_UP_ERROR_STATE },
  };
  const RimRecistSettings settings = RIM_RECIST_SETTINGS_DEFAULT;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const RimFollowUp follow_up = { 2, rows[i].days, 2, lesions, rows[i].entries };
      g_autoptr(GError) error = NULL;
      g_autoptr(RimRecist) self = rim_recist_new (&follow_up, &settings, &error);

      g_assert_null (self);
      g_assert_error (error, RIM_FOLLOW_UP_ERROR, (int) rows[i].code);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/response/recist/overall", test_overall);
  g_test_add_func ("/response/recist/confirmation", test_confirmation);
  g_test_add_func ("/response/recist/targets", test_targets);
  g_test_add_func ("/response/recist/non-targets", test_non_targets);
  g_test_add_func ("/response/recist/best", test_best);
  g_test_add_func ("/response/recist/choice", test_choice);
  g_test_add_func ("/response/irecist/rows", test_immune_rows);
  g_test_add_func ("/response/irecist/reset", test_immune_reset);
  g_test_add_func ("/response/irecist/window", test_immune_window);
  g_test_add_func ("/response/irecist/new", test_immune_new);
  g_test_add_func ("/response/course/pseudoprogression", test_pseudoprogression);
  g_test_add_func ("/response/course/dissociated", test_dissociated);
  g_test_add_func ("/response/course/volume", test_volume);
  g_test_add_func ("/response/percist/rows", test_percist);
  g_test_add_func ("/response/percist/scans", test_percist_scans);
  g_test_add_func ("/response/eortc", test_eortc);
  g_test_add_func ("/response/growth", test_growth);
  g_test_add_func ("/response/hyperprogression", test_hyperprogression);
  g_test_add_func ("/response/refused", test_refused);
  return g_test_run ();
}
