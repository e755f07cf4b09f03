/* rim-demo-solid.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-demo-solid-private.h"

/* Edges are soft over a voxel: the box must hold them. */
#define MARGIN 3.0

/**
 * rim_demo_smooth_min:
 * @a: a signed distance
 * @b: another
 * @k: over how many mm they melt into each other
 *
 * Returns: the signed distance to their union with a rounded seam
 */
double
rim_demo_smooth_min (double a,
                     double b,
                     double k)
{
  double h = MAX (k - fabs (a - b), 0.0) / k;

  return MIN (a, b) - h * h * k * 0.25;
}

double
rim_demo_smooth_max (double a,
                     double b,
                     double k)
{
  return -rim_demo_smooth_min (-a, -b, k);
}

/**
 * rim_demo_ellipsoid_distance:
 * @p: a point, from the centre
 * @radii: the half axes
 *
 * Returns: the signed distance, exact on the surface and near enough beside it
 */
double
rim_demo_ellipsoid_distance (RimVec3 p,
                             RimVec3 radii)
{
  RimVec3 once = RIM_VEC3 (p.x / radii.x, p.y / radii.y, p.z / radii.z);
  RimVec3 twice = RIM_VEC3 (once.x / radii.x, once.y / radii.y, once.z / radii.z);
  double k0 = rim_vec3_length (once);
  double k1 = rim_vec3_length (twice);

  if (k1 < 1e-9)
    return -MIN (radii.x, MIN (radii.y, radii.z));

  return k0 * (k0 - 1.0) / k1;
}

static inline RimVec3
multiply (RimVec3 a,
          RimVec3 b)
{
  return RIM_VEC3 (a.x * b.x, a.y * b.y, a.z * b.z);
}

static inline double
tube_distance (const RimDemoSolid *self,
               RimVec3             p)
{
  RimVec3 pa = multiply (rim_vec3_sub (p, self->a), self->squash);
  RimVec3 ba = multiply (rim_vec3_sub (self->b, self->a), self->squash);
  double t = CLAMP (rim_vec3_dot (pa, ba) / MAX (rim_vec3_dot (ba, ba), 1e-9), 0.0, 1.0);

  return rim_vec3_length (rim_vec3_sub (pa, rim_vec3_scale (ba, t))) -
         (self->ra + (self->rb - self->ra) * t);
}

static double
spheroid_distance (const RimDemoSolid *self,
                   RimVec3             p)
{
  RimVec3 q = rim_vec3_sub (p, self->a);
  double along = rim_vec3_dot (q, self->b);
  double across = sqrt (MAX (rim_vec3_dot (q, q) - along * along, 0.0));

  return rim_demo_ellipsoid_distance (RIM_VEC3 (across, 0.0, along),
                                      RIM_VEC3 (self->rb, self->rb, self->ra));
}

/* A vertebral body: end plates flare, the middle is waisted, the back is flat. */
static double
column_distance (const RimDemoSolid *self,
                 RimVec3             p)
{
  RimVec3 q = rim_vec3_sub (p, self->a);
  double height = q.z / self->radii.z;
  double flare = 0.88 + 0.12 * MIN (height * height, 1.2);
  double side = rim_demo_ellipsoid_distance (RIM_VEC3 (q.x, q.y, 0.0),
                                             RIM_VEC3 (self->radii.x * flare,
                                                       self->radii.y * flare, 1.0));
  double back = q.y - 0.78 * self->radii.y;

  return rim_demo_smooth_max (rim_demo_smooth_max (side, back, 5.0),
                              fabs (q.z) - self->radii.z, 3.0);
}

static double
edge_distance_squared (RimVec3 p,
                       RimVec3 a,
                       RimVec3 b)
{
  RimVec3 pa = rim_vec3_sub (p, a), ba = rim_vec3_sub (b, a);
  double t = CLAMP (rim_vec3_dot (pa, ba) / rim_vec3_dot (ba, ba), 0.0, 1.0);
  RimVec3 d = rim_vec3_sub (pa, rim_vec3_scale (ba, t));

  return rim_vec3_dot (d, d);
}

