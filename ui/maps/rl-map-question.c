/* rl-map-question.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-question.h"

#include <math.h>

/* How long a worker computes before it shows what it has, in µs. */
#define CHUNK_TIME 25000

struct _RlMapQuestion
{
  RlFeatureImages *images;
  RlMapChoice     *choice;
  RimMask         *lesion;
  RlMapResult     *before;      /* of the same lesion before a stroke, or NULL */
  RimRefCount      ref_count;

  GMutex           lock;        /* for what follows */
  RlMapVoxels     *voxels;      /* NULL: not known yet */
  RimVec3          focus;
  RlMapResult     *part;
};

/* An answer that is being computed. */
typedef struct
{
  RlMapQuestion *question;
  RlJob         *job;
  RlMapResult   *result;
  RimMapFeature *features;
  float        **values;
  guint32       *slices;        /* the first voxel of each slice of the box, and the end */
  gboolean      *is_done;       /* of each slice */
  gsize          n_done;
  gsize          n_at_once;     /* voxels */
} Work;

/**
 * rl_map_question_new:
 * @images: the images of the patient
 * @choice: what is wanted
 * @lesion: the lesion as it is now
 * @voxels: (nullable): what maps of that are computed of, where it is known
 * @before: (nullable): the maps of the same choice before the lesion changed
 */
RlMapQuestion *
rl_map_question_new (RlFeatureImages   *images,
                     const RlMapChoice *choice,
                     RimMask           *lesion,
                     RlMapVoxels       *voxels,
                     RlMapResult       *before)
{
  RlMapQuestion *self = g_new0 (RlMapQuestion, 1);

  rim_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->images = g_object_ref (images);
  self->choice = rl_map_choice_copy (choice);
  self->lesion = rim_mask_ref (lesion);
  self->voxels = voxels != NULL ? rl_map_voxels_ref (voxels) : NULL;
  self->before = before != NULL ? rl_map_result_ref (before) : NULL;

  return self;
}

