/* oracle-combat.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "cohort/rim-cohort-error.h"
#include "cohort/rim-combat.h"
#include "core/rim-parallel.h"
#include "rim-test-values.h"

#define N_COLUMNS 14
#define N_BATCHES 3
#define TOLERANCE 1e-11

static const char *const names[] = { "A", "B", "C" };

typedef struct
{
  double  *columns[N_COLUMNS];
  double  *covariates[2];
  double  *batches;
  double  *train;
  guint32  rows[64];
  gsize    n;
  gsize    n_train;
} Cohort;

static void
cohort_init (Cohort *self,
             char    prefix)
{
  RimTestValues *table = rim_test_values_load ("oracle/cohort/combat.csv");

  *self = (Cohort) { .n = table->rows->len };
  self->batches = rim_test_values_get_column (table, "batch");
  self->train = rim_test_values_get_column (table, "train");
  self->covariates[0] = rim_test_values_get_column (table, "age");
  self->covariates[1] = rim_test_values_get_column (table, "sex");
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      g_autofree char *name = g_strdup_printf ("%c%u", prefix, c + 1);

      self->columns[c] = rim_test_values_get_column (table, name);
    }
  for (guint32 row = 0; row < self->n; row++)
    {
      self->batches[row] -= 1.0;
      if (self->train[row] == 1.0)
        self->rows[self->n_train++] = row;
    }
  rim_test_values_free (table);
}

static void
cohort_clear (Cohort *self)
{
  for (guint c = 0; c < N_COLUMNS; c++)
    g_free (self->columns[c]);
  g_free (self->covariates[0]);
  g_free (self->covariates[1]);
  g_free (self->batches);
  g_free (self->train);
}

static RimCombatData
cohort_get_data (const Cohort *self,
                 guint         n_covariates,
                 int           reference)
{
  return (RimCombatData) {
           (const double *const *) self->columns, N_COLUMNS, self->rows, self->n_train, self->batches, names,
           N_BATCHES, (const double *const *) self->covariates, n_covariates, reference,
  };
}

static double
apply (const RimCombat *combat,
       const Cohort    *cohort,
       guint            column,
       gsize            row)
{
  const double covariates[] = { cohort->covariates[0][row], cohort->covariates[1][row] };

  return rim_combat_apply (combat, column, (guint) cohort->batches[row], cohort->columns[column][row], covariates);
}

/* Rows that train and others alike. */
static void
assert_values (RimTestValues *values,
               const char    *name,
               char           prefix,
               guint          n_covariates,
               int            reference)
{
  g_autoptr(RimCombat) combat = NULL;
  g_autoptr(GError) error = NULL;
  RimCombatData data;
  Cohort cohort;

  cohort_init (&cohort, prefix);
  data = cohort_get_data (&cohort, n_covariates, reference);
  combat = rim_combat_new (&data, &error);
  g_assert_no_error (error);
  g_assert_cmpint (combat->n_missing > 0, ==, prefix == 'm');
  for (guint c = 0; c < N_COLUMNS; c++)
    for (gsize row = 0; row < cohort.n; row++)
      {
        const double value = apply (combat, &cohort, c, row);

        if (isnan (cohort.columns[c][row]))
          g_assert_true (isnan (value));
        else
          rim_test_values_assert (values, value, TOLERANCE, "%s/%u/%zu", name, c + 1, row + 1);
      }
  cohort_clear (&cohort);
}

static void
test_values (void)
{
  RimTestValues *values = rim_test_values_load ("oracle/cohort/values-r-combat.csv");

  assert_values (values, "plain", 'x', 0, -1);
  assert_values (values, "covariates", 'x', 2, -1);
  assert_values (values, "reference", 'x', 2, 1);
  assert_values (values, "missing", 'm', 2, -1);
  rim_test_values_assert_used (values);
  rim_test_values_free (values);
}

