/* test-keys.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>

#include "canvas/rl-drag.h"
#include "commands/rl-keys.h"

/* What may fire over which widget: a letter, a digit, an arrow, an undo. */
typedef struct
{
  const char *name;
  GtkWidget *(*make)(void);
  gboolean    letter;
  gboolean    digit;
  gboolean    arrow;
  gboolean    undo;
} Case;

static GtkWidget *
make_none (void)
{
  return NULL;
}

static GtkWidget *
make_scale (void)
{
  return gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 1, 0.1);
}

static GtkWidget *
make_spin (void)
{
  return gtk_spin_button_new_with_range (0, 1, 0.1);
}

static GtkWidget *
make_list (void)
{
  return gtk_list_view_new (NULL, NULL);
}

static const Case cases[] = {
  { "nothing", make_none, TRUE, TRUE, TRUE, TRUE },
  { "button", gtk_button_new, TRUE, TRUE, TRUE, TRUE },
  { "toggle", gtk_toggle_button_new, TRUE, TRUE, TRUE, TRUE },
  { "check", gtk_check_button_new, TRUE, TRUE, TRUE, TRUE },
  { "scale", make_scale, TRUE, TRUE, FALSE, TRUE },
  { "list", make_list, TRUE, TRUE, FALSE, TRUE },
  { "spin", make_spin, FALSE, FALSE, FALSE, FALSE },
  { "entry", gtk_entry_new, FALSE, FALSE, FALSE, FALSE },
  { "search", gtk_search_entry_new, FALSE, FALSE, FALSE, FALSE },
  { "text", gtk_text_new, FALSE, FALSE, FALSE, FALSE },
  { "text-view", gtk_text_view_new, FALSE, FALSE, FALSE, FALSE },
  { "entry-row", adw_entry_row_new, FALSE, FALSE, FALSE, FALSE },
};

/* The widget inside that has the focus, as an entry's text. */
static GtkWidget *
find_innermost (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = GTK_IS_TEXT (child) ? child : find_innermost (child);

      if (found != NULL && GTK_IS_TEXT (found))
        return found;
    }

  return widget;
}

static void
test_may_fire (gconstpointer data)
{
  const Case *c = data;
  GtkWidget *widget = c->make ();
  GtkWidget *focus = widget != NULL ? find_innermost (g_object_ref_sink (widget)) : NULL;

  g_assert_true (rl_keys_may_fire (focus, GDK_KEY_p, 0) == c->letter);
  g_assert_true (rl_keys_may_fire (focus, GDK_KEY_1, 0) == c->digit);
  g_assert_true (rl_keys_may_fire (focus, GDK_KEY_Up, 0) == c->arrow);
  g_assert_true (rl_keys_may_fire (focus, GDK_KEY_Down, GDK_SHIFT_MASK) == c->arrow);
  g_assert_true (rl_keys_may_fire (focus, GDK_KEY_z, GDK_CONTROL_MASK) == c->undo);
  g_assert_true (rl_keys_may_fire (focus, GDK_KEY_F6, 0));

  g_clear_object (&widget);
}

