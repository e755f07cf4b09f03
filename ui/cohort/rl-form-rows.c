/* rl-form-rows.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-form-rows.h"

/**
 * rl_form_group_new:
 * @title: of rows that belong together
 * @description: (nullable): below
 */
GtkWidget *
rl_form_group_new (const char *title,
                   const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);

  return group;
}

static void
name_control (GtkWidget  *control,
              const char *title)
{
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

/* A row with a title, for buttons. */
AdwActionRow *
rl_form_add_action (GtkWidget  *group,
                    const char *title)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);

  return ADW_ACTION_ROW (row);
}

/**
 * rl_form_add_combo:
 * @group: of rl_form_group_new()
 * @title: what is chosen
 * @texts: (nullable) (array zero-terminated=1): among what
 */
AdwComboRow *
rl_form_add_combo (GtkWidget         *group,
                   const char        *title,
                   const char *const *texts)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr(GtkStringList) list = gtk_string_list_new (texts);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);

  return ADW_COMBO_ROW (row);
}

GtkSpinButton *
rl_form_add_spin (GtkWidget  *group,
                  const char *title,
                  double      low,
                  double      high,
                  double      step)
{
  AdwActionRow *row = rl_form_add_action (group, title);
  GtkWidget *spin = gtk_spin_button_new_with_range (low, high, step);

  name_control (spin, title);
  gtk_widget_add_css_class (spin, "numeric");
  adw_action_row_add_suffix (row, spin);
  adw_action_row_set_activatable_widget (row, spin);

  return GTK_SPIN_BUTTON (spin);
}

GtkSwitch *
rl_form_add_switch (GtkWidget  *group,
                    const char *title)
{
  AdwActionRow *row = rl_form_add_action (group, title);
  GtkWidget *toggle = gtk_switch_new ();

  name_control (toggle, title);
  adw_action_row_add_suffix (row, toggle);
  adw_action_row_set_activatable_widget (row, toggle);

  return GTK_SWITCH (toggle);
}

/**
 * rl_form_add_button:
 * @row: of rl_form_add_action()
 * @title: of the button
 * @clicked: called with @owner
 * @owner: who does something then
 */
void
rl_form_add_button (AdwActionRow *row,
                    const char   *title,
                    GCallback     clicked,
                    GObject      *owner)
{
  GtkWidget *button = gtk_button_new_with_label (title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", clicked, owner, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (row, button);
}

/* Returns: (nullable): what is chosen */
const char *
rl_form_get_text (AdwComboRow *row)
{
  gpointer item = adw_combo_row_get_selected_item (row);

  return item != NULL ? gtk_string_object_get_string (item) : NULL;
}

static gboolean
has_texts (GListModel *model,
           char      **texts)
{
  const guint n = g_list_model_get_n_items (model);

  if (n != (texts != NULL ? g_strv_length (texts) : 0))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GtkStringObject) object = g_list_model_get_item (model, i);

      if (g_strcmp0 (gtk_string_object_get_string (object), texts[i]) != 0)
        return FALSE;
    }

  return TRUE;
}

/**
 * rl_form_set_texts:
 * @row: of rl_form_add_combo()
 * @texts: (nullable): among what is chosen
 * @selected: (nullable): what is
 */
void
rl_form_set_texts (AdwComboRow  *row,
                   char        **texts,
                   const char   *selected)
{
  if (!has_texts (adw_combo_row_get_model (row), texts))
    {
      g_autoptr(GtkStringList) list = gtk_string_list_new ((const char *const *) texts);

      adw_combo_row_set_model (row, G_LIST_MODEL (list));
    }

  for (guint i = 0; selected != NULL && texts != NULL && texts[i] != NULL; i++)
    if (g_strcmp0 (texts[i], selected) == 0)
      adw_combo_row_set_selected (row, i);
}

/* Shows or hides the row that a control is in. */
void
rl_form_set_visible (GtkWidget *control,
                     gboolean   is_visible)
{
  GtkWidget *row = gtk_widget_get_ancestor (control, ADW_TYPE_ACTION_ROW);

  gtk_widget_set_visible (row != NULL ? row : control, is_visible);
}
