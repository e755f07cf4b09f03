/* rl-review-measurements.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-review-private.h"

#include <glib/gi18n-lib.h>

#include "library/rim-measurement-export.h"
#include "review/rl-save.h"

/* What a worker needs in order to save or to read measurements; it gives back what it
 * has saved.
 */
typedef struct
{
  char                 *path;
  char                 *segmentation;
  char                 *author;
  RimMeasurementFormat  format;
  GPtrArray            *measurements;
  GPtrArray            *lesions;
  GPtrArray            *images;
  RimLibrary           *library;
} Input;

static void
input_free (gpointer data)
{
  Input *input = data;

  g_free (input->path);
  g_clear_object (&input->library);
  g_free (input->segmentation);
  g_free (input->author);
  g_clear_pointer (&input->measurements, g_ptr_array_unref);
  g_clear_pointer (&input->lesions, g_ptr_array_unref);
  g_clear_pointer (&input->images, g_ptr_array_unref);
  g_free (input);
}

/* The base first: it says who the patient is. */
static GPtrArray *
collect_images (RlSession *session)
{
  GPtrArray *images = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_volume_unref);
  RimVolume *base = rl_session_get_base (session);

  if (base != NULL)
    g_ptr_array_add (images, rim_volume_ref (base));
  for (guint layer = 0; layer < RL_N_LAYERS; layer++)
    {
      RimVolume *volume = rl_session_get_volume (session, layer);

      if (volume != NULL && volume != base)
        g_ptr_array_add (images, rim_volume_ref (volume));
    }

  return images;
}

static Input *
input_new (RlSession  *session,
           const char *path)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (session);
  Input *input = g_new0 (Input, 1);

  input->path = g_strdup (path);
  if (segmentation != NULL)
    {
      input->segmentation = g_strdup (rim_segmentation_get_id (segmentation));
      input->author = g_strdup (rim_segmentation_get_author (segmentation));
    }
  input->images = collect_images (session);
  input->measurements = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_measurement_unref);
  input->lesions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);

  for (guint i = 0; segmentation != NULL && i < rim_segmentation_get_n_measurements (segmentation); i++)
    g_ptr_array_add (input->measurements,
                     rim_measurement_ref (rim_segmentation_get_measurement (segmentation, i)));
  for (guint i = 0; segmentation != NULL && i < rim_segmentation_get_n_lesions (segmentation); i++)
    g_ptr_array_add (input->lesions, rim_lesion_ref (rim_segmentation_get_lesion (segmentation, i)));

  return input;
}

static gpointer
save_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  Input *input = data;
  const RimExportNote note = { input->library, input->segmentation, input->author };
  Input *saved;

  if (!rim_export_measurements_noted (input->path, input->format, input->measurements, input->lesions,
                                      input->images, input->library != NULL ? &note : NULL, error))
    return NULL;

  saved = g_memdup2 (input, sizeof *input);
  *input = (Input) { NULL };

  return saved;
}

static void
save_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlReview *self = owner;
  const Input *saved = result;
  g_autofree char *message = NULL;

  if (self->is_closing)
    return;

  if (saved == NULL)
    {
      rl_review_fail (self, _("Not Saved"), error->message);
      return;
    }

  message = g_strdup_printf (ngettext ("Saved %u measurement, read back and equal",
                                       "Saved %u measurements, read back and equal",
                                       saved->measurements->len), saved->measurements->len);
  rl_window_say (self->window, message);
}

static const RlJobKind save_kind = {
  .policy = RL_JOB_KEEP,
  .run = save_run,
  .done = save_done,
  .free_input = input_free,
  .free_result = input_free,
};

static gpointer
read_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  Input *input = data;

  return rim_sr_read (input->path, input->images, error);
}

/* Each is an edit, so that Undo takes back what came in. What is there already stays;
 * what others measured is locked.
 */
static guint
add_groups (RlStudyTab  *self,
            RimSrReport *report)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);
  guint n = 0;

  for (guint i = 0; segmentation != NULL && i < report->groups->len; i++)
    {
      RimSrGroup *group = report->groups->pdata[i];
      gboolean is_own = g_strcmp0 (group->measurement->author,
                                   rim_segmentation_get_author (segmentation)) == 0;
      g_autoptr(RimMeasurement) read = rim_measurement_with_lock (group->measurement, !is_own);

      if (rim_segmentation_add_measurement (segmentation, read, "open"))
        n++;
    }

  return n;
}

static void
read_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlStudyTab *self = owner;
  RimSrReport *report = result;
  g_autofree char *message = NULL;
  guint n;

  if (self->review->is_closing)
    return;
  if (report == NULL)
    {
      rl_review_fail (self->review, _("Not Opened"), error->message);
      return;
    }

  n = add_groups (self, report);
  message = g_strdup_printf (ngettext ("%u new measurement", "%u new measurements", n), n);
  rl_review_say_with_details (self->review, message, _("Measurements"), report->warnings);
}

static const RlJobKind read_kind = {
  .policy = RL_JOB_KEEP,
  .run = read_run,
  .done = read_done,
  .free_input = input_free,
  .free_result = (GDestroyNotify) rim_sr_report_free,
};

