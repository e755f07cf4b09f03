/* rim-feature-names.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-feature-table.h"

#include <string.h>

static const struct
{
  const char *name;
  const char *undirected_name;
  const char *directed_id;       /* where directions differ: GLCM, GLRLM */
  const char *undirected_id;     /* where they do not: GLSZM, GLDZM, NGTDM, NGLDM */
} aggregations[] = {
  [RIM_AGGREGATION_NONE] = { "", "", "DHQ4", "DHQ4" },
  [RIM_AGGREGATION_2D_AVERAGED] = { "2D_avg", "2D", "BTW3", "8QNN" },
  [RIM_AGGREGATION_2D_MERGED] = { "2D_comb", "2D", "SUJT", "8QNN" },
  [RIM_AGGREGATION_25D_AVERAGED] = { "2.5D_avg", "2.5D", "JJUI", "62GR" },
  [RIM_AGGREGATION_25D_MERGED] = { "2.5D_comb", "2.5D", "ZW7Z", "62GR" },
  [RIM_AGGREGATION_3D_AVERAGED] = { "3D_avg", "3D", "ITBB", "KOBO" },
  [RIM_AGGREGATION_3D_MERGED] = { "3D_comb", "3D", "IAZD", "KOBO" },
};

/* Returns: whether matrices of the family are counted by direction */
gboolean
rim_family_has_directions (const RimFamily *family)
{
  return strcmp (family->name, "glcm") == 0 || strcmp (family->name, "glrlm") == 0;
}

/**
 * rim_aggregation_get_name:
 * @aggregation: how matrices became one number
 * @family: (nullable): of which family; none has no aggregation
 *
 * Returns: the name that the IBSI's tables use, "2D_avg", or "2D" where matrices
 *   have no directions; empty for none
 */
const char *
rim_aggregation_get_name (RimAggregation   aggregation,
                          const RimFamily *family)
{
  if (family == NULL)
    return "";

  return rim_family_has_directions (family) ? aggregations[aggregation].name
                                            : aggregations[aggregation].undirected_name;
}

/**
 * rim_aggregation_get_ibsi_id:
 * @aggregation: how matrices became one number
 * @family: of which family
 *
 * Returns: the IBSI's identifier, which depends on whether the matrices of the
 *   family have directions
 */
const char *
rim_aggregation_get_ibsi_id (RimAggregation   aggregation,
                             const RimFamily *family)
{
  return rim_family_has_directions (family) ? aggregations[aggregation].directed_id
                                            : aggregations[aggregation].undirected_id;
}

static char *
make_intensity_unit (RimUnit     unit,
                     const char *format)
{
  const char *label = unit == RIM_UNIT_STORED ? "" : rim_unit_get_label (unit);
  GString *text;

  /* The square of a unit that is itself a quotient wants brackets. */
  if (*label == '\0')
    return g_strdup ("");

  text = g_string_new (format);
  g_string_replace (text, "%", label, 1);

  return g_string_free (text, FALSE);
}

/**
 * rim_feature_unit_to_string:
 * @unit: what a feature is measured in
 * @image_unit: the unit of the image; for images of filters %RIM_UNIT_STORED
 *
 * Returns: (transfer full): the unit as it is shown behind a number, "HU", "mm³";
 *   empty where there is none
 */
char *
rim_feature_unit_to_string (RimFeatureUnit unit,
                            RimUnit        image_unit)
{
  switch (unit)
    {
    case RIM_FEATURE_UNIT_INTENSITY:
      return make_intensity_unit (image_unit, "%");
    case RIM_FEATURE_UNIT_INTENSITY_SQUARED:
      return make_intensity_unit (image_unit, "%²");
    case RIM_FEATURE_UNIT_INTENSITY_VOLUME:
      return make_intensity_unit (image_unit, "%·mm³");
    case RIM_FEATURE_UNIT_INTENSITY_SQUARED_VOLUME:
      return make_intensity_unit (image_unit, "%²·mm³");
    case RIM_FEATURE_UNIT_MM:
      return g_strdup ("mm");
    case RIM_FEATURE_UNIT_MM2:
      return g_strdup ("mm²");
    case RIM_FEATURE_UNIT_MM3:
      return g_strdup ("mm³");
    case RIM_FEATURE_UNIT_PER_MM:
      return g_strdup ("1/mm");
    case RIM_FEATURE_UNIT_BITS:
      return g_strdup ("bit");
    case RIM_FEATURE_UNIT_NONE:
    case RIM_FEATURE_UNIT_LEVEL:
    case RIM_FEATURE_UNIT_LEVEL_SQUARED:
    case RIM_FEATURE_UNIT_VOXELS:
    default:
      return g_strdup ("");
    }
}
