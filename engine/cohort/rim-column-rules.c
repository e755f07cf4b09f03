/* rim-column-rules.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-column-rules.h"

#include <string.h>

#include "cohort/rim-cohort-error.h"
#include "core/rim-csv-table.h"

#define MAX_RULES (16 * 1024 * 1024)

struct _RimColumnRules
{
  GPtrArray *rules;
};

static const char *const roles[] = { "feature", "clinical", "outcome", "batch", "ignored" };

static void
rule_free (gpointer data)
{
  RimColumnRule *self = data;

  g_free (self->pattern);
  g_strfreev (self->levels);
  g_free (self);
}

RimColumnRules *
rim_column_rules_new (void)
{
  RimColumnRules *self = g_new0 (RimColumnRules, 1);

  self->rules = g_ptr_array_new_with_free_func (rule_free);

  return self;
}

void
rim_column_rules_free (RimColumnRules *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->rules);
  g_free (self);
}

/* Copies @rule; it goes before those that are there. */
void
rim_column_rules_add (RimColumnRules      *self,
                      const RimColumnRule *rule)
{
  RimColumnRule *copy = g_memdup2 (rule, sizeof *rule);

  copy->pattern = g_strdup (rule->pattern);
  copy->levels = g_strdupv (rule->levels);
  g_ptr_array_add (self->rules, copy);
}

static gboolean
fail_row (const RimCsvTable  *table,
          gsize               row,
          const char         *column,
          const char         *allowed,
          GError            **error)
{
  g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_SYNTAX, "%s:%u: “%s” takes %s", table->path,
               table->lines[row], column, allowed);

  return FALSE;
}

/* What has no column, or nothing in it, is not said. */
static const char *
find_text (const RimCsvTable *table,
           gsize              row,
           const char        *name)
{
  const int column = rim_csv_table_find (table, name);
  const char *text = column >= 0 ? rim_csv_table_get_cell (table, row, (guint) column) : "";

  return *text != '\0' ? text : NULL;
}

static gboolean
read_rule (RimColumnRules     *self,
           const RimCsvTable  *table,
           gsize               row,
           GError            **error)
{
  const char *pattern = find_text (table, row, "column");
  const char *role = find_text (table, row, "role");
  const char *type = find_text (table, row, "type");
  const char *levels = find_text (table, row, "levels");
  g_auto(GStrv) all = levels != NULL ? g_strsplit (levels, "|", -1) : NULL;
  RimColumnRule rule = { (char *) pattern, role != NULL, RIM_COLUMN_FEATURE, type != NULL || levels != NULL,
                         RIM_COLUMN_CATEGORY, all };

  if (pattern == NULL)
    return fail_row (table, row, "column", "the name of a column", error);
  if (role != NULL && !rim_column_role_parse (role, &rule.role))
    return fail_row (table, row, "role", "feature, clinical, outcome, batch or ignored", error);
  if (type != NULL && strcmp (type, "number") == 0)
    rule.type = RIM_COLUMN_NUMBER;
  else if (type != NULL && strcmp (type, "category") != 0)
    return fail_row (table, row, "type", "number or category", error);
  if (levels != NULL && rule.type == RIM_COLUMN_NUMBER)
    return fail_row (table, row, "levels", "nothing where the type is number", error);

  rim_column_rules_add (self, &rule);

  return TRUE;
}

/**
 * rim_column_rules_load:
 * @self: gets what the file says
 * @path: a table in CSV with the columns “column” (a name, or a pattern with * and ?),
 *   “role”, “type” (number or category) and “levels” (in their order, between them “|”),
 *   of which only the first has to be there
 * @error: return location for an error, which names the line
 *
 * Returns: whether it could be read
 */
gboolean
rim_column_rules_load (RimColumnRules  *self,
                       const char      *path,
                       GError         **error)
{
  g_autoptr(RimCsvTable) table = rim_csv_table_load (path, MAX_RULES, error);

  if (table == NULL)
    return FALSE;

  for (gsize row = 0; row < table->n_rows; row++)
    if (!read_rule (self, table, row, error))
      return FALSE;

  return TRUE;
}

/* Returns: (transfer none) (nullable): the last rule that says a type, or else a role, of
 *   columns of that name
 */
const RimColumnRule *
rim_column_rules_find (const RimColumnRules *self,
                       const char           *name,
                       gboolean              says_type)
{
  for (guint i = self->rules->len; i > 0; i--)
    {
      const RimColumnRule *rule = self->rules->pdata[i - 1];

      if ((says_type ? rule->has_type : rule->has_role) &&
          (strcmp (rule->pattern, name) == 0 || g_pattern_match_simple (rule->pattern, name)))
        return rule;
    }

  return NULL;
}

const char *
rim_column_role_get_id (RimColumnRole role)
{
  return roles[role];
}

