/* rim-lung.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-lung-private.h"

#include "rim-body-private.h"

#include <math.h>

/* A lung is larger than this, both together than twice that. */
#define MIN_PART_MM3  80e3
#define MIN_TOTAL_MM3 300e3

/* A part of the lungs is not much smaller than the larger one. */
#define PART_OF_LARGEST 0.02

/* How much of what is not lung may be gas: bowel, and air between the legs, is
 * nearly nothing else.
 */
#define MAX_GAS 0.75

/* Bubbles of gas smaller than this are no bullae. */
#define MIN_BULLA_MM3 10e3

/* The wall of an airway, with what the voxels on it have of both sides. */
#define AIRWAY_WALL_MM 2.0

/* Vessels at the hilum up to twice this belong to a lung. */
#define CLOSE_MM 5.0

/* What a slice of lung encloses up to this, as vessels and nodules; more may be
 * the heart, where the lungs touch before and behind it.
 */
#define MAX_HOLE_MM2 1500.0

/* What is known of a part of what may be lung. */
typedef struct
{
  double n;
  double n_gas;
  double sum_k;
} Part;

static Part *
measure_parts (const RimComponents *components,
               const RimBits       *gas)
{
  const guint height = gas->grid.size[1];
  Part *parts = g_new0 (Part, components->n_components);

  for (gsize row = 0; row < (gsize) components->n_slices * height; row++)
    for (gsize r = components->row_starts[row]; r < components->row_starts[row + 1]; r++)
      {
        const guint j = (guint) (row % height), k = (guint) (row / height);
        Part *part = &parts[components->labels[r]];
        const double n = components->runs[r].end - components->runs[r].begin;

        part->n += n;
        part->n_gas += (double) rim_bits_count_run (gas, components->runs[r], j, k);
        part->sum_k += n * k;
      }

  return parts;
}

/* Marks what is large enough, and not all gas, to be lung. Returns the middle of
 * that, in slices.
 */
static double
mark_lungs (const Part *parts,
            guint       n_parts,
            double      voxel,
            gboolean   *keep)
{
  double largest = 0.0, n = 0.0, sum_k = 0.0;

  for (guint p = 0; p < n_parts; p++)
    {
      keep[p] = parts[p].n * voxel >= MIN_PART_MM3 && parts[p].n_gas <= MAX_GAS * parts[p].n;
      if (keep[p])
        largest = MAX (largest, parts[p].n);
    }

  for (guint p = 0; p < n_parts; p++)
    {
      keep[p] = keep[p] && parts[p].n >= PART_OF_LARGEST * largest;
      if (keep[p])
        {
          n += parts[p].n;
          sum_k += parts[p].sum_k;
        }
    }

  return n > 0.0 ? sum_k / n : NAN;
}

/* Towards the head there is no bowel: once the airways are gone, gas is bullae. */
static void
mark_bullae (const Part *parts,
             guint       n_parts,
             double      voxel,
             double      middle,
             double      up,
             gboolean   *keep)
{
  for (guint p = 0; p < n_parts; p++)
    keep[p] |= parts[p].n * voxel >= MIN_BULLA_MM3 &&
               (parts[p].sum_k / parts[p].n - middle) * up > 0.0;
}

static gboolean
keep_lungs (RimBits        *bits,
            const RimBits  *gas,
            gboolean        no_airway,
            GError        **error)
{
  const double voxel = rim_grid_get_voxel_volume (&bits->grid);
  const double up = rim_affine_get_column (&bits->grid.to_patient, 2).z;
  g_autoptr(RimComponents) components = rim_components_new (bits, 0, bits->grid.size[2]);
  g_autoptr(RimBits) kept = rim_bits_new (&bits->grid, error);
  g_autofree Part *parts = measure_parts (components, gas);
  g_autofree gboolean *keep = g_new0 (gboolean, components->n_components);
  double middle;

  if (kept == NULL)
    return FALSE;

  middle = mark_lungs (parts, components->n_components, voxel, keep);
  if (no_airway)
    mark_bullae (parts, components->n_components, voxel, middle, up, keep);

  rim_components_keep (components, keep, kept);
  rim_bits_combine (bits, kept, RIM_MASK_INTERSECT);

  return TRUE;
}

