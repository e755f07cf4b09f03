/* rl-score-summary.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "score/rl-score-summary.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "score/rl-score-distribution.h"
#include "score/rl-score-text.h"

struct _RlScoreSummary
{
  GtkWidget            parent_instance;

  RimSignature        *signature;
  double               margin;
  double               percentile;
  double               low;
  double               high;

  GtkLabel            *group;
  GtkLabel            *number;
  GtkLabel            *probability;
  RlScoreDistribution *distribution;
  GtkLabel            *place;
  GtkLabel            *change;
};

G_DEFINE_FINAL_TYPE (RlScoreSummary, rl_score_summary, GTK_TYPE_WIDGET)

static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static gsize
count_training (RlScoreSummary *self)
{
  gsize n = 0;

  if (self->signature != NULL)
    rim_fit_get_training_margins (rim_signature_get_fit (self->signature), &n);

  return n;
}

/* Returns: (transfer full): where the score lies among those of training */
static char *
dup_place (RlScoreSummary *self)
{
  g_autofree char *percent = rl_score_text_probability (self->percentile);
  guint n = (guint) count_training (self);

  if (n == 0 || !isfinite (self->percentile))
    return g_strdup ("");

  return g_strdup_printf (ngettext ("Higher than %s of %u patient of training",
                                    "Higher than %s of %u patients of training", n), percent, n);
}

static void
describe_distribution (RlScoreSummary *self)
{
  g_autofree char *score = rl_score_text_margin (self->margin);
  g_autofree char *place = dup_place (self);
  g_autofree char *cut_off = NULL;
  g_autofree char *text = NULL;

  if (self->signature == NULL)
    return;

  cut_off = rl_score_text_margin (rim_fit_get_cut_off (rim_signature_get_fit (self->signature)));
  text = g_strdup_printf (_("Scores of training, cut-off %s. This score: %s. %s"), cut_off, score, place);
  rl_score_distribution_set_text (self->distribution, text);
}

static void
update_mark (RlScoreSummary *self)
{
  rl_score_distribution_set_mark (self->distribution, self->margin, self->low, self->high);
  describe_distribution (self);
}

static void
rl_score_summary_dispose (GObject *object)
{
  RlScoreSummary *self = RL_SCORE_SUMMARY (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->signature, rim_signature_unref);

  G_OBJECT_CLASS (rl_score_summary_parent_class)->dispose (object);
}

static void
rl_score_summary_class_init (RlScoreSummaryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_score_summary_dispose;

  gtk_widget_class_set_css_name (widget_class, "scoresummary");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkLabel *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), 20);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_add_css_class (label, "numeric");

  return GTK_LABEL (label);
}

static GtkLabel *
add_label (RlScoreSummary *self,
           const char     *css_class)
{
  GtkLabel *label = new_label (css_class);

  gtk_widget_set_parent (GTK_WIDGET (label), GTK_WIDGET (self));

  return label;
}

static void
add_head (RlScoreSummary *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->group = new_label ("score-group");
  gtk_label_set_width_chars (self->group, -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->group), TRUE);
  self->number = new_label ("score-number");
  gtk_label_set_width_chars (self->number, -1);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->group));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->number));
  gtk_widget_set_parent (head, GTK_WIDGET (self));
}

static void
rl_score_summary_init (RlScoreSummary *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 4);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Score"), -1);

  self->margin = self->percentile = self->low = self->high = NAN;
  add_head (self);
  self->probability = add_label (self, "score-line");
  self->distribution = RL_SCORE_DISTRIBUTION (rl_score_distribution_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->distribution), GTK_WIDGET (self));
  self->place = add_label (self, "score-line");
  self->change = add_label (self, "score-line");
  gtk_widget_set_visible (GTK_WIDGET (self->change), FALSE);
}

GtkWidget *
rl_score_summary_new (void)
{
  return g_object_new (RL_TYPE_SCORE_SUMMARY, NULL);
}

/**
 * rl_score_summary_set_signature:
 * @self: a summary
 * @signature: (nullable): whose scores it shows
 */
