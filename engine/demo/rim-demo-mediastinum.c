/* rim-demo-mediastinum.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-demo-anatomy-private.h"

/* A point of a vessel's course and its radius there. */
typedef struct
{
  double x;
  double y;
  double z;
  double r;
} Station;

static const Station aorta[] = {
  { 0.0, -14.0, -14.0, 15.0 }, { -10.0, -22.0, 6.0, 16.5 }, { -15.0, -23.0, 30.0, 16.5 },
  { -13.0, -18.0, 50.0, 16.0 }, { -4.0, -8.0, 63.0, 15.0 }, { 9.0, 6.0, 68.0, 14.0 },
  { 20.0, 22.0, 63.0, 13.5 }, { 25.0, 36.0, 48.0, 13.0 }, { 25.0, 46.0, 20.0, 12.5 },
  { 23.0, 50.0, -30.0, 12.0 }, { 18.0, 46.0, -80.0, 11.5 }, { 10.0, 37.0, -120.0, 11.0 },
  { 6.0, 30.0, -175.0, 10.5 },
};
static const Station truncus[] = {
  { -4.0, -10.0, 66.0, 7.0 }, { -10.0, -10.0, 86.0, 6.5 }, { -20.0, -6.0, 108.0, 6.0 },
  { -36.0, -4.0, 130.0, 5.0 }, { -70.0, 2.0, 140.0, 4.6 }, { -110.0, 8.0, 142.0, 4.2 },
};
static const Station carotid_left[] = {
  { 5.0, 0.0, 70.0, 4.6 }, { 10.0, -4.0, 95.0, 4.2 }, { 18.0, -6.0, 125.0, 4.0 },
  { 22.0, -8.0, 180.0, 4.0 },
};
static const Station carotid_right[] = {
  { -20.0, -6.0, 108.0, 4.4 }, { -22.0, -8.0, 140.0, 4.0 }, { -24.0, -8.0, 180.0, 4.0 },
};
static const Station subclavian_left[] = {
  { 17.0, 14.0, 68.0, 5.4 }, { 22.0, 10.0, 95.0, 5.0 }, { 30.0, 4.0, 122.0, 4.8 },
  { 58.0, 4.0, 138.0, 4.6 }, { 110.0, 8.0, 142.0, 4.2 },
};
static const Station cava_superior[] = {
  { -28.0, -14.0, -8.0, 10.0 }, { -29.0, -14.0, 20.0, 9.5 }, { -27.0, -16.0, 50.0, 9.0 },
  { -24.0, -20.0, 78.0, 8.5 }, { -28.0, -20.0, 100.0, 7.5 }, { -48.0, -16.0, 124.0, 6.5 },
  { -90.0, -10.0, 132.0, 6.0 }, { -140.0, -8.0, 140.0, 5.0 },
};
static const Station brachiocephalic_left[] = {
  { -24.0, -21.0, 78.0, 7.5 }, { -4.0, -27.0, 86.0, 7.0 }, { 18.0, -26.0, 98.0, 7.0 },
  { 40.0, -20.0, 120.0, 6.5 }, { 90.0, -12.0, 132.0, 6.0 }, { 140.0, -8.0, 140.0, 5.0 },
};
static const Station cava_inferior[] = {
  { -22.0, 0.0, -40.0, 12.0 }, { -24.0, 8.0, -66.0, 12.0 }, { -22.0, 22.0, -100.0, 12.0 },
  { -20.0, 28.0, -175.0, 11.0 },
};
static const Station pulmonary_trunk[] = {
  { 18.0, -54.0, -24.0, 14.0 }, { 22.0, -42.0, 6.0, 13.5 }, { 20.0, -22.0, 28.0, 13.0 },
  { 8.0, -6.0, 32.0, 11.0 }, { -16.0, 2.0, 26.0, 10.0 }, { -42.0, 5.0, 22.0, 9.0 },
};
static const Station pulmonary_left[] = {
  { 20.0, -20.0, 28.0, 11.0 }, { 32.0, -2.0, 36.0, 10.0 }, { 44.0, 10.0, 30.0, 8.5 },
};
static const Station vein_right[] = {
  { -14.0, 10.0, -8.0, 8.0 }, { -34.0, 10.0, -2.0, 6.5 }, { -46.0, 8.0, 2.0, 5.5 },
};
static const Station vein_left[] = {
  { 18.0, 12.0, -8.0, 8.0 }, { 36.0, 12.0, 2.0, 6.5 }, { 46.0, 8.0, 8.0, 5.5 },
};
static const Station azygos[] = {
  { -8.0, 40.0, -140.0, 3.0 }, { -7.0, 40.0, -40.0, 3.4 }, { -8.0, 37.0, 30.0, 4.0 },
  { -14.0, 30.0, 50.0, 4.4 }, { -26.0, 10.0, 57.0, 4.6 }, { -27.0, -10.0, 54.0, 4.8 },
};
static const Station trachea[] = {
  { -1.0, -4.0, 185.0, 9.6 }, { -1.0, 2.0, 120.0, 9.4 }, { -2.0, 10.0, 80.0, 9.2 },
  { -2.0, 14.0, 48.0, 9.6 },
};
static const Station bronchus_right[] = {
  { -4.0, 14.0, 48.0, 7.6 }, { -22.0, 15.0, 34.0, 7.4 }, { -40.0, 15.0, 22.0, 6.2 },
};
static const Station bronchus_left[] = {
  { 1.0, 14.0, 48.0, 7.0 }, { 20.0, 18.0, 28.0, 6.8 }, { 42.0, 18.0, 14.0, 5.8 },
};
static const Station oesophagus[] = {
  { 4.0, 14.0, 185.0, 6.4 }, { 5.0, 20.0, 120.0, 6.6 }, { 7.0, 30.0, 80.0, 6.8 },
  { 5.0, 32.0, 45.0, 7.0 }, { 5.0, 34.0, 0.0, 7.2 }, { 10.0, 32.0, -50.0, 7.6 },
  { 20.0, 20.0, -86.0, 8.6 }, { 34.0, 6.0, -98.0, 9.0 },
};

