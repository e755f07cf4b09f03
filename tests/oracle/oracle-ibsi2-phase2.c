/* oracle-ibsi2-phase2.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-measure.h"
#include "filter/rim-ibsi-filter.h"
#include "format/rim-nifti.h"
#include "rim-test-data.h"
#include "rim-test-reference.h"
#include "volume/rim-region.h"

#include <math.h>
#include <stdlib.h>

/* What the IBSI publishes for filtered images of the CT phantom, configuration A:
 * slice by slice, not interpolated, voxels from -1000 to 400 HU.
 */

typedef struct
{
  const char            *id;
  RimIbsiFilterSettings  settings;
} Case;

#define ROTATED(how) .rotation_invariant = TRUE, .pooling = RIM_POOLING_ ## how
#define FLAT(kind) RIM_IBSI_ ## kind, TRUE, RIM_BOUNDARY_MIRROR

static const Case cases[] = {
  { "2.A", { FLAT (MEAN), .support = 5 } },
  { "3.A", { FLAT (LOG), .sigma = 1.5, .cutoff = 4 } },
  { "4.A", { FLAT (LAWS), ROTATED (MAX), .kernels = "L5E5", .energy = TRUE,
             .energy_distance = 7 } },
  { "5.A", { FLAT (GABOR), ROTATED (AVERAGE), .sigma = 5, .lambda = 2, .gamma = 1.5,
             .theta_step = G_PI / 8 } },
  { "6.A", { FLAT (WAVELET), ROTATED (AVERAGE), .wavelet = "db3", .subband = "LH", .level = 1 } },
  { "7.A", { FLAT (WAVELET), ROTATED (AVERAGE), .wavelet = "db3", .subband = "HH", .level = 2 } },
  { "8.A", { FLAT (SIMONCELLI), .level = 1 } },
  { "9.A", { FLAT (SIMONCELLI), .level = 2 } },
};

typedef struct
{
  RimRegion *region;
  double    *values;
} Sample;

static gboolean
gather (const char  *name,
        RimField    *field,
        gpointer     data,
        GError     **error)
{
  Sample *self = data;

  rim_region_gather (self->region, field, self->values);

  return TRUE;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  const double *x = a, *y = b;

  return *x < *y ? -1 : *x > *y;
}

static double
get_percentile (const double *sorted,
                gsize         n,
                double        share)
{
  double at = share * (double) (n - 1);
  gsize below = (gsize) at;

  return sorted[below] + (at - (double) below) * (sorted[MIN (below + 1, n - 1)] - sorted[below]);
}

/* The mean of (value - centre)^power, or of |value - centre| for power 0, of those
 * from @low to @high.
 */
static double
get_moment (const double *values,
            gsize         n,
            double        center,
            gint          power,
            double        low,
            double        high)
{
  double sum = 0.0;
  gsize count = 0;

  for (gsize v = 0; v < n; v++)
    if (values[v] >= low && values[v] <= high)
      {
        sum += power == 0 ? fabs (values[v] - center) : pow (values[v] - center, power);
        count++;
      }

  return sum / (double) count;
}

static double
get_statistic (const double *sorted,
               gsize         n,
               const char   *tag)
{
  const double mean = get_moment (sorted, n, 0, 1, -INFINITY, INFINITY);
  const double variance = get_moment (sorted, n, mean, 2, -INFINITY, INFINITY);
  const double p10 = get_percentile (sorted, n, 0.1), p90 = get_percentile (sorted, n, 0.9);
  const double p25 = get_percentile (sorted, n, 0.25), p75 = get_percentile (sorted, n, 0.75);
  const double median = get_percentile (sorted, n, 0.5);
  const double squares = get_moment (sorted, n, 0, 2, -INFINITY, INFINITY);
  const struct
  {
    const char *tag;
    double      value;
  } statistics[] = {
    { "stat_mean", mean },
    { "stat_var", variance },
    { "stat_skew", get_moment (sorted, n, mean, 3, -INFINITY, INFINITY) / pow (variance, 1.5) },
    { "stat_kurt", get_moment (sorted, n, mean, 4, -INFINITY, INFINITY) / variance / variance - 3 },
    { "stat_median", median },
    { "stat_min", sorted[0] },
    { "stat_p10", p10 },
    { "stat_p90", p90 },
    { "stat_max", sorted[n - 1] },
    { "stat_iqr", p75 - p25 },
    { "stat_range", sorted[n - 1] - sorted[0] },
    { "stat_mad", get_moment (sorted, n, mean, 0, -INFINITY, INFINITY) },
    { "stat_rmad", get_moment (sorted, n, get_moment (sorted, n, 0, 1, p10, p90), 0, p10, p90) },
    { "stat_medad", get_moment (sorted, n, median, 0, -INFINITY, INFINITY) },
    { "stat_cov", sqrt (variance) / mean },
    { "stat_qcod", (p75 - p25) / (p75 + p25) },
    { "stat_energy", squares * (double) n },
    { "stat_rms", sqrt (squares) },
  };

  for (guint s = 0; s < G_N_ELEMENTS (statistics); s++)
    if (g_str_equal (statistics[s].tag, tag))
      return statistics[s].value;

  g_assert_not_reached ();
}

