/* rl-column-list.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cohort/rl-cohort.h"

G_BEGIN_DECLS

#define RL_TYPE_COLUMN_ITEM (rl_column_item_get_type ())
#define RL_TYPE_COLUMN_LIST (rl_column_list_get_type ())

/**
 * RlColumnItem:
 *
 * A column of the cohort, by its place. Made while it is looked at.
 */
G_DECLARE_FINAL_TYPE (RlColumnItem, rl_column_item, RL, COLUMN_ITEM, GObject)

/**
 * RlColumnFilter:
 * @RL_COLUMN_FILTER_ALL: all
 * @RL_COLUMN_FILTER_MISSING: those that miss values
 * @RL_COLUMN_FILTER_CONSTANT: those with one value only
 * @RL_COLUMN_FILTER_ROLE: those of role 0; the roles follow
 *
 * Which columns are listed.
 */
typedef enum
{
  RL_COLUMN_FILTER_ALL,
  RL_COLUMN_FILTER_MISSING,
  RL_COLUMN_FILTER_CONSTANT,
  RL_COLUMN_FILTER_ROLE,
} RlColumnFilter;

/**
 * RlColumnList:
 *
 * The columns of a cohort that a search and a filter leave, a #GListModel of #RlColumnItem,
 * and which of them stand in the table of rows.
 *
 * Signal "shown-changed": other columns stand in the table.
 */
G_DECLARE_FINAL_TYPE (RlColumnList, rl_column_list, RL, COLUMN_LIST, GObject)

guint         rl_column_item_get_column    (RlColumnItem *self);

RlColumnList *rl_column_list_new (RlCohort     *cohort) G_GNUC_WARN_UNUSED_RESULT;
void          rl_column_list_set_search    (RlColumnList *self,
                                            const char   *search);
void          rl_column_list_set_filter    (RlColumnList *self,
                                            guint         filter);
gboolean      rl_column_list_is_shown      (RlColumnList *self,
                                            guint         column);
void          rl_column_list_set_shown     (RlColumnList *self,
                                            guint         column,
                                            gboolean      is_shown);
GArray       *rl_column_list_dup_shown     (RlColumnList *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
