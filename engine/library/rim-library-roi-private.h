/* rim-library-roi-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rim-library-private.h"
#include "volume/rim-roi.h"

G_BEGIN_DECLS

/**
 * RimRoiImport:
 * @uid: SOP Instance UID of the set
 * @path: the file it came from
 * @lesions: (nullable) (element-type RimLesion): its regions on the image
 * @measurements: (nullable) (element-type RimMeasurement): what a report has measured
 *   there
 *
 * A set of regions, or a report, that an image's segmentation does not have yet.
 */
typedef struct
{
  char      *uid;
  char      *path;
  GPtrArray *lesions;
  GPtrArray *measurements;
} RimRoiImport;

void       rim_roi_import_free           (gpointer data);
RimRoiSet *rim_library_read_roi_file     (const char       *path,
                                          RimSeriesKind     kind,
                                          GError          **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *rim_library_read_new_roi_sets (RimLibrary       *self,
                                          gint64            segmentation_id,
                                          const char       *study_uid,
                                          const char       *series_uid,
                                          guint             part,
                                          RimSegmentation  *segmentation) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *rim_library_read_new_reports  (RimLibrary       *self,
                                          gint64            segmentation_id,
                                          const char       *study_uid,
                                          const char       *series_uid,
                                          guint             part,
                                          RimSegmentation  *segmentation) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
