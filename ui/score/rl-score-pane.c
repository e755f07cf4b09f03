/* rl-score-pane.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "score/rl-score-pane-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Scores of a stroke in progress come faster than this: they do not flicker. */
#define STALE_DELAY 300
#define STALE       0.45

enum
{
  MESSAGE,
  SHOW_MAP,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlScorePane, rl_score_pane, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

void
rl_score_pane_say (RlScorePane *self,
                   const char  *message)
{
  g_signal_emit (self, signals[MESSAGE], 0, message);
}

static RimProfile
get_profile (RlScorePane *self)
{
  RimSettings *settings = self->signature != NULL ? rim_signature_get_settings (self->signature) : NULL;

  return settings != NULL ? rim_settings_get_profile (settings) : RIM_PROFILE_PYRADIOMICS;
}

static const char *
get_message (RlScorePane *self)
{
  const char *problem = rl_scorer_get_problem (self->scorer);

  if (self->signature == NULL)
    return _("There is no signature. Train one in the workspace Cohort, or open a file.");
  if (rl_scorer_get_answer (self->scorer) != NULL)
    return NULL;
  if (problem != NULL)
    return problem;

  return rl_scorer_get_state (self->scorer) == RL_SCORE_COMPUTING ? _("Computing…") : "";
}

static void
set_stale (RlScorePane *self,
           gboolean     stale)
{
  gtk_widget_set_opacity (self->score, stale ? STALE : 1.0);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->score), GTK_ACCESSIBLE_STATE_BUSY, stale, -1);
}

static gboolean
stale_cb (gpointer data)
{
  RlScorePane *self = data;

  self->stale_timeout = 0;
  set_stale (self, TRUE);

  return G_SOURCE_REMOVE;
}

static void
update_stale (RlScorePane *self)
{
  if (!rl_scorer_is_up_to_date (self->scorer))
    {
      if (self->stale_timeout == 0)
        self->stale_timeout = g_timeout_add (STALE_DELAY, stale_cb, self);
      return;
    }

  g_clear_handle_id (&self->stale_timeout, g_source_remove);
  set_stale (self, FALSE);
}

static void
show_interval (RlScorePane *self)
{
  double low, high;
  gboolean has_interval = rl_contour_effect_get_interval (self->effect, &low, &high) &&
                          rl_contour_effect_is_up_to_date (self->effect);

  rl_score_summary_set_interval (self->summary, has_interval ? low : NAN, has_interval ? high : NAN);
}

static void
show_answer (RlScorePane         *self,
             const RlScoreAnswer *answer)
{
  RlScoreAnswer *reference = rl_scorer_get_reference (self->scorer);

  rl_score_summary_set_score (self->summary, answer->score);
  rl_score_summary_set_reference (self->summary, reference != NULL ? reference->score : NULL,
                                  reference != NULL && reference->mask == answer->mask);
  rl_waterfall_set_score (self->waterfall, answer->score, get_profile (self));
}

static void
update (RlScorePane *self)
{
  const char *message = get_message (self);
  RlScoreAnswer *answer = rl_scorer_get_answer (self->scorer);
  const RlScoreQuestion *question = rl_scorer_get_question (self->scorer);

  gtk_label_set_text (self->message, message != NULL ? message : "");
  gtk_stack_set_visible_child_name (self->pages, message != NULL ? "message" : "score");
  rl_score_limits_set_score (self->limits, answer != NULL ? answer->score : NULL, get_profile (self));
  if (answer != NULL && message == NULL)
    show_answer (self, answer);
  rl_contour_effect_follow (self->effect, answer != NULL ? question : NULL);
  rl_score_pane_update_keep (self);
  update_stale (self);
}

static void
show_missing (RlScorePane *self)
{
  guint n = rl_clinical_form_get_n_missing (self->clinical);
  g_autofree char *text = g_strdup_printf (ngettext ("%u value is not known", "%u values are not known", n), n);

  gtk_widget_set_visible (self->clinical_heading, rl_clinical_form_get_n_rows (self->clinical) > 0);
  gtk_label_set_text (self->clinical_missing, text);
  gtk_widget_set_visible (GTK_WIDGET (self->clinical_missing), n > 0);
}

static void
clinical_changed_cb (RlScorePane *self)
{
  g_autoptr(GHashTable) values = rl_clinical_form_dup_values (self->clinical);

  show_missing (self);
  rl_scorer_set_clinical (self->scorer, values);
  rl_score_pane_remember_clinical (self, values);
}

