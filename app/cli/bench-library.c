/* bench-library.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-library.h"

#include <glib/gstdio.h>
#include <malloc.h>
#include <math.h>
#include <sys/stat.h>

#include "core/rim-compare.h"
#include "library/rim-library.h"
#include "segment/rim-stroke.h"

#define SIZE      512
#define N_STROKES 1000
#define N_DABS    12
#define RADIUS    15.0

static double
now (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

static BenchTimes
summarise (GArray *times)
{
  BenchTimes result;

  g_array_sort (times, rim_compare_doubles);
  result.median = g_array_index (times, double, times->len / 2);
  result.worst = g_array_index (times, double, times->len - 1);

  return result;
}

/* The folder of a library has files only. */
static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static gboolean
import_once (RimLibrary  *library,
             const char  *folder,
             double      *seconds,
             GError     **error)
{
  double start = now ();

  if (!rim_library_import (library, (const char *const[]) { folder, NULL }, RIM_IMPORT_IN_PLACE,
                           NULL, NULL, NULL, NULL, NULL, error))
    return FALSE;

  *seconds = now () - start;

  return TRUE;
}

/**
 * bench_import_run:
 * @folder: a folder of DICOM files
 * @first: (out): seconds of importing them into an empty library
 * @again: (out): seconds of importing them once more
 * @error: where to put an error
 *
 * Returns: whether it could be done
 */
gboolean
bench_import_run (const char  *folder,
                  double      *first,
                  double      *again,
                  GError     **error)
{
  g_autofree char *temporary = g_dir_make_tmp ("rimlight-bench-XXXXXX", error);
  g_autoptr(RimLibrary) library = temporary != NULL ? rim_library_open (temporary, error) : NULL;
  gboolean success;

  if (library == NULL)
    return FALSE;

  success = import_once (library, folder, first, error) &&
            import_once (library, folder, again, error);
  g_clear_object (&library);
  remove_folder (temporary);

  return success;
}

static RimSegmentation *
make_segmentation (RimSegmentation *segmentation,
                   guint            n_slices)
{
  RimGrid grid = { { SIZE, SIZE, n_slices }, { { { 0.8, 0, 0, 0 }, { 0, 0.8, 0, 0 }, { 0, 0, 1, 0 } } } };
  g_autoptr(RimMask) mask = rim_mask_new (&grid);
  g_autoptr(RimLesion) lesion = rim_lesion_new ("Tumour", mask);

  rim_segmentation_add (segmentation, lesion, "add");

  return segmentation;
}

/* A short way at a random place, on an axial slice. Returns: the lesion drawn */
static RimLesion *
draw (RimSegmentation *segmentation,
      GRand           *rand,
      GArray          *times)
{
  RimLesion *lesion = rim_segmentation_get_lesion (segmentation, 0);
  const RimGrid *grid = rim_mask_get_grid (lesion->mask);
  RimStrokeSpec spec = { RADIUS, RIM_VEC3 (0, 0, 1), g_rand_int_range (rand, 0, 4) == 0 };
  g_autoptr(RimStroke) stroke = rim_stroke_new (lesion->mask, &spec);
  RimVec3 point = rim_grid_to_patient (grid, RIM_VEC3 (g_rand_double_range (rand, 60, 450),
                                                       g_rand_double_range (rand, 60, 450),
                                                       g_rand_int_range (rand, 20, 80)));
  double angle = g_rand_double_range (rand, 0, 2 * G_PI);

  for (guint n = 0; n < N_DABS; n++)
    {
      double start = now ();

      rim_stroke_add (stroke, &point, 1, NULL);
      rim_stroke_get_mask (stroke);
      start = now () - start;
      if (times != NULL)
        g_array_append_val (times, start);

      angle += g_rand_double_range (rand, -0.3, 0.3);
      point.x += 4 * cos (angle);
      point.y += 4 * sin (angle);
    }

  return rim_lesion_with_mask (lesion, rim_stroke_get_mask (stroke));
}

