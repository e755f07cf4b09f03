/* rl-slabs.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-slabs.h"

typedef struct
{
  RimVolume       *source;
  RimVolume       *flat;
  RimPlane         plane;
  RlSlab           slab;
  RimInterpolation interpolation;
} Entry;

struct _RlSlabs
{
  Entry entries[RL_SLABS_MAX_LAYERS];
};

static void
entry_clear (Entry *entry)
{
  g_clear_pointer (&entry->source, rim_volume_unref);
  g_clear_pointer (&entry->flat, rim_volume_unref);
}

static gboolean
entry_serves (const Entry    *entry,
              const RimLayer *layer,
              const RimPlane *plane,
              RlSlab          slab)
{
  return entry->flat != NULL && entry->source == layer->volume &&
         entry->interpolation == layer->interpolation &&
         entry->slab.kind == slab.kind && entry->slab.mm == slab.mm &&
         rim_slab_is_shared (layer->volume, &entry->plane, plane, slab.mm);
}

RlSlabs *
rl_slabs_new (void)
{
  return g_new0 (RlSlabs, 1);
}

RlSlabs *
rl_slabs_copy (RlSlabs *self)
{
  RlSlabs *copy = g_memdup2 (self, sizeof *self);

  for (guint l = 0; l < RL_SLABS_MAX_LAYERS; l++)
    if (copy->entries[l].flat != NULL)
      {
        rim_volume_ref (copy->entries[l].source);
        rim_volume_ref (copy->entries[l].flat);
      }

  return copy;
}

void
rl_slabs_free (RlSlabs *self)
{
  rl_slabs_clear (self);
  g_free (self);
}

void
rl_slabs_clear (RlSlabs *self)
{
  for (guint l = 0; l < RL_SLABS_MAX_LAYERS; l++)
    entry_clear (&self->entries[l]);
}

/**
 * rl_slabs_get_cost:
 * @self: the slabs
 * @layers: what is drawn
 * @n_layers: how many
 * @plane: where
 * @slab: how thick
 *
 * Returns: what rl_slabs_apply() costs, as rim_slab_get_cost() counts it
 */
gsize
rl_slabs_get_cost (RlSlabs        *self,
                   const RimLayer *layers,
                   guint           n_layers,
                   const RimPlane *plane,
                   RlSlab          slab)
{
  gsize cost = 0;

  for (guint l = 0; l < n_layers && slab.mm > 0.0; l++)
    if (!entry_serves (&self->entries[l], &layers[l], plane, slab))
      cost += rim_slab_get_cost (layers[l].volume, plane, slab.mm, layers[l].interpolation);

  return cost;
}

/**
 * rl_slabs_apply:
 * @self: the slabs
 * @layers: what is drawn; their volumes become the slabs, which @self keeps
 * @n_layers: how many
 * @plane: where
 * @slab: how thick
 * @stride: as rim_slab_new() has it
 *
 * Each image has the slab of its own voxels; they are blended afterwards.
 */
void
rl_slabs_apply (RlSlabs        *self,
                RimLayer       *layers,
                guint           n_layers,
                const RimPlane *plane,
                RlSlab          slab,
                guint           stride)
{
  g_return_if_fail (n_layers <= RL_SLABS_MAX_LAYERS);

  for (guint l = 0; l < n_layers && slab.mm > 0.0; l++)
    {
      Entry *entry = &self->entries[l];

      if (!entry_serves (entry, &layers[l], plane, slab))
        {
          entry_clear (entry);
          entry->flat = rim_slab_new (layers[l].volume, plane, slab.kind, slab.mm,
                                      layers[l].interpolation, stride);
          if (entry->flat == NULL)
            continue;
          entry->source = rim_volume_ref (layers[l].volume);
          entry->plane = *plane;
          entry->slab = slab;
          entry->interpolation = layers[l].interpolation;
        }

      layers[l].volume = entry->flat;
    }
}
