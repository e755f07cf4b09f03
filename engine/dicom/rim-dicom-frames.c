/* rim-dicom-frames.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-dicom-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#define NUMBER_OF_FRAMES        RIM_DCM_TAG (0x0028, 0x0008)
#define POSITION                RIM_DCM_TAG (0x0020, 0x0032)
#define ORIENTATION             RIM_DCM_TAG (0x0020, 0x0037)
#define PIXEL_SPACING           RIM_DCM_TAG (0x0028, 0x0030)
#define IMAGER_PIXEL_SPACING    RIM_DCM_TAG (0x0018, 0x1164)
#define INTERCEPT               RIM_DCM_TAG (0x0028, 0x1052)
#define SLOPE                   RIM_DCM_TAG (0x0028, 0x1053)
#define RESCALE_TYPE            RIM_DCM_TAG (0x0028, 0x1054)
#define ACQUISITION_DATETIME    RIM_DCM_TAG (0x0008, 0x002a)
#define FRAME_REFERENCE_TIME    RIM_DCM_TAG (0x0054, 0x1300)
#define FRAME_DURATION          RIM_DCM_TAG (0x0018, 0x1242)
#define GRID_FRAME_OFFSETS      RIM_DCM_TAG (0x3004, 0x000c)
#define DOSE_GRID_SCALING       RIM_DCM_TAG (0x3004, 0x000e)
#define DETECTOR_SEQUENCE       RIM_DCM_TAG (0x0054, 0x0022)
#define SPACING_BETWEEN_SLICES  RIM_DCM_TAG (0x0018, 0x0088)

#define SHARED_GROUPS           RIM_DCM_TAG (0x5200, 0x9229)
#define PER_FRAME_GROUPS        RIM_DCM_TAG (0x5200, 0x9230)
#define PLANE_POSITION          RIM_DCM_TAG (0x0020, 0x9113)
#define PLANE_ORIENTATION       RIM_DCM_TAG (0x0020, 0x9116)
#define PIXEL_MEASURES          RIM_DCM_TAG (0x0028, 0x9110)
#define VALUE_TRANSFORMATION    RIM_DCM_TAG (0x0028, 0x9145)
#define REAL_WORLD_MAPPING      RIM_DCM_TAG (0x0040, 0x9096)
#define REAL_WORLD_INTERCEPT    RIM_DCM_TAG (0x0040, 0x9224)
#define REAL_WORLD_SLOPE        RIM_DCM_TAG (0x0040, 0x9225)
#define FRAME_VOI_LUT           RIM_DCM_TAG (0x0028, 0x9132)
#define WINDOW_CENTER           RIM_DCM_TAG (0x0028, 0x1050)
#define WINDOW_WIDTH            RIM_DCM_TAG (0x0028, 0x1051)
#define WINDOW_EXPLANATION      RIM_DCM_TAG (0x0028, 0x1055)
#define VOI_LUT_FUNCTION        RIM_DCM_TAG (0x0028, 0x1056)
#define FRAME_CONTENT           RIM_DCM_TAG (0x0020, 0x9111)
#define STACK_ID                RIM_DCM_TAG (0x0020, 0x9056)
#define TEMPORAL_INDEX          RIM_DCM_TAG (0x0020, 0x9128)
#define FRAME_DATETIME          RIM_DCM_TAG (0x0018, 0x9074)
#define FRAME_DURATION_FD       RIM_DCM_TAG (0x0018, 0x9220)
#define DIMENSION_VALUES        RIM_DCM_TAG (0x0020, 0x9157)
#define DIMENSION_INDEX         RIM_DCM_TAG (0x0020, 0x9222)
#define DIMENSION_POINTER       RIM_DCM_TAG (0x0020, 0x9165)
#define IN_STACK_POSITION       RIM_DCM_TAG (0x0020, 0x9057)

#define MAX_DIMENSIONS 16

/* What the frames of one instance are read from. */
typedef struct
{
  RimDicomHeader *header;
  RimDcmItem     *dataset;
  RimDcmItem     *shared;
  guint           n_dimensions;
  gboolean        is_spatial[MAX_DIMENSIONS];
} Reader;

static void
init_frame (RimDicomFrame *frame)
{
  frame->row_spacing = NAN;
  frame->column_spacing = NAN;
  frame->slope = 1.0;
  frame->frame_reference_time = NAN;
  frame->frame_duration = NAN;
}

