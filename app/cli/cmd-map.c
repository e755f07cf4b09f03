/* cmd-map.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "cli-map.h"
#include "cli.h"
#include "core/rim-parallel.h"
#include "library/rim-map-export.h"

typedef struct
{
  CliMapOptions map;
  char         *as;
  int           n_threads;
} Options;

typedef struct
{
  const char   *folder;
  RimMapFormat  format;
  RimMapAbout   about;
  CliMapCase   *of;
  GArray       *maps;            /* of RimMapAbout, of all that is written */
  GPtrArray    *written;         /* of char *: paths */
  GPtrArray    *filters;         /* of char * */
} Output;

static gboolean
write_map (Output       *self,
           RimVolume    *volume,
           GError      **error)
{
  g_autofree char *name = rim_map_about_dup_name (&self->about);
  g_autofree char *file = g_strconcat (name, rim_map_format_get_extension (self->format), NULL);
  char *path = g_build_filename (self->folder, file, NULL);

  g_ptr_array_add (self->written, path);
  g_array_append_val (self->maps, self->about);

  return rim_export_map (path, self->format, volume, &self->about, NULL, error);
}

static gboolean
take_image (const RimVoxelImage  *image,
            gpointer              data,
            GError              **error)
{
  Output *self = data;
  g_autoptr(RimMapInput) input = NULL;
  g_autofree float *values = cli_map_compute (self->of, image, &input, error);
  char *filter = g_strdup (image->name);
  gboolean done = values != NULL;

  g_ptr_array_add (self->filters, filter);
  self->about.filter = filter;
  self->about.kernel_radius = image->kernel_radius;
  for (guint f = 0; f < self->of->features->len && done; f++)
    {
      g_autoptr(RimVolume) volume =
        rim_map_make_volume (input, image->grid, values + f * image->region->n_voxels, error);

      self->about.feature = g_array_index (self->of->features, RimMapFeature, f);
      done = volume != NULL && write_map (self, volume, error);
    }

  return done;
}

static gboolean
write_settings (Output  *self,
                GError **error)
{
  char *path = g_build_filename (self->folder, "settings.yaml", NULL);

  g_ptr_array_add (self->written, path);

  return rim_export_map_settings (path, (gpointer) self->maps->data, self->maps->len, NULL, error);
}

static gboolean
write_all (Output       *self,
           GError      **error)
{
  gboolean done;

  self->maps = g_array_new (FALSE, FALSE, sizeof (RimMapAbout));
  self->written = g_ptr_array_new_with_free_func (g_free);
  self->filters = g_ptr_array_new_with_free_func (g_free);
  done = rim_extract_voxel_images (self->of->image, self->of->mask, self->of->settings, take_image, self, NULL, error) &&
         write_settings (self, error);
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
  Output output = { .folder = folder };

  output.format = g_strcmp0 (options->as, "pmap") == 0 ? RIM_MAP_FORMAT_PMAP : RIM_MAP_FORMAT_NIFTI;
  if (!cli_map_case_load (&of, &options->map, error))
    return FALSE;

  output.of = &of;
  output.about = (RimMapAbout) { .image = of.image, .settings = of.settings, .voi = options->map.voi.roi };
  if (!rim_map_format_check_image (output.format, of.image, error))
    {
      g_prefix_error (error, "%s: ", options->map.voi.image);
      return FALSE;
    }
  if (g_mkdir_with_parents (folder, 0777) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "“%s” cannot be made", folder);
      return FALSE;
    }

  return write_all (&output, error);
}

static void
options_clear (Options *self)
{
  cli_map_options_clear (&self->map);
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
    { "threads", 0, 0, G_OPTION_ARG_INT, &options->n_threads, "How many processors work; all of them else", "N" },
    { NULL }
  };
  g_autoptr(GError) error = NULL;
  CliStatus status;

  if (!cli_parse (self, entries, &argc, &argv, 1, 1))
    return CLI_USAGE;
  if (!cli_map_check (&options->map, self, &status))
    return status;
  if (options->as != NULL && strcmp (options->as, "nifti") != 0 && strcmp (options->as, "pmap") != 0)
    return cli_usage (self, "--as is nifti or pmap");
  if (options->n_threads > 0)
    rim_parallel_set_n_threads ((guint) options->n_threads);

  return map (options, argv[1], &error) ? CLI_DONE : cli_fail (error);
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  Options options = { { { NULL } } };
  CliStatus status = run_with (self, &options, argc, argv);

  options_clear (&options);

  return status;
}

const CliCommand cmd_map = {
  "map",
  "FOLDER",
  "Write maps of features: their values in a window around each voxel",
  "PyRadiomics' voxel-based extraction. Each map is written as IMAGE_CLASS_FEATURE.nii.gz,\n"
  "or .dcm as a Parametric Map,\n"
  "on the grid of the image, NaN outside of the VOI; of every image type of the settings,\n"
  "which are written beside them as settings.yaml.",
  run,
};
