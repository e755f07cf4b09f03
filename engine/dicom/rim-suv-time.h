/* rim-suv-time.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimClock:
 * @microseconds: since 1970-01-01 00:00 on the clock it was read from
 * @has_offset: whether the text said how far that clock is from UTC
 * @offset: that distance in minutes, positive to the east
 *
 * A moment as a DICOM file tells it: most often the wall clock of a hospital
 * whose time zone the file does not name.
 */
typedef struct
{
  gint64   microseconds;
  gboolean has_offset;
  int      offset;
} RimClock;

#define RIM_CLOCK_DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

gboolean rim_clock_parse_date     (const char     *text,
                                   gint64         *days);
gboolean rim_clock_parse_time     (const char     *text,
                                   gint64         *microseconds);
gboolean rim_clock_parse_offset   (const char     *text,
                                   int            *minutes);
gboolean rim_clock_parse_datetime (const char     *text,
                                   RimClock       *clock);
double   rim_clock_seconds_since  (const RimClock *later,
                                   const RimClock *earlier);
void     rim_clock_set_zone       (RimClock       *self,
                                   gboolean        has_zone,
                                   int             zone);
char    *rim_clock_describe       (const RimClock *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
