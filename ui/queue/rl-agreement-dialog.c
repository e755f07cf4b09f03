/* rl-agreement-dialog.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "queue/rl-agreement-dialog.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/rl-accessible.h"
#include "queue/rl-case-progress.h"
#include "widgets/rl-csv-file.h"

#define WIDTH             720
#define HEIGHT            560
#define PROGRESS_INTERVAL 100
#define TOLERANCE_MM      2.0
#define SETTINGS          "pyradiomics-default"

struct _RlAgreementDialog
{
  AdwWindow             parent_instance;

  RlJobs               *jobs;
  RimQueueAgreement    *found;         /* NULL until it is computed */
  GtkFileChooserNative *chooser;

  GtkStack             *stack;
  AdwStatusPage        *page;          /* while there is nothing to show */
  GtkProgressBar       *bar;
  GtkStringList        *contours;      /* rows with tabs between their columns */
  GtkStringList        *features;
  GtkLabel             *summary;
  GtkSpinButton        *least;
  GtkWidget            *by_bound;
};

/* What is saved, in a worker. */
typedef struct
{
  RlAgreementDialog *dialog;
  double             least;
  gboolean           by_bound;
} Table;

enum
{
  MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlAgreementDialog, rl_agreement_dialog, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];

/* The worker */

typedef struct
{
  RimLibrary  *library;
  RimProtocol *protocol;
} Input;

static void
input_free (gpointer data)
{
  Input *input = data;

  g_object_unref (input->library);
  rim_protocol_unref (input->protocol);
  g_free (input);
}

static gpointer
compute_run (RlJob     *job,
             gpointer   data,
             GError   **error)
{
  const Input *input = data;
  g_autoptr(RimSettings) settings = rim_settings_load (SETTINGS, error);

  if (settings == NULL || !rim_library_flush (input->library, error))
    return NULL;

  return rim_queue_agreement_new (input->library, input->protocol, settings, TOLERANCE_MM, rl_case_progress_report, job,
                                  rl_job_get_cancellable (job), error);
}

static void
compute_progress (gpointer      owner,
                  gconstpointer data)
{
  RlAgreementDialog *self = owner;
  g_autofree char *text = rl_case_progress_show (data, self->bar);

  adw_status_page_set_description (self->page, text);
}

/* Rows */

static char *
format (double value)
{
  return isfinite (value) ? g_strdup_printf ("%.3f", value) : g_strdup ("–");
}

static void
add_contour (RlAgreementDialog      *self,
             const RimRoiComparison *row)
{
  const RimComparison *found = &row->found;
  g_autofree char *dice = format (found->dice);
  g_autofree char *surface = format (found->surface_dice);
  g_autofree char *distance = format (found->surface.hausdorff_95);
  g_autofree char *line = g_strdup_printf ("%s\t%s\t%s\t%s\t%s\t%s", row->id != NULL ? row->id : "", row->name_a,
                                           row->name_b, dice, surface, distance);

  gtk_string_list_append (self->contours, line);
}

static void
add_feature (RlAgreementDialog        *self,
             const char               *name,
             const RimReaderAgreement *found)
{
  g_autofree char *absolute = format (found->icc_2_1.value);
  g_autofree char *low = format (found->icc_2_1.low);
  g_autofree char *high = format (found->icc_2_1.high);
  g_autofree char *consistent = format (found->icc_3_1.value);
  g_autofree char *line = g_strdup_printf ("%s\t%s\t%s–%s\t%s", name, absolute, low, high, consistent);

  gtk_string_list_append (self->features, line);
}

static double
get_least (RlAgreementDialog *self)
{
  const double least = gtk_spin_button_get_value (self->least);

  return least > -1.0 ? least : NAN;
}

static gboolean
is_by_bound (RlAgreementDialog *self)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (self->by_bound));
}

static void
update_features (RlAgreementDialog *self)
{
  g_autofree char *text = NULL;

  if (self->found == NULL)
    return;

  gtk_string_list_splice (self->features, 0, g_list_model_get_n_items (G_LIST_MODEL (self->features)), NULL);
  for (guint f = 0; f < self->found->features->len; f++)
    if (rim_queue_agreement_keeps (self->found, f, get_least (self), is_by_bound (self)))
      add_feature (self, self->found->features->pdata[f],
                   &g_array_index (self->found->agreements, RimReaderAgreement, f));

  text = g_strdup_printf (_("%u cases, %u lesions · %u of %u features"), self->found->n_cases, self->found->n_lesions,
                          g_list_model_get_n_items (G_LIST_MODEL (self->features)), self->found->features->len);
  gtk_label_set_text (self->summary, text);
}

