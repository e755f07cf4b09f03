/* rim-site.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-site.h"

#define SCT(name, value, meaning) { name, { (char *) value, (char *) "SCT", (char *) meaning } }
#define STATION(value, meaning) { meaning " (" value ")", { (char *) "IASLC-" value, (char *) "99RIMLIGHT", \
                                                            (char *) meaning " lymph node, station " value } }

/* The codes of SNOMED CT were compared with the dictionary of DICOM PS3.16 (2022, CID 4,
 * 4031, 7151 and 7155 among others), which names the middle lobe alone of the five: the
 * upper and lower lobes are concepts of SNOMED CT itself (42400003, 266005, 44714003 and
 * 41224006, "Structure of upper lobe of right lung" and so on). Stations of lymph nodes
 * have codes of our own, named after the map of the IASLC (Rusch et al. 2009): CID 7600
 * has some of them, without a side, and a code that means something near to a station
 * would be wrong.
 */
static const RimSite sites[] = {
  SCT ("Right upper lobe", "42400003", "Upper lobe of right lung"),
  SCT ("Middle lobe", "72481006", "Middle lobe of right lung"),
  SCT ("Right lower lobe", "266005", "Lower lobe of right lung"),
  SCT ("Left upper lobe", "44714003", "Upper lobe of left lung"),
  SCT ("Left lower lobe", "41224006", "Lower lobe of left lung"),
  SCT ("Lung", "39607008", "Lung"),
  SCT ("Bronchus", "955009", "Bronchus"),
  SCT ("Trachea", "44567001", "Trachea"),
  SCT ("Pleura", "3120008", "Pleura"),
  SCT ("Mediastinum", "72410000", "Mediastinum"),
  SCT ("Pericardium", "76848001", "Pericardium"),
  SCT ("Esophagus", "32849002", "Esophagus"),
  STATION ("1R", "Right supraclavicular"),
  STATION ("1L", "Left supraclavicular"),
  STATION ("2R", "Right upper paratracheal"),
  STATION ("2L", "Left upper paratracheal"),
  STATION ("3a", "Prevascular"),
  STATION ("3p", "Retrotracheal"),
  STATION ("4R", "Right lower paratracheal"),
  STATION ("4L", "Left lower paratracheal"),
  STATION ("5", "Subaortic"),
  STATION ("6", "Para-aortic"),
  STATION ("7", "Subcarinal"),
  STATION ("8", "Paraesophageal"),
  STATION ("9", "Pulmonary ligament"),
  STATION ("10R", "Right hilar"),
  STATION ("10L", "Left hilar"),
  STATION ("11R", "Right interlobar"),
  STATION ("11L", "Left interlobar"),
  STATION ("12R", "Right lobar"),
  STATION ("12L", "Left lobar"),
  STATION ("13R", "Right segmental"),
  STATION ("13L", "Left segmental"),
  STATION ("14R", "Right subsegmental"),
  STATION ("14L", "Left subsegmental"),
  SCT ("Lymph node", "59441001", "Lymph node"),
  SCT ("Liver", "10200004", "Liver"),
  SCT ("Adrenal gland", "23451007", "Adrenal gland"),
  SCT ("Kidney", "64033007", "Kidney"),
  SCT ("Pancreas", "15776009", "Pancreas"),
  SCT ("Spleen", "78961009", "Spleen"),
  SCT ("Bone", "272673000", "Bone"),
  SCT ("Rib", "113197003", "Rib"),
  SCT ("Brain", "12738006", "Brain"),
};

/**
 * rim_sites_get:
 * @n_sites: (out): how many there are
 *
 * Returns: (transfer none): the sites that lesions of the lung and their metastases
 *   have, thorax first
 */
const RimSite *
rim_sites_get (guint *n_sites)
{
  *n_sites = G_N_ELEMENTS (sites);

  return sites;
}

/**
 * rim_sites_find:
 * @code: a coded site
 *
 * Returns: (transfer none) (nullable): the row of the table with that code
 */
const RimSite *
rim_sites_find (const RimCode *code)
{
  g_return_val_if_fail (code != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sites); i++)
    if (g_strcmp0 (sites[i].code.value, code->value) == 0 &&
        g_strcmp0 (sites[i].code.scheme, code->scheme) == 0)
      return &sites[i];

  return NULL;
}
