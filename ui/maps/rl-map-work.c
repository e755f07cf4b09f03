/* rl-map-work.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-work.h"

#include <math.h>
#include <string.h>

#include "map/rim-map-change.h"

/* How long it computes in one go, in µs. */
#define CHUNK_TIME 12000

/* Fewer have no work for all processors. */
#define MIN_ROWS 8

#define NOWHERE G_MAXUINT

/* Features that the same voxels are still to be computed of. */
typedef struct
{
  RimMapFeature *features;
  float        **values;
  guint          n;
} Group;

struct _RlMapWork
{
  RlMapResult *result;
  guint32     *rows;            /* the first voxel of each row of the box, and the end */
  gboolean    *is_row_taken;
  guint8      *is_taken;        /* of each voxel */
  guint32     *n_left;          /* of each slice, voxels that are not taken */
  gsize        n_taken;
  guint        planes[2];       /* the i and j whose planes were taken */
  guint8      *stays;           /* of each voxel, whether maps of @kept have its value */
  Group        kept;            /* features of which values stay */
  Group        fresh;           /* the others */
  gsize        n_at_once;       /* voxels */
};

/* Voxels in scan order: those of a row lie together. */
static void
find_rows (RlMapWork *self)
{
  const RimRegion *region = self->result->voxels->input->region;
  const gsize n = (gsize) region->grid.size[1] * region->grid.size[2];
  const guint8 *inside = region->inside;

  self->rows = g_new0 (guint32, n + 1);
  self->is_row_taken = g_new0 (gboolean, n);
  self->n_left = g_new0 (guint32, region->grid.size[2]);
  for (gsize row = 0; row < n; row++)
    {
      self->rows[row + 1] = self->rows[row];
      for (guint i = 0; i < region->grid.size[0]; i++)
        self->rows[row + 1] += *inside++;
      self->n_left[row / region->grid.size[1]] += self->rows[row + 1] - self->rows[row];
    }
}

static void
add_feature (Group       *self,
             const RlMap *map)
{
  self->features[self->n] = map->feature;
  self->values[self->n++] = map->values;
}

static void
group_init (Group *self,
            guint  n)
{
  self->features = g_new (RimMapFeature, n);
  self->values = g_new (float *, n);
}

static void
group_clear (Group *self)
{
  g_free (self->features);
  g_free (self->values);
}

/* The number of each voxel of the box of a region; NOWHERE outside. */
static guint32 *
number_voxels (const RimRegion *region)
{
  const gsize n = rim_grid_get_n_voxels (&region->grid);
  guint32 *numbers = g_new (guint32, n);
  guint32 number = 0;

  for (gsize v = 0; v < n; v++)
    numbers[v] = region->inside[v] ? number++ : NOWHERE;

  return numbers;
}

/* The number that a voxel of the image had in another region, if any. */
static guint32
find_number (const RimRegion *region,
             const guint32   *numbers,
             const guint      at[3])
{
  gsize v = 0;

  for (guint axis = 3; axis-- > 0;)
    {
      if (at[axis] < region->box.min[axis] || at[axis] >= region->box.max[axis])
        return NOWHERE;
      v = v * region->grid.size[axis] + at[axis] - region->box.min[axis];
    }

  return numbers[v];
}

/* Where values are still to come those from before stand in for them: a hole under the
 * brush would be seen.
 */
static void
keep_for_now (RlMapWork       *self,
              const RimRegion *before,
              const RlMap     *old,
              float           *values)
{
  const RimRegion *region = self->result->voxels->input->region;
  g_autofree guint32 *numbers = number_voxels (before);
  const guint8 *inside = region->inside;
  guint at[3];

  for (at[2] = region->box.min[2]; at[2] < region->box.max[2]; at[2]++)
    for (at[1] = region->box.min[1]; at[1] < region->box.max[1]; at[1]++)
      for (at[0] = region->box.min[0]; at[0] < region->box.max[0]; at[0]++)
        if (*inside++)
          {
            const guint32 number = find_number (before, numbers, at);

            if (isnan (*values) && number != NOWHERE)
              *values = old->values[number];
            values++;
          }
}

