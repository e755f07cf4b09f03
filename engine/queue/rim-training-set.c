/* rim-training-set.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-training-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "core/rim-file.h"
#include "library/rim-export-note.h"

static const char *const layout_ids[RIM_N_TRAINING_LAYOUTS] = {
  [RIM_TRAINING_BIDS] = "bids-like",
  [RIM_TRAINING_NNUNET] = "nnunet",
};

/**
 * rim_training_layout_from_id:
 * @id: bids-like or nnunet
 * @layout: (out): the layout
 *
 * Returns: whether it stands for one
 */
gboolean
rim_training_layout_from_id (const char        *id,
                             RimTrainingLayout *layout)
{
  for (guint i = 0; i < RIM_N_TRAINING_LAYOUTS; i++)
    if (strcmp (id, layout_ids[i]) == 0)
      {
        *layout = (RimTrainingLayout) i;
        return TRUE;
      }

  return FALSE;
}

static void
split_free (gpointer data)
{
  g_free (((RimProtocolSplit *) data)->name);
  g_free (data);
}

/**
 * rim_training_splits_new:
 * @shares: of the patients to train with, to validate with and to test with; 0 for none
 *
 * Returns: (transfer full) (element-type RimProtocolSplit): splits that are called train, validation
 *   and test
 */
GPtrArray *
rim_training_splits_new (const double shares[3])
{
  static const char *const names[] = { "train", "validation", "test" };
  GPtrArray *splits = g_ptr_array_new_with_free_func (split_free);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (shares[i] > 0.0)
      {
        RimProtocolSplit *split = g_new (RimProtocolSplit, 1);

        *split = (RimProtocolSplit) { g_strdup (names[i]), shares[i] };
        g_ptr_array_add (splits, split);
      }

  return splits;
}

void
rim_training_report_clear (RimTrainingReport *self)
{
  g_clear_pointer (&self->left_out, g_ptr_array_unref);
}

static void
item_free (gpointer data)
{
  RimTrainingItem *self = data;

  g_free (self->patient);
  g_free (self->subject);
  g_free (self->name);
  g_clear_pointer (&self->drawing, rim_case_drawing_free);
  g_free (self);
}

/* Who is who */

/* Whatever could be the same patient is one: he must not be in two splits. */
static const char *
get_patient (const RimCase *kase)
{
  if (kase->patient != NULL && *kase->patient != '\0')
    return kase->patient;
  if (kase->name != NULL && *kase->name != '\0')
    return kase->name;

  return kase->study_uid;
}

static guint
get_session (RimWorklist   *worklist,
             const RimCase *kase)
{
  guint n = 1;

  for (guint i = 0; i < rim_worklist_get_n_cases (worklist); i++)
    {
      const RimCase *other = rim_worklist_get_case (worklist, i);
      const int order = g_strcmp0 (other->date, kase->date);

      n += strcmp (get_patient (other), get_patient (kase)) == 0 &&
           (order < 0 || (order == 0 && strcmp (other->study_uid, kase->study_uid) < 0));
    }

  return n;
}

static RimTrainingItem *
item_new (RimTrainingWriter *self,
          RimCase           *kase)
{
  RimTrainingItem *item = g_new0 (RimTrainingItem, 1);
  g_autofree char *text = g_strdup_printf ("%s\n%s\nsubject\n%s", self->protocol->id,
                                           self->protocol->seed != NULL ? self->protocol->seed : "",
                                           get_patient (kase));
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  item->kase = kase;
  item->patient = g_strdup (get_patient (kase));
  item->subject = g_strndup (hash, 12);
  item->session = get_session (self->worklist, kase);
  item->name = self->options.layout == RIM_TRAINING_NNUNET
               ? g_strdup_printf ("%s_%02u", item->subject, item->session)
               : g_strdup_printf ("sub-%s_ses-%02u", item->subject, item->session);

  return item;
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  return strcmp ((*(RimTrainingItem *const *) a)->name, (*(RimTrainingItem *const *) b)->name);
}

