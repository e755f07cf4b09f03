/* cmd-convert.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-image.h"
#include "cli.h"
#include "format/rim-image.h"

static gboolean
convert (const char  *path,
         const char  *series,
         const char  *units,
         const char  *library,
         const char  *out,
         GError     **error)
{
  g_autoptr(RimVolume) volume = cli_load (path, series, units, library, error);

  if (volume == NULL)
    return FALSE;

  cli_volume_warn (volume);
  if (rim_volume_get_geometry_kind (volume) == RIM_GEOMETRY_IRREGULAR)
    cli_warn ("the slices are not even, which the file that is written cannot say");

  return rim_image_write (out, volume, error);
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  g_autofree char *units = NULL;
  g_autofree char *series = NULL;
  g_autofree char *library = NULL;
  const GOptionEntry entries[] = {
    { "units", 'u', 0, G_OPTION_ARG_STRING, &units, "hu, suvbw, sul, sul-james, sul-james120, suvbsa, suvibw, bqml, cnts or stored", "UNIT" },
    { "library", 'l', 0, G_OPTION_ARG_FILENAME, &library, "Take what was corrected there for the SUV of a PET", "DIR" },
    { "series", 's', 0, G_OPTION_ARG_STRING, &series, "UID or number of the series, where PATH has several", "SERIES" },
    { NULL }
  };
  g_autoptr(GError) error = NULL;
  RimUnit unit;

  if (!cli_parse (self, entries, &argc, &argv, 2, 2))
    return CLI_USAGE;
  if (units != NULL && !rim_unit_from_id (units, &unit))
    return cli_usage (self, "there is no unit “%s”", units);

  return convert (argv[1], series, units, library, argv[2], &error) ? CLI_DONE : cli_fail (error);
}

const CliCommand cmd_convert = {
  "convert",
  "PATH OUT",
  "Write an image as NIfTI or NRRD",
  "PATH is a DICOM folder or file, NIfTI or NRRD; the name of OUT says the format:\n"
  ".nii, .nii.gz, .hdr, .nrrd or .nhdr. Without --units a CT is written in HU and\n"
  "a PET in SUVbw where that can be had. Values are exact to the last bit.",
  run,
};
