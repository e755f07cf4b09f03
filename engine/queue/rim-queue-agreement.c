/* rim-queue-agreement.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "queue/rim-queue-agreement.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "feature/rim-extract.h"
#include "queue/rim-case-images.h"

#define N_READERS 2

/* A study that both have done; the cases belong to the worklists of their readers. */
typedef struct
{
  RimCase *cases[N_READERS];
} Twice;

typedef struct
{
  RimLibrary        *library;
  RimProtocol       *protocol;
  RimSettings       *settings;
  double             tolerance;
  GCancellable      *cancellable;
  GPtrArray         *worklists;
  GHashTable        *studies;      /* uid → Twice */
  GHashTable        *places;       /* of features */
  GPtrArray         *values;       /* of GArray of double: of each feature, lesion by lesion */
  RimQueueAgreement *found;
} Maker;

void
rim_queue_agreement_free (RimQueueAgreement *self)
{
  g_ptr_array_unref (self->comparisons);
  g_ptr_array_unref (self->features);
  g_array_unref (self->agreements);
  g_ptr_array_unref (self->left_out);
  g_free (self);
}

static RimQueueAgreement *
agreement_new (void)
{
  RimQueueAgreement *self = g_new0 (RimQueueAgreement, 1);

  self->comparisons = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_comparison_free);
  self->features = g_ptr_array_new_with_free_func (g_free);
  self->agreements = g_array_new (FALSE, TRUE, sizeof (RimReaderAgreement));
  self->left_out = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/* Who has done what */

static GPtrArray *
list_readers (Maker   *self,
              GError **error)
{
  g_autoptr(GPtrArray) records = rim_library_list_records (self->library, self->protocol->id, error);
  g_autoptr(GPtrArray) readers = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const RimQueueRecord *record = records->pdata[i];

      if (!g_ptr_array_find_with_equal_func (readers, record->reader, g_str_equal, NULL))
        g_ptr_array_add (readers, g_strdup (record->reader));
    }

  return records != NULL ? g_steal_pointer (&readers) : NULL;
}

static void
take_cases (Maker       *self,
            RimWorklist *worklist)
{
  for (guint i = 0; i < rim_worklist_get_n_cases (worklist); i++)
    {
      RimCase *kase = rim_worklist_get_case (worklist, i);
      Twice *twice = g_hash_table_lookup (self->studies, kase->study_uid);

      if (kase->state != RIM_CASE_DONE)
        continue;
      if (twice == NULL)
        {
          twice = g_new0 (Twice, 1);
          g_hash_table_insert (self->studies, kase->study_uid, twice);
        }
      twice->cases[kase->role == RIM_CASE_ROLE_SECOND] = kase;
    }
}

static gboolean
find_cases (Maker   *self,
            GError **error)
{
  g_autoptr(GPtrArray) readers = list_readers (self, error);

  for (guint i = 0; readers != NULL && i < readers->len; i++)
    {
      RimWorklist *worklist = rim_worklist_new (self->library, self->protocol, readers->pdata[i], error);

      if (worklist == NULL)
        return FALSE;
      g_ptr_array_add (self->worklists, worklist);
      take_cases (self, worklist);
    }

  return readers != NULL;
}

static int
compare_uids (gconstpointer a,
              gconstpointer b)
{
  return strcmp ((*(Twice *const *) a)->cases[0]->study_uid, (*(Twice *const *) b)->cases[0]->study_uid);
}

/* Returns: (transfer container) (element-type Twice): those that both have done, in an order
 *   that is always the same
 */
static GPtrArray *
list_twice (Maker *self)
{
  GPtrArray *all = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->studies);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Twice *) value)->cases[0] != NULL && ((Twice *) value)->cases[1] != NULL)
      g_ptr_array_add (all, value);
  g_ptr_array_sort (all, compare_uids);

  return all;
}

/* Features */

static char *
dup_name (const RimFeatureRow *row)
{
  return g_strdup_printf ("%s_%s_%s%s%s", row->image_type, row->family->name, row->name,
                          row->aggregation != 0 ? "_" : "",
                          row->aggregation != 0 ? rim_aggregation_get_name (row->aggregation, row->family) : "");
}

