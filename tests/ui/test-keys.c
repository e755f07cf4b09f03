/* test-keys.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>

#include "canvas/rl-drag.h"
#include "window/rl-keys.h"

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

/* One key may have several names: with Shift, or on the keypad. */
static char *
name_key (guint           keyval,
          GdkModifierType modifiers)
{
  if (keyval == GDK_KEY_KP_Add || keyval == GDK_KEY_equal)
    keyval = GDK_KEY_plus;
  else if (keyval == GDK_KEY_KP_Subtract)
    keyval = GDK_KEY_minus;

  return gtk_accelerator_name (keyval, modifiers);
}

static GHashTable *
read_overlay (void)
{
  g_autoptr(GtkBuilder) builder =
    gtk_builder_new_from_resource ("/org/rimlight/Rimlight/gtk/help-overlay.ui");
  g_autoptr(GSList) objects = gtk_builder_get_objects (builder);
  GHashTable *shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (GSList *l = objects; l != NULL; l = l->next)
    {
      g_autofree char *all = NULL;
      g_auto(GStrv) names = NULL;

      if (!GTK_IS_SHORTCUTS_SHORTCUT (l->data))
        continue;

      g_object_get (l->data, "accelerator", &all, NULL);
      names = g_strsplit (all, " ", -1);
      for (guint i = 0; names[i] != NULL; i++)
        {
          GdkModifierType modifiers;
          guint keyval;

          g_assert_true (gtk_accelerator_parse (names[i], &keyval, &modifiers));
          g_assert_true (g_hash_table_add (shown, name_key (keyval, modifiers)));
        }
    }

  gtk_window_destroy (GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay")));

  return shown;
}

/* Every key that works is in the overlay; what else it shows is the
 * application's, GTK's, or works while it is held.
 */
static void
test_overlay (void)
{
  static const char *const others[] = {
    "s", "t", "F10", "<Control>question", "<Control>o", "<Shift><Control>o", "<Control>s",
    "<Control>comma", "<Control>q",
  };
  g_autoptr(GHashTable) shown = read_overlay ();
  g_autoptr(GHashTable) bound = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize n;
  const RlKey *keys = rl_keys_get (&n);

  for (gsize i = 0; i < n; i++)
    g_hash_table_add (bound, name_key (keys[i].keyval, keys[i].modifiers));
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_hash_table_add (bound, g_strdup (others[i]));

  for (guint side = 0; side < 2; side++)
    {
      GHashTableIter iter;
      gpointer name;

      g_hash_table_iter_init (&iter, side == 0 ? bound : shown);
      while (g_hash_table_iter_next (&iter, &name, NULL))
        if (!g_hash_table_contains (side == 0 ? shown : bound, name))
          {
            g_test_message ("%s is %s", (char *) name, side == 0 ? "not shown" : "not bound");
            g_test_fail ();
          }
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

  g_test_add_func ("/ui/keys/table", test_table);
  g_test_add_func ("/ui/keys/overlay", test_overlay);
  g_test_add_func ("/ui/keys/drag", test_drag);

  return g_test_run ();
}
