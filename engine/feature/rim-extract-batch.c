/* rim-extract-batch.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-ibsi-private.h"

#include <stdlib.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "rim-voi-image-private.h"

/* Two images keep two processors busy to their end, and a third would only cost
 * memory: per image 8 bytes a voxel of the region for its value, 8 for its place
 * and 2 a voxel of the box for its level.
 */
#define MAX_IMAGES   2
#define MAX_FAMILIES 32

/* One family on one image. Values of an aggregation stand beside each other. */
typedef struct
{
  RimBatch        *batch;
  RimVoiImage     *image;
  guint            family;
  guint            n_aggregations;
  RimAggregation   aggregations[RIM_N_AGGREGATIONS];
  double          *values;
  GError          *error;
} Task;

struct _RimBatch
{
  RimSettings     *settings;
  RimFeatureTable *table;
  RimVoiVoxels     voxels;
  guint            n_images;
  RimVoiImage      images[MAX_IMAGES + 1]; /* the last is the shape's */
  GArray          *order[MAX_FAMILIES]; /* of guint: features as they are written */
  gboolean         has_shape;    /* still to be computed */
  guint            n_tasks;
  Task             tasks[(MAX_IMAGES + 1) * MAX_FAMILIES];
  GCancellable    *cancellable;
};

/* Within a family what has more voxels goes first. */
static int
compare_tasks (gconstpointer a,
               gconstpointer b)
{
  const Task *x = *(Task *const *) a;
  const Task *y = *(Task *const *) b;
  guint n;
  const RimFamily *const *families = rim_families_get (&n);
  const int difference = (int) rim_family_get_rank (families[x->family]) - (int) rim_family_get_rank (families[y->family]);
  const gsize n_x = x->batch->voxels.region->n_voxels;
  const gsize n_y = y->batch->voxels.region->n_voxels;

  return difference != 0 ? difference : (n_x < n_y) - (n_x > n_y);
}

static void
clear (RimBatch *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->images); i++)
    rim_voi_image_clear (&self->images[i]);
  for (guint i = 0; i < self->n_tasks; i++)
    {
      g_free (self->tasks[i].values);
      g_clear_error (&self->tasks[i].error);
    }
  self->n_images = 0;
  self->n_tasks = 0;
}

/* The images of the batches one after the other. */
static void
make_all_levels (gsize    begin,
                 gsize    end,
                 gpointer data)
{
  RimBatch *const *batches = data;

  for (gsize i = begin; i < end; i++)
    {
      RimBatch *batch = batches[i / MAX_IMAGES];

      if (i % MAX_IMAGES < batch->n_images)
        rim_voi_image_make_levels (&batch->images[i % MAX_IMAGES], &batch->voxels);
    }
}

/* Tasks */

/* PyRadiomics averages over directions in space, where a family has matrices. */
static guint
get_aggregations (const RimBatch  *self,
                  const RimFamily *family,
                  RimAggregation  *aggregations)
{
  if (self->settings->profile == RIM_PROFILE_IBSI)
    return rim_ibsi_get_aggregations (&self->settings->values, family, aggregations);

  aggregations[0] = RIM_AGGREGATION_NONE;
  if (family->needs_levels && strcmp (family->name, "firstorder") != 0)
    aggregations[0] = RIM_AGGREGATION_3D_AVERAGED;

  return 1;
}

static void
add_tasks (RimBatch    *self,
           RimVoiImage *image,
           gboolean     needs_intensity)
{
  guint n;
  const RimFamily *const *families = rim_families_get (&n);

  for (guint i = 0; i < n; i++)
    if (self->settings->features[i] != NULL && families[i]->needs_intensity == needs_intensity &&
        !rim_voi_image_leaves_out (image, families[i]))
      {
        Task *task = &self->tasks[self->n_tasks++];

        *task = (Task) { .batch = self, .image = image, .family = i };
        task->n_aggregations = get_aggregations (self, families[i], task->aggregations);
        task->values = g_new (double, (gsize) task->n_aggregations * families[i]->n_features);
      }
}

static void
run_tasks (gsize    begin,
           gsize    end,
           gpointer data)
{
  Task *const *tasks = data;
  guint n;
  const RimFamily *const *families = rim_families_get (&n);

  for (gsize i = begin; i < end; i++)
    {
      Task *task = tasks[i];
      GCancellable *cancellable = task->batch->cancellable;

      if (!g_cancellable_set_error_if_cancelled (cancellable, &task->error))
        families[task->family]->compute (&task->image->input, task->aggregations, task->n_aggregations,
                                         task->values, cancellable, &task->error);
    }
}

