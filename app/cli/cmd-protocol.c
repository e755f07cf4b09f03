/* cmd-protocol.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli.h"

#include <string.h>

#include "queue/rim-protocol.h"

static void
add_names (JsonBuilder *builder,
           RimProtocol *protocol)
{
  json_builder_set_member_name (builder, "lesions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < protocol->targets->len; i++)
    json_builder_add_string_value (builder, ((RimTarget *) protocol->targets->pdata[i])->name);
  json_builder_end_array (builder);
}

static void
add_questions (JsonBuilder *builder,
               const char  *name,
               GPtrArray   *questions)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < questions->len; i++)
    {
      const RimQuestion *question = questions->pdata[i];

      json_builder_begin_object (builder);
      cli_json_string (builder, "id", question->id);
      cli_json_string (builder, "title", question->title);
      cli_json_string (builder, "kind", rim_question_kind_get_id (question->kind));
      json_builder_set_member_name (builder, "required");
      json_builder_add_boolean_value (builder, question->is_required);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (RimProtocol *protocol)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  cli_json_string (builder, "id", protocol->id);
  cli_json_string (builder, "version", protocol->version);
  cli_json_string (builder, "title", protocol->title);
  add_names (builder, protocol);
  add_questions (builder, "case_questions", protocol->case_questions);
  add_questions (builder, "lesion_questions", protocol->lesion_questions);
  json_builder_end_object (builder);
  cli_json_print (builder);
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, "Print JSON", NULL },
    { NULL }
  };
  g_autoptr(RimProtocol) protocol = NULL;
  g_autoptr(GError) error = NULL;

  if (!cli_parse (self, entries, &argc, &argv, 2, 2))
    return CLI_USAGE;
  if (strcmp (argv[1], "check") != 0)
    return cli_usage (self, "“%s” is no action; there is check", argv[1]);

  protocol = rim_protocol_load (argv[2], &error);
  if (protocol == NULL)
    return cli_fail (error);

  if (json)
    print_json (protocol);
  else
    g_print ("%s %s: %s; %u kinds of lesions, %u questions of a case and %u of a lesion\n", protocol->id,
             protocol->version, protocol->title, protocol->targets->len, protocol->case_questions->len,
             protocol->lesion_questions->len);

  return CLI_DONE;
}

const CliCommand cmd_protocol = {
  "protocol",
  "check FILE",
  "Check a labelling protocol",
  "FILE is YAML: id, version, title and modalities; lesions to draw; questions of a case and of\n"
  "each lesion; tools, presets, windows and layout; secondRead; splits of an export. What is\n"
  "wrong is told with its line. resources/protocols/lung-nodule.yaml has all of it.",
  run,
};