/* The voxels of the mask within -1000 to 400 HU. */
static RimRegion *
make_region (RimVolume *image,
             RimMask   *mask)
{
  const RimGrid *grid = rim_volume_get_grid (image);
  g_autofree guint8 *voxels = rim_mask_to_bytes (mask);
  g_autofree double *row = g_new (double, grid->size[0]);
  gsize v = 0;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      {
        rim_volume_read_row (image, 0, j, k, grid->size[0], row);
        for (guint i = 0; i < grid->size[0]; i++, v++)
          voxels[v] = voxels[v] && row[i] >= -1000 && row[i] <= 400;
      }

  return rim_region_new_from_bytes (grid, voxels);
}

static RimVolume *
load_or_skip (RimRegion **region)
{
  g_autofree char *path =
    rim_test_data_or_skip ("data/ibsi1/ct_phantom/nifti/image/phantom.nii.gz");
  g_autofree char *mask_path = NULL;
  g_autoptr(RimRoiSet) set = NULL;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(GError) error = NULL;
  RimVolume *image;

  if (path == NULL)
    return NULL;
  mask_path = rim_test_data_or_skip ("data/ibsi1/ct_phantom/nifti/mask/mask.nii.gz");
  if (mask_path == NULL)
    return NULL;

  image = rim_nifti_read (path, &error);
  g_assert_no_error (error);
  set = rim_nifti_read_labels (mask_path, &error);
  g_assert_no_error (error);
  mask = rim_mask_resample (((RimRoi *) g_ptr_array_index (set->rois, 0))->mask,
                            rim_volume_get_grid (image));
  g_assert_cmpuint (rim_mask_count (mask), ==, 125256);
  *region = make_region (image, mask);
  g_assert_cmpuint ((*region)->n_voxels, ==, 125238);

  return image;
}

static void
test_case (gconstpointer data)
{
  const Case *self = data;
  g_autoptr(RimTestTable) table = rim_test_table_load_or_skip ("reference/ibsi/ibsi2_phase2.csv");
  g_autoptr(RimRegion) region = NULL;
  g_autoptr(RimVolume) image = table != NULL ? load_or_skip (&region) : NULL;
  g_autofree double *values = NULL;
  g_autoptr(GError) error = NULL;
  Sample sample;
  guint n_checked = 0;

  if (image == NULL)
    return;

  values = g_new (double, region->n_voxels);
  sample = (Sample) { region, values };
  rim_filter_ibsi (image, &region->box, &self->settings, gather, &sample, NULL, &error);
  g_assert_no_error (error);
  qsort (values, region->n_voxels, sizeof *values, compare_doubles);

  for (guint row = 0; row < table->rows->len; row++)
    {
      const char *tag = rim_test_table_get (table, row, "tag");
      double reference, tolerance, value;

      if (!g_str_equal (rim_test_table_get (table, row, "filter_id"), self->id))
        continue;

      reference = g_ascii_strtod (rim_test_table_get (table, row, "reference_value"), NULL);
      tolerance = g_ascii_strtod (rim_test_table_get (table, row, "tolerance"), NULL);
      value = get_statistic (values, region->n_voxels, tag);
      g_test_message ("%s %s: %g, published %g ± %g", self->id, tag, value, reference, tolerance);
      g_assert_cmpfloat (fabs (value - reference), <=, tolerance);
      n_checked++;
    }

  g_assert_cmpuint (n_checked, ==, 18);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autofree char *path = g_strdup_printf ("/oracle/ibsi2-phase2/%s", cases[c].id);

      g_test_add_data_func (path, &cases[c], test_case);
    }

  return g_test_run ();
}
