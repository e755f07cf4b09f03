/* rim-demo-cohort.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-demo-cohort.h"

#include <math.h>
#include <pthread.h>

#include "core/rim-parallel.h"
#include "demo/rim-demo-case-private.h"
#include "feature/rim-extract-study.h"
#include "feature/rim-feature-column.h"
#include "format/rim-nifti.h"

/* What is not known of some, by the number of the patient. */
#define MISSES_EXPRESSION(patient) ((patient) % 17 == 5)

/* A cohort that is being made, patient by patient on several threads. */
typedef struct
{
  const RimDemoCohortOptions  *options;
  GCancellable                *cancellable;
  RimSettings                 *settings;
  RimStudySettings             study;
  RimDemoBodies               *bodies;
  RimDemoCase                 *cases;
  GPtrArray                  **tables;       /* of each: of RimStudyTable */
  pthread_mutex_t              lock;
  guint                        n_done;
  guint                        failed;       /* the first patient that could not be made */
  GError                      *error;
} Making;

static void
making_init (Making                     *self,
             const RimDemoCohortOptions *options,
             GCancellable               *cancellable)
{
  *self = (Making) { options, cancellable, rim_demo_cohort_get_settings () };
  rim_settings_get_study (self->settings, &self->study);
  self->bodies = rim_demo_bodies_new ();
  self->cases = g_new0 (RimDemoCase, MAX (options->n, 1));
  self->tables = g_new0 (GPtrArray *, MAX (options->n, 1));
  pthread_mutex_init (&self->lock, NULL);
  for (guint i = 0; i < options->n; i++)
    rim_demo_case_init (&self->cases[i], options->first + i);
}

static void
making_clear (Making *self)
{
  for (guint i = 0; i < self->options->n; i++)
    {
      rim_demo_case_clear (&self->cases[i]);
      g_clear_pointer (&self->tables[i], g_ptr_array_unref);
    }
  pthread_mutex_destroy (&self->lock);
  rim_demo_bodies_free (self->bodies);
  g_free (self->cases);
  g_free (self->tables);
  rim_settings_unref (self->settings);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Making, making_clear)

static gboolean
write_images (const Making        *self,
              const char          *id,
              const RimDemoPatch  *patch,
              GError             **error)
{
  g_autofree char *ct = NULL;
  g_autofree char *mask = NULL;

  if (self->options->images == NULL)
    return TRUE;

  ct = g_strdup_printf ("%s/%s-ct.nii.gz", self->options->images, id);
  mask = g_strdup_printf ("%s/%s-lesion.nii.gz", self->options->images, id);

  return rim_nifti_write (ct, patch->ct, error) && rim_nifti_write_mask (mask, patch->mask, error);
}

/* The first error in the order of patients is the one that is told. */
static void
end_case (Making *self,
          guint   i,
          GError *error)
{
  pthread_mutex_lock (&self->lock);
  if (error != NULL && (self->error == NULL || i < self->failed))
    {
      g_clear_error (&self->error);
      self->error = error;
      self->failed = i;
    }
  else
    {
      g_clear_error (&error);
    }
  self->n_done++;
  if (self->options->progress != NULL)
    self->options->progress (self->n_done, self->options->n, self->options->data);
  pthread_mutex_unlock (&self->lock);
}

static void
make_cases (gsize    begin,
            gsize    end,
            gpointer data)
{
  Making *self = data;

  for (gsize i = begin; i < end; i++)
    {
      g_auto(RimDemoPatch) patch = { NULL };
      GError *error = NULL;

      if (!g_cancellable_set_error_if_cancelled (self->cancellable, &error))
        {
          rim_demo_case_scan (&self->cases[i], self->bodies, &patch);
          if (write_images (self, self->cases[i].id, &patch, &error))
            self->tables[i] = rim_extract_study (patch.ct, NULL, patch.mask, self->settings, &self->study, NULL, NULL,
                                                 self->cancellable, &error);
        }
      end_case (self, (guint) i, error);
    }
}

/* Features */

static void
add_feature (const Making     *self,
             RimCohortBuilder *builder,
             guint             table,
             gsize             row,
             double           *values)
{
  const RimStudyTable *first = self->tables[0]->pdata[table];
  const RimFeatureRow *model = rim_feature_table_get_row (first->table, row);
  g_autofree char *name = NULL;

  if (model->family == NULL)
    return;

  name = rim_feature_column_new_name (first, model, rim_feature_table_get_profile (first->table));
  for (guint i = 0; i < self->options->n; i++)
    {
      const RimStudyTable *one = self->tables[i]->pdata[table];
      const double value = rim_feature_table_get_row (one->table, row)->value;

      values[i] = isfinite (value) ? value : NAN;
    }
  rim_cohort_builder_add_numbers (builder, name, RIM_COLUMN_FEATURE, values, NULL);
}

static void
add_features (const Making     *self,
              RimCohortBuilder *builder,
              double           *values)
{
  for (guint table = 0; table < self->tables[0]->len; table++)
    {
      const RimStudyTable *first = self->tables[0]->pdata[table];

      for (gsize row = 0; row < rim_feature_table_get_n_rows (first->table); row++)
        add_feature (self, builder, table, row, values);
    }
}

/* What hospitals know */

typedef double (*GetNumber) (const RimDemoCase *one,
                             guint              patient);

static double
get_age (const RimDemoCase *one,
         guint              patient)
{
  return round (64.0 + 9.0 * one->fate.chances[6]);
}

