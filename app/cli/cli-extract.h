/* cli-extract.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>

#include "cli-case.h"
#include "cli-voi.h"
#include "feature/rim-extract-study.h"

G_BEGIN_DECLS

/**
 * CliStudy:
 * @vois: (nullable): which VOIs, with commas between, or "all"
 * @r_in_mm: how deep the shell is that the core is without; NAN for the settings'
 * @r_out_mm: how far the rim reaches; NAN for the settings'
 * @clip: (nullable): what bounds the rim
 * @fusion: (nullable): how CT and PET are fused
 *
 * What the command line says of VOIs, which goes before what settings
 * say.
 */
typedef struct
{
  const char *vois;
  double      r_in_mm;
  double      r_out_mm;
  const char *clip;
  const char *fusion;
} CliStudy;

/**
 * CliStudyOptions:
 *
 * What options say of a PET and of VOIs, beside those of CliVoi: the rows of
 * CLI_STUDY_ENTRIES. Owned by the holder.
 */
typedef struct
{
  char   *pet;
  char   *pet_series;
  char   *library;
  char   *vois;
  char   *clip;
  char   *fusion;
  double  r_in_mm;
  double  r_out_mm;
} CliStudyOptions;

#define CLI_STUDY_OPTIONS_INIT { .r_in_mm = NAN, .r_out_mm = NAN }

/* The rows of a table of options that fill in @study, a pointer. */
#define CLI_STUDY_ENTRIES(study)                                                    \
  { "library", 'l', 0, G_OPTION_ARG_FILENAME, &(study)->library,                    \
    "Take what was corrected there for the SUV of a PET", "DIR" },                  \
  { "pet", 'p', 0, G_OPTION_ARG_FILENAME, &(study)->pet,                            \
    "A PET of the patient whose CT is --image", "PATH" },                           \
  { "pet-series", 0, 0, G_OPTION_ARG_STRING, &(study)->pet_series,                  \
    "UID, number or modality of the PET", "SERIES" },                               \
  { "voi", 0, 0, G_OPTION_ARG_STRING, &(study)->vois,                               \
    "tumour, core, rim, tumour+rim, several with commas, or all", "VOI" },          \
  { "r-in", 0, 0, G_OPTION_ARG_DOUBLE, &(study)->r_in_mm,                           \
    "How deep the shell is that the core is without (3)", "MM" },                   \
  { "r-out", 0, 0, G_OPTION_ARG_DOUBLE, &(study)->r_out_mm,                         \
    "How far the rim reaches (5)", "MM" },                                          \
  { "clip", 0, 0, G_OPTION_ARG_STRING, &(study)->clip,                              \
    "What bounds the rim: none, body or lung of the CT", "CLIP" },                  \
  { "fusion", 0, 0, G_OPTION_ARG_STRING, &(study)->fusion,                          \
    "How CT and PET are fused: weighted, wavelet or divergence", "METHOD" }

/**
 * CliCohort:
 * @manifest: a table of cases
 * @out: the table of features, one row per case
 * @settings: settings
 * @study: what the command line says of VOIs
 * @units: (nullable): in which unit images are read, or PETs where there are some
 * @is_quiet: whether to show no progress
 *
 * Many cases at once.
 */
typedef struct
{
  const char  *manifest;
  const char  *out;
  RimSettings *settings;
  CliStudy     study;
  const char  *units;
  gboolean     is_quiet;
} CliCohort;

/**
 * CliCohortResult:
 * @n_cases: cases of the manifest
 * @n_kept: that were there already
 * @n_done: that were computed now
 * @n_failed: that could not be
 */
typedef struct
{
  guint n_cases;
  guint n_kept;
  guint n_done;
  guint n_failed;
} CliCohortResult;

RimFeatureTable *cli_extract_run (const CliExtract  *self,
                                  RimSettings       *settings,
                                  GError           **error) G_GNUC_WARN_UNUSED_RESULT;
CliExtract       cli_extract_get (const CliVoi          *voi,
                                  const CliStudyOptions *study);
CliStudy         cli_study_get   (const CliStudyOptions *self);
void             cli_study_options_clear (CliStudyOptions *self);
gboolean         cli_study_is_asked_for (const CliStudy *self);
gboolean         cli_study_parse (const CliStudy    *self,
                                  RimStudySettings  *study,
                                  GError           **error);
gboolean         cli_study_load  (const CliStudy    *self,
                                  const CliExtract  *extract,
                                  RimSettings       *settings,
                                  RimStudySettings  *study,
                                  CliCase           *files,
                                  GError           **error);
GPtrArray       *cli_study_run   (const CliStudy    *self,
                                  const CliExtract  *extract,
                                  RimSettings       *settings,
                                  GError           **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean         cli_cohort_run  (const CliCohort   *self,
                                  CliCohortResult   *result,
                                  GError           **error);
char            *cli_cohort_get_path (const char    *out,
                                      const char    *suffix) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
