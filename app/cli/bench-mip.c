/* bench-mip.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench.h"
#include "view/rim-mip.h"

/* A PET from head to thigh: 326 slices of 200 x 200, all of them synthetic. */
#define SIZE     200
#define N_SLICES 326

typedef struct
{
  RimVolume *pet;
  RimMip    *mip;
  guint      n_runs;
  gint64     sum;
} Turning;

static void
fill (RimVolume *pet)
{
  for (guint k = 0; k < N_SLICES; k++)
    {
      gint16 *slice = rim_volume_get_slice_for_writing (pet, k);
      guint32 state = 2654435761u * (k + 1);

      for (gsize v = 0; v < SIZE * SIZE; v++)
        {
          state = state * 1664525u + 1013904223u;
          slice[v] = (gint16) ((state >> 20) % 2000);
        }
      rim_volume_set_rescale (pet, k, (RimRescale) { 0.002 + 1e-5 * k, 0 });
    }
  rim_volume_publish_all (pet);
}

static void
finish (gpointer data)
{
  Turning *self = data;

  g_clear_pointer (&self->mip, rim_mip_unref);
  g_clear_pointer (&self->pet, rim_volume_unref);
  g_free (self);
}

static gpointer
prepare (GError **error)
{
  Turning *self = g_new0 (Turning, 1);
  RimGrid grid = { .size = { SIZE, SIZE, N_SLICES } };

  rim_affine_set_column (&grid.to_patient, 0, RIM_VEC3 (4.07, 0, 0));
  rim_affine_set_column (&grid.to_patient, 1, RIM_VEC3 (0, 4.07, 0));
  rim_affine_set_column (&grid.to_patient, 2, RIM_VEC3 (0, 0, 3.27));

  self->pet = rim_volume_new (&grid, RIM_VOXEL_INT16, error);
  if (self->pet == NULL)
    {
      finish (self);
      return NULL;
    }

  rim_volume_set_unit (self->pet, RIM_UNIT_SUVBW);
  fill (self->pet);
  self->mip = rim_mip_new (self->pet);

  return self;
}

static gboolean
turn (gpointer   data,
      double    *seconds,
      GError   **error)
{
  Turning *self = data;
  double start = bench_now ();
  g_autoptr(RimVolume) frame = rim_mip_project (self->mip, 5.0 * ++self->n_runs, error);

  *seconds = bench_now () - start;

  return frame != NULL;
}

static gboolean
read_voxels (gpointer   data,
             double    *seconds,
             GError   **error)
{
  Turning *self = data;
  double start = bench_now ();

  for (guint k = 0; k < N_SLICES; k++)
    {
      const gint16 *slice = rim_volume_get_slice (self->pet, k);

      for (gsize v = 0; v < SIZE * SIZE; v++)
        self->sum += slice[v];
    }
  *seconds = bench_now () - start;

  return TRUE;
}

const Bench bench_mip_pet = {
  "mip-pet",
  "one frame of the turning projection of a PET of 200 x 200 x 326",
  "reading every voxel once",
  prepare, turn, read_voxels, finish,
};
