/* rim-named-features.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-named-features.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "rim-named-cache-private.h"
#include "rim-named-images-private.h"
#include "rim-named-plan-private.h"

#define CACHE_BYTES ((gsize) 768 * 1024 * 1024)

struct _RimNamedFeatures
{
  RimRefCount    ref_count;
  RimNamedPlan   plan;
  RimNamedCache *cache;
};

/* A family that is being computed. */
typedef struct
{
  const RimNamedFamily *plan;
  const RimNamedMade   *made;
  double               *values;
  GCancellable         *cancellable;
  GError               *error;
} Task;

/* Within a family what has more voxels goes first. */
static int
compare_tasks (gconstpointer a,
               gconstpointer b)
{
  const Task *x = *(Task *const *) a;
  const Task *y = *(Task *const *) b;
  const int difference = (int) rim_family_get_rank (x->plan->family) - (int) rim_family_get_rank (y->plan->family);
  const gsize n_x = x->made->image.input.region->n_voxels;
  const gsize n_y = y->made->image.input.region->n_voxels;

  return difference != 0 ? difference : (n_x < n_y) - (n_x > n_y);
}

static void
run_tasks (gsize    begin,
           gsize    end,
           gpointer data)
{
  Task *const *tasks = data;

  for (gsize i = begin; i < end; i++)
    {
      Task *task = tasks[i];

      if (!g_cancellable_set_error_if_cancelled (task->cancellable, &task->error))
        task->plan->family->compute (&task->made->image.input, task->plan->aggregations, task->plan->n_aggregations,
                                     task->values, task->cancellable, &task->error);
    }
}

/* Returns: whether what it is computed from is there */
static gboolean
task_init (Task                 *self,
           const RimNamedFamily *plan,
           const RimNamedImages *images,
           GCancellable         *cancellable)
{
  const RimNamedMade *made = rim_named_images_get (images, plan->image);

  *self = (Task) { .plan = plan, .made = made, .cancellable = cancellable };
  if (!made->is_there || rim_voi_image_leaves_out (&made->image, plan->family) ||
      (plan->family->needs_levels && made->image.levels == NULL))
    return FALSE;

  self->values = g_new (double, plan->family->n_features * plan->n_aggregations);

  return TRUE;
}

/* Returns: (transfer full): why a VOI, an image or a class has no values, once each */
static void
add_reason (GPtrArray  *reasons,
            const char *where,
            const char *what)
{
  g_autofree char *reason = where != NULL ? g_strdup_printf ("%s: %s", where, what) : g_strdup (what);

  for (guint i = 0; i < reasons->len; i++)
    if (strcmp (g_ptr_array_index (reasons, i), reason) == 0)
      return;

  g_ptr_array_add (reasons, g_steal_pointer (&reason));
}

static void
explain (RimNamedFeatures     *self,
         const RimNamedImages *images,
         const Task           *tasks,
         GPtrArray            *reasons)
{
  for (guint f = 0; f < self->plan.families->len; f++)
    {
      const RimNamedFamily *plan = &g_array_index (self->plan.families, RimNamedFamily, f);
      const RimNamedMade *made = rim_named_images_get (images, plan->image);
      const RimNamedImage *image = &g_array_index (self->plan.images, RimNamedImage, plan->image);
      const RimNamedVoi *voi = &g_array_index (self->plan.vois, RimNamedVoi, image->voi);
      const GError *error = tasks[f].error != NULL ? tasks[f].error : rim_named_images_get_error (images, plan->image);
      g_autofree char *where = voi->has_study ? g_strdup_printf ("%s, %s", rim_study_image_get_id (voi->image),
                                                                 rim_voi_kind_get_id (voi->kind)) : NULL;

      if (error != NULL)
        add_reason (reasons, where, error->message);
      else if (made->is_there && tasks[f].values == NULL)
        add_reason (reasons, where, "There is no shape in two dimensions");
    }
}

