/* rim-tripod.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-signature-private.h"

#include <math.h>

/* TRIPOD: Collins GS et al., Br J Cancer 2015;112:251-259, table 1, in our words. D is for
 * a model that is developed, V for one that is validated. What only authors know has no
 * answer.
 */

typedef char *(*Answer) (RimSignature *self);

typedef struct
{
  const char *id;
  const char *title;
  Answer      answer;
} Item;

static char *
get_outcome (RimSignature *self)
{
  return g_strdup (rim_signature_get_note (self, "outcome"));
}

static char *
get_title (RimSignature *self)
{
  return g_strdup_printf ("Development and internal validation of “%s”.%s", rim_signature_get_title (self),
                          rim_signature_is_synthetic (self) ? " SYNTHETIC: the patients do not exist." : "");
}

static char *
get_purpose (RimSignature *self)
{
  return g_strdup (rim_signature_get_note (self, "intended_use"));
}

static char *
get_population (RimSignature *self)
{
  return g_strdup (rim_signature_get_note (self, "population"));
}

static char *
get_authors_note (RimSignature *self)
{
  return g_strdup (rim_signature_get_note (self, "funding"));
}

static char *
get_source (RimSignature *self)
{
  const char *source = rim_signature_get_note (self, "source");

  return source != NULL ? g_strdup (source)
                        : g_strdup_printf ("A table of features and outcomes with the SHA-256 %.12s….",
                                           rim_signature_find_text (self, "cohort.sha256"));
}

static char *
get_predictors (RimSignature *self)
{
  const guint n = rim_fit_get_n_inputs (rim_signature_get_fit (self));
  const char *settings = rim_signature_find_text (self, "settings_sha256");

  return g_strdup_printf ("%u inputs, named one by one; those of images are computed with the settings in the file%s%.12s%s.",
                          n, settings != NULL ? " (SHA-256 " : "", settings != NULL ? settings : "",
                          settings != NULL ? "…)" : "");
}

static char *
get_size (RimSignature *self)
{
  const double ones = rim_signature_find_number (self, "outcome.ones");
  g_autofree char *rows = g_strdup_printf ("%.0f rows of %.0f patients, %.0f with an outcome",
                                           rim_signature_find_number (self, "cohort.rows"),
                                           rim_signature_find_number (self, "cohort.patients"),
                                           rim_signature_find_number (self, "outcome.rows"));

  return isfinite (ones) ? g_strdup_printf ("%s, %.0f of them of class 1 or with an event.", rows, ones)
                         : g_strdup_printf ("%s.", rows);
}

static char *
get_missing (RimSignature *self)
{
  return g_strdup_printf ("By the rule “%s”, within every fold of what trains.",
                          rim_signature_find_text (self, "pipeline.missing"));
}

static char *
get_handling (RimSignature *self)
{
  const char *batch = rim_signature_find_text (self, "pipeline.batch");

  return g_strdup_printf ("As they are, scaled by “%s”; %s%s%s.", rim_signature_find_text (self, "pipeline.scaling"),
                          batch != NULL ? "harmonised by ComBat over “" : "not harmonised",
                          batch != NULL ? batch : "", batch != NULL ? "”" : "");
}

static char *
join_list (RimSignature *self,
           const char   *path)
{
  JsonNode *node = rim_signature_find_node (self, path);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *word = json_node_get_string (json_array_get_element (array, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", word != NULL ? word : "");
    }

  return g_strdup (text->len > 0 ? text->str : "none");
}

static char *
get_type (RimSignature *self)
{
  g_autofree char *steps = join_list (self, "pipeline.steps");
  g_autofree char *learners = join_list (self, "pipeline.learners");
  g_autofree char *how = NULL;
  const char *method = rim_signature_find_text (self, "validation.method");

  how = g_strdup_printf ("%s, %.0f fits", method != NULL ? method : "", rim_signature_find_number (self, "validation.fits"));

  return g_strdup_printf ("Selection: %s. Learner: %s. Internal validation: %s; all of selection, scaling and tuning "
                          "happens inside of a fold.", steps, learners, how);
}

static char *
get_measures_used (RimSignature *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < rim_signature_get_n_measures (self); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", rim_signature_get_measure (self, i)->title);
  if (text->len == 0)
    return NULL;

  return g_strdup_printf ("%s.", text->str);
}

static char *
get_groups (RimSignature *self)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  const double cut = rim_fit_get_cut_off (rim_signature_get_fit (self));

  return isfinite (cut) ? g_strdup_printf ("Two groups, at a margin of %s, which comes from training alone.",
                                           g_ascii_formatd (buffer, sizeof buffer, "%.4g", cut))
                        : NULL;
}

static char *
get_model (RimSignature *self)
{
  return g_strdup_printf ("The file has the whole model (%s), with scaling, cut-off and calibration.",
                          rim_fit_get_model (rim_signature_get_fit (self)) != NULL
                          ? rim_model_get_learner (rim_fit_get_model (rim_signature_get_fit (self))) : "constant");
}

static char *
get_use (RimSignature *self)
{
  return g_strdup ("rimlightctl score, or the page Score of a patient. Research use only.");
}

