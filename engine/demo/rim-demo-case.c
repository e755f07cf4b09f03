/* rim-demo-case.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-demo-case-private.h"

#include <math.h>

#include "core/rim-parallel.h"

/* The usual texture, size and core, and what a standard deviation of what is hidden makes
 * of them. */
#define GRAIN          17.0
#define GRAIN_FACTOR   0.45
#define DIAMETER       30.0
#define GROWTH_FACTOR  0.28
#define CHANCE_FACTOR  0.10
#define MAX_DIAMETER   66.0
#define CORE           0.28
#define CORE_STEP      0.11
#define HALO           3.6
#define HALO_STEP      2.2

/* Beyond the corners of any patch. */
#define REACH 60.0

static const RimDemoScanner scanners[RIM_DEMO_N_CENTRES] = {
  { "A", 0.78125, 2.5, 9.0, 1.6 },
  { "B", 0.87891, 2.5, 11.5, 1.6 },
  { "C", 0.70313, 3.0, 7.5, 1.9 },
};

/* In the middle of each lung, above and below. */
static const RimVec3 places[] = {
  { -68.0, 12.0, 60.0 }, { 70.0, -8.0, 46.0 }, { 76.0, 34.0, -16.0 }, { -80.0, 26.0, -2.0 },
};

/* The same build and breath for everybody who has the body. */
static const RimDemoPatient builds[RIM_DEMO_N_BODIES] = {
  { "SYNTHETIC-B1", "SYNTHETIC^Body", "F", .height = 1.64, .girth = 1.0, .breadth = 0.95,
    .scans = { { .label = "Baseline", .date = "20240101", .marrow = 1.0, .spleen = 1.0, .heart = 2.5 } } },
  { "SYNTHETIC-B2", "SYNTHETIC^Body", "M", .height = 1.78, .girth = 4.0, .breadth = 1.03,
    .scans = { { .label = "Baseline", .date = "20240101", .marrow = 1.0, .spleen = 1.0, .heart = 2.5 } } },
  { "SYNTHETIC-B3", "SYNTHETIC^Body", "F", .height = 1.70, .girth = 6.0, .breadth = 1.0,
    .scans = { { .label = "Baseline", .date = "20240101", .marrow = 1.0, .spleen = 1.0, .heart = 2.5 } } },
  { "SYNTHETIC-B4", "SYNTHETIC^Body", "M", .height = 1.71, .girth = -2.0, .breadth = 0.98,
    .scans = { { .label = "Baseline", .date = "20240101", .marrow = 1.0, .spleen = 1.0, .heart = 2.5 } } },
};

static void
grow_bodies (gsize    begin,
             gsize    end,
             gpointer data)
{
  RimDemoBodies *self = data;

  for (gsize i = begin; i < end; i++)
    self->bodies[i] = rim_demo_anatomy_new (&builds[i], &builds[i].scans[0], 0.0, self->noise);
}

/* Returns: (transfer full): all of them */
RimDemoBodies *
rim_demo_bodies_new (void)
{
  RimDemoBodies *self = g_new0 (RimDemoBodies, 1);

  self->noise = rim_demo_noise_new (RIM_DEMO_NOISE_SEED);
  rim_parallel_for (RIM_DEMO_N_BODIES, 1, grow_bodies, self);

  return self;
}

void
rim_demo_bodies_free (RimDemoBodies *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < RIM_DEMO_N_BODIES; i++)
    rim_demo_anatomy_free (self->bodies[i]);
  rim_demo_noise_free (self->noise);
  g_free (self);
}

static RimDemoLesion
make_lesion (const RimDemoFate *fate,
             guint              patient)
{
  const double *chances = fate->chances;
  const RimVec3 jitter = RIM_VEC3 (5.0 * chances[0], 6.0 * chances[1], 8.0 * chances[2]);

  return (RimDemoLesion) {
           .kind = RIM_DEMO_LESION_LUNG,
           .name = "GTV-1",
           .at = rim_vec3_add (places[patient % G_N_ELEMENTS (places)], jitter),
           .diameter = MIN (DIAMETER * exp (GROWTH_FACTOR * fate->growth + CHANCE_FACTOR * chances[3]), MAX_DIAMETER),
           .flatness = CLAMP (0.82 + 0.06 * chances[4], 0.62, 0.98),
           .core = CLAMP (CORE + CORE_STEP * fate->growth + 0.04 * chances[5], 0.0, 0.6),
           .suv_rim = 9.0,
           .suv_core = 2.5,
           .halo = CLAMP (HALO + HALO_STEP * fate->infiltrate, 0.0, 10.0),
           .grain = GRAIN * exp (GRAIN_FACTOR * fate->coarseness),
  };
}

/**
 * rim_demo_case_init:
 * @self: (out): a patient
 * @patient: the number of the patient, of whom all depends on it alone
 */
void
rim_demo_case_init (RimDemoCase *self,
                    guint        patient)
{
  *self = (RimDemoCase) { .id = g_strdup_printf ("SYNTHETIC-C%04u", patient + 1) };
  rim_demo_fate_init (&self->fate, patient);
  self->centre = (patient / 4) % RIM_DEMO_N_CENTRES;
  self->body = (guint) (rim_random_seed (self->id, 0) % RIM_DEMO_N_BODIES);
  self->patient = builds[self->body];
  self->patient.id = self->patient.name = self->id;
  self->patient.pixel = scanners[self->centre].pixel;
  self->patient.scans[0].lesions[0] = make_lesion (&self->fate, patient);
}

void
rim_demo_case_clear (RimDemoCase *self)
{
  g_clear_pointer (&self->id, g_free);
}

const RimDemoScanner *
rim_demo_case_get_scanner (const RimDemoCase *self)
{
  return &scanners[self->centre];
}

/**
 * rim_demo_case_scan:
 * @self: a patient
 * @bodies: all bodies
 * @patch: (out): a CT of the lesion with its contour
 */
void
rim_demo_case_scan (const RimDemoCase   *self,
                    const RimDemoBodies *bodies,
                    RimDemoPatch        *patch)
{
  const RimDemoScan *scan = &self->patient.scans[0];
  g_autoptr(RimDemoNoise) noise = rim_demo_noise_new (rim_random_seed (self->id, 1));
  g_autoptr(RimDemoAnatomy) anatomy = rim_demo_anatomy_new_like (bodies->bodies[self->body], &self->patient, scan,
                                                                 noise, scan->lesions[0].at, REACH);

  rim_demo_patch_init (patch, anatomy, &scan->lesions[0], &scanners[self->centre]);
}
