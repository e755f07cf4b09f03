/* rl-study-tab-pages.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-review-private.h"

#include <glib/gi18n-lib.h>

#include "core/rl-accessible.h"

static GtkWidget *
new_button (const char *label,
            const char *action,
            gboolean    suggested)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  rl_accessible_drop_mnemonic (button);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "pill");
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");

  return button;
}

static GtkWidget *
new_button_box (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);

  return box;
}

static GtkWidget *
new_empty_page (void)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *box = new_button_box ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "folder-download-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("Drop a Folder Here"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   _("CT and PET as DICOM, with their contours, or NIfTI and NRRD. "
                                     "Files stay where they are."));
  gtk_box_append (GTK_BOX (box), new_button (_("_Import Folder…"), "win.import-folder", TRUE));
  gtk_box_append (GTK_BOX (box), new_button (_("Open _Demo Patients"), "win.open-demo", FALSE));
  adw_status_page_set_child (ADW_STATUS_PAGE (page), box);

  return page;
}

/* Grey panes where the planes will be, so that nothing moves when they come. */
static GtkWidget *
new_loading_page (void)
{
  GtkWidget *grid = gtk_grid_new ();
  static const int place[3][4] = { { 0, 0, 1, 2 }, { 1, 0, 1, 1 }, { 1, 1, 1, 1 } };

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_row_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 2);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 2);
  gtk_widget_add_css_class (grid, "skeleton-grid");

  for (guint i = 0; i < G_N_ELEMENTS (place); i++)
    {
      GtkWidget *pane = gtk_label_new (i == 0 ? _("Opening…") : NULL);

      gtk_widget_add_css_class (pane, "skeleton");
      gtk_widget_set_hexpand (pane, TRUE);
      gtk_widget_set_vexpand (pane, TRUE);
      gtk_grid_attach (GTK_GRID (grid), pane, place[i][0], place[i][1], place[i][2], place[i][3]);
    }

  return grid;
}

static GtkWidget *
new_error_page (RlStudyTab *self)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *box = new_button_box ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-error-symbolic");
  self->relocate_button = new_button (_("_Find Moved Files…"), "win.relocate", TRUE);
  gtk_box_append (GTK_BOX (box), self->relocate_button);
  self->import_button = new_button (_("_Import Folder…"), "win.import-folder", FALSE);
  gtk_box_append (GTK_BOX (box), self->import_button);
  self->library_button = new_button (_("_Choose Another Folder…"), "win.choose-library", TRUE);
  gtk_box_append (GTK_BOX (box), self->library_button);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), box);
  self->error_page = ADW_STATUS_PAGE (page);

  return page;
}

void
rl_study_tab_set_up_pages (RlStudyTab *self)
{
  rl_reading_set_place (self->reading, "empty", new_empty_page ());
  rl_reading_set_place (self->reading, "loading", new_loading_page ());
  rl_reading_set_place (self->reading, "error", new_error_page (self));
  rl_reading_set_page (self->reading, "empty");
}

/* Keys go to the images of the tab that is selected. */
static void
show_page (RlStudyTab *self,
           const char *page)
{
  RlWindow *window = self->review->window;

  if (rl_window_get_reading (window) == self->reading)
    rl_window_show_page (window, page);
  else
    rl_reading_set_page (self->reading, page);
}

/* One line with what to do about it. */
static void
say_failure (RlStudyTab *self,
             const char *markup)
{
  AdwToast *toast = adw_toast_new (markup);

  adw_toast_set_timeout (toast, 10);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  if (rl_study_loader_is_missing (self->loader))
    {
      adw_toast_set_button_label (toast, _("Find Moved Files…"));
      adw_toast_set_action_name (toast, "win.relocate");
    }
  rl_window_add_toast (self->review->window, toast);
}

/* Either the library cannot be opened or something of it. */
static void
show_buttons (RlStudyTab *self,
              gboolean    has_library,
              gboolean    is_missing)
{
  gtk_widget_set_visible (self->relocate_button, has_library && is_missing);
  gtk_widget_set_visible (self->import_button, has_library);
  gtk_widget_set_visible (self->library_button, !has_library);
}

/* What is shown stays shown when something else cannot be opened. */
static void
show_failure (RlStudyTab *self)
{
  const char *message = rl_study_loader_get_message (self->loader);
  g_autofree char *markup = g_markup_escape_text (message, -1);

  if (rl_session_get_base (self->session) != NULL)
    {
      show_page (self, "views");
      say_failure (self, markup);
      return;
    }

  adw_status_page_set_title (self->error_page, _("Cannot Open This Series"));
  adw_status_page_set_description (self->error_page, markup);
  show_buttons (self, TRUE, rl_study_loader_is_missing (self->loader));
  show_page (self, "error");
}

/* Where there is no library there is nothing to read; another folder may have one. */
void
rl_study_tab_say_no_library (RlStudyTab *self,
                             const char *reason)
{
  g_autofree char *text = g_strdup_printf (_("%s\n\nPatients and contours are kept in a folder "
                                             "that can be written to."), reason);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_status_page_set_title (self->error_page, _("The Library Cannot Be Opened"));
  adw_status_page_set_description (self->error_page, markup);
  show_buttons (self, FALSE, FALSE);
  show_page (self, "error");
}

void
rl_study_tab_update_page (RlStudyTab *self)
{
  gboolean has_image = rl_session_get_base (self->session) != NULL;

  switch (rl_study_loader_get_state (self->loader))
    {
    case RL_LOAD_OPENING:
      show_page (self, has_image ? "views" : "loading");
      break;

    case RL_LOAD_DECODING:
    case RL_LOAD_DONE:
      show_page (self, "views");
      break;

    case RL_LOAD_FAILED:
      show_failure (self);
      break;

    case RL_LOAD_EMPTY:
    default:
      show_page (self, rl_review_is_making_demo (self->review) ? "loading" : "empty");
    }
}
