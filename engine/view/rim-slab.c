/* rim-slab.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-slab.h"

#include "core/rim-parallel.h"
#include "view/rim-sampler-private.h"

#include <string.h>

#define ROWS_PER_BLOCK 16

/* Slices count as lying straight behind each other when those at the ends of the
 * slab are no farther off than this, in voxels.
 */
#define MAX_SLANT 0.05

/* Places are no finer than this, in voxels. */
#define LEAST (1.0 / RIM_PLACE_UNIT)

/* A slab that is a little more than a whole number of steps is that number. */
#define STEP_TOLERANCE 1e-6

/* How many voxels are put together in the time that a sample between eight takes:
 * measured.
 */
#define VOXELS_PER_SAMPLE 12

/* Values are kept while slabs are made: the extreme so far, or sums and weights. */
typedef struct
{
  RimSampler   sampler;
  RimSlabKind  kind;
  guint        stride;
  RimVolume   *result;

  /* Along the grid: the voxels behind each other. */
  gint32       first;
  guint        n;
  float       *weights;
  RimAxisState state;

  /* In space: the samples behind each other, from the first one on. */
  guint        width;
  double       depth_base[3];
  double       depth_step[3];
} Slab;

static float
get_start (const Slab *self)
{
  switch (self->kind)
    {
    case RIM_SLAB_MAX:
      return -INFINITY;

    case RIM_SLAB_MIN:
      return INFINITY;

    case RIM_SLAB_MEAN:
    default:
      return 0.0f;
    }
}

static void
start (const Slab *self,
       float      *values,
       float      *weights,
       gsize       n)
{
  float first = get_start (self);

  for (gsize i = 0; i < n; i++)
    {
      values[i] = first;
      weights[i] = 0.0f;
    }
}

static void
add (const Slab  *self,
     const float *line,
     float        weight,
     gsize        n,
     float       *values,
     float       *weights)
{
  const RimKernels *kernels = self->sampler.kernels;

  if (self->kind == RIM_SLAB_MAX)
    kernels->keep_highest (line, n, values);
  else if (self->kind == RIM_SLAB_MIN)
    kernels->keep_lowest (line, n, values);
  else
    kernels->add_numbers (line, weight, n, values, weights);
}

static void
finish (const Slab  *self,
        const float *weights,
        gsize        n,
        float       *values)
{
  float nothing = rim_sample_from_bits (RIM_SAMPLE_NOTHING);

  if (self->kind == RIM_SLAB_MEAN)
    for (gsize i = 0; i < n; i++)
      values[i] = weights[i] > 0.0f ? values[i] / weights[i] : nothing;
  else
    for (gsize i = 0; i < n; i++)
      values[i] = isinf (values[i]) ? nothing : values[i];
}

/* How far voxel @k reaches along the axis: halfway to its neighbours, and half a
 * voxel where there is none or a gap.
 */
static void
get_reach (const RimAxisMap *map,
           guint             k,
           double           *low,
           double           *high)
{
  double place = map->places != NULL ? map->places[k] : k;

  *low = place - 0.5;
  *high = place + 0.5;
  if (map->places == NULL)
    return;

  if (k > 0 && !rim_axis_map_has_gap (map, k - 1))
    *low = (map->places[k - 1] + place) / 2.0;
  if (k + 1 < map->n && !rim_axis_map_has_gap (map, k))
    *high = (map->places[k + 1] + place) / 2.0;
}

/* The part of voxel @k that counts: for a mean, what of it lies in the slab; for
 * an extreme, all or nothing, by whether its centre does.
 */
static double
get_weight (const Slab *self,
            guint       k,
            double      center,
            double      half)
{
  const RimAxisMap *map = &self->sampler.axes[self->sampler.through];
  double place = map->places != NULL ? map->places[k] : k;
  double low, high;

  if (self->kind != RIM_SLAB_MEAN)
    return fabs (place - center) <= half + LEAST ? 1.0 : 0.0;

  get_reach (map, k, &low, &high);
  high = MIN (high, center + half);
  low = MAX (low, center - half);

  return high - low > LEAST ? high - low : 0.0;
}

/* The voxels behind each other are neighbours; where the slab is thinner than one
 * it is the one that the plane lies in.
 */
