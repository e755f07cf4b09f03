/* rim-splits.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-splits.h"

#include <math.h>
#include <string.h>

#include "cohort/rim-cohort-error.h"
#include "core/rim-random.h"

/* The rows to split, patient by patient in the order of their first rows. */
typedef struct
{
  const guint32 *rows;
  gsize          n_rows;
  guint32       *owners;         /* of each row: its patient, counted from 0 */
  guint          n_patients;
  guint8        *classes;        /* of each patient: 1 where one of the rows is */
  guint32       *folds;          /* of each patient */
} Patients;

static void
patients_init (Patients      *self,
               const guint32 *rows,
               gsize          n_rows,
               const guint32 *patients,
               const guint8  *labels)
{
  g_autoptr(GHashTable) known = g_hash_table_new (NULL, NULL);

  *self = (Patients) { rows, n_rows, g_new (guint32, MAX (n_rows, 1)) };
  self->classes = g_new0 (guint8, MAX (n_rows, 1));
  self->folds = g_new0 (guint32, MAX (n_rows, 1));
  for (gsize i = 0; i < n_rows; i++)
    {
      const gpointer patient = GUINT_TO_POINTER (patients[rows[i]]);
      gpointer number;

      if (!g_hash_table_lookup_extended (known, patient, NULL, &number))
        g_hash_table_insert (known, patient, number = GUINT_TO_POINTER (self->n_patients++));
      self->owners[i] = GPOINTER_TO_UINT (number);
      if (labels != NULL && labels[rows[i]] != 0)
        self->classes[self->owners[i]] = 1;
    }
}

static void
patients_clear (Patients *self)
{
  g_clear_pointer (&self->owners, g_free);
  g_clear_pointer (&self->classes, g_free);
  g_clear_pointer (&self->folds, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Patients, patients_clear)

/* Patients in an order that is drawn; where it is to be stratified, those of one class
 * before those of the other, so that whoever deals them out in turn gives everybody a share.
 */
static guint32 *
draw_order (const Patients         *self,
            const RimSplitSettings *settings,
            guint repeat,
            guint                  *n_first)
{
  guint32 *order = g_new (guint32, self->n_patients);
  RimRandom random;
  guint n = 0;

  rim_random_init_stream (&random, settings->seed, repeat);
  *n_first = settings->stratified ? 0 : self->n_patients;
  for (int class = 1; class >= 0; class--)
    {
      const guint begin = n;

      for (guint p = 0; p < self->n_patients; p++)
        if (settings->stratified ? self->classes[p] == class : class == 1)
          order[n++] = p;
      for (guint i = n - begin; i > 1; i--)
        {
          const gsize other = begin + rim_random_below (&random, i);
          const guint32 one = order[begin + i - 1];

          order[begin + i - 1] = order[other];
          order[other] = one;
        }
      if (class == 1)
        *n_first = n;
    }

  return order;
}

void
rim_split_free (RimSplit *self)
{
  if (self == NULL)
    return;

  g_free (self->train);
  g_free (self->test);
  g_free (self);
}

static RimSplit *
split_new (guint repeat,
           guint fold,
           gsize n_rows)
{
  RimSplit *self = g_new0 (RimSplit, 1);

  self->repeat = repeat;
  self->fold = fold;
  self->train = g_new (guint32, MAX (n_rows, 1));
  self->test = g_new (guint32, MAX (n_rows, 1));

  return self;
}

/* The rows of the patients of a fold test, all others train. */
static void
add_fold (GPtrArray      *splits,
          const Patients *self,
          guint           repeat,
          guint           fold)
{
  RimSplit *split = split_new (repeat, fold, self->n_rows);

  for (gsize i = 0; i < self->n_rows; i++)
    if (self->folds[self->owners[i]] == fold)
      split->test[split->n_test++] = self->rows[i];
    else
      split->train[split->n_train++] = self->rows[i];

  g_ptr_array_add (splits, split);
}

static gboolean
fail (GError     **error,
      const char  *format,
      ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError     **error,
      const char  *format,
      ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_TOO_FEW, text);

  return FALSE;
}

