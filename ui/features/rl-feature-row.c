/* rl-feature-row.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "features/rl-feature-row.h"

#include <glib/gi18n-lib.h>

#include "core/rl-contrast.h"

#define N_COLUMNS  3
#define NAME_CHARS 10
#define ROOMY_CHARS 26
#define SPACING    6
#define INDENT     16
#define ARROW      6
#define SMALL      0.9
#define DIM        0.6f
#define STALE      0.4f

/* Name, and what stands right of it. */
struct _RlFeatureRow
{
  GtkWidget          parent_instance;

  GObject           *item;        /* RlFeatureGroup or RlFeatureItem */
  RlFeatureRowStyle  style;
  char              *label;       /* for who cannot see it */
  PangoLayout       *name;
  PangoLayout       *columns[N_COLUMNS];
  int                char_width;
  int                digit_width;
  int                line_height;
};

typedef struct
{
  int      chars;
  gboolean is_number;       /* in digits of one width, to the right */
  gboolean is_dim;
  gboolean is_right;
} Column;

static const Column plain_columns[N_COLUMNS] = {
  { 8, TRUE, FALSE, TRUE }, { 5, FALSE, TRUE, FALSE }, { 6, FALSE, TRUE, TRUE },
};

static const Column compare_columns[N_COLUMNS] = {
  { 8, TRUE, FALSE, TRUE }, { 8, TRUE, FALSE, TRUE }, { 7, TRUE, FALSE, TRUE },
};

G_DEFINE_FINAL_TYPE (RlFeatureRow, rl_feature_row, GTK_TYPE_WIDGET)

static const Column *
get_columns (RlFeatureRow *self)
{
  return self->style.compares ? compare_columns : plain_columns;
}

static int
get_width (RlFeatureRow *self,
           const Column *column)
{
  return column->chars * (column->is_number ? self->digit_width : self->char_width);
}

static int
sum_widths (RlFeatureRow *self,
            const Column *columns)
{
  int width = 0;

  for (guint i = 0; i < N_COLUMNS; i++)
    width += get_width (self, &columns[i]) + SPACING;

  return width;
}

/* Long names are worth more than the IBSI identifier, which is in the tooltip as well.
 * Rows of a list are alike in this, so that columns stay columns.
 */
static guint
get_n_columns (RlFeatureRow *self)
{
  int roomy = INDENT + ROOMY_CHARS * self->char_width + sum_widths (self, plain_columns);

  if (RL_IS_FEATURE_GROUP (self->item) || self->style.compares)
    return N_COLUMNS;

  return gtk_widget_get_width (GTK_WIDGET (self)) < roomy ? N_COLUMNS - 1 : N_COLUMNS;
}

static int
get_columns_width (RlFeatureRow *self)
{
  const Column *columns = get_columns (self);
  int width = sum_widths (self, columns);

  for (guint i = get_n_columns (self); i < N_COLUMNS; i++)
    width -= get_width (self, &columns[i]) + SPACING;

  return width;
}

/* "SUVbw g/ml" in full is in the tooltip; in the row its first word is enough. */
static char *
dup_short_unit (const char *unit)
{
  g_auto(GStrv) parts = g_strsplit (unit, " g/ml", -1);

  return g_strjoinv ("", parts);
}

static void
set_column (RlFeatureRow *self,
            guint         index,
            const char   *text)
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  const Column *column = &get_columns (self)[index];

  if (column->is_number)
    pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if (column->is_dim)
    pango_attr_list_insert (attributes, pango_attr_scale_new (SMALL));
  pango_layout_set_attributes (self->columns[index], attributes);
  pango_layout_set_text (self->columns[index], text != NULL ? text : "", -1);
}

static void
set_name (RlFeatureRow *self,
          const char   *text,
          gboolean      is_group)
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  if (is_group)
    {
      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
      pango_attr_list_insert (attributes, pango_attr_scale_new (SMALL));
    }
  pango_layout_set_attributes (self->name, attributes);
  pango_layout_set_text (self->name, text, -1);
}

static void
take_label (RlFeatureRow *self,
            char         *label,
            const char   *description)
{
  g_free (self->label);
  self->label = g_strchomp (label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description != NULL ? description : "", -1);
}