static void
carry (RlMapWork   *self,
       RlMapResult *before)
{
  RimMapInput *input = self->result->voxels->input;
  const gsize n = input->region->n_voxels;
  g_autoptr(RimMapChange) change = rim_map_change_new (before->voxels->input, input);

  for (gsize v = 0; v < n; v++)
    self->stays[v] = change->numbers[v] != RIM_MAP_CHANGE_NEW;

  for (guint m = 0; m < self->result->n_maps; m++)
    {
      RlMap *map = &self->result->maps[m];
      gsize n_new;
      g_autofree guint32 *voxels = rim_map_change_carry (change, &map->feature, NULL, before->maps[m].values,
                                                         map->values, &n_new);

      add_feature (rim_map_change_keeps (change, &map->feature) ? &self->kept : &self->fresh, map);
      if (n_new > 0)
        keep_for_now (self, before->voxels->input->region, &before->maps[m], map->values);
    }
}

/**
 * rl_map_work_new:
 * @result: maps without a value; must live as long as this
 * @before: (nullable): the maps of the same choice before the lesion was edited
 */
RlMapWork *
rl_map_work_new (RlMapResult *result,
                 RlMapResult *before)
{
  RlMapWork *self = g_new0 (RlMapWork, 1);

  self->result = result;
  self->is_taken = g_malloc0 (result->voxels->input->region->n_voxels);
  self->stays = g_malloc0 (result->voxels->input->region->n_voxels);
  self->planes[0] = self->planes[1] = NOWHERE;
  self->n_at_once = 1;
  find_rows (self);
  group_init (&self->kept, result->n_maps);
  group_init (&self->fresh, result->n_maps);
  if (before != NULL)
    carry (self, before);
  else
    for (guint m = 0; m < result->n_maps; m++)
      add_feature (&self->fresh, &result->maps[m]);

  return self;
}

void
rl_map_work_free (RlMapWork *self)
{
  g_free (self->rows);
  g_free (self->is_row_taken);
  g_free (self->n_left);
  g_free (self->is_taken);
  g_free (self->stays);
  group_clear (&self->kept);
  group_clear (&self->fresh);
  g_free (self);
}

/* Returns: which part of the voxels is computed, 0 to 1 */
double
rl_map_work_get_done (RlMapWork *self)
{
  return (double) self->n_taken / (double) self->result->voxels->input->region->n_voxels;
}

static void
take (RlMapWork *self,
      guint      k,
      guint32    voxel,
      guint32   *voxels,
      gsize     *n)
{
  if (self->is_taken[voxel])
    return;

  self->is_taken[voxel] = TRUE;
  self->n_left[k]--;
  self->n_taken++;
  voxels[(*n)++] = voxel;
}

static guint
take_row (RlMapWork *self,
          guint      j,
          guint      k,
          guint32   *voxels,
          gsize     *n)
{
  const gsize row = (gsize) k * self->result->voxels->input->region->grid.size[1] + j;

  if (self->is_row_taken[row])
    return 0;

  self->is_row_taken[row] = TRUE;
  for (guint32 v = self->rows[row]; v < self->rows[row + 1]; v++)
    take (self, k, v, voxels, n);

  return 1;
}

/* Rows of a slice, those near @focus first, until there are enough. */
static void
take_rows (RlMapWork *self,
           guint      k,
           double     focus,
           guint32   *voxels,
           gsize     *n)
{
  const int size = (int) self->result->voxels->input->region->grid.size[1];
  const int middle = (int) CLAMP (focus, 0.0, size - 1.0);
  guint n_rows = 0;

  for (int away = 0; away < size && (n_rows < MIN_ROWS || *n < self->n_at_once); away++)
    {
      if (middle + away < size)
        n_rows += take_row (self, (guint) (middle + away), k, voxels, n);
      if (away > 0 && middle >= away)
        n_rows += take_row (self, (guint) (middle - away), k, voxels, n);
    }
}

/* What the other planes through the focus show. */
static void
take_planes (RlMapWork *self,
             guint32   *voxels,
             gsize     *n)
{
  const RimRegion *region = self->result->voxels->input->region;
  const guint8 *inside = region->inside;
  guint32 voxel = 0;

  for (guint k = 0; k < region->grid.size[2]; k++)
    for (guint j = 0; j < region->grid.size[1]; j++)
      for (guint i = 0; i < region->grid.size[0]; i++)
        if (*inside++)
          {
            if (i == self->planes[0] || j == self->planes[1])
              take (self, k, voxel, voxels, n);
            voxel++;
          }
}

