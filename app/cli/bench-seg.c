/* bench-seg.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"
#include "dicom/rim-seg.h"

/* A whole body that a network has labelled: organs of all sizes, beside and over
 * each other, a slice in eight of the volume's for each.
 */
#define N_SEGMENTS 100
#define N_SLICES   500
#define WIDTH      512
#define REACH      31

typedef struct
{
  char      *folder;
  char      *path;
  RimGrid    grid;
  RimSource *source;
  GPtrArray *rois;
} Body;

static void
finish (gpointer data)
{
  Body *body = data;

  bench_remove_folder (body->folder);
  g_free (body->folder);
  g_free (body->path);
  g_ptr_array_unref (body->rois);
  rim_source_unref (body->source);
  g_free (body);
}

static RimRoi *
make_segment (const RimGrid *grid,
              guint          n,
              GRand         *rand)
{
  const guint side = 2 * REACH + 1;
  const guint at[3] = { (guint) g_rand_int_range (rand, 60, WIDTH - 120),
                        (guint) g_rand_int_range (rand, 60, WIDTH - 120),
                        (guint) g_rand_int_range (rand, 0, N_SLICES - (int) side) };
  const RimBox box = { { at[0], at[1], at[2] }, { at[0] + side, at[1] + side, at[2] + side } };
  g_autofree guint8 *voxels = g_malloc ((gsize) side * side * side);
  RimRoi *roi = rim_roi_new ();

  for (guint v = 0; v < side * side * side; v++)
    {
      const double x = (double) (v % side) - REACH;
      const double y = (double) (v / side % side) - REACH;
      const double z = (double) (v / side / side) - REACH;

      voxels[v] = x * x + y * y + z * z <= REACH * REACH * (1.0 - 0.1 * sin (0.2 * x * y));
    }

  roi->number = n + 1;
  roi->name = g_strdup_printf ("Organ %u", n + 1);
  roi->mask = rim_mask_new_from_box (grid, &box, voxels);

  return roi;
}

static gboolean
write_segments (gpointer   data,
                double    *seconds,
                GError   **error)
{
  Body *body = data;
  double start = bench_now ();
  gboolean done = rim_seg_write (body->path, body->rois, "Organs", body->source, &body->grid, error);

  *seconds = bench_now () - start;

  return done;
}

static gpointer
prepare (GError **error)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  char *folder = g_dir_make_tmp ("rimlight-bench-XXXXXX", error);
  Body *body;
  double seconds;

  if (folder == NULL)
    return NULL;

  body = g_new0 (Body, 1);
  body->folder = folder;
  body->path = g_build_filename (folder, "organs.dcm", NULL);
  body->grid = (RimGrid) { { WIDTH, WIDTH, N_SLICES }, { { { 0.8, 0, 0, 0 }, { 0, 0.8, 0, 0 }, { 0, 0, 1, 0 } } } };
  body->rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
  body->source = rim_source_new ();
  for (guint k = 0; k < N_SLICES; k++)
    {
      g_autofree char *uid = g_strdup_printf ("2.25.1%03u", k);

      rim_source_add_slice (body->source, uid, NULL, 0, k + 1);
    }
  body->source->study_uid = g_strdup ("2.25.1");
  body->source->series_uid = g_strdup ("2.25.2");
  body->source->sop_class_uid = g_strdup ("1.2.840.10008.5.1.4.1.1.2");
  body->source->frame_of_reference_uid = g_strdup ("2.25.3");
  for (guint n = 0; n < N_SEGMENTS; n++)
    g_ptr_array_add (body->rois, make_segment (&body->grid, n, rand));

  if (write_segments (body, &seconds, error))
    return body;

  finish (body);

  return NULL;
}

static gboolean
read_segments (gpointer   data,
               double    *seconds,
               GError   **error)
{
  Body *body = data;
  double start = bench_now ();
  RimRoiSet *set = rim_seg_read (body->path, RIM_SEG_DEFAULT_THRESHOLD, error);

  *seconds = bench_now () - start;
  if (set == NULL)
    return FALSE;

  rim_roi_set_free (set);

  return TRUE;
}

static gboolean
read_bytes (gpointer   data,
            double    *seconds,
            GError   **error)
{
  return bench_read_files (((Body *) data)->folder, seconds, error);
}

static gboolean
write_bytes (gpointer   data,
             double    *seconds,
             GError   **error)
{
  Body *body = data;
  g_autofree char *path = g_build_filename (body->folder, "copy", NULL);
  g_autofree char *bytes = NULL;
  gsize length;
  double start;
  int fd;
  gboolean done;

  if (!g_file_get_contents (body->path, &bytes, &length, error))
    return FALSE;

  start = bench_now ();
  fd = g_open (path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  done = fd >= 0 && write (fd, bytes, length) == (gssize) length && fsync (fd) == 0;
  *seconds = bench_now () - start;
  if (fd >= 0)
    close (fd);
  g_unlink (path);
  if (!done)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s could not be written", path);

  return done;
}

/* Bytes of a line of /proc/self/status; 0 where the system has none. */
static double
read_status (const char *key)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0.0;

  line = strstr (status, key);

  return line != NULL ? 1024.0 * (double) g_ascii_strtoull (line + strlen (key), NULL, 10) : 0.0;
}

/* Bytes, of the most that was taken at any time beyond what there was before. */
static gboolean
measure_memory (gpointer   data,
                double    *bytes,
                GError   **error)
{
  int fd = g_open ("/proc/self/clear_refs", O_WRONLY, 0);
  double before, seconds;
  gboolean cleared = fd >= 0 && write (fd, "5", 1) == 1;

  if (fd >= 0)
    close (fd);
  if (!cleared)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "This system does not tell the memory taken");
      return FALSE;
    }

  before = read_status ("VmRSS:");
  if (!read_segments (data, &seconds, error))
    return FALSE;
  *bytes = read_status ("VmHWM:") - before;

  return TRUE;
}

static gboolean
measure_file (gpointer   data,
              double    *bytes,
              GError   **error)
{
  GStatBuf facts;

  if (g_stat (((Body *) data)->path, &facts) != 0)
    return FALSE;
  *bytes = (double) facts.st_size;

  return TRUE;
}

const Bench bench_seg_read = {
  "seg-read-100",
  "read a SEG of 100 segments on 512 x 512 x 500, each on 63 slices",
  "reading the bytes of its file",
  prepare, read_segments, read_bytes, finish,
};

const Bench bench_seg_write = {
  "seg-write-100",
  "write it, synced to the disk",
  "writing the bytes of its file, synced",
  prepare, write_segments, write_bytes, finish,
};

const Bench bench_seg_memory = {
  "seg-memory-100",
  "the most memory that reading it takes",
  "the size of its file",
  prepare, measure_memory, measure_file, finish, BENCH_BYTES,
};