static void
show_feature (RlFeatureRow  *self,
              RlFeatureItem *item)
{
  const RimFeatureInfo *info = rl_feature_item_get_info (item);
  double value = rl_feature_item_get_value (item);
  double other = rl_feature_item_get_other (item);
  g_autofree char *text = rl_feature_format_value (value);
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  if (self->style.compares)
    {
      second = rl_feature_format_value (other);
      third = rl_feature_format_difference (value, other);
      take_label (self, g_strdup_printf (_("%s: %s, compared with %s, %s"), info->name, text, second,
                                         third), info->formula);
    }
  else
    {
      second = dup_short_unit (rl_feature_item_get_unit (item));
      third = g_strdup (info->ibsi_id != NULL ? info->ibsi_id : "");
      take_label (self, g_strdup_printf ("%s: %s %s", info->name, text,
                                         rl_feature_item_get_unit (item)), info->formula);
    }

  set_name (self, info->name, FALSE);
  set_column (self, 0, text);
  set_column (self, 1, second);
  set_column (self, 2, third);
}

static void
show_group (RlFeatureRow   *self,
            RlFeatureGroup *group)
{
  guint n = rl_feature_group_get_n_shown (group);
  g_autofree char *number = g_strdup_printf ("%u", n);

  take_label (self, g_strdup_printf (ngettext ("%s, %u feature", "%s, %u features", n),
                                     rl_feature_group_get_title (group), n), "");
  set_name (self, rl_feature_group_get_title (group), TRUE);
  set_column (self, 0, "");
  set_column (self, 1, "");
  set_column (self, 2, number);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED,
                               rl_feature_group_get_open (group), -1);
}

static void
changed_cb (RlFeatureRow *self)
{
  if (self->item == NULL || self->name == NULL)
    return;

  if (RL_IS_FEATURE_ITEM (self->item))
    show_feature (self, RL_FEATURE_ITEM (self->item));
  else
    show_group (self, RL_FEATURE_GROUP (self->item));

  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
query_tooltip_cb (RlFeatureRow *self,
                  int           x,
                  int           y,
                  gboolean      keyboard,
                  GtkTooltip   *tooltip)
{
  g_autofree char *tip = NULL;

  if (!RL_IS_FEATURE_ITEM (self->item))
    return FALSE;

  tip = rl_feature_item_dup_tip (RL_FEATURE_ITEM (self->item));
  gtk_tooltip_set_text (tooltip, tip);

  return TRUE;
}

static void
measure_font (RlFeatureRow *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);

  self->char_width = PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_char_width (metrics));
  self->digit_width = PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_digit_width (metrics));
  self->line_height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  pango_font_metrics_unref (metrics);
}

static void
make_layouts (RlFeatureRow *self)
{
  g_clear_object (&self->name);
  self->name = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  pango_layout_set_ellipsize (self->name, PANGO_ELLIPSIZE_MIDDLE);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_clear_object (&self->columns[i]);
      self->columns[i] = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
      pango_layout_set_ellipsize (self->columns[i], PANGO_ELLIPSIZE_END);
    }
  measure_font (self);
  changed_cb (self);
}

static void
rl_feature_row_css_changed (GtkWidget         *widget,
                            GtkCssStyleChange *change)
{
  RlFeatureRow *self = RL_FEATURE_ROW (widget);
  int width = self->char_width;
  int height = self->line_height;

  GTK_WIDGET_CLASS (rl_feature_row_parent_class)->css_changed (widget, change);

  measure_font (self);
  if (width != self->char_width || height != self->line_height)
    {
      make_layouts (self);
      gtk_widget_queue_resize (widget);
    }
}

/* Comparing makes the inspector no wider; names become shorter. */
static void
rl_feature_row_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  RlFeatureRow *self = RL_FEATURE_ROW (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = self->line_height;
  else
    *minimum = *natural = INDENT + NAME_CHARS * self->char_width + sum_widths (self, plain_columns);
}

