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

/* Two images keep two processors busy to their end, and a third would only cost
 * memory: per image 8 bytes a voxel of the region for its value, 8 for its place
 * and 2 a voxel of the box for its level.
 */
#define MAX_IMAGES   2
#define MAX_FAMILIES 32

typedef struct
{
  char                  *name;
  const RimSettingImage *settings;
  gboolean               is_single;
  RimVolume             *volume; /* what a filter made of all of the image, where that is read */
  double                *voxels;
  RimLevels             *levels;
  RimFamilySettings      family_settings;
  RimFamilyInput         input;
  GError                *error;
} Image;

/* One family on one image. Values of an aggregation stand beside each other. */
typedef struct
{
  RimBatch        *batch;
  Image           *image;
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
  RimVolume       *volume;
  RimRegion       *region;
  RimRegion       *shape;
  guint            n_images;
  Image            images[MAX_IMAGES + 1]; /* the last is the shape's */
  GArray          *order[MAX_FAMILIES]; /* of guint: features as they are written */
  gboolean         has_shape;    /* still to be computed */
  guint            n_tasks;
  Task             tasks[(MAX_IMAGES + 1) * MAX_FAMILIES];
  GCancellable    *cancellable;
};

/* Families in the order of what they cost, so that the last to end is short. */
static guint
get_rank (const RimFamily *family)
{
  static const char *const names[] = { "morphology", "glcm", "glrlm", "shape", "glszm", "gldm", "ngtdm" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (family->name, names[i]) == 0)
      return i;

  return G_N_ELEMENTS (names);
}

/* Within a family what has more voxels goes first. */
static int
compare_tasks (gconstpointer a,
               gconstpointer b)
{
  const Task *x = *(Task *const *) a;
  const Task *y = *(Task *const *) b;
  guint n;
  const RimFamily *const *families = rim_families_get (&n);
  const int difference = (int) get_rank (families[x->family]) - (int) get_rank (families[y->family]);
  const gsize n_x = x->batch->region->n_voxels;
  const gsize n_y = y->batch->region->n_voxels;

  return difference != 0 ? difference : (n_x < n_y) - (n_x > n_y);
}

static gboolean
is_filtered (const Image *image)
{
  return image->settings != NULL && image->settings->kind != RIM_IMAGE_ORIGINAL;
}

static void
init_image (RimBatch               *self,
            Image                  *image,
            const char             *name,
            const RimSettingImage  *settings,
            const RimSettingValues *values)
{
  memset (image, 0, sizeof *image);
  image->name = g_strdup (name);
  image->settings = settings;
  if (self->settings->profile == RIM_PROFILE_IBSI)
    rim_ibsi_family_settings_init (&image->family_settings, values, is_filtered (image));
  else
    rim_extract_init_family (&image->family_settings, values);
  image->input = (RimFamilyInput) {
    .image = is_filtered (image) ? NULL : self->volume,
    .region = self->region,
    .shape = self->shape,
    .settings = &image->family_settings,
  };
}

static void
clear_image (Image *image)
{
  g_clear_pointer (&image->name, g_free);
  g_clear_pointer (&image->volume, rim_volume_unref);
  g_clear_pointer (&image->voxels, g_free);
  g_clear_pointer (&image->levels, rim_levels_free);
  g_clear_error (&image->error);
}

static void
clear (RimBatch *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->images); i++)
    clear_image (&self->images[i]);
  for (guint i = 0; i < self->n_tasks; i++)
    {
      g_free (self->tasks[i].values);
      g_clear_error (&self->tasks[i].error);
    }
  self->n_images = 0;
  self->n_tasks = 0;
}

/* Levels */

static guint
get_pad (const RimFamilySettings *settings)
{
  guint pad = 1;

  for (guint i = 0; i < settings->n_distances; i++)
    pad = MAX (pad, settings->distances[i]);

  return pad;
}

static RimBins
get_bins (const Image     *image,
          const RimRegion *region)
{
  const RimSettingValues *values = &image->settings->values;

  if (image->family_settings.profile == RIM_PROFILE_IBSI)
    return rim_ibsi_get_bins (values, is_filtered (image), image->voxels, region->n_voxels);

  return rim_extract_get_bins (values, image->is_single);
}

static void
make_levels (Image           *image,
             const RimRegion *region)
{
  const RimBins bins = get_bins (image, region);
  g_autofree guint16 *levels = g_try_new (guint16, region->n_voxels);
  guint n_levels;

  if (levels != NULL &&
      !rim_discretise (&bins, image->voxels, region->n_voxels, levels, &n_levels, NULL, &image->error))
    return;

  if (levels != NULL)
    image->levels = rim_levels_new (region, levels, n_levels, get_pad (&image->family_settings));
  if (image->levels == NULL)
    g_set_error_literal (&image->error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "There is no memory for grey levels");
  image->input.levels = image->levels;
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
        make_levels (&batch->images[i % MAX_IMAGES], batch->region);
    }
}

