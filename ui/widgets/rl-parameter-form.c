/* rl-parameter-form.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "widgets/rl-parameter-form.h"

#define NAME_CHARS   24
#define NUMBER_CHARS 6

typedef struct
{
  GtkWidget *name;
  GtkWidget *control;
  GtkWidget *unit;      /* NULL where it has none */
} Row;

struct _RlParameterForm
{
  GtkWidget  parent_instance;

  GtkGrid   *grid;
  GArray    *rows;      /* of Row, one for each parameter */
  int        n_lines;
  gboolean   is_setting;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlParameterForm, rl_parameter_form, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static Row *
get_row (RlParameterForm *self,
         guint            n)
{
  return &g_array_index (self->rows, Row, n);
}

static double
get_value (GtkWidget *control)
{
  if (GTK_IS_SPIN_BUTTON (control))
    return gtk_spin_button_get_value (GTK_SPIN_BUTTON (control));
  if (GTK_IS_SWITCH (control))
    return gtk_switch_get_active (GTK_SWITCH (control)) ? 1.0 : 0.0;

  return gtk_drop_down_get_selected (GTK_DROP_DOWN (control));
}

static void
set_value (GtkWidget *control,
           double     value)
{
  if (GTK_IS_SPIN_BUTTON (control))
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (control), value);
  else if (GTK_IS_SWITCH (control))
    gtk_switch_set_active (GTK_SWITCH (control), value != 0.0);
  else
    gtk_drop_down_set_selected (GTK_DROP_DOWN (control), (guint) value);
}

static void
control_cb (RlParameterForm *self,
            GParamSpec      *pspec,
            GtkWidget       *control)
{
  if (self->is_setting)
    return;

  for (guint n = 0; n < self->rows->len; n++)
    if (get_row (self, n)->control == control)
      g_signal_emit (self, signals[CHANGED], 0, n, get_value (control));
}

static Row
attach (RlParameterForm *self,
        const char      *name,
        GtkWidget       *control,
        const char      *unit)
{
  Row row = { .name = gtk_label_new (name), .control = control };

  gtk_label_set_xalign (GTK_LABEL (row.name), 0);
  gtk_label_set_wrap (GTK_LABEL (row.name), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (row.name), NAME_CHARS);
  gtk_widget_set_hexpand (row.name, TRUE);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_grid_attach (self->grid, row.name, 0, self->n_lines, 1, 1);
  gtk_grid_attach (self->grid, control, 1, self->n_lines, 1, 1);
  if (unit != NULL && *unit != '\0')
    {
      row.unit = gtk_label_new (unit);
      gtk_label_set_xalign (GTK_LABEL (row.unit), 0);
      gtk_widget_add_css_class (row.unit, "unit");
      gtk_grid_attach (self->grid, row.unit, 2, self->n_lines, 1, 1);
    }
  self->n_lines++;

  return row;
}

static void
add (RlParameterForm *self,
     const char      *name,
     GtkWidget       *control,
     const char      *unit,
     const char      *signal)
{
  Row row = attach (self, name, control, unit);

  g_array_append_val (self->rows, row);
  g_signal_connect_object (control, signal, G_CALLBACK (control_cb), self, G_CONNECT_SWAPPED);
}

static void
rl_parameter_form_dispose (GObject *object)
{
  RlParameterForm *self = RL_PARAMETER_FORM (object);

  if (self->grid != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->grid));
  self->grid = NULL;
  g_clear_pointer (&self->rows, g_array_unref);

  G_OBJECT_CLASS (rl_parameter_form_parent_class)->dispose (object);
}

static void
rl_parameter_form_class_init (RlParameterFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_parameter_form_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_DOUBLE);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rl_parameter_form_init (RlParameterForm *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_row_spacing (self->grid, 4);
  gtk_grid_set_column_spacing (self->grid, 6);
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
}

