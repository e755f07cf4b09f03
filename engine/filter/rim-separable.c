/* rim-separable.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-separable.h"

#include <string.h>

#include "core/rim-parallel.h"

#define VALUES_PER_BLOCK 32768

typedef enum
{
  AS_IT_IS,
  FLIPPED,
  BOTH,         /* their sum */
} Turn;

/* A chain along an axis, as a rotation leaves it. */
typedef struct
{
  const RimChain *chain;
  guint           which;      /* of the chains; equal ones are the same */
  Turn            turn;
} Side;

/* A filter that rotations come to, and how many, up to its sign. */
typedef struct
{
  Side  sides[3];
  guint n_plus;
  guint n_minus;
} Term;

typedef struct
{
  Term  terms[24];
  guint n_terms;
  guint n_rotations;
} Terms;

typedef struct
{
  RimPooling      pooling;
  RimPatch       *pooled;
  const RimPatch *response;
  const Term     *term;
  guint           n_rotations;
} Pool;

static const struct
{
  guint axes[3];
  gint  sign;
} permutations[] = {
  { { 0, 1, 2 }, 1 }, { { 1, 2, 0 }, 1 }, { { 2, 0, 1 }, 1 },
  { { 1, 0, 2 }, -1 }, { { 0, 2, 1 }, -1 }, { { 2, 1, 0 }, -1 },
};

/* What a filter is when the axis is reversed. Its taps go to @room. */
static RimTaps
flip_taps (const RimTaps *taps,
           double        *room)
{
  RimTaps flipped = *taps;

  for (guint t = 0; t < taps->n; t++)
    room[t] = taps->taps[taps->n - 1 - t];

  flipped.taps = room;
  flipped.first = (gint) ((taps->n - 1) * taps->step) - taps->first;

  return flipped;
}

/* 1 where a reversed filter is the same, -1 where it is its negative, 0 where it
 * is another.
 */
static gint
get_taps_symmetry (const RimTaps *taps)
{
  gint symmetry = 0;

  if (2 * taps->first != (gint) ((taps->n - 1) * taps->step))
    return 0;

  for (gint sign = 1; sign >= -1 && symmetry == 0; sign -= 2)
    {
      symmetry = sign;
      for (guint t = 0; t < taps->n; t++)
        if (taps->taps[t] != sign * taps->taps[taps->n - 1 - t])
          symmetry = 0;
    }

  return symmetry;
}

static gint
get_symmetry (const RimChain *chain)
{
  gint symmetry = 1;

  for (guint l = 0; l < chain->n_levels; l++)
    symmetry *= get_taps_symmetry (&chain->levels[l]);

  return symmetry;
}

static gint
compare_terms (gconstpointer a,
               gconstpointer b)
{
  const Term *terms[2] = { a, b };

  for (guint axis = 0; axis < 3; axis++)
    {
      const Side *x = &terms[0]->sides[axis];
      const Side *y = &terms[1]->sides[axis];

      if (x->which != y->which)
        return x->which < y->which ? -1 : 1;
      if (x->turn != y->turn)
        return x->turn < y->turn ? -1 : 1;
    }

  return 0;
}

static void
add_term (Terms      *self,
          const Term *term,
          gint        sign)
{
  guint t = 0;

  while (t < self->n_terms && compare_terms (&self->terms[t], term) != 0)
    t++;
  if (t == self->n_terms)
    self->terms[self->n_terms++] = *term;

  if (sign > 0)
    self->terms[t].n_plus++;
  else
    self->terms[t].n_minus++;
  self->n_rotations++;
}

static guint
find_chain (const RimSeparable *filter,
            guint               which)
{
  guint first = 0;

  while (filter->chains[first] != filter->chains[which])
    first++;

  return first;
}

/* The filter with the axes as @axes says and reversed where @flips has a bit. */
static void
add_rotation (Terms              *self,
              const RimSeparable *filter,
              const guint         axes[3],
              guint               flips)
{
  Term term = { .n_plus = 0 };
  gint sign = 1;

  for (guint axis = 0; axis < 3; axis++)
    {
      Side *side = &term.sides[axis];
      gint symmetry;

      side->which = find_chain (filter, axes[axis]);
      side->chain = filter->chains[side->which];
      symmetry = get_symmetry (side->chain);
      side->turn = (flips >> axis & 1) && symmetry == 0 ? FLIPPED : AS_IT_IS;
      if ((flips >> axis & 1) && symmetry < 0)
        sign = -sign;
    }

  add_term (self, &term, sign);
}

static gint
get_flip_sign (guint flips)
{
  return (flips & 1) ^ (flips >> 1 & 1) ^ (flips >> 2 & 1) ? -1 : 1;
}

/* All that turn by right angles, none that mirrors. */
static void
add_rotations (Terms              *self,
               const RimSeparable *filter)
{
  for (guint p = 0; p < G_N_ELEMENTS (permutations); p++)
    for (guint flips = 0; flips < 8; flips++)
      {
        if (permutations[p].sign != get_flip_sign (flips))
          continue;
        if (filter->is_2d && (permutations[p].axes[2] != 2 || (flips & 4)))
          continue;

        add_rotation (self, filter, permutations[p].axes, flips);
      }

  qsort (self->terms, self->n_terms, sizeof *self->terms, compare_terms);
}

