/* rim-sheet.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-sheet-private.h"

#include <string.h>

/* The axes of a slice across @axis, in the order of the grid. */
void
rim_sheet_axes (guint axis,
                guint axes[2])
{
  axes[0] = axis == 0 ? 1 : 0;
  axes[1] = axis == 2 ? 1 : 2;
}

RimSheet *
rim_sheet_new (const RimSheetBox *box)
{
  RimSheet *self = g_new0 (RimSheet, 1);

  for (guint n = 0; n < 2; n++)
    if (box->max[n] > box->min[n])
      {
        self->first[n] = box->min[n];
        self->size[n] = (gsize) (box->max[n] - box->min[n]);
      }
  self->pixels = g_malloc0 (self->size[0] * self->size[1]);

  return self;
}

void
rim_sheet_free (RimSheet *self)
{
  if (self == NULL)
    return;

  g_free (self->pixels);
  g_free (self);
}

/* The runs of row @j of slice @k, as pixels of a sheet that is cut across @axis. */
static void
paint_runs (RimSheet     *self,
            const RimRun *runs,
            guint         n_runs,
            guint         axis,
            guint         at,
            gsize         offset)
{
  for (guint r = 0; r < n_runs; r++)
    if (axis != 0)
      memset (self->pixels + offset + (runs[r].begin - (gsize) self->first[0]), 1,
              runs[r].end - runs[r].begin);
    else if (runs[r].begin <= at && at < runs[r].end)
      self->pixels[offset] = 1;
}

/* The slice @at across @axis of a mask that lies within @bounds. */
RimSheet *
rim_sheet_new_from_mask (RimMask      *mask,
                         guint         axis,
                         guint         at,
                         const RimBox *bounds)
{
  guint axes[2];
  RimSheetBox box;
  RimBox cut = *bounds;
  RimSheet *self;

  rim_sheet_axes (axis, axes);
  for (guint n = 0; n < 2; n++)
    {
      box.min[n] = bounds->min[axes[n]];
      box.max[n] = bounds->max[axes[n]];
    }
  self = rim_sheet_new (&box);
  cut.min[axis] = at;
  cut.max[axis] = at + 1;

  for (guint k = cut.min[2]; k < cut.max[2]; k++)
    for (guint j = cut.min[1]; j < cut.max[1]; j++)
      {
        const gsize u = axis == 0 ? j - bounds->min[1] : 0;
        const gsize v = axis == 2 ? j - bounds->min[1] : k - bounds->min[2];
        guint n_runs;
        const RimRun *runs = rim_mask_slice_get_runs (rim_mask_get_slice (mask, k), j, &n_runs);

        paint_runs (self, runs, n_runs, axis, at, v * self->size[0] + u);
      }

  return self;
}

gboolean
rim_sheet_contains (const RimSheet *self,
                    gssize          u,
                    gssize          v)
{
  u -= self->first[0];
  v -= self->first[1];

  return u >= 0 && v >= 0 && u < (gssize) self->size[0] && v < (gssize) self->size[1] &&
         self->pixels[(gsize) v * self->size[0] + (gsize) u];
}

/* Returns: whether there is any pixel */
gboolean
rim_sheet_get_bounds (const RimSheet *self,
                      RimSheetBox    *box)
{
  *box = RIM_SHEET_BOX_EMPTY;

  for (gsize v = 0; v < self->size[1]; v++)
    for (gsize u = 0; u < self->size[0]; u++)
      if (self->pixels[v * self->size[0] + u])
        {
          const gssize at[2] = { self->first[0] + (gssize) u, self->first[1] + (gssize) v };

          for (guint n = 0; n < 2; n++)
            {
              box->min[n] = MIN (box->min[n], at[n]);
              box->max[n] = MAX (box->max[n], at[n] + 1);
            }
        }

  return box->min[0] < box->max[0];
}

/* Makes @self hold @other too, moved by @shift. */
void
rim_sheet_box_grow (RimSheetBox       *self,
                    const RimSheetBox *other,
                    const gssize       shift[2])
{
  if (other->min[0] >= other->max[0])
    return;

  for (guint n = 0; n < 2; n++)
    {
      self->min[n] = MIN (self->min[n], other->min[n] + shift[n]);
      self->max[n] = MAX (self->max[n], other->max[n] + shift[n]);
    }
}

/* Marks what is connected to the pixel at @offset and has the same value. */
static void
flood (const RimSheet *self,
       gsize           offset,
       gboolean        corners,
       guint32        *labels,
       guint32         label,
       GArray         *stack)
{
  const gssize width = (gssize) self->size[0];
  const gssize height = (gssize) self->size[1];
  const guint8 value = self->pixels[offset];

  labels[offset] = label;
  g_array_append_val (stack, offset);

  while (stack->len > 0)
    {
      const gsize at = g_array_index (stack, gsize, stack->len - 1);
      const gssize u = (gssize) at % width;
      const gssize v = (gssize) at / width;

      g_array_set_size (stack, stack->len - 1);
      for (gssize dv = -1; dv <= 1; dv++)
        for (gssize du = -1; du <= 1; du++)
          {
            const gsize next = at + (gsize) (dv * width + du);

            if (u + du < 0 || v + dv < 0 || u + du >= width || v + dv >= height ||
                (!corners && du != 0 && dv != 0) || labels[next] != 0 || self->pixels[next] != value)
              continue;
            labels[next] = label;
            g_array_append_val (stack, next);
          }
    }
}

RimSheet *
rim_sheet_fill (const RimSheet *self)
{
  const gsize width = self->size[0];
  const gsize n = width * self->size[1];
  g_autofree guint32 *outside = g_new0 (guint32, n);
  g_autoptr(GArray) stack = g_array_new (FALSE, FALSE, sizeof (gsize));
  RimSheet *filled = g_memdup2 (self, sizeof *self);

  for (gsize v = 0; v < self->size[1]; v++)
    for (gsize u = 0; u < width; u += v == 0 || v + 1 == self->size[1] ? 1 : MAX (width - 1, 1))
      if (!self->pixels[v * width + u] && !outside[v * width + u])
        flood (self, v * width + u, FALSE, outside, 1, stack);

  filled->pixels = g_malloc (n);
  for (gsize p = 0; p < n; p++)
    filled->pixels[p] = outside[p] == 0;

  return filled;
}

guint32 *
rim_sheet_label (const RimSheet *self,
                 guint32        *n_labels)
{
  const gsize n = self->size[0] * self->size[1];
  guint32 *labels = g_new0 (guint32, n);
  g_autoptr(GArray) stack = g_array_new (FALSE, FALSE, sizeof (gsize));

  *n_labels = 0;
  for (gsize p = 0; p < n; p++)
    if (self->pixels[p] && labels[p] == 0)
      flood (self, p, TRUE, labels, ++*n_labels, stack);

  return labels;
}
