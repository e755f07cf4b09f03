/* rim-index.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-index-private.h"

#include <string.h>

#define STRINGS_SIZE 65536

RimIndex *
rim_index_new (void)
{
  RimIndex *self = g_new0 (RimIndex, 1);

  rim_ref_count_init (&self->ref_count);
  self->strings = g_string_chunk_new (STRINGS_SIZE);
  self->patients = g_array_new (FALSE, TRUE, sizeof (RimIndexPatient));
  self->studies = g_array_new (FALSE, TRUE, sizeof (RimIndexStudy));
  self->series = g_array_new (FALSE, TRUE, sizeof (RimIndexSeries));
  self->by_study_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    {
      self->texts[i].chars = g_string_new (NULL);
      self->texts[i].ends = g_array_new (FALSE, FALSE, sizeof (guint32));
    }

  return self;
}

RimIndex *
rim_index_ref (RimIndex *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_index_unref (RimIndex *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    {
      g_string_free (self->texts[i].chars, TRUE);
      g_array_unref (self->texts[i].ends);
    }

  g_hash_table_unref (self->by_study_id);
  g_array_unref (self->patients);
  g_array_unref (self->studies);
  g_array_unref (self->series);
  g_string_chunk_free (self->strings);
  g_free (self);
}

/* What stands between the parts of a name is no part of it. */
static char
fold_ascii (char c)
{
  return c == '^' || c == '=' || c == '\\' || c == ',' || g_ascii_isspace (c) ? ' '
                                                                             : g_ascii_tolower (c);
}

static void
add_ascii (GString    *text,
           const char *words)
{
  for (; *words != '\0'; words++)
    g_string_append_c (text, fold_ascii (*words));
}

/* An accent that stands for itself after decomposition is left out. */
static void
add_unicode (GString    *text,
             const char *words)
{
  g_autofree char *decomposed = g_utf8_normalize (words, -1, G_NORMALIZE_ALL);
  g_autofree char *folded = g_utf8_casefold (decomposed != NULL ? decomposed : "", -1);

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c < 0x80)
        g_string_append_c (text, fold_ascii ((char) c));
      else if (!g_unichar_ismark (c))
        g_string_append_unichar (text, c);
    }
}

/* Appends words as they are looked for, behind a blank. */
void
rim_index_text_add (GString    *text,
                    const char *words)
{
  if (words == NULL || *words == '\0')
    return;

  g_string_append_c (text, ' ');
  if (g_str_is_ascii (words))
    add_ascii (text, words);
  else
    add_unicode (text, words);
}

/* No word has a newline, so none is found across two rows. */
void
rim_index_text_end (RimIndexText *self)
{
  guint32 end;

  g_string_append_c (self->chars, '\n');
  end = (guint32) self->chars->len;
  g_array_append_val (self->ends, end);
}

guint
rim_index_get_n_patients (RimIndex *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->patients->len;
}

guint
rim_index_get_n_studies (RimIndex *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->studies->len;
}

guint
rim_index_get_n_series (RimIndex *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->series->len;
}

/**
 * rim_index_get_patient:
 * @self: an index
 * @patient: the number of a patient
 *
 * Returns: (transfer none): what the library has of it
 */
RimLibraryRow *
rim_index_get_patient (RimIndex *self,
                       guint     patient)
{
  g_return_val_if_fail (self != NULL && patient < self->patients->len, NULL);

  return &g_array_index (self->patients, RimIndexPatient, patient).row;
}

/**
 * rim_index_get_study:
 * @self: an index
 * @study: the number of a study
 *
 * Returns: (transfer none): what the library has of it
 */
RimLibraryRow *
rim_index_get_study (RimIndex *self,
                     guint     study)
{
  g_return_val_if_fail (self != NULL && study < self->studies->len, NULL);

  return &g_array_index (self->studies, RimIndexStudy, study).row;
}

/**
 * rim_index_get_series:
 * @self: an index
 * @series: the number of a series
 *
 * Returns: (transfer none): what the library has of it
 */
RimLibraryRow *
rim_index_get_series (RimIndex *self,
                      guint     series)
{
  g_return_val_if_fail (self != NULL && series < self->series->len, NULL);

  return &g_array_index (self->series, RimIndexSeries, series).row;
}

/**
 * rim_index_get_studies_of:
 * @self: an index
 * @patient: the number of a patient
 * @n_studies: (out): how many studies there are
 *
 * Returns: the number of the patient's first study, the latest; the others
 *   follow it
 */
guint
rim_index_get_studies_of (RimIndex *self,
                          guint     patient,
                          guint    *n_studies)
{
  RimIndexPatient *row;

  g_return_val_if_fail (self != NULL && patient < self->patients->len, 0);

  row = &g_array_index (self->patients, RimIndexPatient, patient);
  *n_studies = row->n;

  return row->first;
}

/**
 * rim_index_get_series_of:
 * @self: an index
 * @study: the number of a study
 * @n_series: (out): how many series there are
 *
 * Returns: the number of the study's first series; the others follow it
 */
guint
rim_index_get_series_of (RimIndex *self,
                         guint     study,
                         guint    *n_series)
{
  RimIndexStudy *row;

  g_return_val_if_fail (self != NULL && study < self->studies->len, 0);

  row = &g_array_index (self->studies, RimIndexStudy, study);
  *n_series = row->n;

  return row->first;
}

/**
 * rim_index_get_patient_of:
 * @self: an index
 * @study: the number of a study
 *
 * Returns: the number of its patient
 */
guint
rim_index_get_patient_of (RimIndex *self,
                          guint     study)
{
  g_return_val_if_fail (self != NULL && study < self->studies->len, 0);

  return g_array_index (self->studies, RimIndexStudy, study).patient;
}

/**
 * rim_index_find_study:
 * @self: an index
 * @id: the id of a study's row
 * @study: (out): its number
 *
 * Returns: whether the index has it
 */
gboolean
rim_index_find_study (RimIndex *self,
                      gint64    id,
                      guint    *study)
{
  gpointer number;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!g_hash_table_lookup_extended (self->by_study_id, &id, NULL, &number))
    return FALSE;

  *study = GPOINTER_TO_UINT (number);

  return TRUE;
}
