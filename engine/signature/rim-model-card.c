/* rim-model-card.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-signature-private.h"

#include <math.h>
#include <string.h>

/* What a model card tells, in the order of Mitchell M et al., Model cards for model
 * reporting, 2019: what it is, what it is for, how it was made, how good it is.
 */

#define UNKNOWN "not known: to be filled in by the authors"

/* Notes that have a place of their own; all others follow under their keys. */
static const char *const own_notes[] = { "intended_use", "limits", "citation", "authors", "population", "outcome", NULL };

static const char *
format (char   *buffer,
        double  value)
{
  return isfinite (value) ? g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, "%.4g", value) : "–";
}

#define NUMBER(value) format ((char [G_ASCII_DTOSTR_BUF_SIZE]) { 0 }, (value))

/* Text from outside stays on its line and in its cell. */
static void
append_plain (GString    *card,
              const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (*c == '\n' || *c == '\r')
      g_string_append_c (card, ' ');
    else
      {
        if (strchr ("|<>\\`*", *c) != NULL)
          g_string_append_c (card, '\\');
        g_string_append_c (card, *c);
      }
}

static void
append_fact (GString    *card,
             const char *title,
             const char *text)
{
  g_string_append_printf (card, "- **%s**: ", title);
  append_plain (card, text != NULL && *text != '\0' ? text : UNKNOWN);
  g_string_append_c (card, '\n');
}

static void
append_head (RimSignature *self,
             GString      *card)
{
  g_string_append (card, "# ");
  append_plain (card, rim_signature_get_title (self));
  g_string_append (card, "\n\n");
  if (self->is_synthetic)
    g_string_append (card, "**SYNTHETIC: the patients it was trained on do not exist. It says nothing about any "
                     "person.**\n\n");
  g_string_append (card, "**Research use only.** Not a medical device; no decision about a patient may rest on it.\n\n");
  append_fact (card, "Identifier", rim_signature_get_id (self));
  append_fact (card, "SHA-256", rim_signature_get_hash (self));
  append_fact (card, "Made", rim_signature_find_text (self, "created"));
  append_fact (card, "Program", rim_signature_find_text (self, "program"));
  append_fact (card, "Authors", rim_signature_get_note (self, "authors"));
  append_fact (card, "Recipe after", rim_signature_get_note (self, "citation"));
  if (rim_signature_find_text (self, "recipe.doi") != NULL)
    append_fact (card, "DOI", rim_signature_find_text (self, "recipe.doi"));
}

static void
append_use (RimSignature *self,
            GString      *card)
{
  static const char *const rules[] = {
    "the largest lesion", "the mean of all lesions, weighted by volume", "the lesion with the highest score",
    "each lesion has its own score",
  };

  g_string_append (card, "\n## What it is for\n\n");
  append_fact (card, "Intended use", rim_signature_get_note (self, "intended_use"));
  append_fact (card, "Limits", rim_signature_get_note (self, "limits"));
  append_fact (card, "Outcome", rim_signature_get_note (self, "outcome"));
  append_fact (card, "Population", rim_signature_get_note (self, "population"));
  append_fact (card, "Of several lesions", rules[self->rule]);
  for (guint i = 0; i < self->notes->len; i++)
    {
      const RimSignatureNote *note = self->notes->pdata[i];

      if (!g_strv_contains (own_notes, note->key))
        append_fact (card, note->key, note->text);
    }
}

static void
append_steps (RimSignature *self,
              GString      *card)
{
  for (guint i = 0; i < rim_fit_get_n_steps (self->fit); i++)
    {
      const RimFitStep *step = rim_fit_get_step (self->fit, i);

      g_string_append_printf (card, "- `%s`: %u columns came in, %u were kept\n", step->selector, step->n_before,
                              step->n_after);
    }
}

static void
append_training (RimSignature *self,
                 GString      *card)
{
  RimModel *model = rim_fit_get_model (self->fit);
  const double ones = rim_signature_find_number (self, "outcome.ones");

  g_string_append (card, "\n## How it was made\n\n");
  g_string_append_printf (card, "- **Cohort**: %s rows of %s patients, %s with an outcome",
                          NUMBER (rim_signature_find_number (self, "cohort.rows")),
                          NUMBER (rim_signature_find_number (self, "cohort.patients")),
                          NUMBER (rim_signature_find_number (self, "outcome.rows")));
  if (isfinite (ones))
    g_string_append_printf (card, ", %s of them of class 1 or with an event", NUMBER (ones));
  g_string_append_c (card, '\n');
  append_fact (card, "SHA-256 of the cohort", rim_signature_find_text (self, "cohort.sha256"));
  append_fact (card, "SHA-256 of the settings", rim_signature_find_text (self, "settings_sha256"));
  append_fact (card, "Missing values", rim_signature_find_text (self, "pipeline.missing"));
  append_fact (card, "Scaling", rim_signature_find_text (self, "pipeline.scaling"));
  append_steps (self, card);
  append_fact (card, "Learner", model != NULL ? rim_model_get_learner (model) : "none: no column was left");
  append_fact (card, "Cut-off of the margin, from training", NUMBER (rim_fit_get_cut_off (self->fit)));
  append_fact (card, "Seed", NUMBER (rim_signature_find_number (self, "seed")));
}

