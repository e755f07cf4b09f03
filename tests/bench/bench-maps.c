/* bench-maps.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>

#include "maps/rl-map-maker.h"
#include "rl-test-images.h"

#define N_RUNS  9
#define RADIUS  18.3
#define ALLOWED 30.0

typedef struct
{
  RlSession   *session;
  RlJobs      *jobs;
  RlMapMaker  *maker;
  RlMapChoice *choice;
  RimLesion   *lesion;
} Bench;

/* From a question to the first picture, and to the whole map. */
typedef struct
{
  double first;
  double whole;
} Times;

/* A CT of noise over what other tests look at. */
static RimVolume *
make_noisy (RimVolume *plain)
{
  const RimGrid *grid = rim_volume_get_grid (plain);
  const gsize n = (gsize) grid->size[0] * grid->size[1];
  RimVolume *volume = rim_volume_new (grid, RIM_VOXEL_FLOAT, NULL);
  guint32 state = 1;

  rim_volume_set_unit (volume, RIM_UNIT_HU);
  for (guint k = 0; k < grid->size[2]; k++)
    {
      const float *from = rim_volume_get_slice (plain, k);
      float *slice = rim_volume_get_slice_for_writing (volume, k);

      for (gsize v = 0; v < n; v++)
        {
          state = state * 1664525u + 1013904223u;
          slice[v] = from[v] + (float) (state >> 24);
        }
    }
  rim_volume_publish_all (volume);

  return volume;
}

static RlMapChoice *
make_choice (const char *filter,
             const char *feature,
             guint       radius)
{
  const RimSettingWindows windows = { .radius = radius, .is_masked = TRUE, .bin_width = 25.0 };
  g_autoptr(RimSettings) settings = rim_settings_load ("maps", NULL);
  RlMapChoice *choice = g_new0 (RlMapChoice, 1);

  choice->image = RIM_STUDY_IMAGE_CT;
  choice->voi = RIM_VOI_TUMOUR;
  choice->how.voi = RIM_VOI_SETTINGS_DEFAULT;
  choice->filter = g_strdup (filter);
  choice->features = g_strsplit (feature, ",", -1);
  choice->settings = rim_settings_with_windows (settings, &windows);

  return choice;
}

static void
bench_init (Bench *self)
{
  g_autoptr(RimVolume) plain = rl_test_volume_new (160, 160, 60, 1.0, RIM_UNIT_HU);
  g_autoptr(RimVolume) ct = make_noisy (plain);
  g_autoptr(RimSegmentation) segmentation = rim_segmentation_new ("bench");

  self->session = rl_session_new ();
  self->jobs = rl_jobs_new ();
  rl_session_set_images (self->session, ct, NULL);
  rl_session_set_segmentation (self->session, segmentation);
  self->lesion = rl_test_lesion_new (ct, "A", RIM_VEC3 (0, 0, 0), RADIUS);
  rim_segmentation_add (segmentation, self->lesion, "bench");
  rl_session_set_active_lesion (self->session, self->lesion->id);
  self->maker = rl_map_maker_new (self->jobs, self->session);
}

static Times
wait_for_map (Bench     *self,
              RimVolume *before,
              double     begin)
{
  RlMapLayer *layer = rl_map_maker_get_layer (self->maker, 0);
  Times times = { 0 };

  while (!rl_map_maker_is_up_to_date (self->maker) || times.first == 0.0)
    {
      g_main_context_iteration (NULL, TRUE);
      if (rl_map_maker_get_problem (self->maker) != NULL)
        g_error ("%s", rl_map_maker_get_problem (self->maker));
      if (times.first == 0.0 && rl_map_layer_get_volume (layer) != before)
        times.first = (double) g_get_monotonic_time () - begin;
    }
  times.whole = (double) g_get_monotonic_time () - begin;

  return times;
}

static void
take_least (Times *least,
            Times  times,
            guint  run)
{
  least->first = run == 0 ? times.first : MIN (least->first, times.first);
  least->whole = run == 0 ? times.whole : MIN (least->whole, times.whole);
}

