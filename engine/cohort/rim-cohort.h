/* rim-cohort.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RimColumnType:
 * @RIM_COLUMN_NUMBER: a number; NAN where it is missing
 * @RIM_COLUMN_CATEGORY: one of some levels, by its number; NAN where it is missing
 *
 * What stands in a column.
 */
typedef enum
{
  RIM_COLUMN_NUMBER,
  RIM_COLUMN_CATEGORY,
} RimColumnType;

/**
 * RimColumnRole:
 * @RIM_COLUMN_FEATURE: computed of images
 * @RIM_COLUMN_CLINICAL: known of the patient at the time of the images
 * @RIM_COLUMN_OUTCOME: came later; never an input
 * @RIM_COLUMN_BATCH: centre, scanner or protocol; never an input
 * @RIM_COLUMN_IGNORED: kept, but neither an input nor an outcome
 *
 * What a column is for.
 */
typedef enum
{
  RIM_COLUMN_FEATURE,
  RIM_COLUMN_CLINICAL,
  RIM_COLUMN_OUTCOME,
  RIM_COLUMN_BATCH,
  RIM_COLUMN_IGNORED,
} RimColumnRole;

/**
 * RimColumn:
 * @name: unlike that of any other column
 * @type: what stands in it
 * @role: what it is for
 * @values: of all rows; NAN where missing, never infinite
 * @levels: (nullable): the levels of a category, NULL-terminated
 * @n_missing: how many rows have no value
 *
 * One column of a cohort, which owns it.
 */
typedef struct
{
  const char         *name;
  RimColumnType       type;
  RimColumnRole       role;
  const double       *values;
  const char *const  *levels;
  gsize               n_missing;
} RimColumn;

/**
 * RimCohort:
 *
 * Rows (a lesion or a patient at a time) by typed columns. Rows of one patient never
 * come apart when a cohort is split. Immutable; reference counted; safe on any thread.
 */
typedef struct _RimCohort RimCohort;

/**
 * RimCohortBuilder:
 *
 * A cohort that is being put together, column by column. Belongs to one thread.
 */
typedef struct _RimCohortBuilder RimCohortBuilder;

#define RIM_TYPE_COHORT (rim_cohort_get_type ())

/* Putting together */
RimCohortBuilder  *rim_cohort_builder_new            (const char *const  *ids,
                                                      const char *const  *patients,
                                                      gsize               n_rows) G_GNUC_WARN_UNUSED_RESULT;
gboolean           rim_cohort_builder_add_numbers    (RimCohortBuilder   *self,
                                                      const char         *name,
                                                      RimColumnRole       role,
                                                      const double       *values,
                                                      GError            **error);
gboolean           rim_cohort_builder_add_categories (RimCohortBuilder   *self,
                                                      const char         *name,
                                                      RimColumnRole       role,
                                                      const char *const  *texts,
                                                      GError            **error);
gboolean           rim_cohort_builder_add_levels     (RimCohortBuilder   *self,
                                                      const char         *name,
                                                      RimColumnRole       role,
                                                      const char *const  *levels,
                                                      const char *const  *texts,
                                                      GError            **error);
gboolean           rim_cohort_builder_add_column     (RimCohortBuilder   *self,
                                                      const RimColumn    *column,
                                                      const guint32      *rows,
                                                      RimColumnRole       role,
                                                      GError            **error);
RimCohort         *rim_cohort_builder_end            (RimCohortBuilder   *self) G_GNUC_WARN_UNUSED_RESULT;
void               rim_cohort_builder_free           (RimCohortBuilder   *self);

/* The cohort */
GType              rim_cohort_get_type               (void);
RimCohort         *rim_cohort_ref                    (RimCohort          *self);
void               rim_cohort_unref                  (RimCohort          *self);
gsize              rim_cohort_get_n_rows             (RimCohort          *self);
guint              rim_cohort_get_n_columns          (RimCohort          *self);
const RimColumn   *rim_cohort_get_column             (RimCohort          *self,
                                                      guint               column);
const RimColumn   *rim_cohort_find                   (RimCohort          *self,
                                                      const char         *name);
const char        *rim_cohort_get_id                 (RimCohort          *self,
                                                      gsize               row);
const char        *rim_cohort_get_patient            (RimCohort          *self,
                                                      gsize               row);
const guint32     *rim_cohort_get_patient_numbers    (RimCohort          *self);
char              *rim_cohort_dup_hash               (RimCohort          *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimCohort, rim_cohort_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimCohortBuilder, rim_cohort_builder_free)

G_END_DECLS
