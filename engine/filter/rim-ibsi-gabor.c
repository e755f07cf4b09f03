/* rim-ibsi-gabor.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-ibsi-filter-private.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

#include "core/rim-fft.h"
#include "rim-filter-private.h"

/* How many sigma a kernel reaches: beyond, less than 3e-11 of it is left. */
#define REACH_SIGMAS 7.0

/* Of complex values, for one plane; and of values, for the kernels of all angles. */
#define MAX_PLANE   (1u << 25)
#define MAX_KERNELS (1u << 27)

#define N_SIDE_BY_SIDE 8

/* The planes along axes @a and @b of an image, and the kernels of all angles,
 * transformed, of planes of @n_a × @n_b. A transformed kernel is real, as a point
 * mirrored at the centre has the conjugate value.
 */
typedef struct
{
  const RimIbsiFilterSettings *settings;
  const RimPatch              *image;
  RimPatch                    *out;
  guint                        a;
  guint                        b;
  guint                        c;
  double                       spacing_a;
  double                       spacing_b;
  guint                        reach_a;
  guint                        reach_b;
  guint                        n_a;
  guint                        n_b;
  guint                        n_angles;
  double                      *kernels;
  RimFftLine                  *forward[2];
  RimFftLine                  *inverse[2];
  atomic_bool                  failed;
} Planes;

/* What one thread needs for a plane. */
typedef struct
{
  RimComplex *spectrum;
  RimComplex *product;
  RimComplex *lines;
  double     *modulus;
  double     *pooled;
} Room;

static guint
count_angles (const RimIbsiFilterSettings *settings)
{
  double turn = 2.0 * G_PI / settings->theta_step;
  guint n;

  if (!settings->rotation_invariant)
    return 1;

  /* The modulus is the same half a turn on. */
  n = (guint) ceil (turn - 1e-6);
  if (fabs (turn - (double) n) < 1e-6 && n % 2 == 0)
    n /= 2;

  return n;
}

static double
get_angle (const Planes *self,
           guint         which)
{
  return self->settings->theta + (double) which * self->settings->theta_step;
}

/* How far the kernels of all angles reach, in voxels. */
static gboolean
find_reach (Planes  *self,
            GError **error)
{
  const RimIbsiFilterSettings *settings = self->settings;
  double reach[2] = { 0.0, 0.0 };

  for (guint t = 0; t < self->n_angles; t++)
    {
      double along = settings->sigma * REACH_SIGMAS;
      double across = along / settings->gamma;
      double c = cos (get_angle (self, t)), s = sin (get_angle (self, t));

      reach[0] = MAX (reach[0], hypot (along * c, across * s) / self->spacing_a);
      reach[1] = MAX (reach[1], hypot (along * s, across * c) / self->spacing_b);
    }

  if (!(reach[0] <= RIM_IBSI_MAX_REACH && reach[1] <= RIM_IBSI_MAX_REACH))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "A Gabor filter of %g mm does not fit this image", settings->sigma);
      return FALSE;
    }

  self->reach_a = (guint) ceil (reach[0]);
  self->reach_b = (guint) ceil (reach[1]);

  return TRUE;
}

static gboolean
find_size (Planes  *self,
           GError **error)
{
  const guint *size = self->image->size;

  self->n_a = (guint) rim_fft_good_size (size[self->a] + 2u * self->reach_a);
  self->n_b = (guint) rim_fft_good_size (size[self->b] + 2u * self->reach_b);

  if ((guint64) self->n_a * self->n_b > MAX_PLANE ||
      (guint64) self->n_a * self->n_b * self->n_angles > MAX_KERNELS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   "Gabor filters of %u angles of planes of %u × %u voxels are too large",
                   self->n_angles, self->n_a, self->n_b);
      return FALSE;
    }

  return TRUE;
}

