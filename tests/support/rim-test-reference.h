/* rim-test-reference.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-family.h"

G_BEGIN_DECLS

/**
 * RimTestTable:
 * @header: (array zero-terminated=1): the names of the columns
 * @rows: (element-type GStrv): the fields of each row
 *
 * A table of published values, as it stands in its file.
 */
typedef struct
{
  char      **header;
  GPtrArray  *rows;
} RimTestTable;

/**
 * RimTestIbsi:
 * @value: as published
 * @tolerance: as published
 *
 * A value of the IBSI's tables.
 */
typedef struct
{
  double value;
  double tolerance;
} RimTestIbsi;

RimTestTable *rim_test_table_load_or_skip (const char         *relative) G_GNUC_WARN_UNUSED_RESULT;
void          rim_test_table_free         (RimTestTable       *self);
const char   *rim_test_table_get          (const RimTestTable *self,
                                           guint               row,
                                           const char         *column);
gboolean      rim_test_find_pyradiomics   (const RimTestTable *self,
                                           const char         *image_type,
                                           const char         *feature_class,
                                           const char         *feature,
                                           double             *value);
gboolean      rim_test_find_ibsi          (const RimTestTable *self,
                                           const char         *dataset,
                                           const char         *tag,
                                           const char         *aggregation,
                                           RimTestIbsi        *reference);
gboolean      rim_test_ibsi_accepts       (const RimTestIbsi  *self,
                                           double              value);
const char   *rim_test_ibsi_aggregation   (RimAggregation aggregation,
                                           gboolean       has_directions);
double        rim_test_relative_difference (double actual,
                                            double expected);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimTestTable, rim_test_table_free)

G_END_DECLS
