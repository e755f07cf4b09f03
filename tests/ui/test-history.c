/* test-history.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "history/rl-history-pane.h"
#include "history/rl-history-pictures.h"
#include "history/rl-history-words.h"
#include "rl-test-images.h"
#include "segment/rim-lesion-review.h"

#define N_MANY 10000u

typedef struct
{
  RlSession       *session;
  RlJobs          *jobs;
  RlHistoryPane   *pane;
  RlHistoryModel  *model;
  GtkWidget       *window;
  RimSegmentation *segmentation;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->session = rl_test_session_new (TRUE);
  fixture->jobs = rl_jobs_new ();
  fixture->segmentation = rl_session_get_segmentation (fixture->session);
  fixture->pane = RL_HISTORY_PANE (rl_history_pane_new (fixture->jobs, fixture->session));
  fixture->model = rl_history_pane_get_model (fixture->pane);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 330, 600);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->pane));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
settle (Fixture *fixture)
{
  do
    while (g_main_context_iteration (NULL, FALSE))
      ;
  while (rl_jobs_get_n_jobs (fixture->jobs) > 0 || rl_history_pane_is_walking (fixture->pane));
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->pane), (gpointer *) &fixture->pane);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  rl_jobs_shut_down (fixture->jobs);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_null (fixture->pane);
  g_assert_finalize_object (fixture->jobs);
  g_assert_finalize_object (fixture->session);
}

static RimLesion *
add_ball (Fixture    *fixture,
          const char *name,
          const char *tool)
{
  g_autoptr(RimLesion) lesion = rl_test_lesion_new (rl_session_get_base (fixture->session), name,
                                                    RIM_VEC3 (0, 0, 0), 8);

  g_assert_true (rim_segmentation_add (fixture->segmentation, lesion, tool));

  return rim_segmentation_find (fixture->segmentation, lesion->id, NULL);
}

static void
rename_to (Fixture    *fixture,
           RimLesion  *lesion,
           const char *name)
{
  g_autoptr(RimLesion) now = rim_lesion_ref (rim_segmentation_find (fixture->segmentation, lesion->id, NULL));
  g_autoptr(RimLesion) renamed = rim_lesion_with_name (now, name);

  g_assert_true (rim_segmentation_replace (fixture->segmentation, renamed, "rename"));
}

static void
comment_on (Fixture    *fixture,
            guint       index,
            const char *text)
{
  RimLesion *lesion = rim_segmentation_get_lesion (fixture->segmentation, index);
  g_autoptr(RimComment) comment = rim_comment_new (RIM_VEC3 (0, 0, 0), text, "Reader");
  g_autoptr(RimLesion) commented = rim_lesion_with_comment (lesion, comment);

  g_assert_true (rim_segmentation_replace (fixture->segmentation, commented, "comment"));
}

static guint
get_n (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->model));
}

static void
assert_item (Fixture        *fixture,
             guint           index,
             const char     *title,
             const char     *details,
             RlHistoryState  state)
{
  g_autoptr(RlHistoryItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->model), index);
  GPtrArray *edits = rl_history_item_get_edits (item);
  g_autofree char *own_title = rl_history_dup_title (edits);
  g_autofree char *own_details = rl_history_dup_details (edits);

  g_assert_cmpstr (own_title, ==, title);
  g_assert_cmpstr (own_details, ==, details);
  g_assert_cmpint (rl_history_model_get_state (fixture->model, item), ==, state);
}

/* Both of what a step is, and whether it is done */
static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(RimLesion) first = NULL;
  RimSegmentation *closed;

  g_assert_cmpuint (get_n (fixture), ==, 0);
  first = rim_lesion_ref (add_ball (fixture, "A", "sphere"));
  rename_to (fixture, first, "B");
  rim_segmentation_begin_act (fixture->segmentation);
  add_ball (fixture, "C", "split-islands");
  add_ball (fixture, "D", "split-islands");
  rim_segmentation_end_act (fixture->segmentation);
  rim_segmentation_remove (fixture->segmentation, first->id, "delete");
  settle (fixture);

  g_assert_cmpuint (get_n (fixture), ==, 5);
  g_assert_cmpuint (rl_history_model_get_n_steps (fixture->model), ==, 4);
  assert_item (fixture, 0, "Deleted", "B", RL_HISTORY_CURRENT);
  assert_item (fixture, 1, "Split Islands", "2 lesions", RL_HISTORY_DONE);
  assert_item (fixture, 2, "Renamed", "B, was A", RL_HISTORY_DONE);
  assert_item (fixture, 3, "Sphere brush", "A", RL_HISTORY_DONE);
  assert_item (fixture, 4, "Before all changes", "", RL_HISTORY_DONE);

  rim_segmentation_undo (fixture->segmentation);
  rim_segmentation_undo (fixture->segmentation);
  settle (fixture);
  assert_item (fixture, 1, "Split Islands", "2 lesions", RL_HISTORY_UNDONE);
  assert_item (fixture, 2, "Renamed", "B, was A", RL_HISTORY_CURRENT);

  add_ball (fixture, "E", "what-a-newer-program-has");
  settle (fixture);
  g_assert_cmpuint (get_n (fixture), ==, 4);
  assert_item (fixture, 0, "Change", "E", RL_HISTORY_CURRENT);
  assert_item (fixture, 1, "Renamed", "B, was A", RL_HISTORY_DONE);

  comment_on (fixture, 1, "the vessel is in it");
  settle (fixture);
  assert_item (fixture, 0, "Comment", "E: the vessel is in it", RL_HISTORY_CURRENT);

  /* What is closed is given back, whether anybody looks or not. */
  gtk_widget_unmap (GTK_WIDGET (fixture->pane));
  closed = g_object_ref (fixture->segmentation);
  rl_session_set_segmentation (fixture->session, NULL);
  g_assert_cmpuint (get_n (fixture), ==, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (closed);
}

