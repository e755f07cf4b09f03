/* rim-fft.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-fft.h"

#include <fftw3.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>

#include "core/rim-parallel.h"

/* FFTW picks an algorithm by the clock unless told to estimate, and its SIMD
 * codelets by what the CPU has, and either rounds differently: without both, the
 * bits depend on the length of the line alone. They must not depend on where in
 * memory a line lies either.
 */
#define PLAN_FLAGS (FFTW_ESTIMATE | FFTW_NO_SIMD | FFTW_UNALIGNED)

/* Lines that lie side by side are gathered and scattered together, as a cache
 * line holds four values of as many lines.
 */
#define N_SIDE_BY_SIDE 8

#define VALUES_PER_BLOCK 32768

struct _RimFftLine
{
  guint     n;
  fftw_plan plan;
};

/* Everything in FFTW but running a plan shares the planner. */
static pthread_mutex_t planner_lock = PTHREAD_MUTEX_INITIALIZER;

/* Lines along one axis of an array: they start at each of @stride places of each
 * of @n_outer parts.
 */
typedef struct
{
  const RimFftLine *line;
  RimComplex       *values;
  gsize             stride;
  gsize             n_outer;
  atomic_bool       failed;
} Pass;

/* The rows of an array, between real values and half a spectrum. */
typedef struct
{
  fftw_plan   plan;
  gsize       n;
  double     *values;
  RimComplex *spectrum;
} RealPass;

static fftw_complex *
as_fftw (RimComplex *values)
{
  return (fftw_complex *) values;
}

static gboolean
check_size (const guint   size[3],
            GError      **error)
{
  for (guint axis = 0; axis < 3; axis++)
    if (size[axis] == 0 || size[axis] > INT_MAX)
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                     "No Fourier transform has %u values along an axis", size[axis]);
        return FALSE;
      }

  return TRUE;
}

static void
set_no_memory (GError **error,
               gsize    n)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
               "There is no memory for Fourier transforms of %" G_GSIZE_FORMAT " values", n);
}

static gsize
get_block (gsize values_per_item)
{
  return MAX (1, VALUES_PER_BLOCK / values_per_item);
}

static void
run_rows (gsize    begin,
          gsize    end,
          gpointer data)
{
  Pass *pass = data;

  for (gsize row = begin; row < end; row++)
    rim_fft_line_run (pass->line, pass->values + row * pass->line->n);
}

static void
run_side_by_side (const Pass *pass,
                  gsize       group,
                  RimComplex *lines)
{
  const gsize n = pass->line->n;
  const gsize n_groups = (pass->stride + N_SIDE_BY_SIDE - 1) / N_SIDE_BY_SIDE;
  const gsize first = group % n_groups * N_SIDE_BY_SIDE;
  const gsize n_lines = MIN (N_SIDE_BY_SIDE, pass->stride - first);
  RimComplex *values = pass->values + group / n_groups * n * pass->stride + first;

  for (gsize x = 0; x < n; x++)
    for (gsize l = 0; l < n_lines; l++)
      lines[l * n + x] = values[x * pass->stride + l];

  for (gsize l = 0; l < n_lines; l++)
    rim_fft_line_run (pass->line, lines + l * n);

  for (gsize x = 0; x < n; x++)
    for (gsize l = 0; l < n_lines; l++)
      values[x * pass->stride + l] = lines[l * n + x];
}

static void
run_groups (gsize    begin,
            gsize    end,
            gpointer data)
{
  Pass *pass = data;
  g_autofree RimComplex *lines = g_try_new (RimComplex, (gsize) pass->line->n * N_SIDE_BY_SIDE);

  if (lines == NULL)
    {
      atomic_store (&pass->failed, TRUE);
      return;
    }

  for (gsize group = begin; group < end; group++)
    run_side_by_side (pass, group, lines);
}

static gboolean
run_pass (Pass    *pass,
          GError **error)
{
  const gsize n = pass->line->n;
  gsize n_groups;

  if (pass->stride == 1)
    {
      rim_parallel_for (pass->n_outer, get_block (n), run_rows, pass);
      return TRUE;
    }

  n_groups = (pass->stride + N_SIDE_BY_SIDE - 1) / N_SIDE_BY_SIDE;
  rim_parallel_for (pass->n_outer * n_groups, get_block (n * N_SIDE_BY_SIDE), run_groups, pass);

  if (atomic_load (&pass->failed))
    {
      set_no_memory (error, n * N_SIDE_BY_SIDE);
      return FALSE;
    }

  return TRUE;
}

