/* rim-pet.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-pet-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MAX_ROUNDS 100

/**
 * rim_pet_new:
 * @pet: an image, all of whose slices are there
 * @place: where to look
 * @error: where to put an error of %RIM_DELINEATE_ERROR
 *
 * Returns: (transfer full) (nullable): the surroundings of the maximum near a point
 */
RimPet *
rim_pet_new (RimVolume          *pet,
             const RimPetPlace  *place,
             GError            **error)
{
  g_autoptr(RimSearch) search = rim_search_new (pet, place->point, place->radius, place->within, error);
  gsize maximum;
  RimPet *self;

  if (search == NULL)
    return NULL;

  maximum = rim_search_find_maximum (search, search->values, MIN (place->seek, place->radius));
  if (maximum == RIM_NOWHERE || !isfinite (search->values[maximum]))
    {
      g_set_error_literal (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_NO_VALUE,
                           _("There is no value at the point"));
      return NULL;
    }

  self = g_new0 (RimPet, 1);
  self->search = g_steal_pointer (&search);
  self->maximum = maximum;
  self->background = NAN;

  return self;
}

void
rim_pet_free (RimPet *self)
{
  rim_search_free (self->search);
  g_free (self);
}

/**
 * rim_pet_set_reference:
 * @self: the surroundings of a place
 * @kind: what was measured
 * @reference: what rim_pet_measure_reference() found there
 */
void
rim_pet_set_reference (RimPet                *self,
                       RimPetReferenceKind    kind,
                       const RimPetReference *reference)
{
  g_return_if_fail (kind > RIM_PET_REFERENCE_NONE && kind < RIM_PET_N_REFERENCES);

  self->references[kind] = *reference;
}

/**
 * rim_pet_set_background:
 * @self: the surroundings of a place
 * @background: in the unit of the PET
 *
 * Sets what rules take for the background. Where nothing is set it is the median of the
 * voxels 10 to 20 mm away from those above 40 % of the maximum, those that are above it
 * themselves left out.
 */
void
rim_pet_set_background (RimPet *self,
                        double  background)
{
  self->background = background;
}

static double
get_maximum (const RimPet *self)
{
  return self->search->values[self->maximum];
}

/* The mean of the voxels that hang together with the maximum from @threshold on. */
static gboolean
get_mean_above (RimPet        *self,
                double         threshold,
                double        *mean,
                GCancellable  *cancellable,
                GError       **error)
{
  const RimSearch *search = self->search;
  g_autofree guint8 *inside = g_malloc0 (search->n_voxels);
  double sum = 0, n = 0;

  if (!rim_search_flood (search, search->values, self->maximum, threshold, HUGE_VAL, inside,
                         cancellable, error))
    return FALSE;

  for (gsize voxel = 0; voxel < search->n_voxels; voxel++)
    if (inside[voxel])
      {
        sum += search->values[voxel];
        n++;
      }
  *mean = n > 0 ? sum / n : get_maximum (self);

  return TRUE;
}

/* One round: from the mean of the target to where it is cut. */
static double
get_next (const RimPet     *self,
          const RimPetRule *rule,
          const double     *p,
          double            mean)
{
  if (rule->kind == RIM_PET_LEVEL_BLACK)
    return p[0] * mean + p[1];

  return self->background + p[0] / 100 * (mean - self->background);
}

static gboolean
iterate (RimPet            *self,
         const RimPetRule  *rule,
         const double      *p,
         RimPetResult      *result,
         GCancellable      *cancellable,
         GError           **error)
{
  double threshold = MAX (RIM_PET_FIRST_PART * get_maximum (self), self->floor);
  double before;

  do
    {
      double mean;

      before = threshold;
      if (!get_mean_above (self, threshold, &mean, cancellable, error))
        return FALSE;
      threshold = MAX (get_next (self, rule, p, mean), self->floor);
    }
  while (++result->n_rounds < MAX_ROUNDS && (threshold < before || threshold > before));

  result->threshold = threshold;

  return TRUE;
}

