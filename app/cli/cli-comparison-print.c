/* cli-comparison-print.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "cli-comparison.h"
#include "cli.h"
#include "core/rim-csv.h"

/* Text */

static const char *
get_unit (const RimComparisonMeasure *measure)
{
  return g_str_equal (measure->unit, "1") ? "" : measure->unit;
}

static void
print_value (const char *name,
             double      value,
             const char *unit)
{
  if (isnan (value))
    g_print ("  %-32s undefined\n", name);
  else if (isinf (value))
    g_print ("  %-32s infinite\n", name);
  else
    g_print ("  %-32s %s %s\n", name, CLI_NUMBER (value), unit);
}

static void
print_comparison (const RimRoiComparison *self)
{
  guint n;
  const RimComparisonMeasure *measures = rim_comparison_list_measures (&n);

  if (self->id != NULL)
    g_print ("%s: ", self->id);
  g_print ("%s - %s\n", *self->name_a != '\0' ? self->name_a : "(none)",
           *self->name_b != '\0' ? self->name_b : "(none)");
  g_print ("  %-32s %s\n", "matched by", rim_roi_match_get_name (self->match));
  g_print ("  %-32s %s\n", "voxels", rim_comparison_state_get_name (self->found.state));
  g_print ("  %-32s %s\n", "resampled to the finer grid", self->resampled ? "yes" : "no");
  g_print ("  %-32s %s mm\n", "tolerance", CLI_NUMBER (self->found.tolerance_mm));
  for (guint m = 0; m < n; m++)
    print_value (measures[m].name, rim_comparison_get (&self->found, &measures[m]), get_unit (&measures[m]));
}

static void
print_summary (GPtrArray *comparisons)
{
  guint n;
  const RimComparisonMeasure *measures = rim_comparison_list_measures (&n);

  g_print ("%u lesions: median (lower to upper quartile)\n", comparisons->len);
  for (guint m = 0; m < n; m++)
    {
      CliSpread spread = cli_comparisons_spread (comparisons, &measures[m]);

      g_print ("  %-32s %s (%s to %s) %s\n", measures[m].name, CLI_NUMBER (spread.median),
               CLI_NUMBER (spread.lower_quartile), CLI_NUMBER (spread.upper_quartile), get_unit (&measures[m]));
    }
}

/* Prints all rows for people to read, and how they are spread. */
void
cli_comparisons_print (GPtrArray *comparisons,
                       gboolean   with_summary)
{
  for (guint c = 0; c < comparisons->len; c++)
    print_comparison (comparisons->pdata[c]);
  if (with_summary)
    print_summary (comparisons);
}

/* CSV */

/* Prints a row for each measure. */
void
cli_comparisons_print_summary_csv (GPtrArray *comparisons)
{
  g_autoptr(GString) csv = g_string_new ("measure,unit,n,median,lower_quartile,upper_quartile,min,max\n");
  guint n;
  const RimComparisonMeasure *measures = rim_comparison_list_measures (&n);

  for (guint m = 0; m < n; m++)
    {
      CliSpread spread = cli_comparisons_spread (comparisons, &measures[m]);

      g_string_append_printf (csv, "%s,%s,%u", measures[m].name, measures[m].unit, spread.n);
      rim_csv_append_number (csv, spread.median);
      rim_csv_append_number (csv, spread.lower_quartile);
      rim_csv_append_number (csv, spread.upper_quartile);
      rim_csv_append_number (csv, spread.min);
      rim_csv_append_number (csv, spread.max);
      g_string_append_c (csv, '\n');
    }
  g_print ("%s", csv->str);
}

/* JSON has no infinite numbers: what is infinite or undefined is left out, and
 * "state" says why.
 */
static void
add_comparison (JsonBuilder            *builder,
                const RimRoiComparison *self)
{
  guint n;
  const RimComparisonMeasure *measures = rim_comparison_list_measures (&n);

  json_builder_begin_object (builder);
  cli_json_string (builder, "id", self->id);
  cli_json_string (builder, "lesion_a", *self->name_a != '\0' ? self->name_a : NULL);
  cli_json_string (builder, "lesion_b", *self->name_b != '\0' ? self->name_b : NULL);
  cli_json_string (builder, "match", rim_roi_match_get_name (self->match));
  cli_json_string (builder, "state", rim_comparison_state_get_name (self->found.state));
  json_builder_set_member_name (builder, "resampled");
  json_builder_add_boolean_value (builder, self->resampled);
  cli_json_number (builder, "tolerance_mm", self->found.tolerance_mm);
  for (guint m = 0; m < n; m++)
    cli_json_number (builder, measures[m].name, rim_comparison_get (&self->found, &measures[m]));
  json_builder_end_object (builder);
}

static void
add_measures (JsonBuilder *builder,
              GPtrArray   *comparisons,
              gboolean     with_summary)
{
  guint n;
  const RimComparisonMeasure *measures = rim_comparison_list_measures (&n);

  json_builder_set_member_name (builder, "measures");
  json_builder_begin_array (builder);
  for (guint m = 0; m < n; m++)
    {
      CliSpread spread = cli_comparisons_spread (comparisons, &measures[m]);

      json_builder_begin_object (builder);
      cli_json_string (builder, "name", measures[m].name);
      cli_json_string (builder, "unit", measures[m].unit);
      cli_json_string (builder, "definition", measures[m].what);
      if (with_summary)
        {
          cli_json_whole (builder, "n", spread.n);
          cli_json_number (builder, "median", spread.median);
          cli_json_number (builder, "lower_quartile", spread.lower_quartile);
          cli_json_number (builder, "upper_quartile", spread.upper_quartile);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Prints all rows, the definitions of all measures, and how they are spread. */
void
cli_comparisons_print_json (GPtrArray *comparisons,
                            gboolean   with_summary)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "lesions");
  json_builder_begin_array (builder);
  for (guint c = 0; c < comparisons->len; c++)
    add_comparison (builder, comparisons->pdata[c]);
  json_builder_end_array (builder);
  add_measures (builder, comparisons, with_summary);
  json_builder_end_object (builder);
  cli_json_print (builder);
}