static void
find_depths (Slab   *self,
             double  center,
             double  half)
{
  const RimAxisMap *map = &self->sampler.axes[self->sampler.through];
  RimAxisSample sample = rim_axis_map_sample (map, center, RIM_INTERPOLATE_NEAREST);

  self->state = sample.state;
  self->weights = g_new (float, map->n);

  for (guint k = 0; k < map->n; k++)
    {
      double weight = get_weight (self, k, center, half);

      if (weight <= 0.0)
        continue;
      if (self->n == 0)
        self->first = (gint32) k;
      self->weights[self->n++] = (float) weight;
    }

  if (self->n == 0 && sample.state == RIM_AXIS_INSIDE)
    {
      self->first = sample.low;
      self->weights[self->n++] = 1.0f;
    }
}

static const guint8 *
get_voxels (const RimSampler *sampler,
            guint             i,
            guint             j,
            guint             k)
{
  const guint8 *slice = sampler->slices[k];

  if (slice == NULL)
    return NULL;

  return slice + ((gsize) j * sampler->size[0] + i) * sampler->voxel_size;
}

static void
add_line (const Slab *self,
          guint       j,
          guint       k,
          float       weight,
          float      *line,
          float      *values,
          float      *weights)
{
  const RimSampler *sampler = &self->sampler;
  const guint8 *voxels = get_voxels (sampler, 0, j, k);

  if (voxels == NULL)
    return;

  rim_sampler_convert (sampler, voxels, sampler->size[0], sampler->rescale[k], line);
  add (self, line, weight, sampler->size[0], values, weights);
}

/* Slices behind each other: lines of the one result slice. */
static void
project_slices (gsize    begin,
                gsize    end,
                gpointer data)
{
  const Slab *self = data;
  gsize nx = self->sampler.size[0];
  float *values = (float *) rim_volume_get_slice_for_writing (self->result, 0) + begin * nx;
  g_autofree float *weights = g_new (float, (end - begin) * nx);
  g_autofree float *line = g_new (float, nx);

  start (self, values, weights, (end - begin) * nx);
  for (guint d = self->n / 2 % self->stride; d < self->n; d += self->stride)
    for (gsize j = begin; j < end; j++)
      add_line (self, (guint) j, (guint) self->first + d, self->weights[d], line,
                values + (j - begin) * nx, weights + (j - begin) * nx);
  finish (self, weights, (end - begin) * nx, values);
}

/* Rows behind each other: one line of each result slice. */
static void
project_rows (gsize    begin,
              gsize    end,
              gpointer data)
{
  const Slab *self = data;
  gsize nx = self->sampler.size[0];
  g_autofree float *weights = g_new (float, nx);
  g_autofree float *line = g_new (float, nx);

  for (gsize k = begin; k < end; k++)
    {
      float *values = rim_volume_get_slice_for_writing (self->result, (guint) k);

      start (self, values, weights, nx);
      for (guint d = self->n / 2 % self->stride; d < self->n; d += self->stride)
        add_line (self, (guint) self->first + d, (guint) k, self->weights[d], line, values, weights);
      finish (self, weights, nx, values);
    }
}

/* The same as the kernels, down one line. */
static void
add_down (const Slab  *self,
          const float *line,
          float       *value,
          float       *weight)
{
  if (self->kind == RIM_SLAB_MAX)
    for (guint d = 0; d < self->n; d++)
      *value = line[d] > *value ? line[d] : *value;
  else if (self->kind == RIM_SLAB_MIN)
    for (guint d = 0; d < self->n; d++)
      *value = line[d] < *value ? line[d] : *value;
  else
    for (guint d = 0; d < self->n; d++)
      if (!isnan (line[d]))
        {
          *value += self->weights[d] * line[d];
          *weight += self->weights[d];
        }
}

/* Columns behind each other: one value from each piece of a row. */
static void
project_columns (gsize    begin,
                 gsize    end,
                 gpointer data)
{
  const Slab *self = data;
  const RimSampler *sampler = &self->sampler;
  gsize ny = sampler->size[1];
  g_autofree float *weights = g_new (float, ny);
  g_autofree float *line = g_new (float, MAX (self->n, 1));

  for (gsize k = begin; k < end; k++)
    {
      float *values = rim_volume_get_slice_for_writing (self->result, (guint) k);

      start (self, values, weights, ny);
      for (guint j = 0; j < ny && sampler->slices[k] != NULL && self->n > 0; j++)
        {
          rim_sampler_convert (sampler, get_voxels (sampler, (guint) self->first, j, (guint) k),
                               self->n, sampler->rescale[k], line);
          add_down (self, line, &values[j], &weights[j]);
        }
      finish (self, weights, ny, values);
    }
}

