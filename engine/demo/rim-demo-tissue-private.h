/* rim-demo-tissue-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimDemoChannel:
 * @RIM_DEMO_HU: X-ray attenuation, HU
 * @RIM_DEMO_SUV: FDG uptake, SUVbw
 *
 * What a scanner sees of a tissue.
 */
typedef enum
{
  RIM_DEMO_HU,
  RIM_DEMO_SUV,
  RIM_DEMO_N_CHANNELS,
} RimDemoChannel;

typedef enum
{
  RIM_DEMO_AIR,
  RIM_DEMO_COUCH,
  RIM_DEMO_SKIN,
  RIM_DEMO_FAT,
  RIM_DEMO_MUSCLE,
  RIM_DEMO_LUNG,
  RIM_DEMO_FISSURE,
  RIM_DEMO_BLOOD,
  RIM_DEMO_VEIN,
  RIM_DEMO_LUNG_VESSEL,
  RIM_DEMO_MYOCARDIUM,
  RIM_DEMO_AIRWAY_WALL,
  RIM_DEMO_OESOPHAGUS,
  RIM_DEMO_NODE,
  RIM_DEMO_CORTICAL,
  RIM_DEMO_MARROW,
  RIM_DEMO_CARTILAGE,
  RIM_DEMO_DISC,
  RIM_DEMO_CANAL,
  RIM_DEMO_CORD,
  RIM_DEMO_LIVER,
  RIM_DEMO_LIVER_VESSEL,
  RIM_DEMO_SPLEEN,
  RIM_DEMO_STOMACH_WALL,
  RIM_DEMO_STOMACH_FLUID,
  RIM_DEMO_GAS,
  RIM_DEMO_KIDNEY,
  RIM_DEMO_GLAND,
  RIM_DEMO_TUMOUR,
  RIM_DEMO_NECROSIS,
  RIM_DEMO_METASTASIS,
  RIM_DEMO_GROUND_GLASS,
  RIM_DEMO_N_TISSUES,
} RimDemoTissue;

/**
 * RimDemoTissueInfo:
 * @value: what each scanner sees
 * @grain: standard deviation of the texture seen in CT, HU
 * @grain_size: cell of that texture, mm
 */
typedef struct
{
  float value[RIM_DEMO_N_CHANNELS];
  float grain;
  float grain_size;
} RimDemoTissueInfo;

const RimDemoTissueInfo *rim_demo_tissue_get_info (RimDemoTissue tissue);

G_END_DECLS
