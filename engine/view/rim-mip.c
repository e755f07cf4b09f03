/* rim-mip.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-mip-private.h"

#include "view/rim-sampler-private.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (RimMip, rim_mip, rim_mip_ref, rim_mip_unref)

/* The corners of a layer are as far from the pivot as anything gets. */
static double
get_reach (const RimMip *self)
{
  double reach = 0.0;

  for (guint corner = 0; corner < 4; corner++)
    {
      double r = (corner & 1) != 0 ? self->n_right - 0.5 : -0.5;
      double d = (corner & 2) != 0 ? self->n_down - 0.5 : -0.5;
      RimVec3 offset = rim_vec3_add (rim_vec3_scale (self->right_step, r - self->n_right / 2),
                                     rim_vec3_scale (self->down_step, d - self->n_down / 2));

      reach = MAX (reach, rim_vec3_length (offset));
    }

  return reach;
}

static RimVec3
get_step (const RimGrid *grid,
          guint          axis,
          int            sign)
{
  return rim_vec3_scale (rim_affine_get_column (&grid->to_patient, axis), sign);
}

static void
set_component (RimVec3 *v,
               guint    axis,
               double   value)
{
  if (axis == 0)
    v->x = value;
  else if (axis == 1)
    v->y = value;
  else
    v->z = value;
}

/* The pivot is the centre of a voxel, so that at 0 and at 90 degrees every ray
 * runs through centres.
 */
static RimVec3
find_pivot (const RimMip  *self,
            const RimGrid *grid)
{
  RimVec3 index = RIM_VEC3 (0, 0, 0);
  guint right = self->axes.right_sign > 0 ? self->n_right / 2
                                          : self->n_right - 1 - self->n_right / 2;
  guint down = self->axes.down_sign > 0 ? self->n_down / 2 : self->n_down - 1 - self->n_down / 2;

  set_component (&index, self->axes.right_axis, right);
  set_component (&index, self->axes.down_axis, down);

  return rim_grid_to_patient (grid, index);
}

/**
 * rim_mip_new:
 * @volume: an image, all slices of which are there
 *
 * Returns: (transfer full): its projection
 */
RimMip *
rim_mip_new (RimVolume *volume)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  RimMip *self = g_new0 (RimMip, 1);
  double along;

  rim_ref_count_init (&self->ref_count);
  self->volume = rim_volume_ref (volume);
  rim_slice_axis_init (&self->axes, grid, RIM_ORIENTATION_AXIAL);
  rim_axis_map_init (&self->layers, volume, self->axes.axis);
  self->n_right = grid->size[self->axes.right_axis];
  self->n_down = grid->size[self->axes.down_axis];

  self->right_step = get_step (grid, self->axes.right_axis, self->axes.right_sign);
  self->down_step = get_step (grid, self->axes.down_axis, self->axes.down_sign);
  self->layer_step = get_step (grid, self->axes.axis, 1);
  self->pivot = find_pivot (self, grid);

  self->right = self->right_step;
  rim_vec3_normalize (&self->right);
  along = rim_vec3_dot (self->down_step, self->right);
  self->down = rim_vec3_sub (self->down_step, rim_vec3_scale (self->right, along));
  rim_vec3_normalize (&self->down);
  self->up = rim_vec3_cross (self->right, self->down);

  self->bin = MIN (rim_vec3_length (self->right_step), rim_vec3_length (self->down_step));
  self->n_bins = 2 * (guint) ceil (get_reach (self) / self->bin) + 1;

  return self;
}

