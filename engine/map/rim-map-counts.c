/* rim-map-counts.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-counts-private.h"

#include <math.h>
#include <string.h>

/* The units of a sum of inverse squares. */
#define HEAD 0x1p40
#define REST 0x1p80

static RimMapInverse
get_inverse (double x)
{
  const double head = floor (x * HEAD);

  return (RimMapInverse) { (gint64) head, (gint64) llrint ((x * HEAD - head) * (REST / HEAD)) };
}

/* Makes room for @max_n of sizes up to @max_size. */
void
rim_map_counts_init (RimMapCounts        *self,
                     const RimLevelIndex *index,
                     guint                max_size,
                     guint                max_n)
{
  const gsize n_levels = (gsize) index->n + 1;

  *self = (RimMapCounts) { .index = index, .max_size = max_size };
  rim_map_entropy_init (&self->entropy, max_n);
  self->inverse_squares = g_new0 (RimMapInverse, n_levels);
  for (guint i = 1; i <= index->n; i++)
    self->inverse_squares[i] = get_inverse (1.0 / ((double) index->values[i] * index->values[i]));
  self->cells = g_new0 (guint16, n_levels * ((gsize) max_size + 1));
  self->levels = g_new0 (guint16, n_levels);
  self->sizes = g_new0 (RimMapSize, (gsize) max_size + 1);
  self->keys = g_new (guint32, max_n);
  self->indices = g_new (guint16, max_n);
}

void
rim_map_counts_clear (RimMapCounts *self)
{
  rim_map_entropy_clear (&self->entropy);
  g_free (self->inverse_squares);
  g_free (self->cells);
  g_free (self->levels);
  g_free (self->sizes);
  g_free (self->keys);
  g_free (self->indices);
}

static void
add_size (RimCountSums     *sums,
          const RimMapSize *of,
          double            size,
          double           *mean)
{
  const double square = size * size;
  const double by_square = 1.0 / square;
  const double low = (double) of->low.head / HEAD + (double) of->low.rest / REST;
  const double high = (double) of->high;

  sums->small += of->n * by_square;
  sums->large += of->n * square;
  sums->low += low;
  sums->high += high;
  sums->small_low += low * by_square;
  sums->small_high += high * by_square;
  sums->large_low += low * square;
  sums->large_high += high * square;
  sums->size_squares += (double) of->n * of->n;
  *mean += of->n * size;
}

static void
add_sizes (const RimMapCounts *self,
           RimCountSums       *sums)
{
  guint n_left = self->n;
  double mean = 0.0;

  for (guint size = 1; n_left > 0; size++)
    if (self->sizes[size].n > 0)
      {
        n_left -= self->sizes[size].n;
        add_size (sums, &self->sizes[size], size, &mean);
      }

  mean /= sums->n;
  sums->size_variance = (sums->large - sums->n * mean * mean) / sums->n;
}

static void
forget (RimMapCounts *self)
{
  for (guint k = 0; k < self->n_keys; k++)
    {
      const guint32 key = self->keys[k];

      self->cells[key] = 0;
      self->levels[self->indices[k]] = 0;
      self->sizes[key - self->indices[k] * (self->max_size + 1)] = (RimMapSize) { 0 };
    }

  self->n = self->n_cells = self->n_keys = 0;
  self->level = self->level_squares = self->terms = 0;
}

/* Sums up what there is, at least one. */
void
rim_map_counts_sum (const RimMapCounts *self,
                    RimCountSums       *sums)
{
  const double n = self->n;
  const double level = (double) self->level;

  *sums = (RimCountSums) { .n = n };
  add_sizes (self, sums);
  sums->level_squares = (double) self->level_squares;
  sums->level_variance = (sums->high * n - level * level) / (n * n);
  sums->entropy = rim_map_entropy_get (&self->entropy, self->terms, self->n_cells, self->n);
}

/* Sums up what was added, at least one, and begins anew. */
void
rim_map_counts_finish (RimMapCounts *self,
                       RimCountSums *sums)
{
  rim_map_counts_sum (self, sums);
  forget (self);
}

/* Returns: whether a feature has the same bits where all levels are higher by @shift:
 * it does unless it weighs them; their variance comes from whole numbers
 */
gboolean
rim_map_counts_keep (const RimCountFeature *feature,
                     int                    shift)
{
  return shift == 0 || (strstr (feature->info.name, "LowGray") == NULL &&
                        strstr (feature->info.name, "HighGray") == NULL);
}

static void
add_terms (RimMapTable           *table,
           const RimCountFeature *feature,
           const RimCountSums    *sums)
{
  const gboolean of_levels = rim_map_formula_has (&feature->info, "i − μ");
  double level = 0.0, size = 0.0;

  for (guint row = 0; row < table->n_rows; row++)
    for (guint column = 0; column < table->n_columns; column++)
      {
        const double p = table->cells[row * table->n_columns + column] / sums->n;

        level += p * table->rows[row];
        size += p * table->columns[column];
      }

  rim_map_table_add_term (table, &feature->info, "Nr", sums->n);
  rim_map_table_add_term (table, &feature->info, "Σ N", sums->n);
  rim_map_table_add_term (table, &feature->info, "Nv", sums->n_voxels);
  rim_map_table_add_term (table, &feature->info, "Σ P(i,j)·j", sums->n_voxels);
  rim_map_table_add_term (table, &feature->info, "μ", of_levels ? level : size);
  rim_map_table_add_term (table, &feature->info, "Σ p i", level);
  rim_map_table_add_term (table, &feature->info, "Σ p s", size);
  rim_map_table_add_term (table, &feature->info, "Σ p d", size);
}

/* Returns: (transfer full): what was counted and what a feature has of it; begins anew */
RimMapTable *
rim_map_counts_explain (RimMapCounts          *self,
                        RimMapTableKind        kind,
                        const RimCountFeature *feature,
                        guint                  n_voxels)
{
  const guint width = self->max_size + 1;
  g_autofree RimMapCell *cells = g_new (RimMapCell, self->n_keys);
  RimMapTable *table;
  RimCountSums sums;

  for (guint n = 0; n < self->n_keys; n++)
    cells[n] = (RimMapCell) { self->index->values[self->keys[n] / width], self->keys[n] % width, 1.0 };
  table = rim_map_table_new_from_cells (kind, cells, self->n_keys);

  rim_map_counts_finish (self, &sums);
  sums.n_voxels = n_voxels;
  table->value = feature->function (&sums);
  add_terms (table, feature, &sums);

  return table;
}
