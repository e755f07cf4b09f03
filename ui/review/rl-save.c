/* rl-save.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-save.h"

#include <glib/gi18n-lib.h>

static gboolean
is_in_scope (RlSession   *session,
             RimLesion   *lesion,
             RlSaveScope  scope)
{
  if (scope == RL_SAVE_ACTIVE)
    return g_strcmp0 (lesion->id, rl_session_get_active_lesion (session)) == 0;
  if (scope == RL_SAVE_VISIBLE)
    return rl_session_is_lesion_visible (session, lesion->id);

  return TRUE;
}

/* A stroke in progress is not saved, what was committed is. */
static GPtrArray *
collect_lesions (RlSession   *session,
                 RlSaveScope  scope)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (session);
  GPtrArray *lesions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);
  guint n = segmentation != NULL ? rim_segmentation_get_n_lesions (segmentation) : 0;

  for (guint i = 0; i < n; i++)
    {
      RimLesion *lesion = rim_segmentation_get_lesion (segmentation, i);

      if (is_in_scope (session, lesion, scope))
        g_ptr_array_add (lesions, rim_lesion_ref (lesion));
    }

  return lesions;
}

/**
 * rl_save_input_new:
 * @session: whose lesions
 * @path: where to
 * @format: how
 * @scope: which of them
 */
RlSaveInput *
rl_save_input_new (RlSession       *session,
                   const char      *path,
                   RimExportFormat  format,
                   RlSaveScope      scope)
{
  RimSegmentation *segmentation;
  RlSaveInput *self;

  g_return_val_if_fail (rl_session_get_base (session) != NULL, NULL);

  segmentation = rl_session_get_segmentation (session);

  self = g_new0 (RlSaveInput, 1);
  self->path = g_strdup (path);
  self->format = format;
  self->lesions = collect_lesions (session, scope);
  self->image = rim_volume_ref (rl_session_get_base (session));
  if (segmentation != NULL)
    {
      self->segmentation = g_strdup (rim_segmentation_get_id (segmentation));
      self->author = g_strdup (rim_segmentation_get_author (segmentation));
    }

  return self;
}

void
rl_save_input_free (RlSaveInput *self)
{
  g_free (self->path);
  g_clear_object (&self->library);
  g_free (self->segmentation);
  g_free (self->author);
  g_ptr_array_unref (self->lesions);
  rim_volume_unref (self->image);
  g_free (self);
}

/**
 * rl_save_complete_path:
 * @path: what the user typed
 * @format: (inout): the format chosen in the list
 *
 * An extension that names another format than the one chosen wins; a name
 * without one gets that of the format chosen.
 *
 * Returns: (transfer full): the path with an extension
 */
char *
rl_save_complete_path (const char      *path,
                       RimExportFormat *format)
{
  if (rim_export_format_accepts_path (*format, path) || rim_export_format_from_path (path, format))
    return g_strdup (path);

  return g_strconcat (path, rim_export_format_get_extension (*format), NULL);
}

/* Returns: (transfer full): a name without an extension */
char *
rl_save_suggest_name (RlSession *session)
{
  RimVolume *base = rl_session_get_base (session);
  RimSource *source = base != NULL ? rim_volume_get_source (base) : NULL;
  g_autofree char *name = NULL;

  if (source == NULL || source->patient_id == NULL || *source->patient_id == '\0')
    return g_strdup (_("segmentation"));

  name = g_strdup_printf ("%s_%s_%s", source->patient_id,
                          source->study_date != NULL ? source->study_date : "",
                          _("segmentation"));

  return g_strdelimit (g_steal_pointer (&name), "/\\:*?\"<>|", '_');
}
