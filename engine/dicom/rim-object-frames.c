/* rim-object-frames.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-object-private.h"

#include <math.h>

#define TAG RIM_DCM_TAG

#define DIMENSION_UID TAG (0x0020, 0x9164)

/**
 * rim_object_put_organization:
 * @dataset: a data set
 * @uid: of its dimensions
 *
 * Says that frames are counted along dimensions.
 */
void
rim_object_put_organization (RimDcmItem *dataset,
                             const char *uid)
{
  RimDcmItem *organization = rim_dcm_item_add_item (dataset, TAG (0x0020, 0x9221));

  rim_dcm_item_put_string (organization, DIMENSION_UID, uid);
}

/**
 * rim_object_put_dimension:
 * @dataset: a data set
 * @uid: of its dimensions
 * @pointer: the tag that differs along this one
 * @group: the functional group that it is in
 * @label: what a user may call it
 *
 * Adds a dimension, in the order of Dimension Index Values.
 */
void
rim_object_put_dimension (RimDcmItem *dataset,
                          const char *uid,
                          guint32     pointer,
                          guint32     group,
                          const char *label)
{
  RimDcmItem *item = rim_dcm_item_add_item (dataset, TAG (0x0020, 0x9222));

  rim_dcm_item_put_string (item, DIMENSION_UID, uid);
  rim_dcm_item_put_tag (item, TAG (0x0020, 0x9165), pointer);
  rim_dcm_item_put_tag (item, TAG (0x0020, 0x9167), group);
  rim_dcm_item_put_string (item, TAG (0x0020, 0x9421), label);
}

/**
 * rim_object_put_grid:
 * @groups: the shared functional groups
 * @grid: the grid of the image
 *
 * Puts orientation, pixel spacing and the distance of slices.
 */
void
rim_object_put_grid (RimDcmItem    *groups,
                     const RimGrid *grid)
{
  RimDcmItem *orientation = rim_dcm_item_add_item (groups, TAG (0x0020, 0x9116));
  RimDcmItem *measures = rim_dcm_item_add_item (groups, TAG (0x0028, 0x9110));
  RimVec3 row = rim_affine_get_column (&grid->to_patient, 0);
  RimVec3 column = rim_affine_get_column (&grid->to_patient, 1);
  double spacing[2] = { rim_grid_get_spacing (grid, 1), rim_grid_get_spacing (grid, 0) };
  double distance = fabs (rim_grid_get_slice_distance (grid));

  rim_vec3_normalize (&row);
  rim_vec3_normalize (&column);
  rim_dcm_item_put_doubles (orientation, TAG (0x0020, 0x0037),
                            (double[]) { row.x, row.y, row.z, column.x, column.y, column.z }, 6);
  rim_dcm_item_put_double (measures, TAG (0x0018, 0x0050), distance);
  rim_dcm_item_put_double (measures, TAG (0x0018, 0x0088), distance);
  rim_dcm_item_put_doubles (measures, TAG (0x0028, 0x0030), spacing, 2);
}

static const RimSourceSlice *
get_source_slice (RimSource     *image,
                  const RimGrid *grid,
                  guint          k)
{
  const RimSourceSlice *slice;

  if (image->slices == NULL || image->slices->len != grid->size[2])
    return NULL;

  slice = &g_array_index (image->slices, RimSourceSlice, k);

  return slice->sop_instance_uid != NULL ? slice : NULL;
}

/**
 * rim_object_put_derivation:
 * @groups: the functional groups of a frame
 * @image: what the object was made of
 * @grid: its grid
 * @k: the slice of the frame
 * @how: what was done
 *
 * Says which slice of the image a frame was made of, where that is known.
 */
void
rim_object_put_derivation (RimDcmItem    *groups,
                           RimSource     *image,
                           const RimGrid *grid,
                           guint          k,
                           const RimCode *how)
{
  static const RimCode purpose = { "121322", "DCM", "Source image for image processing operation" };
  const RimSourceSlice *slice = get_source_slice (image, grid, k);
  RimDcmItem *derivation;
  RimDcmItem *source;

  if (slice == NULL)
    return;

  derivation = rim_dcm_item_add_item (groups, TAG (0x0008, 0x9124));
  rim_object_put_code (derivation, TAG (0x0008, 0x9215), how);
  rim_object_put_image (derivation, TAG (0x0008, 0x2112), image, slice->sop_instance_uid, slice->frame);
  source = rim_dcm_item_get_item (derivation, TAG (0x0008, 0x2112), 0);
  rim_object_put_code (source, TAG (0x0040, 0xa170), &purpose);
}

/**
 * rim_object_put_references:
 * @dataset: a data set
 * @image: what the object was made of
 * @grid: its grid
 * @series_uid: of its series
 *
 * Lists the instances of the image, where they are known.
 */
void
rim_object_put_references (RimDcmItem    *dataset,
                           RimSource     *image,
                           const RimGrid *grid,
                           const char    *series_uid)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  RimDcmItem *series;

  if (get_source_slice (image, grid, 0) == NULL)
    return;

  series = rim_dcm_item_add_item (dataset, TAG (0x0008, 0x1115));
  rim_dcm_item_put_string (series, TAG (0x0020, 0x000e), series_uid);

  for (guint k = 0; k < image->slices->len; k++)
    {
      char *uid = g_array_index (image->slices, RimSourceSlice, k).sop_instance_uid;

      if (uid != NULL && g_hash_table_add (seen, uid))
        rim_object_put_image (series, TAG (0x0008, 0x114a), image, uid, 0);
    }
}
