/* rim-library-audit.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "library/rim-library.h"

G_BEGIN_DECLS

/**
 * RimAuditRow:
 * @seq: which row, from 1
 * @time: when, microseconds since 1970, UTC
 * @author: (nullable): who
 * @what: "do", "undo", "redo", "import", "sign-off", "status", "suv", "export",
 *   "export-failed" or "begin"
 * @segmentation: (nullable): UUID of what was drawn on
 * @target: (nullable): id of the lesion or measurement, or UID of the study or series
 * @detail: (nullable): which tool, which status, why, where to
 * @source: (nullable): the table that has the record the row vouches for
 * @record: which record of @source
 * @hash: 64 hexadecimal digits
 *
 * A row of the audit trail.
 */
typedef struct
{
  gint64  seq;
  gint64  time;
  char   *author;
  char   *what;
  char   *segmentation;
  char   *target;
  char   *detail;
  char   *source;
  gint64  record;
  char   *hash;
} RimAuditRow;

/**
 * RimAuditMark:
 * @n_rows: how many rows there were
 * @hash: the hash of the last of them
 *
 * The end of the trail at one time. Kept outside of the library it shows later that
 * nothing up to it was made anew.
 */
typedef struct
{
  gint64      n_rows;
  const char *hash;
} RimAuditMark;

/**
 * RimAuditReport:
 * @n_rows: how many rows there are
 * @hash: the hash of the last
 * @broken_row: the first row that is not what it was; 0 where all are
 * @difference: (nullable): what differs there
 */
typedef struct
{
  gint64  n_rows;
  char   *hash;
  gint64  broken_row;
  char   *difference;
} RimAuditReport;

void       rim_audit_row_free     (RimAuditRow         *self);
void       rim_audit_report_clear (RimAuditReport      *self);

GPtrArray *rim_library_list_audit (RimLibrary          *self,
                                   const char          *target,
                                   GError             **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   rim_library_check_audit (const char         *path,
                                    const RimAuditMark *mark,
                                    RimAuditReport     *report,
                                    GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimAuditRow, rim_audit_row_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimAuditReport, rim_audit_report_clear)

G_END_DECLS
