/* rl-proposal-bar.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-proposal-bar.h"

#include <glib/gi18n-lib.h>

struct _RlProposalBar
{
  GtkWidget     parent_instance;

  RlSession    *session;
  GSignalGroup *signals;
  GtkWidget    *box;
  GtkLabel     *label;
  GtkWidget    *warning;
};

G_DEFINE_FINAL_TYPE (RlProposalBar, rl_proposal_bar, GTK_TYPE_WIDGET)

static void
update (RlProposalBar *self)
{
  GPtrArray *proposals = rl_session_get_proposals (self->session);
  g_autofree char *text = NULL;
  const char *warning = rl_session_get_proposal_warning (self->session);
  double volume = 0.0;

  g_assert (RL_IS_PROPOSAL_BAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self), proposals != NULL);
  if (proposals == NULL)
    return;

  for (guint i = 0; i < proposals->len; i++)
    volume += rim_mask_get_volume (((RimLesion *) g_ptr_array_index (proposals, i))->mask);

  if (rl_session_is_proposal_partial (self->session))
    text = g_strdup ("…");
  else
    /* Translators: a volume, in millilitres. */
    text = g_strdup_printf (_("%.2f ml"), volume / 1000.0);
  gtk_label_set_text (self->label, text);
  gtk_label_set_text (GTK_LABEL (self->warning), warning != NULL ? warning : "");
  gtk_widget_set_tooltip_text (self->warning, warning);
  gtk_widget_set_visible (self->warning, warning != NULL);
}

static void
add_button (RlProposalBar *self,
            const char    *icon_name,
            const char    *name,
            const char    *tip,
            const char    *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_set_tooltip_text (button, tip);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (self->box), button);
}

static void
rl_proposal_bar_dispose (GObject *object)
{
  RlProposalBar *self = RL_PROPOSAL_BAR (object);

  g_clear_object (&self->signals);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_proposal_bar_parent_class)->dispose (object);
}

static void
rl_proposal_bar_class_init (RlProposalBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_proposal_bar_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rl_proposal_bar_init (RlProposalBar *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->label));
  self->warning = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->warning), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->warning, "warning");
  gtk_box_append (GTK_BOX (self->box), self->warning);

  add_button (self, "object-select-symbolic", _("Accept the proposal"), _("Accept (Enter)"),
              "view.finish");
  add_button (self, "window-close-symbolic", _("Discard the proposal"), _("Discard (Esc)"),
              "view.cancel");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Proposal"), -1);

  self->signals = g_signal_group_new (RL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "notify::has-proposal", G_CALLBACK (update), self);
}

GtkWidget *
rl_proposal_bar_new (void)
{
  return g_object_new (RL_TYPE_PROPOSAL_BAR, NULL);
}

/**
 * rl_proposal_bar_set_session:
 * @self: a proposal bar
 * @session: whose proposals it shows
 */
void
rl_proposal_bar_set_session (RlProposalBar *self,
                             RlSession     *session)
{
  g_return_if_fail (RL_IS_PROPOSAL_BAR (self));
  g_return_if_fail (RL_IS_SESSION (session));

  g_set_object (&self->session, session);
  g_signal_group_set_target (self->signals, session);
  update (self);
}
