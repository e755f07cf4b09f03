/* rim-roi-match.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-roi-match.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "dicom/rim-dicom-header.h"

/* The image that regions are put on. */
typedef struct
{
  RimSource     *source;
  const RimGrid *grid;
  const double  *positions;
} Image;

static gboolean
refers_to_instance (RimRoiSet *set,
                    RimSource *image)
{
  g_autoptr(GHashTable) uids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint k = 0; image->slices != NULL && k < image->slices->len; k++)
    {
      char *uid = g_array_index (image->slices, RimSourceSlice, k).sop_instance_uid;

      if (uid != NULL)
        g_hash_table_add (uids, uid);
    }

  for (guint n = 0; n < set->referenced_sop_uids->len; n++)
    if (g_hash_table_contains (uids, set->referenced_sop_uids->pdata[n]))
      return TRUE;

  return FALSE;
}

static gboolean
refers_to_series (RimRoiSet *set,
                  RimSource *image)
{
  if (set->referenced_series_uid != NULL && image->series_uid != NULL)
    return strcmp (set->referenced_series_uid, image->series_uid) == 0;

  return refers_to_instance (set, image);
}

static gboolean
is_same_space (const char *uid,
               RimSource  *image)
{
  return uid != NULL && g_strcmp0 (uid, image->frame_of_reference_uid) == 0;
}

/**
 * rim_roi_get_fit:
 * @set: regions
 * @image: the source of an image
 *
 * Which image regions were drawn on is told by UIDs alone: names and dates are
 * no keys.
 *
 * Returns: how they belong together
 */
RimRoiFit
rim_roi_get_fit (RimRoiSet *set,
                 RimSource *image)
{
  g_return_val_if_fail (set != NULL && image != NULL, RIM_ROI_FIT_NONE);

  if (refers_to_series (set, image))
    return RIM_ROI_FIT_SERIES;

  if (is_same_space (set->frame_of_reference_uid, image))
    return RIM_ROI_FIT_SPACE;

  for (guint n = 0; n < set->rois->len; n++)
    if (is_same_space (((RimRoi *) set->rois->pdata[n])->frame_of_reference_uid, image))
      return RIM_ROI_FIT_SPACE;

  return RIM_ROI_FIT_NONE;
}

/* Of regions in several spaces each goes by its own. */
static gboolean
roi_fits (const RimRoi *roi,
          RimRoiSet    *set,
          RimSource    *image)
{
  const char *uid = roi->frame_of_reference_uid != NULL ? roi->frame_of_reference_uid
                                                        : set->frame_of_reference_uid;

  return is_same_space (uid, image) ||
         (refers_to_series (set, image) && g_strcmp0 (uid, set->frame_of_reference_uid) == 0);
}

static const char *
get_name (const RimRoi *roi)
{
  return roi->name != NULL ? roi->name : "";
}

static void
warn_of_raster (RimRoiSet    *set,
                const RimRoi *roi)
{
  const RimRasterReport *report = &roi->report;

  if (report->n_off_plane > 0)
    rim_roi_set_add_warning (set, _("“%s”: %u of %u contours lie on no slice of the image and are not shown"),
                             get_name (roi), report->n_off_plane, report->n_contours);
  if (report->n_outside > 0)
    rim_roi_set_add_warning (set, _("“%s”: %u of %u contours reach beyond the image"),
                             get_name (roi), report->n_outside, report->n_contours);
  if (report->n_tiny > 0)
    rim_roi_set_add_warning (set, _("“%s”: %u contours cover no centre of a voxel; alone on a slice, they take the nearest"),
                             get_name (roi), report->n_tiny);
  if (report->n_overlapping > 0)
    rim_roi_set_add_warning (set, _("“%s”: contours partly overlap on %u slices; where two lie over each other is taken as outside"),
                             get_name (roi), report->n_overlapping);
  if (report->skips_regularly)
    rim_roi_set_add_warning (set, _("“%s”: slices are left out regularly, %u in all, and stay empty"),
                             get_name (roi), report->n_gaps);
}

/* How a voxel of a mask is found in an image: the image's column is
 * offset[0] + step[0][0] * i + step[0][1] * j, its row likewise. The steps are
 * -1, 0 or 1: no voxel is interpolated.
 */
typedef struct
{
  int    step[2][2];
  gint64 offset[2];
} PlaneMap;

/* Two planes are the same where no voxel lies farther from its place than this. */
#define SAME_VOXEL 0.02

static gboolean
round_exactly (double  value,
               gint64 *whole)
{
  if (fabs (value - round (value)) > SAME_VOXEL || fabs (value) > 4.0 * RIM_GRID_MAX_SIZE)
    return FALSE;

  *whole = (gint64) llround (value);

  return TRUE;
}

/* Over the whole plane, an error of a step grows with the size. */
static gboolean
round_step (double  value,
            guint   size,
            int    *step)
{
  double whole = round (value);

  *step = (int) CLAMP (whole, -2.0, 2.0);

  return fabs (whole) <= 1.0 && fabs (value - whole) * size <= SAME_VOXEL;
}

