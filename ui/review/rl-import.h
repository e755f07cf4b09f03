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
 * RlImportKind:
 * @RL_IMPORT_PATHS: files and folders
 * @RL_IMPORT_DEMO_FIRST: the first time point of the first demo patient
 * @RL_IMPORT_DEMO_ALL: all demo patients, those that are there already too
 *
 * What is imported. Demo patients are written first, each time point is added
 * as soon as it is there.
 */
typedef enum
{
  RL_IMPORT_PATHS,
  RL_IMPORT_DEMO_FIRST,
  RL_IMPORT_DEMO_ALL,
} RlImportKind;

/**
 * RlImportInput:
 * @library: where to
 * @kind: what
 * @paths: (nullable): which, for %RL_IMPORT_PATHS
 * @mode: whether files are copied
 */
typedef struct
{
  RimLibrary    *library;
  RlImportKind   kind;
  GStrv          paths;
  RimImportMode  mode;
} RlImportInput;

RlImportInput  *rl_import_input_new   (RimLibrary        *library,
                                       RlImportKind       kind,
                                       const char *const *paths,
                                       RimImportMode      mode) G_GNUC_WARN_UNUSED_RESULT;
void            rl_import_input_free  (RlImportInput     *self);
RlImportResult *rl_import_run         (RlJob             *job,
                                       RlImportInput     *input,
                                       GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void            rl_import_result_free (RlImportResult    *self);
RlPlace         rl_find_first_place   (RimLibrary        *library,
                                       GPtrArray         *series_ids);
gboolean        rl_demo_is_unfinished (RimLibrary        *library);
void            rl_demo_begin         (RimLibrary        *library);
void            rl_demo_give_up       (RimLibrary        *library);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlImportResult, rl_import_result_free)

G_END_DECLS
