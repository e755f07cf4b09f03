/* rim-ref-count.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimRefCount:
 *
 * A reference count that ThreadSanitizer can follow, which GLib's own is not:
 * GLib is not instrumented. Starts at 1.
 */
typedef guint RimRefCount;

static inline void
rim_ref_count_init (RimRefCount *self)
{
  *self = 1;
}

static inline void
rim_ref_count_inc (RimRefCount *self)
{
  __atomic_add_fetch (self, 1, __ATOMIC_RELAXED);
}

/* Returns: whether there is more than one; another thread may change that */
static inline gboolean
rim_ref_count_is_shared (const RimRefCount *self)
{
  return __atomic_load_n (self, __ATOMIC_ACQUIRE) > 1;
}

/* Returns: whether that was the last reference */
static inline gboolean
rim_ref_count_dec (RimRefCount *self)
{
  return __atomic_sub_fetch (self, 1, __ATOMIC_ACQ_REL) == 0;
}

G_END_DECLS