static void
list_items (RimTrainingWriter *self)
{
  for (guint i = 0; i < rim_worklist_get_n_cases (self->worklist); i++)
    {
      RimCase *kase = rim_worklist_get_case (self->worklist, i);

      if (kase->state == RIM_CASE_DONE || (self->options.unfinished && kase->state == RIM_CASE_IN_PROGRESS))
        g_ptr_array_add (self->items, item_new (self, kase));
    }

  g_ptr_array_sort (self->items, compare_items);
}

/* Splits */

/* Patients follow each other, for the items are in the order of their subjects. The
 * stratum of a patient is that of his first case.
 */
static void
draw_splits (RimTrainingWriter *self)
{
  const guint n = self->items->len;
  g_autofree const char **patients = g_new0 (const char *, n + 1);
  g_autofree const char **strata = g_new0 (const char *, n + 1);
  g_autofree guint *splits = g_new0 (guint, n + 1);
  guint n_patients = 0;
  guint p = 0;

  for (guint i = 0; i < n; i++)
    {
      const RimTrainingItem *item = self->items->pdata[i];
      const char *stratum = self->protocol->stratify != NULL
                            ? rim_case_get_answer (item->kase, NULL, self->protocol->stratify)
                            : NULL;

      if (n_patients > 0 && strcmp (patients[n_patients - 1], item->patient) == 0)
        continue;
      patients[n_patients] = item->patient;
      strata[n_patients++] = stratum != NULL ? stratum : "";
    }

  self->report->n_patients = n_patients;
  if (self->protocol->splits->len == 0)
    return;

  rim_splits_draw (self->protocol, patients, strata, n_patients, splits);
  for (guint i = 0; i < n; i++)
    {
      RimTrainingItem *item = self->items->pdata[i];

      while (strcmp (patients[p], item->patient) != 0)
        p++;
      item->split = ((RimProtocolSplit *) self->protocol->splits->pdata[splits[p]])->name;
    }
}

/* Writing */

static void
note_left_out (RimTrainingWriter *self,
               RimTrainingItem   *item)
{
  for (guint i = 0; i < item->drawing->lesions->len; i++)
    {
      const RimLesion *lesion = item->drawing->lesions->pdata[i];

      if (rim_protocol_find_target (self->protocol, lesion->name, NULL) == NULL)
        g_ptr_array_add (self->report->left_out,
                         g_strdup_printf (_("Study %s: the protocol does not name “%s”"), item->kase->study_uid,
                                          lesion->name));
    }
}

/* Drawings may have changed since the case was done. */
static gboolean
check_complete (RimTrainingWriter *self,
                RimTrainingItem   *item,
                GError           **error)
{
  g_autoptr(GPtrArray) missing = rim_case_list_missing (item->kase, self->protocol, item->drawing->lesions);

  if (missing->len == 0 || item->kase->state != RIM_CASE_DONE)
    return TRUE;

  g_set_error (error, RIM_PROTOCOL_ERROR, RIM_PROTOCOL_ERROR_INCOMPLETE,
               _("Study %s is no longer complete: %s"), item->kase->study_uid, (char *) missing->pdata[0]);

  return FALSE;
}

static gboolean
write_item (RimTrainingWriter *self,
            RimTrainingItem   *item,
            GError           **error)
{
  gboolean done;

  item->drawing = rim_case_find_drawing (item->kase, self->library, self->protocol, error);
  if (item->drawing == NULL)
    return FALSE;

  done = check_complete (self, item, error) && rim_training_write_images (self, item, error);
  if (done)
    {
      rim_training_add_rows (self, item);
      note_left_out (self, item);
    }
  g_clear_pointer (&item->drawing, rim_case_drawing_free);

  return done;
}