static void
mark_gap (RimVolume *result)
{
  const RimGrid *grid = rim_volume_get_grid (result);
  gsize n = (gsize) grid->size[0] * grid->size[1];

  for (guint k = 0; k < grid->size[2]; k++)
    {
      float *values = rim_volume_get_slice_for_writing (result, k);

      for (gsize v = 0; v < n; v++)
        values[v] = rim_sample_from_bits (RIM_SAMPLE_GAP);
    }
}

/* One slice lies nowhere but where it is; that its image has gaps is said with it,
 * as it may show one.
 */
static void
keep_geometry_kind (RimVolume *result,
                    RimVolume *volume)
{
  double position = rim_volume_get_slice_position (result, 0);

  rim_volume_set_slice_positions (result, &position, rim_volume_get_geometry_kind (volume));
}

/* The grid of the image with one voxel, as thick as the slab or more, along the
 * axis that is looked along, and with its slices where they truly lie.
 */
static RimVolume *
new_flattened (RimVolume *volume,
               guint      through,
               double     center,
               double     half)
{
  RimGrid grid = *rim_volume_get_grid (volume);
  RimVec3 step = rim_affine_get_column (&grid.to_patient, through);
  RimVec3 origin = rim_affine_get_column (&grid.to_patient, 3);
  g_autofree double *positions = NULL;
  RimVolume *result;

  rim_affine_set_column (&grid.to_patient, 3, rim_vec3_add (origin, rim_vec3_scale (step, center)));
  rim_affine_set_column (&grid.to_patient, through, rim_vec3_scale (step, MAX (2.0 * half, 1.0)));
  grid.size[through] = 1;

  result = rim_volume_new (&grid, RIM_VOXEL_FLOAT, NULL);
  if (result == NULL)
    return NULL;

  if (through == 2)
    keep_geometry_kind (result, volume);
  else
    positions = rim_volume_dup_slice_positions (volume);
  if (positions != NULL)
    rim_volume_set_slice_positions (result, positions, rim_volume_get_geometry_kind (volume));

  return result;
}

static void
project (Slab   *self,
         double  center,
         double  half)
{
  static const RimParallelFunc funcs[] = { project_columns, project_rows, project_slices };
  guint through = self->sampler.through;

  find_depths (self, center, half);

  if (self->n == 0 && self->state == RIM_AXIS_GAP)
    mark_gap (self->result);
  else
    rim_parallel_for (self->sampler.size[through == 2 ? 1 : 2], ROWS_PER_BLOCK, funcs[through],
                      self);

  g_free (self->weights);
}

/* Where nothing was found, why not. */
static void
explain (const RimSampler *sampler,
         RimSamplerCache  *cache,
         guint             y,
         guint             width,
         float            *values)
{
  const float *middle = rim_sampler_read_row (sampler, cache, y);

  for (guint x = 0; x < width; x++)
    if (isnan (values[x]) && isnan (middle[x]))
      values[x] = middle[x];
}

static void
sample_rows (gsize    begin,
             gsize    end,
             gpointer data)
{
  const Slab *self = data;
  float *values = rim_volume_get_slice_for_writing (self->result, 0);
  g_autofree float *weights = g_new (float, self->width);
  RimSampler at = self->sampler;
  RimSamplerCache cache;

  rim_sampler_cache_init (&cache, &self->sampler);

  for (gsize y = begin; y < end; y++)
    {
      float *row = values + y * self->width;

      start (self, row, weights, self->width);
      for (guint d = 0; d < self->n; d++)
        {
          for (guint axis = 0; axis < 3; axis++)
            at.base[axis] = self->depth_base[axis] + d * self->depth_step[axis];
          add (self, rim_sampler_read_row (&at, &cache, (guint) y), 1.0f, self->width, row, weights);
        }
      finish (self, weights, self->width, row);
      if (self->sampler.has_gaps)
        explain (&self->sampler, &cache, (guint) y, self->width, row);
    }

  rim_sampler_cache_clear (&cache);
}

static RimVec3
get_index_vector (RimVolume *volume,
                  RimVec3    vector)
{
  RimAffine to_index;

  if (!rim_affine_invert (&rim_volume_get_grid (volume)->to_patient, &to_index))
    rim_affine_init_identity (&to_index);

  return rim_affine_apply_vector (&to_index, vector);
}