/* The kernel, its centre at the start and what lies before it at the end. */
static void
sample_kernel (const Planes *self,
               double        angle,
               RimComplex   *kernel)
{
  const RimIbsiFilterSettings *settings = self->settings;
  const double c = cos (angle), s = sin (angle);

  memset (kernel, 0, (gsize) self->n_a * self->n_b * sizeof *kernel);

  for (gint y = -(gint) self->reach_b; y <= (gint) self->reach_b; y++)
    for (gint x = -(gint) self->reach_a; x <= (gint) self->reach_a; x++)
      {
        double along = (double) x * self->spacing_a * c + (double) y * self->spacing_b * s;
        double across = (double) y * self->spacing_b * c - (double) x * self->spacing_a * s;
        double r1 = along / settings->sigma;
        double r2 = settings->gamma * across / settings->sigma;
        double height = exp (-0.5 * (r1 * r1 + r2 * r2));
        double phase = 2.0 * G_PI * along / settings->lambda;
        gsize i = (gsize) (x < 0 ? x + (gint) self->n_a : x);
        gsize j = (gsize) (y < 0 ? y + (gint) self->n_b : y);

        kernel[j * self->n_a + i] = (RimComplex) { height * cos (phase), height * sin (phase) };
      }
}

static gboolean
make_kernels (Planes  *self,
              GError **error)
{
  const guint size[3] = { self->n_a, self->n_b, 1 };
  const gsize n = (gsize) self->n_a * self->n_b;
  g_autofree RimComplex *kernel = g_try_new (RimComplex, n);

  self->kernels = g_try_new (double, n * self->n_angles);
  if (kernel == NULL || self->kernels == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   "There is no memory for %u Gabor filters", self->n_angles);
      return FALSE;
    }

  for (guint t = 0; t < self->n_angles; t++)
    {
      sample_kernel (self, get_angle (self, t), kernel);
      if (!rim_fft_transform (size, RIM_FFT_FORWARD, kernel, error))
        return FALSE;

      for (gsize v = 0; v < n; v++)
        self->kernels[t * n + v] = kernel[v].re / (double) n;
    }

  return TRUE;
}

static gboolean
make_lines (Planes  *self,
            GError **error)
{
  const guint n[2] = { self->n_a, self->n_b };

  for (guint l = 0; l < 2; l++)
    {
      self->forward[l] = rim_fft_line_new (n[l], RIM_FFT_FORWARD, error);
      self->inverse[l] = self->forward[l] == NULL ? NULL
                         : rim_fft_line_new (n[l], RIM_FFT_INVERSE, error);
      if (self->inverse[l] == NULL)
        return FALSE;
    }

  return TRUE;
}

static gboolean
planes_init (Planes  *self,
             GError **error)
{
  self->n_angles = count_angles (self->settings);

  return find_reach (self, error) && find_size (self, error) && make_kernels (self, error) &&
         make_lines (self, error);
}

static void
planes_clear (Planes *self)
{
  g_free (self->kernels);
  for (guint l = 0; l < 2; l++)
    {
      rim_fft_line_free (self->forward[l]);
      rim_fft_line_free (self->inverse[l]);
    }
}

static void
room_clear (Room *self)
{
  g_free (self->spectrum);
  g_free (self->product);
  g_free (self->lines);
  g_free (self->modulus);
  g_free (self->pooled);
}

static gsize
get_side (const RimPatch *patch,
          guint           axis)
{
  return patch->box.max[axis] - patch->box.min[axis];
}

static gboolean
room_init (Room         *self,
           const Planes *planes)
{
  const gsize n = (gsize) planes->n_a * planes->n_b;
  const gsize n_out = get_side (planes->out, planes->a) * get_side (planes->out, planes->b);

  self->spectrum = g_try_new (RimComplex, n);
  self->product = g_try_new (RimComplex, n);
  self->lines = g_try_new (RimComplex, (gsize) planes->n_b * N_SIDE_BY_SIDE);
  self->modulus = g_try_new (double, n_out);
  self->pooled = g_try_new (double, n_out);

  return self->spectrum != NULL && self->product != NULL && self->lines != NULL &&
         self->modulus != NULL && self->pooled != NULL;
}

/* Where in @patch the voxel lies that has these indices along the axes of the
 * planes.
 */
