/* rl-map-work.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-work.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "map/rim-map-change.h"

/* How long it computes in one go, in µs. */
#define CHUNK_TIME 8000

/* The first go, which tells how long voxels take. */
#define MIN_VOXELS 256

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
  RlMapFocus   focus;           /* that @order is for */
  guint32     *order;           /* voxels that were still to be computed when it was made */
  gsize        n_ordered;
  gsize        n_visible;       /* of them, on planes that are looked at */
  gsize        at;              /* in @order */
  gsize        n_done;          /* voxels */
  guint8      *stays;           /* of each voxel, whether maps of @kept have its value */
  Group        kept;            /* features of which values stay */
  Group        fresh;           /* the others */
  gsize        n_at_once;       /* voxels */
};

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

      g_free (rim_map_change_carry (change, &map->feature, NULL, before->maps[m].values, map->values, &n_new));
      add_feature (rim_map_change_keeps (change, &map->feature) ? &self->kept : &self->fresh, map);
      if (n_new > 0 && rim_grid_equal (&before->voxels->grid, &self->result->voxels->grid, 0.0))
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
  self->stays = g_malloc0 (result->voxels->input->region->n_voxels);
  self->n_at_once = MIN_VOXELS;
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
  g_free (self->order);
  g_free (self->stays);
  group_clear (&self->kept);
  group_clear (&self->fresh);
  g_free (self);
}

/* Returns: which part of the voxels is computed, 0 to 1 */
double
rl_map_work_get_done (RlMapWork *self)
{
  return (double) self->n_done / (double) self->result->voxels->input->region->n_voxels;
}

static int
compare_voxels (gconstpointer a,
                gconstpointer b)
{
  const guint32 x = *(const guint32 *) a;
  const guint32 y = *(const guint32 *) b;

  return (x > y) - (x < y);
}

/* What is still to be computed, from what is looked at now. */
static void
put_in_order (RlMapWork        *self,
              const RlMapFocus *focus)
{
  g_autofree guint32 *left = self->order;
  const gsize n = self->n_ordered - self->at;

  if (left != NULL)
    {
      memmove (left, left + self->at, n * sizeof *left);
      qsort (left, n, sizeof *left, compare_voxels);
    }

  self->order = rim_map_order_voxels (self->result->voxels->input, focus->planes, RIM_N_ORIENTATIONS, left, n,
                                      &self->n_visible);
  self->n_ordered = left != NULL ? n : self->result->voxels->input->region->n_voxels;
  self->at = 0;
  self->focus = *focus;
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

/* Returns: whether all that is looked at is computed */
gboolean
rl_map_work_has_seen (RlMapWork *self)
{
  return self->order != NULL && self->at >= self->n_visible;
}

/**
 * rl_map_work_go_on:
 * @self: work that is not done
 * @focus: what is looked at now
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Computes some more of the maps, as much as takes a moment: at first what is looked at,
 * then what lies around it.
 *
 * Returns: whether it could
 */
gboolean
rl_map_work_go_on (RlMapWork         *self,
                   const RlMapFocus  *focus,
                   GCancellable      *cancellable,
                   GError           **error)
{
  const gint64 begin = g_get_monotonic_time ();
  g_autofree guint32 *voxels = NULL;
  gsize n;
  gsize n_new;

  if (self->order == NULL || memcmp (&self->focus, focus, sizeof *focus) != 0)
    put_in_order (self, focus);

  n = MIN (self->n_at_once, self->n_ordered - self->at);
  if (self->at < self->n_visible)
    n = MIN (n, self->n_visible - self->at);
  voxels = g_memdup2 (self->order + self->at, n * sizeof *voxels);
  if (!compute (self, &self->fresh, voxels, n, cancellable, error))
    return FALSE;
  n_new = drop_those_that_stay (self, voxels, n);
  if (!compute (self, &self->kept, voxels, n_new, cancellable, error))
    return FALSE;

  self->at += n;
  self->n_done += n;
  self->n_at_once = MAX (n * CHUNK_TIME / (gsize) MAX (g_get_monotonic_time () - begin, 1), 1);

  return TRUE;
}
