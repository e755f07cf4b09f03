/* rl-patient-page.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "score/rl-patient-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/rl-format.h"
#include "score/rl-contour-panel.h"
#include "score/rl-patient-row.h"
#include "score/rl-score-limits.h"
#include "score/rl-score-summary.h"
#include "score/rl-waterfall.h"

#define DETAILS_WIDTH 340

struct _RlPatientPage
{
  GtkWidget          parent_instance;

  RlSignatureChoice *choice;
  RlPatientScores   *scores;
  RlContourEffect   *effect;
  RimSignature      *signature;     /* that is shown; nullable */

  GtkStack          *pages;
  GtkLabel          *message;
  GtkLabel          *name;
  GtkLabel          *about;
  GtkLabel          *synthetic;
  GtkLabel          *applied;
  GtkListBox        *list;
  GPtrArray         *rows;          /* of RlPatientRow */
  GtkWidget         *details;
  RlScoreLimits     *limits;
  RlScoreSummary    *summary;
  RlContourPanel    *contour;
  RlWaterfall       *waterfall;
};

enum
{
  OPEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlPatientPage, rl_patient_page, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static RimProfile
get_profile (RlPatientPage *self)
{
  RimSettings *settings = self->signature != NULL ? rim_signature_get_settings (self->signature) : NULL;

  return settings != NULL ? rim_settings_get_profile (settings) : RIM_PROFILE_PYRADIOMICS;
}

static const char *
get_message (RlPatientPage *self)
{
  const char *problem = rl_patient_scores_get_problem (self->scores);

  if (rl_patient_scores_get_n (self->scores) > 0)
    return NULL;
  if (problem != NULL)
    return problem;
  if (rl_patient_scores_is_finding (self->scores))
    return _("Looking for the lesions of this patient…");
  if (rl_patient_scores_get_patient (self->scores) == NULL)
    return _("Open a patient in Review to see all of it here.");

  return _("Nothing is drawn on the images of this patient yet. Draw lesions in Review.");
}

static const RlPatientLesion *
get_selected (RlPatientPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  guint index = row != NULL ? (guint) gtk_list_box_row_get_index (row) : G_MAXUINT;

  return index < rl_patient_scores_get_n (self->scores) ? rl_patient_scores_get (self->scores, index) : NULL;
}

static void
show_details (RlPatientPage *self)
{
  const RlPatientLesion *lesion = get_selected (self);
  const RlScoreAnswer *answer = lesion != NULL ? lesion->answer : NULL;

  gtk_widget_set_visible (self->details, answer != NULL);
  rl_contour_effect_follow (self->effect, answer != NULL ? lesion->question : NULL);
  if (answer == NULL)
    return;

  rl_score_limits_set_score (self->limits, answer->score, get_profile (self));
  rl_score_summary_set_score (self->summary, answer->score);
  rl_waterfall_set_score (self->waterfall, answer->score, get_profile (self));
}

static void
effect_changed_cb (RlPatientPage *self)
{
  double low, high;
  gboolean has_interval = rl_contour_effect_get_interval (self->effect, &low, &high);

  rl_score_summary_set_interval (self->summary, has_interval ? low : NAN, has_interval ? high : NAN);
}

static gboolean
is_synthetic (GPtrArray *studies)
{
  for (guint i = 0; studies != NULL && i < studies->len; i++)
    {
      const RimLibraryRow *study = studies->pdata[i];

      if (study->title != NULL && g_str_has_prefix (study->title, "SYNTHETIC"))
        return TRUE;
    }

  return FALSE;
}

static char *
dup_dates (GPtrArray *studies)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) dates = NULL;

  for (guint i = 0; studies != NULL && i < studies->len; i++)
    {
      g_autofree char *date = rl_format_date (((RimLibraryRow *) studies->pdata[i])->date);

      g_strv_builder_add (builder, date);
    }
  dates = g_strv_builder_end (builder);

  return g_strjoinv (", ", dates);
}

/* What is known of a patient, in a line. */
static char *
dup_about (const RimLibraryRow *patient,
           const char          *dates)
{
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_autofree char *studies = g_strdup_printf (_("studies %s"), dates);
  g_auto(GStrv) all = NULL;

  if (patient->uid != NULL)
    g_strv_builder_add (parts, patient->uid);
  if (patient->birth_date != NULL && *patient->birth_date != '\0')
    {
      g_autofree char *date = rl_format_date (patient->birth_date);
      g_autofree char *birth = g_strdup_printf (_("born %s"), date);

      g_strv_builder_add (parts, birth);
    }
  if (patient->sex != NULL && *patient->sex != '\0')
    g_strv_builder_add (parts, patient->sex);
  g_strv_builder_add (parts, studies);
  all = g_strv_builder_end (parts);

  return g_strjoinv (" · ", all);
}

