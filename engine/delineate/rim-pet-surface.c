/* rim-pet-surface.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-pet-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/rim-compare.h"
#include "core/rim-parallel.h"
#include "delineate/rim-flow-private.h"
#include "delineate/rim-sphere-private.h"

#define N_CUTS 3

/* Places of the surface along a direction, a millimetre or more apart. */
#define MAX_PLACES 48
#define LEAST_STEP 1.0

/* How far beyond what is above the level the surface may go, mm. */
#define BEYOND 8.0

/* Where uptake fell below this part of the way up to the level, the tumour is left. */
#define LEFT_BELOW 0.5

/* Costs are whole numbers of this part of the contrast. */
#define COST_STEPS 1e4

#define COLUMNS_PER_BLOCK 32

/* In how many of all directions the middle has to see the tumour. */
#define SEEN_PART 0.5

typedef struct
{
  const RimSearch *search;
  const guint8    *inside;      /* the first proposal, without holes */
  RimSphere       *sphere;
  RimVec3          centre;
  double           level;
  double           background;
  double           step;        /* mm */
  guint            n_places;
  gint32          *costs;       /* of each place of each direction */
  double          *radii;       /* of each direction */
} Surface;

static void
surface_clear (Surface *self)
{
  g_clear_pointer (&self->sphere, rim_sphere_free);
  g_free (self->costs);
  g_free (self->radii);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Surface, surface_clear)

/* Linear between eight voxels; NAN where one of them has no value. */
static double
sample (const RimSearch *search,
        RimVec3          place)
{
  const guint *size = search->grid.size;
  RimVec3 index = rim_grid_from_patient (&search->grid, place);
  double at[3] = { index.x, index.y, index.z }, part[3], sum = 0;
  gsize low[3];

  for (guint axis = 0; axis < 3; axis++)
    {
      if (!(at[axis] >= 0 && at[axis] <= size[axis] - 1))
        return NAN;
      low[axis] = (gsize) MIN (floor (at[axis]), MAX (size[axis], 2) - 2);
      part[axis] = at[axis] - (double) low[axis];
    }

  for (guint corner = 0; corner < 8; corner++)
    {
      gsize i = low[0] + (corner & 1), j = low[1] + (corner >> 1 & 1), k = low[2] + (corner >> 2);
      double weight = ((corner & 1) ? part[0] : 1 - part[0]) * ((corner & 2) ? part[1] : 1 - part[1]) *
                      ((corner & 4) ? part[2] : 1 - part[2]);

      if (weight > 0)
        sum += weight * search->values[(k * size[1] + j) * size[0] + i];
    }

  return sum;
}

static gboolean
is_inside (const Surface *self,
           RimVec3        place)
{
  const guint *size = self->search->grid.size;
  guint index[3];

  return rim_place_find_voxel (&self->search->grid, place, index) &&
         self->inside[((gsize) index[2] * size[1] + index[1]) * size[0] + index[0]];
}

static RimVec3
get_place (const Surface *self,
           gsize          column,
           guint          n)
{
  return rim_vec3_add (self->centre, rim_vec3_scale (self->sphere->points[column], n * self->step));
}

/* One past the last place in that direction that the first proposal has; 0 for none. */
static guint
find_last (const Surface *self,
           gsize          column)
{
  guint n = self->n_places;

  while (n > 0 && !is_inside (self, get_place (self, column, n - 1)))
    n--;

  return n;
}

/* Half the way from the background to the median of the tumour in a direction: that of
 * all directions would be too low for a small tumour, of which most is blurred edge.
 */
static double
find_level (const Surface *self,
            gsize          column,
            guint          last,
            const double  *values)
{
  double sorted[MAX_PLACES];
  guint n = 0;

  for (guint place = 0; place < last; place++)
    if (values[place] >= self->level)
      sorted[n++] = values[place];
  if (n == 0)
    return self->level;

  qsort (sorted, n, sizeof *sorted, rim_compare_doubles);

  return self->background + (sorted[n / 2] - self->background) / 2;
}

/* What is hotter farther out in the tumour, instead of the uptake: where it rises again a
 * tumour does not end, as at the inner edge of a rim about a necrosis.
 */
static void
cover (double *values,
       guint   last)
{
  for (guint n = last; n > 1; n--)
    if (values[n - 1] > values[n - 2] || isnan (values[n - 2]))
      values[n - 2] = values[n - 1];
}

/* How far the uptake of a place is from the level at which a tumour ends; the most where
 * the tumour was left on the way, as a neighbour is none of it.
 */
