/* rim-habitats-extract.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-habitats-extract.h"

#include "volume/rim-mask-resample.h"

typedef struct
{
  GPtrArray           *tables;      /* of RimHabitatTable */
  GPtrArray           *masks;
  RimSettings         *settings;
  RimExtractProgress   progress;
  gpointer             data;
  double               begin;
  double               share;
  GCancellable        *cancellable;
} Extraction;

static void
tell_share (double   done,
            gpointer data)
{
  const Extraction *self = data;

  if (self->progress != NULL)
    self->progress (self->begin + done * self->share, self->data);
}

static void
append (Extraction      *self,
        guint            habitat,
        RimStudyImage    image,
        RimFeatureTable *table,
        const GError    *problem)
{
  RimHabitatTable *row = g_new0 (RimHabitatTable, 1);

  row->habitat = habitat;
  row->image = image;
  row->table = table;
  row->problem = problem != NULL ? g_strdup (problem->message) : NULL;
  g_ptr_array_add (self->tables, row);
}

/* A habitat may be too small for features, which says nothing against the others. */
static gboolean
extract_each (Extraction     *self,
              RimStudyImage   image,
              RimVolume      *volume,
              RimMask *const *masks,
              GError        **error)
{
  for (guint c = 0; c < self->masks->len; c++)
    {
      g_autoptr(GError) problem = NULL;
      RimFeatureTable *table = rim_extract (volume, masks[c], self->settings, NULL, NULL, self->cancellable, &problem);

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        {
          g_clear_pointer (&table, rim_feature_table_unref);
          return FALSE;
        }
      append (self, c, image, table, problem);
    }

  return TRUE;
}

static gboolean
extract_masks (Extraction     *self,
               RimStudyImage   image,
               RimVolume      *volume,
               RimMask *const *masks,
               GError        **error)
{
  g_autoptr(GPtrArray) all = rim_extract_many (volume, masks, NULL, self->masks->len, self->settings, tell_share, self,
                                               self->cancellable, NULL);

  if (all == NULL)
    return extract_each (self, image, volume, masks, error);

  for (guint c = 0; c < all->len; c++)
    append (self, c, image, rim_feature_table_ref (g_ptr_array_index (all, c)), NULL);

  return TRUE;
}

static gboolean
extract_image (Extraction     *self,
               RimStudyImage   image,
               RimVolume      *volume,
               RimSettings    *settings,
               GError        **error)
{
  g_autoptr(RimSettings) own = rim_settings_for_study_image (settings, image);
  g_autoptr(GPtrArray) masks = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_mask_unref);

  for (guint c = 0; c < self->masks->len; c++)
    g_ptr_array_add (masks, rim_mask_resample (g_ptr_array_index (self->masks, c), rim_volume_get_grid (volume)));
  self->settings = own;

  return extract_masks (self, image, volume, (RimMask *const *) masks->pdata, error);
}

/**
 * rim_habitats_extract:
 * @images: (array fixed-size=3): by #RimStudyImage, all slices ready; %NULL for one whose
 *   features are not wanted
 * @masks: (element-type RimMask): the voxels of each habitat
 * @settings: settings
 * @progress: (nullable): told how far it is
 * @data: for @progress
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Computes the features of every habitat on every image: what rim_extract() gives of its
 * voxels, put on the grid of the image by their centres. Where a habitat has none, since it
 * is too small, its table says why.
 *
 * Returns: (transfer full) (nullable) (element-type RimHabitatTable): image by image, habitat
 *   by habitat
 */
GPtrArray *
rim_habitats_extract (RimVolume *const    *images,
                      GPtrArray           *masks,
                      RimSettings         *settings,
                      RimExtractProgress   progress,
                      gpointer             data,
                      GCancellable        *cancellable,
                      GError             **error)
{
  g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_habitat_table_free);
  Extraction self = {
    .tables = tables, .masks = masks, .progress = progress, .data = data, .cancellable = cancellable,
    .share = 1.0 / RIM_N_STUDY_IMAGES,
  };

  for (guint image = 0; image < RIM_N_STUDY_IMAGES; image++)
    {
      self.begin = image * self.share;
      if (images[image] != NULL && !extract_image (&self, (RimStudyImage) image, images[image], settings, error))
        return NULL;
    }

  return g_steal_pointer (&tables);
}

/**
 * rim_habitat_table_free:
 * @self: (transfer full) (nullable): a table
 */
void
rim_habitat_table_free (RimHabitatTable *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->table, rim_feature_table_unref);
  g_free (self->problem);
  g_free (self);
}

/**
 * rim_habitat_tables_to_csv:
 * @tables: (element-type RimHabitatTable): features of habitats
 *
 * Writes the tables as CSV: habitat (from 1), image, and what rim_feature_table_to_csv() writes.
 * Of a habitat without features there is no line.
 *
 * Returns: (transfer full): the text
 */
char *
rim_habitat_tables_to_csv (GPtrArray *tables)
{
  GString *csv = g_string_new (NULL);

  for (guint i = 0; i < tables->len; i++)
    {
      const RimHabitatTable *row = g_ptr_array_index (tables, i);
      g_autofree char *prefix = g_strdup_printf ("%u,%s,", row->habitat + 1, rim_study_image_get_id (row->image));

      if (row->table == NULL)
        continue;
      if (csv->len == 0)
        rim_feature_table_append_header (row->table, "habitat,image,", csv);
      rim_feature_table_append_csv (row->table, prefix, csv);
    }

  return g_string_free (csv, FALSE);
}
