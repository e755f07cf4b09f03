/* rl-colormap-chooser.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "widgets/rl-colormap-chooser.h"

#include <glib/gi18n-lib.h>

#define SWATCH_WIDTH  64
#define SWATCH_HEIGHT 12

struct _RlColormapChooser
{
  GtkWidget    parent_instance;

  GtkDropDown *list;
  gboolean     is_setting;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlColormapChooser, rl_colormap_chooser, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static GdkTexture *
new_swatch (const RimColormap *colormap)
{
  gsize stride = SWATCH_WIDTH * sizeof (guint32);
  guint32 *pixels = g_malloc (stride * SWATCH_HEIGHT);
  g_autoptr(GBytes) bytes = g_bytes_new_take (pixels, stride * SWATCH_HEIGHT);

  for (guint y = 0; y < SWATCH_HEIGHT; y++)
    for (guint x = 0; x < SWATCH_WIDTH; x++)
      pixels[y * SWATCH_WIDTH + x] = colormap->colors[x * 255 / (SWATCH_WIDTH - 1)];

  return gdk_memory_texture_new (SWATCH_WIDTH, SWATCH_HEIGHT, GDK_MEMORY_DEFAULT, bytes, stride);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *swatch = gtk_picture_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (swatch, GTK_ALIGN_START);
  gtk_widget_set_size_request (swatch, SWATCH_WIDTH, SWATCH_HEIGHT);
  gtk_picture_set_can_shrink (GTK_PICTURE (swatch), FALSE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), swatch);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  data)
{
  const RimColormap *colormap = rim_colormap_get (gtk_list_item_get_position (item));
  GtkWidget *swatch = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  g_autoptr(GdkTexture) texture = new_swatch (colormap);

  gtk_picture_set_paintable (GTK_PICTURE (swatch), GDK_PAINTABLE (texture));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (swatch)), _(colormap->name));
}

static void
selected_cb (RlColormapChooser *self)
{
  if (!self->is_setting)
    g_signal_emit (self, signals[CHOSEN], 0);
}

static void
rl_colormap_chooser_dispose (GObject *object)
{
  RlColormapChooser *self = RL_COLORMAP_CHOOSER (object);

  if (self->list != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->list));
  self->list = NULL;

  G_OBJECT_CLASS (rl_colormap_chooser_parent_class)->dispose (object);
}

static void
rl_colormap_chooser_class_init (RlColormapChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_colormap_chooser_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rl_colormap_chooser_init (RlColormapChooser *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < rim_colormap_get_n (); i++)
    gtk_string_list_append (names, _(rim_colormap_get (i)->name));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->list = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (names), NULL));
  gtk_drop_down_set_factory (self->list, factory);
  g_object_unref (factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Colours"), -1);
  g_signal_connect_object (self->list, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
}

/* Returns: (transfer none): the colour map that is chosen */
const RimColormap *
rl_colormap_chooser_get (RlColormapChooser *self)
{
  g_return_val_if_fail (RL_IS_COLORMAP_CHOOSER (self), NULL);

  return rim_colormap_get (MIN (gtk_drop_down_get_selected (self->list), rim_colormap_get_n () - 1));
}

/**
 * rl_colormap_chooser_set:
 * @self: a chooser
 * @colormap: what is to be chosen; nobody is told
 */
void
rl_colormap_chooser_set (RlColormapChooser *self,
                         const RimColormap *colormap)
{
  g_return_if_fail (RL_IS_COLORMAP_CHOOSER (self));

  self->is_setting = TRUE;
  for (guint i = 0; i < rim_colormap_get_n (); i++)
    if (rim_colormap_get (i) == colormap)
      gtk_drop_down_set_selected (self->list, i);
  self->is_setting = FALSE;
}
