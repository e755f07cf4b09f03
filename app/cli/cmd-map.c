/* cmd-map.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "cli-explain.h"
#include "cli-map.h"
#include "cli.h"
#include "core/rim-parallel.h"
#include "library/rim-map-export.h"

typedef struct
{
  CliMapOptions map;
  char         *as;
  char         *explain;
  gboolean      json;
  int           n_threads;
} Options;

typedef struct
{
  const char   *folder;
  RimMapFormat  format;
  const char   *voi;             /* nullable: what the VOI is called */
  CliMapCase   *of;
  GArray       *maps;            /* of RimMapAbout: those of one image and VOI */
  GPtrArray    *written;         /* of char *: paths */
  GPtrArray    *filters;         /* of char * */
} Output;

/* "ct_tumour_" where there may be several images and VOIs. */
static char *
make_path (Output             *self,
           const RimStudyPair *pair,
           const char         *name,
           const char         *extension)
{
  g_autofree char *file = NULL;
  char *path;

  if (self->of->is_study)
    file = g_strconcat (rim_study_image_get_id (pair->image), "_", rim_voi_kind_get_id (pair->voi), "_", name, extension,
                        NULL);
  else
    file = g_strconcat (name, extension, NULL);
  path = g_build_filename (self->folder, file, NULL);
  g_ptr_array_add (self->written, path);

  return path;
}

static gboolean
write_map (Output             *self,
           const RimStudyPair *pair,
           RimVolume          *volume,
           const RimMapAbout  *about,
           GError            **error)
{
  g_autofree char *name = rim_map_about_dup_name (about);

  g_array_append_val (self->maps, *about);

  return rim_export_map (make_path (self, pair, name, rim_map_format_get_extension (self->format)), self->format, volume,
                         about, NULL, error);
}

static gboolean
take_set (const CliMapSet  *set,
          gpointer          data,
          GError          **error)
{
  Output *self = data;
  char *filter = g_strdup (set->image_type);
  RimMapAbout about = {
    .image = set->pair->volume,
    .filter = filter,
    .kernel_radius = set->input->settings.kernel_radius,
    .settings = set->settings,
    .voi = self->of->is_study ? rim_voi_kind_get_id (set->pair->voi) : self->voi,
  };
  gboolean done = TRUE;

  g_ptr_array_add (self->filters, filter);
  for (guint f = 0; f < set->n_features && done; f++)
    {
      g_autoptr(RimVolume) volume = rim_map_make_volume (set->input, NULL, set->maps[f], error);

      about.feature = set->features[f];
      done = volume != NULL && write_map (self, set->pair, volume, &about, error);
    }

  return done;
}

/* All settings, with those of VOIs, not what is left of them for one image. */
static gboolean
write_settings (Output              *self,
                const RimStudyPair  *pair,
                GError             **error)
{
  for (guint m = 0; m < self->maps->len; m++)
    g_array_index (self->maps, RimMapAbout, m).settings = self->of->settings;

  return rim_export_map_settings (make_path (self, pair, "settings", ".yaml"), (gpointer) self->maps->data,
                                  self->maps->len, NULL, error);
}

static gboolean
write_pair (Output              *self,
            const RimStudyPair  *pair,
            GError             **error)
{
  if (!cli_map_case_run (self->of, pair, take_set, self, error))
    return FALSE;

  if (self->maps->len == 0)
    {
      g_set_error_literal (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                           "None of the images that the settings make has a map of these features");
      return FALSE;
    }

  if (!write_settings (self, pair, error))
    return FALSE;
  g_array_set_size (self->maps, 0);

  return TRUE;
}

static gboolean
check_images (const Output  *self,
              GError       **error)
{
  const GPtrArray *pairs = self->of->pairs;

  for (guint p = 0; p < pairs->len; p++)
    if (!rim_map_format_check_image (self->format, ((RimStudyPair *) pairs->pdata[p])->volume, error))
      return FALSE;

  return TRUE;
}

static gboolean
write_all (Output  *self,
           GError **error)
{
  gboolean done = check_images (self, error);

  self->maps = g_array_new (FALSE, FALSE, sizeof (RimMapAbout));
  self->written = g_ptr_array_new_with_free_func (g_free);
  self->filters = g_ptr_array_new_with_free_func (g_free);
  for (guint p = 0; p < self->of->pairs->len && done; p++)
    done = write_pair (self, g_ptr_array_index (self->of->pairs, p), error);
  for (guint i = 0; i < self->written->len && !done; i++)
    g_unlink (g_ptr_array_index (self->written, i));

  g_array_unref (self->maps);
  g_ptr_array_unref (self->written);
  g_ptr_array_unref (self->filters);

  return done;
}

