/* rim-map-collage.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-shared-private.h"

#include "feature/rim-collage-window.h"

#define REFERENCE "Prasanna et al. 2016, doi:10.1038/srep37241; Haralick et al. 1973"

/* As in rim-collage.c; the rows of an angle are in the order of RimCollageStatistic. */
#define ROW(name_, unit_, formula_) \
  { name_, NULL, NULL, RIM_IN_RIMLIGHT, TRUE, RIM_FEATURE_UNIT_##unit_, formula_, REFERENCE }

#define ROWS(prefix_) \
  ROW (prefix_ "AngularSecondMoment", NONE, "Σ p²"), \
  ROW (prefix_ "Contrast", NONE, "Σ (i − j)² p"), \
  ROW (prefix_ "Correlation", NONE, "(Σ i j p − μ²) / σ²; 1 where σ is 0"), \
  ROW (prefix_ "Variance", NONE, "σ² = Σ (i − μ)² px"), \
  ROW (prefix_ "InverseDifferenceMoment", NONE, "Σ p / (1 + (i − j)²)"), \
  ROW (prefix_ "SumAverage", NONE, "Σ k ps, bins from 1"), \
  ROW (prefix_ "SumVariance", NONE, "Σ (k − μs)² ps"), \
  ROW (prefix_ "SumEntropy", BITS, "− Σ ps log₂ ps"), \
  ROW (prefix_ "Entropy", BITS, "− Σ p log₂ p"), \
  ROW (prefix_ "DifferenceVariance", NONE, "Σ (k − μd)² pd"), \
  ROW (prefix_ "DifferenceEntropy", BITS, "− Σ pd log₂ pd"), \
  ROW (prefix_ "InformationMeasure1", NONE, "(H − 2 Hx) / Hx; 0 where Hx is 0"), \
  ROW (prefix_ "InformationMeasure2", NONE, "√(1 − exp(−2 (2 Hx − H)))")

static const RimFeatureInfo rows[] = {
  ROWS ("Theta"),
  ROWS ("Phi"),
};

G_STATIC_ASSERT (G_N_ELEMENTS (rows) == RIM_N_ORIENTATION_ANGLES * RIM_N_COLLAGE_STATISTICS);

static const RimFeatureInfo *
get_info (guint i)
{
  return &rows[i];
}

static const RimFamily family = {
  .name = "collage",
  .title = "CoLlAGe",
  .needs_levels = FALSE,
  .needs_intensity = FALSE,
  .n_features = G_N_ELEMENTS (rows),
  .get_info = get_info,
};

typedef struct
{
  const RimMapInput *input;
  RimCollageWindow  *windows[RIM_N_ORIENTATION_ANGLES]; /* %NULL where none is wanted */
} State;

static gpointer
share (const RimMapInput  *input,
       GCancellable       *cancellable,
       GError            **error)
{
  const RimBeyondSettings *beyond = &input->settings.family.beyond;

  if (input->image == NULL)
    {
      g_set_error_literal (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                           "CoLlAGe is of the image before filters");
      return NULL;
    }

  return rim_orientations_new (input->image, input->region, beyond->collage_radius, beyond->collage_bins,
                               cancellable, error);
}

static void
share_free (gpointer shared)
{
  rim_orientations_free (shared);
}

static gpointer
state_new (const RimMapInput *input,
           const guint8      *wanted)
{
  const RimOrientations *orientations = rim_map_shared_get (input, &rim_map_family_collage);
  State *self = g_new0 (State, 1);

  self->input = input;
  for (guint a = 0; a < RIM_N_ORIENTATION_ANGLES; a++)
    {
      gboolean any = FALSE;

      for (guint s = 0; s < RIM_N_COLLAGE_STATISTICS; s++)
        any = any || wanted[a * RIM_N_COLLAGE_STATISTICS + s];
      if (any)
        self->windows[a] = rim_collage_window_new (orientations, (RimOrientationAngle) a,
                                                   input->settings.family.beyond.collage_radius);
    }

  return self;
}

static void
state_free (gpointer data)
{
  State *self = data;

  for (guint a = 0; a < RIM_N_ORIENTATION_ANGLES; a++)
    rim_collage_window_free (self->windows[a]);
  g_free (self);
}

static void
measure (gpointer     data,
         const gsize *offsets,
         gsize        n,
         double      *values)
{
  State *self = data;

  for (guint a = 0; a < RIM_N_ORIENTATION_ANGLES; a++)
    for (gsize v = 0; v < n && self->windows[a] != NULL; v++)
      {
        guint at[3];

        rim_map_input_get_voxel (self->input, offsets[v], at);
        rim_collage_window_move (self->windows[a], at[0], at[1], at[2]);
        rim_collage_window_measure (self->windows[a],
                                    values + v * G_N_ELEMENTS (rows) + a * RIM_N_COLLAGE_STATISTICS);
      }
}

/* Windows look at the image, wherever the region ends. */
static gboolean
keeps (const RimMapInput *before,
       const RimMapInput *after,
       int                shift,
       guint              row)
{
  return before->image == after->image;
}

const RimMapFamily rim_map_family_collage = {
  .family = &family,
  .state_new = state_new,
  .state_free = state_free,
  .measure = measure,
  .share = share,
  .share_free = share_free,
  .keeps = keeps,
};
