/* rl-review-maps.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-review-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "library/rim-library-maps.h"
#include "library/rim-map-export.h"
#include "library/rim-map-import.h"

/* What a worker needs in order to save maps. */
typedef struct
{
  char         *path;
  RimMapFormat  format;
  RlMapResult  *result;
  char         *voi;
  RimLibrary   *library;       /* nullable: whose audit trail tells of it */
  char         *segmentation;
  char         *author;
} Export;

/* What a worker needs in order to read one. */
typedef struct
{
  char       *path;            /* or NULL */
  gint64      series_id;       /* of the library, where there is no path */
  gboolean    zero_is_none;
  GPtrArray  *images;          /* of RimVolume, the base first */
  RimLibrary *library;
} Opening;

static void
export_free (gpointer data)
{
  Export *input = data;

  g_free (input->path);
  rl_map_result_unref (input->result);
  g_free (input->voi);
  g_clear_object (&input->library);
  g_free (input->segmentation);
  g_free (input->author);
  g_free (input);
}

static void
opening_free (gpointer data)
{
  Opening *input = data;

  g_free (input->path);
  g_ptr_array_unref (input->images);
  g_clear_object (&input->library);
  g_free (input);
}

static char *
dup_stem (const char *path)
{
  static const char *const extensions[] = { ".dcm", ".nii.gz", ".nii" };
  char *stem = g_strdup (path);

  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    if (g_str_has_suffix (stem, extensions[i]))
      {
        stem[strlen (stem) - strlen (extensions[i])] = '\0';
        break;
      }

  return stem;
}

/* Several maps are told apart by their names. */
static char *
dup_path (const Export *input,
          guint         m)
{
  g_autofree char *stem = dup_stem (input->path);

  if (input->result->n_maps == 1)
    return g_strdup (input->path);

  return g_strconcat (stem, "_", input->result->maps[m].name, rim_map_format_get_extension (input->format), NULL);
}

static RimMapAbout *
make_abouts (const Export *input)
{
  const RlMapResult *result = input->result;
  RimMapAbout *abouts = g_new0 (RimMapAbout, result->n_maps);

  for (guint m = 0; m < result->n_maps; m++)
    abouts[m] = (RimMapAbout) {
      .image = result->voxels->image,
      .filter = result->choice->filter,
      .feature = result->maps[m].feature,
      .kernel_radius = result->voxels->input->settings.kernel_radius,
      .settings = result->choice->settings,
      .voi = input->voi,
    };

  return abouts;
}

static gboolean
export_maps (const Export        *input,
             const RimMapAbout   *abouts,
             const RimExportNote *note,
             GError             **error)
{
  const RlMapVoxels *voxels = input->result->voxels;

  for (guint m = 0; m < input->result->n_maps; m++)
    {
      g_autofree char *path = dup_path (input, m);
      g_autoptr(RimVolume) volume =
        rim_map_make_volume (voxels->input, &voxels->grid, input->result->maps[m].values, error);

      if (volume == NULL || !rim_export_map (path, input->format, volume, &abouts[m], note, error))
        return FALSE;
    }

  return TRUE;
}

static gpointer
export_run (RlJob     *job,
            gpointer   data,
            GError   **error)
{
  const Export *input = data;
  const RimExportNote own = { input->library, input->segmentation, input->author };
  const RimExportNote *note = input->library != NULL ? &own : NULL;
  g_autofree RimMapAbout *abouts = make_abouts (input);
  g_autofree char *stem = dup_stem (input->path);
  g_autofree char *settings = g_strconcat (stem, ".settings.yaml", NULL);

  if (!export_maps (input, abouts, note, error) ||
      !rim_export_map_settings (settings, abouts, input->result->n_maps, note, error))
    return NULL;

  return dup_path (input, 0);
}

static void
export_done (gpointer      owner,
             gpointer      result,
             const GError *error)
{
  RlReview *self = owner;
  g_autofree char *name = NULL;
  g_autofree char *message = NULL;

  if (!self->is_closing && result == NULL)
    {
      rl_review_fail (self, _("Not Saved"), error->message);
    }
  else if (!self->is_closing)
    {
      name = g_filename_display_basename (result);
      message = g_strdup_printf (_("Saved %s with its settings, read back and equal"), name);
      rl_review_say_saved (self, message, result);
    }

  g_signal_emit_by_name (self, "saved", result, error != NULL ? error->message : NULL);
}

