/* rim-kernel.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-kernel-private.h"

#include <math.h>
#include <string.h>

typedef struct
{
  const RimKernel *kernel;
  const RimRows   *rows;
} Passing;

/* Where a place lies in the body of the reach: 0 in the middle, 1 on its surface. */
static double
measure (const RimReach *reach,
         RimVec3         place)
{
  const double x = place.x / ((place.x > 0.0 ? reach->left : reach->right) + RIM_REACH_TOLERANCE);
  const double y = place.y / ((place.y > 0.0 ? reach->posterior : reach->anterior) + RIM_REACH_TOLERANCE);
  const double z = place.z / ((place.z > 0.0 ? reach->superior : reach->inferior) + RIM_REACH_TOLERANCE);

  return x * x + y * y + z * z;
}

static gboolean
reaches (const RimGrid  *grid,
         const RimReach *reach,
         int             di,
         int             dj,
         int             dk)
{
  return measure (reach, rim_affine_apply_vector (&grid->to_patient, RIM_VEC3 (di, dj, dk))) <= 1.0;
}

/* The column of a row in which the measure is lowest. The body is convex, so that
 * thirds narrow it down.
 */
static int
find_lowest (const RimGrid  *grid,
             const RimReach *reach,
             int             range,
             int             dj,
             int             dk)
{
  const RimAffine *map = &grid->to_patient;
  int low = -range;
  int high = range;

  while (high - low > 2)
    {
      const int a = low + (high - low) / 3;
      const int b = high - (high - low) / 3;

      if (measure (reach, rim_affine_apply_vector (map, RIM_VEC3 (a, dj, dk))) <=
          measure (reach, rim_affine_apply_vector (map, RIM_VEC3 (b, dj, dk))))
        high = b;
      else
        low = a;
    }

  return low + (high - low) / 2;
}

static gboolean
find_row (const RimGrid  *grid,
          const RimReach *reach,
          int             range,
          RimKernelRow   *row)
{
  int middle = find_lowest (grid, reach, range, row->dj, row->dk);

  for (int di = middle - 1; di <= middle + 1 && !reaches (grid, reach, middle, row->dj, row->dk); di++)
    if (reaches (grid, reach, di, row->dj, row->dk))
      middle = di;
  if (!reaches (grid, reach, middle, row->dj, row->dk))
    return FALSE;

  row->low = row->high = middle;
  while (reaches (grid, reach, row->low - 1, row->dj, row->dk))
    row->low--;
  while (reaches (grid, reach, row->high + 1, row->dj, row->dk))
    row->high++;

  return TRUE;
}

/* How many voxels along each axis a ball of the farthest reach can touch. */
static void
find_range (const RimGrid  *grid,
            const RimReach *reach,
            int             range[3])
{
  const double volume = rim_grid_get_voxel_volume (grid);
  const double farthest = MAX (MAX (MAX (reach->left, reach->right), MAX (reach->anterior, reach->posterior)),
                               MAX (reach->inferior, reach->superior));

  for (guint axis = 0; axis < 3; axis++)
    {
      RimVec3 across = rim_vec3_cross (rim_affine_get_column (&grid->to_patient, (axis + 1) % 3),
                                       rim_affine_get_column (&grid->to_patient, (axis + 2) % 3));
      const double planes = ceil ((farthest + RIM_REACH_TOLERANCE) * rim_vec3_length (across) / volume);

      range[axis] = (int) MIN (planes, RIM_GRID_MAX_SIZE);
    }
}

static void
add_row (RimKernel          *self,
         const RimKernelRow *row)
{
  self->low[0] = MAX (self->low[0], (guint) MAX (-row->low, 0));
  self->high[0] = MAX (self->high[0], (guint) MAX (row->high, 0));
  self->low[1] = MAX (self->low[1], (guint) MAX (-row->dj, 0));
  self->high[1] = MAX (self->high[1], (guint) MAX (row->dj, 0));
  self->low[2] = MAX (self->low[2], (guint) MAX (-row->dk, 0));
  self->high[2] = MAX (self->high[2], (guint) MAX (row->dk, 0));
  self->n_voxels += (gsize) (row->high - row->low + 1);
  g_array_append_vals (self->rows, row, 1);
}

/* What lies within @reach, of all slices or of one. */
RimKernel *
rim_kernel_new (const RimGrid  *grid,
                const RimReach *reach,
                gboolean        in_slice)
{
  RimKernel *self = g_new0 (RimKernel, 1);
  int range[3];

  self->rows = g_array_new (FALSE, FALSE, sizeof (RimKernelRow));
  find_range (grid, reach, range);
  if (in_slice)
    range[2] = 0;

  for (int dk = -range[2]; dk <= range[2]; dk++)
    for (int dj = -range[1]; dj <= range[1]; dj++)
      {
        RimKernelRow row = { dj, dk, 0, 0 };

        if (find_row (grid, reach, range[0], &row))
          add_row (self, &row);
      }

  return self;
}

void
rim_kernel_free (RimKernel *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->rows);
  g_free (self);
}

/* The row of the window that lies so many rows and slices from @row. */
static gboolean
find_source (const RimRows *rows,
             gsize          row,
             int            dj,
             int            dk,
             gsize         *source)
{
  const gssize j = (gssize) (row % rows->size[1]) + dj;
  const gssize k = (gssize) (row / rows->size[1]) + dk;

  if (j < 0 || k < 0 || j >= (gssize) rows->size[1] || k >= (gssize) rows->size[2])
    return FALSE;

  *source = (gsize) k * rows->size[1] + (gsize) j;

  return TRUE;
}

