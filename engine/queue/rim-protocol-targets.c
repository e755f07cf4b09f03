/* rim-protocol-targets.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-protocol-private.h"

#include <string.h>

const char *const rim_protocol_target_kinds[RIM_N_REVIEW_KINDS + 1] = {
  "none", "target", "non-target", "node", "new", NULL,
};

/* Returns: what it counts as */
RimReviewKind
rim_target_get_kind (const RimTarget *self)
{
  for (guint i = 0; self->kind != NULL && i < RIM_N_REVIEW_KINDS; i++)
    if (strcmp (rim_protocol_target_kinds[i], self->kind) == 0)
      return (RimReviewKind) i;

  return RIM_REVIEW_KIND_NONE;
}

/**
 * rim_protocol_count_targets:
 * @self: a protocol
 * @lesions: (element-type RimLesion): what is drawn
 *
 * Returns: (transfer full) (element-type guint): for each target, in their order, how many
 *   lesions are one
 */
GArray *
rim_protocol_count_targets (const RimProtocol *self,
                            GPtrArray         *lesions)
{
  GArray *counts = g_array_sized_new (FALSE, TRUE, sizeof (guint), self->targets->len);

  g_array_set_size (counts, self->targets->len);
  for (guint i = 0; i < lesions->len; i++)
    {
      guint index = 0;

      if (rim_protocol_find_target (self, ((RimLesion *) lesions->pdata[i])->name, &index) != NULL)
        g_array_index (counts, guint, index)++;
    }

  return counts;
}

/**
 * rim_protocol_find_next_target:
 * @self: a protocol
 * @lesions: (element-type RimLesion): what is drawn
 *
 * Returns: (nullable): what is to be drawn next: the first of which there are too few, or
 *   else the first of which there may be more
 */
RimTarget *
rim_protocol_find_next_target (const RimProtocol *self,
                               GPtrArray         *lesions)
{
  g_autoptr(GArray) counts = rim_protocol_count_targets (self, lesions);
  RimTarget *possible = NULL;

  for (guint i = 0; i < self->targets->len; i++)
    {
      RimTarget *target = self->targets->pdata[i];

      if (g_array_index (counts, guint, i) < target->min)
        return target;
      if (possible == NULL && g_array_index (counts, guint, i) < target->max)
        possible = target;
    }

  return possible;
}

/**
 * rim_target_new_lesion:
 * @self: what is to be drawn
 * @mask: its voxels
 *
 * Returns: (transfer full): a lesion with the name, the colour, the codes and the kind that
 *   the protocol gives it
 */
RimLesion *
rim_target_new_lesion (const RimTarget *self,
                       RimMask         *mask)
{
  RimLesion *lesion = rim_lesion_new (self->name, mask);

  memcpy (lesion->color, self->color, sizeof lesion->color);
  rim_code_set (&lesion->category, self->category.value, self->category.scheme, self->category.meaning);
  rim_code_set (&lesion->property, self->type.value, self->type.scheme, self->type.meaning);
  rim_code_set (&lesion->region, self->site.value, self->site.scheme, self->site.meaning);
  lesion->review.kind = rim_target_get_kind (self);

  return lesion;
}
