/* rl-map-question.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-question.h"

#include "maps/rl-map-work.h"

/* How long before a part is shown, in µs, while there is a map from before and while not. */
#define PATIENCE 60000
#define INTERVAL 15000

struct _RlMapQuestion
{
  RlFeatureImages *images;
  RlMapChoice     *choice;
  RimMask         *lesion;
  RlMapResult     *before;      /* of the same lesion before a stroke, or NULL */
  RimMapCache     *cache;       /* nullable */
  RimRefCount      ref_count;
  gboolean         is_seen;     /* what is looked at is shown; the worker's own */

  GMutex           lock;        /* for what follows */
  RlMapVoxels     *voxels;      /* NULL: not known yet */
  RlMapFocus       focus;
  RlMapResult     *part;
};

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
  g_clear_pointer (&self->cache, rim_map_cache_unref);
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
 * rl_map_question_set_cache:
 * @self: a question that nobody answers yet
 * @cache: (nullable): where maps may be that were computed before
 */
void
rl_map_question_set_cache (RlMapQuestion *self,
                           RimMapCache   *cache)
{
  g_clear_pointer (&self->cache, rim_map_cache_unref);
  self->cache = cache != NULL ? rim_map_cache_ref (cache) : NULL;
}

/**
 * rl_map_question_set_focus:
 * @self: a question
 * @focus: what is looked at; what lies near comes first from now on
 */
void
rl_map_question_set_focus (RlMapQuestion    *self,
                           const RlMapFocus *focus)
{
  g_mutex_lock (&self->lock);
  self->focus = *focus;
  g_mutex_unlock (&self->lock);
}

static RlMapFocus
get_focus (RlMapQuestion *self)
{
  RlMapFocus focus;

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

/* What is looked at is shown at once, anything else in a while. After a stroke
 * the map is there as it was: a part is worth showing if the rest takes long.
 */
static gboolean
is_due (RlMapQuestion *self,
        RlMapWork     *work,
        gint64         shown)
{
  const gint64 waited = g_get_monotonic_time () - shown;

  return waited >= (self->before != NULL ? PATIENCE : INTERVAL) ||
         (self->before == NULL && !self->is_seen && rl_map_work_has_seen (work));
}

static gboolean
show (RlMapQuestion  *self,
      RlMapWork      *work,
      RlMapResult    *result,
      RlJob          *job,
      GError        **error)
{
  RlMapResult *part = rl_map_result_new_snapshot (result, rl_map_work_get_done (work), error);

  if (part == NULL)
    return FALSE;

  self->is_seen = rl_map_work_has_seen (work);
  give_part (self, part);
  rl_job_report (job, &self);

  return TRUE;
}

static gboolean
fill_in (RlMapQuestion  *self,
         RlMapResult    *result,
         RlJob          *job,
         GError        **error)
{
  g_autoptr(RlMapWork) work = rl_map_work_new (result, self->before);
  gint64 shown = g_get_monotonic_time ();

  while (rl_map_work_get_done (work) < 1.0)
    {
      const RlMapFocus focus = get_focus (self);

      if (!rl_map_work_go_on (work, &focus, rl_job_get_cancellable (job), error))
        return FALSE;
      if (rl_map_work_get_done (work) == 1.0 || !is_due (self, work, shown))
        continue;

      if (!show (self, work, result, job, error))
        return FALSE;
      shown = g_get_monotonic_time ();
    }

  return rl_map_result_finish (result, error);
}

/* While something is drawn nothing is kept of it. An image that was not hashed yet has none of
 * its maps looked for, as computing one is sooner done.
 */
static gboolean
recall (RlMapQuestion *self,
        RlMapResult   *result,
        GCancellable  *cancellable)
{
  if (self->cache == NULL || self->before != NULL || !rim_volume_has_hash (result->voxels->image))
    return FALSE;

  return rl_map_result_recall (result, self->cache, cancellable);
}

static gboolean
answer (RlMapQuestion  *self,
        RlMapResult    *result,
        RlJob          *job,
        GError        **error)
{
  const gint64 begin = g_get_monotonic_time ();

  if (recall (self, result, rl_job_get_cancellable (job)))
    return rl_map_result_finish (result, error);
  if (!fill_in (self, result, job, error))
    return FALSE;

  result->time = MAX (g_get_monotonic_time () - begin, self->before != NULL ? self->before->time : 0);

  return TRUE;
}

/**
 * rl_map_question_answer:
 * @self: a question
 * @job: the job; it is told @self whenever there is a part to show
 * @error: where to put an error
 *
 * For the worker.
 *
 * Returns: (transfer full) (nullable): the maps
 */
RlMapResult *
rl_map_question_answer (RlMapQuestion  *self,
                        RlJob          *job,
                        GError        **error)
{
  g_autoptr(RlMapVoxels) voxels = find_voxels (self, rl_job_get_cancellable (job), error);
  g_autoptr(RlMapResult) result = voxels != NULL ? rl_map_result_new (self->choice, voxels, error) : NULL;

  return result != NULL && answer (self, result, job, error) ? g_steal_pointer (&result) : NULL;
}
