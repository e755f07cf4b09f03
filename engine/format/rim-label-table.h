/* rim-label-table.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-roi.h"

G_BEGIN_DECLS

/* What the numbers of a label map stand for, in a file beside it: JSON, CSV or
 * TSV with a line of column names, or ITK-SNAP's label descriptions.
 */
char      *rim_label_table_get_path (const char  *image_path) G_GNUC_WARN_UNUSED_RESULT;
char      *rim_label_table_find     (const char  *image_path) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *rim_label_table_read     (const char  *path,
                                     GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void       rim_label_table_apply    (GPtrArray   *rows,
                                     GPtrArray   *rois);
gboolean   rim_label_table_write    (const char  *path,
                                     GPtrArray   *rois,
                                     GError     **error);

G_END_DECLS
