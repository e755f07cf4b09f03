/* cmd-operate.c
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
#include "operate/rim-operation.h"

#define MOST_PARAMETERS 16
#define N_ENTRIES       7

typedef struct
{
  const RimOperation *operation;
  char               *image;
  char               *roi;
  char               *other;
  char               *other_roi;
  gboolean            json;
  char               *texts[MOST_PARAMETERS];
  gboolean            switches[MOST_PARAMETERS];
  double              values[MOST_PARAMETERS];
} Options;

static void
options_clear (Options *self)
{
  g_free (self->image);
  g_free (self->roi);
  g_free (self->other);
  g_free (self->other_roi);
  for (guint p = 0; p < MOST_PARAMETERS; p++)
    g_free (self->texts[p]);
}

/* Labels need no image, contours of DICOM do. */
static RimRoiSet *
load (const char *path,
      RimVolume  *volume,
      GError    **error)
{
  if (volume != NULL)
    return cli_segmentation_load (path, RIM_SEG_DEFAULT_THRESHOLD, volume, error);
  if (cli_is_image_file (path))
    return rim_image_read_labels (path, error);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: not NIfTI or NRRD; DICOM needs --image", path);

  return NULL;
}

/* Returns: (transfer container) (nullable): the regions that are wanted, all with voxels */
static GPtrArray *
choose (RimRoiSet   *set,
        const char  *wanted,
        gboolean     several,
        GError     **error)
{
  g_autoptr(GPtrArray) rois = g_ptr_array_new ();
  const gboolean all = wanted == NULL || strcmp (wanted, "all") == 0;
  RimRoi *one = all ? NULL : rim_roi_set_find (set, wanted);

  for (guint i = 0; i < set->rois->len; i++)
    {
      RimRoi *roi = g_ptr_array_index (set->rois, i);

      if (roi->mask != NULL && (all || roi == one))
        g_ptr_array_add (rois, roi);
    }

  if (rois->len == 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s: no region%s%s%s", set->path, all ? "" : " “",
                 all ? " has voxels" : wanted, all ? "" : "” has voxels");
  else if (rois->len > 1 && !several)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %u regions; choose one with --roi", set->path, rois->len);
  else
    return g_steal_pointer (&rois);

  return NULL;
}

/* What came of the operation, as regions named after those it came from. */
static GPtrArray *
describe (const RimOperation *operation,
          GPtrArray          *from,
          GPtrArray          *masks)
{
  GPtrArray *rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);

  for (guint n = 0; n < masks->len; n++)
    {
      const RimRoi *source = g_ptr_array_index (from, operation->gives_several ? 0 : n);
      RimRoi *roi = rim_roi_new ();

      roi->number = operation->gives_several ? n + 1 : source->number;
      roi->name = operation->gives_several && masks->len > 1 && source->name != NULL
                  ? g_strdup_printf ("%s %u", source->name, n + 1)
                  : g_strdup (source->name);
      roi->has_color = source->has_color;
      memcpy (roi->color, source->color, sizeof roi->color);
      roi->mask = rim_mask_ref (g_ptr_array_index (masks, n));
      g_ptr_array_add (rois, roi);
    }

  return rois;
}

static void
print_rois (GPtrArray *rois,
            gboolean   json,
            gboolean   cut)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "cut_at_edge");
  json_builder_add_boolean_value (builder, cut);
  json_builder_set_member_name (builder, "regions");
  json_builder_begin_array (builder);
  for (guint n = 0; n < rois->len; n++)
    {
      const RimRoi *roi = g_ptr_array_index (rois, n);
      const gsize count = rim_mask_count (roi->mask);
      const double ml = (double) count * rim_grid_get_voxel_volume (rim_mask_get_grid (roi->mask)) / 1000.0;

      json_builder_begin_object (builder);
      cli_json_whole (builder, "number", roi->number);
      cli_json_string (builder, "name", roi->name);
      cli_json_whole (builder, "voxels", (gint64) count);
      cli_json_number (builder, "volume_ml", ml);
      json_builder_end_object (builder);
      if (!json)
        g_print ("%u\t%s\t%s ml\t%" G_GSIZE_FORMAT " voxels\n", roi->number, roi->name != NULL ? roi->name : "",
                 CLI_NUMBER (ml), count);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  if (json)
    cli_json_print (builder);
}