/* The first error, in the order of images and families, whatever came first. */
static gboolean
find_error (RimBatch  *self,
            GError   **error)
{
  for (guint i = 0; i <= MAX_IMAGES; i++)
    {
      RimVoiImage *image = &self->images[i];

      for (guint t = 0; t < self->n_tasks && image->error == NULL; t++)
        if (self->tasks[t].image == image && self->tasks[t].error != NULL)
          image->error = g_steal_pointer (&self->tasks[t].error);
      if (image->error != NULL)
        {
          if (!g_error_matches (image->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
            g_prefix_error (&image->error, "%s: ", image->name);
          g_propagate_error (error, g_steal_pointer (&image->error));
          return TRUE;
        }
    }

  return FALSE;
}

static const Task *
find_task (RimBatch          *self,
           const RimVoiImage *image,
           guint              family)
{
  for (guint t = 0; t < self->n_tasks; t++)
    if (self->tasks[t].image == image && self->tasks[t].family == family)
      return &self->tasks[t];

  return NULL;
}

/* As the file lists them; of a whole class PyRadiomics finds features by the names
 * of their functions, sorted.
 */
static gboolean
is_before (RimBatch *self,
           guint     family,
           guint     a,
           guint     b)
{
  guint n;
  const RimFamily *info = rim_families_get (&n)[family];
  const guint8 *places = self->settings->features[family];
  g_autofree char *name_a = g_strconcat (info->get_info (a)->name, "FeatureValue", NULL);
  g_autofree char *name_b = g_strconcat (info->get_info (b)->name, "FeatureValue", NULL);

  if (places[a] != places[b])
    return places[a] < places[b];

  return self->settings->profile == RIM_PROFILE_PYRADIOMICS && strcmp (name_a, name_b) < 0;
}

/* Returns: (transfer full): the features of a family that are on, in the order in
 *   which they are written
 */
static GArray *
list_features (RimBatch *self,
               guint     family)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n;
  const RimFamily *info = rim_families_get (&n)[family];

  for (guint f = 0; f < info->n_features; f++)
    {
      guint at = list->len;

      if (self->settings->features[family][f] == 0)
        continue;
      while (at > 0 && is_before (self, family, f, g_array_index (list, guint, at - 1)))
        at--;
      g_array_insert_val (list, at, f);
    }

  return list;
}

static void
append_row (RimBatch   *self,
            const Task *task,
            guint       aggregation,
            guint       feature)
{
  guint n;
  const RimFamily *family = rim_families_get (&n)[task->family];
  const RimFeatureInfo *info = family->get_info (feature);

  rim_feature_table_append (self->table, &(RimFeatureRow) {
    .image_type = task->image->name,
    .family = family,
    .info = info,
    .name = info->name,
    .aggregation = task->aggregations[aggregation],
    .value = task->values[aggregation * family->n_features + feature],
  });
}

static void
append_rows (RimBatch          *self,
             const RimVoiImage *image)
{
  for (guint i = 0; i < self->settings->n_families; i++)
    {
      const guint family = self->settings->order[i];
      const Task *task = find_task (self, image, family);

      for (guint a = 0; task != NULL && a < task->n_aggregations; a++)
        for (guint at = 0; at < self->order[family]->len; at++)
          append_row (self, task, a, g_array_index (self->order[family], guint, at));
    }
}

static gboolean
add_all_tasks (RimBatch  *self,
               GError   **error)
{
  if (self->has_shape)
    {
      rim_voi_image_init (&self->images[MAX_IMAGES], &self->voxels, "original", NULL, &self->settings->values);
      if (!rim_voi_image_take_shape (&self->images[MAX_IMAGES], &self->voxels, error))
        return FALSE;
      add_tasks (self, &self->images[MAX_IMAGES], FALSE);
    }
  for (guint i = 0; i < self->n_images; i++)
    if (self->images[i].levels != NULL)
      add_tasks (self, &self->images[i], TRUE);

  return TRUE;
}

/* Takes what was computed. */
static gboolean
finish (RimBatch  *self,
        GError   **error)
{
  gboolean done = !find_error (self, error);

  if (done && self->has_shape)
    append_rows (self, &self->images[MAX_IMAGES]);
  for (guint i = 0; i < self->n_images && done; i++)
    append_rows (self, &self->images[i]);

  self->has_shape = FALSE;
  clear (self);

  return done;
}

static gboolean
wants_shape (RimSettings *settings)
{
  guint n;
  const RimFamily *const *families = rim_families_get (&n);

  for (guint i = 0; i < n; i++)
    if (settings->features[i] != NULL && !families[i]->needs_intensity)
      return TRUE;

  return FALSE;
}

/* Returns: whether there is a class that reads images beyond the region */
static gboolean
looks_around (RimSettings *settings)
{
  guint n;
  const RimFamily *const *families = rim_families_get (&n);

  for (guint i = 0; i < n; i++)
    if (settings->features[i] != NULL && strcmp (families[i]->name, "local_intensity") == 0)
      return TRUE;

  return FALSE;
}

/**
 * rim_batch_new:
 * @settings: settings
 * @prepared: image and VOI
 * @table: gets the rows
 *
 * Returns: (transfer full): a batch without images
 */
RimBatch *
rim_batch_new (RimSettings       *settings,
               const RimPrepared *prepared,
               RimFeatureTable   *table)
{
  RimBatch *self = g_new0 (RimBatch, 1);

  g_assert (settings->n_families <= MAX_FAMILIES);
  self->settings = rim_settings_ref (settings);
  self->table = rim_feature_table_ref (table);
  rim_voi_voxels_init (&self->voxels, settings->profile, prepared, looks_around (settings));
  self->has_shape = wants_shape (settings);
  for (guint i = 0; i < settings->n_families; i++)
    if (settings->features[i] != NULL)
      self->order[i] = list_features (self, i);

  return self;
}

void
rim_batch_free (RimBatch *self)
{
  clear (self);
  for (guint i = 0; i < MAX_FAMILIES; i++)
    g_clear_pointer (&self->order[i], g_array_unref);
  rim_settings_unref (self->settings);
  rim_feature_table_unref (self->table);
  rim_voi_voxels_clear (&self->voxels);
  g_free (self);
}

/* Returns: whether there is a class that reads intensities */
gboolean
rim_batch_needs_images (RimBatch *self)
{
  guint n;
  const RimFamily *const *families = rim_families_get (&n);

  for (guint i = 0; i < n; i++)
    if (self->settings->features[i] != NULL && families[i]->needs_intensity)
      return TRUE;

  return FALSE;
}

/**
 * rim_batch_get_wanted:
 * @self: a batch
 * @settings: an image type
 * @box: (out): where its values are wanted: in the box of the region, or
 *   everywhere
 *
 * Returns: (transfer none) (nullable): one byte per voxel of @box: 0 where no
 *   value is wanted; %NULL where all are
 */
const guint8 *
rim_batch_get_wanted (RimBatch              *self,
                      const RimSettingImage *settings,
                      RimBox                *box)
{
  return rim_voi_voxels_get_wanted (&self->voxels, settings, box);
}

/**
 * rim_batch_add:
 * @self: a batch that is not full
 * @name: the name of an image
 * @settings: what its features are computed with
 * @field: its values
 * @box: where they lie; holds that of rim_batch_get_wanted()
 * @error: where to put an error
 *
 * Adds an image.
 *
 * Returns: whether nothing went wrong
 */
gboolean
rim_batch_add (RimBatch               *self,
               const char             *name,
               const RimSettingImage  *settings,
               const RimField         *field,
               const RimBox           *box,
               GError                **error)
{
  RimVoiImage *image = &self->images[self->n_images];

  rim_voi_image_init (image, &self->voxels, name, settings, &settings->values);
  if (!rim_voi_image_take (image, &self->voxels, field, box, error))
    {
      rim_voi_image_clear (image);
      return FALSE;
    }

  self->n_images++;

  return TRUE;
}

/* Returns: whether it holds as many images as it may */
gboolean
rim_batch_is_full (RimBatch *self)
{
  return self->n_images == MAX_IMAGES;
}

static Task **
gather_tasks (RimBatch *const *batches,
              guint            n_batches,
              gsize           *n_tasks)
{
  Task **tasks = g_new (Task *, (gsize) n_batches * G_N_ELEMENTS (batches[0]->tasks));
  gsize n = 0;

  for (guint b = 0; b < n_batches; b++)
    for (guint t = 0; t < batches[b]->n_tasks; t++)
      tasks[n++] = &batches[b]->tasks[t];

  qsort (tasks, n, sizeof *tasks, compare_tasks);
  *n_tasks = n;

  return tasks;
}

/**
 * rim_batches_run:
 * @batches: (array length=n_batches): batches
 * @n_batches: how many
 * @failed: (out): the first that failed
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Computes all images of all batches together, and leaves these empty.
 *
 * Returns: whether nothing went wrong
 */
gboolean
rim_batches_run (RimBatch *const  *batches,
                 guint             n_batches,
                 guint            *failed,
                 GCancellable     *cancellable,
                 GError          **error)
{
  g_autofree Task **tasks = NULL;
  gsize n_tasks;

  rim_parallel_for ((gsize) n_batches * MAX_IMAGES, 1, make_all_levels, (gpointer) batches);
  for (*failed = 0; *failed < n_batches; (*failed)++)
    {
      batches[*failed]->cancellable = cancellable;
      if (!add_all_tasks (batches[*failed], error))
        return FALSE;
    }

  tasks = gather_tasks (batches, n_batches, &n_tasks);
  rim_parallel_for (n_tasks, 1, run_tasks, tasks);
  for (*failed = 0; *failed < n_batches; (*failed)++)
    if (!finish (batches[*failed], error))
      return FALSE;

  return TRUE;
}
