/* rim-map-origin.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-cache.h"

#include "map/rim-map-code.h"

/* Equal voxels have equal bytes. */
static void
add_mask (GChecksum *checksum,
          RimMask   *mask)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  g_autoptr(GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) grid->size, sizeof grid->size);
  g_byte_array_append (bytes, (const guint8 *) &grid->to_patient, sizeof grid->to_patient);
  for (guint k = 0; k < grid->size[2]; k++)
    {
      RimMaskSlice *slice = rim_mask_get_slice (mask, k);

      if (slice == NULL)
        continue;
      g_byte_array_append (bytes, (const guint8 *) &k, sizeof k);
      rim_mask_slice_serialize (slice, bytes);
    }

  g_checksum_update (checksum, bytes->data, bytes->len);
}

static void
add_line (GChecksum  *checksum,
          const char *text)
{
  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_update (checksum, (const guchar *) "\n", 1);
}

/**
 * rim_map_origin_new:
 * @image: the image, all slices ready
 * @mask: the VOI, on any grid
 * @settings: settings, with the kernel
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Hashes all that decides the values of maps but which one it is: every voxel of the
 * image and what makes a value of it, such as the factors of an SUV; every voxel of the
 * VOI; all settings; and the code of the program (hash-code.sh). What the files of the
 * image call themselves is no part of it, for that can be the same where pixels differ.
 *
 * Returns: (transfer full) (nullable): SHA-256 as 64 hexadecimal digits
 */
char *
rim_map_origin_new (RimVolume     *image,
                    RimMask       *mask,
                    RimSettings   *settings,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autofree char *hash = rim_volume_dup_hash (image, cancellable, error);
  g_autoptr(GChecksum) checksum = NULL;

  if (hash == NULL)
    return NULL;

  checksum = g_checksum_new (G_CHECKSUM_SHA256);
  add_line (checksum, RIM_MAP_CODE);
  add_line (checksum, hash);
  add_line (checksum, rim_settings_get_hash (settings));
  add_mask (checksum, mask);

  return g_strdup (g_checksum_get_string (checksum));
}
