/* bench-delineate.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "bench.h"
#include "delineate/rim-livewire.h"
#include "delineate/rim-nodule.h"
#include "delineate/rim-pet.h"
#include "delineate/rim-range.h"
#include "delineate/rim-seeds.h"
#include "delineate/rim-smooth-grow.h"

#define CT_SIZE 512
#define CT_SLICES 120
#define PET_SIZE 144
#define PET_SLICES 120
#define PLANE_SIZE 512

/* A chest in outline: muscle, a lung, and in it a nodule at a vessel; all of it synthetic. */
typedef struct
{
  RimVolume        *ct;
  RimVolume        *pet;
  RimVec3           in_muscle;
  RimVec3           in_nodule;
  RimVec3           in_tumour;
  RimSmoothGrow    *grow;
  RimMask          *seeds[2];
  double           *plane;
  RimLivewire      *livewire;
  guint             n_runs;
  double            sum;
} Place;

static void
finish (gpointer data)
{
  Place *self = data;

  g_clear_pointer (&self->ct, rim_volume_unref);
  g_clear_pointer (&self->pet, rim_volume_unref);
  g_clear_pointer (&self->grow, rim_smooth_grow_free);
  for (guint n = 0; n < G_N_ELEMENTS (self->seeds); n++)
    g_clear_pointer (&self->seeds[n], rim_mask_unref);
  g_clear_pointer (&self->livewire, rim_livewire_free);
  g_free (self->plane);
  g_free (self);
}

static double
soften (double distance,
        double sigma)
{
  return 0.5 * erfc (distance / (sigma * sqrt (2)));
}

static double
get_hu (RimVec3 at,
        RimVec3 nodule)
{
  RimVec3 d = rim_vec3_sub (at, nodule);
  double wall = soften (60 - hypot (d.x, d.y), 0.7);
  double ball = soften (rim_vec3_length (d) - 7, 0.7);
  double vessel = soften (hypot (d.y, d.z) - 1.5, 0.7);

  return -850 + 890 * MAX (wall, MAX (ball, vessel));
}

static RimVolume *
make_ct (RimVec3   nodule,
         GError  **error)
{
  RimGrid grid = { .size = { CT_SIZE, CT_SIZE, CT_SLICES } };
  RimVolume *ct;
  guint32 state = 1;

  rim_affine_set_column (&grid.to_patient, 0, RIM_VEC3 (0.8, 0, 0));
  rim_affine_set_column (&grid.to_patient, 1, RIM_VEC3 (0, 0.8, 0));
  rim_affine_set_column (&grid.to_patient, 2, RIM_VEC3 (0, 0, 2));
  ct = rim_volume_new (&grid, RIM_VOXEL_INT16, error);
  if (ct == NULL)
    return NULL;

  for (guint k = 0; k < CT_SLICES; k++)
    {
      gint16 *slice = rim_volume_get_slice_for_writing (ct, k);

      for (gsize v = 0; v < CT_SIZE * CT_SIZE; v++)
        {
          RimVec3 at = rim_grid_to_patient (&grid, RIM_VEC3 ((double) (v % CT_SIZE), (double) (v / CT_SIZE), k));
          gboolean is_near = rim_vec3_length (rim_vec3_sub (at, nodule)) < 80;

          state = state * 1664525u + 1013904223u;
          slice[v] = (gint16) ((is_near ? get_hu (at, nodule) : 40) + (state >> 24) / 4.0 - 32);
        }
    }
  rim_volume_set_unit (ct, RIM_UNIT_HU);
  rim_volume_publish_all (ct);

  return ct;
}

