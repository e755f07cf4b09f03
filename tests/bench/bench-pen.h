/* bench-pen.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BenchPen:
 *
 * A pointing device of the X server, moved from outside the program: what it does
 * comes to the window as any hand's motion does.
 */
typedef struct _BenchPen BenchPen;

BenchPen *bench_pen_new   (void) G_GNUC_WARN_UNUSED_RESULT;
void      bench_pen_free  (BenchPen *self);
void      bench_pen_move  (BenchPen *self,
                           int       x,
                           int       y);
void      bench_pen_press (BenchPen *self,
                           gboolean  down);
void      bench_pen_circle (BenchPen *self,
                            int       x,
                            int       y,
                            guint     hz,
                            guint     seconds);
gboolean  bench_pen_is_moving (BenchPen *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchPen, bench_pen_free)

G_END_DECLS
