/* rl-session-display.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-session-private.h"

#include <math.h>

double
rl_session_get_pet_opacity (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), 0.0);

  return self->pet_opacity;
}

/**
 * rl_session_get_map_layer:
 * @self: a session
 *
 * Returns: (transfer none): the map over the images, empty where there is none
 */
RlMapLayer *
rl_session_get_map_layer (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return self->map_layer;
}

/**
 * rl_session_set_pet_opacity:
 * @self: a session
 * @opacity: of PET over CT, from 0 to 1
 */
void
rl_session_set_pet_opacity (RlSession *self,
                            double     opacity)
{
  g_return_if_fail (RL_IS_SESSION (self));

  opacity = CLAMP (opacity, 0.0, 1.0);

  if (self->pet_opacity == opacity)
    return;

  self->pet_opacity = opacity;
  rl_session_notify (self, RL_SESSION_PROP_PET_OPACITY);
  rl_session_emit (self, RL_SESSION_DISPLAY_CHANGED);
}

/* Any of the booleans of the display. */
void
rl_session_set_display_flag (RlSession *self,
                             gboolean  *flag,
                             gboolean   value,
                             guint      prop_id)
{
  value = !!value;

  if (*flag == value)
    return;

  *flag = value;
  rl_session_notify (self, prop_id);
  rl_session_emit (self, RL_SESSION_DISPLAY_CHANGED);
}

gboolean
rl_session_get_interpolate (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  return self->interpolate;
}

/**
 * rl_session_set_interpolate:
 * @self: a session
 * @interpolate: whether pixels between voxel centres are interpolated
 */
void
rl_session_set_interpolate (RlSession *self,
                            gboolean   interpolate)
{
  g_return_if_fail (RL_IS_SESSION (self));

  rl_session_set_display_flag (self, &self->interpolate, interpolate, RL_SESSION_PROP_INTERPOLATE);
}

gboolean
rl_session_get_show_contours (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  return self->show_contours;
}

/**
 * rl_session_set_show_contours:
 * @self: a session
 * @show: whether contours are drawn over the images
 */
void
rl_session_set_show_contours (RlSession *self,
                              gboolean   show)
{
  g_return_if_fail (RL_IS_SESSION (self));

  rl_session_set_display_flag (self, &self->show_contours, show, RL_SESSION_PROP_SHOW_CONTOURS);
}

gboolean
rl_session_get_show_text (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  return self->show_text;
}

/**
 * rl_session_set_show_text:
 * @self: a session
 * @show: whether text is written over the images
 */
void
rl_session_set_show_text (RlSession *self,
                          gboolean   show)
{
  g_return_if_fail (RL_IS_SESSION (self));

  rl_session_set_display_flag (self, &self->show_text, show, RL_SESSION_PROP_SHOW_TEXT);
}

gboolean
rl_session_get_show_fill (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  return self->show_fill;
}

/**
 * rl_session_set_show_fill:
 * @self: a session
 * @show: whether the active lesion is tinted, or only outlined
 */
void
rl_session_set_show_fill (RlSession *self,
                          gboolean   show)
{
  g_return_if_fail (RL_IS_SESSION (self));

  rl_session_set_display_flag (self, &self->show_fill, show, RL_SESSION_PROP_SHOW_FILL);
}

gboolean
rl_session_get_ct_only (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  return self->ct_only;
}

/**
 * rl_session_set_ct_only:
 * @self: a session
 * @ct_only: whether CT is shown wherever PET would be
 */
void
rl_session_set_ct_only (RlSession *self,
                        gboolean   ct_only)
{
  g_return_if_fail (RL_IS_SESSION (self));

  rl_session_set_display_flag (self, &self->ct_only, ct_only, RL_SESSION_PROP_CT_ONLY);
}

gboolean
rl_session_get_hide_map (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  return self->hide_map;
}

/**
 * rl_session_set_hide_map:
 * @self: a session
 * @hide: whether no map lies over the images, for a moment
 */
