/* rim-morph.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-morph-private.h"

#include <math.h>
#include <string.h>

#include "rim-morph-match-private.h"

/* Holes in what fills holes, and so on; what is deeper is no drawing. */
#define MAX_DEPTH 16

/* Room around a shape, so that its outline and what lies next to it is measured. */
#define ROOM 2

/* Parts of the one slice that become parts of the other, or that end before it.
 * Distances are from the outline; holes are morphed on their own.
 */
typedef struct
{
  RimSheetBox box[2];
  double     *distances[2];      /* (nullable) */
  double      shift[2];          /* from the first slice to the second, pixels */
  double      depth;             /* of what has no counterpart, mm */
  RimMorph   *holes;             /* (nullable) */
} Group;

struct _RimMorph
{
  GPtrArray *groups;
};

static RimMorph *new_nested (const RimSheet      *from,
                             const RimSheet      *to,
                             const RimMorphSpace *space,
                             guint                depth);

static void
group_free (gpointer data)
{
  Group *self = data;

  g_free (self->distances[0]);
  g_free (self->distances[1]);
  rim_morph_free (self->holes);
  g_free (self);
}

void
rim_morph_free (RimMorph *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->groups);
  g_free (self);
}

/* Of each group the bounds of its parts on one of the sheets. */
static RimSheetBox *
find_bounds (const RimMorphMatch *match,
             const RimSheet      *sheet,
             guint                side)
{
  const guint32 before = side == 0 ? 0 : match->n_parts[0];
  RimSheetBox *bounds = g_new (RimSheetBox, match->n_groups);
  const gssize none[2] = { 0, 0 };

  for (guint32 g = 0; g < match->n_groups; g++)
    bounds[g] = RIM_SHEET_BOX_EMPTY;

  for (gsize p = 0; p < sheet->size[0] * sheet->size[1]; p++)
    if (match->labels[side][p] > 0)
      {
        const gssize u = sheet->first[0] + (gssize) (p % sheet->size[0]);
        const gssize v = sheet->first[1] + (gssize) (p / sheet->size[0]);
        const RimSheetBox pixel = { { u, v }, { u + 1, v + 1 } };

        rim_sheet_box_grow (&bounds[match->groups[before + match->labels[side][p] - 1]], &pixel, none);
      }

  return bounds;
}

/* The pixels of a group; of its holes where @drawn is given. */
static RimSheet *
take_group (const RimMorphMatch *match,
            const RimSheet      *sheet,
            const RimSheet      *drawn,
            const RimSheetBox   *bounds,
            guint                side,
            guint32              group)
{
  const guint32 before = side == 0 ? 0 : match->n_parts[0];
  RimSheet *self = rim_sheet_new (bounds);

  for (gsize v = 0; v < self->size[1]; v++)
    for (gsize u = 0; u < self->size[0]; u++)
      {
        const gsize p = (v + (gsize) (self->first[1] - sheet->first[1])) * sheet->size[0] +
                        u + (gsize) (self->first[0] - sheet->first[0]);
        const guint32 label = match->labels[side][p];

        self->pixels[v * self->size[0] + u] = label > 0 && match->groups[before + label - 1] == group &&
                                              (drawn == NULL || !drawn->pixels[p]);
      }

  return self;
}

/* One part that becomes one part is moved from middle to middle; where parts split
 * or join, or end, they stay at their place in the patient.
 */
static void
choose_shift (Group               *self,
              const RimMorphMatch *match,
              const RimMorphSpace *space,
              guint32              group)
{
  const RimMorphPart *found[2] = { NULL, NULL };
  guint n_found[2] = { 0, 0 };

  for (guint side = 0; side < 2; side++)
    for (guint32 part = 0; part < match->n_parts[side]; part++)
      if (match->groups[(side == 0 ? 0 : match->n_parts[0]) + part] == group)
        {
          found[side] = &match->parts[side][part];
          n_found[side]++;
        }

  for (guint axis = 0; axis < 2; axis++)
    self->shift[axis] = n_found[0] == 1 && n_found[1] == 1
                        ? found[1]->middle[axis] - found[0]->middle[axis]
                        : space->shift[axis];
}