/* Whether @other is @term with one axis the other way round, of equal weight. */
static gboolean
is_counterpart (const Term *term,
                const Term *other,
                guint       axis)
{
  Term flipped = *term;

  flipped.sides[axis].turn = FLIPPED;

  return term->sides[axis].turn == AS_IT_IS && compare_terms (&flipped, other) == 0 &&
         term->n_plus == other->n_plus && term->n_minus == other->n_minus;
}

/* In an average the two ways round of an axis may be added before what comes next,
 * which then is done once.
 */
static void
merge_axis (Terms *self,
            guint  axis)
{
  for (guint t = 0; t < self->n_terms; t++)
    for (guint o = 0; o < self->n_terms; o++)
      if (is_counterpart (&self->terms[t], &self->terms[o], axis))
        {
          self->terms[t].sides[axis].turn = BOTH;
          self->terms[o] = self->terms[--self->n_terms];
          t = (guint) -1;
          break;
        }
}

static void
merge_terms (Terms *self)
{
  for (guint axis = 0; axis < 3; axis++)
    merge_axis (self, axis);

  qsort (self->terms, self->n_terms, sizeof *self->terms, compare_terms);
}

/* Which voxels each level needs, from what comes out (the last) to what goes in
 * (the first).
 */
static void
find_ranges (const RimChain *chain,
             gboolean        is_flipped,
             RimBoundary     boundary,
             guint           size,
             guint          *begins,
             guint          *ends)
{
  for (guint l = chain->n_levels; l > 0; l--)
    {
      g_autofree double *room = g_new (double, chain->levels[l - 1].n);
      RimTaps taps = chain->levels[l - 1];

      if (is_flipped)
        taps = flip_taps (&chain->levels[l - 1], room);

      begins[l - 1] = begins[l];
      ends[l - 1] = ends[l];
      rim_taps_get_source (&taps, boundary, size, &begins[l - 1], &ends[l - 1]);
    }
}

static RimPatch *
apply_level (const RimPatch  *in,
             guint            axis,
             const RimTaps   *level,
             gboolean         is_flipped,
             RimBoundary      boundary,
             guint            begin,
             guint            end,
             GError         **error)
{
  g_autofree double *room = g_new (double, level->n);
  RimTaps taps = is_flipped ? flip_taps (level, room) : *level;

  return rim_convolve_axis (in, axis, &taps, boundary, begin, end, error);
}

static RimPatch *
apply_chain (const RimPatch  *in,
             guint            axis,
             const RimChain  *chain,
             gboolean         is_flipped,
             RimBoundary      boundary,
             const RimBox    *box,
             GError         **error)
{
  guint begins[RIM_CHAIN_MAX_LEVELS + 1], ends[RIM_CHAIN_MAX_LEVELS + 1];
  g_autoptr(RimPatch) last = NULL;

  begins[chain->n_levels] = box->min[axis];
  ends[chain->n_levels] = box->max[axis];
  find_ranges (chain, is_flipped, boundary, in->size[axis], begins, ends);

  for (guint l = 0; l < chain->n_levels; l++)
    {
      RimPatch *next = apply_level (last != NULL ? last : in, axis, &chain->levels[l], is_flipped,
                                    boundary, begins[l + 1], ends[l + 1], error);

      if (next == NULL)
        return NULL;

      rim_patch_free (last);
      last = next;
    }

  return last != NULL ? g_steal_pointer (&last) : rim_patch_crop (in, &in->box, error);
}

static RimPatch *
apply_side (const RimPatch  *in,
            guint            axis,
            const Side      *side,
            RimBoundary      boundary,
            const RimBox    *box,
            GError         **error)
{
  g_autoptr(RimPatch) plain = NULL;
  g_autoptr(RimPatch) flipped = NULL;

  if (side->turn != FLIPPED)
    {
      plain = apply_chain (in, axis, side->chain, FALSE, boundary, box, error);
      if (plain == NULL || side->turn == AS_IT_IS)
        return g_steal_pointer (&plain);
    }

  flipped = apply_chain (in, axis, side->chain, TRUE, boundary, box, error);
  if (flipped != NULL && plain != NULL)
    rim_patch_add (flipped, plain);

  return g_steal_pointer (&flipped);
}

static void
grow_source (const RimChain     *chain,
             gboolean            is_flipped,
             const RimSeparable *filter,
             const guint         size[3],
             const RimBox       *box,
             guint               axis,
             RimBox             *source)
{
  guint begins[RIM_CHAIN_MAX_LEVELS + 1], ends[RIM_CHAIN_MAX_LEVELS + 1];

  begins[chain->n_levels] = box->min[axis];
  ends[chain->n_levels] = box->max[axis];
  find_ranges (chain, is_flipped, filter->boundary, size[axis], begins, ends);
  source->min[axis] = MIN (source->min[axis], begins[0]);
  source->max[axis] = MAX (source->max[axis], ends[0]);
}

