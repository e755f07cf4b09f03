/* rim-demo-cohort.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cohort/rim-cohort.h"
#include "feature/rim-settings.h"

G_BEGIN_DECLS

/* How many patients the cohort has from which the shipped signature is learned. */
#define RIM_DEMO_COHORT_SIZE 240

/**
 * RimDemoCohortProgress:
 * @n_done: patients that are done
 * @n_total: all of them
 * @data: what the caller gave
 *
 * Called from whatever thread is done with one, one call at a time.
 */
typedef void (*RimDemoCohortProgress) (guint    n_done,
                                       guint    n_total,
                                       gpointer data);

/**
 * RimDemoCohortOptions:
 * @first: the number of the first patient; patients of other numbers are others
 * @n: how many
 * @images: (nullable): a folder to write CT and contour of each into, as NIfTI
 * @progress: (nullable): told how far it is
 * @data: for it
 */
typedef struct
{
  guint                  first;
  guint                  n;
  const char            *images;
  RimDemoCohortProgress  progress;
  gpointer               data;
} RimDemoCohortOptions;

RimCohort   *rim_demo_cohort_new          (const RimDemoCohortOptions  *options,
                                           GCancellable                *cancellable,
                                           GError                     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean     rim_demo_cohort_write        (const char                  *folder,
                                           const RimDemoCohortOptions  *options,
                                           GCancellable                *cancellable,
                                           GError                     **error);
RimSettings *rim_demo_cohort_get_settings (void) G_GNUC_WARN_UNUSED_RESULT;

/* What no model can do better, and what none of images alone can. */
double       rim_demo_cohort_get_true_auc (gboolean of_images);

G_END_DECLS
