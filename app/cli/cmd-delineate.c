/* cmd-delineate.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "cli-image.h"
#include "cli-mask.h"
#include "cli.h"
#include "delineate/rim-method.h"
#include "delineate/rim-seeds.h"
#include "dicom/rim-seg.h"
#include "format/rim-image.h"

#define SEEDS "seeds"

/* Of seeds, which give several regions and are no row of the table for that. */
static const RimDelineateParameter seeds_parameters[] = {
  { "margin", "Beyond all seeds", "mm", 0, 200, 20 },
  { "locality", "What a millimetre costs, in the unit of the image", "", 0, 1e6, 0 },
};

typedef struct
{
  char    *image;
  char    *series;
  char    *units;
  char    *within;
  char    *from;
  char    *roi;
  char    *at;
  char    *reference;
  char    *as;
  char   **set;
  double   radius;
  double   seek;
  gboolean list;
} Options;

static void
print_parameter (const RimDelineateParameter *self)
{
  g_print ("                    %s=%s  %s (%s to %s%s%s)\n", self->id,
           isnan (self->initial) ? "(of the image)" : CLI_NUMBER (self->initial), self->name,
           CLI_NUMBER (self->min), CLI_NUMBER (self->max), *self->unit != '\0' ? " " : "", self->unit);
}

static void
print_methods (void)
{
  RimMethod method;

  for (guint n = 0; rim_method_get (n, &method); n++)
    {
      g_print ("%-14s %-2s  %s\n", method.id, method.modality, method.name);
      for (guint p = 0; p < method.n_parameters; p++)
        print_parameter (&method.parameters[p]);
      if (*method.citation != '\0')
        g_print ("                    %s\n", method.citation);
    }

  g_print ("%-14s     Grow from seeds\n", SEEDS);
  for (guint p = 0; p < G_N_ELEMENTS (seeds_parameters); p++)
    print_parameter (&seeds_parameters[p]);
  g_print ("                    Vezhnevets and Konouchine 2005; Zhu et al. 2014\n");
}

static gboolean
parse_point (const char *text,
             RimVec3    *point)
{
  double *parts[3] = { &point->x, &point->y, &point->z };

  for (guint n = 0; n < 3; n++)
    {
      char *end;

      *parts[n] = g_ascii_strtod (text, &end);
      if (end == text || !isfinite (*parts[n]) || *end != (n < 2 ? ',' : '\0'))
        return FALSE;
      text = end + 1;
    }

  return TRUE;
}

