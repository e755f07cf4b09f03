/* rl-habitat-table.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "maps/rl-habitat-finder.h"

G_BEGIN_DECLS

#define RL_TYPE_HABITAT_TABLE (rl_habitat_table_get_type ())

/**
 * RlHabitatTable:
 *
 * Has a worker compute the features of habitats and save them.
 *
 * Signal "message" (char *text): how it went.
 */
G_DECLARE_FINAL_TYPE (RlHabitatTable, rl_habitat_table, RL, HABITAT_TABLE, GObject)

RlHabitatTable *rl_habitat_table_new (RlJobs          *jobs,
                                      RlHabitatFinder *finder) G_GNUC_WARN_UNUSED_RESULT;
void            rl_habitat_table_save (RlHabitatTable  *self,
                                       RimSettings     *settings,
                                       const char      *path);

G_END_DECLS