static void
show_header (RlPatientPage *self)
{
  const RimLibraryRow *patient = rl_patient_scores_get_patient (self->scores);
  GPtrArray *studies = rl_patient_scores_get_studies (self->scores);
  g_autofree char *name = patient != NULL ? rl_format_person_name (patient->title) : g_strdup ("");
  g_autofree char *dates = dup_dates (studies);
  g_autofree char *about = patient != NULL ? dup_about (patient, dates) : NULL;

  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->about, about != NULL ? about : "");
  gtk_widget_set_visible (GTK_WIDGET (self->synthetic), is_synthetic (studies));
}

static void
row_open_cb (RlPatientPage *self,
             RlPatientRow  *row)
{
  guint index;
  const RlPatientLesion *lesion;

  if (!g_ptr_array_find (self->rows, row, &index))
    return;

  lesion = rl_patient_scores_get (self->scores, index);
  g_signal_emit (self, signals[OPEN], 0, lesion->time->image->study_id, lesion->time->image->series_id,
                 lesion->time->lesion->id);
}

static void
make_rows (RlPatientPage *self)
{
  guint n = rl_patient_scores_get_n (self->scores);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *child = rl_patient_row_new ();

      gtk_list_box_append (self->list, child);
      g_ptr_array_add (self->rows, child);
      rl_patient_row_show (RL_PATIENT_ROW (child), rl_patient_scores_get (self->scores, i));
      g_signal_connect_object (child, "open", G_CALLBACK (row_open_cb), self, G_CONNECT_SWAPPED);
    }
  if (n > 0)
    gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

static void
found_cb (RlPatientPage *self)
{
  const char *message = get_message (self);

  gtk_label_set_text (self->message, message != NULL ? message : "");
  gtk_stack_set_visible_child_name (self->pages, message != NULL ? "message" : "patient");
  show_header (self);
  make_rows (self);
  show_details (self);
}

static void
scored_cb (RlPatientPage *self,
           guint          lesion)
{
  if (lesion >= self->rows->len)
    return;

  rl_patient_row_show (self->rows->pdata[lesion], rl_patient_scores_get (self->scores, lesion));
  show_details (self);
}

static void
choice_changed_cb (RlPatientPage *self)
{
  RimSignature *signature = rl_signature_choice_get_signature (self->choice);

  if (signature != NULL)
    rim_signature_ref (signature);
  g_clear_pointer (&self->signature, rim_signature_unref);
  self->signature = signature;
  gtk_label_set_text (self->applied, signature != NULL ? rim_signature_get_title (signature) : _("No signature"));
  rl_score_limits_set_synthetic (self->limits, signature != NULL && rim_signature_is_synthetic (signature));
  rl_score_summary_set_signature (self->summary, signature);
  rl_contour_panel_set_signature (self->contour, signature);
  rl_patient_scores_set_signature (self->scores, signature);
}

static void
rl_patient_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rl_patient_page_parent_class)->map (widget);

  rl_patient_scores_set_active (RL_PATIENT_PAGE (widget)->scores, TRUE);
  found_cb (RL_PATIENT_PAGE (widget));
}

static void
rl_patient_page_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rl_patient_page_parent_class)->unmap (widget);

  rl_patient_scores_set_active (RL_PATIENT_PAGE (widget)->scores, FALSE);
}

static void
rl_patient_page_dispose (GObject *object)
{
  RlPatientPage *self = RL_PATIENT_PAGE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->signature, rim_signature_unref);
  g_clear_object (&self->effect);
  g_clear_object (&self->scores);
  g_clear_object (&self->choice);

  G_OBJECT_CLASS (rl_patient_page_parent_class)->dispose (object);
}

static void
rl_patient_page_class_init (RlPatientPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_patient_page_dispose;
  widget_class->map = rl_patient_page_map;
  widget_class->unmap = rl_patient_page_unmap;

  signals[OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_INT64, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "patientpage");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rl_patient_page_init (RlPatientPage *self)
{
  self->rows = g_ptr_array_new ();
}

static GtkLabel *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);

  return GTK_LABEL (label);
}

