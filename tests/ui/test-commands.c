/* test-commands.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "commands/rl-commands.h"
#include "commands/rl-keys.h"
#include "commands/rl-palette.h"
#include "commands/rl-shortcut-sheet.h"
#include "review/rl-review.h"
#include "rl-test-images.h"

typedef struct
{
  RlSettings *settings;
  RlKeymap   *keymap;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->settings = rl_settings_new ();
  rl_settings_set_shortcuts (fixture->settings, g_variant_new ("a{sv}", NULL));
  fixture->keymap = rl_keymap_new (fixture->settings);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_assert_finalize_object (fixture->keymap);
  g_assert_finalize_object (fixture->settings);
}

/* Every key has a command with a title, spelt as an action is. */
static void
test_titles (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n_keys, n_commands;
  const RlKey *keys = rl_keys_get (&n_keys);
  const RlCommand *commands = rl_commands_get (&n_commands);

  for (gsize i = 0; i < n_keys; i++)
    if (rl_commands_find (keys[i].action) == NULL)
      {
        g_test_message ("%s has a key and no title", keys[i].action);
        g_test_fail ();
      }

  for (gsize i = 0; i < n_commands; i++)
    {
      g_autoptr(GVariant) target = NULL;
      g_autofree char *name = NULL;

      g_assert_true ((commands[i].action == NULL) == (commands[i].held != NULL));
      if (commands[i].action == NULL)
        continue;
      g_assert_true (g_action_parse_detailed_name (commands[i].action, &name, &target, NULL));
      g_assert_true (g_hash_table_add (seen, (gpointer) commands[i].action));
    }
}

/* Sections are kept together, or the sheet would show one twice. */
static void
test_sections (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n;
  const RlCommand *commands = rl_commands_get (&n);

  for (gsize i = 0; i < n; i++)
    if (i == 0 || g_strcmp0 (commands[i].section, commands[i - 1].section) != 0)
      g_assert_true (g_hash_table_add (seen, (gpointer) commands[i].section));
}

static void
assert_keys (RlKeymap   *keymap,
             const char *action,
             const char *expected)
{
  g_auto(GStrv) keys = rl_keymap_dup_keys (keymap, action);
  g_autofree char *joined = g_strjoinv (" ", keys);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_defaults (Fixture       *fixture,
               gconstpointer  data)
{
  gsize n;
  const RlKey *keys = rl_keys_get (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *accelerator = gtk_accelerator_name (keys[i].keyval, keys[i].modifiers);

      g_assert_cmpstr (rl_keymap_find (fixture->keymap, accelerator), ==, keys[i].action);
    }

  assert_keys (fixture->keymap, "session.tool('brush')", "p");
  assert_keys (fixture->keymap, "app.about", "");
  g_assert_false (rl_keymap_is_changed (fixture->keymap, "session.tool('brush')"));
}

static void
test_rebind (Fixture       *fixture,
             gconstpointer  data)
{
  RlKeymap *keymap = fixture->keymap;
  g_autoptr(RlKeymap) other = NULL;

  rl_keymap_add (keymap, "session.tool('brush')", "x");
  assert_keys (keymap, "session.tool('brush')", "p x");
  assert_keys (keymap, "session.tool('eraser')", "");
  g_assert_true (rl_keymap_is_changed (keymap, "session.tool('eraser')"));

  /* Another window, or the next start, has them too. */
  other = rl_keymap_new (fixture->settings);
  assert_keys (other, "session.tool('brush')", "p x");
  assert_keys (other, "session.tool('eraser')", "");

  rl_keymap_reset (keymap, "session.tool('brush')");
  assert_keys (keymap, "session.tool('brush')", "p");
  rl_keymap_reset (keymap, "session.tool('eraser')");
  assert_keys (keymap, "session.tool('eraser')", "x");

  rl_keymap_clear (keymap, "win.undo");
  assert_keys (keymap, "win.undo", "");
  g_assert_null (rl_keymap_find (keymap, "<Control>z"));
  rl_keymap_reset (keymap, NULL);
  assert_keys (keymap, "win.undo", "<Control>z");
  assert_keys (other, "win.undo", "<Control>z");
}

/* Whatever stands in the settings, keys stay sane. */
static void
test_bad_settings (Fixture       *fixture,
                   gconstpointer  data)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "session.tool('brush')", "i", 7);
  g_variant_dict_insert (&dict, "no.such-action", "s", "p");
  g_variant_dict_insert_value (&dict, "win.redo",
                               g_variant_new_strv ((const char *const[]) { "nonsense+", "", "F5" }, 3));
  rl_settings_set_shortcuts (fixture->settings, g_variant_dict_end (&dict));

  assert_keys (fixture->keymap, "win.redo", "F5");
  assert_keys (fixture->keymap, "session.tool('eraser')", "x");
}

