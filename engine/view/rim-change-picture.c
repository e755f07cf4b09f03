/* rim-change-picture.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-change-picture.h"

#include <math.h>
#include <string.h>

/* Enough about a small change to know where it is. */
#define LEAST_MM   50.0
#define MARGIN     1.5
#define SAME_GRID  1e-9
#define HATCH      8u

#define ADDED      0x3584e4u
#define REMOVED    0xff7800u
#define N_ARCS     32u
#define MOST_STEPS 1000.0   /* of a line that leaves the picture */

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

static gboolean
is_reshaped (RimEdit *edit)
{
  RimMeasurement *before = edit->measurement_before;
  RimMeasurement *after = edit->measurement_after;

  if (before == NULL || after == NULL)
    return before != NULL || after != NULL;

  return before->n_points != after->n_points ||
         memcmp (before->points, after->points, before->n_points * sizeof *before->points) != 0;
}

/* Returns: (nullable): the first of the edits that draws, moves or takes away a measurement */
static RimEdit *
find_reshaped (GPtrArray *edits)
{
  for (guint i = 0; i < edits->len; i++)
    if (is_reshaped (g_ptr_array_index (edits, i)))
      return g_ptr_array_index (edits, i);

  return NULL;
}

/* The plane of reading that lies most as the measurement does. */
static void
place_about_measurement (RimPlane       *plane,
                         const RimGrid  *grid,
                         RimMeasurement *measurement,
                         guint           size)
{
  RimVec3 middle = rim_measurement_get_middle (measurement);
  RimOrientation best = RIM_ORIENTATION_AXIAL;
  double span = LEAST_MM;
  double most = -1;

  for (RimOrientation o = RIM_ORIENTATION_AXIAL; o <= RIM_ORIENTATION_CORONAL; o++)
    {
      RimVec3 normal;

      rim_plane_init (plane, grid, o, middle, middle, 1, size, size);
      normal = rim_plane_get_normal (plane);
      if (fabs (rim_vec3_dot (normal, measurement->normal)) > most)
        {
          most = fabs (rim_vec3_dot (normal, measurement->normal));
          best = o;
        }
    }

  for (guint i = 0; i < measurement->n_points; i++)
    span = MAX (span, 2 * MARGIN * rim_vec3_length (rim_vec3_sub (measurement->points[i], middle)));
  rim_plane_init (plane, grid, best, middle, middle, span / size, size, size);
}

static void
stamp (RimChangePicture *self,
       double            x,
       double            y,
       guint32           color)
{
  for (double v = y - 1; v <= y + 1; v++)
    for (double u = x - 1; u <= x + 1; u++)
      if (u >= 0 && v >= 0 && u < self->size && v < self->size)
        self->pixels[(gsize) v * self->size + (gsize) u] = 0xff000000u | color;
}

static void
draw_line (RimChangePicture *self,
           const RimPlane   *plane,
           RimVec3           from,
           RimVec3           to,
           guint32           color)
{
  double x, y, end_x, end_y;
  guint n_steps;

  rim_plane_from_patient (plane, from, &x, &y, NULL);
  rim_plane_from_patient (plane, to, &end_x, &end_y, NULL);
  n_steps = 1 + (guint) MIN (hypot (end_x - x, end_y - y), MOST_STEPS);

  for (guint i = 0; i <= n_steps; i++)
    stamp (self, x + (end_x - x) * i / n_steps, y + (end_y - y) * i / n_steps, color);
}

static void
draw_ellipse (RimChangePicture *self,
              const RimPlane   *plane,
              const RimVec3     ends[4],
              guint32           color)
{
  RimVec3 center = rim_vec3_scale (rim_vec3_add (ends[0], ends[1]), 0.5);
  RimVec3 a = rim_vec3_sub (ends[1], center);
  RimVec3 b = rim_vec3_scale (rim_vec3_sub (ends[3], ends[2]), 0.5);
  RimVec3 last = ends[1];

  for (guint i = 1; i <= N_ARCS; i++)
    {
      double turn = 2 * G_PI * i / N_ARCS;
      RimVec3 next = rim_vec3_add (center, rim_vec3_add (rim_vec3_scale (a, cos (turn)),
                                                         rim_vec3_scale (b, sin (turn))));

      draw_line (self, plane, last, next, color);
      last = next;
    }
}

