/* rl-opened.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-prior.h"
#include "core/rl-session.h"
#include "dicom/rim-suv.h"
#include "library/rim-library.h"

G_BEGIN_DECLS

/**
 * RlOpened:
 * @ct: (nullable): the CT
 * @pet: (nullable): the PET
 * @ct_id: its id in the library, or 0
 * @pet_id: its id in the library, or 0
 * @base: the image that is drawn on: the one that was asked for
 * @study_uid: of the base image
 * @series_uid: of the base image
 * @series_part: of the base image
 * @suv: (nullable): how the PET's SUV comes about
 * @correction: (nullable): what a user typed in for it
 * @segmentation: (nullable): what is drawn on the base image
 * @ct_display: (nullable): how the CT was shown last, as #RlDisplayMemory keeps it
 * @pet_display: (nullable): how the PET was
 * @priors: (element-type RlPrior): the patient's other studies, the latest first,
 *   and other series of this one
 * @prior: (nullable): the one of them to compare it with
 * @pinned: (nullable): the UID of the study that the user pinned for that
 * @notes: (element-type utf8): what the user should know
 * @is_decoded: whether every slice is there
 *
 * What is opened together. Plain data on its way from a worker.
 */
typedef struct
{
  RimSeries       *ct_series;
  RimSeries       *pet_series;
  RimVolume       *ct;
  RimVolume       *pet;
  gint64           ct_id;
  gint64           pet_id;
  RlLayerKind      base;
  char            *study_uid;
  char            *series_uid;
  guint            series_part;
  RimSuv          *suv;
  RimSuvOverrides *correction;
  RimSegmentation *segmentation;
  char            *ct_display;
  char            *pet_display;
  GPtrArray       *priors;
  RlPrior         *prior;
  char            *pinned;
  GPtrArray       *notes;
  gboolean         is_decoded;
} RlOpened;

RlOpened      *rl_opened_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void           rl_opened_free       (RlOpened      *self);
RlOpened      *rl_opened_copy_images (RlOpened    *self) G_GNUC_WARN_UNUSED_RESULT;
void           rl_opened_set_base   (RlOpened      *self,
                                     RlLayerKind    base);
gboolean       rl_opened_read_drawn (RlOpened     *self,
                                     RimLibrary   *library,
                                     GError      **error);
gboolean       rl_opened_read       (RlOpened      *self,
                                     RimLibrary    *library,
                                     gint64         study_id,
                                     gint64         series_id,
                                     GCancellable  *cancellable,
                                     GError       **error);
void           rl_opened_read_priors (RlOpened    *self,
                                      RimLibrary  *library,
                                      gint64       study_id);
RimLibraryRow *rl_choose_image      (GPtrArray     *series);
gboolean       rl_is_better_image   (RimLibraryRow *a,
                                     RimLibraryRow *b);
gboolean       rl_is_attenuation_corrected (RimSeries *series);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlOpened, rl_opened_free)

G_END_DECLS
