/* bench-view.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "bench.h"
#include "feature/rim-measure.h"
#include "view/rim-outline.h"
#include "view/rim-render.h"
#include "view/rim-slab.h"

#define MAX_PIXELS (1000 * 1000)

/* In radians. */
#define TURN (35.0 * G_PI / 180.0)

/* A CT of 512 x 512 x 500 with a PET over the same patient, and a lesion of about
 * 100,000 voxels, all of them synthetic.
 */
typedef struct
{
  RimVolume *ct;
  RimVolume *pet;
  RimMask   *mask;
  RimLesion *lesion;
  guint32   *pixels;
  double    *values;
  guint      n_runs;
} Patient;

static void
fill_slice (gint16 *slice,
            gsize   n,
            guint   k)
{
  guint32 state = 2654435761u * (k + 1);

  for (gsize v = 0; v < n; v++)
    {
      state = state * 1664525u + 1013904223u;
      slice[v] = (gint16) ((state >> 20) % 2000);
    }
}

static RimVolume *
make_volume (guint     size,
             guint     n_slices,
             RimVec3   spacing,
             RimUnit   unit,
             GError  **error)
{
  RimGrid grid = { .size = { size, size, n_slices } };
  RimVolume *volume;

  rim_affine_set_column (&grid.to_patient, 0, RIM_VEC3 (spacing.x, 0, 0));
  rim_affine_set_column (&grid.to_patient, 1, RIM_VEC3 (0, spacing.y, 0));
  rim_affine_set_column (&grid.to_patient, 2, RIM_VEC3 (0, 0, spacing.z));
  rim_affine_set_column (&grid.to_patient, 3, RIM_VEC3 ((1.0 - size) / 2.0 * spacing.x,
                                                        (1.0 - size) / 2.0 * spacing.y,
                                                        (1.0 - n_slices) / 2.0 * spacing.z));

  volume = rim_volume_new (&grid, RIM_VOXEL_INT16, error);
  if (volume == NULL)
    return NULL;

  rim_volume_set_unit (volume, unit);
  for (guint k = 0; k < n_slices; k++)
    {
      double slope = unit == RIM_UNIT_HU ? 1.0 : 0.002 + 1e-5 * k;

      fill_slice (rim_volume_get_slice_for_writing (volume, k), (gsize) size * size, k);
      rim_volume_set_rescale (volume, k, (RimRescale) { slope, unit == RIM_UNIT_HU ? -1024 : 0 });
    }
  rim_volume_publish_all (volume);

  return volume;
}

/* A ball with bumps. */
static RimMask *
make_lesion_mask (const RimGrid *grid,
                  double         radius)
{
  g_autofree guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (grid));
  gsize v = 0;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++, v++)
        {
          RimVec3 point = rim_grid_to_patient (grid, RIM_VEC3 (i, j, k));
          double bump = 1.0 + 0.1 * sin (point.x * 0.7) * sin (point.y * 0.9) * sin (point.z * 0.8);

          voxels[v] = rim_vec3_length (point) < radius * bump;
        }

  return rim_mask_new_from_bytes (grid, voxels);
}

static void
finish (gpointer data)
{
  Patient *self = data;

  g_clear_pointer (&self->ct, rim_volume_unref);
  g_clear_pointer (&self->pet, rim_volume_unref);
  g_clear_pointer (&self->mask, rim_mask_unref);
  g_clear_pointer (&self->lesion, rim_lesion_unref);
  g_free (self->pixels);
  g_free (self->values);
  g_free (self);
}

static gpointer
prepare (GError **error)
{
  Patient *self = g_new0 (Patient, 1);

  self->pixels = g_new0 (guint32, MAX_PIXELS);
  self->values = g_new0 (double, 512);
  self->ct = make_volume (512, 500, RIM_VEC3 (0.9766, 0.9766, 1.0), RIM_UNIT_HU, error);
  if (self->ct != NULL)
    self->pet = make_volume (200, 160, RIM_VEC3 (4.07, 4.07, 3.27), RIM_UNIT_SUVBW, error);

  if (self->pet == NULL)
    {
      finish (self);
      return NULL;
    }

  self->mask = make_lesion_mask (rim_volume_get_grid (self->ct), 28.3);
  self->lesion = rim_lesion_new ("Lesion", self->mask);

  return self;
}

static void
tilt (RimPlane *plane)
{
  RimVec3 normal = rim_plane_get_normal (plane);
  RimVec3 lean = rim_vec3_scale (normal, 0.3 * rim_vec3_length (plane->down));

  plane->down = rim_vec3_add (rim_vec3_scale (plane->down, 0.95), lean);
  plane->origin = rim_vec3_sub (plane->origin, rim_vec3_scale (lean, plane->height / 2.0));
}