static gboolean
map (const Options  *options,
     const char     *folder,
     GError        **error)
{
  g_auto(CliMapCase) of = { NULL };
  Output output = { .folder = folder, .voi = options->map.voi.roi, .of = &of };

  output.format = g_strcmp0 (options->as, "pmap") == 0 ? RIM_MAP_FORMAT_PMAP : RIM_MAP_FORMAT_NIFTI;
  if (!cli_map_case_load (&of, &options->map, error))
    return FALSE;
  if (g_mkdir_with_parents (folder, 0777) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "“%s” cannot be made", folder);
      return FALSE;
    }

  if (!write_all (&output, error))
    {
      g_prefix_error (error, "%s: ", options->map.voi.image);
      return FALSE;
    }

  return TRUE;
}

static gboolean
explain (const Options   *options,
         const CliPlace  *place,
         GError         **error)
{
  g_auto(CliMapCase) of = { NULL };

  if (!cli_map_case_load (&of, &options->map, error))
    return FALSE;

  if (!cli_explain (&of, place, options->json, error))
    {
      g_prefix_error (error, "%s: ", options->map.voi.image);
      return FALSE;
    }

  return TRUE;
}

static void
options_clear (Options *self)
{
  cli_map_options_clear (&self->map);
  g_free (self->explain);
  g_free (self->as);
}

static CliStatus
run_with (const CliCommand *self,
          Options          *options,
          int               argc,
          char            **argv)
{
  const GOptionEntry entries[] = {
    CLI_MAP_ENTRIES (&options->map),
    { "as", 0, 0, G_OPTION_ARG_STRING, &options->as, "nifti, or pmap for DICOM's Parametric Maps", "FORM" },
    { "explain", 'e', 0, G_OPTION_ARG_STRING, &options->explain,
      "Write no map, print where its value at the voxel I,J,K or at X,Y,Zmm comes from", "PLACE" },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &options->json, "Print JSON", NULL },
    { "threads", 0, 0, G_OPTION_ARG_INT, &options->n_threads, "How many processors work; all of them else", "N" },
    { NULL }
  };
  g_autoptr(GError) error = NULL;
  CliPlace place;
  CliStatus status;

  if (!cli_parse (self, entries, &argc, &argv, 0, 1))
    return CLI_USAGE;
  if (options->explain == NULL && argc == 1)
    return cli_usage (self, "FOLDER is missing");
  if (options->explain != NULL && argc > 1)
    return cli_usage (self, "--explain writes nothing into “%s”", argv[1]);
  if (options->explain != NULL && !cli_place_parse (options->explain, &place))
    return cli_usage (self, "--explain is the voxel I,J,K or the place X,Y,Zmm");
  if (options->json && options->explain == NULL)
    return cli_usage (self, "--json is of --explain");
  if (!cli_map_check (&options->map, self, &status))
    return status;
  if (options->as != NULL && strcmp (options->as, "nifti") != 0 && strcmp (options->as, "pmap") != 0)
    return cli_usage (self, "--as is nifti or pmap");
  if (options->n_threads > 0)
    rim_parallel_set_n_threads ((guint) options->n_threads);
  if (options->explain != NULL)
    return explain (options, &place, &error) ? CLI_DONE : cli_fail (error);

  return map (options, argv[1], &error) ? CLI_DONE : cli_fail (error);
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  Options options = { .map = CLI_MAP_OPTIONS_INIT };
  CliStatus status = run_with (self, &options, argc, argv);

  options_clear (&options);

  return status;
}

const CliCommand cmd_map = {
  "map",
  "[FOLDER]",
  "Write maps of features: their values in a window around each voxel",
  "PyRadiomics' voxel-based extraction, and maps of the image itself (image_Intensity:\n"
  "the response of a filter), of CoLlAGe (collage) and of where a voxel lies in lesion\n"
  "and rim (rim_Distance, rim_Shell, rim_Sector). Each map is written as\n"
  "IMAGETYPE_CLASS_FEATURE.nii.gz, or .dcm as a Parametric Map, on the grid of the image,\n"
  "NaN outside of the VOI; of every image type of the settings, unless --image-type names\n"
  "some; the recipe maps makes all that there are. Settings are written beside them as\n"
  "settings.yaml.\n"
  "\n"
  "With --pet, an option of VOIs, --images, or settings that name images or VOIs, names\n"
  "begin with image (ct, pet, fused) and VOI (tumour, core, rim, tumour+rim), as in\n"
  "fused_rim_original_image_Intensity; see extract. --fusion divergence makes the local\n"
  "divergence of PET and CT.\n"
  "\n"
  "--explain prints the window around a voxel, the matrix that is counted there, the formula\n"
  "and the value, of each of the maps.",
  run,
};
