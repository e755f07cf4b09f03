/* rim-sr.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-measurement.h"
#include "volume/rim-roi.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

#define RIM_SR_ERROR (rim_sr_error_quark ())

/**
 * RimSrError:
 * @RIM_SR_ERROR_FORMAT: not a structured report, or damaged
 * @RIM_SR_ERROR_NOTHING: a report without measurements that can be placed
 */
typedef enum
{
  RIM_SR_ERROR_FORMAT,
  RIM_SR_ERROR_NOTHING,
} RimSrError;

/**
 * RimSrValue:
 * @quantity: what it is, such as (410668003, SCT, "Length")
 * @derivation: (nullable strings): of what it is, such as (373098007, SCT, "Mean")
 * @unit: in UCUM
 * @value: the number
 * @first: the first of the measurement's points that it is inferred from
 * @n: how many of them; 0 where the whole region is
 *
 * One number of a measurement.
 */
typedef struct
{
  RimCode quantity;
  RimCode derivation;
  RimCode unit;
  double  value;
  guint   first;
  guint   n;
} RimSrValue;

/**
 * RimSrGroup:
 * @measurement: (transfer full): what was drawn
 * @values: (element-type RimSrValue): its numbers
 *
 * A measurement group: what was drawn and what it says.
 */
typedef struct
{
  RimMeasurement *measurement;
  GArray         *values;
} RimSrGroup;

/**
 * RimSrReport:
 * @groups: (element-type RimSrGroup): in the order of the file
 * @warnings: (element-type utf8): whole sentences
 */
typedef struct
{
  GPtrArray *groups;
  GPtrArray *warnings;
} RimSrReport;

GQuark       rim_sr_error_quark  (void);
RimSrGroup  *rim_sr_group_new    (RimMeasurement *measurement) G_GNUC_WARN_UNUSED_RESULT;
void         rim_sr_group_free   (RimSrGroup     *self);
RimSrValue  *rim_sr_group_add    (RimSrGroup     *self,
                                  double          value);
gboolean     rim_sr_group_equal  (RimSrGroup     *written,
                                  RimSrGroup     *read);
void         rim_sr_report_free  (RimSrReport    *self);
gboolean     rim_sr_write        (const char     *path,
                                  GPtrArray      *groups,
                                  GPtrArray      *images,
                                  GError        **error);
RimSrReport *rim_sr_read         (const char     *path,
                                  GPtrArray      *images,
                                  GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimSrGroup, rim_sr_group_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimSrReport, rim_sr_report_free)

G_END_DECLS
