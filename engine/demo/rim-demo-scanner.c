/* rim-demo-scanner.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-demo-scanner-private.h"

#include "core/rim-parallel.h"

#define PET_FINE      2
#define PET_SIGMA     2.45    /* of the point spread, mm: 5.8 mm FWHM */
#define PET_NOISE     0.125   /* standard deviation where SUV is 1 */
#define MAX_RADIUS    24

typedef struct
{
  const RimDemoAnatomy *anatomy;
  float                *activity;
  float                *noise;
} Pet;

/**
 * rim_demo_scanner_get_sheet:
 * @anatomy: what is in the scanner
 * @channel: HU for the CT's slices, SUV for the PET's
 * @k: which slice, from the feet
 * @sheet: (out): where it is
 */
void
rim_demo_scanner_get_sheet (const RimDemoAnatomy *anatomy,
                            RimDemoChannel        channel,
                            guint                 k,
                            RimDemoSheet         *sheet)
{
  const RimDemoScan *scan = anatomy->scan;
  gboolean ct = channel == RIM_DEMO_HU;

  sheet->size = ct ? RIM_DEMO_CT_SIZE : RIM_DEMO_PET_SIZE;
  sheet->pixel = ct ? anatomy->patient->pixel : RIM_DEMO_PET_PIXEL;
  sheet->z = scan->table - 150.0 + k * (ct ? RIM_DEMO_CT_DISTANCE : RIM_DEMO_PET_DISTANCE);
  sheet->origin = RIM_VEC3 (scan->shift.x, scan->shift.y, scan->table + scan->shift.z);
  sheet->cosine = cos (scan->turn * (G_PI / 180.0));
  sheet->sine = sin (scan->turn * (G_PI / 180.0));
  sheet->sharpness = ct ? 1.6 : 2.4;
}

static void
convolve (const float *in,
          float       *out,
          guint        n,
          guint        stride,
          const float *kernel,
          gint         radius)
{
  for (gint i = 0; i < (gint) n; i++)
    {
      float sum = 0.0f;

      for (gint k = -radius; k <= radius; k++)
        sum += kernel[k + radius] * in[(gsize) CLAMP (i + k, 0, (gint) n - 1) * stride];

      out[(gsize) i * stride] = sum;
    }
}

/* Rows are added up whole, so that the compiler sees straight loops. */
static void
blur_plane (float       *plane,
            guint        n,
            const float *kernel,
            gint         radius)
{
  g_autofree float *copy = g_memdup2 (plane, sizeof (float) * n * n);

  for (guint j = 0; j < n; j++)
    convolve (plane + (gsize) j * n, copy + (gsize) j * n, n, 1, kernel, radius);

  for (gint j = 0; j < (gint) n; j++)
    {
      float *row = plane + (gsize) j * n;

      memset (row, 0, sizeof (float) * n);
      for (gint k = -radius; k <= radius; k++)
        {
          const float *from = copy + (gsize) CLAMP (j + k, 0, (gint) n - 1) * n;
          float weight = kernel[k + radius];

          for (guint i = 0; i < n; i++)
            row[i] += weight * from[i];
        }
    }
}

static gint
gaussian (double  sigma,
          float  *kernel)
{
  gint radius = MIN ((gint) ceil (3.0 * sigma), MAX_RADIUS);
  double sum = 0.0;

  for (gint k = -radius; k <= radius; k++)
    sum += exp (-0.5 * k * k / (sigma * sigma));

  for (gint k = -radius; k <= radius; k++)
    kernel[k + radius] = (float) (exp (-0.5 * k * k / (sigma * sigma)) / sum);

  return radius;
}

/**
 * rim_demo_scanner_add_grain:
 * @pixels: n × n pixels
 * @random: what draws
 * @n: how many rows
 * @middle: where the middle of the pixels is in the field of view, in fields from its own
 * @pixel: the size of one of them, in fields
 * @sigma: how strong the noise is, HU
 *
 * Adds the noise of filtered back projection, which has little power at low frequencies,
 * because of the ramp, and little at high ones, because of the kernel: the
 * difference of two blurs. It is strongest in the middle of the field.
 */
