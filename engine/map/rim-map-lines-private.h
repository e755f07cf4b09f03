/* rim-map-lines-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "map/rim-map-input.h"

G_BEGIN_DECLS

#define RIM_MAP_LINES_MAX_PARTS 3

/* So many voxels of a line are worked on at a time. */
#define RIM_MAP_LINES_STEP 16

/**
 * RimMapSide:
 * @RIM_MAP_SIDE_OUT: not in the window
 * @RIM_MAP_SIDE_FIRST: in the first face along i, with nothing before it
 * @RIM_MAP_SIDE_WITHIN: between two faces
 * @RIM_MAP_SIDE_LAST: in the last face, with nothing after it
 * @RIM_MAP_SIDE_ALONE: in the only face
 *
 * Where in a window a voxel is, which tells what neighbours it has there.
 */
typedef enum
{
  RIM_MAP_SIDE_OUT,
  RIM_MAP_SIDE_FIRST,
  RIM_MAP_SIDE_WITHIN,
  RIM_MAP_SIDE_LAST,
  RIM_MAP_SIDE_ALONE,
} RimMapSide;

/**
 * RimMapLines:
 * @n_lines: that windows of a row have along i
 * @starts: (array length=n_lines): where the first voxel of each lies in the levels
 *
 * The lines along i in which the windows around some voxels of a row move. Each voxel of
 * them has some sums over those of its neighbours that are in the windows; what a window
 * that slides changes is which of them count, in the faces at its ends.
 */
typedef struct
{
  const RimMapInput *input;
  guint              n_parts;
  guint              n_lines;
  gssize            *starts;
  gsize              first;
  gsize              length;
  gsize              capacity;
  guint16           *sums;
} RimMapLines;

/**
 * RimMapLineFunc:
 * @data: what the caller gave
 * @line: levels of a line
 * @beside: of a line beside it, or of itself
 * @n: how many, a multiple of RIM_MAP_LINES_STEP; one more may be read
 * @parts: (array): of each part, what is added to: sums of the voxels of @line, one more
 *
 * Adds what a line beside another means to the voxels of it.
 */
typedef void (*RimMapLineFunc) (gconstpointer   data,
                                const guint16  *line,
                                const guint16  *beside,
                                gsize           n,
                                guint16 *const *parts);

/**
 * RimMapFaceFunc:
 * @data: what the caller gave
 * @x: which voxel of lines
 * @before: where the face was
 * @after: where it is
 *
 * Changes what is known of a window by the voxels of one face.
 */
typedef void (*RimMapFaceFunc) (gpointer   data,
                                gsize      x,
                                RimMapSide before,
                                RimMapSide after);

gboolean rim_map_lines_can_slide (const RimMapInput *input);
void     rim_map_lines_init      (RimMapLines       *self,
                                  const RimMapInput *input,
                                  guint              n_parts);
void     rim_map_lines_clear     (RimMapLines       *self);
gsize    rim_map_lines_fill      (RimMapLines       *self,
                                  const gsize       *offsets,
                                  gsize              n,
                                  RimMapLineFunc     func,
                                  gconstpointer      data);

static inline const guint16 *
rim_map_lines_get (const RimMapLines *self,
                   guint              line,
                   guint              part)
{
  return self->sums + (line * self->n_parts + part) * self->capacity;
}

static inline RimMapSide
rim_map_lines_get_side (guint x,
                        guint width)
{
  if (width == 1)
    return RIM_MAP_SIDE_ALONE;
  if (x == 0)
    return RIM_MAP_SIDE_FIRST;

  return x == width - 1 ? RIM_MAP_SIDE_LAST : RIM_MAP_SIDE_WITHIN;
}

/* Brings the window around the voxel at @offset in, or takes it out. */
static G_ALWAYS_INLINE inline void
rim_map_lines_change (const RimMapLines *self,
                      gsize              offset,
                      gboolean           enters,
                      RimMapFaceFunc     func,
                      gpointer           data)
{
  const guint width = 2 * self->input->radius[0] + 1;

  for (guint x = 0; x < width; x++)
    {
      const RimMapSide side = rim_map_lines_get_side (x, width);

      func (data, offset - self->first + x, enters ? RIM_MAP_SIDE_OUT : side, enters ? side : RIM_MAP_SIDE_OUT);
    }
}

/* Slides it to a voxel further on. */
static G_ALWAYS_INLINE inline void
rim_map_lines_move (const RimMapLines *self,
                    gsize              from,
                    gsize              to,
                    RimMapFaceFunc     func,
                    gpointer           data)
{
  const guint width = 2 * self->input->radius[0] + 1;

  if (to - from >= width)
    {
      rim_map_lines_change (self, from, FALSE, func, data);
      rim_map_lines_change (self, to, TRUE, func, data);
      return;
    }

  for (; from < to; from++)
    {
      const gsize x = from - self->first;

      func (data, x, RIM_MAP_SIDE_FIRST, RIM_MAP_SIDE_OUT);
      func (data, x + 1, RIM_MAP_SIDE_WITHIN, RIM_MAP_SIDE_FIRST);
      func (data, x + width - 1, RIM_MAP_SIDE_LAST, RIM_MAP_SIDE_WITHIN);
      func (data, x + width, RIM_MAP_SIDE_OUT, RIM_MAP_SIDE_LAST);
    }
}

G_END_DECLS
