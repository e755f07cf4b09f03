/* rim-volume-hash.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-volume-private.h"

#include "core/rim-parallel.h"

#define DIGEST_SIZE RIM_VOLUME_DIGEST_SIZE

typedef struct
{
  RimVolume    *volume;
  gsize         slice_length;
  guint8       *digests;         /* of each slice */
  GCancellable *cancellable;
} Slices;

static void
put_digest (GChecksum *checksum,
            guint8    *digest)
{
  gsize length = DIGEST_SIZE;

  g_checksum_get_digest (checksum, digest, &length);
  g_assert (length == DIGEST_SIZE);
}

static void
hash_slices (gsize    begin,
             gsize    end,
             gpointer data)
{
  Slices *self = data;

  for (gsize k = begin; k < end && !g_cancellable_is_cancelled (self->cancellable); k++)
    {
      g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

      g_checksum_update (checksum, rim_volume_get_slice (self->volume, (guint) k), (gssize) self->slice_length);
      put_digest (checksum, self->digests + k * DIGEST_SIZE);
    }
}

static gboolean
hash_voxels (RimVolume     *volume,
             GCancellable  *cancellable,
             GError       **error)
{
  const guint *size = rim_volume_get_grid (volume)->size;
  g_autofree guint8 *digests = g_new (guint8, (gsize) size[2] * DIGEST_SIZE);
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  Slices slices = {
    .volume = volume,
    .slice_length = (gsize) size[0] * size[1] * rim_voxel_type_get_size (rim_volume_get_voxel_type (volume)),
    .digests = digests,
    .cancellable = cancellable,
  };
  guint8 digest[DIGEST_SIZE];

  rim_parallel_for (size[2], 1, hash_slices, &slices);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  g_checksum_update (checksum, digests, (gssize) size[2] * DIGEST_SIZE);
  put_digest (checksum, digest);
  rim_volume_keep_digest (volume, digest);

  return TRUE;
}

static void
add_number (GChecksum *checksum,
            double     value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_checksum_update (checksum, (const guchar *) g_ascii_dtostr (text, sizeof text, value), -1);
  g_checksum_update (checksum, (const guchar *) " ", 1);
}

/* Where voxels lie and what makes values of them. */
static void
add_meaning (GChecksum *checksum,
             RimVolume *volume)
{
  const RimGrid *grid = rim_volume_get_grid (volume);

  for (guint axis = 0; axis < 3; axis++)
    {
      add_number (checksum, grid->size[axis]);
      for (guint column = 0; column < 4; column++)
        add_number (checksum, grid->to_patient.m[axis][column]);
    }

  add_number (checksum, rim_volume_get_voxel_type (volume));
  add_number (checksum, rim_volume_get_rescaled_is_single (volume));
  add_number (checksum, rim_volume_get_unit (volume));
  add_number (checksum, rim_volume_get_geometry_kind (volume));
  for (guint k = 0; k < grid->size[2]; k++)
    {
      const RimRescale rescale = rim_volume_get_rescale (volume, k);

      add_number (checksum, rescale.slope);
      add_number (checksum, rescale.intercept);
      add_number (checksum, rim_volume_get_slice_position (volume, k));
    }
}

/* Returns: whether the voxels were hashed, so that rim_volume_dup_hash() takes no time */
gboolean
rim_volume_has_hash (RimVolume *self)
{
  return rim_volume_get_digest (self) != NULL;
}

/**
 * rim_volume_dup_hash:
 * @self: a volume, all slices ready
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Hashes what the image is: its voxels as they are stored, what makes values of them,
 * the unit and where they lie; not who it shows or which files it came from. The voxels
 * are hashed once, on all processors, however many volumes read them (a gigabyte takes
 * some seconds); after that it takes a millisecond. Safe on any thread; for a worker.
 *
 * Returns: (transfer full) (nullable): SHA-256 as 64 hexadecimal digits
 */
char *
rim_volume_dup_hash (RimVolume     *self,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr(GChecksum) checksum = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (rim_volume_get_n_ready (self) == rim_volume_get_grid (self)->size[2], NULL);

  if (rim_volume_get_digest (self) == NULL && !hash_voxels (self, cancellable, error))
    return NULL;

  checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (checksum, rim_volume_get_digest (self), DIGEST_SIZE);
  add_meaning (checksum, self);

  return g_strdup (g_checksum_get_string (checksum));
}