void
rim_demo_scanner_add_grain (float        *pixels,
                            RimRandom    *random,
                            guint         n,
                            const double *middle,
                            double        pixel,
                            float         sigma)
{
  gsize n_pixels = (gsize) n * n;
  g_autofree float *fine = g_new (float, n_pixels);
  g_autofree float *coarse = NULL;
  float kernel[2 * MAX_RADIUS + 1];
  gint radius;

  for (gsize i = 0; i < n_pixels; i++)
    fine[i] = rim_demo_random_normal (random);

  radius = gaussian (0.72, kernel);
  blur_plane (fine, n, kernel, radius);
  coarse = g_memdup2 (fine, sizeof (float) * n_pixels);
  radius = gaussian (1.6, kernel);
  blur_plane (coarse, n, kernel, radius);

  /* 2.95 makes the standard deviation of the difference 1. */
  for (gsize i = 0; i < n_pixels; i++)
    {
      double x = middle[0] + ((double) (i % n) - 0.5 * n) * pixel;
      double y = middle[1] + ((double) (i / n) - 0.5 * n) * pixel;
      float centre = 0.8f + 0.5f * (float) exp (-(x * x + y * y) / 0.05);

      pixels[i] += sigma * centre * 2.95f * (fine[i] - 0.85f * coarse[i]);
    }
}

/* Few photons pass both shoulders: streaks from side to side. */
static void
add_streaks (float         *pixels,
             RimRandom     *random,
             guint          n,
             float          sigma)
{
  g_autofree float *row = g_new (float, n);
  g_autofree float *smooth = g_new (float, n);
  float kernel[2 * MAX_RADIUS + 1];
  gint radius = gaussian (7.5, kernel);

  for (guint j = 0; j < n; j++)
    {
      double y = (double) j / n - 0.53;
      float weight = sigma * 5.1f * (float) exp (-y * y / 0.012);

      for (guint i = 0; i < n; i++)
        row[i] = rim_demo_random_normal (random);

      convolve (row, smooth, n, 1, kernel, radius);
      for (guint i = 0; i < n; i++)
        pixels[(gsize) j * n + i] += weight * smooth[i];
    }
}

/**
 * rim_demo_scanner_ct_slice:
 * @anatomy: what is in the scanner
 * @k: which slice, from the feet
 * @stored: (out) (array): where to put the stored values of its 512 × 512 pixels
 *
 * Takes one slice of a CT; HU is the stored value plus %RIM_DEMO_CT_OFFSET.
 * What is outside the circle of reconstruction is padding.
 */
void
rim_demo_scanner_ct_slice (const RimDemoAnatomy *anatomy,
                           guint                 k,
                           gint16               *stored)
{
  const guint n = RIM_DEMO_CT_SIZE;
  const double middle[] = { 0.0, 0.0 };
  g_autofree float *pixels = g_new (float, (gsize) n * n);
  RimDemoSheet sheet;
  RimRandom random;
  double shoulders;

  rim_demo_scanner_get_sheet (anatomy, RIM_DEMO_HU, k, &sheet);
  rim_demo_paint (anatomy, &sheet, RIM_DEMO_HU, pixels);

  rim_random_init (&random, rim_random_seed (anatomy->scan->date,
                                             rim_random_seed (anatomy->patient->id, k)));
  shoulders = CLAMP ((sheet.z - sheet.origin.z - 100.0) / 35.0, 0.0, 1.0);
  rim_demo_scanner_add_grain (pixels, &random, n, middle, 1.0 / n, (float) (10.5 + 5.0 * shoulders));
  if (shoulders > 0.0)
    add_streaks (pixels, &random, n, (float) (13.0 * shoulders));

  for (guint j = 0; j < n; j++)
    for (guint i = 0; i < n; i++)
      {
        gdouble x = i - 0.5 * (n - 1.0), y = j - 0.5 * (n - 1.0);
        float hu = CLAMP (pixels[(gsize) j * n + i], -1024.0f, 3071.0f);

        stored[(gsize) j * n + i] = x * x + y * y > 0.25 * n * n
          ? RIM_DEMO_CT_PADDING
          : (gint16) (lrintf (hu) - RIM_DEMO_CT_OFFSET);
      }
}