static void
find_source (const Terms        *terms,
             const RimSeparable *filter,
             const guint         size[3],
             const RimBox       *box,
             RimBox             *source)
{
  *source = *box;

  for (guint t = 0; t < terms->n_terms; t++)
    for (guint axis = 0; axis < 3; axis++)
      {
        const Side *side = &terms->terms[t].sides[axis];

        if (side->turn != FLIPPED)
          grow_source (side->chain, FALSE, filter, size, box, axis, source);
        if (side->turn != AS_IT_IS)
          grow_source (side->chain, TRUE, filter, size, box, axis, source);
      }
}

static void
start_values (gsize    begin,
              gsize    end,
              gpointer data)
{
  const Pool *pool = data;

  rim_pooling_start (pool->pooling, pool->pooled->values + begin, end - begin);
}

static void
add_values (gsize    begin,
            gsize    end,
            gpointer data)
{
  const Pool *pool = data;

  rim_pooling_add (pool->pooling, pool->pooled->values + begin, pool->response->values + begin,
                   end - begin, pool->term->n_plus, pool->term->n_minus);
}

static void
finish_values (gsize    begin,
               gsize    end,
               gpointer data)
{
  const Pool *pool = data;

  rim_pooling_finish (pool->pooling, pool->pooled->values + begin, end - begin,
                      pool->n_rotations);
}

/* Terms are sorted, so that those with the same filter along i, or i and j, come
 * one after the other and share what that gives: @shared[0] and @shared[1].
 */
static RimPatch *
apply_term (const Terms         *terms,
            guint                t,
            const RimPatch      *image,
            const RimSeparable  *filter,
            const RimBox        *box,
            RimPatch            *shared[2],
            GError             **error)
{
  const Term *term = &terms->terms[t];
  gboolean same = t > 0;

  for (guint axis = 0; axis < 2; axis++)
    {
      same = same && term->sides[axis].which == term[-1].sides[axis].which &&
             term->sides[axis].turn == term[-1].sides[axis].turn;
      if (same)
        continue;

      rim_patch_free (shared[axis]);
      shared[axis] = apply_side (axis == 0 ? image : shared[0], axis, &term->sides[axis],
                                 filter->boundary, box, error);
      if (shared[axis] == NULL)
        return NULL;
    }

  return apply_side (shared[1], 2, &term->sides[2], filter->boundary, box, error);
}

static gboolean
pool_terms (Pool                *pool,
            const Terms         *terms,
            const RimPatch      *image,
            const RimSeparable  *filter,
            RimPatch            *shared[2],
            GCancellable        *cancellable,
            GError             **error)
{
  const gsize n = rim_patch_get_n (pool->pooled);

  rim_parallel_for (n, VALUES_PER_BLOCK, start_values, pool);

  for (guint t = 0; t < terms->n_terms; t++)
    {
      g_autoptr(RimPatch) response = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      response = apply_term (terms, t, image, filter, &pool->pooled->box, shared, error);
      if (response == NULL)
        return FALSE;

      pool->response = response;
      pool->term = &terms->terms[t];
      rim_parallel_for (n, VALUES_PER_BLOCK, add_values, pool);
    }

  rim_parallel_for (n, VALUES_PER_BLOCK, finish_values, pool);

  return TRUE;
}

/**
 * rim_separable_respond:
 * @self: a filter
 * @image: an image, all slices ready
 * @box: which voxels are to come out, at least one
 * @cancellable: (nullable): to stop it
 * @error: where to put an error
 *
 * Applies a product of filters along the axes, and all rotations of it. Those
 * that come to the same filter, or its negative, are applied once.
 *
 * Returns: (transfer full) (nullable): the response
 */
RimPatch *
rim_separable_respond (const RimSeparable  *self,
                       RimVolume           *image,
                       const RimBox        *box,
                       GCancellable        *cancellable,
                       GError             **error)
{
  const guint *size = rim_volume_get_grid (image)->size;
  RimPatch *shared[2] = { NULL, NULL };
  g_autoptr(RimPatch) patch = NULL;
  g_autoptr(RimPatch) pooled = NULL;
  Terms terms = { .n_terms = 0 };
  RimBox source;
  gboolean done;
  Pool pool;

  if (self->rotate)
    add_rotations (&terms, self);
  else
    add_rotation (&terms, self, permutations[0].axes, 0);

  if (self->rotate && self->pooling == RIM_POOLING_AVERAGE)
    merge_terms (&terms);

  find_source (&terms, self, size, box, &source);
  patch = rim_patch_new_from_volume (image, &source, error);
  pooled = patch != NULL ? rim_patch_new (size, box, error) : NULL;
  if (pooled == NULL)
    return NULL;

  pool = (Pool) { .pooling = self->rotate ? self->pooling : RIM_POOLING_AVERAGE,
                  .pooled = pooled, .n_rotations = terms.n_rotations };
  done = pool_terms (&pool, &terms, patch, self, shared, cancellable, error);
  rim_patch_free (shared[0]);
  rim_patch_free (shared[1]);

  return done ? g_steal_pointer (&pooled) : NULL;
}