static guint
count_samples (RimVolume      *volume,
               const RimPlane *plane,
               double          mm)
{
  double step = rim_grid_get_spacing_along (rim_volume_get_grid (volume),
                                            rim_plane_get_normal (plane));

  return (guint) CLAMP (ceil (mm / step - STEP_TOLERANCE), 1.0, 65536.0);
}

/* The plane with points no closer than voxels are: there is nothing between but
 * what is mixed. Where nothing is mixed every pixel shows the voxels behind it.
 */
static void
choose_points (RimPlane         *self,
               RimVolume        *volume,
               RimInterpolation  interpolation,
               const RimPlane   *plane)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  double pixel = rim_vec3_length (plane->right);
  double voxel = MIN (rim_grid_get_spacing (grid, 0),
                      MIN (rim_grid_get_spacing (grid, 1), rim_grid_get_spacing (grid, 2)));
  double factor = interpolation == RIM_INTERPOLATE_NEAREST ? 1.0 : MAX (voxel / pixel, 1.0);

  *self = *plane;
  self->right = rim_vec3_scale (plane->right, factor);
  self->down = rim_vec3_scale (plane->down, factor);
  self->width = (guint) ceil ((plane->width - 1.0) / factor) + 1;
  self->height = (guint) ceil ((plane->height - 1.0) / factor) + 1;
}

static RimVolume *
new_flat (RimVolume      *volume,
          const RimPlane *plane,
          double          mm)
{
  RimVolume *result;
  RimGrid grid = { .size = { plane->width, plane->height, 1 } };
  RimVec3 normal = rim_plane_get_normal (plane);

  rim_affine_set_column (&grid.to_patient, 0, plane->right);
  rim_affine_set_column (&grid.to_patient, 1, plane->down);
  rim_affine_set_column (&grid.to_patient, 2, rim_vec3_scale (normal, MAX (mm, 1.0)));
  rim_affine_set_column (&grid.to_patient, 3, plane->origin);

  result = rim_grid_is_valid (&grid) ? rim_volume_new (&grid, RIM_VOXEL_FLOAT, NULL) : NULL;
  if (result != NULL)
    keep_geometry_kind (result, volume);

  return result;
}

static void
sample (Slab           *self,
        RimVolume      *volume,
        const RimPlane *plane,
        double          mm)
{
  RimVec3 across = get_index_vector (volume, rim_vec3_scale (rim_plane_get_normal (plane), mm));
  double vector[3] = { across.x, across.y, across.z };

  self->width = plane->width;
  self->n = (count_samples (volume, plane, mm) + self->stride - 1) / self->stride;

  for (guint axis = 0; axis < 3; axis++)
    {
      self->depth_step[axis] = vector[axis] / self->n;
      self->depth_base[axis] = self->sampler.base[axis] -
                               (self->n - 1.0) / 2.0 * self->depth_step[axis];
    }

  rim_parallel_for (plane->height, ROWS_PER_BLOCK, sample_rows, self);
}

/* Whether the slab is whole voxels of the image behind each other. */
static gboolean
is_along_grid (const RimSampler *sampler,
               RimVolume        *volume,
               const RimPlane   *plane,
               double            mm)
{
  RimVec3 across = get_index_vector (volume, rim_vec3_scale (rim_plane_get_normal (plane), mm / 2));
  double vector[3] = { across.x, across.y, across.z };

  if (!sampler->aligned)
    return FALSE;

  for (guint axis = 0; axis < 3; axis++)
    if (axis != sampler->through && fabs (vector[axis]) > MAX_SLANT)
      return FALSE;

  return TRUE;
}

static double
get_half (RimVolume      *volume,
          const RimPlane *plane,
          double          mm)
{
  return mm / 2.0 / rim_grid_get_spacing_along (rim_volume_get_grid (volume),
                                                rim_plane_get_normal (plane));
}

/**
 * rim_slab_new:
 * @volume: an image
 * @plane: the middle of the slab
 * @kind: what is made of what lies behind each other
 * @mm: how thick, along the normal of the plane
 * @interpolation: between voxels, where the plane does not run along the grid
 * @stride: 1 to look at all that lies behind each other; more to look at so many
 *   times less, for a picture that is soon made again
 *
 * Makes one slice of what lies in a slab, to be drawn on @plane in place of the
 * image with the same window and colours.
 *
 * Where the plane runs along the grid, whole slices (rows, columns) are put
 * together: for the highest and the lowest value those whose centres lie in the
 * slab, for the mean each by the part of it that does, where they truly lie.
 * Elsewhere the image is sampled in steps of no more than a voxel along the normal
 * and, across it, at every pixel of @plane or, between voxels, in steps of no more
 * than a voxel too. A slab no thicker than a voxel is the plane itself. Padding, gaps and slices that
 * have not arrived count for nothing.
 *
 * Returns: (transfer full) (nullable): values in the unit of @volume, as one
 *   slice; NaN where there is nothing; %NULL where memory is short
 */
