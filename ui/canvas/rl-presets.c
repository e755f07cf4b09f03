/* rl-presets.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-presets.h"

#include <glib/gi18n-lib.h>

#define AUTO_LOW_PERCENTILE  0.1
#define AUTO_HIGH_PERCENTILE 99.9

/* PET's hottest voxels are the bladder's, which is not what is read. */
#define AUTO_PET_PERCENTILE 99.5
#define AUTO_PET_LEAST      4.0
#define AUTO_PET_MOST       30.0

/* For the chest first; radiologists know these by heart. */
static const RlPreset ct_presets[] = {
  { N_("Lung"), { -600, 1500 } },
  { N_("Mediastinum"), { 40, 400 } },
  { N_("Bone"), { 350, 2000 } },
  { N_("Liver"), { 90, 150 } },
  { N_("Brain"), { 40, 80 } },
  { N_("Soft tissue"), { 40, 350 } },
};

static const RlPreset pet_presets[] = {
  { N_("SUV 0–5"), { 2.5, 5 } },
  { N_("SUV 0–6"), { 3, 6 } },
  { N_("SUV 0–7"), { 3.5, 7 } },
  { N_("SUV 0–10"), { 5, 10 } },
  { N_("SUV 0–15"), { 7.5, 15 } },
  { N_("SUV 0–20"), { 10, 20 } },
};

static gboolean
apply_auto (RlSession   *session,
            RlLayerKind  kind,
            RimVolume   *volume)
{
  gboolean is_suv = rim_unit_is_suv (rim_volume_get_unit (volume));
  RimWindow window;
  double upper;

  if (!rim_window_auto (volume, AUTO_LOW_PERCENTILE,
                        is_suv ? AUTO_PET_PERCENTILE : AUTO_HIGH_PERCENTILE, &window))
    return FALSE;

  if (is_suv)
    {
      upper = CLAMP (window.center + window.width / 2, AUTO_PET_LEAST, AUTO_PET_MOST);
      window = (RimWindow) { upper / 2, upper };
    }

  rl_session_set_window (session, kind, window);

  return TRUE;
}

/**
 * rl_presets_get:
 * @kind: an image
 * @number: the digit, from 1
 *
 * Returns: (nullable): the preset behind a digit
 */
const RlPreset *
rl_presets_get (RlLayerKind kind,
                guint       number)
{
  const RlPreset *presets = kind == RL_LAYER_PET ? pet_presets : ct_presets;
  guint n = kind == RL_LAYER_PET ? G_N_ELEMENTS (pet_presets) : G_N_ELEMENTS (ct_presets);

  return number >= 1 && number <= n ? &presets[number - 1] : NULL;
}

/**
 * rl_presets_apply:
 * @session: a session
 * @kind: an image
 * @number: the digit; 0 finds a window for the values of the image
 *
 * Presets are in HU and SUV, so an image in another unit only has the 0.
 *
 * Returns: whether there is such a preset for the image
 */
gboolean
rl_presets_apply (RlSession   *session,
                  RlLayerKind  kind,
                  guint        number)
{
  const RlPreset *preset = rl_presets_get (kind, number);
  RimVolume *volume;
  RimUnit unit;

  g_return_val_if_fail (RL_IS_SESSION (session), FALSE);

  volume = rl_session_get_volume (session, kind);
  if (volume == NULL)
    return FALSE;

  if (number == 0)
    return apply_auto (session, kind, volume);

  unit = rim_volume_get_unit (volume);
  if (preset == NULL || (unit != RIM_UNIT_HU && !rim_unit_is_suv (unit)))
    return FALSE;

  rl_session_set_window (session, kind, preset->window);

  return TRUE;
}
