/* rim-library-link.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-library-private.h"

/* The image a set of regions refers to: of the series it names the part that most
 * of the instances it names belong to, else that series, else the one that most of
 * the instances belong to, else one in its frame of reference, for which the
 * study's own CT comes first (guide: DICOM, section 1.9). Names and numbers are no
 * keys. A named series comes before named instances of another, because sets that
 * were carried over to a converted image have been met with the instances of the
 * image they were drawn on.
 */
#define BY_INSTANCES(condition)                                                 \
  "SELECT s.id FROM roi_set_reference r "                                       \
  "JOIN roi_set o ON o.id = r.roi_set_id "                                      \
  "JOIN instance i ON i.uid = r.uid "                                           \
  "JOIN series s ON s.study_id = i.study_id AND s.uid = i.series_uid "          \
  "             AND s.part = i.part AND s.kind = 0 "                            \
  "WHERE r.roi_set_id = ?1 " condition "GROUP BY s.id "                         \
  "ORDER BY COUNT (*) DESC, s.study_id = ?2 DESC, s.id LIMIT 1"

static const char *const rules[] = {
  BY_INSTANCES ("AND s.uid = o.referenced_series "),

  "SELECT s.id FROM roi_set r JOIN series s ON s.uid = r.referenced_series AND s.kind = 0 "
  "WHERE r.id = ?1 ORDER BY s.study_id = ?2 DESC, s.n_instances DESC, s.id LIMIT 1",

  BY_INSTANCES (""),

  "SELECT s.id FROM roi_set r "
  "JOIN series s ON s.frame_of_reference = r.frame_of_reference AND s.kind = 0 "
  "WHERE r.id = ?1 "
  "ORDER BY s.study_id = ?2 DESC, s.modality = 'CT' DESC, s.modality = 'PT' DESC, "
  "         s.n_instances DESC, s.id LIMIT 1",
};

static gboolean
find_image (RimDb   *db,
            gint64   roi_set_id,
            gint64   study_id,
            gint64  *series_id,
            GError **error)
{
  for (guint n = 0; n < G_N_ELEMENTS (rules); n++)
    {
      g_autoptr(GError) own_error = NULL;

      if (rim_db_get_int (db, series_id, &own_error, rules[n], "ii", roi_set_id, study_id))
        return TRUE;

      if (own_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&own_error));
          return FALSE;
        }
    }

  *series_id = 0;

  return TRUE;
}

static gboolean
link_roi_set (RimDb   *db,
              gint64   roi_set_id,
              gint64   study_id,
              GError **error)
{
  gint64 series_id = 0;

  if (!find_image (db, roi_set_id, study_id, &series_id, error) ||
      !rim_db_run (db, error, "DELETE FROM roi_set_link WHERE roi_set_id = ? AND series_id <> ?",
                   "ii", roi_set_id, series_id))
    return FALSE;

  return series_id == 0 ||
         rim_db_run (db, error, "INSERT OR IGNORE INTO roi_set_link (roi_set_id, series_id) VALUES (?, ?)",
                     "ii", roi_set_id, series_id);
}

typedef struct
{
  gint64 roi_set_id;
  gint64 study_id;
} Candidate;

/**
 * rim_library_link_roi_sets:
 * @db: a connection within a transaction
 * @study_id: a study that something was added to
 * @error: where to put an error
 *
 * Finds anew which image each set of regions of the study refers to, and each
 * set of any study that had none.
 *
 * Returns: whether it could be done
 */
gboolean
rim_library_link_roi_sets (RimDb   *db,
                           gint64   study_id,
                           GError **error)
{
  g_autoptr(GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr(GError) own_error = NULL;
  g_autoptr(RimRows) rows = rim_db_query (
    db, error,
    "SELECT r.id, i.study_id FROM roi_set r JOIN instance i ON i.id = r.instance_id "
    "WHERE i.study_id = ? OR NOT EXISTS (SELECT 1 FROM roi_set_link l WHERE l.roi_set_id = r.id)",
    "i", study_id);

  if (rows == NULL)
    return FALSE;

  while (rim_rows_next (rows, &own_error))
    {
      Candidate candidate = { rim_rows_get_int (rows, 0), rim_rows_get_int (rows, 1) };

      g_array_append_val (candidates, candidate);
    }

  for (guint n = 0; n < candidates->len && own_error == NULL; n++)
    {
      Candidate *candidate = &g_array_index (candidates, Candidate, n);

      link_roi_set (db, candidate->roi_set_id, candidate->study_id, &own_error);
    }

  if (own_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&own_error));
      return FALSE;
    }

  return TRUE;
}
