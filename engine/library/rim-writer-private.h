/* rim-writer-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rim-db-private.h"

G_BEGIN_DECLS

/**
 * RimWriter:
 *
 * The one thread that writes. What it runs it runs inside a transaction of its
 * own. Records are kept until they are committed, in order; calls are made while
 * the caller waits.
 */
typedef struct _RimWriter RimWriter;

typedef gboolean (*RimWriterFunc) (RimDb     *db,
                                   gpointer   data,
                                   GError   **error);

/**
 * RimRecordKind:
 * @write: writes the record; may be called again after a failure
 * @written: (nullable): called once the record is committed
 * @free: frees it
 */
typedef struct
{
  RimWriterFunc write;
  void (*written)(gpointer data);
  void (*free)(gpointer data);
} RimRecordKind;

/**
 * RimWriterTold:
 * @error: (nullable): why a record could not be written, or %NULL once all that
 *   was kept is
 *
 * Called from the writer's thread.
 */
typedef void (*RimWriterTold) (const GError *error,
                               gpointer      data);

RimWriter *rim_writer_new    (RimDb               *db,
                              RimWriterTold        told,
                              gpointer             data) G_GNUC_WARN_UNUSED_RESULT;
void       rim_writer_free   (RimWriter           *self);
void       rim_writer_append (RimWriter           *self,
                              const RimRecordKind *kind,
                              gpointer             record);
gboolean   rim_writer_call   (RimWriter           *self,
                              RimWriterFunc        func,
                              gpointer             data,
                              GError             **error);
gboolean   rim_writer_flush  (RimWriter           *self,
                              GError             **error);

G_END_DECLS