static guint
get_distance (guint a,
              guint b)
{
  return a > b ? a - b : b - a;
}

static guint
find_nearest_slice (RlMapWork *self,
                    guint      focus)
{
  guint nearest = NOWHERE;

  for (guint k = 0; k < self->result->voxels->input->region->grid.size[2]; k++)
    if (self->n_left[k] > 0 && (nearest == NOWHERE || get_distance (k, focus) < get_distance (nearest, focus)))
      nearest = k;

  return nearest;
}

static guint
get_index (double at,
           guint  n)
{
  return at > -0.5 && at < n - 0.5 ? (guint) floor (at + 0.5) : NOWHERE;
}

/* The slice that is seen, or the nearest to it. */
static guint
get_seen (const RimGrid *grid,
          RimVec3        index)
{
  return (guint) CLAMP (floor (index.z + 0.5), 0.0, grid->size[2] - 1.0);
}

static void
choose (RlMapWork *self,
        RimVec3    focus,
        guint32   *voxels,
        gsize     *n)
{
  const RimGrid *grid = &self->result->voxels->input->region->grid;
  const RimVec3 index = rim_grid_from_patient (grid, focus);
  const guint planes[2] = { get_index (index.x, grid->size[0]), get_index (index.y, grid->size[1]) };
  const guint seen = get_seen (grid, index);
  guint k = find_nearest_slice (self, seen);

  *n = 0;
  if (k != seen && memcmp (planes, self->planes, sizeof planes) != 0)
    {
      memcpy (self->planes, planes, sizeof planes);
      take_planes (self, voxels, n);
    }

  while (*n == 0 || (*n < self->n_at_once && k != NOWHERE && k != seen))
    {
      take_rows (self, k, index.y, voxels, n);
      k = find_nearest_slice (self, seen);
    }
}

static gboolean
compute (RlMapWork      *self,
         const Group    *group,
         const guint32  *voxels,
         gsize           n,
         GCancellable   *cancellable,
         GError        **error)
{
  return group->n == 0 || n == 0 ||
         rim_map_compute (self->result->voxels->input, group->features, group->n, voxels, n, group->values,
                          cancellable, error);
}

/* Leaves those whose values are to be computed of all features. */
static gsize
drop_those_that_stay (RlMapWork *self,
                      guint32   *voxels,
                      gsize      n)
{
  gsize n_new = 0;

  for (gsize v = 0; v < n; v++)
    if (!self->stays[voxels[v]])
      voxels[n_new++] = voxels[v];

  return n_new;
}

/**
 * rl_map_work_has_seen:
 * @self: work
 * @focus: what is looked at now, LPS mm
 *
 * Returns: whether the slice at the focus is computed
 */
gboolean
rl_map_work_has_seen (RlMapWork *self,
                      RimVec3    focus)
{
  const RimGrid *grid = &self->result->voxels->input->region->grid;

  return self->n_left[get_seen (grid, rim_grid_from_patient (grid, focus))] == 0;
}

/**
 * rl_map_work_go_on:
 * @self: work that is not done
 * @focus: what is looked at now, LPS mm
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Computes some more of the maps: at first the slice at the focus, so that it can be shown,
 * then the other planes through it, then slice after slice, as many as take a moment.
 *
 * Returns: whether it could
 */
gboolean
rl_map_work_go_on (RlMapWork     *self,
                   RimVec3        focus,
                   GCancellable  *cancellable,
                   GError       **error)
{
  const gint64 begin = g_get_monotonic_time ();
  g_autofree guint32 *voxels = g_new (guint32, self->result->voxels->input->region->n_voxels);
  gsize n;
  gsize n_new;

  choose (self, focus, voxels, &n);
  if (!compute (self, &self->fresh, voxels, n, cancellable, error))
    return FALSE;
  n_new = drop_those_that_stay (self, voxels, n);
  if (!compute (self, &self->kept, voxels, n_new, cancellable, error))
    return FALSE;

  self->n_at_once = n * CHUNK_TIME / (gsize) MAX (g_get_monotonic_time () - begin, 1);

  return TRUE;
}
