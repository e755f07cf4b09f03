/* rim-families.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-feature-table.h"

#include <string.h>

#include "feature/rim-collage.h"
#include "feature/rim-first-order.h"
#include "feature/rim-fractal.h"
#include "feature/rim-gabor.h"
#include "feature/rim-intensity-histogram.h"
#include "feature/rim-intensity-statistics.h"
#include "feature/rim-laws.h"
#include "feature/rim-local-intensity.h"
#include "feature/rim-margin.h"
#include "feature/rim-minkowski.h"
#include "feature/rim-morphology.h"
#include "feature/rim-rim-sectors.h"
#include "feature/rim-shape.h"
#include "feature/rim-volume-histogram.h"
#include "texture/rim-glcm.h"
#include "texture/rim-gldm.h"
#include "texture/rim-gldzm.h"
#include "texture/rim-glrlm.h"
#include "texture/rim-glszm.h"
#include "texture/rim-ngldm.h"
#include "texture/rim-ngtdm.h"

/* A family is one row here; the order is that of PyRadiomics' output: shape,
 * then the rest by name. Last come those that no standard has.
 */
static const RimFamily *const families[] = {
  &rim_family_shape,
  &rim_family_shape2d,
  &rim_family_firstorder,
  &rim_family_glcm,
  &rim_family_gldm,
  &rim_family_glrlm,
  &rim_family_glszm,
  &rim_family_ngtdm,
  &rim_family_gldzm,
  &rim_family_ngldm,
  &rim_family_morphology,
  &rim_family_local_intensity,
  &rim_family_statistics,
  &rim_family_histogram,
  &rim_family_ivh,
  &rim_family_collage,
  &rim_family_fractal,
  &rim_family_gabor,
  &rim_family_laws,
  &rim_family_margin,
  &rim_family_minkowski,
  &rim_family_rimsectors,
};

/**
 * rim_families_get:
 * @n_families: (out): how many
 *
 * Returns: (transfer none) (array length=n_families): all families of features
 */
const RimFamily *const *
rim_families_get (guint *n_families)
{
  *n_families = G_N_ELEMENTS (families);

  return families;
}

/**
 * rim_families_find:
 * @name: the name of a class: "glcm"
 *
 * Returns: (nullable): the family
 */
const RimFamily *
rim_families_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (strcmp (families[i]->name, name) == 0)
      return families[i];

  return NULL;
}
