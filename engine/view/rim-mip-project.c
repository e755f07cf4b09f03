/* rim-mip-project.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-mip-private.h"

#include "core/rim-parallel.h"
#include "view/rim-sampler-private.h"

#define LAYERS_PER_BLOCK 8

typedef struct
{
  const RimMip *self;
  RimMipView    view;
  RimMipRays    rays;
  RimVolume    *frame;
} ProjectJob;

/* The largest of any order: numbers only, and -INFINITY for none. */
static float
find_largest (const float   *values,
              const guint32 *voxels,
              guint32        n)
{
  float largest[4] = { -INFINITY, -INFINITY, -INFINITY, -INFINITY };
  guint32 i = 0;

  for (; i + 4 <= n; i += 4)
    for (guint lane = 0; lane < 4; lane++)
      {
        float value = values[voxels[i + lane]];

        largest[lane] = value > largest[lane] ? value : largest[lane];
      }

  for (; i < n; i++)
    largest[0] = values[voxels[i]] > largest[0] ? values[voxels[i]] : largest[0];

  largest[0] = MAX (largest[0], largest[1]);
  largest[2] = MAX (largest[2], largest[3]);

  return MAX (largest[0], largest[2]);
}

static void
project_layer (const ProjectJob *job,
               guint             layer,
               const float      *values)
{
  const RimMip *self = job->self;
  float *row = rim_volume_get_slice_for_writing (job->frame, layer);
  int shift = rim_mip_get_shift (self, &job->view, layer);
  int n_columns = (int) rim_volume_get_grid (job->frame)->size[0];
  int margin = (n_columns - (int) self->n_bins) / 2;

  for (int x = 0; x < n_columns; x++)
    row[x] = rim_sample_from_bits (RIM_SAMPLE_NOTHING);

  for (guint bin = 0; bin < self->n_bins; bin++)
    {
      const guint32 *starts = job->rays.starts + bin;
      float largest = find_largest (values, job->rays.voxels + starts[0], starts[1] - starts[0]);

      if (largest > -INFINITY)
        row[(int) bin + margin + shift] = largest;
    }
}

static void
project_layers (gsize    begin,
                gsize    end,
                gpointer data)
{
  const ProjectJob *job = data;
  g_autofree float *values = g_new (float, (gsize) job->self->n_right * job->self->n_down);

  for (gsize layer = begin; layer < end; layer++)
    {
      rim_mip_read_layer (job->self, (guint) layer, values);
      project_layer (job, (guint) layer, values);
    }
}

/* How many rays the last layer is beside the first; more than 0 with gantry
 * tilt only.
 */
static guint
get_margin (const RimMip     *self,
            const RimMipView *view)
{
  return (guint) ABS (rim_mip_get_shift (self, view, self->layers.n - 1));
}

static void
make_grid (const RimMip     *self,
           const RimMipView *view,
           RimGrid          *grid)
{
  guint margin = get_margin (self, view);
  double rise = rim_vec3_dot (self->layer_step, self->up);
  guint n_columns = self->n_bins + 2 * margin;

  *grid = (RimGrid) { .size = { n_columns, 1, self->layers.n } };
  rim_affine_set_column (&grid->to_patient, 0, rim_vec3_scale (view->across, self->bin));
  rim_affine_set_column (&grid->to_patient, 1, rim_vec3_scale (view->into, self->bin));
  rim_affine_set_column (&grid->to_patient, 2, rim_vec3_scale (self->up, rise));
  rim_affine_set_column (&grid->to_patient, 3,
                         rim_vec3_sub (self->pivot,
                                       rim_vec3_scale (view->across,
                                                       self->bin * ((n_columns - 1) / 2))));
}

static RimVolume *
make_frame (const RimMip      *self,
            const RimMipView  *view,
            GError           **error)
{
  RimVolume *frame;
  RimGrid grid;
  g_autofree double *positions = NULL;
  RimVec3 normal;

  make_grid (self, view, &grid);
  frame = rim_volume_new (&grid, RIM_VOXEL_FLOAT, error);
  if (frame == NULL)
    return NULL;

  rim_volume_set_unit (frame, rim_volume_get_unit (self->volume));
  if (self->layers.places == NULL)
    return frame;

  normal = rim_grid_get_normal (&grid);
  positions = g_new (double, self->layers.n);
  for (guint layer = 0; layer < self->layers.n; layer++)
    positions[layer] = rim_vec3_dot (normal, rim_mip_get_layer (self, layer));
  rim_volume_set_slice_positions (frame, positions, rim_volume_get_geometry_kind (self->volume));

  return frame;
}

