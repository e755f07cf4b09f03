/* rim-map-change.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-change.h"

#include <math.h>
#include <string.h>

#include "rim-map-family-private.h"

/* One byte per voxel of a box around the windows of both inputs, and as many more on
 * each side as windows reach.
 */
typedef struct
{
  RimBox  box;
  gsize   stride[3];
  gsize   n;
  guint8 *bytes;
} Marks;

/* A row of an input along all of the box of marks; levels are 0 where it has no voxel. */
typedef struct
{
  guint16 *levels;
  double  *values;
} Row;

static gboolean
is_alike (const RimMapInput *a,
          const RimMapInput *b)
{
  for (guint row = 0; row < 3; row++)
    if (memcmp (a->region->grid.to_patient.m[row], b->region->grid.to_patient.m[row], 3 * sizeof (double)) != 0)
      return FALSE;

  return a->settings.kernel_radius == b->settings.kernel_radius &&
         a->settings.is_masked == b->settings.is_masked &&
         rim_family_settings_equal (&a->settings.family, &b->settings.family);
}

static void
marks_init (Marks             *self,
            const RimMapInput *before,
            const RimMapInput *after)
{
  *self = (Marks) { .stride = { 1 }, .n = 1 };
  for (guint axis = 0; axis < 3; axis++)
    {
      const gsize margin = 2 * (gsize) after->radius[axis];

      self->box.min[axis] = MIN (before->box.min[axis], after->box.min[axis]);
      self->box.max[axis] = MAX (before->box.max[axis], after->box.max[axis]);
      self->stride[axis] = self->n;
      self->n *= self->box.max[axis] - self->box.min[axis] + margin;
    }
  self->bytes = g_malloc0 (self->n);
}

static guint8 *
marks_get (const Marks       *self,
           const RimMapInput *input,
           guint              i,
           guint              j,
           guint              k)
{
  return self->bytes + (i - self->box.min[0] + input->radius[0]) +
         (j - self->box.min[1] + input->radius[1]) * self->stride[1] +
         (k - self->box.min[2] + input->radius[2]) * self->stride[2];
}

static gboolean
has_row (const RimBox *box,
         guint         j,
         guint         k)
{
  return j >= box->min[1] && j < box->max[1] && k >= box->min[2] && k < box->max[2];
}

static gsize
find_row (const RimMapInput *input,
          guint              j,
          guint              k)
{
  return (j - input->box.min[1]) * input->levels->stride[1] + (k - input->box.min[2]) * input->levels->stride[2];
}

static void
take_row (const RimMapInput *input,
          const RimBox      *box,
          guint              j,
          guint              k,
          Row               *row)
{
  const gsize width = box->max[0] - box->min[0];
  const gsize first = input->box.min[0] - box->min[0];
  const gsize n = input->box.max[0] - input->box.min[0];

  memset (row->levels, 0, width * sizeof *row->levels);
  if (!has_row (&input->box, j, k))
    return;

  memcpy (row->levels + first, input->levels->levels + find_row (input, j, k), n * sizeof *row->levels);
  memcpy (row->values + first, input->values + find_row (input, j, k), n * sizeof *row->values);
}

/* Levels are numbered from the lowest of the region, so that all may have moved. */
static gboolean
find_shift (const RimMapInput *before,
            const RimMapInput *after,
            int               *shift)
{
  RimBox both;

  for (guint axis = 0; axis < 3; axis++)
    {
      both.min[axis] = MAX (before->box.min[axis], after->box.min[axis]);
      both.max[axis] = MIN (before->box.max[axis], after->box.max[axis]);
    }

  for (guint k = both.min[2]; k < both.max[2]; k++)
    for (guint j = both.min[1]; j < both.max[1]; j++)
      for (guint i = both.min[0]; i < both.max[0]; i++)
        {
          const guint16 a = before->levels->levels[find_row (before, j, k) + i - before->box.min[0]];
          const guint16 b = after->levels->levels[find_row (after, j, k) + i - after->box.min[0]];

          if (a != 0 && b != 0)
            {
              *shift = b - a;
              return TRUE;
            }
        }

  return FALSE;
}

