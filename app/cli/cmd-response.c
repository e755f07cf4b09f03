/* cmd-response.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli.h"

#include <math.h>

#include "response/rim-follow-up-table.h"
#include "response/rim-growth.h"
#include "response/rim-irecist.h"

static const char *const reason_names[] = { "target", "non-target", "new" };

static void
append_reasons (GString *text,
                guint    reasons)
{
  for (guint i = 0; i < G_N_ELEMENTS (reason_names); i++)
    if ((reasons & (1u << i)) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", reason_names[i]);
}

static char *
dup_percent (double part)
{
  return isnan (part) ? g_strdup ("–") : g_strdup_printf ("%+.1f", 100.0 * part);
}

static void
print_point (const RimFollowUpTable *table,
             const RimIrecist       *result,
             guint                   time)
{
  const RimRecistPoint *recist = &result->recist->points[time];
  const RimIrecistPoint *immune = &result->points[time];
  g_autofree char *from_baseline = dup_percent (recist->from_baseline);
  g_autofree char *from_nadir = dup_percent (recist->from_nadir);
  g_autoptr(GString) reasons = g_string_new (NULL);

  append_reasons (reasons, immune->progression);
  g_print ("%s  %6.0f  %8.1f%s  %8s  %8s  %-13s  %-13s  %-3s  %-13s  %s%s%s%s%s%s\n", table->dates[time],
           table->follow_up.days[time] - table->follow_up.days[0], recist->sum_mm, recist->is_complete ? " " : "*",
           from_baseline, from_nadir, rim_response_get_name (recist->target),
           rim_response_get_name (recist->non_target), recist->has_new ? "yes" : "no",
           rim_response_get_name (recist->overall), rim_immune_response_get_name (immune->response),
           reasons->len > 0 ? " (" : "", reasons->str, reasons->len > 0 ? ")" : "",
           immune->is_early ? ", too early to confirm" : "", immune->is_late ? ", later than 8 weeks" : "");
}

static void
print_text (const RimFollowUpTable *table,
            const RimIrecist       *result)
{
  const RimRecist *recist = result->recist;

  g_print ("date          day    sum mm   baseline %%  nadir %%  target         non-target     new  RECIST 1.1     iRECIST\n");
  for (guint t = 0; t < result->n_points; t++)
    print_point (table, result, t);
  g_print ("Best response: %s by RECIST 1.1, %s by iRECIST\n", rim_response_get_name (recist->best),
           rim_immune_response_get_name (result->best));
  g_print ("Progression: %s by RECIST 1.1, %s by iRECIST\n",
           recist->progression != 0 ? table->dates[recist->progression] : "none",
           result->progression != 0 ? table->dates[result->progression] : "none confirmed");
  g_print ("Research use only.\n");
}

static void
add_point (JsonBuilder            *builder,
           const RimFollowUpTable *table,
           const RimIrecist       *result,
           guint                   time)
{
  const RimRecistPoint *recist = &result->recist->points[time];
  const RimIrecistPoint *immune = &result->points[time];
  g_autoptr(GString) reasons = g_string_new (NULL);
  g_autoptr(GString) confirmed = g_string_new (NULL);

  append_reasons (reasons, immune->progression);
  append_reasons (confirmed, immune->confirmed_by);
  json_builder_begin_object (builder);
  cli_json_string (builder, "date", table->dates[time]);
  cli_json_number (builder, "days", table->follow_up.days[time] - table->follow_up.days[0]);
  cli_json_number (builder, "sum_mm", recist->sum_mm);
  json_builder_set_member_name (builder, "complete");
  json_builder_add_boolean_value (builder, recist->is_complete);
  cli_json_number (builder, "nadir_mm", recist->nadir_mm);
  cli_json_number (builder, "change_from_baseline", recist->from_baseline);
  cli_json_number (builder, "change_from_nadir", recist->from_nadir);
  cli_json_string (builder, "target", rim_response_get_name (recist->target));
  cli_json_string (builder, "non_target", rim_response_get_name (recist->non_target));
  json_builder_set_member_name (builder, "new_lesion");
  json_builder_add_boolean_value (builder, recist->has_new);
  cli_json_string (builder, "recist", rim_response_get_name (recist->overall));
  cli_json_string (builder, "irecist", rim_immune_response_get_name (immune->response));
  cli_json_string (builder, "progression_in", reasons->str);
  cli_json_string (builder, "confirmed_by", confirmed->str);
  json_builder_end_object (builder);
}

static void
print_json (const RimFollowUpTable *table,
            const RimIrecist       *result)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  const RimRecist *recist = result->recist;

  json_builder_begin_object (builder);
  cli_json_string (builder, "notice", "research use only");
  json_builder_set_member_name (builder, "time_points");
  json_builder_begin_array (builder);
  for (guint t = 0; t < result->n_points; t++)
    add_point (builder, table, result, t);
  json_builder_end_array (builder);
  cli_json_string (builder, "best_recist", rim_response_get_name (recist->best));
  cli_json_string (builder, "best_irecist", rim_immune_response_get_name (result->best));
  cli_json_string (builder, "progression_recist", recist->progression != 0 ? table->dates[recist->progression] : NULL);
  cli_json_string (builder, "progression_irecist", result->progression != 0 ? table->dates[result->progression] : NULL);
  json_builder_end_object (builder);
  cli_json_print (builder);
}

static CliStatus
run (const CliCommand *command,
     int               argc,
     char            **argv)
{
  RimIrecistSettings settings = RIM_IRECIST_SETTINGS_DEFAULT;
  gboolean as_json = FALSE, confirm = FALSE, may_stay = FALSE;
  double weeks = settings.recist.min_sd_days / 7.0;
  const GOptionEntry entries[] = {
    { "confirm", 0, 0, G_OPTION_ARG_NONE, &confirm, "complete and partial response need a second assessment", NULL },
    { "stable-weeks", 0, 0, G_OPTION_ARG_DOUBLE, &weeks, "how long stable disease has to last (6)", "WEEKS" },
    { "new-may-stay", 0, 0, G_OPTION_ARG_NONE, &may_stay,
      "new lesions that stay as they are do not keep an iUPD open", NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "print JSON", NULL },
    { NULL },
  };
  g_autoptr(RimFollowUpTable) table = NULL;
  g_autoptr(RimIrecist) result = NULL;
  g_autoptr(GError) error = NULL;

  if (!cli_parse (command, entries, &argc, &argv, 1, 1))
    return CLI_USAGE;
  if (!(weeks >= 0.0 && isfinite (weeks)))
    return cli_usage (command, "--stable-weeks is no number of weeks");

  settings.recist.confirm = confirm;
  settings.recist.min_sd_days = 7.0 * weeks;
  settings.new_lesions_have_to_resolve = !may_stay;
  table = rim_follow_up_table_load (argv[1], &error);
  if (table != NULL)
    result = rim_irecist_new (&table->follow_up, &settings, &error);
  if (result == NULL)
    return cli_fail (error);
  (as_json ? print_json : print_text)(table, result);
  return CLI_DONE;
}

const CliCommand cmd_response = {
  .name = "response",
  .arguments = "TABLE.csv",
  .summary = "Judge lesions over time by RECIST 1.1 and iRECIST",
  .details = "TABLE has a row for each lesion on each date: lesion, organ, kind (node, other), role\n"
             "(target, non-target, new-target, new), date (2026-11-28) and value: a diameter in mm, of\n"
             "nodes the short axis, or small, absent, merged, present, progressed, grew, NE.\n"
             "The first date is the baseline.",
  .run = run,
};
