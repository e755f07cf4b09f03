/* rim-library-import-private.h
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
 * RimImportFile:
 * @header: (nullable): what it says, for DICOM
 * @image: (nullable): what it says, for other formats
 * @rois: (nullable): its regions, for RTSTRUCT and SEG
 * @copy_path: (nullable): the copy that the library keeps
 *
 * One file that is to be added.
 */
typedef struct
{
  char           *path;
  goffset         size;
  gint64          mtime;
  RimDicomHeader *header;
  RimSource      *image;
  RimRoiSet      *rois;
  RimSeriesKind   roi_kind;
  char           *copy_path;
  goffset         copy_size;
  gint64          copy_mtime;
} RimImportFile;

/**
 * RimImportSeries:
 * @headers: (element-type RimDicomHeader): all of the series that are known
 * @groups: (element-type RimSeries): what they make, newly worked out
 * @files: (element-type RimImportFile): those of them to be added
 *
 * One series with files to be added.
 */
typedef struct
{
  char      *study_uid;
  char      *series_uid;
  GPtrArray *headers;
  GPtrArray *groups;
  GPtrArray *files;
} RimImportSeries;

/**
 * RimImportBatch:
 *
 * What goes into one transaction.
 */
typedef struct
{
  GPtrArray *series;       /* of RimImportSeries */
  guint      n_added;
  guint      n_known;
} RimImportBatch;

const char *rim_import_get_study_uid   (RimDicomHeader   *header);
const char *rim_import_get_series_uid  (RimDicomHeader   *header);
const char *rim_import_get_uid         (RimDicomHeader   *header);
gboolean    rim_import_stat            (const char       *path,
                                        goffset          *size,
                                        gint64           *mtime);
gboolean    rim_import_store           (RimDb            *db,
                                        gpointer          batch,
                                        GError          **error);
gboolean    rim_import_copy            (RimLibrary       *library,
                                        RimImportSeries  *series,
                                        RimImportFile    *file,
                                        GError          **error);
GPtrArray  *rim_library_find_paths     (RimLibrary       *self,
                                        const char       *study_uid,
                                        const char       *series_uid,
                                        guint            *n_missing,
                                        GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
