/* cmd-consensus.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "cli-mask.h"
#include "cli-readers.h"
#include "cli.h"
#include "compare/rim-consensus.h"
#include "compare/rim-mask-align.h"
#include "dicom/rim-seg.h"
#include "format/rim-image.h"

typedef struct
{
  char               *method_name;
  char               *image;
  char               *series;
  char               *lesion;
  char               *match_name;
  char               *as;
  char               *region;
  gboolean            json;
  double              threshold;
  RimConsensusMethod  method;
  RimRoiMatch         match;
  RimStapleOptions    staple;
} Options;

/* One lesion as each reader has it. */
typedef struct
{
  RimRoi       *first;           /* of the first reader who has it */
  RimRoi      **rois;            /* of each reader; %NULL: he has none */
  RimVotes     *votes;
  RimConsensus *consensus;
} Lesion;

static void
lesion_free (gpointer data)
{
  Lesion *self = data;

  g_free (self->rois);
  g_clear_pointer (&self->votes, rim_votes_free);
  g_clear_pointer (&self->consensus, rim_consensus_free);
  g_free (self);
}

/* Which lesions there are */

static Lesion *
find_lesion (GPtrArray    *lesions,
             const RimRoi *first)
{
  for (guint n = 0; n < lesions->len; n++)
    if (((Lesion *) lesions->pdata[n])->first == first)
      return lesions->pdata[n];

  return NULL;
}

static Lesion *
add_lesion (GPtrArray *lesions,
            RimRoi    *first,
            guint      n_readers)
{
  Lesion *self = g_new0 (Lesion, 1);

  self->first = first;
  self->rois = g_new0 (RimRoi *, n_readers);
  g_ptr_array_add (lesions, self);

  return self;
}

static gboolean
add_reader (GPtrArray    *lesions,
            CliReaders   *readers,
            guint         reader,
            RimRoiMatch   match,
            GError      **error)
{
  g_autoptr(GPtrArray) known = g_ptr_array_new ();
  g_autoptr(GPtrArray) rois = cli_readers_list (readers, reader);
  g_autoptr(GArray) pairs = NULL;

  for (guint n = 0; n < lesions->len; n++)
    g_ptr_array_add (known, ((Lesion *) lesions->pdata[n])->first);
  pairs = rim_roi_pairs_new (known, rois, match, error);
  if (pairs == NULL)
    return FALSE;

  for (guint n = 0; n < pairs->len; n++)
    {
      const RimRoiPair *pair = &g_array_index (pairs, RimRoiPair, n);
      Lesion *lesion = pair->a != NULL ? find_lesion (lesions, pair->a)
                                       : add_lesion (lesions, pair->b, readers->sets->len);

      lesion->rois[reader] = pair->b;
    }

  return TRUE;
}

static gboolean
is_wanted (const Lesion *lesion,
           guint         n_readers,
           const char   *wanted)
{
  for (guint r = 0; r < n_readers; r++)
    if (wanted == NULL || cli_roi_is (lesion->rois[r], wanted))
      return TRUE;

  return FALSE;
}

static GPtrArray *
find_lesions (CliReaders     *readers,
              const Options  *options,
              GError        **error)
{
  g_autoptr(GPtrArray) lesions = g_ptr_array_new_with_free_func (lesion_free);

  for (guint r = 0; r < readers->sets->len; r++)
    if (!add_reader (lesions, readers, r, options->match, error))
      return NULL;

  for (guint n = lesions->len; n > 0; n--)
    if (!is_wanted (lesions->pdata[n - 1], readers->sets->len, options->lesion))
      g_ptr_array_remove_index (lesions, n - 1);
  if (lesions->len > 0)
    return g_steal_pointer (&lesions);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no reader has a lesion%s%s",
               options->lesion != NULL ? " named " : " with voxels", options->lesion != NULL ? options->lesion : "");

  return NULL;
}

/* What they agree on */

