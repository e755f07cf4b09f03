/* cli-readers.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "compare/rim-roi-pairs.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * CliReaders:
 * @image: (nullable): the image they drew on
 * @sets: (element-type RimRoiSet): the file of each reader
 *
 * What several readers drew on one patient. Owned by the holder.
 */
typedef struct
{
  RimVolume *image;
  GPtrArray *sets;
} CliReaders;

/**
 * CliReadersFrom:
 * @paths: (array zero-terminated=1): the file of each reader
 * @image: (nullable): the path of the image, which an RTSTRUCT needs
 * @series: (nullable): which series under it
 * @threshold: from which fraction on a voxel of a SEG is in
 */
typedef struct
{
  const char *const *paths;
  const char        *image;
  const char        *series;
  double             threshold;
} CliReadersFrom;

gboolean   cli_readers_load  (CliReaders           *self,
                              const CliReadersFrom *from,
                              GError              **error);
void       cli_readers_clear (CliReaders           *self);
GPtrArray *cli_readers_list  (CliReaders           *self,
                              guint                 reader) G_GNUC_WARN_UNUSED_RESULT;
gboolean   cli_roi_is        (const RimRoi         *roi,
                              const char           *wanted);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliReaders, cli_readers_clear)

G_END_DECLS
