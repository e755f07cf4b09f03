/* rim-zones.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-zones.h"

#include <pthread.h>

#include "core/rim-disjoint.h"
#include "rim-chunk-private.h"
#include "rim-family.h"

#define NO_LABEL G_MAXUINT32
#define N_BEFORE 13

/* Voxels are labelled in scan order with the label of a neighbour before them.
 * Labels that turn out to be of one zone point to the lowest of them.
 */
typedef struct
{
  const guint16 *levels;
  guint32       *labels;        /* at the offset of each voxel */
  guint32       *parents;       /* of each label */
  guint32        n_labels;
  gssize         step_x;        /* along a row */
  gssize         step_y;        /* to the row before */
  gssize         step_z;        /* to the slice before; 0 where slices are apart */
  gssize         before[N_BEFORE]; /* to the neighbours before, where they are not */
} Labelling;

/* One neighbour of every part of every set of them: 4 bits each, from 1. */
static guint16 representatives_of[1u << N_BEFORE];
static pthread_once_t representatives_once = PTHREAD_ONCE_INIT;

static guint32
new_label (Labelling *self)
{
  const guint32 label = self->n_labels++;

  self->parents[label] = label;

  return label;
}

static inline guint32
unite (Labelling *self,
       guint32    label,
       guint32    other)
{
  return label == other ? label : rim_disjoint_join (self->parents, label, other);
}

/* Adds the zone of the voxel at @offset, if it is of @level, to that of @label. */
static inline guint32
join (Labelling *self,
      guint32    label,
      gssize     offset,
      guint16    level)
{
  if (self->levels[offset] != level)
    return label;

  return label == NO_LABEL ? self->labels[offset] : unite (self, label, self->labels[offset]);
}

/* In a slice. Where the voxel above is of the level, the others touch it, so
 * that they are joined already.
 */
static inline guint32
label_in_slice (Labelling *self,
                gssize     at,
                guint16    level)
{
  const gssize north = at - self->step_y;
  guint32 label = NO_LABEL;

  if (self->levels[north] == level)
    return self->labels[north];

  label = join (self, label, at - self->step_x, level);
  label = join (self, label, north - self->step_x, level);

  return join (self, label, north + self->step_x, level);
}

/* In space. Which of the neighbours before a voxel are of its level is found for
 * a chunk at once; of those that touch each other, and so are joined already, one
 * is enough.
 */

static void
init_neighbours (Labelling *self)
{
  guint n = 0;

  for (int z = -1; z <= 0; z++)
    for (int y = -1; y <= 1; y++)
      for (int x = -1; x <= 1 && n < N_BEFORE; x++)
        self->before[n++] = x * self->step_x + y * self->step_y + z * self->step_z;
}

static gboolean
do_touch (guint a,
          guint b)
{
  const int x = (int) (a % 3) - (int) (b % 3);
  const int y = (int) (a / 3 % 3) - (int) (b / 3 % 3);

  return ABS (x) <= 1 && ABS (y) <= 1;
}

/* The neighbours of a set that are connected to its lowest. */
static guint
find_part (const guint *touching,
           guint        set)
{
  guint part = set & -set;

  for (guint last = 0; last != part;)
    {
      last = part;
      for (guint n = 0; n < N_BEFORE; n++)
        if (last >> n & 1)
          part |= touching[n] & set;
    }

  return part;
}

static void
make_representatives (void)
{
  guint touching[N_BEFORE] = { 0 };

  for (guint a = 0; a < N_BEFORE; a++)
    for (guint b = 0; b < N_BEFORE; b++)
      touching[a] |= do_touch (a, b) ? 1u << b : 0;

  for (guint set = 1; set < 1u << N_BEFORE; set++)
    {
      const guint rest = set & ~find_part (touching, set);

      representatives_of[set] =
        (guint16) (representatives_of[rest] << 4 | (g_bit_nth_lsf (set, -1) + 1));
    }
}

static void
find_equal (const guint16 *restrict levels,
            const gssize            before[N_BEFORE],
            guint16       *restrict sets)
{
  for (guint x = 0; x < RIM_CHUNK; x++)
    sets[x] = 0;

  for (guint n = 0; n < N_BEFORE; n++)
    {
      const guint16 *others = levels + before[n];
      const guint16 bit = (guint16) (1u << n);

      for (guint x = 0; x < RIM_CHUNK; x++)
        sets[x] = (guint16) (sets[x] | (levels[x] == others[x] ? bit : 0));
    }
}