gboolean
rim_column_role_parse (const char    *id,
                       RimColumnRole *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (strcmp (roles[i], id) == 0)
      {
        *role = (RimColumnRole) i;
        return TRUE;
      }

  return FALSE;
}

/* Words of which a name consists, with any role that they give it. */
typedef struct
{
  const char    *word;
  RimColumnRole  role;
} Word;

static const Word words[] = {
  { "outcome", RIM_COLUMN_OUTCOME }, { "label", RIM_COLUMN_OUTCOME }, { "event", RIM_COLUMN_OUTCOME },
  { "time", RIM_COLUMN_OUTCOME }, { "pfs", RIM_COLUMN_OUTCOME }, { "os", RIM_COLUMN_OUTCOME },
  { "dfs", RIM_COLUMN_OUTCOME }, { "dcb", RIM_COLUMN_OUTCOME }, { "ndb", RIM_COLUMN_OUTCOME },
  { "bor", RIM_COLUMN_OUTCOME }, { "response", RIM_COLUMN_OUTCOME }, { "responder", RIM_COLUMN_OUTCOME },
  { "survival", RIM_COLUMN_OUTCOME }, { "death", RIM_COLUMN_OUTCOME }, { "dead", RIM_COLUMN_OUTCOME },
  { "progression", RIM_COLUMN_OUTCOME }, { "recurrence", RIM_COLUMN_OUTCOME }, { "relapse", RIM_COLUMN_OUTCOME },
  { "censored", RIM_COLUMN_OUTCOME }, { "benefit", RIM_COLUMN_OUTCOME }, { "followup", RIM_COLUMN_OUTCOME },
  { "hyperprogression", RIM_COLUMN_OUTCOME }, { "pneumonitis", RIM_COLUMN_OUTCOME },
  { "batch", RIM_COLUMN_BATCH }, { "centre", RIM_COLUMN_BATCH }, { "center", RIM_COLUMN_BATCH },
  { "site", RIM_COLUMN_BATCH }, { "scanner", RIM_COLUMN_BATCH }, { "hospital", RIM_COLUMN_BATCH },
  { "institution", RIM_COLUMN_BATCH }, { "manufacturer", RIM_COLUMN_BATCH }, { "protocol", RIM_COLUMN_BATCH },
  { "reader", RIM_COLUMN_IGNORED }, { "rater", RIM_COLUMN_IGNORED }, { "session", RIM_COLUMN_IGNORED },
};

/* With what the name of a feature begins, behind which a family is one. */
static const char *const images[] = {
  "original", "wavelet", "log", "square", "squareroot", "exponential", "logarithm", "gradient", "lbp", "ct", "pet",
  "fused", NULL,
};
static const char *const families[] = {
  "collage", "firstorder", "fractal", "gabor", "glcm", "gldm", "gldzm", "glrlm", "glszm", "histogram", "ivh", "laws",
  "local", "margin", "minkowski", "morphology", "ngldm", "ngtdm", "rimsectors", "shape", "shape2D", "statistics", NULL,
};

/* Families whose names mean nothing else. */
static const char *const distinct[] = {
  "firstorder", "glcm", "gldm", "gldzm", "glrlm", "glszm", "ngldm", "ngtdm", NULL,
};

static gboolean
is_feature (const char *const *parts,
            guint              n)
{
  const char *const *of = n > 0 && g_strv_contains (images, parts[0]) ? families : distinct;

  for (guint i = 1; i + 1 < n; i++)
    if (g_strv_contains (of, parts[i]))
      return TRUE;

  return FALSE;
}

static RimColumnRole
guess_word (const char    *word,
            RimColumnRole  otherwise)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (words[i].word, word) == 0)
      return words[i].role;

  return otherwise;
}

/**
 * rim_column_role_guess:
 * @name: of a column
 *
 * “diagnostics_…” is ignored. What “extract” writes is a feature, IMAGETYPE_FAMILY_NAME,
 * also behind an image and a VOI. Other names consist of words: “PFS_months” is an outcome
 * and “scanner” a batch. Whatever is left is clinical.
 *
 * Returns: what the column is most likely for
 */
RimColumnRole
rim_column_role_guess (const char *name)
{
  g_auto(GStrv) parts = g_strsplit_set (name, "_ .-", -1);
  const guint n = g_strv_length (parts);
  RimColumnRole role = RIM_COLUMN_CLINICAL;

  if (g_strv_contains ((const char *const *) parts, "diagnostics"))
    return RIM_COLUMN_IGNORED;
  if (is_feature ((const char *const *) parts, n))
    return RIM_COLUMN_FEATURE;

  for (guint i = 0; i < n && role == RIM_COLUMN_CLINICAL; i++)
    role = guess_word (parts[i], role);

  return role;
}
