/* rim-library-prior.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-library-private.h"

typedef struct
{
  char     *study_uid;
  gboolean  pinned;
} Pin;

static const char unpin_sql[] =
  "DELETE FROM pinned_prior WHERE study_uid IN "
  "  (SELECT uid FROM study WHERE patient_id IN (SELECT patient_id FROM study WHERE uid = ?1))";

static gboolean
write_pin (RimDb     *db,
           gpointer   data,
           GError   **error)
{
  Pin *pin = data;

  return rim_db_run (db, error, unpin_sql, "s", pin->study_uid) &&
         (!pin->pinned || rim_db_run (db, error, "INSERT OR REPLACE INTO pinned_prior VALUES (?)",
                                      "s", pin->study_uid));
}

static void
pin_free (gpointer data)
{
  Pin *pin = data;

  g_free (pin->study_uid);
  g_free (pin);
}

static const RimRecordKind pin_kind = {
  .write = write_pin,
  .free = pin_free,
};

/**
 * rim_library_pin_prior:
 * @self: a library
 * @study_uid: a study
 * @pinned: whether the other studies of its patient are compared with it
 *
 * A patient has one such study, or none: then each study is compared with the one
 * before it.
 */
void
rim_library_pin_prior (RimLibrary *self,
                       const char *study_uid,
                       gboolean    pinned)
{
  Pin *pin;

  g_return_if_fail (RIM_IS_LIBRARY (self));
  g_return_if_fail (study_uid != NULL);

  pin = g_new0 (Pin, 1);
  pin->study_uid = g_strdup (study_uid);
  pin->pinned = pinned;
  rim_writer_append (self->writer, &pin_kind, pin);
}

/**
 * rim_library_dup_pinned_prior:
 * @self: a library
 * @study_id: a study
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the UID of the study that those of its patient
 *   are compared with; %NULL, without an error, where there is none
 */
char *
rim_library_dup_pinned_prior (RimLibrary  *self,
                              gint64       study_id,
                              GError     **error)
{
  g_autoptr(RimRows) rows = NULL;
  char *uid = NULL;
  RimDb *db;

  g_return_val_if_fail (RIM_IS_LIBRARY (self), NULL);

  db = rim_library_begin_reading (self);
  rows = rim_db_query (db, error, "SELECT s.uid FROM study s JOIN pinned_prior p ON p.study_uid = s.uid "
                       "WHERE s.patient_id = (SELECT patient_id FROM study WHERE id = ?)", "i", study_id);
  if (rows != NULL && rim_rows_next (rows, error))
    uid = rim_rows_dup_text (rows, 0);
  g_clear_pointer (&rows, rim_rows_end);
  rim_library_end_reading (self);

  return uid;
}