/* The label of the neighbours in @representatives, of which there are some. */
static inline guint32
join_all (Labelling *self,
          gssize     at,
          guint      representatives)
{
  guint32 label = self->labels[at + self->before[(representatives & 15) - 1]];

  for (representatives >>= 4; representatives != 0; representatives >>= 4)
    label = unite (self, label, self->labels[at + self->before[(representatives & 15) - 1]]);

  return label;
}

static void
label_in_space (Labelling       *self,
                const RimLevels *levels)
{
  pthread_once (&representatives_once, make_representatives);
  init_neighbours (self);
  for (gsize v = 0, n; v < levels->n_voxels; v += n)
    {
      const gssize at = (gssize) levels->offsets[v];
      guint16 sets[RIM_CHUNK];

      n = rim_chunk_find (levels->offsets, v, levels->n_voxels);
      find_equal (self->levels + at, self->before, sets);
      for (gsize x = 0; x < n; x++)
        {
          const guint representatives = representatives_of[sets[x]];

          self->labels[at + (gssize) x] = representatives != 0 ? join_all (self, at + (gssize) x, representatives)
                                                               : new_label (self);
        }
    }
}

static void
label_in_slices (Labelling       *self,
                 const RimLevels *levels)
{
  for (gsize v = 0; v < levels->n_voxels; v++)
    {
      const gssize at = (gssize) levels->offsets[v];
      const guint32 label = label_in_slice (self, at, levels->levels[at]);

      self->labels[at] = label != NO_LABEL ? label : new_label (self);
    }
}

/* Makes numbers of zones of labels. Zones begin at their lowest label, which is
 * that of their first voxel.
 */
static void
number_zones (RimZones        *self,
              Labelling       *labelling,
              const RimLevels *levels)
{
  guint32 *numbers = labelling->parents;

  for (guint32 label = 0; label < labelling->n_labels; label++)
    if (numbers[label] == label)
      numbers[label] = (guint32) self->n++;
    else
      numbers[label] = numbers[numbers[label]];

  self->sizes = g_new0 (guint32, self->n);
  self->offsets = g_new (gsize, self->n);
  self->of_voxel = g_new (guint32, levels->n_voxels);

  for (gsize v = 0; v < levels->n_voxels; v++)
    {
      const guint32 zone = numbers[labelling->labels[levels->offsets[v]]];

      if (self->sizes[zone]++ == 0)
        self->offsets[zone] = levels->offsets[v];
      self->of_voxel[v] = zone;
    }
}

/**
 * rim_zones_new:
 * @levels: levels, padded by at least 1
 * @flat_axis: -1, or the axis square to the slices that zones do not leave
 * @error: where to put an error
 *
 * Finds the zones of a region in linear time: 26-connected in space,
 * 8-connected in slices (IBSI 9SAK).
 *
 * Returns: (transfer full) (nullable): zones in the order of their first voxels
 */
RimZones *
rim_zones_new (const RimLevels *levels,
               int              flat_axis,
               GError         **error)
{
  static const guint8 axes[4][3] = { { 0, 1, 2 }, { 1, 2, 0 }, { 0, 2, 1 }, { 0, 1, 2 } };
  const guint8 *axis = axes[flat_axis + 1];
  g_autofree guint32 *labels = NULL;
  g_autofree guint32 *parents = NULL;
  Labelling labelling = { .levels = levels->levels };
  RimZones *self;

  g_return_val_if_fail (levels->pad >= 1 && levels->n_voxels > 0, NULL);
  g_return_val_if_fail (flat_axis >= -1 && flat_axis < 3, NULL);

  if (levels->n_voxels >= NO_LABEL)
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_TOO_MANY_LEVELS,
                   "The region has too many voxels: %" G_GSIZE_FORMAT, levels->n_voxels);
      return NULL;
    }

  labelling.step_x = (gssize) levels->stride[axis[0]];
  labelling.step_y = (gssize) levels->stride[axis[1]];
  labelling.step_z = flat_axis < 0 ? (gssize) levels->stride[axis[2]] : 0;
  labelling.labels = labels = g_new (guint32, levels->offsets[levels->n_voxels - 1] + 1);
  labelling.parents = parents = g_new (guint32, levels->n_voxels);
  if (flat_axis < 0)
    label_in_space (&labelling, levels);
  else
    label_in_slices (&labelling, levels);

  self = g_new0 (RimZones, 1);
  number_zones (self, &labelling, levels);

  return self;
}

/**
 * rim_zones_free:
 * @self: (transfer full) (nullable): zones
 */
void
rim_zones_free (RimZones *self)
{
  if (self == NULL)
    return;

  g_free (self->sizes);
  g_free (self->offsets);
  g_free (self->of_voxel);
  g_free (self);
}
