/* rim-demo-anatomy.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-demo-anatomy-private.h"

/* Half axes and middle (y) of a hull at a height, mm. */
typedef struct
{
  double z;
  double half_width;
  double half_depth;
  double middle;
} Section;

static const Section cage_sections[] = {
  { -170.0, 128.0, 92.0, -2.0 },
  { -100.0, 135.0, 95.0, -3.0 },
  { -50.0, 137.0, 96.0, -3.0 },
  { 0.0, 131.0, 92.0, -1.0 },
  { 40.0, 119.0, 83.0, 4.0 },
  { 80.0, 99.0, 69.0, 13.0 },
  { 110.0, 76.0, 53.0, 23.0 },
  { 128.0, 57.0, 40.0, 30.0 },
  { 140.0, 40.0, 28.0, 34.0 },
  { 152.0, 16.0, 12.0, 36.0 },
  { 175.0, 4.0, 4.0, 36.0 },
};

static const Section body_sections[] = {
  { -170.0, 160.0, 112.0, 2.0 },
  { -100.0, 164.0, 115.0, 2.0 },
  { -50.0, 166.0, 117.0, 2.0 },
  { 0.0, 169.0, 116.0, 4.0 },
  { 40.0, 173.0, 110.0, 9.0 },
  { 80.0, 177.0, 100.0, 15.0 },
  { 110.0, 178.0, 88.0, 20.0 },
  { 135.0, 176.0, 76.0, 24.0 },
  { 175.0, 150.0, 66.0, 22.0 },
};

/* Exponents of superellipses, between an ellipse (2) and a box. They are 2 and
 * a quarter or a half, so that square roots do for powers.
 */
#define BODY_ROUNDNESS 2.5
#define CAGE_ROUNDNESS 2.25

/* Farther out of the body than this, mm, nothing else is asked. */
#define OUTSIDE 15.0f

static Section
section_at (const Section *sections,
            guint          n_sections,
            double         z)
{
  guint i = 1;
  const Section *a, *b;
  double t;

  while (i < n_sections - 1 && z > sections[i].z)
    i++;

  a = &sections[i - 1];
  b = &sections[i];
  t = CLAMP ((z - a->z) / (b->z - a->z), 0.0, 1.0);

  return (Section) {
           z,
           a->half_width + (b->half_width - a->half_width) * t,
           a->half_depth + (b->half_depth - a->half_depth) * t,
           a->middle + (b->middle - a->middle) * t,
  };
}

static inline double
length (double x,
        double y)
{
  return sqrt (x * x + y * y);
}

static double
superellipse (double x,
              double y,
              double a,
              double b,
              double n)
{
  double u = fabs (x) / a, v = fabs (y) / b;
  double pu = u * (n > 2.25 ? sqrt (u) : sqrt (sqrt (u)));
  double pv = v * (n > 2.25 ? sqrt (v) : sqrt (sqrt (v)));
  double sum = pu * u + pv * v;
  double f = pow (sum, 1.0 / n);
  double slope = length (pu / a, pv / b);

  if (f < 1e-6)
    return -MIN (a, b);

  return (f - 1.0) / MAX (slope * f / sum, 1e-6);
}

static Section
cage_at (const RimDemoAnatomy *self,
         double                z)
{
  Section section = section_at (cage_sections, G_N_ELEMENTS (cage_sections), z);

  section.half_width *= self->patient->breadth;

  return section;
}

static double
cage_distance (const RimDemoAnatomy *self,
               RimVec3               p)
{
  Section s = cage_at (self, p.z);

  return superellipse (p.x, p.y - s.middle, s.half_width, s.half_depth, CAGE_ROUNDNESS);
}

static double
bump (double x,
      double width)
{
  return exp (-(x / width) * (x / width));
}

static double
body_distance (const RimDemoAnatomy *self,
               RimVec3               p)
{
  Section s = section_at (body_sections, G_N_ELEMENTS (body_sections), p.z);
  double girth = self->patient->girth;
  double y = p.y - s.middle;
  double d = superellipse (p.x, y, s.half_width * self->patient->breadth + girth,
                           s.half_depth + girth, BODY_ROUNDNESS);

  if (y < 0.0)
    d -= 7.0 * bump (fabs (p.x) - 72.0, 42.0) * bump (p.z - 35.0, 60.0);
  else
    d += 6.0 * bump (p.x, 16.0);

  if (self->patient->sex[0] == 'F')
    d = rim_demo_smooth_min (d, rim_demo_ellipsoid_distance (
                               RIM_VEC3 (fabs (p.x) - 84.0, p.y + 92.0, p.z + 8.0), RIM_VEC3 (58.0, 46.0, 58.0)), 24.0);

  /* The back lies on the couch. */
  return rim_demo_smooth_max (d, p.y - 121.0 - 0.2 * girth, 10.0);
}

