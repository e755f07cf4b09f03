/* rim-plane-part.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-plane-part-private.h"

#include "view/rim-axis-map-private.h"

/* A rectangle that six lines cut has no more corners. */
#define MAX_CORNERS 10

/* Places are no finer than this, in voxels. */
#define LEAST (1.0 / RIM_PLACE_UNIT)

typedef struct
{
  double x;
  double y;
} Corner;

/* What is left of a rectangle: convex. */
typedef struct
{
  Corner corners[MAX_CORNERS];
  guint  n;
} Piece;

/* Keeps what lies where @a × x + @b × y + @c is not negative. */
static void
cut (Piece *piece,
     double a,
     double b,
     double c)
{
  Piece whole = *piece;

  piece->n = 0;
  for (guint i = 0; i < whole.n; i++)
    {
      Corner from = whole.corners[i];
      Corner to = whole.corners[(i + 1) % whole.n];
      double at_from = a * from.x + b * from.y + c;
      double at_to = a * to.x + b * to.y + c;
      double t = at_from / (at_from - at_to);

      if (at_from >= 0.0 && piece->n < MAX_CORNERS)
        piece->corners[piece->n++] = from;
      if ((at_from >= 0.0) != (at_to >= 0.0) && piece->n < MAX_CORNERS)
        piece->corners[piece->n++] = (Corner) { from.x + t * (to.x - from.x),
                                                from.y + t * (to.y - from.y) };
    }
}

static void
cut_axis (Piece     *piece,
          RimVolume *volume,
          guint      axis,
          double     base,
          double     right,
          double     down)
{
  RimAxisMap map;
  double first, last;

  rim_axis_map_init (&map, volume, axis);
  first = map.places != NULL ? map.places[0] : 0.0;
  last = map.places != NULL ? map.places[map.n - 1] : map.n - 1.0;
  rim_axis_map_clear (&map);

  cut (piece, right, down, base - (first - 0.5 - LEAST));
  cut (piece, -right, -down, last + 0.5 + LEAST - base);
}

/* Where each pixel is by its centre. */
static gboolean
cut_to_box (Piece          *piece,
            RimVolume      *volume,
            const RimPlane *plane)
{
  double width = plane->width - 1.0;
  double height = plane->height - 1.0;
  RimVec3 base, right, down;
  RimAffine to_index;

  if (plane->width == 0 || plane->height == 0 ||
      !rim_affine_invert (&rim_volume_get_grid (volume)->to_patient, &to_index))
    return FALSE;

  *piece = (Piece) { { { 0, 0 }, { width, 0 }, { width, height }, { 0, height } }, 4 };
  base = rim_affine_apply (&to_index, plane->origin);
  right = rim_affine_apply_vector (&to_index, plane->right);
  down = rim_affine_apply_vector (&to_index, plane->down);
  cut_axis (piece, volume, 0, base.x, right.x, down.x);
  cut_axis (piece, volume, 1, base.y, right.y, down.y);
  cut_axis (piece, volume, 2, base.z, right.z, down.z);

  return piece->n > 0;
}

/**
 * rim_plane_part_init:
 * @self: (out caller-allocates): the part
 * @volume: an image
 * @plane: where it is shown
 *
 * The smallest rectangle with every pixel of @plane that lies in the box of
 * @volume, or one with a pixel more at an edge.
 *
 * Returns: whether the plane meets the box
 */
gboolean
rim_plane_part_init (RimPlanePart   *self,
                     RimVolume      *volume,
                     const RimPlane *plane)
{
  double min[2] = { G_MAXDOUBLE, G_MAXDOUBLE };
  double max[2] = { -G_MAXDOUBLE, -G_MAXDOUBLE };
  Piece piece;

  if (!cut_to_box (&piece, volume, plane))
    return FALSE;

  for (guint i = 0; i < piece.n; i++)
    {
      min[0] = MIN (min[0], piece.corners[i].x);
      min[1] = MIN (min[1], piece.corners[i].y);
      max[0] = MAX (max[0], piece.corners[i].x);
      max[1] = MAX (max[1], piece.corners[i].y);
    }

  self->x = (guint) CLAMP (floor (min[0]), 0.0, plane->width - 1.0);
  self->y = (guint) CLAMP (floor (min[1]), 0.0, plane->height - 1.0);
  self->plane = *plane;
  self->plane.width = (guint) CLAMP (ceil (max[0]), self->x, plane->width - 1.0) - self->x + 1;
  self->plane.height = (guint) CLAMP (ceil (max[1]), self->y, plane->height - 1.0) - self->y + 1;
  self->plane.origin = rim_vec3_add (plane->origin,
                                     rim_vec3_add (rim_vec3_scale (plane->right, self->x),
                                                   rim_vec3_scale (plane->down, self->y)));

  return TRUE;
}