/* "id=value" into the place of that parameter. */
static gboolean
parse_parameters (const RimDelineateParameter *parameters,
                  guint                        n_parameters,
                  char                       **set,
                  double                      *values)
{
  for (guint n = 0; n < n_parameters; n++)
    values[n] = parameters[n].initial;

  for (; set != NULL && *set != NULL; set++)
    {
      const char *equals = strchr (*set, '=');
      gboolean found = FALSE;

      for (guint n = 0; equals != NULL && n < n_parameters; n++)
        if (strncmp (*set, parameters[n].id, (gsize) (equals - *set)) == 0 &&
            parameters[n].id[equals - *set] == '\0')
          {
            char *end;

            values[n] = g_ascii_strtod (equals + 1, &end);
            found = end != equals + 1 && *end == '\0';
          }
      if (!found)
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_mask (const Options    *options,
            const RimMethod  *method,
            RimMask          *mask,
            RimVolume        *image,
            const char       *out,
            GError          **error)
{
  g_autoptr(GPtrArray) rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
  RimRoi *roi = rim_roi_new ();

  roi->number = 1;
  roi->name = g_strdup (method->name);
  roi->description = g_strdup (method->citation);
  roi->algorithm = g_strdup ("SEMIAUTOMATIC");
  roi->mask = rim_mask_ref (mask);
  g_ptr_array_add (rois, roi);

  return cli_rois_write (out, rois, options->as, method->id, image, error);
}

static gboolean
delineate (const Options      *options,
           const RimMethod    *method,
           RimMethodQuestion  *question,
           const char         *out,
           GError            **error)
{
  g_autoptr(RimVolume) image = cli_load (options->image, options->series, options->units, NULL, error);
  g_autoptr(RimMask) within = NULL;
  g_autoptr(RimMask) from = NULL;
  g_autoptr(RimMask) mask = NULL;
  gboolean reaches_end = FALSE;

  if (image == NULL)
    return FALSE;
  if (method->needs_mask)
    {
      from = cli_mask_load (options->from, options->roi, 1, image, error);
      if (from == NULL)
        return FALSE;
    }
  if (options->within != NULL)
    {
      within = cli_mask_load (options->within, options->roi, 1, image, error);
      if (within == NULL)
        return FALSE;
    }

  question->image = image;
  question->within = within;
  question->mask = from;
  mask = rim_method_run (method, question, &reaches_end, NULL, error);
  if (mask == NULL || !write_mask (options, method, mask, image, out, error))
    return FALSE;

  g_print ("%" G_GSIZE_FORMAT " voxels, %s mm³\n", rim_mask_count (mask), CLI_NUMBER (rim_mask_get_volume (mask)));
  if (reaches_end)
    g_print ("It reaches as far as was looked: it may go on beyond %s mm, or have leaked\n",
             CLI_NUMBER (question->radius));

  return TRUE;
}

/* Each region becomes what grew from it, and keeps its name and number. */
static gboolean
grow_seeds (const Options          *options,
            const RimSeedsOptions  *seeds_options,
            const char             *out,
            GError                **error)
{
  g_autoptr(RimVolume) image = cli_load (options->image, options->series, options->units, NULL, error);
  g_autoptr(RimRoiSet) set = NULL;
  g_autoptr(GPtrArray) rois = g_ptr_array_new ();
  g_autoptr(GPtrArray) seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_mask_unref);
  g_autoptr(GPtrArray) grown = NULL;

  if (image == NULL)
    return FALSE;
  set = cli_segmentation_load (options->from, RIM_SEG_DEFAULT_THRESHOLD, image, error);
  if (set == NULL)
    return FALSE;

  for (guint n = 0; n < set->rois->len; n++)
    {
      RimRoi *roi = set->rois->pdata[n];
      RimMask *seed;

      if (roi->mask == NULL)
        continue;
      seed = rim_mask_match (roi->mask, rim_volume_get_grid (image), CLI_MASK_TOLERANCE, error);
      if (seed == NULL)
        return FALSE;
      g_ptr_array_add (seeds, seed);
      g_ptr_array_add (rois, roi);
    }
  if (seeds->len < 2 || seeds->len > G_MAXUINT8)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: 2 to 255 regions are needed, the background is one",
                   options->from);
      return FALSE;
    }

  grown = rim_seeds_grow (image, (RimMask *const *) seeds->pdata, seeds->len, seeds_options, NULL, error);
  for (guint n = 0; grown != NULL && n < grown->len; n++)
    {
      RimRoi *roi = rois->pdata[n];

      rim_mask_unref (roi->mask);
      roi->mask = rim_mask_ref (grown->pdata[n]);
      g_clear_pointer (&roi->contours, g_ptr_array_unref);
    }

  return grown != NULL && cli_rois_write (out, rois, options->as, SEEDS, image, error);
}

static CliStatus
ask_seeds (const CliCommand *self,
           const Options    *options,
           char            **argv)
{
  double values[G_N_ELEMENTS (seeds_parameters)];
  g_autoptr(GError) error = NULL;

  if (options->image == NULL || options->from == NULL)
    return cli_usage (self, "%s needs --image and --from", SEEDS);
  if (!parse_parameters (seeds_parameters, G_N_ELEMENTS (seeds_parameters), options->set, values))
    return cli_usage (self, "--set takes NAME=NUMBER of the method; --list shows them");
  for (guint n = 0; n < G_N_ELEMENTS (seeds_parameters); n++)
    if (!(values[n] >= seeds_parameters[n].min && values[n] <= seeds_parameters[n].max))
      return cli_usage (self, "“%s” takes %s to %s", seeds_parameters[n].id, CLI_NUMBER (seeds_parameters[n].min),
                        CLI_NUMBER (seeds_parameters[n].max));

  return grow_seeds (options, &(RimSeedsOptions) { values[0], values[1] }, argv[2], &error) ? CLI_DONE
                                                                                          : cli_fail (error);
}

static void
options_clear (Options *self)
{
  g_free (self->image);
  g_free (self->series);
  g_free (self->units);
  g_free (self->within);
  g_free (self->from);
  g_free (self->roi);
  g_free (self->at);
  g_free (self->reference);
  g_free (self->as);
  g_strfreev (self->set);
}

