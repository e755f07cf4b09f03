/* test-lesions.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "core/rl-lesion-center.h"
#include "lesions/rl-lesion-details.h"
#include "lesions/rl-lesion-form.h"
#include "lesions/rl-lesion-item.h"
#include "lesions/rl-lesion-pane.h"
#include "lesions/rl-lesion-review.h"
#include "lesions/rl-measures-panel.h"
#include "library/rim-library-audit.h"
#include "rl-test-images.h"
#include "widgets/rl-question-row.h"

typedef struct
{
  RlSession       *session;
  RlJobs          *jobs;
  RlMeasurer      *measurer;
  RlLesionPane    *pane;
  GtkWidget       *window;
  RimSegmentation *segmentation;
  GListModel      *list;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->session = rl_test_session_new (TRUE);
  fixture->jobs = rl_jobs_new ();
  fixture->measurer = rl_measurer_new (fixture->jobs, fixture->session);
  fixture->segmentation = rl_session_get_segmentation (fixture->session);
  fixture->pane = RL_LESION_PANE (rl_lesion_pane_new (fixture->session, fixture->measurer));
  fixture->list = rl_lesion_pane_get_list (fixture->pane);

  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->pane));
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
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
  g_assert_finalize_object (fixture->measurer);
  g_assert_finalize_object (fixture->jobs);
  g_assert_finalize_object (fixture->session);
}

static void
settle (Fixture *fixture)
{
  do
    while (g_main_context_iteration (NULL, FALSE))
      ;
  while (!rl_measurer_is_up_to_date (fixture->measurer));
}

static RlLesionItem *
get_item (Fixture *fixture,
          guint    index)
{
  g_autoptr(RlLesionItem) item = g_list_model_get_item (fixture->list, index);

  g_assert_nonnull (item);

  return item;
}

static RimLesion *
add_ball (Fixture    *fixture,
          const char *name,
          double      radius)
{
  g_autoptr(RimLesion) lesion =
    rl_test_lesion_new (rl_session_get_base (fixture->session), name, RIM_VEC3 (22, -4, 6), radius);

  g_assert_true (rim_segmentation_add (fixture->segmentation, lesion, "test"));

  return rim_segmentation_find (fixture->segmentation, lesion->id, NULL);
}

/* Every command is one edit, and undo takes back that one. */
static void
test_journal (Fixture       *fixture,
              gconstpointer  data)
{
  rl_lesion_pane_add (fixture->pane);
  g_assert_cmpuint (g_list_model_get_n_items (fixture->list), ==, 1);
  g_assert_cmpstr (rl_session_get_active_lesion (fixture->session), ==,
                   rl_lesion_item_get_id (get_item (fixture, 0)));

  rl_lesion_item_rename (get_item (fixture, 0), "  Node  ");
  g_assert_cmpstr (rl_lesion_item_get_lesion (get_item (fixture, 0))->name, ==, "Node");
  rl_lesion_item_rename (get_item (fixture, 0), "   ");
  rl_lesion_item_set_locked (get_item (fixture, 0), TRUE);
  rl_lesion_item_set_locked (get_item (fixture, 0), TRUE);
  g_assert_cmpuint (rim_segmentation_get_n_edits (fixture->segmentation), ==, 3);

  rim_segmentation_undo (fixture->segmentation);
  g_assert_false (rl_lesion_item_get_lesion (get_item (fixture, 0))->locked);
  rim_segmentation_undo (fixture->segmentation);
  g_assert_cmpstr (rl_lesion_item_get_lesion (get_item (fixture, 0))->name, ==, "Lesion 1");
  rim_segmentation_undo (fixture->segmentation);
  g_assert_cmpuint (g_list_model_get_n_items (fixture->list), ==, 0);
}

static void
message_cb (RlLesionPane *pane,
            const char   *message,
            guint        *n_messages)
{
  g_assert_nonnull (strstr (message, "Tumour"));
  (*n_messages)++;
}

/* What is said of a lesion is an edit each, and what is signed stays until it is
 * reopened with a reason.
 */
