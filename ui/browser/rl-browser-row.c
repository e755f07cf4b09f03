/* rl-browser-row.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "browser/rl-browser-row.h"

#include <glib/gi18n-lib.h>

struct _RlBrowserRow
{
  GtkWidget      parent_instance;

  RlBrowserItem *item;

  GtkLabel      *modality;
  GtkWidget     *texts;
  GtkLabel      *title;
  GtkLabel      *subtitle;
  GtkLabel      *contours;
  GtkImage      *missing;
};

G_DEFINE_FINAL_TYPE (RlBrowserRow, rl_browser_row, GTK_TYPE_WIDGET)

static const char *
get_modality (RimLibraryRow *row)
{
  if (row->kind == RIM_SERIES_RTSTRUCT)
    return "RTS";

  return row->modality != NULL && *row->modality != '\0' ? row->modality : "?";
}

/* What was drawn stands below the image it was drawn on. */
static gboolean
is_drawn (RimLibraryRow *row)
{
  return row->kind == RIM_SERIES_RTSTRUCT || row->kind == RIM_SERIES_SEG;
}

/* Contours are counted beside the images they were drawn on. */
static void
update_badges (RlBrowserRow  *self,
               RimLibraryRow *row,
               gboolean       is_series)
{
  gboolean has_contours = is_series && row->kind == RIM_SERIES_IMAGE && row->n_contours > 0;
  g_autofree char *count = g_strdup_printf ("%u", row->n_contours);
  g_autofree char *tip = g_strdup_printf (ngettext ("%u contour refers to these images",
                                                    "%u contours refer to these images",
                                                    row->n_contours), row->n_contours);

  gtk_label_set_text (self->contours, count);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->contours), tip);
  gtk_widget_set_visible (GTK_WIDGET (self->contours), has_contours);
  gtk_widget_set_visible (GTK_WIDGET (self->missing), row->missing);
  gtk_label_set_text (self->modality, is_series ? get_modality (row) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->modality), is_series);
}

static void
set_class (GtkWidget  *widget,
           const char *name,
           gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
update (RlBrowserRow *self)
{
  RlBrowserLevel level = rl_browser_item_get_level (self->item);
  g_autofree char *title = rl_browser_item_dup_title (self->item);
  g_autofree char *subtitle = rl_browser_item_dup_subtitle (self->item);
  g_autofree char *short_title = rl_browser_item_dup_short_title (self->item);
  g_autofree char *short_subtitle = rl_browser_item_dup_short_subtitle (self->item);
  g_autofree char *tip = *subtitle != '\0' ? g_strdup_printf ("%s\n%s", title, subtitle)
                                           : g_strdup (title);

  gtk_label_set_text (self->title, short_title);
  gtk_label_set_text (self->subtitle, short_subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), *subtitle != '\0');
  gtk_widget_set_tooltip_text (self->texts, tip);
  update_badges (self, rl_browser_item_get_row (self->item), level == RL_BROWSER_SERIES);

  set_class (GTK_WIDGET (self), "patient", level == RL_BROWSER_PATIENT);
  set_class (GTK_WIDGET (self), "study", level == RL_BROWSER_STUDY);
  set_class (GTK_WIDGET (self), "series", level == RL_BROWSER_SERIES);
  set_class (GTK_WIDGET (self), "drawn", level == RL_BROWSER_SERIES &&
             is_drawn (rl_browser_item_get_row (self->item)));
  set_class (GTK_WIDGET (self), "current", rl_browser_item_get_current (self->item));
}

static void
rl_browser_row_dispose (GObject *object)
{
  RlBrowserRow *self = RL_BROWSER_ROW (object);

  rl_browser_row_set_item (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RL_TYPE_BROWSER_ROW);

  G_OBJECT_CLASS (rl_browser_row_parent_class)->dispose (object);
}

static void
rl_browser_row_class_init (RlBrowserRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_browser_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rimlight/Rimlight/ui/rl-browser-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RlBrowserRow, modality);
  gtk_widget_class_bind_template_child (widget_class, RlBrowserRow, texts);
  gtk_widget_class_bind_template_child (widget_class, RlBrowserRow, title);
  gtk_widget_class_bind_template_child (widget_class, RlBrowserRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, RlBrowserRow, contours);
  gtk_widget_class_bind_template_child (widget_class, RlBrowserRow, missing);

  gtk_widget_class_set_css_name (widget_class, "browserrow");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
rl_browser_row_init (RlBrowserRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
rl_browser_row_new (void)
{
  return g_object_new (RL_TYPE_BROWSER_ROW, NULL);
}

/* Returns: (nullable) (transfer none): what it shows */
RlBrowserItem *
rl_browser_row_get_item (RlBrowserRow *self)
{
  g_return_val_if_fail (RL_IS_BROWSER_ROW (self), NULL);

  return self->item;
}

void
rl_browser_row_set_item (RlBrowserRow  *self,
                         RlBrowserItem *item)
{
  g_return_if_fail (RL_IS_BROWSER_ROW (self));

  if (self->item == item)
    return;

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  g_signal_connect_object (item, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
