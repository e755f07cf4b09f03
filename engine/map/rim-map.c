/* rim-map.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "feature/rim-feature-table.h"
#include "rim-map-shared-private.h"

#define ROWS_PER_BLOCK 4

static const RimMapFamily *const families[] = {
  &rim_map_family_firstorder, &rim_map_family_glcm, &rim_map_family_gldm,
  &rim_map_family_glrlm, &rim_map_family_glszm, &rim_map_family_ngtdm,
  &rim_map_family_image, &rim_map_family_collage, &rim_map_family_rim,
};

#define N_FAMILIES G_N_ELEMENTS (families)

/* Returns: the family of that number, as RimMapFeature has it */
const RimMapFamily *
rim_map_family_get (guint family)
{
  return families[family];
}

/* What a family cannot do, others may; so an input is made all the same. */
static gboolean
check_family (const RimMapInput  *input,
              const RimFamily    *family,
              GError            **error)
{
  const RimFamilySettings *settings = &input->settings.family;
  const gboolean is_glcm = family == rim_map_family_glcm.family;
  const gboolean has_directions = is_glcm || family == rim_map_family_glrlm.family;

  if (family->needs_levels && input->unlevelled != NULL)
    g_propagate_error (error, g_error_copy (input->unlevelled));
  else if ((has_directions && settings->weighting != RIM_WEIGHTING_NONE) || (is_glcm && !settings->is_symmetric))
    g_set_error_literal (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                         "Maps have no weighted and no asymmetrical matrices");
  else
    return TRUE;

  return FALSE;
}

/**
 * rim_map_family_prepare:
 * @self: a family
 * @input: what maps are made of
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Makes what all windows have in common, unless it is there.
 *
 * Returns: whether the family can measure windows of @input now
 */
gboolean
rim_map_family_prepare (const RimMapFamily  *self,
                        const RimMapInput   *input,
                        GCancellable        *cancellable,
                        GError             **error)
{
  return check_family (input, self->family, error) && rim_map_shared_make (input, self, cancellable, error);
}

static gboolean
has_map (const RimFeatureInfo *info)
{
  return info->is_on && (info->profiles & (RIM_IN_PYRADIOMICS | RIM_IN_RIMLIGHT)) != 0;
}

/**
 * rim_map_feature_get:
 * @i: a number, from 0
 * @feature: (out caller-allocates): a feature
 *
 * Returns: whether there are so many features that have maps: PyRadiomics' that are
 *   not of shape, then what it lacks
 */
gboolean
rim_map_feature_get (guint          i,
                     RimMapFeature *feature)
{
  for (guint family = 0; family < N_FAMILIES; family++)
    for (guint row = 0; row < families[family]->family->n_features; row++)
      if (has_map (families[family]->family->get_info (row)) && i-- == 0)
        {
          *feature = (RimMapFeature) { family, row };
          return TRUE;
        }

  return FALSE;
}

/**
 * rim_map_feature_find:
 * @name: "glcm_Contrast"
 * @feature: (out caller-allocates): the feature
 * @error: where to put an error
 *
 * Returns: whether it has a map
 */
gboolean
rim_map_feature_find (const char     *name,
                      RimMapFeature  *feature,
                      GError        **error)
{
  for (guint i = 0; rim_map_feature_get (i, feature); i++)
    {
      g_autofree char *other = rim_map_feature_dup_name (feature);

      if (strcmp (name, other) == 0)
        return TRUE;
    }

  g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS, "There is no map of “%s”", name);

  return FALSE;
}

/**
 * rim_map_feature_dup_name:
 * @self: a feature
 *
 * Returns: (transfer full): PyRadiomics' name of its map: "glcm_Contrast"
 */
char *
rim_map_feature_dup_name (const RimMapFeature *self)
{
  return g_strconcat (families[self->family]->family->name, "_", rim_map_feature_get_info (self)->name, NULL);
}

const RimFeatureInfo *
rim_map_feature_get_info (const RimMapFeature *self)
{
  return families[self->family]->family->get_info (self->row);
}

const RimFamily *
rim_map_feature_get_family (const RimMapFeature *self)
{
  return families[self->family]->family;
}

