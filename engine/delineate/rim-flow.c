/* rim-flow.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-flow-private.h"

#include <string.h>

#define NO_ARC G_MAXUINT32

/* Its reverse is the arc of the other parity. */
typedef struct
{
  gint64  capacity;
  guint32 to;
  guint32 next;
} Arc;

struct _RimFlow
{
  guint    n_nodes;     /* with the source and the sink at the end */
  guint    source;
  guint    sink;
  GArray  *arcs;
  guint32 *first;
  guint32 *current;
  guint32 *levels;      /* 0 where the source does not reach */
  guint32 *queue;
  guint32 *path;        /* arcs */
};

#define ARC(self, n) (&g_array_index ((self)->arcs, Arc, (n)))

/**
 * rim_flow_new:
 * @n_nodes: nodes besides the source and the sink
 * @n_arcs: about how many arcs and weights there will be
 *
 * Returns: (transfer full): a network without arcs
 */
RimFlow *
rim_flow_new (guint n_nodes,
              gsize n_arcs)
{
  RimFlow *self = g_new0 (RimFlow, 1);

  self->n_nodes = n_nodes + 2;
  self->source = n_nodes;
  self->sink = n_nodes + 1;
  self->arcs = g_array_sized_new (FALSE, FALSE, sizeof (Arc), (guint) (2 * n_arcs));
  self->first = g_new (guint32, self->n_nodes);
  self->current = g_new (guint32, self->n_nodes);
  self->levels = g_new0 (guint32, self->n_nodes);
  self->queue = g_new (guint32, self->n_nodes);
  self->path = g_new (guint32, self->n_nodes);
  memset (self->first, 0xff, self->n_nodes * sizeof (guint32));

  return self;
}

void
rim_flow_free (RimFlow *self)
{
  g_array_unref (self->arcs);
  g_free (self->first);
  g_free (self->current);
  g_free (self->levels);
  g_free (self->queue);
  g_free (self->path);
  g_free (self);
}

void
rim_flow_add_arc (RimFlow *self,
                  guint    from,
                  guint    to,
                  gint64   capacity)
{
  Arc arcs[] = { { capacity, to, self->first[from] }, { 0, from, self->first[to] } };

  self->first[from] = self->arcs->len;
  self->first[to] = self->arcs->len + 1;
  g_array_append_vals (self->arcs, arcs, 2);
}

/**
 * rim_flow_add_weight:
 * @self: a network
 * @node: one of its nodes
 * @weight: what it costs that the node is on the side of the source; may be below 0
 */
void
rim_flow_add_weight (RimFlow *self,
                     guint    node,
                     gint64   weight)
{
  if (weight < 0)
    rim_flow_add_arc (self, self->source, node, -weight);
  else if (weight > 0)
    rim_flow_add_arc (self, node, self->sink, weight);
}

/* How far each node is from the source, along arcs with room, up to the sink. */
static gboolean
find_levels (RimFlow *self)
{
  guint begin = 0, end = 1;

  memset (self->levels, 0, self->n_nodes * sizeof (guint32));
  self->levels[self->source] = 1;
  self->queue[0] = self->source;
  while (begin < end && self->levels[self->sink] == 0)
    {
      guint node = self->queue[begin++];

      for (guint32 n = self->first[node]; n != NO_ARC; n = ARC (self, n)->next)
        {
          const Arc *arc = ARC (self, n);

          if (arc->capacity <= 0 || self->levels[arc->to] != 0)
            continue;
          self->levels[arc->to] = self->levels[node] + 1;
          self->queue[end++] = arc->to;
        }
    }

  return self->levels[self->sink] != 0;
}

/* Sends what fits along the path, and goes back to where it is full. */
static guint
augment (RimFlow *self,
         guint    length)
{
  gint64 room = G_MAXINT64;
  guint full = 0;

  for (guint n = length; n-- > 0;)
    if (ARC (self, self->path[n])->capacity <= room)
      {
        room = ARC (self, self->path[n])->capacity;
        full = n;
      }
  for (guint n = 0; n < length; n++)
    {
      ARC (self, self->path[n])->capacity -= room;
      ARC (self, self->path[n] ^ 1u)->capacity += room;
    }

  return full;
}

/* Fills all shortest ways from the source to the sink. */
static void
block (RimFlow *self)
{
  guint length = 0;
  guint node = self->source;

  memcpy (self->current, self->first, self->n_nodes * sizeof (guint32));
  for (;;)
    {
      guint32 n = self->current[node];

      while (n != NO_ARC && (ARC (self, n)->capacity <= 0 ||
                             self->levels[ARC (self, n)->to] != self->levels[node] + 1))
        n = ARC (self, n)->next;
      self->current[node] = n;

      if (n != NO_ARC)
        {
          self->path[length++] = n;
          node = ARC (self, n)->to;
          if (node == self->sink)
            {
              length = augment (self, length);
              node = ARC (self, self->path[length] ^ 1u)->to;
            }
        }
      else if (length == 0)
        return;
      else
        {
          self->levels[node] = 0;
          node = ARC (self, self->path[--length] ^ 1u)->to;
        }
    }
}

/**
 * rim_flow_cut:
 * @self: a network; it is used up
 * @is_source: (out caller-allocates): of each node whether it is on the side of the
 *   source, of the smallest of all cuts that cost least
 * @cancellable: (nullable): stops it
 * @error: where to put an error
 *
 * Returns: whether it came to its end
 */
gboolean
rim_flow_cut (RimFlow       *self,
              guint8        *is_source,
              GCancellable  *cancellable,
              GError       **error)
{
  while (find_levels (self))
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      block (self);
    }

  for (guint node = 0; node < self->n_nodes - 2; node++)
    is_source[node] = self->levels[node] != 0;

  return TRUE;
}
