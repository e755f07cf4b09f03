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
#include "core/rim-compare.h"

#define N_RUNS 7

/* @goal: the ms or MB that are allowed; @ratio: how many times the reference is;
 * 0 where nothing was asked for.
 */
static const struct
{
  const Bench *bench;
  double       goal;
  double       ratio;
} benches[] = {
  { &bench_load_ct_600, 1000 },
  { &bench_suv, 0 },
  { &bench_mask_combine, 0 },
  { &bench_import_1000, 3000 },
  { &bench_index_100k, 0 },
  { &bench_search_100k, 50 },
  { &bench_stroke, 4, 1.2 },
  { &bench_stroke_lesions, 4, 1.2 },
  { &bench_stroke_sphere, 16 },
  { &bench_stroke_pen, 1 },
  { &bench_stroke_undo, 50 },
  { &bench_stroke_memory, 100 },
  { &bench_stroke_record, 100 },
  { &bench_journal_write, 5 },
  { &bench_seg_read, 3000 },
  { &bench_seg_write, 10000 },
  { &bench_seg_memory, 500 },
  { &bench_render_axial, 8 },
  { &bench_render_sagittal, 12 },
  { &bench_render_coronal, 12 },
  { &bench_render_oblique, 33 },
  { &bench_slab_mip, 16 },
  { &bench_slab_mip_oblique, 100 },
  { &bench_slab_mip_turned, 100 },
  { &bench_mip_pet, 50 },
  { &bench_outline, 0 },
  { &bench_fill_slices, 100 },
  { &bench_fill_slice, 5 },
  { &bench_margin, 0 },
  { &bench_margin_by_direction, 0 },
  { &bench_smooth_median, 0 },
  { &bench_smooth_gaussian, 0 },
  { &bench_measure, 0 },
  { &bench_compare, 0 },
  { &bench_grow_click, 0 },
  { &bench_grow_preview, 50 },
  { &bench_nodule, 0 },
  { &bench_seeds, 50 },
  { &bench_threshold_planes, 50 },
  { &bench_threshold_all, 0 },
  { &bench_pet_click, 300 },
  { &bench_livewire_sweep, 0 },
  { &bench_livewire, 4 },
  { &bench_extract_107, 30 },
  { &bench_extract_2060, 0 },
  { &bench_extract_process, 300 },
  { &bench_extract_24720, 1500 },
  { &bench_extract_edit, 50 },
  { &bench_score_live, 500 },
  { &bench_score_first, 500 },
  { &bench_score_others, 0 },
  { &bench_extract_10k, 0 },
  { &bench_extract_100k, 0 },
  { &bench_extract_750k, 200 },
  { &bench_extract_1m, 0 },
  { &bench_log, 90 },
  { &bench_map_glcm, 250 },
  { &bench_map_glcm_without, 120 },
  { &bench_map_contrast, 10 },
  { &bench_map_firstorder, 40 },
  { &bench_map_glrlm, 50 },
  { &bench_map_glszm, 20 },
  { &bench_map_gldm, 20 },
  { &bench_map_ngtdm, 20 },
  { &bench_screen_sort, 0 },
  { &bench_screen_welch, 200 },
  { &bench_screen_mann_whitney, 200 },
  { &bench_screen_auc, 0 },
  { &bench_map_glcm_3, 0 },
  { &bench_map_contrast_3, 0 },
  { &bench_map_firstorder_3, 0 },
  { &bench_map_glrlm_3, 0 },
  { &bench_map_glszm_3, 0 },
  { &bench_map_gldm_3, 0 },
  { &bench_map_ngtdm_3, 0 },
  { &bench_map_edit, 30 },
  { &bench_map_edit_glcm, 30 },
  { &bench_map_edit_100k, 30 },
  { &bench_map_first_slice, 30 },
  { &bench_map_first_slice_glcm, 30 },
  { &bench_map_first_slice_100k, 30 },
  { &bench_screen_icc, 0 },
  { &bench_screen_cox, 0 },
  { &bench_lasso_path, 0, 1 },
  { &bench_comb_radscore, 180000 },
  { &bench_comb_radscore_repeated, 180000 },
  { &bench_learn_forest, 0 },
  { &bench_tree_shap, 0, 1 },
};

/* In the unit of the workload. */
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

/* Sorts @times. */
double
bench_median (double *times,
              guint   n)
{
  qsort (times, n, sizeof *times, rim_compare_doubles);

  return times[n / 2];
}

static Figures
summarise (double *times,
           int     n)
{
  qsort (times, (gsize) n, sizeof *times, rim_compare_doubles);

  return (Figures) { times[n / 2], times[0], times[n - 1] };
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
  const int n_runs = bench->n_runs > 0 ? (int) bench->n_runs : N_RUNS;
  double times[2][N_RUNS];

  for (int n = bench->n_runs > 0 ? 0 : -1; n < n_runs; n++)
    {
      int slot = MAX (n, 0);

      if (!bench->run (data, &times[0][slot], error) ||
          !bench->reference (data, &times[1][slot], error))
        return FALSE;
    }

  *ours = summarise (times[0], n_runs);
  *reference = summarise (times[1], n_runs);

  return TRUE;
}

