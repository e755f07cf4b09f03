/* rim-pet-click.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-pet-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "operate/rim-mask-margin.h"

/* How often the hottest voxel may be left for a hotter one. */
#define MAX_STEPS 20

/* Rounds of halving that find where a tumour begins to hang together with what is hotter. */
#define N_HALVINGS 10

/* What is seen from the middle has about the size of what is above the level: from so many
 * times as small to so many times as large.
 */
#define MOST_DIFFERENT 3.0

/* So many times as hot as where it meets what is hotter is a tumour of its own. */
#define PROMINENCE 1.3

/* A voxel hangs together with those that have this part of its value: the less first. */
static const double parts[] = { 0.5, 0.6, 0.7, 1 };

#define N_PARTS G_N_ELEMENTS (parts)

/* How many times as far as the user says is looked at the most. */
#define N_DISTANCES 3

typedef struct
{
  RimMask      *mask;
  RimPetResult  result;
} Found;

typedef struct
{
  RimVolume         *pet;
  const RimPetPlace *place;
  const RimSearch   *search;              /* about the click */
  guint              slope;
  GCancellable      *cancellable;
  GArray            *tried;               /* of gsize: voxels */
  GArray            *found;               /* of Found: what came of them, without the click in it */
} Click;

static void
found_clear (gpointer data)
{
  rim_mask_unref (((Found *) data)->mask);
}