static double
fat_depth (const RimDemoAnatomy *self,
           RimVec3               p)
{
  double side = fabs (p.x) / 165.0;
  double depth = 7.0 + 0.75 * self->patient->girth + 6.0 * side * side;

  depth += 6.0 * CLAMP ((-40.0 - p.z) / 100.0, 0.0, 1.0) * (1.0 + (p.y < 0.0 ? 0.8 : 0.0));
  depth += 2.2 * rim_demo_noise_sample (self->noise, p.x / 34.0, p.y / 34.0, p.z / 40.0);
  if (self->patient->sex[0] == 'F')
    depth += 32.0 * bump (fabs (p.x) - 84.0, 46.0) * bump (p.z + 8.0, 44.0) *
             CLAMP ((-30.0 - p.y) / 45.0, 0.0, 1.0);

  return MAX (depth, 3.0);
}

static double
dome_height (const RimDemoAnatomy *self,
             double                x,
             double                y)
{
  double right = length ((x + 66.0) / 74.0, (y + 4.0) / 90.0);
  double left = length ((x - 68.0) / 70.0, (y - 2.0) / 90.0);
  double zr = -54.0 - 74.0 * right * right * right;
  double zl = -70.0 - 72.0 * left * left * left;

  return rim_demo_smooth_max (rim_demo_smooth_max (zr, zl, 24.0), -150.0, 20.0) - self->breath;
}

/* Above the diaphragm is positive. */
static double
dome_distance (const RimDemoAnatomy *self,
               RimVec3               p)
{
  double height = dome_height (self, p.x, p.y);
  double gx = dome_height (self, p.x + 1.0, p.y) - height;
  double gy = dome_height (self, p.x, p.y + 1.0) - height;

  return (p.z - height) / sqrt (1.0 + gx * gx + gy * gy);
}

/**
 * rim_demo_anatomy_heart:
 * @self: an anatomy
 * @p: a point
 *
 * Returns: the signed distance to the pericardium, mm
 */
double
rim_demo_anatomy_heart (const RimDemoAnatomy *self,
                        RimVec3               p)
{
  RimVec3 q = RIM_VEC3 (p.x, p.y, p.z + 0.55 * self->breath);
  double d = rim_demo_ellipsoid_distance (RIM_VEC3 (q.x - 31.0, q.y + 35.0, q.z + 40.0),
                                          RIM_VEC3 (53.0, 45.0, 46.0));

  d = rim_demo_smooth_min (d, rim_demo_ellipsoid_distance (
                             RIM_VEC3 (q.x + 14.0, q.y + 26.0, q.z + 28.0), RIM_VEC3 (34.0, 40.0, 44.0)), 18.0);
  d = rim_demo_smooth_min (d, rim_demo_ellipsoid_distance (
                             RIM_VEC3 (q.x - 2.0, q.y - 8.0, q.z + 14.0), RIM_VEC3 (40.0, 24.0, 30.0)), 14.0);

  return d;
}

static double
pedicle_distance (RimVec3 p)
{
  double t = CLAMP ((p.z - 10.0) / 130.0, 0.0, 1.0);
  double top = MAX (p.z - 10.0, 0.0) / 130.0;
  double front = -52.0 + 46.0 * top, back = 44.0 - 16.0 * t;
  double width = 34.0 - 5.0 * t, depth = 0.5 * (back - front);
  double y = p.y - 0.5 * (front + back);

  if (p.z < 10.0)
    width = 30.0;

  return superellipse (p.x - 3.0, y, width, depth, CAGE_ROUNDNESS);
}

static double
mediastinum_distance (const RimDemoAnatomy *self,
                      RimVec3               p)
{
  double spine = length (p.x, p.y - rim_demo_anatomy_spine_y (p.z)) - 25.0;
  double aorta = length (p.x - 24.0, p.y - rim_demo_anatomy_spine_y (p.z) + 6.0) - 15.0;
  double d = rim_demo_anatomy_heart (self, p) - 3.0;
  double hilum = rim_demo_ellipsoid_distance (
    RIM_VEC3 (fabs (p.x) - 40.0, p.y - 8.0, p.z - 20.0), RIM_VEC3 (17.0, 20.0, 24.0));

  d = rim_demo_smooth_min (d, pedicle_distance (p), 16.0);
  d = rim_demo_smooth_min (d, spine, 10.0);
  if (p.z < 70.0)
    d = rim_demo_smooth_min (d, aorta, 6.0);

  return rim_demo_smooth_min (d, hilum, 16.0);
}

