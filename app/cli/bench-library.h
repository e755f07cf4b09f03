/* bench-library.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define BENCH_IMPORT_FILES 1000

/**
 * BenchTimes:
 * @median: seconds of the middle run
 * @worst: seconds of the slowest run
 *
 * What one act costs that is done many times.
 */
typedef struct
{
  double median;
  double worst;
} BenchTimes;

/**
 * BenchStroke:
 * @dab: one event of the pointer while a brush of 30 mm draws on an axial slice,
 *   with the mask that comes out
 * @undo: taking a stroke back
 * @bytes: what 1000 strokes keep in memory, for undo and redo
 * @records: bytes of their records in the journal
 *
 * What drawing costs on a volume of 512 × 512 × n slices.
 */
typedef struct
{
  BenchTimes dab;
  BenchTimes undo;
  gsize      bytes;
  gsize      records;
} BenchStroke;

/**
 * BenchJournal:
 * @step: what a step costs the thread that draws
 * @commit: from the step until it is on the disk
 * @record: bytes of a record, on average
 *
 * What the journal of a stroke costs.
 */
typedef struct
{
  BenchTimes step;
  BenchTimes commit;
  double     record;
} BenchJournal;

gboolean bench_import_run  (const char    *folder,
                            double        *first,
                            double        *again,
                            GError       **error);
gboolean bench_stroke_run  (guint          n_slices,
                            BenchStroke   *result);
gboolean bench_journal_run (guint          n_strokes,
                            BenchJournal  *result,
                            GError       **error);

G_END_DECLS