static Station
spline (const Station *s,
        guint          n,
        guint          i,
        double         t)
{
  const Station *p[4] = { &s[i > 0 ? i - 1 : 0], &s[i], &s[i + 1], &s[MIN (i + 2, n - 1)] };
  double w[4] = {
    0.5 * (-t + 2.0 * t * t - t * t * t), 0.5 * (2.0 - 5.0 * t * t + 3.0 * t * t * t),
    0.5 * (t + 4.0 * t * t - 3.0 * t * t * t), 0.5 * (-t * t + t * t * t),
  };
  Station result = { 0.0, 0.0, 0.0, 0.0 };

  for (guint k = 0; k < 4; k++)
    {
      result.x += w[k] * p[k]->x;
      result.y += w[k] * p[k]->y;
      result.z += w[k] * p[k]->z;
      result.r += w[k] * p[k]->r;
    }

  return result;
}

/* What hangs on the heart moves with it; what is above the arch does not. */
static RimVec3
place (const RimDemoAnatomy *self,
       Station               s)
{
  double t = CLAMP ((70.0 - s.z) / 90.0, 0.0, 1.0);

  return RIM_VEC3 (s.x, s.y, s.z - 0.55 * self->breath * t);
}

static void
add_course (RimDemoAnatomy *self,
            RimDemoLayer    layer,
            const Station  *stations,
            guint           n_stations,
            RimDemoTissue   outer,
            double          wall,
            RimDemoTissue   inner)
{
  for (guint i = 0; i + 1 < n_stations; i++)
    {
      Station last = stations[i];

      for (guint step = 1; step <= 4; step++)
        {
          Station next = spline (stations, n_stations, i, step * 0.25);
          RimDemoSolid solid = rim_demo_solid_tube (place (self, last), last.r + wall,
                                                    place (self, next), next.r + wall, outer);

          if (wall > 0.0)
            rim_demo_solid_fill (&solid, wall, inner);

          rim_demo_anatomy_add (self, layer, solid);
          last = next;
        }
    }
}

#define ADD_VESSEL(stations, tissue) \
  add_course (self, RIM_DEMO_LAYER_GREAT_VESSELS, stations, G_N_ELEMENTS (stations), \
              tissue, 0.0, tissue)
#define ADD_AIRWAY(stations, wall) \
  add_course (self, RIM_DEMO_LAYER_TRACHEA, stations, G_N_ELEMENTS (stations), \
              RIM_DEMO_AIRWAY_WALL, wall, RIM_DEMO_GAS)

static void
add_chamber (RimDemoAnatomy *self,
             RimDemoLayer    layer,
             RimDemoSolid    chamber,
             double          wall,
             RimDemoTissue   blood)
{
  rim_demo_solid_fill (&chamber, wall, blood);
  chamber.value[0][RIM_DEMO_SUV] = layer == RIM_DEMO_LAYER_LEFT_HEART ? (float) self->scan->heart : 1.6f;
  rim_demo_anatomy_add (self, layer, chamber);
}

