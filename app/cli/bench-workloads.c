/* bench-workloads.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "bench-load-ct.h"
#include "bench.h"
#include "core/rim-file.h"
#include "dicom/rim-suv.h"
#include "volume/rim-mask.h"
#include "volume/rim-volume.h"

/* A CT of 600 slices from the page cache, against no more than reading its
 * files.
 */
void
bench_remove_folder (const char *folder)
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

static gpointer
prepare_ct (GError **error)
{
  char *folder = g_dir_make_tmp ("rimlight-bench-XXXXXX", error);

  if (folder == NULL || bench_load_ct_write (folder, BENCH_CT_SLICES, error))
    return folder;

  bench_remove_folder (folder);
  g_free (folder);

  return NULL;
}

static gboolean
run_ct (gpointer   data,
        double    *seconds,
        GError   **error)
{
  BenchLoadCt result;

  if (!bench_load_ct_run (data, &result, error))
    return FALSE;

  *seconds = result.load;

  return TRUE;
}

gboolean
bench_read_files (gpointer   data,
                  double    *seconds,
                  GError   **error)
{
  const char *folder = data;
  double start = bench_now ();
  g_autoptr(GDir) dir = g_dir_open (folder, 0, error);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr(GBytes) bytes = rim_file_read (path, G_MAXINT32, error);

      if (bytes == NULL)
        return FALSE;
    }
  *seconds = bench_now () - start;

  return dir != NULL;
}

static void
finish_ct (gpointer data)
{
  bench_remove_folder (data);
  g_free (data);
}

const Bench bench_load_ct_600 = {
  "load-ct-600",
  "find, read and load a CT of 600 slices of 512 x 512, 16 bit, from the page cache",
  "reading the bytes of its files",
  prepare_ct, run_ct, bench_read_files, finish_ct,
};

/* The SUV of a whole body PET: provenance and every value. */
#define PET_SIZE 168
#define PET_SLICES 500

typedef struct
{
  RimVolume     *volume;
  GPtrArray     *headers;
  double         sum;
} Pet;

static RimPetHeader *
make_pet_header (void)
{
  RimPetHeader *header = rim_pet_header_new ();

  header->units = g_strdup ("BQML");
  header->decay_correction = g_strdup ("START");
  header->corrected_image = g_strdup ("ATTN\\DECY");
  header->series_date = g_strdup ("20250101");
  header->series_time = g_strdup ("110000");
  header->acquisition_date = g_strdup ("20250101");
  header->acquisition_time = g_strdup ("110000");
  header->patient_weight = g_strdup ("70");
  header->patient_size = g_strdup ("1.75");
  header->dose = g_strdup ("370000000");
  header->half_life = g_strdup ("6586.2");
  header->start_time = g_strdup ("100000");
  header->frame_reference_time = 0.0;
  header->frame_duration = 120000.0;

  return header;
}

static gpointer
prepare_pet (GError **error)
{
  RimGrid grid = { { PET_SIZE, PET_SIZE, PET_SLICES } };
  Pet *pet;

  rim_affine_init_identity (&grid.to_patient);
  pet = g_new0 (Pet, 1);
  pet->volume = rim_volume_new (&grid, RIM_VOXEL_INT16, error);
  pet->headers = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_pet_header_free);
  for (guint k = 0; k < PET_SLICES && pet->volume != NULL; k++)
    {
      gint16 *slice = rim_volume_get_slice_for_writing (pet->volume, k);

      for (guint i = 0; i < PET_SIZE * PET_SIZE; i++)
        slice[i] = (gint16) ((i * 7919u + k * 104729u) % 32768u);
      g_ptr_array_add (pet->headers, make_pet_header ());
    }
  if (pet->volume != NULL)
    {
      rim_volume_publish_all (pet->volume);
      return pet;
    }

  g_ptr_array_unref (pet->headers);
  g_free (pet);

  return NULL;
}

static gboolean
run_pet (gpointer   data,
         double    *seconds,
         GError   **error)
{
  Pet *pet = data;
  double start = bench_now ();
  g_autoptr(RimSuv) suv = rim_suv_new ((const RimPetHeader *const *) pet->headers->pdata, pet->headers->len, NULL);
  g_autoptr(RimVolume) volume = rim_volume_new_rescaled (pet->volume, suv->factor, RIM_UNIT_SUVBW);
  double row[PET_SIZE];

  for (guint k = 0; k < PET_SLICES; k++)
    for (guint j = 0; j < PET_SIZE; j++)
      {
        rim_volume_read_row (volume, 0, j, k, PET_SIZE, row);
        pet->sum += row[j];
      }
  *seconds = bench_now () - start;

  return TRUE;
}

