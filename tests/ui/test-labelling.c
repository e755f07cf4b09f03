/* test-labelling.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "compare/rl-compare-sources.h"
#include "lesions/rl-lesion-review.h"
#include "library/rim-library-queue.h"
#include "queue/rl-agreement-dialog.h"
#include "queue/rl-question-form.h"
#include "queue/rl-training-dialog.h"
#include "review/rl-review-private.h"
#include "rim-test-series.h"
#include "rl-test-window.h"
#include "tools/rl-brush.h"
#include "tools/rl-tools.h"

static const char protocol[] =
  "id: q\nversion: \"1\"\ntitle: Two questions\nmodalities: [CT]\n"
  "lesions: [{name: ROI, min: 1}]\n"
  "questions:\n"
  "  case:\n"
  "  - {id: good, title: Good, kind: yes-no, required: true}\n"
  "  lesion:\n"
  "  - {id: size, title: Size, kind: number, unit: mm, min: 0, max: 9}\n";

static void
imported_cb (guint *n)
{
  (*n)++;
}

/* Two patients with contours, and the queue of a protocol on both. */
static void
open_queue (RlTestWindow *fixture)
{
  g_autofree char *images = g_build_filename (fixture->folder, "images", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "protocol.yaml", NULL);
  static const char *const patients[] = { "Anna", "Ben" };
  guint n = 0;

  g_mkdir_with_parents (images, 0700);
  for (guint i = 0; i < G_N_ELEMENTS (patients); i++)
    {
      const RimTestSeries ct = { patients[i], patients[i], patients[i], "CT", 6, NULL };
      g_autofree char *rois = NULL;

      rim_test_series_write (images, &ct);
      rois = rim_test_series_add_rois (images, &ct);
      g_assert_nonnull (rois);
    }
  g_signal_connect_swapped (fixture->review, "imported", G_CALLBACK (imported_cb), &n);
  rl_review_import (fixture->review, (const char *[]) { images, NULL }, FALSE);
  while (n == 0)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_func (fixture->review, imported_cb, &n);

  g_assert_true (g_file_set_contents (path, protocol, -1, NULL));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "use-protocol", g_variant_new_string (path));
  while (rl_queue_get_worklist (fixture->review->queue) == NULL ||
         rim_worklist_get_n_cases (rl_queue_get_worklist (fixture->review->queue)) < 2)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_case_open (RlTestWindow *fixture)
{
  const RimCase *kase = rl_queue_get_case (fixture->review->queue);
  RimVolume *base = rl_session_get_base (rl_window_get_session (fixture->window));

  return kase != NULL && base != NULL && rl_session_get_segmentation (rl_window_get_session (fixture->window)) != NULL &&
         strcmp (rim_volume_get_source (base)->study_uid, kase->study_uid) == 0 &&
         rl_study_loader_get_state (rl_review_get_loader (fixture->review)) == RL_LOAD_DONE;
}

static void
wait_for_case (RlTestWindow *fixture)
{
  while (!is_case_open (fixture))
    g_main_context_iteration (NULL, TRUE);
}

static void
activate (RlTestWindow *fixture,
          const char   *action)
{
  g_autofree char *name = NULL;
  g_autoptr(GVariant) target = NULL;

  g_assert_true (g_action_parse_detailed_name (action, &name, &target, NULL));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), name, target);
}