/* Lungs without airways, but with the vessels that run into them. */
static gboolean
close_lungs (RimBits        *lung,
             const RimBits  *body,
             const RimBits  *airway,
             GError        **error)
{
  if (!rim_bits_dilate (lung, CLOSE_MM, error) || !rim_bits_erode (lung, CLOSE_MM, error))
    return FALSE;

  rim_bits_fill_slices (lung, MAX_HOLE_MM2);
  rim_bits_combine (lung, body, RIM_MASK_INTERSECT);
  rim_bits_combine (lung, airway, RIM_MASK_SUBTRACT);

  return TRUE;
}

static gboolean
is_empty (const RimBits *bits)
{
  for (guint k = 0; k < bits->grid.size[2]; k++)
    if (rim_bits_count_slice (bits, k) > 0)
      return FALSE;

  return TRUE;
}

static RimBits *
find_lungs (const RimBits  *air,
            const RimBits  *gas,
            GError        **error)
{
  g_autoptr(RimBits) body = rim_body_find (air, error);
  g_autoptr(RimBits) all = body != NULL ? rim_bits_copy (air, error) : NULL;
  g_autoptr(RimBits) lung = NULL;
  g_autoptr(RimBits) airway = NULL;
  gboolean found;

  if (all == NULL)
    return NULL;

  rim_bits_combine (all, body, RIM_MASK_INTERSECT);
  lung = rim_bits_copy (all, error);
  if (lung == NULL || !keep_lungs (lung, gas, FALSE, error))
    return NULL;

  airway = rim_airway_find (gas, body, lung, error);
  found = airway != NULL && !is_empty (airway);
  if (airway == NULL || !rim_bits_dilate (airway, AIRWAY_WALL_MM, error))
    return NULL;

  rim_bits_combine (all, airway, RIM_MASK_SUBTRACT);
  if (!keep_lungs (all, gas, found, error) || !close_lungs (all, body, airway, error))
    return NULL;

  return g_steal_pointer (&all);
}

/**
 * rim_lung_mask_new:
 * @ct: a CT in HU, all slices ready
 * @cancellable: (nullable): to stop it
 * @error: where to put an error
 *
 * Finds both lungs: air within the body in parts that are large and not mere gas
 * (after Hu, Hoffman and Reinhardt 2001, doi:10.1109/42.929615), without trachea
 * and main bronchi, closed by a ball of 5 mm so that vessels at the hilum belong to
 * them, and with what a slice encloses up to 15 cm², such as nodules.
 *
 * A tumour or an effusion that lies against the wall is not lung, nor is a
 * consolidated lobe: nothing in the grey levels tells them from the wall.
 *
 * Returns: (transfer full) (nullable): the lungs on the grid of @ct; %NULL where
 *   the CT shows none (%G_IO_ERROR_NOT_FOUND) or @ct is no CT
 */
RimMask *
rim_lung_mask_new (RimVolume     *ct,
                   GCancellable  *cancellable,
                   GError       **error)
{
  static const double below[2] = { RIM_BODY_AIR_HU, RIM_LUNG_GAS_HU };
  RimBits *thresholds[2] = { NULL, NULL };
  g_autoptr(RimBits) air = NULL;
  g_autoptr(RimBits) gas = NULL;
  g_autoptr(RimBits) lung = NULL;
  g_autoptr(RimMask) mask = NULL;
  gboolean done = rim_bits_threshold (ct, below, 2, thresholds, cancellable, error);

  air = thresholds[0];
  gas = thresholds[1];
  if (!done)
    return NULL;

  lung = find_lungs (air, gas, error);
  if (lung == NULL)
    return NULL;

  mask = rim_bits_to_mask (lung);
  if ((double) rim_mask_count (mask) * rim_grid_get_voxel_volume (&lung->grid) < MIN_TOTAL_MM3)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "This CT shows no lungs");
      return NULL;
    }

  return g_steal_pointer (&mask);
}
