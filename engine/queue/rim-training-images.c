/* rim-training-images.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-training-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "format/rim-image.h"
#include "format/rim-nifti.h"
#include "library/rim-export.h"

/* A NIfTI keeps its affine in floats. */
#define GRID_TOLERANCE 1e-3

static char *
get_session_folder (const RimTrainingItem *item)
{
  return g_strdup_printf ("sub-%s" G_DIR_SEPARATOR_S "ses-%02u", item->subject, item->session);
}

/* "Lymph node 2" is LymphNode2: labels of BIDS are letters and digits. */
static char *
make_label (const char *name)
{
  g_autoptr(GString) label = g_string_new (NULL);
  gboolean is_first = TRUE;

  for (; *name != '\0'; name++)
    {
      if (g_ascii_isalnum (*name))
        g_string_append_c (label, is_first ? g_ascii_toupper (*name) : *name);
      is_first = !g_ascii_isalnum (*name);
    }

  return g_string_free (g_steal_pointer (&label), FALSE);
}

static gboolean
is_label_before (const RimTrainingWriter *self,
                 const RimTrainingItem   *item,
                 const RimLesion         *lesion,
                 const char              *label)
{
  GPtrArray *lesions = item->drawing->lesions;

  for (guint i = 0; i < lesions->len && lesions->pdata[i] != lesion; i++)
    {
      RimLesion *other = lesions->pdata[i];
      g_autofree char *before = make_label (other->name);

      if (rim_protocol_find_target (self->protocol, other->name, NULL) != NULL &&
          g_ascii_strcasecmp (before, label) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Returns: (transfer full): where the mask of a lesion lies in the set */
char *
rim_training_get_mask_path (RimTrainingWriter *self,
                            RimTrainingItem   *item,
                            RimLesion         *lesion)
{
  g_autofree char *session = NULL;
  g_autofree char *label = NULL;
  guint index = 0;

  if (self->options.layout == RIM_TRAINING_NNUNET)
    return g_strdup_printf ("%s/%s.nii.gz", g_strcmp0 (item->split, "test") == 0 ? "labelsTs" : "labelsTr", item->name);

  session = get_session_folder (item);
  label = make_label (lesion->name);
  g_ptr_array_find (item->drawing->lesions, lesion, &index);
  if (is_label_before (self, item, lesion, label))
    {
      g_autofree char *plain = g_steal_pointer (&label);

      label = g_strdup_printf ("%sNo%u", plain, index + 1);
    }

  return g_strdup_printf ("derivatives/rimlight/%s/%s_label-%s_mask.nii.gz", session, item->name, label);
}

static char *
get_image_path (const RimTrainingWriter *self,
                const RimTrainingItem   *item,
                gboolean                 is_pet)
{
  g_autofree char *session = NULL;
  const char *kind = is_pet ? "pet" : NULL;

  if (self->options.layout == RIM_TRAINING_NNUNET)
    return g_strdup_printf ("%s/%s_000%d.nii.gz", g_strcmp0 (item->split, "test") == 0 ? "imagesTs" : "imagesTr",
                            item->name, is_pet);

  session = get_session_folder (item);
  if (kind == NULL)
    kind = strcmp (self->protocol->modalities[0], "CT") == 0 ? "ct" : "image";

  return g_strdup_printf ("%s/%s/%s_%s.nii.gz", session, kind, item->name, kind);
}

/* Returns: (transfer full) (nullable): the path in the draft, in a folder that exists */
static char *
make_path (const RimTrainingWriter *self,
           const char              *inner,
           GError                 **error)
{
  char *path = g_build_filename (self->folder, inner, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0777) == 0)
    return path;

  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), "%s: %s", folder, g_strerror (errno));
  g_free (path);

  return NULL;
}

/* Reading back */

static gboolean
set_different (GError     **error,
               const char  *path)
{
  g_set_error (error, RIM_EXPORT_ERROR, RIM_EXPORT_ERROR_DIFFERENT,
               _("“%s” is not the same when it is read back"), path);

  return FALSE;
}