static gboolean
operate (const Options *options,
         RimRoiSet     *set,
         RimVolume     *volume,
         const char    *out,
         GError       **error)
{
  const RimOperation *operation = options->operation;
  g_autoptr(GPtrArray) rois = choose (set, options->roi, operation->takes == RIM_TAKES_SEVERAL, error);
  g_autoptr(GPtrArray) inputs = g_ptr_array_new ();
  g_autoptr(GPtrArray) masks = NULL;
  g_autoptr(GPtrArray) results = NULL;
  g_autoptr(GPtrArray) others = NULL;
  g_autoptr(RimRoiSet) other = options->other != NULL && rois != NULL ? load (options->other, volume, error) : NULL;
  RimOperationInput input = { .values = options->values };
  gboolean cut = FALSE;

  if (rois == NULL || (options->other != NULL && other == NULL))
    return FALSE;
  if (other != NULL)
    {
      others = choose (other, options->other_roi, FALSE, error);
      if (others == NULL)
        return FALSE;
      input.other = ((RimRoi *) g_ptr_array_index (others, 0))->mask;
    }

  for (guint n = 0; n < rois->len; n++)
    g_ptr_array_add (inputs, ((RimRoi *) g_ptr_array_index (rois, n))->mask);
  input.masks = (RimMask *const *) inputs->pdata;
  input.n_masks = inputs->len;
  masks = rim_operation_run (operation, &input, &cut, NULL, error);
  if (masks == NULL)
    return FALSE;

  results = describe (operation, rois, masks);
  if (!rim_image_write_labels_with_table (out, results, error))
    return FALSE;
  print_rois (results, options->json, cut);
  if (cut)
    cli_warn ("the result would reach beyond the image; what lies there is missing");

  return TRUE;
}

static gboolean
run_files (const Options *options,
           const char    *path,
           const char    *out,
           GError       **error)
{
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(RimRoiSet) set = NULL;

  if (options->image != NULL)
    {
      volume = cli_load (options->image, NULL, NULL, NULL, error);
      if (volume == NULL)
        return FALSE;
    }
  set = load (path, volume, error);

  return set != NULL && operate (options, set, volume, out, error);
}

static gboolean
take_values (Options  *self,
             GError  **error)
{
  for (guint p = 0; p < self->operation->n_parameters; p++)
    {
      const RimParameter *parameter = &self->operation->parameters[p];

      self->values[p] = parameter->kind == RIM_PARAMETER_SWITCH ? self->switches[p] : parameter->value;
      if (self->texts[p] != NULL &&
          !rim_parameter_parse (parameter, self->texts[p], &self->values[p], error))
        return FALSE;
    }

  return TRUE;
}

/* What --help says of a parameter. */
static char *
describe_parameter (const RimParameter *parameter)
{
  g_autofree char *choices = NULL;

  if (parameter->kind == RIM_PARAMETER_SWITCH)
    return g_strdup (parameter->name);
  if (parameter->choices != NULL)
    {
      choices = g_strjoinv (", ", (char **) parameter->choices);
      return g_strdup_printf ("%s: %s (%s)", parameter->name, choices,
                              parameter->choices[(guint) parameter->value]);
    }

  return g_strdup_printf ("%s%s%s, from %s to %s (%s)", parameter->name, parameter->unit != NULL ? ", " : "",
                          parameter->unit != NULL ? parameter->unit : "", CLI_NUMBER (parameter->min),
                          CLI_NUMBER (parameter->max), CLI_NUMBER (parameter->value));
}

