/* bench-map.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "bench.h"
#include "format/rim-image.h"
#include "map/rim-map.h"

/* Voxel maps of a lesion of 25,693 voxels: a public CT where RIMLIGHT_TEST_DATA says it
 * is, else one of its size that is made up. The reference counts every window anew, as
 * features of a region of its own, of each 64th voxel, and takes that 64 times.
 */
#define IMAGE "data/sts/STS_003/nifti/CT_image.nii.gz"
#define MASK  "data/sts/STS_003/nifti/CT_mask.nii.gz"

#define EVERY 64

/* Its windows have 12.7 times as many voxels as those of radius 1, and faces 5.4 times. */
#define WIDE_RADIUS 3

typedef struct
{
  RimRegion     *region;
  RimField      *field;
  RimMapSettings settings;
  guint          n_features;
  RimMapFeature  features[128];
  guint32       *voxels;
  gsize          n_voxels;
  float         *maps[128];
} Maps;

static char *
find_file (const char *name)
{
  const char *root = g_getenv ("RIMLIGHT_TEST_DATA");

  return g_build_filename (root != NULL ? root : "../shared", name, NULL);
}

static gboolean
load_public (Maps *self)
{
  g_autofree char *image_path = find_file (IMAGE);
  g_autofree char *mask_path = find_file (MASK);
  g_autoptr(RimVolume) image = rim_image_read (image_path, NULL);
  g_autoptr(RimRoiSet) set = rim_image_read_labels (mask_path, NULL);

  if (image == NULL || set == NULL || set->rois->len == 0)
    return FALSE;

  self->region = rim_region_new (((RimRoi *) g_ptr_array_index (set->rois, 0))->mask);
  self->field = rim_field_new_from_volume (image, &self->region->box, NULL);

  return self->field != NULL;
}

static void
make_synthetic (Maps *self)
{
  RimGrid grid = { { 51, 55, 21 } };
  g_autofree guint8 *inside = g_malloc0 (rim_grid_get_n_voxels (&grid));
  double *values = g_new (double, rim_grid_get_n_voxels (&grid));
  gsize n = 0;

  rim_affine_init_identity (&grid.to_patient);
  for (guint k = 0; k < grid.size[2]; k++)
    for (guint j = 0; j < grid.size[1]; j++)
      for (guint i = 0; i < grid.size[0]; i++, n++)
        {
          const guint noise = (i * 7919u + j * 104729u + k * 1299709u) % 131u;

          inside[n] = pow ((i - 25.0) / 25.0, 2) + pow ((j - 27.0) / 27.0, 2) + pow ((k - 10.0) / 10.0, 2) <= 1.0;
          values[n] = round (60.0 * sin (i * 0.21) * cos (j * 0.17 + k * 0.4) + noise);
        }
  self->region = rim_region_new_from_bytes (&grid, inside);
  self->field = rim_field_new_take (&grid, values);
}

/* All features of a class but @without, or the one of that name. */
static gpointer
prepare (const char *name,
         const char *without)
{
  Maps *self = g_new0 (Maps, 1);
  RimMapFeature feature;

  self->settings = (RimMapSettings) {
    .kernel_radius = 1,
    .is_masked = TRUE,
    .bins = { .binning = RIM_BINNING_WIDTH, .width = 25.0 },
    .family = RIM_FAMILY_SETTINGS_INIT,
  };
  if (!load_public (self))
    make_synthetic (self);
  self->n_voxels = self->region->n_voxels;
  self->voxels = g_new (guint32, self->n_voxels);
  for (gsize v = 0; v < self->n_voxels; v++)
    self->voxels[v] = (guint32) v;

  for (guint i = 0; rim_map_feature_get (i, &feature); i++)
    {
      g_autofree char *other = rim_map_feature_dup_name (&feature);

      if (g_str_has_prefix (other, name) && g_strcmp0 (other, without) != 0)
        {
          self->maps[self->n_features] = g_new (float, self->n_voxels);
          self->features[self->n_features++] = feature;
        }
    }

  return self;
}

static void
finish (gpointer data)
{
  Maps *self = data;

  for (guint f = 0; f < self->n_features; f++)
    g_free (self->maps[f]);
  rim_region_unref (self->region);
  rim_field_unref (self->field);
  g_free (self->voxels);
  g_free (self);
}

static gboolean
run_of (Maps    *self,
        guint    radius,
        double  *seconds,
        GError **error)
{
  const double start = bench_now ();
  RimMapSettings settings = self->settings;
  g_autoptr(RimMapInput) input = NULL;

  settings.kernel_radius = radius;
  input = rim_map_input_new (self->field, &self->region->box, self->region, &settings, error);

  if (input == NULL || !rim_map_compute (input, self->features, self->n_features, self->voxels,
                                         self->n_voxels, self->maps, NULL, error))
    return FALSE;
  *seconds = bench_now () - start;

  return TRUE;
}

static gboolean
run (gpointer   data,
     double    *seconds,
     GError   **error)
{
  return run_of (data, 1, seconds, error);
}

static gboolean
run_wide (gpointer   data,
          double    *seconds,
          GError   **error)
{
  return run_of (data, WIDE_RADIUS, seconds, error);
}