static gboolean
compare_volumes (RimVolume   *a,
                 RimVolume   *b,
                 const char  *path,
                 GError     **error)
{
  const guint *size = rim_volume_get_grid (a)->size;
  g_autofree double *x = g_new (double, size[0]);
  g_autofree double *y = g_new (double, size[0]);

  if (!rim_grid_equal (rim_volume_get_grid (a), rim_volume_get_grid (b), GRID_TOLERANCE))
    return set_different (error, path);

  for (guint k = 0; k < size[2]; k++)
    for (guint j = 0; j < size[1]; j++)
      {
        rim_volume_read_row (a, 0, j, k, size[0], x);
        rim_volume_read_row (b, 0, j, k, size[0], y);
        if (memcmp (x, y, size[0] * sizeof *x) != 0)
          return set_different (error, path);
      }

  return TRUE;
}

static gboolean
write_volume (RimTrainingWriter *self,
              const char        *inner,
              RimVolume         *volume,
              GError           **error)
{
  g_autofree char *path = make_path (self, inner, error);
  g_autoptr(RimVolume) again = NULL;

  if (path == NULL || !rim_nifti_write (path, volume, error))
    return FALSE;
  again = rim_nifti_read (path, error);

  return again != NULL && compare_volumes (volume, again, inner, error);
}

/* Masks */

static gboolean
write_mask (RimTrainingWriter *self,
            const char        *inner,
            RimMask           *mask,
            GError           **error)
{
  g_autofree char *path = make_path (self, inner, error);
  g_autoptr(RimRoiSet) again = NULL;
  g_autoptr(RimMask) found = NULL;
  RimRoi *roi;

  if (path == NULL || !rim_nifti_write_mask (path, mask, error))
    return FALSE;
  again = rim_nifti_read_labels (path, error);
  if (again == NULL)
    return FALSE;

  roi = again->rois->len == 1 ? again->rois->pdata[0] : NULL;
  if (roi == NULL || roi->mask == NULL)
    return rim_mask_count (mask) == 0 || set_different (error, inner);
  found = rim_mask_match (roi->mask, rim_mask_get_grid (mask), GRID_TOLERANCE, error);

  return found != NULL && (rim_mask_equal (found, mask) || set_different (error, inner));
}

static gboolean
write_masks (RimTrainingWriter *self,
             RimTrainingItem   *item,
             const RimGrid     *grid,
             GError           **error)
{
  for (guint i = 0; i < item->drawing->lesions->len; i++)
    {
      RimLesion *lesion = item->drawing->lesions->pdata[i];
      g_autofree char *inner = NULL;
      g_autoptr(RimMask) mask = NULL;

      if (rim_protocol_find_target (self->protocol, lesion->name, NULL) == NULL)
        continue;
      inner = rim_training_get_mask_path (self, item, lesion);
      mask = rim_mask_match (lesion->mask, grid, GRID_TOLERANCE, error);
      if (mask == NULL || !write_mask (self, inner, mask, error))
        return FALSE;
    }

  return TRUE;
}

/* What is drawn of each target, all its lesions together. */
static GPtrArray *
unite_targets (RimTrainingWriter *self,
               RimTrainingItem   *item,
               const RimGrid     *grid,
               GError           **error)
{
  g_autoptr(GPtrArray) masks = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_mask_unref);

  for (guint t = 0; t < self->protocol->targets->len; t++)
    g_ptr_array_add (masks, rim_mask_new (grid));

  for (guint i = 0; i < item->drawing->lesions->len; i++)
    {
      RimLesion *lesion = item->drawing->lesions->pdata[i];
      g_autoptr(RimMask) mask = NULL;
      RimMask *both;
      guint t = 0;

      if (rim_protocol_find_target (self->protocol, lesion->name, &t) == NULL)
        continue;
      mask = rim_mask_match (lesion->mask, grid, GRID_TOLERANCE, error);
      if (mask == NULL)
        return NULL;
      both = rim_mask_combine (masks->pdata[t], mask, RIM_MASK_UNION);
      rim_mask_unref (masks->pdata[t]);
      masks->pdata[t] = both;
    }

  return g_steal_pointer (&masks);
}

static gboolean
check_overlaps (RimTrainingWriter *self,
                RimTrainingItem   *item,
                GPtrArray         *masks,
                GError           **error)
{
  for (guint a = 0; a < masks->len; a++)
    for (guint b = a + 1; b < masks->len; b++)
      {
        g_autoptr(RimMask) common = rim_mask_combine (masks->pdata[a], masks->pdata[b], RIM_MASK_INTERSECT);
        const gsize n = rim_mask_count (common);

        if (n == 0)
          continue;
        g_set_error (error, RIM_PROTOCOL_ERROR, RIM_PROTOCOL_ERROR_OVERLAP,
                     _("Study %s: “%s” and “%s” overlap in %zu voxels, which the protocol does not allow"),
                     item->kase->study_uid, ((RimTarget *) self->protocol->targets->pdata[a])->name,
                     ((RimTarget *) self->protocol->targets->pdata[b])->name, n);
        return FALSE;
      }

  return TRUE;
}

