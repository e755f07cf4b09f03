/* test-scene.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "rl-test-images.h"
#include "scene/rl-volume-presets.h"
#include "scene/rl-volume-view.h"

static void
make_grid (RimGrid *grid)
{
  *grid = (RimGrid) { .size = { 20, 30, 40 } };
  rim_affine_set_column (&grid->to_patient, 0, RIM_VEC3 (2, 0, 0));
  rim_affine_set_column (&grid->to_patient, 1, RIM_VEC3 (0, 2, 0));
  rim_affine_set_column (&grid->to_patient, 2, RIM_VEC3 (0, 0, 3));
  rim_affine_set_column (&grid->to_patient, 3, RIM_VEC3 (-10, 20, -30));
}

static void
assert_square (const RlCamera *camera)
{
  g_assert_cmpfloat_with_epsilon (rim_vec3_length (camera->right), 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (rim_vec3_length (camera->up), 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (rim_vec3_length (camera->forward), 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (rim_vec3_dot (camera->right, camera->up), 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (rim_vec3_dot (camera->forward, camera->up), 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (rim_vec3_dot (rim_vec3_cross (camera->forward, camera->up),
                                                camera->right), 1, 1e-12);
}

/* However it is turned it stays square, and all of the grid is in the picture. */
static void
test_turning (void)
{
  RimGrid grid;
  RlCamera camera;

  make_grid (&grid);
  rl_camera_init (&camera, &grid);
  for (guint n = 0; n < 1000; n++)
    {
      rl_camera_turn (&camera, 0.37, -0.21);
      assert_square (&camera);
      for (guint corner = 0; corner < 8; corner++)
        {
          RimVec3 index = RIM_VEC3 (corner & 1 ? 19 : 0, corner & 2 ? 29 : 0, corner & 4 ? 39 : 0);
          double clip[3];

          rl_camera_project (&camera, n % 2 == 0 ? 1.6 : 0.7, rim_grid_to_patient (&grid, index), clip);
          for (guint a = 0; a < 3; a++)
            g_assert_cmpfloat (fabs (clip[a]), <=, 1 + 1e-9);
        }
    }
}

/* From the front, the patient's left is on the right of the screen. */
static void
test_sides (void)
{
  static const struct
  {
    char    side;
    RimVec3 right;
    RimVec3 up;
  } sides[] = {
    { 'A', { 1, 0, 0 }, { 0, 0, 1 } }, { 'P', { -1, 0, 0 }, { 0, 0, 1 } },
    { 'L', { 0, 1, 0 }, { 0, 0, 1 } }, { 'R', { 0, -1, 0 }, { 0, 0, 1 } },
    { 'F', { 1, 0, 0 }, { 0, -1, 0 } }, { 'H', { -1, 0, 0 }, { 0, -1, 0 } },
  };
  RimGrid grid;
  RlCamera camera;

  make_grid (&grid);
  rl_camera_init (&camera, &grid);
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_assert_true (rl_camera_look_from (&camera, sides[i].side));
      assert_square (&camera);
      g_assert_cmpfloat (rim_vec3_dot (camera.right, sides[i].right), ==, 1);
      g_assert_cmpfloat (rim_vec3_dot (camera.up, sides[i].up), ==, 1);
    }
  g_assert_false (rl_camera_look_from (&camera, 'X'));
}

/* A hand that goes right takes what is in front along. */
static void
test_hand (void)
{
  RimGrid grid;
  RlCamera camera;
  RimVec3 front;
  double before[3], after[3];

  make_grid (&grid);
  rl_camera_init (&camera, &grid);
  front = rim_vec3_sub (camera.center, rim_vec3_scale (camera.forward, 10));
  rl_camera_project (&camera, 1, front, before);
  rl_camera_turn (&camera, 0.1, 0.1);
  rl_camera_project (&camera, 1, front, after);
  g_assert_cmpfloat (after[0], >, before[0]);
  g_assert_cmpfloat (after[1], <, before[1]);

  rl_camera_pan (&camera, 5, 3);
  rl_camera_project (&camera, 1, front, before);
  g_assert_cmpfloat (before[0], >, after[0]);
  g_assert_cmpfloat (before[1], >, after[1]);
}