void
rl_score_summary_set_signature (RlScoreSummary *self,
                                RimSignature   *signature)
{
  RimFit *fit = signature != NULL ? rim_signature_get_fit (signature) : NULL;
  const double *margins;
  gsize n;

  g_return_if_fail (RL_IS_SCORE_SUMMARY (self));

  if (self->signature == signature)
    return;

  g_clear_pointer (&self->signature, rim_signature_unref);
  self->signature = signature != NULL ? rim_signature_ref (signature) : NULL;
  if (fit == NULL)
    return;

  margins = rim_fit_get_training_margins (fit, &n);
  rl_score_distribution_set_training (self->distribution, margins, n, rim_fit_get_cut_off (fit));
  gtk_widget_set_visible (GTK_WIDGET (self->distribution), n > 0);
}

static char *
dup_probability (RlScoreSummary *self,
                 const RimScore *score)
{
  const char *outcome = rim_signature_get_note (self->signature, "outcome");
  g_autofree char *percent = rl_score_text_probability (score->probability);

  if (!isfinite (score->probability))
    return NULL;
  if (outcome == NULL || *outcome == '\0')
    return g_strdup_printf (_("Probability after calibration: %s"), percent);

  return g_strdup_printf (_("Probability %s after calibration: %s"), percent, outcome);
}

/**
 * rl_score_summary_set_score:
 * @self: a summary of a signature
 * @score: (nullable): what it says
 */
void
rl_score_summary_set_score (RlScoreSummary *self,
                            const RimScore *score)
{
  g_autofree char *number = NULL;
  g_autofree char *probability = NULL;
  g_autofree char *place = NULL;

  g_return_if_fail (RL_IS_SCORE_SUMMARY (self));

  if (score == NULL || self->signature == NULL)
    return;

  self->margin = score->margin;
  self->percentile = score->percentile;
  number = rl_score_text_margin (score->margin);
  probability = dup_probability (self, score);
  place = dup_place (self);
  gtk_label_set_text (self->group, rl_score_text_group (score->is_high));
  gtk_label_set_text (self->number, number);
  set_text (self->probability, probability);
  set_text (self->place, place);
  update_mark (self);
}

/**
 * rl_score_summary_set_reference:
 * @self: a summary that shows a score
 * @reference: (nullable): the score of the contour as it was opened or kept
 * @is_same: whether the contour is as it was
 */
void
rl_score_summary_set_reference (RlScoreSummary *self,
                                const RimScore *reference,
                                gboolean        is_same)
{
  g_autofree char *difference = NULL;
  g_autofree char *before = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (RL_IS_SCORE_SUMMARY (self));

  if (is_same)
    {
      set_text (self->change, _("The contour is as it was saved"));
      return;
    }
  if (reference == NULL)
    {
      set_text (self->change, NULL);
      return;
    }

  difference = rl_score_text_difference (self->margin - reference->margin);
  before = rl_score_text_margin (reference->margin);
  text = g_strdup_printf (_("%s against the saved contour (%s, %s)"), difference, before,
                          rl_score_text_group (reference->is_high));
  set_text (self->change, text);
}

/**
 * rl_score_summary_set_interval:
 * @self: a summary
 * @low: the least score of moved contours; NAN where it is not known
 * @high: the greatest
 */
void
rl_score_summary_set_interval (RlScoreSummary *self,
                               double          low,
                               double          high)
{
  g_return_if_fail (RL_IS_SCORE_SUMMARY (self));

  self->low = low;
  self->high = high;
  update_mark (self);
}

/* Returns: (transfer full): all of it in words, a line each */
char *
rl_score_summary_dup_text (RlScoreSummary *self)
{
  GtkLabel *labels[] = { self->group, self->number, self->probability, self->place, self->change };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (i < 2 || gtk_widget_get_visible (GTK_WIDGET (labels[i])))
      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", gtk_label_get_text (labels[i]));

  return g_string_free (text, FALSE);
}