/* Transforms along axes @first to 2. */
static gboolean
transform_axes (const guint       size[3],
                guint             first,
                RimFftDirection   direction,
                RimComplex       *values,
                GError          **error)
{
  const gsize n_values = (gsize) size[0] * size[1] * size[2];
  gsize stride = first == 0 ? 1 : size[0];

  for (guint axis = first; axis < 3; stride *= size[axis], axis++)
    {
      g_autoptr(RimFftLine) line = NULL;
      Pass pass = { .values = values, .stride = stride };

      if (size[axis] == 1)
        continue;

      line = rim_fft_line_new (size[axis], direction, error);
      if (line == NULL)
        return FALSE;

      pass.line = line;
      pass.n_outer = n_values / stride / size[axis];
      if (!run_pass (&pass, error))
        return FALSE;
    }

  return TRUE;
}

static void
run_real_rows (gsize    begin,
               gsize    end,
               gpointer data)
{
  RealPass *pass = data;
  const gsize n_spectrum = pass->n / 2 + 1;

  for (gsize row = begin; row < end; row++)
    fftw_execute_dft_r2c (pass->plan, pass->values + row * pass->n,
                          as_fftw (pass->spectrum + row * n_spectrum));
}

static void
run_half_rows (gsize    begin,
               gsize    end,
               gpointer data)
{
  RealPass *pass = data;
  const gsize n_spectrum = pass->n / 2 + 1;

  for (gsize row = begin; row < end; row++)
    fftw_execute_dft_c2r (pass->plan, as_fftw (pass->spectrum + row * n_spectrum),
                          pass->values + row * pass->n);
}

/* Only a plan that keeps its input may be run on values that are const. */
static gboolean
run_real_pass (RealPass         *pass,
               gsize             n_rows,
               RimFftDirection   direction,
               GError          **error)
{
  const int n = (int) pass->n;
  gboolean forward = direction == RIM_FFT_FORWARD;

  pthread_mutex_lock (&planner_lock);
  if (forward)
    pass->plan = fftw_plan_dft_r2c_1d (n, pass->values, as_fftw (pass->spectrum),
                                       PLAN_FLAGS | FFTW_PRESERVE_INPUT);
  else
    pass->plan = fftw_plan_dft_c2r_1d (n, as_fftw (pass->spectrum), pass->values, PLAN_FLAGS);
  pthread_mutex_unlock (&planner_lock);

  if (pass->plan == NULL)
    {
      set_no_memory (error, pass->n);
      return FALSE;
    }

  rim_parallel_for (n_rows, get_block (pass->n), forward ? run_real_rows : run_half_rows, pass);

  pthread_mutex_lock (&planner_lock);
  fftw_destroy_plan (pass->plan);
  pthread_mutex_unlock (&planner_lock);

  return TRUE;
}

/**
 * rim_fft_good_size:
 * @n: a length
 *
 * Returns: the lowest length from @n on that has no prime factor above 7, which
 *   Fourier transforms are fastest at
 */
gsize
rim_fft_good_size (gsize n)
{
  static const gsize factors[] = { 2, 3, 5, 7 };

  for (n = MAX (n, 1); ; n++)
    {
      gsize rest = n;

      for (guint f = 0; f < G_N_ELEMENTS (factors); f++)
        while (rest % factors[f] == 0)
          rest /= factors[f];

      if (rest == 1)
        return n;
    }
}

/**
 * rim_fft_get_n_spectrum:
 * @size: how many real values along each axis, the first fastest
 *
 * Returns: how many complex ones say the same: (size[0] / 2 + 1) × size[1] ×
 *   size[2], as the others are conjugates of these
 */
gsize
rim_fft_get_n_spectrum (const guint size[3])
{
  return ((gsize) size[0] / 2 + 1) * size[1] * size[2];
}

/**
 * rim_fft_transform:
 * @size: how many values along each axis, the first fastest; 1 along those that
 *   there are not
 * @direction: which way
 * @values: size[0] × size[1] × size[2]; transformed in place
 * @error: where to put an error
 *
 * Fourier transform of an array, on all processors. The bits depend on the size
 * and the values alone. After an error @values are not defined.
 *
 * Returns: whether there was the memory for it
 */
