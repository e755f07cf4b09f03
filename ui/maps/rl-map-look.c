/* rl-map-look.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-look.h"

#define SHARED_KEY "rimlight-look-of"

/**
 * rl_map_look_share:
 * @layer: a map
 * @other: another that is shown beside it
 *
 * From now on both are shown in the same way, but for the range.
 */
void
rl_map_look_share (RlMapLayer *layer,
                   RlMapLayer *other)
{
  static const char *const shared[] = {
    "colormap", "opacity", "visible", "inverted", "smooth", "isolines", "swipe",
  };

  if (g_object_get_data (G_OBJECT (other), SHARED_KEY) == layer)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    if (g_object_class_find_property (G_OBJECT_GET_CLASS (layer), shared[i]) != NULL)
      g_object_bind_property (layer, shared[i], other, shared[i],
                              G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_set_data (G_OBJECT (other), SHARED_KEY, layer);
}
