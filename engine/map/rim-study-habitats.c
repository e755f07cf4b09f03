/* rim-study-habitats.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-study-habitats.h"

#include <math.h>
#include <string.h>

#include "feature/rim-extract-study.h"
#include "rim-map-sample-private.h"
#include "rim-map-study.h"
#include "volume/rim-mask-resample.h"

/* What maps are made of, and where they go. */
typedef struct
{
  RimVolume *const     *images;          /* by RimStudyImage */
  RimMask              *lesion;
  RimMask              *voi;
  RimRegion            *region;          /* of @voi: the voxels that are shared out */
  const RimHabitatMap  *maps;
  guint                 n_maps;
  float               **values;          /* [n_maps], a value per voxel of @region */
  GCancellable         *cancellable;
} Making;

/* Maps of one image and filter, whose windows are the same. */
typedef struct
{
  RimMapInput   *input;
  guint          n;
  RimMapFeature  features[RIM_HABITATS_MAX_MAPS];
  guint          places[RIM_HABITATS_MAX_MAPS];
} Group;

static gboolean
has_same_windows (const RimHabitatMap *a,
                  const RimHabitatMap *b)
{
  return a->image == b->image && strcmp (a->image_type, b->image_type) == 0 &&
         strcmp (rim_settings_get_hash (a->settings), rim_settings_get_hash (b->settings)) == 0;
}

/* The map of a region in its box. */
static RimField *
make_field (const RimRegion  *region,
            const float      *values,
            GError          **error)
{
  const gsize n = rim_grid_get_n_voxels (&region->grid);
  RimField *field = rim_field_new (&region->grid, error);

  for (gsize v = 0; field != NULL && v < n; v++)
    field->values[v] = region->inside[v] ? (double) *values++ : (double) NAN;

  return field;
}

static gboolean
take_maps (Making        *self,
           const Group   *group,
           float *const  *found,
           GError       **error)
{
  for (guint f = 0; f < group->n; f++)
    {
      g_autoptr(RimField) field = make_field (group->input->region, found[f], error);

      if (field == NULL)
        return FALSE;

      rim_field_sample (field, self->region, self->values[group->places[f]]);
    }

  return TRUE;
}

static gboolean
compute_maps (Making       *self,
              const Group  *group,
              GError      **error)
{
  const gsize n_voxels = group->input->region->n_voxels;
  g_autofree guint32 *voxels = g_new (guint32, n_voxels);
  g_autofree float *values = g_new (float, n_voxels * group->n);
  float *found[RIM_HABITATS_MAX_MAPS];

  for (gsize v = 0; v < n_voxels; v++)
    voxels[v] = (guint32) v;
  for (guint f = 0; f < group->n; f++)
    found[f] = values + f * n_voxels;

  return rim_map_compute (group->input, group->features, group->n, voxels, n_voxels, found, self->cancellable,
                          error) &&
         take_maps (self, group, found, error);
}

static gboolean
make_group (Making               *self,
            const RimHabitatMap  *first,
            GError              **error)
{
  RimVolume *volume = self->images[first->image];
  g_autoptr(RimMask) voi = rim_mask_resample (self->voi, rim_volume_get_grid (volume));
  const RimMapCase of = { volume, voi, self->lesion, first->settings };
  Group group = { NULL };
  gboolean done;

  group.input = rim_map_input_new_for_case (&of, first->image_type, self->cancellable, error);
  if (group.input == NULL)
    return FALSE;

  for (guint m = 0; m < self->n_maps; m++)
    if (has_same_windows (&self->maps[m], first))
      {
        group.features[group.n] = self->maps[m].feature;
        group.places[group.n++] = m;
      }
  done = compute_maps (self, &group, error);
  rim_map_input_unref (group.input);

  return done;
}

static gboolean
make_maps (Making  *self,
           GError **error)
{
  for (guint m = 0; m < self->n_maps; m++)
    {
      gboolean is_first = TRUE;

      for (guint other = 0; other < m; other++)
        is_first = is_first && !has_same_windows (&self->maps[other], &self->maps[m]);
      if (is_first && !make_group (self, &self->maps[m], error))
        return FALSE;
    }

  return TRUE;
}

static GPtrArray *
make_masks (const RimHabitats *habitats,
            RimMask           *voi,
            const RimRegion   *region)
{
  const gsize n = rim_grid_get_n_voxels (&region->grid);
  GPtrArray *masks = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_mask_unref);
  g_autofree guint8 *voxels = g_malloc (n);

  for (guint c = 0; c < habitats->n; c++)
    {
      const guint8 *label = habitats->labels;

      for (gsize v = 0; v < n; v++)
        voxels[v] = region->inside[v] && *label++ == c;
      g_ptr_array_add (masks, rim_mask_new_from_box (rim_mask_get_grid (voi), &region->box, voxels));
    }

  return masks;
}

static gboolean
check_maps (const Making  *self,
            GError       **error)
{
  if (self->n_maps < 1 || self->n_maps > RIM_HABITATS_MAX_MAPS)
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                   "Habitats are found on 1 to %d maps, not on %u", RIM_HABITATS_MAX_MAPS, self->n_maps);
      return FALSE;
    }

  for (guint m = 0; m < self->n_maps; m++)
    if (self->images[self->maps[m].image] == NULL)
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no image \"%s\", which a map is of",
                     rim_study_image_get_id (self->maps[m].image));
        return FALSE;
      }

  return TRUE;
}