static gboolean
compute_families (RimNamedFeatures      *self,
                  const RimNamedImages  *images,
                  double                *values,
                  GPtrArray             *reasons,
                  GCancellable          *cancellable,
                  GError               **error)
{
  const guint n = self->plan.families->len;
  g_autofree Task *tasks = g_new0 (Task, n);
  g_autofree Task **sorted = g_new (Task *, n);
  guint n_sorted = 0;
  gboolean is_cancelled;

  for (guint f = 0; f < n; f++)
    if (task_init (&tasks[f], &g_array_index (self->plan.families, RimNamedFamily, f), images, cancellable))
      sorted[n_sorted++] = &tasks[f];
  qsort (sorted, n_sorted, sizeof *sorted, compare_tasks);
  rim_parallel_for (n_sorted, 1, run_tasks, sorted);

  is_cancelled = g_cancellable_set_error_if_cancelled (cancellable, error);
  for (guint i = 0; i < self->plan.values->len && !is_cancelled; i++)
    {
      const RimNamedValue *value = &g_array_index (self->plan.values, RimNamedValue, i);
      const Task *task = &tasks[value->family];

      values[i] = task->values != NULL && task->error == NULL ? task->values[value->at] : NAN;
    }
  if (reasons != NULL && !is_cancelled)
    explain (self, images, tasks, reasons);

  for (guint f = 0; f < n; f++)
    {
      g_free (tasks[f].values);
      g_clear_error (&tasks[f].error);
    }

  return !is_cancelled;
}

/**
 * rim_named_features_new:
 * @settings: what the features are computed with
 * @study: (nullable): how VOIs and the fused image are made; as @settings say where %NULL
 * @names: (array zero-terminated=1): columns as rimlightctl extract --manifest names them
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): what to compute; %NULL where a name is none, or
 *   @settings do not have the feature
 */
RimNamedFeatures *
rim_named_features_new (RimSettings             *settings,
                        const RimStudySettings  *study,
                        const char *const       *names,
                        GError                 **error)
{
  g_autoptr(RimNamedFeatures) self = g_new0 (RimNamedFeatures, 1);

  rim_ref_count_init (&self->ref_count);
  self->cache = rim_named_cache_new (CACHE_BYTES);
  if (!rim_named_plan_init (&self->plan, settings, study, names, error))
    return NULL;

  return g_steal_pointer (&self);
}

RimNamedFeatures *
rim_named_features_ref (RimNamedFeatures *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_named_features_unref (RimNamedFeatures *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  rim_named_cache_free (self->cache);
  rim_named_plan_clear (&self->plan);
  g_free (self);
}

guint
rim_named_features_get_n (RimNamedFeatures *self)
{
  return self->plan.values->len;
}

/**
 * rim_named_features_get_column:
 * @self: features
 * @feature: counted from 0
 *
 * Returns: (transfer none): what its name says
 */
const RimFeatureColumn *
rim_named_features_get_column (RimNamedFeatures *self,
                               guint             feature)
{
  g_return_val_if_fail (feature < self->plan.values->len, NULL);

  return &g_array_index (self->plan.values, RimNamedValue, feature).column;
}

/**
 * rim_named_features_get_needs:
 * @self: features
 * @needs_ct: (out): whether they cannot be computed without a CT
 * @needs_pet: (out): whether they cannot without a PET
 *
 * Features whose names have no image take whichever there is.
 */
void
rim_named_features_get_needs (RimNamedFeatures *self,
                              gboolean         *needs_ct,
                              gboolean         *needs_pet)
{
  const guint fused = 1u << RIM_STUDY_IMAGE_FUSED;

  *needs_ct = rim_named_plan_needs (&self->plan, 1u << RIM_STUDY_IMAGE_CT | fused) ||
              rim_named_images_need_clip (&self->plan);
  *needs_pet = rim_named_plan_needs (&self->plan, 1u << RIM_STUDY_IMAGE_PET | fused);
}

/**
 * rim_named_features_compute:
 * @self: features
 * @ct: (nullable): the CT in HU, all slices ready
 * @pet: (nullable): the PET, all slices ready
 * @lesion: a lesion on any grid in their frame of reference
 * @values: (out caller-allocates): a value per name, with the bits that rim_extract_study()
 *   gives of all features, or rim_extract() where names have no image; NAN where there is none
 * @reasons: (nullable) (element-type utf8): gets a sentence for each reason why there is none;
 *   frees with g_free()
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Where a VOI is empty or an image cannot be made, the features of the others are computed.
 *
 * Returns: whether it was not stopped
 */
gboolean
rim_named_features_compute (RimNamedFeatures  *self,
                            RimVolume         *ct,
                            RimVolume         *pet,
                            RimMask           *lesion,
                            double            *values,
                            GPtrArray         *reasons,
                            GCancellable      *cancellable,
                            GError           **error)
{
  RimNamedImages images = { .plan = &self->plan, .cache = self->cache, .ct = ct, .pet = pet, .lesion = lesion,
                            .cancellable = cancellable };
  gboolean done;

  g_return_val_if_fail (lesion != NULL && values != NULL, FALSE);

  rim_named_images_make (&images);
  done = compute_families (self, &images, values, reasons, cancellable, error);
  rim_named_images_clear (&images);

  return done;
}