static gboolean
find_plane_map (const RimGrid *from,
                const RimGrid *to,
                PlaneMap      *map)
{
  RimVec3 origin = rim_grid_from_patient (to, rim_affine_get_column (&from->to_patient, 3));
  RimAffine inverse;

  if (!rim_affine_invert (&to->to_patient, &inverse))
    return FALSE;

  for (guint axis = 0; axis < 2; axis++)
    {
      RimVec3 step = rim_affine_apply_vector (&inverse, rim_affine_get_column (&from->to_patient, axis));

      if (!round_step (step.x, from->size[axis], &map->step[0][axis]) ||
          !round_step (step.y, from->size[axis], &map->step[1][axis]) ||
          fabs (step.z) * from->size[axis] > SAME_VOXEL)
        return FALSE;
    }

  return abs (map->step[0][0] * map->step[1][1] - map->step[0][1] * map->step[1][0]) == 1 &&
         round_exactly (origin.x, &map->offset[0]) && round_exactly (origin.y, &map->offset[1]);
}

static double
get_position (const RimGrid *grid,
              const double  *positions,
              guint          k)
{
  if (positions != NULL)
    return positions[k];

  return rim_vec3_dot (rim_grid_get_normal (grid), rim_grid_to_patient (grid, RIM_VEC3 (0, 0, k)));
}

/* A point in the plane of slice @k of a mask, as a contour that any image can
 * look for.
 */
static int
find_slice (const RimGrid *from,
            const double  *from_positions,
            guint          k,
            const RimGrid *to,
            const double  *to_positions)
{
  RimVec3 normal = rim_grid_get_normal (from);
  RimVec3 corner = rim_grid_to_patient (from, RIM_VEC3 (0, 0, k));
  double shift = get_position (from, from_positions, k) - rim_vec3_dot (normal, corner);
  RimVec3 point = rim_vec3_add (corner, rim_vec3_scale (normal, shift));
  g_autoptr(RimContour) contour = rim_contour_new (RIM_CONTOUR_CLOSED_PLANAR, &point, 1);
  double found;
  int slice = rim_contour_find_slice (contour, to, to_positions);

  if (slice < 0)
    return -1;

  found = get_position (to, to_positions, (guint) slice) - rim_vec3_dot (rim_grid_get_normal (to), point);

  return fabs (found) <= 0.1 * fabs (rim_grid_get_slice_distance (to)) ? slice : -1;
}

static gboolean
is_plain (const PlaneMap *map,
          const RimGrid  *from,
          const RimGrid  *to)
{
  return map->step[0][0] == 1 && map->step[1][1] == 1 && map->offset[0] == 0 && map->offset[1] == 0 &&
         from->size[0] <= to->size[0] && from->size[1] <= to->size[1];
}

static gboolean
map_run (const PlaneMap *map,
         guint           j,
         RimRun          run,
         const RimGrid  *to,
         guint8         *voxels)
{
  for (guint i = run.begin; i < run.end; i++)
    {
      gint64 x = map->offset[0] + map->step[0][0] * (gint64) i + map->step[0][1] * (gint64) j;
      gint64 y = map->offset[1] + map->step[1][0] * (gint64) i + map->step[1][1] * (gint64) j;

      if (x < 0 || x >= to->size[0] || y < 0 || y >= to->size[1])
        return FALSE;

      voxels[(gsize) y * to->size[0] + (gsize) x] = 1;
    }

  return TRUE;
}

/* Returns: whether every voxel of the slice has a place in the image */
static gboolean
map_slice (const PlaneMap  *map,
           RimMaskSlice    *slice,
           const RimGrid   *to,
           RimMaskSlice   **mapped)
{
  g_autofree guint8 *voxels = g_malloc0 ((gsize) to->size[0] * to->size[1]);
  guint first_row, n_rows;

  rim_mask_slice_get_rows (slice, &first_row, &n_rows);
  for (guint j = first_row; j < first_row + n_rows; j++)
    {
      guint n_runs;
      const RimRun *runs = rim_mask_slice_get_runs (slice, j, &n_runs);

      for (guint r = 0; r < n_runs; r++)
        if (!map_run (map, j, runs[r], to, voxels))
          return FALSE;
    }

  *mapped = rim_mask_slice_new_from_bytes (voxels, to->size[0], to->size[1], to->size[0]);

  return TRUE;
}

static void
free_slices (RimMaskSlice **slices,
             guint          n_slices)
{
  for (guint k = 0; k < n_slices; k++)
    rim_mask_slice_unref (slices[k]);
  g_free (slices);
}

/**
 * rim_roi_match_mask:
 * @mask: a mask
 * @mask_positions: (nullable): the true positions of its slices
 * @grid: the grid of an image
 * @grid_positions: (nullable): the true positions of its slices
 *
 * Puts a mask on the grid of an image if its voxels are voxels of the image:
 * fewer slices, another order or direction of the axes and another extent are
 * no matter, other voxels are.
 *
 * Returns: (transfer full) (nullable): the mask on @grid, or %NULL where it
 *   cannot be there without a voxel being interpolated or lost
 */