static void
append_performance (RimSignature *self,
                    GString      *card)
{
  g_string_append_printf (card, "\n## How good it was\n\nInternal validation (%s, %s fits): predictions of models that "
                          "had not seen the patient. Intervals are of 95 %%.\n\n",
                          rim_signature_find_text (self, "validation.method"),
                          NUMBER (rim_signature_find_number (self, "validation.fits")));
  if (self->measures->len == 0)
    {
      g_string_append (card, "No measure was computed.\n");
      return;
    }

  g_string_append (card, "| Measure | Value | Interval | p | How |\n|---|---|---|---|---|\n");
  for (guint i = 0; i < self->measures->len; i++)
    {
      const RimMeasure *measure = rim_signature_get_measure (self, i);
      const gboolean has_interval = isfinite (measure->estimate.low) && isfinite (measure->estimate.high);

      g_string_append (card, "| ");
      append_plain (card, measure->title);
      g_string_append_printf (card, " | %s | %s%s%s | %s | ", NUMBER (measure->estimate.value),
                              NUMBER (measure->estimate.low), has_interval ? " to " : "",
                              has_interval ? NUMBER (measure->estimate.high) : "", NUMBER (measure->p));
      append_plain (card, measure->note != NULL ? measure->note : "");
      g_string_append (card, " |\n");
    }
}

static void
append_inputs (RimSignature *self,
               GString      *card)
{
  g_string_append (card, "\n## What it looks at\n\n| Input | Trained on | Chosen in |\n|---|---|---|\n");
  for (guint i = 0; i < rim_fit_get_n_inputs (self->fit); i++)
    {
      const RimFitInput *input = rim_fit_get_input (self->fit, i);
      const double part = rim_signature_get_stability (self, input->name);

      g_string_append (card, "| ");
      append_plain (card, input->name);
      if (input->levels != NULL)
        {
          g_string_append (card, " is ");
          append_plain (card, input->levels[input->level]);
        }
      g_string_append_printf (card, " | %s to %s | %s%s |\n", NUMBER (input->low), NUMBER (input->high),
                              NUMBER (100.0 * part), isfinite (part) ? " % of the folds" : "");
    }
}

static void
append_checklists (RimSignature *self,
                   GString      *card)
{
  g_autoptr(GPtrArray) quality = rim_quality_new (self);
  g_autoptr(GPtrArray) tripod = rim_tripod_new (self);
  int points = 0;

  for (guint i = 0; i < quality->len; i++)
    points += ((RimChecklistItem *) quality->pdata[i])->points;
  g_string_append_printf (card, "\n## Radiomics quality score\n\n%d of 36 points are shown by this file.\n\n"
                          "| Item | Points | What is known |\n|---|---|---|\n", points);
  for (guint i = 0; i < quality->len; i++)
    {
      const RimChecklistItem *item = quality->pdata[i];

      g_string_append_printf (card, "| %s | %d of %d | ", item->title, item->points, item->most);
      append_plain (card, item->answer != NULL ? item->answer : UNKNOWN);
      g_string_append (card, " |\n");
    }

  g_string_append (card, "\n## TRIPOD\n\n| | Item | What is known |\n|---|---|---|\n");
  for (guint i = 0; i < tripod->len; i++)
    {
      const RimChecklistItem *item = tripod->pdata[i];

      g_string_append_printf (card, "| %s | %s | ", item->id + strlen ("tripod-"), item->title);
      append_plain (card, item->answer != NULL ? item->answer : UNKNOWN);
      g_string_append (card, " |\n");
    }
}

/**
 * rim_signature_get_stability:
 * @self: a signature
 * @input: the name of an input
 *
 * Returns: in what part of the outer splits it was chosen; NAN where it is not known
 */
double
rim_signature_get_stability (RimSignature *self,
                             const char   *input)
{
  JsonNode *node = rim_signature_find_node (self, "stability");
  JsonNode *part = node != NULL && JSON_NODE_HOLDS_OBJECT (node)
                   ? json_object_get_member (json_node_get_object (node), input) : NULL;
  const GType type = part != NULL && JSON_NODE_HOLDS_VALUE (part) ? json_node_get_value_type (part) : G_TYPE_INVALID;

  return type == G_TYPE_DOUBLE || type == G_TYPE_INT64 ? json_node_get_double (part) : NAN;
}

/**
 * rim_signature_to_markdown:
 * @self: a signature
 *
 * Returns: (transfer full): its model card: what it is and what it is for, how it was made
 *   and how good it was, its inputs, the radiomics quality score and TRIPOD
 */
char *
rim_signature_to_markdown (RimSignature *self)
{
  GString *card = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  append_head (self, card);
  append_use (self, card);
  append_training (self, card);
  append_performance (self, card);
  append_inputs (self, card);
  append_checklists (self, card);

  return g_string_free (card, FALSE);
}