/* Label n is the n-th target; who is painted last has the voxel. */
static RimVolume *
paint_labels (const RimProtocol *protocol,
              GPtrArray         *masks,
              const RimGrid     *grid,
              GError           **error)
{
  g_autoptr(RimVolume) labels = rim_volume_new (grid, RIM_VOXEL_UINT8, error);

  for (guint k = 0; labels != NULL && k < grid->size[2]; k++)
    {
      guint8 *voxels = rim_volume_get_slice_for_writing (labels, k);

      memset (voxels, 0, (gsize) grid->size[0] * grid->size[1]);
      for (guint n = 0; n < masks->len; n++)
        {
          const guint t = protocol->overlaps == RIM_OVERLAP_FIRST ? masks->len - 1 - n : n;
          RimMaskSlice *slice = rim_mask_get_slice (masks->pdata[t], k);

          if (slice != NULL)
            rim_mask_slice_paint (slice, voxels, grid->size[0], (guint8) (t + 1));
        }
      rim_volume_publish_slice (labels, k);
    }

  return g_steal_pointer (&labels);
}

static gboolean
write_labels (RimTrainingWriter *self,
              RimTrainingItem   *item,
              const RimGrid     *grid,
              GError           **error)
{
  g_autoptr(GPtrArray) masks = unite_targets (self, item, grid, error);
  g_autofree char *inner = rim_training_get_mask_path (self, item, NULL);
  g_autoptr(RimVolume) labels = NULL;

  if (masks == NULL ||
      (self->protocol->overlaps == RIM_OVERLAP_REFUSE && !check_overlaps (self, item, masks, error)))
    return FALSE;
  labels = paint_labels (self->protocol, masks, grid, error);

  return labels != NULL && write_volume (self, inner, labels, error);
}

/* Images */

static gboolean
write_pet (RimTrainingWriter *self,
           RimTrainingItem   *item,
           const RimGrid     *grid,
           GError           **error)
{
  const gboolean is_needed = self->options.layout == RIM_TRAINING_NNUNET;
  g_autofree char *inner = get_image_path (self, item, TRUE);
  g_autoptr(RimVolume) pet = NULL;
  g_autoptr(RimVolume) onto = NULL;
  gint64 series_id = 0;

  if (!rim_case_find_series (item->kase, self->library, "PT", &series_id, error))
    return FALSE;
  if (series_id == 0 && is_needed)
    g_set_error (error, RIM_LIBRARY_ERROR, RIM_LIBRARY_ERROR_NOT_FOUND,
                 _("Study %s has no PET"), item->kase->study_uid);
  if (series_id == 0)
    return !is_needed;

  pet = rim_case_load_series (self->library, series_id, error);
  if (pet == NULL)
    return FALSE;
  if (!is_needed)
    return write_volume (self, inner, pet, error);
  onto = rim_volume_resample_onto (pet, grid, error);

  return onto != NULL && write_volume (self, inner, onto, error);
}

/* Writes what a case is made of and reads it back. */
gboolean
rim_training_write_images (RimTrainingWriter *self,
                           RimTrainingItem   *item,
                           GError           **error)
{
  g_autoptr(RimVolume) image = rim_case_load_series (self->library, item->drawing->series_id, error);
  g_autofree char *inner = get_image_path (self, item, FALSE);
  const RimGrid *grid;

  if (image == NULL)
    return FALSE;
  if (rim_volume_get_geometry_kind (image) != RIM_GEOMETRY_REGULAR)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   _("Study %s: the slices of its image are not even, which NIfTI cannot say"),
                   item->kase->study_uid);
      return FALSE;
    }

  grid = rim_volume_get_grid (image);
  if (!write_volume (self, inner, image, error) || (self->options.with_pet && !write_pet (self, item, grid, error)))
    return FALSE;

  return self->options.layout == RIM_TRAINING_NNUNET ? write_labels (self, item, grid, error)
                                                     : write_masks (self, item, grid, error);
}
