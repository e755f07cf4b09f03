/* cli-comparison.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli-readers.h"
#include "compare/rim-roi-comparison.h"

G_BEGIN_DECLS

/**
 * CliCompareOptions:
 * @lesion: (nullable): the name or number of the only lesion to compare
 * @match: how lesions are to be matched; %RIM_ROI_MATCH_NONE for all ways by turns
 * @tolerance_mm: of the surface Dice coefficient
 */
typedef struct
{
  const char  *lesion;
  RimRoiMatch  match;
  double       tolerance_mm;
} CliCompareOptions;

/**
 * CliSpread:
 * @n: of how many values, those that are infinite included
 *
 * How the values of a measure are spread over lesions.
 */
typedef struct
{
  guint  n;
  double median;
  double lower_quartile;
  double upper_quartile;
  double min;
  double max;
} CliSpread;

GPtrArray *cli_comparisons_new      (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean   cli_comparisons_add      (GPtrArray                  *comparisons,
                                     CliReaders                 *readers,
                                     const char                 *id,
                                     const CliCompareOptions    *options,
                                     GError                    **error);
CliSpread  cli_comparisons_spread   (GPtrArray                  *comparisons,
                                     const RimComparisonMeasure *measure);
void       cli_comparisons_print    (GPtrArray                  *comparisons,
                                     gboolean                    with_summary);
void       cli_comparisons_print_summary_csv (GPtrArray         *comparisons);
void       cli_comparisons_print_json (GPtrArray                *comparisons,
                                       gboolean                  with_summary);

G_END_DECLS
