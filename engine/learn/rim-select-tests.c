/* rim-select-tests.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-selectors-private.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "statistics/rim-adjust.h"
#include "statistics/rim-contingency.h"
#include "statistics/rim-cox-screen.h"
#include "statistics/rim-order.h"
#include "statistics/rim-screen.h"

#define BLOCK 64

/* Parameters that tests share. */
enum { LEVEL, FDR, MOST };

static const RimParameter parameters[] = {
  { "level", "p not above", 0.05, 0.0, 1.0, FALSE },
  { "fdr", "p as false discovery rate (Benjamini-Hochberg)", 0.0, 0.0, 1.0, TRUE },
  { "most", "At most so many (0 for any number)", 0.0, 0.0, 1e6, TRUE },
};

/* Keeps what is significant; of more than there may be those with the lowest p, and of
 * the same p those that come first.
 */
static void
keep_significant (RimSelection *selection,
                  const double *p,
                  const double *values)
{
  const guint n = selection->n_live;
  const guint most = values[MOST] > 0.0 ? (guint) values[MOST] : n;
  g_autofree double *adjusted = g_new (double, n);
  g_autofree guint32 *order = g_new (guint32, n);
  g_autofree gboolean *kept = g_new0 (gboolean, n);

  rim_adjust (p, n, values[FDR] > 0.0 ? RIM_ADJUSTMENT_BENJAMINI_HOCHBERG : RIM_ADJUSTMENT_NONE, adjusted);
  rim_order_init (order, p, n);
  for (guint i = 0, n_kept = 0; i < n && n_kept < most; i++)
    if (adjusted[order[i]] <= values[LEVEL])
      {
        kept[order[i]] = TRUE;
        n_kept++;
      }
  rim_selection_keep (selection, kept);
}

typedef struct
{
  const RimSelection *selection;
  RimScreenColumn    *columns;
  guint32           **orders;
} Sorting;

/* Rows of the cohort in the order of a column that the table has not sorted. */
static void
sort_columns (gsize    begin,
              gsize    end,
              gpointer data)
{
  const Sorting *sorting = data;
  const RimSelection *self = sorting->selection;
  g_autofree double *values = g_new (double, self->n);

  for (gsize c = begin; c < end; c++)
    {
      const RimSelectionColumn *column = self->live[c];
      guint32 *order;

      if (column->order != NULL)
        continue;

      order = sorting->orders[c] = g_new (guint32, self->n);
      for (gsize i = 0; i < self->n; i++)
        values[i] = column->values != NULL ? column->values[self->rows[i]] : column->scaled[i];
      rim_order_init (order, values, self->n);
      for (gsize i = 0; column->values != NULL && i < self->n; i++)
        order[i] = self->rows[order[i]];
    }
}

static gboolean
screen_two_classes (RimSelection     *self,
                    RimScreenTest     test,
                    RimSignificance  *significances,
                    GError          **error)
{
  const gsize n_rows = self->table->n_rows;
  const gboolean by_component = self->live[0]->values == NULL;
  g_autofree RimScreenColumn *columns = g_new (RimScreenColumn, self->n_live);
  g_autofree guint32 **orders = g_new0 (guint32 *, self->n_live);
  g_autofree guint8 *labels = g_new (guint8, n_rows);
  Sorting sorting = { self, columns, orders };
  gboolean done;

  memset (labels, RIM_SCREEN_LEFT_OUT, n_rows);
  for (gsize i = 0; i < self->n; i++)
    labels[self->rows[i]] = self->labels[i];
  rim_parallel_for (self->n_live, BLOCK, sort_columns, &sorting);
  for (guint c = 0; c < self->n_live; c++)
    {
      const RimSelectionColumn *column = self->live[c];

      columns[c].values = by_component ? column->scaled : column->values;
      columns[c].order = orders[c] != NULL ? orders[c] : column->order;
      columns[c].n = orders[c] != NULL ? self->n : n_rows;
    }
  done = rim_screen_test_columns (columns, self->n_live, by_component ? self->labels : labels,
                                  by_component ? self->n : n_rows, test, significances, error);
  for (guint c = 0; c < self->n_live; c++)
    g_free (orders[c]);

  return done;
}

static gboolean
screen_survival (RimSelection     *self,
                 RimSignificance  *significances,
                 GError          **error)
{
  g_autofree double *packed = rim_selection_pack (self);
  const RimCoxData data = { packed, self->n_live, self->n, self->values, self->labels, NULL };

  return rim_cox_screen (significances, &data, RIM_COX_TIES_EFRON, error);
}

static double
correlate (const double *x,
           const double *y,
           gsize         n)
{
  double mean_x = 0.0, mean_y = 0.0, xx = 0.0, yy = 0.0, xy = 0.0;

  for (gsize i = 0; i < n; i++)
    {
      mean_x += x[i];
      mean_y += y[i];
    }
  mean_x /= (double) n;
  mean_y /= (double) n;
  for (gsize i = 0; i < n; i++)
    {
      xx += (x[i] - mean_x) * (x[i] - mean_x);
      yy += (y[i] - mean_y) * (y[i] - mean_y);
      xy += (x[i] - mean_x) * (y[i] - mean_y);
    }

  return xx > 0.0 && yy > 0.0 ? xy / sqrt (xx * yy) : 0.0;
}

/*
 * @relevances: (out) (array length=n_live): how much each column has to do with the
 *   outcome, never below 0: the F of one against two classes, the square of the z of a
 *   Cox model's score test, or the F of the slope against a number
 */
