/* cmd-score.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-score.h"
#include "cli-signature.h"

#define N_CONTOURS     100
#define MAX_CONTOURS   10000
#define MAX_PERTURB_MM 20.0

typedef struct
{
  char            *signature;
  char            *cohort;
  CliScoreOptions  score;
} Options;

static void
options_clear (Options *self)
{
  CliScoreOptions *score = &self->score;

  g_free (self->signature);
  g_free (self->cohort);
  g_free (score->image);
  g_free (score->series);
  g_free (score->pet);
  g_free (score->pet_series);
  g_free (score->mask);
  g_strfreev (score->rois);
  g_strfreev (score->readers);
  g_free (score->before_image);
  g_free (score->before_pet);
  g_free (score->before_mask);
  g_free (score->clinical);
  g_free (score->id);
  g_free (score->library);
  g_free (score->patient);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static CliStatus
check_options (const CliCommand *self,
               const Options    *options,
               gboolean          has_out)
{
  const CliScoreOptions *score = &options->score;

  if (options->signature == NULL)
    return cli_usage (self, "--signature is missing");
  if (has_out != (options->cohort != NULL))
    return cli_usage (self, "--cohort FILE.csv and OUT.csv go together");
  if (options->cohort != NULL && (score->image != NULL || score->clinical != NULL || score->patient != NULL))
    return cli_usage (self, "--cohort says itself what is known of patients");
  if (score->patient == NULL && (score->library != NULL || score->keeps))
    return cli_usage (self, "--library and --keep want --patient");
  if (score->patient != NULL && (score->image != NULL || score->mask != NULL || score->readers != NULL))
    return cli_usage (self, "--patient takes images and contours of the library");
  if ((score->image == NULL) != (score->mask == NULL))
    return cli_usage (self, "--image and --mask go together");
  if ((score->before_image == NULL) != (score->before_mask == NULL) ||
      (score->before_image != NULL && score->image == NULL))
    return cli_usage (self, "--before-image and --before-mask go together, beside --image");
  if (!(score->perturb_mm >= 0.0 && score->perturb_mm <= MAX_PERTURB_MM))
    return cli_usage (self, "--perturb takes from 0 to %g mm", MAX_PERTURB_MM);
  if (score->perturb_mm > 0.0 && score->readers != NULL)
    return cli_usage (self, "--perturb and --reader do not go together");
  if (score->n_contours < 2 || score->n_contours > MAX_CONTOURS)
    return cli_usage (self, "--contours takes from 2 to %d", MAX_CONTOURS);

  return CLI_DONE;
}

static gboolean
apply (const Options  *options,
       const char     *out,
       GError        **error)
{
  g_autoptr(RimSignature) signature = cli_signature_load (options->signature, error);
  g_autoptr(RimScorer) scorer = NULL;

  if (signature == NULL)
    return FALSE;
  if (options->cohort != NULL)
    return cli_score_cohort (signature, options->cohort, out, error);

  scorer = rim_scorer_new (signature, error);
  if (scorer == NULL)
    return FALSE;

  return options->score.patient != NULL ? cli_score_library (scorer, &options->score, error)
                                        : cli_score_files (scorer, &options->score, error);
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  g_auto(Options) options = { .score = { .n_contours = N_CONTOURS, .seed = 1 } };
  CliScoreOptions *score = &options.score;
  const GOptionEntry entries[] = {
    { "signature", 's', 0, G_OPTION_ARG_FILENAME, &options.signature, "What to apply", "FILE|NAME" },
    { "image", 'i', 0, G_OPTION_ARG_FILENAME, &score->image, "The CT, or a PET alone: DICOM, NIfTI, NRRD", "PATH" },
    { "series", 0, 0, G_OPTION_ARG_STRING, &score->series, "UID, number or modality, where PATH has several", "SERIES" },
    { "pet", 'p', 0, G_OPTION_ARG_FILENAME, &score->pet, "The PET of the patient", "PATH" },
    { "pet-series", 0, 0, G_OPTION_ARG_STRING, &score->pet_series, "The same of the PET", "SERIES" },
    { "mask", 'm', 0, G_OPTION_ARG_FILENAME, &score->mask, "Contours: RTSTRUCT, SEG, NIfTI, NRRD", "PATH" },
    { "roi", 'r', 0, G_OPTION_ARG_STRING_ARRAY, &score->rois, "A region by name or number, several times, or all", "ROI" },
    { "clinical", 'c', 0, G_OPTION_ARG_FILENAME, &score->clinical, "What is known of the patient", "FILE.csv|NAME=VALUE,…" },
    { "id", 0, 0, G_OPTION_ARG_STRING, &score->id, "The row of FILE.csv", "ID" },
    { "perturb", 0, 0, G_OPTION_ARG_DOUBLE, &score->perturb_mm, "Score contours that are up to so far off, too", "MM" },
    { "contours", 0, 0, G_OPTION_ARG_INT, &score->n_contours, "How many (100)", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &score->seed, "Of what is drawn (1)", "N" },
    { "reader", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &score->readers, "Contours of another reader; several times", "PATH" },
    { "before-image", 0, 0, G_OPTION_ARG_FILENAME, &score->before_image, "The CT of the earlier time point", "PATH" },
    { "before-pet", 0, 0, G_OPTION_ARG_FILENAME, &score->before_pet, "Its PET", "PATH" },
    { "before-mask", 0, 0, G_OPTION_ARG_FILENAME, &score->before_mask, "Its contours", "PATH" },
    { "cohort", 0, 0, G_OPTION_ARG_FILENAME, &options.cohort, "A table of inputs; OUT.csv gets the scores", "FILE.csv" },
    { "library", 'l', 0, G_OPTION_ARG_FILENAME, &score->library, "A library; the user’s own without it", "DIR" },
    { "patient", 0, 0, G_OPTION_ARG_STRING, &score->patient, "A patient of the library", "ID" },
    { "keep", 'k', 0, G_OPTION_ARG_NONE, &score->keeps, "Keep the scores in the library", NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &score->json, "Print JSON", NULL },
    { NULL }
  };
  g_autoptr(GError) error = NULL;

  if (!cli_parse (self, entries, &argc, &argv, 0, 1))
    return CLI_USAGE;
  if (check_options (self, &options, argc > 1) != CLI_DONE)
    return CLI_USAGE;

  return apply (&options, argc > 1 ? argv[1] : NULL, &error) ? CLI_DONE : cli_fail (error);
}

const CliCommand cmd_score = {
  "score",
  "[OUT.csv]",
  "Apply a signature to lesions",
  "Prints what there is against a score, the score, the group by the signature’s cut-off,\n"
  "what part of the training cohort is below, and what each input adds. Only the features\n"
  "of the signature are computed. A NAME is that of a file in the user’s signatures.\n"
  "\n"
  "Of files: --image and --mask, with --pet where the signature looks at one; several\n"
  "regions are lesions of one patient, and the signature’s rule says what they make of\n"
  "the patient. --clinical has the inputs that are not computed of images: a table with\n"
  "their columns (--id says which row), or name=value,name=value. Of signatures of a\n"
  "change --before-image and --before-mask are the earlier time point.\n"
  "\n"
  "--perturb MM scores contours that are shifted, grown or shrunk by up to MM and uneven:\n"
  "how much the contour matters. --reader does the same with contours that there are.\n"
  "\n"
  "Of a table: --cohort FILE.csv has a column for each input, by its name, as extract\n"
  "--manifest and cohort write it; OUT.csv gets a row per row.\n"
  "\n"
  "Of a library: --patient ID scores all lesions of a patient, study by study; organs are\n"
  "scored where --roi names them. --keep keeps the scores there with the hashes of\n"
  "signature, images and contours.\n"
  "\n"
  "Research use only.",
  run,
};