static void
test_review (Fixture       *fixture,
             gconstpointer  data)
{
  RlSession *session = fixture->session;
  g_autofree char *id = g_strdup (add_ball (fixture, "Tumour", 5)->id);
  g_autofree char *line = NULL;
  guint n_messages = 0;

  g_signal_connect (fixture->pane, "message", G_CALLBACK (message_cb), &n_messages);
  g_assert_null (rl_lesion_review_describe (rl_lesion_item_get_lesion (get_item (fixture, 0))));
  g_assert_true (rl_lesion_review_set_kind (session, id, RIM_REVIEW_TARGET));
  g_assert_false (rl_lesion_review_set_kind (session, id, RIM_REVIEW_TARGET));
  g_assert_true (rl_lesion_review_comment (session, id, "a vessel?"));
  g_assert_true (rl_lesion_review_set_status (session, id, RIM_REVIEW_DONE, NULL));
  line = rl_lesion_review_describe (rl_lesion_item_get_lesion (get_item (fixture, 0)));
  g_assert_cmpstr (line, ==, "Done · Target");
  g_assert_cmpuint (rim_segmentation_get_n_edits (fixture->segmentation), ==, 4);

  rl_session_set_active_lesion (session, id);
  gtk_widget_activate_action (GTK_WIDGET (fixture->pane), "lesions.delete-selected", NULL);
  g_assert_cmpuint (n_messages, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (fixture->list), ==, 1);

  g_assert_true (rl_lesion_review_sign (session, id, "Dr. A"));
  g_assert_false (rl_lesion_review_set_kind (session, id, RIM_REVIEW_NODE));
  g_assert_false (rl_lesion_review_reopen (session, id, NULL));
  g_assert_true (rl_lesion_review_reopen (session, id, "a vessel"));
  g_assert_true (rl_lesion_review_set_kind (session, id, RIM_REVIEW_NODE));
}

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
press (GtkWidget  *widget,
       const char *label)
{
  GtkWidget *button = find_button (widget, label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

/* The same by the buttons of the details. */
static void
test_details (Fixture       *fixture,
              gconstpointer  data)
{
  RimLesion *lesion = add_ball (fixture, "Tumour", 5);
  g_autofree char *id = g_strdup (lesion->id);
  GtkWidget *details = rl_lesion_details_new (fixture->session, id);
  RimAuditRow row = { .seq = 1, .what = (char *) "do", .detail = (char *) "brush" };
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();

  gtk_widget_set_parent (details, GTK_WIDGET (fixture->pane));
  g_ptr_array_add (rows, &row);
  rl_lesion_details_set_history (RL_LESION_DETAILS (details), rows);
  gtk_popover_popup (GTK_POPOVER (details));
  press (details, "Done");
  g_assert_cmpint (rl_session_find_lesion (fixture->session, id)->review.status, ==, RIM_REVIEW_DONE);
  press (details, "Reopen");
  g_assert_cmpint (rl_session_find_lesion (fixture->session, id)->review.status, ==, RIM_REVIEW_IN_PROGRESS);
  press (details, "Approve");
  press (details, "Sign");
  g_assert_true (rim_lesion_is_signed (rl_session_find_lesion (fixture->session, id)));
  g_assert_false (gtk_widget_is_sensitive (find_button (details, "Approve")));
  press (details, "Reopen");
  g_assert_true (rim_lesion_is_signed (rl_session_find_lesion (fixture->session, id)));
  g_object_add_weak_pointer (G_OBJECT (details), (gpointer *) &details);
  gtk_popover_popdown (GTK_POPOVER (details));
  while (details != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static GtkWidget *
find_row_of (GtkWidget  *widget,
             const char *id)
{
  if (RL_IS_QUESTION_ROW (widget) && strcmp (rl_question_row_get_id (RL_QUESTION_ROW (widget)), id) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = find_row_of (child, id);

      if (row != NULL)
        return row;
    }

  return NULL;
}

/* What a form asks is answered in the journal, and undo shows what was before. */
static void
test_features (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *id = g_strdup (add_ball (fixture, "Tumour", 5)->id);
  GtkWidget *form = g_object_ref_sink (rl_lesion_form_new (fixture->session, id));
  GtkWidget *margin = find_row_of (form, "margin");
  GtkWidget *size = find_row_of (form, "solid-part");
  guint n_answered = 9;

  g_assert_cmpuint (rl_lesion_form_count (RL_LESION_FORM (form), &n_answered), >, 12);
  g_assert_cmpuint (n_answered, ==, 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (gtk_widget_get_last_child (margin)), 4);
  g_assert_cmpstr (rim_answers_get (rl_session_find_lesion (fixture->session, id)->review.answers,
                                    "lesion-features/margin"), ==, "spiculated");
  rl_lesion_form_count (RL_LESION_FORM (form), &n_answered);
  g_assert_cmpuint (n_answered, ==, 1);

  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_last_child (size)), "wide");
  g_signal_emit_by_name (gtk_widget_get_last_child (size), "activate");
  g_assert_true (gtk_widget_has_css_class (gtk_widget_get_last_child (size), "error"));
  rim_segmentation_undo (fixture->segmentation);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (gtk_widget_get_last_child (margin))), ==, 0);
  rim_segmentation_redo (fixture->segmentation);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (gtk_widget_get_last_child (margin))), ==, 4);
  g_object_unref (form);
}

