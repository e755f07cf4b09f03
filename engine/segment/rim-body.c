/* rim-body.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-body-private.h"

#include <math.h>

/* Half of what a table top, a mattress' cover or a blanket is thick, at most. */
#define THIN_MM 3.0

/* Parts of the body that the image separates: legs, arms. Smaller ones are not of
 * the body.
 */
#define PART_OF_LARGEST 0.1

static gboolean
keep_large (RimBits  *bits,
            GError  **error)
{
  g_autoptr(RimComponents) parts = rim_components_new (bits, 0, bits->grid.size[2]);
  g_autoptr(RimBits) kept = rim_bits_new (&bits->grid, error);
  g_autofree gboolean *keep = g_new (gboolean, parts->n_components);
  gsize largest = 0;

  if (kept == NULL)
    return FALSE;

  for (guint c = 0; c < parts->n_components; c++)
    largest = MAX (largest, parts->components[c].n_voxels);
  for (guint c = 0; c < parts->n_components; c++)
    keep[c] = (double) parts->components[c].n_voxels >= PART_OF_LARGEST * (double) largest;

  rim_components_keep (parts, keep, kept);
  rim_bits_combine (bits, kept, RIM_MASK_INTERSECT);

  return TRUE;
}

RimBits *
rim_body_find (const RimBits  *air,
               GError        **error)
{
  g_autoptr(RimBits) body = rim_bits_copy (air, error);

  if (body == NULL)
    return NULL;

  rim_bits_invert (body);
  if (!rim_bits_erode (body, THIN_MM, error) || !keep_large (body, error) ||
      !rim_bits_dilate (body, THIN_MM, error))
    return NULL;

  /* The ball rounds corners off, and may reach over the skin. */
  rim_bits_combine (body, air, RIM_MASK_SUBTRACT);
  rim_bits_fill_slices (body, INFINITY);

  return g_steal_pointer (&body);
}

/**
 * rim_body_mask_new:
 * @ct: a CT in HU, all slices ready
 * @cancellable: (nullable): to stop it
 * @error: where to put an error
 *
 * Finds the body: what is not air, without what is thin (table, blanket, tubes)
 * and what is small beside the largest part, with all that a slice of it encloses:
 * lungs, airways, bowel gas. Parts that the image separates, as legs, are all in.
 *
 * A table top thicker than 6 mm that touches the patient stays; slices that do
 * not cut across the body may enclose air outside.
 *
 * Returns: (transfer full) (nullable): the body on the grid of @ct; %NULL where
 *   there is none or @ct is no CT
 */
RimMask *
rim_body_mask_new (RimVolume     *ct,
                   GCancellable  *cancellable,
                   GError       **error)
{
  const double below = RIM_BODY_AIR_HU;
  RimBits *thresholds[1] = { NULL };
  g_autoptr(RimBits) air = NULL;
  g_autoptr(RimBits) body = NULL;
  g_autoptr(RimMask) mask = NULL;
  gboolean done = rim_bits_threshold (ct, &below, 1, thresholds, cancellable, error);
  RimBox bounds;

  air = thresholds[0];
  if (!done)
    return NULL;

  body = rim_body_find (air, error);
  if (body == NULL)
    return NULL;

  mask = rim_bits_to_mask (body);
  if (!rim_mask_get_bounds (mask, &bounds))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no body in this CT");
      return NULL;
    }

  return g_steal_pointer (&mask);
}