static void
click_clear (Click *self)
{
  g_clear_pointer (&self->tried, g_array_unref);
  g_clear_pointer (&self->found, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Click, click_clear)

/* The hottest voxel that hangs together with @voxel from a part of its value on, and so on
 * from there, until there is none hotter: of a tumour with several hot spots the hottest.
 */
static gboolean
climb (const Click  *self,
       double        part,
       gsize        *voxel,
       GError      **error)
{
  const RimSearch *search = self->search;
  g_autofree guint8 *inside = g_malloc (search->n_voxels);
  gsize before = RIM_NOWHERE;

  for (guint n = 0; n < MAX_STEPS && *voxel != before; n++)
    {
      before = *voxel;
      memset (inside, 0, search->n_voxels);
      if (!rim_search_flood (search, search->values, before, part * search->values[before], HUGE_VAL, inside,
                             self->cancellable, error))
        return FALSE;
      for (gsize v = 0; v < search->n_voxels; v++)
        if (inside[v] && search->values[v] > search->values[*voxel])
          *voxel = v;
    }

  return TRUE;
}

/* Whether what is above @level about the maximum has a voxel that is hotter. */
static gboolean
meets_hotter (const RimPet  *pet,
              double         level,
              guint8        *inside,
              gboolean      *meets,
              GCancellable  *cancellable,
              GError       **error)
{
  const RimSearch *search = pet->search;
  double maximum = search->values[pet->maximum];

  memset (inside, 0, search->n_voxels);
  if (!rim_search_flood (search, search->values, pet->maximum, level, HUGE_VAL, inside, cancellable, error))
    return FALSE;

  *meets = FALSE;
  for (gsize v = 0; v < search->n_voxels && !*meets; v++)
    *meets = inside[v] && search->values[v] > maximum;

  return TRUE;
}

/* The level down to which the maximum is the hottest of what hangs together with it, so that a
 * bladder beside a tumour stays apart from it.
 */
static gboolean
set_floor (const Click  *self,
           RimPet       *pet,
           GError      **error)
{
  double high = pet->search->values[pet->maximum], low = 0;
  g_autofree guint8 *inside = g_malloc (pet->search->n_voxels);
  gboolean meets;

  if (!meets_hotter (pet, RIM_PET_FIRST_PART * high, inside, &meets, self->cancellable, error))
    return FALSE;
  if (!meets)
    return TRUE;

  low = RIM_PET_FIRST_PART * high;
  for (guint n = 0; n < N_HALVINGS; n++)
    {
      double middle = low + (high - low) / 2;

      if (!meets_hotter (pet, middle, inside, &meets, self->cancellable, error))
        return FALSE;
      if (meets)
        low = middle;
      else
        high = middle;
    }
  pet->floor = high;

  return TRUE;
}

/* To a neighbour that is hotter until there is none. */
static gsize
ascend (const RimSearch *search,
        gsize            voxel)
{
  gsize best = voxel;

  do
    {
      voxel = best;
      for (guint side = 0; side < 6; side++)
        {
          gsize next = rim_search_get_neighbour (search, voxel, side);

          if (next != RIM_NOWHERE && search->values[next] > search->values[best])
            best = next;
        }
    }
  while (best != voxel);

  return best;
}

static gboolean
is_within (const Click  *self,
           RimMask      *mask,
           double        distance,
           gboolean     *is,
           GError      **error)
{
  g_autoptr(RimMask) near = rim_mask_margin (mask, &RIM_REACH_EVEN (distance), NULL, RIM_LIMIT_INSIDE, NULL,
                                             self->cancellable, error);

  *is = near != NULL && rim_mask_contains_point (near, self->place->point);

  return near != NULL;
}

/* The tumour about a voxel, where it can be one.
 *
 * Returns: (nullable): %NULL without an error where it is none
 */
static RimMask *
find_about (const Click   *self,
            gsize          voxel,
            RimPetResult  *result,
            GError       **error)
{
  RimPetPlace about = { rim_search_get_place (self->search, voxel), 0, self->place->radius, self->place->within };
  g_autoptr(RimPet) pet = rim_pet_new (self->pet, &about, error);
  g_autoptr(RimMask) mask = NULL;
  double seen;

  if (pet == NULL || !set_floor (self, pet, error))
    return NULL;
  if (pet->search->values[pet->maximum] < PROMINENCE * pet->floor)
    return NULL;
  mask = rim_pet_find_surface (pet, self->slope, result, self->cancellable, error);
  if (mask == NULL)
    return NULL;

  seen = (double) rim_mask_count (mask);

  return seen * MOST_DIFFERENT >= (double) result->n_first && seen <= (double) result->n_first * MOST_DIFFERENT
         ? g_steal_pointer (&mask) : NULL;
}

static gboolean
is_new (Click *self,
        gsize  voxel)
{
  for (guint n = 0; n < self->tried->len; n++)
    if (g_array_index (self->tried, gsize, n) == voxel)
      return FALSE;
  g_array_append_val (self->tried, voxel);

  return TRUE;
}

/* From a voxel: first by the hottest of all that hangs together with it, then of what does more
 * and more closely, so that what is hotter and near can be another tumour.
 *
 * Returns: (nullable): the tumour that has the click in it
 */
static RimMask *
try_voxel (Click         *self,
           gsize          start,
           RimPetResult  *result,
           GError       **error)
{
  for (guint n = 0; n < N_PARTS && start != RIM_NOWHERE; n++)
    {
      g_autoptr(RimMask) mask = NULL;
      gsize voxel = start;
      Found found;

      if (!climb (self, parts[n], &voxel, error))
        return NULL;
      if (!is_new (self, voxel))
        continue;
      g_clear_error (error);
      mask = find_about (self, voxel, result, error);
      if (mask == NULL)
        continue;
      if (rim_mask_contains_point (mask, self->place->point))
        return g_steal_pointer (&mask);
      found = (Found) { g_steal_pointer (&mask), *result };
      g_array_append_val (self->found, found);
    }

  return NULL;
}

/* Returns: (nullable): the first of what was found that is no farther from the click */
static RimMask *
choose_near (const Click   *self,
             double         distance,
             RimPetResult  *result,
             GError       **error)
{
  for (guint n = 0; n < self->found->len; n++)
    {
      const Found *found = &g_array_index (self->found, Found, n);
      gboolean is_near;

      if (!is_within (self, found->mask, distance, &is_near, error))
        return NULL;
      if (!is_near)
        continue;
      *result = found->result;
      return rim_mask_ref (found->mask);
    }

  return NULL;
}

/* From where the click is uphill, then from the hottest voxel near it. */
static RimMask *
try_distance (Click         *self,
              double         distance,
              RimPetResult  *result,
              GError       **error)
{
  const RimSearch *search = self->search;
  gsize hottest = rim_search_find_maximum (search, search->values, MIN (distance, self->place->radius));
  RimMask *mask = NULL;

  if (!isnan (search->values[search->at]))
    mask = try_voxel (self, ascend (search, search->at), result, error);
  if (mask == NULL && !g_cancellable_is_cancelled (self->cancellable))
    mask = try_voxel (self, hottest, result, error);
  if (mask == NULL && !g_cancellable_is_cancelled (self->cancellable))
    mask = choose_near (self, distance, result, error);

  return mask;
}

/**
 * rim_pet_click:
 * @pet: an image, all of whose slices are there
 * @place: where the user clicked, how far a tumour may reach from its hottest voxel, and how
 *   far from the click that tumour's nearest voxel may be
 * @slope: as of rim_pet_find_surface()
 * @result: (out caller-allocates): how it came about
 * @cancellable: (nullable): stops it
 * @error: where to put an error of %RIM_DELINEATE_ERROR
 *
 * As rim_pet_find_surface(), wherever on the tumour the click was: on its rim, on a hot spot that
 * is not the hottest, or in a necrosis. It begins with the hottest voxel that hangs together with
 * the click, and with others where the tumour that follows does not have the click in it; where
 * none has, the first that is near is taken; at last from two and three times as far.
 *
 * Returns: (transfer full) (nullable): the proposal
 */
RimMask *
rim_pet_click (RimVolume          *pet,
               const RimPetPlace  *place,
               guint               slope,
               RimPetResult       *result,
               GCancellable       *cancellable,
               GError            **error)
{
  g_autoptr(RimSearch) search = rim_search_new (pet, place->point, place->radius, place->within, error);
  g_auto(Click) self = { .pet = pet, .place = place, .search = search, .slope = slope, .cancellable = cancellable };
  g_autoptr(GError) last = NULL;

  if (search == NULL)
    return NULL;

  self.tried = g_array_new (FALSE, FALSE, sizeof (gsize));
  self.found = g_array_new (FALSE, FALSE, sizeof (Found));
  g_array_set_clear_func (self.found, found_clear);
  for (guint n = 1; n <= N_DISTANCES; n++)
    {
      g_autoptr(GError) why = NULL;
      RimMask *mask = try_distance (&self, n * place->seek, result, &why);

      if (mask != NULL && !g_cancellable_is_cancelled (cancellable))
        return mask;
      g_clear_pointer (&mask, rim_mask_unref);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (last == NULL)
        last = g_steal_pointer (&why);
    }

  if (last != NULL)
    g_propagate_error (error, g_steal_pointer (&last));
  else
    g_set_error_literal (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_NOTHING,
                         _("Nothing near the point stands out of the background"));

  return NULL;
}