static void
say (RlAgreementDialog *self,
     const char        *title,
     const char        *text)
{
  gtk_widget_set_visible (GTK_WIDGET (self->bar), FALSE);
  adw_status_page_set_title (self->page, title);
  adw_status_page_set_description (self->page, text);
  gtk_stack_set_visible_child_name (self->stack, "page");
}

static void
compute_done (gpointer      owner,
              gpointer      data,
              const GError *error)
{
  RlAgreementDialog *self = owner;
  RimQueueAgreement **found = data;

  if (found == NULL)
    {
      g_autofree char *markup = g_markup_escape_text (error->message, -1);

      say (self, _("Cannot Compare Readers"), markup);
      return;
    }

  self->found = g_steal_pointer (found);
  if (self->found->n_cases == 0)
    {
      say (self, _("Nothing to Compare"), _("No case is done by a first and by a second reader yet."));
      return;
    }

  for (guint i = 0; i < self->found->comparisons->len; i++)
    add_contour (self, self->found->comparisons->pdata[i]);
  update_features (self);
  gtk_stack_set_visible_child_name (self->stack, "tables");
}

/* The window takes what the worker gave, so that it is handed over in a box. */
static gpointer
boxed_run (RlJob     *job,
           gpointer   data,
           GError   **error)
{
  RimQueueAgreement *found = compute_run (job, data, error);
  RimQueueAgreement **box = NULL;

  if (found != NULL)
    {
      box = g_new (RimQueueAgreement *, 1);
      *box = found;
    }

  return box;
}

static void
box_free (gpointer data)
{
  RimQueueAgreement **box = data;

  g_clear_pointer (box, rim_queue_agreement_free);
  g_free (box);
}

static const RlJobKind compute_kind = {
  .policy = RL_JOB_REPLACE,
  .run = boxed_run,
  .progress = compute_progress,
  .done = compute_done,
  .free_input = input_free,
  .free_result = box_free,
  .progress_size = sizeof (RlCaseProgress),
  .progress_interval = PROGRESS_INTERVAL,
};

/* Saving */

static char *
contours_to_csv (gpointer data)
{
  return rim_roi_comparisons_to_csv (((Table *) data)->dialog->found->comparisons);
}

static char *
features_to_csv (gpointer data)
{
  const Table *table = data;

  return rim_queue_agreement_to_csv (table->dialog->found, table->least, table->by_bound);
}

static void
table_free (gpointer data)
{
  g_object_unref (((Table *) data)->dialog);
  g_free (data);
}

/* What was found is never changed, so that the worker may read it. */
static void
save (RlAgreementDialog *self,
      int                response,
      RlCsvFunc          to_csv)
{
  g_autofree char *path = rl_csv_file_dup_path (self->chooser, response);
  Table *table;

  if (path == NULL)
    return;

  table = g_new (Table, 1);
  *table = (Table) { g_object_ref (self), get_least (self), is_by_bound (self) };
  rl_csv_file_save (self->jobs, GTK_WIDGET (self), path, to_csv, table, table_free);
}

static void
contours_chosen_cb (RlAgreementDialog *self,
                    int                response)
{
  save (self, response, contours_to_csv);
}

static void
features_chosen_cb (RlAgreementDialog *self,
                    int                response)
{
  save (self, response, features_to_csv);
}

static void
save_contours_cb (RlAgreementDialog *self)
{
  g_clear_object (&self->chooser);
  self->chooser = rl_csv_file_ask (GTK_WIDGET (self), _("Save the Comparison of Contours"), "contours.csv",
                                   G_CALLBACK (contours_chosen_cb));
}

static void
save_features_cb (RlAgreementDialog *self)
{
  g_clear_object (&self->chooser);
  self->chooser = rl_csv_file_ask (GTK_WIDGET (self), _("Save the Features That Are Listed"), "features.csv",
                                   G_CALLBACK (features_chosen_cb));
}

/* Making it */

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item)
{
  const guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));
  g_auto(GStrv) parts = g_strsplit (gtk_string_object_get_string (gtk_list_item_get_item (item)), "\t", -1);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), column < g_strv_length (parts) ? parts[column] : "");
}

static GtkWidget *
new_table (GtkStringList     *rows,
           const char *const *titles,
           const char        *label)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (rows))));
  GtkWidget *view = gtk_column_view_new (selection);

  for (guint i = 0; titles[i] != NULL; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      GtkColumnViewColumn *column;

      g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (i));
      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
      column = gtk_column_view_column_new (titles[i], factory);
      gtk_column_view_column_set_expand (column, i == 0);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
      g_object_unref (column);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_set_vexpand (scrolled, TRUE);

  return scrolled;
}

static GtkWidget *
new_button (RlAgreementDialog *self,
            const char        *label,
            GCallback          callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  rl_accessible_drop_mnemonic (button);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);

  return button;
}

