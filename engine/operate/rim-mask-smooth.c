/* rim-mask-smooth.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-mask-smooth.h"

#include <math.h>
#include <string.h>

#include "rim-blur-private.h"
#include "rim-kernel-private.h"
#include "rim-mask-split.h"

/* Where the blur of a mask is high enough; one limit for each slice. */
typedef struct
{
  const RimBlur *blur;
  float         *limits;
  const guint16 *labels;         /* (nullable) */
  guint16        label;
} Cutting;

static gboolean
check_mm (double    mm,
          double    most,
          GError  **error)
{
  if (mm > 0.0 && mm <= most)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "Smoothing takes more than 0 and up to %g mm, not %g", most, mm);

  return FALSE;
}

static void
cut_row (gsize    row,
         gint32  *unused,
         GArray  *runs,
         gpointer data)
{
  const Cutting *self = data;
  const RimRows *window = self->blur->window;
  const gsize n = window->size[0];
  const float *values = self->blur->values + row * n;
  const guint16 *labels = self->labels != NULL ? self->labels + row * n : NULL;
  const float limit = self->limits[row / window->size[1]];

  for (guint32 i = 0; i < n; i++)
    {
      RimRun run = { i, i };

      while (run.end < n && values[run.end] >= limit &&
             (labels == NULL || labels[run.end] == self->label))
        run.end++;
      if (run.end == i)
        continue;
      g_array_append_val (runs, run);
      i = run.end;
    }
}

/* Limits that keep the volume, or the area of every slice. */
static void
choose_limits (Cutting  *self,
               gboolean  in_slice)
{
  const gsize n_slices = self->blur->window->size[2];
  float limit;

  self->limits = g_new (float, n_slices);
  if (in_slice)
    {
      for (gsize k = 0; k < n_slices; k++)
        self->limits[k] = rim_blur_choose (self->blur, k, 1);
      return;
    }

  limit = rim_blur_choose (self->blur, 0, n_slices);
  for (gsize k = 0; k < n_slices; k++)
    self->limits[k] = limit;
}

static RimMask *
cut (const Cutting *self,
     const RimGrid *grid,
     GCancellable  *cancellable,
     GError       **error)
{
  g_autoptr(RimRows) rows = rim_rows_make (self->blur->window, 1, cut_row, (gpointer) self, cancellable, error);

  return rows != NULL ? rim_rows_to_mask (rows, grid, NULL) : NULL;
}

static RimRows *
new_window (RimMask        *mask,
            const RimReach *reach,
            gboolean        in_slice,
            RimKernel     **kernel)
{
  RimBox bounds;

  if (!rim_mask_get_bounds (mask, &bounds))
    return NULL;

  *kernel = rim_kernel_new (rim_mask_get_grid (mask), reach, in_slice);

  return rim_rows_new (mask, &bounds, (*kernel)->low, (*kernel)->high);
}

typedef RimRows *(*PassFunc) (const RimKernel  *kernel,
                              const RimRows    *rows,
                              GCancellable     *cancellable,
                              GError          **error);

/* One or two passes of the kernel of a ball. */
static RimMask *
pass_twice (RimMask      *mask,
            double        radius_mm,
            gboolean      in_slice,
            PassFunc      first,
            PassFunc      second,
            GCancellable *cancellable,
            GError      **error)
{
  const RimReach reach = RIM_REACH_EVEN (radius_mm);
  g_autoptr(RimKernel) kernel = NULL;
  g_autoptr(RimRows) rows = NULL;
  g_autoptr(RimRows) between = NULL;
  g_autoptr(RimRows) last = NULL;

  if (!check_mm (radius_mm, RIM_REACH_MAX, error))
    return NULL;
  rows = new_window (mask, &reach, in_slice, &kernel);
  if (rows == NULL)
    return rim_mask_ref (mask);

  between = first (kernel, rows, cancellable, error);
  if (between == NULL || second == NULL)
    return between != NULL ? rim_rows_to_mask (between, rim_mask_get_grid (mask), NULL) : NULL;
  last = second (kernel, between, cancellable, error);

  return last != NULL ? rim_rows_to_mask (last, rim_mask_get_grid (mask), NULL) : NULL;
}

/**
 * rim_mask_median:
 * @self: a mask
 * @radius_mm: how far to look, up to %RIM_REACH_MAX
 * @in_slice: whether to look within each slice only
 * @cancellable: (nullable): stops it
 * @error: where to put an error
 *
 * Keeps the voxels around which more than half of a ball is in. What lies beyond
 * the grid is out.
 *
 * Returns: (transfer full) (nullable): the smoothed mask; %NULL where cancelled
 */