static RimVolume *
make_pet (RimVec3   tumour,
          GError  **error)
{
  RimGrid grid = { .size = { PET_SIZE, PET_SIZE, PET_SLICES } };
  RimVolume *pet;
  guint32 state = 1;

  rim_affine_set_column (&grid.to_patient, 0, RIM_VEC3 (4.07, 0, 0));
  rim_affine_set_column (&grid.to_patient, 1, RIM_VEC3 (0, 4.07, 0));
  rim_affine_set_column (&grid.to_patient, 2, RIM_VEC3 (0, 0, 3.27));
  pet = rim_volume_new (&grid, RIM_VOXEL_FLOAT, error);
  if (pet == NULL)
    return NULL;

  for (guint k = 0; k < PET_SLICES; k++)
    {
      float *slice = rim_volume_get_slice_for_writing (pet, k);

      for (gsize v = 0; v < PET_SIZE * PET_SIZE; v++)
        {
          RimVec3 at = rim_grid_to_patient (&grid, RIM_VEC3 ((double) (v % PET_SIZE), (double) (v / PET_SIZE), k));
          double d = rim_vec3_length (rim_vec3_sub (at, tumour)) - 20;

          state = state * 1664525u + 1013904223u;
          slice[v] = (float) (1.5 + 8 * soften (d, 3) + (state >> 24) / 256.0);
        }
    }
  rim_volume_set_unit (pet, RIM_UNIT_SUVBW);
  rim_volume_publish_all (pet);

  return pet;
}

static gpointer
prepare_grow (GError **error)
{
  Place *self = g_new0 (Place, 1);

  self->in_muscle = RIM_VEC3 (330, 330, 120);
  self->ct = make_ct (RIM_VEC3 (150, 150, 120), error);
  if (self->ct != NULL)
    self->grow = rim_smooth_grow_new (self->ct, self->in_muscle, 60, 1.5, NULL, NULL, error);
  if (self->grow == NULL)
    g_clear_pointer (&self, finish);

  return self;
}

/* The widest there is: all of the ball. */
static gboolean
grow (gpointer   data,
      double    *seconds,
      GError   **error)
{
  Place *self = data;
  double start = bench_now ();
  g_autoptr(RimMask) mask = rim_smooth_grow_fill (self->grow, -60, 140, 2, TRUE, NULL, error);

  *seconds = bench_now () - start;

  return mask != NULL;
}

/* With what another tolerance does not cost: reading and smoothing. */
static gboolean
start_growing (gpointer   data,
               double    *seconds,
               GError   **error)
{
  Place *self = data;
  double start = bench_now ();
  g_autoptr(RimSmoothGrow) first = rim_smooth_grow_new (self->ct, self->in_muscle, 60, 1.5, NULL, NULL, error);

  *seconds = bench_now () - start;

  return first != NULL;
}

static RimMask *
make_seed (RimVolume *ct,
           RimVec3    middle,
           double     radius)
{
  RimRangeRegion ball;
  RimRange all = { -1e6, 1e6, RIM_RANGE_ALL, middle };

  rim_range_region_init_ball (&ball, ct, middle, radius);

  return rim_range_find (ct, &ball, &all, NULL, NULL);
}

/* Marked in the middle of 60 mm and about it. */
static gpointer
prepare_seeds (GError **error)
{
  Place *self = g_new0 (Place, 1);
  RimVec3 at = RIM_VEC3 (330, 330, 120);

  self->ct = make_ct (RIM_VEC3 (150, 150, 120), error);
  if (self->ct == NULL)
    {
      g_clear_pointer (&self, finish);
      return NULL;
    }

  self->seeds[0] = make_seed (self->ct, at, 5);
  for (guint n = 0; n < 6; n++)
    {
      double offset = n % 2 == 0 ? -27 : 27;
      RimVec3 place = rim_vec3_add (at, RIM_VEC3 (n / 2 == 0 ? offset : 0, n / 2 == 1 ? offset : 0,
                                                  n / 2 == 2 ? offset : 0));
      g_autoptr(RimMask) seed = make_seed (self->ct, place, 3);
      g_autoptr(RimMask) before = g_steal_pointer (&self->seeds[1]);

      self->seeds[1] = before != NULL ? rim_mask_combine (before, seed, RIM_MASK_UNION) : rim_mask_ref (seed);
    }

  return self;
}

