/* rim-distance-sheared.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-distance-private.h"

#include "core/rim-parallel.h"

#include <math.h>

/* Distances where the axes are not square, as with gantry tilt. They do not
 * separate, so the neighbours of each voxel are asked, the nearest first.
 */
#define MAX_NEIGHBOURS 1000000

typedef struct
{
  int    step[3];
  double distance;
} Neighbour;

typedef struct
{
  const guint8 *bytes;
  RimWindow     window;
  GArray       *neighbours;      /* of Neighbour, the nearest first */
  const RimBox *box;
  RimField     *field;
} Search;

static int
compare_neighbours (gconstpointer a,
                    gconstpointer b)
{
  double first = ((const Neighbour *) a)->distance;
  double second = ((const Neighbour *) b)->distance;

  return (first > second) - (first < second);
}

static GArray *
list_neighbours (const RimGrid *grid,
                 double         reach,
                 const int      range[3])
{
  GArray *neighbours = g_array_new (FALSE, FALSE, sizeof (Neighbour));

  for (int k = -range[2]; k <= range[2]; k++)
    for (int j = -range[1]; j <= range[1]; j++)
      for (int i = -range[0]; i <= range[0]; i++)
        {
          Neighbour neighbour = { { i, j, k }, 0.0 };

          neighbour.distance = rim_vec3_length (rim_affine_apply_vector (&grid->to_patient,
                                                                         RIM_VEC3 (i, j, k)));
          if ((i != 0 || j != 0 || k != 0) && neighbour.distance <= reach)
            g_array_append_val (neighbours, neighbour);
        }
  g_array_sort (neighbours, compare_neighbours);

  return neighbours;
}

static gboolean
is_in (const Search *self,
       const gssize  at[3])
{
  gsize offset = 0;

  for (guint n = 3; n > 0; n--)
    {
      guint axis = n - 1;
      gssize index = at[axis] - self->window.first[axis];

      if (index < 0 || index >= (gssize) self->window.size[axis])
        return FALSE;
      offset = offset * self->window.size[axis] + (gsize) index;
    }

  return self->bytes[offset] != 0;
}

static double
search (const Search *self,
        const gssize  at[3])
{
  const gboolean inside = is_in (self, at);

  for (guint n = 0; n < self->neighbours->len; n++)
    {
      const Neighbour *neighbour = &g_array_index (self->neighbours, Neighbour, n);
      const gssize there[3] = { at[0] + neighbour->step[0], at[1] + neighbour->step[1],
                                at[2] + neighbour->step[2] };

      if (is_in (self, there) != inside)
        return inside ? -neighbour->distance : neighbour->distance;
    }

  return inside ? -INFINITY : INFINITY;
}

static void
search_rows (gsize    begin,
             gsize    end,
             gpointer data)
{
  const Search *self = data;
  const guint *size = self->field->grid.size;

  for (gsize row = begin; row < end; row++)
    for (gsize i = 0; i < size[0]; i++)
      {
        const gssize at[3] = { (gssize) (self->box->min[0] + i),
                               (gssize) (self->box->min[1] + row % size[1]),
                               (gssize) (self->box->min[2] + row / size[1]) };

        self->field->values[row * size[0] + i] = search (self, at);
      }
}

/* How many voxels along each axis the reach can touch. */
static gboolean
find_range (const RimGrid *grid,
            double         reach,
            int            range[3],
            GError       **error)
{
  const double volume = rim_grid_get_voxel_volume (grid);
  double n = 1.0;

  for (guint axis = 0; axis < 3; axis++)
    {
      RimVec3 across = rim_vec3_cross (rim_affine_get_column (&grid->to_patient, (axis + 1) % 3),
                                       rim_affine_get_column (&grid->to_patient, (axis + 2) % 3));
      double planes = ceil (reach * rim_vec3_length (across) / volume);

      n *= 2.0 * planes + 1.0;
      range[axis] = (int) MIN (planes, MAX_NEIGHBOURS);
    }

  if (n <= MAX_NEIGHBOURS)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "The image is tilted, and %g mm are too many voxels to search there; "
               "resample the image first", reach);
  return FALSE;
}

gboolean
rim_distance_sheared (RimMask      *mask,
                      double        reach,
                      const RimBox *box,
                      RimField     *field,
                      GError      **error)
{
  Search self = { .box = box, .field = field };
  g_autoptr(GArray) neighbours = NULL;
  g_autofree guint8 *bytes = NULL;
  int range[3];

  if (!find_range (&field->grid, reach, range, error))
    return FALSE;

  for (guint axis = 0; axis < 3; axis++)
    {
      self.window.first[axis] = box->min[axis];
      self.window.size[axis] = field->grid.size[axis];
    }
  self.bytes = bytes = rim_distance_spread (mask, &self.window, error);
  if (bytes == NULL)
    return FALSE;

  self.neighbours = neighbours = list_neighbours (&field->grid, reach, range);
  rim_parallel_for ((gsize) field->grid.size[1] * field->grid.size[2], 1, search_rows, &self);

  return TRUE;
}
