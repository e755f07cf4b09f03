/* rim-compare.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For sorting doubles, none of which is NAN, from the lowest to the highest. */
static inline int
rim_compare_doubles (gconstpointer a,
                     gconstpointer b)
{
  const double x = *(const double *) a;
  const double y = *(const double *) b;

  return (x > y) - (x < y);
}

G_END_DECLS
