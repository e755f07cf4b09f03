/* rim-score-text.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-score-text.h"


#include "core/rim-csv.h"

static void
append_text (GString    *csv,
             const char *text)
{
  g_string_append_c (csv, ',');
  rim_csv_append_field (csv, text);
}

static void
append_head (GString        *csv,
             const RimScore *self,
             RimSignature   *signature)
{
  const struct
  {
    const char *name;
    double      value;
  } numbers[] = {
    { "margin", self->margin }, { "base", self->base }, { "probability", self->probability },
    { "cut_off", rim_fit_get_cut_off (rim_signature_get_fit (signature)) }, { "percentile", self->percentile },
    { "distance", self->distance }, { "low", self->low }, { "high", self->high },
  };

  g_string_append (csv, "kind,name,value,contribution,training_low,training_high,note\n");
  g_string_append_printf (csv, "signature,%s,%s,,,,%s\n", rim_signature_get_id (signature),
                          rim_signature_get_hash (signature),
                          rim_signature_is_synthetic (signature) ? "SYNTHETIC; research use only" : "research use only");
  g_string_append_printf (csv, "score,group,%s,,,,\n", self->is_high ? "high" : "low");
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_string_append_printf (csv, "score,%s", numbers[i].name);
      rim_csv_append_number (csv, numbers[i].value);
      g_string_append (csv, ",,,,\n");
    }
}

static void
append_input (GString             *csv,
              const RimScoreInput *input)
{
  g_string_append (csv, "input");
  append_text (csv, input->name);
  if (input->text != NULL)
    append_text (csv, input->text);
  else
    rim_csv_append_number (csv, input->value);
  rim_csv_append_number (csv, input->contribution);
  rim_csv_append_number (csv, input->low);
  rim_csv_append_number (csv, input->high);
  append_text (csv, input->is_filled ? "missing" : input->is_outside ? "outside of training" : "");
  g_string_append_c (csv, '\n');
}

/**
 * rim_score_to_csv:
 * @self: a score
 * @signature: what it is of
 *
 * Returns: (transfer full): all of it: signature, score, limits and inputs with their
 *   contributions; numbers as C writes them, nothing where there is none
 */
char *
rim_score_to_csv (const RimScore *self,
                  RimSignature   *signature)
{
  GString *csv = g_string_new (NULL);

  append_head (csv, self, signature);
  for (guint i = 0; i < self->limits->len; i++)
    {
      const RimScoreLimit *limit = self->limits->pdata[i];

      g_string_append_printf (csv, "limit,%s,,,,", limit->is_serious ? "serious" : "minor");
      append_text (csv, limit->text);
      g_string_append_c (csv, '\n');
    }
  for (guint i = 0; i < self->inputs->len; i++)
    append_input (csv, self->inputs->pdata[i]);

  return g_string_free (csv, FALSE);
}
