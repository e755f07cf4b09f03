/* rl-keys.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "commands/rl-keys.h"

#include "core/rl-accessible.h"

/* What a focused widget keeps for itself. */
typedef enum
{
  KEEPS_NOTHING,
  KEEPS_ARROWS,
  KEEPS_TYPING,
} Keeps;

#define CTRL  GDK_CONTROL_MASK
#define SHIFT GDK_SHIFT_MASK
#define ALT   GDK_ALT_MASK

static const RlKey keys[] = {
  { GDK_KEY_Up, 0, "view.scroll(-1)" },
  { GDK_KEY_Down, 0, "view.scroll(1)" },
  { GDK_KEY_Up, SHIFT, "view.scroll(-10)" },
  { GDK_KEY_Down, SHIFT, "view.scroll(10)" },
  { GDK_KEY_Home, 0, "view.scroll(-65536)" },
  { GDK_KEY_End, 0, "view.scroll(65536)" },
  { GDK_KEY_Page_Down, 0, "win.next-series(1)" },
  { GDK_KEY_Page_Up, 0, "win.next-series(-1)" },
  { GDK_KEY_Page_Down, CTRL, "win.next-study(1)" },
  { GDK_KEY_Page_Up, CTRL, "win.next-study(-1)" },
  { GDK_KEY_n, CTRL | SHIFT, "win.next-undone" },
  { GDK_KEY_Return, CTRL, "win.set-status('reviewed')" },
  { GDK_KEY_KP_Enter, CTRL, "win.set-status('reviewed')" },
  { GDK_KEY_BackSpace, CTRL, "win.set-status('rejected')" },
  { GDK_KEY_Return, ALT, "review.details" },
  { GDK_KEY_Return, ALT | SHIFT, "review.features" },
  { GDK_KEY_Return, CTRL | SHIFT, "review.approve" },
  { GDK_KEY_KP_Enter, CTRL | SHIFT, "review.approve" },
  { GDK_KEY_BackSpace, CTRL | SHIFT, "review.reject" },
  { GDK_KEY_F4, 0, "review.next-comment(1)" },
  { GDK_KEY_F4, SHIFT, "review.next-comment(-1)" },
  { GDK_KEY_f, CTRL | SHIFT, "win.find-patient" },
  { GDK_KEY_F6, 0, "view.next-pane(1)" },
  { GDK_KEY_F6, SHIFT, "view.next-pane(-1)" },
  { GDK_KEY_Right, 0, "view.next-pane(1)" },
  { GDK_KEY_Left, 0, "view.next-pane(-1)" },
  { GDK_KEY_0, 0, "view.preset(0)" },
  { GDK_KEY_1, 0, "view.preset(1)" },
  { GDK_KEY_2, 0, "view.preset(2)" },
  { GDK_KEY_3, 0, "view.preset(3)" },
  { GDK_KEY_4, 0, "view.preset(4)" },
  { GDK_KEY_5, 0, "view.preset(5)" },
  { GDK_KEY_6, 0, "view.preset(6)" },
  { GDK_KEY_7, 0, "view.preset(7)" },
  { GDK_KEY_8, 0, "view.preset(8)" },
  { GDK_KEY_9, 0, "view.preset(9)" },
  { GDK_KEY_grave, 0, "view.next-file-window" },
  { GDK_KEY_i, 0, "view.invert" },
  { GDK_KEY_r, 0, "view.reset" },
  { GDK_KEY_Left, CTRL | ALT, "view.turn('left')" },
  { GDK_KEY_Right, CTRL | ALT, "view.turn('right')" },
  { GDK_KEY_Up, CTRL | ALT, "view.turn('up')" },
  { GDK_KEY_Down, CTRL | ALT, "view.turn('down')" },
  { GDK_KEY_Left, CTRL | ALT | SHIFT, "view.turn-finely('left')" },
  { GDK_KEY_Right, CTRL | ALT | SHIFT, "view.turn-finely('right')" },
  { GDK_KEY_Up, CTRL | ALT | SHIFT, "view.turn-finely('up')" },
  { GDK_KEY_Down, CTRL | ALT | SHIFT, "view.turn-finely('down')" },
  { GDK_KEY_r, SHIFT, "view.straighten" },
  { GDK_KEY_m, ALT, "view.next-slab" },
  { GDK_KEY_Up, ALT, "view.slab-thickness(5.0)" },
  { GDK_KEY_Down, ALT, "view.slab-thickness(-5.0)" },
  { GDK_KEY_d, 0, "view.display" },
  { GDK_KEY_l, SHIFT, "session.show-legend" },
  { GDK_KEY_k, 0, "session.map-held" },
  { GDK_KEY_w, 0, "session.tool('window')" },
  { GDK_KEY_w, SHIFT, "session.tool('window-region')" },
  { GDK_KEY_h, 0, "session.tool('crosshair')" },
  { GDK_KEY_p, 0, "session.tool('brush')" },
  { GDK_KEY_x, 0, "session.tool('eraser')" },
  { GDK_KEY_p, SHIFT, "session.tool('sphere')" },
  { GDK_KEY_x, SHIFT, "session.brush-limited" },
  { GDK_KEY_n, 0, "session.tool('nudge')" },
  { GDK_KEY_n, SHIFT, "session.tool('nodes')" },
  { GDK_KEY_j, 0, "session.smooth-nodes" },
  { GDK_KEY_g, 0, "session.tool('polygon')" },
  { GDK_KEY_g, SHIFT, "session.tool('contour')" },
  { GDK_KEY_t, SHIFT, "session.tool('threshold')" },
  { GDK_KEY_s, SHIFT, "session.tool('seeds')" },
  { GDK_KEY_o, SHIFT, "session.tool('seeds-out')" },
  { GDK_KEY_l, 0, "session.tool('length')" },
  { GDK_KEY_b, 0, "session.tool('bidirectional')" },
  { GDK_KEY_a, 0, "session.tool('angle')" },
  { GDK_KEY_e, 0, "session.tool('ellipse')" },
  { GDK_KEY_b, SHIFT, "measure.lesion" },
  { GDK_KEY_comma, ALT, "measure.next(-1)" },
  { GDK_KEY_period, ALT, "measure.next(1)" },
  { GDK_KEY_space, 0, "view.last-tool" },
  { GDK_KEY_o, 0, "session.show-fill" },
  { GDK_KEY_c, SHIFT, "session.operation('margin')" },
  { GDK_KEY_e, SHIFT, "session.operation('refine')" },
  { GDK_KEY_f, SHIFT, "session.operation('fill-slices')" },
  { GDK_KEY_j, ALT, "session.overlap('join')" },
  { GDK_KEY_x, ALT, "session.overlap('cut-out')" },
  { GDK_KEY_o, ALT, "session.overlap('keep')" },
  { GDK_KEY_t, ALT, "session.overlap('trim')" },
  { GDK_KEY_Up, CTRL | SHIFT, "view.copy-slice(-1)" },
  { GDK_KEY_Down, CTRL | SHIFT, "view.copy-slice(1)" },
  { GDK_KEY_d, SHIFT, "session.show-difference" },
  { GDK_KEY_bracketleft, 0, "view.brush-size(-1)" },
  { GDK_KEY_bracketright, 0, "view.brush-size(1)" },
  { GDK_KEY_minus, 0, "view.brush-size(-1)" },
  { GDK_KEY_plus, 0, "view.brush-size(1)" },
  { GDK_KEY_comma, 0, "view.next-lesion(-1)" },
  { GDK_KEY_period, 0, "view.next-lesion(1)" },
  { GDK_KEY_Up, CTRL, "view.next-lesion(-1)" },
  { GDK_KEY_Down, CTRL, "view.next-lesion(1)" },
  { GDK_KEY_bracketleft, CTRL, "view.opacity(-0.1)" },
  { GDK_KEY_bracketright, CTRL, "view.opacity(0.1)" },
  { GDK_KEY_backslash, CTRL, "session.swap-layers" },
  { GDK_KEY_bracketleft, ALT, "view.map-opacity(-0.1)" },
  { GDK_KEY_bracketright, ALT, "view.map-opacity(0.1)" },
  { GDK_KEY_u, 0, "view.map-swipe" },
  { GDK_KEY_Left, ALT, "view.move-swipe(-0.05)" },
  { GDK_KEY_Right, ALT, "view.move-swipe(0.05)" },
  { GDK_KEY_i, SHIFT, "view.map-isolines" },
  { GDK_KEY_u, SHIFT, "view.pane-map" },
  { GDK_KEY_plus, CTRL, "view.zoom(1.25)" },
  { GDK_KEY_equal, CTRL, "view.zoom(1.25)" },
  { GDK_KEY_KP_Add, CTRL, "view.zoom(1.25)" },
  { GDK_KEY_minus, CTRL, "view.zoom(0.8)" },
  { GDK_KEY_KP_Subtract, CTRL, "view.zoom(0.8)" },
  { GDK_KEY_0, CTRL, "view.fit" },
  { GDK_KEY_0, ALT, "view.actual-size" },
  { GDK_KEY_f, ALT, "view.flip" },
  { GDK_KEY_r, ALT, "view.rotate" },
  { GDK_KEY_c, 0, "view.cine" },
  { GDK_KEY_F11, 0, "win.fullscreen" },
  { GDK_KEY_1, CTRL, "grid.content('ct')" },
  { GDK_KEY_2, CTRL, "grid.content('pet')" },
  { GDK_KEY_3, CTRL, "grid.content('fused')" },
  { GDK_KEY_4, CTRL, "grid.layout('nine')" },
  { GDK_KEY_5, CTRL, "grid.layout('ten')" },
  { GDK_KEY_6, CTRL, "grid.layout('three')" },
  { GDK_KEY_7, CTRL, "grid.layout('four')" },
  { GDK_KEY_8, CTRL, "grid.layout('compare')" },
  { GDK_KEY_d, CTRL, "view.detach" },
  { GDK_KEY_l, CTRL, "grid.linked" },
  { GDK_KEY_l, CTRL | SHIFT, "view.link-here" },
  { GDK_KEY_m, CTRL, "view.maximize" },
  { GDK_KEY_Escape, 0, "view.cancel" },
  { GDK_KEY_z, CTRL, "win.undo" },
  { GDK_KEY_y, CTRL, "win.redo" },
  { GDK_KEY_z, CTRL | SHIFT, "win.redo" },
  { GDK_KEY_F7, 0, "win.queue-draw('')" },
  { GDK_KEY_F8, 0, "win.show-queue" },
  { GDK_KEY_1, CTRL | ALT, "win.workspace('review')" },
  { GDK_KEY_2, CTRL | ALT, "win.workspace('patient')" },
  { GDK_KEY_3, CTRL | ALT, "win.workspace('queue')" },
  { GDK_KEY_4, CTRL | ALT, "win.workspace('cohort')" },
  { GDK_KEY_F9, 0, "win.show-browser" },
  { GDK_KEY_F9, SHIFT, "win.show-lesions" },
  { GDK_KEY_1, ALT, "win.inspector-page('lesions')" },
  { GDK_KEY_2, ALT, "win.inspector-page('features')" },
  { GDK_KEY_3, ALT, "win.inspector-page('maps')" },
  { GDK_KEY_4, ALT, "win.inspector-page('measurements')" },
  { GDK_KEY_5, ALT, "win.inspector-page('score')" },
  { GDK_KEY_6, ALT, "win.inspector-page('compare')" },
  { GDK_KEY_7, ALT, "win.inspector-page('history')" },
  { GDK_KEY_8, ALT, "win.inspector-page('questions')" },
  { GDK_KEY_f, CTRL, "win.find-feature" },
  { GDK_KEY_m, CTRL | SHIFT, "win.find-map" },
  { GDK_KEY_question, 0, "win.show-shortcuts" },
  { GDK_KEY_question, CTRL, "win.show-shortcuts" },
  { GDK_KEY_p, CTRL | SHIFT, "win.show-palette" },
  { GDK_KEY_k, CTRL, "win.show-palette" },
  { GDK_KEY_o, CTRL, "win.import-folder" },
  { GDK_KEY_o, CTRL | SHIFT, "win.import-files" },
  { GDK_KEY_s, CTRL, "win.save" },
  { GDK_KEY_t, CTRL, "win.new-tab" },
  { GDK_KEY_Return, SHIFT, "win.open-in-tab" },
  { GDK_KEY_KP_Enter, SHIFT, "win.open-in-tab" },
  { GDK_KEY_w, CTRL, "win.close-tab" },
  { GDK_KEY_t, CTRL | SHIFT, "win.reopen-tab" },
  { GDK_KEY_Tab, CTRL, "win.next-tab(1)" },
  { GDK_KEY_ISO_Left_Tab, CTRL | SHIFT, "win.next-tab(-1)" },
  { GDK_KEY_Page_Down, CTRL | SHIFT, "win.move-tab(1)" },
  { GDK_KEY_Page_Up, CTRL | SHIFT, "win.move-tab(-1)" },
  { GDK_KEY_comma, CTRL, "app.preferences" },
  { GDK_KEY_q, CTRL, "app.quit" },
};

