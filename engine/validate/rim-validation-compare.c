/* rim-validation-compare.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-validation-compare.h"

#include <string.h>

#include "statistics/rim-concordance.h"
#include "statistics/rim-delong.h"
#include "statistics/rim-reclassification.h"
#include "statistics/rim-roc.h"
#include "statistics/rim-statistics-error.h"
#include "validate/rim-validation-private.h"

/* Of each index: of the first, of the second, and the second less the first. */
#define N_OF_INDEX 3

typedef struct
{
  const RimValidationRows *rows;
  RimSample                samples[2];
  const char *const       *titles;
} Pair;

static void
pair_clear (Pair *self)
{
  rim_sample_clear (&self->samples[0]);
  rim_sample_clear (&self->samples[1]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, pair_clear)

static gboolean
is_same (gconstpointer a,
         gconstpointer b,
         gsize         n_bytes)
{
  return (a == NULL) == (b == NULL) && (a == NULL || memcmp (a, b, n_bytes) == 0);
}

static gboolean
check_pair (const RimValidationInput  *first,
            const RimValidationInput  *second,
            GError                   **error)
{
  const gsize n = first->n;

  if (!rim_validation_check (first, error) || !rim_validation_check (second, error))
    return FALSE;
  if (first->kind == second->kind && n == second->n && is_same (first->labels, second->labels, n) &&
      is_same (first->values, second->values, n * sizeof *first->values) &&
      is_same (first->patients, second->patients, n * sizeof *first->patients) &&
      is_same (first->repeats, second->repeats, n * sizeof *first->repeats))
    return TRUE;

  g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE,
                       "Both signatures have to be of the same rows with the same outcomes");
  return FALSE;
}

/* Rows of the patients that are drawn. */
static void
gather (const Pair    *pair,
        guint          which,
        const guint32 *patients,
        gsize          n,
        RimSample     *drawn)
{
  const RimSample *from = &pair->samples[which];
  const gsize *begins = pair->rows->begins;
  gsize n_rows = 0;

  for (gsize i = 0; i < n; i++)
    n_rows += begins[patients[i] + 1] - begins[patients[i]];
  *drawn = (RimSample) { .margins = g_new (double, MAX (n_rows, 1)), .labels = g_new (guint8, MAX (n_rows, 1)),
                         .values = from->values != NULL ? g_new (double, MAX (n_rows, 1)) : NULL };
  for (gsize i = 0; i < n; i++)
    for (gsize row = begins[patients[i]]; row < begins[patients[i] + 1]; row++)
      {
        drawn->margins[drawn->n] = from->margins[row];
        drawn->labels[drawn->n] = from->labels[row];
        if (drawn->values != NULL)
          drawn->values[drawn->n] = from->values[row];
        drawn->n++;
      }
}

/* The area under the curve, or the concordance; NAN where there is none. */
static double
measure (const RimSample      *sample,
         RimOutcomeKind        kind,
         RimConcordanceMethod  method)
{
  g_autoptr(RimRoc) roc = NULL;
  RimConcordance concordance;

  if (kind == RIM_OUTCOME_SURVIVAL)
    return rim_concordance_init (&concordance, sample->margins, sample->values, sample->labels, sample->n, method, NULL)
           ? concordance.index.value : NAN;

  roc = rim_roc_new (sample->margins, sample->labels, sample->n, NULL);

  return roc != NULL ? roc->auc : NAN;
}

static void
draw_cb (const guint32 *patients,
         gsize          n,
         double        *values,
         gpointer       data)
{
  const Pair *pair = data;
  const RimOutcomeKind kind = pair->rows->input->kind;

  for (guint which = 0; which < 2; which++)
    {
      g_auto(RimSample) sample = { 0 };

      gather (pair, which, patients, n, &sample);
      values[which] = measure (&sample, kind, RIM_CONCORDANCE_HARRELL);
      values[N_OF_INDEX + which] = kind == RIM_OUTCOME_SURVIVAL ? measure (&sample, kind, RIM_CONCORDANCE_UNO) : NAN;
    }
  for (guint index = 0; index < 2; index++)
    values[index * N_OF_INDEX + 2] = values[index * N_OF_INDEX + 1] - values[index * N_OF_INDEX];
}