GtkWidget *
rl_parameter_form_new (void)
{
  return g_object_new (RL_TYPE_PARAMETER_FORM, NULL);
}

/* Takes all rows away. */
void
rl_parameter_form_clear (RlParameterForm *self)
{
  GtkWidget *child;

  g_return_if_fail (RL_IS_PARAMETER_FORM (self));

  g_array_set_size (self->rows, 0);
  self->n_lines = 0;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

/**
 * rl_parameter_form_add_number:
 * @self: a form
 * @name: for people
 * @unit: (nullable): of the value
 * @min: the lowest value
 * @max: the highest
 * @step: what a key adds or takes
 * @n_decimals: how many are shown
 */
void
rl_parameter_form_add_number (RlParameterForm *self,
                              const char      *name,
                              const char      *unit,
                              double           min,
                              double           max,
                              double           step,
                              guint            n_decimals)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (min, max, step);

  g_return_if_fail (RL_IS_PARAMETER_FORM (self));

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), n_decimals);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), NUMBER_CHARS);
  add (self, name, spin, unit, "notify::value");
}

void
rl_parameter_form_add_switch (RlParameterForm *self,
                              const char      *name)
{
  GtkWidget *control = gtk_switch_new ();

  g_return_if_fail (RL_IS_PARAMETER_FORM (self));

  gtk_widget_set_halign (control, GTK_ALIGN_END);
  add (self, name, control, NULL, "notify::active");
}

/**
 * rl_parameter_form_add_choice:
 * @self: a form
 * @name: for people
 * @choices: (array zero-terminated=1): what there is, for people
 */
void
rl_parameter_form_add_choice (RlParameterForm   *self,
                              const char        *name,
                              const char *const *choices)
{
  g_return_if_fail (RL_IS_PARAMETER_FORM (self));

  add (self, name, gtk_drop_down_new_from_strings (choices), NULL, "notify::selected");
}

/**
 * rl_parameter_form_add_other:
 * @self: a form
 * @name: for people
 * @control: what is no parameter, but stands among them
 */
void
rl_parameter_form_add_other (RlParameterForm *self,
                             const char      *name,
                             GtkWidget       *control)
{
  g_return_if_fail (RL_IS_PARAMETER_FORM (self));

  attach (self, name, control, NULL);
}

/* Where what a number means depends on another. */
void
rl_parameter_form_set_name (RlParameterForm *self,
                            guint            parameter,
                            const char      *name)
{
  Row *row;

  g_return_if_fail (RL_IS_PARAMETER_FORM (self));
  g_return_if_fail (parameter < self->rows->len);

  row = get_row (self, parameter);
  gtk_label_set_label (GTK_LABEL (row->name), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->control), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
rl_parameter_form_set_value (RlParameterForm *self,
                             guint            parameter,
                             double           value)
{
  g_return_if_fail (RL_IS_PARAMETER_FORM (self));
  g_return_if_fail (parameter < self->rows->len);

  self->is_setting = TRUE;
  set_value (get_row (self, parameter)->control, value);
  self->is_setting = FALSE;
}

void
rl_parameter_form_set_sensitive (RlParameterForm *self,
                                 guint            parameter,
                                 gboolean         is_sensitive)
{
  g_return_if_fail (RL_IS_PARAMETER_FORM (self));
  g_return_if_fail (parameter < self->rows->len);

  gtk_widget_set_sensitive (get_row (self, parameter)->control, is_sensitive);
}

void
rl_parameter_form_set_visible (RlParameterForm *self,
                               guint            parameter,
                               gboolean         is_visible)
{
  Row *row;

  g_return_if_fail (RL_IS_PARAMETER_FORM (self));
  g_return_if_fail (parameter < self->rows->len);

  row = get_row (self, parameter);
  gtk_widget_set_visible (row->name, is_visible);
  gtk_widget_set_visible (row->control, is_visible);
  if (row->unit != NULL)
    gtk_widget_set_visible (row->unit, is_visible);
}