static gsize
get_place (const Planes   *self,
           const RimPatch *patch,
           guint           at_a,
           guint           at_b,
           guint           at_c)
{
  guint at[3];

  at[self->a] = at_a - patch->box.min[self->a];
  at[self->b] = at_b - patch->box.min[self->b];
  at[self->c] = at_c - patch->box.min[self->c];

  return (at[2] * get_side (patch, 1) + at[1]) * get_side (patch, 0) + at[0];
}

static void
fill_row (const Planes *self,
          guint         plane,
          gssize        from_b,
          RimComplex   *row)
{
  const guint size_a = self->image->size[self->a];
  const guint n = size_a + 2 * self->reach_a;

  memset (row, 0, self->n_a * sizeof *row);
  if (from_b < 0)
    return;

  for (guint x = 0; x < n; x++)
    {
      gssize from_a = rim_boundary_map (self->settings->boundary,
                                        (gssize) x - (gssize) self->reach_a, size_a);

      if (from_a >= 0)
        row[x].re = self->image->values[get_place (self, self->image, (guint) from_a,
                                                   (guint) from_b, plane)];
    }
}

/* Transforms the columns from @begin on, up to @n_columns of them, and leaves them
 * in the lines of @room.
 */
static void
transform_columns (const Planes     *self,
                   const RimFftLine *how,
                   const RimComplex *values,
                   guint             begin,
                   guint             n_columns,
                   RimComplex       *lines)
{
  for (guint y = 0; y < self->n_b; y++)
    for (guint l = 0; l < n_columns; l++)
      lines[(gsize) l * self->n_b + y] = values[(gsize) y * self->n_a + begin + l];

  for (guint l = 0; l < n_columns; l++)
    rim_fft_line_run (how, lines + (gsize) l * self->n_b);
}

static void
transform_plane (const Planes *self,
                 guint         plane,
                 Room         *room)
{
  const guint size_b = self->image->size[self->b];

  memset (room->spectrum, 0, (gsize) self->n_a * self->n_b * sizeof *room->spectrum);

  for (guint y = 0; y < size_b + 2 * self->reach_b; y++)
    {
      gssize from_b = rim_boundary_map (self->settings->boundary,
                                        (gssize) y - (gssize) self->reach_b, size_b);
      RimComplex *row = room->spectrum + (gsize) y * self->n_a;

      fill_row (self, plane, from_b, row);
      rim_fft_line_run (self->forward[0], row);
    }

  for (guint x = 0; x < self->n_a; x += N_SIDE_BY_SIDE)
    {
      const guint n_columns = MIN (N_SIDE_BY_SIDE, self->n_a - x);

      transform_columns (self, self->forward[1], room->spectrum, x, n_columns, room->lines);
      for (guint y = 0; y < self->n_b; y++)
        for (guint l = 0; l < n_columns; l++)
          room->spectrum[(gsize) y * self->n_a + x + l] =
            room->lines[(gsize) l * self->n_b + y];
    }
}

/* Only the columns of the box are transformed back. */
static void
respond_angle (const Planes *self,
               guint         which,
               Room         *room)
{
  const RimBox *box = &self->out->box;
  const gsize n = (gsize) self->n_a * self->n_b;
  const double *kernel = self->kernels + n * which;
  const guint first_a = box->min[self->a] + self->reach_a;
  const guint first_b = box->min[self->b] + self->reach_b;
  const guint n_out_a = (guint) get_side (self->out, self->a);
  const guint n_out_b = (guint) get_side (self->out, self->b);

  for (gsize v = 0; v < n; v++)
    room->product[v] = (RimComplex) { room->spectrum[v].re * kernel[v],
                                      room->spectrum[v].im * kernel[v] };

  for (guint y = 0; y < self->n_b; y++)
    rim_fft_line_run (self->inverse[0], room->product + (gsize) y * self->n_a);

  for (guint x = 0; x < n_out_a; x += N_SIDE_BY_SIDE)
    {
      const guint n_columns = MIN (N_SIDE_BY_SIDE, n_out_a - x);

      transform_columns (self, self->inverse[1], room->product, first_a + x, n_columns,
                         room->lines);
      for (guint l = 0; l < n_columns; l++)
        for (guint y = 0; y < n_out_b; y++)
          {
            RimComplex value = room->lines[(gsize) l * self->n_b + first_b + y];

            room->modulus[(gsize) y * n_out_a + x + l] = sqrt (value.re * value.re +
                                                               value.im * value.im);
          }
    }
}

