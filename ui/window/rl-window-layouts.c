/* rl-window-layouts.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-layout-menu.h"
#include "window/rl-window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
create_menu_cb (GtkMenuButton *button,
                gpointer       data)
{
  RlWindow *self = data;

  gtk_menu_button_set_popover (button, rl_layout_menu_new (self->reading));
}

static void
take_layout (RlWindow *self,
             RlLayout *layout)
{
  g_autoptr(RlLayout) taken = layout;

  if (taken == NULL)
    rl_window_say (self, _("There is no room for another pane"));
  else
    rl_view_grid_set_layout (self->views, taken);
}

static void
change_cell (RlWindow     *self,
             const RlCell *cell)
{
  RlLayout *layout = rl_view_grid_get_shown_layout (self->views);

  take_layout (self, rl_layout_with_cell (layout, rl_view_grid_get_active_index (self->views),
                                          cell));
}

static RlCell
get_cell (RlWindow *self)
{
  return *rl_layout_get_cell (rl_view_grid_get_shown_layout (self->views),
                              rl_view_grid_get_active_index (self->views));
}

static void
shows_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *param)
{
  static const char *const words[] = { "ct", "pet", "fused", "follow", "mip", "volume" };
  RlWindow *self = RL_WINDOW (widget);
  const char *word = g_variant_get_string (param, NULL);
  RlCell cell = get_cell (self);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i], word) == 0)
      {
        cell.kind = i < 4 ? RL_CELL_PLANE : (RlCellKind) (RL_CELL_MIP + i - 4);
        cell.follows = i == 3;
        cell.content = i < 3 ? (RlContent) i : RL_CONTENT_FUSED;
        change_cell (self, &cell);
        return;
      }
}

static void
plane_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *param)
{
  static const char *const words[] = { "axial", "sagittal", "coronal" };
  RlWindow *self = RL_WINDOW (widget);
  const char *word = g_variant_get_string (param, NULL);
  RlCell cell = get_cell (self);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i], word) == 0)
      {
        cell.orientation = (RimOrientation) i;
        if (rl_session_turn_more_maps (self->session, cell.orientation))
          return;
        if (cell.kind != RL_CELL_PLANE)
          cell.follows = TRUE;
        cell.kind = RL_CELL_PLANE;
        change_cell (self, &cell);
        return;
      }
}

static void
role_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  RlCell cell = get_cell (self);

  cell.role = cell.role == RL_ROLE_CURRENT ? RL_ROLE_PRIOR : RL_ROLE_CURRENT;
  change_cell (self, &cell);
}

static void
map_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  RlCell cell = get_cell (self);

  cell.hides_map = !cell.hides_map;
  change_cell (self, &cell);
}

static void
split_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);

  take_layout (self, rl_layout_split (rl_view_grid_get_shown_layout (self->views),
                                      rl_view_grid_get_active_index (self->views),
                                      strcmp (g_variant_get_string (param, NULL), "down") == 0));
}

static void
remove_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  RlLayout *layout = rl_view_grid_get_shown_layout (self->views);

  if (rl_layout_get_n_cells (layout) > 1)
    take_layout (self, rl_layout_without (layout, rl_view_grid_get_active_index (self->views)));
}

static void
detach_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  GtkWindow *window = rl_view_grid_detach (self->views);

  if (self->keymap != NULL)
    rl_keymap_install_for (self->keymap, GTK_WIDGET (window), widget);
  rl_window_lend_actions (self, GTK_WIDGET (window));
  rl_window_add_held_keys (self, window);
  gtk_window_present (window);
}

static void
link_here_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);

  rl_link_here (rl_view_grid_get_link (self->views));
  rl_window_say (self, _("Both studies are linked here"));
}

void
rl_window_add_layouts (RlWindow *self)
{
  gtk_menu_button_set_create_popup_func (self->layouts, create_menu_cb, self, NULL);
}

void
rl_window_class_install_layout_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "view.pane-shows", "s", shows_action);
  gtk_widget_class_install_action (widget_class, "view.pane-plane", "s", plane_action);
  gtk_widget_class_install_action (widget_class, "view.pane-role", NULL, role_action);
  gtk_widget_class_install_action (widget_class, "view.pane-map", NULL, map_action);
  gtk_widget_class_install_action (widget_class, "view.pane-split", "s", split_action);
  gtk_widget_class_install_action (widget_class, "view.pane-remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "view.detach", NULL, detach_action);
  gtk_widget_class_install_action (widget_class, "view.link-here", NULL, link_here_action);
}