static void
add_parameters (Options      *options,
                GOptionEntry *entries,
                GPtrArray    *strings)
{
  for (guint p = 0; p < options->operation->n_parameters; p++)
    {
      const RimParameter *parameter = &options->operation->parameters[p];
      const gboolean is_switch = parameter->kind == RIM_PARAMETER_SWITCH;
      char *text = describe_parameter (parameter);

      g_ptr_array_add (strings, text);
      entries[p] = (GOptionEntry) {
        parameter->id, 0, 0, is_switch ? G_OPTION_ARG_NONE : G_OPTION_ARG_STRING,
        is_switch ? (gpointer) &options->switches[p] : (gpointer) &options->texts[p], text,
        is_switch ? NULL : parameter->choices != NULL ? "CHOICE" : "NUMBER",
      };
    }
}

static CliStatus
run_operation (const CliCommand *self,
               Options          *options,
               int               argc,
               char            **argv)
{
  GOptionEntry entries[MOST_PARAMETERS + N_ENTRIES] = {
    { "image", 0, 0, G_OPTION_ARG_FILENAME, &options->image, "The image of contours in DICOM", "PATH" },
    { "roi", 0, 0, G_OPTION_ARG_STRING, &options->roi, "A region by name or number, or all", "ROI" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, "Print JSON", NULL },
  };
  const gboolean has_other = options->operation->takes == RIM_TAKES_OTHER ||
                             options->operation->takes == RIM_TAKES_LIMIT;
  g_autoptr(GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;

  if (has_other)
    {
      entries[3] = (GOptionEntry) { "other", 0, 0, G_OPTION_ARG_FILENAME, &options->other,
                                    "The other mask, or the limit", "PATH" };
      entries[4] = (GOptionEntry) { "other-roi", 0, 0, G_OPTION_ARG_STRING, &options->other_roi,
                                    "Its region by name or number", "ROI" };
    }
  add_parameters (options, entries + (has_other ? 5 : 3), strings);

  if (!cli_parse (self, entries, &argc, &argv, 2, 2))
    return CLI_USAGE;
  if (g_str_has_suffix (argv[2], ".dcm"))
    return cli_usage (self, "OUT is NIfTI or NRRD; rimlightctl mask makes DICOM of it");
  if (options->operation->takes == RIM_TAKES_OTHER && options->other == NULL)
    return cli_usage (self, "--other is missing");
  if (!take_values (options, &error))
    return cli_usage (self, "--%s", error->message);

  return run_files (options, argv[1], argv[2], &error) ? CLI_DONE : cli_fail (error);
}

static CliStatus
print_operations (const CliCommand *self)
{
  const RimOperation *operation;

  g_print ("Usage: rimlightctl %s %s\n\n%s.\n\nOperations:\n", self->name, self->arguments, self->summary);
  for (guint n = 0; (operation = rim_operation_get (n)) != NULL; n++)
    g_print ("  %-20s  %s\n", operation->id, operation->summary);
  g_print ("\n%s\n", self->details);

  return CLI_DONE;
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  Options options = { 0 };
  g_autofree char *name = NULL;
  CliCommand command = *self;
  CliStatus status;

  if (argc < 2)
    return cli_usage (self, "an operation is missing");
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0)
    return print_operations (self);

  options.operation = rim_operation_find (argv[1]);
  if (options.operation == NULL || options.operation->n_parameters > MOST_PARAMETERS)
    return cli_usage (self, "there is no operation “%s”", argv[1]);

  command.name = name = g_strdup_printf ("%s %s", self->name, argv[1]);
  command.arguments = "MASK OUT";
  command.summary = options.operation->summary;
  status = run_operation (&command, &options, argc - 1, argv + 1);
  options_clear (&options);

  return status;
}

const CliCommand cmd_operate = {
  "operate",
  "OPERATION [OPTION…] MASK OUT",
  "Grow, smooth, fill, split or combine regions",
  "MASK is NIfTI or NRRD, or RTSTRUCT or SEG with --image; OUT is NIfTI or NRRD. After an\n"
  "OPERATION, --help lists what it asks for. Prints number, name and volume of each region.",
  run,
};
