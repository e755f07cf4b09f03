/* rim-glcm-eigenvalue.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-glcm.h"

#include <math.h>
#include <string.h>

#include "rim-eigenvalues-private.h"
#include "rim-tridiagonal-private.h"

/* With A = p(i,j) / √(px(i) py(j)) the matrix Q of the maximal correlation
 * coefficient is, but for ε, similar to A Aᵀ. Its largest eigenvalue is 1 and
 * belongs to √px. The second is found by Lanczos' method in what is orthogonal
 * to that, in double precision and in a fixed order, and is then corrected for
 * ε to the first order, with both eigenvectors of Q.
 *
 * Where levels fall into groups that never meet, each group has a largest
 * eigenvalue of its own, 1 but for ε.
 *
 * Only where weights make probabilities tiny is ε not small beside their
 * products. Then all eigenvalues of Q itself are found.
 */

/* With a basis as large as the matrix nothing is left to converge. */
#define MAX_BASIS 128
#define MAX_BASIS_OF_MANY 48
#define MANY 4096

#define MAX_ROUNDS 60
#define CHECK_EVERY 4
#define TOLERANCE 1e-9

/* What is shorter is rounding. */
#define NOTHING 1e-14

/* What ε may change to the second order, or to the first where groups do not
 * meet.
 */
#define MAX_SECOND_ORDER 1e-13
#define MAX_GROUP_LOSS 1e-7

/* Up to here all eigenvalues are found where they must. */
#define DENSE_MAX 128

typedef struct
{
  const RimGlcm *glcm;
  const double  *px;
  const double  *py;
  double         epsilon;
  guint          n;
  double        *a;          /* of each cell */
  double        *top;        /* √px */
  double        *between;    /* Aᵀ x */
  guint          n_basis;
  double        *basis;      /* of n_basis vectors and one more */
  double         diagonal[MAX_BASIS];
  double         beside[MAX_BASIS];
} Lanczos;

