/* rl-session-images.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-session-private.h"

#include <math.h>

/* Mediastinum, and the range PET of the chest is read at. */
#define DEFAULT_CT_CENTER  40.0
#define DEFAULT_CT_WIDTH   400.0
#define DEFAULT_SUV_CENTER 3.5
#define DEFAULT_SUV_WIDTH  7.0

/* The one that the file puts first; those of PET suit nobody's eye. */
static gboolean
get_file_window (RimVolume   *volume,
                 RlLayerKind  kind,
                 RimWindow   *window)
{
  RimSource *source = rim_volume_get_source (volume);
  const RimSourceWindow *first;

  if (kind == RL_LAYER_PET || source == NULL || source->windows->len == 0)
    return FALSE;

  first = &g_array_index (source->windows, RimSourceWindow, 0);
  *window = (RimWindow) { first->center, first->width };

  return TRUE;
}

/* A unit that has no customary window gets one from the values it has. */
static RimWindow
choose_window (RimVolume   *volume,
               RlLayerKind  kind)
{
  RimWindow window = { DEFAULT_CT_CENTER, DEFAULT_CT_WIDTH };

  if (volume == NULL || get_file_window (volume, kind, &window) ||
      rim_volume_get_unit (volume) == RIM_UNIT_HU)
    return window;

  if (rim_unit_is_suv (rim_volume_get_unit (volume)))
    return (RimWindow) { DEFAULT_SUV_CENTER, DEFAULT_SUV_WIDTH };

  rim_window_auto (volume, 0.1, 99.9, &window);

  return window;
}

static gboolean
has_customary_window (RimVolume   *volume,
                      RlLayerKind  kind)
{
  RimWindow window;

  return rim_volume_get_unit (volume) == RIM_UNIT_HU ||
         rim_unit_is_suv (rim_volume_get_unit (volume)) ||
         get_file_window (volume, kind, &window);
}

static void
set_layer_volume (RlSession   *self,
                  RlLayerKind  kind,
                  RimVolume   *volume)
{
  RlSessionLayer *layer = &self->layers[kind];

  if (volume != NULL)
    rim_volume_ref (volume);
  g_clear_pointer (&layer->volume, rim_volume_unref);

  layer->volume = volume;
  layer->window = choose_window (volume, kind);
  layer->window_is_automatic = volume != NULL && !has_customary_window (volume, kind);
  layer->window_is_usual = TRUE;
}

/* On a slice: where they lie unevenly, the middle may be in a gap. */
static void
move_cursor_to_middle (RlSession *self)
{
  RimVolume *base = rl_session_get_base (self);
  const RimGrid *grid;
  RimVec3 middle;

  if (base == NULL)
    return;

  grid = rim_volume_get_grid (base);
  middle = rim_grid_to_patient (grid, RIM_VEC3 (grid->size[0] / 2,
                                                grid->size[1] / 2,
                                                grid->size[2] / 2));
  self->cursor = rim_volume_step (base, RIM_ORIENTATION_AXIAL, middle, 0, NULL, NULL);
}

void
rl_session_init_layers (RlSession *self)
{
  for (guint i = 0; i < RL_N_LAYERS; i++)
    set_layer_volume (self, i, NULL);

  rl_session_reset_looks (self);
}

/* Grey, PET dark on white, and PET in the colours of heat over CT. */
void
rl_session_reset_looks (RlSession *self)
{
  self->layers[RL_LAYER_CT].inverted = FALSE;
  self->layers[RL_LAYER_PET].inverted = TRUE;
  self->colormaps[RL_LOOK_CT] = rim_colormap_find ("grey");
  self->colormaps[RL_LOOK_PET] = rim_colormap_find ("grey");
  self->colormaps[RL_LOOK_FUSED] = rim_colormap_find ("hot-metal");
}

/**
 * rl_session_set_images:
 * @self: a session
 * @ct: (nullable): a volume
 * @pet: (nullable): a volume
 *
 * Shows other images, at their customary windows and colours and from the
 * middle.
 */
void
rl_session_set_images (RlSession *self,
                       RimVolume *ct,
                       RimVolume *pet)
{
  rl_session_set_images_on (self, ct, pet, RL_LAYER_CT);
}

/**
 * rl_session_set_images_on:
 * @self: a session
 * @ct: (nullable): a volume
 * @pet: (nullable): a volume
 * @base: the one to scroll along and to draw on; the other where it is %NULL
 *
 * Shows other images as rl_session_set_images() does.
 */
