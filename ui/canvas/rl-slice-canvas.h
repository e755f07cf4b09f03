/* rl-slice-canvas.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/rl-picture.h"
#include "canvas/rl-viewport.h"
#include "tools/rl-hand.h"

G_BEGIN_DECLS

#define RL_TYPE_SLICE_CANVAS (rl_slice_canvas_get_type ())

/**
 * RlSliceCanvas:
 *
 * One plane through the patient: the images, and over them contours, crosshair
 * and text. Input only changes the session and the viewport, which ask for a
 * draw; the pixels are made in snapshot, at most once a frame.
 *
 * Signal "message" (string): why something could not be done.
 */
G_DECLARE_FINAL_TYPE (RlSliceCanvas, rl_slice_canvas, RL, SLICE_CANVAS, GtkWidget)

GtkWidget      *rl_slice_canvas_new (RlSession       *session,
                                     RlViewport      *viewport,
                                     RimOrientation orientation) G_GNUC_WARN_UNUSED_RESULT;
RimOrientation  rl_slice_canvas_get_orientation (RlSliceCanvas   *self);
RlContent       rl_slice_canvas_get_content     (RlSliceCanvas   *self);
void            rl_slice_canvas_set_content     (RlSliceCanvas   *self,
                                                 RlContent        content);
void            rl_slice_canvas_set_active      (RlSliceCanvas   *self,
                                                 gboolean         active);
void            rl_slice_canvas_set_caption     (RlSliceCanvas   *self,
                                                 const char      *caption);
void            rl_slice_canvas_set_magnified   (RlSliceCanvas   *self,
                                                 gboolean         magnified);
gboolean        rl_slice_canvas_get_plane       (RlSliceCanvas   *self,
                                                 RimPlane        *plane);
RimVec3         rl_slice_canvas_to_patient      (RlSliceCanvas   *self,
                                                 double           x,
                                                 double           y);
gboolean        rl_slice_canvas_from_patient    (RlSliceCanvas   *self,
                                                 RimVec3          point,
                                                 double          *x,
                                                 double          *y);
const char     *rl_slice_canvas_get_label       (RlSliceCanvas   *self);

/* The map over the images */
void            rl_slice_canvas_set_map_layer   (RlSliceCanvas   *self,
                                                 RlMapLayer      *layer);
RlMapLayer     *rl_slice_canvas_get_map_layer   (RlSliceCanvas   *self);
void            rl_slice_canvas_set_show_map    (RlSliceCanvas   *self,
                                                 gboolean         show);
gboolean        rl_slice_canvas_get_show_map    (RlSliceCanvas   *self);

/* What keys and the mouse do */
void            rl_slice_canvas_scroll          (RlSliceCanvas   *self,
                                                 int              steps);
void            rl_slice_canvas_zoom            (RlSliceCanvas   *self,
                                                 double           factor);
void            rl_slice_canvas_turn            (RlSliceCanvas   *self,
                                                 double           right,
                                                 double           down);
RlSlab          rl_slice_canvas_get_slab        (RlSliceCanvas   *self);
void            rl_slice_canvas_set_slab        (RlSliceCanvas   *self,
                                                 RlSlab           slab);
gboolean        rl_slice_canvas_press           (RlSliceCanvas   *self,
                                                 guint            button,
                                                 GdkModifierType  modifiers,
                                                 double           x,
                                                 double           y);
gboolean        rl_slice_canvas_erase           (RlSliceCanvas   *self,
                                                 double           x,
                                                 double           y);
void            rl_slice_canvas_drag            (RlSliceCanvas   *self,
                                                 const double    *xy,
                                                 gsize            n_points);
void            rl_slice_canvas_release         (RlSliceCanvas   *self);
gboolean        rl_slice_canvas_cancel          (RlSliceCanvas   *self);
void            rl_slice_canvas_copy_slice (RlSliceCanvas *self,
                                            int            steps);
gboolean        rl_slice_canvas_command         (RlSliceCanvas   *self,
                                                 RlHandCommand    command);
gboolean        rl_slice_canvas_place           (RlSliceCanvas   *self);
gboolean        rl_slice_canvas_back            (RlSliceCanvas   *self);
gboolean        rl_slice_canvas_move_point      (RlSliceCanvas   *self,
                                                 double           dx,
                                                 double           dy);
void            rl_slice_canvas_take_back       (RlSliceCanvas   *self);
void            rl_slice_canvas_move_view       (RlSliceCanvas   *self,
                                                 double           dx,
                                                 double           dy,
                                                 double           factor,
                                                 double           x,
                                                 double           y);

gboolean        rl_slice_canvas_release_label (RlSliceCanvas *self,
                                               double         x,
                                               double         y);
gboolean        rl_slice_canvas_get_annotation_label (RlSliceCanvas    *self,
                                                      const char       *id,
                                                      graphene_rect_t  *bounds,
                                                      const char      **text);

/* For tests: whether the picture is what it will be, how often pixels were made, those of
 * the map, too, and lesions were traced
 */
gboolean        rl_slice_canvas_is_sharp        (RlSliceCanvas   *self);
guint           rl_slice_canvas_get_n_renders   (RlSliceCanvas   *self);
guint           rl_slice_canvas_get_n_map_renders (RlSliceCanvas *self);
guint           rl_slice_canvas_get_n_traces    (RlSliceCanvas   *self);

G_END_DECLS