static double
dot (const double *a,
     const double *b,
     guint         n)
{
  double sum[4] = { 0 };
  guint i = 0;

  for (; i + 4 <= n; i += 4)
    for (guint s = 0; s < 4; s++)
      sum[s] += a[i + s] * b[i + s];
  for (; i < n; i++)
    sum[0] += a[i] * b[i];

  return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

static void
subtract (double       *a,
          const double *b,
          double        times,
          guint         n)
{
  for (guint i = 0; i < n; i++)
    a[i] -= times * b[i];
}

static double
normalise (double *a,
           guint   n)
{
  double length = sqrt (dot (a, a, n));

  if (length > 0.0)
    for (guint i = 0; i < n; i++)
      a[i] /= length;

  return length;
}

/* How many cells one that is stored stands for. */
static guint
n_mirrors (const RimGlcm *glcm,
           gsize          c)
{
  return glcm->is_symmetric && glcm->rows[c] != glcm->columns[c] ? 2 : 1;
}

/* y = A x or Aᵀ x; both are one where A is symmetric. */
static void
multiply (const Lanczos *self,
          const double  *x,
          double        *y,
          gboolean       is_transposed)
{
  const RimGlcm *glcm = self->glcm;
  gboolean both = glcm->is_symmetric;

  memset (y, 0, sizeof (double) * self->n);

  for (gsize c = 0; c < glcm->n_cells; c++)
    {
      guint row = glcm->rows[c] - 1u;
      guint column = glcm->columns[c] - 1u;

      if (both || !is_transposed)
        y[row] += self->a[c] * x[column];
      if (both ? row != column : is_transposed)
        y[column] += self->a[c] * x[row];
    }
}

static guint
find_group (guint *parents,
            guint  node)
{
  while (parents[node] != node)
    node = parents[node] = parents[parents[node]];

  return node;
}

static void
join_groups (guint *parents,
             guint  a,
             guint  b)
{
  a = find_group (parents, a);
  b = find_group (parents, b);
  parents[MAX (a, b)] = MIN (a, b);
}

/* Rows and columns that meet in a cell are of one group. */
static guint *
make_groups (const RimGlcm *glcm)
{
  guint *parents = g_new (guint, 2 * ((gsize) glcm->n + 1));

  for (guint node = 0; node < 2 * (glcm->n + 1); node++)
    parents[node] = node;

  for (gsize c = 0; c < glcm->n_cells; c++)
    {
      join_groups (parents, glcm->rows[c], glcm->n + 1 + glcm->columns[c]);
      if (glcm->is_symmetric)
        join_groups (parents, glcm->columns[c], glcm->n + 1 + glcm->rows[c]);
    }

  return parents;
}

/* The second largest of the groups' largest eigenvalues; NAN for one group. A
 * group's is the mean over its rows of what ε leaves of 1.
 */
static double
find_second_group (const RimGlcm *glcm,
                   const double  *px,
                   const double  *py,
                   double         epsilon)
{
  g_autofree guint *parents = make_groups (glcm);
  g_autofree double *masses = g_new0 (double, (gsize) glcm->n + 1);
  g_autofree double *shares = g_new0 (double, (gsize) glcm->n + 1);
  double first = NAN;
  double second = NAN;

  for (gsize c = 0; c < glcm->n_cells; c++)
    for (guint mirror = 0; mirror < n_mirrors (glcm, c); mirror++)
      {
        guint row = mirror ? glcm->columns[c] : glcm->rows[c];
        guint column = mirror ? glcm->rows[c] : glcm->columns[c];
        guint group = find_group (parents, row);
        double q = px[row] * py[column];

        masses[group] += glcm->p[c];
        shares[group] += glcm->p[c] * (q / (q + epsilon));
      }

  for (guint g = 1; g <= glcm->n; g++)
    if (masses[g] > 0.0)
      {
        double value = shares[g] / masses[g];

        if (!(value <= first))
          {
            second = first;
            first = value;
          }
        else if (!(value <= second))
          second = value;
      }

  return second;
}

/* Levels and their number are correlated, so the number itself is nearly the
 * eigenvector; a little of everything makes sure that nothing is missed.
 */
static void
make_first_vector (Lanczos *self)
{
  const guint16 *values = self->glcm->values;
  double spread = values[self->n] - values[1];
  guint32 random = 12345;
  double mean = 0.0;

  for (guint i = 0; i < self->n; i++)
    mean += self->px[i + 1] * values[i + 1];

  for (guint i = 0; i < self->n; i++)
    {
      random = random * 1664525u + 1013904223u;
      self->basis[i] = self->top[i] > 0.0 ?
                       self->top[i] * (values[i + 1] - mean) / spread +
                       0.1 * ((random >> 8) / 16777216.0 - 0.5) : 0.0;
    }
}

static void
lanczos_init (Lanczos       *self,
              const RimGlcm *glcm,
              const double  *px,
              const double  *py,
              double         epsilon)
{
  self->glcm = glcm;
  self->px = px;
  self->py = py;
  self->epsilon = epsilon;
  self->n = glcm->n;
  self->a = g_new (double, glcm->n_cells);
  self->top = g_new (double, self->n);
  self->between = g_new (double, self->n);
  self->n_basis = self->n > MANY ? MAX_BASIS_OF_MANY : MIN (MAX_BASIS, MAX (self->n, 4));
  self->basis = g_new (double, (gsize) self->n * (self->n_basis + 1));

  for (gsize c = 0; c < glcm->n_cells; c++)
    self->a[c] = glcm->p[c] / sqrt (px[glcm->rows[c]] * py[glcm->columns[c]]);
  for (guint i = 0; i < self->n; i++)
    self->top[i] = sqrt (px[i + 1]);
  normalise (self->top, self->n);
  make_first_vector (self);
}

static void
lanczos_clear (Lanczos *self)
{
  g_free (self->a);
  g_free (self->top);
  g_free (self->between);
  g_free (self->basis);
}

static double *
get_basis (Lanczos *self,
           guint    b)
{
  return self->basis + (gsize) b * self->n;
}

/* Adds vector @b + 1 of the basis; returns how long it was. */
static double
extend_basis (Lanczos *self,
              guint    b)
{
  double *next = get_basis (self, b + 1);

  multiply (self, get_basis (self, b), self->between, TRUE);
  multiply (self, self->between, next, FALSE);
  self->diagonal[b] = dot (next, get_basis (self, b), self->n);

  for (guint pass = 0; pass < 2; pass++)
    {
      subtract (next, self->top, dot (next, self->top, self->n), self->n);
      for (guint other = b + 1; other-- > (pass == 0 && b > 0 ? b - 1 : 0);)
        subtract (next, get_basis (self, other), dot (next, get_basis (self, other), self->n),
                  self->n);
    }

  return normalise (next, self->n);
}

/* Puts the eigenvector that the basis knows in the place of its first vector. */
static void
restart (Lanczos      *self,
         const double *weights,
         guint         n_basis)
{
  for (guint i = 0; i < self->n; i++)
    {
      double sum = 0.0;

      for (guint b = 0; b < n_basis; b++)
        sum += weights[b] * get_basis (self, b)[i];
      self->basis[i] = sum;
    }
}

/* Leaves the best eigenvector it can in the place of the first vector; returns
 * whether that is one.
 */
static gboolean
run_round (Lanczos *self)
{
  guint most = MIN (self->n_basis, self->n);
  double weights[MAX_BASIS];

  normalise (self->basis, self->n);
  subtract (self->basis, self->top, dot (self->basis, self->top, self->n), self->n);
  if (normalise (self->basis, self->n) < NOTHING)
    {
      memset (self->basis, 0, sizeof (double) * self->n);
      return TRUE;
    }
  subtract (self->basis, self->top, dot (self->basis, self->top, self->n), self->n);
  normalise (self->basis, self->n);

  for (guint b = 0;; b++)
    {
      double value;

      self->beside[b] = extend_basis (self, b);
      if (self->beside[b] > NOTHING && b + 1 < most && (b + 1) % CHECK_EVERY != 0)
        continue;

      value = rim_tridiagonal_find_top (self->diagonal, self->beside, b + 1, weights);
      if (self->beside[b] <= NOTHING || b + 1 == most ||
          self->beside[b] * fabs (weights[b]) <= TOLERANCE * value)
        {
          restart (self, weights, b + 1);
          return self->beside[b] <= NOTHING || b + 1 == self->n ||
                 self->beside[b] * fabs (weights[b]) <= TOLERANCE * value;
        }
    }
}

static double
get_length (const double *a,
            guint         n)
{
  return sqrt (dot (a, a, n));
}

/* Adds what ε changes in Q, times the vector @x of columns or, transposed, of
 * rows.
 */
static void
multiply_change (const Lanczos *self,
                 const double  *x,
                 double        *y,
                 gboolean       is_transposed)
{
  const RimGlcm *glcm = self->glcm;

  memset (y, 0, sizeof (double) * self->n);

  for (gsize c = 0; c < glcm->n_cells; c++)
    for (guint mirror = 0; mirror < n_mirrors (glcm, c); mirror++)
      {
        guint row = mirror ? glcm->columns[c] : glcm->rows[c];
        guint column = mirror ? glcm->rows[c] : glcm->columns[c];
        double q = self->px[row] * self->py[column];
        double change = -self->a[c] * (self->epsilon / (q + self->epsilon));

        if (is_transposed)
          y[column - 1] += change * x[row - 1];
        else
          y[row - 1] += change * x[column - 1];
      }
}

/* Corrects the eigenvalue of the vector u in the place of the first of the basis:
 * yᵀ Q x with the eigenvectors x = u / √px and y = u √px of Q, ε within. Returns
 * FALSE where that is not enough.
 */
static gboolean
correct (Lanczos *self,
         double  *value)
{
  const double *u = self->basis;
  double *right = get_basis (self, 1);
  double *left = get_basis (self, 2);
  double *rows = get_basis (self, 3);

  normalise (self->basis, self->n);
  multiply (self, u, self->between, TRUE);
  multiply_change (self, self->between, right, FALSE);
  multiply_change (self, u, rows, TRUE);
  multiply (self, rows, left, FALSE);

  *value = dot (self->between, self->between, self->n) + dot (u, right, self->n);

  return get_length (right, self->n) * get_length (left, self->n) <= MAX_SECOND_ORDER;
}

static double
find_densely (const RimGlcm *glcm,
              const double  *px,
              const double  *py,
              double         epsilon)
{
  const guint n = glcm->n;
  g_autofree double *p = g_new0 (double, (gsize) n * n);
  g_autofree double *q = g_new0 (double, (gsize) n * n);
  g_autofree double *values = g_new (double, n);
  double first = -INFINITY;
  double second = -INFINITY;

  for (gsize c = 0; c < glcm->n_cells; c++)
    for (guint mirror = 0; mirror < n_mirrors (glcm, c); mirror++)
      {
        guint row = mirror ? glcm->columns[c] : glcm->rows[c];
        guint column = mirror ? glcm->rows[c] : glcm->columns[c];

        p[(row - 1) * n + column - 1] = glcm->p[c];
      }

  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < n; k++)
      for (guint j = 0; p[i * n + k] > 0.0 && j < n; j++)
        q[i * n + j] += p[i * n + k] * p[j * n + k] / (px[i + 1] * py[k + 1] + epsilon);

  rim_matrix_find_eigenvalues (q, n, values);
  for (guint i = 0; i < n; i++)
    {
      second = MAX (second, MIN (first, values[i]));
      first = MAX (first, values[i]);
    }

  return second;
}