static void
test_sheet (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWindow *window = rl_shortcut_sheet_new (NULL, fixture->keymap);
  RlShortcutSheet *sheet = RL_SHORTCUT_SHEET (window);

  gtk_window_present (window);
  g_assert_false (rl_shortcut_sheet_edit (sheet, "no.such-action"));
  g_assert_false (rl_shortcut_sheet_press (sheet, GDK_KEY_F5, 0));

  g_assert_true (rl_shortcut_sheet_edit (sheet, "view.invert"));
  g_assert_false (rl_shortcut_sheet_press (sheet, GDK_KEY_Control_L, GDK_CONTROL_MASK));
  g_assert_true (rl_shortcut_sheet_press (sheet, GDK_KEY_I, GDK_CONTROL_MASK | GDK_SHIFT_MASK));
  assert_keys (fixture->keymap, "view.invert", "i <Shift><Control>i");

  rl_shortcut_sheet_edit (sheet, "view.invert");
  g_assert_true (rl_shortcut_sheet_press (sheet, GDK_KEY_Escape, 0));
  assert_keys (fixture->keymap, "view.invert", "i <Shift><Control>i");

  rl_shortcut_sheet_edit (sheet, "view.invert");
  g_assert_true (rl_shortcut_sheet_press (sheet, GDK_KEY_s, 0));
  assert_keys (fixture->keymap, "view.invert", "i <Shift><Control>i");

  rl_shortcut_sheet_edit (sheet, "view.invert");
  g_assert_true (rl_shortcut_sheet_press (sheet, GDK_KEY_BackSpace, 0));
  assert_keys (fixture->keymap, "view.invert", "");

  gtk_window_destroy (window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_palette (Fixture       *fixture,
              gconstpointer  data)
{
  RlPalette *palette = RL_PALETTE (g_object_ref_sink (rl_palette_new (fixture->keymap)));
  gsize n_commands;
  guint n;

  rl_commands_get (&n_commands);
  rl_palette_set_search (palette, "");
  n = rl_palette_get_n_shown (palette);
  g_assert_cmpuint (n, >, 40);
  g_assert_cmpuint (n, <=, n_commands);

  rl_palette_set_search (palette, "brush");
  g_assert_cmpstr (rl_palette_get_selected (palette), ==, "session.tool('brush')");
  g_assert_cmpuint (rl_palette_get_n_shown (palette), >=, 3);

  /* Letter by letter, as it is typed: the order stays one while rows come and go. */
  for (const char *typed = "one click in a slice"; *typed != '\0'; typed++)
    {
      g_autofree char *begin = g_strndup ("one click in a slice", strlen ("one click in a slice") - strlen (typed));

      rl_palette_set_search (palette, begin);
      rl_palette_set_search (palette, typed);
    }

  rl_palette_set_search (palette, "LARGER br");
  g_assert_cmpstr (rl_palette_get_selected (palette), ==, "view.brush-size(1)");
  rl_palette_set_search (palette, "no such thing");
  g_assert_cmpuint (rl_palette_get_n_shown (palette), ==, 0);
  g_assert_null (rl_palette_get_selected (palette));
  rl_palette_run (palette);

  g_assert_finalize_object (palette);
}

/* In the window: the palette gives a command, and its button opens it. */
static void
test_window (Fixture       *fixture,
             gconstpointer  data)
{
  RlWindow *window = rl_window_new (NULL);
  RlSession *session = g_object_ref (rl_window_get_session (window));
  GtkWidget *button, *canvas;
  RlPalette *palette;

  rl_window_set_keymap (window, fixture->keymap);
  gtk_window_present (GTK_WINDOW (window));
  rl_test_session_fill (session, TRUE);
  rl_window_show_page (window, "views");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  canvas = gtk_widget_get_first_child (GTK_WIDGET (rl_window_get_views (window)));
  gtk_widget_grab_focus (canvas);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-palette", NULL);
  button = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (window), RL_TYPE_WINDOW, "palette"));
  palette = RL_PALETTE (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (palette)));

  g_assert_cmpint (rl_session_get_tool (session), !=, RL_TOOL_BRUSH);
  rl_palette_set_search (palette, "brush");
  rl_palette_run (palette);
  g_assert_cmpint (rl_session_get_tool (session), ==, RL_TOOL_BRUSH);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (palette)));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == canvas);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-shortcuts", NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (session);
}

/* They are there in the next session, which has settings of its own. */
static void
test_kept (void)
{
  g_autoptr(RlSettings) settings = rl_settings_new ();
  g_autoptr(RlSettings) next = NULL;
  g_autoptr(GVariant) none = rl_settings_ref_shortcuts (settings);
  g_autoptr(GVariant) kept = NULL;
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "view.reset", "^as", (const char *const[]) { "F7", NULL });
  rl_settings_set_shortcuts (settings, g_variant_dict_end (&dict));

  next = rl_settings_new ();
  kept = rl_settings_ref_shortcuts (next);
  g_assert_cmpuint (g_variant_n_children (kept), ==, 1);
  rl_settings_set_shortcuts (settings, none);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/ui/commands/titles", test_titles);
  g_test_add_func ("/ui/commands/sections", test_sections);

#define ADD(path, func) \
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

  ADD ("/ui/commands/defaults", test_defaults);
  ADD ("/ui/commands/rebind", test_rebind);
  ADD ("/ui/commands/bad-settings", test_bad_settings);
  ADD ("/ui/commands/sheet", test_sheet);
  ADD ("/ui/commands/palette", test_palette);
  ADD ("/ui/commands/window", test_window);
  g_test_add_func ("/ui/commands/kept", test_kept);

  return g_test_run ();
}
