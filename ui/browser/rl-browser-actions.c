/* rl-browser-actions.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "browser/rl-browser-private.h"

#include <glib/gi18n-lib.h>

#include "browser/rl-browser-row.h"
#include "core/rl-format.h"

#define MAX_RECENT 12u

static void
open_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  rl_browser_open_selected (RL_BROWSER (widget), FALSE);
}

static void
open_recent_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *param)
{
  RlBrowser *self = RL_BROWSER (widget);
  gint64 ids[3];

  if (rl_browser_model_find_first (self->model, g_variant_get_int64 (param), ids))
    rl_browser_open_place (self, ids);
}

static void
copy_uid_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *param)
{
  g_autoptr(RlBrowserItem) item = rl_browser_dup_selected (RL_BROWSER (widget));
  const char *uid = item != NULL ? rl_browser_item_get_row (item)->uid : NULL;

  if (uid != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), uid);
}

static void
set_status_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *param)
{
  RlBrowser *self = RL_BROWSER (widget);
  gint64 study_id = rl_browser_get_selected_study (self);
  guint status = g_variant_get_uint32 (param);

  if (study_id != 0 && status <= RIM_READING_REJECTED)
    rl_browser_emit_status (self, study_id, (RimReading) status);
}

static void
clear_filters_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *param)
{
  RlBrowser *self = RL_BROWSER (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  rl_browser_model_clear_filters (self->model);
}

/* Where the selected row is, for those who have no pointer. */
static void
show_menu_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *param)
{
  RlBrowser *self = RL_BROWSER (widget);
  g_autoptr(RlBrowserItem) item = rl_browser_dup_selected (self);

  for (guint i = 0; item != NULL && i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      graphene_rect_t bounds;

      if (rl_browser_row_get_item (RL_BROWSER_ROW (row)) == item &&
          gtk_widget_compute_bounds (row, widget, &bounds))
        rl_browser_show_menu (self, (int) (bounds.origin.x + bounds.size.width / 2),
                              (int) (bounds.origin.y + bounds.size.height / 2));
    }
}

void
rl_browser_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "browser.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "browser.open-recent", "x", open_recent_action);
  gtk_widget_class_install_action (widget_class, "browser.copy-uid", NULL, copy_uid_action);
  gtk_widget_class_install_action (widget_class, "browser.set-status", "u", set_status_action);
  gtk_widget_class_install_action (widget_class, "browser.clear-filters", NULL,
                                   clear_filters_action);
  gtk_widget_class_install_action (widget_class, "browser.show-menu", NULL, show_menu_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "browser.show-menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK,
                                       "browser.show-menu", NULL);
}

static char *
dup_recent_label (RimIndex *index,
                  guint     study)
{
  RimLibraryRow *row = rim_index_get_study (index, study);
  RimLibraryRow *patient = rim_index_get_patient (index, rim_index_get_patient_of (index, study));
  const char *name = patient->title != NULL && *patient->title != '\0' ? patient->title
                                                                       : patient->uid;
  g_autofree char *person = rl_format_person_name (name);
  g_autofree char *date = rl_format_date (row->date);
  g_autofree char *label = g_strdup_printf ("%s · %s", person, date);
  g_auto(GStrv) parts = g_strsplit (label, "_", -1);

  /* An underscore would mark a key. */
  return g_strjoinv ("__", parts);
}

static void
create_recent_cb (GtkMenuButton *button,
                  gpointer       data)
{
  RlBrowser *self = data;
  RimIndex *index = self->model != NULL ? rl_browser_model_get_index (self->model) : NULL;
  g_autoptr(GMenu) menu = g_menu_new ();
  guint studies[MAX_RECENT];
  guint n = index != NULL ? rim_index_list_recent (index, studies, MAX_RECENT) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = dup_recent_label (index, studies[i]);
      g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "browser.open-recent", "x",
                                         rim_index_get_study (index, studies[i])->id);
      g_menu_append_item (menu, item);
    }
  if (n == 0)
    g_menu_append (menu, _("Nobody Yet"), "browser.none");

  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

/* What is listed is set by actions that are properties of the model. */
void
rl_browser_add_filters (RlBrowser *self)
{
  static const char *const names[] = { "order", "status", "modality", "with-contours" };
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GPropertyAction) action = g_property_action_new (names[i], self->model, names[i]);

      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }

  gtk_widget_insert_action_group (GTK_WIDGET (self), "filter", G_ACTION_GROUP (group));
  gtk_menu_button_set_create_popup_func (self->recent, create_recent_cb, self, NULL);
}
