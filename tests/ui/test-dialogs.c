/* test-dialogs.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dialogs/rl-lines-dialog.h"
#include "dialogs/rl-preferences.h"
#include "dialogs/rl-suv-dialog.h"
#include "review/rl-notice.h"
#include "review/rl-progress-bar.h"
#include "review/rl-save.h"

static void
show (GtkWindow *window)
{
  gtk_window_present (window);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (window);
}

static void
test_lines (void)
{
  const char *const lines[] = { "a.dcm: is no DICOM <file> & nothing else", "b", NULL };

  show (rl_lines_dialog_new (NULL, "Lines", lines));
}

/* A header that lacks all: no SUV, and the reason is shown. */
static void
test_suv (void)
{
  g_autoptr(RimPetHeader) header = rim_pet_header_new ();
  const RimPetHeader *headers[1] = { header };
  g_autoptr(RimSuv) suv = NULL;

  header->manufacturer = g_strdup ("A & B <C>");
  suv = rim_suv_new (headers, 1, NULL);
  g_assert_false (suv->convertible);
  show (rl_suv_dialog_new (NULL, suv));
}

static void
take_cb (RlSuvDialog           *dialog,
         const RimSuvOverrides *typed,
         RimSuvOverrides      **taken)
{
  g_clear_pointer (taken, rim_suv_overrides_free);
  *taken = rim_suv_overrides_copy (typed);
}

/* What is typed in is taken with its reason, whatever the locale's point; what
 * makes no sense is said and not taken.
 */
static guint
count_titles (GtkWidget  *widget,
              const char *words)
{
  guint n = ADW_IS_ENTRY_ROW (widget) &&
            strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), words) != NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_titles (child, words);

  return n;
}

/* Where the weight is missing nothing else was looked up: of a dose that the file
 * has it must not be said that it has none.
 */
static void
test_suv_form_titles (void)
{
  g_autoptr(RimPetHeader) header = rim_pet_header_new ();
  const RimPetHeader *headers[1] = { header };
  g_autoptr(RimSuv) suv = NULL;
  GtkWindow *window;

  header->dose = g_strdup ("370000000");
  suv = rim_suv_new (headers, 1, NULL);
  window = rl_suv_dialog_new (NULL, suv);

  g_assert_cmpuint (count_titles (GTK_WIDGET (window), "Weight in kg (not in the file)"), ==, 1);
  g_assert_cmpuint (count_titles (GTK_WIDGET (window), "Injected dose in MBq"), ==, 1);
  g_assert_cmpuint (count_titles (GTK_WIDGET (window), "Injected dose in MBq ("), ==, 0);
  show (window);
}

static void
test_suv_form (void)
{
  g_autoptr(RimPetHeader) header = rim_pet_header_new ();
  const RimPetHeader *headers[1] = { header };
  g_autoptr(RimSuv) suv = rim_suv_new (headers, 1, NULL);
  GtkWindow *window = rl_suv_dialog_new (NULL, suv);
  RlSuvForm *form = rl_suv_dialog_get_form (RL_SUV_DIALOG (window));
  g_autoptr(RimSuvOverrides) taken = NULL;

  g_signal_connect (window, "correct", G_CALLBACK (take_cb), &taken);
  rl_suv_form_set_text (form, "weight", "82,5");
  g_signal_emit_by_name (form, "apply");
  g_assert_null (taken);
  g_assert_cmpstr (rl_suv_form_get_error (form), !=, "");

  rl_suv_form_set_text (form, "reason", "from the chart");
  rl_suv_form_set_text (form, "dose", "370");
  rl_suv_form_set_text (form, "start", "2025-01-01 10:30");
  rl_suv_form_set_text (form, "sex", "f");
  g_signal_emit_by_name (form, "apply");
  g_assert_nonnull (taken);
  g_assert_cmpfloat (taken->weight, ==, 82.5);
  g_assert_cmpfloat (taken->dose, ==, 370e6);
  g_assert_cmpstr (taken->start_datetime, ==, "20250101103000");
  g_assert_cmpstr (taken->sex, ==, "F");
  g_assert_cmpstr (taken->reason, ==, "from the chart");
  g_clear_pointer (&taken, rim_suv_overrides_free);

  rl_suv_form_set_text (form, "reference", "noon");
  g_signal_emit_by_name (form, "apply");
  g_assert_null (taken);
  rl_suv_form_set_text (form, "reference", "");
  rl_suv_form_set_text (form, "height", "180");
  g_signal_emit_by_name (form, "apply");
  g_assert_null (taken);

  rl_suv_form_set_text (form, "height", "");
  g_signal_emit_by_name (form, "take-back");
  g_assert_nonnull (taken);
  g_assert_true (rim_suv_overrides_is_empty (taken));
  g_assert_cmpstr (taken->reason, ==, "from the chart");
  show (window);
}

