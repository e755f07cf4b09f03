/* rim-label-table-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-roi.h"

G_BEGIN_DECLS

/* No table has more rows or larger numbers; a label map has at most 16 bits. */
#define RIM_LABEL_TABLE_MAX_LABEL 65535u

guint       rim_label_table_get_n_fields  (void);
const char *rim_label_table_get_field     (guint n);
char       *rim_label_table_dup_value     (const RimRoi *roi,
                                           guint         field);
gboolean    rim_label_table_set_value     (RimRoi       *roi,
                                           const char   *key,
                                           const char   *value);
gboolean    rim_label_table_parse_number  (const char   *text,
                                           guint        *number);

/* Each adds rows to @rows, as many as it understands. */
void        rim_label_table_parse_csv     (const char   *text,
                                           char          separator,
                                           GPtrArray    *rows);
void        rim_label_table_parse_json    (const char   *text,
                                           gsize         length,
                                           GPtrArray    *rows);
void        rim_label_table_parse_snap    (const char   *text,
                                           GPtrArray    *rows);
char       *rim_label_table_make_csv      (GPtrArray    *rois,
                                           char          separator);
char       *rim_label_table_make_json     (GPtrArray    *rois);
char       *rim_label_table_make_snap     (GPtrArray    *rois);

G_END_DECLS