/* Rows cross slices, too: nothing of the plane runs along the grid. */
static void
turn (RimPlane *plane)
{
  RimVec3 normal = rim_plane_get_normal (plane);
  double pixel = rim_vec3_length (plane->right);
  RimVec3 center = rim_plane_to_patient (plane, plane->width / 2.0, plane->height / 2.0);
  RimVec3 right = rim_vec3_add (rim_vec3_scale (plane->right, cos (TURN)),
                                rim_vec3_scale (normal, pixel * sin (TURN)));
  RimVec3 back = rim_vec3_cross (rim_vec3_scale (right, 1.0 / pixel), plane->down);

  plane->right = right;
  plane->down = rim_vec3_add (rim_vec3_scale (plane->down, cos (TURN)),
                              rim_vec3_scale (back, sin (TURN)));
  plane->origin = rim_vec3_sub (rim_vec3_sub (center, rim_vec3_scale (plane->right, plane->width / 2.0)),
                                rim_vec3_scale (plane->down, plane->height / 2.0));
}

static void
make_plane (RimPlane      *plane,
            RimVolume     *volume,
            RimOrientation orientation,
            RimVec3        through,
            guint          width,
            guint          height)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  RimVec3 center;
  double size = rim_plane_fit (grid, orientation, width, height, &center);

  rim_plane_init (plane, grid, orientation, through, center, size, width, height);
}

/* Each run another place, as when one scrolls: its voxels are in no cache. */
static RimVec3
move_on (Patient *self)
{
  double at = -20.0 + (self->n_runs++ % 41);

  return RIM_VEC3 (at, at, at);
}

static void
draw (RimVolume      *ct,
      RimVolume      *pet,
      const RimPlane *plane,
      guint32        *pixels)
{
  RimLayer layers[2] = {
    { ct, { 40, 400 }, rim_colormap_find ("grey"), FALSE, 1.0, 0.0, -INFINITY,
      RIM_INTERPOLATE_LINEAR, 0 },
    { pet, { 3, 6 }, rim_colormap_find ("hot-metal"), FALSE, 0.4, 0.3, 0.2,
      RIM_INTERPOLATE_LINEAR, 0 },
  };

  rim_render (layers, 2, plane, pixels, plane->width);
}

static void
render (Patient        *self,
        RimOrientation  orientation,
        guint           width,
        guint           height,
        gboolean        oblique,
        double         *seconds)
{
  RimPlane plane;
  double start;

  make_plane (&plane, self->ct, orientation, rim_vec3_scale (move_on (self), 10.0), width, height);
  if (oblique)
    tilt (&plane);

  start = bench_now ();
  draw (self->ct, self->pet, &plane, self->pixels);
  *seconds = bench_now () - start;
}

static gboolean
render_axial (gpointer   data,
              double    *seconds,
              GError   **error)
{
  render (data, RIM_ORIENTATION_AXIAL, 1000, 800, FALSE, seconds);

  return TRUE;
}

static gboolean
render_sagittal (gpointer   data,
                 double    *seconds,
                 GError   **error)
{
  render (data, RIM_ORIENTATION_SAGITTAL, 900, 900, FALSE, seconds);

  return TRUE;
}

static gboolean
render_coronal (gpointer   data,
                double    *seconds,
                GError   **error)
{
  render (data, RIM_ORIENTATION_CORONAL, 900, 900, FALSE, seconds);

  return TRUE;
}

static gboolean
render_oblique (gpointer   data,
                double    *seconds,
                GError   **error)
{
  render (data, RIM_ORIENTATION_CORONAL, 900, 900, TRUE, seconds);

  return TRUE;
}

/* Of each image the slab, then both as ever. */
static void
render_slab (Patient *self,
             void (  *lay ) (RimPlane *plane),
             double  *seconds)
{
  RimVec3 through = rim_vec3_scale (move_on (self), 5.0);
  g_autoptr(RimVolume) ct = NULL;
  g_autoptr(RimVolume) pet = NULL;
  RimPlane plane;
  double start;

  make_plane (&plane, self->ct, RIM_ORIENTATION_AXIAL, through, 1000, 800);
  if (lay != NULL)
    lay (&plane);

  start = bench_now ();
  ct = rim_slab_new (self->ct, &plane, RIM_SLAB_MAX, 30.0, RIM_INTERPOLATE_LINEAR, 1);
  pet = rim_slab_new (self->pet, &plane, RIM_SLAB_MAX, 30.0, RIM_INTERPOLATE_LINEAR, 1);
  draw (ct, pet, &plane, self->pixels);
  *seconds = bench_now () - start;
}