static void
test_preferences (void)
{
  g_autoptr(RlSettings) settings = rl_settings_new ();
  g_autoptr(RlJobs) jobs = rl_jobs_new ();
  g_autofree char *folder = NULL;
  g_autofree char *author = NULL;

  g_object_set (settings, "library-folder", "/a & b", "author", "Jane Doe",
                "color-scheme", RL_COLOR_SCHEME_LIGHT, NULL);
  folder = rl_settings_dup_library_folder (settings);
  author = rl_settings_dup_author (settings);
  g_assert_cmpstr (folder, ==, "/a & b");
  g_assert_cmpstr (author, ==, "Jane Doe");
  g_assert_cmpint (rl_settings_get_color_scheme (settings), ==, RL_COLOR_SCHEME_LIGHT);
  show (rl_preferences_new (NULL, settings, jobs));
}

static void
test_bars (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = rl_progress_bar_new ();
  GtkWidget *notice = rl_notice_new ();

  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), notice);
  gtk_window_set_child (GTK_WINDOW (window), box);

  g_assert_null (rl_notice_get_text (RL_NOTICE (notice)));
  rl_notice_set_text (RL_NOTICE (notice), "Disk full");
  g_assert_cmpstr (rl_notice_get_text (RL_NOTICE (notice)), ==, "Disk full");
  rl_progress_bar_start (RL_PROGRESS_BAR (bar), "Importing");
  rl_progress_bar_set (RL_PROGRESS_BAR (bar), "1 of 2 files", 7);
  g_assert_true (rl_progress_bar_is_shown (RL_PROGRESS_BAR (bar)));
  rl_progress_bar_stop (RL_PROGRESS_BAR (bar));
  g_assert_false (rl_progress_bar_is_shown (RL_PROGRESS_BAR (bar)));
  show (GTK_WINDOW (window));
}

static void
check_path (const char      *typed,
            RimExportFormat  chosen,
            const char      *path,
            RimExportFormat  format)
{
  g_autofree char *completed = rl_save_complete_path (typed, &chosen);

  g_assert_cmpstr (completed, ==, path);
  g_assert_cmpint (chosen, ==, format);
}

static void
test_save_path (void)
{
  check_path ("a", RIM_EXPORT_NIFTI, "a.nii.gz", RIM_EXPORT_NIFTI);
  check_path ("a.nii", RIM_EXPORT_NIFTI, "a.nii", RIM_EXPORT_NIFTI);
  check_path ("a.dcm", RIM_EXPORT_SEG, "a.dcm", RIM_EXPORT_SEG);
  check_path ("a.nrrd", RIM_EXPORT_RTSTRUCT, "a.nrrd", RIM_EXPORT_NRRD);
  check_path ("1.2.3", RIM_EXPORT_RTSTRUCT, "1.2.3.dcm", RIM_EXPORT_RTSTRUCT);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/ui/dialogs/lines", test_lines);
  g_test_add_func ("/ui/dialogs/suv", test_suv);
  g_test_add_func ("/ui/dialogs/suv-form", test_suv_form);
  g_test_add_func ("/ui/dialogs/suv-form-titles", test_suv_form_titles);
  g_test_add_func ("/ui/dialogs/preferences", test_preferences);
  g_test_add_func ("/ui/dialogs/bars", test_bars);
  g_test_add_func ("/ui/dialogs/save-path", test_save_path);

  return g_test_run ();
}