static char *
get_performance (RimSignature *self)
{
  const RimMeasure *measure = rim_signature_get_n_measures (self) > 0 ? rim_signature_get_measure (self, 0) : NULL;
  char value[G_ASCII_DTOSTR_BUF_SIZE];
  char low[G_ASCII_DTOSTR_BUF_SIZE];
  char high[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < rim_signature_get_n_measures (self); i++)
    if (g_strv_contains ((const char *const[]) { "auc", "concordance", "r-squared", NULL },
                         rim_signature_get_measure (self, i)->id))
      measure = rim_signature_get_measure (self, i);
  if (measure == NULL || !isfinite (measure->estimate.value))
    return NULL;

  g_ascii_formatd (value, sizeof value, "%.3f", measure->estimate.value);
  if (!isfinite (measure->estimate.low))
    return g_strdup_printf ("%s %s, internally validated.", measure->title, value);

  return g_strdup_printf ("%s %s (95 %% interval %s to %s), internally validated.", measure->title, value,
                          g_ascii_formatd (low, sizeof low, "%.3f", measure->estimate.low),
                          g_ascii_formatd (high, sizeof high, "%.3f", measure->estimate.high));
}

static char *
get_limits (RimSignature *self)
{
  return g_strdup (rim_signature_get_note (self, "limits"));
}

static char *
get_supplement (RimSignature *self)
{
  return g_strdup ("The file itself: recipe, settings, model and measures, under one hash.");
}

static const Item items[] = {
  { "1", "Title: a prediction model, its population and outcome (D; V)", get_title },
  { "2", "Abstract: objectives, design, participants, predictors, outcome, results (D; V)", NULL },
  { "3a", "Background: medical context and reasons for the model (D; V)", get_purpose },
  { "3b", "Objectives: development, validation or both (D; V)", get_title },
  { "4a", "Source of data and study design (D; V)", get_source },
  { "4b", "Dates: begin and end of accrual, end of follow-up (D; V)", NULL },
  { "5a", "Setting, with number and place of centres (D; V)", get_population },
  { "5b", "Eligibility of participants (D; V)", NULL },
  { "5c", "Treatments received (D; V)", NULL },
  { "6a", "Outcome: definition, how and when it is assessed (D; V)", get_outcome },
  { "6b", "Blinding of the assessment of the outcome (D; V)", NULL },
  { "7a", "Predictors: definitions, how and when they are measured (D; V)", get_predictors },
  { "7b", "Blinding of the assessment of predictors (D; V)", NULL },
  { "8", "Sample size: how it came about (D; V)", NULL },
  { "9", "Missing data: how they were handled (D; V)", get_missing },
  { "10a", "How predictors were handled (D)", get_handling },
  { "10b", "Type of model, selection of predictors, internal validation (D)", get_type },
  { "10c", "How predictions were calculated (V)", get_model },
  { "10d", "Measures of performance and comparisons (D; V)", get_measures_used },
  { "10e", "Updating of the model after validation (V)", NULL },
  { "11", "Risk groups: how they were made (D; V)", get_groups },
  { "12", "Development and validation: differences of the data (V)", NULL },
  { "13a", "Flow of participants, with and without the outcome (D; V)", get_size },
  { "13b", "Characteristics of participants, missing data (D; V)", NULL },
  { "13c", "Comparison of the validation data with the development data (V)", NULL },
  { "14a", "Numbers of participants and events in each analysis (D)", get_size },
  { "14b", "Unadjusted association of each predictor with the outcome (D)", NULL },
  { "15a", "The full model, to make predictions for individuals (D)", get_model },
  { "15b", "How to use the model (D)", get_use },
  { "16", "Performance, with confidence intervals (D; V)", get_performance },
  { "17", "Results of updating the model (V)", NULL },
  { "18", "Limitations of the study (D; V)", get_limits },
  { "19a", "Interpretation against the development data and other validation data (V)", NULL },
  { "19b", "Overall interpretation, other studies, evidence (D; V)", NULL },
  { "20", "Implications: clinical use and further research (D; V)", NULL },
  { "21", "Supplementary resources: protocol, calculator, data (D; V)", get_supplement },
  { "22", "Funding and the role of funders (D; V)", get_authors_note },
};

static void
item_free (gpointer data)
{
  RimChecklistItem *self = data;

  g_free (self->id);
  g_free (self->title);
  g_free (self->answer);
  g_free (self);
}

GPtrArray *
rim_checklist_new (void)
{
  return g_ptr_array_new_with_free_func (item_free);
}

/* @answer: (transfer full) (nullable) */
void
rim_checklist_add (GPtrArray  *self,
                   const char *id,
                   const char *title,
                   char       *answer,
                   int         points,
                   int         most)
{
  RimChecklistItem *item = g_new0 (RimChecklistItem, 1);

  item->id = g_strdup (id);
  item->title = g_strdup (title);
  item->answer = answer;
  item->points = points;
  item->most = most;
  g_ptr_array_add (self, item);
}

GPtrArray *
rim_tripod_new (RimSignature *self)
{
  GPtrArray *list = rim_checklist_new ();

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autofree char *id = g_strdup_printf ("tripod-%s", items[i].id);

      rim_checklist_add (list, id, items[i].title, items[i].answer != NULL ? items[i].answer (self) : NULL, 0, 0);
    }

  return list;
}
