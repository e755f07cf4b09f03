/* rim-demo-library.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-demo-library.h"

#include <sqlite3.h>

#include "library/rim-library.h"

static const char *const families[] = {
  "Müller", "Schmidt", "Okonkwo", "García", "Ivanova", "Nguyen", "Rossi", "Dupont", "Jensen",
  "Kowalski", "Haddad", "Tanaka", "Silva", "Novák", "Lindström", "Öztürk", "O'Brien", "Weiß",
};

static const char *const given[] = {
  "Anna", "Béla", "Chiara", "David", "Elif", "François", "Grace", "Hana", "Igor", "Jana", "Kenji",
  "Lucía", "Marek", "Nadia", "Oskar", "Paula", "Quentin", "Rosa", "Søren", "Tomás", "Uma", "Vera",
};

static const char *const studies[] = {
  "CT Thorax/Abdomen", "PET/CT whole body FDG", "Chest CT follow-up", "Staging NSCLC",
  "CT Lung screening, low dose", "PET-CT restaging after 2 cycles",
};

static const struct
{
  const char *modality;
  const char *description;
} series[] = {
  { "CT", "Thorax 1.0 B70f" }, { "CT", "Abdomen 5.0 soft tissue" }, { "PT", "FDG WB AC" },
  { "PT", "FDG WB NAC" }, { "CT", "CT WB 3.0 AC" }, { "CT", "Topogram" }, { "RTSTRUCT", "GTV" },
  { "MR", "t2 tse axial" },
};

typedef struct
{
  sqlite3      *db;
  sqlite3_stmt *patient;
  sqlite3_stmt *study;
  sqlite3_stmt *series;
  sqlite3_stmt *instance;
  sqlite3_stmt *file;
  GRand        *rand;
  gint64        n_series;
  gint64        n_instances;
} Writing;

/* One letter per value: i gint64, s const char *. */
static gboolean
insert (sqlite3_stmt *statement,
        const char   *types,
        ...)
{
  va_list values;
  gboolean done;

  va_start (values, types);
  for (int i = 0; types[i] != '\0'; i++)
    if (types[i] == 'i')
      sqlite3_bind_int64 (statement, i + 1, va_arg (values, gint64));
    else
      sqlite3_bind_text (statement, i + 1, va_arg (values, const char *), -1, SQLITE_TRANSIENT);
  va_end (values);

  done = sqlite3_step (statement) == SQLITE_DONE;
  sqlite3_reset (statement);

  return done;
}