static gboolean
add_k_fold (GPtrArray               *splits,
            Patients                *self,
            const RimSplitSettings  *settings,
            GError                 **error)
{
  if (settings->n_folds < 2)
    return fail (error, "Cross-validation takes at least 2 folds, and %u is asked for", settings->n_folds);
  if (settings->n_folds > self->n_patients)
    return fail (error, "There are %u patients, which is too few for %u folds", self->n_patients, settings->n_folds);

  for (guint repeat = 0; repeat < settings->n_repeats; repeat++)
    {
      guint n_first;
      g_autofree guint32 *order = draw_order (self, settings, repeat, &n_first);

      for (guint i = 0; i < self->n_patients; i++)
        self->folds[order[i]] = i % settings->n_folds;
      for (guint fold = 0; fold < settings->n_folds; fold++)
        add_fold (splits, self, repeat, fold);
    }

  return TRUE;
}

static gboolean
add_hold_out (GPtrArray               *splits,
              Patients                *self,
              const RimSplitSettings  *settings,
              GError                 **error)
{
  const guint n = self->n_patients;
  const guint n_test = (guint) CLAMP (round (settings->test_part * n), 1.0, MAX (n, 2) - 1.0);

  if (!(settings->test_part > 0.0 && settings->test_part < 1.0))
    return fail (error, "The part that is held out lies between 0 and 1, and %g is asked for", settings->test_part);
  if (n < 2)
    return fail (error, "Nothing can be held out of %u patients", n);

  for (guint repeat = 0; repeat < settings->n_repeats; repeat++)
    {
      guint n_first, n_first_test;
      g_autofree guint32 *order = draw_order (self, settings, repeat, &n_first);

      n_first_test = (guint) round ((double) n_test * n_first / n);
      for (guint i = 0; i < n; i++)
        self->folds[order[i]] = i < n_first ? i >= n_first_test : i - n_first >= n_test - n_first_test;
      add_fold (splits, self, repeat, 0);
    }

  return TRUE;
}

static gboolean
add_leave_one_out (GPtrArray  *splits,
                   Patients   *self,
                   GError    **error)
{
  if (self->n_patients < 2)
    return fail (error, "Leaving one out takes 2 patients, and there are %u", self->n_patients);

  for (guint p = 0; p < self->n_patients; p++)
    self->folds[p] = p;
  for (guint p = 0; p < self->n_patients; p++)
    add_fold (splits, self, 0, p);

  return TRUE;
}

/* A patient who is in the group and in another trains with neither row. */
static void
add_group (GPtrArray      *splits,
           const Patients *self,
           const guint32  *groups,
           guint32         group)
{
  g_autofree guint8 *is_tested = g_new0 (guint8, self->n_patients);
  RimSplit *split = split_new (0, splits->len, self->n_rows);

  for (gsize i = 0; i < self->n_rows; i++)
    if (groups[self->rows[i]] == group)
      is_tested[self->owners[i]] = 1;
  for (gsize i = 0; i < self->n_rows; i++)
    if (groups[self->rows[i]] == group)
      split->test[split->n_test++] = self->rows[i];
    else if (!is_tested[self->owners[i]])
      split->train[split->n_train++] = self->rows[i];

  g_ptr_array_add (splits, split);
}

static gint
compare_groups (gconstpointer a,
                gconstpointer b)
{
  const guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return (x > y) - (x < y);
}

