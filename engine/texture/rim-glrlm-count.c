/* rim-glrlm-count.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-glrlm.h"

#include <string.h>

#include "rim-chunk-private.h"
#include "rim-direction-matrices-private.h"

/* Lengths are moved to the front once in so many times as are kept. */
#define ROOM 4

/* The key of a cell is index × stride + length. Every voxel counts with the
 * length of its run so far, which takes no decision; so a run counts at each
 * length up to its own, and the differences of successive counts are the runs.
 * Lengths are remembered as far back as the neighbour.
 */

typedef struct
{
  const guint16 *indices;
  const gsize   *offsets;
  gsize          behind;
  guint32        stride;
  guint16       *lengths;        /* of voxels from @first on */
  gssize         first;
  gsize          room;
} Runs;

static guint
get_max_length (const RimLevels *levels)
{
  return MAX (MAX (levels->size[0], levels->size[1]), levels->size[2]);
}

static guint32
get_stride (const RimLevelIndex *index)
{
  return get_max_length (index->levels) + 1;
}

static guint64
get_n_keys (const RimLevelIndex *index)
{
  return ((guint64) index->n + 1) * get_stride (index);
}

/* Makes room for the lengths of voxels from @offset on, and keeps those from their
 * neighbours on.
 */
static inline guint16 *
find_lengths (Runs   *self,
              gssize  offset)
{
  const gssize behind = offset - (gssize) self->behind;

  if (offset + RIM_CHUNK > self->first + (gssize) self->room)
    {
      const gssize n = self->first + (gssize) self->room - behind;

      if (n > 0)
        memmove (self->lengths, self->lengths + (behind - self->first), (gsize) n * sizeof *self->lengths);
      self->first = behind;
    }

  return self->lengths + (offset - self->first);
}

static void
follow_runs_singly (gsize    begin,
                    gsize    end,
                    guint32 *keys,
                    gpointer data)
{
  Runs *self = data;

  for (gsize v = begin; v < end; v++)
    {
      const guint16 *at = self->indices + self->offsets[v];
      guint16 *lengths = find_lengths (self, (gssize) self->offsets[v]);
      guint32 goes_on = 0u - (guint32) (at[0] == at[-(gssize) self->behind]);
      guint32 reached = 1u + (lengths[-(gssize) self->behind] & goes_on);

      lengths[0] = (guint16) reached;
      *keys++ = at[0] * self->stride + reached;
    }
}

static void
follow_chunk (const guint16 *restrict levels,
              const guint16 *restrict behind,
              const guint16 *restrict lengths_behind,
              guint16                 stride,
              guint16       *restrict lengths,
              guint32       *restrict keys)
{
  for (guint x = 0; x < RIM_CHUNK; x++)
    {
      const guint16 goes_on = levels[x] == behind[x] ? G_MAXUINT16 : 0;
      const guint16 reached = (guint16) (1 + (lengths_behind[x] & goes_on));

      lengths[x] = reached;
      keys[x] = (guint16) ((guint16) (levels[x] * stride) + reached);
    }
}

/* The same where all keys have 16 bits and neighbours lie outside of the chunk.
 * What stands behind the last voxel is written again when its turn comes.
 */
static void
follow_runs (gsize    begin,
             gsize    end,
             guint32 *keys,
             gpointer data)
{
  Runs *self = data;

  for (gsize v = begin, n; v < end; v += n)
    {
      const guint16 *at = self->indices + self->offsets[v];
      guint16 *lengths = find_lengths (self, (gssize) self->offsets[v]);

      n = rim_chunk_find (self->offsets, v, end);
      follow_chunk (at, at - self->behind, lengths - self->behind, (guint16) self->stride, lengths, keys);
      keys += n;
    }
}

static void
take_differences (RimTally *tally)
{
  gsize n = 0;

  for (gsize c = 0; c < tally->n; c++)
    {
      gboolean is_followed = c + 1 < tally->n && tally->keys[c + 1] == tally->keys[c] + 1;
      guint32 count = tally->counts[c] - (is_followed ? tally->counts[c + 1] : 0);

      tally->keys[n] = tally->keys[c];
      tally->counts[n] = count;
      n += count > 0;
    }

  tally->n = n;
}

static gboolean
is_within (const RimLevels *levels,
           const int       *at)
{
  for (guint axis = 0; axis < 3; axis++)
    if (at[axis] < 0 || at[axis] >= (int) levels->size[axis])
      return FALSE;

  return TRUE;
}

