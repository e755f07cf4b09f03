/* rim-queue-agreement.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "compare/rim-reader-agreement.h"
#include "compare/rim-roi-comparison.h"
#include "feature/rim-settings.h"
#include "queue/rim-worklist.h"

G_BEGIN_DECLS

/* Called as cases are looked at: @n_done of @n_cases are. */
typedef void (*RimQueueAgreementFunc) (guint    n_done,
                                       guint    n_cases,
                                       gpointer data);

/**
 * RimQueueAgreement:
 * @n_cases: how many cases two readers have done
 * @n_lesions: how many lesions both have in them
 * @comparisons: (element-type RimRoiComparison): of each lesion of each case
 * @features: (element-type utf8): the names of features
 * @agreements: (element-type RimReaderAgreement): how well both agree on each of @features,
 *   a lesion being a case
 * @left_out: (element-type utf8): sentences on what could not be compared
 *
 * How well the first and the second readers of a queue agree. Owned by the holder.
 */
typedef struct
{
  guint      n_cases;
  guint      n_lesions;
  GPtrArray *comparisons;
  GPtrArray *features;
  GArray    *agreements;
  GPtrArray *left_out;
} RimQueueAgreement;

RimQueueAgreement *rim_queue_agreement_new  (RimLibrary             *library,
                                             RimProtocol            *protocol,
                                             RimSettings            *settings,
                                             double                  tolerance_mm,
                                             RimQueueAgreementFunc   progress,
                                             gpointer                data,
                                             GCancellable           *cancellable,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;
void               rim_queue_agreement_free (RimQueueAgreement      *self);
gboolean           rim_queue_agreement_keeps (const RimQueueAgreement *self,
                                              guint                    feature,
                                              double                   min_icc,
                                              gboolean                 by_bound);
char              *rim_queue_agreement_to_csv (const RimQueueAgreement *self,
                                               double                   min_icc,
                                               gboolean                 by_bound) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimQueueAgreement, rim_queue_agreement_free)

G_END_DECLS
