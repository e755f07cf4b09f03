/* oracle-statistics.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What R and its packages say (statistics/make-values.R). */

#include <math.h>

#include "rim-test-values.h"
#include "statistics/rim-distributions.h"

/* Distributions */

static double
find_distribution (const char *name,
                   double      a,
                   double      b,
                   double      c)
{
  if (g_str_equal (name, "normal_tail"))
    return rim_normal_tail (a);
  if (g_str_equal (name, "normal_quantile"))
    return rim_normal_quantile (a);
  if (g_str_equal (name, "t_tail"))
    return rim_t_tail (a, b);
  if (g_str_equal (name, "t_quantile"))
    return rim_t_quantile (a, b);
  if (g_str_equal (name, "chi2_tail"))
    return rim_chi2_tail (a, b);
  if (g_str_equal (name, "chi2_quantile"))
    return rim_chi2_quantile (a, b);
  if (g_str_equal (name, "f_tail"))
    return rim_f_tail (a, b, c);
  if (g_str_equal (name, "binomial_probability"))
    return rim_binomial_probability ((gsize) a, (gsize) b, c);

  g_assert_not_reached ();
}

/* Relative, in the tails, too. */
static void
test_distributions (void)
{
  g_autoptr(RimTestValues) values = rim_test_values_load ("oracle/statistics/distributions.csv");
  double worst = 0.0;

  g_assert_cmpuint (values->rows->len, >, 400);
  for (guint row = 0; row < values->rows->len; row++)
    {
      const char *name = ((char **) g_ptr_array_index (values->rows, row))[0];
      const double a = rim_test_values_get_number (values, row, "a");
      const double b = rim_test_values_get_number (values, row, "b");
      const double expected = rim_test_values_get_number (values, row, "value");
      const double found = find_distribution (name, a, b, rim_test_values_get_number (values, row, "c"));
      const double away = expected == found ? 0.0 : fabs (found - expected) / fabs (expected);

      if (!(away < 1e-12))
        g_error ("%s of %g and %g is %.17g and not %.17g", name, a, b, found, expected);
      worst = MAX (worst, away);
    }
  g_test_message ("the worst relative difference is %.2g", worst);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/statistics/distributions", test_distributions);

  return g_test_run ();
}
