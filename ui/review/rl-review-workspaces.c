/* rl-review-workspaces.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-review-private.h"

#include <glib/gi18n-lib.h>

#include "cohort/rl-cohort-page.h"
#include "score/rl-patient-page.h"

static RlCohortPage *
get_page (RlReview *self)
{
  return RL_COHORT_PAGE (rl_window_get_place (self->window, "cohort"));
}

static void
show_heading (RlReview *self)
{
  RlCohort *cohort = rl_cohort_page_get_cohort (get_page (self));
  const char *path = rl_cohort_get_path (cohort);
  g_autofree char *name = path != NULL ? g_filename_display_basename (path) : NULL;

  rl_window_set_workspace_heading (self->window, "cohort", name != NULL ? name : _("Cohort"),
                                   rl_cohort_is_synthetic (cohort) ? _("SYNTHETIC: nobody in it is a person") : NULL);
}

static void
open_cohort_cb (GSimpleAction *action,
                GVariant      *param,
                gpointer       data)
{
  RlReview *self = data;

  rl_window_set_workspace (self->window, "cohort");
  rl_cohort_page_ask (get_page (self));
}

static void
demo_cb (GSimpleAction *action,
         GVariant      *param,
         gpointer       data)
{
  RlReview *self = data;

  rl_window_set_workspace (self->window, "cohort");
  rl_cohort_open_demo (rl_cohort_page_get_cohort (get_page (self)));
}

static void
train_cb (GSimpleAction *action,
          GVariant      *param,
          gpointer       data)
{
  RlReview *self = data;

  rl_window_set_workspace (self->window, "cohort");
  rl_cohort_page_train (get_page (self));
}

static void
show_author (RlReview *self)
{
  g_autofree char *author = rl_settings_dup_author (self->settings);

  rl_cohort_page_set_author (get_page (self), author);
}

static void
use_cohort_cb (GSimpleAction *action,
               GVariant      *param,
               gpointer       data)
{
  RlReview *self = data;

  rl_window_set_workspace (self->window, "cohort");
  rl_cohort_open (rl_cohort_page_get_cohort (get_page (self)), g_variant_get_string (param, NULL));
}

static void
cohort_page_cb (GSimpleAction *action,
                GVariant      *param,
                gpointer       data)
{
  RlReview *self = data;

  rl_window_set_workspace (self->window, "cohort");
  rl_cohort_page_show (get_page (self), g_variant_get_string (param, NULL));
}

static RlPatientPage *
get_patient_page (RlReview *self)
{
  return RL_PATIENT_PAGE (rl_window_get_place (self->window, "patient"));
}

/* The patient is that of the tab that is selected. */
void
rl_review_update_patient (RlReview *self)
{
  RimVolume *base = self->tab != NULL ? rl_session_get_base (self->tab->session) : NULL;
  RimSource *source = base != NULL ? rim_volume_get_source (base) : NULL;
  RlPatientScores *scores;

  if (self->is_closing)
    return;

  scores = rl_patient_page_get_scores (get_patient_page (self));
  rl_patient_scores_set_library (scores, self->library);
  rl_patient_scores_set_study (scores, source != NULL ? source->study_uid : NULL);
}

/* What was drawn meanwhile is there. */
static void
workspace_cb (RlReview *self)
{
  if (g_str_equal (rl_window_get_workspace (self->window), "patient"))
    {
      rl_review_update_patient (self);
      rl_patient_scores_refresh (rl_patient_page_get_scores (get_patient_page (self)));
    }
}

static void
open_lesion_cb (RlReview      *self,
                gint64         study_id,
                gint64         series_id,
                const char    *lesion_id,
                RlPatientPage *page)
{
  rl_window_set_workspace (self->window, "review");
  rl_review_open_in_tab (self, study_id, series_id);
  rl_study_tab_show_lesion (self->tab, lesion_id);
}

static void
set_up_patient (RlReview *self)
{
  GtkWidget *page = rl_patient_page_new (self->jobs, self->signature);

  rl_window_set_place (self->window, "patient", page);
  rl_window_offer_workspace (self->window, "patient");
  g_signal_connect_object (page, "open", G_CALLBACK (open_lesion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->window, "notify::workspace", G_CALLBACK (workspace_cb), self, G_CONNECT_SWAPPED);
}

/* Workspaces without images, in the places that the window has for them. */
void
rl_review_set_up_workspaces (RlReview *self)
{
  static const GActionEntry entries[] = {
    { .name = "open-cohort", .activate = open_cohort_cb },
    { .name = "use-cohort", .activate = use_cohort_cb, .parameter_type = "s" },
    { .name = "open-demo-cohort", .activate = demo_cb },
    { .name = "train-cohort", .activate = train_cb },
    { .name = "cohort-page", .activate = cohort_page_cb, .parameter_type = "s" },
  };
  GtkWidget *page = rl_cohort_page_new (self->jobs, self->signatures);

  g_signal_connect_object (page, "message", G_CALLBACK (rl_window_say), self->window, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "changed", G_CALLBACK (show_heading), self, G_CONNECT_SWAPPED);
  rl_settings_keep_cohort (self->settings, G_OBJECT (rl_cohort_page_get_cohort (RL_COHORT_PAGE (page))));
  set_up_patient (self);
  rl_window_set_place (self->window, "cohort", page);
  rl_window_offer_workspace (self->window, "cohort");
  g_action_map_add_action_entries (G_ACTION_MAP (self->window), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->settings, "notify::author", G_CALLBACK (show_author), self, G_CONNECT_SWAPPED);
  show_heading (self);
  show_author (self);
}
