/* fuzz-edit.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-fuzz.h"
#include "segment/rim-edit.h"

/* The records of the journal: alone, and on a lesion or a measurement that
 * is there.
 */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         length)
{
  const RimGrid grid = { { 32, 32, 8 }, { { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 2, 0 } } } };
  g_autoptr(GBytes) bytes = g_bytes_new (data, length);
  const RimVec3 ends[2] = { { 0, 0, 0 }, { 3, 4, 0 } };
  g_autofree char *target_id = NULL;
  g_autofree char *id = NULL;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimLesion) lesion = NULL;
  g_autoptr(RimMeasurement) plain = NULL;
  g_autoptr(RimMeasurement) measurement = NULL;
  g_autoptr(RimEdit) alone = NULL;
  g_autoptr(RimEdit) edit = NULL;

  if (!rim_edit_peek (bytes, &target_id, &id, NULL))
    return 0;

  mask = rim_mask_new (&grid);
  lesion = rim_lesion_new ("Lesion", mask);
  g_free (lesion->id);
  lesion->id = g_strdup (target_id);
  plain = rim_measurement_new (RIM_MEASUREMENT_LENGTH, ends, 2, RIM_VEC3 (0, 0, 1));
  measurement = rim_measurement_with_id (plain, target_id);

  alone = rim_edit_deserialize (bytes, NULL, NULL, NULL);
  edit = rim_edit_deserialize (bytes, lesion, measurement, NULL);
  if (edit != NULL)
    {
      g_autoptr(GBytes) again = rim_edit_serialize (edit);

      g_assert_cmpuint (g_bytes_get_size (again), >, 0);
    }

  return 0;
}