static double
plate_distance (const RimDemoSolid *self,
                RimVec3             p)
{
  RimVec3 corners[] = { self->a, self->b, self->c, self->a };
  RimVec3 normal = rim_vec3_cross (rim_vec3_sub (self->b, self->a),
                                   rim_vec3_sub (self->c, self->a));
  double nearest = G_MAXDOUBLE;
  gboolean inside = TRUE;

  for (guint i = 0; i < 3; i++)
    {
      RimVec3 edge = rim_vec3_sub (corners[i + 1], corners[i]);
      RimVec3 to = rim_vec3_sub (p, corners[i]);

      inside &= rim_vec3_dot (rim_vec3_cross (normal, edge), to) >= 0.0;
      nearest = MIN (nearest, edge_distance_squared (p, corners[i], corners[i + 1]));
    }

  if (inside)
    return fabs (rim_vec3_dot (normal, rim_vec3_sub (p, self->a))) /
           rim_vec3_length (normal) - self->ra;

  return sqrt (nearest) - self->ra;
}

static double
lobed_distance (const RimDemoSolid *self,
                RimVec3             p)
{
  RimVec3 q = rim_vec3_sub (p, self->a);
  double d = rim_demo_ellipsoid_distance (q, self->radii);
  double cell = 0.42 * MIN (self->radii.x, MIN (self->radii.y, self->radii.z));
  double bump = rim_demo_noise_sample (self->noise, q.x / cell + self->c.x,
                                       q.y / cell + self->c.y, q.z / cell + self->c.z);

  return d - self->rb * CLAMP (bump, -1.8, 1.8);
}

/**
 * rim_demo_solid_distance:
 * @self: a solid
 * @p: a point, in mm of the body
 *
 * Returns: how far outside the point is, mm; negative inside
 */
double
rim_demo_solid_distance (const RimDemoSolid *self,
                         RimVec3             p)
{
  switch (self->kind)
    {
    case RIM_DEMO_TUBE:
      return tube_distance (self, p);
    case RIM_DEMO_ELLIPSOID:
      return rim_demo_ellipsoid_distance (rim_vec3_sub (p, self->a), self->radii);
    case RIM_DEMO_BUBBLE:
      return MAX (rim_demo_ellipsoid_distance (rim_vec3_sub (p, self->a), self->radii),
                  p.y - self->c.y);
    case RIM_DEMO_SPHEROID:
      return spheroid_distance (self, p);
    case RIM_DEMO_COLUMN:
      return column_distance (self, p);
    case RIM_DEMO_PLATE:
      return plate_distance (self, p);
    case RIM_DEMO_LOBED:
      return lobed_distance (self, p);
    default:
      g_return_val_if_reached (0.0);
    }
}

static void
set_tissue (RimDemoSolid  *self,
            guint          which,
            RimDemoTissue  tissue)
{
  self->tissue[which] = tissue;
  self->grain[which] = rim_demo_tissue_get_info (tissue)->grain;
  for (guint i = 0; i < RIM_DEMO_N_CHANNELS; i++)
    self->value[which][i] = rim_demo_tissue_get_info (tissue)->value[i];
}

static RimDemoSolid
solid_new (RimDemoSolidKind kind,
           RimVec3          low,
           RimVec3          high,
           double           reach,
           RimDemoTissue    tissue)
{
  RimDemoSolid self = { .kind = kind, .squash = RIM_VEC3 (1.0, 1.0, 1.0) };
  RimVec3 margin = RIM_VEC3 (reach + MARGIN, reach + MARGIN, reach + MARGIN);

  self.low = rim_vec3_sub (low, margin);
  self.high = rim_vec3_add (high, margin);
  set_tissue (&self, 0, tissue);
  set_tissue (&self, 1, tissue);

  return self;
}

static RimVec3
lowest (RimVec3 a,
        RimVec3 b)
{
  return RIM_VEC3 (MIN (a.x, b.x), MIN (a.y, b.y), MIN (a.z, b.z));
}

static RimVec3
highest (RimVec3 a,
         RimVec3 b)
{
  return RIM_VEC3 (MAX (a.x, b.x), MAX (a.y, b.y), MAX (a.z, b.z));
}

RimDemoSolid
rim_demo_solid_tube (RimVec3       a,
                     double        ra,
                     RimVec3       b,
                     double        rb,
                     RimDemoTissue tissue)
{
  RimDemoSolid self = solid_new (RIM_DEMO_TUBE, lowest (a, b), highest (a, b),
                                 MAX (ra, rb), tissue);

  self.a = a;
  self.b = b;
  self.ra = ra;
  self.rb = rb;

  return self;
}