static gboolean
grow_seeds (gpointer   data,
            double    *seconds,
            GError   **error)
{
  Place *self = data;
  RimSeedsOptions options = { 10, 0 };
  double start = bench_now ();
  g_autoptr(GPtrArray) masks = rim_seeds_grow (self->ct, self->seeds, G_N_ELEMENTS (self->seeds), &options, NULL, error);

  *seconds = bench_now () - start;

  return masks != NULL;
}

static gpointer
prepare_ct (GError **error)
{
  Place *self = g_new0 (Place, 1);

  self->ct = make_ct (RIM_VEC3 (150, 150, 120), error);
  if (self->ct == NULL)
    g_clear_pointer (&self, finish);

  return self;
}

typedef RimMask *(*RangeFunc) (RimVolume            *volume,
                               const RimRangeRegion *region,
                               const RimRange       *range,
                               GCancellable         *cancellable,
                               GError              **error);

static gboolean
find_range (Place      *self,
            RangeFunc   func,
            double     *seconds,
            GError    **error)
{
  RimRange range = { -100, 30, RIM_RANGE_ALL, RIM_VEC3 (150, 150, 120) };
  g_autoptr(RimMask) mask = NULL;
  RimRangeRegion all;
  double start = bench_now ();

  rim_range_region_init_all (&all, self->ct);
  mask = func (self->ct, &all, &range, NULL, error);
  *seconds = bench_now () - start;

  return mask != NULL;
}

static RimMask *
find_through_point (RimVolume             *volume,
                    const RimRangeRegion  *region,
                    const RimRange        *range,
                    GCancellable          *cancellable,
                    GError               **error)
{
  return rim_range_find_on_planes (volume, region, range, range->point, cancellable, error);
}

static gboolean
find_on_planes (gpointer   data,
                double    *seconds,
                GError   **error)
{
  return find_range (data, find_through_point, seconds, error);
}

static gboolean
find_all (gpointer   data,
          double    *seconds,
          GError   **error)
{
  return find_range (data, rim_range_find, seconds, error);
}

static gpointer
prepare_nodule (GError **error)
{
  Place *self = g_new0 (Place, 1);

  self->in_nodule = RIM_VEC3 (150, 150, 120);
  self->ct = make_ct (self->in_nodule, error);
  if (self->ct == NULL)
    g_clear_pointer (&self, finish);

  return self;
}

static gboolean
find_nodule (gpointer   data,
             double    *seconds,
             GError   **error)
{
  Place *self = data;
  RimNoduleOptions options = RIM_NODULE_OPTIONS_INIT;
  double start = bench_now ();
  g_autoptr(RimMask) mask = rim_nodule_delineate (self->ct, self->in_nodule, &options, NULL, NULL, NULL, error);

  *seconds = bench_now () - start;

  return mask != NULL;
}

static gpointer
prepare_pet (GError **error)
{
  Place *self = g_new0 (Place, 1);

  self->in_tumour = RIM_VEC3 (300, 280, 190);
  self->pet = make_pet (self->in_tumour, error);
  if (self->pet == NULL)
    g_clear_pointer (&self, finish);

  return self;
}

static gboolean
click (gpointer   data,
       double    *seconds,
       GError   **error)
{
  Place *self = data;
  RimPetPlace place = { self->in_tumour, 10, 60, NULL };
  double start = bench_now ();
  g_autoptr(RimPet) pet = rim_pet_new (self->pet, &place, error);
  g_autoptr(RimMask) mask = pet != NULL ? rim_pet_find_surface (pet, 2, NULL, NULL, error) : NULL;

  *seconds = bench_now () - start;

  return mask != NULL;
}

static gpointer
prepare_livewire (GError **error)
{
  Place *self = g_new0 (Place, 1);
  RimLivewirePlane plane = { NULL, PLANE_SIZE, PLANE_SIZE, 0.8, 0.8 };

  self->plane = g_new (double, PLANE_SIZE * PLANE_SIZE);
  for (guint n = 0; n < PLANE_SIZE * PLANE_SIZE; n++)
    self->plane[n] = get_hu (RIM_VEC3 (n % PLANE_SIZE * 0.8, n / PLANE_SIZE * 0.8, 0), RIM_VEC3 (200, 200, 0));
  plane.values = self->plane;
  self->livewire = rim_livewire_new (&plane);
  rim_livewire_set_anchor (self->livewire, (RimLivewirePoint) { 256, 176 }, 120);

  return rim_livewire_sweep (self->livewire, NULL, error) ? self : NULL;
}

