/* rl-decoding.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-decoding.h"

#include <math.h>

struct _RlDecoding
{
  RimLibrary *library;
  RimSource  *other;            /* nullable: of what is not the base */
  RlLayerKind base;
  RimSeries  *series[RL_N_LAYERS];
  RimVolume  *volumes[RL_N_LAYERS];
  guint       first_slices[RL_N_LAYERS];
};

static void
slice_ready (RimVolume *volume,
             guint      k,
             gpointer   data)
{
  rl_job_report (data, NULL);
}

static gboolean
decode_layer (RlJob        *job,
              RlDecoding   *self,
              RlLayerKind   kind,
              GError      **error)
{
  RimLoadOptions options = {
    .unit = RIM_UNIT_STORED,
    .first_slice = self->first_slices[kind],
    .slice_ready = slice_ready,
    .data = job,
  };

  return self->series[kind] == NULL ||
         rim_series_decode (self->series[kind], self->volumes[kind], &options,
                            rl_job_get_cancellable (job), error);
}

/* What cannot be read is told when that image is opened. */
static guint
count_other_drawn (RlDecoding *self)
{
  g_autoptr(RimSegmentation) drawn = NULL;

  if (self->other == NULL || self->other->series_uid == NULL)
    return 0;

  drawn = rim_library_load_segmentation (self->library, self->other->study_uid,
                                         self->other->series_uid, self->other->series_part, NULL);

  return drawn != NULL ? rim_segmentation_get_n_lesions (drawn) : 0;
}

/* Decoding goes on from it to both sides, so next to it will do, too. */
static guint
find_slice (RimVolume *volume,
            RimVec3    point)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  double place = rim_grid_from_patient (grid, point).z;

  return (guint) CLAMP (rint (place), 0.0, grid->size[2] - 1.0);
}

static RimSource *
dup_other_source (RlOpened *opened)
{
  RimVolume *other = opened->base == RL_LAYER_CT ? opened->pet : opened->ct;
  RimSource *source = other != NULL ? rim_volume_get_source (other) : NULL;

  return source != NULL ? rim_source_ref (source) : NULL;
}

/**
 * rl_decoding_new:
 * @library: where the images are from
 * @opened: what was opened; its series and volumes are taken
 * @cursor: what is looked at
 */
RlDecoding *
rl_decoding_new (RimLibrary *library,
                 RlOpened   *opened,
                 RimVec3     cursor)
{
  RlDecoding *self = g_new0 (RlDecoding, 1);

  if (opened->is_decoded)
    {
      g_clear_pointer (&opened->ct_series, rim_series_unref);
      g_clear_pointer (&opened->pet_series, rim_series_unref);
    }

  self->library = g_object_ref (library);
  self->other = dup_other_source (opened);
  self->base = opened->base;
  self->series[RL_LAYER_CT] = g_steal_pointer (&opened->ct_series);
  self->volumes[RL_LAYER_CT] = g_steal_pointer (&opened->ct);
  self->series[RL_LAYER_PET] = g_steal_pointer (&opened->pet_series);
  self->volumes[RL_LAYER_PET] = g_steal_pointer (&opened->pet);
  for (guint i = 0; i < RL_N_LAYERS; i++)
    if (self->volumes[i] != NULL)
      self->first_slices[i] = find_slice (self->volumes[i], cursor);

  return self;
}

void
rl_decoding_free (RlDecoding *self)
{
  g_object_unref (self->library);
  g_clear_pointer (&self->other, rim_source_unref);
  for (guint i = 0; i < RL_N_LAYERS; i++)
    {
      g_clear_pointer (&self->series[i], rim_series_unref);
      g_clear_pointer (&self->volumes[i], rim_volume_unref);
    }
  g_free (self);
}

/**
 * rl_decoding_run:
 * @job: what it is part of; it reports each slice
 * @data: an #RlDecoding
 * @error: where to put an error
 *
 * For a worker.
 *
 * Returns: how many lesions are drawn on the image that is not the base, as
 *   GUINT_TO_POINTER(); that of 0 where it failed
 */
gpointer
rl_decoding_run (RlJob     *job,
                 gpointer   data,
                 GError   **error)
{
  RlDecoding *self = data;
  RlLayerKind other = self->base == RL_LAYER_CT ? RL_LAYER_PET : RL_LAYER_CT;

  if (!decode_layer (job, self, self->base, error) || !decode_layer (job, self, other, error))
    return NULL;

  return GUINT_TO_POINTER (count_other_drawn (self));
}
