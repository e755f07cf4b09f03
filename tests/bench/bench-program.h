/* bench-program.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "browser/rl-browser-model.h"
#include "review/rl-review.h"

G_BEGIN_DECLS

/**
 * BenchLag:
 * @wall: how long the main loop did not come round at most, seconds by the clock,
 *   which counts what other programs do
 * @own: the same by what the main thread did itself
 */
typedef struct
{
  double wall;
  double own;
  double last_wall;
  double last_own;
  guint  id;
} BenchLag;

/**
 * BenchProgram:
 * @painted: whether a frame was painted that has the patients
 * @imported: whether an import ended
 *
 * The window as the application fills it.
 */
typedef struct
{
  RlSettings *settings;
  RlWindow   *window;
  RlReview   *review;
  gboolean    painted;
  gboolean    imported;
} BenchProgram;

double          bench_clock             (void);
double          bench_own_clock         (void);
void            bench_sort              (double       *times,
                                         guint         n);
void            bench_settle            (double seconds);
void            bench_lag_start         (BenchLag     *self);
void            bench_lag_stop          (BenchLag     *self);
gboolean        bench_program_open      (BenchProgram *self,
                                         const char   *folder);
RlBrowserModel *bench_program_get_model (BenchProgram *self);
RimLibraryRow  *bench_program_find_ct   (BenchProgram *self,
                                         guint         number);
void            bench_print_goal        (const char   *what,
                                         double        ms,
                                         double        goal);

G_END_DECLS
