/* rim-image-operation.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-image-operation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "delineate/rim-refine.h"
#include "volume/rim-mask-resample.h"

/* Which parameter is which. */
enum
{
  IMAGE,
  REACH,
  SIGMA,
  SMOOTHNESS,
  ROUNDS,
  N_PARAMETERS
};

static const char *const image_choices[] = { "ct", "pet", NULL };

static const RimParameter refine_parameters[N_PARAMETERS] = {
  { RIM_IMAGE_PARAMETER, N_("Image"), NULL, RIM_PARAMETER_CHOICE, 0, 1, 0, image_choices },
  { "reach", N_("Moves at the most"), "mm", RIM_PARAMETER_NUMBER, 0.5, 30, 5, NULL },
  { "sigma", N_("Smoothing"), "mm", RIM_PARAMETER_NUMBER, 0.2, 10, 1.5, NULL },
  { "smoothness", N_("Weight of smoothness"), NULL, RIM_PARAMETER_NUMBER, 0, 20, 1, NULL },
  { "rounds", N_("Rounds at the most"), NULL, RIM_PARAMETER_WHOLE, 1, 200, 20, NULL },
};

static const RimOperation refine = {
  "refine", N_("Refine the border"), N_("Moves the border to where the image changes, within a band"),
  RIM_TAKES_ONE, FALSE, refine_parameters, N_PARAMETERS,
};

/**
 * rim_image_operation_get:
 * @n: which, from 0 on
 *
 * Returns: (transfer none) (nullable): an operation; %NULL beyond the last
 */
const RimOperation *
rim_image_operation_get (guint n)
{
  guint n_masks = 0;

  while (rim_operation_get (n_masks) != NULL)
    n_masks++;
  if (n < n_masks)
    return rim_operation_get (n);

  return n == n_masks ? &refine : NULL;
}

/* Returns: (transfer none) (nullable): the operation with that id */
const RimOperation *
rim_image_operation_find (const char *id)
{
  for (guint n = 0; rim_image_operation_get (n) != NULL; n++)
    if (g_strcmp0 (rim_image_operation_get (n)->id, id) == 0)
      return rim_image_operation_get (n);

  return NULL;
}

/* Returns: whether it needs an image */
gboolean
rim_image_operation_reads (const RimOperation *self)
{
  return self == &refine;
}

/* What moved on the grid of the image moves the mask: the rest of it stays as it was drawn. */
static RimMask *
move_border (RimMask *mask,
             RimMask *before,
             RimMask *after)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  g_autoptr(RimMask) came = rim_mask_combine (after, before, RIM_MASK_SUBTRACT);
  g_autoptr(RimMask) went = rim_mask_combine (before, after, RIM_MASK_SUBTRACT);
  g_autoptr(RimMask) added = rim_mask_resample (came, grid);
  g_autoptr(RimMask) taken = rim_mask_resample (went, grid);
  g_autoptr(RimMask) larger = rim_mask_combine (mask, added, RIM_MASK_UNION);

  return rim_mask_combine (larger, taken, RIM_MASK_SUBTRACT);
}

static RimMask *
run_refine (RimMask       *mask,
            RimVolume     *image,
            const double  *values,
            GCancellable  *cancellable,
            GError       **error)
{
  const RimGrid *grid = rim_volume_get_grid (image);
  RimRefineOptions options = { values[REACH], values[SIGMA], values[SMOOTHNESS], (guint) values[ROUNDS] };
  g_autoptr(RimMask) before = NULL;
  g_autoptr(RimMask) after = NULL;

  if (rim_grid_equal (rim_mask_get_grid (mask), grid, 1e-3))
    return rim_refine (image, mask, &options, NULL, cancellable, error);

  before = rim_mask_resample (mask, grid);
  after = rim_refine (image, before, &options, NULL, cancellable, error);

  return after != NULL ? move_border (mask, before, after) : NULL;
}

/**
 * rim_image_operation_run:
 * @self: an operation
 * @input: what to work on
 * @image: (nullable): what those that read one read, all of whose slices are there, on any grid
 * @cut: (out) (optional): as of rim_operation_run()
 * @cancellable: (nullable): stops it
 * @error: where to put an error
 *
 * Does it, as rim_operation_run().
 *
 * Returns: (transfer full) (nullable) (element-type RimMask): what comes of it
 */
GPtrArray *
rim_image_operation_run (const RimOperation       *self,
                         const RimOperationInput  *input,
                         RimVolume                *image,
                         gboolean                 *cut,
                         GCancellable             *cancellable,
                         GError                  **error)
{
  double values[N_PARAMETERS];
  g_autoptr(GPtrArray) masks = NULL;
  RimMask *mask;

  if (!rim_image_operation_reads (self))
    return rim_operation_run (self, input, cut, cancellable, error);

  g_return_val_if_fail (input->n_masks == 1 && image != NULL, NULL);

  for (guint p = 0; p < N_PARAMETERS; p++)
    {
      values[p] = input->values != NULL ? input->values[p] : refine_parameters[p].value;
      if (!rim_parameter_check (&refine_parameters[p], values[p], error))
        return NULL;
    }
  mask = run_refine (input->masks[0], image, values, cancellable, error);
  if (mask == NULL)
    return NULL;

  masks = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_mask_unref);
  g_ptr_array_add (masks, mask);
  if (cut != NULL)
    *cut = FALSE;

  return g_steal_pointer (&masks);
}