/* In per cent of tumour cells; of one in 17 patients it is missing. */
static double
get_tps (const RimDemoCase *one,
         guint              patient)
{
  const double u = 0.5 * erfc (-one->fate.expression * G_SQRT2 / 2.0);

  return MISSES_EXPRESSION (patient) ? NAN : round (100.0 * u * u);
}

/* By volume, between two CTs before treatment, each of which is measured with an error. */
static double
get_growth (const RimDemoCase *one,
            guint              patient)
{
  return round (10.0 * (18.0 + 11.0 * one->fate.growth + 4.0 * one->fate.chances[7])) / 10.0;
}

static double
get_months (const RimDemoCase *one,
            guint              patient)
{
  return MAX (round (100.0 * one->fate.months) / 100.0, 0.01);
}

static double
get_progressed (const RimDemoCase *one,
                guint              patient)
{
  return one->fate.progressed ? 1.0 : 0.0;
}

/* As it can be read from the two columns before it. */
static double
get_benefit (const RimDemoCase *one,
             guint              patient)
{
  if (get_months (one, patient) >= RIM_DEMO_HORIZON)
    return 1.0;

  return one->fate.progressed ? 0.0 : NAN;
}

typedef struct
{
  const char    *name;
  RimColumnRole  role;
  GetNumber      get;
} Number;

static const Number numbers[] = {
  { "age", RIM_COLUMN_CLINICAL, get_age },
  { "tps", RIM_COLUMN_CLINICAL, get_tps },
  { "growth_percent_per_month", RIM_COLUMN_CLINICAL, get_growth },
  { "pfs_months", RIM_COLUMN_OUTCOME, get_months },
  { "pfs_event", RIM_COLUMN_OUTCOME, get_progressed },
  { "dcb", RIM_COLUMN_OUTCOME, get_benefit },
};

static const char *
get_histology (const RimDemoCase *one,
               guint              patient)
{
  return patient % 10 < 6 ? "adenocarcinoma" : patient % 10 < 9 ? "squamous" : "other";
}

static const char *
get_sex (const RimDemoCase *one,
         guint              patient)
{
  return one->patient.sex;
}

static const char *
get_centre (const RimDemoCase *one,
            guint              patient)
{
  return rim_demo_case_get_scanner (one)->name;
}

static void
add_categories (const Making     *self,
                RimCohortBuilder *builder)
{
  static const struct
  {
    const char   *name;
    RimColumnRole role;
    const char   *(*get)(const RimDemoCase   *one,
                         guint                patient);
  } all[] = {
    { "sex", RIM_COLUMN_CLINICAL, get_sex },
    { "histology", RIM_COLUMN_CLINICAL, get_histology },
    { "centre", RIM_COLUMN_BATCH, get_centre },
  };
  g_autofree const char **texts = g_new (const char *, self->options->n);

  for (guint c = 0; c < G_N_ELEMENTS (all); c++)
    {
      for (guint i = 0; i < self->options->n; i++)
        texts[i] = all[c].get (&self->cases[i], self->options->first + i);
      rim_cohort_builder_add_categories (builder, all[c].name, all[c].role, texts, NULL);
    }
}

static void
add_numbers (const Making     *self,
             RimCohortBuilder *builder,
             double           *values)
{
  for (guint c = 0; c < G_N_ELEMENTS (numbers); c++)
    {
      for (guint i = 0; i < self->options->n; i++)
        values[i] = numbers[c].get (&self->cases[i], self->options->first + i);
      rim_cohort_builder_add_numbers (builder, numbers[c].name, numbers[c].role, values, NULL);
    }
}

static RimCohort *
build (const Making *self)
{
  const guint n = self->options->n;
  g_autofree const char **ids = g_new (const char *, n);
  g_autofree double *values = g_new (double, n);
  g_autoptr(RimCohortBuilder) builder = NULL;

  for (guint i = 0; i < n; i++)
    ids[i] = self->cases[i].id;

  builder = rim_cohort_builder_new (ids, NULL, n);
  add_features (self, builder, values);
  add_categories (self, builder);
  add_numbers (self, builder, values);

  return rim_cohort_builder_end (builder);
}

/* Returns: (transfer full): what its features are computed with */
RimSettings *
rim_demo_cohort_get_settings (void)
{
  g_autoptr(RimSettings) settings = rim_settings_load ("synthetic-demo", NULL);

  return rim_settings_with_diagnostics (settings, FALSE);
}

/**
 * rim_demo_cohort_new:
 * @options: how many patients
 * @cancellable: (nullable): a cancellable
 * @error: where to put an error
 *
 * Makes synthetic patients with a lesion each, takes a CT of it, computes features of
 * tumour and rim, and lets outcomes follow from what is hidden in them (`README.md`). The
 * same patients come of the same numbers, on any number of threads.
 *
 * Returns: (transfer full): the cohort
 */
RimCohort *
rim_demo_cohort_new (const RimDemoCohortOptions  *options,
                     GCancellable                *cancellable,
                     GError                     **error)
{
  g_auto(Making) making = { NULL };

  g_return_val_if_fail (options->n > 0, NULL);

  making_init (&making, options, cancellable);
  rim_parallel_for (options->n, 1, make_cases, &making);
  if (making.error == NULL)
    return build (&making);

  g_propagate_error (error, g_steal_pointer (&making.error));

  return NULL;
}