static gboolean
add_groups (GPtrArray       *splits,
            const Patients  *self,
            const guint32   *groups,
            GError         **error)
{
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (guint32));
  gsize n_without = 0;

  if (groups == NULL)
    return fail (error, "Leaving groups out takes a column of groups");

  for (gsize i = 0; i < self->n_rows; i++)
    {
      n_without += groups[self->rows[i]] == RIM_SPLITS_NO_GROUP;
      g_array_append_val (all, groups[self->rows[i]]);
    }
  if (n_without > 0)
    return fail (error, "%zu of %zu rows have no group", n_without, self->n_rows);

  g_array_sort (all, compare_groups);
  for (guint i = 0; i < all->len; i++)
    if (i == 0 || g_array_index (all, guint32, i) != g_array_index (all, guint32, i - 1))
      add_group (splits, self, groups, g_array_index (all, guint32, i));

  if (splits->len < 2)
    return fail (error, "There is %s group, and leaving one out takes 2", splits->len == 1 ? "only one" : "no");

  return TRUE;
}

/* Nobody learns an event that no row of his has. */
static gboolean
check_splits (GPtrArray     *splits,
              const guint8  *labels,
              GError       **error)
{
  gsize n_events = 0;

  for (guint s = 0; s < splits->len; s++)
    {
      const RimSplit *split = splits->pdata[s];
      gboolean has_event = labels == NULL;

      if (split->n_train == 0)
        return fail (error, "Fold %u leaves no row to learn from", split->fold + 1);
      for (gsize i = 0; i < split->n_test && labels != NULL; i++)
        n_events += labels[split->test[i]] != 0;
      for (gsize i = 0; i < split->n_train && !has_event; i++)
        has_event = labels[split->train[i]] != 0;
      if (!has_event && n_events > 0)
        return fail (error, "Fold %u of repeat %u leaves no row of class 1 to learn from", split->fold + 1,
                     split->repeat + 1);
    }

  return TRUE;
}

static gboolean
add_splits (GPtrArray               *splits,
            Patients                *patients,
            const RimSplitSettings  *settings,
            const guint32           *groups,
            GError                 **error)
{
  if (settings->n_repeats < 1 &&
      (settings->method == RIM_SPLIT_HOLD_OUT || settings->method == RIM_SPLIT_K_FOLD))
    return fail (error, "Splits are made at least once, and 0 repeats are asked for");

  switch (settings->method)
    {
    case RIM_SPLIT_HOLD_OUT:
      return add_hold_out (splits, patients, settings, error);

    case RIM_SPLIT_K_FOLD:
      return add_k_fold (splits, patients, settings, error);

    case RIM_SPLIT_LEAVE_ONE_OUT:
      return add_leave_one_out (splits, patients, error);

    case RIM_SPLIT_BY_GROUP:
      return add_groups (splits, patients, groups, error);

    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * rim_splits_new:
 * @settings: how
 * @rows: (array length=n_rows): the rows of a cohort to split, rising
 * @n_rows: how many
 * @patients: whose each row of the cohort is
 * @labels: (nullable): the class, or whether there was an event, of each row of the
 *   cohort; a patient one of whose rows has it has it
 * @groups: (nullable): the group of each row of the cohort, or #RIM_SPLITS_NO_GROUP
 * @error: return location for a #RimCohortError
 *
 * All rows of a patient train or all test. Of a patient who is in several groups only the
 * rows of the group that is left out are tested with it, and the others do not train. The
 * same arguments give the same splits, and each repeat depends on the seed and its number
 * alone.
 *
 * Returns: (transfer full) (element-type RimSplit): the splits, by repeat and fold, or
 *   %NULL where there are too few patients or groups for them
 */
GPtrArray *
rim_splits_new (const RimSplitSettings  *settings,
                const guint32           *rows,
                gsize                    n_rows,
                const guint32           *patients,
                const guint8            *labels,
                const guint32           *groups,
                GError                 **error)
{
  g_autoptr(GPtrArray) splits = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_split_free);
  g_auto(Patients) all = { NULL };

  patients_init (&all, rows, n_rows, patients, labels);
  if (!add_splits (splits, &all, settings, groups, error) || !check_splits (splits, labels, error))
    return NULL;

  return g_steal_pointer (&splits);
}
