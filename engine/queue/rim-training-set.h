/* rim-training-set.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "queue/rim-worklist.h"

G_BEGIN_DECLS

/**
 * RimTrainingLayout:
 * @RIM_TRAINING_BIDS: folders of subjects and sessions with a mask per lesion, named
 *   as BIDS names derivatives; BIDS itself knows no CT
 * @RIM_TRAINING_NNUNET: version 2 of nnU-Net: imagesTr, labelsTr, dataset.json
 */
typedef enum
{
  RIM_TRAINING_BIDS,
  RIM_TRAINING_NNUNET,
  RIM_N_TRAINING_LAYOUTS
} RimTrainingLayout;

/* Called as cases are written: @n_done of @n_cases are. */
typedef void (*RimTrainingFunc) (guint    n_done,
                                 guint    n_cases,
                                 gpointer data);

/**
 * RimTrainingOptions:
 * @layout: how files are laid out
 * @with_pet: whether PETs are written, on the grid of the CT for nnU-Net and on
 *   their own else
 * @unfinished: whether cases in progress are written too, as they are
 * @splits: (nullable) (element-type RimProtocolSplit): instead of those of the protocol; the shares
 *   are 1 together
 * @seed: (nullable): instead of the protocol's
 * @progress: (nullable): called on the caller's thread
 * @data: for @progress
 * @cancellable: (nullable): stops it between cases; nothing is left then
 *
 * How a training set is written. Plain data.
 */
typedef struct
{
  RimTrainingLayout layout;
  gboolean          with_pet;
  gboolean          unfinished;
  GPtrArray        *splits;
  const char       *seed;
  RimTrainingFunc   progress;
  gpointer          data;
  GCancellable     *cancellable;
} RimTrainingOptions;

/**
 * RimTrainingReport:
 * @n_cases: how many cases were written
 * @n_patients: of how many patients
 * @left_out: (element-type utf8): sentences on what was left out
 */
typedef struct
{
  guint      n_cases;
  guint      n_patients;
  GPtrArray *left_out;
} RimTrainingReport;

gboolean  rim_training_layout_from_id  (const char                *id,
                                        RimTrainingLayout         *layout);
gboolean  rim_training_set_write       (RimWorklist               *worklist,
                                        RimLibrary                *library,
                                        const char                *path,
                                        const RimTrainingOptions  *options,
                                        RimTrainingReport         *report,
                                        GError                   **error);
GPtrArray *rim_training_splits_new     (const double shares[3]) G_GNUC_WARN_UNUSED_RESULT;
void      rim_training_report_clear    (RimTrainingReport         *self);

/* Which split each patient belongs to */
void      rim_splits_draw              (const RimProtocol         *protocol,
                                        const char *const         *patients,
                                        const char *const         *strata,
                                        guint                      n_patients,
                                        guint                     *splits);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimTrainingReport, rim_training_report_clear)

G_END_DECLS
