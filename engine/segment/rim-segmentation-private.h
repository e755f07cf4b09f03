/* rim-segmentation-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "segment/rim-segmentation.h"

G_BEGIN_DECLS

struct _RimSegmentation
{
  GObject    parent_instance;

  char      *id;
  char      *author;
  GPtrArray *lesions;
  GPtrArray *measurements;
  GPtrArray *edits;      /* done up to position, then undone */
  guint      position;   /* never inside an act */
  guint      n_open;     /* acts that are begun and not ended */
  char      *act;        /* of the edits that are made now */
  GPtrArray *acted;      /* edits of the act that is not ended yet */
  GPtrArray *warnings;
};

void rim_segmentation_put_measurement (RimSegmentation *self,
                                       const char      *id,
                                       RimMeasurement  *measurement,
                                       guint            wanted_index);
void rim_segmentation_put    (RimSegmentation *self,
                              RimEdit         *edit,
                              gboolean         is_done);
void rim_segmentation_tell   (RimSegmentation *self,
                              RimJournalStep   step,
                              GPtrArray       *edits);
void rim_segmentation_apply  (RimSegmentation *self,
                              RimJournalStep   step,
                              RimEdit         *edit);

gboolean rim_segmentation_step_back  (RimSegmentation *self);
gboolean rim_segmentation_step_forth (RimSegmentation *self);
gboolean rim_segmentation_may_become (RimLesion       *before,
                                      RimLesion       *after);

G_END_DECLS
