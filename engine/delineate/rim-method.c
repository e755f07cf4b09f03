/* rim-method.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-method.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "delineate/rim-nodule.h"
#include "delineate/rim-pet.h"
#include "delineate/rim-range.h"
#include "delineate/rim-refine.h"
#include "delineate/rim-search-private.h"
#include "delineate/rim-smooth-grow.h"
#include "delineate/rim-threshold.h"

#define PET_RADIUS 60.0

/* From the hottest voxel, which is not in the middle of a tumour. */
#define SURFACE_RADIUS 100.0

/* The rules that vote: those of Burggraaff et al. 2020, with the maximum for the peak. */
static const char *const voters[] = { "percent-41", "corrected-50", "suv-2.5", "suv-4" };

/* Whether the end of the region is reached, where a method leaves it to the ball about the click. */
#define UNKNOWN -1

static RimPet *
look (const RimMethodQuestion  *question,
      GError                  **error)
{
  RimPetPlace place = { question->point, question->seek, question->radius, question->within };

  return rim_pet_new (question->image, &place, error);
}

static RimMask *
run_rule (const RimMethod          *method,
          const RimMethodQuestion  *question,
          const double             *parameters,
          gboolean                 *reaches_end,
          GCancellable             *cancellable,
          GError                  **error)
{
  g_autoptr(RimPet) pet = look (question, error);

  if (pet == NULL)
    return NULL;

  if (method->rule->reference != RIM_PET_REFERENCE_NONE && question->reference_at != NULL)
    {
      RimPetReference reference;

      if (!rim_pet_measure_reference (question->image, method->rule->reference, *question->reference_at,
                                      &reference, error))
        return NULL;
      rim_pet_set_reference (pet, method->rule->reference, &reference);
    }

  return rim_pet_delineate (pet, method->rule, parameters, NULL, cancellable, error);
}

static RimMask *
run_vote (const RimMethod          *method,
          const RimMethodQuestion  *question,
          const double             *parameters,
          gboolean                 *reaches_end,
          GCancellable             *cancellable,
          GError                  **error)
{
  g_autoptr(RimPet) pet = look (question, error);
  const RimPetRule *rules[G_N_ELEMENTS (voters)];

  for (guint n = 0; n < G_N_ELEMENTS (voters); n++)
    rules[n] = rim_pet_rule_find (voters[n]);

  return pet != NULL ? rim_pet_vote (pet, rules, G_N_ELEMENTS (voters), (guint) parameters[0], cancellable, error)
                     : NULL;
}

static RimMask *
run_surface (const RimMethod          *method,
             const RimMethodQuestion  *question,
             const double             *parameters,
             gboolean                 *reaches_end,
             GCancellable             *cancellable,
             GError                  **error)
{
  RimPetPlace place = { question->point, question->seek, question->radius, question->within };
  RimPetResult result = { 0 };
  RimMask *mask = rim_pet_click (question->image, &place, (guint) parameters[0], &result, cancellable, error);

  *reaches_end = result.reaches_end;

  return mask;
}

/* The brighter of Otsu's two classes where no number is given; where one is, the other has
 * no end.
 */
static gboolean
find_range (const RimMethodQuestion  *question,
            const double             *parameters,
            double                    range[2],
            GCancellable             *cancellable,
            GError                  **error)
{
  RimRangeRegion region;
  g_autoptr(RimRangeLevels) levels = NULL;
  guint voxel[3];

  range[0] = isnan (parameters[0]) ? -HUGE_VAL : parameters[0];
  range[1] = isnan (parameters[1]) ? HUGE_VAL : parameters[1];
  if (!isnan (parameters[0]) || !isnan (parameters[1]))
    return TRUE;

  if (!rim_place_require_voxel (rim_volume_get_grid (question->image), question->point, voxel, error))
    return FALSE;
  rim_range_region_init_ball (&region, question->image, question->point, question->radius);
  levels = rim_range_levels_new (question->image, &region, cancellable, error);
  if (levels == NULL)
    return FALSE;
  range[0] = levels->threshold;
  if (!isnan (range[0]))
    return TRUE;

  g_set_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_PARAMETER,
               _("The values about the point are too much alike to be split: “%s” or “%s” of %s is needed"),
               "low", "high", "threshold");

  return FALSE;
}

static RimMask *
run_threshold (const RimMethod          *method,
               const RimMethodQuestion  *question,
               const double             *parameters,
               gboolean                 *reaches_end,
               GCancellable             *cancellable,
               GError                  **error)
{
  double range[2];

  if (!find_range (question, parameters, range, cancellable, error))
    return NULL;

  return rim_threshold_range (question->image, question->point, question->radius, question->within,
                              range[0], range[1], cancellable, error);
}

