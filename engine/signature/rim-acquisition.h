/* rim-acquisition.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "signature/rim-signature.h"

G_BEGIN_DECLS

/**
 * RimAcquisition:
 * @column: in cohorts, and in what is known of a patient: "ct_slice_mm"
 * @title: as people read it
 * @is_number: whether it is a number and not a name
 *
 * How an image was made, as far as scores depend on it. A signature keeps what there was in
 * training as the note "acquisition.COLUMN": "1 to 5", or "B30f | B31f".
 */
typedef struct
{
  const char *column;
  const char *title;
  gboolean    is_number;
} RimAcquisition;

const RimAcquisition *rim_acquisitions_get        (guint         *n_acquisitions);

/* What training had, from the columns of a cohort, beside the other notes of a signature. */
GHashTable           *rim_acquisitions_with_notes (RimCohort     *cohort,
                                                   GHashTable    *notes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