RimDemoSolid
rim_demo_solid_ellipsoid (RimVec3       centre,
                          RimVec3       radii,
                          RimDemoTissue tissue)
{
  RimDemoSolid self = solid_new (RIM_DEMO_ELLIPSOID, rim_vec3_sub (centre, radii),
                                 rim_vec3_add (centre, radii), 0.0, tissue);

  self.a = centre;
  self.radii = radii;

  return self;
}

/* Gas rises to the front of a patient who lies on the back, down to a level. */
RimDemoSolid
rim_demo_solid_bubble (RimVec3       centre,
                       RimVec3       radii,
                       double        level,
                       RimDemoTissue tissue)
{
  RimDemoSolid self = rim_demo_solid_ellipsoid (centre, radii, tissue);

  self.kind = RIM_DEMO_BUBBLE;
  self.c.y = level;

  return self;
}

RimDemoSolid
rim_demo_solid_spheroid (RimVec3       centre,
                         RimVec3       axis,
                         double        along,
                         double        across,
                         RimDemoTissue tissue)
{
  RimDemoSolid self = solid_new (RIM_DEMO_SPHEROID, centre, centre, MAX (along, across), tissue);

  self.a = centre;
  self.b = rim_vec3_scale (axis, 1.0 / rim_vec3_length (axis));
  self.ra = along;
  self.rb = across;

  return self;
}

RimDemoSolid
rim_demo_solid_column (RimVec3       centre,
                       RimVec3       radii,
                       RimDemoTissue tissue)
{
  RimDemoSolid self = rim_demo_solid_ellipsoid (centre, radii, tissue);

  self.kind = RIM_DEMO_COLUMN;

  return self;
}

RimDemoSolid
rim_demo_solid_plate (RimVec3       a,
                      RimVec3       b,
                      RimVec3       c,
                      double        half_thickness,
                      RimDemoTissue tissue)
{
  RimDemoSolid self = solid_new (RIM_DEMO_PLATE, lowest (a, lowest (b, c)),
                                 highest (a, highest (b, c)), half_thickness, tissue);

  self.a = a;
  self.b = b;
  self.c = c;
  self.ra = half_thickness;

  return self;
}

RimDemoSolid
rim_demo_solid_lobed (RimVec3             centre,
                      RimVec3             radii,
                      double              bumps,
                      const RimDemoNoise *noise,
                      RimVec3             where,
                      RimDemoTissue       tissue)
{
  RimVec3 reach = rim_vec3_add (radii, RIM_VEC3 (2.0 * bumps, 2.0 * bumps, 2.0 * bumps));
  RimDemoSolid self = rim_demo_solid_ellipsoid (centre, reach, tissue);

  self.kind = RIM_DEMO_LOBED;
  self.radii = radii;
  self.rb = bumps;
  self.c = where;
  self.noise = noise;

  return self;
}

/**
 * rim_demo_solid_squash:
 * @self: a tube
 * @squash: how much of a distance counts along each axis
 *
 * Makes the tube wider along the axes where distance counts less.
 */
void
rim_demo_solid_squash (RimDemoSolid *self,
                       RimVec3       squash)
{
  double r = MAX (self->ra, self->rb);
  RimVec3 more = RIM_VEC3 (r / squash.x - r, r / squash.y - r, r / squash.z - r);

  self->squash = squash;
  self->low = rim_vec3_sub (self->low, more);
  self->high = rim_vec3_add (self->high, more);
}

/**
 * rim_demo_solid_fill:
 * @self: a solid
 * @wall: how thick its tissue so far is, mm
 * @tissue: what is inside that
 *
 * Makes the solid a shell around another tissue.
 */
void
rim_demo_solid_fill (RimDemoSolid  *self,
                     double         wall,
                     RimDemoTissue  tissue)
{
  self->wall = wall;
  set_tissue (self, 1, tissue);
}

void
rim_demo_solid_set_uptake (RimDemoSolid *self,
                           float         outer,
                           float         inner)
{
  self->value[0][RIM_DEMO_SUV] = outer;
  self->value[1][RIM_DEMO_SUV] = inner;
}

/**
 * rim_demo_solid_set_grain:
 * @self: a solid
 * @grain: standard deviation of its texture in CT instead of the tissue's, HU
 */
void
rim_demo_solid_set_grain (RimDemoSolid *self,
                          float         grain)
{
  self->grain[0] = self->grain[1] = grain;
}
