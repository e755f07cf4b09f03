/* rl-cube.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-cube.h"

/* Of a face that is seen from less than this there is nothing to see. */
#define LEAST_FACING 0.02

static const struct
{
  char    letter;
  RimVec3 out;
  RimVec3 along[2];
} sides[] = {
  { 'L', { 1, 0, 0 }, { { 0, 1, 0 }, { 0, 0, 1 } } },
  { 'R', { -1, 0, 0 }, { { 0, 1, 0 }, { 0, 0, 1 } } },
  { 'P', { 0, 1, 0 }, { { 1, 0, 0 }, { 0, 0, 1 } } },
  { 'A', { 0, -1, 0 }, { { 1, 0, 0 }, { 0, 0, 1 } } },
  { 'H', { 0, 0, 1 }, { { 1, 0, 0 }, { 0, 1, 0 } } },
  { 'F', { 0, 0, -1 }, { { 1, 0, 0 }, { 0, 1, 0 } } },
};

/**
 * rl_cube_init:
 * @self: (out caller-allocates): the cube
 * @plane: how it is seen, flipped or not
 * @away: away from the reader, unit length, LPS
 * @size: what it fits in however it lies, in pixels
 */
void
rl_cube_init (RlCube         *self,
              const RimPlane *plane,
              RimVec3         away,
              double          size)
{
  *self = (RlCube) { .right = plane->right, .down = plane->down, .half = floor (size / 2.0 / sqrt (3.0)) };
  rim_vec3_normalize (&self->right);
  rim_vec3_normalize (&self->down);

  for (guint s = 0; s < G_N_ELEMENTS (sides); s++)
    {
      double facing = -rim_vec3_dot (sides[s].out, away);

      if (facing > LEAST_FACING && self->n_faces < RL_CUBE_MAX_FACES)
        self->faces[self->n_faces++] = (RlCubeFace) {
          sides[s].letter,
          self->half * rim_vec3_dot (sides[s].out, self->right),
          self->half * rim_vec3_dot (sides[s].out, self->down),
          facing,
        };
    }
}

static void
add_corner (const RlCube *self,
            cairo_t      *cr,
            RimVec3       corner)
{
  cairo_line_to (cr, self->half * rim_vec3_dot (corner, self->right),
                 self->half * rim_vec3_dot (corner, self->down));
}

static void
trace_side (const RlCube *self,
            cairo_t      *cr,
            guint         side)
{
  static const double signs[][2] = { { -1, -1 }, { 1, -1 }, { 1, 1 }, { -1, 1 } };

  for (guint c = 0; c < G_N_ELEMENTS (signs); c++)
    {
      RimVec3 corner = rim_vec3_add (sides[side].out,
                                     rim_vec3_scale (sides[side].along[0], signs[c][0]));

      add_corner (self, cr, rim_vec3_add (corner, rim_vec3_scale (sides[side].along[1],
                                                                  signs[c][1])));
    }
  cairo_close_path (cr);
}

/**
 * rl_cube_paint:
 * @self: a cube
 * @snapshot: where to
 * @ink: of its edges; its faces are a tint of it
 * @x: of its middle
 * @y: of its middle
 *
 * Paints the faces that can be seen, without their letters.
 */
void
rl_cube_paint (const RlCube  *self,
               GtkSnapshot   *snapshot,
               const GdkRGBA *ink,
               double         x,
               double         y)
{
  double reach = ceil (self->half * sqrt (3.0)) + 1;
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot,
                                           &GRAPHENE_RECT_INIT ((float) (x - reach),
                                                                (float) (y - reach),
                                                                (float) (2 * reach),
                                                                (float) (2 * reach)));

  /* The edges of a straight cube lie on whole pixels. */
  cairo_translate (cr, floor (x) + 0.5, floor (y) + 0.5);
  cairo_set_line_width (cr, 1);

  for (guint f = 0; f < self->n_faces; f++)
    for (guint s = 0; s < G_N_ELEMENTS (sides); s++)
      if (sides[s].letter == self->faces[f].letter)
        {
          trace_side (self, cr, s);
          cairo_set_source_rgba (cr, ink->red, ink->green, ink->blue,
                                 0.06 + 0.18 * self->faces[f].facing);
          cairo_fill_preserve (cr);
          cairo_set_source_rgba (cr, ink->red, ink->green, ink->blue, 0.55);
          cairo_stroke (cr);
        }

  cairo_destroy (cr);
}
