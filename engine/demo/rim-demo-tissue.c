/* rim-demo-tissue.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-demo-tissue-private.h"

/* Attenuation in the portal venous phase; uptake an hour after injection of FDG
 * in a fasting patient.
 */
static const RimDemoTissueInfo tissues[RIM_DEMO_N_TISSUES] = {
  [RIM_DEMO_AIR] = { { -1000.0f, 0.0f }, 0.0f, 1.0f },
  [RIM_DEMO_COUCH] = { { -650.0f, 0.0f }, 0.0f, 1.0f },
  [RIM_DEMO_SKIN] = { { 5.0f, 0.45f }, 0.0f, 1.0f },
  [RIM_DEMO_FAT] = { { -106.0f, 0.22f }, 5.0f, 3.0f },
  [RIM_DEMO_MUSCLE] = { { 62.0f, 0.70f }, 9.0f, 2.4f },
  [RIM_DEMO_LUNG] = { { -868.0f, 0.40f }, 0.0f, 1.0f },
  [RIM_DEMO_FISSURE] = { { -640.0f, 0.45f }, 0.0f, 1.0f },
  [RIM_DEMO_BLOOD] = { { 168.0f, 1.55f }, 2.0f, 4.0f },
  [RIM_DEMO_VEIN] = { { 152.0f, 1.55f }, 2.0f, 4.0f },
  [RIM_DEMO_LUNG_VESSEL] = { { 120.0f, 1.4f }, 0.0f, 1.0f },
  [RIM_DEMO_MYOCARDIUM] = { { 108.0f, 2.6f }, 3.0f, 4.0f },
  [RIM_DEMO_AIRWAY_WALL] = { { -60.0f, 0.7f }, 0.0f, 1.0f },
  [RIM_DEMO_OESOPHAGUS] = { { 52.0f, 1.5f }, 3.0f, 3.0f },
  [RIM_DEMO_NODE] = { { 78.0f, 1.3f }, 6.0f, 2.0f },
  [RIM_DEMO_CORTICAL] = { { 620.0f, 0.5f }, 40.0f, 2.0f },
  [RIM_DEMO_MARROW] = { { 190.0f, 1.30f }, 42.0f, 1.4f },
  [RIM_DEMO_CARTILAGE] = { { 96.0f, 0.5f }, 14.0f, 2.0f },
  [RIM_DEMO_DISC] = { { 92.0f, 0.5f }, 5.0f, 2.0f },
  [RIM_DEMO_CANAL] = { { -10.0f, 0.6f }, 3.0f, 3.0f },
  [RIM_DEMO_CORD] = { { 42.0f, 1.6f }, 3.0f, 3.0f },
  [RIM_DEMO_LIVER] = { { 108.0f, 2.10f }, 4.0f, 3.0f },
  [RIM_DEMO_LIVER_VESSEL] = { { 158.0f, 1.8f }, 0.0f, 1.0f },
  [RIM_DEMO_SPLEEN] = { { 122.0f, 1.70f }, 3.0f, 3.0f },
  [RIM_DEMO_STOMACH_WALL] = { { 74.0f, 1.9f }, 4.0f, 2.5f },
  [RIM_DEMO_STOMACH_FLUID] = { { 18.0f, 0.4f }, 7.0f, 3.5f },
  [RIM_DEMO_GAS] = { { -995.0f, 0.05f }, 0.0f, 1.0f },
  [RIM_DEMO_KIDNEY] = { { 186.0f, 3.0f }, 6.0f, 4.0f },
  [RIM_DEMO_GLAND] = { { 18.0f, 0.7f }, 22.0f, 4.0f },
  [RIM_DEMO_TUMOUR] = { { 72.0f, 8.0f }, 17.0f, 2.2f },
  [RIM_DEMO_NECROSIS] = { { 30.0f, 1.6f }, 10.0f, 3.0f },
  [RIM_DEMO_METASTASIS] = { { 64.0f, 6.0f }, 9.0f, 2.6f },
  [RIM_DEMO_GROUND_GLASS] = { { -640.0f, 1.6f }, 60.0f, 2.4f },
};

const RimDemoTissueInfo *
rim_demo_tissue_get_info (RimDemoTissue tissue)
{
  g_return_val_if_fail (tissue < RIM_DEMO_N_TISSUES, NULL);

  return &tissues[tissue];
}
