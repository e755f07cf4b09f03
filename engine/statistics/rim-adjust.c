/* rim-adjust.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-adjust.h"

#include <string.h>

#include "statistics/rim-order.h"

static void
adjust_by_discoveries (const double  *p,
                       const guint32 *order,
                       gsize          n,
                       double        *adjusted)
{
  double least = 1.0;

  for (gsize i = n; i-- > 0;)
    {
      least = MIN (least, (double) n / (double) (i + 1) * p[order[i]]);
      adjusted[order[i]] = least;
    }
}

static void
adjust_by_steps (const double  *p,
                 const guint32 *order,
                 gsize          n,
                 double        *adjusted)
{
  double most = 0.0;

  for (gsize i = 0; i < n; i++)
    {
      most = MAX (most, MIN (p[order[i]] * (double) (n - i), 1.0));
      adjusted[order[i]] = most;
    }
}

/**
 * rim_adjust:
 * @p: n probabilities, none of which is NAN
 * @n: how many tests
 * @adjustment: how
 * @adjusted: (out caller-allocates): n probabilities, to be compared with the level that
 *   is wanted of all tests together; as R's p.adjust()
 */
void
rim_adjust (const double  *p,
            gsize          n,
            RimAdjustment  adjustment,
            double        *adjusted)
{
  g_autofree guint32 *order = g_new (guint32, MAX (n, 1));

  rim_order_init (order, p, n);
  switch (adjustment)
    {
    case RIM_ADJUSTMENT_NONE:
      memcpy (adjusted, p, n * sizeof *p);
      break;
    case RIM_ADJUSTMENT_BENJAMINI_HOCHBERG:
      adjust_by_discoveries (p, order, n, adjusted);
      break;
    case RIM_ADJUSTMENT_HOLM:
      adjust_by_steps (p, order, n, adjusted);
      break;
    case RIM_ADJUSTMENT_BONFERRONI:
      for (gsize i = 0; i < n; i++)
        adjusted[i] = MIN (p[i] * (double) n, 1.0);
      break;
    default:
      g_return_if_reached ();
    }
}
