/* rl-window.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-window-private.h"

G_DEFINE_FINAL_TYPE (RlWindow, rl_window, ADW_TYPE_APPLICATION_WINDOW)

enum {
  PROP_0,
  PROP_SHOW_BROWSER,
  PROP_SHOW_LESIONS,
  PROP_INSPECTOR_PAGE,
  PROP_SLAB,
  PROP_READING,
  PROP_WORKSPACE,
  N_PROPS
};

enum {
  TAB_CLOSED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
set_pane_visible (RlWindow   *self,
                  GtkWidget  *pane,
                  gboolean   *is_shown,
                  gboolean    visible,
                  GParamSpec *pspec)
{
  visible = !!visible;

  if (*is_shown == visible)
    return;

  *is_shown = visible;
  if (self->folded == pane)
    self->folded = NULL;
  if (pane == GTK_WIDGET (self->browser) && !rl_window_shows_browser (self))
    visible = FALSE;
  gtk_widget_set_visible (pane, visible && !self->images_only);
  if (visible)
    rl_window_fit (self, pane);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

/**
 * rl_window_show_pane:
 * @self: a window
 * @pane: the browser or the inspectors
 * @visible: whether it is to be shown
 */
void
rl_window_show_pane (RlWindow  *self,
                     GtkWidget *pane,
                     gboolean   visible)
{
  if (pane == GTK_WIDGET (self->browser))
    set_pane_visible (self, pane, &self->show_browser, visible, properties[PROP_SHOW_BROWSER]);
  else
    set_pane_visible (self, pane, &self->show_lesions, visible, properties[PROP_SHOW_LESIONS]);
}

/**
 * rl_window_set_images_only:
 * @self: a window
 * @images_only: whether the images fill the screen and nothing else is there
 */
void
rl_window_set_images_only (RlWindow *self,
                           gboolean  images_only)
{
  if (self->images_only == images_only)
    return;

  self->images_only = images_only;
  gtk_widget_set_visible (self->header, !images_only);
  gtk_widget_set_visible (GTK_WIDGET (self->tab_bar), !images_only);
  rl_window_update_page (self);
  gtk_widget_set_visible (GTK_WIDGET (self->status_line), !images_only && rl_window_shows_images (self));
  gtk_widget_set_halign (GTK_WIDGET (self->toasts), images_only ? GTK_ALIGN_CENTER : GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self->toasts), images_only ? GTK_ALIGN_START : GTK_ALIGN_END);
  gtk_widget_set_visible (GTK_WIDGET (self->browser),
                          self->show_browser && rl_window_shows_browser (self) && !images_only);
  gtk_widget_set_visible (GTK_WIDGET (self->inspectors), self->show_lesions && !images_only);

  if (images_only)
    gtk_window_fullscreen (GTK_WINDOW (self));
  else
    gtk_window_unfullscreen (GTK_WINDOW (self));
}

static void
rl_window_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  GTK_WIDGET_CLASS (rl_window_parent_class)->size_allocate (widget, width, height, baseline);

  rl_window_queue_fit (RL_WINDOW (widget));
}

static void
rl_window_dispose (GObject *object)
{
  RlWindow *self = RL_WINDOW (object);

  g_clear_handle_id (&self->fit_id, g_source_remove);

  /* The action of a widget below holds it, and it holds the way up to here. */
  gtk_widget_insert_action_group (GTK_WIDGET (self), "grid", NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "session", NULL);
  g_clear_object (&self->session_actions);

  rl_window_clear_keymap (self);
  rl_window_clear_tabs (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), RL_TYPE_WINDOW);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_window_parent_class)->dispose (object);
}

static void
rl_window_finalize (GObject *object)
{
  g_clear_pointer (&RL_WINDOW (object)->inspector_page, g_free);

  G_OBJECT_CLASS (rl_window_parent_class)->finalize (object);
}