static void
shrink (const float *fine,
        float       *coarse)
{
  const guint n = RIM_DEMO_PET_SIZE, wide = n * PET_FINE;

  for (guint j = 0; j < n; j++)
    for (guint i = 0; i < n; i++)
      {
        const float *at = fine + (gsize) j * PET_FINE * wide + i * PET_FINE;

        coarse[(gsize) j * n + i] = 0.25f * (at[0] + at[1] + at[wide] + at[wide + 1]);
      }
}

static void
pet_slices (gsize    begin,
            gsize    end,
            gpointer data)
{
  Pet *pet = data;
  const guint n = RIM_DEMO_PET_SIZE, wide = n * PET_FINE;
  g_autofree float *fine = g_new (float, (gsize) wide * wide);
  float kernel[2 * MAX_RADIUS + 1];

  for (gsize k = begin; k < end; k++)
    {
      float *noise = pet->noise + k * n * n;
      RimDemoSheet sheet;
      RimRandom random;
      gint radius;

      rim_demo_scanner_get_sheet (pet->anatomy, RIM_DEMO_SUV, (guint) k, &sheet);
      sheet.size = wide;
      sheet.pixel /= PET_FINE;
      rim_demo_paint (pet->anatomy, &sheet, RIM_DEMO_SUV, fine);
      radius = gaussian (PET_SIGMA / sheet.pixel, kernel);
      blur_plane (fine, wide, kernel, radius);
      shrink (fine, pet->activity + k * n * n);

      rim_random_init (&random, rim_random_seed (pet->anatomy->patient->id,
                                                 rim_random_seed (pet->anatomy->scan->date, k) + 1));
      for (gsize i = 0; i < (gsize) n * n; i++)
        noise[i] = rim_demo_random_normal (&random);

      radius = gaussian (0.62, kernel);
      blur_plane (noise, n, kernel, radius);
    }
}

static void
blur_along_axis (float  *volume,
                 double  sigma)
{
  const gsize plane = (gsize) RIM_DEMO_PET_SIZE * RIM_DEMO_PET_SIZE;
  float kernel[2 * MAX_RADIUS + 1], line[RIM_DEMO_PET_SLICES];
  gint radius = gaussian (sigma, kernel);

  for (gsize i = 0; i < plane; i++)
    {
      for (guint k = 0; k < RIM_DEMO_PET_SLICES; k++)
        line[k] = volume[k * plane + i];

      for (gint k = 0; k < RIM_DEMO_PET_SLICES; k++)
        {
          float sum = 0.0f;

          for (gint s = -radius; s <= radius; s++)
            sum += kernel[s + radius] * line[CLAMP (k + s, 0, RIM_DEMO_PET_SLICES - 1)];

          volume[(gsize) k * plane + i] = sum;
        }
    }
}

/**
 * rim_demo_scanner_pet:
 * @anatomy: what is in the scanner
 *
 * Takes a PET: uptake blurred by the point spread, with noise that grows with
 * the square root of the uptake, as after the usual reconstruction.
 *
 * Returns: (transfer full): SUVbw of every voxel, slices from the feet
 */
float *
rim_demo_scanner_pet (const RimDemoAnatomy *anatomy)
{
  const gsize n_voxels = (gsize) RIM_DEMO_PET_SIZE * RIM_DEMO_PET_SIZE * RIM_DEMO_PET_SLICES;
  g_autofree float *noise = g_new (float, n_voxels);
  g_autofree float *activity = g_new (float, n_voxels);
  Pet pet = { anatomy, activity, noise };

  rim_parallel_for (RIM_DEMO_PET_SLICES, 1, pet_slices, &pet);
  blur_along_axis (activity, PET_SIGMA / RIM_DEMO_PET_DISTANCE);
  blur_along_axis (noise, 0.62);

  /* 3.2 makes the standard deviation of the blurred noise 1. */
  for (gsize i = 0; i < n_voxels; i++)
    activity[i] = MAX (activity[i] + (float) PET_NOISE * sqrtf (activity[i] + 0.015f) * 3.2f * noise[i],
                       0.0f);

  return g_steal_pointer (&activity);
}
