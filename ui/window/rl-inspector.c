/* rl-inspector.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-inspector.h"

#include <glib/gi18n-lib.h>

/* More pages than these have two rows of buttons, so that their names can be read. */
#define MAX_IN_A_ROW 4
#define N_ROWS       2

struct _RlInspector
{
  GtkWidget  parent_instance;

  GtkBox    *rows[N_ROWS];
  GPtrArray *buttons;        /* of the pages, in their order */
  GtkStack  *stack;
};

enum
{
  PROP_0,
  PROP_PAGE,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (RlInspector, rl_inspector, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];

static void
visible_child_cb (RlInspector *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

static void
rl_inspector_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  g_clear_pointer (&RL_INSPECTOR (object)->buttons, g_ptr_array_unref);

  G_OBJECT_CLASS (rl_inspector_parent_class)->dispose (object);
}

static void
rl_inspector_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_PAGE:
      g_value_set_string (value, rl_inspector_get_page (RL_INSPECTOR (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_inspector_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_PAGE:
      rl_inspector_set_page (RL_INSPECTOR (object), g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_inspector_class_init (RlInspectorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rl_inspector_dispose;
  object_class->get_property = rl_inspector_get_property;
  object_class->set_property = rl_inspector_set_property;

  properties[PROP_PAGE] =
    g_param_spec_string ("page", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "inspector");
}

static GtkWidget *
new_switcher (RlInspector *self)
{
  GtkWidget *switcher = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  gtk_widget_add_css_class (switcher, "inspector-switcher");
  gtk_accessible_update_property (GTK_ACCESSIBLE (switcher),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Inspector pages"), -1);

  for (guint r = 0; r < N_ROWS; r++)
    {
      self->rows[r] = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
      gtk_widget_add_css_class (GTK_WIDGET (self->rows[r]), "linked");
      gtk_widget_set_visible (GTK_WIDGET (self->rows[r]), r == 0);
      gtk_box_append (GTK_BOX (switcher), GTK_WIDGET (self->rows[r]));
    }

  return switcher;
}

static void
lay_out_buttons (RlInspector *self)
{
  guint n = self->buttons->len;
  guint in_a_row = n > MAX_IN_A_ROW ? (n + N_ROWS - 1) / N_ROWS : MAX_IN_A_ROW;

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *button = g_ptr_array_index (self->buttons, i);
      GtkWidget *row = gtk_widget_get_parent (button);

      if (row != NULL)
        gtk_box_remove (GTK_BOX (row), button);
      gtk_box_append (self->rows[MIN (i / in_a_row, N_ROWS - 1)], button);
    }

  for (guint r = 1; r < N_ROWS; r++)
    gtk_widget_set_visible (GTK_WIDGET (self->rows[r]), n > MAX_IN_A_ROW);
}

static void
rl_inspector_init (RlInspector *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);

  self->buttons = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_set_parent (new_switcher (self), GTK_WIDGET (self));

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (visible_child_cb),
                           self, G_CONNECT_SWAPPED);
}

GtkWidget *
rl_inspector_new (void)
{
  return g_object_new (RL_TYPE_INSPECTOR, NULL);
}

/**
 * rl_inspector_add_page:
 * @self: an inspector
 * @name: the page's name, the target of win.inspector-page
 * @title: what the switch says
 * @widget: the page
 *
 * Adds a page after the others. Alt and its number choose it.
 */
void
rl_inspector_add_page (RlInspector *self,
                       const char  *name,
                       const char  *title,
                       GtkWidget   *widget)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (gtk_stack_get_pages (self->stack)));
  GtkWidget *button;
  g_autofree char *tip = NULL;

  g_return_if_fail (RL_IS_INSPECTOR (self));
  g_return_if_fail (name != NULL && title != NULL);
  g_return_if_fail (GTK_IS_WIDGET (widget));

  button = gtk_toggle_button_new_with_label (title);
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), PANGO_ELLIPSIZE_END);
  tip = g_strdup_printf ("%s (Alt+%u)", title, n + 1);
  gtk_widget_set_tooltip_text (button, tip);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.inspector-page");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", name);
  gtk_widget_set_hexpand (button, TRUE);
  g_ptr_array_add (self->buttons, g_object_ref_sink (button));
  lay_out_buttons (self);

  gtk_stack_add_titled (self->stack, widget, name, title);
}

/* Returns: (transfer none) (nullable) */
GtkWidget *
rl_inspector_find_page (RlInspector *self,
                        const char  *name)
{
  g_return_val_if_fail (RL_IS_INSPECTOR (self), NULL);

  return gtk_stack_get_child_by_name (self->stack, name);
}

/* Returns: the name of the page that is shown, empty while there is none */
const char *
rl_inspector_get_page (RlInspector *self)
{
  const char *name;

  g_return_val_if_fail (RL_IS_INSPECTOR (self), NULL);

  name = gtk_stack_get_visible_child_name (self->stack);

  return name != NULL ? name : "";
}

/**
 * rl_inspector_set_page:
 * @self: an inspector
 * @name: (nullable): a page; one that is not there changes nothing
 */
void
rl_inspector_set_page (RlInspector *self,
                       const char  *name)
{
  g_return_if_fail (RL_IS_INSPECTOR (self));

  if (name == NULL || rl_inspector_find_page (self, name) == NULL ||
      g_strcmp0 (rl_inspector_get_page (self), name) == 0)
    return;

  gtk_stack_set_visible_child_name (self->stack, name);
}
