/* bench.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BenchUnit:
 * @BENCH_SECONDS: a time, printed in ms
 * @BENCH_BYTES: memory or space on a disk, printed in MB
 *
 * What a workload counts.
 */
typedef enum
{
  BENCH_SECONDS,
  BENCH_BYTES,
} BenchUnit;

/**
 * BenchFunc:
 * @data: what the workload prepared
 * @amount: (out): how many seconds or bytes it took; NAN from a reference that this
 *   machine has not
 * @error: where to put an error
 *
 * Runs a workload once and counts what it takes.
 *
 * Returns: whether it could
 */
typedef gboolean (*BenchFunc) (gpointer   data,
                               double    *amount,
                               GError   **error);

/**
 * Bench:
 * @name: what is typed
 * @what: what it measures
 * @reference_name: what it is compared with
 * @prepare: (nullable): makes what the runs need
 * @run: the workload
 * @reference: the workload it is compared with, in the same run
 * @finish: (nullable): throws it away
 * @unit: what is counted
 * @n_runs: how often it is run where that is long; 0 for as often as others, after a first
 *   time that does not count
 *
 * A workload whose figure the README shows: one row of the table in cmd-bench.c.
 * Figures of different machines differ; the ratio hardly does.
 */
typedef struct
{
  const char *name;
  const char *what;
  const char *reference_name;
  gpointer (*prepare)(GError **error);
  BenchFunc   run;
  BenchFunc   reference;
  void (*finish)(gpointer data);
  BenchUnit   unit;
  guint       n_runs;
} Bench;

extern const Bench bench_load_ct_600;
extern const Bench bench_suv;
extern const Bench bench_mask_combine;
extern const Bench bench_import_1000;
extern const Bench bench_index_100k;
extern const Bench bench_score_first;
extern const Bench bench_score_live;
extern const Bench bench_score_others;
extern const Bench bench_search_100k;
extern const Bench bench_seg_read;
extern const Bench bench_seg_write;
extern const Bench bench_seg_memory;
extern const Bench bench_stroke;
extern const Bench bench_stroke_lesions;
extern const Bench bench_stroke_sphere;
extern const Bench bench_stroke_pen;
extern const Bench bench_stroke_undo;
extern const Bench bench_stroke_memory;
extern const Bench bench_stroke_record;
extern const Bench bench_journal_write;
extern const Bench bench_render_axial;
extern const Bench bench_render_sagittal;
extern const Bench bench_render_coronal;
extern const Bench bench_render_oblique;
extern const Bench bench_slab_mip;
extern const Bench bench_slab_mip_oblique;
extern const Bench bench_slab_mip_turned;
extern const Bench bench_mip_pet;
extern const Bench bench_fill_slices;
extern const Bench bench_fill_slice;
extern const Bench bench_margin;
extern const Bench bench_margin_by_direction;
extern const Bench bench_smooth_median;
extern const Bench bench_smooth_gaussian;
extern const Bench bench_outline;
extern const Bench bench_measure;
extern const Bench bench_compare;
extern const Bench bench_grow_click;
extern const Bench bench_grow_preview;
extern const Bench bench_nodule;
extern const Bench bench_seeds;
extern const Bench bench_threshold_all;
extern const Bench bench_threshold_planes;
extern const Bench bench_pet_click;
extern const Bench bench_livewire_sweep;
extern const Bench bench_livewire;
extern const Bench bench_extract_107;
extern const Bench bench_extract_2060;
extern const Bench bench_extract_process;
extern const Bench bench_extract_24720;
extern const Bench bench_extract_edit;
extern const Bench bench_extract_10k;
extern const Bench bench_extract_100k;
extern const Bench bench_extract_750k;
extern const Bench bench_extract_1m;
extern const Bench bench_log;
extern const Bench bench_map_glcm;
extern const Bench bench_map_glcm_without;
extern const Bench bench_map_contrast;
extern const Bench bench_map_firstorder;
extern const Bench bench_map_glrlm;
extern const Bench bench_map_glszm;
extern const Bench bench_map_gldm;
extern const Bench bench_map_ngtdm;
extern const Bench bench_screen_sort;
extern const Bench bench_screen_welch;
extern const Bench bench_screen_mann_whitney;
extern const Bench bench_screen_auc;
extern const Bench bench_map_glcm_3;
extern const Bench bench_map_contrast_3;
extern const Bench bench_map_firstorder_3;
extern const Bench bench_map_glrlm_3;
extern const Bench bench_map_glszm_3;
extern const Bench bench_map_gldm_3;
extern const Bench bench_map_ngtdm_3;
extern const Bench bench_map_edit;
extern const Bench bench_map_edit_glcm;
extern const Bench bench_map_edit_100k;
extern const Bench bench_map_first_slice;
extern const Bench bench_map_first_slice_glcm;
extern const Bench bench_map_first_slice_100k;
extern const Bench bench_screen_icc;
extern const Bench bench_screen_cox;
extern const Bench bench_lasso_path;
extern const Bench bench_comb_radscore;
extern const Bench bench_comb_radscore_repeated;
extern const Bench bench_learn_forest;
extern const Bench bench_tree_shap;

double   bench_now           (void);
double   bench_median        (double      *times,
                              guint        n);
void     bench_remove_folder (const char  *folder);
char    *bench_write_numbers (const double *numbers,
                              gsize         n,
                              GError      **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean bench_run_r         (const char  *script,
                              const char  *path,
                              double      *seconds);
gboolean bench_read_files    (gpointer     folder,
                              double      *seconds,
                              GError     **error);

G_END_DECLS