/**
 * rl_score_pane_choose_input:
 * @self: a pane
 * @name: an input of the signature
 *
 * Shows its map over the images, or says what it is where there are no maps of it.
 */
void
rl_score_pane_choose_input (RlScorePane *self,
                            const char  *name)
{
  g_autoptr(RlInputName) input = rl_input_name_new (name, get_profile (self));
  g_autofree char *text = NULL;

  if (input->map != NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->definition), FALSE);
      g_signal_emit (self, signals[SHOW_MAP], 0, input, self->signature);
      return;
    }

  text = input->is_feature
         ? g_strdup_printf (_("%s has one value for the lesion, and no map.\n%s"), input->title, input->definition)
         : g_strdup_printf (_("%s is not computed of images."), input->title);
  gtk_label_set_text (self->definition, text);
  gtk_widget_set_visible (GTK_WIDGET (self->definition), TRUE);
}

static void
chosen_cb (RlScorePane *self,
           const char  *name)
{
  rl_score_pane_choose_input (self, name);
}

/* What is known of a patient fills in the form of any signature. */
void
rl_score_pane_show_clinical (RlScorePane *self,
                             GHashTable  *values)
{
  g_autoptr(GHashTable) own = NULL;

  rl_clinical_form_set_values (self->clinical, values);
  own = rl_clinical_form_dup_values (self->clinical);
  show_missing (self);
  rl_scorer_set_clinical (self->scorer, own);
}

void
rl_score_pane_set_signature (RlScorePane  *self,
                             RimSignature *signature)
{
  if (self->signature == signature && signature != NULL)
    return;

  if (signature != NULL)
    rim_signature_ref (signature);
  g_clear_pointer (&self->signature, rim_signature_unref);
  self->signature = signature;

  gtk_widget_set_visible (GTK_WIDGET (self->limits), signature != NULL);
  rl_score_limits_set_synthetic (self->limits, signature != NULL && rim_signature_is_synthetic (signature));
  rl_score_summary_set_signature (self->summary, signature);
  rl_contour_panel_set_signature (self->contour, signature);
  rl_clinical_form_set_signature (self->clinical, signature);
  gtk_widget_set_visible (GTK_WIDGET (self->definition), FALSE);
  rl_scorer_set_signature (self->scorer, signature);
  rl_score_pane_recall_clinical (self);
  update (self);
}

static void
rl_score_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rl_score_pane_parent_class)->map (widget);

  rl_scorer_set_active (RL_SCORE_PANE (widget)->scorer, TRUE);
}

static void
rl_score_pane_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rl_score_pane_parent_class)->unmap (widget);

  rl_scorer_set_active (RL_SCORE_PANE (widget)->scorer, FALSE);
}

static void
rl_score_pane_dispose (GObject *object)
{
  RlScorePane *self = RL_SCORE_PANE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->stale_timeout, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_object (&self->library);
  g_clear_pointer (&self->signature, rim_signature_unref);
  g_clear_object (&self->chooser);
  g_clear_object (&self->effect);
  g_clear_object (&self->scorer);
  g_clear_object (&self->choice);
  g_clear_object (&self->session);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_score_pane_parent_class)->dispose (object);
}

static void
rl_score_pane_class_init (RlScorePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_score_pane_dispose;
  widget_class->map = rl_score_pane_map;
  widget_class->unmap = rl_score_pane_unmap;

  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SHOW_MAP] = g_signal_new ("show-map", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, G_TYPE_POINTER, RIM_TYPE_SIGNATURE);

  gtk_widget_class_set_css_name (widget_class, "score");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  rl_score_pane_class_install_signatures (widget_class);
  rl_score_pane_class_install_keep (widget_class);
}

static void
rl_score_pane_init (RlScorePane *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
}

/* Another patient has other values, and other scores that were kept. */
static void
images_changed_cb (RlScorePane *self)
{
  rl_score_pane_recall_clinical (self);
  rl_score_pane_list_kept (self);
}

static GtkLabel *
new_text (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_width_chars (GTK_LABEL (label), 20);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
  gtk_widget_add_css_class (label, css_class);

  return GTK_LABEL (label);
}

static GtkWidget *
new_heading (const char *text)
{
  GtkWidget *heading = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (heading), 0.0f);
  gtk_widget_add_css_class (heading, "score-heading");

  return heading;
}

