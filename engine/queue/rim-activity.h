/* rim-activity.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimActivity:
 * @limit: after how long without a sign of life somebody is idle, in µs
 * @opened: since when somebody is active, or 0
 * @last: the last sign of life
 *
 * Turns signs of life (a key, a move of the pointer) into intervals in which
 * somebody was at work. Plain data; times are of any one clock, in µs, above 0.
 */
typedef struct
{
  gint64 limit;
  gint64 opened;
  gint64 last;
} RimActivity;

/**
 * RimInterval:
 * @opened: from when, in µs of the same clock
 * @closed: to when
 *
 * While somebody was at work. Plain data.
 */
typedef struct
{
  gint64 opened;
  gint64 closed;
} RimInterval;

gboolean rim_activity_touch (RimActivity *self,
                             gint64       now,
                             RimInterval *ended);
gboolean rim_activity_stop  (RimActivity *self,
                             gint64       now,
                             RimInterval *ended);

G_END_DECLS
