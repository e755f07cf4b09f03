/* rim-pmap.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dicom/rim-series.h"
#include "volume/rim-roi.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * RimPmapOptions:
 * @label: what the map shows, short: "glcm_Contrast"
 * @explanation: (nullable): the same in a sentence, with its settings
 * @unit: the unit of its values (UCUM)
 * @image: the image it was made of
 *
 * What a parametric map says of itself.
 */
typedef struct
{
  const char *label;
  const char *explanation;
  RimCode     unit;
  RimSource  *image;
} RimPmapOptions;

/**
 * RimPmapAbout:
 * @title: what it shows, as the file says it to people: the quantity, else its label
 * @explanation: (nullable): more of it
 * @unit: (nullable): of its values, as it is written beside a number; %NULL where it has none
 *
 * What a parametric map that somebody made says of itself. Owned by the holder.
 */
typedef struct
{
  char *title;
  char *explanation;
  char *unit;
} RimPmapAbout;

gboolean      rim_pmap_write      (const char            *path,
                                   RimVolume             *map,
                                   const RimPmapOptions  *options,
                                   GError               **error);
RimPmapAbout *rim_pmap_read_about (const char            *path,
                                   GError               **error) G_GNUC_WARN_UNUSED_RESULT;
RimVolume    *rim_pmap_load       (RimSeries             *series,
                                   GCancellable          *cancellable,
                                   GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void          rim_pmap_about_free (RimPmapAbout          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimPmapAbout, rim_pmap_about_free)

G_END_DECLS
