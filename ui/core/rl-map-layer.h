/* rl-map-layer.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "view/rim-render.h"

G_BEGIN_DECLS

#define RL_TYPE_MAP_LAYER (rl_map_layer_get_type ())

/* The most lines of equal value. */
#define RL_MAP_LAYER_MAX_ISOLINES 9

/**
 * RlMapLayer:
 *
 * A map over the images, as it is shown: its values, what they are, their range and
 * colours. Computes nothing; who makes maps fills it in, who draws follows it.
 *
 * Properties: "title" (string, for people), "name" (string, as files call it, such as
 * "original_glcm_Contrast"), "unit" (string, or NULL), "colormap" (string, an id), "opacity" (double, 0 to 1), "visible"
 * (boolean), "inverted" (boolean, colours run backwards), "smooth" (boolean, drawn between
 * voxels, where all neighbours have values, and not in voxels), "isolines" (uint, so many lines
 * of equal value, evenly over the range; 0 for none), "automatic-range" (boolean, who makes
 * the map sets the range), "swipe" (double, 0 to 1, the part of a pane's width, from the left,
 * that shows the images without the map), "busy" (boolean, values are still to come).
 *
 * Signal "changed": what is drawn is another: values, range, colours or any of the above.
 */
G_DECLARE_FINAL_TYPE (RlMapLayer, rl_map_layer, RL, MAP_LAYER, GObject)

RlMapLayer        *rl_map_layer_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* What it is of */
void               rl_map_layer_set_about           (RlMapLayer        *self,
                                                     const char        *name,
                                                     const char        *title,
                                                     const char        *unit);
const char        *rl_map_layer_get_name            (RlMapLayer        *self);
const char        *rl_map_layer_get_title           (RlMapLayer        *self);
const char        *rl_map_layer_get_unit            (RlMapLayer        *self);
void               rl_map_layer_set_volume          (RlMapLayer        *self,
                                                     RimVolume         *volume);
RimVolume         *rl_map_layer_get_volume          (RlMapLayer        *self);
void               rl_map_layer_set_busy            (RlMapLayer        *self,
                                                     gboolean           busy);
gboolean           rl_map_layer_get_busy            (RlMapLayer        *self);
gboolean           rl_map_layer_get_value           (RlMapLayer        *self,
                                                     RimVec3            point,
                                                     double            *value);
char              *rl_map_layer_describe_number    (RlMapLayer        *self,
                                                    double             value) G_GNUC_WARN_UNUSED_RESULT;
char              *rl_map_layer_describe_value     (RlMapLayer        *self,
                                                    double             value) G_GNUC_WARN_UNUSED_RESULT;
char              *rl_map_layer_describe_range     (RlMapLayer        *self) G_GNUC_WARN_UNUSED_RESULT;
char              *rl_map_layer_describe_point     (RlMapLayer        *self,
                                                    RimVec3            point) G_GNUC_WARN_UNUSED_RESULT;

/* How it is shown */
void               rl_map_layer_set_range           (RlMapLayer        *self,
                                                     double             lower,
                                                     double             upper);
void               rl_map_layer_get_range           (RlMapLayer        *self,
                                                     double            *lower,
                                                     double            *upper);
void               rl_map_layer_set_automatic_range (RlMapLayer        *self,
                                                     gboolean           automatic);
gboolean           rl_map_layer_get_automatic_range (RlMapLayer        *self);
void               rl_map_layer_set_colormap        (RlMapLayer        *self,
                                                     const RimColormap *colormap);
const RimColormap *rl_map_layer_get_colormap        (RlMapLayer        *self);
void               rl_map_layer_set_opacity         (RlMapLayer        *self,
                                                     double             opacity);
double             rl_map_layer_get_opacity         (RlMapLayer        *self);
void               rl_map_layer_set_visible         (RlMapLayer        *self,
                                                     gboolean           visible);
gboolean           rl_map_layer_get_visible         (RlMapLayer        *self);
guint              rl_map_layer_get_isolines        (RlMapLayer        *self);
void               rl_map_layer_set_isolines       (RlMapLayer        *self,
                                                    guint              n);
double             rl_map_layer_get_swipe           (RlMapLayer        *self);
void               rl_map_layer_set_swipe           (RlMapLayer        *self,
                                                     double             swipe);

gboolean           rl_map_layer_is_shown           (RlMapLayer        *self);
double             rl_map_layer_get_level          (RlMapLayer        *self,
                                                    guint              isoline,
                                                    guint8             color[3]);
gboolean           rl_map_layer_get_layer           (RlMapLayer        *self,
                                                     RimLayer          *layer);

G_END_DECLS