RimVolume *
rim_slab_new (RimVolume        *volume,
              const RimPlane   *plane,
              RimSlabKind       kind,
              double            mm,
              RimInterpolation  interpolation,
              guint             stride)
{
  Slab self = { .kind = kind, .stride = MAX (stride, 1) };
  gboolean is_whole;
  RimPlane points;
  double half;

  g_return_val_if_fail (volume != NULL, NULL);
  g_return_val_if_fail (plane != NULL && plane->width > 0 && plane->height > 0, NULL);
  g_return_val_if_fail (isfinite (mm) && mm >= 0.0, NULL);

  half = get_half (volume, plane, mm);
  choose_points (&points, volume, interpolation, plane);
  rim_sampler_init (&self.sampler, volume, interpolation, plane);
  is_whole = is_along_grid (&self.sampler, volume, plane, mm);

  if (!is_whole)
    {
      rim_sampler_clear (&self.sampler);
      rim_sampler_init_space (&self.sampler, volume, interpolation, &points);
    }

  self.result = is_whole ? new_flattened (volume, self.sampler.through,
                                          self.sampler.base[self.sampler.through], half)
                         : new_flat (volume, &points, mm);

  if (self.result != NULL && is_whole)
    project (&self, self.sampler.base[self.sampler.through], half);
  else if (self.result != NULL)
    sample (&self, volume, &points, mm);

  rim_sampler_clear (&self.sampler);
  if (self.result == NULL)
    return NULL;

  rim_volume_set_unit (self.result, rim_volume_get_unit (volume));
  rim_volume_publish_all (self.result);

  return self.result;
}

/**
 * rim_slab_is_shared:
 * @volume: an image
 * @a: a plane
 * @b: another
 * @mm: how thick
 *
 * Returns: whether the slab that was made for @a is that of @b too: both are the
 *   same, or show parts of the same slices
 */
gboolean
rim_slab_is_shared (RimVolume      *volume,
                    const RimPlane *a,
                    const RimPlane *b,
                    double          mm)
{
  RimSampler samplers[2];
  gboolean is_shared;

  if (memcmp (a, b, sizeof *a) == 0)
    return TRUE;

  rim_sampler_init (&samplers[0], volume, RIM_INTERPOLATE_LINEAR, a);
  rim_sampler_init (&samplers[1], volume, RIM_INTERPOLATE_LINEAR, b);
  is_shared = is_along_grid (&samplers[0], volume, a, mm) &&
              is_along_grid (&samplers[1], volume, b, mm) &&
              samplers[0].through == samplers[1].through &&
              fabs (samplers[0].base[samplers[0].through] -
                    samplers[1].base[samplers[1].through]) < LEAST;
  rim_sampler_clear (&samplers[0]);
  rim_sampler_clear (&samplers[1]);

  return is_shared;
}

/**
 * rim_slab_get_cost:
 * @volume: an image
 * @plane: the middle of a slab
 * @mm: how thick
 * @interpolation: between voxels
 *
 * Returns: what making the slab costs, in samples between eight voxels; where
 *   whole slices are put together, a dozen of their voxels count as one
 */
gsize
rim_slab_get_cost (RimVolume        *volume,
                   const RimPlane   *plane,
                   double            mm,
                   RimInterpolation  interpolation)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  gsize n_samples = count_samples (volume, plane, mm);
  RimSampler sampler;
  RimPlane points;
  gsize cost;

  rim_sampler_init (&sampler, volume, interpolation, plane);
  if (is_along_grid (&sampler, volume, plane, mm))
    {
      cost = rim_grid_get_n_voxels (grid) / grid->size[sampler.through] / VOXELS_PER_SAMPLE;
      rim_sampler_clear (&sampler);

      return cost * n_samples;
    }

  rim_sampler_clear (&sampler);
  choose_points (&points, volume, interpolation, plane);
  rim_sampler_init_space (&sampler, volume, interpolation, &points);
  cost = rim_sampler_get_cost (&sampler) * points.width * points.height;
  rim_sampler_clear (&sampler);

  return cost * n_samples;
}