static void
rl_window_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  RlWindow *self = RL_WINDOW (object);

  switch (prop_id)
    {
    case PROP_SHOW_BROWSER:
      g_value_set_boolean (value, self->show_browser);
      break;

    case PROP_SHOW_LESIONS:
      g_value_set_boolean (value, self->show_lesions);
      break;

    case PROP_INSPECTOR_PAGE:
      g_value_set_string (value, self->inspector_page != NULL ? self->inspector_page : "");
      break;

    case PROP_READING:
      g_value_set_object (value, self->reading);
      break;

    case PROP_SLAB:
      g_value_set_string (value, rl_window_get_slab (self));
      break;

    case PROP_WORKSPACE:
      g_value_set_string (value, self->workspace);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_window_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  RlWindow *self = RL_WINDOW (object);

  switch (prop_id)
    {
    case PROP_SHOW_BROWSER:
      rl_window_show_pane (self, GTK_WIDGET (self->browser), g_value_get_boolean (value));
      break;

    case PROP_SHOW_LESIONS:
      rl_window_show_pane (self, GTK_WIDGET (self->inspectors), g_value_get_boolean (value));
      break;

    case PROP_INSPECTOR_PAGE:
      rl_window_show_inspector (self, g_value_get_string (value));
      break;

    case PROP_SLAB:
      rl_window_set_slab (self, g_value_get_string (value));
      break;

    case PROP_READING:
      rl_window_select_reading (self, g_value_get_object (value));
      break;

    case PROP_WORKSPACE:
      rl_window_set_workspace (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RlWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, header);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, viewbar);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, workspaces);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, browser_toggle);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, lesions_toggle);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, tabs);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, tab_bar);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, notices);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, browser);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, browser_paned);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, inspectors);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, status_line);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, view_switcher);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, brush_size);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, pet_opacity);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, brush_radius);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, opacity);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, contour_tool);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, measure_tool);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, contour_tools);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, measure_tools);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, contour_menu);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, measure_menu);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, display);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, layouts);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, presets);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, warnings);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, warnings_label);
  gtk_widget_class_bind_template_child (widget_class, RlWindow, palette);
  gtk_widget_class_bind_template_child_full (widget_class, "patient", FALSE, 0);
  gtk_widget_class_bind_template_child_full (widget_class, "cohort", FALSE, 0);
}

