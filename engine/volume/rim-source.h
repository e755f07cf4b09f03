/* rim-source.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "core/rim-ref-count.h"

G_BEGIN_DECLS

/**
 * RimSourceSlice:
 * @sop_instance_uid: the DICOM instance it comes from, or %NULL
 * @path: the file, or %NULL
 * @frame: the frame within the instance, from 1; 0 in a single-frame instance
 * @number: Instance Number, in a multi-frame instance that of the frame; 0 where it
 *   is not known
 *
 * Where one slice of a volume comes from.
 */
typedef struct
{
  char  *sop_instance_uid;
  char  *path;
  guint  frame;
  guint  number;
} RimSourceSlice;

/**
 * RimSourceWindow:
 * @center: as RimWindow (view/rim-render.h) has it, in the unit of the volume
 * @width: the same
 * @name: (nullable): what the file says it is for
 *
 * A window that the file proposes.
 */
typedef struct
{
  double  center;
  double  width;
  char   *name;
} RimSourceWindow;

/**
 * RimSource:
 *
 * Who and what an image shows: the patient, study, series and instances, as the
 * files say, in UTF-8. Any string may be %NULL. Dates are DICOM DA (YYYYMMDD),
 * times DICOM TM. Filled by its maker, then immutable and shared.
 */
typedef struct
{
  RimRefCount      ref_count;

  char            *patient_id;
  char            *patient_name;
  char            *patient_birth_date;
  char            *patient_sex;
  double           patient_weight;   /* kg, 0 when unknown */
  double           patient_height;   /* m, 0 when unknown */

  char            *study_uid;
  char            *study_id;
  char            *study_date;
  char            *study_time;
  char            *study_description;
  char            *accession_number;
  char            *referring_physician;

  char            *series_uid;
  guint            series_part;      /* 0, or which part of a series that was split */
  int              series_number;
  char            *series_date;
  char            *series_time;
  char            *series_description;
  char            *modality;
  char            *sop_class_uid;
  char            *frame_of_reference_uid;
  char            *position_reference_indicator;

  GArray          *slices;           /* of RimSourceSlice, one per k, or empty */
  GArray          *windows;          /* of RimSourceWindow, in the file's order */
  GPtrArray       *warnings;         /* of char *, whole sentences */
} RimSource;

#define RIM_TYPE_SOURCE (rim_source_get_type ())

GType      rim_source_get_type    (void);
RimSource *rim_source_new         (void) G_GNUC_WARN_UNUSED_RESULT;
RimSource *rim_source_copy        (RimSource  *self) G_GNUC_WARN_UNUSED_RESULT;
RimSource *rim_source_ref         (RimSource  *self);
void       rim_source_unref       (RimSource  *self);
void       rim_source_add_slice   (RimSource  *self,
                                   const char *sop_instance_uid,
                                   const char *path,
                                   guint       frame,
                                   guint       number);
void       rim_source_add_window  (RimSource  *self,
                                   double      center,
                                   double      width,
                                   const char *name);
void       rim_source_clear_windows (RimSource *self);
void       rim_source_add_warning (RimSource  *self,
                                   const char *format,
                                   ...) G_GNUC_PRINTF (2, 3);
const RimSourceSlice *rim_source_get_slice (RimSource *self,
                                            guint      k);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimSource, rim_source_unref)

G_END_DECLS