gboolean
rim_fft_transform (const guint       size[3],
                   RimFftDirection   direction,
                   RimComplex       *values,
                   GError          **error)
{
  g_return_val_if_fail (values != NULL, FALSE);

  return check_size (size, error) && transform_axes (size, 0, direction, values, error);
}

/**
 * rim_fft_transform_real:
 * @size: how many values along each axis, the first fastest; 1 along those that
 *   there are not
 * @values: size[0] × size[1] × size[2]
 * @spectrum: (out caller-allocates): rim_fft_get_n_spectrum() of them, the first
 *   axis fastest
 * @error: where to put an error
 *
 * Forward Fourier transform of real values, on all processors; see
 * rim_fft_transform().
 *
 * Returns: whether there was the memory for it
 */
gboolean
rim_fft_transform_real (const guint    size[3],
                        const double  *values,
                        RimComplex    *spectrum,
                        GError       **error)
{
  const guint half[3] = { size[0] / 2 + 1, size[1], size[2] };
  RealPass pass = { .n = size[0], .values = (double *) values, .spectrum = spectrum };

  g_return_val_if_fail (values != NULL && spectrum != NULL, FALSE);

  return check_size (size, error) &&
         run_real_pass (&pass, (gsize) size[1] * size[2], RIM_FFT_FORWARD, error) &&
         transform_axes (half, 1, RIM_FFT_FORWARD, spectrum, error);
}

/**
 * rim_fft_invert_real:
 * @size: how many values along each axis, as the transform was told
 * @spectrum: (inout): rim_fft_get_n_spectrum() values; destroyed
 * @values: (out caller-allocates): size[0] × size[1] × size[2]
 * @error: where to put an error
 *
 * Inverse Fourier transform to real values, on all processors, not divided by
 * their number; see rim_fft_transform().
 *
 * Returns: whether there was the memory for it
 */
gboolean
rim_fft_invert_real (const guint   size[3],
                     RimComplex   *spectrum,
                     double       *values,
                     GError      **error)
{
  const guint half[3] = { size[0] / 2 + 1, size[1], size[2] };
  RealPass pass = { .n = size[0], .values = values, .spectrum = spectrum };

  g_return_val_if_fail (values != NULL && spectrum != NULL, FALSE);

  return check_size (size, error) &&
         transform_axes (half, 1, RIM_FFT_INVERSE, spectrum, error) &&
         run_real_pass (&pass, (gsize) size[1] * size[2], RIM_FFT_INVERSE, error);
}

/**
 * rim_fft_line_new:
 * @n: how many values a line has
 * @direction: which way
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): how to transform such lines
 */
RimFftLine *
rim_fft_line_new (guint             n,
                  RimFftDirection   direction,
                  GError          **error)
{
  const guint size[3] = { n, 1, 1 };
  g_autofree RimComplex *line = NULL;
  fftw_plan plan = NULL;
  RimFftLine *self;

  if (!check_size (size, error))
    return NULL;

  line = g_try_new (RimComplex, n);
  if (line != NULL)
    {
      pthread_mutex_lock (&planner_lock);
      plan = fftw_plan_dft_1d ((int) n, as_fftw (line), as_fftw (line),
                               direction == RIM_FFT_FORWARD ? FFTW_FORWARD : FFTW_BACKWARD,
                               PLAN_FLAGS);
      pthread_mutex_unlock (&planner_lock);
    }

  if (plan == NULL)
    {
      set_no_memory (error, n);
      return NULL;
    }

  self = g_new (RimFftLine, 1);
  self->n = n;
  self->plan = plan;

  return self;
}

/**
 * rim_fft_line_run:
 * @self: how
 * @line: as many values as @self was made for; transformed in place
 *
 * Any thread may call it.
 */
void
rim_fft_line_run (const RimFftLine *self,
                  RimComplex       *line)
{
  fftw_execute_dft (self->plan, as_fftw (line), as_fftw (line));
}

/**
 * rim_fft_line_free:
 * @self: (transfer full) (nullable): how to transform lines
 */
void
rim_fft_line_free (RimFftLine *self)
{
  if (self == NULL)
    return;

  pthread_mutex_lock (&planner_lock);
  fftw_destroy_plan (self->plan);
  pthread_mutex_unlock (&planner_lock);
  g_free (self);
}
