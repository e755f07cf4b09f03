/* rl-training-dialog.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "queue/rl-training-dialog.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/rl-accessible.h"
#include "queue/rl-case-progress.h"

#define WIDTH             420
#define PROGRESS_INTERVAL 100

struct _RlTrainingDialog
{
  AdwWindow             parent_instance;

  RlJobs               *jobs;
  RimLibrary           *library;
  RimProtocol          *protocol;
  char                 *reader;
  char                 *path;
  GtkFileChooserNative *chooser;

  GtkWidget            *form;
  GtkDropDown          *layout;
  GtkDropDown          *cases;
  GtkWidget            *pet;
  GtkSpinButton        *train;
  GtkSpinButton        *validation;
  GtkLabel             *test;
  GtkEntry             *seed;
  GtkLabel             *folder;
  GtkProgressBar       *bar;
  GtkLabel             *message;
  GtkWidget            *export;
};

enum
{
  EXPORTED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlTrainingDialog, rl_training_dialog, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];

/* The worker */

typedef struct
{
  RimLibrary         *library;
  RimProtocol        *protocol;
  char               *reader;
  char               *path;
  char               *seed;
  GPtrArray          *splits;
  RimTrainingOptions  options;
} Input;

static void
input_free (gpointer data)
{
  Input *input = data;

  g_object_unref (input->library);
  rim_protocol_unref (input->protocol);
  g_ptr_array_unref (input->splits);
  g_free (input->reader);
  g_free (input->path);
  g_free (input->seed);
  g_free (input);
}

static void
report_free (gpointer data)
{
  rim_training_report_clear (data);
  g_free (data);
}

/* A list of its own, for that of the window belongs to the main thread. */
static gpointer
export_run (RlJob     *job,
            gpointer   data,
            GError   **error)
{
  Input *input = data;
  RimWorklist *worklist = rim_worklist_new (input->library, input->protocol, input->reader, error);
  RimTrainingReport *report = g_new0 (RimTrainingReport, 1);
  gboolean done = FALSE;

  input->options.progress = rl_case_progress_report;
  input->options.data = job;
  input->options.cancellable = rl_job_get_cancellable (job);
  if (worklist != NULL)
    done = rim_training_set_write (worklist, input->library, input->path, &input->options, report, error);
  g_clear_pointer (&worklist, rim_worklist_free);
  if (done)
    return report;

  report_free (report);

  return NULL;
}

static void
export_progress (gpointer      owner,
                 gconstpointer data)
{
  RlTrainingDialog *self = owner;
  g_autofree char *text = rl_case_progress_show (data, self->bar);

  gtk_label_set_text (self->message, text);
}

static void
show_working (RlTrainingDialog *self,
              gboolean          working)
{
  gtk_widget_set_sensitive (self->form, !working);
  gtk_widget_set_sensitive (self->export, !working && self->path != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), working);
}

static void
export_done (gpointer      owner,
             gpointer      data,
             const GError *error)
{
  RlTrainingDialog *self = owner;
  const RimTrainingReport *report = data;
  g_autofree char *name = g_filename_display_basename (self->path);
  g_autofree char *message = NULL;

  show_working (self, FALSE);
  if (report == NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->message), "error");
      gtk_label_set_text (self->message, error->message);
      return;
    }

  message = g_strdup_printf (_("%u cases of %u patients exported to %s, read back and equal"), report->n_cases,
                             report->n_patients, name);
  g_signal_emit (self, signals[EXPORTED], 0, message, report->left_out);
  gtk_window_destroy (GTK_WINDOW (self));
}

static const RlJobKind export_kind = {
  .policy = RL_JOB_REPLACE,
  .run = export_run,
  .progress = export_progress,
  .done = export_done,
  .free_input = input_free,
  .free_result = report_free,
  .progress_size = sizeof (RlCaseProgress),
  .progress_interval = PROGRESS_INTERVAL,
};

/* What the user says */

static double
get_share (GtkSpinButton *spin)
{
  return gtk_spin_button_get_value (spin) / 100.0;
}

/* What is neither trained nor validated with is tested with. */
static void
update_test (RlTrainingDialog *self)
{
  const double rest = 100.0 - gtk_spin_button_get_value (self->train) - gtk_spin_button_get_value (self->validation);
  g_autofree char *text = g_strdup_printf ("%.0f", MAX (rest, 0.0));

  gtk_spin_button_set_range (self->validation, 0, 100.0 - gtk_spin_button_get_value (self->train));
  gtk_label_set_text (self->test, text);
}

