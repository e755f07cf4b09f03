/* test-image-cache.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-image-cache.h"
#include "rl-test-images.h"

#define N_STUDIES 4

/* A study of the test: 8 x 8 x 4 floats of CT. */
#define BYTES (8 * 8 * 4 * 4)

typedef struct
{
  RlImageCache *cache;
  RlSession    *session;
  RimVolume    *volumes[N_STUDIES];
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->cache = rl_image_cache_new ();
  fixture->session = rl_session_new ();
  rl_image_cache_add_session (fixture->cache, fixture->session);
  rl_image_cache_set_budget (fixture->cache, 2 * BYTES);

  for (guint i = 0; i < N_STUDIES; i++)
    fixture->volumes[i] = rl_test_volume_new (8, 8, 4, 4.0, RIM_UNIT_HU);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_assert_finalize_object (fixture->cache);
  g_assert_finalize_object (fixture->session);
  for (guint i = 0; i < N_STUDIES; i++)
    {
      g_assert_false (rim_volume_is_shared (fixture->volumes[i]));
      rim_volume_unref (fixture->volumes[i]);
    }
}

/* As the loader does when every slice is there. */
static void
show (Fixture *fixture,
      guint    study)
{
  g_autoptr(RlOpened) opened = rl_opened_new ();

  opened->ct = rim_volume_ref (fixture->volumes[study]);
  opened->ct_id = study + 100;
  opened->series_uid = g_strdup ("1.2.3");
  rl_session_set_images (fixture->session, opened->ct, NULL);
  rl_image_cache_put (fixture->cache, study + 100, opened);
}

static gboolean
is_kept (Fixture *fixture,
         guint    study)
{
  g_autoptr(RlOpened) opened = rl_image_cache_get (fixture->cache, study + 100);

  g_assert_true (opened == NULL || opened->ct == fixture->volumes[study]);

  return opened != NULL;
}

/* What was shown longest ago goes first; what is shown is not counted. */
static void
test_budget (Fixture       *fixture,
             gconstpointer  data)
{
  for (guint i = 0; i < N_STUDIES; i++)
    show (fixture, i);

  g_assert_false (rim_volume_is_shared (fixture->volumes[0]));
  g_assert_true (is_kept (fixture, 3));
  g_assert_true (is_kept (fixture, 2));
  g_assert_true (is_kept (fixture, 1));
  g_assert_false (is_kept (fixture, 0));
  g_assert_cmpuint (rl_image_cache_get_bytes (fixture->cache), ==, 3 * BYTES);

  /* Asking for the second made it the latest but one: now the third goes. */
  rl_image_cache_set_budget (fixture->cache, BYTES);
  g_assert_true (is_kept (fixture, 1));
  g_assert_false (is_kept (fixture, 2));
  g_assert_true (is_kept (fixture, 3));
}

/* With no budget at all what is shown stays, and nothing else. */
static void
test_shown (Fixture       *fixture,
            gconstpointer  data)
{
  rl_image_cache_set_budget (fixture->cache, 0);
  show (fixture, 0);
  g_assert_true (is_kept (fixture, 0));
  show (fixture, 1);
  g_assert_false (is_kept (fixture, 0));
  g_assert_false (rim_volume_is_shared (fixture->volumes[0]));
  g_assert_true (is_kept (fixture, 1));

  rl_session_set_images (fixture->session, NULL, NULL);
  g_assert_false (is_kept (fixture, 1));
  g_assert_false (rim_volume_is_shared (fixture->volumes[1]));
}

static void
test_forget (Fixture       *fixture,
             gconstpointer  data)
{
  show (fixture, 0);
  rl_session_set_images (fixture->session, NULL, NULL);
  g_assert_true (rim_volume_is_shared (fixture->volumes[0]));
  rl_image_cache_forget (fixture->cache, 100);
  g_assert_false (rim_volume_is_shared (fixture->volumes[0]));

  show (fixture, 1);
  rl_image_cache_clear (fixture->cache);
  g_assert_cmpuint (rl_image_cache_get_bytes (fixture->cache), ==, 0);
  g_assert_true (rl_session_get_volume (fixture->session, RL_LAYER_CT) == fixture->volumes[1]);
}

/* A CT takes two bytes a voxel, whoever looks at it. */
static void
test_stored_once (void)
{
  g_autoptr(RlImageCache) cache = rl_image_cache_new ();
  g_autoptr(RlOpened) opened = rl_opened_new ();
  RimGrid grid = { .size = { 16, 16, 8 } };

  rim_affine_init_identity (&grid.to_patient);
  opened->ct = rim_volume_new (&grid, RIM_VOXEL_INT16, NULL);
  rl_image_cache_set_budget (cache, 1 << 20);
  rl_image_cache_put (cache, 1, opened);
  g_assert_cmpuint (rl_image_cache_get_bytes (cache), ==, 16 * 16 * 8 * 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path_, func_) \
  g_test_add (path_, Fixture, NULL, fixture_set_up, func_, fixture_tear_down)

  ADD ("/image-cache/budget", test_budget);
  ADD ("/image-cache/shown", test_shown);
  ADD ("/image-cache/forget", test_forget);
  g_test_add_func ("/image-cache/stored-once", test_stored_once);

  return g_test_run ();
}