static GtkWidget *
new_score_page (RlScorePane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->score = box;
  self->summary = RL_SCORE_SUMMARY (rl_score_summary_new ());
  self->contour = RL_CONTOUR_PANEL (rl_contour_panel_new (self->effect));
  self->waterfall = RL_WATERFALL (rl_waterfall_new ());
  self->definition = new_text ("score-line");
  gtk_widget_set_visible (GTK_WIDGET (self->definition), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->summary));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->contour));
  gtk_box_append (GTK_BOX (box), new_heading (_("Reasons")));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->waterfall));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->definition));
  g_signal_connect_object (self->waterfall, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);

  return box;
}

static void
add_clinical (RlScorePane *self,
              GtkBox      *page)
{
  self->clinical_heading = new_heading (_("Clinical data"));
  self->clinical_missing = new_text ("score-line");
  self->clinical = RL_CLINICAL_FORM (rl_clinical_form_new ());
  gtk_box_append (page, self->clinical_heading);
  gtk_box_append (page, GTK_WIDGET (self->clinical_missing));
  gtk_box_append (page, GTK_WIDGET (self->clinical));
  g_signal_connect_object (self->clinical, "changed", G_CALLBACK (clinical_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
fill_page (RlScorePane *self,
           GtkBox      *page)
{
  GtkWidget *rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (page, rows);
  self->limits = RL_SCORE_LIMITS (rl_score_limits_new ());
  gtk_box_append (page, GTK_WIDGET (self->limits));
  self->pages = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->pages, FALSE);
  self->message = new_text ("dim-label");
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->message), "message");
  gtk_stack_add_named (self->pages, new_score_page (self), "score");
  gtk_box_append (page, GTK_WIDGET (self->pages));
  add_clinical (self, page);
  gtk_box_append (page, rl_lesion_scores_new (self->session, self->scorer));
  rl_score_pane_set_up_keep (self, page);
  rl_score_pane_set_up_signatures (self, GTK_BOX (rows));
}

/**
 * rl_score_pane_new:
 * @jobs: who runs workers
 * @session: what is shown
 * @choice: which signature is applied
 */
GtkWidget *
rl_score_pane_new (RlJobs            *jobs,
                   RlSession         *session,
                   RlSignatureChoice *choice)
{
  RlScorePane *self = g_object_new (RL_TYPE_SCORE_PANE, NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  self->choice = g_object_ref (choice);
  self->scorer = rl_scorer_new (jobs, session);
  self->effect = rl_contour_effect_new (jobs);

  gtk_widget_add_css_class (page, "score-page");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), page);
  gtk_widget_set_parent (scrolled, GTK_WIDGET (self));
  fill_page (self, GTK_BOX (page));

  g_signal_connect_object (self->scorer, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "images-changed", G_CALLBACK (images_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->effect, "changed", G_CALLBACK (show_interval), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

/* Returns: (transfer none) */
RlScorer *
rl_score_pane_get_scorer (RlScorePane *self)
{
  g_return_val_if_fail (RL_IS_SCORE_PANE (self), NULL);

  return self->scorer;
}

/* Returns: (transfer none) */
RlContourEffect *
rl_score_pane_get_effect (RlScorePane *self)
{
  g_return_val_if_fail (RL_IS_SCORE_PANE (self), NULL);

  return self->effect;
}

/* Returns: (transfer none) */
RlClinicalForm *
rl_score_pane_get_form (RlScorePane *self)
{
  g_return_val_if_fail (RL_IS_SCORE_PANE (self), NULL);

  return self->clinical;
}

/* Returns: (nullable): why there is no score to be seen */
const char *
rl_score_pane_get_message (RlScorePane *self)
{
  g_return_val_if_fail (RL_IS_SCORE_PANE (self), NULL);

  return get_message (self);
}

/* Returns: (transfer full): limits and score in words, a line each */
char *
rl_score_pane_dup_text (RlScorePane *self)
{
  g_autofree char *limits = NULL;
  g_autofree char *summary = NULL;

  g_return_val_if_fail (RL_IS_SCORE_PANE (self), NULL);

  limits = rl_score_limits_dup_text (self->limits);
  summary = rl_score_summary_dup_text (self->summary);

  return g_strjoin ("\n", limits, get_message (self) != NULL ? get_message (self) : summary, NULL);
}