static void
test_matrix (void)
{
  RimGrid grid;
  RlCamera camera;
  RimVec3 point = RIM_VEC3 (7, 31, -12);
  double clip[3];
  float matrix[16];

  make_grid (&grid);
  rl_camera_init (&camera, &grid);
  rl_camera_turn (&camera, 0.7, 0.3);
  rl_camera_zoom (&camera, 1.7);
  rl_camera_project (&camera, 1.3, point, clip);
  rl_camera_get_matrix (&camera, 1.3, matrix);
  for (guint row = 0; row < 3; row++)
    g_assert_cmpfloat_with_epsilon (matrix[row] * point.x + matrix[4 + row] * point.y +
                                    matrix[8 + row] * point.z + matrix[12 + row], clip[row], 1e-6);
}

static void
test_presets (void)
{
  g_assert_cmpuint (rl_volume_presets_get_n (), >=, 4);
  g_assert_null (rl_volume_presets_find ("no such preset"));

  for (guint i = 0; i < rl_volume_presets_get_n (); i++)
    {
      const RlVolumePreset *preset = rl_volume_presets_get (i);
      float ramp[RL_RAMP_SIZE][4];
      double low, high;

      g_assert_true (rl_volume_presets_find (rl_volume_preset_get_id (preset)) == preset);
      rl_volume_preset_get_range (preset, &low, &high);
      g_assert_cmpfloat (low, <, high);
      rl_volume_preset_fill (preset, ramp);
      g_assert_cmpfloat (ramp[0][3], ==, 0);
      for (guint n = 0; n < RL_RAMP_SIZE; n++)
        for (guint c = 0; c < 4; c++)
          g_assert_true (ramp[n][c] >= 0 && ramp[n][c] <= 1);
    }
}

typedef struct
{
  RlSession    *session;
  RlJobs       *jobs;
  RlVolumeView *view;
  GtkWidget    *window;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->session = rl_test_session_new (TRUE);
  fixture->jobs = rl_jobs_new ();
  fixture->view = RL_VOLUME_VIEW (rl_volume_view_new (fixture->jobs, fixture->session));
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 240, 180);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->view), (gpointer *) &fixture->view);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  rl_jobs_shut_down (fixture->jobs);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_null (fixture->view);
  g_assert_finalize_object (fixture->jobs);
  g_assert_finalize_object (fixture->session);
}

static void
wait_until_sharp (Fixture *fixture)
{
  while (!rl_volume_view_is_sharp (fixture->view))
    g_main_context_iteration (NULL, TRUE);
}

