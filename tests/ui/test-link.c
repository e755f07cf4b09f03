/* test-link.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-link.h"
#include "rl-test-images.h"

typedef struct
{
  RlSession *session;
  RlSession *prior;
  RlLink    *link;
} Fixture;

static RimVolume *
new_volume (RimVec3     shift,
            const char *frame)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSource) source = rim_source_new ();
  RimGrid grid = { .size = { 20, 20, 10 } };
  RimVolume *volume;

  rim_affine_init_identity (&grid.to_patient);
  rim_affine_set_column (&grid.to_patient, 2, RIM_VEC3 (0, 0, 3));
  rim_affine_set_column (&grid.to_patient, 3, shift);
  volume = rim_volume_new (&grid, RIM_VOXEL_INT16, &error);
  g_assert_no_error (error);
  source->frame_of_reference_uid = g_strdup (frame);
  rim_volume_set_source (volume, source);
  rim_volume_set_unit (volume, RIM_UNIT_HU);
  rim_volume_publish_all (volume);

  return volume;
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  gboolean is_same = data != NULL;
  g_autoptr(RimVolume) now = new_volume (RIM_VEC3 (-10, -10, 100), "1.2.3");
  g_autoptr(RimVolume) then = new_volume (RIM_VEC3 (-13, -8, 160), is_same ? "1.2.3" : "1.2.4");

  fixture->session = rl_session_new ();
  fixture->prior = rl_session_new ();
  fixture->link = rl_link_new (fixture->session, fixture->prior);
  rl_session_set_images (fixture->session, now, NULL);
  rl_session_set_images (fixture->prior, then, NULL);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_assert_finalize_object (fixture->link);
  g_assert_finalize_object (fixture->session);
  g_assert_finalize_object (fixture->prior);
}

static void
assert_cursor (RlSession *session,
               double     x,
               double     y,
               double     z)
{
  g_assert_cmpfloat (rim_vec3_length (rim_vec3_sub (rl_session_get_cursor (session),
                                                    RIM_VEC3 (x, y, z))), <, 1e-9);
}

/* In one frame of reference a place is a place, wherever the images lie. */
static void
test_same_frame (Fixture       *fixture,
                 gconstpointer  data)
{
  g_assert_true (rl_link_is_same_frame (fixture->link));
  rl_session_set_cursor (fixture->session, RIM_VEC3 (1, 2, 103));
  assert_cursor (fixture->prior, 1, 2, 103);
  rl_session_set_cursor (fixture->prior, RIM_VEC3 (4, 5, 166));
  assert_cursor (fixture->session, 4, 5, 166);
}

static void
test_offset (Fixture       *fixture,
             gconstpointer  data)
{
  g_assert_false (rl_link_is_same_frame (fixture->link));
  rl_session_set_cursor (fixture->session, RIM_VEC3 (1, 2, 103));
  assert_cursor (fixture->prior, -2, 4, 163);
  rl_session_set_cursor (fixture->prior, RIM_VEC3 (0, 0, 169));
  assert_cursor (fixture->session, 3, -2, 109);
}

/* Each looks by itself until the user says that both are at the same place. */
static void
test_link_here (Fixture       *fixture,
                gconstpointer  data)
{
  g_object_set (fixture->link, "linked", FALSE, NULL);
  rl_session_set_cursor (fixture->session, RIM_VEC3 (1, 2, 103));
  rl_session_set_cursor (fixture->prior, RIM_VEC3 (5, 5, 171));
  assert_cursor (fixture->session, 1, 2, 103);

  rl_link_here (fixture->link);
  g_assert_true (rl_link_get_linked (fixture->link));
  assert_cursor (fixture->session, 1, 2, 103);
  assert_cursor (fixture->prior, 5, 5, 171);
  rl_session_set_cursor (fixture->session, RIM_VEC3 (0, 0, 100));
  assert_cursor (fixture->prior, 4, 3, 168);
  rl_session_set_cursor (fixture->prior, RIM_VEC3 (4, 3, 160));
  assert_cursor (fixture->session, 0, 0, 92);
}

static void
test_display (Fixture       *fixture,
              gconstpointer  data)
{
  RimWindow lung = { -600, 1500 };
  RimWindow bone = { 350, 2000 };

  rl_session_set_window (fixture->session, RL_LAYER_CT, lung);
  g_assert_cmpfloat (rl_session_get_window (fixture->prior, RL_LAYER_CT).center, ==, -600);
  rl_session_set_window (fixture->prior, RL_LAYER_CT, bone);
  g_assert_cmpfloat (rl_session_get_window (fixture->session, RL_LAYER_CT).center, ==, 350);
  rl_session_set_show_text (fixture->session, FALSE);
  g_assert_false (rl_session_get_show_text (fixture->prior));

  /* The prior is looked at, not drawn on. */
  rl_session_set_tool (fixture->session, RL_TOOL_BRUSH);
  g_assert_cmpint (rl_session_get_tool (fixture->prior), ==, RL_TOOL_WINDOW);
  rl_session_set_tool (fixture->session, RL_TOOL_CROSSHAIR);
  g_assert_cmpint (rl_session_get_tool (fixture->prior), ==, RL_TOOL_CROSSHAIR);
}

/* Another prior is linked anew; without one nothing follows. */
static void
test_other_images (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(RimVolume) other = new_volume (RIM_VEC3 (-10, -10, 130), "1.2.5");

  rl_link_here (fixture->link);
  rl_session_set_images (fixture->prior, other, NULL);
  rl_session_set_cursor (fixture->session, RIM_VEC3 (1, 2, 103));
  assert_cursor (fixture->prior, 1, 2, 133);

  rl_session_set_images (fixture->prior, NULL, NULL);
  rl_session_set_cursor (fixture->session, RIM_VEC3 (2, 2, 106));
  assert_cursor (fixture->session, 2, 2, 106);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path_, same_, func_) \
  g_test_add (path_, Fixture, GUINT_TO_POINTER (same_), fixture_set_up, func_, fixture_tear_down)

  ADD ("/link/same-frame", 1, test_same_frame);
  ADD ("/link/offset", 0, test_offset);
  ADD ("/link/here", 0, test_link_here);
  ADD ("/link/display", 0, test_display);
  ADD ("/link/other-images", 0, test_other_images);

  return g_test_run ();
}
