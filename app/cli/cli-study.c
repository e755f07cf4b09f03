/* cli-study.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "cli-extract.h"

#define MAX_MM 1000.0

/**
 * cli_extract_get:
 * @voi: what options say of an image and a VOI
 * @study: what they say of a PET
 *
 * Returns: (transfer none): the same together, which lives as long as they
 */
CliExtract
cli_extract_get (const CliVoi          *voi,
                 const CliStudyOptions *study)
{
  return (CliExtract) {
           voi->image, voi->series, voi->units, voi->mask, voi->roi, study->pet, study->pet_series, study->library,
  };
}

/**
 * cli_study_get:
 * @self: what options say of VOIs
 *
 * Returns: (transfer none): the same, which lives as long as @self
 */
CliStudy
cli_study_get (const CliStudyOptions *self)
{
  return (CliStudy) { self->vois, self->r_in_mm, self->r_out_mm, self->clip, self->fusion };
}

void
cli_study_options_clear (CliStudyOptions *self)
{
  g_free (self->pet);
  g_free (self->pet_series);
  g_free (self->library);
  g_free (self->vois);
  g_free (self->clip);
  g_free (self->fusion);
}

gboolean
cli_study_is_asked_for (const CliStudy *self)
{
  return self->vois != NULL || self->clip != NULL || self->fusion != NULL || !isnan (self->r_in_mm) ||
         !isnan (self->r_out_mm);
}

static gboolean
parse_vois (const char  *text,
            guint       *vois,
            GError     **error)
{
  g_auto(GStrv) names = g_strsplit (text, ",", -1);

  *vois = 0;
  for (guint i = 0; names[i] != NULL; i++)
    {
      RimVoiKind kind;

      if (strcmp (names[i], "all") == 0)
        *vois = (1u << RIM_N_VOI_KINDS) - 1;
      else if (rim_voi_kind_from_id (names[i], &kind))
        *vois |= 1u << kind;
      else
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       "there is no VOI “%s”; there are tumour, core, rim, tumour+rim and all", names[i]);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
parse_distance (double       given,
                const char  *option,
                double      *mm,
                GError     **error)
{
  if (isnan (given))
    return TRUE;

  if (!(given >= 0.0 && given <= MAX_MM))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s takes from 0 to 1000 mm", option);
      return FALSE;
    }

  *mm = given;

  return TRUE;
}

/**
 * cli_study_parse:
 * @self: what the command line says
 * @study: gets what it says; the rest stays
 * @error: where to put an error
 *
 * Returns: whether it says something that exists
 */
gboolean
cli_study_parse (const CliStudy    *self,
                 RimStudySettings  *study,
                 GError           **error)
{
  if (self->vois != NULL && !parse_vois (self->vois, &study->vois, error))
    return FALSE;
  if (self->clip != NULL && !rim_voi_clip_from_id (self->clip, &study->voi.clip))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "--clip takes none, body or lung, not “%s”",
                   self->clip);
      return FALSE;
    }

  if (self->fusion != NULL && !rim_fusion_method_from_id (self->fusion, &study->fusion.method))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "--fusion takes weighted, wavelet or divergence, not “%s”", self->fusion);
      return FALSE;
    }

  return parse_distance (self->r_in_mm, "--r-in", &study->voi.r_in_mm, error) &&
         parse_distance (self->r_out_mm, "--r-out", &study->voi.r_out_mm, error);
}

static gboolean
is_pet (RimVolume *image)
{
  const RimUnit unit = rim_volume_get_unit (image);

  return unit != RIM_UNIT_HU && unit != RIM_UNIT_STORED;
}

/**
 * cli_study_load:
 * @self: what the command line says of images and VOIs
 * @extract: images and mask
 * @settings: settings
 * @study: (out): which images and VOIs
 * @files: (out caller-allocates): CT or %NULL, PET or %NULL, and the lesion; to be
 *   cleared in any case
 * @error: where to put an error
 *
 * Returns: whether all of it is there
 */
gboolean
cli_study_load (const CliStudy    *self,
                const CliExtract  *extract,
                RimSettings       *settings,
                RimStudySettings  *study,
                CliCase           *files,
                GError           **error)
{
  *files = (CliCase) { NULL, NULL, NULL };
  rim_settings_get_study (settings, study);
  if (!cli_study_parse (self, study, error) ||
      !cli_case_load (files, extract, rim_settings_get_label (settings), error))
    return FALSE;

  if (files->pet == NULL && is_pet (files->image))
    files->pet = g_steal_pointer (&files->image);

  return TRUE;
}

/**
 * cli_study_run:
 * @self: what the command line says of images and VOIs
 * @extract: images and mask
 * @settings: settings
 * @error: where to put an error
 *
 * Returns: (transfer full) (element-type RimStudyTable): a table for each VOI on
 *   each image
 */
GPtrArray *
cli_study_run (const CliStudy    *self,
               const CliExtract  *extract,
               RimSettings       *settings,
               GError           **error)
{
  g_auto(CliCase) files = { NULL, NULL, NULL };
  RimStudySettings study;
  GPtrArray *tables;

  if (!cli_study_load (self, extract, settings, &study, &files, error))
    return NULL;

  tables = rim_extract_study (files.image, files.pet, files.mask, settings, &study, NULL, NULL, NULL, error);
  if (tables == NULL)
    g_prefix_error (error, "%s: ", extract->mask);

  return tables;
}
