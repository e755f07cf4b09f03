/* rl-value-table.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "widgets/rl-value-table.h"

#include "core/rl-format.h"

#define VALUE_CHARS 7

typedef struct
{
  const char     *id;
  guint           section;
  GtkLabel       *name;
  GtkInscription *value;
  GtkLabel       *unit;
} Row;

struct _RlValueTable
{
  GtkWidget  parent_instance;

  GtkGrid   *grid;
  GPtrArray *titles;        /* of GtkLabel, one for each section; the grid's */
  GArray    *rows;          /* of Row */
  int        n_lines;
  int        unit_chars;
};

G_DEFINE_FINAL_TYPE (RlValueTable, rl_value_table, GTK_TYPE_WIDGET)

static Row *
get_row (RlValueTable *self,
         guint n)
{
  return &g_array_index (self->rows, Row, n);
}

static GtkLabel *
get_title (RlValueTable *self,
           guint         section)
{
  return g_ptr_array_index (self->titles, section);
}

static GtkLabel *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);

  return GTK_LABEL (label);
}

static GtkInscription *
new_value (GtkLabel *name)
{
  GtkWidget *value = gtk_inscription_new (RL_NO_VALUE);

  gtk_inscription_set_xalign (GTK_INSCRIPTION (value), 1);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (value), VALUE_CHARS);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (value), VALUE_CHARS);
  gtk_inscription_set_min_lines (GTK_INSCRIPTION (value), 1);
  gtk_widget_add_css_class (value, "numeric");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  name, NULL, -1);

  return GTK_INSCRIPTION (value);
}

static void
rl_value_table_dispose (GObject *object)
{
  RlValueTable *self = RL_VALUE_TABLE (object);

  if (self->grid != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->grid));
  self->grid = NULL;
  g_clear_pointer (&self->titles, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);

  G_OBJECT_CLASS (rl_value_table_parent_class)->dispose (object);
}

static void
rl_value_table_class_init (RlValueTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_value_table_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rl_value_table_init (RlValueTable *self)
{
  self->titles = g_ptr_array_new ();
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 6);
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
}

/**
 * rl_value_table_new:
 * @unit_chars: how wide the longest unit is
 */
GtkWidget *
rl_value_table_new (int unit_chars)
{
  RlValueTable *self = g_object_new (RL_TYPE_VALUE_TABLE, NULL);

  self->unit_chars = unit_chars;

  return GTK_WIDGET (self);
}

/**
 * rl_value_table_add_section:
 * @self: a table
 * @title: what the rows that follow have in common
 *
 * Sections are numbered from 0, as rows are.
 */
void
rl_value_table_add_section (RlValueTable *self,
                            const char   *title)
{
  GtkLabel *label = new_label (title, "section-title");

  g_return_if_fail (RL_IS_VALUE_TABLE (self));

  g_ptr_array_add (self->titles, label);
  gtk_grid_attach (self->grid, GTK_WIDGET (label), 0, self->n_lines++, 3, 1);
}

/**
 * rl_value_table_add_row:
 * @self: a table with a section
 * @id: (transfer none): static; by which its value is asked for
 * @name: what it is
 * @tip: how it comes about
 */
void
rl_value_table_add_row (RlValueTable *self,
                        const char   *id,
                        const char   *name,
                        const char   *tip)
{
  Row row = { .id = id, .name = new_label (name, "dim-label"), .unit = new_label ("", "unit") };

  g_return_if_fail (RL_IS_VALUE_TABLE (self));
  g_return_if_fail (self->titles->len > 0);

  row.section = self->titles->len - 1;
  row.value = new_value (row.name);
  gtk_widget_set_hexpand (GTK_WIDGET (row.name), TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row.name), tip);
  gtk_label_set_width_chars (row.unit, self->unit_chars);
  gtk_grid_attach (self->grid, GTK_WIDGET (row.name), 0, self->n_lines, 1, 1);
  gtk_grid_attach (self->grid, GTK_WIDGET (row.value), 1, self->n_lines, 1, 1);
  gtk_grid_attach (self->grid, GTK_WIDGET (row.unit), 2, self->n_lines++, 1, 1);
  g_array_append_val (self->rows, row);
}

void
rl_value_table_set_title (RlValueTable *self,
                          guint         section,
                          const char   *title)
{
  g_return_if_fail (RL_IS_VALUE_TABLE (self));
  g_return_if_fail (section < self->titles->len);

  gtk_label_set_text (get_title (self, section), title);
}

void
rl_value_table_set_section_visible (RlValueTable *self,
                                    guint         section,
                                    gboolean      is_visible)
{
  g_return_if_fail (RL_IS_VALUE_TABLE (self));
  g_return_if_fail (section < self->titles->len);

  gtk_widget_set_visible (GTK_WIDGET (get_title (self, section)), is_visible);
  for (guint i = 0; i < self->rows->len; i++)
    if (get_row (self, i)->section == section)
      {
        gtk_widget_set_visible (GTK_WIDGET (get_row (self, i)->name), is_visible);
        gtk_widget_set_visible (GTK_WIDGET (get_row (self, i)->value), is_visible);
        gtk_widget_set_visible (GTK_WIDGET (get_row (self, i)->unit), is_visible);
      }
}

/**
 * rl_value_table_set_value:
 * @self: a table
 * @row: which row
 * @text: its value, or RL_NO_VALUE
 * @tip: (nullable): how it came about, or why there is none
 */
void
rl_value_table_set_value (RlValueTable *self,
                          guint         row,
                          const char   *text,
                          const char   *tip)
{
  GtkInscription *value;

  g_return_if_fail (RL_IS_VALUE_TABLE (self));
  g_return_if_fail (row < self->rows->len);

  value = get_row (self, row)->value;
  if (g_strcmp0 (gtk_inscription_get_text (value), text) != 0)
    gtk_inscription_set_text (value, text);
  if (g_strcmp0 (gtk_widget_get_tooltip_text (GTK_WIDGET (value)), tip) != 0)
    gtk_widget_set_tooltip_text (GTK_WIDGET (value), tip);
}

void
rl_value_table_set_unit (RlValueTable *self,
                         guint         row,
                         const char   *unit)
{
  g_return_if_fail (RL_IS_VALUE_TABLE (self));
  g_return_if_fail (row < self->rows->len);

  gtk_label_set_text (get_row (self, row)->unit, unit);
}

/**
 * rl_value_table_get_value:
 * @self: a table
 * @id: which row
 *
 * Returns: (nullable): what is shown for it
 */
const char *
rl_value_table_get_value (RlValueTable *self,
                          const char   *id)
{
  g_return_val_if_fail (RL_IS_VALUE_TABLE (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    if (g_strcmp0 (get_row (self, i)->id, id) == 0)
      return gtk_inscription_get_text (get_row (self, i)->value);

  return NULL;
}

/**
 * rl_value_table_dup_text:
 * @self: a table
 *
 * Returns: (transfer full): what it shows, a line for each row, to be pasted elsewhere
 */
char *
rl_value_table_dup_text (RlValueTable *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (RL_IS_VALUE_TABLE (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = get_row (self, i);

      if (gtk_widget_get_visible (GTK_WIDGET (row->value)))
        g_string_append_printf (text, "%s %s\t%s\t%s\n", gtk_label_get_text (get_title (self, row->section)),
                                gtk_label_get_text (row->name), gtk_inscription_get_text (row->value),
                                gtk_label_get_text (row->unit));
    }

  return g_string_free (text, FALSE);
}