RimMask *
rim_mask_median (RimMask      *self,
                 double        radius_mm,
                 gboolean      in_slice,
                 GCancellable *cancellable,
                 GError      **error)
{
  return pass_twice (self, radius_mm, in_slice, rim_kernel_median, NULL, cancellable, error);
}

/**
 * rim_mask_open:
 * @self: a mask
 * @radius_mm: the radius of the ball, up to %RIM_REACH_MAX
 * @in_slice: whether to work within each slice only
 * @cancellable: (nullable): stops it
 * @error: where to put an error
 *
 * Takes away what a ball within the mask cannot touch: spurs and bridges.
 *
 * Returns: (transfer full) (nullable): a part of @self; %NULL where cancelled
 */
RimMask *
rim_mask_open (RimMask      *self,
               double        radius_mm,
               gboolean      in_slice,
               GCancellable *cancellable,
               GError      **error)
{
  return pass_twice (self, radius_mm, in_slice, rim_kernel_erode, rim_kernel_dilate, cancellable, error);
}

/**
 * rim_mask_close:
 * @self: a mask
 * @radius_mm: the radius of the ball, up to %RIM_REACH_MAX
 * @in_slice: whether to work within each slice only
 * @cancellable: (nullable): stops it
 * @error: where to put an error
 *
 * Adds what a ball outside of the mask cannot touch: clefts and small holes. The
 * edge of the grid is none of the mask's surface.
 *
 * Returns: (transfer full) (nullable): @self and more; %NULL where cancelled
 */
RimMask *
rim_mask_close (RimMask      *self,
                double        radius_mm,
                gboolean      in_slice,
                GCancellable *cancellable,
                GError      **error)
{
  return pass_twice (self, radius_mm, in_slice, rim_kernel_dilate, rim_kernel_erode, cancellable, error);
}

/**
 * rim_mask_gaussian:
 * @self: a mask
 * @sigma_mm: σ of the Gaussian, up to a third of %RIM_REACH_MAX
 * @in_slice: whether to smooth each slice by itself
 * @cancellable: (nullable): stops it
 * @error: where to put an error
 *
 * Blurs the mask and keeps the voxels with the highest values, as many as there
 * were, so that the volume stays (with @in_slice the area of each slice). A fixed
 * threshold of 0.5 would shrink whatever is round. Voxels of equal value are kept or left
 * together, so the volume may differ by less than there are of those.
 *
 * Returns: (transfer full) (nullable): the smoothed mask; %NULL where cancelled
 */
RimMask *
rim_mask_gaussian (RimMask      *self,
                   double        sigma_mm,
                   gboolean      in_slice,
                   GCancellable *cancellable,
                   GError      **error)
{
  const RimReach reach = RIM_REACH_EVEN (RIM_BLUR_REACH * sigma_mm);
  g_autoptr(RimKernel) kernel = NULL;
  g_autoptr(RimRows) rows = NULL;
  g_autoptr(RimBlur) blur = NULL;
  Cutting cutting = { 0 };
  RimMask *smooth;

  if (!check_mm (sigma_mm, RIM_REACH_MAX / RIM_BLUR_REACH, error))
    return NULL;
  rows = new_window (self, &reach, in_slice, &kernel);
  if (rows == NULL)
    return rim_mask_ref (self);

  cutting.blur = blur = rim_blur_new (rows, rim_mask_get_grid (self), sigma_mm, in_slice, cancellable, error);
  if (blur == NULL)
    return NULL;

  choose_limits (&cutting, in_slice);
  smooth = cut (&cutting, rim_mask_get_grid (self), cancellable, error);
  g_free (cutting.limits);

  return smooth;
}

