/* rim-test-values.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimTestValues:
 * @header: (array zero-terminated=1): the names of the columns
 * @rows: (element-type GStrv): the fields of each row
 * @used: which rows were asked for by name
 *
 * A table of values that another program gave, in the sources of the tests.
 */
typedef struct
{
  char      **header;
  GPtrArray  *rows;
  gboolean   *used;
} RimTestValues;

RimTestValues *rim_test_values_load       (const char          *relative) G_GNUC_WARN_UNUSED_RESULT;
void           rim_test_values_free       (RimTestValues       *self);
double         rim_test_values_get_number (const RimTestValues *self,
                                           guint                row,
                                           const char          *column);
double        *rim_test_values_get_column (const RimTestValues *self,
                                           const char          *column) G_GNUC_WARN_UNUSED_RESULT;
guint8        *rim_test_values_get_labels (const RimTestValues *self,
                                           const char          *column) G_GNUC_WARN_UNUSED_RESULT;
double         rim_test_values_find       (RimTestValues       *self,
                                           const char          *format,
                                           ...) G_GNUC_PRINTF (2, 3);
void           rim_test_values_assert     (RimTestValues       *self,
                                           double               value,
                                           double               tolerance,
                                           const char          *format,
                                           ...) G_GNUC_PRINTF (4, 5);
void           rim_test_values_assert_used (const RimTestValues *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimTestValues, rim_test_values_free)

G_END_DECLS