static gboolean
find_sparsely (const RimGlcm *glcm,
               const double  *px,
               const double  *py,
               double         epsilon,
               double        *value)
{
  Lanczos lanczos;
  gboolean is_enough;

  *value = find_second_group (glcm, px, py, epsilon);
  if (!isnan (*value))
    return *value >= 1.0 - MAX_GROUP_LOSS;

  lanczos_init (&lanczos, glcm, px, py, epsilon);
  for (guint round = 0; round < MAX_ROUNDS; round++)
    if (run_round (&lanczos))
      break;
  is_enough = correct (&lanczos, value);
  lanczos_clear (&lanczos);

  return is_enough;
}

/**
 * rim_glcm_find_eigenvalue:
 * @glcm: a matrix of at least one cell
 * @px: (array): [n + 1]: the probability of each row
 * @py: (array): [n + 1]: of each column
 * @epsilon: what is added to divisors
 *
 * The second largest eigenvalue of Q(i,j) = Σk p(i,k) p(j,k) / (px(i) py(k) + ε),
 * to about 1e-12. Time is that of some dozens of passes over the cells; memory is
 * 1 KiB per level. (Haralick et al. 1973, f14.)
 *
 * Returns: the eigenvalue, within 0 to 1; 1 for a single level
 */
double
rim_glcm_find_eigenvalue (const RimGlcm *glcm,
                          const double  *px,
                          const double  *py,
                          double         epsilon)
{
  double value;

  if (glcm->n < 2)
    return 1.0;

  if (!find_sparsely (glcm, px, py, epsilon, &value) && glcm->n <= DENSE_MAX)
    value = find_densely (glcm, px, py, epsilon);

  return CLAMP (value, 0.0, 1.0);
}