static gboolean
multiply (gpointer   data,
          double    *seconds,
          GError   **error)
{
  Pet *pet = data;
  double start = bench_now ();
  double row[PET_SIZE];

  for (guint k = 0; k < PET_SLICES; k++)
    {
      const gint16 *slice = rim_volume_get_slice (pet->volume, k);
      double factor = 1.0 + k * 1e-3;

      for (guint j = 0; j < PET_SIZE; j++, slice += PET_SIZE)
        {
          for (guint i = 0; i < PET_SIZE; i++)
            row[i] = slice[i] * factor;
          pet->sum += row[j];
        }
    }
  *seconds = bench_now () - start;

  return TRUE;
}

static void
finish_pet (gpointer data)
{
  Pet *pet = data;

  rim_volume_unref (pet->volume);
  g_ptr_array_unref (pet->headers);
  g_free (pet);
}

const Bench bench_suv = {
  "suv",
  "work out the SUV of a PET of 500 slices of 168 x 168 and read every value",
  "one multiplication per voxel",
  prepare_pet, run_pet, multiply, finish_pet,
};

/* Two lesions that overlap, on the grid of a CT. */
#define MASK_SIZE 512
#define MASK_SLICES 300

typedef struct
{
  RimMask *masks[2];
  guint8  *bytes[3];
} Masks;

static RimMask *
make_ball (const RimGrid *grid,
           double         x,
           double         radius,
           guint8        *bytes)
{
  gsize n = 0;

  for (guint k = 0; k < MASK_SLICES; k++)
    for (guint j = 0; j < MASK_SIZE; j++)
      for (guint i = 0; i < MASK_SIZE; i++, n++)
        bytes[n] = (i - x) * (i - x) + (j - 256.0) * (j - 256.0) + (k - 150.0) * (k - 150.0) < radius * radius;

  return rim_mask_new_from_bytes (grid, bytes);
}

static gpointer
prepare_masks (GError **error)
{
  RimGrid grid = { { MASK_SIZE, MASK_SIZE, MASK_SLICES } };
  Masks *masks = g_new0 (Masks, 1);

  rim_affine_init_identity (&grid.to_patient);
  for (guint n = 0; n < 3; n++)
    masks->bytes[n] = g_malloc (rim_grid_get_n_voxels (&grid));
  for (guint n = 0; n < 2; n++)
    masks->masks[n] = make_ball (&grid, 220.0 + 70.0 * n, 80.0, masks->bytes[n]);

  return masks;
}

static gboolean
run_masks (gpointer   data,
           double    *seconds,
           GError   **error)
{
  Masks *masks = data;
  double start = bench_now ();

  for (guint op = RIM_MASK_UNION; op <= RIM_MASK_XOR; op++)
    {
      g_autoptr(RimMask) both = rim_mask_combine (masks->masks[0], masks->masks[1], (RimMaskOp) op);

      if (rim_mask_count (both) == 0)
        return FALSE;
    }
  *seconds = bench_now () - start;

  return TRUE;
}

static gboolean
combine_bytes (gpointer   data,
               double    *seconds,
               GError   **error)
{
  Masks *masks = data;
  gsize n = (gsize) MASK_SIZE * MASK_SIZE * MASK_SLICES;
  const guint8 *a = masks->bytes[0];
  const guint8 *b = masks->bytes[1];
  guint8 *both = masks->bytes[2];
  double start = bench_now ();

  for (gsize i = 0; i < n; i++)
    both[i] = a[i] | b[i];
  for (gsize i = 0; i < n; i++)
    both[i] = a[i] & (b[i] ^ 1);
  for (gsize i = 0; i < n; i++)
    both[i] = a[i] & b[i];
  for (gsize i = 0; i < n; i++)
    both[i] = a[i] ^ b[i];
  *seconds = bench_now () - start;

  return TRUE;
}

static void
finish_masks (gpointer data)
{
  Masks *masks = data;

  for (guint n = 0; n < 3; n++)
    g_free (masks->bytes[n]);
  for (guint n = 0; n < 2; n++)
    rim_mask_unref (masks->masks[n]);
  g_free (masks);
}

const Bench bench_mask_combine = {
  "mask-combine",
  "union, difference, intersection and exclusive or of two balls of 160 voxels across on 512 x 512 x 300",
  "the same on bytes",
  prepare_masks, run_masks, combine_bytes, finish_masks,
};