static void
read_position (RimDicomFrame *frame,
               RimDcmItem    *item)
{
  double v[3];

  frame->has_position = rim_dcm_item_get_doubles (item, POSITION, v, 3);
  if (frame->has_position)
    frame->position = RIM_VEC3 (v[0], v[1], v[2]);
}

/* Cosines are written rounded, or not quite at right angles: they are made
 * unit vectors, and refused where they span no plane.
 */
static void
read_orientation (RimDicomFrame *frame,
                  RimDcmItem    *item)
{
  double v[6];
  RimVec3 normal;

  if (!rim_dcm_item_get_doubles (item, ORIENTATION, v, 6))
    return;

  frame->row = RIM_VEC3 (v[0], v[1], v[2]);
  frame->column = RIM_VEC3 (v[3], v[4], v[5]);

  if (!rim_vec3_normalize (&frame->row) || !rim_vec3_normalize (&frame->column))
    return;

  normal = rim_vec3_cross (frame->row, frame->column);
  frame->has_orientation = rim_vec3_length (normal) > 0.5;
}

static gboolean
read_spacing_at (RimDicomFrame *frame,
                 RimDcmItem    *item,
                 guint32        tag)
{
  double v[2];

  if (!rim_dcm_item_get_doubles (item, tag, v, 2) || v[0] <= 0.0 || v[1] <= 0.0)
    return FALSE;

  frame->row_spacing = v[0];
  frame->column_spacing = v[1];

  return TRUE;
}

static void
read_rescale (RimDicomFrame *frame,
              RimDcmItem    *item)
{
  double slope;

  if (!rim_dcm_item_get_double (item, SLOPE, 0, &slope) || slope == 0.0)
    return;

  frame->has_rescale = TRUE;
  frame->slope = slope;
  frame->intercept = rim_dcm_item_get_double_or (item, INTERCEPT, 0.0);
  g_free (frame->rescale_type);
  frame->rescale_type = rim_dcm_item_dup_string (item, RESCALE_TYPE);
}

/* Some PET say here, and nowhere else, what a stored value is in the world. Parametric
 * maps do, too; a transformation beside it is one for the screen.
 */
static void
read_real_world (Reader        *reader,
                 RimDicomFrame *frame,
                 RimDcmItem    *item)
{
  double slope;

  if ((frame->has_rescale && !rim_dicom_header_is_map (reader->header)) ||
      !rim_dcm_item_get_double (item, REAL_WORLD_SLOPE, 0, &slope) || slope == 0.0)
    return;

  frame->has_rescale = TRUE;
  frame->slope = slope;
  frame->intercept = rim_dcm_item_get_double_or (item, REAL_WORLD_INTERCEPT, 0.0);
}

static void
read_plain_frame (RimDicomFrame *frame,
                  RimDcmItem    *dataset)
{
  double scaling;

  read_position (frame, dataset);
  read_orientation (frame, dataset);
  read_rescale (frame, dataset);

  if (!read_spacing_at (frame, dataset, PIXEL_SPACING))
    read_spacing_at (frame, dataset, IMAGER_PIXEL_SPACING);

  if (rim_dcm_item_get_double (dataset, DOSE_GRID_SCALING, 0, &scaling) && scaling > 0.0)
    {
      frame->has_rescale = TRUE;
      frame->slope = scaling;
    }

  frame->acquisition_datetime = rim_dcm_item_dup_string (dataset, ACQUISITION_DATETIME);
  frame->frame_reference_time = rim_dcm_item_get_double_or (dataset, FRAME_REFERENCE_TIME, NAN);
  frame->frame_duration = rim_dcm_item_get_double_or (dataset, FRAME_DURATION, NAN);
}

/* Nuclear medicine keeps position and orientation in the item of the detector. */
static void
read_detector (RimDicomFrame *frame,
               RimDcmItem    *dataset)
{
  RimDcmItem *detector = rim_dcm_item_get_item (dataset, DETECTOR_SEQUENCE, 0);

  if (detector == NULL)
    return;

  if (!frame->has_position)
    read_position (frame, detector);

  if (!frame->has_orientation)
    read_orientation (frame, detector);
}

