/* cmd-recipe.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli.h"

#include <string.h>

#include "signature/rim-recipe.h"

static void
print_variants (const RimRecipe *recipe)
{
  for (guint v = 0; v < recipe->variants->len; v++)
    {
      const RimRecipeVariant *variant = recipe->variants->pdata[v];
      g_autoptr(GError) error = NULL;

      if (rim_recipe_check (recipe, variant, &error))
        g_print ("  %-18s %s\n", variant->id, variant->title);
      else
        g_print ("  %-18s %s (%s)\n", variant->id, variant->title, error->message);
    }
}

static CliStatus
print_all (void)
{
  g_auto(GStrv) ids = rim_recipe_list ();

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(RimRecipe) recipe = rim_recipe_find (ids[i], &error);

      if (recipe == NULL)
        return cli_fail (error);
      g_print ("%s: %s\n", recipe->id, recipe->title);
      print_variants (recipe);
    }

  return CLI_DONE;
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  gboolean yaml = FALSE;
  const GOptionEntry entries[] = {
    { "yaml", 'y', 0, G_OPTION_ARG_NONE, &yaml, "Print the file itself", NULL },
    { NULL }
  };
  g_autoptr(RimRecipe) recipe = NULL;
  g_autoptr(GError) error = NULL;

  if (!cli_parse (self, entries, &argc, &argv, 0, 1))
    return CLI_USAGE;
  if (argc < 2)
    return print_all ();

  recipe = strpbrk (argv[1], "/.") != NULL ? rim_recipe_load (argv[1], &error) : rim_recipe_find (argv[1], &error);
  if (recipe == NULL)
    return cli_fail (error);
  if (yaml)
    {
      g_print ("%s", recipe->text);
      return CLI_DONE;
    }

  g_print ("%s: %s\n\n%s\n\nAfter: %s\n", recipe->id, recipe->title, recipe->purpose, recipe->citation);
  if (recipe->doi != NULL)
    g_print ("doi:%s\n", recipe->doi);
  g_print ("\nLimits: %s\n\nOutcome: column “%s”\n\nVariants:\n", recipe->limits, recipe->outcome.column);
  print_variants (recipe);

  return CLI_DONE;
}

const CliCommand cmd_recipe = {
  "recipe",
  "[NAME|FILE.yaml]",
  "List recipes of signatures, or say what one is",
  "Without an argument all recipes that come with the program are listed with their\n"
  "variants, and what a variant needs that is not here. A file is checked; what is wrong is\n"
  "told with its line. resources/recipes/signatures has the files.",
  run,
};