/* Where the lungs meet behind the breastbone. */
static double
junction (RimVec3 p)
{
  return 1.0 - 0.22 * MIN (p.y + 45.0, 0.0);
}

/**
 * rim_demo_anatomy_lung:
 * @self: an anatomy
 * @p: a point
 * @left: which lung
 *
 * Returns: the signed distance to the pleura, mm
 */
double
rim_demo_anatomy_lung (const RimDemoAnatomy *self,
                       RimVec3               p,
                       gboolean              left)
{
  double d = rim_demo_smooth_max (cage_distance (self, p) + 2.0, -mediastinum_distance (self, p), 9.0);
  double middle = left ? junction (p) - p.x + 1.2 : p.x - junction (p) + 1.2;

  d = rim_demo_smooth_max (d, -dome_distance (self, p), 6.0);

  return rim_demo_smooth_max (d, middle, 4.0);
}

static double
abdomen_distance (const RimDemoAnatomy *self,
                  RimVec3               p)
{
  return rim_demo_smooth_max (cage_distance (self, p) + 3.0, dome_distance (self, p) + 3.0, 6.0);
}

static double
liver_distance (const RimDemoAnatomy *self,
                RimVec3               p,
                double                abdomen)
{
  double d = abdomen + 0.6;
  double edge = 0.80 * p.x + 0.60 * p.y - 14.0 + 0.10 * (p.z + self->breath + 100.0);
  double back = p.y - 66.0 + 0.10 * p.x;

  d = rim_demo_smooth_max (d, edge, 26.0);

  return rim_demo_smooth_max (d, back, 14.0);
}

/**
 * rim_demo_anatomy_liver:
 * @self: an anatomy
 * @p: a point
 *
 * Returns: the signed distance to the liver's surface, mm
 */
double
rim_demo_anatomy_liver (const RimDemoAnatomy *self,
                        RimVec3               p)
{
  return liver_distance (self, p, abdomen_distance (self, p));
}

/**
 * rim_demo_anatomy_measure:
 * @self: an anatomy
 * @p: a point, in mm of the body
 * @fields: (out) (array fixed-size=7): where to put the value of each field
 *
 * Evaluates all fields at once: signed distances in mm, and how thick the fat
 * under the skin is.
 */
void
rim_demo_anatomy_measure (const RimDemoAnatomy *self,
                          RimVec3               p,
                          float                *fields)
{
  double body = body_distance (self, p);
  double cage, dome, lung;

  fields[RIM_DEMO_BODY] = (float) body;
  for (guint i = RIM_DEMO_BODY + 1; body > OUTSIDE && i < RIM_DEMO_N_FIELDS; i++)
    fields[i] = OUTSIDE;

  if (body > OUTSIDE)
    return;

  cage = cage_distance (self, p);
  dome = dome_distance (self, p);
  lung = rim_demo_smooth_max (cage + 2.0, -mediastinum_distance (self, p), 9.0);
  lung = rim_demo_smooth_max (lung, -dome, 6.0);
  fields[RIM_DEMO_FAT_DEPTH] = (float) fat_depth (self, p);
  fields[RIM_DEMO_CAGE] = (float) cage;
  fields[RIM_DEMO_LUNG_RIGHT] = (float) rim_demo_smooth_max (lung, p.x - junction (p) + 1.2, 4.0);
  fields[RIM_DEMO_LUNG_LEFT] = (float) rim_demo_smooth_max (lung, junction (p) - p.x + 1.2, 4.0);
  fields[RIM_DEMO_ABDOMEN] = (float) rim_demo_smooth_max (cage + 3.0, dome + 3.0, 6.0);
  fields[RIM_DEMO_LIVER_SHAPE] = (float) liver_distance (self, p, fields[RIM_DEMO_ABDOMEN]);
}

/**
 * rim_demo_anatomy_breathe:
 * @self: an anatomy
 * @p: a point of a lung or of the upper abdomen at rest
 *
 * Returns: where breathing takes it
 */
RimVec3
rim_demo_anatomy_breathe (const RimDemoAnatomy *self,
                          RimVec3               p)
{
  p.z -= self->breath * CLAMP ((125.0 - p.z) / 190.0, 0.0, 1.0);

  return p;
}

/**
 * rim_demo_anatomy_spine_y:
 * @z: a height
 *
 * Returns: where the middle of the vertebral bodies is there
 */