static void
add_heart (RimDemoAnatomy *self)
{
  double down = -0.55 * self->breath;
  RimVec3 apex = RIM_VEC3 (0.66, -0.56, -0.50);

  add_chamber (self, RIM_DEMO_LAYER_RIGHT_HEART, rim_demo_solid_ellipsoid (
                 RIM_VEC3 (-25.0, -24.0, -26.0 + down), RIM_VEC3 (23.0, 29.0, 33.0),
                 RIM_DEMO_MYOCARDIUM), 2.0, RIM_DEMO_VEIN);
  add_chamber (self, RIM_DEMO_LAYER_RIGHT_HEART, rim_demo_solid_spheroid (
                 RIM_VEC3 (12.0, -52.0, -44.0 + down), RIM_VEC3 (0.80, -0.16, -0.55), 43.0, 25.0,
                 RIM_DEMO_MYOCARDIUM), 3.2, RIM_DEMO_VEIN);
  add_chamber (self, RIM_DEMO_LAYER_RIGHT_HEART, rim_demo_solid_ellipsoid (
                 RIM_VEC3 (3.0, 10.0, -12.0 + down), RIM_VEC3 (32.0, 18.0, 24.0),
                 RIM_DEMO_MYOCARDIUM), 2.0, RIM_DEMO_BLOOD);
  add_chamber (self, RIM_DEMO_LAYER_LEFT_HEART, rim_demo_solid_spheroid (
                 RIM_VEC3 (41.0, -27.0, -45.0 + down), apex, 48.0, 30.0,
                 RIM_DEMO_MYOCARDIUM), 10.5, RIM_DEMO_BLOOD);
}

static void
add_small_nodes (RimDemoAnatomy *self)
{
  static const RimVec3 places[] = {
    { -14.0, 8.0, 62.0 }, { 8.0, 12.0, 44.0 }, { 0.0, 20.0, 26.0 }, { 27.0, -8.0, 50.0 },
    { -20.0, 14.0, 76.0 }, { 30.0, -30.0, 62.0 }, { -8.0, -30.0, 70.0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    rim_demo_anatomy_add (self, RIM_DEMO_LAYER_PADS, rim_demo_solid_ellipsoid (
                            places[i], RIM_VEC3 (3.6, 2.6, 4.6), RIM_DEMO_NODE));
}

static void
add_veins (RimDemoAnatomy *self)
{
  ADD_VESSEL (cava_superior, RIM_DEMO_VEIN);
  ADD_VESSEL (brachiocephalic_left, RIM_DEMO_VEIN);
  ADD_VESSEL (cava_inferior, RIM_DEMO_VEIN);
  ADD_VESSEL (azygos, RIM_DEMO_VEIN);
  ADD_VESSEL (pulmonary_trunk, RIM_DEMO_VEIN);
  ADD_VESSEL (pulmonary_left, RIM_DEMO_VEIN);
}

static void
add_arteries (RimDemoAnatomy *self)
{
  ADD_VESSEL (vein_right, RIM_DEMO_BLOOD);
  ADD_VESSEL (vein_left, RIM_DEMO_BLOOD);
  ADD_VESSEL (aorta, RIM_DEMO_BLOOD);
  ADD_VESSEL (truncus, RIM_DEMO_BLOOD);
  ADD_VESSEL (carotid_left, RIM_DEMO_BLOOD);
  ADD_VESSEL (carotid_right, RIM_DEMO_BLOOD);
  ADD_VESSEL (subclavian_left, RIM_DEMO_BLOOD);
}

/**
 * rim_demo_add_mediastinum:
 * @self: an anatomy being made
 *
 * Adds the heart, the great vessels, the central airways, the oesophagus and
 * nodes of normal size.
 */
void
rim_demo_add_mediastinum (RimDemoAnatomy *self)
{
  add_small_nodes (self);
  add_heart (self);
  add_veins (self);
  add_arteries (self);
  add_course (self, RIM_DEMO_LAYER_ORGANS, oesophagus, G_N_ELEMENTS (oesophagus),
              RIM_DEMO_OESOPHAGUS, 0.0, RIM_DEMO_OESOPHAGUS);
  ADD_AIRWAY (bronchus_right, 1.4);
  ADD_AIRWAY (bronchus_left, 1.4);
  ADD_AIRWAY (trachea, 1.6);
}
