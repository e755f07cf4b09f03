/* cmd-train.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-train.h"

#include <string.h>

#include "cli-outcome.h"
#include "cli-tables.h"
#include "cohort/rim-cohort-icc.h"

typedef struct
{
  CliTables           tables;
  char               *cohort;
  char               *recipe;
  char               *variant;
  CliOutcome          outcome;
  char               *icc;
  gboolean            lacks_icc;
  char               *checkpoint;
  char              **notes;
  gint                seed;
  gint                n_bootstraps;
  gint                n_permutations;
  gboolean            is_synthetic;
  gboolean            json;
} Options;

static void
options_clear (Options *self)
{
  cli_tables_clear (&self->tables);
  g_free (self->cohort);
  g_free (self->recipe);
  g_free (self->variant);
  cli_outcome_clear (&self->outcome);
  g_free (self->icc);
  g_free (self->checkpoint);
  g_strfreev (self->notes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* An outcome of the command line goes before that of the recipe. */
static void
set_outcome (const Options *options,
             RimRecipe     *recipe)
{
  const RimOutcomeSettings given = cli_outcome_get_settings (&options->outcome);

  if (given.column != NULL)
    rim_recipe_set_outcome (recipe, &given);
}

static gboolean
set_icc (const Options  *options,
         RimRecipe      *recipe,
         GError        **error)
{
  g_autoptr(GHashTable) iccs = NULL;

  if (options->lacks_icc)
    rim_recipe_drop_icc (recipe);
  if (options->icc != NULL)
    {
      iccs = rim_cohort_icc_load (options->icc, error);
      if (iccs == NULL)
        return FALSE;
      rim_recipe_set_icc (recipe, iccs);
    }
  if (!rim_recipe_needs_icc (recipe))
    return TRUE;

  g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING,
               "the recipe “%s” keeps features by their ICC: give --icc FILE, or --without-icc to leave that out, which "
               "the signature then says", recipe->id);

  return FALSE;
}

static RimRecipe *
load_recipe (const Options  *options,
             GError        **error)
{
  g_autoptr(RimRecipe) recipe = strpbrk (options->recipe, "/.") != NULL
                                ? rim_recipe_load (options->recipe, error) : rim_recipe_find (options->recipe, error);

  if (recipe == NULL || !set_icc (options, recipe, error))
    return NULL;

  set_outcome (options, recipe);
  if (options->seed >= 0)
    rim_recipe_set_seed (recipe, (guint) options->seed);

  return g_steal_pointer (&recipe);
}

/* Returns: (transfer full) (nullable): variants that are asked for */
static GPtrArray *
list_variants (const Options    *options,
               const RimRecipe  *recipe,
               GError          **error)
{
  g_autoptr(GPtrArray) variants = g_ptr_array_new ();
  g_auto(GStrv) ids = NULL;

  if (options->variant == NULL || strcmp (options->variant, "all") == 0)
    {
      g_ptr_array_extend (variants, recipe->variants, NULL, NULL);
      return g_steal_pointer (&variants);
    }

  ids = g_strsplit (options->variant, ",", -1);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      RimRecipeVariant *variant = rim_recipe_find_variant (recipe, ids[i]);

      if (variant == NULL)
        {
          g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING,
                       "the recipe “%s” has no variant “%s”; see rimlightctl recipe %s", recipe->id, ids[i], recipe->id);
          return NULL;
        }
      if (!g_ptr_array_find (variants, variant, NULL))
        g_ptr_array_add (variants, variant);
    }

  return g_steal_pointer (&variants);
}

/* Returns: (transfer full) (nullable): notes by their keys */
static GHashTable *
parse_notes (const Options  *options,
             GError        **error)
{
  g_autoptr(GHashTable) notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; options->notes != NULL && options->notes[i] != NULL; i++)
    {
      const char *text = strchr (options->notes[i], '=');

      if (text == NULL || text == options->notes[i] || !g_utf8_validate (options->notes[i], -1, NULL))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "--note “%s” is not KEY=TEXT",
                       options->notes[i]);
          return NULL;
        }
      g_hash_table_insert (notes, g_strndup (options->notes[i], (gsize) (text - options->notes[i])),
                           g_strdup (text + 1));
    }

  return g_steal_pointer (&notes);
}