static gboolean
write_instances (Writing    *writing,
                 guint       n_instances,
                 gint64      study,
                 const char *series_uid)
{
  for (guint i = 0; i < n_instances; i++)
    {
      gint64 id = ++writing->n_instances;
      g_autofree char *uid = g_strdup_printf ("1.2.826.0.1.3680043.9.4.%" G_GINT64_FORMAT, id);
      g_autofree char *path = g_strdup_printf ("/nowhere/%" G_GINT64_FORMAT ".dcm", id);

      if (!insert (writing->instance, "iiss", id, study, series_uid, uid) ||
          !insert (writing->file, "isi", id, path, id))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_series (Writing                  *writing,
              const RimDemoLibrarySize *size,
              gint64                    study,
              const char               *date)
{
  guint first = (guint) g_rand_int_range (writing->rand, 0, G_N_ELEMENTS (series));

  for (guint n = 0; n < size->n_series; n++)
    {
      gint64 id = ++writing->n_series;
      guint which = (first + n) % G_N_ELEMENTS (series);
      g_autofree char *uid = g_strdup_printf ("1.2.826.0.1.3680043.9.3.%" G_GINT64_FORMAT, id);

      if (!insert (writing->series, "iisissssii", id, study, uid, (gint64) n + 1,
                   series[which].modality, date, "101500", series[which].description,
                   (gint64) (g_str_equal (series[which].modality, "RTSTRUCT") ? RIM_SERIES_RTSTRUCT
                                                                            : RIM_SERIES_IMAGE),
                   (gint64) size->n_instances) ||
          !write_instances (writing, size->n_instances, study, uid))
        return FALSE;
    }

  return TRUE;
}

static char *
dup_date (GRand *rand)
{
  int year = g_rand_int_range (rand, 2012, 2026);
  int month = g_rand_int_range (rand, 1, 13);

  return g_strdup_printf ("%d%02d%02d", year, month, g_rand_int_range (rand, 1, 29));
}

static gboolean
write_patient (Writing                  *writing,
               const RimDemoLibrarySize *size,
               guint                     number)
{
  g_autofree char *key = g_strdup_printf ("NSCLC-%05u", number);
  g_autofree char *name = NULL;

  name = g_strdup_printf ("%s^%s",
                          families[g_rand_int_range (writing->rand, 0, G_N_ELEMENTS (families))],
                          given[g_rand_int_range (writing->rand, 0, G_N_ELEMENTS (given))]);
  if (!insert (writing->patient, "isss", (gint64) number + 1, key, key, name))
    return FALSE;

  for (guint n = 0; n < size->n_studies; n++)
    {
      gint64 id = (gint64) number * size->n_studies + n + 1;
      g_autofree char *uid = g_strdup_printf ("1.2.826.0.1.3680043.9.2.%" G_GINT64_FORMAT, id);
      g_autofree char *date = dup_date (writing->rand);

      if (!insert (writing->study, "iisssi", id, (gint64) number + 1, uid, date,
                   studies[g_rand_int_range (writing->rand, 0, G_N_ELEMENTS (studies))], id) ||
          !write_series (writing, size, id, date))
        return FALSE;
    }

  return TRUE;
}

static sqlite3_stmt *
prepare (Writing    *writing,
         const char *sql)
{
  sqlite3_stmt *statement = NULL;

  sqlite3_prepare_v2 (writing->db, sql, -1, &statement, NULL);

  return statement;
}

static void
begin (Writing *writing)
{
  sqlite3_exec (writing->db, "PRAGMA synchronous = OFF; BEGIN", NULL, NULL, NULL);
  writing->patient =
    prepare (writing,
             "INSERT INTO patient (id, key, patient_id, name, birth_date, sex) "
             "VALUES (?, ?, ?, ?, '19520314', 'F')");
  writing->study =
    prepare (writing,
             "INSERT INTO study (id, patient_id, uid, date, description, imported) "
             "VALUES (?, ?, ?, ?, ?, ?)");
  writing->series =
    prepare (writing,
             "INSERT INTO series (id, study_id, uid, number, modality, date, time, "
             "description, kind, n_instances, part, is_dicom) "
             "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 1)");
  writing->instance =
    prepare (writing,
             "INSERT INTO instance (id, study_id, series_uid, uid) "
             "VALUES (?, ?, ?, ?)");
  writing->file =
    prepare (writing,
             "INSERT INTO file (id, path, instance_id, size, mtime, state) "
             "VALUES (?, ?, ?, 1, 1, 0)");
  writing->rand = g_rand_new_with_seed (1);
}

static void
end (Writing *writing)
{
  sqlite3_finalize (writing->patient);
  sqlite3_finalize (writing->study);
  sqlite3_finalize (writing->series);
  sqlite3_finalize (writing->instance);
  sqlite3_finalize (writing->file);
  sqlite3_exec (writing->db, "COMMIT; ANALYZE", NULL, NULL, NULL);
  g_rand_free (writing->rand);
}

/**
 * rim_demo_write_library:
 * @folder: where to
 * @size: how large
 * @error: where to put an error
 *
 * Writes a library of patients who do not exist, without files.
 *
 * Returns: whether it could
 */
gboolean
rim_demo_write_library (const char                *folder,
                        const RimDemoLibrarySize  *size,
                        GError                   **error)
{
  g_autofree char *path = g_build_filename (folder, "library.sqlite", NULL);
  g_autoptr(RimLibrary) library = rim_library_open (folder, error);
  Writing writing = { 0 };
  gboolean done = TRUE;

  if (library == NULL)
    return FALSE;

  g_clear_object (&library);
  done = sqlite3_open (path, &writing.db) == SQLITE_OK;
  begin (&writing);
  for (guint i = 0; i < size->n_patients && done; i++)
    done = write_patient (&writing, size, i);
  if (!done)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", path, sqlite3_errmsg (writing.db));
  end (&writing);
  sqlite3_close (writing.db);

  return done;
}
