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

/* PET's windows begin at nothing, and need not reach where its hottest voxels do. */
static RimWindow
begin_at_zero (RimWindow window)
{
  double upper = CLAMP (window.center + window.width / 2, AUTO_PET_LEAST, AUTO_PET_MOST);

  return (RimWindow) { upper / 2, upper };
}

static gboolean
apply_auto (RlSession   *session,
            RlLayerKind  kind,
            RimVolume   *volume)
{
  gboolean is_suv = rim_unit_is_suv (rim_volume_get_unit (volume));
  RimWindow window;

  if (!rim_window_auto (volume, AUTO_LOW_PERCENTILE,
                        is_suv ? AUTO_PET_PERCENTILE : AUTO_HIGH_PERCENTILE, &window))
    return FALSE;

  rl_session_set_window (session, kind, is_suv ? begin_at_zero (window) : window);

  return TRUE;
}

static gboolean
get_user_preset (RlSession *session,
                 guint      number,
                 RlPreset  *preset)
{
  GVariant *windows = rl_session_get_user_windows (session);

  if (windows == NULL || number < RL_FIRST_USER_PRESET ||
      number - RL_FIRST_USER_PRESET >= g_variant_n_children (windows))
    return FALSE;

  g_variant_get_child (windows, number - RL_FIRST_USER_PRESET, "(&sdd)", &preset->name,
                       &preset->window.center, &preset->window.width);

  return preset->window.width > 0.0;
}

/**
 * rl_presets_get:
 * @session: a session
 * @kind: an image
 * @number: the digit, from 1
 * @preset: (out caller-allocates): its name lives as long as the user's windows
 *
 * Presets are in HU and SUV, so an image in another unit has none.
 *
 * Returns: whether there is a preset behind a digit; of CT, 7 to 9 are the
 *   user's own
 */
gboolean
rl_presets_get (RlSession   *session,
                RlLayerKind  kind,
                guint        number,
                RlPreset    *preset)
{
  const RlPreset *presets = kind == RL_LAYER_PET ? pet_presets : ct_presets;
  guint n = kind == RL_LAYER_PET ? G_N_ELEMENTS (pet_presets) : G_N_ELEMENTS (ct_presets);
  RimVolume *volume = rl_session_get_volume (session, kind);
  RimUnit unit = volume != NULL ? rim_volume_get_unit (volume) : RIM_UNIT_STORED;

  if (unit != RIM_UNIT_HU && !rim_unit_is_suv (unit))
    return FALSE;
  if (number < 1 || number > n)
    return kind == RL_LAYER_CT && get_user_preset (session, number, preset);

  *preset = presets[number - 1];
  preset->name = _(preset->name);

  return TRUE;
}

/**
 * rl_presets_apply:
 * @session: a session
 * @kind: an image
 * @number: the digit; 0 finds a window for the values of the image
 *
 * Returns: whether there is such a preset for the image
 */
gboolean
rl_presets_apply (RlSession   *session,
                  RlLayerKind  kind,
                  guint        number)
{
  RimVolume *volume;
  RlPreset preset;

  g_return_val_if_fail (RL_IS_SESSION (session), FALSE);

  volume = rl_session_get_volume (session, kind);
  if (volume == NULL)
    return FALSE;

  if (number == 0)
    return apply_auto (session, kind, volume);

  if (!rl_presets_get (session, kind, number, &preset))
    return FALSE;

  rl_session_set_window (session, kind, preset.window);

  return TRUE;
}

/**
 * rl_presets_apply_file:
 * @session: a session
 * @kind: an image
 * @index: which of the windows of the file, from 0
 *
 * Returns: whether the file has it
 */
gboolean
rl_presets_apply_file (RlSession   *session,
                       RlLayerKind  kind,
                       guint        index)
{
  RimVolume *volume;
  RimSource *source;
  const RimSourceWindow *window;

  g_return_val_if_fail (RL_IS_SESSION (session), FALSE);

  volume = rl_session_get_volume (session, kind);
  source = volume != NULL ? rim_volume_get_source (volume) : NULL;
  if (source == NULL || index >= source->windows->len)
    return FALSE;

  window = &g_array_index (source->windows, RimSourceWindow, index);
  rl_session_set_window (session, kind, (RimWindow) { window->center, window->width });

  return TRUE;
}

/**
 * rl_presets_apply_next_file:
 * @session: a session
 * @kind: an image
 *
 * Applies the window of the file after the one that is shown, or its first.
 *
 * Returns: whether the file has any
 */
gboolean
rl_presets_apply_next_file (RlSession   *session,
                            RlLayerKind  kind)
{
  RimVolume *volume;
  RimSource *source;
  RimWindow shown;

  g_return_val_if_fail (RL_IS_SESSION (session), FALSE);

  volume = rl_session_get_volume (session, kind);
  source = volume != NULL ? rim_volume_get_source (volume) : NULL;
  shown = rl_session_get_window (session, kind);

  for (guint i = 0; source != NULL && i + 1 < source->windows->len; i++)
    {
      const RimSourceWindow *window = &g_array_index (source->windows, RimSourceWindow, i);

      if (window->center == shown.center && window->width == shown.width)
        return rl_presets_apply_file (session, kind, i + 1);
    }

  return rl_presets_apply_file (session, kind, 0);
}

/**
 * rl_presets_apply_region:
 * @session: a session
 * @kind: an image
 * @region: a rectangle
 *
 * Finds a window for the values in a rectangle.
 *
 * Returns: whether there are any
 */
gboolean
rl_presets_apply_region (RlSession      *session,
                         RlLayerKind     kind,
                         const RimPlane *region)
{
  RimVolume *volume;
  RimWindow window;

  g_return_val_if_fail (RL_IS_SESSION (session), FALSE);

  volume = rl_session_get_volume (session, kind);
  if (volume == NULL ||
      !rim_window_auto_region (volume, region, AUTO_LOW_PERCENTILE, AUTO_HIGH_PERCENTILE, &window))
    return FALSE;

  if (rim_unit_is_suv (rim_volume_get_unit (volume)) && window.center + window.width / 2 > 0.0)
    {
      double upper = window.center + window.width / 2;

      window = (RimWindow) { upper / 2, upper };
    }
  rl_session_set_window (session, kind, window);

  return TRUE;
}
