/* rl-habitat-question.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-habitat-question.h"

#include "feature/rim-extract-study.h"

/* The best of so many starts is the same with any more, as a rule. */
#define N_STARTS 8
#define SEED     1

RlHabitatQuestion *
rl_habitat_question_copy (const RlHabitatQuestion *self)
{
  RlHabitatQuestion *copy = g_memdup2 (self, sizeof *self);

  if (copy->ct != NULL)
    rim_volume_ref (copy->ct);
  if (copy->pet != NULL)
    rim_volume_ref (copy->pet);
  if (copy->lesion != NULL)
    rim_lesion_ref (copy->lesion);
  copy->maps = g_ptr_array_new_with_free_func ((GDestroyNotify) rl_map_choice_free);
  for (guint m = 0; m < self->maps->len; m++)
    g_ptr_array_add (copy->maps, rl_map_choice_copy (g_ptr_array_index (self->maps, m)));

  return copy;
}

void
rl_habitat_question_free (RlHabitatQuestion *self)
{
  g_clear_pointer (&self->ct, rim_volume_unref);
  g_clear_pointer (&self->pet, rim_volume_unref);
  g_clear_pointer (&self->lesion, rim_lesion_unref);
  g_clear_pointer (&self->maps, g_ptr_array_unref);
  g_free (self);
}

/**
 * rl_habitat_question_get_study:
 * @self: a question
 * @study: (out caller-allocates): of which images maps are, and how VOI and fusion are made
 */
void
rl_habitat_question_get_study (const RlHabitatQuestion *self,
                               RimStudySettings        *study)
{
  const RlMapChoice *first = g_ptr_array_index (self->maps, 0);

  rim_settings_get_study (first->settings, study);
  study->voi = self->how.voi;
  study->fusion.method = self->how.fusion;
  study->images = 0;
  study->vois = 1u << self->voi;
  for (guint m = 0; m < self->maps->len; m++)
    study->images |= 1u << ((const RlMapChoice *) g_ptr_array_index (self->maps, m))->image;
}

static RimHabitatOptions
get_options (const RlHabitatQuestion *self)
{
  return (RimHabitatOptions) {
           .method = self->method,
           .n_min = self->number > 0 ? self->number : 2,
           .n_max = self->number > 0 ? self->number : RL_HABITATS_MAX,
           .seed = SEED,
           .n_starts = N_STARTS,
  };
}

/**
 * rl_habitat_question_answer:
 * @self: a question
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * For workers.
 *
 * Returns: (transfer full) (nullable): the habitats
 */
RimStudyHabitats *
rl_habitat_question_answer (const RlHabitatQuestion  *self,
                            GCancellable             *cancellable,
                            GError                  **error)
{
  const RimHabitatOptions options = get_options (self);
  g_autofree RimHabitatMap *maps = g_new (RimHabitatMap, self->maps->len);
  RimStudySettings study;

  for (guint m = 0; m < self->maps->len; m++)
    {
      const RlMapChoice *choice = g_ptr_array_index (self->maps, m);

      maps[m] = (RimHabitatMap) { choice->image, choice->filter, { 0, 0 }, choice->settings };
      if (!rim_map_feature_find (choice->features[0], &maps[m].feature, error))
        return NULL;
    }
  rl_habitat_question_get_study (self, &study);

  return rim_study_habitats_new (self->ct, self->pet, self->lesion->mask, &study, self->voi, maps, self->maps->len,
                                 &options, cancellable, error);
}

/**
 * rl_habitat_question_describe:
 * @self: a question
 *
 * Returns: (transfer full): how the habitats came about, for the description of a contour
 */
char *
rl_habitat_question_describe (const RlHabitatQuestion *self)
{
  const RimHabitatOptions options = get_options (self);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s of the %s on ", self->method == RIM_HABITAT_MIXTURE ? "Mixture of normals" : "k-means",
                          rim_voi_kind_get_id (self->voi));
  for (guint m = 0; m < self->maps->len; m++)
    {
      const RlMapChoice *choice = g_ptr_array_index (self->maps, m);

      g_string_append_printf (text, "%s%s %s_%s (settings %.8s)", m > 0 ? ", " : "",
                              rim_study_image_get_id (choice->image), choice->filter, choice->features[0],
                              rim_settings_get_hash (choice->settings));
    }
  g_string_append_printf (text, "; %u to %u habitats, seed %u, %u starts", options.n_min, options.n_max, options.seed,
                          options.n_starts);

  return g_string_free (text, FALSE);
}