static const RlJobKind export_kind = {
  .policy = RL_JOB_KEEP,
  .run = export_run,
  .done = export_done,
  .free_input = export_free,
  .free_result = g_free,
};

static char *
dup_voi (RlStudyTab        *tab,
         const RlMapChoice *choice)
{
  const char *id = rl_session_get_active_lesion (tab->session);
  RimLesion *lesion = id != NULL ? rl_session_find_lesion (tab->session, id) : NULL;

  return g_strjoin (", ", lesion != NULL ? lesion->name : "", rim_voi_kind_get_id (choice->voi), NULL);
}

static void
export_to (RlReview     *self,
           const char   *path,
           RimMapFormat  format)
{
  RlMapResult *result = rl_map_maker_get_result (rl_map_pane_get_maker (self->tab->maps));
  RimSegmentation *segmentation = rl_session_get_segmentation (self->tab->session);
  Export *input;

  if (result == NULL)
    return;

  input = g_new0 (Export, 1);
  input->path = g_strdup (path);
  input->format = format;
  input->result = rl_map_result_ref (result);
  input->voi = dup_voi (self->tab, result->choice);
  g_set_object (&input->library, self->library);
  if (segmentation != NULL)
    {
      input->segmentation = g_strdup (rim_segmentation_get_id (segmentation));
      input->author = g_strdup (rim_segmentation_get_author (segmentation));
    }
  rl_jobs_start (self->jobs, &export_kind, self, input);
}

static RimMapFormat
get_format (GtkFileChooser *chooser)
{
  GtkFileFilter *filter = gtk_file_chooser_get_filter (chooser);

  for (guint i = 0; filter != NULL && i < RIM_N_MAP_FORMATS; i++)
    if (g_strcmp0 (gtk_file_filter_get_name (filter), rim_map_format_get_name (i)) == 0)
      return i;

  return RIM_MAP_FORMAT_PMAP;
}

/* A name without an extension gets that of the format; should a file of that name be
 * there, the user was not asked about it, so it is not touched.
 */
static void
export_chosen_cb (RlReview             *self,
                  int                   response,
                  GtkFileChooserNative *native)
{
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (native);
  g_autoptr(GFile) file = gtk_file_chooser_get_file (chooser);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  RimMapFormat format = get_format (chooser);
  g_autofree char *whole = NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    {
      whole = rim_map_format_from_path (path, &format)
              ? g_strdup (path) : g_strconcat (path, rim_map_format_get_extension (format), NULL);
      if (g_strcmp0 (whole, path) != 0 && g_file_test (whole, G_FILE_TEST_EXISTS))
        rl_review_fail (self, _("Not Saved"), _("There is a file of that name already."));
      else
        export_to (self, whole, format);
    }

  g_clear_object (&self->chooser);
}

static void
add_filter (GtkFileChooser *chooser,
            RimMapFormat    format)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();
  g_autofree char *pattern = g_strconcat ("*", rim_map_format_get_extension (format), NULL);

  gtk_file_filter_set_name (filter, rim_map_format_get_name (format));
  gtk_file_filter_add_pattern (filter, pattern);
  gtk_file_chooser_add_filter (chooser, filter);
}

static char *
dup_export_name (const RlMapResult *result)
{
  RimSource *source = rim_volume_get_source (result->voxels->image);
  g_autofree char *name = NULL;

  if (source == NULL || source->patient_id == NULL || *source->patient_id == '\0')
    return g_strdup (result->maps[0].name);

  name = g_strconcat (source->patient_id, "_", result->maps[0].name, NULL);

  return g_strdelimit (g_steal_pointer (&name), "/\\:*?\"<>|", '_');
}

/* What is not of DICOM has no patient, and no Parametric Map. */
static void
export_cb (GSimpleAction *action,
           GVariant      *param,
           gpointer       data)
{
  RlReview *self = data;
  RlMapResult *result = rl_map_maker_get_result (rl_map_pane_get_maker (self->tab->maps));
  GtkFileChooserNative *native;
  g_autofree char *name = NULL;

  if (result == NULL)
    return;

  native = gtk_file_chooser_native_new (_("Export Map"), GTK_WINDOW (self->window), GTK_FILE_CHOOSER_ACTION_SAVE,
                                        NULL, NULL);
  name = dup_export_name (result);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (native), name);
  if (rim_map_format_check_image (RIM_MAP_FORMAT_PMAP, result->voxels->image, NULL))
    add_filter (GTK_FILE_CHOOSER (native), RIM_MAP_FORMAT_PMAP);
  add_filter (GTK_FILE_CHOOSER (native), RIM_MAP_FORMAT_NIFTI);
  rl_review_choose (self, native, G_CALLBACK (export_chosen_cb));
}