static Keeps
get_keeps (GtkWidget *widget)
{
  if (rl_accessible_keeps_arrows (widget))
    return KEEPS_ARROWS;

  switch ((guint) gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)))
    {
    case GTK_ACCESSIBLE_ROLE_TEXT_BOX:
    case GTK_ACCESSIBLE_ROLE_SEARCH_BOX:
    case GTK_ACCESSIBLE_ROLE_SPIN_BUTTON:
    case GTK_ACCESSIBLE_ROLE_MENU:
      return KEEPS_TYPING;

    case GTK_ACCESSIBLE_ROLE_SLIDER:
    case GTK_ACCESSIBLE_ROLE_LIST:
    case GTK_ACCESSIBLE_ROLE_GRID:
    case GTK_ACCESSIBLE_ROLE_TREE:
    case GTK_ACCESSIBLE_ROLE_TREE_GRID:
    case GTK_ACCESSIBLE_ROLE_LIST_BOX:
      return KEEPS_ARROWS;

    default:
      return GTK_IS_TEXT (widget) || GTK_IS_TEXT_VIEW (widget) ? KEEPS_TYPING : KEEPS_NOTHING;
    }
}

static gboolean
is_arrow (guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_Down:
    case GDK_KEY_Left:
    case GDK_KEY_Right:
    case GDK_KEY_Home:
    case GDK_KEY_End:
      return TRUE;

    default:
      return FALSE;
    }
}

