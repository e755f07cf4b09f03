/* cli-tables.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cohort/rim-cohort.h"

G_BEGIN_DECLS

/**
 * CliTables:
 *
 * What a command line says of the tables that a cohort is read from: the same options for
 * each command that learns.
 */
typedef struct
{
  gboolean   appends;
  gboolean   drops;
  char      *by;
  char      *id;
  char      *patient;
  char      *patient_pattern;
  char      *reading;
  char      *columns;
  char     **roles;
  char     **categories;
  char     **keep;
} CliTables;

/* The options of which a command with tables has a row each. */
#define CLI_TABLES_ENTRIES(self) \
  { "append", 'a', 0, G_OPTION_ARG_NONE, &(self)->appends, "Put tables one below the other, not side by side", NULL }, \
  { "by", 0, 0, G_OPTION_ARG_STRING, &(self)->by, "Join tables by id or by patient", "id|patient" }, \
  { "drop", 0, 0, G_OPTION_ARG_NONE, &(self)->drops, "Leave rows out that are not in every table", NULL }, \
  { "id", 0, 0, G_OPTION_ARG_STRING, &(self)->id, "The column that names rows", "COLUMN" }, \
  { "patient", 0, 0, G_OPTION_ARG_STRING, &(self)->patient, "The column that names patients", "COLUMN" }, \
  { "patient-pattern", 0, 0, G_OPTION_ARG_STRING, &(self)->patient_pattern, \
    "Where no column does, what of an id is the patient: the first group of this", "REGEX" }, \
  { "columns", 0, 0, G_OPTION_ARG_FILENAME, &(self)->columns, "What columns are, in CSV: column,role,type,levels", \
    "FILE.csv" }, \
  { "role", 0, 0, G_OPTION_ARG_STRING_ARRAY, &(self)->roles, \
    "What columns are for: feature, clinical, outcome, batch or ignored", "COLUMNS=ROLE" }, \
  { "category", 0, 0, G_OPTION_ARG_STRING_ARRAY, &(self)->categories, "Columns whose numbers are names", "COLUMNS" }, \
  { "keep", 0, 0, G_OPTION_ARG_STRING_ARRAY, &(self)->keep, "Only these columns", "COLUMNS" }

RimCohort *cli_tables_load          (const CliTables     *self,
                                     const char *const   *paths,
                                     GError             **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cli_tables_load_each     (const CliTables     *self,
                                     const char *const   *paths,
                                     GError             **error) G_GNUC_WARN_UNUSED_RESULT;
char      *cli_tables_dup_settings  (const char          *path) G_GNUC_WARN_UNUSED_RESULT;
void       cli_tables_clear         (CliTables           *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliTables, cli_tables_clear)

G_END_DECLS
