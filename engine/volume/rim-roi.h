/* rim-roi.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-contour.h"

G_BEGIN_DECLS

/**
 * RimCode:
 *
 * A coded concept (DICOM PS3.3 8.8): value, scheme and meaning.
 */
typedef struct
{
  char *value;
  char *scheme;
  char *meaning;
} RimCode;

/**
 * RimRoi:
 * @number: ROI Number or Segment Number, unique in its file; the key
 * @contours: (nullable) (element-type RimContour): as the file had them
 * @mask: (nullable): its voxels
 * @probability: whether a threshold was applied to make @mask of fractions
 *
 * A region of interest on its way between a file and a segmentation: what an
 * RTSTRUCT's ROI, a SEG's segment or a label of a NIfTI has in common. Names
 * are never keys. Owned by one holder; plain data.
 */
typedef struct
{
  guint           number;
  char           *name;
  char           *description;
  char           *interpreted_type; /* GTV, ORGAN … (3006,00A4) */
  gboolean        has_color;
  guint8          color[3];      /* sRGB */
  RimCode         category;
  RimCode         type;
  RimCode         region;
  char           *tracking_id;
  char           *tracking_uid;
  char           *algorithm;     /* MANUAL, SEMIAUTOMATIC, AUTOMATIC */
  char           *frame_of_reference_uid;
  GPtrArray      *contours;
  RimMask        *mask;
  gboolean        probability;
  RimRasterReport report;
} RimRoi;

/**
 * RimRoiSet:
 *
 * The regions of one file with what they refer to.
 *
 * Where @slice_positions is not %NULL, the masks are on a grid whose slices are
 * not even: slice k lies at slice_positions[k] along the normal, LPS mm.
 */
typedef struct
{
  GPtrArray *rois;               /* of RimRoi */
  char      *path;
  char      *label;
  char      *sop_instance_uid;
  char      *series_uid;         /* of the file itself */
  char      *study_uid;
  char      *frame_of_reference_uid;
  char      *referenced_series_uid;
  GPtrArray *referenced_sop_uids; /* of char * */
  double    *slice_positions;
  GPtrArray *warnings;           /* of char *, whole sentences */
} RimRoiSet;

RimRoi    *rim_roi_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void       rim_roi_free     (RimRoi    *self);
void       rim_code_clear   (RimCode   *self);
void       rim_code_set     (RimCode    *self,
                             const char *value,
                             const char *scheme,
                             const char *meaning);
RimRoiSet *rim_roi_set_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void       rim_roi_set_free (RimRoiSet *self);
void       rim_roi_set_add_warning (RimRoiSet  *self,
                                    const char *format,
                                    ...) G_GNUC_PRINTF (2, 3);
RimRoi    *rim_roi_set_find (RimRoiSet  *self,
                             const char *name_or_number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimRoi, rim_roi_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimRoiSet, rim_roi_set_free)

G_END_DECLS
