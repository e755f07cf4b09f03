/* rl-map-title.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-title.h"

#include <string.h>

#include "feature/rim-image-title.h"

/* Returns: (transfer full): what people call a family: of a matrix its letters, "GLCM" */
char *
rl_map_family_title_new (const RimFamily *family)
{
  if (g_str_has_suffix (family->title, "matrix"))
    return g_ascii_strup (family->name, -1);

  return g_strdup (family->title);
}

/**
 * rl_map_title_new:
 * @feature: a feature
 * @filter: the image that it is of
 *
 * Returns: (transfer full): the map for people: "GLCM Contrast", "GLCM Contrast, LoG, σ 2 mm"
 */
char *
rl_map_title_new (const RimMapFeature *feature,
                  const char          *filter)
{
  const RimFeatureInfo *info = rim_map_feature_get_info (feature);
  g_autofree char *family = rl_map_family_title_new (rim_map_feature_get_family (feature));
  g_autofree char *image = rim_image_title_new (filter);

  if (strcmp (filter, "original") == 0)
    return g_strdup_printf ("%s %s", family, info->name);

  return g_strdup_printf ("%s %s, %s", family, info->name, image);
}