/* Tasks */

/* PyRadiomics has no shape in two dimensions, and no error either, where slices
 * are not looked at one by one. It means to leave it out as well where there are
 * several, but counts them along x instead of z and along z instead of x, so that
 * nearly all of these are errors.
 */
static gboolean
is_left_out (const RimFamily *family,
             const Image     *image)
{
  const int axis = image->family_settings.force_2d_axis;
  const guint *size = image->input.shape->grid.size;

  return strcmp (family->name, "shape2D") == 0 && (axis < 0 || (size[axis] > 1 && size[2 - axis] == 1));
}

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
add_tasks (RimBatch *self,
           Image    *image,
           gboolean  needs_intensity)
{
  guint n;
  const RimFamily *const *families = rim_families_get (&n);

  for (guint i = 0; i < n; i++)
    if (self->settings->features[i] != NULL && families[i]->needs_intensity == needs_intensity &&
        !is_left_out (families[i], image))
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
      Image *image = &self->images[i];

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
find_task (RimBatch    *self,
           const Image *image,
           guint        family)
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
append_rows (RimBatch    *self,
             const Image *image)
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

/* The shape's image is the original one: the IBSI's morphology reads it, too. */
static gboolean
init_shape (RimBatch  *self,
            GError   **error)
{
  Image *image = &self->images[MAX_IMAGES];
  g_autoptr(RimField) field = NULL;

  init_image (self, image, "original", NULL, &self->settings->values);
  if (self->settings->profile == RIM_PROFILE_PYRADIOMICS)
    return TRUE;

  field = rim_field_new_from_volume (self->volume, &self->region->box, error);
  if (field == NULL)
    return FALSE;

  image->voxels = rim_extract_gather (self->region, field, error);
  if (image->voxels == NULL)
    g_prefix_error (error, "%s: ", image->name);
  image->input.values = image->voxels;

  return image->voxels != NULL;
}

static gboolean
add_all_tasks (RimBatch  *self,
               GError   **error)
{
  if (self->has_shape)
    {
      if (!init_shape (self, error))
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

/* PyRadiomics cuts the image to the box of what re-segmentation leaves before it
 * measures shape, also where shape is that of the VOI before.
 */
static RimRegion *
new_shape_region (RimBatch          *self,
                  const RimPrepared *prepared)
{
  g_autoptr(RimMask) cropped = NULL;

  if (prepared->shape == prepared->intensity)
    return rim_region_ref (self->region);
  if (self->settings->profile != RIM_PROFILE_PYRADIOMICS)
    return rim_region_new (prepared->shape);

  cropped = rim_extract_crop_mask (prepared->shape, &self->region->box);

  return rim_region_new (cropped);
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
  self->volume = rim_volume_ref (prepared->image);
  self->region = rim_region_new (prepared->intensity);
  self->shape = new_shape_region (self, prepared);
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
  rim_volume_unref (self->volume);
  rim_region_unref (self->region);
  rim_region_unref (self->shape);
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

/* Returns: whether there is a class that reads images beyond the region */
static gboolean
looks_around (const RimBatch *self)
{
  guint n;
  const RimFamily *const *families = rim_families_get (&n);

  for (guint i = 0; i < n; i++)
    if (self->settings->features[i] != NULL && strcmp (families[i]->name, "local_intensity") == 0)
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
  const guint *size = rim_volume_get_grid (self->volume)->size;

  *box = self->region->box;
  if (settings->kind == RIM_IMAGE_ORIGINAL || !looks_around (self))
    return self->region->inside;

  *box = (RimBox) { { 0, 0, 0 }, { size[0], size[1], size[2] } };

  return NULL;
}

/* Takes the values of the region, and all of the image where that is read. */
static gboolean
take_values (RimBatch        *self,
             Image           *image,
             const RimField  *field,
             const RimBox    *box,
             GError         **error)
{
  g_autoptr(RimField) cropped = NULL;

  image->voxels = g_try_new (double, self->region->n_voxels);
  if (image->voxels == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "There is no memory for %zu voxels",
                   self->region->n_voxels);
      return FALSE;
    }

  image->input.values = image->voxels;
  if (!is_filtered (image) || !looks_around (self))
    {
      rim_region_gather_within (self->region, field, box, image->voxels);
      return TRUE;
    }

  image->volume = rim_extract_make_volume (field, error);
  cropped = image->volume != NULL ? rim_field_new_from_volume (image->volume, &self->region->box, error) : NULL;
  if (cropped == NULL)
    return FALSE;

  image->input.image = image->volume;
  rim_region_gather (self->region, cropped, image->voxels);

  return TRUE;
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
  Image *image = &self->images[self->n_images];

  init_image (self, image, name, settings, &settings->values);
  image->is_single = field->is_single;
  if (!take_values (self, image, field, box, error))
    {
      clear_image (image);
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