RimMip *
rim_mip_ref (RimMip *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_mip_unref (RimMip *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  rim_axis_map_clear (&self->layers);
  rim_volume_unref (self->volume);
  g_free (self);
}

/* Whole turns leave nothing behind, and quarter turns are exact. */
void
rim_mip_view_init (RimMipView   *view,
                   const RimMip *self,
                   double        degrees)
{
  double angle = fmod (degrees, 360.0);
  double c, s;

  if (angle < 0.0)
    angle += 360.0;

  c = cos (angle * G_PI / 180.0);
  s = sin (angle * G_PI / 180.0);
  if (fmod (angle, 90.0) == 0.0)
    {
      c = floor (c + 0.5);
      s = floor (s + 0.5);
    }

  view->across = rim_vec3_add (rim_vec3_scale (self->right, c), rim_vec3_scale (self->down, s));
  view->into = rim_vec3_sub (rim_vec3_scale (self->down, c), rim_vec3_scale (self->right, s));
}

static void
find_bins (const RimMip     *self,
           const RimMipView *view,
           guint             right,
           guint             down,
           guint            *first,
           guint            *end)
{
  double r = rim_vec3_dot (self->right_step, view->across) / self->bin;
  double d = rim_vec3_dot (self->down_step, view->across) / self->bin;
  double place = ((double) right - self->n_right / 2) * r + ((double) down - self->n_down / 2) * d;
  double half = (fabs (r) + fabs (d)) / 2.0;
  double middle = (self->n_bins - 1) / 2;

  *first = (guint) CLAMP (ceil (rim_round_place (place - half)) + middle, 0.0, self->n_bins);
  *end = (guint) CLAMP (ceil (rim_round_place (place + half)) + middle, 0.0, self->n_bins);
}

/**
 * rim_mip_rays_init:
 * @rays: (out caller-allocates): the voxels of each ray
 * @self: a projection
 * @view: an angle
 *
 * A ray gets every voxel it meets, not samples, so that no maximum is missed at
 * any angle.
 */
void
rim_mip_rays_init (RimMipRays       *rays,
                   const RimMip     *self,
                   const RimMipView *view)
{
  g_autofree guint32 *next = NULL;
  guint first, end;

  rays->starts = g_new0 (guint32, self->n_bins + 1);
  for (guint down = 0; down < self->n_down; down++)
    for (guint right = 0; right < self->n_right; right++)
      {
        find_bins (self, view, right, down, &first, &end);
        for (guint bin = first; bin < end; bin++)
          rays->starts[bin + 1]++;
      }

  for (guint bin = 0; bin < self->n_bins; bin++)
    rays->starts[bin + 1] += rays->starts[bin];

  rays->voxels = g_new (guint32, rays->starts[self->n_bins]);
  next = g_memdup2 (rays->starts, self->n_bins * sizeof *next);
  for (guint down = 0; down < self->n_down; down++)
    for (guint right = 0; right < self->n_right; right++)
      {
        find_bins (self, view, right, down, &first, &end);
        for (guint bin = first; bin < end; bin++)
          rays->voxels[next[bin]++] = down * self->n_right + right;
      }
}

void
rim_mip_rays_clear (RimMipRays *rays)
{
  g_free (rays->starts);
  g_free (rays->voxels);
}

/* Returns: the voxel of a layer that the pivot is, where the layer truly lies */
RimVec3
rim_mip_get_layer (const RimMip *self,
                   guint         layer)
{
  double place = self->layers.places != NULL ? self->layers.places[layer] : layer;

  return rim_vec3_add (self->pivot, rim_vec3_scale (self->layer_step, place));
}

/* With gantry tilt layers follow each other aslant. Returns: by how many rays */
int
rim_mip_get_shift (const RimMip     *self,
                   const RimMipView *view,
                   guint             layer)
{
  RimVec3 offset = rim_vec3_sub (rim_mip_get_layer (self, layer), self->pivot);

  return (int) floor (rim_round_place (rim_vec3_dot (offset, view->across) / self->bin) + 0.5);
}

/**
 * rim_mip_read_layer:
 * @self: a projection
 * @layer: which
 * @values: (out caller-allocates): n_down rows of n_right values; NaN for none
 */
void
rim_mip_read_layer (const RimMip *self,
                    guint         layer,
                    float        *values)
{
  RimVec3 corner = rim_mip_get_layer (self, layer);
  RimPlane plane = { .right = self->right_step, .down = self->down_step,
                     .width = self->n_right, .height = self->n_down };
  RimSamplerCache cache;
  RimSampler sampler;

  corner = rim_vec3_sub (corner, rim_vec3_scale (self->right_step, self->n_right / 2));
  plane.origin = rim_vec3_sub (corner, rim_vec3_scale (self->down_step, self->n_down / 2));

  rim_sampler_init (&sampler, self->volume, RIM_INTERPOLATE_NEAREST, &plane);
  rim_sampler_cache_init (&cache, &sampler);
  for (guint down = 0; down < self->n_down; down++)
    memcpy (values + (gsize) down * self->n_right,
            rim_sampler_read_row (&sampler, &cache, down), self->n_right * sizeof *values);
  rim_sampler_cache_clear (&cache);
  rim_sampler_clear (&sampler);
}

static double
get_height (const RimMip *self)
{
  RimVec3 last = rim_mip_get_layer (self, self->layers.n - 1);

  return fabs (rim_vec3_dot (rim_vec3_sub (last, self->pivot), self->up)) +
         fabs (rim_vec3_dot (self->layer_step, self->up));
}

/**
 * rim_mip_fit:
 * @self: a projection
 * @width: in device pixels
 * @height: in device pixels
 *
 * Returns: the size of a pixel in mm at which all of it is seen at any angle
 */
double
rim_mip_fit (RimMip *self,
             guint   width,
             guint   height)
{
  double across = MAX (rim_vec3_length (self->right_step) * self->n_right,
                       rim_vec3_length (self->down_step) * self->n_down);

  return MAX (across / MAX (width, 1), get_height (self) / MAX (height, 1));
}

/**
 * rim_mip_init_plane:
 * @self: a projection
 * @degrees: its angle
 * @mm_per_pixel: the size of a device pixel
 * @right: from the middle to what is in the middle of the plane, mm
 * @down: from the middle to what is in the middle of the plane, mm
 * @width: in device pixels
 * @height: in device pixels
 * @plane: (out caller-allocates): the plane
 *
 * Makes the plane on which what rim_mip_project() gives is drawn: upright,
 * through the axis, turned with the angle. A point of the patient is seen where
 * it lies across the plane.
 */
void
rim_mip_init_plane (RimMip   *self,
                    double    degrees,
                    double    mm_per_pixel,
                    double    right,
                    double    down,
                    guint     width,
                    guint     height,
                    RimPlane *plane)
{
  RimVec3 last = rim_mip_get_layer (self, self->layers.n - 1);
  RimVec3 half = rim_vec3_scale (rim_vec3_sub (last, self->pivot), 0.5);
  RimVec3 middle;
  RimMipView view;

  g_return_if_fail (mm_per_pixel > 0.0);

  rim_mip_view_init (&view, self, degrees);
  plane->right = rim_vec3_scale (view.across, mm_per_pixel);
  plane->down = rim_vec3_scale (self->up, -mm_per_pixel);
  plane->width = width;
  plane->height = height;

  /* Through the first pivot, whether or not layers follow each other aslant. */
  half = rim_vec3_sub (half, rim_vec3_scale (view.into, rim_vec3_dot (half, view.into)));
  middle = rim_vec3_add (self->pivot, half);
  middle = rim_vec3_add (middle, rim_vec3_scale (view.across, right));
  middle = rim_vec3_sub (middle, rim_vec3_scale (self->up, down));
  plane->origin = rim_vec3_sub (middle, rim_vec3_scale (plane->right, (width - 1.0) / 2.0));
  plane->origin = rim_vec3_sub (plane->origin, rim_vec3_scale (plane->down, (height - 1.0) / 2.0));
}