/* A feature that was not there before is undefined in the lesions before this one. */
static GArray *
find_values (Maker               *self,
             const RimFeatureRow *row)
{
  g_autofree char *name = dup_name (row);
  gpointer place;
  GArray *values;

  if (g_hash_table_lookup_extended (self->places, name, NULL, &place))
    return self->values->pdata[GPOINTER_TO_UINT (place)];

  values = g_array_new (FALSE, FALSE, sizeof (double));
  g_hash_table_insert (self->places, g_strdup (name), GUINT_TO_POINTER (self->values->len));
  g_ptr_array_add (self->values, values);
  g_ptr_array_add (self->found->features, g_steal_pointer (&name));

  return values;
}

static void
fill_up (GArray *values,
         guint   n)
{
  const double nothing = NAN;

  while (values->len < n)
    g_array_append_val (values, nothing);
}

static void
take_features (Maker           *self,
               RimFeatureTable *table,
               guint            reader)
{
  for (gsize i = 0; i < rim_feature_table_get_n_rows (table); i++)
    {
      const RimFeatureRow *row = rim_feature_table_get_row (table, i);
      GArray *values;

      if (row->family == NULL)
        continue;
      values = find_values (self, row);
      fill_up (values, (self->found->n_lesions + 1) * N_READERS);
      g_array_index (values, double, self->found->n_lesions * N_READERS + reader) = row->value;
    }
}

/* What one reader's contour has no features of, neither has. */
static void
extract_pair (Maker            *self,
              RimVolume        *image,
              const RimRoiPair *pair,
              const char       *id)
{
  RimMask *masks[N_READERS] = { pair->a->mask, pair->b->mask };
  RimFeatureTable *tables[N_READERS] = { NULL };
  g_autoptr(GError) error = NULL;

  for (guint r = 0; r < N_READERS; r++)
    {
      tables[r] = rim_extract (image, masks[r], self->settings, NULL, NULL, self->cancellable, &error);
      if (tables[r] == NULL)
        {
          g_ptr_array_add (self->found->left_out, g_strdup_printf ("%s, “%s”: %s", id, pair->a->name, error->message));
          break;
        }
    }
  for (guint r = 0; r < N_READERS && error == NULL; r++)
    take_features (self, tables[r], r);
  self->found->n_lesions += error == NULL;
  for (guint r = 0; r < N_READERS; r++)
    g_clear_pointer (&tables[r], rim_feature_table_unref);
}

/* Contours */

static GPtrArray *
list_regions (Maker          *self,
              RimCaseDrawing *drawing)
{
  GPtrArray *regions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);

  for (guint i = 0; i < drawing->lesions->len; i++)
    if (rim_protocol_find_target (self->protocol, ((RimLesion *) drawing->lesions->pdata[i])->name, NULL) != NULL)
      g_ptr_array_add (regions, rim_lesion_to_roi (drawing->lesions->pdata[i]));

  return regions;
}

static gboolean
compare_pairs (Maker         *self,
               RimVolume     *image,
               GArray        *pairs,
               const char    *id,
               GError       **error)
{
  for (guint i = 0; i < pairs->len; i++)
    {
      const RimRoiPair *pair = &g_array_index (pairs, RimRoiPair, i);
      RimRoiComparison *comparison;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      comparison = rim_roi_comparison_new (pair, id, self->tolerance, error);
      if (comparison == NULL)
        return FALSE;
      g_ptr_array_add (self->found->comparisons, comparison);
      if (pair->a != NULL && pair->b != NULL)
        extract_pair (self, image, pair, id);
    }

  return TRUE;
}

static gboolean
compare_case (Maker        *self,
              const Twice  *twice,
              GError      **error)
{
  g_autoptr(RimCaseDrawing) first = rim_case_find_drawing (twice->cases[0], self->library, self->protocol, error);
  g_autoptr(RimCaseDrawing) second = first != NULL
                                     ? rim_case_find_drawing (twice->cases[1], self->library, self->protocol, error)
                                     : NULL;
  g_autoptr(RimVolume) image = second != NULL ? rim_case_load_series (self->library, first->series_id, error) : NULL;
  g_autoptr(GPtrArray) a = NULL;
  g_autoptr(GPtrArray) b = NULL;
  g_autoptr(GArray) pairs = NULL;
  const RimCase *kase = twice->cases[0];

  if (image == NULL)
    return FALSE;

  a = list_regions (self, first);
  b = list_regions (self, second);
  pairs = rim_roi_pairs_new (a, b, RIM_ROI_MATCH_NONE, error);

  return pairs != NULL &&
         compare_pairs (self, image, pairs, kase->patient != NULL ? kase->patient : kase->study_uid, error);
}

