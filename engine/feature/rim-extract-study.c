/* rim-extract-study.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-extract-study.h"

/* A share of the progress of all images. */
typedef struct
{
  RimExtractProgress progress;
  gpointer           data;
  double             begin;
  double             share;
} Progress;

static void
tell_share (double   done,
            gpointer data)
{
  const Progress *self = data;

  if (self->progress != NULL)
    self->progress (self->begin + done * self->share, self->data);
}

static void
add_tables (GPtrArray           *results,
            RimStudyPair *const *pairs,
            GPtrArray           *tables)
{
  for (guint i = 0; i < tables->len; i++)
    {
      RimStudyTable *result = g_new (RimStudyTable, 1);

      *result = (RimStudyTable) {
        pairs[i]->image, pairs[i]->voi, rim_feature_table_ref (g_ptr_array_index (tables, i))
      };
      g_ptr_array_add (results, result);
    }
}

/* The VOIs of one image. */
static gboolean
extract_image (RimStudyPair *const  *pairs,
               guint                 n_pairs,
               RimSettings          *settings,
               GPtrArray            *results,
               Progress             *progress,
               GCancellable         *cancellable,
               GError              **error)
{
  g_autoptr(RimSettings) own = rim_settings_for_study_image (settings, pairs[0]->image);
  g_autoptr(GPtrArray) tables = NULL;
  RimMask *masks[RIM_N_VOI_KINDS];
  const char *names[RIM_N_VOI_KINDS];

  for (guint i = 0; i < n_pairs; i++)
    {
      masks[i] = pairs[i]->mask;
      names[i] = rim_voi_kind_get_id (pairs[i]->voi);
    }

  tables = rim_extract_many (pairs[0]->volume, masks, names, n_pairs, own, tell_share, progress, cancellable, error);
  if (tables == NULL)
    {
      if (!g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_prefix_error (error, "%s: ", rim_study_image_get_id (pairs[0]->image));
      return FALSE;
    }

  add_tables (results, pairs, tables);

  return TRUE;
}

static guint
count_same_image (GPtrArray *pairs,
                  guint      begin)
{
  const RimStudyPair *first = g_ptr_array_index (pairs, begin);
  guint end = begin;

  while (end < pairs->len && ((RimStudyPair *) g_ptr_array_index (pairs, end))->image == first->image)
    end++;

  return end - begin;
}

/**
 * rim_extract_study:
 * @ct: (nullable): the CT in HU, all slices ready
 * @pet: (nullable): the PET, all slices ready
 * @lesion: a lesion on any grid in their frame of reference
 * @settings: settings; each image may have some of its own
 * @study: (nullable): which images and VOIs; those of @settings where %NULL, and
 *   where these name none every image there is and the tumour
 * @progress: (nullable): told how far it is
 * @data: for @progress
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Computes the features of every VOI on every image of a patient. Each table has
 * the bits that rim_extract() gives of what rim_study_images() makes, with what
 * rim_settings_for_study_image() gives.
 *
 * Returns: (transfer full) (nullable) (element-type RimStudyTable): image by image,
 *   VOI by VOI; none where one fails
 */
GPtrArray *
rim_extract_study (RimVolume               *ct,
                   RimVolume               *pet,
                   RimMask                 *lesion,
                   RimSettings             *settings,
                   const RimStudySettings  *study,
                   RimExtractProgress       progress,
                   gpointer                 data,
                   GCancellable            *cancellable,
                   GError                 **error)
{
  g_autoptr(GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_study_table_free);
  g_autoptr(GPtrArray) pairs = NULL;
  g_autoptr(GError) local_error = NULL;
  RimStudySettings used;
  guint n;

  g_return_val_if_fail (lesion != NULL && settings != NULL, NULL);

  if (study != NULL)
    used = *study;
  else
    rim_settings_get_study (settings, &used);
  rim_study_settings_complete (&used, ct, pet);

  pairs = rim_study_images (ct, pet, lesion, &used, cancellable, error);
  if (pairs == NULL)
    return NULL;

  for (guint begin = 0; begin < pairs->len; begin += n)
    {
      Progress share = { progress, data, (double) begin / pairs->len, 0.0 };

      n = count_same_image (pairs, begin);
      share.share = (double) n / pairs->len;
      if (!extract_image ((RimStudyPair **) pairs->pdata + begin, n, settings, results, &share, cancellable,
                          &local_error))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }

  return g_steal_pointer (&results);
}

/**
 * rim_study_table_free:
 * @self: (transfer full): a table
 */
void
rim_study_table_free (RimStudyTable *self)
{
  rim_feature_table_unref (self->table);
  g_free (self);
}

/**
 * rim_study_tables_to_csv:
 * @tables: (element-type RimStudyTable): tables of one profile
 *
 * Returns: (transfer full): all of them as rim_feature_table_to_csv() would write
 *   them, below one header and with the columns image and voi first
 */
char *
rim_study_tables_to_csv (GPtrArray *tables)
{
  GString *csv = g_string_new (NULL);

  for (guint i = 0; i < tables->len; i++)
    {
      const RimStudyTable *table = g_ptr_array_index (tables, i);
      g_autofree char *prefix = g_strdup_printf ("%s,%s,", rim_study_image_get_id (table->image),
                                                 rim_voi_kind_get_id (table->voi));

      if (i == 0)
        rim_feature_table_append_header (table->table, "image,voi,", csv);
      rim_feature_table_append_csv (table->table, prefix, csv);
    }

  return g_string_free (csv, FALSE);
}