/**
 * rim_map_feature_is_of:
 * @self: a feature
 * @image_type: "original", or the name of an image that a filter made
 *
 * Returns: whether there is a map of the feature in such an image; CoLlAGe and the rim
 *   have maps of the image before filters alone
 */
gboolean
rim_map_feature_is_of (const RimMapFeature *self,
                       const char          *image_type)
{
  return families[self->family]->family->needs_intensity || strcmp (image_type, "original") == 0;
}

/**
 * rim_map_feature_needs_lesion:
 * @self: a feature
 *
 * Returns: whether its map is of the lesion that the VOI was made from, so that image,
 *   VOI and settings alone do not say what it is
 */
gboolean
rim_map_feature_needs_lesion (const RimMapFeature *self)
{
  return families[self->family]->needs_lesion;
}

/**
 * rim_map_feature_dup_unit:
 * @self: a feature
 * @image_type: "original", or the name of an image that a filter made
 * @unit: of the image before filters
 *
 * Returns: (transfer full): the unit of its map as it stands behind a number, "HU";
 *   empty where there is none, as images of filters have none but the gradient per mm
 */
char *
rim_map_feature_dup_unit (const RimMapFeature *self,
                          const char          *image_type,
                          RimUnit              unit)
{
  const RimFeatureUnit of = rim_map_feature_get_info (self)->unit;
  const gboolean is_original = strcmp (image_type, "original") == 0;
  g_autofree char *text = rim_feature_unit_to_string (of, unit);

  if (of == RIM_FEATURE_UNIT_INTENSITY && *text != '\0' && strcmp (image_type, "gradient") == 0)
    return g_strconcat (text, "/mm", NULL);

  return rim_feature_unit_to_string (of, is_original ? unit : RIM_UNIT_STORED);
}

typedef struct
{
  RimMapInput         *input;
  const RimMapFamily  *family;
  const RimMapFeature *features;
  guint                n_features;
  const guint8        *wanted;
  const guint32       *voxels;
  const gsize         *rows;          /* where voxels of each row begin, and the end */
  float *const        *maps;
  GCancellable        *cancellable;
  pthread_mutex_t      lock;
  GPtrArray           *states;        /* that no thread works with */
} Job;

static void
keep_row (const Job    *job,
          gsize         begin,
          gsize         end,
          const double *values)
{
  const guint width = job->family->family->n_features;

  for (guint f = 0; f < job->n_features; f++)
    if (families[job->features[f].family] == job->family)
      for (gsize v = begin; v < end; v++)
        job->maps[f][job->voxels[v]] = (float) values[(v - begin) * width + job->features[f].row];
}

static gpointer
take_state (Job *job)
{
  gpointer state = NULL;

  pthread_mutex_lock (&job->lock);
  if (job->states->len > 0)
    state = g_ptr_array_steal_index_fast (job->states, job->states->len - 1);
  pthread_mutex_unlock (&job->lock);

  return state != NULL ? state : job->family->state_new (job->input, job->wanted);
}

static void
give_state (Job      *job,
            gpointer  state)
{
  pthread_mutex_lock (&job->lock);
  g_ptr_array_add (job->states, state);
  pthread_mutex_unlock (&job->lock);
}

static void
measure_rows (gsize    begin,
              gsize    end,
              gpointer data)
{
  Job *job = data;
  const guint width = job->family->family->n_features;
  gpointer state = take_state (job);

  for (gsize row = begin; row < end; row++)
    {
      const gsize first = job->rows[row];
      const gsize n = job->rows[row + 1] - first;
      g_autofree gsize *offsets = g_new (gsize, n);
      g_autofree double *values = g_new (double, n * width);

      if (g_cancellable_is_cancelled (job->cancellable))
        break;

      for (gsize v = 0; v < n; v++)
        offsets[v] = job->input->offsets[job->voxels[first + v]];
      job->family->measure (state, offsets, n, values);
      keep_row (job, first, first + n, values);
    }

  give_state (job, state);
}

