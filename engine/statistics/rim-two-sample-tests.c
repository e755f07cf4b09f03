/* rim-two-sample-tests.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-two-sample-tests.h"

#include "statistics/rim-check-private.h"
#include "statistics/rim-order.h"
#include "statistics/rim-two-sample-private.h"

static gboolean
two_sample_new (RimTwoSample  *self,
                const double  *values,
                const guint8  *labels,
                gsize          n,
                GError       **error)
{
  g_autofree guint32 *order = NULL;
  gsize n_positive;

  if (!rim_check_labels (labels, n, &n_positive, error) || !rim_check_finite (values, n, "values", error))
    return FALSE;

  order = g_new (guint32, n);
  rim_order_init (order, values, n);
  rim_two_sample_init (self, order, values, labels, n);

  return TRUE;
}

/**
 * rim_t_test:
 * @self: (out): t, positive where the positive class is higher
 * @values: n numbers
 * @labels: n classes, 1 or 0
 * @n: how many rows
 * @equal_variances: whether both classes have the same variance (Student), or else after
 *   Welch
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Returns: %FALSE where a class has fewer than two rows, a value is not finite, or values
 *   do not vary within classes
 */
gboolean
rim_t_test (RimSignificance  *self,
            const double     *values,
            const guint8     *labels,
            gsize             n,
            gboolean          equal_variances,
            GError          **error)
{
  RimTwoSample sample;

  if (!two_sample_new (&sample, values, labels, n, error))
    return FALSE;
  if (sample.n[0] < 2 || sample.n[1] < 2)
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW,
                           "Of one of the classes there is one row only, which has no variance");
      return FALSE;
    }
  if (!rim_two_sample_compare_means (&sample, equal_variances, self))
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_CONSTANT,
                           "Values do not vary within the classes");
      return FALSE;
    }

  return TRUE;
}

/**
 * rim_mann_whitney:
 * @self: (out): U of the positive class: in how many pairs it is higher, ties by half
 * @values: n numbers
 * @labels: n classes, 1 or 0
 * @n: how many rows
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Exact where both classes have fewer than 50 rows and nothing is tied, else normal with
 * corrections for ties and continuity, as R's wilcox.test().
 *
 * Returns: %FALSE where there is one class only, a value is not finite, or all are the
 *   same
 */
gboolean
rim_mann_whitney (RimSignificance  *self,
                  const double     *values,
                  const guint8     *labels,
                  gsize             n,
                  GError          **error)
{
  g_autoptr(RimMannWhitneyNull) null = NULL;
  RimTwoSample sample;

  if (!two_sample_new (&sample, values, labels, n, error) || !rim_check_constant (values, n, "values", error))
    return FALSE;

  if (sample.ties == 0.0)
    null = rim_mann_whitney_null_new (sample.n[0], sample.n[1]);
  rim_two_sample_compare_ranks (&sample, null, self);

  return TRUE;
}