/* Through two cases with the keys' commands: what is missing holds a case back. */
static void
test_cases (RlTestWindow  *fixture,
            gconstpointer  data)
{
  RlQueue *queue = fixture->review->queue;
  RlInspector *inspector;
  g_autofree char *first = NULL;
  g_autoptr(GError) error = NULL;

  open_queue (fixture);
  g_assert_true (rl_review_shows_queue (fixture->review));
  activate (fixture, "queue-step(1)");
  wait_for_case (fixture);
  g_assert_cmpint (rl_queue_get_index (queue), ==, 0);
  first = g_strdup (rl_queue_get_case (queue)->study_uid);
  inspector = rl_reading_get_inspector (rl_window_get_reading (fixture->window));
  g_assert_nonnull (rl_inspector_find_page (inspector, "questions"));

  activate (fixture, "set-status('reviewed')");
  g_assert_cmpint (rl_queue_get_case (queue)->state, ==, RIM_CASE_NOT_STARTED);
  g_assert_cmpstr (rl_inspector_get_page (inspector), ==, "questions");

  g_assert_false (rl_queue_answer (queue, "good", "maybe", &error));
  g_clear_error (&error);
  g_assert_true (rl_queue_answer (queue, "good", "yes", &error));
  g_assert_cmpint (rl_queue_get_case (queue)->state, ==, RIM_CASE_IN_PROGRESS);
  activate (fixture, "set-status('reviewed')");
  g_assert_cmpint (rl_queue_get_index (queue), ==, 1);
  g_assert_cmpint (rim_worklist_find_case (rl_queue_get_worklist (queue), first, NULL)->state, ==, RIM_CASE_DONE);
  wait_for_case (fixture);
}