static void
compute_agreements (Maker *self)
{
  const guint n = self->found->n_lesions;

  g_array_set_size (self->found->agreements, self->values->len);
  for (guint f = 0; f < self->values->len; f++)
    {
      GArray *values = self->values->pdata[f];

      fill_up (values, n * N_READERS);
      rim_reader_agreement_init (&g_array_index (self->found->agreements, RimReaderAgreement, f),
                                 (const double *) (gpointer) values->data, n, N_READERS);
    }
}

static gboolean
compare_all (Maker                 *self,
             RimQueueAgreementFunc  progress,
             gpointer               data,
             GError               **error)
{
  g_autoptr(GPtrArray) all = NULL;

  if (!find_cases (self, error))
    return FALSE;

  all = list_twice (self);
  for (guint i = 0; i < all->len; i++)
    {
      if (progress != NULL)
        progress (i, all->len, data);
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
          !compare_case (self, all->pdata[i], error))
        return FALSE;
    }
  self->found->n_cases = all->len;
  compute_agreements (self);

  return TRUE;
}

/**
 * rim_queue_agreement_new:
 * @library: where the cases are
 * @protocol: of the queue
 * @settings: how features are computed
 * @tolerance_mm: of the surface Dice coefficient
 * @progress: (nullable): called on the caller's thread
 * @data: for @progress
 * @cancellable: (nullable): to stop it
 * @error: where to put an error
 *
 * Compares what the first and the second reader drew in each case that both have done: each
 * lesion that the protocol names, and the features of those that both have. For a worker.
 *
 * Returns: (transfer full) (nullable): how well they agree
 */
RimQueueAgreement *
rim_queue_agreement_new (RimLibrary             *library,
                         RimProtocol            *protocol,
                         RimSettings            *settings,
                         double                  tolerance_mm,
                         RimQueueAgreementFunc   progress,
                         gpointer                data,
                         GCancellable           *cancellable,
                         GError                **error)
{
  g_autoptr(GPtrArray) worklists = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_worklist_free);
  g_autoptr(GHashTable) studies = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr(GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr(RimQueueAgreement) found = agreement_new ();
  Maker self = {
    library, protocol, settings, tolerance_mm, cancellable, worklists, studies, places, values, found,
  };

  return compare_all (&self, progress, data, error) ? g_steal_pointer (&found) : NULL;
}

/**
 * rim_queue_agreement_keeps:
 * @self: agreements
 * @feature: which of the features
 * @min_icc: the least ICC(2,1); NAN keeps all
 * @by_bound: whether the lower end of the interval has to be so high
 *
 * Returns: whether readers agree so well on it; what nobody knows is not good enough
 */
gboolean
rim_queue_agreement_keeps (const RimQueueAgreement *self,
                           guint                    feature,
                           double                   min_icc,
                           gboolean                 by_bound)
{
  const RimEstimate *icc = &g_array_index (self->agreements, RimReaderAgreement, feature).icc_2_1;

  return isnan (min_icc) || (by_bound ? icc->low : icc->value) >= min_icc;
}

/**
 * rim_queue_agreement_to_csv:
 * @self: agreements
 * @min_icc: the least ICC(2,1); NAN keeps all
 * @by_bound: whether the lower end of the interval has to be so high
 *
 * Returns: (transfer full): a row per feature that is kept, as `rimlightctl agreement` has it
 */
char *
rim_queue_agreement_to_csv (const RimQueueAgreement *self,
                            double                   min_icc,
                            gboolean                 by_bound)
{
  GString *csv = g_string_new (NULL);

  rim_reader_agreement_append_header (csv);
  for (guint f = 0; f < self->features->len; f++)
    if (rim_queue_agreement_keeps (self, f, min_icc, by_bound))
      rim_reader_agreement_append_row (&g_array_index (self->agreements, RimReaderAgreement, f),
                                       self->features->pdata[f], csv);

  return g_string_free (csv, FALSE);
}