static gboolean
prepare (const Options  *options,
         CliTrain       *train,
         GError        **error)
{
  g_auto(GStrv) paths = g_strsplit (options->cohort, ",", -1);

  train->recipe = load_recipe (options, error);
  train->variants = train->recipe != NULL ? list_variants (options, train->recipe, error) : NULL;
  train->cohort = train->variants != NULL ? cli_tables_load (&options->tables, (const char *const *) paths, error)
                                          : NULL;
  train->outcome = train->cohort != NULL ? rim_outcome_new (train->cohort, &train->recipe->outcome, error) : NULL;

  return train->outcome != NULL;
}

static CliStatus
learn (const Options *options,
       const char    *out)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) notes = parse_notes (options, &error);
  g_auto(CliTrain) train = {
    .out = out,
    .checkpoint = options->checkpoint,
    .options = {
      .notes = notes,
      .is_synthetic = options->is_synthetic,
      .n_bootstraps = (guint) options->n_bootstraps,
      .n_permutations = (guint) options->n_permutations,
    },
  };

  if (notes == NULL || !prepare (options, &train, &error) || !cli_train_run (&train, &error))
    return cli_fail (error);

  if (options->json)
    cli_train_print_json (&train);
  else
    cli_train_print (&train);

  return CLI_DONE;
}

static CliStatus
check (const CliCommand *self,
       const Options    *options)
{
  if (options->cohort == NULL || options->recipe == NULL)
    return cli_usage (self, "%s is missing", options->cohort == NULL ? "--cohort" : "--recipe");
  if (options->n_bootstraps < 0 || options->n_bootstraps > 100000 || options->n_permutations < 0 ||
      options->n_permutations > 100000)
    return cli_usage (self, "--bootstraps and --permutations take a number from 0 to 100000");
  if (options->icc != NULL && options->lacks_icc)
    return cli_usage (self, "--icc and --without-icc exclude each other");
  if (!cli_outcome_check (self, &options->outcome))
    return CLI_USAGE;

  return CLI_DONE;
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  g_auto(Options) options = { .seed = -1, .n_bootstraps = 500, .n_permutations = 500 };
  const GOptionEntry entries[] = {
    { "cohort", 'C', 0, G_OPTION_ARG_STRING, &options.cohort, "Tables that are joined", "FILE.csv[,…]" },
    { "recipe", 'R', 0, G_OPTION_ARG_STRING, &options.recipe, "A recipe; see rimlightctl recipe", "NAME|FILE" },
    { "variant", 'V', 0, G_OPTION_ARG_STRING, &options.variant, "Which of its variants (all)", "ID[,…]|all" },
    CLI_OUTCOME_ENTRIES (&options.outcome, "The outcome, if not the recipe’s"),
    { "icc", 'i', 0, G_OPTION_ARG_FILENAME, &options.icc, "ICCs of features; see rimlightctl cohort --icc", "FILE.csv" },
    { "without-icc", 0, 0, G_OPTION_ARG_NONE, &options.lacks_icc, "Leave steps out that need ICCs", NULL },
    { "checkpoint", 0, 0, G_OPTION_ARG_FILENAME, &options.checkpoint, "Go on from here after a stop", "FILE" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &options.seed, "Of all that is drawn, if not the recipe’s", "N" },
    { "bootstraps", 0, 0, G_OPTION_ARG_INT, &options.n_bootstraps, "For intervals without a formula (500)", "N" },
    { "permutations", 0, 0, G_OPTION_ARG_INT, &options.n_permutations, "Of the permutation test (500)", "N" },
    { "note", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.notes, "What to say in the signature: authors, population, …",
      "KEY=TEXT" },
    { "synthetic", 0, 0, G_OPTION_ARG_NONE, &options.is_synthetic, "The patients do not exist", NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &options.json, "Print JSON", NULL },
    CLI_TABLES_ENTRIES (&options.tables),
    { NULL }
  };
  CliStatus status;

  if (!cli_parse (self, entries, &argc, &argv, 1, 1))
    return CLI_USAGE;
  status = check (self, &options);

  return status == CLI_DONE ? learn (&options, argv[1]) : status;
}

const CliCommand cmd_train = {
  "train",
  "OUT.json",
  "Learn signatures from a cohort",
  "Learns each variant of a recipe on the recipe’s splits and of all rows, and writes\n"
  "OUT.json (the signature), OUT.predictions.csv (what models said of rows they had not\n"
  "seen) and OUT.validation.csv (how good that was). Of several variants the names have\n"
  "their ids: OUT-ID.json; they are compared by DeLong’s test. Variants that need what is\n"
  "not here are left out, and said. How tables are read and joined is as in rimlightctl\n"
  "cohort. The same tables, recipe and seed give the same bits on any number of threads.",
  run,
};