/* While one case is read the images of the next are got ready. */
static void
test_prefetch (RlTestWindow  *fixture,
               gconstpointer  data)
{
  g_autoptr(GPtrArray) series = NULL;
  g_autoptr(RlOpened) opened = NULL;
  RimLibraryRow *row;

  open_queue (fixture);
  activate (fixture, "queue-step(1)");
  wait_for_case (fixture);
  series = rim_library_list_series (fixture->review->library, rl_queue_get_next (fixture->review->queue)->study_id,
                                    NULL);
  row = rl_choose_image (series);
  while ((opened = rl_image_cache_get (rl_review_get_cache (fixture->review), row->id)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (rim_volume_get_n_ready (opened->ct), ==, 6);
}

/* Patients come back as they were. */
static void
test_toggle (RlTestWindow  *fixture,
             gconstpointer  data)
{
  GtkWidget *browser = rl_window_get_place (fixture->window, "browser");

  activate (fixture, "show-queue");
  g_assert_true (rl_review_shows_queue (fixture->review));
  g_assert_cmpstr (rl_window_get_workspace (fixture->window), ==, "queue");
  activate (fixture, "show-queue");
  g_assert_cmpstr (rl_window_get_workspace (fixture->window), ==, "review");
  g_assert_true (rl_window_get_place (fixture->window, "browser") == browser);
  rl_window_set_workspace (fixture->window, "queue");
  g_assert_true (rl_review_shows_queue (fixture->review));
  activate (fixture, "find-patient");
  g_assert_true (rl_window_get_place (fixture->window, "browser") == browser);
}

static const char strict[] =
  "id: s\nversion: \"1\"\ntitle: Strict\nmodalities: [CT]\n"
  "lesions:\n"
  "- {name: Tumour, color: \"#112233\", kind: target, min: 1, max: 2,\n"
  "   site: {value: \"39607008\", scheme: SCT, meaning: Lung}}\n"
  "- {name: Node, kind: node, min: 1}\n"
  "tools: [contour, eraser]\npresets: [nodule]\nlayout: two\n"
  "windows: [{name: Narrow, center: 50, width: 123}]\n";

static void
use_protocol (RlTestWindow *fixture,
              const char   *yaml)
{
  g_autofree char *path = g_build_filename (fixture->folder, "other.yaml", NULL);
  RimWorklist *before = rl_queue_get_worklist (fixture->review->queue);
  g_autofree char *id = g_strdup (rim_worklist_get_protocol (before)->id);

  g_assert_true (g_file_set_contents (path, yaml, -1, NULL));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "use-protocol", g_variant_new_string (path));
  while (strcmp (rim_worklist_get_protocol (rl_queue_get_worklist (fixture->review->queue))->id, id) == 0)
    g_main_context_iteration (NULL, TRUE);
}

static GtkWidget *
find_tool_button (GtkWidget  *widget,
                  const char *tool)
{
  GVariant *target = GTK_IS_TOGGLE_BUTTON (widget) ? gtk_actionable_get_action_target_value (GTK_ACTIONABLE (widget))
                                                   : NULL;

  if (target != NULL && g_variant_is_of_type (target, G_VARIANT_TYPE_STRING) &&
      strcmp (g_variant_get_string (target, NULL), tool) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_tool_button (child, tool);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* A protocol sets tools, method, window and layout, and takes tools back when its case goes. */
static void
test_protocol_in_window (RlTestWindow  *fixture,
                         gconstpointer  data)
{
  RlSession *session;
  GtkWidget *brush;
  RimWindow usual;

  open_queue (fixture);
  use_protocol (fixture, strict);
  activate (fixture, "queue-step(1)");
  wait_for_case (fixture);
  session = rl_window_get_session (fixture->window);
  brush = find_tool_button (GTK_WIDGET (fixture->window), "brush");

  g_assert_cmpint (rl_session_get_tool (session), ==, RL_TOOL_CONTOUR);
  g_assert_cmpstr (rl_method_choice_get_method (rl_session_get_method_choice (session)), ==, "nodule");
  g_assert_cmpstr (rl_layout_get_id (rl_view_grid_get_layout (rl_window_get_views (fixture->window))), ==, "two");
  usual = rl_session_get_window (session, RL_LAYER_CT);
  g_assert_cmpfloat (usual.center, ==, 50);
  g_assert_cmpfloat (usual.width, ==, 123);
  g_assert_false (gtk_widget_get_sensitive (brush));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (brush), "protocol"));
  rl_session_set_tool (session, RL_TOOL_BRUSH);
  g_assert_cmpint (rl_session_get_tool (session), ==, RL_TOOL_CONTOUR);
  rl_session_set_tool (session, RL_TOOL_LENGTH);
  g_assert_cmpint (rl_session_get_tool (session), ==, RL_TOOL_LENGTH);
  rl_method_choice_set_method (rl_session_get_method_choice (session), "grow");
  g_assert_cmpstr (rl_method_choice_get_method (rl_session_get_method_choice (session)), ==, "nodule");

  activate (fixture, "show-queue");
  g_assert_true (gtk_widget_get_sensitive (brush));
  g_assert_null (strstr (gtk_widget_get_tooltip_text (brush), "protocol"));
  rl_session_set_tool (session, RL_TOOL_BRUSH);
  g_assert_cmpint (rl_session_get_tool (session), ==, RL_TOOL_BRUSH);
}

static void
draw (RlSession *session)
{
  g_autoptr(GError) error = NULL;
  const RimVec3 point = rl_session_get_cursor (session);
  RlBrush *brush;

  brush = rl_brush_begin (session, RL_LAYER_CT, point, (RimVec3) { 0, 0, 1 }, FALSE, &error);
  g_assert_no_error (error);
  rl_brush_extend (brush, &point, 1);
  rl_brush_commit (brush);
}

/* What is drawn gets the names, colours and codes of the protocol, in its order. */
static void
test_targets (RlTestWindow  *fixture,
              gconstpointer  data)
{
  RlSession *session;
  RlTargetList *targets;
  RimLesion *lesion;
  guint n;

  open_queue (fixture);
  use_protocol (fixture, strict);
  activate (fixture, "queue-step(1)");
  wait_for_case (fixture);
  session = rl_window_get_session (fixture->window);
  targets = fixture->review->tab->targets;
  n = rl_session_get_n_lesions (session);

  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (targets)));
  g_assert_cmpstr (rl_target_list_get_next (targets), ==, "Tumour");
  activate (fixture, "queue-draw('')");
  g_assert_cmpuint (rl_session_get_n_lesions (session), ==, n);
  draw (session);
  g_assert_cmpuint (rl_session_get_n_lesions (session), ==, n + 1);
  g_assert_cmpint (rl_queue_get_case (fixture->review->queue)->state, ==, RIM_CASE_IN_PROGRESS);
  lesion = rl_session_get_lesion (session, n);
  g_assert_cmpstr (lesion->name, ==, "Tumour");
  g_assert_cmpuint (lesion->color[2], ==, 0x33);
  g_assert_cmpint (lesion->review.kind, ==, RIM_REVIEW_TARGET);
  g_assert_cmpstr (lesion->region.value, ==, "39607008");

  g_assert_cmpstr (rl_target_list_get_next (targets), ==, "Node");
  activate (fixture, "queue-draw('Tumour')");
  g_assert_cmpstr (rl_target_list_get_next (targets), ==, "Tumour");
  draw (session);
  g_assert_cmpstr (rl_session_get_lesion (session, n + 1)->name, ==, "Tumour 2");
  g_assert_cmpstr (rl_target_list_get_next (targets), ==, "Node");
  activate (fixture, "queue-draw('')");
  draw (session);
  g_assert_cmpint (rl_session_get_lesion (session, n + 2)->review.kind, ==, RIM_REVIEW_NODE);
  rim_segmentation_undo (rl_session_get_segmentation (session));
  g_assert_cmpstr (rl_target_list_get_next (targets), ==, "Node");
}

