/* rim-livewire.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-livewire-private.h"

#include <math.h>
#include <string.h>

/* Costs from one bucket to the last are all that can be waiting at once. */
#define N_BUCKETS (RIM_LIVEWIRE_MAX_COST + 1)

#define PIXELS_PER_LOOK 16384

#define NOWHERE   G_MAXUINT32

/* A pixel that waits; a list of them is a bucket. */
typedef struct
{
  guint32 pixel;        /* of the box */
  guint32 cost;
  guint32 next;
} Waiting;

struct _RimLivewire
{
  RimLivewireEdges edges;
  guint            min[2];      /* the box about the anchor */
  guint            size[2];
  guint32         *costs;       /* of the best way to a pixel of the box */
  guint8          *from;        /* which step led there */
  guint8          *is_done;
  GArray          *waiting;
  guint32          buckets[N_BUCKETS];
  guint32          current;     /* the cost that is worked on */
  gsize            n_waiting;
};

/**
 * rim_livewire_new:
 * @plane: what to look for edges in; it is not kept
 *
 * Costs what the plane weighs: for a worker. An edge costs least where the Laplacian
 * crosses 0, the gradient is steep, and the way goes along it, in the weights of the
 * paper; lengths are those in mm. The steepest 2 % count as equally steep.
 *
 * Returns: (transfer full): the edges of a plane, without an anchor
 */
RimLivewire *
rim_livewire_new (const RimLivewirePlane *plane)
{
  RimLivewire *self;

  g_return_val_if_fail (plane->width > 0 && plane->height > 0, NULL);
  g_return_val_if_fail (plane->step_x > 0 && plane->step_y > 0, NULL);

  self = g_new0 (RimLivewire, 1);
  rim_livewire_edges_init (&self->edges, plane);
  self->waiting = g_array_new (FALSE, FALSE, sizeof (Waiting));

  return self;
}

void
rim_livewire_free (RimLivewire *self)
{
  rim_livewire_edges_clear (&self->edges);
  g_free (self->costs);
  g_free (self->from);
  g_free (self->is_done);
  g_array_unref (self->waiting);
  g_free (self);
}

static gsize
get_pixel (const RimLivewire *self,
           guint32            at)
{
  return (gsize) (at / self->size[0] + self->min[1]) * self->edges.width + at % self->size[0] + self->min[0];
}

static void
push (RimLivewire *self,
      guint32      pixel,
      guint32      cost)
{
  Waiting item = { pixel, cost, self->buckets[cost % N_BUCKETS] };

  self->buckets[cost % N_BUCKETS] = self->waiting->len;
  g_array_append_val (self->waiting, item);
  self->n_waiting++;
}

/**
 * rim_livewire_set_anchor:
 * @self: the edges of a plane
 * @anchor: where ways begin
 * @reach: how far they may go, in mm; a box
 */
void
rim_livewire_set_anchor (RimLivewire      *self,
                         RimLivewirePoint  anchor,
                         double            reach)
{
  guint at[2] = { anchor.x, anchor.y };
  guint all[2] = { self->edges.width, self->edges.height };
  gsize n;

  g_return_if_fail (anchor.x < all[0] && anchor.y < all[1]);
  g_return_if_fail (reach > 0);

  for (guint axis = 0; axis < 2; axis++)
    {
      guint far = (guint) MIN (ceil (reach / self->edges.steps[axis]), all[axis]);

      self->min[axis] = at[axis] - MIN (at[axis], far);
      self->size[axis] = MIN (at[axis] + far + 1, all[axis]) - self->min[axis];
    }

  n = (gsize) self->size[0] * self->size[1];
  self->costs = g_renew (guint32, self->costs, n);
  self->from = g_renew (guint8, self->from, n);
  self->is_done = g_renew (guint8, self->is_done, n);
  memset (self->costs, 0xff, n * sizeof (guint32));
  memset (self->is_done, 0, n);
  memset (self->buckets, 0xff, sizeof self->buckets);
  g_array_set_size (self->waiting, 0);
  self->n_waiting = 0;
  self->current = 0;

  {
    guint32 start = (at[1] - self->min[1]) * self->size[0] + at[0] - self->min[0];

    self->costs[start] = 0;
    push (self, start, 0);
  }
}