/* With Ctrl they move within nothing. */
static gboolean
is_page (guint           keyval,
         GdkModifierType modifiers)
{
  return (keyval == GDK_KEY_Page_Up || keyval == GDK_KEY_Page_Down) && (modifiers & CTRL) == 0;
}

static gboolean
is_function_key (guint keyval)
{
  return keyval >= GDK_KEY_F1 && keyval <= GDK_KEY_F35;
}

/* What text does itself with Ctrl held: clipboard, undo, moving and deleting by words and
 * paragraphs, and the code point of a character.
 */
static gboolean
is_editing (guint           keyval,
            GdkModifierType modifiers)
{
  static const guint plain[] = {
    GDK_KEY_a, GDK_KEY_c, GDK_KEY_v, GDK_KEY_x, GDK_KEY_y, GDK_KEY_z, GDK_KEY_slash,
    GDK_KEY_backslash, GDK_KEY_period, GDK_KEY_semicolon, GDK_KEY_space, GDK_KEY_Insert,
    GDK_KEY_Delete, GDK_KEY_BackSpace, GDK_KEY_Return, GDK_KEY_KP_Enter,
    GDK_KEY_Up, GDK_KEY_Down, GDK_KEY_Left, GDK_KEY_Right, GDK_KEY_Home, GDK_KEY_End,
  };
  static const guint shifted[] = {
    GDK_KEY_a, GDK_KEY_u, GDK_KEY_v, GDK_KEY_z, GDK_KEY_Insert,
    GDK_KEY_Up, GDK_KEY_Down, GDK_KEY_Left, GDK_KEY_Right, GDK_KEY_Home, GDK_KEY_End,
  };
  gboolean is_shifted = (modifiers & SHIFT) != 0;
  const guint *own = is_shifted ? shifted : plain;
  gsize n = is_shifted ? G_N_ELEMENTS (shifted) : G_N_ELEMENTS (plain);

  for (gsize i = 0; i < n; i++)
    if (own[i] == gdk_keyval_to_lower (keyval))
      return TRUE;

  return FALSE;
}

