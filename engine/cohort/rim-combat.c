/* rim-combat.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-combat.h"

#include <math.h>
#include <string.h>

#include "cohort/rim-cohort-error.h"
#include "cohort/rim-combat-private.h"

/* More than this no file of ours has. */
#define MAX_NUMBERS (1u << 28)

/* Returns: (transfer full): one that leaves all values as they are */
RimCombat *
rim_combat_new_empty (guint n_columns,
                      guint n_batches,
                      guint n_covariates)
{
  RimCombat *self = g_new0 (RimCombat, 1);
  const gsize n = (gsize) n_columns * n_batches;

  self->n_columns = n_columns;
  self->n_batches = n_batches;
  self->n_covariates = n_covariates;
  self->counts = g_new0 (guint, MAX (n_batches, 1));
  self->means = g_new0 (double, MAX (n_columns, 1));
  self->deviations = g_new0 (double, MAX (n_columns, 1));
  self->slopes = g_new0 (double, MAX ((gsize) n_columns * n_covariates, 1));
  self->shifts = g_new0 (double, MAX (n, 1));
  self->scales = g_new (double, MAX (n, 1));
  for (gsize i = 0; i < n; i++)
    self->scales[i] = 1.0;

  return self;
}

void
rim_combat_free (RimCombat *self)
{
  if (self == NULL)
    return;

  g_free (self->counts);
  g_free (self->means);
  g_free (self->deviations);
  g_free (self->slopes);
  g_free (self->shifts);
  g_free (self->scales);
  g_free (self);
}

static gboolean
count_rows (RimCombat            *self,
            const RimCombatData  *data,
            GError              **error)
{
  for (gsize i = 0; i < data->n_rows; i++)
    {
      const double batch = data->batches[data->rows[i]];

      if (isnan (batch))
        {
          g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_VALUE,
                       "Row %u has no batch, and ComBat needs that of all rows that train", data->rows[i] + 1);
          return FALSE;
        }
      self->counts[(guint) batch]++;
      for (guint c = 0; c < data->n_covariates; c++)
        if (!isfinite (data->covariates[c][data->rows[i]]))
          {
            g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_VALUE, "Row %u misses covariate %u of ComBat",
                         data->rows[i] + 1, c + 1);
            return FALSE;
          }
    }

  return TRUE;
}

static gboolean
check_batches (const RimCombat      *self,
               const RimCombatData  *data,
               GError              **error)
{
  guint n = 0;

  for (guint batch = 0; batch < data->n_batches; batch++)
    {
      n += self->counts[batch] > 0;
      if (self->counts[batch] == 1)
        {
          g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_TOO_FEW,
                       "Only one row that trains is of batch “%s”, and ComBat needs 2", data->names[batch]);
          return FALSE;
        }
    }
  if (data->reference >= 0 && self->counts[data->reference] == 0)
    {
      g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_TOO_FEW,
                   "No row that trains is of the reference batch “%s”", data->names[data->reference]);
      return FALSE;
    }
  if (n >= 2)
    return TRUE;

  g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_TOO_FEW,
               "The rows that train are of %u batch, and ComBat harmonises at least 2", n);

  return FALSE;
}

static gsize
count_missing (const RimCombatData *data)
{
  gsize n = 0;

  for (guint c = 0; c < data->n_columns; c++)
    for (gsize i = 0; i < data->n_rows; i++)
      n += isnan (data->columns[c][data->rows[i]]) != 0;

  return n;
}

/**
 * rim_combat_new:
 * @data: what is harmonised
 * @error: return location for a #RimCohortError
 *
 * Learns shift and scale of each batch in each column by ComBat: parametric empirical
 * Bayes (Johnson, Li and Rabinovic 2007, doi:10.1093/biostatistics/kxj037), as the package
 * sva has it, with a batch of reference after Zhang et al. (2018,
 * doi:10.1186/s12859-018-2263-6). Values that are missing are left out, and the variance
 * of a column is the mean over those that are there; of a batch that lacks all, what other
 * columns show counts. A column that is constant in a batch stays as it is.
 *
 * Returns: (transfer full): what was learned, or %NULL where there are too few rows or
 *   batches, a batch or covariate is missing, or covariates follow from batches
 */
