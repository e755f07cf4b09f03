/* cli-score.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli-voi.h"
#include "signature/rim-scorer.h"

G_BEGIN_DECLS

/**
 * CliScoreOptions:
 * @image: (nullable): the CT, or a PET alone
 * @series: (nullable): which series of it
 * @pet: (nullable): the PET
 * @pet_series: (nullable): which series of it
 * @mask: (nullable): contours
 * @rois: (nullable): which regions; "all" for all
 * @readers: (nullable): contours of other readers
 * @before_image: (nullable): the CT of the earlier time point
 * @before_pet: (nullable): its PET
 * @before_mask: (nullable): its contours
 * @clinical: (nullable): a table, or name=value,…
 * @id: (nullable): the row of the table
 * @library: (nullable): of patients
 * @patient: (nullable): which of them
 * @keeps: whether scores are kept in the library
 * @perturb_mm: how far off other contours may be; 0 for none
 * @n_contours: how many
 * @seed: of what is drawn
 * @json: whether to print JSON
 *
 * What the command line says.
 */
typedef struct
{
  char     *image;
  char     *series;
  char     *pet;
  char     *pet_series;
  char     *mask;
  char    **rois;
  char    **readers;
  char     *before_image;
  char     *before_pet;
  char     *before_mask;
  char     *clinical;
  char     *id;
  char     *library;
  char     *patient;
  gboolean  keeps;
  double    perturb_mm;
  int       n_contours;
  int       seed;
  gboolean  json;
} CliScoreOptions;

/**
 * CliScored:
 * @name: of the lesion
 * @volume: mm³
 * @score: what the signature says of it
 */
typedef struct
{
  char     *name;
  double    volume;
  RimScore *score;
} CliScored;


GPtrArray    *cli_scored_new_list  (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean      cli_score_add        (RimScorer              *scorer,
                                    const CliScoreOptions  *options,
                                    const RimScoreCase     *score_case,
                                    const char             *name,
                                    GPtrArray              *scored,
                                    GError                **error);
GHashTable   *cli_score_load_clinical (const CliScoreOptions  *options,
                                       GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/* Of files, of a table, of a library; each prints what came of it. */
gboolean      cli_score_files      (RimScorer              *scorer,
                                    const CliScoreOptions  *options,
                                    GError                **error);
gboolean      cli_score_cohort     (RimSignature           *signature,
                                    const char             *cohort,
                                    const char             *out,
                                    GError                **error);
gboolean      cli_score_library    (RimScorer              *scorer,
                                    const CliScoreOptions  *options,
                                    GError                **error);

/* cli-score-print.c */
void          cli_score_begin      (RimSignature           *signature,
                                    JsonBuilder            *builder);
void          cli_score_print      (RimSignature           *signature,
                                    GPtrArray              *scored,
                                    JsonBuilder            *builder);
void          cli_score_end        (JsonBuilder            *builder);

G_END_DECLS