static void
export_to_cb (GSimpleAction *action,
              GVariant      *param,
              gpointer       data)
{
  const char *path = g_variant_get_string (param, NULL);
  RimMapFormat format = RIM_MAP_FORMAT_PMAP;

  rim_map_format_from_path (path, &format);
  export_to (data, path, format);
}

static RimMapImport *
open_over (const Opening  *input,
           RimVolume      *image,
           GCancellable   *cancellable,
           GError        **error)
{
  if (input->path != NULL)
    return rim_map_import_file (input->path, image, input->zero_is_none, cancellable, error);

  return rim_map_import_series (input->library, input->series_id, image, cancellable, error);
}

/* Over the base, else over what lies with it; the reason is that of the base. */
static gpointer
open_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  const Opening *input = data;
  GCancellable *cancellable = rl_job_get_cancellable (job);
  RimMapImport *map = open_over (input, input->images->pdata[0], cancellable, error);

  for (guint i = 1; i < input->images->len && map == NULL; i++)
    {
      map = open_over (input, input->images->pdata[i], cancellable, NULL);
      if (map != NULL)
        g_clear_error (error);
    }

  return map;
}

static void
open_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlStudyTab *tab = owner;

  if (tab->review->is_closing)
    return;
  if (result == NULL)
    {
      rl_review_fail (tab->review, _("Map Not Opened"), error->message);
      return;
    }

  rl_map_files_show (rl_map_pane_get_files (tab->maps), result);
}

static const RlJobKind open_kind = {
  .policy = RL_JOB_REPLACE,
  .run = open_run,
  .done = open_done,
  .free_input = opening_free,
  .free_result = (GDestroyNotify) rim_map_import_free,
};

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

static void
open_map (RlStudyTab *tab,
          const char *path,
          gint64      series_id,
          gboolean    zero_is_none)
{
  Opening *input;

  if (rl_session_get_base (tab->session) == NULL)
    return;

  input = g_new0 (Opening, 1);
  input->path = g_strdup (path);
  input->series_id = series_id;
  input->zero_is_none = zero_is_none;
  input->images = collect_images (tab->session);
  g_set_object (&input->library, tab->review->library);
  rl_jobs_start (tab->review->jobs, &open_kind, tab, input);
}

static void
open_chosen_cb (RlReview             *self,
                int                   response,
                GtkFileChooserNative *native)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (native));
  const char *zero = gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (native), "zero-is-none");

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && g_file_peek_path (file) != NULL)
    open_map (self->tab, g_file_peek_path (file), 0, g_strcmp0 (zero, "true") == 0);

  g_clear_object (&self->chooser);
}

