/* rim-livewire.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "delineate/rim-delineate.h"

G_BEGIN_DECLS

/**
 * RimLivewirePlane:
 * @values: width × height, rows one after the other; may have %NAN
 * @width: columns
 * @height: rows
 * @step_x: from one column to the next, in mm
 * @step_y: from one row to the next, in mm
 *
 * A plane of an image, however it was cut.
 */
typedef struct
{
  const double *values;
  guint         width;
  guint         height;
  double        step_x;
  double        step_y;
} RimLivewirePlane;

/**
 * RimLivewirePoint:
 * @x: column
 * @y: row
 */
typedef struct
{
  guint x;
  guint y;
} RimLivewirePoint;

/**
 * RimLivewire:
 *
 * Ways along the edges of a plane, from an anchor to wherever the pointer is
 * (Mortensen and Barrett 1995, doi:10.1145/218380.218442). Not for sharing between
 * threads.
 */
typedef struct _RimLivewire RimLivewire;

RimLivewire *rim_livewire_new        (const RimLivewirePlane *plane) G_GNUC_WARN_UNUSED_RESULT;
void         rim_livewire_free       (RimLivewire            *self);
void         rim_livewire_set_anchor (RimLivewire            *self,
                                      RimLivewirePoint        anchor,
                                      double                  reach);
gboolean     rim_livewire_sweep      (RimLivewire            *self,
                                      GCancellable           *cancellable,
                                      GError                **error);
GArray      *rim_livewire_get_path   (RimLivewire            *self,
                                      RimLivewirePoint        target) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimLivewire, rim_livewire_free)

G_END_DECLS