static void
copy_frame (RimDicomFrame       *frame,
            const RimDicomFrame *first)
{
  *frame = *first;
  frame->rescale_type = g_strdup (first->rescale_type);
  frame->acquisition_datetime = g_strdup (first->acquisition_datetime);
  frame->stack = NULL;
  frame->dimensions = NULL;
}

/* How far each frame of an old multi-frame instance lies along the normal:
 * a list for doses, an even step for tomograms; else it has no position.
 */
static void
place_old_frames (Reader *reader)
{
  RimDicomHeader *self = reader->header;
  RimDicomFrame *first = &self->frames[0];
  g_autofree double *offsets = NULL;
  gsize n_offsets;
  double step = rim_dcm_item_get_double_or (reader->dataset, SPACING_BETWEEN_SLICES, 0.0);
  RimVec3 normal = rim_vec3_cross (first->row, first->column);

  offsets = rim_dcm_item_dup_doubles (reader->dataset, GRID_FRAME_OFFSETS, &n_offsets);

  for (guint i = self->n_frames; i-- > 1;)
    {
      RimDicomFrame *frame = &self->frames[i];
      double distance = i * step;

      copy_frame (frame, first);
      if (n_offsets == self->n_frames)
        distance = offsets[i] - offsets[0];

      frame->has_position = first->has_position && first->has_orientation && distance != 0.0;
      frame->position = rim_vec3_add (first->position, rim_vec3_scale (normal, distance));
    }
}

static void
read_old_frames (Reader *reader)
{
  RimDicomHeader *self = reader->header;

  init_frame (&self->frames[0]);
  read_plain_frame (&self->frames[0], reader->dataset);
  read_detector (&self->frames[0], reader->dataset);

  if (self->n_frames > 1)
    place_old_frames (reader);
}

/* A functional group is the frame's own, else the one that all share. */
static RimDcmItem *
find_group (Reader     *reader,
            RimDcmItem *own,
            guint32     tag)
{
  RimDcmItem *item = own != NULL ? rim_dcm_item_get_item (own, tag, 0) : NULL;

  if (item == NULL && reader->shared != NULL)
    item = rim_dcm_item_get_item (reader->shared, tag, 0);

  return item;
}

static char *
dup_dimensions (Reader     *reader,
                RimDcmItem *content)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < reader->n_dimensions; i++)
    {
      gint64 value;

      if (!reader->is_spatial[i] && rim_dcm_item_get_int (content, DIMENSION_VALUES, i, &value))
        g_string_append_printf (text, "%u:%" G_GINT64_FORMAT " ", i, value);
    }

  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static void
read_content (Reader        *reader,
              RimDicomFrame *frame,
              RimDcmItem    *content)
{
  gint64 index = rim_dcm_item_get_int_or (content, TEMPORAL_INDEX, 0);
  char *datetime = rim_dcm_item_dup_string (content, FRAME_DATETIME);

  frame->stack = rim_dcm_item_dup_string (content, STACK_ID);
  frame->dimensions = dup_dimensions (reader, content);
  frame->temporal_index = (int) CLAMP (index, 0, G_MAXINT);
  frame->frame_duration = rim_dcm_item_get_double_or (content, FRAME_DURATION_FD,
                                                      frame->frame_duration);
  if (datetime != NULL)
    {
      g_free (frame->acquisition_datetime);
      frame->acquisition_datetime = datetime;
    }
}

static void
read_enhanced_frame (Reader        *reader,
                     RimDicomFrame *frame,
                     RimDcmItem    *own)
{
  RimDcmItem *item;

  if ((item = find_group (reader, own, PLANE_POSITION)) != NULL)
    read_position (frame, item);

  if ((item = find_group (reader, own, PLANE_ORIENTATION)) != NULL)
    read_orientation (frame, item);

  if ((item = find_group (reader, own, PIXEL_MEASURES)) != NULL)
    read_spacing_at (frame, item, PIXEL_SPACING);

  if ((item = find_group (reader, own, VALUE_TRANSFORMATION)) != NULL)
    read_rescale (frame, item);

  if ((item = find_group (reader, own, REAL_WORLD_MAPPING)) != NULL)
    read_real_world (reader, frame, item);

  if ((item = find_group (reader, own, FRAME_CONTENT)) != NULL)
    read_content (reader, frame, item);
}