static void
open_cb (GSimpleAction *action,
         GVariant      *param,
         gpointer       data)
{
  RlReview *self = data;
  GtkFileChooserNative *native =
    gtk_file_chooser_native_new (_("Open Map (Parametric Map, NIfTI, NRRD)"), GTK_WINDOW (self->window),
                                 GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_file_chooser_add_choice (GTK_FILE_CHOOSER (native), "zero-is-none", _("Leave out values of 0"), NULL, NULL);
  rl_review_choose (self, native, G_CALLBACK (open_chosen_cb));
}

static void
open_from_cb (GSimpleAction *action,
              GVariant      *param,
              gpointer       data)
{
  RlReview *self = data;

  open_map (self->tab, g_variant_get_string (param, NULL), 0, FALSE);
}

/* Finds the maps of a patient. */
typedef struct
{
  RimLibrary *library;
  gint64      study_id;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_object_unref (search->library);
  g_free (search);
}

static gpointer
search_run (RlJob     *job,
            gpointer   data,
            GError   **error)
{
  const Search *search = data;

  return rim_library_list_maps (search->library, search->study_id, error);
}

static gboolean
has_map (GPtrArray *rows,
         gint64     id)
{
  for (guint i = 0; i < rows->len; i++)
    if (((RimLibraryRow *) rows->pdata[i])->id == id)
      return TRUE;

  return FALSE;
}

/* A map that was opened from the list of patients is shown, once. */
static void
search_done (gpointer      owner,
             gpointer      result,
             const GError *error)
{
  RlStudyTab *tab = owner;
  const gint64 asked = rl_study_loader_get_asked (tab->loader);

  if (tab->review->is_closing)
    return;

  rl_map_files_set_maps (rl_map_pane_get_files (tab->maps), result);
  if (result == NULL || rl_study_loader_get_state (tab->loader) != RL_LOAD_DONE || asked == tab->map_shown || !has_map (result, asked))
    return;

  tab->map_shown = asked;
  rl_window_show_inspector (tab->review->window, "maps");
  open_map (tab, NULL, asked, FALSE);
}

static const RlJobKind search_kind = {
  .policy = RL_JOB_REPLACE,
  .run = search_run,
  .done = search_done,
  .free_input = search_free,
  .free_result = (GDestroyNotify) g_ptr_array_unref,
};

/**
 * rl_study_tab_find_maps:
 * @self: a tab with a library
 *
 * Lists the parametric maps of the patient on the page of maps, and shows the one that the
 * study was opened by, if it was.
 */
void
rl_study_tab_find_maps (RlStudyTab *self)
{
  const gint64 study_id = rl_study_loader_get_asked_study (self->loader);
  Search *search;

  if (rl_study_loader_get_asked (self->loader) != self->map_shown)
    self->map_shown = 0;
  if (study_id == 0 || rl_study_loader_get_state (self->loader) != RL_LOAD_DONE)
    {
      rl_jobs_cancel (self->review->jobs, &open_kind, self);
      return;
    }

  search = g_new0 (Search, 1);
  search->library = g_object_ref (self->review->library);
  search->study_id = study_id;
  rl_jobs_start (self->review->jobs, &search_kind, self, search);
}

static void
open_series_cb (RlStudyTab *self,
                gint64      series_id)
{
  open_map (self, NULL, series_id, FALSE);
}

/* Which map there is to export hangs on the tab. */
void
rl_review_update_maps (RlReview *self)
{
  RlMapMaker *maker = rl_map_pane_get_maker (self->tab->maps);
  const gboolean can_export = rl_map_maker_get_state (maker) == RL_MAP_READY;
  const gboolean can_open = rl_session_get_base (self->tab->session) != NULL;
  const struct
  {
    const char *name;
    gboolean    enabled;
  } actions[] = {
    { "export-map", can_export }, { "export-map-to", can_export }, { "open-map", can_open }, { "open-map-from", can_open },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->window), actions[i].name);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), actions[i].enabled);
    }
}

/* In MB as people count. */
static guint64
get_budget (RlReview *self)
{
  int budget;

  g_object_get (self->settings, "map-budget", &budget, NULL);

  return (guint64) budget * 1000000;
}

static void
apply_map_budget (RlStudyTab *self)
{
  if (self->map_cache != NULL)
    rim_map_cache_set_budget (self->map_cache, get_budget (self->review));
}

/* The maps of a tab go out, come in, and are kept in the library. */
void
rl_study_tab_set_up_maps (RlStudyTab *self,
                          RimLibrary *library)
{
  RlReview *review = self->review;

  self->map_cache = rim_library_new_map_cache (rim_library_get_folder (library), get_budget (review));
  rl_map_pane_set_cache (self->maps, self->map_cache);
  g_signal_connect_object (review->settings, "notify::map-budget", G_CALLBACK (apply_map_budget), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rl_map_pane_get_files (self->maps), "open-series", G_CALLBACK (open_series_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Actions "win.export-map", "win.export-map-to" (a path), "win.open-map" and
 * "win.open-map-from" (a path).
 */
void
rl_review_set_up_maps (RlReview *self)
{
  static const GActionEntry entries[] = {
    { .name = "export-map", .activate = export_cb },
    { .name = "export-map-to", .activate = export_to_cb, .parameter_type = "s" },
    { .name = "open-map", .activate = open_cb },
    { .name = "open-map-from", .activate = open_from_cb, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->window), entries, G_N_ELEMENTS (entries), self);
}