static void
add_plane (const Planes *self,
           guint         plane,
           const double *pooled)
{
  const RimBox *box = &self->out->box;

  for (guint b = box->min[self->b]; b < box->max[self->b]; b++)
    for (guint a = box->min[self->a]; a < box->max[self->a]; a++, pooled++)
      self->out->values[get_place (self, self->out, a, b, plane)] += *pooled;
}

static void
respond_planes (gsize    begin,
                gsize    end,
                gpointer data)
{
  Planes *self = data;
  const RimPooling pooling = self->settings->pooling;
  const gsize n = get_side (self->out, self->a) * get_side (self->out, self->b);
  Room room;

  if (!room_init (&room, self))
    {
      atomic_store (&self->failed, TRUE);
      room_clear (&room);
      return;
    }

  for (gsize p = begin; p < end; p++)
    {
      const guint plane = self->out->box.min[self->c] + (guint) p;

      transform_plane (self, plane, &room);
      rim_pooling_start (pooling, room.pooled, n);

      for (guint t = 0; t < self->n_angles; t++)
        {
          respond_angle (self, t, &room);
          rim_pooling_add (pooling, room.pooled, room.modulus, n, 1, 0);
        }

      rim_pooling_finish (pooling, room.pooled, n, self->n_angles);
      add_plane (self, plane, room.pooled);
    }

  room_clear (&room);
}

static gboolean
run_planes (Planes        *self,
            GCancellable  *cancellable,
            GError       **error)
{
  if (!planes_init (self, error) ||
      !rim_filter_for (get_side (self->out, self->c), 1, respond_planes, self, cancellable, error))
    return FALSE;

  if (!atomic_load (&self->failed))
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
               "There is no memory to filter planes of %u × %u voxels", self->n_a, self->n_b);

  return FALSE;
}

/* Adds the responses of the planes across the axis @c to @out. */
static gboolean
add_planes (const RimIbsiJob  *job,
            guint              c,
            RimPatch          *out,
            GError           **error)
{
  const RimGrid *grid = rim_volume_get_grid (job->image);
  Planes self = { .settings = job->settings, .out = out, .c = c };
  g_autoptr(RimPatch) image = NULL;
  RimBox source = { { 0, 0, 0 }, { grid->size[0], grid->size[1], grid->size[2] } };
  gboolean done;

  if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
    return FALSE;

  self.a = c == 0 ? 1 : 0;
  self.b = c == 2 ? 1 : 2;
  self.spacing_a = rim_grid_get_spacing (grid, self.a);
  self.spacing_b = rim_grid_get_spacing (grid, self.b);
  source.min[c] = out->box.min[c];
  source.max[c] = out->box.max[c];

  image = rim_patch_new_from_volume (job->image, &source, error);
  if (image == NULL)
    return FALSE;

  self.image = image;
  done = run_planes (&self, job->cancellable, error);
  planes_clear (&self);

  return done;
}

RimPatch *
rim_ibsi_gabor_respond (const RimIbsiJob  *job,
                        const RimBox      *box,
                        GError           **error)
{
  const guint n_orientations = job->settings->orthogonal_planes ? 3 : 1;
  g_autoptr(RimPatch) out = rim_patch_new (rim_volume_get_grid (job->image)->size, box, error);

  if (out == NULL)
    return NULL;

  memset (out->values, 0, rim_patch_get_n (out) * sizeof *out->values);
  for (guint o = 0; o < n_orientations; o++)
    if (!add_planes (job, 2 - o, out, error))
      return NULL;

  if (n_orientations > 1)
    rim_patch_divide (out, (double) n_orientations);

  return g_steal_pointer (&out);
}