static void
go (Fixture *fixture,
    guint    index)
{
  settle (fixture);
  rl_history_pane_select (fixture->pane, index);
  gtk_widget_activate_action (GTK_WIDGET (fixture->pane), "history.go", NULL);
  settle (fixture);
  g_assert_cmpuint (rl_history_model_get_current (fixture->model), ==, index);
}

/* Back to a step and forward again, past one of several edits */
static void
test_go (Fixture       *fixture,
         gconstpointer  data)
{
  g_autoptr(RimLesion) first = rim_lesion_ref (add_ball (fixture, "A", "brush"));

  rim_segmentation_begin_act (fixture->segmentation);
  rename_to (fixture, first, "B");
  add_ball (fixture, "C", "brush");
  rim_segmentation_end_act (fixture->segmentation);
  rename_to (fixture, first, "D");

  go (fixture, 2);
  g_assert_cmpuint (rim_segmentation_get_position (fixture->segmentation), ==, 1);
  g_assert_cmpstr (rim_segmentation_get_lesion (fixture->segmentation, 0)->name, ==, "A");
  go (fixture, 3);
  g_assert_cmpuint (rim_segmentation_get_n_lesions (fixture->segmentation), ==, 0);
  go (fixture, 0);
  g_assert_cmpuint (rim_segmentation_get_n_lesions (fixture->segmentation), ==, 2);
  g_assert_cmpstr (rim_segmentation_get_lesion (fixture->segmentation, 0)->name, ==, "D");
}

/* What another window has drawn on the same image comes by itself, with who drew it. */
static void
test_others (Fixture       *fixture,
             gconstpointer  data)
{
  RimLesion *lesion = add_ball (fixture, "A", "brush");
  g_autoptr(RimLesion) locked = rim_lesion_with_locked (lesion, TRUE);
  g_autoptr(RimEdit) theirs = rim_edit_new (lesion, locked, 0, "lock", "Dr. B");
  g_autoptr(GBytes) record = rim_edit_serialize (theirs);
  g_autoptr(RlHistoryItem) item = NULL;
  g_autofree char *origin = NULL;

  settle (fixture);
  g_assert_true (rim_segmentation_replay (fixture->segmentation, RIM_JOURNAL_DO, record, NULL));
  settle (fixture);
  assert_item (fixture, 0, "Locked", "A", RL_HISTORY_CURRENT);
  item = g_list_model_get_item (G_LIST_MODEL (fixture->model), 0);
  origin = rl_history_dup_origin (rl_history_item_get_edits (item));
  g_assert_true (g_str_has_suffix (origin, "Dr. B"));
}

/* A step that is selected is where the images show it. */
static void
test_place (Fixture       *fixture,
            gconstpointer  data)
{
  const double largest_voxel = 5.0;
  RimLesion *lesion = add_ball (fixture, "A", "brush");

  rename_to (fixture, lesion, "B");
  settle (fixture);
  rl_session_set_cursor (fixture->session, RIM_VEC3 (20, 12, 0));
  rl_history_pane_select (fixture->pane, 0);
  g_assert_cmpfloat (rl_session_get_cursor (fixture->session).x, >, 10);
  rl_history_pane_select (fixture->pane, 1);
  g_assert_cmpfloat (rim_vec3_length (rl_session_get_cursor (fixture->session)), <, largest_voxel);
}

static void
message_cb (RlHistoryPane  *pane,
            const char     *message,
            char          **told)
{
  g_assert_null (*told);
  *told = g_strdup (message);
}

/* What is signed stays as it was signed, and the user is told why. */
static void
test_go_signed (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(RimLesion) first = rim_lesion_ref (add_ball (fixture, "A", "brush"));
  g_autofree char *told = NULL;

  rename_to (fixture, first, "B");
  g_assert_cmpuint (rim_segmentation_sign (fixture->segmentation, first->id, "Dr. A"), ==, 1);
  g_signal_connect (fixture->pane, "message", G_CALLBACK (message_cb), &told);
  settle (fixture);

  rl_history_pane_select (fixture->pane, 2);
  gtk_widget_activate_action (GTK_WIDGET (fixture->pane), "history.go", NULL);
  settle (fixture);
  g_assert_nonnull (told);
  g_assert_cmpuint (rl_history_model_get_current (fixture->model), ==, 0);
}

