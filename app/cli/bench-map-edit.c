/* bench-map-edit.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "bench-lesion.h"
#include "bench.h"
#include "map/rim-map-change.h"
#include "map/rim-map-order.h"
#include "map/rim-map-study.h"
#include "segment/rim-stroke.h"

/* From image and VOI to the values of maps, as the window has it: after a dab of a brush of
 * 6 mm at the border of the lesion, and of the slice that is looked at. Lesions are public
 * ones where RIMLIGHT_TEST_DATA says they are, else of their size.
 */
#define BRUSH_MM 6.0

typedef struct
{
  RimVolume    *image;
  RimMask      *masks[2];        /* before and after the dab */
  RimSettings  *settings;
  guint         n_features;
  RimMapFeature features[32];
  RimMapInput  *before;
  float        *maps[32];
  float        *after[32];
} Edit;

static RimMapInput *
make_input (Edit     *self,
            guint     edit,
            GError  **error)
{
  const RimMapCase of = {
    .image = self->image, .voi = self->masks[edit], .lesion = self->masks[edit], .settings = self->settings,
  };

  return rim_map_input_new_for_case (&of, "original", NULL, error);
}

static gboolean
compute (Edit           *self,
         RimMapInput    *input,
         guint           first,
         guint           n_features,
         const guint32  *voxels,
         gsize           n_voxels,
         float         **maps,
         GError        **error)
{
  return rim_map_compute (input, self->features + first, n_features, voxels, n_voxels, maps + first, NULL, error);
}

static gboolean
compute_whole (Edit         *self,
               RimMapInput  *input,
               float       **maps,
               GError      **error)
{
  gsize n_visible;
  g_autofree guint32 *voxels = rim_map_order_voxels (input, NULL, 0, NULL, 0, &n_visible);

  return compute (self, input, 0, self->n_features, voxels, input->region->n_voxels, maps, error);
}

static void
find_features (Edit       *self,
               const char *prefix)
{
  RimMapFeature feature;

  for (guint i = 0; rim_map_feature_get (i, &feature); i++)
    {
      g_autofree char *name = rim_map_feature_dup_name (&feature);

      if (g_str_has_prefix (name, prefix))
        self->features[self->n_features++] = feature;
    }
}

/* A ball at the middle of the side to which x grows, half of it inside. */
static RimMask *
dab (RimMask *mask)
{
  const RimStrokeSpec spec = { .radius = BRUSH_MM / 2.0, .normal = { 0.0, 0.0, 1.0 } };
  g_autoptr(RimStroke) stroke = rim_stroke_new_ball (mask, &spec);
  RimBox box, touched;
  RimVec3 at;

  rim_mask_get_bounds (mask, &box);
  at = rim_grid_to_patient (rim_mask_get_grid (mask), RIM_VEC3 (box.max[0] - 1, (box.min[1] + box.max[1]) / 2.0,
                                                                (box.min[2] + box.max[2]) / 2.0));
  rim_stroke_add (stroke, &at, 1, &touched);

  return rim_mask_ref (rim_stroke_get_mask (stroke));
}

static void
finish (gpointer data)
{
  Edit *self = data;

  for (guint f = 0; f < self->n_features; f++)
    {
      g_free (self->maps[f]);
      g_free (self->after[f]);
    }
  for (guint m = 0; m < 2; m++)
    g_clear_pointer (&self->masks[m], rim_mask_unref);
  g_clear_pointer (&self->image, rim_volume_unref);
  g_clear_pointer (&self->settings, rim_settings_unref);
  g_clear_pointer (&self->before, rim_map_input_unref);
  g_free (self);
}

static gpointer
prepare (const char  *patient,
         double       n_voxels,
         const char  *features,
         GError     **error)
{
  g_autoptr(RimSettings) settings = rim_settings_load ("pyradiomics-default", error);
  Edit *self = g_new0 (Edit, 1);

  self->settings = rim_settings_with_diagnostics (settings, FALSE);
  if (!bench_lesion_load (patient, &self->image, &self->masks[0]))
    bench_lesion_make (n_voxels, &self->image, &self->masks[0]);
  self->masks[1] = dab (self->masks[0]);
  find_features (self, features);
  self->before = make_input (self, 0, error);
  for (guint f = 0; f < self->n_features; f++)
    {
      self->maps[f] = g_new (float, self->before->region->n_voxels);
      self->after[f] = g_new (float, rim_mask_count (self->masks[1]));
    }
  if (self->before == NULL || !compute_whole (self, self->before, self->maps, error))
    {
      finish (self);
      return NULL;
    }

  return self;
}

