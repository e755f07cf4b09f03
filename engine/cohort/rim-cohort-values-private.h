/* rim-cohort-values-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cohort/rim-column-rules.h"
#include "core/rim-csv-table.h"

G_BEGIN_DECLS

/* Columns of a table as numbers, with what is none. */
typedef struct
{
  const RimCsvTable *table;
  double            *values;     /* n_columns × n_rows, those of one column together */
  gsize             *n_words;    /* of each column: what is neither a number nor missing */
  gsize             *n_infinite; /* of each column: numbers that are not finite, which are missing */
  gsize             *first_word; /* of each column: the row of the first of them */
} RimCohortValues;

void        rim_cohort_values_init   (RimCohortValues       *self,
                                      const RimCsvTable     *table);
void        rim_cohort_values_clear  (RimCohortValues       *self);
gboolean    rim_cohort_values_add    (const RimCohortValues *self,
                                      guint                  column,
                                      const RimColumnRules  *rules,
                                      RimCohortBuilder      *builder,
                                      GPtrArray             *notes,
                                      GError               **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimCohortValues, rim_cohort_values_clear)

G_END_DECLS
