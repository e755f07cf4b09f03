/* cmd-signature.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli.h"
#include "cli-signature.h"

#include "signature/rim-signature.h"

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, "Print the document itself", NULL },
    { NULL }
  };
  g_autoptr(RimSignature) signature = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (!cli_parse (self, entries, &argc, &argv, 1, 1))
    return CLI_USAGE;

  signature = cli_signature_load (argv[1], &error);
  if (signature == NULL)
    return cli_fail (error);

  text = json ? rim_signature_to_data (signature) : rim_signature_to_markdown (signature);
  g_print ("%s", text);

  return CLI_DONE;
}

const CliCommand cmd_signature = {
  "signature",
  "FILE.json",
  "Verify a signature and print its model card",
  "The card is Markdown: what the signature is for and what it does not claim, how it was\n"
  "made and how good it was, its inputs, the radiomics quality score and TRIPOD, as far as\n"
  "the file shows them. Ends with 1 where the hash is not that of the contents, or where a\n"
  "newer program made it.",
  run,
};