/* Splits voxels into those of one row each; returns how many rows. */
static gsize *
find_rows (RimMapInput   *input,
           const guint32 *voxels,
           gsize          n_voxels,
           gsize         *n_rows)
{
  const gsize stride = input->levels->stride[1];
  gsize *rows = g_new (gsize, n_voxels + 1);

  *n_rows = 0;
  for (gsize v = 0; v < n_voxels; v++)
    if (v == 0 || input->offsets[voxels[v]] / stride != input->offsets[voxels[v - 1]] / stride ||
        voxels[v] <= voxels[v - 1])
      rows[(*n_rows)++] = v;
  rows[*n_rows] = n_voxels;

  return rows;
}

static void
run (Job   *job,
     gsize  n_rows)
{
  pthread_mutex_init (&job->lock, NULL);
  job->states = g_ptr_array_new_with_free_func (job->family->state_free);
  rim_parallel_for (n_rows, ROWS_PER_BLOCK, measure_rows, job);
  g_ptr_array_unref (job->states);
  pthread_mutex_destroy (&job->lock);
}

static gboolean
is_wanted (const Job *job,
           guint8    *wanted)
{
  gboolean any = FALSE;

  for (guint f = 0; f < job->n_features; f++)
    if (families[job->features[f].family] == job->family)
      any = wanted[job->features[f].row] = TRUE;

  return any;
}

/**
 * rim_map_compute:
 * @input: what to compute from
 * @features: (array length=n_features): of what
 * @n_features: how many
 * @voxels: (array length=n_voxels): of which voxels of the region, by their number in
 *   scan order; those of a row together
 * @n_voxels: how many
 * @maps: (array length=n_features): of each feature, a value per voxel of the region;
 *   only those of @voxels are written; NAN where a window has no value
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Computes features of the windows around voxels: PyRadiomics' voxel-based extraction.
 * What is computed of a voxel depends on its window and the grey levels alone, so
 * voxels in any order and in as many calls as one likes, on any number of threads,
 * have the same bits. After a cancellation what is in @maps is of no use.
 *
 * Returns: whether it could
 */
gboolean
rim_map_compute (RimMapInput          *input,
                 const RimMapFeature  *features,
                 guint                 n_features,
                 const guint32        *voxels,
                 gsize                 n_voxels,
                 float *const         *maps,
                 GCancellable         *cancellable,
                 GError              **error)
{
  gsize n_rows;
  g_autofree gsize *rows = find_rows (input, voxels, n_voxels, &n_rows);

  for (guint family = 0; family < N_FAMILIES; family++)
    {
      g_autofree guint8 *wanted = g_new0 (guint8, families[family]->family->n_features);
      Job job = {
        .input = input, .family = families[family], .features = features, .n_features = n_features,
        .wanted = wanted, .voxels = voxels, .rows = rows, .maps = maps, .cancellable = cancellable,
      };

      if (!is_wanted (&job, wanted))
        continue;
      if (!rim_map_family_prepare (families[family], input, cancellable, error))
        return FALSE;
      run (&job, n_rows);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rim_map_make_volume:
 * @input: what the map was computed from
 * @grid: (nullable): of the image that the region lies on; %NULL where @input knows it
 * @map: (array): a value per voxel of the region
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the map on all of the grid, NAN outside of the
 *   region
 */
RimVolume *
rim_map_make_volume (RimMapInput    *input,
                     const RimGrid  *grid,
                     const float    *map,
                     GError        **error)
{
  const RimRegion *region = input->region;
  const guint8 *inside = region->inside;
  RimVolume *volume;

  grid = grid != NULL ? grid : &input->grid;
  volume = rim_volume_new (grid, RIM_VOXEL_FLOAT, error);
  if (volume == NULL)
    return NULL;

  for (guint k = 0; k < grid->size[2]; k++)
    {
      float *slice = rim_volume_get_slice_for_writing (volume, k);

      for (gsize v = 0; v < (gsize) grid->size[0] * grid->size[1]; v++)
        slice[v] = NAN;
      for (guint j = region->box.min[1]; k >= region->box.min[2] && k < region->box.max[2] && j < region->box.max[1]; j++)
        for (guint i = region->box.min[0]; i < region->box.max[0]; i++)
          if (*inside++)
            slice[(gsize) j * grid->size[0] + i] = *map++;
    }
  rim_volume_publish_all (volume);

  return volume;
}
