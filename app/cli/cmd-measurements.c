/* cmd-measurements.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-image.h"
#include "cli.h"
#include "library/rim-library.h"
#include "library/rim-measurement-export.h"

/* What to write, from a report or from a library. */
typedef struct
{
  GPtrArray *images;
  GPtrArray *measurements;
  GPtrArray *lesions;
} Found;

static void
found_clear (Found *self)
{
  g_clear_pointer (&self->images, g_ptr_array_unref);
  g_clear_pointer (&self->measurements, g_ptr_array_unref);
  g_clear_pointer (&self->lesions, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, found_clear)

static gboolean
load_images (Found              *self,
             char *const        *paths,
             GError            **error)
{
  self->images = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_volume_unref);
  self->measurements = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_measurement_unref);
  self->lesions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);

  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      RimVolume *volume = cli_load (paths[i], NULL, NULL, NULL, error);

      if (volume == NULL)
        return FALSE;
      cli_volume_warn (volume);
      g_ptr_array_add (self->images, volume);
    }

  return TRUE;
}

static gboolean
read_report (Found       *self,
             const char  *path,
             GError     **error)
{
  g_autoptr(RimSrReport) report = rim_sr_read (path, self->images, error);

  if (report == NULL)
    return FALSE;

  for (guint i = 0; i < report->warnings->len; i++)
    cli_warn (report->warnings->pdata[i]);
  for (guint i = 0; i < report->groups->len; i++)
    g_ptr_array_add (self->measurements,
                     rim_measurement_ref (((RimSrGroup *) report->groups->pdata[i])->measurement));

  return TRUE;
}

static void
take_drawn (Found           *self,
            RimSegmentation *segmentation)
{
  for (guint i = 0; i < rim_segmentation_get_n_measurements (segmentation); i++)
    g_ptr_array_add (self->measurements,
                     rim_measurement_ref (rim_segmentation_get_measurement (segmentation, i)));
  for (guint i = 0; i < rim_segmentation_get_n_lesions (segmentation); i++)
    g_ptr_array_add (self->lesions, rim_lesion_ref (rim_segmentation_get_lesion (segmentation, i)));
}

/* What was drawn on the first image. */
static gboolean
read_library (Found       *self,
              const char  *folder,
              GError     **error)
{
  RimSource *source = rim_volume_get_source (self->images->pdata[0]);
  g_autoptr(RimLibrary) library = NULL;
  g_autoptr(RimSegmentation) segmentation = NULL;

  if (source == NULL || source->series_uid == NULL)
    {
      g_set_error_literal (error, RIM_LIBRARY_ERROR, RIM_LIBRARY_ERROR_NOT_FOUND,
                           "the image has no series that a library could know");
      return FALSE;
    }

  library = rim_library_open (folder, error);
  if (library == NULL)
    return FALSE;

  segmentation = rim_library_load_segmentation (library, source->study_uid, source->series_uid,
                                                source->series_part, error);
  if (segmentation != NULL)
    take_drawn (self, segmentation);
  rim_library_close (library);

  return segmentation != NULL;
}

static gboolean
write_out (Found       *self,
           const char  *out,
           GError     **error)
{
  RimMeasurementFormat format = RIM_MEASUREMENTS_CSV;
  g_autofree char *table = NULL;

  if (out == NULL)
    {
      table = rim_measurements_to_csv (self->measurements, self->lesions, self->images);
      g_print ("%s", table);
      return TRUE;
    }

  rim_measurement_format_from_path (out, &format);

  return rim_export_measurements (out, format, self->measurements, self->lesions, self->images,
                                  error);
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  g_autofree char *library = NULL;
  g_auto(GStrv) paths = NULL;
  const GOptionEntry entries[] = {
    { "library", 'l', 0, G_OPTION_ARG_FILENAME, &library, "a library, instead of REPORT", "DIR" },
    { "image", 'i', 0, G_OPTION_ARG_FILENAME_ARRAY, &paths, "an image that was measured; several times for several", "PATH" },
    { NULL }
  };
  g_auto(Found) found = { NULL };
  g_autoptr(GError) error = NULL;
  RimMeasurementFormat format;
  const char *out;
  gboolean done;

  if (!cli_parse (self, entries, &argc, &argv, 0, 2))
    return CLI_USAGE;
  if (library == NULL && argc < 2)
    return cli_usage (self, "give a REPORT or a --library");
  if (library != NULL && (paths == NULL || argc > 2))
    return cli_usage (self, "with --library give an --image and at most OUT");

  out = library != NULL ? argv[1] : argc > 2 ? argv[2] : NULL;
  if (out != NULL && !rim_measurement_format_from_path (out, &format))
    return cli_usage (self, "OUT ends in .csv or .dcm");

  done = load_images (&found, paths, &error) &&
         (library != NULL ? read_library (&found, library, &error)
                          : read_report (&found, argv[1], &error)) &&
         write_out (&found, out, &error);

  return done ? CLI_DONE : cli_fail (error);
}

const CliCommand cmd_measurements = {
  "measurements",
  "[REPORT.dcm] [OUT]",
  "Measurements of a DICOM SR or of a library, as a table or as DICOM SR",
  "REPORT.dcm is a structured report with measurements (template 1500). With --library\n"
  "it is left out: what was drawn there on the first --image is taken. OUT ends in .csv\n"
  "or .dcm; without it the table is printed. Values of images are computed anew on each\n"
  "--image, and the table names the image and the unit of each.",
  run,
};
