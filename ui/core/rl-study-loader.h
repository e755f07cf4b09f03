/* rl-study-loader.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-image-cache.h"
#include "core/rl-jobs.h"
#include "core/rl-session.h"
#include "dicom/rim-suv.h"
#include "library/rim-library.h"

G_BEGIN_DECLS

/**
 * RlLoadState:
 * @RL_LOAD_EMPTY: nothing was opened
 * @RL_LOAD_OPENING: headers are being read; the session shows what it did
 * @RL_LOAD_DECODING: the session shows the images, slices are arriving
 * @RL_LOAD_DONE: every slice is there
 * @RL_LOAD_FAILED: it could not be opened; rl_study_loader_get_message() says
 *   why
 */
typedef enum
{
  RL_LOAD_EMPTY,
  RL_LOAD_OPENING,
  RL_LOAD_DECODING,
  RL_LOAD_DONE,
  RL_LOAD_FAILED,
} RlLoadState;

#define RL_TYPE_STUDY_LOADER (rl_study_loader_get_type ())

/**
 * RlStudyLoader:
 *
 * Opens a series of the library together with what belongs to it: for a CT the
 * attenuation-corrected PET of the same study and frame of reference, for a PET
 * the CT, and the segmentation drawn on the one that was asked for, the base image.
 * All that takes time happens in a worker; opening another series drops the first.
 *
 * Signal "changed": the state, the message or the series shown are others.
 * Signal "priors-changed": there are other studies to compare with, or another one is
 * chosen or pinned; "changed" says it too when another series is shown.
 * Signal "note" (const char *text): something the user should know, such as
 * that a PET lies in another frame of reference and is not fused.
 */
G_DECLARE_FINAL_TYPE (RlStudyLoader, rl_study_loader, RL, STUDY_LOADER, GObject)

RlStudyLoader *rl_study_loader_new (RlJobs        *jobs,
                                    RimLibrary    *library,
                                    RlSession     *session) G_GNUC_WARN_UNUSED_RESULT;
void           rl_study_loader_set_cache   (RlStudyLoader *self,
                                            RlImageCache  *cache);
void           rl_study_loader_open        (RlStudyLoader *self,
                                            gint64         study_id,
                                            gint64         series_id);
gboolean       rl_study_loader_can_switch  (RlStudyLoader *self);
void           rl_study_loader_switch      (RlStudyLoader *self);
guint          rl_study_loader_get_n_other_drawn (RlStudyLoader *self);
void           rl_study_loader_retry       (RlStudyLoader *self);
void           rl_study_loader_close       (RlStudyLoader *self);
RlLoadState    rl_study_loader_get_state   (RlStudyLoader *self);
const char    *rl_study_loader_get_message (RlStudyLoader *self);
gint64         rl_study_loader_get_asked   (RlStudyLoader *self);
gint64         rl_study_loader_get_asked_study (RlStudyLoader *self);
guint          rl_study_loader_get_shown   (RlStudyLoader *self,
                                            gint64         series_ids[2]);
gboolean       rl_study_loader_is_missing  (RlStudyLoader *self);
GPtrArray     *rl_study_loader_get_priors  (RlStudyLoader *self);
const char    *rl_study_loader_get_pinned  (RlStudyLoader *self);
void           rl_study_loader_set_pinned  (RlStudyLoader *self,
                                            const char    *study_uid);
const RlPrior *rl_study_loader_get_chosen  (RlStudyLoader *self);
void           rl_study_loader_choose      (RlStudyLoader *self,
                                            const char    *id);
void           rl_study_loader_refresh_priors (RlStudyLoader *self);
gboolean       rl_study_loader_get_prior   (RlStudyLoader *self,
                                            gint64        *study_id,
                                            gint64        *series_id);
RimSuv        *rl_study_loader_get_suv     (RlStudyLoader *self);
const RimSuvOverrides *rl_study_loader_get_correction (RlStudyLoader *self);
gboolean       rl_study_loader_set_pet_unit (RlStudyLoader  *self,
                                             RimUnit         unit,
                                             GError        **error);
gboolean       rl_study_loader_correct_suv (RlStudyLoader          *self,
                                            const RimSuvOverrides  *correction,
                                            GError                **error);
GPtrArray     *rl_study_loader_list_corrections (RlStudyLoader *self) G_GNUC_WARN_UNUSED_RESULT;
void           rl_study_loader_save_display (RlStudyLoader *self);

G_END_DECLS