RimCombat *
rim_combat_new (const RimCombatData  *data,
                GError              **error)
{
  g_autoptr(RimCombat) self = rim_combat_new_empty (data->n_columns, data->n_batches, data->n_covariates);
  g_autofree RimCombatSight *sights = NULL;

  if (!count_rows (self, data, error) || !check_batches (self, data, error))
    return NULL;

  sights = g_new0 (RimCombatSight, MAX ((gsize) data->n_columns * data->n_batches, 1));
  if (!rim_combat_standardise (self, data, sights, error))
    return NULL;

  rim_combat_shrink (self, sights, data->reference);
  self->n_missing = count_missing (data);

  return g_steal_pointer (&self);
}

/**
 * rim_combat_new_subset:
 * @self: what was learned
 * @columns: (array length=n_columns): which columns stay, in their new order
 * @n_columns: how many
 *
 * Returns: (transfer full): what was learned of them
 */
RimCombat *
rim_combat_new_subset (const RimCombat *self,
                       const guint32   *columns,
                       guint            n_columns)
{
  RimCombat *part = rim_combat_new_empty (n_columns, self->n_batches, self->n_covariates);
  const gsize b = self->n_batches, k = self->n_covariates;

  part->n_missing = self->n_missing;
  memcpy (part->counts, self->counts, b * sizeof *part->counts);
  for (guint c = 0; c < n_columns; c++)
    {
      part->means[c] = self->means[columns[c]];
      part->deviations[c] = self->deviations[columns[c]];
      memcpy (part->slopes + c * k, self->slopes + columns[c] * k, k * sizeof (double));
      memcpy (part->shifts + c * b, self->shifts + columns[c] * b, b * sizeof (double));
      memcpy (part->scales + c * b, self->scales + columns[c] * b, b * sizeof (double));
    }

  return part;
}

/**
 * rim_combat_check_batches:
 * @self: what was learned
 * @batches: of all rows of a cohort, by the same numbers
 * @rows: (array length=n_rows): the rows that it is to be applied to
 * @n_rows: how many
 * @names: what batches are called
 * @error: return location for a #RimCohortError
 *
 * Returns: %FALSE where a row has no batch, or one that was not learned from
 */
gboolean
rim_combat_check_batches (const RimCombat    *self,
                          const double       *batches,
                          const guint32      *rows,
                          gsize               n_rows,
                          const char *const  *names,
                          GError            **error)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      const double batch = batches[rows[i]];

      if (!isnan (batch) && batch < self->n_batches && self->counts[(guint) batch] > 0)
        continue;
      if (isnan (batch))
        g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_MISSING,
                     "Row %u has no batch, and ComBat cannot be applied to it", rows[i] + 1);
      else
        g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_MISSING,
                     "Row %u is of batch “%s”, of which ComBat has learned nothing", rows[i] + 1,
                     names[(guint) batch]);
      return FALSE;
    }

  return TRUE;
}

/**
 * rim_combat_apply:
 * @self: what was learned
 * @column: a column
 * @batch: a batch that was learned from
 * @value: of a row; NAN where it is missing
 * @covariates: (nullable): of the row
 *
 * Returns: what the value were if its batch had no effect
 */
double
rim_combat_apply (const RimCombat *self,
                  guint            column,
                  guint            batch,
                  double           value,
                  const double    *covariates)
{
  const gsize i = (gsize) column * self->n_batches + batch;
  double mean = self->means[column];

  g_return_val_if_fail (column < self->n_columns && batch < self->n_batches && self->counts[batch] > 0, NAN);

  if (self->deviations[column] == 0.0 || (self->shifts[i] == 0.0 && self->scales[i] == 1.0))
    return value;

  for (guint c = 0; c < self->n_covariates; c++)
    mean += self->slopes[(gsize) column * self->n_covariates + c] * covariates[c];

  return ((value - mean) / self->deviations[column] - self->shifts[i]) / self->scales[i] * self->deviations[column] +
         mean;
}