static GtkWidget *
new_scrolled (GtkWidget *child)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), child);

  return scrolled;
}

static GtkWidget *
new_header (RlPatientPage *self)
{
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->name = new_label (NULL, "title-3");
  self->about = new_label (NULL, "dim-label");
  self->synthetic = new_label (_("SYNTHETIC: this patient does not exist"), "score-synthetic");
  self->applied = new_label (NULL, "heading");
  gtk_box_append (GTK_BOX (header), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (header), GTK_WIDGET (self->about));
  gtk_box_append (GTK_BOX (header), GTK_WIDGET (self->synthetic));
  gtk_widget_add_css_class (header, "patient-header");

  return header;
}

static GtkWidget *
new_details (RlPatientPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *parts;

  self->details = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  parts = self->details;
  self->limits = RL_SCORE_LIMITS (rl_score_limits_new ());
  self->summary = RL_SCORE_SUMMARY (rl_score_summary_new ());
  self->contour = RL_CONTOUR_PANEL (rl_contour_panel_new (self->effect));
  self->waterfall = RL_WATERFALL (rl_waterfall_new ());
  gtk_box_append (GTK_BOX (parts), GTK_WIDGET (self->summary));
  gtk_box_append (GTK_BOX (parts), GTK_WIDGET (self->contour));
  gtk_box_append (GTK_BOX (parts), GTK_WIDGET (self->waterfall));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->applied));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->limits));
  gtk_box_append (GTK_BOX (box), parts);
  gtk_widget_add_css_class (box, "score-page");
  gtk_widget_set_size_request (box, DETAILS_WIDTH, -1);

  return new_scrolled (box);
}

static GtkWidget *
new_patient (RlPatientPage *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *parts = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *lesions;

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Lesions at all times"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "patient-lesions");
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (show_details), self, G_CONNECT_SWAPPED);
  lesions = new_scrolled (GTK_WIDGET (self->list));
  gtk_widget_set_hexpand (lesions, TRUE);
  gtk_widget_set_vexpand (parts, TRUE);
  gtk_box_append (GTK_BOX (page), new_header (self));
  gtk_box_append (GTK_BOX (parts), lesions);
  gtk_box_append (GTK_BOX (parts), new_details (self));
  gtk_box_append (GTK_BOX (page), parts);

  return page;
}

/**
 * rl_patient_page_new:
 * @jobs: who runs workers
 * @choice: which signature is applied
 */
GtkWidget *
rl_patient_page_new (RlJobs            *jobs,
                     RlSignatureChoice *choice)
{
  RlPatientPage *self = g_object_new (RL_TYPE_PATIENT_PAGE, NULL);

  self->choice = g_object_ref (choice);
  self->scores = rl_patient_scores_new (jobs);
  self->effect = rl_contour_effect_new (jobs);
  self->pages = GTK_STACK (gtk_stack_new ());
  self->message = new_label (NULL, "dim-label");
  gtk_widget_set_halign (GTK_WIDGET (self->message), GTK_ALIGN_CENTER);
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->message), "message");
  gtk_stack_add_named (self->pages, new_patient (self), "patient");
  gtk_widget_set_parent (GTK_WIDGET (self->pages), GTK_WIDGET (self));

  g_signal_connect_object (self->scores, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scores, "scored", G_CALLBACK (scored_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->effect, "changed", G_CALLBACK (effect_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (choice, "changed", G_CALLBACK (choice_changed_cb), self, G_CONNECT_SWAPPED);
  choice_changed_cb (self);
  found_cb (self);

  return GTK_WIDGET (self);
}

/* Returns: (transfer none) */
RlPatientScores *
rl_patient_page_get_scores (RlPatientPage *self)
{
  g_return_val_if_fail (RL_IS_PATIENT_PAGE (self), NULL);

  return self->scores;
}

/* Returns: (nullable): why no lesions are to be seen */
const char *
rl_patient_page_get_message (RlPatientPage *self)
{
  g_return_val_if_fail (RL_IS_PATIENT_PAGE (self), NULL);

  return get_message (self);
}

guint
rl_patient_page_get_n_rows (RlPatientPage *self)
{
  g_return_val_if_fail (RL_IS_PATIENT_PAGE (self), 0);

  return self->rows->len;
}