static gboolean
find_nestle (RimPet        *self,
             const double  *p,
             RimPetResult  *result,
             GCancellable  *cancellable,
             GError       **error)
{
  double mean;

  if (!get_mean_above (self, p[1] / 100 * get_maximum (self), &mean, cancellable, error))
    return FALSE;
  result->threshold = p[0] * mean + self->background;

  return TRUE;
}

static gboolean
find_threshold (RimPet            *self,
                const RimPetRule  *rule,
                const double      *p,
                RimPetResult      *result,
                GCancellable      *cancellable,
                GError           **error)
{
  const RimPetReference *reference = &self->references[rule->reference];

  switch (rule->kind)
    {
    case RIM_PET_LEVEL_PART:
      result->threshold = p[0] / 100 * result->maximum;
      return TRUE;
    case RIM_PET_LEVEL_FIXED:
      result->threshold = p[0];
      return TRUE;
    case RIM_PET_LEVEL_REFERENCE:
      result->threshold = p[0] * reference->mean + p[1] * reference->sd;
      return TRUE;
    case RIM_PET_LEVEL_CORRECTED:
      result->threshold = self->background + p[0] / 100 * (result->maximum - self->background);
      return TRUE;
    case RIM_PET_LEVEL_NESTLE:
      return find_nestle (self, p, result, cancellable, error);
    case RIM_PET_LEVEL_BLACK:
    case RIM_PET_LEVEL_HALFWAY:
      return iterate (self, rule, p, result, cancellable, error);
    case RIM_PET_LEVEL_WATERSHED:
    default:
      result->threshold = NAN;
      return TRUE;
    }
}

/* What the rule needs, or why it cannot be had. */
static gboolean
check (RimPet            *self,
       const RimPetRule  *rule,
       const double      *p,
       GError           **error)
{
  RimUnit unit = rim_volume_get_unit (self->search->volume);

  for (guint n = 0; n < rule->n_parameters; n++)
    if (!(p[n] >= rule->parameters[n].min && p[n] <= rule->parameters[n].max))
      {
        g_set_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_PARAMETER,
                     _("“%s” of %s takes %g to %g"), rule->parameters[n].id, rule->id,
                     rule->parameters[n].min, rule->parameters[n].max);
        return FALSE;
      }

  if (rule->needs_suv && !rim_unit_is_suv (unit))
    {
      g_set_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_UNIT,
                   _("%s needs SUV, and the image is in %s"), rule->name, rim_unit_get_label (unit));
      return FALSE;
    }

  if (rule->reference != RIM_PET_REFERENCE_NONE && self->references[rule->reference].n_voxels == 0)
    {
      g_set_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_REFERENCE,
                   rule->reference == RIM_PET_REFERENCE_LIVER
                   ? _("%s needs a point in the right lobe of the liver")
                   : _("%s needs a point in the descending aorta"), rule->name);
      return FALSE;
    }

  return TRUE;
}

static gboolean
cut_out (RimPet            *self,
         const RimPetRule  *rule,
         const double      *p,
         RimPetResult      *result,
         guint8            *inside,
         GCancellable      *cancellable,
         GError           **error)
{
  const RimSearch *search = self->search;

  if (rule->kind == RIM_PET_LEVEL_WATERSHED)
    return rim_pet_watershed (self, p, inside, cancellable, error);

  if (!(result->maximum >= result->threshold))
    {
      g_set_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_NOTHING,
                   _("Nothing near the point reaches %.2f; the highest is %.2f"),
                   result->threshold, result->maximum);
      return FALSE;
    }

  return rim_search_flood (search, search->values, self->maximum, result->threshold, HUGE_VAL,
                           inside, cancellable, error);
}