/* What is asked of a lesion is answered in its journal, and needed before a case is done. */
static void
test_lesion_answers (RlTestWindow  *fixture,
                     gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "answers.json", NULL);
  g_autofree char *text = NULL;
  RimSegmentation *segmentation;
  RlSession *session;
  guint n_edits;

  open_queue (fixture);
  activate (fixture, "queue-step(1)");
  wait_for_case (fixture);
  session = rl_window_get_session (fixture->window);
  segmentation = rl_session_get_segmentation (session);
  n_edits = rim_segmentation_get_n_edits (segmentation);

  g_assert_nonnull (rl_session_get_form (session));
  g_assert_true (rl_lesion_review_answer (session, rim_segmentation_get_lesion (segmentation, 0)->id, "q/size", "2.5"));
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, n_edits + 1);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "save-answers-to", g_variant_new_string (path));
  while (!g_file_get_contents (path, &text, NULL, NULL))
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (text, "\"answer\" : \"2.5\""));
  g_assert_nonnull (strstr (text, "\"unit\" : \"mm\""));
}

static const char twice[] =
  "id: t\nversion: \"1\"\ntitle: Twice\nmodalities: [CT]\nlesions: [{name: Tumour}]\nsecondRead: {share: 1}\n";

/* Somebody else was there before. */
static void
read_first (RlTestWindow *fixture,
            const char   *study_uid)
{
  const RimQueueRecord record = {
    .protocol = (char *) "t", .version = (char *) "1", .study_uid = (char *) study_uid, .reader = (char *) "Anna",
    .kind = RIM_QUEUE_RECORD_STATE, .time = 1, .name = (char *) "done",
  };

  rim_library_append_record (fixture->review->library, &record);
}