static void
chosen_cb (RlTrainingDialog *self,
           int               response)
{
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser))
                                                          : NULL;

  if (file != NULL)
    rl_training_dialog_set_path (self, g_file_peek_path (file));
}

static void
choose_cb (RlTrainingDialog *self)
{
  g_autofree char *name = g_strdup_printf ("%s-%s", self->protocol->id,
                                           gtk_drop_down_get_selected (self->layout) == RIM_TRAINING_NNUNET ? "nnunet"
                                                                                                           : "set");

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("New Folder for the Training Set"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("_Choose"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* Making it */

static GtkWidget *
add_row (GtkGrid    *grid,
         int         row,
         const char *name,
         GtkWidget  *widget)
{
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_grid_attach (grid, widget, 1, row, 1, 1);

  return widget;
}

static GtkWidget *
new_share (RlTrainingDialog *self)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (0, 100, 5);

  g_signal_connect_object (spin, "value-changed", G_CALLBACK (update_test), self, G_CONNECT_SWAPPED);

  return spin;
}

static GtkWidget *
new_folder (RlTrainingDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Choose…"));

  rl_accessible_drop_mnemonic (button);
  self->folder = GTK_LABEL (gtk_label_new (_("None yet")));
  gtk_label_set_ellipsize (self->folder, PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (self->folder, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->folder), TRUE);
  g_signal_connect_object (button, "clicked", G_CALLBACK (choose_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->folder));
  gtk_box_append (GTK_BOX (box), button);

  return box;
}

static GtkWidget *
new_form (RlTrainingDialog *self)
{
  const char *layouts[] = { _("Folders of patients, a mask per lesion"), _("nnU-Net"), NULL };
  const char *cases[] = { _("Done only"), _("Done and in progress"), NULL };
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());

  gtk_grid_set_row_spacing (grid, 8);
  gtk_grid_set_column_spacing (grid, 12);
  self->layout = GTK_DROP_DOWN (add_row (grid, 0, _("Layout"), gtk_drop_down_new_from_strings (layouts)));
  self->cases = GTK_DROP_DOWN (add_row (grid, 1, _("Cases"), gtk_drop_down_new_from_strings (cases)));
  self->pet = add_row (grid, 2, _("PET"), gtk_check_button_new_with_label (_("Images of PET too")));
  self->train = GTK_SPIN_BUTTON (add_row (grid, 3, _("Training (%)"), new_share (self)));
  self->validation = GTK_SPIN_BUTTON (add_row (grid, 4, _("Validation (%)"), new_share (self)));
  self->test = GTK_LABEL (add_row (grid, 5, _("Test (%)"), gtk_label_new ("0")));
  self->seed = GTK_ENTRY (add_row (grid, 6, _("Seed"), gtk_entry_new ()));
  add_row (grid, 7, _("Folder"), new_folder (self));
  gtk_label_set_xalign (self->test, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->test), "numeric");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->seed), _("The same seed shares patients out in the same way"));

  return GTK_WIDGET (grid);
}

static GtkWidget *
new_header (RlTrainingDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  rl_accessible_drop_mnemonic (cancel);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  self->export = gtk_button_new_with_mnemonic (_("_Export"));
  rl_accessible_drop_mnemonic (self->export);
  gtk_widget_add_css_class (self->export, "suggested-action");
  gtk_widget_set_sensitive (self->export, FALSE);
  g_signal_connect_object (self->export, "clicked", G_CALLBACK (rl_training_dialog_export), self, G_CONNECT_SWAPPED);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->export);

  return header;
}

static void
rl_training_dialog_dispose (GObject *object)
{
  RlTrainingDialog *self = RL_TRAINING_DIALOG (object);

  if (self->jobs != NULL)
    rl_jobs_cancel (self->jobs, &export_kind, self);
  g_clear_object (&self->chooser);
  g_clear_object (&self->jobs);
  g_clear_object (&self->library);
  g_clear_pointer (&self->protocol, rim_protocol_unref);
  g_clear_pointer (&self->reader, g_free);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (rl_training_dialog_parent_class)->dispose (object);
}

static void
rl_training_dialog_class_init (RlTrainingDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_training_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);

  signals[EXPORTED] = g_signal_new ("exported", RL_TYPE_TRAINING_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_PTR_ARRAY);
}

static void
rl_training_dialog_init (RlTrainingDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->form = new_form (self);
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Cases exported"), -1);
  self->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->message, TRUE);
  gtk_label_set_wrap_mode (self->message, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->message, 0);
  gtk_widget_set_margin_top (content, 12);
  gtk_widget_set_margin_bottom (content, 18);
  gtk_widget_set_margin_start (content, 18);
  gtk_widget_set_margin_end (content, 18);
  gtk_box_append (GTK_BOX (content), self->form);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->bar));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->message));
  gtk_box_append (GTK_BOX (box), new_header (self));
  gtk_box_append (GTK_BOX (box), content);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _("Export a Training Set"));
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, -1);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