static void
find_costs (gsize    begin,
            gsize    end,
            gpointer data)
{
  Surface *self = data;

  for (gsize column = begin; column < end; column++)
    {
      guint last = find_last (self, column);
      gboolean is_left = FALSE;
      double values[MAX_PLACES], level, contrast, left;

      for (guint n = 0; n < self->n_places; n++)
        values[n] = sample (self->search, get_place (self, column, n));
      level = find_level (self, column, last, values);
      cover (values, last);
      contrast = level - self->background;
      left = self->background + LEFT_BELOW * contrast;

      for (guint n = 0; n < self->n_places; n++)
        {
          double cost = values[n] >= left ? MIN (fabs (values[n] - level) / contrast, 1) : 1;

          is_left = is_left || (n >= last && !(values[n] >= left));
          self->costs[column * self->n_places + n] = (gint32) (COST_STEPS * (is_left ? 1 : cost));
        }
    }
}

static void
set_centre (Surface *self,
            RimVec3  centre)
{
  const RimSearch *search = self->search;
  double far = 0;

  self->centre = centre;
  for (gsize voxel = 0; voxel < search->n_voxels; voxel++)
    if (self->inside[voxel])
      far = MAX (far, rim_vec3_length (rim_vec3_sub (rim_search_get_place (search, voxel), centre)));
  self->step = MAX (LEAST_STEP, (far + BEYOND) / (MAX_PLACES - 1));
  self->n_places = (guint) MIN (ceil ((far + BEYOND) / self->step) + 1, MAX_PLACES);
}

/* The mean place of the tumour, if that is in it or the tumour lies about it, as about a
 * necrosis; else the hottest voxel.
 */
static void
find_centre (RimPet  *pet,
             Surface *self)
{
  const RimSearch *search = pet->search;
  RimVec3 sum = { 0 };
  double n = 0;
  guint n_seen = 0;

  for (gsize voxel = 0; voxel < search->n_voxels; voxel++)
    if (self->inside[voxel])
      {
        sum = rim_vec3_add (sum, rim_search_get_place (search, voxel));
        n++;
      }

  set_centre (self, rim_vec3_scale (sum, 1 / n));
  if (is_inside (self, self->centre))
    return;

  for (guint column = 0; column < self->sphere->n_points; column++)
    n_seen += find_last (self, column) > 0;
  if (n_seen < SEEN_PART * self->sphere->n_points)
    set_centre (self, rim_search_get_place (search, pet->maximum));
}

/* What lies under the surface is a set that with a place has all below it, and all in
 * neighbouring directions that are more than @slope places below it (Wu and Chen 2002;
 * Li et al. 2006).
 */
static RimFlow *
build (const Surface *self,
       guint          slope)
{
  const RimSphere *sphere = self->sphere;
  guint n = self->n_places;
  RimFlow *flow = rim_flow_new (sphere->n_points * n, (gsize) (2 * sphere->n_points + 2 * sphere->n_edges) * n);
  gint64 all = 1;

  for (guint column = 0; column < sphere->n_points; column++)
    all += self->costs[column * n];

  for (guint column = 0; column < sphere->n_points; column++)
    {
      const gint32 *costs = self->costs + (gsize) column * n;

      rim_flow_add_weight (flow, column * n, costs[0] - (column == 0 ? all : 0));
      for (guint k = 1; k < n; k++)
        {
          rim_flow_add_weight (flow, column * n + k, (gint64) costs[k] - costs[k - 1]);
          rim_flow_add_arc (flow, column * n + k, column * n + k - 1, RIM_FLOW_ENDLESS);
        }
    }

  for (guint edge = 0; edge < sphere->n_edges; edge++)
    {
      guint a = sphere->edges[edge][0] * n, b = sphere->edges[edge][1] * n;

      for (guint k = 0; k < n; k++)
        {
          if (k > 0 && k <= slope)
            continue;
          rim_flow_add_arc (flow, a + k, b + (k > slope ? k - slope : 0), RIM_FLOW_ENDLESS);
          rim_flow_add_arc (flow, b + k, a + (k > slope ? k - slope : 0), RIM_FLOW_ENDLESS);
        }
    }

  return flow;
}

static gboolean
find_radii (Surface       *self,
            guint          slope,
            GCancellable  *cancellable,
            GError       **error)
{
  guint n_columns = self->sphere->n_points, n = self->n_places;
  g_autofree guint8 *is_under = g_malloc ((gsize) n_columns * n);
  g_autoptr(RimFlow) flow = NULL;

  self->costs = g_new (gint32, (gsize) n_columns * n);
  self->radii = g_new (double, n_columns);
  rim_parallel_for (n_columns, COLUMNS_PER_BLOCK, find_costs, self);
  flow = build (self, slope);
  if (!rim_flow_cut (flow, is_under, cancellable, error))
    return FALSE;

  for (guint column = 0; column < n_columns; column++)
    {
      guint top = 0;

      while (top + 1 < n && is_under[column * n + top + 1])
        top++;
      self->radii[column] = top * self->step;
    }

  return TRUE;
}