/* Says of each voxel which mask a Gaussian sees most of; the first of equals. */
static guint16 *
compete (RimMask *const  *masks,
         guint            n_masks,
         const RimKernel *kernel,
         const RimBox    *bounds,
         double           sigma_mm,
         gboolean         in_slice,
         GCancellable    *cancellable,
         GError         **error)
{
  g_autofree guint16 *labels = NULL;
  g_autofree float *best = NULL;

  for (guint m = 0; m < n_masks; m++)
    {
      g_autoptr(RimRows) rows = rim_rows_new (masks[m], bounds, kernel->low, kernel->high);
      g_autoptr(RimBlur) blur = rim_blur_new (rows, rim_mask_get_grid (masks[0]), sigma_mm, in_slice,
                                              cancellable, error);
      const gsize n = rows->size[0] * rim_rows_get_n_rows (rows);

      if (blur == NULL)
        return NULL;
      if (m == 0)
        {
          labels = g_new0 (guint16, n);
          best = g_new0 (float, n);
        }
      for (gsize v = 0; v < n; v++)
        if (blur->values[v] > best[v])
          {
            best[v] = blur->values[v];
            labels[v] = (guint16) m;
          }
    }

  return g_steal_pointer (&labels);
}

static GPtrArray *
cut_each (Cutting       *cutting,
          guint          n_masks,
          const RimGrid *grid,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr(GPtrArray) smooth = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_mask_unref);

  for (guint m = 0; m < n_masks; m++)
    {
      RimMask *mask;

      cutting->label = (guint16) m;
      mask = cut (cutting, grid, cancellable, error);
      if (mask == NULL)
        return NULL;
      g_ptr_array_add (smooth, mask);
    }

  return g_steal_pointer (&smooth);
}

static GPtrArray *
smooth_union (RimMask *const *masks,
              guint           n_masks,
              RimMask        *all,
              double          sigma_mm,
              gboolean        in_slice,
              GCancellable   *cancellable,
              GError        **error)
{
  const RimReach reach = RIM_REACH_EVEN (RIM_BLUR_REACH * sigma_mm);
  const RimGrid *grid = rim_mask_get_grid (all);
  g_autoptr(RimKernel) kernel = NULL;
  g_autoptr(RimRows) rows = new_window (all, &reach, in_slice, &kernel);
  g_autoptr(RimBlur) blur = NULL;
  g_autofree guint16 *labels = NULL;
  g_autofree float *limits = NULL;
  Cutting cutting = { 0 };
  RimBox bounds;

  if (rows == NULL)
    return cut_each (NULL, 0, grid, NULL, NULL);

  rim_mask_get_bounds (all, &bounds);
  cutting.labels = labels = compete (masks, n_masks, kernel, &bounds, sigma_mm, in_slice, cancellable, error);
  cutting.blur = blur = labels != NULL ? rim_blur_new (rows, grid, sigma_mm, in_slice, cancellable, error) : NULL;
  if (blur == NULL)
    return NULL;

  choose_limits (&cutting, in_slice);
  limits = cutting.limits;

  return cut_each (&cutting, n_masks, grid, cancellable, error);
}

/**
 * rim_masks_smooth_jointly:
 * @masks: (array length=n_masks): masks on grids of one size
 * @n_masks: how many, from 1 to 65535
 * @sigma_mm: σ of the Gaussian, up to a third of %RIM_REACH_MAX
 * @in_slice: whether to smooth each slice by itself
 * @cancellable: (nullable): stops it
 * @error: where to put an error
 *
 * Smooths lesions that share borders. All together are smoothed as
 * rim_mask_gaussian() does, and every voxel goes to the lesion that the same Gaussian
 * sees most of there. So the results lie in no voxel twice, and leave no gap where
 * they touch; what overlapped before is shared out.
 *
 * Returns: (transfer full) (nullable) (element-type RimMask): a mask for each of
 *   @masks; %NULL where cancelled or wrongly asked
 */
GPtrArray *
rim_masks_smooth_jointly (RimMask *const *masks,
                          guint           n_masks,
                          double          sigma_mm,
                          gboolean        in_slice,
                          GCancellable   *cancellable,
                          GError        **error)
{
  g_autoptr(RimMask) all = NULL;
  g_autoptr(GPtrArray) smooth = NULL;

  g_return_val_if_fail (n_masks > 0 && n_masks <= G_MAXUINT16, NULL);

  if (!check_mm (sigma_mm, RIM_REACH_MAX / RIM_BLUR_REACH, error))
    return NULL;

  all = rim_masks_merge (masks, n_masks, error);
  if (all == NULL)
    return NULL;

  smooth = smooth_union (masks, n_masks, all, sigma_mm, in_slice, cancellable, error);
  for (guint m = 0; smooth != NULL && m < n_masks && smooth->len < n_masks; m++)
    g_ptr_array_add (smooth, rim_mask_ref (masks[m]));

  return g_steal_pointer (&smooth);
}
