/* cmd-mask.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "cli-image.h"
#include "cli-mask.h"
#include "cli.h"
#include "dicom/rim-seg.h"
#include "format/rim-image.h"

typedef struct
{
  char   *image;
  char   *series;
  char   *roi;
  char   *as;
  double  threshold;
} Options;

/* A region can be written when it has voxels on the grid of the image. */
static gboolean
check_roi (RimRoi         *roi,
           const RimGrid  *grid,
           GError        **error)
{
  const char *name = roi->name != NULL ? roi->name : "";
  RimMask *matched;

  if (roi->mask == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "“%s” has no voxels on the image", name);
      return FALSE;
    }

  matched = rim_mask_match (roi->mask, grid, CLI_MASK_TOLERANCE, error);
  if (matched == NULL)
    {
      g_prefix_error (error, "“%s”: ", name);
      return FALSE;
    }
  rim_mask_unref (roi->mask);
  roi->mask = matched;

  return TRUE;
}

/* Returns: (transfer container): all regions with voxels, or the one wanted */
static GPtrArray *
choose_rois (RimRoiSet      *set,
             const char     *wanted,
             const RimGrid  *grid,
             GError        **error)
{
  g_autoptr(GPtrArray) rois = g_ptr_array_new ();
  gboolean all = wanted == NULL || strcmp (wanted, "all") == 0;
  RimRoi *one = all ? NULL : rim_roi_set_find (set, wanted);

  for (guint i = 0; i < set->rois->len; i++)
    {
      RimRoi *roi = g_ptr_array_index (set->rois, i);

      if (all ? roi->mask == NULL : roi != one)
        continue;
      if (!check_roi (roi, grid, error))
        return NULL;
      g_ptr_array_add (rois, roi);
    }

  if (rois->len > 0)
    return g_steal_pointer (&rois);

  if (all)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s: no region has voxels on the image", set->path);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s: no region “%s”", set->path, wanted);

  return NULL;
}

static gboolean
make_mask (const Options  *options,
           const char     *path,
           const char     *out,
           GError        **error)
{
  g_autoptr(RimVolume) volume = cli_load (options->image, options->series, NULL, NULL, error);
  g_autoptr(RimRoiSet) set = NULL;
  g_autoptr(GPtrArray) rois = NULL;

  if (volume == NULL)
    return FALSE;
  set = cli_segmentation_load (path, options->threshold, volume, error);
  if (set == NULL)
    return FALSE;
  rois = choose_rois (set, options->roi, rim_volume_get_grid (volume), error);
  if (rois == NULL)
    return FALSE;

  return cli_rois_write (out, rois, options->as, set->label, volume, error);
}

static void
options_clear (Options *self)
{
  g_free (self->image);
  g_free (self->series);
  g_free (self->roi);
  g_free (self->as);
}

static CliStatus
run_with (const CliCommand *self,
          Options          *options,
          int               argc,
          char            **argv)
{
  const GOptionEntry entries[] = {
    { "image", 'i', 0, G_OPTION_ARG_FILENAME, &options->image, "The image whose grid the mask gets", "PATH" },
    { "series", 's', 0, G_OPTION_ARG_STRING, &options->series, "UID or number of the image, where PATH has several", "SERIES" },
    { "roi", 'r', 0, G_OPTION_ARG_STRING, &options->roi, "A region by name or number, or all", "ROI" },
    { "as", 'a', 0, G_OPTION_ARG_STRING, &options->as, "rtstruct or seg, for an OUT that ends in .dcm", "FORM" },
    { "threshold", 't', 0, G_OPTION_ARG_DOUBLE, &options->threshold, "From which fraction on a voxel is in (0.5)", "FRACTION" },
    { NULL }
  };
  g_autoptr(GError) error = NULL;

  if (!cli_parse (self, entries, &argc, &argv, 2, 2))
    return CLI_USAGE;
  if (options->image == NULL)
    return cli_usage (self, "--image is missing");
  if (!cli_check_form (self, options->as, argv[2]) || !cli_check_threshold (self, options->threshold))
    return CLI_USAGE;

  return make_mask (options, argv[1], argv[2], &error) ? CLI_DONE : cli_fail (error);
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  Options options = { .threshold = RIM_SEG_DEFAULT_THRESHOLD };
  CliStatus status = run_with (self, &options, argc, argv);

  options_clear (&options);

  return status;
}

const CliCommand cmd_mask = {
  "mask",
  "SEGMENTATION OUT",
  "Put contours or labels on the grid of an image",
  "SEGMENTATION is RTSTRUCT, SEG, NIfTI or NRRD. The name of OUT says the format:\n"
  ".nii, .nii.gz, .hdr, .nrrd, .nhdr, or .dcm for RTSTRUCT (SEG with --as seg). One\n"
  "region is written as 0 and 1, several as a label map of their numbers; names, codes\n"
  "and tracking UIDs of a NIfTI stand beside it in OUT without .nii and .labels.json.\n"
  "No voxel is interpolated: a mask on another grid is refused.",
  run,
};
