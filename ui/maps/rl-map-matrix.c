/* rl-map-matrix.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-matrix.h"

#include <math.h>

#include "maps/rl-map-explanation-text.h"

#define ROW_HEIGHT 19
#define CHAR_WIDTH 8
#define CELL_PAD   8
#define MIN_CHARS  2

struct _RlMapMatrix
{
  GtkWidget  parent_instance;

  GtkWidget *scrolled;
  GtkWidget *area;
};

G_DEFINE_FINAL_TYPE (RlMapMatrix, rl_map_matrix, GTK_TYPE_WIDGET)

/* What is scrolled. */
#define RL_TYPE_MAP_MATRIX_AREA (rl_map_matrix_area_get_type ())
G_DECLARE_FINAL_TYPE (RlMapMatrixArea, rl_map_matrix_area, RL, MAP_MATRIX_AREA, GtkWidget)

struct _RlMapMatrixArea
{
  GtkWidget          parent_instance;

  const RimMapTable *table;
  GtkAdjustment     *places[2];       /* unowned */
  PangoLayout       *layout;
  double             most;
  int                column_width;
  int                heading_width;
};

G_DEFINE_FINAL_TYPE (RlMapMatrixArea, rl_map_matrix_area, GTK_TYPE_WIDGET)

static int
to_width (glong n_chars)
{
  return CELL_PAD + CHAR_WIDTH * (int) MAX (n_chars, MIN_CHARS);
}

static void
append_text (RlMapMatrixArea *self,
             GtkSnapshot     *snapshot,
             const char      *text,
             const GdkRGBA   *color,
             double           x,
             double           y,
             double           width)
{
  int text_width, text_height;

  pango_layout_set_text (self->layout, text, -1);
  pango_layout_get_pixel_size (self->layout, &text_width, &text_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) floor (x + width - text_width - CELL_PAD / 2),
                                                          (float) floor (y + (ROW_HEIGHT - text_height) / 2.0)));
  gtk_snapshot_append_layout (snapshot, self->layout, color);
  gtk_snapshot_restore (snapshot);
}

/* Which of @n rows or columns are seen; the rest is not drawn. */
static void
find_seen (RlMapMatrixArea *self,
           guint            axis,
           int              size,
           guint            n,
           guint           *begin,
           guint           *end)
{
  const double start = gtk_adjustment_get_value (self->places[axis]);
  const double page = gtk_adjustment_get_page_size (self->places[axis]);

  *begin = (guint) MIN (floor (start / size), n);
  *end = (guint) MIN (floor ((start + page) / size) + 1.0, n);
}

/* Tints what counts much; what is 0 is faint. */
static void
append_cell (RlMapMatrixArea *self,
             GtkSnapshot     *snapshot,
             guint            row,
             guint            column,
             const GdkRGBA   *color)
{
  const RimMapTable *table = self->table;
  const double value = table->cells[(gsize) row * table->n_columns + column];
  const double x = self->heading_width + (double) column * self->column_width;
  const double y = (row + 1.0) * ROW_HEIGHT;
  g_autofree char *text = value != 0.0 ? rl_map_table_dup_cell (table, row, column) : g_strdup ("0");
  GdkRGBA ink = *color, tint = { 1.0f, 0.84f, 0.25f, 0.0f };

  ink.alpha *= value != 0.0 ? 1.0f : 0.3f;
  tint.alpha = self->most > 0 ? (float) (0.3 * MAX (value, 0.0) / self->most) : 0.0f;
  if (tint.alpha > 0)
    gtk_snapshot_append_color (snapshot, &tint,
                               &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) self->column_width - 1,
                                                    ROW_HEIGHT - 1));
  append_text (self, snapshot, text, &ink, x, y, self->column_width);
}

