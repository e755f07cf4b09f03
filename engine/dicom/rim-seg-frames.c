/* rim-seg-frames.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-seg-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

#include "core/rim-compare.h"
#include "dicom/rim-dicom-header.h"

#define TAG RIM_DCM_TAG

#define SHARED_GROUPS      TAG (0x5200, 0x9229)
#define PER_FRAME_GROUPS   TAG (0x5200, 0x9230)
#define PLANE_POSITION     TAG (0x0020, 0x9113)
#define PLANE_ORIENTATION  TAG (0x0020, 0x9116)
#define PIXEL_MEASURES     TAG (0x0028, 0x9110)
#define SEGMENT_ID         TAG (0x0062, 0x000a)

/* Cosines and spacings that differ by less are the same. */
#define SAME 1e-4

/* Positions that differ by less, in slices, are the same; frames that lie
 * farther from their place are not on an even grid.
 */
#define SAME_POSITION 0.01
#define UNEVEN        (1.0 / 3.0)

static gboolean
refuse (const RimSegFile  *self,
        GError           **error,
        const char        *why)
{
  g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_DAMAGED, "%s: %s", self->path, why);

  return FALSE;
}

static gboolean
refuse_unsupported (const RimSegFile  *self,
                    GError           **error,
                    const char        *why)
{
  g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_UNSUPPORTED, "%s: %s", self->path, why);

  return FALSE;
}

/* A functional group is the frame's own or, failing that, shared by all. */
static RimDcmItem *
find_group (RimDcmItem *frame,
            RimDcmItem *shared,
            guint32     tag)
{
  RimDcmItem *group = frame != NULL ? rim_dcm_item_get_item (frame, tag, 0) : NULL;

  return group == NULL && shared != NULL ? rim_dcm_item_get_item (shared, tag, 0) : group;
}

static gboolean
read_measures (RimSegFrame *frame,
               RimDcmItem  *measures)
{
  double spacing[2];

  if (measures == NULL || !rim_dcm_item_get_doubles (measures, TAG (0x0028, 0x0030), spacing, 2) ||
      !(spacing[0] > 0.0 && spacing[1] > 0.0))
    return FALSE;

  frame->row_spacing = spacing[0];
  frame->column_spacing = spacing[1];
  frame->slice_spacing = fabs (rim_dcm_item_get_double_or (measures, TAG (0x0018, 0x0088), NAN));
  frame->thickness = fabs (rim_dcm_item_get_double_or (measures, TAG (0x0018, 0x0050), NAN));

  return TRUE;
}

static gboolean
read_plane (RimSegFrame *frame,
            RimDcmItem  *position,
            RimDcmItem  *orientation)
{
  double p[3], o[6];

  if (position == NULL || orientation == NULL ||
      !rim_dcm_item_get_doubles (position, TAG (0x0020, 0x0032), p, 3) ||
      !rim_dcm_item_get_doubles (orientation, TAG (0x0020, 0x0037), o, 6))
    return FALSE;

  frame->position = RIM_VEC3 (p[0], p[1], p[2]);
  frame->row = RIM_VEC3 (o[0], o[1], o[2]);
  frame->column = RIM_VEC3 (o[3], o[4], o[5]);

  return rim_vec3_normalize (&frame->row) && rim_vec3_normalize (&frame->column) &&
         fabs (rim_vec3_dot (frame->row, frame->column)) < 0.01;
}

static gboolean
read_segment (const RimSegFile *self,
              RimSegFrame      *frame,
              RimDcmItem       *identification)
{
  gint64 segment;

  if (self->kind == RIM_SEG_LABELMAP)
    return TRUE;

  segment = identification != NULL
    ? rim_dcm_item_get_int_or (identification, TAG (0x0062, 0x000b), -1)
    : -1;
  frame->segment = (guint) segment;

  return segment >= 0 && segment <= G_MAXUINT16;
}

/**
 * rim_seg_read_frames:
 * @self: a segmentation whose image attributes are known
 * @error: where to put an error
 *
 * Reads where each frame lies and what it segments, from its own functional
 * groups or from the shared ones.
 *
 * Returns: whether every frame says so
 */