/* The window around a voxel as a region with the levels of all. */
static RimLevels *
cut_window (RimMapInput *input,
            gsize        at,
            RimRegion  **window)
{
  const RimLevels *levels = input->levels;
  const guint width = 2 * input->settings.kernel_radius + 1;
  RimGrid grid = { { width, width, width } };
  g_autofree guint8 *inside = g_malloc (rim_grid_get_n_voxels (&grid));
  g_autofree guint16 *found = g_new (guint16, rim_grid_get_n_voxels (&grid));
  const gssize reach = (gssize) (input->settings.kernel_radius * (1 + levels->stride[1] + levels->stride[2]));
  gsize n = 0;
  gsize n_inside = 0;

  rim_affine_init_identity (&grid.to_patient);
  for (guint k = 0; k < width; k++)
    for (guint j = 0; j < width; j++)
      for (guint i = 0; i < width; i++)
        {
          const guint16 level = levels->levels[(gssize) (at + i + j * levels->stride[1] + k * levels->stride[2]) -
                                               reach];

          inside[n++] = level > 0;
          found[n_inside] = level;
          n_inside += level > 0;
        }
  *window = rim_region_new_from_bytes (&grid, inside);

  return rim_levels_new (*window, found, levels->n_levels, 1);
}

static gboolean
run_reference (gpointer   data,
               double    *seconds,
               GError   **error)
{
  const RimAggregation aggregation = RIM_AGGREGATION_3D_AVERAGED;
  Maps *self = data;
  const RimFamily *family = rim_map_feature_get_family (&self->features[0]);
  g_autofree double *values = g_new (double, family->n_features);
  g_autoptr(RimMapInput) input = rim_map_input_new (self->field, &self->region->box, self->region,
                                                    &self->settings, error);
  const double start = bench_now ();

  if (input == NULL)
    return FALSE;
  for (gsize v = 0; v < self->n_voxels; v += EVERY)
    {
      g_autoptr(RimRegion) window = NULL;
      g_autoptr(RimLevels) levels = cut_window (input, input->offsets[v], &window);
      g_autofree double *intensities = g_new0 (double, window->n_voxels);
      RimFamilyInput of = {
        .region = window, .shape = window, .values = intensities, .levels = levels,
        .settings = &self->settings.family,
      };

      if (!family->compute (&of, &aggregation, 1, values, NULL, error))
        return FALSE;
    }
  *seconds = (bench_now () - start) * EVERY;

  return TRUE;
}

#define MAPS(id, name, what_, feature, without)                                     \
  static gpointer                                                                   \
  prepare_ ## id (GError **error)                                                   \
  {                                                                                 \
    return prepare (feature, without);                                              \
  }                                                                                 \
                                                                                    \
  const Bench bench_map_ ## id = {                                                  \
    name, what_, "each window as a region", prepare_ ## id, run, run_reference, finish, BENCH_SECONDS,  \
  };

MAPS (glcm, "map-glcm", "24 maps of the GLCM, 25,693 voxels, radius 1", "glcm_", NULL)
MAPS (glcm_without, "map-glcm-without-mcc", "the same without the MCC", "glcm_", "glcm_MCC")
MAPS (contrast, "map-glcm-contrast", "the contrast alone", "glcm_Contrast", NULL)
MAPS (firstorder, "map-firstorder", "18 maps of first order", "firstorder_", NULL)
MAPS (glrlm, "map-glrlm", "16 maps of the GLRLM", "glrlm_", NULL)
MAPS (glszm, "map-glszm", "16 maps of the GLSZM", "glszm_", NULL)
MAPS (gldm, "map-gldm", "14 maps of the GLDM", "gldm_", NULL)
MAPS (ngtdm, "map-ngtdm", "5 maps of the NGTDM", "ngtdm_", NULL)

#define WIDE_MAPS(id, name, what_, feature)                                         \
  static gpointer                                                                   \
  prepare_ ## id (GError **error)                                                   \
  {                                                                                 \
    return prepare (feature, NULL);                                                 \
  }                                                                                 \
                                                                                    \
  const Bench bench_map_ ## id = {                                                  \
    name, what_, "those of radius 1", prepare_ ## id, run_wide, run, finish, BENCH_SECONDS,  \
  };

WIDE_MAPS (glcm_3, "map-glcm-3", "24 maps of the GLCM, 25,693 voxels, radius 3", "glcm_")
WIDE_MAPS (contrast_3, "map-glcm-contrast-3", "the contrast alone", "glcm_Contrast")
WIDE_MAPS (firstorder_3, "map-firstorder-3", "18 maps of first order", "firstorder_")
WIDE_MAPS (glrlm_3, "map-glrlm-3", "16 maps of the GLRLM", "glrlm_")
WIDE_MAPS (glszm_3, "map-glszm-3", "16 maps of the GLSZM", "glszm_")
WIDE_MAPS (gldm_3, "map-gldm-3", "14 maps of the GLDM", "gldm_")
WIDE_MAPS (ngtdm_3, "map-ngtdm-3", "5 maps of the NGTDM", "ngtdm_")
