/* rim-sr-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dicom/rim-object-private.h"
#include "dicom/rim-sr.h"

G_BEGIN_DECLS

#define RIM_UID_COMPREHENSIVE_3D_SR "1.2.840.10008.5.1.4.1.1.88.34"

#define RIM_SR_OWN_SCHEME "99RIMLIGHT"

/* Tags of content items (PS3.3 C.17.3) */
#define RIM_SR_CONTENT       RIM_DCM_TAG (0x0040, 0xa730)
#define RIM_SR_RELATIONSHIP  RIM_DCM_TAG (0x0040, 0xa010)
#define RIM_SR_VALUE_TYPE    RIM_DCM_TAG (0x0040, 0xa040)
#define RIM_SR_CONCEPT       RIM_DCM_TAG (0x0040, 0xa043)
#define RIM_SR_TEXT          RIM_DCM_TAG (0x0040, 0xa160)
#define RIM_SR_CODE          RIM_DCM_TAG (0x0040, 0xa168)
#define RIM_SR_PERSON        RIM_DCM_TAG (0x0040, 0xa123)
#define RIM_SR_UID           RIM_DCM_TAG (0x0040, 0xa124)
#define RIM_SR_DATE_TIME     RIM_DCM_TAG (0x0040, 0xa032)
#define RIM_SR_MEASURED      RIM_DCM_TAG (0x0040, 0xa300)
#define RIM_SR_NUMBER        RIM_DCM_TAG (0x0040, 0xa30a)
#define RIM_SR_DOUBLE        RIM_DCM_TAG (0x0040, 0xa161)
#define RIM_SR_UNIT          RIM_DCM_TAG (0x0040, 0x08ea)
#define RIM_SR_GRAPHIC_DATA  RIM_DCM_TAG (0x0070, 0x0022)
#define RIM_SR_GRAPHIC_TYPE  RIM_DCM_TAG (0x0070, 0x0023)
#define RIM_SR_FRAME_OF_REFERENCE RIM_DCM_TAG (0x3006, 0x0024)
#define RIM_SR_REFERENCED_SOP RIM_DCM_TAG (0x0008, 0x1199)

/* Concepts by value */
#define RIM_SR_REPORT           "126000"
#define RIM_SR_MEASUREMENTS     "126010"
#define RIM_SR_GROUP            "125007"
#define RIM_SR_TRACKING_ID      "112039"
#define RIM_SR_TRACKING_UID     "112040"
#define RIM_SR_OBSERVER_NAME    "121008"
#define RIM_SR_METHOD           "370129005"
#define RIM_SR_SOURCE_SERIES    "121232"
#define RIM_SR_MODALITY         "121139"
#define RIM_SR_REGION           "111030"
#define RIM_SR_COMMENT          "121106"
#define RIM_SR_DERIVATION       "121401"
#define RIM_SR_FINDING          "121071"
#define RIM_SR_OWN_LABEL        "label"
#define RIM_SR_OWN_LESION       "lesion"
#define RIM_SR_OWN_NORMAL       "plane-normal"
#define RIM_SR_OWN_VALUES_OF    "values-of"

char *rim_sr_uid_from_uuid (const char *uuid) G_GNUC_WARN_UNUSED_RESULT;
char *rim_sr_uuid_from_uid (const char *uid) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
