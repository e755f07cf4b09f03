/* rim-outline.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-outline.h"

#include "view/rim-cut-private.h"

#include <stdlib.h>

/* Twice the area of a triangle of three points that count as one line, in
 * square pixels.
 */
#define STRAIGHT 1e-7

typedef struct
{
  GArray *points;                /* of double, pairs */
  GArray *starts;                /* of gsize */
} Builder;

static void
builder_add_point (Builder *self,
                   double   x,
                   double   y)
{
  g_array_append_val (self->points, x);
  g_array_append_val (self->points, y);
}

static gsize
builder_count (Builder *self)
{
  return self->points->len / 2;
}

static void
builder_end_polygon (Builder *self)
{
  gsize start = g_array_index (self->starts, gsize, self->starts->len - 1);
  gsize end = builder_count (self);

  if (end - start < 3)
    g_array_set_size (self->points, (guint) (2 * start));
  else
    g_array_append_val (self->starts, end);
}

/* Whether the second of three points adds nothing. */
static gboolean
is_straight (const double *a,
             const double *b,
             const double *c)
{
  return fabs ((b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])) < STRAIGHT;
}

static void
builder_add_corner (Builder *self,
                    double   x,
                    double   y)
{
  gsize start = g_array_index (self->starts, gsize, self->starts->len - 1);
  gsize n = builder_count (self) - start;
  const double *last = (const double *) (gpointer) self->points->data + 2 * (start + n);
  double next[2] = { x, y };

  if (n >= 2 && is_straight (last - 4, last - 2, next))
    g_array_set_size (self->points, self->points->len - 2);

  builder_add_point (self, x, y);
}

/* The first and the last point may lie on a line with their neighbours, too. */
static void
builder_straighten_seam (Builder *self)
{
  gsize start = g_array_index (self->starts, gsize, self->starts->len - 1);
  double *points = (double *) (gpointer) self->points->data + 2 * start;
  gsize n = builder_count (self) - start;

  if (n >= 3 && is_straight (points + 2 * (n - 2), points + 2 * (n - 1), points))
    {
      n--;
      g_array_set_size (self->points, (guint) (2 * (start + n)));
    }

  if (n >= 3 && is_straight (points + 2 * (n - 1), points, points + 2))
    g_array_remove_range (self->points, (guint) (2 * start), 2);
}

typedef struct
{
  guint64 key;
  guint   end;
} Joint;

static int
compare_joints (gconstpointer a,
                gconstpointer b)
{
  const Joint *x = a;
  const Joint *y = b;

  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;

  return x->end < y->end ? -1 : x->end > y->end;
}

/* Which end each end meets. */
static guint *
join_ends (GArray *ends)
{
  g_autofree Joint *joints = g_new (Joint, ends->len);
  guint *partners = g_new (guint, ends->len);

  for (guint e = 0; e < ends->len; e++)
    joints[e] = (Joint) { g_array_index (ends, RimCutEnd, e).key, e };

  if (ends->len > 0)
    qsort (joints, ends->len, sizeof *joints, compare_joints);

  for (guint e = 0; e + 1 < ends->len; e += 2)
    {
      partners[joints[e].end] = joints[e + 1].end;
      partners[joints[e + 1].end] = joints[e].end;
    }

  return partners;
}

static void
add_cut (Builder      *builder,
         const RimCut *cut,
         RimMask      *mask)
{
  g_autoptr(GArray) ends = rim_cut_find_ends (cut, mask);
  g_autofree guint *partners = NULL;
  g_autofree guint8 *done = NULL;

  g_assert (ends->len % 2 == 0);
  if (ends->len == 0)
    return;

  partners = join_ends (ends);
  done = g_new0 (guint8, ends->len / 2 + 1);

  for (guint first = 0; first < ends->len; first += 2)
    {
      guint at = first;

      if (done[first / 2])
        continue;

      do
        {
          const RimCutEnd *end = &g_array_index (ends, RimCutEnd, at);

          builder_add_corner (builder, end->x, end->y);
          done[at / 2] = TRUE;
          at = partners[at ^ 1];
        }
      while (!done[at / 2]);

      builder_straighten_seam (builder);
      builder_end_polygon (builder);
    }
}