static GtkWidget *
new_filter (RlAgreementDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->least = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (-1.0, 1.0, 0.05));
  gtk_spin_button_set_value (self->least, 0.75);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->least), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Least ICC(2,1)"), -1);
  self->by_bound = gtk_check_button_new_with_label (_("Lower end of the interval"));
  self->summary = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->summary, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->summary, 1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->summary), TRUE);
  g_signal_connect_object (self->least, "value-changed", G_CALLBACK (update_features), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->by_bound, "toggled", G_CALLBACK (update_features), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), gtk_label_new (_("ICC(2,1) ≥")));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->least));
  gtk_box_append (GTK_BOX (box), self->by_bound);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->summary));

  return box;
}

static GtkWidget *
new_tables (RlAgreementDialog *self)
{
  const char *const of_contours[] = {
    _("Case"), _("First reader"), _("Second reader"), _("Dice"), _("Surface Dice, 2 mm"), _("Hausdorff 95 %, mm"), NULL,
  };
  const char *const of_features[] = { _("Feature"), _("ICC(2,1)"), _("Interval (95 %)"), _("ICC(3,1)"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (buttons), new_button (self, _("Save _Contours…"), G_CALLBACK (save_contours_cb)));
  gtk_box_append (GTK_BOX (buttons), new_button (self, _("Save _Features…"), G_CALLBACK (save_features_cb)));
  gtk_box_append (GTK_BOX (box), new_table (self->contours, of_contours, _("Contours")));
  gtk_box_append (GTK_BOX (box), new_filter (self));
  gtk_box_append (GTK_BOX (box), new_table (self->features, of_features, _("Features")));
  gtk_box_append (GTK_BOX (box), buttons);

  return box;
}

static void
rl_agreement_dialog_dispose (GObject *object)
{
  RlAgreementDialog *self = RL_AGREEMENT_DIALOG (object);

  if (self->jobs != NULL)
    rl_jobs_cancel (self->jobs, &compute_kind, self);
  g_clear_object (&self->chooser);
  g_clear_object (&self->contours);
  g_clear_object (&self->features);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_agreement_dialog_parent_class)->dispose (object);
}

/* A worker that saves holds the dialog, and with it what was found. */
static void
rl_agreement_dialog_finalize (GObject *object)
{
  g_clear_pointer (&RL_AGREEMENT_DIALOG (object)->found, rim_queue_agreement_free);

  G_OBJECT_CLASS (rl_agreement_dialog_parent_class)->finalize (object);
}

static void
rl_agreement_dialog_class_init (RlAgreementDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_agreement_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rl_agreement_dialog_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);

  signals[MESSAGE] = g_signal_new ("message", RL_TYPE_AGREEMENT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rl_agreement_dialog_init (RlAgreementDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->contours = gtk_string_list_new (NULL);
  self->features = gtk_string_list_new (NULL);
  self->page = ADW_STATUS_PAGE (adw_status_page_new ());
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Cases compared"), -1);
  gtk_widget_set_size_request (GTK_WIDGET (self->bar), WIDTH / 2, -1);
  gtk_widget_set_halign (GTK_WIDGET (self->bar), GTK_ALIGN_CENTER);
  adw_status_page_set_title (self->page, _("Comparing Readers…"));
  adw_status_page_set_child (self->page, GTK_WIDGET (self->bar));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->page), "page");
  gtk_stack_add_named (self->stack, new_tables (self), "tables");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _("Agreement of Readers"));
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

/**
 * rl_agreement_dialog_new:
 * @jobs: that compute it
 * @library: where the cases are
 * @protocol: of the queue
 */
GtkWidget *
rl_agreement_dialog_new (RlJobs      *jobs,
                         RimLibrary  *library,
                         RimProtocol *protocol)
{
  RlAgreementDialog *self = g_object_new (RL_TYPE_AGREEMENT_DIALOG, NULL);
  Input *input = g_new (Input, 1);

  self->jobs = g_object_ref (jobs);
  *input = (Input) { g_object_ref (library), rim_protocol_ref (protocol) };
  rl_jobs_start (jobs, &compute_kind, self, input);

  return GTK_WIDGET (self);
}

/* Returns: (transfer none) (nullable): what was found, once it is */
const RimQueueAgreement *
rl_agreement_dialog_get_found (RlAgreementDialog *self)
{
  g_return_val_if_fail (RL_IS_AGREEMENT_DIALOG (self), NULL);

  return self->found;
}

/* Returns: how many features are listed */
guint
rl_agreement_dialog_get_n_shown (RlAgreementDialog *self)
{
  g_return_val_if_fail (RL_IS_AGREEMENT_DIALOG (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->features));
}