/* Marks the voxels that only one has, or of which both have something else. */
static void
mark_row (const Row *before,
          const Row *after,
          gsize      n,
          int        shift,
          guint8    *marks)
{
  for (gsize i = 0; i < n; i++)
    {
      const gboolean is_in = (before->levels[i] != 0) & (after->levels[i] != 0);
      const gboolean is_out = (before->levels[i] | after->levels[i]) == 0;
      guint64 a, b;

      memcpy (&a, &before->values[i], sizeof a);
      memcpy (&b, &after->values[i], sizeof b);
      marks[i] = !(is_out | (is_in & (after->levels[i] - before->levels[i] == shift) & (a == b)));
    }
}

static void
mark_changes (Marks             *self,
              const RimMapInput *before,
              const RimMapInput *after,
              int                shift)
{
  const RimBox *box = &self->box;
  const gsize width = box->max[0] - box->min[0];
  g_autofree guint16 *levels = g_new0 (guint16, 2 * width);
  g_autofree double *values = g_new0 (double, 2 * width);
  Row a = { levels, values };
  Row b = { levels + width, values + width };

  for (guint k = box->min[2]; k < box->max[2]; k++)
    for (guint j = box->min[1]; j < box->max[1]; j++)
      {
        take_row (before, box, j, k, &a);
        take_row (after, box, j, k, &b);
        mark_row (&a, &b, width, shift, marks_get (self, after, box->min[0], j, k));
      }
}

/* Marks what lies up to @radius voxels from a mark along an axis, but for the voxels
 * of the margin.
 */
static void
spread (Marks *self,
        guint  axis,
        guint  radius)
{
  const gsize reach = radius * self->stride[axis];
  guint8 *spread;

  if (radius == 0)
    return;

  spread = g_malloc0 (self->n);
  for (gsize d = 0; d <= 2 * reach; d += self->stride[axis])
    for (gsize v = reach; v < self->n - reach; v++)
      spread[v] |= self->bytes[v + d - reach];
  g_free (self->bytes);
  self->bytes = spread;
}

/* The number of the first voxel of each row of a region. */
static guint32 *
number_rows (const RimRegion *region)
{
  const guint *size = region->grid.size;
  guint32 *rows = g_new (guint32, (gsize) size[1] * size[2]);
  guint32 n = 0;

  for (gsize row = 0; row < (gsize) size[1] * size[2]; row++)
    {
      rows[row] = n;
      for (guint i = 0; i < size[0]; i++)
        n += region->inside[row * size[0] + i];
    }

  return rows;
}

/* Numbers voxels of a row by those of the region before. */
static void
number_row (RimMapChange  *self,
            const guint8  *inside,
            const guint8  *inside_before,
            guint32        next,
            const guint8  *marks,
            guint32      **numbers)
{
  const RimBox *box = &self->after->region->box;
  const RimBox *old = &self->before->region->box;

  for (guint i = old->min[0]; inside_before != NULL && i < MIN (box->min[0], old->max[0]); i++)
    next += inside_before[i - old->min[0]];

  for (guint i = box->min[0]; i < box->max[0]; i++)
    {
      const gboolean was_in = inside_before != NULL && i >= old->min[0] && i < old->max[0] &&
                              inside_before[i - old->min[0]];
      const guint32 number = was_in ? next++ : RIM_MAP_CHANGE_NEW;

      if (inside[i - box->min[0]])
        *(*numbers)++ = marks[i - box->min[0]] ? RIM_MAP_CHANGE_NEW : number;
    }
}

static void
number_voxels (RimMapChange *self,
               const Marks  *marks)
{
  const RimRegion *region = self->after->region;
  const RimRegion *old = self->before->region;
  const RimBox *box = &region->box;
  g_autofree guint32 *rows = number_rows (old);
  const guint8 *inside = region->inside;
  guint32 *numbers = self->numbers;

  for (guint k = box->min[2]; k < box->max[2]; k++)
    for (guint j = box->min[1]; j < box->max[1]; j++, inside += region->grid.size[0])
      {
        const gboolean was_there = has_row (&old->box, j, k);
        const gsize row = was_there ? (k - old->box.min[2]) * (gsize) old->grid.size[1] + j - old->box.min[1] : 0;

        number_row (self, inside, was_there ? old->inside + row * old->grid.size[0] : NULL, rows[row],
                    marks_get (marks, self->after, box->min[0], j, k), &numbers);
      }
}