static gboolean
sweep (gpointer   data,
       double    *seconds,
       GError   **error)
{
  Place *self = data;
  double start = bench_now ();

  rim_livewire_set_anchor (self->livewire, (RimLivewirePoint) { 256, 176 }, 120);
  *seconds = 0;
  if (!rim_livewire_sweep (self->livewire, NULL, error))
    return FALSE;
  *seconds = bench_now () - start;

  return TRUE;
}

static gboolean
follow (gpointer   data,
        double    *seconds,
        GError   **error)
{
  Place *self = data;
  double start = bench_now ();
  g_autoptr(GArray) path = rim_livewire_get_path (self->livewire, (RimLivewirePoint) { 200 + self->n_runs++, 380 });

  *seconds = bench_now () - start;

  return path->len > 0;
}

/* The box of the image that is about the place. */
static gboolean
read_box (gpointer   data,
          double    *seconds,
          GError   **error)
{
  Place *self = data;
  RimVolume *volume = self->pet != NULL ? self->pet : self->ct;
  guint n_slices = self->pet != NULL ? 36 : 60, n = self->pet != NULL ? 30 : 150;
  double values[150];
  double start = bench_now ();

  for (guint k = 0; k < n_slices; k++)
    for (guint j = 0; j < n; j++)
      {
        rim_volume_read_row (volume, 0, j, k, n, values);
        for (guint i = 0; i < n; i++)
          self->sum += values[i];
      }
  *seconds = bench_now () - start;

  return TRUE;
}

static gboolean
read_plane (gpointer   data,
            double    *seconds,
            GError   **error)
{
  Place *self = data;
  double start = bench_now ();

  for (guint n = 0; n < PLANE_SIZE * PLANE_SIZE; n++)
    self->sum += self->plane[n];
  *seconds = bench_now () - start;

  return TRUE;
}

const Bench bench_grow_preview = {
  "grow-preview",
  "another tolerance of region growing in muscle, a ball of 120 mm, opened and filled",
  "reading its box",
  prepare_grow, grow, read_box, finish,
};

const Bench bench_grow_click = {
  "grow-click",
  "reading and smoothing a ball of 120 mm of muscle for region growing",
  "reading its box",
  prepare_grow, start_growing, read_box, finish,
};

const Bench bench_threshold_planes = {
  "threshold-planes",
  "a threshold of noise on the three planes that are seen of a CT of 512 x 512 x 120",
  "reading a box of 120 mm",
  prepare_ct, find_on_planes, read_box, finish,
};

const Bench bench_threshold_all = {
  "threshold-all",
  "a threshold of noise of all of a CT of 512 x 512 x 120",
  "reading a box of 120 mm",
  prepare_ct, find_all, read_box, finish,
};

const Bench bench_seeds = {
  "seeds-preview",
  "growing from seeds in and about a lesion of 60 mm",
  "reading a box of 120 mm",
  prepare_seeds, grow_seeds, read_box, finish,
};

const Bench bench_nodule = {
  "nodule",
  "a nodule of 14 mm at a vessel, from a click",
  "reading a box of 120 mm",
  prepare_nodule, find_nodule, read_box, finish,
};

const Bench bench_pet_click = {
  "pet-click",
  "a tumour of 40 mm of a PET, from a click to its optimal surface",
  "reading its box",
  prepare_pet, click, read_box, finish,
};

const Bench bench_livewire_sweep = {
  "livewire-sweep",
  "all ways of a livewire within 120 mm of an anchor",
  "reading the plane of 512 x 512",
  prepare_livewire, sweep, read_plane, finish,
};

const Bench bench_livewire = {
  "livewire",
  "the way of a livewire to the pointer, after the sweep",
  "reading the plane of 512 x 512",
  prepare_livewire, follow, read_plane, finish,
};