gboolean
rim_seg_read_frames (RimSegFile  *self,
                     GError     **error)
{
  RimDcmItem *shared = rim_dcm_item_get_item (self->dataset, SHARED_GROUPS, 0);
  guint n_groups = rim_dcm_item_get_n_items (self->dataset, PER_FRAME_GROUPS);

  if (self->n_frames > MAX (n_groups, 1))
    return refuse (self, error, _("it has fewer functional groups than frames"));

  self->frames = g_new0 (RimSegFrame, self->n_frames);
  for (guint f = 0; f < self->n_frames; f++)
    {
      RimDcmItem *own = rim_dcm_item_get_item (self->dataset, PER_FRAME_GROUPS, f);
      RimSegFrame *frame = &self->frames[f];

      if (!read_plane (frame, find_group (own, shared, PLANE_POSITION),
                       find_group (own, shared, PLANE_ORIENTATION)))
        return refuse (self, error, _("a frame does not say where it lies"));
      if (!read_measures (frame, find_group (own, shared, PIXEL_MEASURES)))
        return refuse (self, error, _("a frame does not say how large its pixels are"));
      if (!read_segment (self, frame, find_group (own, shared, SEGMENT_ID)))
        return refuse (self, error, _("a frame does not say which segment it shows"));
    }

  return TRUE;
}

static gboolean
is_close (RimVec3 a,
          RimVec3 b)
{
  return fabs (a.x - b.x) <= SAME && fabs (a.y - b.y) <= SAME && fabs (a.z - b.z) <= SAME;
}

static gboolean
check_planes (RimSegFile  *self,
              RimVec3     *normal,
              GError     **error)
{
  const RimSegFrame *first = &self->frames[0];

  for (guint f = 1; f < self->n_frames; f++)
    {
      const RimSegFrame *frame = &self->frames[f];

      if (!is_close (frame->row, first->row) || !is_close (frame->column, first->column))
        return refuse_unsupported (self, error, _("its frames are not parallel"));
      if (fabs (frame->row_spacing / first->row_spacing - 1.0) > SAME ||
          fabs (frame->column_spacing / first->column_spacing - 1.0) > SAME)
        return refuse_unsupported (self, error, _("its frames have pixels of different sizes"));
    }

  *normal = rim_vec3_cross (first->row, first->column);
  rim_vec3_normalize (normal);
  for (guint f = 0; f < self->n_frames; f++)
    self->frames[f].distance = rim_vec3_dot (self->frames[f].position, *normal);

  return TRUE;
}

/* The distances of the frames, sorted, each once. */
static double *
find_planes (const RimSegFile *self,
             double            tolerance,
             guint            *n_planes)
{
  double *planes = g_new (double, self->n_frames);
  guint n = 0;

  for (guint f = 0; f < self->n_frames; f++)
    planes[f] = self->frames[f].distance;
  qsort (planes, self->n_frames, sizeof *planes, rim_compare_doubles);

  for (guint f = 0; f < self->n_frames; f++)
    if (n == 0 || planes[f] - planes[n - 1] > tolerance)
      planes[n++] = planes[f];
  *n_planes = n;

  return planes;
}

static double
measure_residual (const double *planes,
                  guint         n_planes,
                  double        step)
{
  double residual = 0.0;

  for (guint p = 0; p < n_planes; p++)
    {
      double at = (planes[p] - planes[0]) / step;

      residual = MAX (residual, fabs (at - round (at)));
    }

  return residual;
}

static double
find_median_gap (const double *planes,
                 guint         n_planes)
{
  g_autofree double *gaps = g_new (double, n_planes - 1);

  for (guint p = 0; p + 1 < n_planes; p++)
    gaps[p] = planes[p + 1] - planes[p];
  qsort (gaps, n_planes - 1, sizeof *gaps, rim_compare_doubles);

  return gaps[(n_planes - 1) / 2];
}

/* Frames may be left out, so the distance between two of them may be several
 * slices: what the file says is taken if the frames agree with it.
 */
static double
find_step (const RimSegFile *self,
           const double     *planes,
           guint             n_planes)
{
  const RimSegFrame *frame = &self->frames[0];
  double said = isfinite (frame->slice_spacing) && frame->slice_spacing > 0.0 ? frame->slice_spacing : NAN;
  double median;

  if (n_planes == 1)
    {
      if (isfinite (said))
        return said;

      return isfinite (frame->thickness) && frame->thickness > 0.0 ? frame->thickness : 1.0;
    }

  if (isfinite (said) && measure_residual (planes, n_planes, said) <= 0.1)
    {
      double n_steps = round ((planes[n_planes - 1] - planes[0]) / said);

      return n_steps > 0.0 ? (planes[n_planes - 1] - planes[0]) / n_steps : said;
    }

  median = find_median_gap (planes, n_planes);

  return (planes[n_planes - 1] - planes[0]) / MAX (round ((planes[n_planes - 1] - planes[0]) / median), 1.0);
}

