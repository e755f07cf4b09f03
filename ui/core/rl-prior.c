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

  self->id = g_strdup (study_uid);
  self->study_uid = g_strdup (study_uid);
  self->date = g_strdup (date);
  self->has_days = parse_date (date, &mine) && parse_date (read_date, &other);
  if (self->has_days)
    self->days = g_date_days_between (&other, &mine);

  return self;
}

static char *
dup_series_name (RimLibraryRow *series)
{
  gboolean has_time = series->time != NULL && *series->time != '\0';
  g_autofree char *time = has_time ? rl_format_time (series->time) : NULL;
  GString *name = g_string_new (NULL);

  if (series->title != NULL && *series->title != '\0')
    g_string_append (name, series->title);
  else
    g_string_append_printf (name, _("Series %d"), series->number);
  if (has_time)
    g_string_append_printf (name, " · %s", time);

  return g_string_free (name, FALSE);
}

/**
 * rl_prior_new_series:
 * @study: the study that is read
 * @series: a series of it
 */
RlPrior *
rl_prior_new_series (RimLibraryRow *study,
                     RimLibraryRow *series)
{
  RlPrior *self = rl_prior_new (study->uid, study->date, study->date);

  g_free (self->id);
  self->id = g_strdup_printf ("series %" G_GINT64_FORMAT, series->id);
  self->study_id = study->id;
  self->series_id = series->id;
  self->modality = g_strdup (series->modality);
  self->series = dup_series_name (series);

  return self;
}

void
rl_prior_free (RlPrior *self)
{
  g_free (self->id);
  g_free (self->series);
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
 * Returns: (transfer full): its date, modality and how far it is from what is read;
 *   of another series of the same study, its name
 */
char *
rl_prior_dup_label (const RlPrior *self)
{
  g_autofree char *date = rl_format_date (self->date);
  g_auto(GStrv) modalities = g_strsplit (self->modality != NULL ? self->modality : "", "\\", -1);
  const char *modality = get_modality (modalities);
  g_autofree char *distance = self->has_days ? dup_distance (self) : NULL;
  GString *label;

  if (self->series != NULL)
    return g_strdup_printf (_("%s · same study"), self->series);

  label = g_string_new (date != NULL && *date != '\0' ? date : _("No date"));
  if (*modality != '\0')
    g_string_append_printf (label, " · %s", modality);
  if (distance != NULL)
    g_string_append_printf (label, " · %s", distance);

  return g_string_free (label, FALSE);
}
