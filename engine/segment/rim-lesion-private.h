/* rim-lesion-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "segment/rim-lesion.h"

G_BEGIN_DECLS

/* The id comes first; every other string is an attribute that may change. */
#define RIM_LESION_N_STRINGS 15

RimLesion *rim_lesion_alloc         (void) G_GNUC_WARN_UNUSED_RESULT;
RimLesion *rim_lesion_copy          (RimLesion    *self) G_GNUC_WARN_UNUSED_RESULT;
char     **rim_lesion_get_string    (RimLesion    *self,
                                     guint         index);
void       rim_lesion_take_contours (RimLesion    *self,
                                     GPtrArray    *contours,
                                     GArray       *slices,
                                     RimMask      *imported);
gboolean   rim_lesion_same_grid     (RimLesion    *a,
                                     RimLesion    *b);
gboolean   rim_lesion_same_contours (RimLesion    *a,
                                     RimLesion    *b);

G_END_DECLS
