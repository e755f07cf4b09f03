/* rim-object-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dicom/rim-dcm.h"
#include "volume/rim-roi.h"
#include "volume/rim-source.h"

G_BEGIN_DECLS

/* What the DICOM objects that we write have in common. */

#define RIM_UID_CT_IMAGE       "1.2.840.10008.5.1.4.1.1.2"
#define RIM_UID_RTSTRUCT       "1.2.840.10008.5.1.4.1.1.481.3"
#define RIM_UID_SEG            "1.2.840.10008.5.1.4.1.1.66.4"
#define RIM_UID_PARAMETRIC_MAP "1.2.840.10008.5.1.4.1.1.30"
#define RIM_UID_LABELMAP_SEG   "1.2.840.10008.5.1.4.1.1.66.7"

/**
 * RimObjectNames:
 *
 * The UIDs that an object needs even where the image has none.
 */
typedef struct
{
  char *study_uid;
  char *series_uid;
  char *frame_of_reference_uid;
} RimObjectNames;

void      rim_object_names_init  (RimObjectNames *self,
                                  RimSource      *image);
void      rim_object_names_clear (RimObjectNames *self);

void      rim_object_put_common  (RimDcmItem     *dataset,
                                  RimSource      *image,
                                  RimObjectNames *names,
                                  const char     *sop_class_uid,
                                  const char     *modality,
                                  const char     *description);
void      rim_object_put_date    (RimDcmItem     *dataset,
                                  guint32         date_tag,
                                  guint32         time_tag,
                                  GDateTime      *when);
void      rim_object_put_text    (RimDcmItem     *item,
                                  guint32         tag,
                                  const char     *text,
                                  gsize           max_characters);
void      rim_object_put_code    (RimDcmItem     *item,
                                  guint32         tag,
                                  const RimCode  *code);
void      rim_object_get_code    (RimDcmItem     *item,
                                  guint32         tag,
                                  RimCode        *code);
void      rim_object_put_image   (RimDcmItem     *item,
                                  guint32         tag,
                                  RimSource      *image,
                                  const char     *sop_instance_uid,
                                  guint           frame);
char     *rim_object_dup_string  (RimDcmItem     *item,
                                  guint32         sequence,
                                  guint32         tag) G_GNUC_WARN_UNUSED_RESULT;
void      rim_object_number_rois (GPtrArray      *rois,
                                  guint           first,
                                  guint          *numbers);

/* rim-object-frames.c: what multi-frame objects have in common */

#define RIM_OBJECT_SHARED_GROUPS RIM_DCM_TAG (0x5200, 0x9229)
#define RIM_OBJECT_FRAME_GROUPS  RIM_DCM_TAG (0x5200, 0x9230)

void      rim_object_put_organization (RimDcmItem    *dataset,
                                       const char    *uid);
void      rim_object_put_dimension    (RimDcmItem    *dataset,
                                       const char    *uid,
                                       guint32        pointer,
                                       guint32        group,
                                       const char    *label);
void      rim_object_put_grid         (RimDcmItem    *groups,
                                       const RimGrid *grid);
void      rim_object_put_derivation   (RimDcmItem    *groups,
                                       RimSource     *image,
                                       const RimGrid *grid,
                                       guint          k,
                                       const RimCode *how);
void      rim_object_put_references   (RimDcmItem    *dataset,
                                       RimSource     *image,
                                       const RimGrid *grid,
                                       const char    *series_uid);

G_END_DECLS
