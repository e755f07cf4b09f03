/* rim-demo-skeleton.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-demo-anatomy-private.h"

#define N_RIBS 12
#define VERTEBRA_HEIGHT 24.0
#define FIRST_VERTEBRA 141.0

typedef struct
{
  double drop;      /* from the back to the lowest point, mm */
  double bony_end;  /* angle where cartilage begins, degrees */
  double end;       /* angle where it ends, degrees */
} Rib;

static const Rib ribs[N_RIBS] = {
  { 26.0, 140.0, 158.0 }, { 44.0, 140.0, 164.0 }, { 58.0, 140.0, 167.0 },
  { 68.0, 138.0, 168.0 }, { 76.0, 136.0, 168.0 }, { 82.0, 132.0, 166.0 },
  { 86.0, 126.0, 160.0 }, { 84.0, 120.0, 150.0 }, { 78.0, 114.0, 140.0 },
  { 68.0, 106.0, 126.0 }, { 50.0, 84.0, 84.0 }, { 36.0, 58.0, 58.0 },
};

static double
radians (double degrees)
{
  return degrees * (G_PI / 180.0);
}

static void
add_bone (RimDemoAnatomy *self,
          RimDemoSolid    solid,
          double          cortex)
{
  rim_demo_solid_fill (&solid, cortex, RIM_DEMO_MARROW);
  solid.value[1][RIM_DEMO_SUV] *= (float) self->scan->marrow;
  rim_demo_anatomy_add (self, RIM_DEMO_LAYER_BONES, solid);
}

static void
add_rod (RimDemoAnatomy *self,
         RimVec3         a,
         double          ra,
         RimVec3         b,
         double          rb,
         double          cortex)
{
  add_bone (self, rim_demo_solid_tube (a, ra, b, rb, RIM_DEMO_CORTICAL), cortex);
}

static RimVec3
rib_point (RimDemoAnatomy *self,
           const Rib      *rib,
           double          head,
           double          side,
           double          degrees)
{
  double t = CLAMP ((degrees - 12.0) / 118.0, 0.0, 1.0);
  double rise = CLAMP ((degrees - rib->bony_end) / 40.0, 0.0, 1.0);
  double z = head - rib->drop * (t * t * (3.0 - 2.0 * t)) + 34.0 * rise * rise;
  RimVec3 p = rim_demo_anatomy_cage_point (self, radians (degrees), z, 4.6);

  p.x *= side;

  return p;
}

static void
add_rib_piece (RimDemoAnatomy *self,
               RimVec3         a,
               RimVec3         b,
               gboolean        bony)
{
  RimDemoSolid piece = rim_demo_solid_tube (a, 3.6, b, 3.6,
                                            bony ? RIM_DEMO_CORTICAL : RIM_DEMO_CARTILAGE);

  rim_demo_solid_squash (&piece, RIM_VEC3 (1.0, 1.0, 0.6));
  if (bony)
    add_bone (self, piece, 1.0);
  else
    rim_demo_anatomy_add (self, RIM_DEMO_LAYER_BONES, piece);
}

static void
add_rib (RimDemoAnatomy *self,
         guint           number,
         double          side)
{
  const Rib *rib = &ribs[number];
  double head = FIRST_VERTEBRA - number * VERTEBRA_HEIGHT;
  double y = rim_demo_anatomy_spine_y (head);
  RimVec3 last = RIM_VEC3 (side * 15.0, y + 9.0, head);
  RimVec3 neck = RIM_VEC3 (side * 31.0, y + 24.0, head - 2.0);

  add_rod (self, last, 3.6, neck, 3.4, 1.0);
  last = neck;
  for (double degrees = 32.0; degrees <= rib->end; degrees += 6.0)
    {
      RimVec3 next = rib_point (self, rib, head, side, degrees);

      add_rib_piece (self, last, next, degrees <= rib->bony_end);
      last = next;
    }
}

static void
add_arch (RimDemoAnatomy *self,
          RimVec3         body,
          double          side)
{
  RimVec3 pedicle = RIM_VEC3 (side * 11.0, body.y + 8.0, body.z + 3.0);
  RimVec3 corner = RIM_VEC3 (side * 13.0, body.y + 24.0, body.z + 1.0);
  RimVec3 lamina = RIM_VEC3 (side * 2.0, body.y + 34.0, body.z - 5.0);
  RimVec3 tip = RIM_VEC3 (side * 34.0, body.y + 33.0, body.z + 1.0);
  RimVec3 above = RIM_VEC3 (side * 13.5, body.y + 25.0, body.z + 12.0);
  RimVec3 below = RIM_VEC3 (side * 12.5, body.y + 28.0, body.z - 12.0);

  add_rod (self, pedicle, 4.6, corner, 4.4, 1.2);
  add_rod (self, corner, 4.4, lamina, 3.6, 1.3);
  add_rod (self, corner, 4.4, tip, 4.2, 1.1);
  add_rod (self, corner, 4.0, above, 3.4, 1.6);
  add_rod (self, corner, 4.0, below, 3.4, 1.6);
}