static void
append_headings (RlMapMatrixArea *self,
                 GtkSnapshot     *snapshot,
                 const guint     *columns,
                 const guint     *rows,
                 const GdkRGBA   *color)
{
  const double left = gtk_adjustment_get_value (self->places[0]);
  const double top = gtk_adjustment_get_value (self->places[1]);
  const int width = gtk_widget_get_width (GTK_WIDGET (self));
  const int height = gtk_widget_get_height (GTK_WIDGET (self));
  GdkRGBA back, line = *color;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "view_bg_color", &back))
    back = (GdkRGBA) { 0.12f, 0.12f, 0.12f, 1.0f };
  line.alpha *= 0.6f;

  gtk_snapshot_append_color (snapshot, &back, &GRAPHENE_RECT_INIT (0, (float) top, (float) width, ROW_HEIGHT));
  for (guint column = columns[0]; column < columns[1]; column++)
    {
      g_autofree char *text = rim_map_table_dup_heading (self->table, column);

      append_text (self, snapshot, text, &line, self->heading_width + (double) column * self->column_width, top,
                   self->column_width);
    }
  gtk_snapshot_append_color (snapshot, &back,
                             &GRAPHENE_RECT_INIT ((float) left, (float) (top + ROW_HEIGHT),
                                                  (float) self->heading_width, (float) height));
  for (guint row = rows[0]; row < rows[1]; row++)
    {
      g_autofree char *text = rl_map_table_dup_row (self->table, row);

      if ((row + 1) * ROW_HEIGHT >= top + ROW_HEIGHT - 1)
        append_text (self, snapshot, text, &line, left, (row + 1.0) * ROW_HEIGHT, self->heading_width);
    }
  gtk_snapshot_append_color (snapshot, &back,
                             &GRAPHENE_RECT_INIT ((float) left, (float) top, (float) self->heading_width, ROW_HEIGHT));
  append_text (self, snapshot, rl_map_table_get_corner (self->table), &line, left, top, self->heading_width);
}

static void
rl_map_matrix_area_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  RlMapMatrixArea *self = RL_MAP_MATRIX_AREA (widget);
  guint columns[2], rows[2];
  GdkRGBA color;

  if (self->table == NULL)
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  find_seen (self, 0, self->column_width, self->table->n_columns, &columns[0], &columns[1]);
  find_seen (self, 1, ROW_HEIGHT, self->table->n_rows, &rows[0], &rows[1]);
  for (guint row = rows[0]; row < rows[1]; row++)
    for (guint column = columns[0]; column < columns[1]; column++)
      append_cell (self, snapshot, row, column, &color);
  append_headings (self, snapshot, columns, rows, &color);
}

static void
rl_map_matrix_area_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  RlMapMatrixArea *self = RL_MAP_MATRIX_AREA (widget);
  const int n_rows = self->table != NULL ? (int) self->table->n_rows : 0;
  const int n_columns = self->table != NULL ? (int) self->table->n_columns : 0;

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL
                        ? self->heading_width + n_columns * self->column_width
                        : rl_map_matrix_get_height ((guint) n_rows);
}

static void
rl_map_matrix_area_css_changed (GtkWidget         *widget,
                                GtkCssStyleChange *change)
{
  RlMapMatrixArea *self = RL_MAP_MATRIX_AREA (widget);

  GTK_WIDGET_CLASS (rl_map_matrix_area_parent_class)->css_changed (widget, change);
  g_clear_object (&self->layout);
  self->layout = gtk_widget_create_pango_layout (widget, NULL);
}

static void
rl_map_matrix_area_dispose (GObject *object)
{
  g_clear_object (&RL_MAP_MATRIX_AREA (object)->layout);

  G_OBJECT_CLASS (rl_map_matrix_area_parent_class)->dispose (object);
}