/* Whether another voxel of the region lies ahead, however far. */
static gboolean
has_voxel_ahead (const RimLevels    *levels,
                 gsize               offset,
                 const RimDirection *direction)
{
  gssize ahead = rim_direction_get_offset (direction, levels);
  gssize place = (gssize) offset + ahead;
  int at[3] = {
    (int) (offset % levels->stride[1]) + direction->step[0],
    (int) (offset % levels->stride[2] / levels->stride[1]) + direction->step[1],
    (int) (offset / levels->stride[2]) + direction->step[2],
  };

  for (; is_within (levels, at); place += ahead)
    {
      if (levels->levels[place] != 0)
        return TRUE;

      for (guint axis = 0; axis < 3; axis++)
        at[axis] += direction->step[axis];
    }

  return FALSE;
}

/* PyRadiomics takes a region to be flat in a direction in which no line meets it
 * twice, and leaves that direction out.
 */
static gboolean
is_flat (const RimLevels    *levels,
         gsize               begin,
         gsize               end,
         const RimDirection *direction)
{
  gssize ahead = rim_direction_get_offset (direction, levels);

  for (gsize v = begin; v < end; v++)
    if (levels->levels[(gssize) levels->offsets[v] + ahead] != 0)
      return FALSE;

  for (gsize v = begin; v < end; v++)
    if (has_voxel_ahead (levels, levels->offsets[v], direction))
      return FALSE;

  return TRUE;
}

static void
count (const RimLevelIndex     *index,
       gsize                    begin,
       gsize                    end,
       const RimDirection      *direction,
       const RimFamilySettings *settings,
       RimTally                *tally)
{
  const RimLevels *levels = index->levels;
  gsize behind = (gsize) rim_direction_get_offset (direction, levels);
  gsize room = ROOM * (behind + RIM_CHUNK);
  g_autofree guint16 *lengths = g_new0 (guint16, room);
  Runs runs = {
    .indices = index->indices,
    .offsets = levels->offsets,
    .behind = behind,
    .stride = get_stride (index),
    .lengths = lengths,
    .first = (gssize) levels->offsets[begin] - (gssize) behind,
    .room = room,
  };
  gboolean is_narrow = get_n_keys (index) <= G_MAXUINT16 && behind >= RIM_CHUNK;

  if (settings->profile == RIM_PROFILE_PYRADIOMICS && is_flat (levels, begin, end, direction))
    return;

  rim_tally_init (tally, begin, end, runs.stride, get_n_keys (index),
                  is_narrow ? follow_runs : follow_runs_singly, &runs);
  take_differences (tally);
}

static double
get_weight (const RimDirection *direction,
            const double        spacing[3],
            RimWeighting        weighting)
{
  return rim_direction_get_length (direction, spacing, weighting);
}

static gboolean
measure (const RimLevelIndex     *index,
         const RimCells          *cells,
         const RimFamilySettings *settings,
         double                  *values)
{
  const guint32 stride = get_stride (index);
  g_autofree guint16 *rows = g_new (guint16, cells->n);
  g_autofree guint16 *lengths = g_new (guint16, cells->n);
  RimGlrlm glrlm = {
    .n = index->n,
    .values = index->values,
    .max_length = stride - 1,
    .n_cells = cells->n,
    .rows = rows,
    .lengths = lengths,
    .counts = cells->counts,
  };

  if (cells->n == 0)
    return FALSE;

  for (gsize c = 0; c < cells->n; c++)
    {
      rows[c] = (guint16) (cells->keys[c] / stride);
      lengths[c] = (guint16) (cells->keys[c] % stride);
    }
  rim_glrlm_measure (&glrlm, settings->profile, values);

  return TRUE;
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
    .n_features = RIM_GLRLM_N_FEATURES,
    .is_near = TRUE,
    .get_n_keys = get_n_keys,
    .count = count,
    .get_weight = get_weight,
    .measure = measure,
  };

  return rim_direction_family_compute (&family, input, aggregations, n_aggregations, values,
                                       cancellable, error);
}

static const RimFeatureInfo *
get_info (guint i)
{
  g_return_val_if_fail (i < RIM_GLRLM_N_FEATURES, NULL);

  return &rim_glrlm_get_features ()[i].info;
}

const RimFamily rim_family_glrlm = {
  .name = "glrlm",
  .title = "Grey level run length matrix",
  .ibsi_id = "TP0I",
  .needs_levels = TRUE,
  .needs_intensity = TRUE,
  .n_features = RIM_GLRLM_N_FEATURES,
  .get_info = get_info,
  .compute = compute,
};