static gboolean
run_edit (gpointer   data,
          double    *seconds,
          GError   **error)
{
  Edit *self = data;
  const double start = bench_now ();
  g_autoptr(RimMapInput) input = make_input (self, 1, error);
  g_autoptr(RimMapChange) change = NULL;

  if (input == NULL)
    return FALSE;

  change = rim_map_change_new (self->before, input);
  for (guint f = 0, next = 0; f < self->n_features; f = next)
    {
      const gboolean keeps = rim_map_change_keeps (change, &self->features[f]);
      g_autofree guint32 *voxels = NULL;
      gsize n_voxels;

      for (; next < self->n_features && rim_map_change_keeps (change, &self->features[next]) == keeps; next++)
        {
          g_free (voxels);
          voxels = rim_map_change_carry (change, &self->features[next], NULL, self->maps[next], self->after[next],
                                         &n_voxels);
        }
      if (!compute (self, input, f, next - f, voxels, n_voxels, self->after, error))
        return FALSE;
    }
  *seconds = bench_now () - start;

  return TRUE;
}

static gboolean
run_whole (gpointer   data,
           double    *seconds,
           GError   **error)
{
  Edit *self = data;
  const double start = bench_now ();
  g_autoptr(RimMapInput) input = make_input (self, 1, error);

  if (input == NULL || !compute_whole (self, input, self->after, error))
    return FALSE;
  *seconds = bench_now () - start;

  return TRUE;
}

/* The axial slice in the middle. */
static gboolean
run_first_slice (gpointer   data,
                 double    *seconds,
                 GError   **error)
{
  Edit *self = data;
  const double start = bench_now ();
  g_autoptr(RimMapInput) input = make_input (self, 0, error);
  g_autofree guint32 *voxels = NULL;
  RimMapPlane plane;
  gsize n_visible;

  if (input == NULL)
    return FALSE;

  plane.point = rim_grid_to_patient (&input->region->grid, RIM_VEC3 (0.0, 0.0, input->region->grid.size[2] / 2));
  plane.normal = rim_grid_get_normal (&input->region->grid);
  voxels = rim_map_order_voxels (input, &plane, 1, NULL, 0, &n_visible);
  if (!compute (self, input, 0, self->n_features, voxels, n_visible, self->maps, error))
    return FALSE;
  *seconds = bench_now () - start;

  return TRUE;
}

#define EDIT(id, name, what_, patient, n_voxels, features, run)                     \
  static gpointer                                                                   \
  prepare_ ## id (GError **error)                                                   \
  {                                                                                 \
    return prepare (patient, n_voxels, features, error);                            \
  }                                                                                 \
                                                                                    \
  const Bench bench_map_ ## id = {                                                  \
    name, what_, "all of the map", prepare_ ## id, run, run_whole, finish, BENCH_SECONDS,  \
  };

EDIT (edit, "map-edit", "contrast after a dab of 6 mm, 25,693 voxels", "STS_003", 2.6e4, "glcm_Contrast", run_edit)
EDIT (edit_glcm, "map-edit-glcm", "24 maps of the GLCM after it", "STS_003", 2.6e4, "glcm_", run_edit)
EDIT (edit_100k, "map-edit-100k", "contrast after it, 94,963 voxels", "STS_004", 9.5e4, "glcm_Contrast", run_edit)
EDIT (first_slice, "map-first-slice", "contrast of the first slice, 25,693 voxels", "STS_003", 2.6e4, "glcm_Contrast",
      run_first_slice)
EDIT (first_slice_glcm, "map-first-slice-glcm", "24 maps of the GLCM of it", "STS_003", 2.6e4, "glcm_",
      run_first_slice)
EDIT (first_slice_100k, "map-first-slice-100k", "contrast of the first slice, 94,963 voxels", "STS_004", 9.5e4,
      "glcm_Contrast", run_first_slice)
