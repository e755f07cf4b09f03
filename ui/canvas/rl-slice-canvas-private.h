/* rl-slice-canvas-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/rl-annotations.h"
#include "canvas/rl-annotator.h"
#include "canvas/rl-contours.h"
#include "canvas/rl-crosshair.h"
#include "canvas/rl-cube.h"
#include "canvas/rl-drag.h"
#include "canvas/rl-gestures.h"
#include "canvas/rl-legend.h"
#include "canvas/rl-lens.h"
#include "canvas/rl-map-overlay.h"
#include "canvas/rl-narrator.h"
#include "canvas/rl-pane.h"
#include "canvas/rl-pen.h"
#include "canvas/rl-slice-canvas.h"
#include "canvas/rl-slice.h"
#include "tools/rl-brush.h"
#include "tools/rl-tools.h"

G_BEGIN_DECLS

/* A line of text, laid out again only when it differs. */
typedef struct
{
  PangoLayout *layout;
  char        *text;
} RlCanvasText;

typedef enum
{
  RL_CANVAS_TEXT_LEFT,
  RL_CANVAS_TEXT_RIGHT,
  RL_CANVAS_TEXT_TOP,
  RL_CANVAS_TEXT_BOTTOM,
  RL_CANVAS_TEXT_PLANE,
  RL_CANVAS_TEXT_SERIES,
  RL_CANVAS_TEXT_GEOMETRY,
  RL_CANVAS_TEXT_SLICE,
  RL_CANVAS_TEXT_WINDOW,
  RL_CANVAS_TEXT_ZOOM,
  RL_CANVAS_TEXT_SCALE,
  RL_CANVAS_TEXT_BRUSH,
  RL_CANVAS_TEXT_PATIENT,
  RL_CANVAS_TEXT_MAP,
  RL_CANVAS_TEXT_CUBE,
  RL_CANVAS_TEXT_CUBE_LAST = RL_CANVAS_TEXT_CUBE + RL_CUBE_MAX_FACES - 1,
  RL_CANVAS_N_TEXTS
} RlCanvasTextId;

struct _RlSliceCanvas
{
  GtkWidget            parent_instance;

  RlSession           *session;
  RlViewport          *viewport;
  RimOrientation       orientation;
  RlContent            content;
  gboolean             is_active;
  gboolean             is_magnified;

  RlPicture           *picture;
  RlContours          *contours;
  RlAnnotations       *annotations;
  RlLegend            *legends[RL_N_LAYERS];
  RlMapOverlay        *map_overlay;
  RlMapLayer          *map_layer;   /* of the canvas itself, if it has one */
  RlMapLayer          *followed_map;
  gboolean             hides_map;
  RlLegend            *map_legend;
  GtkWidget           *swipe_handle;
  GtkWidget           *range_grip;
  RlLens              *lens;
  RlCanvasText         texts[RL_CANVAS_N_TEXTS];
  char                *label;
  char                *caption;    /* beside the plane's name */

  RlNarrator          *narrator;
  RlGestures          *gestures;
  gboolean             has_pointer;
  double               pointer[2];
  gboolean             is_pointing; /* arrows move the pointer, not the mouse */
  double               mouse[2];    /* where it was when it last moved */
  double               placed[2];   /* where Enter was pressed last */
  double               scroll_rest;

  RlDrag               drag;
  double               drag_start[2];
  double               drag_end[2];
  RimWindow            drag_window;
  double               drag_zoom;
  RimPlane             drag_plane;
  RlBrush             *brush;
  RlHand              *hand;        /* of the tool in hand, if it has one */
  RlCrosshairHit       hover;
  RlCrosshairHit       grab;
  gboolean             has_moved;   /* since the button was pressed */
  double               drag_angle;
  RimVec3              drag_cursor;
  RlSlab               drag_slab;
  RlAnnotator         *annotator;
  gboolean             was_drawing; /* before the button was pressed */
  gboolean             is_over_annotation;
  gboolean             is_over_locked;
  char                *hovered_comment; /* its id */
};

gboolean rl_slice_canvas_get_slice      (RlSliceCanvas  *self,
                                         RlSlice        *slice);
void     rl_slice_canvas_say            (RlSliceCanvas  *self,
                                         const char     *message);
void     rl_slice_canvas_add_controllers (RlSliceCanvas *self);
void     rl_slice_canvas_update_cursor  (RlSliceCanvas  *self);
void     rl_slice_canvas_paint_overlay  (RlSliceCanvas  *self,
                                         GtkSnapshot    *snapshot,
                                         const RimPlane *plane);
char    *rl_slice_canvas_dup_name       (RlSliceCanvas  *self,
                                         gboolean        brief) G_GNUC_WARN_UNUSED_RESULT;
PangoLayout *rl_slice_canvas_get_text   (RlSliceCanvas  *self,
                                         RlCanvasTextId  id,
                                         const char     *text);