static RimMask *
run_otsu (const RimMethod          *method,
          const RimMethodQuestion  *question,
          const double             *parameters,
          gboolean                 *reaches_end,
          GCancellable             *cancellable,
          GError                  **error)
{
  double range[2];

  return rim_threshold_otsu (question->image, question->point, question->radius, question->within,
                             (guint) parameters[0], range, cancellable, error);
}

static RimMask *
run_grow (const RimMethod          *method,
          const RimMethodQuestion  *question,
          const double             *parameters,
          gboolean                 *reaches_end,
          GCancellable             *cancellable,
          GError                  **error)
{
  g_autoptr(RimSmoothGrow) grow = rim_smooth_grow_new (question->image, question->point, question->radius,
                                                       parameters[1], question->within, cancellable, error);
  double value;

  if (grow == NULL)
    return NULL;
  value = rim_smooth_grow_get_value (grow);

  return rim_smooth_grow_fill (grow, value - parameters[0], value + parameters[0], parameters[2],
                               parameters[3] > 0, cancellable, error);
}

static RimMask *
run_nodule (const RimMethod          *method,
            const RimMethodQuestion  *question,
            const double             *parameters,
            gboolean                 *reaches_end,
            GCancellable             *cancellable,
            GError                  **error)
{
  RimNoduleOptions options = { question->radius, parameters[0], parameters[1] };

  return rim_nodule_delineate (question->image, question->point, &options, question->within, NULL,
                               cancellable, error);
}

static RimMask *
run_refine (const RimMethod          *method,
            const RimMethodQuestion  *question,
            const double             *parameters,
            gboolean                 *reaches_end,
            GCancellable             *cancellable,
            GError                  **error)
{
  RimRefineOptions options = { parameters[0], parameters[1], parameters[2], (guint) parameters[3] };

  return rim_refine (question->image, question->mask, &options, NULL, cancellable, error);
}

static const RimDelineateParameter threshold_parameters[] = {
  { "low", "From", "", -1e6, 1e6, NAN },
  { "high", "To", "", -1e6, 1e6, NAN },
};

static const RimDelineateParameter otsu_parameters[] = {
  { "classes", "Classes", "", 2, 4, 2 },
};

static const RimDelineateParameter grow_parameters[] = {
  { "tolerance", "Tolerance", "", 0, 1e6, 50 },
  { "sigma", "Smoothing", "mm", 0, 10, 1.5 },
  { "open", "Leave out what is thinner than twice", "mm", 0, 20, 2 },
  { "holes", "Fill holes", "", 0, 1, 1 },
};

static const RimDelineateParameter nodule_parameters[] = {
  { "vessel", "Vessels up to a radius of", "mm", 0.5, 5, 1.5 },
  { "roll", "Ball along the pleura", "mm", 5, 40, 15 },
};

static const RimDelineateParameter refine_parameters[] = {
  { "reach", "Moves at the most", "mm", 0.5, 30, 5 },
  { "sigma", "Smoothing", "mm", 0.2, 10, 1.5 },
  { "smoothness", "Weight of smoothness", "", 0, 20, 1 },
  { "rounds", "Rounds at the most", "", 1, 200, 20 },
};

static const RimDelineateParameter surface_parameters[] = {
  { "slope", "Steepness", "", 1, 8, 2 },
};

static const RimDelineateParameter vote_parameters[] = {
  { "votes", "Votes needed of 4", "", 1, 4, 3 },
};

