/* rl-validation-view.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-validation-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/rl-format.h"
#include "plots/rl-plot-grid.h"

struct _RlValidationView
{
  GtkWidget      parent_instance;

  RimValidation *validation;

  GtkBox        *column;
  GtkWidget     *table;
  GtkWidget     *aside;
  RlPlotGrid    *plots;
};

enum
{
  MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlValidationView, rl_validation_view, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static char *
format_interval (const RimEstimate *estimate)
{
  g_autofree char *low = rl_format_number (estimate->low, 3);
  g_autofree char *high = rl_format_number (estimate->high, 3);

  if (!isfinite (estimate->low) || !isfinite (estimate->high))
    return g_strdup ("");

  return g_strdup_printf (_("%s to %s"), low, high);
}

static char *
format_p (double p)
{
  if (!isfinite (p))
    return g_strdup ("");

  return p < 0.001 ? g_strdup ("< 0.001") : g_strdup_printf ("%.3f", p);
}

static GtkWidget *
add_cell (GtkGrid    *grid,
          int         column,
          int         row,
          const char *text,
          const char *tip)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0.0f : 1.0f);
  gtk_widget_add_css_class (label, row == 0 || column == 0 ? "dim-label" : "numeric");
  gtk_widget_set_tooltip_text (label, tip);
  gtk_grid_attach (grid, label, column, row, 1, 1);

  return label;
}

static void
add_measure (GtkGrid          *grid,
             int               row,
             const RimMeasure *measure)
{
  g_autofree char *value = rl_format_measure (measure->estimate.value);
  g_autofree char *interval = format_interval (&measure->estimate);
  g_autofree char *p = format_p (measure->p);
  GtkWidget *title = add_cell (grid, 0, row, measure->title, measure->note);

  gtk_widget_set_hexpand (title, TRUE);
  add_cell (grid, 1, row, value, measure->note);
  add_cell (grid, 2, row, interval, measure->note);
  add_cell (grid, 3, row, p, measure->note);
}

static GtkWidget *
new_table (RlValidationView *self)
{
  const char *titles[] = { _("Measure"), _("Value"), _("Interval"), _("p") };
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 10);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 1);
  gtk_widget_add_css_class (grid, "data-table");
  for (int i = 0; i < (int) G_N_ELEMENTS (titles); i++)
    add_cell (GTK_GRID (grid), i, 0, titles[i], NULL);
  for (guint i = 0; i < rim_validation_get_n_measures (self->validation); i++)
    add_measure (GTK_GRID (grid), (int) i + 1, rim_validation_get_measure (self->validation, i));

  return grid;
}

static void
message_cb (RlValidationView *self,
            const char       *message)
{
  g_signal_emit (self, signals[MESSAGE], 0, message);
}

static void
rl_validation_view_dispose (GObject *object)
{
  RlValidationView *self = RL_VALIDATION_VIEW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->validation, rim_validation_unref);

  G_OBJECT_CLASS (rl_validation_view_parent_class)->dispose (object);
}

static void
rl_validation_view_class_init (RlValidationViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_validation_view_dispose;

  signals[MESSAGE] = g_signal_new ("message", RL_TYPE_VALIDATION_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "validationview");
}

static void
rl_validation_view_init (RlValidationView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *plots = gtk_scrolled_window_new ();

  self->column = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));
  gtk_widget_add_css_class (GTK_WIDGET (self->column), "cohort-measures");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->column));
  gtk_widget_set_size_request (scroller, 380, -1);
  gtk_widget_set_hexpand (scroller, FALSE);

  self->plots = RL_PLOT_GRID (rl_plot_grid_new ());
  g_signal_connect_object (self->plots, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (plots), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (plots), GTK_WIDGET (self->plots));
  gtk_widget_set_hexpand (plots, TRUE);
  gtk_widget_set_vexpand (plots, TRUE);

  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
  gtk_widget_set_parent (plots, GTK_WIDGET (self));
}

GtkWidget *
rl_validation_view_new (void)
{
  return g_object_new (RL_TYPE_VALIDATION_VIEW, NULL);
}

static void
show_validation (RlValidationView *self)
{
  self->table = new_table (self);
  gtk_box_prepend (self->column, self->table);
  for (guint i = 0; i < rim_validation_get_n_plots (self->validation); i++)
    rl_plot_grid_add (self->plots, rim_validation_get_plot (self->validation, i));
}

/* @validation (nullable) is what it shows. */
void
rl_validation_view_set_validation (RlValidationView *self,
                                   RimValidation    *validation)
{
  g_return_if_fail (RL_IS_VALIDATION_VIEW (self));

  if (validation == self->validation)
    return;

  g_clear_pointer (&self->validation, rim_validation_unref);
  if (self->table != NULL)
    gtk_box_remove (self->column, self->table);
  self->table = NULL;
  rl_plot_grid_clear (self->plots);
  if (validation == NULL)
    return;

  self->validation = rim_validation_ref (validation);
  show_validation (self);
}

/* @plot stands behind those of the validation, until there is another one. */
void
rl_validation_view_add_plot (RlValidationView *self,
                             const RimPlot    *plot)
{
  g_return_if_fail (RL_IS_VALIDATION_VIEW (self));

  rl_plot_grid_add (self->plots, plot);
}

/* Returns: (transfer none) (nullable) */
RimValidation *
rl_validation_view_get_validation (RlValidationView *self)
{
  g_return_val_if_fail (RL_IS_VALIDATION_VIEW (self), NULL);

  return self->validation;
}

/* @widget (nullable) stands below the measures. */
void
rl_validation_view_set_aside (RlValidationView *self,
                              GtkWidget        *widget)
{
  g_return_if_fail (RL_IS_VALIDATION_VIEW (self));

  if (self->aside != NULL)
    gtk_box_remove (self->column, self->aside);
  self->aside = widget;
  if (widget != NULL)
    gtk_box_append (self->column, widget);
}
