/* rl-signature-page.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-signature-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "widgets/rl-csv-file.h"
#include "widgets/rl-model-card.h"

struct _RlSignaturePage
{
  GtkWidget             parent_instance;

  RlSignatures         *signatures;
  RlJobs               *jobs;
  GtkFileChooserNative *chooser;
  char                 *selected;     /* the path, so that it stays when files change */

  GtkListBox           *list;
  AdwBin               *card;
  GtkWidget            *save;
  GtkWidget            *remove;
};

enum
{
  MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlSignaturePage, rl_signature_page, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
say (RlSignaturePage *self,
     const char      *message)
{
  g_signal_emit (self, signals[MESSAGE], 0, message);
}

static RlSignatureItem *
get_selected (RlSignaturePage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? g_object_get_data (G_OBJECT (row), "rl-item") : NULL;
}

static GtkWidget *
new_status (const char *icon,
            const char *title,
            const char *description)
{
  GtkWidget *page = adw_status_page_new ();
  g_autofree char *markup = g_markup_escape_text (description, -1);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), markup);

  return page;
}

static GtkWidget *
new_card (RlSignatureItem *item)
{
  if (item == NULL)
    return new_status ("view-list-symbolic", _("No Signature"),
                       _("What you learn and keep is here, and so are files that you put among your signatures."));
  if (rl_signature_item_get_signature (item) == NULL)
    return new_status ("dialog-warning-symbolic", _("This Is No Signature to Rely On"),
                       rl_signature_item_get_reason (item));

  return rl_model_card_new (rl_signature_item_get_signature (item));
}

static void
selected_cb (RlSignaturePage *self)
{
  RlSignatureItem *item = get_selected (self);

  adw_bin_set_child (self->card, new_card (item));
  gtk_widget_set_sensitive (self->save, item != NULL && rl_signature_item_get_signature (item) != NULL);
  gtk_widget_set_sensitive (self->remove, item != NULL && !rl_signature_item_is_shipped (item));
  if (item == NULL)
    return;

  g_free (self->selected);
  self->selected = g_strdup (rl_signature_item_get_path (item));
}

static char *
dup_detail (RlSignatureItem *item)
{
  if (rl_signature_item_get_signature (item) == NULL)
    return g_strdup (_("Cannot be used"));
  if (rim_signature_is_synthetic (rl_signature_item_get_signature (item)))
    return g_strdup (_("SYNTHETIC"));

  return g_strdup (rl_signature_item_is_shipped (item) ? _("Comes with Rimlight") : _("Yours"));
}

static GtkWidget *
create_row (gpointer data,
            gpointer user_data)
{
  RlSignatureItem *item = data;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *title = gtk_label_new (rl_signature_item_get_title (item));
  g_autofree char *text = dup_detail (item);
  GtkWidget *detail = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_add_css_class (detail, "caption");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  rl_signature_item_get_title (item), -1);
  g_object_set_data_full (G_OBJECT (row), "rl-item", g_object_ref (item), g_object_unref);

  return row;
}

/* The one that was selected, or the first. */
static void
loaded_cb (RlSignaturePage *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_strcmp0 (rl_signature_item_get_path (g_object_get_data (G_OBJECT (row), "rl-item")), self->selected) == 0)
      break;

  gtk_list_box_select_row (self->list, row != NULL ? row : first);
  selected_cb (self);
}

static char *
to_text (gpointer signature)
{
  return rim_signature_to_data (signature);
}

static void
save_chosen_cb (RlSignaturePage      *self,
                int                   response,
                GtkFileChooserNative *chooser)
{
  g_autofree char *path = rl_csv_file_dup_path (chooser, response);
  RlSignatureItem *item = get_selected (self);

  if (path != NULL && item != NULL)
    rl_csv_file_save (self->jobs, GTK_WIDGET (self), path, to_text,
                      rim_signature_ref (rl_signature_item_get_signature (item)),
                      (GDestroyNotify) rim_signature_unref);
}

static void
save_cb (RlSignaturePage *self)
{
  RlSignatureItem *item = get_selected (self);
  g_autofree char *name = g_strconcat (rim_signature_get_id (rl_signature_item_get_signature (item)), ".json", NULL);

  g_clear_object (&self->chooser);
  self->chooser = rl_csv_file_ask (GTK_WIDGET (self), _("Save the Signature"), name, G_CALLBACK (save_chosen_cb));
}

static void
remove_cb (RlSignaturePage *self)
{
  rl_signatures_remove (self->signatures, rl_signature_item_get_path (get_selected (self)));
}

static void
saved_cb (RlSignaturePage *self)
{
  say (self, _("The signature is among yours"));
}

static void
rl_signature_page_dispose (GObject *object)
{
  RlSignaturePage *self = RL_SIGNATURE_PAGE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->chooser);
  g_clear_object (&self->signatures);
  g_clear_object (&self->jobs);
  g_clear_pointer (&self->selected, g_free);

  G_OBJECT_CLASS (rl_signature_page_parent_class)->dispose (object);
}

static void
rl_signature_page_class_init (RlSignaturePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_signature_page_dispose;

  signals[MESSAGE] = g_signal_new ("message", RL_TYPE_SIGNATURE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "signaturepage");
}

static GtkWidget *
add_button (RlSignaturePage *self,
            GtkWidget       *box,
            const char      *label,
            GCallback        clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);

  return button;
}

static GtkWidget *
new_side (RlSignaturePage *self)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "cohort-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Signatures"), -1);
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scroller, TRUE);
  self->save = add_button (self, buttons, _("Save As…"), G_CALLBACK (save_cb));
  self->remove = add_button (self, buttons, _("Delete"), G_CALLBACK (remove_cb));
  gtk_widget_add_css_class (buttons, "column-detail");
  gtk_box_append (GTK_BOX (side), scroller);
  gtk_box_append (GTK_BOX (side), buttons);
  gtk_widget_set_size_request (side, 260, -1);

  return side;
}

static void
rl_signature_page_init (RlSignaturePage *self)
{
  self->card = ADW_BIN (adw_bin_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->card), TRUE);
  gtk_widget_set_margin_start (GTK_WIDGET (self->card), 16);
  gtk_widget_set_parent (new_side (self), GTK_WIDGET (self));
  gtk_widget_set_parent (gtk_separator_new (GTK_ORIENTATION_VERTICAL), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->card), GTK_WIDGET (self));
}

/**
 * rl_signature_page_new:
 * @signatures: those that there are
 * @jobs: what runs work that takes time
 */
GtkWidget *
rl_signature_page_new (RlSignatures *signatures,
                       RlJobs       *jobs)
{
  RlSignaturePage *self = g_object_new (RL_TYPE_SIGNATURE_PAGE, NULL);

  self->signatures = g_object_ref (signatures);
  self->jobs = g_object_ref (jobs);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (signatures), create_row, NULL, NULL);
  g_signal_connect_object (signatures, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (signatures, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (signatures, "failed", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
  loaded_cb (self);

  return GTK_WIDGET (self);
}
