/* rim-operation-table.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-operation-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "rim-mask-islands.h"
#include "rim-mask-margin.h"
#include "rim-mask-slices.h"
#include "rim-mask-smooth.h"
#include "rim-mask-split.h"

#define MOST_MM     50.0
#define MOST_SMOOTH 20.0
#define MOST_PLACE  10000.0
#define MOST_INDEX  ((double) RIM_GRID_MAX_SIZE - 1.0)

#define NUMBER(id, name, unit, min, max, value) { id, name, unit, RIM_PARAMETER_NUMBER, min, max, value, NULL }
#define WHOLE(id, name, min, max, value)        { id, name, NULL, RIM_PARAMETER_WHOLE, min, max, value, NULL }
#define SWITCH(id, name)                        { id, name, NULL, RIM_PARAMETER_SWITCH, 0.0, 1.0, 0.0, NULL }
#define CHOICE(id, name, choices, value) \
  { id, name, NULL, RIM_PARAMETER_CHOICE, 0.0, G_N_ELEMENTS (choices) - 2.0, value, choices }
#define FORM(parameters) parameters, G_N_ELEMENTS (parameters)

static const char *const sides[] = { "inside", "outside", NULL };
static const char *const neighbours[] = { "6", "18", "26", NULL };
static const char *const axes[] = { "i", "j", "k", NULL };

#define LIMIT        CHOICE ("limit-side", N_("Only inside or outside of the limit"), sides, 0.0)
#define CONNECTIVITY CHOICE ("connectivity", N_("Neighbours of a voxel"), neighbours, 0.0)
#define AXIS         CHOICE ("axis", N_("Slices across"), axes, 2.0)
#define IN_SLICE     SWITCH ("in-slice", N_("Each slice by itself"))

static const RimParameter margin_form[] = {
  NUMBER ("margin", N_("Margin"), "mm", -MOST_MM, MOST_MM, 5.0),
  LIMIT,
};

static const RimParameter direction_form[] = {
  NUMBER ("left", N_("Left"), "mm", -MOST_MM, MOST_MM, 5.0),
  NUMBER ("right", N_("Right"), "mm", -MOST_MM, MOST_MM, 5.0),
  NUMBER ("anterior", N_("Anterior"), "mm", -MOST_MM, MOST_MM, 5.0),
  NUMBER ("posterior", N_("Posterior"), "mm", -MOST_MM, MOST_MM, 5.0),
  NUMBER ("inferior", N_("Inferior"), "mm", -MOST_MM, MOST_MM, 5.0),
  NUMBER ("superior", N_("Superior"), "mm", -MOST_MM, MOST_MM, 5.0),
  LIMIT,
};

static const RimParameter hollow_form[] = {
  NUMBER ("inside", N_("Thickness inside"), "mm", 0.0, MOST_MM, 0.0),
  NUMBER ("outside", N_("Thickness outside"), "mm", 0.0, MOST_MM, 5.0),
  LIMIT,
};

static const RimParameter kernel_form[] = {
  NUMBER ("radius", N_("Radius"), "mm", 0.1, MOST_SMOOTH, 3.0),
  IN_SLICE,
};

static const RimParameter gaussian_form[] = {
  NUMBER ("sigma", N_("Standard deviation"), "mm", 0.1, MOST_SMOOTH, 2.0),
  IN_SLICE,
};

static const RimParameter connectivity_form[] = { CONNECTIVITY };

static const RimParameter island_form[] = {
  WHOLE ("i", N_("Column"), 0.0, MOST_INDEX, 0.0),
  WHOLE ("j", N_("Row"), 0.0, MOST_INDEX, 0.0),
  WHOLE ("k", N_("Slice"), 0.0, MOST_INDEX, 0.0),
  CONNECTIVITY,
};

static const RimParameter small_form[] = {
  NUMBER ("below", N_("Smaller than"), "ml", 0.0, 10000.0, 0.1),
  CONNECTIVITY,
};

static const RimParameter islands_form[] = {
  WHOLE ("most", N_("At most"), 1.0, 1000.0, 100.0),
  CONNECTIVITY,
};

static const RimParameter holes_form[] = {
  NUMBER ("up-to", N_("Holes up to"), "ml", 0.0, 10000.0, 10000.0),
};

static const RimParameter slice_holes_form[] = {
  NUMBER ("up-to", N_("Holes up to"), "mm²", 0.0, 1000000.0, 1000000.0),
};

static const RimParameter plane_form[] = {
  NUMBER ("x", N_("Point, left"), "mm", -MOST_PLACE, MOST_PLACE, 0.0),
  NUMBER ("y", N_("Point, posterior"), "mm", -MOST_PLACE, MOST_PLACE, 0.0),
  NUMBER ("z", N_("Point, superior"), "mm", -MOST_PLACE, MOST_PLACE, 0.0),
  NUMBER ("normal-x", N_("Direction, left"), NULL, -1.0, 1.0, 0.0),
  NUMBER ("normal-y", N_("Direction, posterior"), NULL, -1.0, 1.0, 0.0),
  NUMBER ("normal-z", N_("Direction, superior"), NULL, -1.0, 1.0, 1.0),
};

static const RimParameter fill_form[] = { AXIS };

static const RimParameter copy_form[] = {
  AXIS,
  WHOLE ("from", N_("From slice"), 0.0, MOST_INDEX, 0.0),
  WHOLE ("to", N_("To slice"), 0.0, MOST_INDEX, 1.0),
  SWITCH ("replace", N_("Replace what is there")),
};

static RimLimitSide
get_side (const RimTask *task)
{
  return (RimLimitSide) rim_task_get (task, "limit-side");
}

static RimConnectivity
get_connectivity (const RimTask *task)
{
  return (RimConnectivity) rim_task_get (task, "connectivity");
}

static guint
get_whole (const RimTask *task,
           const char    *id)
{
  return (guint) rim_task_get (task, id);
}

static RimMask *
run_margin (RimTask  *task,
            GError  **error)
{
  const RimReach reach = RIM_REACH_EVEN (rim_task_get (task, "margin"));

  return rim_mask_margin (task->input->masks[0], &reach, task->input->other, get_side (task), &task->cut,
                          task->cancellable, error);
}

static RimMask *
run_directions (RimTask  *task,
                GError  **error)
{
  const RimReach reach = { rim_task_get (task, "left"), rim_task_get (task, "right"),
                           rim_task_get (task, "anterior"), rim_task_get (task, "posterior"),
                           rim_task_get (task, "inferior"), rim_task_get (task, "superior") };

  return rim_mask_margin (task->input->masks[0], &reach, task->input->other, get_side (task), &task->cut,
                          task->cancellable, error);
}

static RimMask *
run_hollow (RimTask  *task,
            GError  **error)
{
  return rim_mask_hollow (task->input->masks[0], rim_task_get (task, "inside"), rim_task_get (task, "outside"),
                          task->input->other, get_side (task), &task->cut, task->cancellable, error);
}

static RimMask *
run_median (RimTask  *task,
            GError  **error)
{
  return rim_mask_median (task->input->masks[0], rim_task_get (task, "radius"), get_whole (task, "in-slice") != 0,
                          task->cancellable, error);
}

static RimMask *
run_open (RimTask  *task,
          GError  **error)
{
  return rim_mask_open (task->input->masks[0], rim_task_get (task, "radius"), get_whole (task, "in-slice") != 0,
                        task->cancellable, error);
}

static RimMask *
run_close (RimTask  *task,
           GError  **error)
{
  return rim_mask_close (task->input->masks[0], rim_task_get (task, "radius"), get_whole (task, "in-slice") != 0,
                         task->cancellable, error);
}

static RimMask *
run_gaussian (RimTask  *task,
              GError  **error)
{
  return rim_mask_gaussian (task->input->masks[0], rim_task_get (task, "sigma"), get_whole (task, "in-slice") != 0,
                            task->cancellable, error);
}

static GPtrArray *
run_joint (RimTask  *task,
           GError  **error)
{
  return rim_masks_smooth_jointly (task->input->masks, task->input->n_masks, rim_task_get (task, "sigma"),
                                   get_whole (task, "in-slice") != 0, task->cancellable, error);
}

static RimMask *
run_keep_largest (RimTask  *task,
                  GError  **error)
{
  return rim_mask_keep_largest (task->input->masks[0], get_connectivity (task));
}

static RimMask *
run_keep_island (RimTask  *task,
                 GError  **error)
{
  const guint voxel[3] = { get_whole (task, "i"), get_whole (task, "j"), get_whole (task, "k") };

  return rim_mask_keep_island (task->input->masks[0], get_connectivity (task), voxel, error);
}

static RimMask *
run_remove_small (RimTask  *task,
                  GError  **error)
{
  return rim_mask_remove_small (task->input->masks[0], get_connectivity (task), rim_task_get (task, "below"));
}

static GPtrArray *
run_split_islands (RimTask  *task,
                   GError  **error)
{
  return rim_mask_split_islands (task->input->masks[0], get_connectivity (task), get_whole (task, "most"), error);
}

static RimMask *
run_fill_holes (RimTask  *task,
                GError  **error)
{
  return rim_mask_fill_holes (task->input->masks[0], rim_task_get (task, "up-to"));
}

static RimMask *
run_fill_slice_holes (RimTask  *task,
                      GError  **error)
{
  return rim_mask_fill_holes_in_slices (task->input->masks[0], rim_task_get (task, "up-to"));
}

static RimMask *
run_add (RimTask  *task,
         GError  **error)
{
  return rim_mask_combine (task->input->masks[0], task->input->other, RIM_MASK_UNION);
}

static RimMask *
run_subtract (RimTask  *task,
              GError  **error)
{
  return rim_mask_combine (task->input->masks[0], task->input->other, RIM_MASK_SUBTRACT);
}

static RimMask *
run_intersect (RimTask  *task,
               GError  **error)
{
  return rim_mask_combine (task->input->masks[0], task->input->other, RIM_MASK_INTERSECT);
}

static RimMask *
run_invert (RimTask  *task,
            GError  **error)
{
  return rim_mask_invert (task->input->masks[0], task->input->other, error);
}

static RimMask *
run_copy (RimTask  *task,
          GError  **error)
{
  return rim_mask_ref (task->input->masks[0]);
}

static GPtrArray *
run_split_plane (RimTask  *task,
                 GError  **error)
{
  return rim_mask_split_by_plane (task->input->masks[0],
                                  RIM_VEC3 (rim_task_get (task, "x"), rim_task_get (task, "y"),
                                            rim_task_get (task, "z")),
                                  RIM_VEC3 (rim_task_get (task, "normal-x"), rim_task_get (task, "normal-y"),
                                            rim_task_get (task, "normal-z")),
                                  task->cancellable, error);
}

static GPtrArray *
run_split_mask (RimTask  *task,
                GError  **error)
{
  return rim_mask_split_by_mask (task->input->masks[0], task->input->other, error);
}

static RimMask *
run_merge (RimTask  *task,
           GError  **error)
{
  return rim_masks_merge (task->input->masks, task->input->n_masks, error);
}

static RimMask *
run_fill_slices (RimTask  *task,
                 GError  **error)
{
  return rim_mask_fill_slices (task->input->masks[0], get_whole (task, "axis"), NULL, 0, task->cancellable, error);
}

static RimMask *
run_copy_slice (RimTask  *task,
                GError  **error)
{
  return rim_mask_copy_slice (task->input->masks[0], get_whole (task, "axis"), get_whole (task, "from"),
                              get_whole (task, "to"), get_whole (task, "replace") != 0, error);
}

static const RimOperationRow rows[] = {
  { { "margin", N_("Margin"), N_("Grow by a margin, or shrink where it is negative"),
      RIM_TAKES_LIMIT, FALSE, FORM (margin_form) }, run_margin, NULL },
  { { "margin-by-direction", N_("Margin by Direction"), N_("Grow or shrink by margins of their own in six directions"),
      RIM_TAKES_LIMIT, FALSE, FORM (direction_form) }, run_directions, NULL },
  { { "hollow", N_("Hollow"), N_("Leave a shell along the surface"),
      RIM_TAKES_LIMIT, FALSE, FORM (hollow_form) }, run_hollow, NULL },
  { { "median", N_("Median"), N_("Smooth by what most neighbours are"),
      RIM_TAKES_ONE, FALSE, FORM (kernel_form) }, run_median, NULL },
  { { "open", N_("Open"), N_("Remove spurs and bridges thinner than a ball"),
      RIM_TAKES_ONE, FALSE, FORM (kernel_form) }, run_open, NULL },
  { { "close", N_("Close"), N_("Fill clefts and holes narrower than a ball"),
      RIM_TAKES_ONE, FALSE, FORM (kernel_form) }, run_close, NULL },
  { { "gaussian", N_("Gaussian"), N_("Smooth and keep the volume"),
      RIM_TAKES_ONE, FALSE, FORM (gaussian_form) }, run_gaussian, NULL },
  { { "smooth-jointly", N_("Smooth Jointly"), N_("Smooth lesions that share borders without gaps or overlaps"),
      RIM_TAKES_SEVERAL, FALSE, FORM (gaussian_form) }, NULL, run_joint },
  { { "fill-slices", N_("Fill Between Slices"), N_("Fill what lies between drawn slices"),
      RIM_TAKES_ONE, FALSE, FORM (fill_form) }, run_fill_slices, NULL },
  { { "copy-slice", N_("Copy Slice"), N_("Copy what is drawn on one slice to another"),
      RIM_TAKES_ONE, FALSE, FORM (copy_form) }, run_copy_slice, NULL },
  { { "keep-largest", N_("Keep Largest Island"), N_("Remove all islands but the largest"),
      RIM_TAKES_ONE, FALSE, FORM (connectivity_form) }, run_keep_largest, NULL },
  { { "keep-island", N_("Keep Island"), N_("Remove all islands but the one at a voxel"),
      RIM_TAKES_ONE, FALSE, FORM (island_form) }, run_keep_island, NULL },
  { { "remove-small", N_("Remove Small Islands"), N_("Remove islands below a volume"),
      RIM_TAKES_ONE, FALSE, FORM (small_form) }, run_remove_small, NULL },
  { { "split-islands", N_("Split Islands"), N_("Make a lesion of each island, the largest first"),
      RIM_TAKES_ONE, TRUE, FORM (islands_form) }, NULL, run_split_islands },
  { { "fill-holes", N_("Fill Holes"), N_("Fill what is enclosed on all sides"),
      RIM_TAKES_ONE, FALSE, FORM (holes_form) }, run_fill_holes, NULL },
  { { "fill-holes-in-slices", N_("Fill Holes in Slices"), N_("Fill what is enclosed within its slice"),
      RIM_TAKES_ONE, FALSE, FORM (slice_holes_form) }, run_fill_slice_holes, NULL },
  { { "copy", N_("Copy"), N_("Make the same lesion again"),
      RIM_TAKES_ONE, FALSE, NULL, 0 }, run_copy, NULL },
  { { "add", N_("Add"), N_("Add another lesion"),
      RIM_TAKES_OTHER, FALSE, NULL, 0 }, run_add, NULL },
  { { "subtract", N_("Subtract"), N_("Remove what is in another lesion"),
      RIM_TAKES_OTHER, FALSE, NULL, 0 }, run_subtract, NULL },
  { { "intersect", N_("Intersect"), N_("Keep what is in another lesion too"),
      RIM_TAKES_OTHER, FALSE, NULL, 0 }, run_intersect, NULL },
  { { "invert", N_("Invert"), N_("Swap inside and outside, within a limit or the box of the lesion"),
      RIM_TAKES_LIMIT, FALSE, NULL, 0 }, run_invert, NULL },
  { { "split-plane", N_("Split by Plane"), N_("Make two lesions, in front of a plane and behind it"),
      RIM_TAKES_ONE, TRUE, FORM (plane_form) }, NULL, run_split_plane },
  { { "split-mask", N_("Split by Lesion"), N_("Make two lesions, inside another one and outside of it"),
      RIM_TAKES_OTHER, TRUE, NULL, 0 }, NULL, run_split_mask },
  { { "merge", N_("Merge"), N_("Make one lesion of several"),
      RIM_TAKES_SEVERAL, TRUE, NULL, 0 }, run_merge, NULL },
};

const RimOperationRow *
rim_operation_table_get (guint *n_rows)
{
  *n_rows = G_N_ELEMENTS (rows);

  return rows;
}
