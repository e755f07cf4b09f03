/* rim-nrrd-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rim-nrrd.h"
#include "rim-voxels-private.h"

G_BEGIN_DECLS

/**
 * RimNrrdHeader:
 * @grid: where the voxels lie, in LPS mm
 * @layout: how they lie in the file
 * @n_layers: how many images the file has
 * @interleaved: whether their voxels stand beside each other, not image after
 *   image
 * @data_path: (nullable): the file of the voxels, if it is another one
 * @data_offset: where the header ends
 * @line_skip: lines before the voxels
 * @byte_skip: bytes before the voxels, -1 to count from the end
 * @keys: key/value pairs, by key
 *
 * What a NRRD header says that an image needs.
 */
typedef struct
{
  RimGrid            grid;
  RimVoxelLayout     layout;
  RimReaderEncoding  encoding;
  gsize              n_layers;
  gboolean           interleaved;
  char              *data_path;
  goffset            data_offset;
  guint64            line_skip;
  gint64             byte_skip;
  RimUnit            unit;
  GHashTable        *keys;
  GPtrArray         *warnings;
} RimNrrdHeader;

/* How a number of the header is spelt. */
typedef struct
{
  const char  *name;
  RimVoxelType type;
  gsize        size;
  gboolean     whole;
  gboolean     is_signed;
} RimNrrdType;

RimNrrdHeader *rim_nrrd_header_read  (const char     *path,
                                      GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void           rim_nrrd_header_free  (RimNrrdHeader  *self);
const char    *rim_nrrd_type_to_name (RimVoxelType type);
GString       *rim_nrrd_header_make  (const RimGrid  *grid,
                                      RimVoxelType    type,
                                      gboolean        gzip,
                                      const char     *data_file) G_GNUC_WARN_UNUSED_RESULT;

/* Slicer's Segment keys. */
RimRoiSet     *rim_nrrd_segments_apply (RimNrrdHeader  *header,
                                        GPtrArray      *layers) G_GNUC_WARN_UNUSED_RESULT;
void           rim_nrrd_segments_make  (GPtrArray      *rois,
                                        GString        *header);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimNrrdHeader, rim_nrrd_header_free)

G_END_DECLS
