/* rim-dicom-header.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "core/rim-affine.h"
#include "core/rim-ref-count.h"

G_BEGIN_DECLS

/**
 * RimDicomError:
 * @RIM_DICOM_ERROR_FAILED: the file cannot be opened or written
 * @RIM_DICOM_ERROR_NOT_DICOM: it is no DICOM file
 * @RIM_DICOM_ERROR_DAMAGED: it is cut short, contradicts itself or lacks what
 *   it must have
 * @RIM_DICOM_ERROR_UNSUPPORTED: it is sound, but nothing here reads it
 */
typedef enum
{
  RIM_DICOM_ERROR_FAILED,
  RIM_DICOM_ERROR_NOT_DICOM,
  RIM_DICOM_ERROR_DAMAGED,
  RIM_DICOM_ERROR_UNSUPPORTED,
} RimDicomError;

#define RIM_DICOM_ERROR (rim_dicom_error_quark ())

GQuark rim_dicom_error_quark (void);

/**
 * RimDicomFrame:
 *
 * What the geometry and the values of one frame need.
 */
typedef struct
{
  gboolean has_position;
  RimVec3  position;          /* centre of the first voxel, LPS mm */
  gboolean has_orientation;
  RimVec3  row;               /* direction of growing column index, unit */
  RimVec3  column;            /* direction of growing row index, unit */
  double   row_spacing;       /* between rows, mm */
  double   column_spacing;    /* between columns, mm */
  gboolean has_rescale;
  double   slope;
  double   intercept;
  char    *rescale_type;          /* such as "HU" */
  char    *acquisition_datetime;
  double   frame_reference_time;  /* ms, NAN when absent */
  double   frame_duration;        /* ms, NAN when absent */
  char    *stack;
  char    *dimensions;            /* its indices that are not of space */
  int      temporal_index;
} RimDicomFrame;

/**
 * RimDicomHeader:
 *
 * One DICOM instance without its pixels, strings in UTF-8. Absent strings are
 * %NULL. Immutable once read; reference counted.
 */
typedef struct _RimDicomHeader RimDicomHeader;
struct _RimDicomHeader
{
  RimRefCount      ref_count;
  char            *path;
  goffset          file_size;
  gint64           file_mtime;       /* microseconds */

  char            *damage;           /* why it was not read to its end */

  char            *transfer_syntax;
  char            *sop_class_uid;
  char            *sop_instance_uid;
  char            *study_uid;
  char            *series_uid;
  char            *frame_of_reference_uid;
  char            *position_reference_indicator;
  char            *patient_id;
  char            *patient_name;
  char            *patient_birth_date;
  char            *patient_sex;
  double           patient_weight;
  double           patient_height;
  char            *study_date;
  char            *study_time;
  char            *study_id;
  char            *study_description;
  char            *accession_number;
  char            *referring_physician;
  char            *series_date;
  char            *series_time;
  char            *series_description;
  char            *modality;
  char            *image_type;       /* backslash separated */
  char            *manufacturer;
  int              series_number;
  int              instance_number;
  int              acquisition_number;
  char            *acquisition_time;
  char            *temporal_position;
  char            *echo_number;
  char            *content_time;
  char            *photometric;
  char            *window_center;    /* these four: backslash separated */
  char            *window_width;
  char            *window_explanation;
  char            *voi_lut_function;
  double           slice_thickness;  /* mm, NAN when absent */
  gboolean         is_enhanced;      /* has functional groups */
  gboolean         is_localizer;

  guint            rows;
  guint            columns;
  guint            samples_per_pixel;
  guint            planar_configuration;
  guint            bits_allocated;
  guint            bits_stored;
  guint            high_bit;
  gboolean         is_signed;
  gboolean         has_pixels;
  gboolean         encapsulated;
  gboolean         float_pixels;     /* 32 or 64 by bits_allocated */
  gboolean         has_modality_lut;
  gboolean         has_padding;
  double           padding_low;      /* stored values */
  double           padding_high;
  goffset          pixel_offset;     /* of native little-endian pixels, else -1 */
  guint64          pixel_length;

  guint            n_frames;
  RimDicomFrame   *frames;
  gpointer         pet;              /* RimPetHeader of a PET instance, or NULL */
};

RimDicomHeader *rim_dicom_header_read  (const char      *path,
                                        GError         **error) G_GNUC_WARN_UNUSED_RESULT;
RimDicomHeader *rim_dicom_header_ref   (RimDicomHeader  *self);
void            rim_dicom_header_unref (RimDicomHeader  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimDicomHeader, rim_dicom_header_unref)

G_END_DECLS
