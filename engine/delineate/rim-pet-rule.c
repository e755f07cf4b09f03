/* rim-pet-rule.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-pet-rule.h"

#include <string.h>

#define PART(percent) { "percent", "Part of maximum", "%", 1, 99, percent }
#define LEVEL(suv) { "suv", "SUV", "g/ml", 0.1, 50, suv }

#define PERCENT(percent, citation_) \
  { "percent-" #percent, #percent " % of maximum", RIM_PET_LEVEL_PART, \
    .parameters = { PART (percent) }, .n_parameters = 1, .citation = citation_ }

#define CORRECTED(percent, citation_) \
  { "corrected-" #percent, #percent " % over background", RIM_PET_LEVEL_CORRECTED, .needs_background = TRUE, \
    .parameters = { PART (percent) }, .n_parameters = 1, .citation = citation_ }

#define FIXED(id_, suv, citation_) \
  { "suv-" id_, "SUV " #suv, RIM_PET_LEVEL_FIXED, .needs_suv = TRUE, \
    .parameters = { LEVEL (suv) }, .n_parameters = 1, .citation = citation_ }

#define PERCIST(id_, name_, kind_, factor) \
  { id_, name_, RIM_PET_LEVEL_REFERENCE, .needs_suv = TRUE, .reference = kind_, \
    .parameters = { { "factor", "Times mean", "", 0.5, 5, factor }, \
                    { "deviations", "Plus SD", "", 0, 5, 2 } }, \
    .n_parameters = 2, \
    .citation = "Wahl et al. 2009, J Nucl Med 50 Suppl 1:122S, doi:10.2967/jnumed.108.057307" }

static const RimPetRule rules[] = {
  PERCENT (40, "Bradley et al. 2004, J Nucl Med 45 Suppl 1:96S"),
  PERCENT (41, "Boellaard et al. 2015, Eur J Nucl Med Mol Imaging 42:328, doi:10.1007/s00259-014-2961-x"),
  PERCENT (42, "Erdi et al. 1997, Cancer 80 Suppl:2505"),
  PERCENT (50, "Boellaard et al. 2015, Eur J Nucl Med Mol Imaging 42:328, doi:10.1007/s00259-014-2961-x"),
  FIXED ("2.5", 2.5, "Paulino and Johnstone 2004, Int J Radiat Oncol Biol Phys 59:4"),
  FIXED ("3", 3.0, "customary; no publication of its own"),
  FIXED ("4", 4.0, "Burggraaff et al. 2020, Mol Imaging Biol 22:1102, doi:10.1007/s11307-020-01474-z"),
  PERCIST ("percist-liver", "PERCIST, liver", RIM_PET_REFERENCE_LIVER, 1.5),
  PERCIST ("percist-blood", "PERCIST, blood pool", RIM_PET_REFERENCE_BLOOD, 2.0),
  CORRECTED (41, "Boellaard et al. 2015, Eur J Nucl Med Mol Imaging 42:328, doi:10.1007/s00259-014-2961-x"),
  CORRECTED (50, "Burggraaff et al. 2020, Mol Imaging Biol 22:1102, doi:10.1007/s11307-020-01474-z, "
             "with the maximum for the peak"),
  { "nestle", "Adaptive, Nestle", RIM_PET_LEVEL_NESTLE, .needs_background = TRUE,
    .parameters = { { "beta", "β", "", 0.01, 1, 0.15 },
                    { "percent", "Target above part of maximum", "%", 1, 99, 70 } },
    .n_parameters = 2,
    .citation = "Nestle et al. 2005, J Nucl Med 46:1342" },
  { "black", "Adaptive, Black", RIM_PET_LEVEL_BLACK, .needs_suv = TRUE,
    .parameters = { { "slope", "Times mean of target", "", 0, 1, 0.307 },
                    { "offset", "Plus SUV", "g/ml", 0, 10, 0.588 } },
    .n_parameters = 2,
    .citation = "Black et al. 2004, Int J Radiat Oncol Biol Phys 60:1272" },
  { "iterative", "Adaptive, iterative", RIM_PET_LEVEL_HALFWAY, .needs_background = TRUE,
    .parameters = { { "percent", "Part of the way", "%", 1, 99, 50 } }, .n_parameters = 1,
    .citation = "Ridler and Calvard 1978, IEEE Trans Syst Man Cybern 8:630, with the background held" },
  { "watershed", "Gradient", RIM_PET_LEVEL_WATERSHED, .needs_background = TRUE,
    .parameters = { { "sigma", "Smoothing", "mm", 0, 10, 2 },
                    { "inner", "Tumour above, from background to mean", "%", 30, 120, 85 },
                    { "outer", "Background below, from there as well", "%", 0, 29, 10 } },
    .n_parameters = 3,
    .citation = "after Geets et al. 2007, Eur J Nucl Med Mol Imaging 34:1427, flooding of Meyer 1994" },
};

guint
rim_pet_rule_get_n_rules (void)
{
  return G_N_ELEMENTS (rules);
}

/**
 * rim_pet_rule_get:
 * @n: from 0 on
 *
 * Returns: (transfer none): that row of the table
 */
const RimPetRule *
rim_pet_rule_get (guint n)
{
  g_return_val_if_fail (n < G_N_ELEMENTS (rules), NULL);

  return &rules[n];
}

/**
 * rim_pet_rule_find:
 * @id: of a rule
 *
 * Returns: (transfer none) (nullable): the rule
 */
const RimPetRule *
rim_pet_rule_find (const char *id)
{
  for (guint n = 0; n < G_N_ELEMENTS (rules); n++)
    if (strcmp (rules[n].id, id) == 0)
      return &rules[n];

  return NULL;
}