/* Keys turn it, actions choose how it looks, and it always gets sharp again. */
static void
test_view (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *widget = GTK_WIDGET (fixture->view);
  RlCamera before;

  if (rl_volume_view_get_problem (fixture->view) != NULL)
    {
      g_test_skip (rl_volume_view_get_problem (fixture->view));
      return;
    }

  wait_until_sharp (fixture);
  before = *rl_volume_view_get_camera (fixture->view);
  rl_pane_scroll (RL_PANE (widget), 3);
  g_assert_false (rl_volume_view_is_sharp (fixture->view));
  g_assert_cmpfloat (rim_vec3_dot (before.forward, rl_volume_view_get_camera (fixture->view)->forward), <, 0.99);
  wait_until_sharp (fixture);

  g_assert_true (gtk_widget_activate_action (widget, "volume.look-from", "s", "A"));
  g_assert_cmpfloat (rim_vec3_dot (before.forward, rl_volume_view_get_camera (fixture->view)->forward), ==, 1);
  g_assert_true (gtk_widget_activate_action (widget, "volume.preset", "s", "lung"));
  g_assert_cmpstr (rl_volume_view_get_preset (fixture->view), ==, "lung");
  g_assert_true (gtk_widget_activate_action (widget, "volume.preset", "s", "no such preset"));
  g_assert_cmpstr (rl_volume_view_get_preset (fixture->view), ==, "lung");
  wait_until_sharp (fixture);

  rl_pane_zoom (RL_PANE (fixture->view), 3.0);
  wait_until_sharp (fixture);
  rl_pane_fit (RL_PANE (fixture->view));
  g_assert_cmpfloat (rl_volume_view_get_camera (fixture->view)->zoom, ==, before.zoom);
  g_assert_false (rl_volume_view_is_sharp (fixture->view));
  wait_until_sharp (fixture);

  rl_session_set_images (fixture->session, NULL, NULL);
  g_assert_false (rl_volume_view_is_sharp (fixture->view));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* A surface follows a lesion once it has rested, not during a stroke. */
static void
test_meshes (Fixture       *fixture,
             gconstpointer  data)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (fixture->session);
  g_autoptr(RlVolumeScene) scene = rl_volume_scene_new (fixture->jobs, fixture->session);
  g_autoptr(RimLesion) lesion =
    rl_test_lesion_new (rl_session_get_base (fixture->session), "A", RIM_VEC3 (22, -4, 6), 6);
  RlMesh *mesh;

  rl_volume_scene_set_active (scene, TRUE);
  g_assert_true (rim_segmentation_add (segmentation, lesion, "test"));
  g_assert_null (rl_volume_scene_find_mesh (scene, lesion->mask));
  while (rl_volume_scene_find_mesh (scene, lesion->mask) == NULL)
    g_main_context_iteration (NULL, TRUE);

  mesh = rl_volume_scene_find_mesh (scene, lesion->mask);
  g_assert_cmpuint (mesh->surface->n_triangles, >, 100);

  g_assert_true (rim_segmentation_undo (segmentation));
  while (rl_volume_scene_find_mesh (scene, lesion->mask) != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* The map has a surface of its own while it is shown. */
static void
test_map (Fixture       *fixture,
          gconstpointer  data)
{
  RlMapLayer *layer = rl_session_get_map_layer (fixture->session);
  g_autoptr(RlVolumeScene) scene = rl_volume_scene_new (fixture->jobs, fixture->session);
  RimGrid grid;
  g_autoptr(RimVolume) volume = NULL;
  RlMesh *mesh;

  make_grid (&grid);
  volume = rim_volume_new (&grid, RIM_VOXEL_FLOAT, NULL);
  for (guint k = 0; k < grid.size[2]; k++)
    for (guint n = 0; n < grid.size[0] * grid.size[1]; n++)
      ((float *) rim_volume_get_slice_for_writing (volume, k))[n] = k > 10 && k < 20 ? 0.5f : NAN;
  rim_volume_publish_all (volume);
  rl_volume_scene_set_active (scene, TRUE);
  g_assert_null (rl_volume_scene_get_map (scene));

  rl_map_layer_set_volume (layer, volume);
  while ((mesh = rl_volume_scene_get_map (scene)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (mesh->surface->n_triangles, >, 100);
  g_assert_nonnull (mesh->colors);

  rl_map_layer_set_visible (layer, FALSE);
  g_assert_null (rl_volume_scene_get_map (scene));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/camera/turning", test_turning);
  g_test_add_func ("/ui/camera/sides", test_sides);
  g_test_add_func ("/ui/camera/hand", test_hand);
  g_test_add_func ("/ui/camera/matrix", test_matrix);
  g_test_add_func ("/ui/volume-presets", test_presets);
  g_test_add ("/ui/volume-view", Fixture, NULL, fixture_set_up, test_view, fixture_tear_down);
  g_test_add ("/ui/volume-scene/meshes", Fixture, NULL, fixture_set_up, test_meshes, fixture_tear_down);
  g_test_add ("/ui/volume-scene/map", Fixture, NULL, fixture_set_up, test_map, fixture_tear_down);

  return g_test_run ();
}
