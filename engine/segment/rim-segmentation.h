/* rim-segmentation.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "segment/rim-edit.h"

G_BEGIN_DECLS

/**
 * RimJournalStep:
 * @RIM_JOURNAL_DO: an edit was made; what had been undone is out of reach now
 * @RIM_JOURNAL_UNDO: the edit was taken back
 * @RIM_JOURNAL_REDO: the edit was made again
 * @RIM_JOURNAL_IMPORT: the lesion came in with a file; no step of the user, so
 *   undo does not take it away
 * @RIM_JOURNAL_SIGN: a lesion was signed, or one that was signed is reopened; undo
 *   does not take that back
 */
typedef enum
{
  RIM_JOURNAL_DO,
  RIM_JOURNAL_UNDO,
  RIM_JOURNAL_REDO,
  RIM_JOURNAL_IMPORT,
  RIM_JOURNAL_SIGN,
} RimJournalStep;

#define RIM_TYPE_SEGMENTATION (rim_segmentation_get_type ())

/**
 * RimSegmentation:
 *
 * The lesions drawn on one image, what is measured with a ruler there, and the one
 * journal of their changes: undo, redo, autosave, audit and live values all read
 * it. Lives on the main thread; workers take references to its immutable lesions
 * and measurements.
 *
 * Signal "step" (RimJournalStep step, RimEdit *edit): after every edit that was made, taken
 * back or made again. Signal "act" (RimJournalStep step, GPtrArray *edits): once all that is
 * one step for the user has happened.
 */
G_DECLARE_FINAL_TYPE (RimSegmentation, rim_segmentation, RIM, SEGMENTATION, GObject)

RimSegmentation *rim_segmentation_new (const char      *id) G_GNUC_WARN_UNUSED_RESULT;
const char      *rim_segmentation_get_id   (RimSegmentation *self);
const char      *rim_segmentation_get_author (RimSegmentation *self);
void             rim_segmentation_set_author (RimSegmentation *self,
                                              const char      *author);
guint            rim_segmentation_get_n_lesions (RimSegmentation *self);
RimLesion       *rim_segmentation_get_lesion (RimSegmentation *self,
                                              guint            index);
RimLesion       *rim_segmentation_find     (RimSegmentation *self,
                                            const char      *lesion_id,
                                            guint           *index);

/* What the user should know of how it was read (element-type utf8) */
void             rim_segmentation_add_warning  (RimSegmentation *self,
                                                const char      *warning);
GPtrArray       *rim_segmentation_get_warnings (RimSegmentation *self);

/* What is between these two is one step of undo and redo. */
void             rim_segmentation_begin_act (RimSegmentation *self);
void             rim_segmentation_end_act  (RimSegmentation *self);

/* Commands: each makes one edit, or none where nothing would change. */
gboolean         rim_segmentation_add      (RimSegmentation *self,
                                            RimLesion       *lesion,
                                            const char      *tool);
gboolean         rim_segmentation_replace  (RimSegmentation *self,
                                            RimLesion       *lesion,
                                            const char      *tool);
gboolean         rim_segmentation_remove   (RimSegmentation *self,
                                            const char      *lesion_id,
                                            const char      *tool);

gboolean         rim_segmentation_import   (RimSegmentation *self,
                                            RimLesion       *lesion,
                                            const char      *tool);

/* Review */
guint            rim_segmentation_sign     (RimSegmentation *self,
                                            const char      *lesion_id,
                                            const char      *name);
gboolean         rim_segmentation_reopen   (RimSegmentation *self,
                                            const char      *lesion_id,
                                            const char      *reason);

/* Measurements, in the same journal */
guint            rim_segmentation_get_n_measurements (RimSegmentation *self);
RimMeasurement  *rim_segmentation_get_measurement (RimSegmentation *self,
                                                   guint            index);
RimMeasurement  *rim_segmentation_find_measurement (RimSegmentation *self,
                                                    const char      *id,
                                                    guint           *index);
gboolean         rim_segmentation_add_measurement (RimSegmentation *self,
                                                   RimMeasurement  *measurement,
                                                   const char      *tool);
gboolean         rim_segmentation_replace_measurement (RimSegmentation *self,
                                                       RimMeasurement  *measurement,
                                                       const char      *tool);
gboolean         rim_segmentation_remove_measurement (RimSegmentation *self,
                                                      const char      *id,
                                                      const char      *tool);

/* The journal */
gboolean         rim_segmentation_can_undo (RimSegmentation *self);
gboolean         rim_segmentation_can_redo (RimSegmentation *self);
gboolean         rim_segmentation_check_undo (RimSegmentation *self,
                                              GError         **error);
gboolean         rim_segmentation_check_redo (RimSegmentation *self,
                                              GError         **error);
gboolean         rim_segmentation_undo     (RimSegmentation *self);
gboolean         rim_segmentation_redo     (RimSegmentation *self);
guint            rim_segmentation_get_n_edits  (RimSegmentation *self);
guint            rim_segmentation_get_position (RimSegmentation *self);
RimEdit         *rim_segmentation_get_edit (RimSegmentation *self,
                                            guint            index);
void             rim_segmentation_get_act  (RimSegmentation *self,
                                            guint            index,
                                            guint           *start,
                                            guint           *end);
gboolean         rim_segmentation_replay   (RimSegmentation *self,
                                            RimJournalStep   step,
                                            GBytes          *edit,
                                            GError         **error);
gboolean         rim_segmentation_replay_act (RimSegmentation  *self,
                                              RimJournalStep    step,
                                              GBytes *const    *edits,
                                              guint             n_edits,
                                              GError          **error);

G_END_DECLS