static CliStatus
ask (const CliCommand *self,
     const Options    *options,
     char            **argv)
{
  double parameters[RIM_METHOD_MAX_PARAMETERS];
  RimVec3 reference;
  RimMethodQuestion question = { .seek = options->seek, .parameters = parameters };
  RimMethod method;
  g_autoptr(GError) error = NULL;

  if (!rim_method_find (argv[1], &method))
    return cli_usage (self, "there is no method “%s”; --list shows them", argv[1]);
  if (options->image == NULL)
    return cli_usage (self, "--image is missing");
  if (method.needs_mask ? options->from == NULL : options->at == NULL)
    return cli_usage (self, "%s needs %s", method.id, method.needs_mask ? "--from" : "--at");
  if (!method.needs_mask && !parse_point (options->at, &question.point))
    return cli_usage (self, "--at takes X,Y,Z in mm");
  if (options->reference != NULL && !parse_point (options->reference, &reference))
    return cli_usage (self, "--reference takes X,Y,Z in mm");
  if (options->radius < 0 || options->seek < 0)
    return cli_usage (self, "--radius and --seek take a number of mm");
  if (!parse_parameters (method.parameters, method.n_parameters, options->set, parameters))
    return cli_usage (self, "--set takes NAME=NUMBER of the method; --list shows them");

  question.radius = options->radius > 0 ? options->radius : method.radius;
  question.reference_at = options->reference != NULL ? &reference : NULL;

  return delineate (options, &method, &question, argv[2], &error) ? CLI_DONE : cli_fail (error);
}

static CliStatus
run_with (const CliCommand *self,
          Options          *options,
          int               argc,
          char            **argv)
{
  const GOptionEntry entries[] = {
    { "image", 'i', 0, G_OPTION_ARG_FILENAME, &options->image, "The image", "PATH" },
    { "series", 's', 0, G_OPTION_ARG_STRING, &options->series, "UID or number of the image, where PATH has several", "SERIES" },
    { "units", 'u', 0, G_OPTION_ARG_STRING, &options->units, "As of convert", "UNIT" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &options->at, "Where the lesion is, LPS mm", "X,Y,Z" },
    { "reference", 0, 0, G_OPTION_ARG_STRING, &options->reference, "In the liver or the aorta, for PERCIST", "X,Y,Z" },
    { "seek", 0, 0, G_OPTION_ARG_DOUBLE, &options->seek, "How far from there a PET’s maximum may be (10)", "MM" },
    { "radius", 0, 0, G_OPTION_ARG_DOUBLE, &options->radius, "How far from there the lesion may reach", "MM" },
    { "within", 'w', 0, G_OPTION_ARG_FILENAME, &options->within, "Contours or labels that it stays within", "PATH" },
    { "from", 'f', 0, G_OPTION_ARG_FILENAME, &options->from, "What to refine, or seeds, one of them the background", "PATH" },
    { "roi", 'r', 0, G_OPTION_ARG_STRING, &options->roi, "Which region of those, by name or number", "ROI" },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->set, "A parameter of the method", "NAME=NUMBER" },
    { "as", 'a', 0, G_OPTION_ARG_STRING, &options->as, "rtstruct or seg, for an OUT that ends in .dcm", "FORM" },
    { "list", 'l', 0, G_OPTION_ARG_NONE, &options->list, "List the methods and their parameters", NULL },
    { NULL }
  };

  if (!cli_parse (self, entries, &argc, &argv, 0, 2))
    return CLI_USAGE;
  if (options->list)
    {
      print_methods ();
      return CLI_DONE;
    }
  if (argc != 3)
    return cli_usage (self, "METHOD and OUT are needed");
  if (!cli_check_form (self, options->as, argv[2]))
    return CLI_USAGE;

  return (strcmp (argv[1], SEEDS) == 0 ? ask_seeds : ask)(self, options, argv);
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  Options options = { .seek = 10 };
  CliStatus status = run_with (self, &options, argc, argv);

  options_clear (&options);

  return status;
}

const CliCommand cmd_delineate = {
  "delineate",
  "METHOD OUT",
  "Propose where a lesion ends, from a point or from seeds",
  "METHOD is one of --list. The name of OUT says the format: .nii, .nii.gz, .hdr,\n"
  ".nrrd, .nhdr, or .dcm for RTSTRUCT (SEG with --as seg). Nothing else is changed.",
  run,
};