/* What a figure is multiplied with, and what it is in then. */
static const struct
{
  double      factor;
  const char *name;
  const char *key;
} units[] = {
  [BENCH_SECONDS] = { 1e3, "ms", "ms" },
  [BENCH_BYTES] = { 1e-6, "MB", "mb" },
};

static void
add_figure (JsonBuilder *builder,
            const char  *name,
            BenchUnit    unit,
            double       value)
{
  g_autofree char *key = g_strdup_printf ("%s_%s", name, units[unit].key);

  cli_json_number (builder, key, value);
}

static void
add_figures (JsonBuilder   *builder,
             guint          row,
             const Figures *ours,
             const Figures *reference)
{
  const Bench *bench = benches[row].bench;
  double factor = units[bench->unit].factor;

  json_builder_begin_object (builder);
  cli_json_string (builder, "name", bench->name);
  cli_json_string (builder, "what", bench->what);
  cli_json_whole (builder, "runs", N_RUNS);
  add_figure (builder, "median", bench->unit, factor * ours->median);
  add_figure (builder, "min", bench->unit, factor * ours->min);
  add_figure (builder, "max", bench->unit, factor * ours->max);
  cli_json_string (builder, "reference", bench->reference_name);
  if (!isnan (reference->median))
    {
      add_figure (builder, "reference_median", bench->unit, factor * reference->median);
      cli_json_number (builder, "ratio", ours->median / reference->median);
    }
  if (benches[row].goal > 0.0)
    add_figure (builder, "goal", bench->unit, benches[row].goal);
  if (benches[row].ratio > 0.0)
    cli_json_number (builder, "goal_ratio", benches[row].ratio);
  json_builder_end_object (builder);
}

static const char *
judge (double goal,
       double median,
       double least)
{
  if (median <= goal)
    return "met";

  return least <= goal ? "met by the fastest run only" : "MISSED";
}

static void
print_ratio (guint          row,
             const Figures *ours,
             const Figures *reference)
{
  const double ratio = benches[row].ratio;

  if (ratio > 0.0 && isnan (reference->median))
    g_print ("  not compared: %s times the reference are allowed, which is not here\n", CLI_NUMBER (ratio));
  else if (ratio > 0.0)
    g_print ("  %s: %s times the reference allowed\n",
             judge (ratio, ours->median / reference->median, ours->min / reference->min), CLI_NUMBER (ratio));
}

static void
print_figures (guint          row,
               const Figures *ours,
               const Figures *reference)
{
  const Bench *bench = benches[row].bench;
  double factor = units[bench->unit].factor;
  double goal = benches[row].goal;
  const char *unit = units[bench->unit].name;

  g_print ("%-15s %s %s (%s to %s)", bench->name, CLI_NUMBER (factor * ours->median), unit,
           CLI_NUMBER (factor * ours->min), CLI_NUMBER (factor * ours->max));
  if (isnan (reference->median))
    g_print (", %s is not here", bench->reference_name);
  else
    g_print (", %s times %s at %s %s", CLI_NUMBER (ours->median / reference->median), bench->reference_name,
             CLI_NUMBER (factor * reference->median), unit);
  g_print ("\n  %s\n", bench->what);
  if (goal > 0.0)
    g_print ("  %s: %s %s allowed\n", judge (goal, factor * ours->median, factor * ours->min),
             CLI_NUMBER (goal), unit);
  print_ratio (row, ours, reference);
}

static gboolean
run_bench (guint         row,
           JsonBuilder  *builder,
           GError      **error)
{
  const Bench *bench = benches[row].bench;
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
    add_figures (builder, row, &ours, &reference);
  else
    print_figures (row, &ours, &reference);

  return TRUE;
}

/* Returns: the row, or their number where there is none */
static guint
find_bench (const char *name)
{
  guint row = 0;

  while (row < G_N_ELEMENTS (benches) && strcmp (benches[row].bench->name, name) != 0)
    row++;

  return row;
}

static gboolean
run_benches (char        **names,
             JsonBuilder  *builder,
             GError      **error)
{
  if (*names == NULL)
    {
      for (guint i = 0; i < G_N_ELEMENTS (benches); i++)
        if (!run_bench (i, builder, error))
          return FALSE;
    }

  for (; *names != NULL; names++)
    {
      if (!run_bench (find_bench (*names), builder, error))
        return FALSE;
    }

  return TRUE;
}

static void
print_list (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (benches); i++)
    {
      g_print ("%-21s %s", benches[i].bench->name, benches[i].bench->what);
      if (benches[i].goal > 0.0)
        g_print (" (%s %s allowed)", CLI_NUMBER (benches[i].goal), units[benches[i].bench->unit].name);
      g_print ("\n");
    }
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
    if (find_bench (argv[i]) == G_N_ELEMENTS (benches))
      return cli_usage (self, "there is no workload “%s”", argv[i]);

  if (list)
    {
      print_list ();
      return CLI_DONE;
    }

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
  "reference that runs by turns with it, and whether the median is what is allowed.\n"
  "Without a NAME all workloads are run.",
  run,
};