static void
fill_box (const Surface   *self,
          const RimBox    *box,
          const RimAffine *to_shares,
          guint8          *inside)
{
  const RimSearch *search = self->search;

  for (guint k = box->min[2]; k < box->max[2]; k++)
    for (guint j = box->min[1]; j < box->max[1]; j++)
      for (guint i = box->min[0]; i < box->max[0]; i++)
        {
          gsize voxel = ((gsize) k * search->grid.size[1] + j) * search->grid.size[0] + i;
          RimVec3 place = rim_grid_to_patient (&search->grid, RIM_VEC3 (i, j, k));
          RimVec3 shares = rim_affine_apply (to_shares, place);

          if (shares.x >= 0 && shares.y >= 0 && shares.z >= 0 && shares.x + shares.y + shares.z <= 1 &&
              !isnan (search->values[voxel]))
            inside[voxel] = 1;
        }
}

/* The voxels whose centres lie in the tetrahedron of the centre and a face. */
static void
fill_face (const Surface *self,
           const guint   *face,
           guint8        *inside)
{
  const RimSearch *search = self->search;
  RimVec3 corners[4] = { self->centre };
  double low[3] = { HUGE_VAL, HUGE_VAL, HUGE_VAL }, high[3] = { -HUGE_VAL, -HUGE_VAL, -HUGE_VAL };
  RimAffine from_shares, to_shares;
  RimBox box;

  rim_affine_set_column (&from_shares, 3, self->centre);
  for (guint n = 0; n < 3; n++)
    {
      RimVec3 offset = rim_vec3_scale (self->sphere->points[face[n]], self->radii[face[n]]);

      rim_affine_set_column (&from_shares, n, offset);
      corners[n + 1] = rim_vec3_add (self->centre, offset);
    }
  if (!rim_affine_invert (&from_shares, &to_shares))
    return;

  for (guint n = 0; n < 4; n++)
    {
      RimVec3 index = rim_grid_from_patient (&search->grid, corners[n]);
      double at[3] = { index.x, index.y, index.z };

      for (guint axis = 0; axis < 3; axis++)
        {
          low[axis] = MIN (low[axis], at[axis]);
          high[axis] = MAX (high[axis], at[axis]);
        }
    }
  for (guint axis = 0; axis < 3; axis++)
    {
      box.min[axis] = (guint) CLAMP (floor (low[axis]), 0, search->grid.size[axis]);
      box.max[axis] = (guint) CLAMP (ceil (high[axis]) + 1, 0, search->grid.size[axis]);
    }
  fill_box (self, &box, &to_shares, inside);
}

/**
 * rim_pet_find_surface:
 * @self: the surroundings of a place
 * @slope: how many places of a millimetre or more the surface may rise or fall from one
 *   of 642 directions to the next, from 1 on
 * @result: (out) (optional): how it came about
 * @cancellable: (nullable): stops it
 * @error: where to put an error of %RIM_DELINEATE_ERROR
 *
 * The closed surface about the tumour of which all places together are nearest to the
 * level half way from the background to the tumour and that is not steeper than allowed:
 * the exact optimum, by the smallest cut of a graph on a sphere. After Beichel et al. 2016
 * (doi:10.1118/1.4948679), whose costs are others. The middle is the mean place of what
 * the rule “iterative” proposes; what that middle does not see is left out.
 *
 * Returns: (transfer full) (nullable): the proposal
 */
RimMask *
rim_pet_find_surface (RimPet        *self,
                      guint          slope,
                      RimPetResult  *result,
                      GCancellable  *cancellable,
                      GError       **error)
{
  RimPetResult found;
  g_autoptr(RimMask) first = rim_pet_delineate (self, rim_pet_rule_find ("iterative"), NULL, &found,
                                                cancellable, error);
  g_auto(Surface) surface = { .search = self->search };
  g_autofree guint8 *inside = NULL;

  if (first == NULL)
    return NULL;

  surface.sphere = rim_sphere_new (N_CUTS);
  surface.level = found.threshold;
  surface.background = found.background;
  if (!(surface.level > surface.background))
    {
      g_set_error_literal (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_NOTHING,
                           _("Nothing near the point stands out of the background"));
      return NULL;
    }

  inside = g_malloc0 (self->search->n_voxels);
  rim_mask_paint_box (first, &self->search->box, inside, 1);
  surface.inside = inside;
  if (!rim_search_fill_holes (self->search, inside, cancellable, error))
    return NULL;
  find_centre (self, &surface);
  if (!find_radii (&surface, slope, cancellable, error))
    return NULL;

  memset (inside, 0, self->search->n_voxels);
  for (guint face = 0; face < surface.sphere->n_faces; face++)
    fill_face (&surface, surface.sphere->faces[face], inside);

  found.n_first = rim_mask_count (first);
  found.reaches_end = rim_search_reaches_end (self->search, inside);
  if (result != NULL)
    *result = found;

  return rim_search_to_mask (self->search, inside);
}
