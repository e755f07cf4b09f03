/* rim-demo-abdomen.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-demo-anatomy-private.h"

static void
add_organ (RimDemoAnatomy *self,
           RimDemoSolid    organ,
           double          wall,
           RimDemoTissue   content)
{
  organ.within = RIM_DEMO_IN_ABDOMEN;
  if (wall > 0.0)
    rim_demo_solid_fill (&organ, wall, content);

  rim_demo_anatomy_add (self, RIM_DEMO_LAYER_ORGANS, organ);
}

static RimVec3
breathe (const RimDemoAnatomy *self,
         double                x,
         double                y,
         double                z)
{
  return rim_demo_anatomy_breathe (self, RIM_VEC3 (x, y, z));
}

static void
add_stomach (RimDemoAnatomy *self)
{
  RimVec3 body = breathe (self, 62.0, -14.0, -112.0);
  RimDemoSolid bubble = rim_demo_solid_bubble (body, RIM_VEC3 (33.5, 37.5, 41.5), body.y - 14.0,
                                               RIM_DEMO_GAS);

  add_organ (self, rim_demo_solid_ellipsoid (body, RIM_VEC3 (38.0, 42.0, 46.0),
                                             RIM_DEMO_STOMACH_WALL), 4.0, RIM_DEMO_STOMACH_FLUID);
  bubble.within = RIM_DEMO_IN_ABDOMEN;
  rim_demo_anatomy_add (self, RIM_DEMO_LAYER_RIGHT_HEART, bubble);
}

static void
add_spleen (RimDemoAnatomy *self)
{
  RimDemoSolid spleen = rim_demo_solid_spheroid (breathe (self, 98.0, 44.0, -112.0),
                                                 RIM_VEC3 (0.45, -0.62, -0.64), 58.0, 30.0,
                                                 RIM_DEMO_SPLEEN);

  spleen.value[0][RIM_DEMO_SUV] *= (float) self->scan->spleen;
  add_organ (self, spleen, 0.0, RIM_DEMO_SPLEEN);
}

static void
add_kidneys (RimDemoAnatomy *self)
{
  RimVec3 left = breathe (self, 58.0, 62.0, -168.0), right = breathe (self, -56.0, 64.0, -176.0);

  add_organ (self, rim_demo_solid_ellipsoid (left, RIM_VEC3 (27.0, 23.0, 46.0),
                                             RIM_DEMO_KIDNEY), 13.0, RIM_DEMO_FAT);
  add_organ (self, rim_demo_solid_ellipsoid (right, RIM_VEC3 (27.0, 23.0, 44.0),
                                             RIM_DEMO_KIDNEY), 13.0, RIM_DEMO_FAT);
}

static void
add_colon (RimDemoAnatomy *self)
{
  static const RimVec3 places[] = {
    { 106.0, -36.0, -140.0 }, { 88.0, -58.0, -148.0 }, { 112.0, -14.0, -152.0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    add_organ (self, rim_demo_solid_ellipsoid (
                 breathe (self, places[i].x, places[i].y, places[i].z),
                 RIM_VEC3 (20.0, 19.0, 17.0), RIM_DEMO_STOMACH_WALL), 2.4,
               i == 1 ? RIM_DEMO_STOMACH_FLUID : RIM_DEMO_GAS);
}

/* The crura of the diaphragm hold the aorta between them. */
static void
add_crura (RimDemoAnatomy *self)
{
  static const double heights[] = { -84.0, -100.0, -120.0, -145.0, -180.0 };

  for (guint i = 1; i < G_N_ELEMENTS (heights); i++)
    for (double side = -1.0; side <= 1.0; side += 2.0)
      {
        double above = heights[i - 1], below = heights[i];
        RimVec3 a = RIM_VEC3 (8.0 + side * 17.0, rim_demo_anatomy_spine_y (above) - 17.0, above);
        RimVec3 b = RIM_VEC3 (6.0 + side * 17.0, rim_demo_anatomy_spine_y (below) - 18.0, below);
        RimDemoSolid crus = rim_demo_solid_tube (a, 4.6, b, 5.4, RIM_DEMO_MUSCLE);

        rim_demo_solid_squash (&crus, RIM_VEC3 (1.2, 0.6, 1.0));
        rim_demo_anatomy_add (self, RIM_DEMO_LAYER_PADS, crus);
      }
}

static void
add_adrenals (RimDemoAnatomy *self)
{
  RimVec3 left = breathe (self, 38.0, 42.0, -126.0), right = breathe (self, -32.0, 44.0, -126.0);
  RimVec3 tips[] = { { 8.0, 12.0, -8.0 }, { -5.0, 13.0, -8.0 } };

  for (guint i = 0; i < G_N_ELEMENTS (tips); i++)
    {
      rim_demo_anatomy_add (self, RIM_DEMO_LAYER_PADS, rim_demo_solid_tube (
                              left, 2.8, rim_vec3_add (left, tips[i]), 2.2, RIM_DEMO_NODE));
      rim_demo_anatomy_add (self, RIM_DEMO_LAYER_PADS, rim_demo_solid_tube (
                              right, 2.8, rim_vec3_add (right, tips[i]), 2.2, RIM_DEMO_NODE));
    }
}

/* Fat between the two muscles that make the fold of the armpit. */
static void
add_axillae (RimDemoAnatomy *self)
{
  for (double side = -1.0; side <= 1.0; side += 2.0)
    {
      rim_demo_anatomy_add (self, RIM_DEMO_LAYER_PADS, rim_demo_solid_ellipsoid (
                              RIM_VEC3 (side * 126.0, -4.0, 88.0), RIM_VEC3 (19.0, 26.0, 46.0),
                              RIM_DEMO_FAT));
      rim_demo_anatomy_add (self, RIM_DEMO_LAYER_PADS, rim_demo_solid_ellipsoid (
                              RIM_VEC3 (side * 124.0, -6.0, 84.0), RIM_VEC3 (4.0, 3.0, 6.0),
                              RIM_DEMO_NODE));
      rim_demo_anatomy_add (self, RIM_DEMO_LAYER_PADS, rim_demo_solid_ellipsoid (
                              RIM_VEC3 (side * 52.0, -14.0, 138.0), RIM_VEC3 (22.0, 14.0, 18.0),
                              RIM_DEMO_FAT));
    }
}

static void
add_breasts (RimDemoAnatomy *self)
{
  for (double side = -1.0; side <= 1.0; side += 2.0)
    {
      RimDemoSolid gland = rim_demo_solid_lobed (RIM_VEC3 (side * 86.0, -112.0, -6.0),
                                                 RIM_VEC3 (25.0, 13.0, 21.0), 6.0, self->noise,
                                                 RIM_VEC3 (11.0 + side, 5.0, 40.0), RIM_DEMO_GLAND);

      gland.softness = 5.0f;
      rim_demo_anatomy_add (self, RIM_DEMO_LAYER_PADS, gland);
    }
}

/**
 * rim_demo_add_abdomen:
 * @self: an anatomy being made
 *
 * Adds what the lowest slices show, the fat of the armpits and the breasts.
 */
void
rim_demo_add_abdomen (RimDemoAnatomy *self)
{
  add_axillae (self);
  if (self->patient->sex[0] == 'F')
    add_breasts (self);

  add_crura (self);
  add_adrenals (self);
  add_kidneys (self);
  add_spleen (self);
  add_colon (self);
  add_stomach (self);
}