/**
 * rim_pet_delineate:
 * @self: the surroundings of a place
 * @rule: a row of the table
 * @parameters: (nullable): as many as the rule has; %NULL for what it starts with
 * @result: (out) (optional): how it came about
 * @cancellable: (nullable): stops it
 * @error: where to put an error of %RIM_DELINEATE_ERROR
 *
 * The voxels that the rule takes for tumour: those that hang together with the maximum
 * by their faces, in the region.
 *
 * Returns: (transfer full) (nullable): the proposal, on the grid of the PET
 */
RimMask *
rim_pet_delineate (RimPet            *self,
                   const RimPetRule  *rule,
                   const double      *parameters,
                   RimPetResult      *result,
                   GCancellable      *cancellable,
                   GError           **error)
{
  g_autofree guint8 *inside = NULL;
  double p[RIM_PET_MAX_PARAMETERS] = { 0 };
  RimPetResult found = { .maximum = get_maximum (self) };

  g_return_val_if_fail (rule != NULL, NULL);

  for (guint n = 0; n < rule->n_parameters; n++)
    p[n] = parameters != NULL ? parameters[n] : rule->parameters[n].initial;
  if (!check (self, rule, p, error) ||
      (rule->needs_background && !rim_pet_find_background (self, cancellable, error)) ||
      !find_threshold (self, rule, p, &found, cancellable, error))
    return NULL;

  inside = g_malloc0 (self->search->n_voxels);
  if (!cut_out (self, rule, p, &found, inside, cancellable, error))
    return NULL;

  found.maximum_at = rim_search_get_place (self->search, self->maximum);
  found.background = rule->needs_background ? self->background : NAN;
  found.reaches_end = rim_search_reaches_end (self->search, inside);
  if (result != NULL)
    *result = found;

  return rim_search_to_mask (self->search, inside);
}

/* A rule that nothing is hot enough for votes for nothing. */
static gboolean
add_votes (RimPet            *self,
           const RimPetRule  *rule,
           guint8            *votes,
           GCancellable      *cancellable,
           GError           **error)
{
  gsize n = self->search->n_voxels;
  g_autofree guint8 *one = g_malloc0 (n);
  g_autoptr(GError) why = NULL;
  g_autoptr(RimMask) mask = rim_pet_delineate (self, rule, NULL, NULL, cancellable, &why);

  if (mask == NULL && g_error_matches (why, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_NOTHING))
    return TRUE;
  if (mask == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }

  rim_mask_paint_box (mask, &self->search->box, one, 1);
  for (gsize voxel = 0; voxel < n; voxel++)
    votes[voxel] += one[voxel];

  return TRUE;
}

/**
 * rim_pet_vote:
 * @self: the surroundings of a place
 * @rules: which rules vote, with the parameters they start with
 * @n_rules: how many
 * @min_votes: how many a voxel needs; 0 for more than half of them
 * @cancellable: (nullable): stops it
 * @error: where to put an error; that of the first rule that cannot vote
 *
 * The voxels that enough rules take for tumour. Burggraaff et al. 2020
 * (doi:10.1007/s11307-020-01474-z) ask for 2 or 3 of 4.
 *
 * Returns: (transfer full) (nullable): the proposal; may be empty
 */
RimMask *
rim_pet_vote (RimPet                   *self,
              const RimPetRule *const  *rules,
              guint                     n_rules,
              guint                     min_votes,
              GCancellable             *cancellable,
              GError                  **error)
{
  gsize n = self->search->n_voxels;
  g_autofree guint8 *votes = g_malloc0 (n);
  guint needed = min_votes > 0 ? min_votes : n_rules / 2 + 1;

  g_return_val_if_fail (n_rules > 0 && n_rules <= G_MAXUINT8, NULL);

  for (guint rule = 0; rule < n_rules; rule++)
    if (!add_votes (self, rules[rule], votes, cancellable, error))
      return NULL;

  for (gsize voxel = 0; voxel < n; voxel++)
    votes[voxel] = votes[voxel] >= needed;

  return rim_search_to_mask (self->search, votes);
}