RlMapQuestion *
rl_map_question_ref (RlMapQuestion *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rl_map_question_unref (RlMapQuestion *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  g_object_unref (self->images);
  rl_map_choice_free (self->choice);
  rim_mask_unref (self->lesion);
  g_clear_pointer (&self->voxels, rl_map_voxels_unref);
  g_clear_pointer (&self->before, rl_map_result_unref);
  g_clear_pointer (&self->part, rl_map_result_unref);
  g_mutex_clear (&self->lock);
  g_free (self);
}

const RlMapChoice *
rl_map_question_get_choice (RlMapQuestion *self)
{
  return self->choice;
}

RlFeatureImages *
rl_map_question_get_images (RlMapQuestion *self)
{
  return self->images;
}

RimMask *
rl_map_question_get_lesion (RlMapQuestion *self)
{
  return self->lesion;
}

/* Returns: (transfer full) (nullable): what the maps are computed of, once that is known */
RlMapVoxels *
rl_map_question_dup_voxels (RlMapQuestion *self)
{
  RlMapVoxels *voxels;

  g_mutex_lock (&self->lock);
  voxels = self->voxels != NULL ? rl_map_voxels_ref (self->voxels) : NULL;
  g_mutex_unlock (&self->lock);

  return voxels;
}

static RlMapVoxels *
find_voxels (RlMapQuestion  *self,
             GCancellable   *cancellable,
             GError        **error)
{
  RlMapVoxels *voxels = rl_map_question_dup_voxels (self);

  if (voxels == NULL)
    {
      voxels = rl_map_voxels_new (self->images, self->choice, self->lesion, cancellable, error);
      if (voxels == NULL)
        return NULL;

      g_mutex_lock (&self->lock);
      self->voxels = rl_map_voxels_ref (voxels);
      g_mutex_unlock (&self->lock);
    }

  return voxels;
}

/**
 * rl_map_question_set_focus:
 * @self: a question
 * @point: what is looked at, LPS mm; slices near it come first from now on
 */
void
rl_map_question_set_focus (RlMapQuestion *self,
                           RimVec3        point)
{
  g_mutex_lock (&self->lock);
  self->focus = point;
  g_mutex_unlock (&self->lock);
}

static RimVec3
get_focus (RlMapQuestion *self)
{
  RimVec3 focus;

  g_mutex_lock (&self->lock);
  focus = self->focus;
  g_mutex_unlock (&self->lock);

  return focus;
}

/* Returns: (transfer full) (nullable): the newest that there is to show, once */
RlMapResult *
rl_map_question_take_part (RlMapQuestion *self)
{
  RlMapResult *part;

  g_mutex_lock (&self->lock);
  part = g_steal_pointer (&self->part);
  g_mutex_unlock (&self->lock);

  return part;
}

static void
give_part (RlMapQuestion *self,
           RlMapResult   *part)
{
  g_autoptr(RlMapResult) old = NULL;

  g_mutex_lock (&self->lock);
  old = g_steal_pointer (&self->part);
  self->part = part;
  g_mutex_unlock (&self->lock);
}

/* Voxels in scan order: those of a slice lie together. */
static void
find_slices (Work *self)
{
  const RimRegion *region = self->result->voxels->input->region;
  const gsize n_in_slice = (gsize) region->grid.size[0] * region->grid.size[1];
  const guint8 *inside = region->inside;
  const guint n = region->grid.size[2];

  self->slices = g_new0 (guint32, n + 1);
  self->is_done = g_new0 (gboolean, n);
  for (guint k = 0; k < n; k++)
    {
      self->slices[k + 1] = self->slices[k];
      for (gsize v = 0; v < n_in_slice; v++)
        self->slices[k + 1] += *inside++;
    }
}

static void
work_init (Work          *self,
           RlMapQuestion *question,
           RlJob         *job,
           RlMapResult   *result)
{
  *self = (Work) { .question = question, .job = job, .result = result };
  self->features = g_new (RimMapFeature, result->n_maps);
  self->values = g_new (float *, result->n_maps);
  for (guint m = 0; m < result->n_maps; m++)
    {
      self->features[m] = result->maps[m].feature;
      self->values[m] = result->maps[m].values;
    }
  find_slices (self);
}

static void
work_clear (Work *self)
{
  g_free (self->features);
  g_free (self->values);
  g_free (self->slices);
  g_free (self->is_done);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

/* The slice nearest to the focus that is still to be computed. */
static guint
find_next_slice (const Work *self,
                 double      focus)
{
  const guint n = self->result->voxels->input->region->grid.size[2];
  guint nearest = n;

  for (guint k = 0; k < n; k++)
    if (!self->is_done[k] && (nearest == n || fabs (k - focus) < fabs (nearest - focus)))
      nearest = k;

  return nearest;
}

static guint32 *
take_voxels (Work  *self,
             gsize *n_voxels)
{
  const RimRegion *region = self->result->voxels->input->region;
  const RimVec3 focus = rim_grid_from_patient (&region->grid, get_focus (self->question));
  guint32 *voxels = g_new (guint32, region->n_voxels - self->n_done);
  guint k;

  *n_voxels = 0;
  do
    {
      k = find_next_slice (self, focus.z);
      for (guint32 v = self->slices[k]; v < self->slices[k + 1]; v++)
        voxels[(*n_voxels)++] = v;
      self->is_done[k] = TRUE;
    }
  while (*n_voxels < self->n_at_once && self->n_done + *n_voxels < region->n_voxels);

  return voxels;
}

static gboolean
show_part (Work    *self,
           GError **error)
{
  const gsize n = self->result->voxels->input->region->n_voxels;
  RlMapResult *part = rl_map_result_new_snapshot (self->result, (double) self->n_done / (double) n, error);

  if (part == NULL)
    return FALSE;

  give_part (self->question, part);
  rl_job_report (self->job, &self->question);

  return TRUE;
}

static gboolean
compute_chunk (Work    *self,
               GError **error)
{
  const gint64 begin = g_get_monotonic_time ();
  gsize n;
  g_autofree guint32 *voxels = take_voxels (self, &n);

  if (!rim_map_compute (self->result->voxels->input, self->features, self->result->n_maps, voxels, n,
                        self->values, rl_job_get_cancellable (self->job), error))
    return FALSE;

  self->n_done += n;
  self->n_at_once = n * CHUNK_TIME / (gsize) MAX (g_get_monotonic_time () - begin, 1);

  return TRUE;
}

static gboolean
compute (Work    *self,
         GError **error)
{
  const gsize n = self->result->voxels->input->region->n_voxels;

  while (self->n_done < n)
    if (!compute_chunk (self, error) || (self->n_done < n && !show_part (self, error)))
      return FALSE;

  return rl_map_result_finish (self->result, error);
}

/**
 * rl_map_question_answer:
 * @self: a question
 * @job: the job; it is told @self whenever there is a part to show
 * @error: where to put an error
 *
 * For the worker. The slice that is looked at comes first, then those beside it.
 *
 * Returns: (transfer full) (nullable): the maps
 */
RlMapResult *
rl_map_question_answer (RlMapQuestion  *self,
                        RlJob          *job,
                        GError        **error)
{
  g_autoptr(RlMapVoxels) voxels = find_voxels (self, rl_job_get_cancellable (job), error);
  g_autoptr(RlMapResult) result = NULL;
  g_auto(Work) work = { NULL };

  result = voxels != NULL ? rl_map_result_new (self->choice, voxels, error) : NULL;
  if (result == NULL)
    return NULL;

  work_init (&work, self, job, result);

  return compute (&work, error) ? g_steal_pointer (&result) : NULL;
}