static void
test_filter (Fixture       *fixture,
             gconstpointer  data)
{
  GtkDropDown *choice = rl_history_filter_get_choice (rl_history_pane_get_filter (fixture->pane));
  g_autoptr(RimLesion) first = rim_lesion_ref (add_ball (fixture, "A", "brush"));
  g_autoptr(RimLesion) second = rim_lesion_ref (add_ball (fixture, "B", "brush"));

  rename_to (fixture, first, "C");
  rim_segmentation_remove (fixture->segmentation, second->id, "delete");
  settle (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (choice)), ==, 3);

  gtk_drop_down_set_selected (choice, 2);
  g_assert_cmpstr (rl_history_model_get_lesion (fixture->model), ==, second->id);
  g_assert_cmpuint (get_n (fixture), ==, 3);
  assert_item (fixture, 0, "Deleted", "B", RL_HISTORY_CURRENT);
  assert_item (fixture, 1, "Brush", "B", RL_HISTORY_DONE);

  rename_to (fixture, first, "D");
  settle (fixture);
  g_assert_cmpuint (gtk_drop_down_get_selected (choice), ==, 2);
  g_assert_cmpuint (get_n (fixture), ==, 3);
  go (fixture, 1);
  g_assert_cmpuint (rim_segmentation_get_n_lesions (fixture->segmentation), ==, 2);

  gtk_drop_down_set_selected (choice, 0);
  g_assert_cmpuint (get_n (fixture), ==, 6);
}

static void
count_ready_cb (RlHistoryPictures *pictures,
                const char        *id,
                guint             *n_ready)
{
  ++*n_ready;
}

/* A picture of what changed; none of what changed no voxel, which is known, too. */
static void
test_pictures (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(RlHistoryPictures) pictures = rl_history_pictures_new (fixture->jobs, fixture->session);
  RimLesion *lesion = add_ball (fixture, "A", "brush");
  double volume = rim_mask_get_volume (lesion->mask);
  g_autoptr(RlHistoryItem) stroke = NULL;
  g_autoptr(RlHistoryItem) renaming = NULL;
  guint n_ready = 0;

  rename_to (fixture, lesion, "B");
  settle (fixture);
  renaming = g_list_model_get_item (G_LIST_MODEL (fixture->model), 0);
  stroke = g_list_model_get_item (G_LIST_MODEL (fixture->model), 1);
  g_signal_connect (pictures, "ready", G_CALLBACK (count_ready_cb), &n_ready);

  g_assert_null (rl_history_pictures_ask (pictures, stroke));
  g_assert_null (rl_history_pictures_ask (pictures, renaming));
  settle (fixture);
  g_assert_cmpuint (n_ready, ==, 2);
  g_assert_nonnull (rl_history_pictures_ask (pictures, stroke)->texture);
  g_assert_cmpfloat (rl_history_pictures_ask (pictures, stroke)->added_mm3, ==, volume);
  g_assert_null (rl_history_pictures_ask (pictures, renaming)->texture);
}

static guint
count_rows (GtkWidget *widget)
{
  guint n = G_TYPE_CHECK_INSTANCE_TYPE (widget, g_type_from_name ("RlHistoryRow"));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_rows (child);

  return n;
}

/* However many steps there are, only those about what is seen have rows. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(RimLesion) lesion = rim_lesion_ref (add_ball (fixture, "0", "brush"));

  for (guint n = 1; n < N_MANY; n++)
    {
      g_autofree char *name = g_strdup_printf ("%u", n);

      rename_to (fixture, lesion, name);
    }
  settle (fixture);

  g_assert_cmpuint (get_n (fixture), ==, N_MANY + 1);
  g_assert_cmpuint (count_rows (GTK_WIDGET (fixture->pane)), <, 500);
  go (fixture, N_MANY - 1);
  g_assert_cmpstr (rim_segmentation_get_lesion (fixture->segmentation, 0)->name, ==, "0");
  go (fixture, 0);
  g_assert_cmpstr (rim_segmentation_get_lesion (fixture->segmentation, 0)->name, ==, "9999");
}

static void
add_test (const char *path,
          void (*test)(Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  add_test ("/ui/history/list", test_list);
  add_test ("/ui/history/go", test_go);
  add_test ("/ui/history/others", test_others);
  add_test ("/ui/history/place", test_place);
  add_test ("/ui/history/go-signed", test_go_signed);
  add_test ("/ui/history/filter", test_filter);
  add_test ("/ui/history/pictures", test_pictures);
  add_test ("/ui/history/many", test_many);

  return g_test_run ();
}
