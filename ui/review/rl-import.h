/* rl-import.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-jobs.h"
#include "library/rim-library.h"

G_BEGIN_DECLS

/**
 * RlPlace:
 *
 * Where a series stands in the library; all 0 for none.
 */
typedef struct
{
  gint64 patient_id;
  gint64 study_id;
  gint64 series_id;
} RlPlace;

/**
 * RlImportPhase:
 * @RL_IMPORT_DEMO: demo patients are being written
 * @RL_IMPORT_FILES: files are being added
 */
typedef enum
{
  RL_IMPORT_DEMO,
  RL_IMPORT_FILES,
} RlImportPhase;

typedef struct
{
  RlImportPhase     phase;
  RimImportProgress files;
  guint             n_demo_done;
  guint             n_demo_total;
} RlImportStatus;

/**
 * RlImportResult:
 * @counts: what became of the files
 * @refused: (element-type utf8): the files that were refused, with the reason
 * @first: the series to look at first
 */
typedef struct
{
  RimImportProgress  counts;
  GPtrArray         *refused;
  RlPlace            first;
} RlImportResult;

/**
 * RlImportInput:
 * @library: where to
 * @paths: what; without paths the demo patients are written and added
 * @mode: whether files are copied
 */
typedef struct
{
  RimLibrary    *library;
  GStrv          paths;
  RimImportMode  mode;
} RlImportInput;

RlImportInput  *rl_import_input_new   (RimLibrary        *library,
                                       const char *const *paths,
                                       RimImportMode      mode) G_GNUC_WARN_UNUSED_RESULT;
void            rl_import_input_free  (RlImportInput     *self);
RlImportResult *rl_import_run         (RlJob             *job,
                                       RlImportInput     *input,
                                       GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void            rl_import_result_free (RlImportResult    *self);
RlPlace         rl_find_first_place   (RimLibrary        *library,
                                       GPtrArray         *series_ids);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlImportResult, rl_import_result_free)

G_END_DECLS
