/* rl-text-column.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-text-column.h"

#include "core/rl-format.h"

typedef struct
{
  RlTextFunc     func;
  gpointer       data;
  GDestroyNotify free_data;
  int            n_chars;
  gboolean       is_number;
  GHashTable    *bound;       /* of GtkListItem */
} Cells;

static void
cells_free (gpointer  data,
            GClosure *closure)
{
  Cells *cells = data;

  if (cells->free_data != NULL)
    cells->free_data (cells->data);
  g_hash_table_unref (cells->bound);
  g_free (cells);
}

/* What is cut off has no need to be measured. */
static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          const Cells              *cells)
{
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_xalign (GTK_INSCRIPTION (text), cells->is_number ? 1.0f : 0.0f);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), (guint) cells->n_chars);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (text), (guint) cells->n_chars);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text), cells->is_number ? GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END
                                                                            : GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_MIDDLE);
  if (cells->is_number)
    gtk_widget_add_css_class (text, "numeric");
  gtk_list_item_set_child (list_item, text);
}

static void
fill (GtkListItem *list_item,
      const Cells *cells)
{
  GtkWidget *text = gtk_list_item_get_child (list_item);
  g_autofree char *shown = cells->func (gtk_list_item_get_item (list_item), cells->data);

  gtk_inscription_set_text (GTK_INSCRIPTION (text), shown != NULL ? shown : RL_NO_VALUE);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         const Cells              *cells)
{
  g_hash_table_add (cells->bound, list_item);
  fill (list_item, cells);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item,
           const Cells              *cells)
{
  g_hash_table_remove (cells->bound, list_item);
}

/**
 * rl_text_column_new:
 * @title: above the column
 * @func: what stands in a cell
 * @data: (nullable) (transfer full): what it is given
 * @free_data: (nullable): what becomes of that
 * @n_chars: how wide it is
 * @is_number: whether it is set at the right, in tabular figures
 *
 * Returns: (transfer full): a column of a table
 */
GtkColumnViewColumn *
rl_text_column_new (const char     *title,
                    RlTextFunc      func,
                    gpointer        data,
                    GDestroyNotify  free_data,
                    int             n_chars,
                    gboolean        is_number)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;
  Cells *cells = g_new (Cells, 1);

  *cells = (Cells) { func, data, free_data, n_chars, is_number, g_hash_table_new (NULL, NULL) };
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), cells);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), cells);
  g_signal_connect_data (factory, "unbind", G_CALLBACK (unbind_cb), cells, cells_free, 0);
  column = gtk_column_view_column_new (title, factory);
  g_object_set_data (G_OBJECT (column), "rl-cells", cells);
  gtk_column_view_column_set_resizable (column, TRUE);

  return column;
}

/**
 * rl_text_columns_refresh:
 * @view: a table with columns of rl_text_column_new()
 *
 * Sets what stands in all its cells anew; rows stay where they are.
 */
void
rl_text_columns_refresh (GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      const Cells *cells = g_object_get_data (G_OBJECT (column), "rl-cells");
      GHashTableIter iter;
      gpointer list_item;

      g_hash_table_iter_init (&iter, cells->bound);
      while (g_hash_table_iter_next (&iter, &list_item, NULL))
        fill (list_item, cells);
    }
}