static gboolean
lists (GListModel *sources,
       const char *text)
{
  for (guint i = 0; i < g_list_model_get_n_items (sources); i++)
    {
      g_autoptr(RlSource) source = g_list_model_get_item (sources, i);

      if (strstr (rl_source_get_title (source), text) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Nothing of the first read is in the window before the second is accepted, also where the
 * study was open before, is opened from the list of patients, or in another tab.
 */
static void
test_blinded (RlTestWindow  *fixture,
              gconstpointer  data)
{
  RlReview *review = fixture->review;
  RlSession *session = rl_window_get_session (fixture->window);
  g_autoptr(RlCompareSources) sources = rl_compare_sources_new (review->jobs, session);
  g_autofree char *first = NULL;
  RimCase *kase;

  rl_sources_set_library (RL_SOURCES (sources), review->library);
  open_queue (fixture);
  activate (fixture, "queue-step(1)");
  wait_for_case (fixture);
  g_assert_cmpuint (rl_session_get_n_lesions (session), >, 0);
  first = g_strdup (rl_session_get_lesion (session, 0)->name);
  for (guint i = 0; i < 2; i++)
    read_first (fixture, rim_worklist_get_case (rl_queue_get_worklist (review->queue), i)->study_uid);

  use_protocol (fixture, twice);
  while (rl_session_get_segmentation (session) == NULL)
    {
      g_assert_cmpuint (rl_session_get_n_lesions (session), ==, 0);
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_nonnull (rim_library_get_read_of (rl_session_get_segmentation (session)));
  g_assert_cmpuint (rl_session_get_n_lesions (session), ==, 0);
  g_assert_null (rl_session_get_active_lesion (session));
  g_assert_nonnull (rl_session_get_notice (session));

  activate (fixture, "queue-step(1)");
  wait_for_case (fixture);
  kase = rl_queue_get_case (review->queue);
  g_assert_cmpint (kase->role, ==, RIM_CASE_ROLE_SECOND);
  rl_review_open_series (review, kase->study_id, rl_study_loader_get_asked (review->tab->loader));
  wait_for_case (fixture);
  g_assert_cmpuint (rl_session_get_n_lesions (session), ==, 0);
  g_assert_cmpuint (rim_segmentation_get_n_edits (rl_session_get_segmentation (session)), ==, 0);
  draw (session);
  g_assert_cmpstr (rl_session_get_lesion (session, 0)->name, ==, "Tumour");
  while (rl_jobs_get_n_jobs (review->jobs) > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (lists (rl_sources_get_list (RL_SOURCES (sources)), first));
  g_assert_false (lists (rl_sources_get_list (RL_SOURCES (sources)), "first read"));

  activate (fixture, "queue-done");
  activate (fixture, "queue-step(-1)");
  wait_for_case (fixture);
  g_assert_cmpuint (rl_session_get_n_lesions (session), ==, 1);
  while (!lists (rl_sources_get_list (RL_SOURCES (sources)), "first read"))
    g_main_context_iteration (NULL, TRUE);
}

/* A dialog writes the set, says so and leaves no draft; another one compares nobody. */
static void
test_dialogs (RlTestWindow  *fixture,
              gconstpointer  data)
{
  RlReview *review = fixture->review;
  g_autofree char *path = g_build_filename (fixture->folder, "set", NULL);
  g_autofree char *splits = g_build_filename (path, "splits.json", NULL);
  GtkWidget *dialog;
  g_autoptr(GError) error = NULL;

  open_queue (fixture);
  activate (fixture, "queue-step(1)");
  wait_for_case (fixture);
  g_assert_true (rl_queue_answer (review->queue, "good", "yes", &error));
  activate (fixture, "queue-done");
  dialog = rl_training_dialog_new (review->jobs, review->library, rl_queue_get_worklist (review->queue));
  rl_training_dialog_set_path (RL_TRAINING_DIALOG (dialog), path);
  rl_training_dialog_export (RL_TRAINING_DIALOG (dialog));
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  while (dialog != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_file_test (splits, G_FILE_TEST_EXISTS));

  dialog = rl_agreement_dialog_new (review->jobs, review->library,
                                    rim_worklist_get_protocol (rl_queue_get_worklist (review->queue)));
  while (rl_agreement_dialog_get_found (RL_AGREEMENT_DIALOG (dialog)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (rl_agreement_dialog_get_found (RL_AGREEMENT_DIALOG (dialog))->n_cases, ==, 0);
  g_assert_cmpuint (rl_agreement_dialog_get_n_shown (RL_AGREEMENT_DIALOG (dialog)), ==, 0);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* What a protocol can name is there, and it can name every tool for contours. */
static void
test_names (void)
{
  g_autoptr(GEnumClass) tools = g_type_class_ref (RL_TYPE_TOOL);

  for (guint i = 0; rim_protocol_list_tools ()[i] != NULL; i++)
    g_assert_nonnull (g_enum_get_value_by_nick (tools, rim_protocol_list_tools ()[i]));
  for (guint i = 0; i < tools->n_values; i++)
    g_assert_cmpint (rl_tool_get_name (tools->values[i].value) != NULL, ==,
                     g_strv_contains (rim_protocol_list_tools (), tools->values[i].value_nick));
  for (guint i = 0; rim_protocol_list_layouts ()[i] != NULL; i++)
    g_assert_nonnull (rl_layouts_find (rim_protocol_list_layouts ()[i]));
}

#define ADD(name, func) \
  g_test_add ("/labelling/" name, RlTestWindow, NULL, rl_test_window_set_up, func, rl_test_window_tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("cases", test_cases);
  ADD ("prefetch", test_prefetch);
  ADD ("toggle", test_toggle);
  ADD ("protocol", test_protocol_in_window);
  ADD ("targets", test_targets);
  ADD ("lesion-answers", test_lesion_answers);
  ADD ("blinded", test_blinded);
  ADD ("dialogs", test_dialogs);
  g_test_add_func ("/labelling/names", test_names);

  return g_test_run ();
}
