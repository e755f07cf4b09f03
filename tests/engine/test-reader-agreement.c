/* test-reader-agreement.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "compare/rim-reader-agreement.h"

#include "compare/rim-consensus.h"
#include "rim-test-ball.h"
#include "statistics/rim-distributions.h"

#define N_CASES   12
#define N_READERS 3

/* Values with reader and case effects. */
static void
fill (double *values)
{
  for (guint c = 0; c < N_CASES; c++)
    for (guint r = 0; r < N_READERS; r++)
      values[c * N_READERS + r] = 10.0 * c + r + g_test_rand_double_range (-3.0, 3.0);
}

static void
assert_same (const RimEstimate *a,
             const RimEstimate *b)
{
  g_assert_cmpfloat_with_epsilon (a->value, b->value, 1e-10);
  g_assert_cmpfloat_with_epsilon (a->low, b->low, 1e-10);
  g_assert_cmpfloat_with_epsilon (a->high, b->high, 1e-10);
}

/* Neither the order of readers or cases nor unit and zero of the scale matter. */
static void
test_invariance (void)
{
  double values[N_CASES * N_READERS], turned[N_CASES * N_READERS];
  RimReaderAgreement there, back;

  fill (values);
  for (guint c = 0; c < N_CASES; c++)
    for (guint r = 0; r < N_READERS; r++)
      turned[(N_CASES - 1 - c) * N_READERS + (r + 1) % N_READERS] = 5.0 - 0.25 * values[c * N_READERS + r];

  rim_reader_agreement_init (&there, values, N_CASES, N_READERS);
  rim_reader_agreement_init (&back, turned, N_CASES, N_READERS);
  assert_same (&there.icc_2_1, &back.icc_2_1);
  assert_same (&there.icc_3_1, &back.icc_3_1);
  g_assert_cmpfloat_with_epsilon (there.concordance.value, back.concordance.value, 1e-10);
  g_assert_cmpfloat (there.icc_3_1.low, <, there.icc_3_1.value);
  g_assert_cmpfloat (there.icc_3_1.value, <, there.icc_3_1.high);
  g_assert_cmpfloat (there.icc_2_1.low, <, there.icc_2_1.value);
  g_assert_cmpfloat (there.icc_2_1.value, <, there.icc_2_1.high);
}

/* A reader who always says more is consistent but does not agree. */
static void
test_shift (void)
{
  double values[N_CASES * 2];
  RimReaderAgreement found;

  for (guint c = 0; c < N_CASES; c++)
    {
      values[2 * c] = c;
      values[2 * c + 1] = c + 4.0;
    }
  rim_reader_agreement_init (&found, values, N_CASES, 2);

  g_assert_cmpfloat (found.icc_3_1.value, ==, 1.0);
  g_assert_cmpfloat (found.icc_3_1.low, ==, 1.0);
  g_assert_cmpfloat_with_epsilon (found.icc_2_1.value, 13.0 / (13.0 + 8.0), 1e-14);
  g_assert_true (isfinite (found.icc_2_1.low) && isfinite (found.icc_2_1.high));
  g_assert_cmpfloat (found.bias, ==, 4.0);
  g_assert_cmpfloat (found.bias_sd, ==, 0.0);
}

static void
test_identical (void)
{
  double values[N_CASES * 2];
  RimReaderAgreement found;

  for (guint c = 0; c < N_CASES; c++)
    values[2 * c] = values[2 * c + 1] = c * c;
  rim_reader_agreement_init (&found, values, N_CASES, 2);

  g_assert_cmpfloat (found.icc_2_1.value, ==, 1.0);
  g_assert_cmpfloat (found.icc_2_1.low, ==, 1.0);
  g_assert_cmpfloat (found.icc_3_1.high, ==, 1.0);
  g_assert_cmpfloat (found.concordance.value, ==, 1.0);
}

/* A case that lacks a number is as if it were not there. */
static void
test_missing (void)
{
  double values[(N_CASES + 2) * N_READERS];
  RimReaderAgreement with, without;

  fill (values);
  for (guint r = 0; r < 2 * N_READERS; r++)
    values[N_CASES * N_READERS + r] = 7.0;
  values[N_CASES * N_READERS + 1] = NAN;
  values[(N_CASES + 1) * N_READERS] = INFINITY;

  rim_reader_agreement_init (&with, values, N_CASES + 2, N_READERS);
  rim_reader_agreement_init (&without, values, N_CASES, N_READERS);
  g_assert_cmpuint (with.n_cases, ==, N_CASES);
  g_assert_cmpuint (with.n_missing, ==, 2);
  g_assert_cmpfloat (with.icc_2_1.value, ==, without.icc_2_1.value);
}