static gboolean
write_all (RimTrainingWriter *self,
           GError           **error)
{
  rim_training_begin_tables (self);
  for (guint i = 0; i < self->items->len; i++)
    {
      if (self->options.progress != NULL)
        self->options.progress (i, self->items->len, self->options.data);
      if (g_cancellable_set_error_if_cancelled (self->options.cancellable, error) ||
          !write_item (self, self->items->pdata[i], error))
        return FALSE;
    }
  self->report->n_cases = self->items->len;

  return rim_training_write_tables (self, error);
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      if (g_file_test (inner, G_FILE_TEST_IS_DIR) && !g_file_test (inner, G_FILE_TEST_IS_SYMLINK))
        remove_folder (inner);
      else
        g_unlink (inner);
    }
  g_rmdir (path);
}

static gboolean
set_errno_error (GError     **error,
                 const char  *path)
{
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), "%s: %s", path, g_strerror (errno));

  return FALSE;
}

/* Files have been synced one by one; the folder takes its name at once. */
static gboolean
write_folder (RimTrainingWriter *self,
              const char        *path,
              GError           **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *draft = g_build_filename (parent, ".rimlight-save-XXXXXX", NULL);
  const RimExportNote note = { self->library, NULL, rim_worklist_get_reader (self->worklist) };
  gboolean done;

  if (g_mkdtemp_full (draft, 0777) == NULL)
    return set_errno_error (error, path);

  self->folder = draft;
  done = write_all (self, error) && rim_export_note_place_folder (&note, draft, path, "training set", error);
  self->folder = NULL;
  if (!done)
    remove_folder (draft);

  return done;
}

static gboolean
check_shares (GPtrArray  *splits,
              GError    **error)
{
  double sum = 0.0;

  for (guint i = 0; i < splits->len; i++)
    sum += ((RimProtocolSplit *) splits->pdata[i])->share;
  if (splits->len == 0 || fabs (sum - 1.0) < 1e-6)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       _("The shares of all splits have to be 1 together"));

  return FALSE;
}

static gboolean
check_request (RimTrainingWriter *self,
               const char        *path,
               GError           **error)
{
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, _("%s: is there already"), path);
      return FALSE;
    }
  if (!check_shares (self->protocol->splits, error))
    return FALSE;
  if (self->items->len == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("No case is done yet"));
      return FALSE;
    }

  return TRUE;
}

/**
 * rim_training_set_write:
 * @worklist: whose done cases are to be written
 * @library: the library it is of
 * @path: a folder that does not exist yet
 * @options: how
 * @report: (out): what was written; clear it, also after an error
 * @error: where to put an error
 *
 * Writes images and masks as NIfTI, answers as CSV and JSON, and splits. Each image
 * is read back and compared, values to the last bit. All is written into a folder
 * beside @path that then takes its name: at any moment it is there whole or not.
 * Names in it are hashes of the patients' ids with the protocol's seed.
 *
 * Returns: whether it is written
 */
gboolean
rim_training_set_write (RimWorklist               *worklist,
                        RimLibrary                *library,
                        const char                *path,
                        const RimTrainingOptions  *options,
                        RimTrainingReport         *report,
                        GError                   **error)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (item_free);
  g_autoptr(JsonBuilder) json = json_builder_new ();
  RimProtocol asked = *rim_worklist_get_protocol (worklist);
  RimTrainingWriter self = {
    .worklist = worklist,
    .library = library,
    .protocol = &asked,
    .options = *options,
    .items = items,
    .report = report,
    .cases = g_string_new (NULL),
    .lesions = g_string_new (NULL),
    .json = json,
  };
  gboolean done;

  if (options->splits != NULL)
    asked.splits = options->splits;
  if (options->seed != NULL)
    asked.seed = (char *) options->seed;
  *report = (RimTrainingReport) { .left_out = g_ptr_array_new_with_free_func (g_free) };
  list_items (&self);
  done = rim_library_flush (library, error) && check_request (&self, path, error);
  if (done)
    {
      draw_splits (&self);
      done = write_folder (&self, path, error);
    }
  g_string_free (self.cases, TRUE);
  g_string_free (self.lesions, TRUE);

  return done;
}
