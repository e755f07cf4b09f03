/* rl-lesion-scores.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "score/rl-lesion-scores.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "score/rl-score-text.h"
#include "segment/rim-lesion-review.h"
#include "signature/rim-patient-score.h"

struct _RlLesionScores
{
  GtkWidget   parent_instance;

  RlSession  *session;
  RlScorer   *scorer;
  GPtrArray  *rows;        /* of Row */

  GtkLabel   *rule;
  GtkListBox *list;
};

typedef struct
{
  char          *lesion_id;
  GtkListBoxRow *row;
  GtkLabel      *name;
  GtkLabel      *score;
} Row;

G_DEFINE_FINAL_TYPE (RlLesionScores, rl_lesion_scores, GTK_TYPE_WIDGET)

static void
row_free (gpointer data)
{
  Row *self = data;

  g_free (self->lesion_id);
  g_free (self);
}

static GtkLabel *
add_label (GtkBox     *box,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);

  return GTK_LABEL (label);
}

static Row *
add_row (RlLesionScores *self,
         const char     *lesion_id)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  Row *row = g_new0 (Row, 1);

  row->lesion_id = g_strdup (lesion_id);
  row->row = GTK_LIST_BOX_ROW (gtk_list_box_row_new ());
  row->name = add_label (GTK_BOX (box), "score-lesion");
  gtk_label_set_xalign (row->name, 0.0f);
  gtk_widget_set_hexpand (GTK_WIDGET (row->name), TRUE);
  row->score = add_label (GTK_BOX (box), "numeric");
  gtk_list_box_row_set_child (row->row, box);
  gtk_list_box_append (self->list, GTK_WIDGET (row->row));
  g_ptr_array_add (self->rows, row);

  return row;
}

/* Returns: (transfer full): what is known of a lesion in a few words */
static char *
dup_score (RlLesionScores *self,
           const char     *lesion_id)
{
  RlScoreAnswer *answer = rl_scorer_find (self->scorer, lesion_id);
  g_autofree char *margin = NULL;

  if (answer == NULL)
    return g_strdup (rl_scorer_find_problem (self->scorer, lesion_id) != NULL ? _("no score") : "…");

  margin = rl_score_text_margin (answer->score->margin);

  return g_strdup_printf (answer->score->is_high ? _("%s, high") : _("%s, low"), margin);
}

static void
show_row (RlLesionScores *self,
          const Row      *row,
          RimLesion      *lesion)
{
  g_autofree char *score = dup_score (self, lesion->id);
  g_autofree char *label = g_strdup_printf ("%s: %s", lesion->name, score);
  gboolean is_active = g_strcmp0 (lesion->id, rl_session_get_active_lesion (self->session)) == 0;

  gtk_label_set_text (row->name, lesion->name);
  gtk_label_set_text (row->score, score);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row->row), rl_scorer_find_problem (self->scorer, lesion->id));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  if (is_active)
    gtk_list_box_select_row (self->list, row->row);
}

/* Returns: (transfer container): the lesions that are scored: no organs, and none rejected */
static GPtrArray *
list_lesions (RlLesionScores *self)
{
  GPtrArray *lesions = g_ptr_array_new ();

  for (guint i = 0; i < rl_session_get_n_lesions (self->session); i++)
    if (rim_lesion_is_disease (rl_session_get_lesion (self->session, i)))
      g_ptr_array_add (lesions, rl_session_get_lesion (self->session, i));

  return lesions;
}

static gboolean
is_of_rows (RlLesionScores *self,
            GPtrArray      *lesions)
{
  if (lesions->len != self->rows->len)
    return FALSE;

  for (guint i = 0; i < lesions->len; i++)
    if (g_strcmp0 (((RimLesion *) lesions->pdata[i])->id, ((Row *) self->rows->pdata[i])->lesion_id) != 0)
      return FALSE;

  return TRUE;
}

static void
make_rows (RlLesionScores *self,
           GPtrArray      *lesions)
{
  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_remove (self->list, GTK_WIDGET (((Row *) self->rows->pdata[i])->row));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < lesions->len; i++)
    add_row (self, ((RimLesion *) lesions->pdata[i])->id);
}

static gboolean
is_drawn (RimLesion *lesion)
{
  RimBox box;

  return rim_mask_get_bounds (lesion->mask, &box);
}

