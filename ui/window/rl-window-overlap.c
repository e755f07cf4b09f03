/* rl-window-overlap.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-window-private.h"

#include <glib/gi18n-lib.h>

/* Seconds that an offer stays: what is usual is done anyway. */
#define STAY 12

typedef struct
{
  const char *choice;
  const char *name;
  const char *tip;
} Offer;

static const Offer of_same[] = {
  { "join", N_("Join"), N_("The contour is part of the lesion (Alt+J)") },
  { "cut-out", N_("Cut Out"), N_("Take the contour away from the lesion (Alt+X)") },
  { "keep", N_("Keep Both"), N_("Make the contour a lesion of its own (Alt+O)") },
};

static const Offer of_other[] = {
  { "trim", N_("Trim"), N_("Leave what both have to the other lesion (Alt+T)") },
  { "cut-out", N_("Cut Out"), N_("Take what both have away from the other lesion (Alt+X)") },
  { "keep", N_("Overlap"), N_("Both lesions have it (Alt+O)") },
  { "join", N_("Join"), N_("Make one lesion of both (Alt+J)") },
};

static GtkWidget *
make_button (const Offer *offer)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (_(offer->name));

  gtk_widget_set_tooltip_text (button, _(offer->tip));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "session.overlap");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", offer->choice);

  return button;
}

static GtkWidget *
make_title (RlOverlap *overlap)
{
  gboolean is_other = rl_overlap_is_other (overlap);
  const Offer *offers = is_other ? of_other : of_same;
  guint n_offers = is_other ? G_N_ELEMENTS (of_other) : G_N_ELEMENTS (of_same);
  g_autofree char *text = g_strdup_printf (_("The contour lies over “%s”"),
                                           rl_overlap_get_lesion (overlap)->name);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (buttons, "linked");
  for (guint i = 0; i < n_offers; i++)
    gtk_box_append (GTK_BOX (buttons), make_button (&offers[i]));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), buttons);

  return box;
}

static void
dismissed_cb (RlWindow *self,
              AdwToast *toast)
{
  if (self->overlap_toast != toast)
    return;

  self->overlap_toast = NULL;
  rl_overlap_dismiss (rl_session_get_overlap (self->session));
}

static void
update (RlWindow *self)
{
  RlOverlap *overlap = rl_session_get_overlap (self->session);
  gboolean is_offered = *rl_overlap_get_choice (overlap) != '\0';
  AdwToast *toast = self->overlap_toast;

  if (is_offered == (toast != NULL))
    return;

  if (!is_offered)
    {
      self->overlap_toast = NULL;
      adw_toast_dismiss (toast);
      return;
    }

  toast = adw_toast_new ("");
  adw_toast_set_custom_title (toast, make_title (overlap));
  adw_toast_set_timeout (toast, STAY);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), self, G_CONNECT_SWAPPED);
  self->overlap_toast = toast;
  rl_window_add_toast (self, toast);
}

/* What is offered in one tab is not in another. */
static void
bind_cb (RlWindow *self)
{
  AdwToast *toast = g_steal_pointer (&self->overlap_toast);

  if (toast != NULL)
    adw_toast_dismiss (toast);
  update (self);
}

/* Offers what else can become of a contour that lies over a lesion. */
void
rl_window_connect_overlap (RlWindow *self)
{
  self->overlap_signals = g_signal_group_new (RL_TYPE_OVERLAP);
  g_signal_connect_object (self->overlap_signals, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_swapped (self->overlap_signals, "notify::choice", G_CALLBACK (update), self);
}
