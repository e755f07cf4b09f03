/* rim-zones.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-zones.h"

#include "rim-family.h"

#define NO_LABEL G_MAXUINT32

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
} Labelling;

static guint32
find_root (guint32 *parents,
           guint32  label)
{
  while (parents[label] != label)
    {
      parents[label] = parents[parents[label]];
      label = parents[label];
    }

  return label;
}

/* Adds the zone of the voxel at @offset, if it is of @level, to that of @label. */
static inline guint32
join (Labelling *self,
      guint32    label,
      gssize     offset,
      guint16    level)
{
  guint32 other, a, b;

  if (self->levels[offset] != level)
    return label;

  other = self->labels[offset];
  if (label == NO_LABEL || label == other)
    return other;

  a = find_root (self->parents, label);
  b = find_root (self->parents, other);
  if (a < b)
    self->parents[b] = a;
  else
    self->parents[a] = b;

  return MIN (a, b);
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

/* The same thought in space: all neighbours touch the one in the slice below,
 * and all but three of them the one above.
 */
static inline guint32
label_in_space (Labelling *self,
                gssize     at,
                guint16    level)
{
  const gssize x = self->step_x;
  const gssize below = at - self->step_z;
  const gssize north = at - self->step_y;
  const gssize south_below = below + self->step_y;
  guint32 label = NO_LABEL;

  if (self->levels[below] == level)
    return self->labels[below];

  label = join (self, label, north, level);
  if (label == NO_LABEL)
    {
      const gssize north_below = below - self->step_y;

      label = label_in_slice (self, at, level);
      label = join (self, label, below - x, level);
      label = join (self, label, below + x, level);
      label = join (self, label, north_below, level);
      label = join (self, label, north_below - x, level);
      label = join (self, label, north_below + x, level);
    }

  label = join (self, label, south_below, level);
  label = join (self, label, south_below - x, level);

  return join (self, label, south_below + x, level);
}

static void
label_voxels (Labelling       *self,
              const RimLevels *levels)
{
  for (gsize v = 0; v < levels->n_voxels; v++)
    {
      const gssize at = (gssize) levels->offsets[v];
      const guint16 level = levels->levels[at];
      guint32 label = self->step_z == 0 ? label_in_slice (self, at, level)
                                        : label_in_space (self, at, level);

      if (label == NO_LABEL)
        {
          label = self->n_labels++;
          self->parents[label] = label;
        }
      self->labels[at] = label;
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
  label_voxels (&labelling, levels);

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