static guint
find_rank (const double *planes,
           guint         n_planes,
           double        distance)
{
  guint low = 0;
  guint high = n_planes;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (planes[middle] <= distance)
        low = middle;
      else
        high = middle;
    }

  return low;
}

static void
number_slices (RimSegFile   *self,
               const double *planes,
               guint         n_planes,
               double        step)
{
  gboolean even = measure_residual (planes, n_planes, step) <= UNEVEN;
  guint n_slices = 0;

  /* An even grid must not put two planes on one slice. */
  for (guint p = 0; p + 1 < n_planes && even; p++)
    even = round ((planes[p + 1] - planes[0]) / step) > round ((planes[p] - planes[0]) / step);

  for (guint f = 0; f < self->n_frames; f++)
    {
      double distance = self->frames[f].distance;
      double k = even ? round ((distance - planes[0]) / step) : find_rank (planes, n_planes, distance);

      self->frames[f].k = (guint) CLAMP (k, 0.0, RIM_GRID_MAX_SIZE);
      n_slices = MAX (n_slices, self->frames[f].k + 1);
    }

  self->grid.size[2] = n_slices;
  if (!even)
    self->slice_positions = g_memdup2 (planes, n_planes * sizeof *planes);
}

/* The way from slice to slice: along the normal, but for a tilted gantry. */
static RimVec3
find_step_vector (const RimSegFile *self,
                  RimVec3           normal,
                  double            step)
{
  const RimSegFrame *first = &self->frames[0];
  const RimSegFrame *last = &self->frames[0];
  RimVec3 way, aside;

  for (guint f = 1; f < self->n_frames; f++)
    {
      const RimSegFrame *frame = &self->frames[f];

      first = frame->distance < first->distance ? frame : first;
      last = frame->distance > last->distance ? frame : last;
    }

  if (last->k == first->k)
    return rim_vec3_scale (normal, step);

  way = rim_vec3_scale (rim_vec3_sub (last->position, first->position),
                        step / (last->distance - first->distance));
  aside = rim_vec3_sub (way, rim_vec3_scale (normal, rim_vec3_dot (way, normal)));

  /* Rounded positions make no tilt. */
  if (rim_vec3_length (aside) < SAME * step)
    return rim_vec3_scale (normal, step);

  return rim_vec3_add (rim_vec3_scale (normal, step), aside);
}

static gboolean
check_offsets (const RimSegFile  *self,
               GError           **error)
{
  for (guint f = 0; f < self->n_frames; f++)
    {
      RimVec3 index = rim_grid_from_patient (&self->grid, self->frames[f].position);

      if (fabs (index.x) > 0.1 || fabs (index.y) > 0.1)
        return refuse_unsupported (self, error, _("its frames are shifted within their planes"));
    }

  return TRUE;
}

/**
 * rim_seg_lay_out:
 * @self: a segmentation whose frames are known
 * @error: where to put an error
 *
 * Finds the grid that the frames lie on, by their own positions and never by
 * their order: frames that were left out stay empty, and those that lie at uneven
 * distances are numbered in order and keep their true positions.
 *
 * Returns: whether there is such a grid
 */
gboolean
rim_seg_lay_out (RimSegFile  *self,
                 GError     **error)
{
  g_autofree double *planes = NULL;
  const RimSegFrame *first;
  double step, tolerance;
  RimVec3 normal;
  guint n_planes;

  if (!check_planes (self, &normal, error))
    return FALSE;

  first = &self->frames[0];
  tolerance = SAME_POSITION * (first->slice_spacing > 0.0 ? first->slice_spacing : 1.0);
  planes = find_planes (self, MIN (tolerance, 0.01), &n_planes);
  step = find_step (self, planes, n_planes);

  self->grid.size[0] = self->columns;
  self->grid.size[1] = self->rows;
  number_slices (self, planes, n_planes, step);

  for (guint f = 1; f < self->n_frames; f++)
    first = self->frames[f].k < first->k ? &self->frames[f] : first;

  rim_affine_set_column (&self->grid.to_patient, 0, rim_vec3_scale (first->row, first->column_spacing));
  rim_affine_set_column (&self->grid.to_patient, 1, rim_vec3_scale (first->column, first->row_spacing));
  rim_affine_set_column (&self->grid.to_patient, 2, find_step_vector (self, normal, step));
  rim_affine_set_column (&self->grid.to_patient, 3, first->position);

  if (!rim_grid_is_valid (&self->grid))
    return refuse (self, error, _("its frames do not lie on a grid of sensible size"));

  return check_offsets (self, error);
}
