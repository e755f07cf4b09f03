/* rim-disjoint.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sets that are joined: every member knows a lower one of its set, and the lowest
 * knows itself.
 */
static inline guint32
rim_disjoint_find (guint32 *parents,
                   guint32  member)
{
  while (parents[member] != member)
    {
      parents[member] = parents[parents[member]];
      member = parents[member];
    }

  return member;
}

/* The lower root stays one, so that sets are numbered in the order of members.
 *
 * Returns: the root of both
 */
static inline guint32
rim_disjoint_join (guint32 *parents,
                   guint32  a,
                   guint32  b)
{
  a = rim_disjoint_find (parents, a);
  b = rim_disjoint_find (parents, b);
  parents[MAX (a, b)] = MIN (a, b);

  return MIN (a, b);
}

G_END_DECLS