static gboolean
render_slab_axial (gpointer   data,
                   double    *seconds,
                   GError   **error)
{
  render_slab (data, NULL, seconds);

  return TRUE;
}

static gboolean
render_slab_oblique (gpointer   data,
                     double    *seconds,
                     GError   **error)
{
  render_slab (data, tilt, seconds);

  return TRUE;
}

static gboolean
render_slab_turned (gpointer   data,
                    double    *seconds,
                    GError   **error)
{
  render_slab (data, turn, seconds);

  return TRUE;
}

static gboolean
fill_pixels (gpointer   data,
             double    *seconds,
             GError   **error)
{
  Patient *self = data;
  double start = bench_now ();

  for (gsize p = 0; p < 1000 * 800; p++)
    self->pixels[p] = (guint32) p ^ self->n_runs;
  *seconds = bench_now () - start;

  return TRUE;
}

static gboolean
outline (gpointer   data,
         double    *seconds,
         GError   **error)
{
  Patient *self = data;
  RimVec3 through = move_on (self);
  double start = bench_now ();

  for (guint o = 0; o < 3; o++)
    {
      g_autoptr(RimOutline) one = NULL;
      RimPlane plane;

      make_plane (&plane, self->ct, (RimOrientation) o, through, 900, 900);
      one = rim_outline_new (self->lesion, &plane);
    }
  *seconds = bench_now () - start;

  return TRUE;
}

static gboolean
measure (gpointer   data,
         double    *seconds,
         GError   **error)
{
  Patient *self = data;
  RimMeasures measures;
  double start = bench_now ();
  gboolean done = rim_measure_lesion (self->mask, self->ct, self->pet, &measures, NULL, error);

  *seconds = bench_now () - start;

  return done;
}

/* The values of the lesion's bounding box, and no more. */
static gboolean
read_box (gpointer   data,
          double    *seconds,
          GError   **error)
{
  Patient *self = data;
  double start = bench_now ();
  RimBox box;

  if (rim_mask_get_bounds (self->mask, &box))
    for (guint k = box.min[2]; k < box.max[2]; k++)
      for (guint j = box.min[1]; j < box.max[1]; j++)
        rim_volume_read_row (self->ct, box.min[0], j, k, box.max[0] - box.min[0], self->values);
  *seconds = bench_now () - start;

  return TRUE;
}

const Bench bench_render_axial = {
  "render-fused-1000x800",
  "draw an axial plane of a PET over a CT of 512 x 512 x 500, both interpolated",
  "writing every pixel once",
  prepare, render_axial, fill_pixels, finish,
};

const Bench bench_render_sagittal = {
  "render-fused-sagittal",
  "the same, a sagittal plane of 900 x 900",
  "writing 1000 x 800 pixels once",
  prepare, render_sagittal, fill_pixels, finish,
};

const Bench bench_render_coronal = {
  "render-fused-coronal",
  "the same, a coronal plane of 900 x 900",
  "writing 1000 x 800 pixels once",
  prepare, render_coronal, fill_pixels, finish,
};

const Bench bench_render_oblique = {
  "render-fused-oblique",
  "the same, a plane of 900 x 900 that runs along no axis",
  "writing 1000 x 800 pixels once",
  prepare, render_oblique, fill_pixels, finish,
};

const Bench bench_slab_mip = {
  "slab-mip-30mm",
  "draw the MIP of 30 mm of the same, an axial plane of 1000 x 800",
  "writing every pixel once",
  prepare, render_slab_axial, fill_pixels, finish,
};

const Bench bench_slab_mip_oblique = {
  "slab-mip-30mm-oblique",
  "the same, a plane that runs along no axis",
  "writing every pixel once",
  prepare, render_slab_oblique, fill_pixels, finish,
};

const Bench bench_slab_mip_turned = {
  "slab-mip-30mm-turned",
  "the same, a plane turned by 35 degrees both ways",
  "writing every pixel once",
  prepare, render_slab_turned, fill_pixels, finish,
};

const Bench bench_outline = {
  "outline",
  "outline a lesion of 100,000 voxels on three planes",
  "reading the values of its bounding box",
  prepare, outline, read_box, finish,
};

const Bench bench_measure = {
  "measure-100k",
  "measure a lesion of 100,000 voxels on CT and PET: volumes, diameters, statistics, peaks",
  "reading the values of its bounding box",
  prepare, measure, read_box, finish,
};
