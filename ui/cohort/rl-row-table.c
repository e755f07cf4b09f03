/* rl-row-table.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-row-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cohort/rl-text-column.h"
#include "widgets/rl-list-name.h"

#define RL_TYPE_ROW_ITEM (rl_row_item_get_type ())
#define RL_TYPE_ROW_LIST (rl_row_list_get_type ())

G_DECLARE_FINAL_TYPE (RlRowItem, rl_row_item, RL, ROW_ITEM, GObject)
G_DECLARE_FINAL_TYPE (RlRowList, rl_row_list, RL, ROW_LIST, GObject)

struct _RlRowItem
{
  GObject parent_instance;

  guint   row;
};

/* Rows by their place, made while they are looked at. */
struct _RlRowList
{
  GObject parent_instance;

  guint   n;
};

struct _RlRowTable
{
  GtkWidget      parent_instance;

  RlCohort      *cohort;
  RlColumnList  *list;

  GtkLabel      *heading;
  GtkColumnView *view;
};

static void list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE (RlRowItem, rl_row_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (RlRowList, rl_row_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))
G_DEFINE_FINAL_TYPE (RlRowTable, rl_row_table, GTK_TYPE_WIDGET)

static GType
get_item_type (GListModel *model)
{
  return RL_TYPE_ROW_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return RL_ROW_LIST (model)->n;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  RlRowItem *item;

  if (position >= RL_ROW_LIST (model)->n)
    return NULL;

  item = g_object_new (RL_TYPE_ROW_ITEM, NULL);
  item->row = position;

  return item;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
rl_row_item_class_init (RlRowItemClass *klass)
{
}

static void
rl_row_item_init (RlRowItem *self)
{
}

static void
rl_row_list_class_init (RlRowListClass *klass)
{
}

static void
rl_row_list_init (RlRowList *self)
{
}

/* Cells */

typedef struct
{
  RlCohort *cohort;
  guint     column;
} Cell;

static void
cell_free (gpointer data)
{
  Cell *cell = data;

  g_object_unref (cell->cohort);
  g_free (cell);
}

static RimCohort *
get_cohort (RlCohort *cohort,
            gpointer  item)
{
  RimCohort *table = rl_cohort_get_cohort (cohort);

  return table != NULL && ((RlRowItem *) item)->row < rim_cohort_get_n_rows (table) ? table : NULL;
}

static char *
get_id (gpointer item,
        gpointer data)
{
  RimCohort *table = get_cohort (data, item);

  return table != NULL ? g_strdup (rim_cohort_get_id (table, ((RlRowItem *) item)->row)) : NULL;
}

static char *
get_patient (gpointer item,
             gpointer data)
{
  RimCohort *table = get_cohort (data, item);

  return table != NULL ? g_strdup (rim_cohort_get_patient (table, ((RlRowItem *) item)->row)) : NULL;
}

static char *
get_value (gpointer item,
           gpointer data)
{
  const Cell *cell = data;
  RimCohort *table = get_cohort (cell->cohort, item);
  const RimColumn *column;
  double value;

  if (table == NULL || cell->column >= rim_cohort_get_n_columns (table))
    return NULL;

  column = rim_cohort_get_column (table, cell->column);
  value = column->values[((RlRowItem *) item)->row];
  if (isnan (value))
    return NULL;

  return column->type == RIM_COLUMN_CATEGORY ? g_strdup (column->levels[(gsize) value])
                                             : g_strdup_printf ("%.6g", value);
}

static void
append_column (RlRowTable          *self,
               GtkColumnViewColumn *column)
{
  g_autoptr(GtkColumnViewColumn) owned = column;

  gtk_column_view_append_column (self->view, owned);
}

static void
append_value_column (RlRowTable *self,
                     RimCohort  *table,
                     guint       index)
{
  const RimColumn *column = rim_cohort_get_column (table, index);
  Cell *cell = g_new (Cell, 1);

  *cell = (Cell) { g_object_ref (self->cohort), index };
  append_column (self, rl_text_column_new (column->name, get_value, cell, cell_free, 11,
                                           column->type == RIM_COLUMN_NUMBER));
}

static void
remove_columns (RlRowTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
}

static GtkSelectionModel *
make_rows (guint n)
{
  RlRowList *rows = g_object_new (RL_TYPE_ROW_LIST, NULL);

  rows->n = n;

  return GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (rows)));
}

static void
update (RlRowTable *self)
{
  RimCohort *table = rl_cohort_get_cohort (self->cohort);
  const guint n = table != NULL ? (guint) rim_cohort_get_n_rows (table) : 0;
  g_autoptr(GArray) shown = rl_column_list_dup_shown (self->list);
  g_autoptr(GtkSelectionModel) rows = make_rows (n);
  g_autofree char *heading = g_strdup_printf (_("Rows (%u)"), n);

  gtk_label_set_text (self->heading, heading);

  /* While columns come and go there are no rows to fill. */
  gtk_column_view_set_model (self->view, NULL);
  remove_columns (self);
  append_column (self, rl_text_column_new (_("Id"), get_id, self->cohort, NULL, 12, FALSE));
  append_column (self, rl_text_column_new (_("Patient"), get_patient, self->cohort, NULL, 12, FALSE));
  for (guint i = 0; table != NULL && i < shown->len; i++)
    append_value_column (self, table, g_array_index (shown, guint, i));
  gtk_column_view_set_model (self->view, rows);
}

/* Columns that are taken as something else have other words in them. */
static void
changed_cb (RlRowTable *self)
{
  rl_text_columns_refresh (self->view);
}

static void
rl_row_table_dispose (GObject *object)
{
  RlRowTable *self = RL_ROW_TABLE (object);
  GtkWidget *child;

  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  self->view = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->list);
  g_clear_object (&self->cohort);

  G_OBJECT_CLASS (rl_row_table_parent_class)->dispose (object);
}

static void
rl_row_table_class_init (RlRowTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_row_table_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "rowtable");
}

static void
rl_row_table_init (RlRowTable *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
  self->heading = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->heading, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->heading), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->heading), "pane-header");
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  rl_list_name_table (self->view, _("Rows"));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->heading), GTK_WIDGET (self));
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
}

/**
 * rl_row_table_new:
 * @cohort: whose rows
 * @list: which says which columns are shown
 */
GtkWidget *
rl_row_table_new (RlCohort     *cohort,
                  RlColumnList *list)
{
  RlRowTable *self = g_object_new (RL_TYPE_ROW_TABLE, NULL);

  self->cohort = g_object_ref (cohort);
  self->list = g_object_ref (list);
  g_signal_connect_object (list, "shown-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cohort, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
