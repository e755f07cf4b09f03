/* rim-score-record.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "signature/rim-score.h"

G_BEGIN_DECLS

/**
 * RimScoreRecord:
 * @time: when, microseconds since 1970, UTC
 * @author: who asked for it
 * @program: what computed it, with its version
 * @signature: id of the signature
 * @title: of the signature
 * @signature_hash: SHA-256 of the signature
 * @is_synthetic: whether the signature is of patients that do not exist
 * @settings_hash: (nullable): SHA-256 of what features were extracted with
 * @ct_hash: (nullable): SHA-256 of voxels, geometry and unit of the CT
 * @pet_hash: (nullable): the same of the PET
 * @mask_hash: (nullable): SHA-256 of contour and grid
 * @before_hashes: (nullable): those of CT, PET and contour of the earlier time point, with
 *   blanks between and - for none
 * @margin: what the model says
 * @probability: of class 1; NAN for none
 * @is_high: whether it is above the cut-off
 * @is_serious: whether there is a reason not to use it
 * @low: of the interval of other contours; NAN where none were scored
 * @high: its upper end
 * @inputs: JSON: names, values and contributions
 * @limits: (array zero-terminated=1): sentences, serious ones first
 *
 * A score with all that is needed to find out what it was of. Owned by the holder.
 */
typedef struct
{
  gint64    time;
  char     *author;
  char     *program;
  char     *signature;
  char     *title;
  char     *signature_hash;
  gboolean  is_synthetic;
  char     *settings_hash;
  char     *ct_hash;
  char     *pet_hash;
  char     *mask_hash;
  char     *before_hashes;
  double    margin;
  double    probability;
  gboolean  is_high;
  gboolean  is_serious;
  double    low;
  double    high;
  char     *inputs;
  char    **limits;
} RimScoreRecord;

/* Reads every voxel of the images where they were not hashed before: for workers. */
RimScoreRecord *rim_score_record_new           (RimSignature         *signature,
                                                const RimScoreCase   *score_case,
                                                const RimScore       *score,
                                                const char           *author,
                                                GCancellable         *cancellable,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
RimScoreRecord *rim_score_record_new_from_json (const char           *json,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
char           *rim_score_record_to_json       (const RimScoreRecord *self) G_GNUC_WARN_UNUSED_RESULT;
void            rim_score_record_free          (RimScoreRecord       *self);

/* SHA-256 of a contour: its voxels and where they lie. */
char           *rim_score_hash_mask            (RimMask              *mask) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimScoreRecord, rim_score_record_free)

G_END_DECLS
