/* test-plot-golden.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Every plot on paper, and some in the dark, as golden pictures, to the last bit. With
 * RIMLIGHT_WRITE_GOLDEN they are written anew; then look at each.
 */

#include <math.h>
#include <string.h>

#include "core/rim-random.h"
#include "learn/rim-elastic-net-cv.h"
#include "report/rim-learn-plots.h"
#include "report/rim-plot-draw.h"
#include "rim-test-predictions.h"
#include "validate/rim-forest.h"
#include "validate/rim-validation-compare.h"

static const RimPlotStyle dark = { 0xeeeeee, 0x1e1e1e, 0x78aeed, "Cantarell", 9.0 };

static gboolean
is_same_picture (cairo_surface_t *a,
                 cairo_surface_t *b)
{
  const int width = cairo_image_surface_get_width (a), height = cairo_image_surface_get_height (a);

  if (cairo_surface_status (b) != CAIRO_STATUS_SUCCESS || width != cairo_image_surface_get_width (b) ||
      height != cairo_image_surface_get_height (b))
    return FALSE;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        const guint32 *left = (const guint32 *) (gpointer) (cairo_image_surface_get_data (a) +
                                                            y * cairo_image_surface_get_stride (a));
        const guint32 *right = (const guint32 *) (gpointer) (cairo_image_surface_get_data (b) +
                                                             y * cairo_image_surface_get_stride (b));

        if ((left[x] & 0xffffff) != (right[x] & 0xffffff))
          return FALSE;
      }

  return TRUE;
}

static void
compare (const RimPlot      *plot,
         const RimPlotStyle *style,
         const char         *name)
{
  g_autofree char *path = g_strdup_printf ("%s/tests/engine/golden/plot-%s.png", g_getenv ("RIMLIGHT_SOURCE_DIR"), name);
  g_autofree char *found = g_strdup_printf ("%s/plot-%s.png", g_get_tmp_dir (), name);
  cairo_surface_t *surface, *golden;
  cairo_t *cairo;
  double width, height;

  rim_plot_get_size (plot, style, &width, &height);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (width), (int) ceil (height));
  cairo = cairo_create (surface);
  rim_plot_draw (plot, style, cairo, ceil (width), ceil (height));
  cairo_destroy (cairo);
  cairo_surface_flush (surface);

  if (g_getenv ("RIMLIGHT_WRITE_GOLDEN") != NULL)
    cairo_surface_write_to_png (surface, path);
  golden = cairo_image_surface_create_from_png (path);
  if (!is_same_picture (surface, golden))
    {
      cairo_surface_write_to_png (surface, found);
      g_test_message ("Found %s instead", found);
      g_test_fail ();
    }
  cairo_surface_destroy (golden);
  cairo_surface_destroy (surface);
}

static void
compare_all (RimValidation *validation)
{
  for (guint i = 0; i < rim_validation_get_n_plots (validation); i++)
    {
      const RimPlot *plot = rim_validation_get_plot (validation, i);

      compare (plot, &RIM_PLOT_STYLE_PAPER, plot->id);
      if (i % 3 == 0)
        {
          g_autofree char *name = g_strconcat (plot->id, "-dark", NULL);

          compare (plot, &dark, name);
        }
    }
}

static void
test_validation (void)
{
  for (guint kind = RIM_OUTCOME_BINARY; kind <= RIM_OUTCOME_NUMBER; kind++)
    {
      g_auto(RimTestPredictions) predictions = { 0 };
      g_autoptr(RimValidation) validation = NULL;

      rim_test_predictions_init (&predictions, (RimOutcomeKind) kind);
      predictions.first.n_bootstraps = 100;
      predictions.first.is_synthetic = kind == RIM_OUTCOME_SURVIVAL;
      validation = rim_validation_new (&predictions.first, NULL, NULL);
      compare_all (validation);
    }
}

static void
test_comparison (void)
{
  static const char *const titles[] = { "PET-Radscore", "CT-Radscore" };
  g_auto(RimTestPredictions) predictions = { 0 };
  g_autoptr(RimValidation) comparison = NULL;

  rim_test_predictions_init (&predictions, RIM_OUTCOME_BINARY);
  comparison = rim_validation_compare (&predictions.first, &predictions.second, titles, NULL, 0, NULL, NULL);
  compare_all (comparison);
}