/* Which dimensions only say where a frame lies. */
static void
read_dimension_index (Reader *reader)
{
  guint n = rim_dcm_item_get_n_items (reader->dataset, DIMENSION_INDEX);

  reader->n_dimensions = MIN (n, MAX_DIMENSIONS);

  for (guint i = 0; i < reader->n_dimensions; i++)
    {
      RimDcmItem *item = rim_dcm_item_get_item (reader->dataset, DIMENSION_INDEX, i);
      guint32 tag = 0;

      if (item != NULL)
        rim_dcm_item_get_tag (item, DIMENSION_POINTER, 0, &tag);

      reader->is_spatial[i] = tag == IN_STACK_POSITION || tag == POSITION || tag == STACK_ID;
    }
}

/* Windows of an enhanced instance stand with its frames; those of the first
 * serve all.
 */
static void
read_frame_windows (Reader *reader)
{
  RimDicomHeader *self = reader->header;
  RimDcmItem *own = rim_dcm_item_get_item (reader->dataset, PER_FRAME_GROUPS, 0);
  RimDcmItem *item = find_group (reader, own, FRAME_VOI_LUT);

  if (item == NULL || self->window_center != NULL || self->window_width != NULL)
    return;

  g_free (self->window_explanation);
  g_free (self->voi_lut_function);
  self->window_center = rim_dcm_item_dup_string (item, WINDOW_CENTER);
  self->window_width = rim_dcm_item_dup_string (item, WINDOW_WIDTH);
  self->window_explanation = rim_dcm_item_dup_string (item, WINDOW_EXPLANATION);
  self->voi_lut_function = rim_dcm_item_dup_string (item, VOI_LUT_FUNCTION);
}

static void
read_enhanced_frames (Reader *reader)
{
  RimDicomHeader *self = reader->header;
  RimDcmItem *shared = rim_dcm_item_get_item (reader->dataset, SHARED_GROUPS, 0);

  self->is_enhanced = TRUE;
  reader->shared = shared;
  read_dimension_index (reader);
  read_frame_windows (reader);

  for (guint i = 0; i < self->n_frames; i++)
    {
      RimDicomFrame *frame = &self->frames[i];

      init_frame (frame);
      read_plain_frame (frame, reader->dataset);
      read_enhanced_frame (reader, frame,
                           rim_dcm_item_get_item (reader->dataset, PER_FRAME_GROUPS, i));
    }
}

/* Whether so many frames can be: each of a native image takes its share of the
 * pixels, each of a compressed one an item of at least eight bytes.
 */
static gboolean
check_n_frames (RimDicomHeader  *self,
                gint64           n_frames,
                GError         **error)
{
  guint64 bytes = self->encapsulated ? (guint64) self->file_size : self->pixel_length;
  guint64 bits = self->encapsulated ? 64
                 : (guint64) self->rows * self->columns * MAX (self->bits_allocated, 1);

  if (n_frames <= 1 || (self->has_pixels && bits > 0 &&
                        (guint64) n_frames <= bytes * 8 / bits + 1 &&
                        n_frames <= G_MAXINT32 / 2))
    return TRUE;

  g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_DAMAGED,
               _("%s: it says it has %" PRId64 " frames, more than the file can hold"),
               self->path, n_frames);
  return FALSE;
}

/**
 * rim_dicom_read_frames:
 * @self: a header whose other fields are read
 * @dataset: what to read from
 * @error: where to put an error
 *
 * Reads what each frame has of its own: where it lies, what its values mean,
 * when it was taken.
 *
 * Returns: whether the frames can be as many as the file says
 */
gboolean
rim_dicom_read_frames (RimDicomHeader  *self,
                       RimDcmItem      *dataset,
                       GError         **error)
{
  Reader reader = { .header = self, .dataset = dataset };
  gint64 n_frames = rim_dcm_item_get_int_or (dataset, NUMBER_OF_FRAMES, 1);

  if (self->has_pixels && !check_n_frames (self, n_frames, error))
    return FALSE;

  self->n_frames = self->has_pixels ? (guint) MAX (n_frames, 1) : 1;
  self->frames = g_new0 (RimDicomFrame, self->n_frames);

  if (rim_dcm_item_get_n_items (dataset, PER_FRAME_GROUPS) > 0)
    read_enhanced_frames (&reader);
  else
    read_old_frames (&reader);

  return TRUE;
}
