/* rl-hand.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-session.h"
#include "view/rim-plane.h"
#include "volume/rim-mask.h"

G_BEGIN_DECLS

/* What turns a tool into its opposite, and where it has none, makes slabs. Window
 * managers like to keep Alt for themselves, so Control does the same.
 */
#define RL_HAND_INVERT_MASK (GDK_ALT_MASK | GDK_CONTROL_MASK)

/**
 * RlHandCommand:
 * @RL_HAND_BACK: take back the last point (Backspace)
 * @RL_HAND_FINISH: that is all (Enter, double click)
 * @RL_HAND_PUT_DOWN: another tool is taken up, or the pane goes: nothing that was drawn
 *   is to be lost
 * @RL_HAND_CANCEL: leave everything as it was (Escape)
 * @RL_HAND_BEGIN: keys take up what the pointer would (Enter)
 * @RL_HAND_NEXT: what is chosen is the next of its kind (Tab)
 * @RL_HAND_PREVIOUS: or the one before (Shift+Tab)
 * @RL_HAND_DELETE: take away what is chosen (Delete)
 *
 * What keys say to a hand that is at work.
 */
typedef enum
{
  RL_HAND_BACK,
  RL_HAND_FINISH,
  RL_HAND_PUT_DOWN,
  RL_HAND_CANCEL,
  RL_HAND_BEGIN,
  RL_HAND_NEXT,
  RL_HAND_PREVIOUS,
  RL_HAND_DELETE,
} RlHandCommand;

/**
 * RlHandPlace:
 * @plane: the plane on the screen, at device resolution
 * @layer: whose image is seen there
 * @scale_factor: device pixels of a pixel of the widget
 * @reach: how near to a point is on it, mm
 * @modifiers: the keys held
 * @has_pointer: whether the pointer is over the plane
 *
 * Where a hand is.
 */
typedef struct
{
  RimPlane        plane;
  RlLayerKind     layer;
  int             scale_factor;
  double          reach;
  GdkModifierType modifiers;
  gboolean        has_pointer;
} RlHandPlace;

#define RL_TYPE_HAND (rl_hand_get_type ())

/**
 * RlHand:
 *
 * A contouring tool at work on one plane, without a widget: it is told where the
 * pointer goes in mm, and changes the session. It is busy from its first press until
 * what it draws is an edit or is dropped; while it is busy the plane stays.
 *
 * Signals: "changed": it is to be drawn anew; "message" (const char *text): what the
 * user should know, such as why it cannot begin.
 */
G_DECLARE_INTERFACE (RlHand, rl_hand, RL, HAND, GObject)

typedef gboolean (*RlHandPressFunc)   (RlHand            *self,
                                       const RlHandPlace *place,
                                       RimVec3            point);
typedef void (*RlHandMoveFunc)    (RlHand            *self,
                                   const RimVec3     *points,
                                   gsize              n_points);
typedef void (*RlHandHoverFunc)   (RlHand            *self,
                                   const RlHandPlace *place,
                                   RimVec3            point);
typedef void (*RlHandShowFunc)    (RlHand            *self,
                                   const RlHandPlace *place);
typedef void (*RlHandReleaseFunc) (RlHand            *self,
                                   gboolean           has_moved);
typedef gboolean (*RlHandCommandFunc) (RlHand            *self,
                                       RlHandCommand      command);
typedef gboolean (*RlHandStepFunc)    (RlHand            *self,
                                       RimVec3            by);
typedef void (*RlHandPaintFunc)   (RlHand            *self,
                                   GtkSnapshot       *snapshot,
                                   const RlHandPlace *place);

/**
 * RlHandInterface:
 * @press: the button goes down; returns whether the hand takes hold
 * @move: the pointer went through these points with the button down
 * @release: the button goes up; whether it had moved farther than a click trembles
 * @hover: the pointer is here, no button down
 * @show: another plane may be on the screen
 * @command: a key; returns whether it was of use
 * @step: an arrow key: what is chosen goes as far, in mm; returns whether anything is
 * @remove: a click with the middle button: what is there goes; returns whether anything is
 * @paint: draws what is not yet an edit, in pixels of the widget
 * @is_busy: whether something is being drawn
 * @keeps_arrows: whether arrow keys are for what is chosen
 *
 * Those that are %NULL do nothing.
 */
struct _RlHandInterface
{
  GTypeInterface    g_iface;

  RlHandPressFunc   press;
  RlHandMoveFunc    move;
  RlHandReleaseFunc release;
  RlHandHoverFunc   hover;
  RlHandShowFunc    show;
  RlHandCommandFunc command;
  RlHandStepFunc    step;
  RlHandPressFunc   remove;
  RlHandPaintFunc   paint;
  gboolean          (*is_busy)      (RlHand *self);
  gboolean          (*keeps_arrows) (RlHand *self);
};

gboolean rl_hand_press   (RlHand            *self,
                          const RlHandPlace *place,
                          RimVec3            point);
void     rl_hand_move    (RlHand            *self,
                          const RimVec3     *points,
                          gsize              n_points);
void     rl_hand_release (RlHand            *self,
                          gboolean           has_moved);
void     rl_hand_hover   (RlHand            *self,
                          const RlHandPlace *place,
                          RimVec3            point);
void     rl_hand_show    (RlHand            *self,
                          const RlHandPlace *place);
gboolean rl_hand_command (RlHand            *self,
                          RlHandCommand      command);
void     rl_hand_paint   (RlHand            *self,
                          GtkSnapshot       *snapshot,
                          const RlHandPlace *place);
gboolean rl_hand_step    (RlHand            *self,
                          RimVec3            by);
gboolean rl_hand_remove  (RlHand            *self,
                          const RlHandPlace *place,
                          RimVec3            point);
gboolean rl_hand_is_busy (RlHand            *self);
gboolean rl_hand_keeps_arrows (RlHand       *self);

/* For hands */
void      rl_hand_changed      (RlHand            *self);
void      rl_hand_say          (RlHand            *self,
                                const char        *message);
RimMaskOp rl_hand_place_get_op (const RlHandPlace *self);

G_END_DECLS