static void
print_times (const char *what,
             const char *filter,
             const char *feature,
             guint       radius,
             Times       times)
{
  printf ("%-16s %-20s %-20s radius %u: first %7.1f ms, whole %7.1f ms  %s: %g allowed\n", what, filter, feature, radius,
          times.first / 1e3, times.whole / 1e3, times.first / 1e3 <= ALLOWED ? "met" : "MISSED", ALLOWED);
  fflush (stdout);
}

static void
bench_choice (Bench      *self,
              const char *filter,
              const char *feature,
              guint       radius,
              const char *other)
{
  g_autoptr(RlMapChoice) choice = make_choice (filter, feature, radius);
  g_autoptr(RlMapChoice) next = make_choice (filter, other, radius);
  Times first = { 0 };
  Times second = { 0 };

  for (guint run = 0; run < N_RUNS; run++)
    {
      RimVolume *before;
      double begin;

      rl_map_maker_set_choice (self->maker, NULL);
      begin = (double) g_get_monotonic_time ();
      rl_map_maker_set_choice (self->maker, choice);
      take_least (&first, wait_for_map (self, NULL, begin), run);
      before = rl_map_layer_get_volume (rl_map_maker_get_layer (self->maker, 0));
      begin = (double) g_get_monotonic_time ();
      rl_map_maker_set_choice (self->maker, next);
      take_least (&second, wait_for_map (self, before, begin), run);
    }
  print_times ("choice", filter, feature, radius, first);
  print_times ("another feature", filter, other, radius, second);
}

/* A ball of 6 mm at the border, in and out again. */
static void
bench_dabs (Bench      *self,
            const char *filter,
            const char *feature,
            guint       radius)
{
  g_autoptr(RlMapChoice) choice = make_choice (filter, feature, radius);
  RimVolume *ct = rl_session_get_volume (self->session, RL_LAYER_CT);
  Times least = { 0 };

  rl_map_maker_set_choice (self->maker, choice);
  wait_for_map (self, NULL, 0.0);
  for (guint run = 0; run < N_RUNS; run++)
    {
      g_autoptr(RimLesion) dab = rl_test_lesion_new (ct, "dab", RIM_VEC3 (RADIUS + 0.2 * run, 0, 0), 6);
      g_autoptr(RimMask) mask = rim_mask_combine (self->lesion->mask, dab->mask, RIM_MASK_UNION);
      g_autoptr(RimLesion) stroke = rim_lesion_with_mask (self->lesion, mask);
      RimVolume *before = rl_map_layer_get_volume (rl_map_maker_get_layer (self->maker, 0));
      double begin = (double) g_get_monotonic_time ();

      rl_session_set_pending (self->session, stroke);
      take_least (&least, wait_for_map (self, before, begin), run);
    }
  rl_session_set_pending (self->session, NULL);
  wait_for_map (self, NULL, 0.0);
  print_times ("dab", filter, feature, radius, least);
}

int
main (void)
{
  Bench self = { NULL };

  bench_init (&self);
  bench_choice (&self, "original", "glcm_Contrast", 1, "glcm_JointEntropy");
  bench_choice (&self, "original", "firstorder_Entropy", 1, "ngtdm_Busyness");
  bench_choice (&self, "original", "glcm_MCC", 2, "glszm_ZoneEntropy");
  bench_choice (&self, "wavelet-LLH", "glcm_Contrast", 1, "firstorder_Mean");
  bench_choice (&self, "log-sigma-3-0-mm-3D", "glcm_Contrast", 1, "firstorder_Mean");
  bench_dabs (&self, "original", "glcm_Contrast", 1);
  bench_dabs (&self, "original", "glcm_MCC", 1);
  bench_dabs (&self, "original", "glcm_Contrast", 3);
  bench_dabs (&self, "original", "glszm_ZoneEntropy", 2);
  bench_dabs (&self, "original", "firstorder_Entropy", 5);
  bench_dabs (&self, "wavelet-LLH", "glcm_Contrast", 1);
  bench_dabs (&self, "log-sigma-3-0-mm-3D", "glcm_Contrast", 1);
  rl_jobs_shut_down (self.jobs);

  return 0;
}