static void
rl_window_class_init (RlWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = rl_window_dispose;
  object_class->finalize = rl_window_finalize;
  object_class->get_property = rl_window_get_property;
  object_class->set_property = rl_window_set_property;

  widget_class->size_allocate = rl_window_size_allocate;

  properties[PROP_SHOW_BROWSER] =
    g_param_spec_boolean ("show-browser", NULL, NULL, TRUE, flags);
  properties[PROP_SHOW_LESIONS] =
    g_param_spec_boolean ("show-lesions", NULL, NULL, TRUE, flags);
  properties[PROP_INSPECTOR_PAGE] =
    g_param_spec_string ("inspector-page", NULL, NULL, NULL, flags);
  properties[PROP_SLAB] =
    g_param_spec_string ("slab", NULL, NULL, "none", flags);
  properties[PROP_READING] =
    g_param_spec_object ("reading", NULL, NULL, RL_TYPE_READING, flags);
  properties[PROP_WORKSPACE] =
    g_param_spec_string ("workspace", NULL, NULL, "review", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[TAB_CLOSED] = g_signal_new ("tab-closed", RL_TYPE_WINDOW, G_SIGNAL_RUN_LAST,
                                      0, NULL, NULL, NULL, G_TYPE_NONE, 1, RL_TYPE_READING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/rimlight/Rimlight/ui/rl-window.ui");
  bind_children (widget_class);

  rl_window_class_install_actions (widget_class);
  rl_window_class_install_layout_actions (widget_class);
  rl_window_class_install_command_actions (widget_class);
  rl_window_class_install_lesion_actions (widget_class);
  rl_window_class_install_map_actions (widget_class);
  rl_window_class_install_measure_actions (widget_class);
  rl_window_class_install_display (widget_class);
  rl_window_class_install_tab_actions (widget_class);
  rl_window_class_install_menu_actions (widget_class);

  g_type_ensure (RL_TYPE_STATUS_LINE);
  g_type_ensure (RL_TYPE_WORKSPACE_SWITCHER);
}

static void
rl_window_init (RlWindow *self)
{
  self->jobs = rl_jobs_new ();
  self->show_browser = TRUE;
  self->show_lesions = TRUE;
  self->workspace = g_intern_static_string ("review");

  gtk_widget_init_template (GTK_WIDGET (self));
  rl_window_add_layouts (self);
  rl_window_add_presets (self);
  rl_window_add_display (self);
  rl_window_add_warnings (self);
  rl_window_add_tabs (self);
  rl_workspace_switcher_offer (self->switcher, self->workspace);
  rl_workspace_switcher_set_current (self->switcher, self->workspace);
  rl_window_add_held_keys (self, GTK_WINDOW (self));
}

void
rl_window_emit_tab_closed (RlWindow  *self,
                           RlReading *reading)
{
  g_signal_emit (self, signals[TAB_CLOSED], 0, reading);
}

RlWindow *
rl_window_new (GtkApplication *application)
{
  return g_object_new (RL_TYPE_WINDOW, "application", application, NULL);
}

/* Returns: (transfer none): what runs work that takes time */
RlJobs *
rl_window_get_jobs (RlWindow *self)
{
  g_return_val_if_fail (RL_IS_WINDOW (self), NULL);

  return self->jobs;
}

static AdwBin *
find_place (RlWindow   *self,
            const char *place)
{
  return ADW_BIN (gtk_widget_get_template_child (GTK_WIDGET (self), RL_TYPE_WINDOW, place));
}

/**
 * rl_window_set_place:
 * @self: a window
 * @place: "notices", "browser", "patient" or "cohort"
 * @widget: what goes there
 */
void
rl_window_set_place (RlWindow   *self,
                     const char *place,
                     GtkWidget  *widget)
{
  g_return_if_fail (RL_IS_WINDOW (self));
  g_return_if_fail (find_place (self, place) != NULL);
  g_return_if_fail (GTK_IS_WIDGET (widget));

  adw_bin_set_child (find_place (self, place), widget);
}

/**
 * rl_window_get_place:
 * @self: a window
 * @place: as for rl_window_set_place()
 *
 * Returns: (transfer none) (nullable): what is there
 */
GtkWidget *
rl_window_get_place (RlWindow   *self,
                     const char *place)
{
  g_return_val_if_fail (RL_IS_WINDOW (self), NULL);
  g_return_val_if_fail (find_place (self, place) != NULL, NULL);

  return adw_bin_get_child (find_place (self, place));
}

/**
 * rl_window_show_inspector:
 * @self: a window
 * @page: (nullable): a page of the inspector
 *
 * Shows the inspector, if it is hidden, with a page.
 */
void
rl_window_show_inspector (RlWindow   *self,
                          const char *page)
{
  g_return_if_fail (RL_IS_WINDOW (self));

  if (!rl_window_shows_images (self))
    rl_window_set_workspace (self, "review");
  rl_inspector_set_page (self->inspector, page);
  rl_window_show_pane (self, GTK_WIDGET (self->inspectors), TRUE);
}

/* The page that is chosen is that of all tabs. */
void
rl_window_notify_inspector_page (RlWindow *self)
{
  const char *page = rl_inspector_get_page (self->inspector);

  if (g_strcmp0 (page, self->inspector_page) == 0)
    return;

  g_free (self->inspector_page);
  self->inspector_page = g_strdup (page);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INSPECTOR_PAGE]);
}

/**
 * rl_window_add_toast:
 * @self: a window
 * @toast: (transfer full): what to say
 */
void
rl_window_add_toast (RlWindow *self,
                     AdwToast *toast)
{
  g_return_if_fail (RL_IS_WINDOW (self));
  g_return_if_fail (ADW_IS_TOAST (toast));

  adw_toast_overlay_add_toast (self->toasts, toast);
}

/**
 * rl_window_say:
 * @self: a window
 * @message: one line, plain text
 *
 * Says something in a toast.
 */
void
rl_window_say (RlWindow   *self,
               const char *message)
{
  g_autofree char *markup = NULL;

  g_return_if_fail (RL_IS_WINDOW (self));
  g_return_if_fail (message != NULL);

  markup = g_markup_escape_text (message, -1);
  rl_window_add_toast (self, adw_toast_new (markup));
}
