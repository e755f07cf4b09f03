/* rim-quality.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-signature-private.h"

#include <math.h>
#include <string.h>

/* The radiomics quality score: Lambin P et al., Nat Rev Clin Oncol 2017;14:749-762, 16
 * items and 36 points, in our words. Points are for what a signature's own file shows;
 * authors know more. Where not having something costs points, not knowing costs them too.
 */

typedef struct
{
  char *text;     /* owned; NULL where nothing is known */
  int   points;
} Answer;

typedef struct
{
  const char *title;
  int         most;
  Answer (*answer)(RimSignature *self);
} Item;

static gboolean
has_word (RimSignature *self,
          const char   *path,
          const char   *word)
{
  JsonNode *node = rim_signature_find_node (self, path);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (g_strcmp0 (json_node_get_string (json_array_get_element (array, i)), word) == 0)
      return TRUE;

  return FALSE;
}

static const RimMeasure *
find_measure (RimSignature *self,
              const char   *id)
{
  for (guint i = 0; i < rim_signature_get_n_measures (self); i++)
    {
      const RimMeasure *measure = rim_signature_get_measure (self, i);

      if (strcmp (measure->id, id) == 0 && isfinite (measure->estimate.value))
        return measure;
    }

  return NULL;
}

static Answer
find_protocol (RimSignature *self)
{
  const char *note = rim_signature_get_note (self, "image_protocol");

  return (Answer) { g_strdup (note), note != NULL };
}

/* An ICC of each feature comes from several contours or several scans. */
static Answer
find_segmentations (RimSignature *self)
{
  JsonNode *node = rim_signature_find_node (self, "pipeline.icc");
  const gboolean has_icc = node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_boolean (node) &&
                           has_word (self, "pipeline.steps", "icc");

  if (!has_icc)
    return (Answer) { NULL, 0 };

  return (Answer) { g_strdup ("Features were kept by their ICC over several contours or scans."), 1 };
}

static Answer
find_time_points (RimSignature *self)
{
  if (!rim_signature_is_delta (self))
    return (Answer) { NULL, 0 };

  return (Answer) { g_strdup ("Features are changes between two time points."), 1 };
}

static Answer
find_reduction (RimSignature *self)
{
  JsonNode *node = rim_signature_find_node (self, "pipeline.steps");
  const guint n = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_length (json_node_get_array (node)) : 0;

  if (n == 0)
    return (Answer) { g_strdup ("Features are not reduced."), -3 };

  return (Answer) { g_strdup_printf ("%u steps of selection, inside of every fold.", n), 3 };
}

static Answer
find_clinical (RimSignature *self)
{
  JsonNode *node = rim_signature_find_node (self, "inputs.clinical");

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node) || json_array_get_length (json_node_get_array (node)) == 0)
    return (Answer) { NULL, 0 };

  return (Answer) { g_strdup ("Clinical variables are learned together with features."), 1 };
}

static Answer
find_biology (RimSignature *self)
{
  const char *note = rim_signature_get_note (self, "biology");

  return (Answer) { g_strdup (note), note != NULL };
}

static Answer
find_cut_off (RimSignature *self)
{
  return (Answer) { g_strdup ("The score is reported as a continuous variable, beside its cut-off from training."), 1 };
}

static Answer
find_discrimination (RimSignature *self)
{
  const RimMeasure *measure = find_measure (self, "auc");

  if (measure == NULL)
    measure = find_measure (self, "concordance");
  if (measure == NULL)
    return (Answer) { NULL, 0 };
  if (!isfinite (measure->estimate.low))
    return (Answer) { g_strdup_printf ("%s without an interval, by resampling.", measure->title), 1 };

  return (Answer) { g_strdup_printf ("%s with its confidence interval, by resampling.", measure->title), 2 };
}

static Answer
find_calibration (RimSignature *self)
{
  const RimMeasure *measure = find_measure (self, "calibration_slope");

  if (measure == NULL)
    return (Answer) { NULL, 0 };

  return (Answer) { g_strdup_printf ("%s, by resampling.", measure->title), isfinite (measure->estimate.low) ? 2 : 1 };
}

/* Folds of the same patients are no validation in the sense of the score: the model that
 * is given is not the one that was tested.
 */
static Answer
find_validation (RimSignature *self)
{
  const char *note = rim_signature_get_note (self, "external_validation");

  if (note != NULL)
    return (Answer) { g_strdup (note), 3 };
  if (g_strcmp0 (rim_signature_find_text (self, "validation.method"), "hold-out") == 0)
    return (Answer) { g_strdup ("On patients of the same data that were held out."), 2 };

  return (Answer) { g_strdup ("By resampling alone; a validation with other data is not known."), -5 };
}

static Answer
find_gold_standard (RimSignature *self)
{
  const char *note = rim_signature_get_note (self, "gold_standard");

  return (Answer) { g_strdup (note), note != NULL ? 2 : 0 };
}

static Answer
find_utility (RimSignature *self)
{
  if (!has_word (self, "plots", "decision-curve"))
    return (Answer) { NULL, 0 };

  return (Answer) { g_strdup ("A decision curve was drawn, by resampling."), 2 };
}

static const Item items[] = {
  { "Image protocols: documented, or public", 2, find_protocol },
  { "Several segmentations of the same lesions", 1, find_segmentations },
  { "A phantom study on all scanners", 1, NULL },
  { "Imaging at several time points", 1, find_time_points },
  { "Feature reduction, or adjustment for multiple testing", 3, find_reduction },
  { "Multivariable analysis with what is not radiomics", 1, find_clinical },
  { "Biological correlates", 1, find_biology },
  { "Cut-off analyses", 1, find_cut_off },
  { "Discrimination, with its significance and resampling", 2, find_discrimination },
  { "Calibration, with its significance and resampling", 2, find_calibration },
  { "A prospective study, registered in a trial database", 7, NULL },
  { "Validation, without retraining and without adapting the cut-off", 5, find_validation },
  { "Comparison with the gold standard", 2, find_gold_standard },
  { "Potential clinical utility, such as a decision curve", 2, find_utility },
  { "Cost-effectiveness", 1, NULL },
  { "Open science and data", 4, NULL },
};

GPtrArray *
rim_quality_new (RimSignature *self)
{
  GPtrArray *list = rim_checklist_new ();

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autofree char *id = g_strdup_printf ("rqs-%u", i + 1);
      Answer answer = { NULL, 0 };

      if (items[i].answer != NULL)
        answer = items[i].answer (self);
      rim_checklist_add (list, id, items[i].title, answer.text, answer.points, items[i].most);
    }

  return list;
}