/**
 * rim_map_change_new:
 * @before: what maps were computed from
 * @after: what they are to be computed from; of the same grid of the image
 *
 * Compares, voxel by voxel, what windows hold. Whatever differs between the two is
 * found: of other settings, other voxels or other bins as much is new as must be.
 * Some microseconds per thousand voxels of the box.
 *
 * Returns: (transfer full): what may stay of the maps
 */
RimMapChange *
rim_map_change_new (RimMapInput *before,
                    RimMapInput *after)
{
  RimMapChange *self = g_new0 (RimMapChange, 1);
  const gsize n = after->region->n_voxels;

  self->before = rim_map_input_ref (before);
  self->after = rim_map_input_ref (after);
  self->numbers = g_new (guint32, n);
  memset (self->numbers, 0xff, n * sizeof *self->numbers);

  if (is_alike (before, after) && find_shift (before, after, &self->shift))
    {
      Marks marks;

      marks_init (&marks, before, after);
      mark_changes (&marks, before, after, self->shift);
      for (guint axis = 0; axis < 3; axis++)
        spread (&marks, axis, after->radius[axis]);
      number_voxels (self, &marks);
      g_free (marks.bytes);
    }

  for (gsize v = 0; v < n; v++)
    self->n_new += self->numbers[v] == RIM_MAP_CHANGE_NEW;

  return self;
}

/**
 * rim_map_change_free:
 * @self: (transfer full) (nullable): a change
 */
void
rim_map_change_free (RimMapChange *self)
{
  if (self == NULL)
    return;

  rim_map_input_unref (self->before);
  rim_map_input_unref (self->after);
  g_free (self->numbers);
  g_free (self);
}

/**
 * rim_map_change_keeps:
 * @self: a change
 * @feature: a feature
 *
 * Returns: whether its values stay where windows did not change; else all must be
 *   computed, as when it weighs levels and those are numbered anew, or when it hangs
 *   on all of the region
 */
gboolean
rim_map_change_keeps (const RimMapChange  *self,
                      const RimMapFeature *feature)
{
  const RimMapFamily *family = rim_map_family_get (feature->family);

  return self->n_new < self->after->region->n_voxels && family->keeps != NULL &&
         family->keeps (self->before, self->after, self->shift, feature->row);
}

/**
 * rim_map_change_carry:
 * @self: a change
 * @feature: a feature
 * @is_known: (nullable): of each voxel of the region before, whether there is a value of
 *   it in @before; %NULL where there is one of all
 * @before: (array): the map before, a value per voxel of the region then
 * @after: (out caller-allocates) (array): the map, a value per voxel of the region now;
 *   NAN where it must be computed
 * @n_voxels: (out): how many must
 *
 * Carries the values over that stay; rim_map_compute() of the voxels returned then
 * makes the map whole, with the bits that it has when all of it is computed.
 *
 * Returns: (transfer full) (array length=n_voxels): what must be computed, in scan order
 */
guint32 *
rim_map_change_carry (const RimMapChange  *self,
                      const RimMapFeature *feature,
                      const guint8        *is_known,
                      const float         *before,
                      float               *after,
                      gsize               *n_voxels)
{
  const gboolean keeps = rim_map_change_keeps (self, feature);
  const gsize n = self->after->region->n_voxels;
  guint32 *voxels = g_new (guint32, n);

  *n_voxels = 0;
  for (gsize v = 0; v < n; v++)
    {
      const guint32 number = keeps ? self->numbers[v] : RIM_MAP_CHANGE_NEW;
      const gboolean stays = number != RIM_MAP_CHANGE_NEW && (is_known == NULL || is_known[number]);

      after[v] = stays ? before[number] : NAN;
      voxels[*n_voxels] = (guint32) v;
      *n_voxels += !stays;
    }

  return voxels;
}