/* Alt with a digit types nothing, and neither does Ctrl with what text has no use for. */
static gboolean
is_typing (guint           keyval,
           GdkModifierType modifiers)
{
  if ((modifiers & ALT) != 0)
    return keyval < GDK_KEY_0 || keyval > GDK_KEY_9;

  return (modifiers & CTRL) == 0 || is_editing (keyval, modifiers);
}

/* Space presses what has the focus, unless that is an image. */
static gboolean
can_be_pressed (GtkWidget *widget)
{
  return widget != NULL &&
         gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) != GTK_ACCESSIBLE_ROLE_IMG;
}

/**
 * rl_keys_may_fire:
 * @focus: (nullable): the widget that has the focus
 * @keyval: a key
 * @modifiers: held with it
 *
 * Letters, digits and signs are typing where something can be typed, and so is what text
 * does itself with Ctrl held; arrows move within sliders and lists, and Space presses buttons.
 *
 * Returns: whether the key is the window's
 */
gboolean
rl_keys_may_fire (GtkWidget       *focus,
                  guint            keyval,
                  GdkModifierType  modifiers)
{
  Keeps keeps = KEEPS_NOTHING;

  if (keyval == GDK_KEY_space && can_be_pressed (focus))
    return FALSE;

  for (GtkWidget *widget = focus; widget != NULL && !GTK_IS_ROOT (widget);
       widget = gtk_widget_get_parent (widget))
    keeps = MAX (keeps, get_keeps (widget));

  if (keeps == KEEPS_NOTHING || is_function_key (keyval))
    return TRUE;

  if (keeps == KEEPS_ARROWS)
    return !is_arrow (keyval) && !is_page (keyval, modifiers);

  /* Text has an undo of its own. */
  return !is_typing (keyval, modifiers);
}

/* The keys as they come; what holds now is in #RlKeymap. */
const RlKey *
rl_keys_get (gsize *n_keys)
{
  *n_keys = G_N_ELEMENTS (keys);

  return keys;
}
