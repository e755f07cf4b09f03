/* rim-named-cache-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-field.h"

G_BEGIN_DECLS

/**
 * RimNamedCache:
 *
 * What was made of images and would be made again for the next contour. Bounded: what was
 * not used for the longest time goes first. Safe on any thread.
 */
typedef struct _RimNamedCache RimNamedCache;

/**
 * RimNamedKept:
 * @what: what was made
 * @n_bytes: how large it is
 * @box: (nullable): of fields: where they lie
 * @ref: takes a reference
 * @unref: drops one
 */
typedef struct
{
  gpointer       what;
  gsize          n_bytes;
  RimBox         box;
  gpointer (*ref)(gpointer what);
  GDestroyNotify unref;
} RimNamedKept;

RimNamedCache *rim_named_cache_new  (gsize budget) G_GNUC_WARN_UNUSED_RESULT;
void           rim_named_cache_free (RimNamedCache       *self);
gpointer       rim_named_cache_find (RimNamedCache       *self,
                                     RimVolume           *of,
                                     gconstpointer        settings,
                                     const char          *name,
                                     RimBox              *box);
void           rim_named_cache_add  (RimNamedCache       *self,
                                     RimVolume           *of,
                                     gconstpointer        settings,
                                     const char          *name,
                                     const RimNamedKept  *kept);

G_END_DECLS