/* Returns: whether there is a score of each lesion that is drawn, as it is drawn */
static gboolean
collect (RlLesionScores *self,
         GPtrArray      *lesions,
         GPtrArray      *scores,
         GArray         *volumes)
{
  for (guint i = 0; i < lesions->len; i++)
    {
      RimLesion *lesion = lesions->pdata[i];
      RlScoreAnswer *answer = rl_scorer_find (self->scorer, lesion->id);
      double volume;

      if (!is_drawn (lesion))
        continue;
      if (answer == NULL || answer->mask != lesion->mask)
        return FALSE;

      volume = rim_mask_get_volume (lesion->mask);
      g_ptr_array_add (scores, answer->score);
      g_array_append_val (volumes, volume);
    }

  return scores->len > 0;
}

/* Returns: (transfer full): what the lesions say of the patient, and by which rule */
static char *
dup_rule (RlLesionScores *self,
          GPtrArray      *lesions)
{
  RimSignature *signature = rl_scorer_get_signature (self->scorer);
  g_autoptr(GPtrArray) scores = g_ptr_array_new ();
  g_autoptr(GArray) volumes = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(RimPatientScore) patient = NULL;
  g_autofree char *number = NULL;

  if (signature == NULL || !collect (self, lesions, scores, volumes))
    return g_strdup (_("There is a score of the patient once each lesion has one."));

  patient = rim_patient_score_new (signature, (const RimScore *const *) scores->pdata, &g_array_index (volumes, double, 0),
                                   scores->len);
  if (!isfinite (patient->margin))
    return g_strdup (patient->text);

  number = rl_score_text_margin (patient->margin);

  return g_strdup_printf (_("Patient: %s. %s. %s"), number, rl_score_text_group (patient->is_high), patient->text);
}

static void
update (RlLesionScores *self)
{
  g_autoptr(GPtrArray) lesions = list_lesions (self);
  gboolean has_several = lesions->len > 1;
  g_autofree char *rule = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), has_several);
  if (!has_several)
    return;

  if (!is_of_rows (self, lesions))
    make_rows (self, lesions);
  for (guint i = 0; i < self->rows->len; i++)
    show_row (self, self->rows->pdata[i], lesions->pdata[i]);
  rule = dup_rule (self, lesions);
  gtk_label_set_text (self->rule, rule);
}

static void
row_activated_cb (RlLesionScores *self,
                  GtkListBoxRow  *row)
{
  const Row *of = g_ptr_array_index (self->rows, (guint) gtk_list_box_row_get_index (row));

  rl_session_set_active_lesion (self->session, of->lesion_id);
}

static void
rl_lesion_scores_dispose (GObject *object)
{
  RlLesionScores *self = RL_LESION_SCORES (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->scorer);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_lesion_scores_parent_class)->dispose (object);
}

static void
rl_lesion_scores_class_init (RlLesionScoresClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_lesion_scores_dispose;

  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "lesionscores");
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
rl_lesion_scores_init (RlLesionScores *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 2);
  self->rows = g_ptr_array_new_with_free_func (row_free);

  self->rule = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->rule, 0.0f);
  gtk_label_set_wrap (self->rule, TRUE);
  gtk_label_set_width_chars (self->rule, 20);
  gtk_label_set_max_width_chars (self->rule, 20);
  gtk_widget_add_css_class (GTK_WIDGET (self->rule), "score-line");
  gtk_widget_set_parent (GTK_WIDGET (self->rule), GTK_WIDGET (self));

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Scores of lesions"),
                                  -1);
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
}

/**
 * rl_lesion_scores_new:
 * @session: whose lesions
 * @scorer: what has their scores
 */
GtkWidget *
rl_lesion_scores_new (RlSession *session,
                      RlScorer  *scorer)
{
  RlLesionScores *self = g_object_new (RL_TYPE_LESION_SCORES, NULL);

  self->session = g_object_ref (session);
  self->scorer = g_object_ref (scorer);
  g_signal_connect_object (scorer, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "lesions-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::active-lesion", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

guint
rl_lesion_scores_get_n_rows (RlLesionScores *self)
{
  g_return_val_if_fail (RL_IS_LESION_SCORES (self), 0);

  return self->rows->len;
}

/* Returns: the rule, and what it gives */
const char *
rl_lesion_scores_get_rule (RlLesionScores *self)
{
  g_return_val_if_fail (RL_IS_LESION_SCORES (self), NULL);

  return gtk_label_get_text (self->rule);
}
