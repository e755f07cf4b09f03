/* rim-map-shared.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-shared-private.h"

#include <pthread.h>

#define MAX_FAMILIES 4

typedef struct
{
  const RimMapFamily *family;
  gpointer            data;
} Entry;

struct _RimMapShared
{
  pthread_mutex_t lock;
  guint           n;
  Entry           entries[MAX_FAMILIES];
};

RimMapShared *
rim_map_shared_new (void)
{
  RimMapShared *self = g_new0 (RimMapShared, 1);

  pthread_mutex_init (&self->lock, NULL);

  return self;
}

void
rim_map_shared_free (RimMapShared *self)
{
  for (guint i = 0; i < self->n; i++)
    self->entries[i].family->share_free (self->entries[i].data);
  pthread_mutex_destroy (&self->lock);
  g_free (self);
}

/* With the lock held. */
static gpointer
find (const RimMapShared *self,
      const RimMapFamily *family)
{
  for (guint i = 0; i < self->n; i++)
    if (self->entries[i].family == family)
      return self->entries[i].data;

  return NULL;
}

/**
 * rim_map_shared_make:
 * @input: what maps are made of
 * @family: a family
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Makes what windows of @family have in common, unless it is there. Who comes while
 * another thread does waits for it.
 *
 * Returns: whether it is there, or the family needs none
 */
gboolean
rim_map_shared_make (const RimMapInput   *input,
                     const RimMapFamily  *family,
                     GCancellable        *cancellable,
                     GError             **error)
{
  RimMapShared *self = input->shared;
  gpointer data;

  if (family->share == NULL)
    return TRUE;

  pthread_mutex_lock (&self->lock);
  data = find (self, family);
  if (data == NULL)
    {
      g_assert (self->n < MAX_FAMILIES);
      data = family->share (input, cancellable, error);
      if (data != NULL)
        self->entries[self->n++] = (Entry) { family, data };
    }
  pthread_mutex_unlock (&self->lock);

  return data != NULL;
}

/**
 * rim_map_shared_get:
 * @input: what maps are made of
 * @family: a family of which rim_map_shared_make() has been called
 *
 * Returns: (transfer none): what its windows have in common
 */
gpointer
rim_map_shared_get (const RimMapInput  *input,
                    const RimMapFamily *family)
{
  gpointer data;

  pthread_mutex_lock (&input->shared->lock);
  data = find (input->shared, family);
  pthread_mutex_unlock (&input->shared->lock);

  return data;
}
