/* rim-combat.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * RimCombatData:
 * @columns: n_columns columns, each of all rows of a cohort; NAN where a value is missing
 * @n_columns: how many
 * @rows: (array length=n_rows): the rows to learn from
 * @n_rows: how many
 * @batches: of all rows of the cohort: the number of the batch, as a category has it
 * @names: (array length=n_batches): what batches are called
 * @n_batches: how many there may be; those without a row to learn from are unknown
 * @covariates: (nullable): n_covariates columns of what is not to be taken away with the
 *   batch; no value of @rows is missing
 * @n_covariates: how many
 * @reference: the batch that the others are brought to, or -1 for what they have in common
 *
 * What is harmonised. Belongs to the caller.
 */
typedef struct
{
  const double *const *columns;
  guint                n_columns;
  const guint32       *rows;
  gsize                n_rows;
  const double        *batches;
  const char *const   *names;
  guint                n_batches;
  const double *const *covariates;
  guint                n_covariates;
  int                  reference;
} RimCombatData;

/**
 * RimCombat:
 * @n_columns: how many columns
 * @n_batches: how many batches
 * @n_covariates: how many covariates
 * @counts: (array length=n_batches): rows of each batch that were learned from; 0 for a
 *   batch that is unknown
 * @means: (array length=n_columns): what batches have in common
 * @deviations: (array length=n_columns): standard deviations; 0 for a column that stays as
 *   it is, as it is constant in a batch
 * @slopes: (array length=n_columns*n_covariates): of covariates, those of a column together
 * @shifts: (array length=n_columns*n_batches): of batches, those of a column together
 * @scales: (array length=n_columns*n_batches): of batches
 * @n_missing: values that were missing
 *
 * What was learned of batches. Immutable once made.
 */
typedef struct
{
  guint   n_columns;
  guint   n_batches;
  guint   n_covariates;
  guint  *counts;
  double *means;
  double *deviations;
  double *slopes;
  double *shifts;
  double *scales;
  gsize   n_missing;
} RimCombat;

RimCombat *rim_combat_new           (const RimCombatData  *data,
                                     GError              **error) G_GNUC_WARN_UNUSED_RESULT;
RimCombat *rim_combat_new_subset    (const RimCombat      *self,
                                     const guint32        *columns,
                                     guint                 n_columns) G_GNUC_WARN_UNUSED_RESULT;
void       rim_combat_free          (RimCombat            *self);
gboolean   rim_combat_check_batches (const RimCombat      *self,
                                     const double         *batches,
                                     const guint32        *rows,
                                     gsize                 n_rows,
                                     const char *const    *names,
                                     GError              **error);
double     rim_combat_apply         (const RimCombat      *self,
                                     guint                 column,
                                     guint                 batch,
                                     double                value,
                                     const double         *covariates);

JsonNode  *rim_combat_to_json       (const RimCombat      *self) G_GNUC_WARN_UNUSED_RESULT;
RimCombat *rim_combat_new_from_json (JsonNode             *node,
                                     GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimCombat, rim_combat_free)

G_END_DECLS
