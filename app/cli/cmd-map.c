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
#include "dicom/rim-pmap.h"
#include "format/rim-image.h"

typedef struct
{
  CliMapOptions map;
  char         *as;
  int           n_threads;
} Options;

typedef struct
{
  const char *folder;
  gboolean    as_pmap;
  RimSource  *source;
  guint       kernel_radius;
  RimUnit     unit;
  const char *hash;              /* of the settings */
  GArray     *features;          /* of RimMapFeature */
  GPtrArray  *written;           /* of char *: paths */
} Output;

/* UCUM */
static RimCode
get_unit (RimFeatureUnit unit,
          RimUnit        of_image)
{
  static const RimCode none = { "1", "UCUM", "no units" };
  static const RimCode bits = { "bit", "UCUM", "bit" };
  static const RimCode hu = { "[hnsf'U]", "UCUM", "Hounsfield unit" };
  static const RimCode suv = { "g/ml", "UCUM", "SUV by body weight" };

  if (unit == RIM_FEATURE_UNIT_BITS)
    return bits;
  if (unit != RIM_FEATURE_UNIT_INTENSITY)
    return none;

  return of_image == RIM_UNIT_HU ? hu : of_image == RIM_UNIT_SUVBW ? suv : none;
}

static gboolean
write_pmap (Output               *self,
            const char           *path,
            const char           *label,
            const RimMapFeature  *feature,
            RimVolume            *volume,
            GError              **error)
{
  const RimFeatureInfo *info = rim_map_feature_get_info (feature);
  g_autofree char *explanation =
    g_strdup_printf ("%s = %s (%s); window radius %u voxels; settings %s", label, info->formula,
                     info->reference, self->kernel_radius, self->hash);
  const RimPmapOptions options = { label, explanation, get_unit (info->unit, self->unit), self->source };

  return rim_pmap_write (path, volume, &options, error);
}

static gboolean
write_map (Output               *self,
           const RimVoxelImage  *image,
           RimMapInput          *input,
           const RimMapFeature  *feature,
           const float          *map,
           GError              **error)
{
  g_autofree char *name = rim_map_feature_dup_name (feature);
  g_autofree char *label = g_strdup_printf ("%s_%s", image->name, name);
  g_autofree char *file = g_strconcat (label, self->as_pmap ? ".dcm" : ".nii.gz", NULL);
  char *path = g_build_filename (self->folder, file, NULL);
  g_autoptr(RimVolume) volume = rim_map_make_volume (input, image->grid, map, error);

  g_ptr_array_add (self->written, path);

  if (volume == NULL)
    return FALSE;
  self->kernel_radius = image->kernel_radius;

  return self->as_pmap ? write_pmap (self, path, label, feature, volume, error)
                       : rim_image_write (path, volume, error);
}

static gboolean
take_image (const RimVoxelImage  *image,
            gpointer              data,
            GError              **error)
{
  Output *self = data;
  g_autoptr(RimMapInput) input = NULL;
  g_autofree float *values = cli_map_compute (image, self->features, &input, error);
  const RimMapFeature *features = (gpointer) self->features->data;
  gboolean done = values != NULL;

  for (guint f = 0; f < self->features->len && done; f++)
    done = write_map (self, image, input, &features[f], values + f * image->region->n_voxels, error);

  return done;
}

static gboolean
map (const Options  *options,
     const char     *folder,
     GError        **error)
{
  g_auto(CliMapCase) of = { NULL };
  g_autoptr(GPtrArray) written = g_ptr_array_new_with_free_func (g_free);
  Output output = { .folder = folder, .as_pmap = g_strcmp0 (options->as, "pmap") == 0, .written = written };
  gboolean done;

  if (!cli_map_case_load (&of, &options->map, error))
    return FALSE;

  output.features = of.features;
  output.source = rim_volume_get_source (of.image);
  output.unit = rim_volume_get_unit (of.image);
  output.hash = rim_settings_get_hash (of.settings);
  if (output.as_pmap && (output.source == NULL || output.source->study_uid == NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "“%s” is not of DICOM, so there is no patient to write a parametric map of",
                   options->map.voi.image);
      return FALSE;
    }
  if (g_mkdir_with_parents (folder, 0777) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "“%s” cannot be made", folder);
      return FALSE;
    }

  done = rim_extract_voxel_images (of.image, of.mask, of.settings, take_image, &output, NULL, error);
  for (guint i = 0; i < written->len && !done; i++)
    g_unlink (g_ptr_array_index (written, i));

  return done;
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
  "on the grid of the image, NaN outside of the VOI; of every image type of the settings.",
  run,
};
