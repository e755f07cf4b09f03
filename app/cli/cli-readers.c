/* cli-readers.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-readers.h"

#include <string.h>

#include "cli-image.h"
#include "cli-mask.h"
#include "cli.h"
#include "compare/rim-mask-align.h"

static gboolean
needs_image (RimRoiSet *set)
{
  for (guint n = 0; n < set->rois->len; n++)
    if (((RimRoi *) set->rois->pdata[n])->mask != NULL)
      return FALSE;

  return set->rois->len > 0;
}

/* Labels stay on their own grid; what DICOM drew goes on that of the image. */
static RimRoiSet *
load_set (const CliReadersFrom *from,
          const char           *path,
          RimVolume            *image,
          GError              **error)
{
  g_autoptr(RimRoiSet) set = NULL;

  if (image != NULL && !cli_is_image_file (path))
    return cli_segmentation_load (path, from->threshold, image, error);

  set = cli_segmentation_read (path, from->threshold, error);
  if (set == NULL)
    return NULL;

  if (needs_image (set))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "%s: contours have no voxels; name the image that they were drawn on with --image", path);
      return NULL;
    }
  if (set->slice_positions != NULL)
    rim_roi_set_add_warning (set, "%s: the slices are not even; name the image with --image", path);
  for (guint n = 0; n < set->warnings->len; n++)
    cli_warn (set->warnings->pdata[n]);

  return g_steal_pointer (&set);
}

static const char *
find_frame (RimRoiSet *set)
{
  if (set->frame_of_reference_uid != NULL && *set->frame_of_reference_uid != '\0')
    return set->frame_of_reference_uid;

  for (guint n = 0; n < set->rois->len; n++)
    {
      const RimRoi *roi = set->rois->pdata[n];

      if (roi->frame_of_reference_uid != NULL && *roi->frame_of_reference_uid != '\0')
        return roi->frame_of_reference_uid;
    }

  return NULL;
}

static gboolean
check_frames (CliReaders  *self,
              GError     **error)
{
  g_autofree const char **frames = g_new0 (const char *, self->sets->len);

  for (guint n = 0; n < self->sets->len; n++)
    frames[n] = find_frame (self->sets->pdata[n]);

  return rim_frames_check (frames, self->sets->len, error);
}

static gboolean
load_all (CliReaders            *self,
          const CliReadersFrom  *from,
          GError               **error)
{
  if (from->image != NULL)
    {
      self->image = cli_load (from->image, from->series, NULL, NULL, error);
      if (self->image == NULL)
        return FALSE;
    }

  for (guint n = 0; from->paths[n] != NULL; n++)
    {
      RimRoiSet *set = load_set (from, from->paths[n], self->image, error);

      if (set == NULL)
        return FALSE;
      g_ptr_array_add (self->sets, set);
    }

  return check_frames (self, error);
}

/**
 * cli_readers_load:
 * @self: (out caller-allocates): gets what they drew
 * @from: where it is
 * @error: where to put an error
 *
 * Returns: whether all could be read, and lie in one frame of reference as far as
 *   files name theirs
 */
gboolean
cli_readers_load (CliReaders            *self,
                  const CliReadersFrom  *from,
                  GError               **error)
{
  self->image = NULL;
  self->sets = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_set_free);
  if (load_all (self, from, error))
    return TRUE;

  cli_readers_clear (self);

  return FALSE;
}

void
cli_readers_clear (CliReaders *self)
{
  g_clear_pointer (&self->image, rim_volume_unref);
  g_clear_pointer (&self->sets, g_ptr_array_unref);
}

/* Returns: (transfer container) (element-type RimRoi): the regions of a reader that
 *   have voxels
 */
GPtrArray *
cli_readers_list (CliReaders *self,
                  guint       reader)
{
  RimRoiSet *set = self->sets->pdata[reader];
  GPtrArray *rois = g_ptr_array_new ();

  for (guint n = 0; n < set->rois->len; n++)
    if (((RimRoi *) set->rois->pdata[n])->mask != NULL)
      g_ptr_array_add (rois, set->rois->pdata[n]);

  return rois;
}

/* Returns: whether a region, which may be %NULL, has the name or number @wanted */
gboolean
cli_roi_is (const RimRoi *roi,
            const char   *wanted)
{
  g_autofree char *number = roi != NULL ? g_strdup_printf ("%u", roi->number) : NULL;

  return roi != NULL && (g_strcmp0 (roi->name, wanted) == 0 || strcmp (number, wanted) == 0);
}
