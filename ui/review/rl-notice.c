/* rl-notice.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-notice.h"

struct _RlNotice
{
  GtkWidget    parent_instance;

  GtkRevealer *revealer;
  GtkLabel    *label;
};

G_DEFINE_FINAL_TYPE (RlNotice, rl_notice, GTK_TYPE_WIDGET)

static void
rl_notice_dispose (GObject *object)
{
  RlNotice *self = RL_NOTICE (object);

  if (self->revealer != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->revealer));
  self->revealer = NULL;

  G_OBJECT_CLASS (rl_notice_parent_class)->dispose (object);
}

static void
rl_notice_class_init (RlNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_notice_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "notice");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
rl_notice_init (RlNotice *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->label, 0);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_widget_add_css_class (box, "notice-box");

  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_child (self->revealer, box);
  gtk_widget_set_parent (GTK_WIDGET (self->revealer), GTK_WIDGET (self));
}

GtkWidget *
rl_notice_new (void)
{
  return g_object_new (RL_TYPE_NOTICE, NULL);
}

/**
 * rl_notice_set_text:
 * @self: a notice
 * @text: (nullable): what to say; %NULL for nothing
 */
void
rl_notice_set_text (RlNotice   *self,
                    const char *text)
{
  g_return_if_fail (RL_IS_NOTICE (self));

  if (text != NULL)
    {
      gtk_label_set_text (self->label, text);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
    }
  gtk_revealer_set_reveal_child (self->revealer, text != NULL);
}

/* Returns: (nullable): what it says */
const char *
rl_notice_get_text (RlNotice *self)
{
  g_return_val_if_fail (RL_IS_NOTICE (self), NULL);

  return gtk_revealer_get_reveal_child (self->revealer) ? gtk_label_get_text (self->label) : NULL;
}