static gboolean
is_closed (const RimContour *contour)
{
  return contour->kind == RIM_CONTOUR_CLOSED_PLANAR ||
         contour->kind == RIM_CONTOUR_CLOSED_PLANAR_XOR;
}

/* The contours of a slice, moved along the axis of the slices into the plane. */
static void
add_contours (Builder        *builder,
              RimLesion      *lesion,
              guint           k,
              const RimPlane *plane)
{
  g_autoptr(GPtrArray) contours = rim_lesion_get_slice_contours (lesion, k);
  RimVec3 step = rim_affine_get_column (&rim_mask_get_grid (lesion->mask)->to_patient, 2);
  double along = rim_vec3_dot (step, rim_plane_get_normal (plane));

  for (guint c = 0; contours != NULL && c < contours->len; c++)
    {
      const RimContour *contour = g_ptr_array_index (contours, c);

      if (!is_closed (contour))
        continue;

      for (gsize p = 0; p < contour->n_points; p++)
        {
          RimVec3 point = contour->points[p];
          double x, y, distance;

          rim_plane_from_patient (plane, point, &x, &y, &distance);
          point = rim_vec3_sub (point, rim_vec3_scale (step, distance / along));
          rim_plane_from_patient (plane, point, &x, &y, NULL);
          builder_add_point (builder, x, y);
        }
      builder_end_polygon (builder);
    }
}

static void
init_slices (RimAxisMap    *slices,
             RimVolume     *image,
             const RimGrid *grid)
{
  if (image != NULL && rim_grid_equal (rim_volume_get_grid (image), grid, 1e-3))
    rim_axis_map_init (slices, image, 2);
  else
    *slices = (RimAxisMap) { grid->size[2], NULL };
}

/**
 * rim_outline_new_in:
 * @lesion: a lesion
 * @image: (nullable): the image it is drawn on
 * @plane: where it is shown
 *
 * On a plane within a slice of the lesion's grid the outline is the contours as
 * they were imported while that slice is as it came. Everywhere else it is the
 * exact cut of the lesion's voxels by the plane. Where the slices of @image do
 * not lie evenly, the lesion's lie where they do. It costs what the plane meets
 * of the lesion, whatever the lesion or the image weighs.
 *
 * Returns: (transfer full): the outline; without polygons where the plane misses
 *   the lesion
 */
RimOutline *
rim_outline_new_in (RimLesion      *lesion,
                    RimVolume      *image,
                    const RimPlane *plane)
{
  const RimGrid *grid = rim_mask_get_grid (lesion->mask);
  RimOutline *self = g_new0 (RimOutline, 1);
  RimAxisMap slices;
  Builder builder;
  RimCut cut;
  gsize start = 0;

  builder.points = g_array_new (FALSE, FALSE, sizeof (double));
  builder.starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_array_append_val (builder.starts, start);

  init_slices (&slices, image, grid);
  rim_cut_init (&cut, grid, &slices, plane);

  if (cut.slice >= 0 && rim_lesion_is_slice_untouched (lesion, (guint) cut.slice))
    add_contours (&builder, lesion, (guint) cut.slice, plane);
  else
    add_cut (&builder, &cut, lesion->mask);

  rim_cut_clear (&cut);
  rim_axis_map_clear (&slices);

  self->n_polygons = builder.starts->len - 1;
  self->points = (gpointer) g_array_free (builder.points, FALSE);
  self->starts = (gpointer) g_array_free (builder.starts, FALSE);

  return self;
}

/**
 * rim_outline_new:
 * @lesion: a lesion
 * @plane: where it is shown
 *
 * As rim_outline_new_in() where the slices lie evenly.
 *
 * Returns: (transfer full): the outline
 */
RimOutline *
rim_outline_new (RimLesion      *lesion,
                 const RimPlane *plane)
{
  return rim_outline_new_in (lesion, NULL, plane);
}

void
rim_outline_free (RimOutline *self)
{
  if (self == NULL)
    return;

  g_free (self->points);
  g_free (self->starts);
  g_free (self);
}