void
rl_session_set_images_on (RlSession   *self,
                          RimVolume   *ct,
                          RimVolume   *pet,
                          RlLayerKind  base)
{
  g_return_if_fail (RL_IS_SESSION (self));
  g_return_if_fail (base < RL_N_LAYERS);

  self->base = base;
  set_layer_volume (self, RL_LAYER_CT, ct);
  set_layer_volume (self, RL_LAYER_PET, pet);
  rl_session_reset_looks (self);
  rl_session_set_pet_threshold (self, 0.0);
  rl_session_set_swap_layers (self, FALSE);
  rl_session_init_planes (self);
  move_cursor_to_middle (self);
  self->has_probe = FALSE;

  g_clear_pointer (&self->highlight, rim_lesion_unref);
  rl_map_layer_set_volume (self->map_layer, NULL);
  rl_session_clear_compared (self);
  rl_session_discard_proposal (self);
  rl_method_choice_fit (self->method_choice, ct != NULL, pet != NULL);
  rl_brush_limits_forget_ranges (self->brush_limits);
  rl_session_emit (self, RL_SESSION_IMAGES_CHANGED);
  rl_session_emit (self, RL_SESSION_CURSOR_CHANGED);
  rl_session_emit (self, RL_SESSION_PROBE_CHANGED);
}

/**
 * rl_session_set_pet_values:
 * @self: a session that shows a PET
 * @pet: the same PET with values in another unit, or with corrected ones
 *
 * Goes on showing the PET where it was. In another unit the window follows, so
 * that the picture stays, or is the customary one where it cannot, or where SUV was
 * not to be had before and nobody chose a window; in the same unit the window stays,
 * and the picture is another.
 */
void
rl_session_set_pet_values (RlSession *self,
                           RimVolume *pet)
{
  RlSessionLayer *layer = &self->layers[RL_LAYER_PET];
  guint k = rim_volume_get_grid (pet)->size[2] / 2;
  gboolean is_same_unit, becomes_suv;
  double ratio;

  g_return_if_fail (RL_IS_SESSION (self));
  g_return_if_fail (layer->volume != NULL);

  is_same_unit = rim_volume_get_unit (pet) == rim_volume_get_unit (layer->volume);

  becomes_suv = layer->window_is_usual && rim_unit_is_suv (rim_volume_get_unit (pet)) &&
                !rim_unit_is_suv (rim_volume_get_unit (layer->volume));
  ratio = rim_volume_get_rescale (pet, k).slope / rim_volume_get_rescale (layer->volume, k).slope;
  rim_volume_ref (pet);
  rim_volume_unref (layer->volume);
  layer->volume = pet;

  if (!is_same_unit)
    rl_brush_limits_forget_ranges (self->brush_limits);
  if (!is_same_unit && ratio > 0.0 && isfinite (ratio))
    {
      layer->window.center *= ratio;
      layer->window.width *= ratio;
      rl_session_set_pet_threshold (self, self->pet_threshold * ratio);
    }
  if (!is_same_unit && (becomes_suv || !(ratio > 0.0) || !isfinite (ratio)))
    {
      layer->window = choose_window (pet, RL_LAYER_PET);
      layer->window_is_automatic = FALSE;
    }

  rl_session_emit (self, RL_SESSION_SLICES_CHANGED);
  rl_session_emit (self, RL_SESSION_DISPLAY_CHANGED);
  rl_session_emit (self, RL_SESSION_IMAGES_CHANGED);
  rl_session_emit (self, RL_SESSION_PROBE_CHANGED);
}

/**
 * rl_session_get_volume:
 * @self: a session
 * @kind: which image
 *
 * Returns: (transfer none) (nullable): the volume, or %NULL where there is none
 */
RimVolume *
rl_session_get_volume (RlSession   *self,
                       RlLayerKind  kind)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);
  g_return_val_if_fail (kind < RL_N_LAYERS, NULL);

  return self->layers[kind].volume;
}

/**
 * rl_session_get_base:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the volume whose slices the planes
 *   scroll along
 */
RimVolume *
rl_session_get_base (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return self->layers[rl_session_get_base_layer (self)].volume;
}

/**
 * rl_session_get_base_layer:
 * @self: a session
 *
 * Returns: which image the base is; that of the CT where there is none
 */
RlLayerKind
rl_session_get_base_layer (RlSession *self)
{
  RlLayerKind other;

  g_return_val_if_fail (RL_IS_SESSION (self), RL_LAYER_CT);

  other = self->base == RL_LAYER_CT ? RL_LAYER_PET : RL_LAYER_CT;
  if (self->layers[self->base].volume != NULL)
    return self->base;

  return self->layers[other].volume != NULL ? other : RL_LAYER_CT;
}

