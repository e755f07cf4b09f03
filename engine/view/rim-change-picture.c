/* rim-change-picture.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-change-picture.h"

/* Enough about a small change to know where it is. */
#define LEAST_MM   50.0
#define MARGIN     1.5
#define SAME_GRID  1e-9
#define HATCH      8u

#define ADDED      0x3584e4u
#define REMOVED    0xff7800u

typedef enum
{
  OUTSIDE,
  KEPT,
  TAKEN,
  GIVEN,
} State;

/* The voxels that an edit adds and removes; where the grids differ, all of them. */
typedef struct
{
  RimMask *added;      /* NULL where none are */
  RimMask *removed;
  gsize    n_added;
  gsize    n_removed;
} Change;

static RimMask *
subtract (RimLesion *from,
          RimLesion *what)
{
  if (from == NULL)
    return NULL;
  if (what == NULL || !rim_grid_equal (rim_mask_get_grid (from->mask), rim_mask_get_grid (what->mask), SAME_GRID))
    return rim_mask_ref (from->mask);

  return rim_mask_combine (from->mask, what->mask, RIM_MASK_SUBTRACT);
}

static Change
find_change (RimEdit *edit)
{
  Change self = { subtract (edit->after, edit->before), subtract (edit->before, edit->after), 0, 0 };

  self.n_added = self.added != NULL ? rim_mask_count (self.added) : 0;
  self.n_removed = self.removed != NULL ? rim_mask_count (self.removed) : 0;

  return self;
}

static void
change_clear (Change *self)
{
  g_clear_pointer (&self->added, rim_mask_unref);
  g_clear_pointer (&self->removed, rim_mask_unref);
}

static gsize
count_in_slice (RimMask *mask,
                guint    k)
{
  RimMaskSlice *slice = mask != NULL ? rim_mask_get_slice (mask, k) : NULL;

  return slice != NULL ? rim_mask_slice_count (slice) : 0;
}

static RimMask *
get_larger (const Change *self)
{
  return self->n_added >= self->n_removed ? self->added : self->removed;
}

/* The slice across @axis with most of the changed voxels, and the box that these have. */
static guint
find_slice (RimMask *mask,
            RimBox  *box)
{
  guint best = box->min[2];
  gsize most = 0;
  RimBox own = { 0 };

  for (guint k = box->min[2]; k < box->max[2]; k++)
    if (count_in_slice (mask, k) > most)
      {
        most = count_in_slice (mask, k);
        best = k;
      }

  rim_mask_slice_find_difference (rim_mask_get_slice (mask, best), NULL, &own, best);
  *box = own;

  return best;
}

static RimOrientation
find_orientation (const RimGrid *grid,
                  guint          axis)
{
  for (RimOrientation o = RIM_ORIENTATION_AXIAL; o <= RIM_ORIENTATION_CORONAL; o++)
    {
      RimSliceAxis across;

      rim_slice_axis_init (&across, grid, o);
      if (across.axis == axis)
        return o;
    }

  return RIM_ORIENTATION_AXIAL;
}

/* What was drawn on a sagittal or coronal plane is one voxel thick across it. */
static guint
find_axis (const RimBox *box)
{
  for (guint axis = 0; axis < 2; axis++)
    if (box->max[axis] - box->min[axis] == 1 && box->max[2] - box->min[2] > 1)
      return axis;

  return 2;
}

static void
place (RimPlane *plane,
       RimMask  *mask,
       guint     size)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  RimBox box = { 0 };
  double span = LEAST_MM;
  double middle[3];
  RimVec3 center;
  guint axis;

  rim_mask_get_bounds (mask, &box);
  axis = find_axis (&box);
  if (axis == 2)
    find_slice (mask, &box);

  for (guint a = 0; a < 3; a++)
    {
      middle[a] = 0.5 * (box.min[a] + box.max[a] - 1.0);
      span = MAX (span, MARGIN * (box.max[a] - box.min[a]) * rim_grid_get_spacing (grid, a));
    }
  center = rim_grid_to_patient (grid, RIM_VEC3 (middle[0], middle[1], middle[2]));
  rim_plane_init (plane, grid, find_orientation (grid, axis), center, center, span / size, size, size);
}

static gboolean
has (RimLesion *lesion,
     RimVec3    point)
{
  return lesion != NULL && rim_mask_contains_point (lesion->mask, point);
}