gboolean
rim_selection_relate (RimSelection  *self,
                      double        *relevances,
                      GError       **error)
{
  g_autofree RimSignificance *significances = g_new0 (RimSignificance, self->n_live);

  rim_selection_scale (self);
  if (self->kind == RIM_OUTCOME_BINARY && !screen_two_classes (self, RIM_SCREEN_STUDENT, significances, error))
    return FALSE;
  if (self->kind == RIM_OUTCOME_SURVIVAL && !screen_survival (self, significances, error))
    return FALSE;

  for (guint c = 0; c < self->n_live; c++)
    {
      const double statistic = significances[c].statistic;

      relevances[c] = statistic * statistic;
      if (self->kind == RIM_OUTCOME_NUMBER)
        {
          const double r = correlate (self->live[c]->scaled, self->values, self->n);

          relevances[c] = r * r * (double) (self->n - 2) / MAX (1.0 - r * r, 1e-15);
        }
    }

  return TRUE;
}

static gboolean
keep_by_test (RimSelection   *self,
              RimScreenTest   test,
              const double   *values,
              GError        **error)
{
  g_autofree RimSignificance *significances = g_new (RimSignificance, self->n_live);
  g_autofree double *p = g_new (double, self->n_live);

  if (!screen_two_classes (self, test, significances, error))
    return FALSE;

  for (guint c = 0; c < self->n_live; c++)
    p[c] = significances[c].p;
  keep_significant (self, p, values);

  return TRUE;
}

static gboolean
run_t_test (RimSelection  *self,
            const double  *values,
            GError       **error)
{
  return keep_by_test (self, RIM_SCREEN_WELCH, values, error);
}

static gboolean
run_mann_whitney (RimSelection  *self,
                  const double  *values,
                  GError       **error)
{
  return keep_by_test (self, RIM_SCREEN_MANN_WHITNEY, values, error);
}

static gboolean
run_cox_test (RimSelection  *self,
              const double  *values,
              GError       **error)
{
  g_autofree RimSignificance *significances = g_new (RimSignificance, self->n_live);
  g_autofree double *p = g_new (double, self->n_live);

  if (!screen_survival (self, significances, error))
    return FALSE;

  for (guint c = 0; c < self->n_live; c++)
    p[c] = significances[c].p;
  keep_significant (self, p, values);

  return TRUE;
}

/* Returns: p of a category against two classes, with the levels that there are */
static double
test_category (const RimSelection *self,
               const RimColumn    *column,
               double              fill)
{
  const guint n_levels = g_strv_length ((char **) column->levels);
  g_autofree gsize *counts = g_new0 (gsize, MAX (2 * n_levels, 1));
  RimSignificance significance = { 0.0, 0.0, 1.0 };
  guint n = 0;

  for (gsize i = 0; i < self->n; i++)
    {
      const double value = column->values[self->rows[i]];
      const guint level = (guint) (isnan (value) ? fill : value);

      counts[2 * level + self->labels[i]]++;
    }
  for (guint level = 0; level < n_levels; level++)
    if (counts[2 * level] + counts[2 * level + 1] > 0)
      {
        counts[2 * n] = counts[2 * level];
        counts[2 * n + 1] = counts[2 * level + 1];
        n++;
      }
  if (n < 2 || !rim_chi2_test (&significance, counts, n, 2, TRUE, NULL))
    return 1.0;

  return significance.p;
}

/* All inputs of a category stay or go together; numbers stay. */
static gboolean
run_chi_squared (RimSelection  *self,
                 const double  *values,
                 GError       **error)
{
  const guint n = self->n_live;
  g_autofree double *p = g_new (double, n);
  g_autofree gboolean *kept = g_new (gboolean, n);
  g_autofree double *adjusted = g_new (double, n);
  g_autofree guint32 *tested = g_new (guint32, n);
  g_autofree guint32 *order = g_new (guint32, n);
  guint n_tested = 0;

  for (guint c = 0; c < n; c++)
    {
      const RimLearnInput *input = self->live[c]->input;
      const gboolean is_category = input != NULL && input->column->type == RIM_COLUMN_CATEGORY;
      const gboolean is_next = is_category && c > 0 && self->live[c - 1]->input->column == input->column;

      kept[c] = !is_category;
      if (is_category && !is_next)
        p[n_tested++] = test_category (self, input->column, self->live[c]->fill);
      tested[c] = n_tested;
    }
  rim_adjust (p, n_tested, values[FDR] > 0.0 ? RIM_ADJUSTMENT_BENJAMINI_HOCHBERG : RIM_ADJUSTMENT_NONE, adjusted);
  rim_order_init (order, p, n_tested);
  for (guint i = 0, n_kept = 0; i < n_tested && (values[MOST] == 0.0 || n_kept < values[MOST]); i++)
    {
      n_kept += adjusted[order[i]] <= values[LEVEL];
      for (guint c = 0; c < n; c++)
        if (!kept[c] && tested[c] == order[i] + 1)
          kept[c] = adjusted[order[i]] <= values[LEVEL];
    }
  rim_selection_keep (self, kept);

  return TRUE;
}

const RimSelector rim_selector_t_test = {
  "t-test", "t-test (Welch)", RIM_KIND_BINARY, parameters, G_N_ELEMENTS (parameters), run_t_test,
};

const RimSelector rim_selector_mann_whitney = {
  "mann-whitney", "Mann-Whitney test", RIM_KIND_BINARY, parameters, G_N_ELEMENTS (parameters), run_mann_whitney,
};

const RimSelector rim_selector_chi_squared = {
  "chi-squared", "χ² test of categories", RIM_KIND_BINARY, parameters, G_N_ELEMENTS (parameters), run_chi_squared,
};

const RimSelector rim_selector_cox_test = {
  "cox-test", "Cox score test", RIM_KIND_SURVIVAL, parameters, G_N_ELEMENTS (parameters), run_cox_test,
};