static void
paint_layout (GtkSnapshot   *snapshot,
              PangoLayout   *layout,
              const GdkRGBA *color,
              int            x,
              int            height)
{
  int text_height;

  pango_layout_get_pixel_size (layout, NULL, &text_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) x, (float) ((height - text_height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
paint_columns (RlFeatureRow  *self,
               GtkSnapshot   *snapshot,
               const GdkRGBA *color)
{
  float dim = rl_contrast_fade (DIM);
  int x = gtk_widget_get_width (GTK_WIDGET (self)) - get_columns_width (self);
  gboolean is_group = RL_IS_FEATURE_GROUP (self->item);

  for (guint i = 0; i < get_n_columns (self); i++)
    {
      const Column *column = &get_columns (self)[i];
      int width = get_width (self, column);
      GdkRGBA own = *color;

      own.alpha *= column->is_dim || is_group ? dim : self->style.is_stale ? STALE : 1.0f;
      x += SPACING;
      pango_layout_set_width (self->columns[i], width * PANGO_SCALE);
      pango_layout_set_alignment (self->columns[i],
                                  column->is_right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
      paint_layout (snapshot, self->columns[i], &own, x, gtk_widget_get_height (GTK_WIDGET (self)));
      x += width;
    }
}

/* An icon would be read from the disk while the user types. */
static void
paint_arrow (RlFeatureRow  *self,
             GtkSnapshot   *snapshot,
             const GdkRGBA *color)
{
  double middle = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
  graphene_rect_t place = GRAPHENE_RECT_INIT (0, (float) middle - ARROW, 2 * ARROW, 2 * ARROW);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &place);

  gdk_cairo_set_source_rgba (cr, color);
  cairo_translate (cr, ARROW, middle);
  if (rl_feature_group_get_open (RL_FEATURE_GROUP (self->item)))
    cairo_rotate (cr, G_PI / 2);
  cairo_move_to (cr, -ARROW / 3.0, -ARROW / 1.5);
  cairo_line_to (cr, ARROW / 2.0, 0);
  cairo_line_to (cr, -ARROW / 3.0, ARROW / 1.5);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
rl_feature_row_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  RlFeatureRow *self = RL_FEATURE_ROW (widget);
  int width = gtk_widget_get_width (widget);
  int name_width = width - INDENT - get_columns_width (self);
  GdkRGBA color;

  if (self->item == NULL)
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  if (RL_IS_FEATURE_GROUP (self->item))
    {
      paint_arrow (self, snapshot, &color);
      name_width = width - INDENT - SPACING - get_width (self, &get_columns (self)[N_COLUMNS - 1]);
    }

  pango_layout_set_width (self->name, MAX (name_width, 0) * PANGO_SCALE);
  paint_layout (snapshot, self->name, &color, INDENT, gtk_widget_get_height (widget));
  paint_columns (self, snapshot, &color);
}

static void
rl_feature_row_dispose (GObject *object)
{
  RlFeatureRow *self = RL_FEATURE_ROW (object);

  rl_feature_row_set_item (self, NULL);
  g_clear_object (&self->name);
  for (guint i = 0; i < N_COLUMNS; i++)
    g_clear_object (&self->columns[i]);
  g_clear_pointer (&self->label, g_free);

  G_OBJECT_CLASS (rl_feature_row_parent_class)->dispose (object);
}

static void
rl_feature_row_class_init (RlFeatureRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_feature_row_dispose;
  widget_class->css_changed = rl_feature_row_css_changed;
  widget_class->measure = rl_feature_row_measure;
  widget_class->snapshot = rl_feature_row_snapshot;

  gtk_widget_class_set_css_name (widget_class, "featurerow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TREE_ITEM);
}

static void
rl_feature_row_init (RlFeatureRow *self)
{
  make_layouts (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}

GtkWidget *
rl_feature_row_new (void)
{
  return g_object_new (RL_TYPE_FEATURE_ROW, NULL);
}

static void
update_accessible_level (RlFeatureRow *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LEVEL,
                                  RL_IS_FEATURE_GROUP (self->item) ? 1 : 2, -1);
  if (!RL_IS_FEATURE_GROUP (self->item))
    gtk_accessible_reset_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED);
}

/**
 * rl_feature_row_set_item:
 * @self: a row
 * @item: (nullable): a #RlFeatureGroup or a #RlFeatureItem
 */
void
rl_feature_row_set_item (RlFeatureRow *self,
                         GObject      *item)
{
  g_return_if_fail (RL_IS_FEATURE_ROW (self));

  if (self->item == item)
    return;

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, changed_cb, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  g_signal_connect_object (item, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  update_accessible_level (self);
  changed_cb (self);
}

/* Returns: (transfer none) (nullable) */
GObject *
rl_feature_row_get_item (RlFeatureRow *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_ROW (self), NULL);

  return self->item;
}

void
rl_feature_row_set_style (RlFeatureRow      *self,
                          RlFeatureRowStyle  style)
{
  g_return_if_fail (RL_IS_FEATURE_ROW (self));

  if (self->style.compares == style.compares && self->style.is_stale == style.is_stale)
    return;

  self->style = style;
  changed_cb (self);
}

/* Returns: (nullable): what it says to who cannot see it */
const char *
rl_feature_row_get_label (RlFeatureRow *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_ROW (self), NULL);

  return self->label;
}