void     rl_slice_canvas_paint_caption  (RlSliceCanvas  *self,
                                         GtkSnapshot    *snapshot);
void     rl_slice_canvas_clear_texts    (RlSliceCanvas  *self);

/* The map over the images */
void     rl_slice_canvas_init_map       (RlSliceCanvas  *self);
void     rl_slice_canvas_clear_map      (RlSliceCanvas  *self);
gboolean rl_slice_canvas_has_map        (RlSliceCanvas  *self);
RlMapLayer *rl_slice_canvas_get_map_at  (RlSliceCanvas  *self,
                                         double          x);
char    *rl_slice_canvas_describe_map   (RlSliceCanvas  *self) G_GNUC_WARN_UNUSED_RESULT;
void     rl_slice_canvas_update_map     (RlSliceCanvas  *self);
void     rl_slice_canvas_allocate_map   (RlSliceCanvas  *self,
                                         int             width,
                                         int             height);
void     rl_slice_canvas_paint_map      (RlSliceCanvas  *self,
                                         GtkSnapshot    *snapshot,
                                         const RimPlane *plane);
void     rl_slice_canvas_paint_map_legend (RlSliceCanvas *self,
                                           GtkSnapshot   *snapshot,
                                           const RlPen   *pen,
                                           int            top);

/* Comments at places */
void     rl_slice_canvas_paint_comments (RlSliceCanvas  *self,
                                         GtkSnapshot    *snapshot,
                                         const RimPlane *plane);
void     rl_slice_canvas_hover_comment  (RlSliceCanvas  *self);

/* Contouring tools */
void     rl_slice_canvas_take_tool      (RlSliceCanvas   *self);
void     rl_slice_canvas_put_tool_down  (RlSliceCanvas   *self);
gboolean rl_slice_canvas_press_hand     (RlSliceCanvas   *self,
                                         GdkModifierType  modifiers,
                                         double           x,
                                         double           y);
void     rl_slice_canvas_drag_hand      (RlSliceCanvas   *self,
                                         const double    *xy,
                                         gsize            n_points);
RimLesion *rl_slice_canvas_get_aimed    (RlSliceCanvas   *self);
void     rl_slice_canvas_show_hand      (RlSliceCanvas   *self);
void     rl_slice_canvas_hover_hand     (RlSliceCanvas   *self);
gboolean rl_slice_canvas_remove_with_hand (RlSliceCanvas *self,
                                           double         x,
                                           double         y);
gboolean rl_slice_canvas_step_hand      (RlSliceCanvas   *self,
                                         double           dx,
                                         double           dy);
gboolean rl_slice_canvas_is_hand_busy   (RlSliceCanvas   *self);
void     rl_slice_canvas_paint_hand     (RlSliceCanvas   *self,
                                         GtkSnapshot     *snapshot,
                                         const RimPlane  *plane);

/* The pointer without a mouse */
void     rl_slice_canvas_add_keys       (RlSliceCanvas   *self);
void     rl_slice_canvas_end_pointing   (RlSliceCanvas   *self);
void     rl_slice_canvas_paint_point    (RlSliceCanvas   *self,
                                         GtkSnapshot     *snapshot);
void     rl_slice_canvas_move_pointer   (RlSliceCanvas   *self,
                                         double           x,
                                         double           y);

/* Measurements under the hand */
gboolean rl_slice_canvas_press_annotation   (RlSliceCanvas   *self,
                                             guint            button,
                                             GdkModifierType  modifiers,
                                             double           x,
                                             double           y);
void     rl_slice_canvas_drag_annotation    (RlSliceCanvas   *self,
                                             const double    *xy,
                                             gsize            n_points);
void     rl_slice_canvas_release_annotation (RlSliceCanvas   *self);
gboolean rl_slice_canvas_cancel_annotation  (RlSliceCanvas   *self);
gboolean rl_slice_canvas_take_back_point    (RlSliceCanvas   *self);
void     rl_slice_canvas_finish_annotation  (RlSliceCanvas   *self);
void     rl_slice_canvas_hover_annotation   (RlSliceCanvas   *self);
void     rl_slice_canvas_pane_init      (RlPaneInterface *iface);
RimVec3  rl_slice_canvas_drag_to_patient (RlSliceCanvas *self,
                                          double         x,
                                          double         y);
void     rl_slice_canvas_hover          (RlSliceCanvas  *self,
                                         GdkModifierType modifiers,
                                         double          x,
                                         double          y);
void     rl_slice_canvas_end_hover      (RlSliceCanvas  *self);
RlDrag   rl_slice_canvas_grab           (RlSliceCanvas  *self,
                                         RlDrag          drag,
                                         GdkModifierType modifiers,
                                         double          x,
                                         double          y);
void     rl_slice_canvas_drag_planes    (RlSliceCanvas  *self,
                                         double          x,
                                         double          y);
void     rl_slice_canvas_release_planes (RlSliceCanvas  *self);

G_END_DECLS
