/* rl-layout-menu.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-layout-menu.h"

#include <glib/gi18n-lib.h>

#include "window/rl-layout-icon.h"

#define N_COLUMNS         4
#define MAX_PRIORS_HEIGHT 170
#define MAX_PRIOR_CHARS   46

typedef struct
{
  const char *label;
  const char *action;           /* detailed */
} Choice;

static const Choice contents[] = {
  { N_("As switched"), "view.pane-shows('follow')" },
  { N_("CT"), "view.pane-shows('ct')" },
  { N_("PET"), "view.pane-shows('pet')" },
  { N_("Fused"), "view.pane-shows('fused')" },
  { N_("MIP"), "view.pane-shows('mip')" },
  { N_("3-D"), "view.pane-shows('volume')" },
};

static const Choice planes[] = {
  { N_("Axial"), "view.pane-plane('axial')" },
  { N_("Sagittal"), "view.pane-plane('sagittal')" },
  { N_("Coronal"), "view.pane-plane('coronal')" },
};

static const Choice edits[] = {
  { N_("Split right"), "view.pane-split('right')" },
  { N_("Split down"), "view.pane-split('down')" },
  { N_("Current or prior"), "view.pane-role" },
  { N_("Map or not"), "view.pane-map" },
  { N_("Remove"), "view.pane-remove" },
};

static GtkWidget *
new_heading (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_add_css_class (label, "heading");

  return label;
}

static void
add_layout (GtkGrid  *grid,
            guint     index,
            RlLayout *layout)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), rl_layout_icon_new (layout));
  gtk_widget_set_tooltip_text (button, rl_layout_get_name (layout));
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, rl_layout_get_name (layout),
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "grid.layout");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", rl_layout_get_id (layout));
  gtk_grid_attach (grid, button, (int) index % N_COLUMNS, (int) index / N_COLUMNS, 1, 1);
}

static GtkWidget *
new_layouts (void)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  for (guint i = 0; i < rl_layouts_get_n (); i++)
    add_layout (GTK_GRID (grid), i, rl_layouts_get (i));

  return grid;
}

static GtkWidget *
new_choices (const Choice *choices,
             guint         n_choices)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  for (guint i = 0; i < n_choices; i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_(choices[i].label));

      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), choices[i].action);
      gtk_widget_set_hexpand (button, TRUE);
      gtk_box_append (GTK_BOX (box), button);
    }

  return box;
}

static GtkWidget *
new_own_row (RlLayout *layout)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *choose = gtk_toggle_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *delete = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_box_append (GTK_BOX (content), rl_layout_icon_new (layout));
  gtk_box_append (GTK_BOX (content), gtk_label_new (rl_layout_get_name (layout)));
  gtk_button_set_child (GTK_BUTTON (choose), content);
  gtk_widget_add_css_class (choose, "flat");
  gtk_widget_set_hexpand (choose, TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (choose), "grid.layout");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (choose), "s", rl_layout_get_id (layout));

  gtk_widget_add_css_class (delete, "flat");
  gtk_widget_set_tooltip_text (delete, _("Delete this layout"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (delete), "win.delete-layout");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (delete), "s", rl_layout_get_name (layout));

  gtk_box_append (GTK_BOX (box), choose);
  gtk_box_append (GTK_BOX (box), delete);

  return box;
}

/* What is typed is the target of the action: nothing can be saved without a
 * name.
 */
static void
name_changed_cb (GtkEntry  *entry,
                 GtkWidget *save)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));

  g_strstrip (name);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (save), "s", name);
  gtk_widget_set_sensitive (save, *name != '\0');
}

static void
name_activate_cb (GtkEntry  *entry,
                  GtkWidget *save)
{
  if (gtk_widget_is_sensitive (save))
    gtk_widget_activate (save);
}

static void
saved_cb (GtkWidget *save)
{
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (save, GTK_TYPE_POPOVER)));
}

