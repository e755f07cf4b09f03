/* rim-demo-lesion.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-demo-anatomy-private.h"

#define N_SPICULES 96

static RimVec3
radii_of (const RimDemoLesion *lesion)
{
  double r = 0.5 * lesion->diameter;

  return RIM_VEC3 (r, r * lesion->flatness, r * (0.5 + 0.5 * lesion->flatness));
}

/* What makes the lesion's form its own, and the same at every time point. */
static RimVec3
form_of (const RimDemoLesion *lesion)
{
  RimRandom random;

  rim_random_init (&random, rim_random_seed (lesion->name, (guint64) (lesion->at.x + 500.0)));

  return RIM_VEC3 (rim_random_uniform (&random, 0.0, 60.0),
                   rim_random_uniform (&random, 0.0, 60.0),
                   rim_random_uniform (&random, 0.0, 60.0));
}

static double
bumps_of (const RimDemoLesion *lesion)
{
  return lesion->kind == RIM_DEMO_LESION_LUNG ? 0.045 * lesion->diameter : 0.015 * lesion->diameter;
}

static RimVec3
centre_of (const RimDemoAnatomy *self,
           const RimDemoLesion  *lesion)
{
  return rim_demo_anatomy_breathe (self, lesion->at);
}

static RimDemoTissue
tissue_of (const RimDemoLesion *lesion)
{
  switch (lesion->kind)
    {
    case RIM_DEMO_LESION_NODE:
      return RIM_DEMO_NODE;
    case RIM_DEMO_LESION_LIVER:
      return RIM_DEMO_METASTASIS;
    case RIM_DEMO_LESION_LUNG:
    case RIM_DEMO_LESION_NONE:
    default:
      return RIM_DEMO_TUMOUR;
    }
}

/**
 * rim_demo_lesion_solid:
 * @self: an anatomy
 * @lesion: one of its lesions
 *
 * Returns: the solid part that a reader would outline: without the spicules
 */
RimDemoSolid
rim_demo_lesion_solid (const RimDemoAnatomy *self,
                       const RimDemoLesion  *lesion)
{
  RimDemoSolid solid = rim_demo_solid_lobed (centre_of (self, lesion), radii_of (lesion),
                                             bumps_of (lesion), self->noise, form_of (lesion),
                                             tissue_of (lesion));

  rim_demo_solid_set_uptake (&solid, (float) lesion->suv_rim, (float) lesion->suv_core);
  if (lesion->grain > 0.0)
    rim_demo_solid_set_grain (&solid, (float) lesion->grain);

  return solid;
}

static RimVec3
direction (RimRandom *random)
{
  RimVec3 d;
  double length;

  do
    {
      d.x = rim_random_uniform (random, -1.0, 1.0);
      d.y = rim_random_uniform (random, -1.0, 1.0);
      d.z = rim_random_uniform (random, -1.0, 1.0);
      length = rim_vec3_length (d);
    }
  while (length > 1.0 || length < 0.2);

  return rim_vec3_scale (d, 1.0 / length);
}

static void
add_spicules (RimDemoAnatomy      *self,
              const RimDemoLesion *lesion)
{
  RimVec3 centre = centre_of (self, lesion), radii = radii_of (lesion);
  RimRandom random;

  rim_random_init (&random, rim_random_seed (self->patient->id, 77));
  for (guint i = 0; i < N_SPICULES; i++)
    {
      RimVec3 d = direction (&random);
      RimVec3 on = RIM_VEC3 (d.x * radii.x, d.y * radii.y, d.z * radii.z);
      double length = rim_random_uniform (&random, 0.12, 0.34) * lesion->diameter + 2.0;
      RimVec3 root = rim_vec3_add (centre, rim_vec3_scale (on, 0.9));
      RimVec3 tip = rim_vec3_add (rim_vec3_add (centre, on), rim_vec3_scale (d, length));
      double thick = rim_random_uniform (&random, 1.0, 2.2);
      RimDemoSolid spicule = rim_demo_solid_tube (root, thick, tip, 0.4, RIM_DEMO_TUMOUR);

      rim_demo_solid_set_uptake (&spicule, 1.5f, 1.5f);
      rim_demo_anatomy_add (self, RIM_DEMO_LAYER_LESIONS, spicule);
    }
}

static void
add_halo (RimDemoAnatomy      *self,
          const RimDemoLesion *lesion)
{
  RimVec3 wide = rim_vec3_add (radii_of (lesion), RIM_VEC3 (lesion->halo, lesion->halo,
                                                            lesion->halo));
  RimDemoSolid halo = rim_demo_solid_lobed (centre_of (self, lesion), wide, 0.09 * lesion->diameter,
                                            self->noise, form_of (lesion), RIM_DEMO_GROUND_GLASS);

  halo.within = RIM_DEMO_IN_LUNGS;
  halo.softness = (float) lesion->halo;
  rim_demo_anatomy_add (self, RIM_DEMO_LAYER_LUNG_VESSELS, halo);
}

static void
add_lesion (RimDemoAnatomy      *self,
            const RimDemoLesion *lesion)
{
  RimDemoSolid solid = rim_demo_lesion_solid (self, lesion);
  RimVec3 radii = rim_vec3_scale (radii_of (lesion), lesion->core);

  if (lesion->halo > 0.0)
    add_halo (self, lesion);

  if (lesion->kind == RIM_DEMO_LESION_LUNG)
    add_spicules (self, lesion);

  rim_demo_anatomy_add (self, RIM_DEMO_LAYER_LESIONS, solid);
  if (lesion->core > 0.0)
    {
      RimDemoSolid core = rim_demo_solid_lobed (solid.a, radii, 0.16 * radii.x, self->noise,
                                                rim_vec3_scale (form_of (lesion), 0.7),
                                                RIM_DEMO_NECROSIS);

      rim_demo_solid_set_uptake (&core, (float) lesion->suv_core, (float) lesion->suv_core);
      core.softness = 4.0f;
      rim_demo_anatomy_add (self, RIM_DEMO_LAYER_LESIONS, core);
    }
}

/**
 * rim_demo_add_lesions:
 * @self: an anatomy being made
 *
 * Adds the lesions of its time point.
 */
void
rim_demo_add_lesions (RimDemoAnatomy *self)
{
  for (guint i = 0; i < RIM_DEMO_MAX_LESIONS; i++)
    if (self->scan->lesions[i].kind != RIM_DEMO_LESION_NONE)
      add_lesion (self, &self->scan->lesions[i]);
}
