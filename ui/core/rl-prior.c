/* rl-prior.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-prior.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "core/rl-format.h"

static gboolean
parse_date (const char *text,
            GDate      *date)
{
  guint year, month, day;

  if (text == NULL || sscanf (text, "%4u%2u%2u", &year, &month, &day) != 3 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;

  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);

  return TRUE;
}

/**
 * rl_prior_new:
 * @study_uid: a study
 * @date: (nullable): when it was made, YYYYMMDD
 * @read_date: (nullable): when the study that is read was made
 */
RlPrior *
rl_prior_new (const char *study_uid,
              const char *date,
              const char *read_date)
{
  RlPrior *self = g_new0 (RlPrior, 1);
  GDate mine, other;

  self->study_uid = g_strdup (study_uid);
  self->date = g_strdup (date);
  self->has_days = parse_date (date, &mine) && parse_date (read_date, &other);
  if (self->has_days)
    self->days = g_date_days_between (&other, &mine);

  return self;
}

void
rl_prior_free (RlPrior *self)
{
  g_free (self->study_uid);
  g_free (self->date);
  g_free (self->modality);
  g_free (self);
}

static char *
dup_distance (const RlPrior *self)
{
  guint n = (guint) ABS (self->days);

  if (self->days == 0)
    return g_strdup (_("same day"));

  return g_strdup_printf (self->days < 0 ? ngettext ("%u day before", "%u days before", n)
                                         : ngettext ("%u day after", "%u days after", n), n);
}

static gboolean
has_modality (GStrv       modalities,
              const char *modality)
{
  return g_strv_contains ((const char *const *) modalities, modality);
}

/* As people say it: what was drawn on the images is no modality. */
static const char *
get_modality (GStrv modalities)
{
  static const char *const of_drawings[] = { "RTSTRUCT", "SEG", "SR", "REG", "KO", "PR", NULL };

  if (has_modality (modalities, "PT"))
    return has_modality (modalities, "CT") ? _("PET/CT") : _("PET");

  for (guint i = 0; modalities[i] != NULL; i++)
    if (!g_strv_contains (of_drawings, modalities[i]))
      return modalities[i];

  return "";
}

/**
 * rl_prior_dup_label:
 * @self: a prior
 *
 * Returns: (transfer full): its date, modality and how far it is from what is read
 */
char *
rl_prior_dup_label (const RlPrior *self)
{
  g_autofree char *date = rl_format_date (self->date);
  g_auto(GStrv) modalities = g_strsplit (self->modality != NULL ? self->modality : "", "\\", -1);
  const char *modality = get_modality (modalities);
  g_autofree char *distance = self->has_days ? dup_distance (self) : NULL;
  GString *label = g_string_new (date != NULL && *date != '\0' ? date : _("No date"));

  if (*modality != '\0')
    g_string_append_printf (label, " · %s", modality);
  if (distance != NULL)
    g_string_append_printf (label, " · %s", distance);

  return g_string_free (label, FALSE);
}