static GtkWidget *
find_check (GtkWidget *widget)
{
  if (GTK_IS_CHECK_BUTTON (widget) && gtk_check_button_get_label (GTK_CHECK_BUTTON (widget)) == NULL)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_check (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* A comment is settled and opened again where it is listed. */
static void
test_resolve (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *id = g_strdup (add_ball (fixture, "Tumour", 5)->id);
  GtkWidget *details;
  const RimReview *review;

  g_assert_true (rl_lesion_review_comment (fixture->session, id, "a vessel?"));
  details = rl_lesion_details_new (fixture->session, id);
  gtk_widget_set_parent (details, GTK_WIDGET (fixture->pane));
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_check (details))));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_check (details)), TRUE);
  review = &rl_session_find_lesion (fixture->session, id)->review;
  g_assert_cmpuint (rim_review_get_n_comments (review), ==, 2);
  g_assert_nonnull (rim_review_find_resolution (review, g_ptr_array_index (review->comments, 0)));
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_check (details))));

  rim_segmentation_undo (fixture->segmentation);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_check (details))));
  rim_segmentation_redo (fixture->segmentation);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_check (details)), FALSE);
  review = &rl_session_find_lesion (fixture->session, id)->review;
  g_assert_cmpuint (rim_review_get_n_comments (review), ==, 1);
  gtk_widget_unparent (details);
}

/* Items stay the same objects, in the segmentation's order. */
static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  RlLesionItem *second;

  add_ball (fixture, "A", 5);
  add_ball (fixture, "B", 6);
  add_ball (fixture, "C", 7);
  second = get_item (fixture, 1);
  g_assert_cmpuint (rl_lesion_item_get_number (second), ==, 2);

  rl_lesion_item_remove (get_item (fixture, 0));
  g_assert_cmpuint (g_list_model_get_n_items (fixture->list), ==, 2);
  g_assert_true (get_item (fixture, 0) == second);
  g_assert_cmpuint (rl_lesion_item_get_number (second), ==, 1);

  rim_segmentation_undo (fixture->segmentation);
  g_assert_cmpuint (g_list_model_get_n_items (fixture->list), ==, 3);
  g_assert_cmpstr (rl_lesion_item_get_lesion (get_item (fixture, 0))->name, ==, "A");
  g_assert_true (get_item (fixture, 1) == second);
}

/* What is only shown differently is no edit. */
static void
test_visible (Fixture       *fixture,
              gconstpointer  data)
{
  RimLesion *lesion = add_ball (fixture, "A", 5);
  guint n_edits = rim_segmentation_get_n_edits (fixture->segmentation);

  rl_lesion_item_set_visible (get_item (fixture, 0), FALSE);
  g_assert_false (rl_session_is_lesion_visible (fixture->session, lesion->id));
  g_assert_false (rl_lesion_item_get_visible (get_item (fixture, 0)));
  rl_session_set_lesion_visible (fixture->session, lesion->id, TRUE);
  g_assert_true (rl_lesion_item_get_visible (get_item (fixture, 0)));
  g_assert_cmpuint (rim_segmentation_get_n_edits (fixture->segmentation), ==, n_edits);
}

static void
count_removed_cb (RlLesionPane *pane,
                  RimLesion    *lesion,
                  guint        *n)
{
  g_assert_cmpstr (lesion->name, ==, "A");
  (*n)++;
}

static void
test_delete (Fixture       *fixture,
             gconstpointer  data)
{
  guint n = 0;

  add_ball (fixture, "A", 5);
  settle (fixture);
  g_signal_connect (fixture->pane, "removed", G_CALLBACK (count_removed_cb), &n);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->pane),
                                             "lesions.delete-selected", NULL));
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (fixture->list), ==, 0);
}

static void
test_jump (Fixture       *fixture,
           gconstpointer  data)
{
  RimVec3 cursor;

  add_ball (fixture, "A", 6);
  rl_session_set_cursor (fixture->session, RIM_VEC3 (0, 0, 0));
  rl_lesion_item_jump (get_item (fixture, 0));
  cursor = rl_session_get_cursor (fixture->session);
  g_assert_cmpfloat (rim_vec3_length (rim_vec3_sub (cursor, RIM_VEC3 (22, -4, 6))), <, 2.0);
}