static void
measure_group (Group             *self,
               RimSheet *const    sheets[2],
               const RimSheetBox  bounds[2],
               const RimMetric   *metric)
{
  static const gssize none[2] = { 0, 0 };

  for (guint side = 0; side < 2; side++)
    {
      RimSheetBox *box = &self->box[side];
      const double sign = side == 0 ? -1.0 : 1.0;
      const gssize low[2] = { (gssize) floor (sign * self->shift[0]), (gssize) floor (sign * self->shift[1]) };
      const gssize high[2] = { (gssize) ceil (sign * self->shift[0]), (gssize) ceil (sign * self->shift[1]) };
      gsize n;

      *box = RIM_SHEET_BOX_EMPTY;
      rim_sheet_box_grow (box, &bounds[side], none);
      if (box->min[0] >= box->max[0])
        continue;
      rim_sheet_box_grow (box, &bounds[1 - side], low);
      rim_sheet_box_grow (box, &bounds[1 - side], high);
      for (guint axis = 0; axis < 2; axis++)
        {
          box->min[axis] -= ROOM;
          box->max[axis] += ROOM;
        }

      self->distances[side] = rim_sheet_distance (sheets[side], box, metric);
      n = (gsize) (box->max[0] - box->min[0]) * (gsize) (box->max[1] - box->min[1]);
      for (gsize p = 0; p < n; p++)
        self->depth = MAX (self->depth, -self->distances[side][p]);
    }
}

static Group *
new_group (const RimMorphMatch *match,
           RimSheet *const      filled[2],
           const RimSheet      *drawn[2],
           const RimSheetBox    bounds[2],
           const RimMorphSpace *space,
           guint32              group,
           guint                depth)
{
  g_autoptr(RimSheet) from = take_group (match, filled[0], NULL, &bounds[0], 0, group);
  g_autoptr(RimSheet) to = take_group (match, filled[1], NULL, &bounds[1], 1, group);
  g_autoptr(RimSheet) holes_from = take_group (match, filled[0], drawn[0], &bounds[0], 0, group);
  g_autoptr(RimSheet) holes_to = take_group (match, filled[1], drawn[1], &bounds[1], 1, group);
  Group *self = g_new0 (Group, 1);
  RimMorphSpace inner = *space;
  RimSheetBox box;

  choose_shift (self, match, space, group);
  measure_group (self, (RimSheet *const[]) { from, to }, bounds, &space->metric);

  memcpy (inner.shift, self->shift, sizeof inner.shift);
  if (rim_sheet_get_bounds (holes_from, &box) || rim_sheet_get_bounds (holes_to, &box))
    self->holes = new_nested (holes_from, holes_to, &inner, depth + 1);

  return self;
}

static RimMorph *
new_nested (const RimSheet      *from,
            const RimSheet      *to,
            const RimMorphSpace *space,
            guint                depth)
{
  g_autoptr(RimSheet) filled_from = rim_sheet_fill (from);
  g_autoptr(RimSheet) filled_to = rim_sheet_fill (to);
  RimSheet *const filled[2] = { depth < MAX_DEPTH ? filled_from : (RimSheet *) from,
                                depth < MAX_DEPTH ? filled_to : (RimSheet *) to };
  const RimSheet *drawn[2] = { from, to };
  g_autoptr(RimMorphMatch) match = rim_morph_match_new (filled[0], filled[1], space);
  g_autofree RimSheetBox *bounds_from = find_bounds (match, filled[0], 0);
  g_autofree RimSheetBox *bounds_to = find_bounds (match, filled[1], 1);
  RimMorph *self = g_new0 (RimMorph, 1);

  self->groups = g_ptr_array_new_with_free_func (group_free);
  for (guint32 g = 0; g < match->n_groups; g++)
    {
      const RimSheetBox bounds[2] = { bounds_from[g], bounds_to[g] };

      g_ptr_array_add (self->groups, new_group (match, filled, drawn, bounds, space, g, depth));
    }

  return self;
}

/* Finds which parts of one sheet become which of the other: those that lie over
 * each other in the patient, and of the rest the nearest; what has no counterpart
 * becomes thinner and ends at the other slice.
 */
RimMorph *
rim_morph_new (const RimSheet      *from,
               const RimSheet      *to,
               const RimMorphSpace *space)
{
  return new_nested (from, to, space, 0);
}

