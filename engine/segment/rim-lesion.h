/* rim-lesion.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "segment/rim-review.h"
#include "volume/rim-roi.h"

G_BEGIN_DECLS

/**
 * RimLesion:
 * @id: a UUID that never changes; the key
 * @name: what the user calls it
 * @description: (nullable): how it was made, or what its file says of it
 * @type: RT ROI Interpreted Type, such as GTV
 * @color: sRGB
 * @locked: whether tools leave it alone
 * @category: Segmented Property Category; empty where none is known, as the next two
 * @property: Segmented Property Type
 * @region: where in the body
 * @tracking_id: (nullable): Tracking ID
 * @tracking_uid: (nullable): Tracking UID, the same for one lesion at several times
 * @roi_number: ROI Number or Segment Number of the file it came with; 0 for none
 * @review: how far it is, what it counts as, what is said of it and who signed it
 * @mask: its voxels, on the grid it was drawn on
 * @contours: (nullable) (element-type RimContour): the contours it came with
 * @contour_slices: (nullable) (element-type int): for each of @contours the
 *   slice it lies on, or -1
 * @imported: (nullable): the mask that @contours gave; a slice on which @mask
 *   still equals it is written and drawn with the contours as they came
 *
 * One contoured structure as it is at one moment: immutable and reference
 * counted, so that an edit is a pair of lesions and costs what differs.
 */
typedef struct
{
  RimRefCount      ref_count;
  char            *id;
  char            *name;
  char            *description;
  char            *type;
  guint8           color[3];
  gboolean         locked;
  RimCode          category;
  RimCode          property;
  RimCode          region;
  char            *tracking_id;
  char            *tracking_uid;
  guint            roi_number;
  RimReview        review;
  RimMask         *mask;
  GPtrArray       *contours;
  GArray          *contour_slices;
  RimMask         *imported;
} RimLesion;

#define RIM_TYPE_LESION (rim_lesion_get_type ())

GType      rim_lesion_get_type   (void);
RimLesion *rim_lesion_new        (const char    *name,
                                  RimMask       *mask) G_GNUC_WARN_UNUSED_RESULT;
RimLesion *rim_lesion_new_like   (RimLesion     *model,
                                  const char    *name,
                                  RimMask       *mask) G_GNUC_WARN_UNUSED_RESULT;
RimLesion *rim_lesion_new_from_roi (RimRoi      *roi) G_GNUC_WARN_UNUSED_RESULT;
RimLesion *rim_lesion_new_from_roi_at (RimRoi       *roi,
                                       const double *slice_positions) G_GNUC_WARN_UNUSED_RESULT;
RimRoi    *rim_lesion_to_roi     (RimLesion     *self) G_GNUC_WARN_UNUSED_RESULT;
RimLesion *rim_lesion_ref        (RimLesion     *self);
void       rim_lesion_unref      (RimLesion     *self);
gboolean   rim_lesion_equal      (RimLesion     *a,
                                  RimLesion     *b);
void       rim_lesion_get_palette_color (guint  index,
                                         guint8 color[3]);

/* Each gives a lesion that differs in one thing and shares the rest. */
RimLesion *rim_lesion_with_mask   (RimLesion    *self,
                                   RimMask      *mask) G_GNUC_WARN_UNUSED_RESULT;
RimLesion *rim_lesion_with_name   (RimLesion    *self,
                                   const char   *name) G_GNUC_WARN_UNUSED_RESULT;
RimLesion *rim_lesion_with_color  (RimLesion    *self,
                                   const guint8  color[3]) G_GNUC_WARN_UNUSED_RESULT;
RimLesion *rim_lesion_with_type   (RimLesion    *self,
                                   const char   *type) G_GNUC_WARN_UNUSED_RESULT;
RimLesion *rim_lesion_with_locked (RimLesion    *self,
                                   gboolean      locked) G_GNUC_WARN_UNUSED_RESULT;

gboolean   rim_lesion_is_slice_untouched (RimLesion *self,
                                          guint      k);
GPtrArray *rim_lesion_get_slice_contours (RimLesion *self,
                                          guint      k) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimLesion, rim_lesion_unref)

G_END_DECLS
