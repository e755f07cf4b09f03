/* rim-extract.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-ibsi-private.h"

#include <string.h>

/* An extraction while it walks through the images. */
typedef struct
{
  RimBatch              *batch;
  const RimSettingImage *settings;
  guint                  n_done;
  guint                  n_expected;
  RimExtractProgress     progress;
  gpointer               progress_data;
  GCancellable          *cancellable;
} Walk;

static gboolean
add_image (const char  *name,
           RimField    *field,
           gpointer     data,
           GError     **error)
{
  Walk *self = data;

  if (!rim_batch_add (self->batch, name, self->settings, field, self->cancellable, error))
    return FALSE;

  self->n_done++;
  if (self->progress != NULL)
    self->progress (MIN (1.0, (double) self->n_done / (self->n_expected + 1)), self->progress_data);

  return TRUE;
}

static gboolean
walk_images (Walk        *self,
             RimVolume   *image,
             RimSettings *settings,
             GError     **error)
{
  for (guint i = 0; i < settings->n_images; i++)
    self->n_expected += rim_extract_count_images (settings->images[i]);

  for (guint i = 0; i < settings->n_images; i++)
    {
      const guint8 *wanted;
      RimBox box;

      self->settings = settings->images[i];
      wanted = rim_batch_get_wanted (self->batch, self->settings, &box);
      if (!rim_extract_filter (image, &box, wanted, self->settings, add_image, self, self->cancellable, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
prepare (RimPrepared      *self,
         RimVolume        *image,
         RimMask          *mask,
         RimSettings      *settings,
         RimFeatureTable  *diagnostics,
         GCancellable     *cancellable,
         GError          **error)
{
  if (settings->profile == RIM_PROFILE_IBSI)
    return rim_ibsi_prepared_init (self, image, mask, &settings->values, diagnostics, cancellable, error);

  return rim_prepared_init (self, image, mask, &settings->values, diagnostics, cancellable, error);
}

/**
 * rim_extract:
 * @image: an image, all slices ready
 * @mask: a VOI
 * @settings: settings
 * @progress: (nullable): told how far it is
 * @data: for @progress
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Computes the features of a VOI as PyRadiomics' featureextractor.execute() does:
 * mask and image are checked, normalized, resampled or cropped, and re-segmented;
 * shape is measured once; every image type is discretised by itself and its
 * features computed. Diagnostics come first where additionalInfo asks for them.
 *
 * In the IBSI's profile image and mask are interpolated, rounded and re-segmented
 * as its reference manual says, and features come in all aggregations asked for;
 * the row "ibsi_compliant" of the diagnostics, which is always there, says whether
 * the values may be called compliant.
 *
 * The bits do not depend on the number of threads or on the CPU.
 *
 * Returns: (transfer full) (nullable): the table; there is none where one of its
 *   values fails
 */
RimFeatureTable *
rim_extract (RimVolume           *image,
             RimMask             *mask,
             RimSettings         *settings,
             RimExtractProgress   progress,
             gpointer             data,
             GCancellable        *cancellable,
             GError             **error)
{
  g_autoptr(RimFeatureTable) table = NULL;
  g_autoptr(RimBatch) batch = NULL;
  g_auto(RimPrepared) prepared = { NULL, NULL, NULL };
  Walk walk = { .progress = progress, .progress_data = data, .cancellable = cancellable };
  RimFeatureTable *diagnostics;

  g_return_val_if_fail (image != NULL && mask != NULL && settings != NULL, NULL);

  table = rim_feature_table_new (settings->profile);
  diagnostics = settings->values.additional_info ? table : NULL;
  if (diagnostics != NULL)
    {
      rim_diagnostics_add_versions (diagnostics);
      rim_diagnostics_add_settings (diagnostics, settings);
    }

  if (!prepare (&prepared, image, mask, settings, diagnostics, cancellable, error))
    return NULL;
  if (settings->profile == RIM_PROFILE_IBSI)
    rim_ibsi_add_compliance (table, settings, rim_volume_get_grid (prepared.image));

  batch = rim_batch_new (settings, &prepared, table);
  walk.batch = batch;
  if (rim_batch_needs_images (batch) && !walk_images (&walk, prepared.image, settings, error))
    return NULL;
  if (!rim_batch_finish (batch, cancellable, error))
    return NULL;
  if (progress != NULL)
    progress (1.0, data);

  return g_steal_pointer (&table);
}

static RimMask *
make_full_mask (const RimGrid *grid)
{
  const gsize area = (gsize) grid->size[0] * grid->size[1];
  g_autofree guint8 *plane = g_malloc (area);
  g_autofree RimMaskSlice **slices = g_new (RimMaskSlice *, grid->size[2]);

  memset (plane, 1, area);
  for (guint k = 0; k < grid->size[2]; k++)
    slices[k] = k == 0 ? rim_mask_slice_new_from_bytes (plane, grid->size[0], grid->size[1], grid->size[0])
                       : rim_mask_slice_ref (slices[0]);

  return rim_mask_new_take_slices (grid, slices);
}

/**
 * rim_extract_images:
 * @image: an image, all slices ready
 * @mask: (nullable): a VOI, to which the image is cropped where the settings
 *   of PyRadiomics' profile resample it or ask for preCrop; all voxels where %NULL
 * @settings: settings
 * @func: takes the images
 * @data: for @func
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Makes the images that rim_extract() computes features of, one after the other,
 * each whole.
 *
 * Returns: whether nothing went wrong
 */
gboolean
rim_extract_images (RimVolume        *image,
                    RimMask          *mask,
                    RimSettings      *settings,
                    RimFilteredFunc   func,
                    gpointer          data,
                    GCancellable     *cancellable,
                    GError          **error)
{
  g_auto(RimPrepared) prepared = { NULL, NULL, NULL };
  g_autoptr(RimMask) voxels = NULL;
  const guint *size;
  RimBox box = { { 0, 0, 0 }, { 0, 0, 0 } };

  g_return_val_if_fail (image != NULL && settings != NULL && func != NULL, FALSE);

  voxels = mask != NULL ? rim_mask_ref (mask) : make_full_mask (rim_volume_get_grid (image));
  if (!prepare (&prepared, image, voxels, settings, NULL, cancellable, error))
    return FALSE;

  size = rim_volume_get_grid (prepared.image)->size;
  for (guint axis = 0; axis < 3; axis++)
    box.max[axis] = size[axis];
  for (guint i = 0; i < settings->n_images; i++)
    if (!rim_extract_filter (prepared.image, &box, NULL, settings->images[i], func, data, cancellable,
                             error))
      return FALSE;

  return TRUE;
}