/* All masks of all lesions, so that all results are on one grid. */
static RimMask **
align_all (GPtrArray  *lesions,
           guint       n_readers,
           GError    **error)
{
  const guint n = lesions->len * n_readers;
  Lesion *first = lesions->pdata[0];
  g_autoptr(RimMask) nothing = rim_mask_new (rim_mask_get_grid (first->first->mask));
  g_autofree RimMask **masks = g_new0 (RimMask *, n);

  for (guint m = 0; m < n; m++)
    {
      const Lesion *lesion = lesions->pdata[m / n_readers];
      const RimRoi *roi = lesion->rois[m % n_readers];

      masks[m] = roi != NULL ? roi->mask : nothing;
    }

  return rim_masks_align (masks, n, NULL, error);
}

static gboolean
find_consensus (Lesion         *lesion,
                RimMask *const *masks,
                CliReaders     *readers,
                const Options  *options,
                GError        **error)
{
  RimStapleOptions staple = options->staple;

  if (g_strcmp0 (options->region, "image") == 0)
    staple.n_voxels = rim_grid_get_n_voxels (readers->image != NULL ? rim_volume_get_grid (readers->image)
                                                                    : rim_mask_get_grid (masks[0]));
  lesion->votes = rim_votes_new (masks, readers->sets->len, error);
  if (lesion->votes == NULL)
    return FALSE;

  lesion->consensus = rim_consensus_new (lesion->votes, options->method, &staple);
  if (readers->image != NULL)
    {
      RimMask *matched = rim_mask_match (lesion->consensus->mask, rim_volume_get_grid (readers->image),
                                         CLI_MASK_TOLERANCE, error);

      if (matched == NULL)
        return FALSE;
      rim_mask_unref (lesion->consensus->mask);
      lesion->consensus->mask = matched;
    }

  return TRUE;
}

static gboolean
find_all (GPtrArray      *lesions,
          CliReaders     *readers,
          const Options  *options,
          GError        **error)
{
  const guint n_readers = readers->sets->len;
  RimMask **masks = align_all (lesions, n_readers, error);
  gboolean done = masks != NULL;

  for (guint n = 0; done && n < lesions->len; n++)
    done = find_consensus (lesions->pdata[n], masks + n * n_readers, readers, options, error);
  rim_masks_free (masks, lesions->len * n_readers);

  return done;
}

/* Writing */

static guint
find_number (GPtrArray *rois,
             guint      wanted)
{
  guint highest = 0;
  gboolean taken = wanted == 0;

  for (guint n = 0; n < rois->len; n++)
    {
      const RimRoi *roi = rois->pdata[n];

      highest = MAX (highest, roi->number);
      taken |= roi->number == wanted;
    }

  return taken ? highest + 1 : wanted;
}

/* It is the same lesion, so it keeps its name, its colour and what tracks it. */
static void
add_roi (GPtrArray    *rois,
         const Lesion *lesion)
{
  const RimRoi *first = lesion->first;
  RimRoi *roi = rim_roi_new ();

  roi->number = find_number (rois, first->number);
  roi->name = g_strdup (first->name);
  roi->description = rim_consensus_describe (lesion->consensus);
  roi->interpreted_type = g_strdup (first->interpreted_type);
  roi->has_color = first->has_color;
  memcpy (roi->color, first->color, sizeof roi->color);
  rim_code_set (&roi->category, first->category.value, first->category.scheme, first->category.meaning);
  rim_code_set (&roi->type, first->type.value, first->type.scheme, first->type.meaning);
  rim_code_set (&roi->region, first->region.value, first->region.scheme, first->region.meaning);
  roi->tracking_id = g_strdup (first->tracking_id);
  roi->tracking_uid = g_strdup (first->tracking_uid);
  roi->algorithm = g_strdup ("AUTOMATIC");
  roi->mask = rim_mask_ref (lesion->consensus->mask);
  g_ptr_array_add (rois, roi);
}

