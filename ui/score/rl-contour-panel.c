/* rl-contour-panel.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "score/rl-contour-panel.h"

#include <glib/gi18n-lib.h>

#include "core/rl-format.h"
#include "score/rl-score-text.h"

struct _RlContourPanel
{
  GtkWidget        parent_instance;

  RlContourEffect *effect;
  RimSignature    *signature;

  GtkWidget       *ask;
  GtkWidget       *running;
  GtkProgressBar  *progress;
  GtkLabel        *text;
};

G_DEFINE_FINAL_TYPE (RlContourPanel, rl_contour_panel, GTK_TYPE_WIDGET)

/* Returns: (transfer full): the interval, as probabilities where there are any */
static char *
dup_interval (RlContourPanel *self,
              double low,
              double high)
{
  RimFit *fit = rim_signature_get_fit (self->signature);
  g_autofree char *from = rl_score_text_margin (low);
  g_autofree char *to = rl_score_text_margin (high);
  g_autofree char *distance = rl_format_number (rl_contour_effect_get_distance (self->effect), 0);
  g_autofree char *least = NULL;
  g_autofree char *most = NULL;

  if (rim_fit_get_kind (fit) != RIM_OUTCOME_BINARY)
    return g_strdup_printf (_("%s to %s when the contour moves by up to %s mm."), from, to, distance);

  least = rl_score_text_probability (rim_fit_get_probability (fit, low));
  most = rl_score_text_probability (rim_fit_get_probability (fit, high));

  return g_strdup_printf (_("%s to %s (probability %s to %s) when the contour moves by up to %s mm."), from, to, least,
                          most, distance);
}

/* Returns: (transfer full): whether the group hangs on the contour */
static char *
dup_verdict (RlContourPanel *self)
{
  double flips = rl_contour_effect_get_flips (self->effect);
  g_autofree char *part = rl_score_text_probability (flips);

  return flips > 0 ? g_strdup_printf (_("%s of these contours are in the other group."), part)
                   : g_strdup (_("The group stays the same."));
}

static char *
dup_text (RlContourPanel *self)
{
  double low, high;
  g_autofree char *interval = NULL;
  g_autofree char *verdict = NULL;

  if (rl_contour_effect_get_problem (self->effect) != NULL)
    return g_strdup (rl_contour_effect_get_problem (self->effect));
  if (self->signature == NULL || !rl_contour_effect_get_interval (self->effect, &low, &high))
    return NULL;

  interval = dup_interval (self, low, high);
  verdict = dup_verdict (self);

  return g_strjoin (" ", interval, verdict, NULL);
}

static void
update (RlContourPanel *self)
{
  g_autofree char *text = dup_text (self);
  gboolean is_busy = rl_contour_effect_is_busy (self->effect);

  gtk_widget_set_visible (self->ask, !is_busy && (text == NULL || !rl_contour_effect_is_up_to_date (self->effect)));
  gtk_widget_set_visible (self->running, is_busy);
  gtk_label_set_text (self->text, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->text), text != NULL);
  gtk_widget_set_opacity (GTK_WIDGET (self->text), rl_contour_effect_is_up_to_date (self->effect) ? 1.0 : 0.5);
}

static void
rl_contour_panel_dispose (GObject *object)
{
  RlContourPanel *self = RL_CONTOUR_PANEL (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->signature, rim_signature_unref);
  g_clear_object (&self->effect);

  G_OBJECT_CLASS (rl_contour_panel_parent_class)->dispose (object);
}

static void
rl_contour_panel_class_init (RlContourPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_contour_panel_dispose;

  gtk_widget_class_set_css_name (widget_class, "contourpanel");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
add_running (RlContourPanel *self)
{
  GtkWidget *cancel = gtk_button_new_from_icon_name ("process-stop-symbolic");

  self->running = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->progress), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->progress), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Scoring moved contours"), -1);
  gtk_widget_add_css_class (cancel, "flat");
  gtk_widget_set_tooltip_text (cancel, _("Stop"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (cancel), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Stop"), -1);
  gtk_box_append (GTK_BOX (self->running), GTK_WIDGET (self->progress));
  gtk_box_append (GTK_BOX (self->running), cancel);
  gtk_widget_set_parent (self->running, GTK_WIDGET (self));
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (rl_contour_effect_cancel), self->effect, G_CONNECT_SWAPPED);
}

static void
add_text (RlContourPanel *self)
{
  self->text = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->text, TRUE);
  gtk_label_set_wrap_mode (self->text, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->text, 0.0f);
  gtk_label_set_width_chars (self->text, 20);
  gtk_label_set_max_width_chars (self->text, 20);
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "score-line");
  gtk_widget_set_parent (GTK_WIDGET (self->text), GTK_WIDGET (self));
}

static void
rl_contour_panel_init (RlContourPanel *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 4);
}

/**
 * rl_contour_panel_new:
 * @effect: what is asked
 */
GtkWidget *
rl_contour_panel_new (RlContourEffect *effect)
{
  RlContourPanel *self = g_object_new (RL_TYPE_CONTOUR_PANEL, NULL);

  self->effect = g_object_ref (effect);
  self->ask = gtk_button_new_with_label (_("How much does my contour matter?"));
  gtk_widget_set_tooltip_text (self->ask, _("Scores contours that are shifted, grown and shrunk a little"));
  gtk_widget_set_halign (self->ask, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->ask, "small-button");
  gtk_widget_set_parent (self->ask, GTK_WIDGET (self));
  g_signal_connect_object (self->ask, "clicked", G_CALLBACK (rl_contour_effect_ask), effect, G_CONNECT_SWAPPED);
  add_running (self);
  add_text (self);
  g_object_bind_property (effect, "progress", self->progress, "fraction", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (effect, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

/**
 * rl_contour_panel_set_signature:
 * @self: a panel
 * @signature: (nullable): whose scores they are
 */
void
rl_contour_panel_set_signature (RlContourPanel *self,
                                RimSignature   *signature)
{
  g_return_if_fail (RL_IS_CONTOUR_PANEL (self));

  if (signature != NULL)
    rim_signature_ref (signature);
  g_clear_pointer (&self->signature, rim_signature_unref);
  self->signature = signature;
  update (self);
}

/* Returns: what came of it, empty before it was asked */
const char *
rl_contour_panel_get_text (RlContourPanel *self)
{
  g_return_val_if_fail (RL_IS_CONTOUR_PANEL (self), NULL);

  return gtk_label_get_text (self->text);
}