static void
expand (RimLivewire *self,
        guint32      at)
{
  guint x = at % self->size[0], y = at / self->size[0];
  gsize pixel = get_pixel (self, at);

  for (guint step = 0; step < 8; step++)
    {
      guint a = x + (guint) rim_livewire_steps[step][0], b = y + (guint) rim_livewire_steps[step][1];
      guint32 next = b * self->size[0] + a, cost;

      if (a >= self->size[0] || b >= self->size[1] || self->is_done[next])
        continue;
      cost = self->costs[at] + rim_livewire_edges_get_cost (&self->edges, pixel, get_pixel (self, next), step);
      if (cost >= self->costs[next])
        continue;
      self->costs[next] = cost;
      self->from[next] = (guint8) step;
      push (self, next, cost);
    }
}

/* The pixel that is nearest of all that wait; %NOWHERE when none does. */
static guint32
pop (RimLivewire *self)
{
  while (self->n_waiting > 0)
    {
      guint32 *bucket = &self->buckets[self->current % N_BUCKETS];
      Waiting item;

      if (*bucket == NOWHERE)
        {
          self->current++;
          continue;
        }
      item = g_array_index (self->waiting, Waiting, *bucket);
      *bucket = item.next;
      self->n_waiting--;
      if (!self->is_done[item.pixel])
        return item.pixel;
    }

  return NOWHERE;
}

/**
 * rim_livewire_sweep:
 * @self: the edges of a plane, with an anchor
 * @cancellable: (nullable): stops it; what was found stays
 * @error: where to put an error
 *
 * Finds the ways to all of the box, so that each then costs what it is long.
 *
 * Returns: whether it came to its end
 */
gboolean
rim_livewire_sweep (RimLivewire   *self,
                    GCancellable  *cancellable,
                    GError       **error)
{
  guint32 at;
  gsize n = 0;

  g_return_val_if_fail (self->costs != NULL, FALSE);

  for (;;)
    {
      if (n++ % PIXELS_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      at = pop (self);
      if (at == NOWHERE)
        return TRUE;
      self->is_done[at] = 1;
      expand (self, at);
    }
}

/**
 * rim_livewire_get_path:
 * @self: the edges of a plane, with an anchor
 * @target: where to go; the nearest pixel of the box where it lies beyond
 *
 * Goes on from where the last search ended. The way does not depend on what was asked
 * before.
 *
 * Returns: (transfer full) (element-type RimLivewirePoint): the cheapest way, from the
 *   anchor to @target
 */
GArray *
rim_livewire_get_path (RimLivewire      *self,
                       RimLivewirePoint  target)
{
  GArray *path = g_array_new (FALSE, FALSE, sizeof (RimLivewirePoint));
  guint x, y;
  guint32 at;

  g_return_val_if_fail (self->costs != NULL, path);

  x = CLAMP (target.x, self->min[0], self->min[0] + self->size[0] - 1) - self->min[0];
  y = CLAMP (target.y, self->min[1], self->min[1] + self->size[1] - 1) - self->min[1];
  at = y * self->size[0] + x;
  while (!self->is_done[at])
    {
      guint32 next = pop (self);

      self->is_done[next] = 1;
      expand (self, next);
    }

  for (;;)
    {
      RimLivewirePoint point = { self->min[0] + x, self->min[1] + y };

      g_array_append_val (path, point);
      at = y * self->size[0] + x;
      if (self->costs[at] == 0)
        break;
      x -= (guint) rim_livewire_steps[self->from[at]][0];
      y -= (guint) rim_livewire_steps[self->from[at]][1];
    }

  for (guint n = 0; n < path->len / 2; n++)
    {
      RimLivewirePoint *a = &g_array_index (path, RimLivewirePoint, n);
      RimLivewirePoint *b = &g_array_index (path, RimLivewirePoint, path->len - 1 - n);
      RimLivewirePoint swap = *a;

      *a = *b;
      *b = swap;
    }

  return path;
}
