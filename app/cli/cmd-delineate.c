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

typedef struct
{
  char    *image;
  char    *series;
  char    *units;
  char    *within;
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
print_methods (void)
{
  RimMethod method;

  for (guint n = 0; rim_method_get (n, &method); n++)
    {
      g_print ("%-14s %-2s  %s\n", method.id, method.modality, method.name);
      for (guint p = 0; p < method.n_parameters; p++)
        g_print ("                    %s=%g  %s (%g to %g%s%s)\n", method.parameters[p].id,
                 method.parameters[p].initial, method.parameters[p].name, method.parameters[p].min,
                 method.parameters[p].max, *method.parameters[p].unit != '\0' ? " " : "",
                 method.parameters[p].unit);
      g_print ("                    %s\n", method.citation);
    }
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
parse_parameters (const RimMethod *method,
                  char           **set,
                  double          *values)
{
  for (guint n = 0; n < method->n_parameters; n++)
    values[n] = method->parameters[n].initial;

  for (; set != NULL && *set != NULL; set++)
    {
      const char *equals = strchr (*set, '=');
      gboolean found = FALSE;

      for (guint n = 0; equals != NULL && n < method->n_parameters; n++)
        if (strncmp (*set, method->parameters[n].id, (gsize) (equals - *set)) == 0 &&
            method->parameters[n].id[equals - *set] == '\0')
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
  g_autoptr(RimMask) mask = NULL;

  if (image == NULL)
    return FALSE;
  if (options->within != NULL)
    {
      within = cli_mask_load (options->within, options->roi, 0, image, error);
      if (within == NULL)
        return FALSE;
    }

  question->image = image;
  question->within = within;
  mask = rim_method_run (method, question, NULL, error);
  if (mask == NULL || !write_mask (options, method, mask, image, out, error))
    return FALSE;

  g_print ("%" G_GSIZE_FORMAT " voxels, %s mm³\n", rim_mask_count (mask), CLI_NUMBER (rim_mask_get_volume (mask)));

  return TRUE;
}

static void
options_clear (Options *self)
{
  g_free (self->image);
  g_free (self->series);
  g_free (self->units);
  g_free (self->within);
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
  if (options->image == NULL || options->at == NULL)
    return cli_usage (self, "--image and --at are needed");
  if (!parse_point (options->at, &question.point))
    return cli_usage (self, "--at takes X,Y,Z in mm");
  if (options->reference != NULL && !parse_point (options->reference, &reference))
    return cli_usage (self, "--reference takes X,Y,Z in mm");
  if (options->radius < 0 || options->seek < 0)
    return cli_usage (self, "--radius and --seek take a number of mm");
  if (!parse_parameters (&method, options->set, parameters))
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
  if (options->as != NULL && strcmp (options->as, "rtstruct") != 0 && strcmp (options->as, "seg") != 0)
    return cli_usage (self, "--as takes rtstruct or seg");

  return ask (self, options, argv);
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
  "Propose where a lesion ends, from one point in it",
  "METHOD is one of --list. The name of OUT says the format: .nii, .nii.gz, .hdr,\n"
  ".nrrd, .nhdr, or .dcm for RTSTRUCT (SEG with --as seg). Nothing else is changed.",
  run,
};