static State
find_state (GPtrArray *edits,
            RimVec3    point)
{
  State state = OUTSIDE;

  for (guint i = 0; i < edits->len; i++)
    {
      RimEdit *edit = g_ptr_array_index (edits, i);
      gboolean was = has (edit->before, point);
      gboolean is = has (edit->after, point);
      State own = is ? (was ? KEPT : GIVEN) : was ? TAKEN : OUTSIDE;

      state = MAX (state, own);
    }

  return state;
}

static guint32
mix (guint32 below,
     guint32 color,
     guint   percent)
{
  guint32 mixed = 0xff000000u;

  for (guint shift = 0; shift < 24; shift += 8)
    {
      guint32 part = ((below >> shift & 0xff) * (100 - percent) + (color >> shift & 0xff) * percent) / 100;

      mixed |= part << shift;
    }

  return mixed;
}

static gboolean
is_edge (const guint8 *states,
         guint         size,
         guint         x,
         guint         y)
{
  const guint8 *at = states + y * size + x;

  return x == 0 || y == 0 || x + 1 == size || y + 1 == size ||
         at[-1] == OUTSIDE || at[1] == OUTSIDE || at[-(gssize) size] == OUTSIDE || at[size] == OUTSIDE ||
         at[-1] == TAKEN || at[1] == TAKEN || at[-(gssize) size] == TAKEN || at[size] == TAKEN;
}

static guint32
paint (guint32       below,
       const guint8 *states,
       guint         size,
       guint         x,
       guint         y)
{
  switch ((State) states[y * size + x])
    {
    case GIVEN:
      return mix (below, ADDED, is_edge (states, size, x, y) ? 100 : 60);

    case TAKEN:
      return mix (below, REMOVED, (x + y) % HATCH < HATCH / 2 ? 85 : 20);

    case KEPT:
      return is_edge (states, size, x, y) ? mix (below, 0xffffffu, 80) : below;

    case OUTSIDE:
    default:
      return below;
    }
}

static void
draw (RimChangePicture *self,
      GPtrArray        *edits,
      const RimPlane   *plane)
{
  g_autofree guint8 *states = g_new (guint8, (gsize) self->size * self->size);

  for (guint y = 0; y < self->size; y++)
    for (guint x = 0; x < self->size; x++)
      states[y * self->size + x] = (guint8) find_state (edits, rim_plane_to_patient (plane, x + 0.5, y + 0.5));

  for (guint y = 0; y < self->size; y++)
    for (guint x = 0; x < self->size; x++)
      {
        guint32 *pixel = self->pixels + y * self->size + x;

        *pixel = paint (*pixel, states, self->size, x, y);
      }
}

/**
 * rim_change_picture_new:
 * @edits: (element-type RimEdit): what is one step
 * @layer: (nullable): the image below; black if %NULL
 * @size: how many pixels wide and high
 *
 * Shows what a step did, where the edit that changed most of the voxels has most of them.
 * For a worker.
 *
 * Returns: (transfer full) (nullable): the picture; %NULL where no voxel changed
 */
RimChangePicture *
rim_change_picture_new (GPtrArray       *edits,
                        const RimLayer  *layer,
                        guint            size)
{
  RimChangePicture *self = NULL;
  g_autoptr(RimMask) largest = NULL;
  double added = 0, removed = 0;
  gsize most = 0;
  RimPlane plane;

  g_return_val_if_fail (edits != NULL && size > 0, NULL);

  for (guint i = 0; i < edits->len; i++)
    {
      Change change = find_change (g_ptr_array_index (edits, i));

      added += change.added != NULL ? rim_mask_get_volume (change.added) : 0;
      removed += change.removed != NULL ? rim_mask_get_volume (change.removed) : 0;
      if (MAX (change.n_added, change.n_removed) > most)
        {
          most = MAX (change.n_added, change.n_removed);
          g_clear_pointer (&largest, rim_mask_unref);
          largest = rim_mask_ref (get_larger (&change));
        }
      change_clear (&change);
    }
  if (largest == NULL)
    return NULL;

  self = g_new0 (RimChangePicture, 1);
  self->size = size;
  self->pixels = g_new (guint32, (gsize) size * size);
  self->added_mm3 = added;
  self->removed_mm3 = removed;
  place (&plane, largest, size);
  for (gsize i = 0; i < (gsize) size * size; i++)
    self->pixels[i] = 0xff000000u;
  if (layer != NULL)
    rim_render (layer, 1, &plane, self->pixels, size);
  draw (self, edits, &plane);

  return self;
}

void
rim_change_picture_free (RimChangePicture *self)
{
  g_free (self->pixels);
  g_free (self);
}