static void
draw_measurement (RimChangePicture *self,
                  const RimPlane   *plane,
                  RimMeasurement   *measurement,
                  guint32           color)
{
  const RimVec3 *points = measurement->points;
  guint n = measurement->n_points;
  gboolean is_closed = measurement->kind == RIM_MEASUREMENT_RECTANGLE ||
                       measurement->kind == RIM_MEASUREMENT_FREEHAND;
  guint step = measurement->kind == RIM_MEASUREMENT_BIDIRECTIONAL ? 2 : 1;

  if (measurement->kind == RIM_MEASUREMENT_ELLIPSE)
    {
      draw_ellipse (self, plane, points, color);
      return;
    }

  for (guint i = 0; i + 1 < n; i += step)
    draw_line (self, plane, points[i], points[i + 1], color);
  if (is_closed || n == 1)
    draw_line (self, plane, points[n - 1], points[0], color);
}

static RimChangePicture *
alloc (guint           size,
       const RimLayer *layer,
       const RimPlane *plane)
{
  RimChangePicture *self = g_new0 (RimChangePicture, 1);

  self->size = size;
  self->pixels = g_new (guint32, (gsize) size * size);
  for (gsize i = 0; i < (gsize) size * size; i++)
    self->pixels[i] = 0xff000000u;
  if (layer != NULL)
    rim_render (layer, 1, plane, self->pixels, size);

  return self;
}

static RimChangePicture *
new_of_measurement (GPtrArray      *edits,
                    const RimLayer *layer,
                    guint           size)
{
  RimEdit *edit = find_reshaped (edits);
  RimChangePicture *self;
  RimPlane plane;

  if (edit == NULL || layer == NULL)
    return NULL;

  place_about_measurement (&plane, rim_volume_get_grid (layer->volume),
                           edit->measurement_after != NULL ? edit->measurement_after
                                                           : edit->measurement_before, size);
  self = alloc (size, layer, &plane);
  if (edit->measurement_before != NULL)
    draw_measurement (self, &plane, edit->measurement_before, REMOVED);
  if (edit->measurement_after != NULL)
    draw_measurement (self, &plane, edit->measurement_after, ADDED);

  return self;
}

/**
 * rim_change_picture_new:
 * @edits: (element-type RimEdit): what is one step
 * @layer: (nullable): the image below; black if %NULL
 * @size: how many pixels wide and high
 *
 * Shows what a step did, where the edit that changed most of the voxels has most of them;
 * where none changed, a measurement that was drawn, moved or deleted. For a worker.
 *
 * Returns: (transfer full) (nullable): the picture; %NULL where there is nothing to see
 */
RimChangePicture *
rim_change_picture_new (GPtrArray       *edits,
                        const RimLayer  *layer,
                        guint            size)
{
  RimChangePicture *self;
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
    return new_of_measurement (edits, layer, size);

  place (&plane, largest, size);
  self = alloc (size, layer, &plane);
  self->added_mm3 = added;
  self->removed_mm3 = removed;
  draw (self, edits, &plane);

  return self;
}

/**
 * rim_change_picture_new_of_lesion:
 * @lesion: a lesion
 * @layer: (nullable): the image below; black if %NULL
 * @size: how many pixels wide and high
 *
 * Shows the slice that has most of a lesion, with its outline. For a worker.
 *
 * Returns: (transfer full) (nullable): the picture; %NULL where nothing is drawn
 */
RimChangePicture *
rim_change_picture_new_of_lesion (RimLesion      *lesion,
                                  const RimLayer *layer,
                                  guint           size)
{
  g_autofree guint8 *states = g_new (guint8, (gsize) size * size);
  RimChangePicture *self;
  RimPlane plane;
  RimBox box;

  g_return_val_if_fail (lesion != NULL && size > 0, NULL);

  if (!rim_mask_get_bounds (lesion->mask, &box))
    return NULL;

  place (&plane, lesion->mask, size);
  self = alloc (size, layer, &plane);
  for (guint y = 0; y < size; y++)
    for (guint x = 0; x < size; x++)
      states[y * size + x] = has (lesion, rim_plane_to_patient (&plane, x + 0.5, y + 0.5)) ? KEPT : OUTSIDE;
  for (guint y = 0; y < size; y++)
    for (guint x = 0; x < size; x++)
      if (states[y * size + x] == KEPT && is_edge (states, size, x, y))
        self->pixels[y * size + x] = mix (self->pixels[y * size + x], ADDED, 100);

  return self;
}

void
rim_change_picture_free (RimChangePicture *self)
{
  g_free (self->pixels);
  g_free (self);
}
