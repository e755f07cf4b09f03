/* rl-time-row.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "lesions/rl-time-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/rl-accessible.h"
#include "core/rl-format.h"
#include "lesions/rl-expander.h"

#define MM3_PER_ML 1000.0

/* Of a row below another, beside the place of an arrow. */
#define INDENT 6

struct _RlTimeRow
{
  GtkWidget       parent_instance;

  RlTimeItem     *item;

  RlExpander     *expander;
  GtkLabel       *title;
  GtkLabel       *volume;
  GtkLabel       *diameter;
  GtkWidget      *second;
  GtkLabel       *note;
  GtkWidget      *link;
  GtkWidget      *open;
};

enum
{
  OPEN,
  LINK,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlTimeRow, rl_time_row, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static char *
dup_size (double      value,
          guint       n_decimals,
          const char *unit)
{
  g_autofree char *number = isfinite (value) ? rl_format_number (value, n_decimals) : g_strdup (RL_NO_VALUE);

  return g_strdup_printf ("%s %s", number, unit);
}

/* Returns: (transfer full) (nullable): what stands under it */
static char *
dup_note (RlTimeItem *item)
{
  switch (rl_time_item_get_kind (item))
    {
    case RL_TIME_HERE:
      return g_strdup (_("This study"));

    case RL_TIME_PROPOSED:
      return g_strdup (_("The same lesion?"));

    case RL_TIME_ELSEWHERE:
      return rl_time_item_dup_date (item);

    case RL_TIME_LINKED:
    case RL_TIME_GROUP:
    default:
      return NULL;
    }
}

static void
show_size (RlTimeRow *self)
{
  RimLesionTime *time = rl_time_item_get_time (self->item);
  g_autofree char *volume = time != NULL ? dup_size (time->volume / MM3_PER_ML, 2, "ml") : NULL;
  g_autofree char *diameter = time != NULL ? dup_size (time->long_axis, 1, "mm") : NULL;

  gtk_label_set_text (self->volume, volume != NULL ? volume : "");
  gtk_label_set_text (self->diameter, diameter != NULL ? diameter : "");
}

static void
show_text (RlTimeRow *self)
{
  g_autofree char *title = rl_time_item_dup_title (self->item);
  g_autofree char *note = dup_note (self->item);
  g_autofree char *name = NULL;

  show_size (self);
  name = g_strjoin (", ", title, gtk_label_get_text (self->volume), gtk_label_get_text (self->diameter), note, NULL);
  gtk_label_set_text (self->title, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), title);
  gtk_label_set_text (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (self->second, note != NULL);
  rl_accessible_name_row (GTK_WIDGET (self), name);
}

static void
update (RlTimeRow *self)
{
  RlTimeKind kind = rl_time_item_get_kind (self->item);
  gboolean can_open = kind != RL_TIME_HERE && kind != RL_TIME_GROUP;

  show_text (self);
  gtk_widget_set_margin_start (GTK_WIDGET (self), kind == RL_TIME_GROUP ? 0 : INDENT);
  gtk_widget_set_visible (self->link, kind == RL_TIME_PROPOSED);
  gtk_widget_set_sensitive (self->open, can_open);
  gtk_widget_set_opacity (self->open, can_open ? 1 : 0);
}

static void
open_cb (RlTimeRow *self)
{
  g_signal_emit (self, signals[OPEN], 0);
}

static void
link_cb (RlTimeRow *self)
{
  g_signal_emit (self, signals[LINK], 0);
}

static void
rl_time_row_dispose (GObject *object)
{
  RlTimeRow *self = RL_TIME_ROW (object);
  GtkWidget *child;

  g_clear_object (&self->item);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (rl_time_row_parent_class)->dispose (object);
}

static void
rl_time_row_class_init (RlTimeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_time_row_dispose;

  signals[OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[LINK] = g_signal_new ("link", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "timerow");
}

static GtkLabel *
add_label (GtkBox     *box,
           const char *css_class,
           gboolean    expand)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), expand ? 0 : 1);
  gtk_widget_set_hexpand (label, expand);
  if (expand)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);

  return GTK_LABEL (label);
}

static void
add_size (RlTimeRow *self,
          GtkBox    *box)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->title = add_label (GTK_BOX (line), "body", TRUE);
  self->volume = add_label (GTK_BOX (line), "size", FALSE);
  self->diameter = add_label (GTK_BOX (line), "size", FALSE);
  gtk_box_append (box, line);
}

/* What is asked and its answer; under the date, so that numbers have room. */
static void
add_note (RlTimeRow *self,
          GtkBox    *box)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->note = add_label (GTK_BOX (line), "caption", TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "dim-label");
  self->link = gtk_button_new_with_label (_("Link"));
  gtk_widget_set_tooltip_text (self->link, _("It is the same lesion: take over its name, colour and site "
                                             "(can be undone)"));
  gtk_widget_add_css_class (self->link, "small-button");
  g_signal_connect_object (self->link, "clicked", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), self->link);
  gtk_widget_set_can_focus (line, FALSE);
  self->second = line;
  gtk_box_append (box, line);
}

static void
add_open (RlTimeRow *self)
{
  GtkWidget *tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->open = gtk_button_new_from_icon_name ("find-location-symbolic");
  gtk_widget_set_tooltip_text (self->open, _("Open it in its study (Enter)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->open), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Open it in its study"), -1);
  gtk_widget_add_css_class (self->open, "flat");
  g_signal_connect_object (self->open, "clicked", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (tools), self->open);
  gtk_widget_set_can_focus (tools, FALSE);
  gtk_widget_set_valign (tools, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (tools, "row-tools");
  gtk_widget_set_parent (tools, GTK_WIDGET (self));
}

static void
rl_time_row_init (RlTimeRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 6);
  self->expander = RL_EXPANDER (rl_expander_new ());
  rl_expander_set_reserved (self->expander, TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->expander), GTK_WIDGET (self));
  add_size (self, GTK_BOX (box));
  add_note (self, GTK_BOX (box));
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  add_open (self);
}

GtkWidget *
rl_time_row_new (void)
{
  return g_object_new (RL_TYPE_TIME_ROW, NULL);
}

/* Returns: (nullable) (transfer none): what it shows */
RlTimeItem *
rl_time_row_get_item (RlTimeRow *self)
{
  g_return_val_if_fail (RL_IS_TIME_ROW (self), NULL);

  return self->item;
}

/**
 * rl_time_row_set_item:
 * @self: a row
 * @item: (nullable): what to show
 * @tree_row: (nullable): where it is in the tree
 */
void
rl_time_row_set_item (RlTimeRow      *self,
                      RlTimeItem     *item,
                      GtkTreeListRow *tree_row)
{
  g_return_if_fail (RL_IS_TIME_ROW (self));

  g_set_object (&self->item, item);
  rl_expander_set (self->expander, tree_row, item != NULL ? rl_time_item_get_times (item) : NULL);
  if (item != NULL)
    update (self);
}
