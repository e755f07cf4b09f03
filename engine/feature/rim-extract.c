/* rim-extract.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-ibsi-private.h"

#include <string.h>

#include "core/rim-parallel.h"
#include "rim-voi-image-private.h"

/* A VOI whose features are computed. */
typedef struct
{
  const char      *name;         /* %NULL where it is the only one */
  RimPrepared      prepared;
  RimBatch        *batch;
  RimFeatureTable *table;
} Voi;

/* An extraction while it walks through the images. */
typedef struct
{
  RimSettings           *settings;
  Voi                   *vois;
  guint                  n_vois;
  RimBox                 box;    /* where values of it are wanted */
  guint8                *wanted; /* which of them; %NULL: not known yet */
  const RimSettingImage *image;
  guint                  n_done;
  guint                  n_expected;
  RimExtractProgress     progress;
  gpointer               progress_data;
  GCancellable          *cancellable;
} Walk;

static void
voi_clear (Voi *self)
{
  g_clear_pointer (&self->batch, rim_batch_free);
  rim_prepared_clear (&self->prepared);
}

/* Takes @local_error, which is there. */
static void
propagate (const Voi  *self,
           GError     *local_error,
           GError    **error)
{
  if (self->name != NULL && !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_prefix_error (&local_error, "%s: ", self->name);
  g_propagate_error (error, local_error);
}

/* Returns: whether image and VOI are as the profile of @settings wants them */
gboolean
rim_extract_prepare (RimPrepared      *self,
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

static gboolean
prepare_voi (Voi           *self,
             RimVolume     *image,
             RimMask       *mask,
             RimSettings   *settings,
             GCancellable  *cancellable,
             GError       **error)
{
  RimFeatureTable *diagnostics = settings->values.additional_info ? self->table : NULL;

  if (diagnostics != NULL)
    {
      rim_diagnostics_add_versions (diagnostics);
      rim_diagnostics_add_settings (diagnostics, settings);
    }

  if (!rim_extract_prepare (&self->prepared, image, mask, settings, diagnostics, cancellable, error))
    return FALSE;
  if (settings->profile == RIM_PROFILE_IBSI)
    rim_ibsi_add_compliance (self->table, settings, rim_volume_get_grid (self->prepared.image));

  self->batch = rim_batch_new (settings, &self->prepared, self->table);

  return TRUE;
}

/* Computes what the batches hold, which all hold as many images. */
static gboolean
run_batches (Walk    *self,
             GError **error)
{
  g_autofree RimBatch **batches = g_new (RimBatch *, self->n_vois);
  GError *local_error = NULL;
  guint failed;

  for (guint i = 0; i < self->n_vois; i++)
    batches[i] = self->vois[i].batch;
  if (rim_batches_run (batches, self->n_vois, &failed, self->cancellable, &local_error))
    return TRUE;

  propagate (&self->vois[failed], local_error, error);

  return FALSE;
}

/* An image on its way to the batches of all VOIs. */
typedef struct
{
  Walk           *walk;
  const char     *name;
  const RimField *field;
  GError        **errors;        /* of each VOI */
} Adding;

static void
add_to_batches (gsize    begin,
                gsize    end,
                gpointer data)
{
  const Adding *self = data;
  Walk *extraction = self->walk;

  for (gsize i = begin; i < end; i++)
    rim_batch_add (extraction->vois[i].batch, self->name, extraction->image, self->field, &extraction->box,
                   &self->errors[i]);
}

static gboolean
add_image (const char  *name,
           RimField    *field,
           gpointer     data,
           GError     **error)
{
  Walk *self = data;
  g_autoptr(RimField) own G_GNUC_UNUSED = field;
  g_autofree GError **errors = g_new0 (GError *, self->n_vois);
  Adding adding = { self, name, field, errors };
  gboolean has_failed = FALSE;

  rim_parallel_for (self->n_vois, 1, add_to_batches, &adding);
  g_clear_pointer (&own, rim_field_unref);
  for (guint i = 0; i < self->n_vois; i++)
    {
      if (errors[i] == NULL)
        continue;
      if (!has_failed)
        propagate (&self->vois[i], g_steal_pointer (&errors[i]), error);
      g_clear_error (&errors[i]);
      has_failed = TRUE;
    }
  if (has_failed || (rim_batch_is_full (self->vois[0].batch) && !run_batches (self, error)))
    return FALSE;

  self->n_done += self->n_vois;
  if (self->progress != NULL)
    self->progress (MIN (1.0, (double) self->n_done / (self->n_expected + 1)), self->progress_data);

  return TRUE;
}

/* Finds where values of an image type are wanted for any of the VOIs: the box, and
 * the voxels of it. The latter are the same for all types that do not want all.
 *
 * Returns: (transfer none) (nullable): %NULL where all are wanted
 */
static const guint8 *
find_wanted (Walk *self)
{
  g_autofree const guint8 **each = g_new (const guint8 *, self->n_vois);
  g_autofree RimBox *boxes = g_new (RimBox, self->n_vois);
  gboolean are_all = FALSE;

  for (guint i = 0; i < self->n_vois; i++)
    {
      each[i] = rim_batch_get_wanted (self->vois[i].batch, self->image, &boxes[i]);
      are_all = are_all || each[i] == NULL;
      if (i == 0)
        self->box = boxes[0];
      rim_box_grow (&self->box, &boxes[i]);
    }

  if (are_all || self->wanted != NULL)
    return are_all ? NULL : self->wanted;

  self->wanted = g_malloc0 ((gsize) (self->box.max[0] - self->box.min[0]) *
                            (self->box.max[1] - self->box.min[1]) * (self->box.max[2] - self->box.min[2]));
  for (guint i = 0; i < self->n_vois; i++)
    rim_box_mark (self->wanted, &self->box, each[i], &boxes[i]);

  return self->wanted;
}

/* Walks through the images of VOIs that have the same. */
static gboolean
walk (Walk    *self,
      Voi     *vois,
      guint    n_vois,
      GError **error)
{
  RimVolume *image = vois[0].prepared.image;
  gboolean done = TRUE;

  self->vois = vois;
  self->n_vois = n_vois;
  for (guint i = 0; i < self->settings->n_images && rim_batch_needs_images (vois[0].batch) && done; i++)
    {
      const guint8 *wanted;

      self->image = self->settings->images[i];
      wanted = find_wanted (self);
      done = rim_extract_filter (image, &self->box, wanted, self->image, NULL, add_image, self, self->cancellable, error);
    }
  g_clear_pointer (&self->wanted, g_free);

  return done && run_batches (self, error);
}

/* VOIs whose image is the one that came in are put first and share its filtered
 * images; the others have images of their own, one of which at a time is in
 * memory.
 */
static gboolean
extract_all (Walk             *self,
             RimVolume        *image,
             RimMask *const   *masks,
             Voi              *vois,
             guint             n_vois,
             GError          **error)
{
  g_autofree Voi *shared = g_new (Voi, n_vois);
  guint n_shared = 0;

  for (guint i = 0; i < n_vois; i++)
    {
      GError *local_error = NULL;

      if (!prepare_voi (&vois[i], image, masks[i], self->settings, self->cancellable, &local_error))
        {
          propagate (&vois[i], local_error, error);
          return FALSE;
        }

      if (vois[i].prepared.image == image)
        shared[n_shared++] = vois[i];
      else if (!walk (self, &vois[i], 1, error))
        return FALSE;
      else
        voi_clear (&vois[i]);
    }

  return n_shared == 0 || walk (self, shared, n_shared, error);
}

/**
 * rim_extract_many:
 * @image: an image, all slices ready
 * @masks: (array length=n_masks): VOIs
 * @names: (nullable) (array length=n_masks): what to call them in messages
 * @n_masks: how many; at least one
 * @settings: settings
 * @progress: (nullable): told how far it is
 * @data: for @progress
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Computes the features of several VOIs of one image. Every table has the bits
 * that rim_extract() gives of its VOI alone; images are filtered once for all of
 * them, unless they are resampled or cropped to each.
 *
 * Returns: (transfer full) (nullable) (element-type RimFeatureTable): a table per
 *   VOI; none where one fails
 */
GPtrArray *
rim_extract_many (RimVolume           *image,
                  RimMask *const      *masks,
                  const char *const   *names,
                  guint                n_masks,
                  RimSettings         *settings,
                  RimExtractProgress   progress,
                  gpointer             data,
                  GCancellable        *cancellable,
                  GError             **error)
{
  g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_feature_table_unref);
  g_autofree Voi *vois = NULL;
  Walk self = {
    .settings = settings, .progress = progress, .progress_data = data, .cancellable = cancellable
  };
  g_autoptr(GError) local_error = NULL;

  g_return_val_if_fail (image != NULL && masks != NULL && n_masks > 0 && settings != NULL, NULL);

  vois = g_new0 (Voi, n_masks);
  for (guint i = 0; i < n_masks; i++)
    {
      vois[i].name = names != NULL ? names[i] : NULL;
      vois[i].table = rim_feature_table_new (settings->profile);
      g_ptr_array_add (tables, vois[i].table);
    }
  for (guint i = 0; i < settings->n_images; i++)
    self.n_expected += n_masks * rim_extract_count_images (settings->images[i]);

  extract_all (&self, image, masks, vois, n_masks, &local_error);
  for (guint i = 0; i < n_masks; i++)
    voi_clear (&vois[i]);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  if (progress != NULL)
    progress (1.0, data);

  return g_steal_pointer (&tables);
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
  g_autoptr(GPtrArray) tables = NULL;

  g_return_val_if_fail (image != NULL && mask != NULL && settings != NULL, NULL);

  tables = rim_extract_many (image, &mask, NULL, 1, settings, progress, data, cancellable, error);

  return tables != NULL ? rim_feature_table_ref (g_ptr_array_index (tables, 0)) : NULL;
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
  if (!rim_extract_prepare (&prepared, image, voxels, settings, NULL, cancellable, error))
    return FALSE;

  size = rim_volume_get_grid (prepared.image)->size;
  for (guint axis = 0; axis < 3; axis++)
    box.max[axis] = size[axis];
  for (guint i = 0; i < settings->n_images; i++)
    if (!rim_extract_filter (prepared.image, &box, NULL, settings->images[i], NULL, func, data, cancellable,
                             error))
      return FALSE;

  return TRUE;
}