/* Counts one in each column from @begin to @end - 1, as differences. */
static void
count_columns (gint32 *changes,
               gssize  width,
               gssize  begin,
               gssize  end)
{
  begin = CLAMP (begin, 0, width);
  end = CLAMP (end, 0, width);
  if (begin < end)
    {
      changes[begin]++;
      changes[end]--;
    }
}

/* The columns in which the sum of the differences is above @above. */
static void
append_above (const gint32 *changes,
              gsize         width,
              gint64        above,
              GArray       *runs)
{
  gint64 sum = 0;
  RimRun run = { 0, 0 };
  gboolean inside = FALSE;

  for (gsize i = 0; i < width; i++)
    {
      gboolean now;

      sum += changes[i];
      now = sum > above;
      if (now && !inside)
        run.begin = (guint32) i;
      if (!now && inside)
        {
          run.end = (guint32) i;
          g_array_append_val (runs, run);
        }
      inside = now;
    }
  if (inside)
    {
      run.end = (guint32) width;
      g_array_append_val (runs, run);
    }
}

static void
dilate_row (gsize    row,
            gint32  *changes,
            GArray  *runs,
            gpointer data)
{
  const Passing *self = data;
  const RimRows *rows = self->rows;
  const gssize width = (gssize) rows->size[0];
  gboolean any = FALSE;
  gsize source;

  memset (changes, 0, (rows->size[0] + 1) * sizeof *changes);
  for (guint n = 0; n < self->kernel->rows->len; n++)
    {
      const RimKernelRow *part = &g_array_index (self->kernel->rows, RimKernelRow, n);

      if (!find_source (rows, row, -part->dj, -part->dk, &source))
        continue;
      for (gsize r = rows->starts[source]; r < rows->starts[source + 1]; r++, any = TRUE)
        count_columns (changes, width, (gssize) rows->runs[r].begin + part->low,
                       (gssize) rows->runs[r].end + part->high);
    }
  if (any)
    append_above (changes, rows->size[0], 0, runs);
}

/* Runs of a row are disjoint, so each row of the kernel counts once at the most,
 * and where all count, all of the kernel is in.
 */
static void
erode_row (gsize    row,
           gint32  *changes,
           GArray  *runs,
           gpointer data)
{
  const Passing *self = data;
  const RimRows *rows = self->rows;
  const gssize width = (gssize) rows->size[0];
  gsize source;

  if (rows->starts[row] == rows->starts[row + 1])
    return;

  memset (changes, 0, (rows->size[0] + 1) * sizeof *changes);
  for (guint n = 0; n < self->kernel->rows->len; n++)
    {
      const RimKernelRow *part = &g_array_index (self->kernel->rows, RimKernelRow, n);

      if (!find_source (rows, row, part->dj, part->dk, &source) ||
          rows->starts[source] == rows->starts[source + 1])
        return;
      for (gsize r = rows->starts[source]; r < rows->starts[source + 1]; r++)
        count_columns (changes, width, (gssize) rows->runs[r].begin - part->low,
                       (gssize) rows->runs[r].end - part->high);
    }
  append_above (changes, rows->size[0], (gint64) self->kernel->rows->len - 1, runs);
}

/* How many voxels of a row of the kernel lie in a run rises and falls by one from
 * column to column, so four second differences say it all.
 */
static void
median_row (gsize    row,
            gint32  *bends,
            GArray  *runs,
            gpointer data)
{
  const Passing *self = data;
  const RimRows *rows = self->rows;
  const gsize n = rows->size[0] + 2;
  gboolean any = FALSE;
  gint32 slope = 0;
  gsize source;

  memset (bends, 0, n * sizeof *bends);
  for (guint p = 0; p < self->kernel->rows->len; p++)
    {
      const RimKernelRow *part = &g_array_index (self->kernel->rows, RimKernelRow, p);

      if (!find_source (rows, row, part->dj, part->dk, &source))
        continue;
      for (gsize r = rows->starts[source]; r < rows->starts[source + 1]; r++, any = TRUE)
        {
          bends[(gssize) rows->runs[r].begin - part->high]++;
          bends[(gssize) rows->runs[r].begin - part->low + 1]--;
          bends[(gssize) rows->runs[r].end - part->high]--;
          bends[(gssize) rows->runs[r].end - part->low + 1]++;
        }
    }
  if (!any)
    return;

  for (gsize i = 0; i < n; i++)
    bends[i] = slope += bends[i];
  append_above (bends, rows->size[0], (gint64) (self->kernel->n_voxels / 2), runs);
}

/* What the kernel touches when its middle is put on each voxel. */
RimRows *
rim_kernel_dilate (const RimKernel *self,
                   const RimRows   *rows,
                   GCancellable    *cancellable,
                   GError         **error)
{
  Passing passing = { self, rows };

  return rim_rows_make (rows, rows->size[0] + 1, dilate_row, &passing, cancellable, error);
}

/* The voxels on which the kernel can be put and stays within. */
RimRows *
rim_kernel_erode (const RimKernel *self,
                  const RimRows   *rows,
                  GCancellable    *cancellable,
                  GError         **error)
{
  Passing passing = { self, rows };

  return rim_rows_make (rows, rows->size[0] + 1, erode_row, &passing, cancellable, error);
}

/* The voxels around which more than half of the kernel is in. */
RimRows *
rim_kernel_median (const RimKernel *self,
                   const RimRows   *rows,
                   GCancellable    *cancellable,
                   GError         **error)
{
  Passing passing = { self, rows };

  return rim_rows_make (rows, rows->size[0] + 2, median_row, &passing, cancellable, error);
}