static const RimMethod methods[] = {
  { "surface", "Tumour in one click", "PT", surface_parameters, G_N_ELEMENTS (surface_parameters),
    "after Beichel et al. 2016, Med Phys 43:2948, doi:10.1118/1.4948679", SURFACE_RADIUS, NULL, FALSE, run_surface },
  { "vote", "Majority of four rules", "PT", vote_parameters, G_N_ELEMENTS (vote_parameters),
    "Burggraaff et al. 2020, Mol Imaging Biol 22:1102, doi:10.1007/s11307-020-01474-z", PET_RADIUS,
    NULL, FALSE, run_vote },
  { "nodule", "Lung nodule", "CT", nodule_parameters, G_N_ELEMENTS (nodule_parameters),
    "after Kostis et al. 2003, IEEE Trans Med Imaging 22:1259, and Kuhnigk et al. 2006, 25:417", 25,
    NULL, FALSE, run_nodule },
  { "grow", "Region growing, smoothed", "", grow_parameters, G_N_ELEMENTS (grow_parameters),
    "Adams and Bischof 1994, IEEE Trans Pattern Anal Mach Intell 16:641", 60, NULL, FALSE, run_grow },
  { "otsu", "Otsu", "", otsu_parameters, G_N_ELEMENTS (otsu_parameters),
    "Otsu 1979, IEEE Trans Syst Man Cybern 9:62, doi:10.1109/TSMC.1979.4310076", 40, NULL, FALSE, run_otsu },
  { "threshold", "Threshold", "", threshold_parameters, G_N_ELEMENTS (threshold_parameters),
    "", 40, NULL, FALSE, run_threshold },
  { "refine", "Refine", "", refine_parameters, G_N_ELEMENTS (refine_parameters),
    "Chan and Vese 2001, IEEE Trans Image Process 10:266, doi:10.1109/83.902291", 0, NULL, TRUE, run_refine },
};

/* Returns: how many methods there are: those of the table, and each rule of a PET */
guint
rim_method_get_n_methods (void)
{
  return rim_pet_rule_get_n_rules () + G_N_ELEMENTS (methods);
}

/**
 * rim_method_get:
 * @n: which, from 0 on
 * @method: (out caller-allocates): the method; all it points to lives as long as the program
 *
 * Returns: whether there is one
 */
gboolean
rim_method_get (guint      n,
                RimMethod *method)
{
  guint n_rules = rim_pet_rule_get_n_rules ();
  const RimPetRule *rule;

  if (n >= rim_method_get_n_methods ())
    return FALSE;

  if (n >= n_rules)
    {
      *method = methods[n - n_rules];
      return TRUE;
    }

  rule = rim_pet_rule_get (n);
  *method = (RimMethod) { rule->id, rule->name, "PT", rule->parameters, rule->n_parameters, rule->citation,
                          PET_RADIUS, rule, FALSE, run_rule };

  return TRUE;
}

/**
 * rim_method_find:
 * @id: of a method
 * @method: (out caller-allocates): the method
 *
 * Returns: whether there is one
 */
gboolean
rim_method_find (const char *id,
                 RimMethod  *method)
{
  for (guint n = 0; rim_method_get (n, method); n++)
    if (strcmp (method->id, id) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
take_parameters (const RimMethod          *self,
                 const RimMethodQuestion  *question,
                 double                   *p,
                 GError                  **error)
{
  for (guint n = 0; n < self->n_parameters; n++)
    {
      const RimDelineateParameter *parameter = &self->parameters[n];

      p[n] = question->parameters != NULL ? question->parameters[n] : parameter->initial;
      if ((p[n] >= parameter->min && p[n] <= parameter->max) || (isnan (p[n]) && isnan (parameter->initial)))
        continue;
      g_set_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_PARAMETER,
                   _("“%s” of %s takes %g to %g"), parameter->id, self->id, parameter->min, parameter->max);
      return FALSE;
    }

  return TRUE;
}

static gboolean
touches_ball (const RimMethodQuestion *question,
              RimMask                 *mask)
{
  RimRangeRegion region;

  rim_range_region_init_ball (&region, question->image, question->point, question->radius);

  return rim_range_reaches_end (&region, mask);
}

/**
 * rim_method_run:
 * @self: a method
 * @question: what it is asked
 * @reaches_end: (out) (optional): whether what began with a point reaches as far from it as was
 *   looked, so that it may go on beyond, or has leaked
 * @cancellable: (nullable): stops it
 * @error: where to put an error, mostly of %RIM_DELINEATE_ERROR
 *
 * Returns: (transfer full) (nullable): the proposal, on the grid of the image
 */
RimMask *
rim_method_run (const RimMethod          *self,
                const RimMethodQuestion  *question,
                gboolean                 *reaches_end,
                GCancellable             *cancellable,
                GError                  **error)
{
  double p[RIM_METHOD_MAX_PARAMETERS] = { 0 };
  RimMask *mask;
  int reaches = UNKNOWN;

  g_return_val_if_fail (!self->needs_mask || question->mask != NULL, NULL);

  if (!take_parameters (self, question, p, error))
    return NULL;

  mask = self->run (self, question, p, &reaches, cancellable, error);
  if (mask != NULL && reaches_end != NULL)
    *reaches_end = reaches != UNKNOWN ? reaches : !self->needs_mask && touches_ball (question, mask);

  return mask;
}
