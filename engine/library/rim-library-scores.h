/* rim-library-scores.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "library/rim-library.h"
#include "signature/rim-score-record.h"

G_BEGIN_DECLS

/**
 * RimLibraryScore:
 * @seq: its number in the library, rising
 * @study_uid: of which study
 * @series_uid: of the series that the contour was drawn on
 * @lesion: (nullable): Tracking UID of the lesion; %NULL where it is of the patient
 * @record: what was said of what
 */
typedef struct
{
  gint64          seq;
  char           *study_uid;
  char           *series_uid;
  char           *lesion;
  RimScoreRecord *record;
} RimLibraryScore;

/* Nothing is taken out of the list; the audit trail vouches for each. */
gboolean   rim_library_keep_score   (RimLibrary            *self,
                                     const char            *study_uid,
                                     const char            *series_uid,
                                     const char            *lesion,
                                     const RimScoreRecord  *record,
                                     GError               **error);
GPtrArray *rim_library_list_scores  (RimLibrary            *self,
                                     gint64                 patient_id,
                                     GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void       rim_library_score_free   (RimLibraryScore       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimLibraryScore, rim_library_score_free)

G_END_DECLS