static void
test_unknown (void)
{
  const double values[] = { 0.1, 0.1, 0.1, 0.1, 0.1, 0.1 };
  RimReaderAgreement found;

  rim_reader_agreement_init (&found, values, 2, 3);
  g_assert_cmpstr (rim_reader_agreement_state_get_name (found.state), ==, "constant");
  g_assert_true (isnan (found.icc_2_1.value));

  rim_reader_agreement_init (&found, values, 1, 3);
  g_assert_cmpstr (rim_reader_agreement_state_get_name (found.state), ==, "too-few");
  g_assert_true (isnan (found.icc_3_1.low));

  rim_reader_agreement_init (&found, values, 6, 1);
  g_assert_cmpint (found.state, ==, RIM_READER_AGREEMENT_TOO_FEW);
  rim_reader_agreement_init (&found, NULL, 0, 2);
  g_assert_cmpint (found.state, ==, RIM_READER_AGREEMENT_TOO_FEW);
}

static void
test_f_distribution (void)
{
  for (guint n = 0; n < 500; n++)
    {
      const double freedom_1 = g_test_rand_double_range (0.5, 200.0);
      const double freedom_2 = g_test_rand_double_range (0.5, 200.0);
      const double probability = g_test_rand_double_range (1e-4, 1.0 - 1e-4);
      const double f = rim_f_quantile (probability, freedom_1, freedom_2);

      g_assert_cmpfloat_with_epsilon (rim_f_probability (f, freedom_1, freedom_2), probability, 1e-10);
      g_assert_cmpfloat_with_epsilon (f * rim_f_quantile (1.0 - probability, freedom_2, freedom_1), 1.0, 1e-8);
    }
  g_assert_cmpfloat (rim_f_probability (0.0, 2, 3), ==, 0.0);
  g_assert_cmpfloat (rim_f_probability (INFINITY, 2, 3), ==, 1.0);
  g_assert_cmpfloat (rim_f_probability (G_MAXDOUBLE, 2, 3), ==, 1.0);
  g_assert_true (isnan (rim_f_quantile (1.0, 2, 3)));
  g_assert_true (isnan (rim_f_quantile (0.5, 0, 3)));
  g_assert_true (isnan (rim_f_quantile (NAN, 2, NAN)));
}

/* Consensus */

static void
assert_same_consensus (RimMask *const     *masks,
                       RimMask *const     *turned,
                       RimConsensusMethod  method)
{
  g_autoptr(RimVotes) votes = rim_votes_new (masks, 3, NULL);
  g_autoptr(RimVotes) votes_turned = rim_votes_new (turned, 3, NULL);
  g_autoptr(RimConsensus) there = rim_consensus_new (votes, method, NULL);
  g_autoptr(RimConsensus) back = rim_consensus_new (votes_turned, method, NULL);

  g_assert_true (rim_mask_equal (there->mask, back->mask));
  g_assert_cmpfloat (rim_votes_get_conformity (votes), ==, rim_votes_get_conformity (votes_turned));
  for (guint r = 0; method == RIM_CONSENSUS_STAPLE && r < 3; r++)
    g_assert_cmpfloat_with_epsilon (there->readers[r].sensitivity, back->readers[(r + 1) % 3].sensitivity, 1e-7);
}

static void
test_permuted_readers (void)
{
  RimGrid grid;
  RimMask *masks[3], *turned[3];

  rim_test_grid_init (&grid, 30, 30, 15, RIM_VEC3 (1, 1, 2));
  for (guint m = 0; m < 3; m++)
    masks[m] = turned[(m + 1) % 3] = rim_test_mask_new_ball (&grid, 7.0 + 1.5 * m);
  for (guint m = 0; m <= RIM_CONSENSUS_INTERSECTION; m++)
    assert_same_consensus (masks, turned, (RimConsensusMethod) m);
  for (guint m = 0; m < 3; m++)
    rim_mask_unref (masks[m]);
}