/* JSON */

static void
add_numbers (JsonBuilder  *builder,
             const char   *name,
             const double *values,
             gsize         n)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n; i++)
    json_builder_add_double_value (builder, values[i]);
  json_builder_end_array (builder);
}

/* Returns: (transfer full): an object of plain arrays */
JsonNode *
rim_combat_to_json (const RimCombat *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  const gsize n = (gsize) self->n_columns * self->n_batches;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "counts");
  json_builder_begin_array (builder);
  for (guint batch = 0; batch < self->n_batches; batch++)
    json_builder_add_int_value (builder, self->counts[batch]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "missing");
  json_builder_add_int_value (builder, (gint64) self->n_missing);
  add_numbers (builder, "means", self->means, self->n_columns);
  add_numbers (builder, "deviations", self->deviations, self->n_columns);
  add_numbers (builder, "slopes", self->slopes, (gsize) self->n_columns * self->n_covariates);
  add_numbers (builder, "shifts", self->shifts, n);
  add_numbers (builder, "scales", self->scales, n);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

static JsonArray *
find_array (JsonObject  *object,
            const char  *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* Fails unless the array has that many finite numbers. */
static gboolean
read_numbers (JsonObject  *object,
              const char  *name,
              double      *values,
              gsize        n)
{
  JsonArray *array = find_array (object, name);

  if (array == NULL || json_array_get_length (array) != n)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const GType type = json_node_get_value_type (node);

      if (!JSON_NODE_HOLDS_VALUE (node) || (type != G_TYPE_DOUBLE && type != G_TYPE_INT64))
        return FALSE;
      values[i] = json_node_get_double (node);
      if (!isfinite (values[i]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_counts (RimCombat  *self,
             JsonObject *object)
{
  g_autofree double *counts = g_new (double, MAX (self->n_batches, 1));

  if (!read_numbers (object, "counts", counts, self->n_batches))
    return FALSE;

  for (guint batch = 0; batch < self->n_batches; batch++)
    {
      if (!(counts[batch] >= 0.0 && counts[batch] < G_MAXINT))
        return FALSE;
      self->counts[batch] = (guint) counts[batch];
    }

  return TRUE;
}

static RimCombat *
read_object (JsonObject *object)
{
  JsonArray *means = find_array (object, "means");
  JsonArray *counts = find_array (object, "counts");
  JsonArray *slopes = find_array (object, "slopes");
  g_autoptr(RimCombat) self = NULL;
  guint n, k;

  if (means == NULL || counts == NULL || slopes == NULL)
    return NULL;

  n = json_array_get_length (means);
  k = n > 0 ? json_array_get_length (slopes) / n : 0;
  if ((guint64) n * MAX (json_array_get_length (counts), 1) > MAX_NUMBERS)
    return NULL;

  self = rim_combat_new_empty (n, json_array_get_length (counts), k);
  if (!read_counts (self, object) || !read_numbers (object, "means", self->means, n) ||
      !read_numbers (object, "deviations", self->deviations, n) ||
      !read_numbers (object, "slopes", self->slopes, (gsize) n * k) ||
      !read_numbers (object, "shifts", self->shifts, (gsize) n * self->n_batches) ||
      !read_numbers (object, "scales", self->scales, (gsize) n * self->n_batches))
    return NULL;
  for (gsize i = 0; i < (gsize) n * self->n_batches; i++)
    if (!(self->scales[i] > 0.0))
      return NULL;

  return g_steal_pointer (&self);
}

/* Returns: (transfer full): what rim_combat_to_json() wrote, or %NULL with @error set */
RimCombat *
rim_combat_new_from_json (JsonNode  *node,
                          GError   **error)
{
  RimCombat *self = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? read_object (json_node_get_object (node)) : NULL;

  if (self == NULL)
    g_set_error_literal (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_SYNTAX, "This is no ComBat that was learned");

  return self;
}