static void
add_index (RimValidation      *self,
           const Pair         *pair,
           const char         *id,
           const char         *title,
           const RimBootstrap *found)
{
  static const char *const suffixes[N_OF_INDEX] = { "_first", "_second", "_difference" };
  const guint n = pair->rows->input->n_bootstraps;

  for (guint i = 0; i < N_OF_INDEX; i++)
    {
      g_autofree char *full_id = g_strconcat (id, suffixes[i], NULL);
      g_autofree char *full_title = i < 2 ? g_strdup_printf ("%s, %s", title, pair->titles[i])
                                          : g_strdup_printf ("%s, second less first", title);

      rim_validation_add_measure (self, full_id, full_title, found[i].percentile, NAN,
                                  isfinite (found[i].percentile.low)
                                  ? g_strdup_printf ("95%% interval: percentiles of %u bootstraps of patients.", n)
                                  : NULL);
    }
}

/* Without a bootstrap there are values only. */
static void
compare_indices (RimValidation *self,
                 Pair          *pair)
{
  const RimValidationInput *input = pair->rows->input;
  g_autofree guint32 *patients = g_new (guint32, pair->rows->n_patients);
  RimBootstrap found[2 * N_OF_INDEX] = { { 0 } };
  double values[2 * N_OF_INDEX];

  for (guint p = 0; p < pair->rows->n_patients; p++)
    patients[p] = p;
  draw_cb (patients, pair->rows->n_patients, values, pair);
  for (guint v = 0; v < G_N_ELEMENTS (values); v++)
    found[v].percentile = (RimEstimate) { values[v], NAN, NAN };
  if (input->n_bootstraps > 1 && pair->rows->n_patients > 1)
    rim_bootstrap_init_many (found, G_N_ELEMENTS (found), draw_cb, pair, pair->rows->n_patients, NULL,
                             input->n_bootstraps, input->seed);

  if (input->kind == RIM_OUTCOME_BINARY)
    {
      add_index (self, pair, "auc", "Area under the ROC curve", found);
      return;
    }
  add_index (self, pair, "concordance", "Harrell’s concordance index", found);
  add_index (self, pair, "concordance_uno", "Uno’s concordance index", &found[N_OF_INDEX]);
}

static void
compare_areas (RimValidation *self,
               const Pair    *pair)
{
  const char *title = "DeLong’s test of the difference of areas";
  g_autoptr(GError) error = NULL;
  RimDelongTest test;

  if (pair->samples[0].n > pair->rows->n_patients)
    {
      rim_validation_add_test (self, "delong", title, NAN, NAN, g_strdup ("Rows of one patient are not independent"));
      return;
    }
  if (!rim_delong_compare_paired (&test, pair->samples[1].margins, pair->samples[0].margins, pair->samples[0].labels,
                                  pair->samples[0].n, &error))
    {
      rim_validation_add_test (self, "delong", title, NAN, NAN, g_strdup (error->message));
      return;
    }

  rim_validation_add_measure (self, "delong", title, test.difference, test.p,
                              g_strdup ("Second less first, of the same rows; 95% interval: DeLong."));
}

static void
add_improvement (RimValidation        *self,
                 const char           *id,
                 const char           *title,
                 const RimImprovement *found)
{
  rim_validation_add_measure (self, id, title, found->estimate, found->p,
                              g_strdup ("Second beside first; 95% interval: normal."));
}

/* With categories and without. */
static void
reclassify (RimValidation *self,
            const Pair    *pair,
            const double  *cutoffs,
            guint          n_cutoffs)
{
  const RimSample *a = &pair->samples[0], *b = &pair->samples[1];
  g_autoptr(GError) error = NULL;
  RimReclassification found;

  if (a->probabilities == NULL || b->probabilities == NULL)
    {
      rim_validation_add_test (self, "nri", "Net reclassification improvement", NAN, NAN,
                               g_strdup ("Both signatures need probabilities"));
      return;
    }
  if (!rim_reclassification_init (&found, a->probabilities, b->probabilities, a->labels, a->n, NULL, 0, &error))
    {
      rim_validation_add_test (self, "nri", "Net reclassification improvement", NAN, NAN, g_strdup (error->message));
      return;
    }

  add_improvement (self, "nri", "Net reclassification improvement, continuous", &found.nri);
  add_improvement (self, "nri_positive", "– of class 1", &found.nri_positive);
  add_improvement (self, "nri_negative", "– of class 0", &found.nri_negative);
  add_improvement (self, "idi", "Integrated discrimination improvement", &found.idi);
  if (n_cutoffs == 0 || !rim_reclassification_init (&found, a->probabilities, b->probabilities, a->labels, a->n,
                                                    cutoffs, n_cutoffs, NULL))
    return;

  add_improvement (self, "nri_categories", "Net reclassification improvement, categories", &found.nri);
  add_improvement (self, "nri_categories_positive", "– of class 1", &found.nri_positive);
  add_improvement (self, "nri_categories_negative", "– of class 0", &found.nri_negative);
}