/* Where a group can have pixels at @t, and from there to @until. */
static void
find_reach (const Group *self,
            double       t,
            double       until,
            RimSheetBox *box)
{
  const guint side = self->distances[0] != NULL ? 0 : 1;

  for (guint axis = 0; axis < 2; axis++)
    {
      const double a = (t - side) * self->shift[axis];
      const double b = (until - side) * self->shift[axis];

      box->min[axis] = self->box[side].min[axis] + (gssize) floor (MIN (a, b));
      box->max[axis] = self->box[side].max[axis] + (gssize) ceil (MAX (a, b));
    }
}

/* What can be in between the slices. */
void
rim_morph_get_box (const RimMorph *self,
                   RimSheetBox    *box)
{
  static const gssize none[2] = { 0, 0 };

  *box = RIM_SHEET_BOX_EMPTY;
  for (guint g = 0; g < self->groups->len; g++)
    {
      RimSheetBox reach;

      find_reach (g_ptr_array_index (self->groups, g), 0.0, 1.0, &reach);
      rim_sheet_box_grow (box, &reach, none);
    }
}

static double
sample (const RimSheetBox *box,
        const double      *distances,
        double             u,
        double             v)
{
  const double width = (double) (box->max[0] - box->min[0]);
  const double height = (double) (box->max[1] - box->min[1]);
  const double x = CLAMP (u - (double) box->min[0], 0.0, width - 1.0);
  const double y = CLAMP (v - (double) box->min[1], 0.0, height - 1.0);
  const gsize i = (gsize) MIN (floor (x), width - 2.0);
  const gsize j = (gsize) MIN (floor (y), height - 2.0);
  const double a = x - (double) i;
  const double b = y - (double) j;
  const double *at = distances + j * (gsize) width + i;
  const double *below = at + (gsize) width;

  return (1.0 - b) * ((1.0 - a) * at[0] + a * at[1]) + b * ((1.0 - a) * below[0] + a * below[1]);
}

/* Below 0 inside. */
static double
measure (const Group *self,
         double       t,
         gssize       u,
         gssize       v)
{
  double value = 0.0;

  for (guint side = 0; side < 2; side++)
    {
      const double weight = side == 0 ? 1.0 - t : t;
      const double moved = t - side;

      if (self->distances[side] == NULL)
        {
          value += weight * self->depth;
          continue;
        }
      value += (self->distances[1 - side] == NULL ? 1.0 : weight) *
               sample (&self->box[side], self->distances[side], (double) u - moved * self->shift[0],
                       (double) v - moved * self->shift[1]);
    }

  return value;
}

static void
paint_group (const Group *self,
             double       t,
             RimSheet    *sheet)
{
  RimSheetBox box;
  g_autoptr(RimSheet) own = NULL;
  g_autoptr(RimSheet) holes = NULL;

  find_reach (self, t, t, &box);
  for (guint axis = 0; axis < 2; axis++)
    {
      box.min[axis] = MAX (box.min[axis], sheet->first[axis]);
      box.max[axis] = MIN (box.max[axis], sheet->first[axis] + (gssize) sheet->size[axis]);
      if (box.min[axis] >= box.max[axis])
        return;
    }

  own = rim_sheet_new (&box);
  for (gsize p = 0; p < own->size[0] * own->size[1]; p++)
    own->pixels[p] = measure (self, t, box.min[0] + (gssize) (p % own->size[0]),
                              box.min[1] + (gssize) (p / own->size[0])) < 0.0;

  if (self->holes != NULL)
    {
      holes = rim_sheet_new (&box);
      rim_morph_paint (self->holes, t, holes);
    }

  for (gsize v = 0; v < own->size[1]; v++)
    for (gsize u = 0; u < own->size[0]; u++)
      {
        const gsize p = v * own->size[0] + u;

        if (own->pixels[p] && (holes == NULL || !holes->pixels[p]))
          sheet->pixels[(v + (gsize) (box.min[1] - sheet->first[1])) * sheet->size[0] +
                        u + (gsize) (box.min[0] - sheet->first[0])] = 1;
      }
}

void
rim_morph_paint (const RimMorph *self,
                 double          t,
                 RimSheet       *sheet)
{
  for (guint g = 0; g < self->groups->len; g++)
    paint_group (g_ptr_array_index (self->groups, g), t, sheet);
}
