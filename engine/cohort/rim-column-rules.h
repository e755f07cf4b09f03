/* rim-column-rules.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cohort/rim-cohort.h"

G_BEGIN_DECLS

/**
 * RimColumnRules:
 *
 * What is said of columns by name: the last rule that fits a column holds. What no rule
 * says is guessed from the name.
 */
typedef struct _RimColumnRules RimColumnRules;

/**
 * RimColumnRule:
 * @pattern: a glob of names
 * @has_role: whether it says a role
 * @role: what the columns are for
 * @has_type: whether it says a type
 * @type: what stands in them
 * @levels: (nullable): of categories, in their order, NULL-terminated
 */
typedef struct
{
  char          *pattern;
  gboolean       has_role;
  RimColumnRole  role;
  gboolean       has_type;
  RimColumnType  type;
  char         **levels;
} RimColumnRule;

RimColumnRules      *rim_column_rules_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void                 rim_column_rules_free     (RimColumnRules        *self);
void                 rim_column_rules_add      (RimColumnRules        *self,
                                                const RimColumnRule   *rule);
gboolean             rim_column_rules_load     (RimColumnRules        *self,
                                                const char            *path,
                                                GError               **error);
const RimColumnRule *rim_column_rules_find     (const RimColumnRules  *self,
                                                const char            *name,
                                                gboolean               says_type);

const char          *rim_column_role_get_id    (RimColumnRole role);
gboolean             rim_column_role_parse     (const char            *id,
                                                RimColumnRole         *role);
RimColumnRole        rim_column_role_guess     (const char            *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimColumnRules, rim_column_rules_free)

G_END_DECLS
