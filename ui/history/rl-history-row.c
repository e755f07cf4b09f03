/* rl-history-row.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "history/rl-history-row.h"

#include <glib/gi18n-lib.h>

#include "core/rl-accessible.h"
#include "history/rl-history-words.h"

#define PICTURE_SIZE 56
#define ICON_SIZE    24

struct _RlHistoryRow
{
  GtkWidget          parent_instance;

  RlHistoryModel    *model;
  RlHistoryPictures *pictures;
  RlHistoryItem     *item;
  RlHistoryState     state;

  GtkImage          *picture;
  GtkLabel          *title;
  GtkLabel          *volumes;
  GtkLabel          *color;
  GtkLabel          *details;
  GtkLabel          *origin;
  GtkWidget         *now;
};

G_DEFINE_FINAL_TYPE (RlHistoryRow, rl_history_row, GTK_TYPE_WIDGET)

static const char *
get_state_name (RlHistoryState state)
{
  switch (state)
    {
    case RL_HISTORY_CURRENT:
      return _("Now");

    case RL_HISTORY_UNDONE:
      return _("undone");

    case RL_HISTORY_DONE:
    default:
      return NULL;
    }
}

static void
name_row (RlHistoryRow   *self,
          RlHistoryState  state)
{
  const char *parts[] = {
    gtk_label_get_text (self->title), gtk_label_get_text (self->details),
    gtk_label_get_text (self->volumes), gtk_label_get_text (self->origin), get_state_name (state)
  };
  g_autoptr(GString) name = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (name, "%s%s", name->len > 0 ? ", " : "", parts[i]);

  rl_accessible_name_row (GTK_WIDGET (self), name->str);
}

static void
show_state (RlHistoryRow   *self,
            RlHistoryState  state)
{
  self->state = state;
  gtk_widget_set_visible (self->now, state == RL_HISTORY_CURRENT);
  if (state == RL_HISTORY_UNDONE)
    gtk_widget_add_css_class (GTK_WIDGET (self), "undone");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "undone");
  name_row (self, state);
}

static void
moved_cb (RlHistoryRow *self)
{
  RlHistoryState state;

  if (self->item == NULL)
    return;

  state = rl_history_model_get_state (self->model, self->item);
  if (state != self->state)
    show_state (self, state);
}

static void
show_icon (RlHistoryRow *self)
{
  gtk_image_set_from_icon_name (self->picture, rl_history_get_icon (rl_history_item_get_edits (self->item)));
  gtk_image_set_pixel_size (self->picture, ICON_SIZE);
}

static void
show_picture (RlHistoryRow           *self,
              const RlHistoryPicture *picture)
{
  g_autofree char *volumes = rl_history_dup_volumes (picture != NULL ? picture->added_mm3 : 0,
                                                     picture != NULL ? picture->removed_mm3 : 0);

  gtk_label_set_text (self->volumes, volumes);
  if (picture == NULL || picture->texture == NULL)
    {
      show_icon (self);
      return;
    }

  gtk_image_set_from_paintable (self->picture, GDK_PAINTABLE (picture->texture));
  gtk_image_set_pixel_size (self->picture, PICTURE_SIZE);
}

static void
ready_cb (RlHistoryRow *self,
          const char   *id)
{
  if (self->item == NULL || g_strcmp0 (rl_history_item_get_id (self->item), id) != 0)
    return;

  show_picture (self, rl_history_pictures_ask (self->pictures, self->item));
  name_row (self, self->state);
}

static void
rl_history_row_dispose (GObject *object)
{
  RlHistoryRow *self = RL_HISTORY_ROW (object);
  GtkWidget *child;

  if (self->item != NULL)
    rl_history_pictures_forget (self->pictures, self->item);
  g_clear_object (&self->item);
  g_clear_object (&self->pictures);
  g_clear_object (&self->model);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (rl_history_row_parent_class)->dispose (object);
}

static void
rl_history_row_class_init (RlHistoryRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_history_row_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "step");
}

static GtkLabel *
add_label (GtkWidget  *box,
           const char *css_class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (label));

  return label;
}

static GtkWidget *
new_heading (RlHistoryRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->title = add_label (box, "heading");
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  self->now = gtk_label_new (_("Now"));
  gtk_widget_add_css_class (self->now, "now");
  gtk_widget_set_visible (self->now, FALSE);
  gtk_box_append (GTK_BOX (box), self->now);

  return box;
}

static GtkWidget *
new_details (RlHistoryRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->color = add_label (box, "caption");
  gtk_label_set_ellipsize (self->color, PANGO_ELLIPSIZE_NONE);
  self->details = add_label (box, "details");

  return box;
}

static GtkWidget *
new_origin (RlHistoryRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->origin = add_label (box, "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->origin), "caption");
  gtk_widget_set_hexpand (GTK_WIDGET (self->origin), TRUE);
  self->volumes = add_label (box, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->volumes), "numeric");
  gtk_label_set_ellipsize (self->volumes, PANGO_ELLIPSIZE_NONE);

  return box;
}

static void
rl_history_row_init (RlHistoryRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 10);
  self->picture = GTK_IMAGE (gtk_image_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->picture), PICTURE_SIZE, PICTURE_SIZE);
  gtk_widget_set_parent (GTK_WIDGET (self->picture), GTK_WIDGET (self));

  gtk_box_append (GTK_BOX (box), new_heading (self));
  gtk_box_append (GTK_BOX (box), new_details (self));
  gtk_box_append (GTK_BOX (box), new_origin (self));
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

GtkWidget *
rl_history_row_new (RlHistoryModel    *model,
                    RlHistoryPictures *pictures)
{
  RlHistoryRow *self = g_object_new (RL_TYPE_HISTORY_ROW, NULL);

  self->model = g_object_ref (model);
  self->pictures = g_object_ref (pictures);
  g_signal_connect_object (model, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pictures, "ready", G_CALLBACK (ready_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

static void
show_color (RlHistoryRow *self)
{
  guint8 color[3];
  g_autofree char *dot = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->color),
                          rl_history_get_color (rl_history_item_get_edits (self->item), color));
  if (!gtk_widget_get_visible (GTK_WIDGET (self->color)))
    return;

  dot = g_strdup_printf ("<span foreground=\"#%02x%02x%02x\">●</span>", color[0], color[1], color[2]);
  gtk_label_set_markup (self->color, dot);
}

static void
show_words (RlHistoryRow *self)
{
  GPtrArray *edits = rl_history_item_get_edits (self->item);
  g_autofree char *title = rl_history_dup_title (edits);
  g_autofree char *details = rl_history_dup_details (edits);
  g_autofree char *origin = rl_history_dup_origin (edits);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->details, details);
  gtk_label_set_text (self->origin, origin);
  show_color (self);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->details)),
                          *details != '\0' && !g_str_equal (details, title));
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->origin)), *origin != '\0');
}

/**
 * rl_history_row_set_item:
 * @self: a row
 * @item: (nullable): what it shows
 */
void
rl_history_row_set_item (RlHistoryRow  *self,
                         RlHistoryItem *item)
{
  g_return_if_fail (RL_IS_HISTORY_ROW (self));

  if (self->item != NULL)
    rl_history_pictures_forget (self->pictures, self->item);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  show_words (self);
  show_picture (self, rl_history_pictures_ask (self->pictures, item));
  show_state (self, rl_history_model_get_state (self->model, item));
}