static double
find_share (const RimProtocol *protocol,
            const char        *name,
            double             usual)
{
  for (guint i = 0; i < protocol->splits->len; i++)
    if (strcmp (((RimProtocolSplit *) protocol->splits->pdata[i])->name, name) == 0)
      return ((RimProtocolSplit *) protocol->splits->pdata[i])->share;

  return protocol->splits->len == 0 ? usual : 0.0;
}

/* It begins with what the protocol says. */
static void
show_protocol (RlTrainingDialog *self,
               RimWorklist      *worklist)
{
  const guint n_done = rim_worklist_count (worklist, RIM_CASE_DONE);
  g_autofree char *text = g_strdup_printf (_("%u cases are done, %u in progress."), n_done,
                                           rim_worklist_count (worklist, RIM_CASE_IN_PROGRESS));

  gtk_spin_button_set_value (self->train, 100.0 * find_share (self->protocol, "train", 0.7));
  gtk_spin_button_set_value (self->validation, 100.0 * find_share (self->protocol, "validation", 0.1));
  gtk_editable_set_text (GTK_EDITABLE (self->seed), self->protocol->seed != NULL ? self->protocol->seed : "");
  gtk_widget_set_sensitive (self->pet, g_strv_contains ((const char *const *) self->protocol->modalities, "PT"));
  gtk_label_set_text (self->message, text);
  update_test (self);
  show_working (self, FALSE);
}

/**
 * rl_training_dialog_new:
 * @jobs: that write it
 * @library: where the cases are
 * @worklist: whose cases
 */
GtkWidget *
rl_training_dialog_new (RlJobs      *jobs,
                        RimLibrary  *library,
                        RimWorklist *worklist)
{
  RlTrainingDialog *self = g_object_new (RL_TYPE_TRAINING_DIALOG, NULL);

  self->jobs = g_object_ref (jobs);
  self->library = g_object_ref (library);
  self->protocol = rim_protocol_ref (rim_worklist_get_protocol (worklist));
  self->reader = g_strdup (rim_worklist_get_reader (worklist));
  show_protocol (self, worklist);

  return GTK_WIDGET (self);
}

/**
 * rl_training_dialog_set_path:
 * @self: a dialog
 * @path: where to; a folder that is not there yet
 */
void
rl_training_dialog_set_path (RlTrainingDialog *self,
                             const char       *path)
{
  g_autofree char *name = NULL;

  g_return_if_fail (RL_IS_TRAINING_DIALOG (self));

  g_free (self->path);
  self->path = g_strdup (path);
  name = g_filename_display_name (path);
  gtk_label_set_text (self->folder, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->folder), name);
  show_working (self, FALSE);
}

/**
 * rl_training_dialog_export:
 * @self: a dialog with a folder
 *
 * Begins.
 */
void
rl_training_dialog_export (RlTrainingDialog *self)
{
  const double train = get_share (self->train);
  const double validation = get_share (self->validation);
  const double shares[] = { train, validation, fmax (round (100.0 * (1.0 - train - validation)) / 100.0, 0.0) };
  const char *seed = gtk_editable_get_text (GTK_EDITABLE (self->seed));
  Input *input;

  g_return_if_fail (RL_IS_TRAINING_DIALOG (self));
  g_return_if_fail (self->path != NULL);

  input = g_new0 (Input, 1);
  input->library = g_object_ref (self->library);
  input->protocol = rim_protocol_ref (self->protocol);
  input->reader = g_strdup (self->reader);
  input->path = g_strdup (self->path);
  input->seed = *seed != '\0' ? g_strdup (seed) : NULL;
  input->splits = rim_training_splits_new (shares);
  input->options = (RimTrainingOptions) {
    .layout = (RimTrainingLayout) gtk_drop_down_get_selected (self->layout),
    .with_pet = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->pet)),
    .unfinished = gtk_drop_down_get_selected (self->cases) == 1,
    .splits = input->splits,
    .seed = input->seed,
  };
  gtk_widget_remove_css_class (GTK_WIDGET (self->message), "error");
  gtk_label_set_text (self->message, _("Reading…"));
  gtk_progress_bar_set_fraction (self->bar, 0.0);
  show_working (self, TRUE);
  rl_jobs_start (self->jobs, &export_kind, self, input);
}
