/* rim-map-glrlm-window.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-glrlm-window-private.h"

/* Of lines that do not end at the sides of the window. */
#define ENDLESS G_MAXUINT8

/* Makes an empty window. */
void
rim_map_glrlm_window_init (RimMapGlrlmWindow *self,
                           const RimMapInput *input,
                           RimMapCounts      *counts)
{
  const guint *radius = input->radius;

  *self = (RimMapGlrlmWindow) { .input = input, .counts = counts };
  self->lengths = g_malloc0 ((2 * (gsize) radius[1] + 1) * (2 * (gsize) radius[2] + 1));
}

void
rim_map_glrlm_window_clear (RimMapGlrlmWindow *self)
{
  g_free (self->lengths);
}

static guint8 *
get_length (const RimMapGlrlmWindow *self,
            int                      y,
            int                      z)
{
  const int radius[3] = { 0, (int) self->input->radius[1], (int) self->input->radius[2] };

  return &self->lengths[(z + radius[2]) * (2 * radius[1] + 1) + y + radius[1]];
}

/* How many steps there are from @at to the side of the window, and the voxel itself. */
static guint
count_steps (int at,
             int radius,
             int step)
{
  return step == 0 ? ENDLESS : (guint) (step > 0 ? radius - at + 1 : radius + at + 1);
}

/* Takes up the runs of a direction; the window is empty. */
void
rim_map_glrlm_window_turn (RimMapGlrlmWindow  *self,
                           const RimDirection *direction)
{
  const int radius[3] = { 0, (int) self->input->radius[1], (int) self->input->radius[2] };
  const gsize *stride = self->input->levels->stride;
  const int sign = direction->step[0] < 0 ? -1 : 1;

  self->ahead = 0;
  for (guint axis = 0; axis < 3; axis++)
    {
      self->step[axis] = sign * direction->step[axis];
      self->ahead += self->step[axis] * (gssize) stride[axis];
    }

  for (int z = -radius[2]; z <= radius[2]; z++)
    for (int y = -radius[1]; y <= radius[1]; y++)
      *get_length (self, y, z) = (guint8) MIN (count_steps (y, radius[1], self->step[1]),
                                               count_steps (z, radius[2], self->step[2]));
}

/* How many voxels from one on are of its level. */
static inline guint
count_run (const guint16 *voxel,
           gssize         ahead,
           guint          max)
{
  const guint16 index = *voxel;
  guint n = 1;

  while (n < max && (voxel += ahead, *voxel == index))
    n++;

  return n;
}

/* The ends of lines in the face where i is @x from the middle, while the window goes from
 * there to its upper end.
 */
static void
leave_ends (RimMapGlrlmWindow *self,
            const guint16     *face,
            guint              width)
{
  const gsize *stride = self->input->levels->stride;
  const guint *radius = self->input->radius;
  const guint8 *length = self->lengths;

  for (guint z = 0; z <= 2 * radius[2]; z++, face += stride[2])
    for (guint y = 0; y <= 2 * radius[1]; y++, length++)
      {
        const guint16 *voxel = face + y * stride[1];
        guint n;

        if (*voxel == 0)
          continue;

        self->n_voxels--;
        n = count_run (voxel, self->ahead, MIN (*length, width));
        if (n > 1)
          rim_map_counts_move (self->counts, *voxel, n, n - 1);
        else
          rim_map_counts_take (self->counts, *voxel, 1);
      }
}

/* The same at the upper end, back from where lines are as long as opposite to it. */
static void
enter_ends (RimMapGlrlmWindow *self,
            const guint16     *face,
            guint              width)
{
  const gsize *stride = self->input->levels->stride;
  const guint *radius = self->input->radius;
  const guint8 *length = self->lengths + (2 * radius[1] + 1) * (2 * radius[2] + 1);

  for (guint z = 0; z <= 2 * radius[2]; z++, face += stride[2])
    for (guint y = 0; y <= 2 * radius[1]; y++)
      {
        const guint16 *voxel = face + y * stride[1];
        guint n;

        length--;
        if (*voxel == 0)
          continue;

        self->n_voxels++;
        n = count_run (voxel, -self->ahead, MIN (*length, width));
        if (n > 1)
          rim_map_counts_move (self->counts, *voxel, n - 1, n);
        else
          rim_map_counts_put (self->counts, *voxel, 1);
      }
}

/* Puts or takes the runs of the lines that lie in a face. */
static void
change_lines (RimMapGlrlmWindow *self,
              const guint16     *face,
              gboolean           enters)
{
  const gsize *stride = self->input->levels->stride;
  const int radius[3] = { 0, (int) self->input->radius[1], (int) self->input->radius[2] };

  for (int z = -radius[2]; z <= radius[2]; z++, face += stride[2])
    for (int y = -radius[1]; y <= radius[1]; y++)
      {
        const guint16 *voxel = face + (gsize) (y + radius[1]) * stride[1];
        const gboolean is_first = ABS (y - self->step[1]) > radius[1] || ABS (z - self->step[2]) > radius[2];
        guint n;

        if (*voxel == 0)
          continue;

        self->n_voxels += enters ? 1 : -1u;
        if (!is_first && voxel[-self->ahead] == *voxel)
          continue;

        n = count_run (voxel, self->ahead, *get_length (self, y, z));
        if (enters)
          rim_map_counts_put (self->counts, *voxel, n);
        else
          rim_map_counts_take (self->counts, *voxel, n);
      }
}

/* The corner of the face where i is @x from that of @at. */
static const guint16 *
get_face (const RimMapGlrlmWindow *self,
          gsize                    at,
          gssize                   x)
{
  const gsize *stride = self->input->levels->stride;
  const guint *radius = self->input->radius;

  return self->input->index->indices + (gssize) at + x - (gssize) (radius[1] * stride[1] + radius[2] * stride[2]);
}

static void
leave_face (RimMapGlrlmWindow *self,
            const guint16     *face,
            guint              width)
{
  if (self->step[0] == 0)
    change_lines (self, face, FALSE);
  else
    leave_ends (self, face, width);
}

static void
enter_face (RimMapGlrlmWindow *self,
            const guint16     *face,
            guint              width)
{
  if (self->step[0] == 0)
    change_lines (self, face, TRUE);
  else
    enter_ends (self, face, width);
}

/* Brings the window around @at in. */
void
rim_map_glrlm_window_enter (RimMapGlrlmWindow *self,
                            gsize              at)
{
  const int radius = (int) self->input->radius[0];

  for (int x = -radius; x <= radius; x++)
    enter_face (self, get_face (self, at, x), (guint) (x + radius + 1));
}

/* Takes it out again. */
void
rim_map_glrlm_window_leave (RimMapGlrlmWindow *self,
                            gsize              at)
{
  const int radius = (int) self->input->radius[0];

  for (int x = -radius; x <= radius; x++)
    leave_face (self, get_face (self, at, x), (guint) (radius - x + 1));
}

/* Slides the window to a voxel further on in the row. */
void
rim_map_glrlm_window_move (RimMapGlrlmWindow *self,
                           gsize              from,
                           gsize              to)
{
  const guint radius = self->input->radius[0];
  const guint width = 2 * radius + 1;

  if (to - from >= width)
    {
      rim_map_glrlm_window_leave (self, from);
      rim_map_glrlm_window_enter (self, to);
      return;
    }

  for (; from < to; from++)
    {
      leave_face (self, get_face (self, from, -(gssize) radius), width);
      enter_face (self, get_face (self, from, (gssize) radius + 1), width);
    }
}
