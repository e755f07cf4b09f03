/* bench-view.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BenchViewResult:
 * @name: such as "render-fused-axial"
 * @median: milliseconds of the middle run
 * @worst: milliseconds of the slowest run
 * @n_runs: how many runs
 *
 * What one act costs that a reader waits for.
 */
typedef struct
{
  const char *name;
  double      median;
  double      worst;
  guint       n_runs;
} BenchViewResult;

#define BENCH_VIEW_MAX_RESULTS 8

guint bench_view_run_render  (BenchViewResult  results[BENCH_VIEW_MAX_RESULTS],
                              GError         **error);
guint bench_view_run_outline (BenchViewResult  results[BENCH_VIEW_MAX_RESULTS],
                              GError         **error);
guint bench_view_run_measure (BenchViewResult  results[BENCH_VIEW_MAX_RESULTS],
                              GError         **error);

G_END_DECLS