double
rim_demo_anatomy_spine_y (double z)
{
  static const Section curve[] = {
    { -170.0, 0.0, 0.0, 50.0 }, { -100.0, 0.0, 0.0, 57.0 }, { -30.0, 0.0, 0.0, 60.0 },
    { 40.0, 0.0, 0.0, 56.0 }, { 80.0, 0.0, 0.0, 50.0 }, { 115.0, 0.0, 0.0, 42.0 },
    { 170.0, 0.0, 0.0, 24.0 },
  };

  return section_at (curve, G_N_ELEMENTS (curve), z).middle;
}

/**
 * rim_demo_anatomy_cage_point:
 * @self: an anatomy
 * @angle: around the chest: 0 at the spine, π/2 at the left, π in front
 * @z: height
 * @outside: how far out of the chest's cavity, mm
 *
 * Returns: the point
 */
RimVec3
rim_demo_anatomy_cage_point (const RimDemoAnatomy *self,
                             double                angle,
                             double                z,
                             double                outside)
{
  Section s = cage_at (self, z);
  double a = s.half_width + outside, b = s.half_depth + outside;
  double f = pow (fabs (sin (angle)) / a, CAGE_ROUNDNESS) +
             pow (fabs (cos (angle)) / b, CAGE_ROUNDNESS);
  double r = pow (f, -1.0 / CAGE_ROUNDNESS);

  return RIM_VEC3 (r * sin (angle), s.middle + r * cos (angle), z);
}

void
rim_demo_anatomy_add (RimDemoAnatomy *self,
                      RimDemoLayer    layer,
                      RimDemoSolid    solid)
{
  g_array_append_val (self->layers[layer], solid);
}

/**
 * rim_demo_anatomy_new:
 * @patient: whose
 * @scan: when
 * @breath: how much deeper the diaphragm stands than at rest, mm
 * @noise: what makes its textures; must outlive it
 *
 * Returns: (transfer full): the thorax of a patient at a time point
 */
RimDemoAnatomy *
rim_demo_anatomy_new (const RimDemoPatient *patient,
                      const RimDemoScan    *scan,
                      double                breath,
                      const RimDemoNoise   *noise)
{
  RimDemoAnatomy *self = g_new0 (RimDemoAnatomy, 1);

  self->patient = patient;
  self->scan = scan;
  self->noise = noise;
  for (guint i = 0; i < RIM_DEMO_N_LAYERS; i++)
    self->layers[i] = g_array_new (FALSE, FALSE, sizeof (RimDemoSolid));

  self->breath = breath;
  rim_demo_add_trees (self);
  rim_demo_add_skeleton (self);
  rim_demo_add_mediastinum (self);
  rim_demo_add_abdomen (self);
  rim_demo_add_lesions (self);

  return self;
}

static gboolean
is_near (const RimDemoSolid *solid,
         RimVec3             middle,
         double              reach)
{
  return solid->low.x <= middle.x + reach && solid->high.x >= middle.x - reach &&
         solid->low.y <= middle.y + reach && solid->high.y >= middle.y - reach &&
         solid->low.z <= middle.z + reach && solid->high.z >= middle.z - reach;
}

/**
 * rim_demo_anatomy_new_like:
 * @body: an anatomy without lesions; must outlive it
 * @patient: whose, of the same build
 * @scan: when, with the same breath
 * @noise: what makes its textures; must outlive it
 * @middle: of the only part that is wanted
 * @reach: from there along each axis, mm
 *
 * Growing vessels is most of the work of making a body, and is done once for many.
 *
 * Returns: (transfer full): the same body with the lesions of @scan
 */
RimDemoAnatomy *
rim_demo_anatomy_new_like (const RimDemoAnatomy *body,
                           const RimDemoPatient *patient,
                           const RimDemoScan    *scan,
                           const RimDemoNoise   *noise,
                           RimVec3               middle,
                           double                reach)
{
  RimDemoAnatomy *self = g_memdup2 (body, sizeof *body);

  self->patient = patient;
  self->scan = scan;
  self->noise = noise;
  for (guint i = 0; i < RIM_DEMO_N_LAYERS; i++)
    {
      self->layers[i] = g_array_new (FALSE, FALSE, sizeof (RimDemoSolid));
      for (guint s = 0; s < body->layers[i]->len; s++)
        if (is_near (&g_array_index (body->layers[i], RimDemoSolid, s), middle, reach))
          g_array_append_val (self->layers[i], g_array_index (body->layers[i], RimDemoSolid, s));
    }

  rim_demo_add_lesions (self);

  return self;
}

void
rim_demo_anatomy_free (RimDemoAnatomy *self)
{
  for (guint i = 0; i < RIM_DEMO_N_LAYERS; i++)
    g_array_unref (self->layers[i]);

  g_free (self);
}