void
rl_session_set_hide_map (RlSession *self,
                         gboolean   hide)
{
  g_return_if_fail (RL_IS_SESSION (self));

  rl_session_set_display_flag (self, &self->hide_map, hide, RL_SESSION_PROP_HIDE_MAP);
}

double
rl_session_get_pet_threshold (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), 0.0);

  return self->pet_threshold;
}

/**
 * rl_session_set_pet_threshold:
 * @self: a session
 * @threshold: fused PET below is not drawn, in the unit of the PET; 0 for all
 *   of it
 */
void
rl_session_set_pet_threshold (RlSession *self,
                              double     threshold)
{
  g_return_if_fail (RL_IS_SESSION (self));

  threshold = MAX (threshold, 0.0);

  if (self->pet_threshold == threshold)
    return;

  self->pet_threshold = threshold;
  rl_session_notify (self, RL_SESSION_PROP_PET_THRESHOLD);
  rl_session_emit (self, RL_SESSION_DISPLAY_CHANGED);
}

gboolean
rl_session_get_swap_layers (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  return self->swap_layers;
}

/**
 * rl_session_set_swap_layers:
 * @self: a session
 * @swap: whether CT lies over PET where they are fused
 */
void
rl_session_set_swap_layers (RlSession *self,
                            gboolean   swap)
{
  g_return_if_fail (RL_IS_SESSION (self));

  rl_session_set_display_flag (self, &self->swap_layers, swap, RL_SESSION_PROP_SWAP_LAYERS);
}

gboolean
rl_session_get_show_legend (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  return self->show_legend;
}

/**
 * rl_session_set_show_legend:
 * @self: a session
 * @show: whether a bar says what the colours mean
 */
void
rl_session_set_show_legend (RlSession *self,
                            gboolean   show)
{
  g_return_if_fail (RL_IS_SESSION (self));

  rl_session_set_display_flag (self, &self->show_legend, show, RL_SESSION_PROP_SHOW_LEGEND);
}

gboolean
rl_session_get_map_held (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  return self->map_held;
}

/**
 * rl_session_set_map_held:
 * @self: a session
 * @held: whether the voxel of the map that is explained stays the one it is
 */
void
rl_session_set_map_held (RlSession *self,
                         gboolean   held)
{
  g_return_if_fail (RL_IS_SESSION (self));

  rl_session_set_display_flag (self, &self->map_held, held, RL_SESSION_PROP_MAP_HELD);
}

static void
put_colormap (RlSession    *self,
              GVariantDict *dict,
              const char   *key,
              RlLook        look)
{
  g_variant_dict_insert (dict, key, "s", self->colormaps[look]->id);
}

/**
 * rl_session_reset_display:
 * @self: a session
 *
 * Gives the images their customary windows, colours and fusion.
 */
void
rl_session_reset_display (RlSession *self)
{
  g_return_if_fail (RL_IS_SESSION (self));

  rl_session_reset_looks (self);
  rl_session_set_pet_threshold (self, 0.0);
  rl_session_set_swap_layers (self, FALSE);
  rl_session_set_pet_opacity (self, RL_DEFAULT_PET_OPACITY);
  for (guint i = 0; i < RL_N_LAYERS; i++)
    rl_session_reset_window (self, i);
  rl_session_emit (self, RL_SESSION_DISPLAY_CHANGED);
}

/**
 * rl_session_dup_display:
 * @self: a session
 * @kind: an image that is shown
 *
 * Returns: (transfer full): window, colours and, of PET, how it is fused, for
 *   rl_session_restore_display()
 */
