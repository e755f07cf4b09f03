/* rim-demo-patch.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-demo-patch-private.h"

#include <math.h>

#include "demo/rim-demo-scanner-private.h"

/* What is around a lesion, beyond a rim and what filters and grids need. */
#define MARGIN 14.0

/* Returns: the sheet of a slice */
static RimDemoSheet
make_sheet (const RimDemoAnatomy *anatomy,
            const RimDemoLesion  *lesion,
            const RimDemoScanner *scanner,
            const RimGrid        *grid,
            guint                 k)
{
  const RimVec3 at = rim_demo_anatomy_breathe (anatomy, lesion->at);
  const double z = rim_grid_to_patient (grid, RIM_VEC3 (0.0, 0.0, k)).z;

  return (RimDemoSheet) {
           grid->size[0], scanner->pixel, z, rim_vec3_scale (at, -1.0), 1.0, 0.0, scanner->sharpness,
  };
}

static void
make_grid (RimGrid              *grid,
           const RimDemoLesion  *lesion,
           const RimDemoScanner *scanner)
{
  const double reach = 0.55 * lesion->diameter + MARGIN;
  const guint n = 2 * (guint) ceil (reach / scanner->pixel) + 1;
  const guint n_slices = 2 * (guint) ceil (reach / scanner->distance) + 1;

  *grid = (RimGrid) { .size = { n, n, n_slices } };
  rim_affine_set_column (&grid->to_patient, 0, RIM_VEC3 (scanner->pixel, 0.0, 0.0));
  rim_affine_set_column (&grid->to_patient, 1, RIM_VEC3 (0.0, scanner->pixel, 0.0));
  rim_affine_set_column (&grid->to_patient, 2, RIM_VEC3 (0.0, 0.0, scanner->distance));
  rim_affine_set_column (&grid->to_patient, 3, RIM_VEC3 (-0.5 * (n - 1) * scanner->pixel, -0.5 * (n - 1) * scanner->pixel,
                                                         -0.5 * (n_slices - 1) * scanner->distance));
}

static void
paint_slice (const RimDemoAnatomy *anatomy,
             const RimDemoLesion  *lesion,
             const RimDemoSheet   *sheet,
             float                 noise,
             guint                 k,
             gint16               *voxels)
{
  const double field = RIM_DEMO_CT_SIZE * sheet->pixel;
  const double middle[] = { lesion->at.x / field, lesion->at.y / field };
  const gsize n = (gsize) sheet->size * sheet->size;
  g_autofree float *pixels = g_new (float, n);
  RimRandom random;

  rim_demo_paint (anatomy, sheet, RIM_DEMO_HU, pixels);
  rim_random_init (&random, rim_random_seed (anatomy->patient->id, k));
  rim_demo_scanner_add_grain (pixels, &random, sheet->size, middle, sheet->pixel / field, noise);
  for (gsize i = 0; i < n; i++)
    voxels[i] = (gint16) lrintf (CLAMP (pixels[i], -1024.0f, 3071.0f));
}

static void
outline_slice (const RimDemoSolid *solid,
               const RimDemoSheet *sheet,
               guint8             *inside)
{
  for (guint j = 0; j < sheet->size; j++)
    for (guint i = 0; i < sheet->size; i++)
      {
        const double half = 0.5 * (sheet->size - 1.0);
        const RimVec3 p = rim_demo_sheet_to_body (sheet, (i - half) * sheet->pixel, (j - half) * sheet->pixel);

        inside[(gsize) j * sheet->size + i] = rim_demo_solid_distance (solid, p) <= 0.0;
      }
}

/**
 * rim_demo_patch_init:
 * @self: (out): a part of a CT
 * @anatomy: what is in the scanner
 * @lesion: one of its lesions
 * @scanner: which scanner
 *
 * Takes a CT of a lesion alone: what the CT of the whole thorax shows of it, at a small
 * part of its cost.
 */
void
rim_demo_patch_init (RimDemoPatch         *self,
                     const RimDemoAnatomy *anatomy,
                     const RimDemoLesion  *lesion,
                     const RimDemoScanner *scanner)
{
  const RimDemoSolid solid = rim_demo_lesion_solid (anatomy, lesion);
  g_autofree guint8 *inside = NULL;
  RimGrid grid;

  make_grid (&grid, lesion, scanner);
  inside = g_new (guint8, rim_grid_get_n_voxels (&grid));
  self->ct = rim_volume_new (&grid, RIM_VOXEL_INT16, NULL);
  rim_volume_set_unit (self->ct, RIM_UNIT_HU);
  for (guint k = 0; k < grid.size[2]; k++)
    {
      const RimDemoSheet sheet = make_sheet (anatomy, lesion, scanner, &grid, k);

      paint_slice (anatomy, lesion, &sheet, (float) scanner->noise, k,
                   rim_volume_get_slice_for_writing (self->ct, k));
      outline_slice (&solid, &sheet, inside + (gsize) k * grid.size[0] * grid.size[1]);
    }
  rim_volume_publish_all (self->ct);
  self->mask = rim_mask_new_from_bytes (&grid, inside);
}

void
rim_demo_patch_clear (RimDemoPatch *self)
{
  g_clear_pointer (&self->ct, rim_volume_unref);
  g_clear_pointer (&self->mask, rim_mask_unref);
}
