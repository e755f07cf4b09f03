/* cli-extract.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-extract-study.h"

G_BEGIN_DECLS

/**
 * CliExtract:
 * @image: the path of the image
 * @series: (nullable): which series under it
 * @units: (nullable): in which unit
 * @mask: the path of the segmentation
 * @roi: (nullable): which region of it
 * @pet: (nullable): the path of a PET of the patient whose CT is @image; @units
 *   are then those of the PET
 * @pet_series: (nullable): which series under it
 * @library: (nullable): a library with corrections of the SUV
 *
 * What features are to be computed of.
 */
typedef struct
{
  const char *image;
  const char *series;
  const char *units;
  const char *mask;
  const char *roi;
  const char *pet;
  const char *pet_series;
  const char *library;
} CliExtract;

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
gboolean         cli_study_is_asked_for (const CliStudy *self);
gboolean         cli_study_parse (const CliStudy    *self,
                                  RimStudySettings  *study,
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
