/* rim-audit-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rim-db-private.h"

G_BEGIN_DECLS

/* The tables whose rows the trail vouches for */
typedef enum
{
  RIM_AUDIT_NOTHING,
  RIM_AUDIT_JOURNAL,
  RIM_AUDIT_READING,
  RIM_AUDIT_SUV,
  RIM_AUDIT_SCORE,
  RIM_N_AUDIT_SOURCES
} RimAuditSource;

/**
 * RimAuditEntry:
 * @time: when, microseconds since 1970, UTC
 * @author: (nullable): who
 * @what: one word
 * @segmentation: (nullable): UUID of what was drawn on
 * @target: (nullable): id of the lesion or measurement, or UID of the study
 * @source: where the record is that the row vouches for
 * @record: which row of @source
 * @detail: (nullable): for people
 */
typedef struct
{
  gint64          time;
  const char     *author;
  const char     *what;
  const char     *segmentation;
  const char     *target;
  RimAuditSource  source;
  gint64          record;
  const char     *detail;
} RimAuditEntry;

#define RIM_AUDIT_HASH_SIZE 32

const char *rim_audit_source_get_name (RimAuditSource source);
gboolean    rim_audit_hash_record     (RimDb                *db,
                                       RimAuditSource        source,
                                       gint64                record,
                                       guint8                hash[RIM_AUDIT_HASH_SIZE],
                                       GError              **error);
void        rim_audit_hash_row        (RimRows              *row,
                                       const guint8          previous[RIM_AUDIT_HASH_SIZE],
                                       guint8                hash[RIM_AUDIT_HASH_SIZE]);
gboolean    rim_audit_append          (RimDb                *db,
                                       const RimAuditEntry  *entry,
                                       GError              **error);
gboolean    rim_audit_append_record   (RimDb                *db,
                                       RimAuditSource        source,
                                       gint64                record,
                                       const char           *detail,
                                       GError              **error);
gboolean    rim_audit_begin           (RimDb                *db,
                                       GError              **error);

/* What rim_audit_hash_row() takes, in this order; the last is not part of the hash. */
#define RIM_AUDIT_COLUMNS "seq, time, author, what, segmentation, target, source, record, detail, content, hash"
#define RIM_AUDIT_N_HASHED 10

G_END_DECLS
