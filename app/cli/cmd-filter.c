/* cmd-filter.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "cli-voi.h"
#include "feature/rim-extract.h"
#include "format/rim-image.h"

typedef struct
{
  CliVoi voi;
} Options;

/* The first image waits, as only a second one tells that names are needed. */
typedef struct
{
  const char *out;
  char       *first_name;
  RimField   *first;
  GPtrArray  *written;           /* of char *: paths */
} Output;

static const char *const suffixes[] = { ".nii.gz", ".nii", ".hdr", ".nrrd", ".nhdr" };

static const char *
find_suffix (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (path, suffixes[i]))
      return suffixes[i];

  return NULL;
}

/* OUT.nii.gz becomes OUT-wavelet-LLH.nii.gz. */
static char *
make_path (const char *out,
           const char *name)
{
  const char *suffix = find_suffix (out);

  return g_strdup_printf ("%.*s-%s%s", (int) (strlen (out) - strlen (suffix)), out, name, suffix);
}

/* In the precision that the values have. */
static RimVolume *
make_volume (const RimField  *field,
             GError         **error)
{
  const RimVoxelType type = field->is_single ? RIM_VOXEL_FLOAT : RIM_VOXEL_DOUBLE;
  RimVolume *volume = rim_volume_new (&field->grid, type, error);
  const gsize area = (gsize) field->grid.size[0] * field->grid.size[1];

  for (guint k = 0; volume != NULL && k < field->grid.size[2]; k++)
    {
      const double *values = field->values + k * area;
      gpointer slice = rim_volume_get_slice_for_writing (volume, k);

      if (!field->is_single)
        memcpy (slice, values, area * sizeof *values);
      for (gsize v = 0; v < area && field->is_single; v++)
        ((float *) slice)[v] = (float) values[v];
    }
  if (volume != NULL)
    rim_volume_publish_all (volume);

  return volume;
}

static gboolean
write_field (Output          *self,
             char            *path,
             const RimField  *field,
             GError         **error)
{
  g_autoptr(RimVolume) volume = make_volume (field, error);

  g_ptr_array_add (self->written, path);

  return volume != NULL && rim_image_write (path, volume, error);
}

static gboolean
take_image (const char  *name,
            RimField    *field,
            gpointer     data,
            GError     **error)
{
  g_autoptr(RimField) own G_GNUC_UNUSED = field;
  Output *self = data;

  if (strcmp (name, "original") == 0)
    return TRUE;

  if (self->first_name == NULL)
    {
      self->first_name = g_strdup (name);
      self->first = g_steal_pointer (&own);
      return TRUE;
    }

  if (self->first != NULL && !write_field (self, make_path (self->out, self->first_name), self->first, error))
    return FALSE;
  g_clear_pointer (&self->first, rim_field_unref);

  return write_field (self, make_path (self->out, name), field, error);
}

static gboolean
finish (Output  *self,
        GError **error)
{
  if (self->first_name == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "the settings have no image type but the original that this image is large "
                           "enough for");
      return FALSE;
    }

  return self->first == NULL || write_field (self, g_strdup (self->out), self->first, error);
}

static void
output_clear (Output   *self,
              gboolean  done)
{
  for (guint i = 0; i < self->written->len && !done; i++)
    g_unlink (g_ptr_array_index (self->written, i));
  g_ptr_array_unref (self->written);
  g_clear_pointer (&self->first, rim_field_unref);
  g_free (self->first_name);
}

static gboolean
filter (const Options  *options,
        const char     *out,
        GError        **error)
{
  g_autoptr(RimSettings) settings = rim_settings_load (options->voi.settings, error);
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(RimMask) mask = NULL;
  Output output = { .out = out };
  gboolean done;

  if (settings == NULL)
    return FALSE;
  if (!cli_voi_load (&options->voi, settings, &image, &mask, error))
    return FALSE;

  output.written = g_ptr_array_new_with_free_func (g_free);
  done = rim_extract_images (image, mask, settings, take_image, &output, NULL, error) &&
         finish (&output, error);
  output_clear (&output, done);

  return done;
}

static void
options_clear (Options *self)
{
  cli_voi_clear (&self->voi);
}

static CliStatus
run_with (const CliCommand *self,
          Options          *options,
          int               argc,
          char            **argv)
{
  const GOptionEntry entries[] = {
    CLI_VOI_ENTRIES (&options->voi),
    { NULL }
  };
  g_autoptr(GError) error = NULL;
  CliStatus status;

  if (!cli_parse (self, entries, &argc, &argv, 1, 1))
    return CLI_USAGE;
  if (!cli_voi_check (&options->voi, self, &status))
    return status;
  if (options->voi.settings == NULL)
    return cli_usage (self, "--settings is missing");
  if (find_suffix (argv[1]) == NULL)
    return cli_usage (self, "OUT has to end in .nii.gz, .nii, .hdr, .nrrd or .nhdr");

  return filter (options, argv[1], &error) ? CLI_DONE : cli_fail (error);
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  Options options = { { NULL } };
  CliStatus status = run_with (self, &options, argc, argv);

  options_clear (&options);

  return status;
}

const CliCommand cmd_filter = {
  "filter",
  "OUT.nii.gz",
  "Write the filtered images that features are computed of",
  "Every image type of the settings but the original is written; where that makes\n"
  "several images, their names are put into that of OUT: OUT-wavelet-LLH.nii.gz.\n"
  "The image is normalized and resampled as the settings say.",
  run,
};