/* On the grid of the lesion. */
static RimMask *
make_voi (RimVolume               *ct,
          RimMask                 *lesion,
          const RimStudySettings  *study,
          RimVoiKind               kind,
          GCancellable            *cancellable,
          GError                 **error)
{
  RimVoiSettings settings = study->voi;
  g_autoptr(RimMask) clip = NULL;
  g_autoptr(RimVois) vois = NULL;
  RimMask *voi;

  if (kind == RIM_VOI_TUMOUR)
    return rim_mask_ref (lesion);
  if (kind == RIM_VOI_CORE)
    settings.clip = RIM_VOI_CLIP_NONE;
  if (settings.clip != RIM_VOI_CLIP_NONE)
    {
      clip = rim_study_clip_new (ct, settings.clip, cancellable, error);
      if (clip == NULL)
        return NULL;
    }

  vois = rim_vois_new (lesion, &settings, clip, error);
  voi = vois != NULL ? rim_vois_get (vois, kind, error) : NULL;

  return voi != NULL ? rim_mask_ref (voi) : NULL;
}

static gboolean
is_fused_wanted (const RimHabitatMap *maps,
                 guint                n_maps)
{
  for (guint m = 0; m < n_maps; m++)
    if (maps[m].image == RIM_STUDY_IMAGE_FUSED)
      return TRUE;

  return FALSE;
}

static RimStudyHabitats *
find (Making                   *self,
      const RimHabitatOptions  *options,
      GError                  **error)
{
  RimStudyHabitats *found;
  RimHabitats *habitats;
  RimBox bounds;

  if (!rim_mask_get_bounds (self->voi, &bounds))
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_EMPTY, "The region has no voxels");
      return NULL;
    }

  self->region = rim_region_new (self->voi);
  for (guint m = 0; m < self->n_maps; m++)
    self->values[m] = g_new (float, self->region->n_voxels);
  if (!make_maps (self, error))
    return NULL;

  habitats = rim_habitats_find ((const float *const *) self->values, self->n_maps, self->region->n_voxels, options,
                                self->cancellable, error);
  if (habitats == NULL)
    return NULL;

  found = g_new0 (RimStudyHabitats, 1);
  found->habitats = habitats;
  found->voi = rim_mask_ref (self->voi);
  found->masks = make_masks (habitats, self->voi, self->region);

  return found;
}

/**
 * rim_study_habitats_new_on:
 * @images: (array fixed-size=3): by #RimStudyImage, all slices ready; %NULL where there is none
 * @lesion: a lesion on any grid in their frame of reference; maps of the rim are about it
 * @voi: the voxels that are shared out, on any grid
 * @maps: (array length=n_maps): on what
 * @n_maps: how many, up to RIM_HABITATS_MAX_MAPS
 * @options: how
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Finds the habitats of a VOI: rim_habitats_find() on maps, each made on the grid of its own
 * image, at the voxels of the VOI. Where a map lies on another grid it is interpolated linearly
 * between those of the eight voxels around that have a value; a voxel where none has is in no
 * habitat.
 *
 * Returns: (transfer full) (nullable): the habitats
 */
RimStudyHabitats *
rim_study_habitats_new_on (RimVolume *const         *images,
                           RimMask                  *lesion,
                           RimMask                  *voi,
                           const RimHabitatMap      *maps,
                           guint                     n_maps,
                           const RimHabitatOptions  *options,
                           GCancellable             *cancellable,
                           GError                  **error)
{
  float *values[RIM_HABITATS_MAX_MAPS] = { NULL };
  RimStudyHabitats *found;
  Making making = {
    .images = images, .lesion = lesion, .voi = voi, .maps = maps, .n_maps = n_maps, .values = values,
    .cancellable = cancellable,
  };

  if (!check_maps (&making, error))
    return NULL;

  found = find (&making, options, error);
  g_clear_pointer (&making.region, rim_region_unref);
  for (guint m = 0; m < n_maps; m++)
    g_free (values[m]);

  return found;
}

/**
 * rim_study_habitats_new:
 * @ct: (nullable): the CT in HU, all slices ready
 * @pet: (nullable): the PET, all slices ready
 * @lesion: a lesion on any grid in their frame of reference
 * @study: how core, rim and the fused image are made
 * @voi: in which part of it
 * @maps: (array length=n_maps): on what
 * @n_maps: how many, up to RIM_HABITATS_MAX_MAPS
 * @options: how
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Finds the habitats of a lesion: rim_study_habitats_new_on() of a part of it, on its grid.
 *
 * Returns: (transfer full) (nullable): the habitats
 */
RimStudyHabitats *
rim_study_habitats_new (RimVolume                *ct,
                        RimVolume                *pet,
                        RimMask                  *lesion,
                        const RimStudySettings   *study,
                        RimVoiKind                voi,
                        const RimHabitatMap      *maps,
                        guint                     n_maps,
                        const RimHabitatOptions  *options,
                        GCancellable             *cancellable,
                        GError                  **error)
{
  RimVolume *images[RIM_N_STUDY_IMAGES] = { ct, pet };
  g_autoptr(RimVolume) fused = NULL;
  g_autoptr(RimMask) mask = NULL;

  if (is_fused_wanted (maps, n_maps) && ct != NULL && pet != NULL)
    {
      fused = rim_study_fuse (ct, pet, lesion, study, cancellable, error);
      if (fused == NULL)
        return NULL;
      images[RIM_STUDY_IMAGE_FUSED] = fused;
    }

  mask = make_voi (ct, lesion, study, voi, cancellable, error);
  if (mask == NULL)
    return NULL;

  return rim_study_habitats_new_on (images, lesion, mask, maps, n_maps, options, cancellable, error);
}

/**
 * rim_study_habitats_free:
 * @self: (transfer full) (nullable): habitats
 */
void
rim_study_habitats_free (RimStudyHabitats *self)
{
  if (self == NULL)
    return;

  rim_habitats_free (self->habitats);
  rim_mask_unref (self->voi);
  g_ptr_array_unref (self->masks);
  g_free (self);
}