RimMask *
rim_roi_match_mask (RimMask       *mask,
                    const double  *mask_positions,
                    const RimGrid *grid,
                    const double  *grid_positions)
{
  const RimGrid *from = rim_mask_get_grid (mask);
  RimMaskSlice **slices;
  RimMask *result = NULL;
  gboolean complete = TRUE;
  PlaneMap map;

  if (!find_plane_map (from, grid, &map))
    return NULL;

  slices = g_new0 (RimMaskSlice *, grid->size[2]);
  for (guint k = 0; k < from->size[2] && complete; k++)
    {
      RimMaskSlice *slice = rim_mask_get_slice (mask, k);
      int to = slice != NULL ? find_slice (from, mask_positions, k, grid, grid_positions) : -1;

      if (slice == NULL)
        continue;

      complete = to >= 0 && slices[to] == NULL;
      if (complete && is_plain (&map, from, grid))
        slices[to] = rim_mask_slice_ref (slice);
      else if (complete)
        complete = map_slice (&map, slice, grid, &slices[to]);
    }

  if (complete)
    {
      result = rim_mask_new_take_slices (grid, slices);
      g_free (slices);
    }
  else
    free_slices (slices, grid->size[2]);

  return result;
}

static void
match_contours (RimRoi      *roi,
                RimRoiSet   *set,
                const Image *image)
{
  g_clear_pointer (&roi->mask, rim_mask_unref);
  roi->mask = rim_contours_to_mask (roi->contours, image->grid, image->positions, &roi->report);
  warn_of_raster (set, roi);
}

static void
match_voxels (RimRoi      *roi,
              RimRoiSet   *set,
              const Image *image)
{
  RimMask *matched = rim_roi_match_mask (roi->mask, set->slice_positions, image->grid, image->positions);
  g_autofree char *geometry = NULL;

  if (matched != NULL)
    {
      rim_mask_unref (roi->mask);
      roi->mask = matched;
      return;
    }

  geometry = rim_grid_describe (rim_mask_get_grid (roi->mask));
  rim_roi_set_add_warning (set, _("“%s” is on a grid of its own (%s) and stays there"),
                           get_name (roi), geometry);
}

static gboolean
refuse (RimRoiSet  *set,
        RimSource  *image,
        GError    **error)
{
  const char *uid = set->frame_of_reference_uid;

  if (uid == NULL || image->frame_of_reference_uid == NULL)
    g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_UNSUPPORTED,
                 _("%s: does not say that it was drawn on this image, and one of them has no frame of reference"),
                 set->path != NULL ? set->path : "");
  else
    g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_UNSUPPORTED,
                 _("%s: was drawn in the frame of reference %s, and this image is in %s"),
                 set->path != NULL ? set->path : "", uid, image->frame_of_reference_uid);

  return FALSE;
}

static gboolean
match (RimRoiSet    *set,
       const Image  *image,
       GError      **error)
{
  if (rim_roi_get_fit (set, image->source) == RIM_ROI_FIT_NONE)
    return refuse (set, image->source, error);

  for (guint n = 0; n < set->rois->len; n++)
    {
      RimRoi *roi = set->rois->pdata[n];

      if (!roi_fits (roi, set, image->source))
        rim_roi_set_add_warning (set, _("“%s” was drawn in another frame of reference and is left out"),
                                 get_name (roi));
      else if (roi->contours != NULL)
        match_contours (roi, set, image);
      else if (roi->mask != NULL)
        match_voxels (roi, set, image);
    }

  return TRUE;
}

/**
 * rim_roi_match_volume:
 * @set: regions as they were read
 * @volume: the image they are to be shown on
 * @error: where to put an error
 *
 * Gives each region a mask. Contours are turned into voxels of the image; voxels
 * that are the image's own are put on its grid, others stay on theirs. The frame
 * of reference decides, then the series that the regions refer to; of regions
 * that belong to another space nobody is shown anything. What happened on the
 * way is told in the warnings of @set.
 *
 * Returns: whether the regions belong to the image
 */
gboolean
rim_roi_match_volume (RimRoiSet  *set,
                      RimVolume  *volume,
                      GError    **error)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  g_autoptr(RimSource) unknown = rim_source_new ();
  g_autofree double *positions = rim_volume_dup_slice_positions (volume);
  RimSource *source = rim_volume_get_source (volume);
  const Image image = { source != NULL ? source : unknown, grid, positions };

  g_return_val_if_fail (set != NULL, FALSE);

  return match (set, &image, error);
}

/**
 * rim_roi_match_series:
 * @set: regions as they were read
 * @series: the image, which need not be loaded
 * @error: where to put an error
 *
 * As rim_roi_match_volume().
 *
 * Returns: whether the regions belong to the image
 */
gboolean
rim_roi_match_series (RimRoiSet  *set,
                      RimSeries  *series,
                      GError    **error)
{
  Image image = { series->source, &series->grid, series->positions };

  g_return_val_if_fail (set != NULL, FALSE);

  if (series->has_grid)
    return match (set, &image, error);

  g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_UNSUPPORTED,
               _("%s: cannot be shown on images that make no volume"),
               set->path != NULL ? set->path : "");
  return FALSE;
}