/* With Ctrl held text keeps what it does itself, and nothing else. */
static void
test_ctrl (void)
{
  static const struct {
    guint           keyval;
    GdkModifierType modifiers;
    gboolean        fires;
  } ctrls[] = {
    { GDK_KEY_k, 0, TRUE },
    { GDK_KEY_p, GDK_SHIFT_MASK, TRUE },
    { GDK_KEY_Page_Up, 0, TRUE },
    { GDK_KEY_Page_Down, 0, TRUE },
    { GDK_KEY_1, 0, TRUE },
    { GDK_KEY_8, 0, TRUE },
    { GDK_KEY_f, GDK_SHIFT_MASK, TRUE },
    { GDK_KEY_n, GDK_SHIFT_MASK, TRUE },
    { GDK_KEY_Tab, 0, TRUE },
    { GDK_KEY_o, 0, TRUE },
    { GDK_KEY_q, 0, TRUE },
    { GDK_KEY_w, 0, TRUE },
    { GDK_KEY_a, 0, FALSE },
    { GDK_KEY_c, 0, FALSE },
    { GDK_KEY_v, 0, FALSE },
    { GDK_KEY_x, 0, FALSE },
    { GDK_KEY_y, 0, FALSE },
    { GDK_KEY_z, 0, FALSE },
    { GDK_KEY_z, GDK_SHIFT_MASK, FALSE },
    { GDK_KEY_Left, 0, FALSE },
    { GDK_KEY_Right, GDK_SHIFT_MASK, FALSE },
    { GDK_KEY_BackSpace, 0, FALSE },
    { GDK_KEY_Delete, 0, FALSE },
    { GDK_KEY_Return, 0, FALSE },
    { GDK_KEY_Up, 0, FALSE },
    { GDK_KEY_Up, GDK_ALT_MASK, FALSE },
  };

  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      GtkWidget *widget = cases[c].make ();
      GtkWidget *focus = widget != NULL ? find_innermost (g_object_ref_sink (widget)) : NULL;

      for (gsize i = 0; !cases[c].letter && i < G_N_ELEMENTS (ctrls); i++)
        g_assert_true (rl_keys_may_fire (focus, ctrls[i].keyval,
                                         ctrls[i].modifiers | GDK_CONTROL_MASK) == ctrls[i].fires);
      g_clear_object (&widget);
    }
}

/* No key is bound twice, and every binding is spelt right. */
static void
test_table (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize n;
  const RlKey *keys = rl_keys_get (&n);

  g_assert_cmpuint (n, >, 40);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(GVariant) target = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *name = NULL;

      g_assert_true (g_hash_table_add (seen, gtk_accelerator_name (keys[i].keyval,
                                                                   keys[i].modifiers)));
      g_action_parse_detailed_name (keys[i].action, &name, &target, &error);
      g_assert_no_error (error);
    }
}

static void
test_drag (void)
{
  static const struct {
    RlTool          tool;
    guint           button;
    GdkModifierType modifiers;
    RlDrag          drag;
  } drags[] = {
    { RL_TOOL_WINDOW, GDK_BUTTON_PRIMARY, 0, RL_DRAG_WINDOW },
    { RL_TOOL_WINDOW, GDK_BUTTON_PRIMARY, GDK_SHIFT_MASK, RL_DRAG_CROSSHAIR },
    { RL_TOOL_WINDOW, GDK_BUTTON_MIDDLE, 0, RL_DRAG_PAN },
    { RL_TOOL_BRUSH, GDK_BUTTON_SECONDARY, 0, RL_DRAG_ZOOM },
    { RL_TOOL_CROSSHAIR, GDK_BUTTON_PRIMARY, 0, RL_DRAG_CROSSHAIR },
    { RL_TOOL_BRUSH, GDK_BUTTON_PRIMARY, 0, RL_DRAG_PAINT },
    { RL_TOOL_BRUSH, GDK_BUTTON_PRIMARY, GDK_ALT_MASK, RL_DRAG_ERASE },
    { RL_TOOL_BRUSH, GDK_BUTTON_PRIMARY, GDK_CONTROL_MASK, RL_DRAG_ERASE },
    { RL_TOOL_ERASER, GDK_BUTTON_PRIMARY, 0, RL_DRAG_ERASE },
    { RL_TOOL_ERASER, GDK_BUTTON_PRIMARY, GDK_ALT_MASK, RL_DRAG_PAINT },
    { RL_TOOL_ERASER, 8, 0, RL_DRAG_NOTHING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (drags); i++)
    g_assert_cmpint (rl_drag_choose (drags[i].tool, drags[i].button, drags[i].modifiers), ==,
                     drags[i].drag);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/keys/may-fire/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_may_fire);
    }

  g_test_add_func ("/ui/keys/ctrl", test_ctrl);
  g_test_add_func ("/ui/keys/table", test_table);
  g_test_add_func ("/ui/keys/drag", test_drag);

  return g_test_run ();
}