/**
 * rim_mip_project:
 * @self: a projection
 * @degrees: the angle; 0 from the front, 90 from the left
 * @error: where to put an error
 *
 * Finds, for every ray, the largest value of all voxels that it meets. The
 * result is an image of one row of rays per layer, to be drawn with rim_render()
 * on the plane of rim_mip_init_plane(): its values are those of voxels in single
 * precision, in the unit of the image; NaN where a ray meets none.
 *
 * Returns: (transfer full): the image, or %NULL where there is no memory
 */
RimVolume *
rim_mip_project (RimMip  *self,
                 double   degrees,
                 GError **error)
{
  ProjectJob job = { .self = self };

  g_return_val_if_fail (self != NULL, NULL);

  rim_mip_view_init (&job.view, self, degrees);
  job.frame = make_frame (self, &job.view, error);
  if (job.frame == NULL)
    return NULL;

  rim_mip_rays_init (&job.rays, self, &job.view);
  rim_parallel_for (self->layers.n, LAYERS_PER_BLOCK, project_layers, &job);
  rim_mip_rays_clear (&job.rays);
  rim_volume_publish_all (job.frame);

  return job.frame;
}

static RimVec3
get_voxel (const RimMip *self,
           guint         layer,
           guint32       voxel)
{
  double right = voxel % self->n_right - (double) (self->n_right / 2);
  double down = voxel / self->n_right - (double) (self->n_down / 2);
  RimVec3 point = rim_mip_get_layer (self, layer);

  point = rim_vec3_add (point, rim_vec3_scale (self->right_step, right));

  return rim_vec3_add (point, rim_vec3_scale (self->down_step, down));
}

/* Of equal maxima the one nearest to the reader. */
static gboolean
pick_from_ray (const RimMip     *self,
               const RimMipView *view,
               guint             layer,
               guint             bin,
               RimVec3          *voxel)
{
  g_autofree float *values = g_new (float, (gsize) self->n_right * self->n_down);
  float largest = -INFINITY;
  double nearest = INFINITY;
  RimMipRays rays;

  rim_mip_read_layer (self, layer, values);
  rim_mip_rays_init (&rays, self, view);

  for (guint32 i = rays.starts[bin]; i < rays.starts[bin + 1]; i++)
    {
      float here = values[rays.voxels[i]];
      RimVec3 point = get_voxel (self, layer, rays.voxels[i]);
      double depth = rim_vec3_dot (point, view->into);

      if (here > largest || (here == largest && depth < nearest))
        {
          largest = here;
          nearest = depth;
          *voxel = point;
        }
    }

  rim_mip_rays_clear (&rays);

  return largest > -INFINITY;
}

/**
 * rim_mip_pick:
 * @self: a projection
 * @degrees: its angle
 * @point: a point of the plane of that angle, LPS mm
 * @voxel: (out): the centre of the voxel that is seen there, LPS mm
 *
 * Returns: whether one is seen there
 */
gboolean
rim_mip_pick (RimMip  *self,
              double   degrees,
              RimVec3  point,
              RimVec3 *voxel)
{
  RimAxisSample layer;
  RimMipView view;
  double rise, bin;
  RimVec3 offset;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (voxel != NULL, FALSE);

  rim_mip_view_init (&view, self, degrees);
  rise = rim_vec3_dot (self->layer_step, self->up);
  offset = rim_vec3_sub (point, self->pivot);
  layer = rim_axis_map_sample (&self->layers, rim_vec3_dot (offset, self->up) / rise,
                               RIM_INTERPOLATE_NEAREST);
  if (layer.state != RIM_AXIS_INSIDE)
    return FALSE;

  bin = floor (rim_vec3_dot (offset, view.across) / self->bin + 0.5) + (self->n_bins - 1) / 2 -
        rim_mip_get_shift (self, &view, (guint) layer.low);
  if (!(bin >= 0.0 && bin < self->n_bins))
    return FALSE;

  return pick_from_ray (self, &view, (guint) layer.low, (guint) bin, voxel);
}
