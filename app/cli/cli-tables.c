/* cli-tables.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-tables.h"

#include <string.h>

#include "cli-extract.h"
#include "cli.h"
#include "cohort/rim-cohort-csv.h"
#include "cohort/rim-cohort-error.h"
#include "cohort/rim-cohort-join.h"
#include "feature/rim-settings.h"

void
cli_tables_clear (CliTables *self)
{
  g_clear_pointer (&self->by, g_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->patient, g_free);
  g_clear_pointer (&self->patient_pattern, g_free);
  g_clear_pointer (&self->reading, g_free);
  g_clear_pointer (&self->columns, g_free);
  g_clear_pointer (&self->roles, g_strfreev);
  g_clear_pointer (&self->categories, g_strfreev);
  g_clear_pointer (&self->keep, g_strfreev);
}

static gboolean
add_role (RimColumnRules  *rules,
          const char      *text,
          GError         **error)
{
  const char *equals = strrchr (text, '=');
  g_autofree char *pattern = equals != NULL ? g_strndup (text, (gsize) (equals - text)) : NULL;
  RimColumnRule rule = { pattern, TRUE };

  if (equals != NULL && rim_column_role_parse (equals + 1, &rule.role))
    {
      rim_column_rules_add (rules, &rule);
      return TRUE;
    }

  g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_SYNTAX,
               "“%s” is not COLUMNS=ROLE, with a role of feature, clinical, outcome, batch or ignored", text);

  return FALSE;
}

/* What stands beside a table holds for it, unless the command line says otherwise. */
static RimColumnRules *
make_rules (const CliTables  *self,
            const char       *path,
            GError          **error)
{
  g_autoptr(RimColumnRules) rules = rim_column_rules_new ();
  g_autofree char *beside = cli_cohort_get_path (path, ".columns.csv");

  if (g_file_test (beside, G_FILE_TEST_EXISTS) && !rim_column_rules_load (rules, beside, error))
    return NULL;
  if (self->columns != NULL && !rim_column_rules_load (rules, self->columns, error))
    return NULL;
  for (guint i = 0; self->roles != NULL && self->roles[i] != NULL; i++)
    if (!add_role (rules, self->roles[i], error))
      return NULL;
  for (guint i = 0; self->categories != NULL && self->categories[i] != NULL; i++)
    {
      const RimColumnRule rule = { self->categories[i], FALSE, RIM_COLUMN_FEATURE, TRUE, RIM_COLUMN_CATEGORY };

      rim_column_rules_add (rules, &rule);
    }

  return g_steal_pointer (&rules);
}

static void
warn_all (GPtrArray *notes)
{
  for (guint i = 0; i < notes->len; i++)
    cli_warn (notes->pdata[i]);
}

static RimCohort *
load_table (const CliTables  *self,
            const char       *path,
            GError          **error)
{
  g_autoptr(RimColumnRules) rules = make_rules (self, path, error);
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  const RimCohortCsvSettings settings = { self->id, self->patient, self->patient_pattern, self->reading, rules };
  RimCohort *cohort;

  if (rules == NULL)
    return NULL;

  cohort = rim_cohort_load_csv (path, &settings, notes, error);
  /* The first says what rows are named by, which is nothing to be warned of. */
  if (notes->len > 0)
    g_ptr_array_remove_index (notes, 0);
  warn_all (notes);

  return cohort;
}

/* Returns: (transfer full) (element-type RimCohort): the tables by themselves */
GPtrArray *
cli_tables_load_each (const CliTables    *self,
                      const char *const  *paths,
                      GError            **error)
{
  g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_cohort_unref);

  for (guint i = 0; paths[i] != NULL; i++)
    {
      RimCohort *table = load_table (self, paths[i], error);

      if (table == NULL)
        return NULL;
      g_ptr_array_add (tables, table);
    }

  return g_steal_pointer (&tables);
}

/**
 * cli_tables_dup_settings:
 * @path: a table of features
 *
 * Returns: (transfer full) (nullable): the path of the settings that it was made with,
 *   which stand beside it
 */
char *
cli_tables_dup_settings (const char *path)
{
  g_autofree char *settings = cli_cohort_get_path (path, ".settings.yaml");

  return g_file_test (settings, G_FILE_TEST_EXISTS) ? g_steal_pointer (&settings) : NULL;
}

static char *
hash_settings (const char  *path,
               GError     **error)
{
  g_autofree char *file = cli_tables_dup_settings (path);
  g_autoptr(RimSettings) settings = file != NULL ? rim_settings_load (file, error) : NULL;

  if (file == NULL)
    return g_strdup ("");

  return settings != NULL ? g_strdup (rim_settings_get_hash (settings)) : NULL;
}

/* Rows of different settings never meet in one table. */
static gboolean
check_settings (const char *const  *paths,
                GError            **error)
{
  g_autofree char *first = hash_settings (paths[0], error);

  for (guint i = 1; first != NULL && paths[i] != NULL; i++)
    {
      g_autofree char *other = hash_settings (paths[i], error);

      if (other == NULL)
        return FALSE;
      if (strcmp (first, other) == 0)
        continue;
      g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_SETTINGS, "%s was %s %s", paths[i],
                   *first == '\0' || *other == '\0' ? "made with settings that are not known to be those of"
                                                    : "made with other settings than", paths[0]);
      return FALSE;
    }

  return first != NULL;
}

static gboolean
parse_key (const CliTables  *self,
           RimCohortKey     *key,
           GError          **error)
{
  *key = RIM_COHORT_KEY_ANY;
  if (g_strcmp0 (self->by, "id") == 0)
    *key = RIM_COHORT_KEY_ID;
  else if (g_strcmp0 (self->by, "patient") == 0)
    *key = RIM_COHORT_KEY_PATIENT;
  else if (self->by != NULL)
    g_set_error_literal (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_SYNTAX, "--by takes id or patient");

  return self->by == NULL || *key != RIM_COHORT_KEY_ANY;
}

static RimCohort *
join (const CliTables  *self,
      GPtrArray        *tables,
      GPtrArray        *notes,
      GError          **error)
{
  g_autoptr(RimCohort) all = rim_cohort_ref (tables->pdata[0]);
  RimCohortKey key;

  if (!parse_key (self, &key, error))
    return NULL;

  for (guint i = 1; i < tables->len; i++)
    {
      RimCohort *joined = rim_cohort_join (all, tables->pdata[i], key, !self->drops, notes, error);

      if (joined == NULL)
        return NULL;
      rim_cohort_unref (all);
      all = joined;
    }

  return g_steal_pointer (&all);
}

/**
 * cli_tables_load:
 * @self: what the command line says
 * @paths: (array zero-terminated=1): tables in CSV, at least one
 * @error: where to put an error
 *
 * Reads a cohort and warns of rows and columns that do not fit together.
 *
 * Returns: (transfer full): the cohort, or %NULL
 */
RimCohort *
cli_tables_load (const CliTables    *self,
                 const char *const  *paths,
                 GError            **error)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) tables = NULL;
  g_autoptr(RimCohort) all = NULL;

  if (self->appends && !check_settings (paths, error))
    return NULL;

  tables = cli_tables_load_each (self, paths, error);
  if (tables == NULL)
    return NULL;

  all = self->appends ? rim_cohort_append ((RimCohort *const *) tables->pdata, tables->len, notes, error)
                      : join (self, tables, notes, error);
  if (all == NULL)
    return NULL;

  warn_all (notes);
  if (self->keep == NULL)
    return g_steal_pointer (&all);

  return rim_cohort_subset (all, (const char *const *) self->keep, NULL, 0, error);
}