/* A ring has its middle on the ring. */
static void
test_center (void)
{
  RimGrid grid = { { 5, 5, 1 }, { { { 0 } } } };
  guint8 ring[25] = { 0 };
  g_autoptr(RimMask) empty_mask = NULL;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimLesion) empty = NULL;
  g_autoptr(RimLesion) lesion = NULL;
  RimVec3 center;

  rim_affine_init_identity (&grid.to_patient);
  for (guint i = 0; i < 5; i++)
    ring[i] = ring[20 + i] = ring[5 * i] = ring[5 * i + 4] = 1;
  mask = rim_mask_new_from_bytes (&grid, ring);
  lesion = rim_lesion_new ("Ring", mask);
  empty_mask = rim_mask_new (&grid);
  empty = rim_lesion_new ("Empty", empty_mask);

  g_assert_true (rl_lesion_find_center (lesion, &center));
  g_assert_true (rim_mask_contains (mask, (guint) center.x, (guint) center.y, 0));
  g_assert_false (rl_lesion_find_center (empty, &center));
}

/* The panel follows the stroke, and what cannot be had is a dash. */
static void
test_measures (Fixture       *fixture,
               gconstpointer  data)
{
  RimLesion *lesion;
  g_autoptr(RimLesion) pending = NULL;
  g_autofree char *expected = NULL;

  settle (fixture);
  g_assert_cmpstr (rl_lesion_pane_get_value (fixture->pane, "volume"), ==, "–");

  lesion = add_ball (fixture, "A", 6);
  settle (fixture);
  expected = g_strdup_printf ("%.2f", (double) rim_mask_count (lesion->mask) * 8 / 1000);
  g_assert_cmpstr (rl_lesion_pane_get_value (fixture->pane, "volume"), ==, expected);
  g_assert_cmpstr (rl_lesion_pane_get_value (fixture->pane, "ct-mean"), ==, "60.0");
  g_assert_cmpstr (rl_lesion_pane_get_value (fixture->pane, "pet-max"), !=, "–");

  pending = rl_test_lesion_new (rl_session_get_base (fixture->session), "A",
                                RIM_VEC3 (22, -4, 6), 7);
  g_free (pending->id);
  pending->id = g_strdup (lesion->id);
  rl_session_set_pending (fixture->session, pending);
  settle (fixture);
  g_assert_cmpstr (rl_lesion_pane_get_value (fixture->pane, "volume"), !=, expected);

  rl_session_set_pending (fixture->session, NULL);
  settle (fixture);
  g_assert_cmpstr (rl_lesion_pane_get_value (fixture->pane, "volume"), ==, expected);

  rl_session_set_images (fixture->session, rl_session_get_base (fixture->session), NULL);
  rl_session_set_segmentation (fixture->session, fixture->segmentation);
  settle (fixture);
  g_assert_cmpstr (rl_lesion_pane_get_value (fixture->pane, "pet-max"), ==, "–");
  g_assert_cmpstr (rl_measurer_get_why_no_pet (fixture->measurer), ==, "No PET is open");
}

/* Of an image that a study has not, nothing is written. */
static void
test_images (void)
{
  GtkWidget *widget = g_object_ref_sink (rl_measures_panel_new ());
  RlMeasuresPanel *panel = RL_MEASURES_PANEL (widget);
  g_autofree char *all = rl_measures_panel_dup_text (panel);
  g_autofree char *ct = NULL;

  g_assert_nonnull (strstr (all, "PET"));
  rl_measures_panel_set_images (panel, TRUE, FALSE);
  ct = rl_measures_panel_dup_text (panel);
  g_assert_nonnull (strstr (ct, "CT"));
  g_assert_null (strstr (ct, "PET"));

  g_assert_finalize_object (widget);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, func) \
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

  ADD ("/ui/lesions/journal", test_journal);
  ADD ("/ui/lesions/review", test_review);
  ADD ("/ui/lesions/details", test_details);
  ADD ("/ui/lesions/features", test_features);
  ADD ("/ui/lesions/resolve", test_resolve);
  ADD ("/ui/lesions/order", test_order);
  ADD ("/ui/lesions/visible", test_visible);
  ADD ("/ui/lesions/delete", test_delete);
  ADD ("/ui/lesions/jump", test_jump);
  g_test_add_func ("/ui/lesions/center", test_center);
  g_test_add_func ("/ui/lesions/images", test_images);
  ADD ("/ui/lesions/measures", test_measures);

  return g_test_run ();
}
