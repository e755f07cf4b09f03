/* rim-edit.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "segment/rim-lesion.h"
#include "volume/rim-measurement.h"

G_BEGIN_DECLS

/**
 * RimEdit:
 * @id: a UUID
 * @act: (nullable): what the edits have in common that are one step together; %NULL
 *   where the edit is a step of its own
 * @before: (nullable): the lesion before; %NULL where the edit adds it
 * @after: (nullable): the lesion after; %NULL where the edit removes it
 * @measurement_before: (nullable): as @before, where the edit is of a measurement
 * @measurement_after: (nullable): as @after, where the edit is of a measurement
 * @index: where in its list the lesion or the measurement stands
 * @region: the voxels that differ, on the lesion's grid; empty if none
 * @tool: what made it, such as "brush"
 * @author: who
 * @time: microseconds since 1970, UTC
 *
 * One change of one lesion or of one measurement. Undo, redo and autosave take it, or all
 * of one act, as one step. Immutable and reference counted.
 */
typedef struct
{
  RimRefCount      ref_count;
  char            *id;
  char            *act;
  RimLesion       *before;
  RimLesion       *after;
  RimMeasurement  *measurement_before;
  RimMeasurement  *measurement_after;
  guint            index;
  RimBox           region;
  char            *tool;
  char            *author;
  gint64           time;
} RimEdit;

#define RIM_EDIT_ERROR (rim_edit_error_quark ())

/**
 * RimEditError:
 * @RIM_EDIT_ERROR_DAMAGED: the bytes are not an edit
 * @RIM_EDIT_ERROR_VERSION: a newer version wrote them
 * @RIM_EDIT_ERROR_NO_LESION: the edit changes a lesion or a measurement that is
 *   not there
 */
typedef enum
{
  RIM_EDIT_ERROR_DAMAGED,
  RIM_EDIT_ERROR_VERSION,
  RIM_EDIT_ERROR_NO_LESION,
} RimEditError;

#define RIM_TYPE_EDIT (rim_edit_get_type ())

GQuark      rim_edit_error_quark (void);
GType       rim_edit_get_type    (void);
RimEdit    *rim_edit_new         (RimLesion     *before,
                                  RimLesion     *after,
                                  guint          index,
                                  const char    *tool,
                                  const char    *author) G_GNUC_WARN_UNUSED_RESULT;
RimEdit    *rim_edit_new_of_measurement (RimMeasurement *before,
                                         RimMeasurement *after,
                                         guint           index,
                                         const char     *tool,
                                         const char     *author) G_GNUC_WARN_UNUSED_RESULT;
RimEdit    *rim_edit_ref         (RimEdit       *self);
void        rim_edit_unref       (RimEdit       *self);
RimEdit    *rim_edit_invert      (RimEdit       *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean    rim_edit_is_of_measurement (RimEdit *self);
const char *rim_edit_get_target_id (RimEdit     *self);
GBytes     *rim_edit_serialize   (RimEdit       *self) G_GNUC_WARN_UNUSED_RESULT;
RimEdit    *rim_edit_deserialize (GBytes         *bytes,
                                  RimLesion      *before,
                                  RimMeasurement *measurement_before,
                                  GError        **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    rim_edit_peek        (GBytes        *bytes,
                                  char         **target_id,
                                  char         **id,
                                  GError       **error);
char       *rim_edit_peek_act    (GBytes        *bytes) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimEdit, rim_edit_unref)

G_END_DECLS