static void
test_forest (void)
{
  g_auto(RimTestPredictions) predictions = { 0 };
  g_autoptr(RimValidation) forest = NULL;
  g_autofree double *x2 = NULL, *x3 = NULL, *group = NULL;
  RimForestCovariate covariates[4];

  rim_test_predictions_init (&predictions, RIM_OUTCOME_SURVIVAL);
  x2 = rim_test_values_get_column (predictions.cohort, "x2");
  x3 = rim_test_values_get_column (predictions.cohort, "x3");
  group = rim_test_values_get_column (predictions.cohort, "stratum");
  covariates[0] = (RimForestCovariate) { "Radiomic score", predictions.first.margins, TRUE };
  covariates[1] = (RimForestCovariate) { "Age in years", x2, TRUE };
  covariates[2] = (RimForestCovariate) { "Squamous histology", x3, FALSE };
  covariates[3] = (RimForestCovariate) { "ECOG performance status 1 or more", group, FALSE };
  forest = rim_forest_new (covariates, 4, predictions.first.values, predictions.first.labels, predictions.first.n, FALSE,
                           NULL);
  compare_all (forest);
}

/* Columns of which some carry the class and some each other. */
static double *
make_columns (const guint8 *labels,
              gsize         n,
              guint         n_columns)
{
  double *columns = g_new (double, n * n_columns);
  RimRandom random;

  rim_random_init (&random, 5);
  for (guint c = 0; c < n_columns; c++)
    for (gsize row = 0; row < n; row++)
      columns[c * n + row] = rim_random_uniform (&random, -1.0, 1.0) + (c < 4 ? 0.3 * labels[row] / (c + 1.0) : 0.0) +
                             (c > 0 ? 0.4 * columns[(c - 1) * n + row] : 0.0);

  return columns;
}

static void
test_learning (void)
{
  const char *const names[] = { "pet_glcm_Contrast", "pet_glszm_ZoneEntropy", "ct_rim_glrlm_RunEntropy", "ct_firstorder_Skewness",
                                "pet_shape_Sphericity", "ct_ngtdm_Busyness", "pet_gldm_DependenceEntropy", "ct_shape_Flatness" };
  g_auto(RimTestPredictions) predictions = { 0 };
  RimElasticNetSettings settings = RIM_ELASTIC_NET_SETTINGS (RIM_ELASTIC_NET_LOGISTIC);
  RimElasticNetData data = { 0 };
  g_autofree double *columns = NULL;
  g_autofree guint32 *folds = NULL;
  g_autoptr(RimElasticNetCv) cv = NULL;
  g_autoptr(RimPlot) path = NULL, penalty = NULL, correlation = NULL;

  rim_test_predictions_init (&predictions, RIM_OUTCOME_BINARY);
  columns = make_columns (predictions.first.labels, predictions.first.n, 8);
  folds = g_new (guint32, predictions.first.n);
  for (gsize row = 0; row < predictions.first.n; row++)
    folds[row] = (guint32) (row % 5);
  settings.n_lambdas = 40;
  data.columns = columns;
  data.n_columns = 8;
  data.n = predictions.first.n;
  data.labels = predictions.first.labels;
  cv = rim_elastic_net_cv_new (&data, &settings, folds, 5, RIM_ELASTIC_NET_MEASURE_DEVIANCE, NULL);

  path = rim_learn_plots_new_path (cv->fit, names, cv->best);
  penalty = rim_learn_plots_new_penalty (cv);
  correlation = rim_learn_plots_new_correlation (columns, names, 8, predictions.first.n);
  compare (path, &RIM_PLOT_STYLE_PAPER, "path");
  compare (penalty, &RIM_PLOT_STYLE_PAPER, "penalty");
  compare (correlation, &RIM_PLOT_STYLE_PAPER, "correlation");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plot/golden/validation", test_validation);
  g_test_add_func ("/plot/golden/comparison", test_comparison);
  g_test_add_func ("/plot/golden/forest", test_forest);
  g_test_add_func ("/plot/golden/learning", test_learning);

  return g_test_run ();
}