/**
 * rl_session_notify_slices:
 * @self: a session
 *
 * Says that slices of a volume arrived. Call it at most once a frame.
 */
void
rl_session_notify_slices (RlSession *self)
{
  g_return_if_fail (RL_IS_SESSION (self));

  for (guint i = 0; i < RL_N_LAYERS; i++)
    {
      RlSessionLayer *layer = &self->layers[i];

      if (layer->window_is_automatic &&
          rim_volume_get_n_ready (layer->volume) == rim_volume_get_grid (layer->volume)->size[2])
        {
          layer->window = choose_window (layer->volume, i);
          layer->window_is_automatic = FALSE;
          rl_session_emit (self, RL_SESSION_DISPLAY_CHANGED);
        }
    }

  rl_session_emit (self, RL_SESSION_SLICES_CHANGED);
}

/**
 * rl_session_get_window:
 * @self: a session
 * @kind: which image
 *
 * Returns: its window, in the unit of the image
 */
RimWindow
rl_session_get_window (RlSession   *self,
                       RlLayerKind  kind)
{
  g_return_val_if_fail (RL_IS_SESSION (self), ((RimWindow) { 0.0, 1.0 }));
  g_return_val_if_fail (kind < RL_N_LAYERS, ((RimWindow) { 0.0, 1.0 }));

  return self->layers[kind].window;
}

/**
 * rl_session_set_window:
 * @self: a session
 * @kind: which image
 * @window: how to show it, in the unit of the image
 */
void
rl_session_set_window (RlSession   *self,
                       RlLayerKind  kind,
                       RimWindow    window)
{
  RlSessionLayer *layer;

  g_return_if_fail (RL_IS_SESSION (self));
  g_return_if_fail (kind < RL_N_LAYERS);
  g_return_if_fail (window.width > 0.0);

  layer = &self->layers[kind];
  layer->window_is_automatic = FALSE;
  layer->window_is_usual = FALSE;

  if (layer->window.center == window.center && layer->window.width == window.width)
    return;

  layer->window = window;
  rl_session_emit (self, RL_SESSION_DISPLAY_CHANGED);
}

/**
 * rl_session_reset_window:
 * @self: a session
 * @kind: which image
 *
 * Gives an image its customary window and its customary polarity.
 */
void
rl_session_reset_window (RlSession   *self,
                         RlLayerKind  kind)
{
  g_return_if_fail (RL_IS_SESSION (self));
  g_return_if_fail (kind < RL_N_LAYERS);

  rl_session_set_inverted (self, kind, kind == RL_LAYER_PET);
  rl_session_set_window (self, kind, choose_window (self->layers[kind].volume, kind));
  self->layers[kind].window_is_usual = TRUE;
}

/**
 * rl_session_get_colormap:
 * @self: a session
 * @look: which image, and whether alone
 *
 * Returns: (transfer none): its colours
 */
const RimColormap *
rl_session_get_colormap (RlSession *self,
                         RlLook     look)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);
  g_return_val_if_fail (look < RL_N_LOOKS, NULL);

  return self->colormaps[look];
}

/**
 * rl_session_set_colormap:
 * @self: a session
 * @look: which image, and whether alone
 * @colormap: its colours
 */
void
rl_session_set_colormap (RlSession         *self,
                         RlLook             look,
                         const RimColormap *colormap)
{
  g_return_if_fail (RL_IS_SESSION (self));
  g_return_if_fail (look < RL_N_LOOKS);
  g_return_if_fail (colormap != NULL);

  if (self->colormaps[look] == colormap)
    return;

  self->colormaps[look] = colormap;
  rl_session_emit (self, RL_SESSION_DISPLAY_CHANGED);
}

/**
 * rl_session_get_inverted:
 * @self: a session
 * @kind: which image
 *
 * Returns: whether high values are dark where the image is shown in grey
 */
gboolean
rl_session_get_inverted (RlSession   *self,
                         RlLayerKind  kind)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (kind < RL_N_LAYERS, FALSE);

  return self->layers[kind].inverted;
}

/**
 * rl_session_set_inverted:
 * @self: a session
 * @kind: which image
 * @inverted: whether high values are dark where the image is shown in grey
 */
void
rl_session_set_inverted (RlSession   *self,
                         RlLayerKind  kind,
                         gboolean     inverted)
{
  g_return_if_fail (RL_IS_SESSION (self));
  g_return_if_fail (kind < RL_N_LAYERS);

  inverted = !!inverted;

  if (self->layers[kind].inverted == inverted)
    return;

  self->layers[kind].inverted = inverted;
  rl_session_emit (self, RL_SESSION_DISPLAY_CHANGED);
}