static void
plot_pair (RimValidation *self,
           const Pair    *pair)
{
  const double ends[] = { 0.0, 1.0 };
  const RimMeasure *test = rim_validation_find (self, "delong");
  RimPlot *plot = rim_plot_new ("roc-comparison", "ROC curves of both signatures");

  rim_plot_set_axes (plot, "1 − specificity", 0.0, 1.0, "Sensitivity", 0.0, 1.0);
  plot->is_square = TRUE;
  rim_plot_add_series (plot, "Chance", RIM_PLOT_LINE, -1, ends, ends, 2);
  for (guint which = 0; which < 2; which++)
    rim_validation_add_roc (plot, pair->titles[which], (int) which, &pair->samples[which]);
  if (isfinite (test->p))
    {
      g_autofree char *difference = rim_validation_format (test, "Difference of AUC", 3);
      g_autofree char *p = rim_validation_format_p (test->p);

      rim_plot_take_note (plot, g_strdup_printf ("%s, DeLong %s", difference, p));
    }
  rim_validation_take_plot (self, plot);
}

/**
 * rim_validation_compare:
 * @first: predictions of a signature
 * @second: those of another one for the same rows, with the same outcomes, patients and
 *   repeats; bootstraps are those of @first
 * @titles: (array fixed-size=2): what they are called
 * @cutoffs: (nullable) (array length=n_cutoffs): probabilities between categories, rising
 * @n_cutoffs: how many
 * @cancellable: (nullable): ends it
 * @error: return location for an error of #RIM_STATISTICS_ERROR or #G_IO_ERROR
 *
 * Two classes: areas and DeLong's test of their difference, net reclassification with and
 * without categories, integrated discrimination. Times: concordance indices and their
 * difference with the percentiles of a bootstrap of patients. With repeated splits each
 * row has its mean margin and probability over them.
 *
 * Returns: (transfer full) (nullable): by how much the second is better
 */
RimValidation *
rim_validation_compare (const RimValidationInput  *first,
                        const RimValidationInput  *second,
                        const char *const         *titles,
                        const double              *cutoffs,
                        guint                      n_cutoffs,
                        GCancellable              *cancellable,
                        GError                   **error)
{
  g_autoptr(RimValidation) self = NULL;
  g_auto(RimValidationRows) rows = { 0 }, others = { 0 };
  g_auto(Pair) pair = { &rows, { { 0 } }, titles };

  if (!check_pair (first, second, error))
    return NULL;
  if (first->kind == RIM_OUTCOME_NUMBER)
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE,
                           "Predictions of numbers are not compared");
      return NULL;
    }

  self = rim_validation_new_empty (first->is_synthetic || second->is_synthetic);
  rim_validation_rows_init (&rows, first, cancellable);
  rim_validation_rows_init (&others, second, cancellable);
  rim_validation_rows_average (&rows, &pair.samples[0]);
  rim_validation_rows_average (&others, &pair.samples[1]);
  rim_validation_count (self, &rows, &pair.samples[0], "n_positive",
                        first->kind == RIM_OUTCOME_BINARY ? "Rows of class 1" : "Events");
  compare_indices (self, &pair);
  if (first->kind == RIM_OUTCOME_BINARY)
    {
      compare_areas (self, &pair);
      reclassify (self, &pair, cutoffs, n_cutoffs);
      plot_pair (self, &pair);
    }

  return g_cancellable_set_error_if_cancelled (cancellable, error) ? NULL : g_steal_pointer (&self);
}