static void
save_to (RlReview             *self,
         const char           *path,
         RimMeasurementFormat  format)
{
  Input *input = input_new (self->tab->session, path);

  input->format = format;
  g_set_object (&input->library, self->library);
  rl_jobs_start (self->jobs, &save_kind, self, input);
}

static RimMeasurementFormat
get_format (GtkFileChooser *chooser)
{
  GtkFileFilter *filter = gtk_file_chooser_get_filter (chooser);

  for (guint i = 0; filter != NULL && i < RIM_N_MEASUREMENT_FORMATS; i++)
    if (g_strcmp0 (gtk_file_filter_get_name (filter), rim_measurement_format_get_name (i)) == 0)
      return i;

  return RIM_MEASUREMENTS_SR;
}

/* A name without an extension gets that of the format; should a file of that name be
 * there, the user was not asked about it, so it is not touched.
 */
static void
save_chosen_cb (RlReview             *self,
                int                   response,
                GtkFileChooserNative *native)
{
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (native);
  g_autoptr(GFile) file = gtk_file_chooser_get_file (chooser);
  RimMeasurementFormat format = get_format (chooser);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *whole = NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    {
      if (rim_measurement_format_from_path (path, &format))
        whole = g_strdup (path);
      else
        whole = g_strconcat (path, rim_measurement_format_get_extension (format), NULL);

      if (g_strcmp0 (whole, path) != 0 && g_file_test (whole, G_FILE_TEST_EXISTS))
        rl_review_fail (self, _("Not Saved"), _("There is a file of that name already."));
      else
        save_to (self, whole, format);
    }

  g_clear_object (&self->chooser);
}

static void
save_cb (GSimpleAction *action,
         GVariant      *param,
         gpointer       data)
{
  RlReview *self = data;
  GtkFileChooserNative *native =
    gtk_file_chooser_native_new (_("Save Measurements"), GTK_WINDOW (self->window),
                                 GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  for (guint i = 0; i < RIM_N_MEASUREMENT_FORMATS; i++)
    {
      g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();
      g_autofree char *pattern = g_strconcat ("*", rim_measurement_format_get_extension (i), NULL);

      gtk_file_filter_set_name (filter, rim_measurement_format_get_name (i));
      gtk_file_filter_add_pattern (filter, pattern);
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (native), filter);
    }

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (native), _("measurements"));
  rl_review_choose (self, native, G_CALLBACK (save_chosen_cb));
}

static void
save_to_cb (GSimpleAction *action,
            GVariant      *param,
            gpointer       data)
{
  const char *path = g_variant_get_string (param, NULL);
  RimMeasurementFormat format = RIM_MEASUREMENTS_SR;

  rim_measurement_format_from_path (path, &format);
  save_to (data, path, format);
}

static void
open_path (RlReview   *self,
           const char *path)
{
  rl_jobs_start (self->jobs, &read_kind, self->tab, input_new (self->tab->session, path));
}

static void
open_chosen_cb (RlReview             *self,
                int                   response,
                GtkFileChooserNative *native)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (native));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && g_file_peek_path (file) != NULL)
    open_path (self, g_file_peek_path (file));

  g_clear_object (&self->chooser);
}

static void
open_cb (GSimpleAction *action,
         GVariant      *param,
         gpointer       data)
{
  RlReview *self = data;

  rl_review_choose (self,
                    gtk_file_chooser_native_new (_("Open Measurements (DICOM SR)"),
                                                 GTK_WINDOW (self->window),
                                                 GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL),
                    G_CALLBACK (open_chosen_cb));
}

static void
open_from_cb (GSimpleAction *action,
              GVariant      *param,
              gpointer       data)
{
  open_path (data, g_variant_get_string (param, NULL));
}

void
rl_review_update_measurements (RlReview *self)
{
  static const char *const saving[] = { "save-measurements", "save-measurements-to" };
  static const char *const opening[] = { "open-measurements", "open-measurements-from" };
  RimSegmentation *segmentation = rl_session_get_segmentation (self->tab->session);
  gboolean can_open = segmentation != NULL && rl_session_get_base (self->tab->session) != NULL;
  gboolean can_save = can_open && rim_segmentation_get_n_measurements (segmentation) > 0;

  for (guint i = 0; i < 2; i++)
    {
      GAction *save = g_action_map_lookup_action (G_ACTION_MAP (self->window), saving[i]);
      GAction *open = g_action_map_lookup_action (G_ACTION_MAP (self->window), opening[i]);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (save), can_save);
      g_simple_action_set_enabled (G_SIMPLE_ACTION (open), can_open);
    }
}

/* Actions "win.save-measurements", "win.save-measurements-to" (a path),
 * "win.open-measurements" and "win.open-measurements-from" (a path).
 */
void
rl_review_set_up_measurements (RlReview *self)
{
  static const GActionEntry entries[] = {
    { .name = "save-measurements", .activate = save_cb },
    { .name = "save-measurements-to", .activate = save_to_cb, .parameter_type = "s" },
    { .name = "open-measurements", .activate = open_cb },
    { .name = "open-measurements-from", .activate = open_from_cb, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->window), entries, G_N_ELEMENTS (entries),
                                   self);
}
