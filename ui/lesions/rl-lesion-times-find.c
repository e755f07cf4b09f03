/* rl-lesion-times-find.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "lesions/rl-lesion-times-private.h"

#include <string.h>

#include "segment/rim-lesion-tracking.h"

static GPtrArray *
new_times (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_time_unref);
}

static void
proposal_free (gpointer data)
{
  RlTimesProposal *self = data;

  g_free (self->lesion_id);
  rim_lesion_time_unref (self->time);
  g_free (self);
}

void
rl_times_answer_clear (RlTimesAnswer *self)
{
  g_clear_pointer (&self->here, g_ptr_array_unref);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->proposals, g_ptr_array_unref);
}

void
rl_times_answer_init (RlTimesAnswer *self)
{
  self->here = new_times ();
  self->others = new_times ();
  self->proposals = g_ptr_array_new_with_free_func (proposal_free);
}

void
rl_times_answer_free (gpointer data)
{
  rl_times_answer_clear (data);
  g_free (data);
}

void
rl_times_question_free (gpointer data)
{
  RlTimesQuestion *self = data;

  g_clear_object (&self->library);
  g_clear_pointer (&self->image, rim_drawn_image_unref);
  g_clear_pointer (&self->lesions, g_ptr_array_unref);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  g_free (self->beside.study_uid);
  g_free (self);
}

static gboolean
is_shown (const RlTimesQuestion      *self,
          const RimDrawnImage        *image)
{
  return g_strcmp0 (image->study_uid, self->image->study_uid) == 0 &&
         g_strcmp0 (image->series_uid, self->image->series_uid) == 0 &&
         image->series_part == self->image->series_part;
}

/* An image that cannot be read has no other times; opening it says why. */
static GPtrArray *
find_others (RlTimesQuestion      *self,
             GCancellable         *cancellable,
             GError              **error)
{
  gint64 patient_id = rim_library_find_patient (self->library, self->image->study_uid);
  g_autoptr(GPtrArray) images = rim_library_list_drawn_images (self->library, patient_id, error);
  g_autoptr(GPtrArray) times = new_times ();

  for (guint i = 0; images != NULL && i < images->len; i++)
    {
      RimDrawnImage *image = g_ptr_array_index (images, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (!is_shown (self, image))
        rim_library_add_lesion_times (self->library, image, self->known, times, NULL);
    }

  return images != NULL ? g_steal_pointer (&times) : NULL;
}

static void
measure_here (const RlTimesQuestion *self,
              RlTimesAnswer         *answer)
{
  for (guint i = 0; answer->others->len > 0 && i < self->lesions->len; i++)
    {
      RimLesion *lesion = g_ptr_array_index (self->lesions, i);
      RimBox box;

      if (rim_mask_get_bounds (lesion->mask, &box))
        g_ptr_array_add (answer->here, rim_lesion_time_new (self->image, lesion, self->known));
    }
}

gboolean
rl_times_have (GPtrArray *others,
               RimLesion *lesion)
{
  for (guint i = 0; i < others->len; i++)
    if (rim_lesion_is_same (((RimLesionTime *) g_ptr_array_index (others, i))->lesion, lesion))
      return TRUE;

  return FALSE;
}

gboolean
rl_times_are_proposed (GPtrArray     *proposals,
                       const char    *lesion_id,
                       RimLesionTime *time)
{
  for (guint i = 0; i < proposals->len; i++)
    {
      RlTimesProposal *proposal = g_ptr_array_index (proposals, i);

      if (g_str_equal (proposal->lesion_id, lesion_id) ||
          (time != NULL && rim_lesion_is_same (proposal->time->lesion, time->lesion)))
        return TRUE;
    }

  return FALSE;
}

/* Those that nobody has linked yet. */
static GPtrArray *
list_free_lesions (RlTimesAnswer *answer)
{
  GPtrArray *lesions = g_ptr_array_new ();

  for (guint i = 0; i < answer->here->len; i++)
    {
      RimLesion *lesion = ((RimLesionTime *) g_ptr_array_index (answer->here, i))->lesion;

      if (!rl_times_have (answer->others, lesion) && !rl_times_are_proposed (answer->proposals, lesion->id, NULL))
        g_ptr_array_add (lesions, lesion);
    }

  return lesions;
}

/* The lesions of the image that others[*begin] is of; @begin goes behind them. */
static GPtrArray *
take_image (GPtrArray     *others,
            guint         *begin,
            RimDrawnImage *image)
{
  GPtrArray *lesions = g_ptr_array_new ();

  while (*begin < others->len && ((RimLesionTime *) g_ptr_array_index (others, *begin))->image == image)
    g_ptr_array_add (lesions, ((RimLesionTime *) g_ptr_array_index (others, (*begin)++))->lesion);

  return lesions;
}

/* Without dates any other study may be the earlier one. Two images of one kind in a study are
 * two times as well; a PET beside its CT is none.
 */
static gboolean
is_earlier (const RlTimesQuestion *self,
            const RimDrawnImage   *image)
{
  int order = image->date != NULL && self->image->date != NULL
              ? strcmp (image->date, self->image->date) : 0;

  if (order == 0 && image->time != NULL && self->image->time != NULL)
    order = strcmp (image->time, self->image->time);

  if (g_strcmp0 (image->study_uid, self->image->study_uid) == 0)
    return g_strcmp0 (image->modality, self->image->modality) == 0;

  return order <= 0;
}

static const RimVec3 *
get_offset (const RlTimesQuestion      *self,
            const RimDrawnImage        *image)
{
  static const RimVec3 none = { 0, 0, 0 };

  if (image->frame_of_reference_uid != NULL && *image->frame_of_reference_uid != '\0' &&
      g_strcmp0 (image->frame_of_reference_uid, self->image->frame_of_reference_uid) == 0)
    return &none;

  return g_strcmp0 (image->study_uid, self->beside.study_uid) == 0 ? &self->beside.offset : NULL;
}

static void
propose_from (const RlTimesQuestion *self,
              RlTimesAnswer         *answer,
              RimDrawnImage         *image,
              guint                  begin,
              GPtrArray             *there)
{
  g_autoptr(GPtrArray) here = list_free_lesions (answer);
  g_autoptr(GArray) matches = rim_lesions_propose_links (here, there, get_offset (self, image));

  for (guint i = 0; i < matches->len; i++)
    {
      const RimLesionMatch *match = &g_array_index (matches, RimLesionMatch, i);
      RimLesion *lesion = g_ptr_array_index (here, match->here);
      RimLesionTime *time = g_ptr_array_index (answer->others, begin + match->there);
      RlTimesProposal *proposal;

      if (rl_times_have (answer->here, time->lesion) || rl_times_are_proposed (answer->proposals, lesion->id, time))
        continue;

      proposal = g_new (RlTimesProposal, 1);
      proposal->lesion_id = g_strdup (lesion->id);
      proposal->time = rim_lesion_time_ref (time);
      g_ptr_array_add (answer->proposals, proposal);
    }
}

/* Of earlier studies, the first of them first: what all link to is one lesion, whichever
 * study is read first.
 */
static void
propose (const RlTimesQuestion *self,
         RlTimesAnswer         *answer)
{
  guint begin = 0;

  while (begin < answer->others->len)
    {
      guint first = begin;
      RimDrawnImage *image = ((RimLesionTime *) g_ptr_array_index (answer->others, begin))->image;
      g_autoptr(GPtrArray) there = take_image (answer->others, &begin, image);

      if (is_earlier (self, image))
        propose_from (self, answer, image, first, there);
    }
}

/* Returns: (transfer full) (nullable): an #RlTimesAnswer */
gpointer
rl_times_question_run (RlJob     *job,
                       gpointer   data,
                       GError   **error)
{
  RlTimesQuestion *question = data;
  g_autofree RlTimesAnswer *answer = g_new0 (RlTimesAnswer, 1);
  GPtrArray *others = question->others != NULL
                      ? g_ptr_array_ref (question->others)
                      : find_others (question, rl_job_get_cancellable (job), error);

  if (others == NULL)
    return NULL;

  rl_times_answer_init (answer);
  g_ptr_array_unref (answer->others);
  answer->others = others;
  measure_here (question, answer);
  propose (question, answer);

  return g_steal_pointer (&answer);
}