static void
add_vertebra (RimDemoAnatomy *self,
              double          z)
{
  double grow = 1.0 + 0.0011 * (40.0 - z);
  RimVec3 body = RIM_VEC3 (0.0, rim_demo_anatomy_spine_y (z), z);
  RimVec3 disc = RIM_VEC3 (0.0, rim_demo_anatomy_spine_y (z - 12.0), z - 12.0);
  RimVec3 root = RIM_VEC3 (0.0, body.y + 35.0, z - 4.0);
  RimVec3 spine = RIM_VEC3 (0.0, body.y + 52.0, z - 24.0);
  RimDemoSolid process = rim_demo_solid_tube (root, 3.0, spine, 3.4, RIM_DEMO_CORTICAL);

  rim_demo_anatomy_add (self, RIM_DEMO_LAYER_PADS, rim_demo_solid_column (
                          disc, RIM_VEC3 (17.0 * grow, 14.5 * grow, 4.0), RIM_DEMO_DISC));
  add_bone (self, rim_demo_solid_column (
              body, RIM_VEC3 (17.5 * grow, 15.5 * grow, 10.2), RIM_DEMO_CORTICAL), 1.1);

  rim_demo_solid_squash (&process, RIM_VEC3 (1.0, 1.0, 0.55));
  add_bone (self, process, 1.1);
  add_arch (self, body, 1.0);
  add_arch (self, body, -1.0);
}

static void
add_canal (RimDemoAnatomy *self,
           double          z)
{
  RimVec3 a = RIM_VEC3 (0.0, rim_demo_anatomy_spine_y (z) + 21.0, z);
  RimVec3 b = RIM_VEC3 (0.0, rim_demo_anatomy_spine_y (z + 12.0) + 21.0, z + 12.0);
  RimDemoSolid canal = rim_demo_solid_tube (a, 8.2, b, 8.2, RIM_DEMO_CANAL);

  rim_demo_solid_fill (&canal, 3.4, RIM_DEMO_CORD);
  rim_demo_anatomy_add (self, RIM_DEMO_LAYER_CANAL, canal);
}

static void
add_sternum (RimDemoAnatomy *self)
{
  static const double heights[] = { 100.0, 76.0, 50.0, 20.0, -12.0, -44.0 };
  static const double widths[] = { 0.32, 0.36, 0.50, 0.46, 0.40, 0.48 };

  for (guint i = 1; i < G_N_ELEMENTS (heights); i++)
    {
      RimVec3 a = rim_demo_anatomy_cage_point (self, G_PI, heights[i - 1], 8.0);
      RimVec3 b = rim_demo_anatomy_cage_point (self, G_PI, heights[i] + 2.0, 8.0);
      RimDemoSolid piece = rim_demo_solid_tube (a, 5.6, b, 5.6, RIM_DEMO_CORTICAL);

      rim_demo_solid_squash (&piece, RIM_VEC3 (widths[i], 1.0, 1.0));
      add_bone (self, piece, 1.1);
    }
}

static void
add_clavicle (RimDemoAnatomy *self,
              double          side)
{
  static const RimVec3 path[] = {
    { 15.0, -46.0, 104.0 }, { 38.0, -52.0, 112.0 }, { 70.0, -44.0, 122.0 },
    { 100.0, -22.0, 132.0 }, { 128.0, 0.0, 142.0 }, { 142.0, 12.0, 150.0 },
  };

  for (guint i = 1; i < G_N_ELEMENTS (path); i++)
    {
      RimVec3 a = RIM_VEC3 (side * path[i - 1].x, path[i - 1].y, path[i - 1].z);
      RimVec3 b = RIM_VEC3 (side * path[i].x, path[i].y, path[i].z);

      add_rod (self, a, i == 1 ? 8.0 : 5.4, b, 5.4, 1.6);
    }
}

/* Arms up: the blade has swung out and forward, the head stands beside it. */
static void
add_scapula (RimDemoAnatomy *self,
             double          side)
{
  RimVec3 top = RIM_VEC3 (side * 86.0, 80.0, 118.0);
  RimVec3 tip = RIM_VEC3 (side * 131.0, 62.0, 6.0);
  RimVec3 socket = RIM_VEC3 (side * 136.0, 36.0, 122.0);
  RimVec3 ridge = RIM_VEC3 (side * 92.0, 92.0, 104.0);
  RimVec3 shoulder = RIM_VEC3 (side * 150.0, 52.0, 146.0);
  RimVec3 head = RIM_VEC3 (side * 154.0, 22.0, 140.0);

  add_bone (self, rim_demo_solid_plate (top, tip, socket, 1.7, RIM_DEMO_CORTICAL), 1.2);
  add_rod (self, socket, 6.0, tip, 4.0, 1.6);
  add_rod (self, top, 3.2, tip, 3.2, 1.4);
  add_rod (self, ridge, 3.2, shoulder, 4.6, 1.4);
  add_rod (self, socket, 10.0, RIM_VEC3 (side * 140.0, 34.0, 130.0), 12.0, 1.8);
  add_bone (self, rim_demo_solid_ellipsoid (head, RIM_VEC3 (21.0, 21.0, 22.0),
                                            RIM_DEMO_CORTICAL), 1.4);
  add_rod (self, head, 15.0, RIM_VEC3 (side * 172.0, 10.0, 185.0), 12.0, 2.6);
}

/**
 * rim_demo_add_skeleton:
 * @self: an anatomy being made
 *
 * Adds spine, ribs, sternum and the shoulder girdle.
 */
void
rim_demo_add_skeleton (RimDemoAnatomy *self)
{
  for (int i = -1; i < 14; i++)
    add_vertebra (self, FIRST_VERTEBRA - i * VERTEBRA_HEIGHT);

  for (double z = -180.0; z < 180.0; z += 12.0)
    add_canal (self, z);

  add_sternum (self);
  for (double side = -1.0; side <= 1.0; side += 2.0)
    {
      for (guint number = 0; number < N_RIBS; number++)
        add_rib (self, number, side);

      add_clavicle (self, side);
      add_scapula (self, side);
    }
}
