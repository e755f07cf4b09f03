/* rl-map-choice.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-choice.h"

#include <string.h>

RlMapChoice *
rl_map_choice_copy (const RlMapChoice *self)
{
  RlMapChoice *copy = g_memdup2 (self, sizeof *self);

  copy->filter = g_strdup (self->filter);
  copy->features = g_strdupv (self->features);
  copy->settings = rim_settings_ref (self->settings);

  return copy;
}

void
rl_map_choice_free (RlMapChoice *self)
{
  g_free (self->filter);
  g_strfreev (self->features);
  rim_settings_unref (self->settings);
  g_free (self);
}

static gboolean
is_same_how (const RlFeatureVoi *a,
             const RlFeatureVoi *b)
{
  return a->fusion == b->fusion && a->voi.r_in_mm == b->voi.r_in_mm && a->voi.r_out_mm == b->voi.r_out_mm &&
         a->voi.rim_inside == b->voi.rim_inside && a->voi.clip == b->voi.clip;
}

/* Returns: whether two differ in no more than their features */
gboolean
rl_map_choice_has_same_voxels (const RlMapChoice *self,
                               const RlMapChoice *other)
{
  return self->image == other->image && self->voi == other->voi && is_same_how (&self->how, &other->how) &&
         strcmp (self->filter, other->filter) == 0 &&
         strcmp (rim_settings_get_hash (self->settings), rim_settings_get_hash (other->settings)) == 0;
}

gboolean
rl_map_choice_equal (const RlMapChoice *self,
                     const RlMapChoice *other)
{
  return rl_map_choice_has_same_voxels (self, other) &&
         g_strv_equal ((const char *const *) self->features, (const char *const *) other->features);
}
