/* rim-activity.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "queue/rim-activity.h"

/* Somebody who has gone was there until his last sign of life. */
static gboolean
end (RimActivity *self,
     gint64       closed,
     RimInterval *ended)
{
  *ended = (RimInterval) { self->opened, closed };
  self->opened = 0;

  return ended->opened > 0 && ended->closed > ended->opened;
}

/**
 * rim_activity_touch:
 * @self: somebody's activity
 * @now: the time
 * @ended: (out): the interval before a pause
 *
 * Notes a sign of life.
 *
 * Returns: whether an interval ended before it, because of a pause
 */
gboolean
rim_activity_touch (RimActivity *self,
                    gint64       now,
                    RimInterval *ended)
{
  gboolean paused = FALSE;

  if (self->opened > 0 && (now - self->last > self->limit || now < self->last))
    paused = end (self, self->last, ended);
  if (self->opened == 0)
    self->opened = now;
  self->last = now;

  return paused;
}

/**
 * rim_activity_stop:
 * @self: somebody's activity
 * @now: the time
 * @ended: (out): the interval that ends
 *
 * Returns: whether there was one
 */
gboolean
rim_activity_stop (RimActivity *self,
                   gint64       now,
                   RimInterval *ended)
{
  const gboolean is_active = now >= self->last && now - self->last <= self->limit;

  return end (self, is_active ? now : self->last, ended);
}