static void
rl_map_matrix_area_class_init (RlMapMatrixAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_map_matrix_area_dispose;
  widget_class->css_changed = rl_map_matrix_area_css_changed;
  widget_class->measure = rl_map_matrix_area_measure;
  widget_class->snapshot = rl_map_matrix_area_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
rl_map_matrix_area_init (RlMapMatrixArea *self)
{
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
}

/* Columns are as wide as the widest cell. */
static void
find_widths (RlMapMatrixArea *self)
{
  const RimMapTable *table = self->table;
  glong n_chars = MIN_CHARS, n_row_chars = g_utf8_strlen (rl_map_table_get_corner (table), -1);

  self->most = 0.0;
  for (guint column = 0; column < table->n_columns; column++)
    {
      g_autofree char *heading = rim_map_table_dup_heading (table, column);

      n_chars = MAX (n_chars, g_utf8_strlen (heading, -1));
    }
  for (guint row = 0; row < table->n_rows; row++)
    {
      g_autofree char *name = rl_map_table_dup_row (table, row);

      n_row_chars = MAX (n_row_chars, g_utf8_strlen (name, -1));
      for (guint column = 0; column < table->n_columns; column++)
        {
          g_autofree char *cell = rl_map_table_dup_cell (table, row, column);

          n_chars = MAX (n_chars, g_utf8_strlen (cell, -1));
          if (table->columns != NULL && table->kind != RIM_MAP_TABLE_VALUES)
            self->most = MAX (self->most, table->cells[(gsize) row * table->n_columns + column]);
        }
    }
  self->column_width = to_width (n_chars);
  self->heading_width = to_width (n_row_chars);
}

static void
rl_map_matrix_dispose (GObject *object)
{
  g_clear_pointer (&RL_MAP_MATRIX (object)->scrolled, gtk_widget_unparent);

  G_OBJECT_CLASS (rl_map_matrix_parent_class)->dispose (object);
}

static void
rl_map_matrix_class_init (RlMapMatrixClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_map_matrix_dispose;

  gtk_widget_class_set_css_name (widget_class, "matrix");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rl_map_matrix_init (RlMapMatrix *self)
{
  RlMapMatrixArea *area = g_object_new (RL_TYPE_MAP_MATRIX_AREA, "halign", GTK_ALIGN_START, "valign",
                                        GTK_ALIGN_START, NULL);
  GtkScrolledWindow *scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());

  gtk_scrolled_window_set_child (scrolled, GTK_WIDGET (area));
  area->places[0] = gtk_scrolled_window_get_hadjustment (scrolled);
  area->places[1] = gtk_scrolled_window_get_vadjustment (scrolled);
  for (guint axis = 0; axis < 2; axis++)
    {
      g_signal_connect_object (area->places[axis], "value-changed", G_CALLBACK (gtk_widget_queue_draw), area,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (area->places[axis], "changed", G_CALLBACK (gtk_widget_queue_draw), area,
                               G_CONNECT_SWAPPED);
    }
  self->area = GTK_WIDGET (area);
  self->scrolled = GTK_WIDGET (scrolled);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

GtkWidget *
rl_map_matrix_new (void)
{
  return g_object_new (RL_TYPE_MAP_MATRIX, NULL);
}

/* Returns: how tall a matrix of so many rows is, in px */
int
rl_map_matrix_get_height (guint n_rows)
{
  return (int) (n_rows + 1) * ROW_HEIGHT;
}

/**
 * rl_map_matrix_set_table:
 * @self: a matrix
 * @table: (nullable): what to show; to be taken away before it is freed
 */
void
rl_map_matrix_set_table (RlMapMatrix       *self,
                         const RimMapTable *table)
{
  RlMapMatrixArea *area;
  g_autofree char *text = NULL;

  g_return_if_fail (RL_IS_MAP_MATRIX (self));

  area = RL_MAP_MATRIX_AREA (self->area);
  area->table = table;
  if (table != NULL)
    find_widths (area);
  text = table != NULL ? rl_map_table_describe (table) : g_strdup ("");
  gtk_accessible_update_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_resize (self->area);
}