static GtkWidget *
new_save_row (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *save = gtk_button_new_with_label (_("Save"));

  gtk_widget_add_css_class (box, "linked");
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Name of this layout"));
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (save), "win.save-layout");
  name_changed_cb (GTK_ENTRY (entry), save);
  g_signal_connect_object (entry, "changed", G_CALLBACK (name_changed_cb), save, 0);
  g_signal_connect_object (entry, "activate", G_CALLBACK (name_activate_cb), save, 0);
  g_signal_connect_after (save, "clicked", G_CALLBACK (saved_cb), NULL);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), save);

  return box;
}

/* Beside each study what keeps it for all studies of the patient. */
static GtkWidget *
new_prior_row (const RlPrior *prior)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *text = rl_prior_dup_label (prior);
  GtkWidget *choose = gtk_toggle_button_new_with_label (text);
  GtkLabel *label = GTK_LABEL (gtk_button_get_child (GTK_BUTTON (choose)));
  GtkWidget *pin = gtk_toggle_button_new ();

  gtk_label_set_xalign (label, 0.0f);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (label, MAX_PRIOR_CHARS);
  gtk_widget_add_css_class (choose, "flat");
  gtk_widget_set_hexpand (choose, TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (choose), "win.compare-with");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (choose), "s", prior->id);

  gtk_button_set_icon_name (GTK_BUTTON (pin), "view-pin-symbolic");
  gtk_widget_add_css_class (pin, "flat");
  gtk_widget_set_tooltip_text (pin, _("Compare all studies of this patient with it"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (pin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Pin for this patient"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (pin), "win.pin-prior");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (pin), "s", prior->study_uid);
  gtk_widget_set_visible (pin, prior->series == NULL);

  gtk_box_append (GTK_BOX (box), choose);
  gtk_box_append (GTK_BOX (box), pin);

  return box;
}

/* Who has had many studies has no screen for all of them. */
static void
add_priors (GtkBox    *box,
            GPtrArray *priors)
{
  GtkWidget *list, *scroller;

  if (priors == NULL || priors->len == 0)
    return;

  list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  scroller = gtk_scrolled_window_new ();
  for (guint i = 0; i < priors->len; i++)
    gtk_box_append (GTK_BOX (list), new_prior_row (g_ptr_array_index (priors, i)));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_PRIORS_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);

  gtk_box_append (box, new_heading (_("Compare With")));
  gtk_box_append (box, scroller);
}

/**
 * rl_layout_menu_new:
 * @reading: what is arranged
 *
 * Makes the popover that chooses a layout and what the study is compared with, changes
 * the pane that keys go to, and saves and deletes the user's own layouts. It shows what is so when it is
 * made.
 */
GtkWidget *
rl_layout_menu_new (RlReading *reading)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GPtrArray *own = rl_view_grid_get_own_layouts (rl_reading_get_views (reading));

  gtk_widget_add_css_class (box, "layout-menu");
  gtk_box_append (GTK_BOX (box), new_layouts ());
  add_priors (GTK_BOX (box), rl_reading_get_priors (reading));
  gtk_box_append (GTK_BOX (box), new_heading (_("This Pane")));
  gtk_box_append (GTK_BOX (box), new_choices (contents, G_N_ELEMENTS (contents)));
  gtk_box_append (GTK_BOX (box), new_choices (planes, G_N_ELEMENTS (planes)));
  gtk_box_append (GTK_BOX (box), new_choices (edits, G_N_ELEMENTS (edits)));
  gtk_box_append (GTK_BOX (box), new_heading (_("Own Layouts")));
  for (guint i = 0; own != NULL && i < own->len; i++)
    gtk_box_append (GTK_BOX (box), new_own_row (g_ptr_array_index (own, i)));
  gtk_box_append (GTK_BOX (box), new_save_row ());

  gtk_popover_set_child (GTK_POPOVER (popover), box);

  return popover;
}