GVariant *
rl_session_dup_display (RlSession   *self,
                        RlLayerKind  kind)
{
  RlSessionLayer *layer;
  g_auto(GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_return_val_if_fail (RL_IS_SESSION (self), NULL);
  g_return_val_if_fail (kind < RL_N_LAYERS && self->layers[kind].volume != NULL, NULL);

  layer = &self->layers[kind];
  g_variant_dict_insert (&dict, "unit", "s", rim_unit_get_id (rim_volume_get_unit (layer->volume)));
  g_variant_dict_insert (&dict, "inverted", "b", layer->inverted);
  if (!layer->window_is_usual)
    g_variant_dict_insert (&dict, "window", "(dd)", layer->window.center, layer->window.width);
  if (kind == RL_LAYER_CT)
    {
      put_colormap (self, &dict, "colormap", RL_LOOK_CT);
    }
  else
    {
      put_colormap (self, &dict, "colormap", RL_LOOK_PET);
      put_colormap (self, &dict, "fused-colormap", RL_LOOK_FUSED);
      g_variant_dict_insert (&dict, "opacity", "d", self->pet_opacity);
      g_variant_dict_insert (&dict, "threshold", "d", self->pet_threshold);
      g_variant_dict_insert (&dict, "swap", "b", self->swap_layers);
    }

  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

static void
restore_colormap (RlSession    *self,
                  GVariantDict *dict,
                  const char   *key,
                  RlLook        look)
{
  const RimColormap *colormap;
  const char *id;

  if (!g_variant_dict_lookup (dict, key, "&s", &id))
    return;

  colormap = rim_colormap_find (id);
  if (colormap != NULL)
    rl_session_set_colormap (self, look, colormap);
}

static void
restore_fusion (RlSession    *self,
                GVariantDict *dict,
                gboolean      has_unit)
{
  double opacity, threshold;
  gboolean swap;

  restore_colormap (self, dict, "fused-colormap", RL_LOOK_FUSED);
  if (g_variant_dict_lookup (dict, "opacity", "d", &opacity) && isfinite (opacity))
    rl_session_set_pet_opacity (self, opacity);
  if (has_unit && g_variant_dict_lookup (dict, "threshold", "d", &threshold) && isfinite (threshold))
    rl_session_set_pet_threshold (self, threshold);
  if (g_variant_dict_lookup (dict, "swap", "b", &swap))
    rl_session_set_swap_layers (self, swap);
}

/**
 * rl_session_restore_display:
 * @self: a session
 * @kind: an image that is shown
 * @display: what rl_session_dup_display() gave, of any version; what is unknown
 *   or makes no sense is passed over, and so are numbers in another unit
 */
void
rl_session_restore_display (RlSession   *self,
                            RlLayerKind  kind,
                            GVariant    *display)
{
  g_auto(GVariantDict) dict = G_VARIANT_DICT_INIT (display);
  RimWindow window;
  gboolean inverted, has_unit;
  const char *unit;

  g_return_if_fail (RL_IS_SESSION (self));
  g_return_if_fail (kind < RL_N_LAYERS && self->layers[kind].volume != NULL);

  has_unit = g_variant_dict_lookup (&dict, "unit", "&s", &unit) &&
             g_strcmp0 (unit, rim_unit_get_id (rim_volume_get_unit (self->layers[kind].volume))) == 0;

  if (has_unit && g_variant_dict_lookup (&dict, "window", "(dd)", &window.center, &window.width) &&
      isfinite (window.center) && isfinite (window.width) && window.width > 0.0)
    rl_session_set_window (self, kind, window);
  if (g_variant_dict_lookup (&dict, "inverted", "b", &inverted))
    rl_session_set_inverted (self, kind, inverted);
  restore_colormap (self, &dict, "colormap", kind == RL_LAYER_CT ? RL_LOOK_CT : RL_LOOK_PET);
  if (kind == RL_LAYER_PET)
    restore_fusion (self, &dict, has_unit);
}

/**
 * rl_session_set_user_windows:
 * @self: a session
 * @windows: (transfer none): of type a(sdd): name, center and width in HU; a
 *   width that is not above 0 is no window
 */
void
rl_session_set_user_windows (RlSession *self,
                             GVariant  *windows)
{
  g_return_if_fail (RL_IS_SESSION (self));
  g_return_if_fail (g_variant_is_of_type (windows, G_VARIANT_TYPE ("a(sdd)")));

  g_clear_pointer (&self->user_windows, g_variant_unref);
  self->user_windows = g_variant_ref_sink (windows);
}

/* Returns: (transfer none) (nullable) */
GVariant *
rl_session_get_user_windows (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return self->user_windows;
}