static void
test_agreeing_readers (void)
{
  RimGrid grid;
  g_autoptr(RimMask) ball = NULL;
  g_autoptr(RimVotes) votes = NULL;
  g_autoptr(RimConsensus) staple = NULL;
  g_autofree char *text = NULL;

  rim_test_grid_init (&grid, 30, 30, 15, RIM_VEC3 (1, 1, 2));
  ball = rim_test_mask_new_ball (&grid, 9.0);
  votes = rim_votes_new ((RimMask *[]) { ball, ball, ball, ball }, 4, NULL);
  staple = rim_consensus_new (votes, RIM_CONSENSUS_STAPLE, NULL);
  text = rim_consensus_describe (staple);

  g_assert_true (rim_mask_equal (staple->mask, ball));
  g_assert_true (staple->converged);
  for (guint r = 0; r < 4; r++)
    {
      g_assert_cmpfloat_with_epsilon (staple->readers[r].sensitivity, 1.0, 1e-9);
      g_assert_cmpfloat_with_epsilon (staple->readers[r].specificity, 1.0, 1e-9);
    }
  g_assert_cmpfloat (rim_votes_get_conformity (votes), ==, 1.0);
  g_assert_cmpfloat (rim_votes_get_fleiss_kappa (votes), ==, 1.0);
  g_assert_true (g_str_has_prefix (text, "staple of 4 readers, prior 0."));
}

/* Of a tie there is no majority, and of nothing no consensus but nothing. */
static void
test_tie_and_nothing (void)
{
  RimGrid grid;
  g_autoptr(RimMask) ball = NULL;
  g_autoptr(RimMask) none = NULL;

  rim_test_grid_init (&grid, 20, 20, 20, RIM_VEC3 (1, 1, 1));
  ball = rim_test_mask_new_ball (&grid, 5.0);
  none = rim_mask_new (&grid);

  for (guint m = 0; m <= RIM_CONSENSUS_INTERSECTION; m++)
    {
      g_autoptr(RimVotes) tie = rim_votes_new ((RimMask *[]) { ball, none }, 2, NULL);
      g_autoptr(RimVotes) nothing = rim_votes_new ((RimMask *[]) { none, none }, 2, NULL);
      g_autoptr(RimConsensus) of_tie = rim_consensus_new (tie, (RimConsensusMethod) m, NULL);
      g_autoptr(RimConsensus) of_nothing = rim_consensus_new (nothing, (RimConsensusMethod) m, NULL);

      if (m == RIM_CONSENSUS_MAJORITY || m == RIM_CONSENSUS_INTERSECTION)
        g_assert_cmpuint (rim_mask_count (of_tie->mask), ==, 0);
      if (m == RIM_CONSENSUS_UNION)
        g_assert_true (rim_mask_equal (of_tie->mask, ball));
      g_assert_cmpuint (rim_mask_count (of_nothing->mask), ==, 0);
      g_assert_cmpfloat (rim_votes_get_conformity (nothing), ==, 1.0);
      g_assert_cmpfloat (rim_votes_get_fleiss_kappa (nothing), ==, 1.0);
    }
}

static void
test_too_many_readers (void)
{
  RimMask *masks[RIM_VOTES_MAX_READERS + 1];
  g_autoptr(RimMask) none = NULL;
  g_autoptr(GError) error = NULL;
  RimGrid grid;

  rim_test_grid_init (&grid, 4, 4, 4, RIM_VEC3 (1, 1, 1));
  none = rim_mask_new (&grid);
  for (guint m = 0; m < G_N_ELEMENTS (masks); m++)
    masks[m] = none;

  g_assert_null (rim_votes_new (masks, G_N_ELEMENTS (masks), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reader-agreement/invariance", test_invariance);
  g_test_add_func ("/reader-agreement/shift", test_shift);
  g_test_add_func ("/reader-agreement/identical", test_identical);
  g_test_add_func ("/reader-agreement/missing", test_missing);
  g_test_add_func ("/reader-agreement/unknown", test_unknown);
  g_test_add_func ("/reader-agreement/f-distribution", test_f_distribution);
  g_test_add_func ("/consensus/permuted-readers", test_permuted_readers);
  g_test_add_func ("/consensus/agreeing-readers", test_agreeing_readers);
  g_test_add_func ("/consensus/tie-and-nothing", test_tie_and_nothing);
  g_test_add_func ("/consensus/too-many-readers", test_too_many_readers);

  return g_test_run ();
}