static gboolean
write_lesions (GPtrArray      *lesions,
               CliReaders     *readers,
               const Options  *options,
               const char     *out,
               GError        **error)
{
  g_autoptr(GPtrArray) rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);

  for (guint n = 0; n < lesions->len; n++)
    add_roi (rois, lesions->pdata[n]);

  return cli_rois_write (out, rois, options->as, options->method_name, readers->image, error);
}

/* Reporting */

static double
get_volume (const Lesion *lesion)
{
  RimMask *mask = lesion->consensus->mask;

  return (double) rim_mask_count (mask) * rim_grid_get_voxel_volume (rim_mask_get_grid (mask)) / 1000.0;
}

static void
print_lesion (const Lesion *lesion)
{
  g_autofree char *label = rim_roi_dup_label (lesion->first);
  g_autofree char *text = rim_consensus_describe (lesion->consensus);

  g_print ("%s: %s ml, %s; conformity %s, Fleiss' kappa %s\n", label, CLI_NUMBER (get_volume (lesion)), text,
           CLI_NUMBER (rim_votes_get_conformity (lesion->votes)),
           CLI_NUMBER (rim_votes_get_fleiss_kappa (lesion->votes)));
}

static void
add_readers (JsonBuilder        *builder,
             const RimConsensus *consensus)
{
  if (consensus->readers == NULL)
    return;

  cli_json_number (builder, "prior", consensus->prior);
  cli_json_whole (builder, "n_voxels", (gint64) consensus->n_voxels);
  cli_json_whole (builder, "n_iterations", consensus->n_iterations);
  json_builder_set_member_name (builder, "converged");
  json_builder_add_boolean_value (builder, consensus->converged);
  json_builder_set_member_name (builder, "readers");
  json_builder_begin_array (builder);
  for (guint r = 0; r < consensus->n_readers; r++)
    {
      json_builder_begin_object (builder);
      cli_json_number (builder, "sensitivity", consensus->readers[r].sensitivity);
      cli_json_number (builder, "specificity", consensus->readers[r].specificity);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (GPtrArray     *lesions,
            const Options *options)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint n = 0; n < lesions->len; n++)
    {
      const Lesion *lesion = lesions->pdata[n];
      g_autofree char *label = rim_roi_dup_label (lesion->first);

      json_builder_begin_object (builder);
      cli_json_string (builder, "lesion", label);
      cli_json_string (builder, "method", options->method_name);
      cli_json_number (builder, "volume_ml", get_volume (lesion));
      cli_json_number (builder, "conformity", rim_votes_get_conformity (lesion->votes));
      cli_json_number (builder, "fleiss_kappa", rim_votes_get_fleiss_kappa (lesion->votes));
      add_readers (builder, lesion->consensus);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  cli_json_print (builder);
}

/* The command */

static gboolean
make_consensus (const Options  *options,
                char          **paths,
                const char     *out,
                GError        **error)
{
  CliReadersFrom from = { (const char *const *) paths, options->image, options->series, options->threshold };
  g_auto(CliReaders) readers = { NULL };
  g_autoptr(GPtrArray) lesions = NULL;

  if (!cli_readers_load (&readers, &from, error))
    return FALSE;
  lesions = find_lesions (&readers, options, error);
  if (lesions == NULL || !find_all (lesions, &readers, options, error) ||
      !write_lesions (lesions, &readers, options, out, error))
    return FALSE;

  if (options->json)
    print_json (lesions, options);
  for (guint n = 0; !options->json && n < lesions->len; n++)
    print_lesion (lesions->pdata[n]);

  return TRUE;
}

static CliStatus
check_usage (const CliCommand *self,
             Options          *options,
             const char       *out)
{
  if (options->method_name == NULL || !rim_consensus_method_from_name (options->method_name, &options->method))
    return cli_usage (self, "--method takes staple, majority, union or intersection");
  if (options->match_name != NULL && !rim_roi_match_from_name (options->match_name, &options->match))
    return cli_usage (self, "--match takes tracking-uid, name, number, overlap or only");
  if (options->region != NULL && strcmp (options->region, "box") != 0 && strcmp (options->region, "image") != 0)
    return cli_usage (self, "--region takes box or image");
  if (!isnan (options->staple.prior) && !(options->staple.prior > 0.0 && options->staple.prior < 1.0))
    return cli_usage (self, "--prior takes a probability above 0 and below 1");
  if (!cli_check_threshold (self, options->threshold) || !cli_check_form (self, options->as, out))
    return CLI_USAGE;

  return CLI_DONE;
}

static CliStatus
run_with (const CliCommand *self,
          Options          *options,
          int               argc,
          char            **argv)
{
  const GOptionEntry entries[] = {
    { "method", 'm', 0, G_OPTION_ARG_STRING, &options->method_name, "staple, majority, union or intersection", "METHOD" },
    { "image", 'i', 0, G_OPTION_ARG_FILENAME, &options->image, "The image that was drawn on, which RTSTRUCT and DICOM out need", "PATH" },
    { "series", 's', 0, G_OPTION_ARG_STRING, &options->series, "UID or number of the image, where PATH has several", "SERIES" },
    { "lesion", 'l', 0, G_OPTION_ARG_STRING, &options->lesion, "Only the lesion of this name or number", "LESION" },
    { "match", 0, 0, G_OPTION_ARG_STRING, &options->match_name, "Match lesions only by tracking-uid, name, number, overlap or only", "HOW" },
    { "as", 'a', 0, G_OPTION_ARG_STRING, &options->as, "rtstruct or seg, for an OUT that ends in .dcm", "FORM" },
    { "prior", 'p', 0, G_OPTION_ARG_DOUBLE, &options->staple.prior, "STAPLE: how likely a voxel is in (the mean part of the readers)", "P" },
    { "region", 0, 0, G_OPTION_ARG_STRING, &options->region, "STAPLE: choose from the voxels of the box around all masks (box), or of the image", "REGION" },
    { "threshold", 0, 0, G_OPTION_ARG_DOUBLE, &options->threshold, "From which fraction on a voxel of a SEG is in (0.5)", "FRACTION" },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &options->json, "Print JSON", NULL },
    { NULL }
  };
  g_autoptr(GError) error = NULL;
  const char *out;
  CliStatus status;

  if (!cli_parse (self, entries, &argc, &argv, 3, RIM_VOTES_MAX_READERS + 1))
    return CLI_USAGE;

  out = argv[argc - 1];
  status = check_usage (self, options, out);
  if (status != CLI_DONE)
    return status;

  argv[argc - 1] = NULL;

  return make_consensus (options, argv + 1, out, &error) ? CLI_DONE : cli_fail (error);
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  Options options = { .threshold = RIM_SEG_DEFAULT_THRESHOLD, .staple = RIM_STAPLE_OPTIONS_INIT };
  CliStatus status = run_with (self, &options, argc, argv);

  g_free (options.method_name);
  g_free (options.image);
  g_free (options.series);
  g_free (options.lesion);
  g_free (options.match_name);
  g_free (options.as);
  g_free (options.region);

  return status;
}

const CliCommand cmd_consensus = {
  "consensus",
  "A B… OUT",
  "Make one contour of several readers'",
  "A, B and so on are RTSTRUCT, SEG, NIfTI or NRRD of one reader each; the name of OUT\n"
  "says the format, as for mask. Lesions are matched as for compare, and a reader who\n"
  "has not drawn one counts as having seen nothing there. STAPLE is that of Warfield et\n"
  "al. 2004 without a Markov random field; prior, region and what it finds of each reader\n"
  "are printed and go into OUT as the description of the lesion, where the format has one.\n"
  "A majority is more than half of the readers.",
  run,
};
