/* rim-glcm-count.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-glcm.h"

#include <math.h>

#include "rim-chunk-private.h"
#include "rim-direction-matrices-private.h"

/* The key of a cell is row × (n + 1) + column. Pairs that leave the region have
 * one below n + 1.
 */

typedef struct
{
  const guint16 *indices;
  const gsize   *offsets;
  gssize         ahead;
  guint32        stride;
} Pairs;

static void
find_pairs (gsize    begin,
            gsize    end,
            guint32 *keys,
            gpointer data)
{
  const Pairs self = *(const Pairs *) data;

  for (gsize v = begin; v < end; v++)
    {
      const guint16 *at = self.indices + self.offsets[v];
      guint32 row = at[0];
      guint32 column = at[self.ahead];

      *keys++ = column == 0 ? 0 : row * self.stride + column;
    }
}

/* Of a pair and its mirror image, the one above the diagonal. */
static void
find_symmetric_pairs_widely (gsize    begin,
                             gsize    end,
                             guint32 *keys,
                             gpointer data)
{
  const Pairs self = *(const Pairs *) data;

  for (gsize v = begin; v < end; v++)
    {
      const guint16 *at = self.indices + self.offsets[v];
      guint32 a = at[0];
      guint32 b = at[self.ahead];

      *keys++ = MIN (a, b) * self.stride + MAX (a, b);
    }
}

static void
make_symmetric_keys (const guint16 *restrict levels,
                     const guint16 *restrict ahead,
                     guint16                 stride,
                     guint32       *restrict keys)
{
  for (guint x = 0; x < RIM_CHUNK; x++)
    {
      const guint16 low = MIN (levels[x], ahead[x]);
      const guint16 high = MAX (levels[x], ahead[x]);

      keys[x] = (guint16) ((guint16) (low * stride) + high);
    }
}

/* The same where all keys have 16 bits. */
static void
find_symmetric_pairs (gsize    begin,
                      gsize    end,
                      guint32 *keys,
                      gpointer data)
{
  const Pairs self = *(const Pairs *) data;

  for (gsize v = begin, n; v < end; v += n)
    {
      const guint16 *at = self.indices + self.offsets[v];

      n = rim_chunk_find (self.offsets, v, end);
      make_symmetric_keys (at, at + self.ahead, (guint16) self.stride, keys);
      keys += n;
    }
}

static gboolean
is_symmetric (const RimFamilySettings *settings)
{
  return settings->is_symmetric || settings->profile == RIM_PROFILE_IBSI;
}

static guint64
get_n_keys (const RimLevelIndex *index)
{
  return ((guint64) index->n + 1) * ((guint64) index->n + 1);
}

static void
count (const RimLevelIndex     *index,
       gsize                    begin,
       gsize                    end,
       const RimDirection      *direction,
       const RimFamilySettings *settings,
       RimTally                *tally)
{
  Pairs pairs = {
    .indices = index->indices,
    .offsets = index->levels->offsets,
    .ahead = rim_direction_get_offset (direction, index->levels),
    .stride = index->n + 1,
  };

  RimTallyFunc func = find_pairs;

  if (is_symmetric (settings))
    func = get_n_keys (index) <= G_MAXUINT16 ? find_symmetric_pairs : find_symmetric_pairs_widely;

  rim_tally_init (tally, begin, end, pairs.stride, get_n_keys (index), func, &pairs);
}

static double
get_weight (const RimDirection *direction,
            const double        spacing[3],
            RimWeighting        weighting)
{
  double length = rim_direction_get_length (direction, spacing, weighting);

  if (weighting == RIM_WEIGHTING_NONE || weighting == RIM_WEIGHTING_NO_WEIGHTING)
    return 1.0;

  return exp (-length * length);
}

/* Both mirror images of a pair count, so one off the diagonal counts twice, and
 * so does each on it: a cell is its count over twice the pairs, or over once.
 */
static gboolean
fill (RimGlcm             *glcm,
      const RimLevelIndex *index,
      const RimCells      *cells)
{
  const guint32 stride = index->n + 1;
  double total = 0.0;

  for (gsize c = 0; c < cells->n; c++)
    total += cells->counts[c];
  if (!(total > 0.0))
    return FALSE;

  for (gsize c = 0; c < cells->n; c++)
    if (cells->counts[c] > 0.0)
      {
        guint32 row = cells->keys[c] / stride;
        guint32 column = cells->keys[c] % stride;
        double times = glcm->is_symmetric && row != column ? 2.0 : 1.0;

        glcm->rows[glcm->n_cells] = (guint16) row;
        glcm->columns[glcm->n_cells] = (guint16) column;
        glcm->p[glcm->n_cells++] = cells->counts[c] / (times * total);
      }

  return TRUE;
}

static gboolean
measure (const RimLevelIndex     *index,
         const RimCells          *cells,
         const RimFamilySettings *settings,
         double                  *values)
{
  g_autofree guint16 *rows = g_new (guint16, cells->n);
  g_autofree guint16 *columns = g_new (guint16, cells->n);
  g_autofree double *p = g_new (double, cells->n);
  RimGlcm glcm = {
    .is_symmetric = is_symmetric (settings),
    .n_levels = index->levels->n_levels,
    .n = index->n,
    .values = index->values,
    .rows = rows,
    .columns = columns,
    .p = p,
  };

  if (!fill (&glcm, index, cells))
    return FALSE;

  rim_glcm_measure (&glcm, settings->profile, values);

  return TRUE;
}

static gboolean
has_one_level (const RimLevels *levels)
{
  for (gsize v = 1; v < levels->n_voxels; v++)
    if (levels->levels[levels->offsets[v]] != levels->levels[levels->offsets[0]])
      return FALSE;

  return TRUE;
}

/* PyRadiomics makes the eigenvalue of a single level 1 before it looks whether any
 * direction has a pair.
 */
static void
fill_eigenvalue (double *values)
{
  for (guint f = 0; f < RIM_GLCM_N_FEATURES; f++)
    if (rim_glcm_get_features ()[f].needs == RIM_GLCM_EIGENVALUE && isnan (values[f]))
      values[f] = 1.0;
}

static gboolean
compute (const RimFamilyInput *input,
         const RimAggregation *aggregations,
         guint                 n_aggregations,
         double               *values,
         GCancellable         *cancellable,
         GError              **error)
{
  static const RimDirectionFamily family = {
    .n_features = RIM_GLCM_N_FEATURES,
    .get_n_keys = get_n_keys,
    .count = count,
    .get_weight = get_weight,
    .measure = measure,
  };

  if (!rim_direction_family_compute (&family, input, aggregations, n_aggregations, values, cancellable, error))
    return FALSE;

  if (input->settings->profile == RIM_PROFILE_PYRADIOMICS && input->settings->weighting == RIM_WEIGHTING_NONE &&
      has_one_level (input->levels))
    for (guint a = 0; a < n_aggregations; a++)
      fill_eigenvalue (values + a * RIM_GLCM_N_FEATURES);

  return TRUE;
}

static const RimFeatureInfo *
get_info (guint i)
{
  g_return_val_if_fail (i < RIM_GLCM_N_FEATURES, NULL);

  return &rim_glcm_get_features ()[i].info;
}

const RimFamily rim_family_glcm = {
  .name = "glcm",
  .title = "Grey level co-occurrence matrix",
  .ibsi_id = "LFYI",
  .needs_levels = TRUE,
  .needs_intensity = TRUE,
  .n_features = RIM_GLCM_N_FEATURES,
  .get_info = get_info,
  .compute = compute,
};
