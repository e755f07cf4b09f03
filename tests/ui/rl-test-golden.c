/* rl-test-golden.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rl-test-golden.h"

#include <math.h>

#include "rl-test-canvas.h"

#define PATIENCE (60 * G_USEC_PER_SEC)

/* A text node as GSK writes it; a string of it may hold any character. */
#define TEXT_NODE "\\btext \\{(?:[^\"}]|\"(?:[^\"\\\\]|\\\\.)*\")*+\\}"

static void
add_style (GtkCssProvider *provider)
{
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_USER);
}

/**
 * rl_test_golden_set_look:
 * @css: (nullable): what is to look otherwise than in the program
 *
 * Takes the program's icons and colours, and what the machine has a say in from
 * here, so that a window looks the same everywhere.
 */
void
rl_test_golden_set_look (const char *css)
{
  g_autoptr(GtkCssProvider) program = gtk_css_provider_new ();
  g_autoptr(GtkCssProvider) test = gtk_css_provider_new ();
  GdkDisplay *display = gdk_display_get_default ();

  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                    "/org/rimlight/Rimlight/icons");
  gtk_css_provider_load_from_resource (program, "/org/rimlight/Rimlight/style.css");
  add_style (program);
  if (css != NULL)
    {
      gtk_css_provider_load_from_data (test, css, -1);
      add_style (test);
    }

  g_object_set (gtk_settings_get_default (),
                "gtk-cursor-blink", FALSE,
                "gtk-decoration-layout", ":minimize,maximize,close",
                "gtk-enable-animations", FALSE,
                "gtk-font-name", "Cantarell 11",
                "gtk-icon-theme-name", "Adwaita",
                "gtk-xft-dpi", 96 * 1024,
                NULL);
}

void
rl_test_golden_set_dark (gboolean dark)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
}

static gboolean
replace_text_cb (const GMatchInfo *match,
                 GString          *result,
                 gpointer          data)
{
  g_autofree char *text = g_match_info_fetch (match, 0);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GskRenderNode) node = gsk_render_node_deserialize (bytes, NULL, NULL);
  graphene_rect_t area;

  g_assert_nonnull (node);
  gsk_render_node_get_bounds (node, &area);
  graphene_rect_round_extents (&area, &area);
  g_string_append_printf (result, "color { bounds: %d %d %d %d; color: rgba(128,128,128,0.5); }",
                          (int) area.origin.x, (int) area.origin.y,
                          (int) area.size.width, (int) area.size.height);

  return FALSE;
}

/* Returns: (transfer full): the same with a bar for every text */
static GskRenderNode *
draw_bars (GskRenderNode *node)
{
  g_autoptr(GRegex) regex = g_regex_new (TEXT_NODE, G_REGEX_OPTIMIZE, 0, NULL);
  g_autoptr(GBytes) bytes = gsk_render_node_serialize (node);
  g_autoptr(GError) error = NULL;
  g_autofree char *changed = NULL;
  g_autoptr(GBytes) changed_bytes = NULL;
  GskRenderNode *result;

  changed = g_regex_replace_eval (regex, g_bytes_get_data (bytes, NULL),
                                  (gssize) g_bytes_get_size (bytes), 0, 0, replace_text_cb, NULL,
                                  &error);
  g_assert_no_error (error);
  changed_bytes = g_bytes_new (changed, strlen (changed));
  result = gsk_render_node_deserialize (changed_bytes, NULL, NULL);
  g_assert_nonnull (result);

  return result;
}

/* Returns: (transfer full) (nullable): the widget, a window without its shadow */
static GdkTexture *
snap (GtkWidget     *widget,
      RlTestWriting  writing)
{
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), (double) width, (double) height);
  node = gtk_snapshot_to_node (snapshot);
  if (node == NULL)
    return NULL;

  if (writing == RL_TEST_WRITING_BARS)
    {
      GskRenderNode *bars = draw_bars (node);

      gsk_render_node_unref (node);
      node = bars;
    }

  return gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, width, height));
}

/**
 * rl_test_golden_compare:
 * @widget: on the screen
 * @writing: what is seen of text
 * @stem: golden/STEM-dark.png and golden/STEM-light.png are the golden pictures
 *
 * Holds a widget to the golden picture, to the last bit. What is loaded, measured
 * and painted in workers comes when it comes, so it waits until the picture is the
 * golden one, a minute at most; when written anew, it is taken after five seconds.
 */
void
rl_test_golden_compare (GtkWidget     *widget,
                        RlTestWriting  writing,
                        const char    *stem)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  g_autofree char *name = g_strdup_printf ("%s-%s.png", stem, dark ? "dark" : "light");
  gboolean write = g_getenv ("RIMLIGHT_WRITE_GOLDEN") != NULL;
  gint64 end = g_get_monotonic_time () + (write ? PATIENCE / 12 : PATIENCE);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (widget));
  g_autoptr(GdkTexture) texture = NULL;

  do
    {
      gtk_widget_unset_state_flags (window, GTK_STATE_FLAG_BACKDROP);
      gtk_test_widget_wait_for_draw (window);
      g_clear_object (&texture);
      texture = snap (widget, writing);
    }
  while (g_get_monotonic_time () < end &&
         (write || texture == NULL || !rl_test_is_golden (texture, name)));

  g_assert_nonnull (texture);
  rl_test_compare_golden (texture, name);
}