static gsize
count_bytes (RimSegmentation *segmentation)
{
  gsize bytes = 0;

  for (guint n = 0; n < rim_segmentation_get_n_edits (segmentation); n++)
    {
      g_autoptr(GBytes) edit = rim_edit_serialize (rim_segmentation_get_edit (segmentation, n));

      bytes += g_bytes_get_size (edit);
    }

  return bytes;
}

/**
 * bench_stroke_run:
 * @n_slices: of the volume
 * @result: (out): what it costs
 *
 * Returns: whether every stroke could be taken back
 */
gboolean
bench_stroke_run (guint        n_slices,
                  BenchStroke *result)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  g_autoptr(GArray) dabs = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) undos = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(RimSegmentation) segmentation = make_segmentation (rim_segmentation_new ("bench"), n_slices);
  gsize before = mallinfo2 ().uordblks;
  guint n_undone = 0;

  for (guint n = 0; n < N_STROKES; n++)
    {
      g_autoptr(RimLesion) drawn = draw (segmentation, rand, dabs);

      rim_segmentation_replace (segmentation, drawn, "brush");
    }

  result->bytes = mallinfo2 ().uordblks - before - dabs->len * sizeof (double);
  result->records = count_bytes (segmentation);

  while (rim_segmentation_get_position (segmentation) > 1)
    {
      double start = now ();

      n_undone += rim_segmentation_undo (segmentation);
      start = now () - start;
      g_array_append_val (undos, start);
    }

  result->dab = summarise (dabs);
  result->undo = summarise (undos);

  return n_undone == undos->len && rim_mask_count (rim_segmentation_get_lesion (segmentation, 0)->mask) == 0;
}

static gboolean
step_and_wait (RimLibrary       *library,
               RimSegmentation  *segmentation,
               RimLesion        *drawn,
               GArray           *steps,
               GArray           *commits,
               GError          **error)
{
  double start = now ();
  double step, commit;

  rim_segmentation_replace (segmentation, drawn, "brush");
  step = now () - start;
  if (!rim_library_flush (library, error))
    return FALSE;

  commit = now () - start;
  g_array_append_val (steps, step);
  g_array_append_val (commits, commit);

  return TRUE;
}

static gboolean
draw_all (RimLibrary    *library,
          guint          n_strokes,
          BenchJournal  *result,
          GError       **error)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (2);
  g_autoptr(GArray) steps = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) commits = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(RimSegmentation) segmentation = rim_library_load_segmentation (library, "1", "2", 0, error);

  if (segmentation == NULL)
    return FALSE;

  rim_library_track (library, segmentation);
  make_segmentation (segmentation, 500);

  for (guint n = 0; n < n_strokes; n++)
    {
      g_autoptr(RimLesion) drawn = draw (segmentation, rand, NULL);

      if (!step_and_wait (library, segmentation, drawn, steps, commits, error))
        return FALSE;

      /* A hand does not draw faster. */
      g_usleep (2000);
    }

  result->step = summarise (steps);
  result->commit = summarise (commits);
  result->record = (double) count_bytes (segmentation) / rim_segmentation_get_n_edits (segmentation);

  return TRUE;
}

/**
 * bench_journal_run:
 * @n_strokes: how many
 * @result: (out): what they cost
 * @error: where to put an error
 *
 * Returns: whether it could be done
 */
gboolean
bench_journal_run (guint          n_strokes,
                   BenchJournal  *result,
                   GError       **error)
{
  g_autofree char *folder = g_dir_make_tmp ("rimlight-bench-XXXXXX", error);
  g_autoptr(RimLibrary) library = folder != NULL ? rim_library_open (folder, error) : NULL;
  gboolean success;

  if (library == NULL)
    return FALSE;

  success = draw_all (library, n_strokes, result, error);
  g_clear_object (&library);
  remove_folder (folder);

  return success;
}