/* Rows that do not train change no bit, nor does the number of threads. */
static void
test_training_alone (void)
{
  g_autoptr(RimCombat) one = NULL;
  g_autoptr(RimCombat) other = NULL;
  g_autoptr(GError) error = NULL;
  RimCombatData data;
  Cohort cohort;

  cohort_init (&cohort, 'm');
  data = cohort_get_data (&cohort, 2, -1);
  one = rim_combat_new (&data, &error);
  g_assert_no_error (error);
  for (gsize row = 0; row < cohort.n; row++)
    if (cohort.train[row] != 1.0)
      {
        cohort.batches[row] = 7.0;
        for (guint c = 0; c < N_COLUMNS; c++)
          cohort.columns[c][row] = 1e9;
      }
  rim_parallel_set_n_threads (1);
  other = rim_combat_new (&data, &error);
  rim_parallel_set_n_threads (0);
  g_assert_no_error (error);
  g_assert_cmpmem (one->means, sizeof (double) * N_COLUMNS, other->means, sizeof (double) * N_COLUMNS);
  g_assert_cmpmem (one->shifts, sizeof (double) * N_COLUMNS * N_BATCHES, other->shifts,
                   sizeof (double) * N_COLUMNS * N_BATCHES);
  g_assert_cmpmem (one->scales, sizeof (double) * N_COLUMNS * N_BATCHES, other->scales,
                   sizeof (double) * N_COLUMNS * N_BATCHES);
  cohort_clear (&cohort);
}

/* What is written is read again to the bit, and a part is the same of its columns. */
static void
test_json (void)
{
  const guint32 some[] = { 7, 0, 3 };
  g_autoptr(RimCombat) whole = NULL;
  g_autoptr(RimCombat) part = NULL;
  g_autoptr(RimCombat) again = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(JsonNode) parsed = NULL;
  g_autoptr(JsonNode) bad = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  RimCombatData data;
  Cohort cohort;

  cohort_init (&cohort, 'x');
  data = cohort_get_data (&cohort, 2, 0);
  whole = rim_combat_new (&data, &error);
  g_assert_no_error (error);
  part = rim_combat_new_subset (whole, some, G_N_ELEMENTS (some));
  node = rim_combat_to_json (part);
  text = json_to_string (node, FALSE);
  parsed = json_from_string (text, &error);
  again = rim_combat_new_from_json (parsed, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (some); i++)
    for (gsize row = 0; row < cohort.n; row++)
      {
        const double covariates[] = { cohort.covariates[0][row], cohort.covariates[1][row] };

        g_assert_cmpfloat (rim_combat_apply (again, i, (guint) cohort.batches[row],
                                             cohort.columns[some[i]][row], covariates), ==,
                           apply (whole, &cohort, some[i], row));
      }
  cohort_clear (&cohort);

  bad = json_from_string ("{\"counts\":[2,2],\"means\":[1],\"deviations\":[1],\"slopes\":[],\"shifts\":[1],"
                          "\"scales\":[1,0]}", NULL);
  g_assert_null (rim_combat_new_from_json (bad, &error));
  g_assert_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_SYNTAX);
}

static void
assert_refused (const RimCombatData *data,
                const char          *message)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (rim_combat_new (data, &error));
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_refused (void)
{
  g_autoptr(RimCombat) combat = NULL;
  g_autoptr(GError) error = NULL;
  RimCombatData data;
  Cohort cohort;
  gsize n_train;

  cohort_init (&cohort, 'x');
  n_train = cohort.n_train;
  data = cohort_get_data (&cohort, 0, -1);
  combat = rim_combat_new (&data, &error);
  g_assert_no_error (error);
  cohort.batches[0] = 3.0;
  combat->counts[2] = 0;
  g_assert_false (rim_combat_check_batches (combat, cohort.batches, cohort.rows, n_train, names, &error));
  g_assert_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_MISSING);
  g_assert_true (g_str_has_suffix (error->message, "is of batch “C”, of which ComBat has learned nothing"));

  for (gsize i = 0; i < n_train; i++)
    cohort.batches[cohort.rows[i]] = 0.0;
  assert_refused (&data, "The rows that train are of 1 batch, and ComBat harmonises at least 2");
  cohort.batches[cohort.rows[4]] = 1.0;
  assert_refused (&data, "Only one row that trains is of batch “B”, and ComBat needs 2");
  cohort.batches[cohort.rows[5]] = 1.0;
  data.reference = 2;
  assert_refused (&data, "No row that trains is of the reference batch “C”");
  data = cohort_get_data (&cohort, 2, -1);
  for (gsize i = 0; i < n_train; i++)
    cohort.covariates[1][cohort.rows[i]] = cohort.batches[cohort.rows[i]];
  assert_refused (&data, "Covariates cannot be told from batches, or from each other, in column 1");
  cohort_clear (&cohort);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/combat/values", test_values);
  g_test_add_func ("/combat/training-alone", test_training_alone);
  g_test_add_func ("/combat/json", test_json);
  g_test_add_func ("/combat/refused", test_refused);

  return g_test_run ();
}
