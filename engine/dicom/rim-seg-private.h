/* rim-seg-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dicom/rim-dcm.h"
#include "dicom/rim-seg.h"

G_BEGIN_DECLS

/**
 * RimSegKind:
 *
 * Segmentation Type (0062,0001).
 */
typedef enum
{
  RIM_SEG_BINARY,
  RIM_SEG_FRACTIONAL,
  RIM_SEG_LABELMAP,
} RimSegKind;

/**
 * RimSegFrame:
 * @segment: the number of its segment; 0 in a label map
 * @k: its slice on the grid
 *
 * One frame of a segmentation.
 */
typedef struct
{
  guint   segment;
  RimVec3 position;
  RimVec3 row;
  RimVec3 column;
  double  row_spacing;
  double  column_spacing;
  double  slice_spacing;     /* NAN where the file does not say */
  double  thickness;         /* NAN where the file does not say */
  double  distance;          /* along the normal, mm */
  guint   k;
} RimSegFrame;

/**
 * RimSegFile:
 * @max_value: what a fraction of 1 is stored as
 * @padding: the value of a label map that is no segment, or -1
 *
 * A segmentation being read.
 */
typedef struct
{
  const char  *path;
  RimDcmFile  *file;
  RimDcmItem  *dataset;
  RimSegKind   kind;
  guint        rows;
  guint        columns;
  guint        bits_allocated;
  guint        max_value;
  gint64       padding;
  guint        n_frames;
  RimSegFrame *frames;
  RimGrid      grid;
  double      *slice_positions;
} RimSegFile;

/**
 * RimSegPiece:
 * @segment: a segment
 * @slice: its voxels on one frame
 */
typedef struct
{
  guint         segment;
  RimMaskSlice *slice;
} RimSegPiece;

gboolean rim_seg_read_frames (RimSegFile  *self,
                              GError     **error);
gboolean rim_seg_lay_out     (RimSegFile  *self,
                              GError     **error);
GArray **rim_seg_read_pixels (RimSegFile  *self,
                              double       threshold,
                              GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void     rim_seg_free_pieces (GArray     **pieces);

void     rim_cielab_from_rgb (const guint8 rgb[3],
                              guint16      lab[3]);
void     rim_cielab_to_rgb   (const guint16 lab[3],
                              guint8        rgb[3]);

G_END_DECLS
