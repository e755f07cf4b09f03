/* rl-feature-row.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "features/rl-feature-row.h"

#include <glib/gi18n-lib.h>

#define NAME_CHARS  10
#define VALUE_CHARS 8
#define UNIT_CHARS  5
#define ID_CHARS    6
#define DIFF_CHARS  7

struct _RlFeatureRow
{
  GtkWidget       parent_instance;

  RlFeatureItem  *item;           /* NULL for a group */
  gboolean        compares;

  GtkLabel       *name;
  GtkInscription *value;
  GtkInscription *other;          /* these two where it compares */
  GtkInscription *difference;
  GtkInscription *unit;           /* these two where it does not */
  GtkInscription *ibsi_id;
};

G_DEFINE_FINAL_TYPE (RlFeatureRow, rl_feature_row, GTK_TYPE_WIDGET)

/* "SUVbw g/ml" in full is in the tooltip; in the row its first word is enough. */
static char *
dup_short_unit (const char *unit)
{
  g_auto(GStrv) parts = g_strsplit (unit, " g/ml", -1);

  return g_strjoinv ("", parts);
}

static void
show_comparison (RlFeatureRow *self)
{
  double value = rl_feature_item_get_value (self->item);
  double other = rl_feature_item_get_other (self->item);
  g_autofree char *text = rl_feature_format_value (other);
  g_autofree char *difference = rl_feature_format_difference (value, other);

  gtk_inscription_set_text (self->other, text);
  gtk_inscription_set_text (self->difference, difference);
}

static void
changed_cb (RlFeatureRow *self)
{
  g_autofree char *text = rl_feature_format_value (rl_feature_item_get_value (self->item));
  g_autofree char *unit = dup_short_unit (rl_feature_item_get_unit (self->item));

  gtk_inscription_set_text (self->value, text);
  if (self->compares)
    show_comparison (self);
  else
    gtk_inscription_set_text (self->unit, unit);
}

static gboolean
query_tooltip_cb (RlFeatureRow *self,
                  int           x,
                  int           y,
                  gboolean      keyboard,
                  GtkTooltip   *tooltip)
{
  g_autofree char *tip = NULL;

  if (self->item == NULL)
    return FALSE;

  tip = rl_feature_item_dup_tip (self->item);
  gtk_tooltip_set_text (tooltip, tip);

  return TRUE;
}

static GtkInscription *
add_column (RlFeatureRow *self,
            guint         chars,
            float         xalign,
            const char   *css_class)
{
  GtkWidget *column = gtk_inscription_new (NULL);

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (column), chars);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (column), chars);
  gtk_inscription_set_min_lines (GTK_INSCRIPTION (column), 1);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (column), xalign);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (column),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_add_css_class (column, css_class);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (column), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->name, NULL, -1);
  gtk_widget_set_parent (column, GTK_WIDGET (self));

  return GTK_INSCRIPTION (column);
}

static void
rl_feature_row_dispose (GObject *object)
{
  GtkWidget *child;

  rl_feature_row_set_item (RL_FEATURE_ROW (object), NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (rl_feature_row_parent_class)->dispose (object);
}

static void
rl_feature_row_class_init (RlFeatureRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_feature_row_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "featurerow");
}

static void
rl_feature_row_init (RlFeatureRow *self)
{
  self->name = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->name, 0);
  gtk_label_set_ellipsize (self->name, PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_width_chars (self->name, NAME_CHARS);
  gtk_widget_set_hexpand (GTK_WIDGET (self->name), TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->name), GTK_WIDGET (self));

  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);

  self->value = add_column (self, VALUE_CHARS, 1, "numeric");

  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}

/**
 * rl_feature_row_new:
 * @compares: whether it shows a second value instead of unit and IBSI id
 */
GtkWidget *
rl_feature_row_new (gboolean compares)
{
  RlFeatureRow *self = g_object_new (RL_TYPE_FEATURE_ROW, NULL);

  self->compares = compares;
  if (compares)
    {
      self->other = add_column (self, VALUE_CHARS, 1, "numeric");
      self->difference = add_column (self, DIFF_CHARS, 1, "numeric");
    }
  else
    {
      self->unit = add_column (self, UNIT_CHARS, 0, "unit");
      self->ibsi_id = add_column (self, ID_CHARS, 1, "ibsi-id");
    }

  return GTK_WIDGET (self);
}

static void
show_columns (RlFeatureRow *self,
              gboolean      is_feature)
{
  for (GtkWidget *column = GTK_WIDGET (self->value); column != NULL;
       column = gtk_widget_get_next_sibling (column))
    gtk_widget_set_visible (column, is_feature);
  if (is_feature)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "group");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "group");
}

static void
show_group (RlFeatureRow   *self,
            RlFeatureGroup *group)
{
  gtk_label_set_text (self->name, rl_feature_group_get_title (group));
}

static void
show_feature (RlFeatureRow  *self,
              RlFeatureItem *item)
{
  const RimFeatureInfo *info = rl_feature_item_get_info (item);

  self->item = g_object_ref (item);
  gtk_label_set_text (self->name, info->name);
  if (!self->compares)
    gtk_inscription_set_text (self->ibsi_id, info->ibsi_id);
  g_signal_connect_object (item, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
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

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, changed_cb, self);
  g_clear_object (&self->item);

  if (item == NULL)
    return;

  show_columns (self, RL_IS_FEATURE_ITEM (item));
  if (RL_IS_FEATURE_ITEM (item))
    show_feature (self, RL_FEATURE_ITEM (item));
  else
    show_group (self, RL_FEATURE_GROUP (item));
}

/* Returns: (nullable): what is shown as the value */
const char *
rl_feature_row_get_value (RlFeatureRow *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_ROW (self), NULL);

  return self->item != NULL ? gtk_inscription_get_text (self->value) : NULL;
}
