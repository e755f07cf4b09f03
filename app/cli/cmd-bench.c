/* cmd-bench.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "cli.h"

#define N_RUNS 7

static const Bench *const benches[] = {
  &bench_load_ct_600,
  &bench_suv,
  &bench_mask_combine,
  &bench_import_1000,
  &bench_index_100k,
  &bench_search_100k,
  &bench_stroke,
  &bench_journal_write,
  &bench_render_axial,
  &bench_render_sagittal,
  &bench_render_coronal,
  &bench_render_oblique,
  &bench_slab_mip,
  &bench_slab_mip_oblique,
  &bench_slab_mip_turned,
  &bench_mip_pet,
  &bench_outline,
  &bench_fill_slices,
  &bench_fill_slice,
  &bench_margin,
  &bench_margin_by_direction,
  &bench_smooth_median,
  &bench_smooth_gaussian,
  &bench_measure,
  &bench_compare,
  &bench_extract_107,
  &bench_extract_2060,
  &bench_extract_process,
  &bench_extract_24720,
  &bench_extract_edit,
  &bench_extract_10k,
  &bench_extract_100k,
  &bench_extract_750k,
  &bench_extract_1m,
  &bench_log,
};

/* Seconds. */
typedef struct
{
  double median;
  double min;
  double max;
} Figures;

double
bench_now (void)
{
  return (double) g_get_monotonic_time () / 1e6;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* Sorts @times. */
double
bench_median (double *times,
              guint   n)
{
  qsort (times, n, sizeof *times, compare_doubles);

  return times[n / 2];
}

static Figures
summarise (double times[N_RUNS])
{
  qsort (times, N_RUNS, sizeof *times, compare_doubles);

  return (Figures) { times[N_RUNS / 2], times[0], times[N_RUNS - 1] };
}

/* By turns, so that what else the machine does meets both. The first round only
 * warms the caches.
 */
static gboolean
measure (const Bench  *bench,
         gpointer      data,
         Figures      *ours,
         Figures      *reference,
         GError      **error)
{
  double times[2][N_RUNS];

  for (int n = -1; n < N_RUNS; n++)
    {
      int slot = MAX (n, 0);

      if (!bench->run (data, &times[0][slot], error) ||
          !bench->reference (data, &times[1][slot], error))
        return FALSE;
    }

  *ours = summarise (times[0]);
  *reference = summarise (times[1]);

  return TRUE;
}

static void
add_figures (JsonBuilder   *builder,
             const Bench   *bench,
             const Figures *ours,
             const Figures *reference)
{
  json_builder_begin_object (builder);
  cli_json_string (builder, "name", bench->name);
  cli_json_string (builder, "what", bench->what);
  cli_json_whole (builder, "runs", N_RUNS);
  cli_json_number (builder, "median_ms", 1e3 * ours->median);
  cli_json_number (builder, "min_ms", 1e3 * ours->min);
  cli_json_number (builder, "max_ms", 1e3 * ours->max);
  cli_json_string (builder, "reference", bench->reference_name);
  cli_json_number (builder, "reference_median_ms", 1e3 * reference->median);
  cli_json_number (builder, "ratio", ours->median / reference->median);
  json_builder_end_object (builder);
}

static void
print_figures (const Bench   *bench,
               const Figures *ours,
               const Figures *reference)
{
  g_print ("%-15s %s ms (%s to %s), %s times %s at %s ms\n  %s\n", bench->name,
           CLI_NUMBER (1e3 * ours->median), CLI_NUMBER (1e3 * ours->min), CLI_NUMBER (1e3 * ours->max),
           CLI_NUMBER (ours->median / reference->median), bench->reference_name,
           CLI_NUMBER (1e3 * reference->median), bench->what);
}

static gboolean
run_bench (const Bench  *bench,
           JsonBuilder  *builder,
           GError      **error)
{
  gpointer data = NULL;
  Figures ours;
  Figures reference;
  gboolean done;

  if (bench->prepare != NULL)
    {
      data = bench->prepare (error);
      if (data == NULL)
        return FALSE;
    }

  done = measure (bench, data, &ours, &reference, error);
  if (bench->finish != NULL)
    bench->finish (data);
  if (!done)
    return FALSE;

  if (builder != NULL)
    add_figures (builder, bench, &ours, &reference);
  else
    print_figures (bench, &ours, &reference);

  return TRUE;
}

static const Bench *
find_bench (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (benches); i++)
    {
      if (strcmp (benches[i]->name, name) == 0)
        return benches[i];
    }

  return NULL;
}

static gboolean
run_benches (char        **names,
             JsonBuilder  *builder,
             GError      **error)
{
  if (*names == NULL)
    {
      for (guint i = 0; i < G_N_ELEMENTS (benches); i++)
        if (!run_bench (benches[i], builder, error))
          return FALSE;
    }

  for (; *names != NULL; names++)
    {
      if (!run_bench (find_bench (*names), builder, error))
        return FALSE;
    }

  return TRUE;
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  gboolean json = FALSE;
  gboolean list = FALSE;
  const GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, "Print JSON", NULL },
    { "list", 'l', 0, G_OPTION_ARG_NONE, &list, "List the workloads and run none", NULL },
    { NULL }
  };
  g_autoptr(JsonBuilder) builder = NULL;
  g_autoptr(GError) error = NULL;

  if (!cli_parse (self, entries, &argc, &argv, 0, -1))
    return CLI_USAGE;
  for (int i = 1; i < argc; i++)
    if (find_bench (argv[i]) == NULL)
      return cli_usage (self, "there is no workload “%s”", argv[i]);

  for (guint i = 0; list && i < G_N_ELEMENTS (benches); i++)
    g_print ("%-15s %s\n", benches[i]->name, benches[i]->what);
  if (list)
    return CLI_DONE;

  if (json)
    {
      builder = json_builder_new ();
      json_builder_begin_array (builder);
    }
  if (!run_benches (argv + 1, builder, &error))
    return cli_fail (error);
  if (json)
    {
      json_builder_end_array (builder);
      cli_json_print (builder);
    }

  return CLI_DONE;
}

const CliCommand cmd_bench = {
  "bench",
  "[NAME…]",
  "Run the workloads whose figures the README shows",
  "Prints the median of seven runs, the fastest and the slowest, and the ratio to a\n"
  "reference that runs by turns with it. Without a NAME all workloads are run.",
  run,
};
