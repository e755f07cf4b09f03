/* rl-pane.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "canvas/rl-viewport.h"
#include "core/rl-session.h"

G_BEGIN_DECLS

#define RL_TYPE_PANE (rl_pane_get_type ())

/**
 * RlPane:
 *
 * A view of a layout that keys can go to: a plane, or the rotating projection.
 */
G_DECLARE_INTERFACE (RlPane, rl_pane, RL, PANE, GtkWidget)

typedef RlSession *(*RlPaneSessionFunc) (RlPane *self);
typedef RlLayerKind (*RlPaneLayerFunc) (RlPane *self);
typedef RlViewport *(*RlPaneViewportFunc) (RlPane *self);
typedef gboolean (*RlPaneCancelFunc) (RlPane *self);
typedef const char *(*RlPaneHintFunc) (RlPane          *self,
                                       guint            button,
                                       GdkModifierType  modifiers);
typedef void (*RlPaneFunc) (RlPane *self);
typedef char *(*RlPaneDescribeFunc) (RlPane *self);
typedef gboolean (*RlPanePressFunc) (RlPane          *self,
                                     guint            button,
                                     GdkModifierType  modifiers,
                                     double           x,
                                     double           y);
typedef gboolean (*RlPaneEraseFunc) (RlPane *self,
                                     double  x,
                                     double  y);
typedef void (*RlPaneDragFunc) (RlPane       *self,
                                const double *xy,
                                gsize         n_points);
typedef void (*RlPaneMoveFunc) (RlPane *self,
                                double  dx,
                                double  dy,
                                double  factor,
                                double  x,
                                double  y);
typedef void (*RlPaneActiveFunc) (RlPane   *self,
                                  gboolean  active);
typedef void (*RlPaneScrollFunc) (RlPane *self,
                                  int     steps);
typedef void (*RlPaneZoomFunc) (RlPane *self,
                                double  factor);
typedef gboolean (*RlPanePositionFunc) (RlPane *self,
                                        guint  *index,
                                        guint  *n);

/**
 * RlPaneInterface:
 * @get_session: what it shows
 * @get_layer: the image whose window is its own
 * @set_active: whether keys go to it
 * @scroll: goes on by slices, or turns; does nothing while something is drawn
 * @get_position: the step it is at, from 0, and how many there are
 * @zoom: by a factor, about the middle
 * @fit: shows the whole
 * @get_viewport: (nullable): how it is flipped and turned; absent where it cannot
 * @show_actual: (nullable): a pixel of the image on a pixel of the screen
 * @cancel: drops what is being drawn; returns whether there was anything
 * @get_hint: (nullable): what a drag with a button does, or the wheel, which is button 0;
 *   absent where that is the tool in hand
 * @describe: (nullable): what a screen reader says besides its name
 * @press: begins a drag; returns whether it did
 * @erase: (nullable): begins to erase, whatever tool is in hand; returns whether it did
 * @drag: goes on with it
 * @release: ends it
 * @take_back: ends it, and all is as it was before
 * @move_view: moves what is shown by (dx, dy), then zooms about (x, y), in pixels
 * @press_twice: (nullable): what a double click does besides; returns whether that is all
 */
struct _RlPaneInterface
{
  GTypeInterface     parent_iface;

  RlPaneSessionFunc  get_session;
  RlPaneLayerFunc    get_layer;
  RlPaneActiveFunc   set_active;
  RlPaneScrollFunc   scroll;
  RlPanePositionFunc get_position;
  RlPaneZoomFunc     zoom;
  RlPaneFunc         fit;
  RlPaneViewportFunc get_viewport;
  RlPaneFunc         show_actual;
  RlPaneCancelFunc   cancel;
  RlPaneHintFunc     get_hint;
  RlPaneDescribeFunc describe;
  RlPanePressFunc    press;
  RlPaneEraseFunc    erase;
  RlPaneDragFunc     drag;
  RlPaneFunc         release;
  RlPaneFunc         take_back;
  RlPaneMoveFunc     move_view;
  RlPaneCancelFunc   press_twice;
};

void         rl_pane_class_add_bindings (GtkWidgetClass *widget_class);
RlSession   *rl_pane_get_session  (RlPane          *self);
RlLayerKind  rl_pane_get_layer    (RlPane          *self);
void         rl_pane_set_active   (RlPane          *self,
                                   gboolean         active);
void         rl_pane_scroll       (RlPane          *self,
                                   int              steps);
gboolean     rl_pane_get_position (RlPane          *self,
                                   guint           *index,
                                   guint           *n);
void         rl_pane_zoom         (RlPane          *self,
                                   double           factor);
void         rl_pane_fit          (RlPane          *self);
void         rl_pane_show_actual  (RlPane          *self);
RlViewport  *rl_pane_get_viewport (RlPane          *self);
gboolean     rl_pane_cancel       (RlPane          *self);
const char  *rl_pane_get_hint     (RlPane          *self,
                                   guint            button,
                                   GdkModifierType  modifiers);
char        *rl_pane_describe     (RlPane          *self) G_GNUC_WARN_UNUSED_RESULT;

/* What #RlGestures does */
gboolean     rl_pane_press        (RlPane          *self,
                                   guint            button,
                                   GdkModifierType  modifiers,
                                   double           x,
                                   double           y);
gboolean     rl_pane_erase        (RlPane          *self,
                                   double           x,
                                   double           y);
void         rl_pane_drag         (RlPane          *self,
                                   const double    *xy,
                                   gsize            n_points);
void         rl_pane_release      (RlPane          *self);
void         rl_pane_take_back    (RlPane          *self);
void         rl_pane_move_view    (RlPane          *self,
                                   double           dx,
                                   double           dy,
                                   double           factor,
                                   double           x,
                                   double           y);
gboolean     rl_pane_press_twice  (RlPane          *self);

G_END_DECLS
