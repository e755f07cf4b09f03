/* test-map-cache.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "map/rim-map-cache-private.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>

#include "map/rim-map-recall.h"
#include "rim-test-data.h"

/* What was kept comes back with its bits or not at all, and only for what it was made of. */

#define WIDTH  7
#define HEIGHT 6
#define DEPTH  5
#define N      (WIDTH * HEIGHT * DEPTH)
#define LONG   G_USEC_PER_SEC

/* What maps are made of, one field at a time another. */
typedef struct
{
  gint16      voxel;
  double      slope;
  double      intercept;
  RimUnit     unit;
  double      spacing;
  gboolean    is_single;
  guint8      inside;
  double      shift;           /* of the mask's grid */
  guint       kernel;
  const char *yaml;
  const char *patient;
} Case;

static const Case plain = { 5, 1.0, 0.0, RIM_UNIT_HU, 1.0, FALSE, 1, 0.0, 1, "{}", "A" };

static RimGrid
make_grid (double spacing,
           double shift)
{
  RimGrid grid = { { WIDTH, HEIGHT, DEPTH } };

  rim_affine_init_identity (&grid.to_patient);
  grid.to_patient.m[0][0] = spacing;
  grid.to_patient.m[1][3] = shift;

  return grid;
}

static RimVolume *
make_image (const Case *of)
{
  const RimGrid grid = make_grid (of->spacing, 0.0);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSource) source = rim_source_new ();
  RimVolume *volume = rim_volume_new (&grid, RIM_VOXEL_INT16, &error);

  g_assert_no_error (error);
  for (guint k = 0; k < DEPTH; k++)
    {
      gint16 *slice = rim_volume_get_slice_for_writing (volume, k);

      for (guint v = 0; v < WIDTH * HEIGHT; v++)
        slice[v] = (gint16) (v % 11 + k);
      if (k == 2)
        slice[17] = of->voxel;
      rim_volume_set_rescale (volume, k, (RimRescale) { of->slope, of->intercept });
    }
  source->patient_id = g_strdup (of->patient);
  rim_volume_set_source (volume, source);
  rim_volume_set_unit (volume, of->unit);
  rim_volume_set_rescaled_is_single (volume, of->is_single);
  rim_volume_publish_all (volume);

  return volume;
}

static RimMask *
make_mask (const Case *of)
{
  const RimGrid grid = make_grid (of->spacing, of->shift);
  guint8 inside[N] = { 0 };

  for (guint n = 20; n < N - 30; n++)
    inside[n] = n % 5 != 0;
  inside[81] = of->inside;

  return rim_mask_new_from_bytes (&grid, inside);
}

static char *
make_origin (const Case *of)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimVolume) image = make_image (of);
  g_autoptr(RimMask) mask = make_mask (of);
  g_autoptr(RimSettings) plain_kernel = rim_settings_new_from_yaml (of->yaml, "test.yaml", &error);
  g_autoptr(RimSettings) settings = NULL;
  char *origin;

  g_assert_no_error (error);
  settings = rim_settings_with_kernel (plain_kernel, of->kernel);
  origin = rim_map_origin_new (image, mask, settings, NULL, &error);
  g_assert_no_error (error);

  return origin;
}

static void
test_origin (void)
{
  Case cases[12];
  g_autoptr(GHashTable) origins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *first = make_origin (&plain);
  g_autofree char *again = make_origin (&plain);
  g_autofree char *renamed = NULL;
  Case other = plain;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    cases[i] = plain;
  cases[1].voxel = 6;
  cases[2].slope = 1.0 + DBL_EPSILON;
  cases[3].intercept = -1024.0;
  cases[4].unit = RIM_UNIT_STORED;
  cases[5].spacing = 1.5;
  cases[6].is_single = TRUE;
  cases[7].inside = 0;
  cases[8].shift = 1.0;
  cases[9].kernel = 2;
  cases[10].yaml = "{setting: {binWidth: 24}}";
  cases[11].yaml = "{setting: {resegmentRange: [-3, 400]}}";
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (!g_hash_table_add (origins, make_origin (&cases[i])))
      g_error ("case %u has the origin of another", i);

  g_assert_cmpuint (strlen (first), ==, 64);
  g_assert_cmpstr (first, ==, again);
  other.patient = "B";
  renamed = make_origin (&other);
  g_assert_cmpstr (first, ==, renamed);
}

/* Other values of the same voxels are another image, though these are hashed once. */
static void
test_rescaled (void)
{
  const double twice[DEPTH] = { 2.0, 2.0, 2.0, 2.0, 2.0 };
  const double once[DEPTH] = { 1.0, 1.0, 1.0, 1.0, 1.0 };
  g_autoptr(RimVolume) image = make_image (&plain);
  g_autoptr(RimVolume) same = rim_volume_new_rescaled (image, once, RIM_UNIT_HU);
  g_autoptr(RimVolume) double_values = rim_volume_new_rescaled (image, twice, RIM_UNIT_HU);
  const gboolean had_hash = rim_volume_has_hash (double_values);
  g_autofree char *hash = rim_volume_dup_hash (image, NULL, NULL);
  g_autofree char *same_hash = rim_volume_dup_hash (same, NULL, NULL);
  g_autofree char *other_hash = rim_volume_dup_hash (double_values, NULL, NULL);

  g_assert_false (had_hash);
  g_assert_true (rim_volume_has_hash (double_values));
  g_assert_cmpstr (hash, ==, same_hash);
  g_assert_cmpstr (hash, !=, other_hash);
}

static void
test_cancelled (void)
{
  g_autoptr(RimVolume) image = make_image (&plain);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (rim_volume_dup_hash (image, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static RimStoredMap *
make_map (float scale)
{
  g_autoptr(RimMask) mask = make_mask (&plain);
  RimStoredMap *map = g_new0 (RimStoredMap, 1);

  map->grid = *rim_mask_get_grid (mask);
  map->region = rim_region_new (mask);
  map->values = g_new (float, map->region->n_voxels);
  for (gsize v = 0; v < map->region->n_voxels; v++)
    map->values[v] = scale * (float) sin ((double) v);
  map->values[3] = NAN;
  map->values[4] = -0.0f;
  map->values[5] = INFINITY;

  return map;
}

static void
assert_equal (const RimStoredMap *a,
              const RimStoredMap *b)
{
  const gsize n = a->region->n_voxels;

  g_assert_true (rim_grid_equal (&a->grid, &b->grid, 0.0));
  g_assert_cmpmem (&a->region->box, sizeof a->region->box, &b->region->box, sizeof b->region->box);
  g_assert_cmpmem (a->region->inside, rim_grid_get_n_voxels (&a->region->grid),
                   b->region->inside, rim_grid_get_n_voxels (&b->region->grid));
  g_assert_cmpmem (a->values, n * sizeof (float), b->values, b->region->n_voxels * sizeof (float));
}

static void
test_bits (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *below = g_build_filename (folder, "maps", NULL);
  g_autoptr(RimMapCache) cache = rim_map_cache_new (below, RIM_MAP_CACHE_DEFAULT_BUDGET);
  g_autoptr(RimStoredMap) map = make_map (1.0f);
  g_autoptr(RimStoredMap) found = NULL;
  guint n_maps;

  g_assert_null (rim_map_cache_find (cache, "origin", "original_glcm_Contrast"));
  g_assert_cmpuint (rim_map_cache_get_size (cache, &n_maps), ==, 0);
  g_assert_true (rim_map_cache_keep (cache, "origin", "original_glcm_Contrast", map, LONG));
  g_assert_cmpuint (rim_map_cache_get_size (cache, &n_maps), >, 0);
  g_assert_cmpuint (n_maps, ==, 1);

  found = rim_map_cache_find (cache, "origin", "original_glcm_Contrast");
  g_assert_nonnull (found);
  assert_equal (map, found);
  g_assert_null (rim_map_cache_find (cache, "origin", "original_glcm_Correlation"));
  g_assert_null (rim_map_cache_find (cache, "other", "original_glcm_Contrast"));

  rim_map_cache_clear (cache);
  g_assert_null (rim_map_cache_find (cache, "origin", "original_glcm_Contrast"));
  rim_test_folder_remove (folder);
}

/* What is computed faster than read is not kept. */
static void
test_worth (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(RimMapCache) cache = rim_map_cache_new (folder, RIM_MAP_CACHE_DEFAULT_BUDGET);
  g_autoptr(RimStoredMap) map = make_map (1.0f);

  g_assert_false (rim_map_cache_keep (cache, "origin", "name", map, 1000));
  g_assert_null (rim_map_cache_find (cache, "origin", "name"));
  g_assert_false (rim_map_cache_is_worth (10000000, 1000000));
  g_assert_true (rim_map_cache_is_worth (10000000, 1100000));
  rim_test_folder_remove (folder);
}

/* Each bit of a file counts, and so does its end. */
static void
test_damage (void)
{
  const guint8 key[RIM_MAP_KEY_SIZE] = { 1, 2, 3 };
  const guint8 other[RIM_MAP_KEY_SIZE] = { 1, 2, 4 };
  g_autoptr(RimStoredMap) map = make_map (1.0f);
  g_autoptr(GBytes) file = rim_map_file_encode (map, key);
  g_autoptr(RimStoredMap) whole = rim_map_file_decode (file, key);
  g_autofree guint8 *bytes = NULL;
  gsize length;

  g_assert_nonnull (whole);
  g_assert_null (rim_map_file_decode (file, other));
  bytes = g_memdup2 (g_bytes_get_data (file, &length), g_bytes_get_size (file));
  for (gsize at = 0; at < length; at++)
    {
      g_autoptr(GBytes) changed = NULL;
      g_autoptr(GBytes) cut = g_bytes_new (bytes, at);

      bytes[at] ^= (guint8) (1u << g_test_rand_int_range (0, 8));
      changed = g_bytes_new (bytes, length);
      g_assert_null (rim_map_file_decode (changed, key));
      g_assert_null (rim_map_file_decode (cut, key));
      memcpy (bytes, g_bytes_get_data (file, NULL), length);
    }
}

/* Bytes that are whole by their sum, as a program with a fault would write them. */
static void
test_nonsense (void)
{
  const guint8 key[RIM_MAP_KEY_SIZE] = { 1, 2, 3 };
  g_autoptr(RimStoredMap) map = make_map (1.0f);
  g_autoptr(GBytes) file = rim_map_file_encode (map, key);
  const gsize length = g_bytes_get_size (file);
  const gsize end = length - 32;

  for (guint i = 0; i < 4000; i++)
    {
      g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (file, NULL), length);
      g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
      g_autoptr(GBytes) changed = NULL;
      RimStoredMap *read;
      gsize size = 32;

      for (guint n = 0; n < 3; n++)
        bytes[g_test_rand_int_range (40, (gint32) end)] = (guint8) g_test_rand_int ();
      g_checksum_update (checksum, bytes, (gssize) end);
      g_checksum_get_digest (checksum, bytes + end, &size);
      changed = g_bytes_new (bytes, length);
      read = rim_map_file_decode (changed, key);
      if (read != NULL)
        rim_stored_map_free (read);
    }
}

static char *
get_only_file (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);

  return g_build_filename (folder, g_dir_read_name (dir), NULL);
}

static void
test_damaged_file (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(RimMapCache) cache = rim_map_cache_new (folder, RIM_MAP_CACHE_DEFAULT_BUDGET);
  g_autoptr(RimStoredMap) map = make_map (1.0f);
  g_autofree char *path = NULL;

  g_assert_true (rim_map_cache_keep (cache, "origin", "name", map, LONG));
  path = get_only_file (folder);
  g_assert_true (g_file_set_contents (path, "RIMLGMP1 and no more", -1, NULL));
  g_assert_null (rim_map_cache_find (cache, "origin", "name"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (rim_map_cache_keep (cache, "origin", "name", map, LONG));
  rim_test_folder_remove (folder);
}

static void
set_age (const char *path,
         int         seconds)
{
  const time_t when = (time_t) (g_get_real_time () / G_USEC_PER_SEC) - seconds;
  const struct timespec times[2] = { { when, 0 }, { when, 0 } };

  g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
}

/* All that is there grows older by a minute. */
static void
age_all (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf status;

      g_assert_cmpint (g_stat (path, &status), ==, 0);
      set_age (path, (int) (g_get_real_time () / G_USEC_PER_SEC - status.st_mtime) + 60);
    }
}

static gboolean
keep (RimMapCache *cache,
      guint        number)
{
  g_autoptr(RimStoredMap) map = make_map (1.0f);
  g_autofree char *name = g_strdup_printf ("map %u", number);

  return rim_map_cache_keep (cache, "origin", name, map, LONG);
}

static gboolean
has (RimMapCache *cache,
     guint        number)
{
  g_autofree char *name = g_strdup_printf ("map %u", number);
  g_autoptr(RimStoredMap) map = rim_map_cache_find (cache, "origin", name);

  return map != NULL;
}

/* Of five where four have room the one that was not used leaves, not the oldest. */
static void
test_budget (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(RimMapCache) cache = rim_map_cache_new (folder, RIM_MAP_CACHE_DEFAULT_BUDGET);
  guint64 one;

  g_assert_true (keep (cache, 0));
  one = rim_map_cache_get_size (cache, NULL);
  rim_map_cache_set_budget (cache, 4 * one);
  for (guint i = 1; i < 4; i++)
    {
      age_all (folder);
      g_assert_true (keep (cache, i));
    }
  age_all (folder);
  g_assert_true (has (cache, 0));

  g_assert_true (keep (cache, 4));
  g_assert_cmpuint (rim_map_cache_get_size (cache, NULL), ==, 4 * one);
  for (guint i = 0; i < 5; i++)
    g_assert_true (has (cache, i) == (i != 1));

  rim_map_cache_set_budget (cache, 4 * one - 1);
  g_assert_false (keep (cache, 5));
  rim_map_cache_trim (cache);
  g_assert_cmpuint (rim_map_cache_get_size (cache, NULL), ==, 3 * one);
  rim_test_folder_remove (folder);
}

/* What a program that was killed left of a file goes, what another writes stays. */
static void
test_drafts (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(RimMapCache) cache = rim_map_cache_new (folder, RIM_MAP_CACHE_DEFAULT_BUDGET);
  g_autofree char *old = g_build_filename (folder, ".ABCDEF-0.map", NULL);
  g_autofree char *new = g_build_filename (folder, ".GHIJKL-0.map", NULL);
  guint n_maps;

  g_assert_true (g_file_set_contents (old, "x", -1, NULL));
  g_assert_true (g_file_set_contents (new, "x", -1, NULL));
  set_age (old, 100000);
  g_assert_cmpuint (rim_map_cache_get_size (cache, &n_maps), ==, 0);
  g_assert_cmpuint (n_maps, ==, 0);
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (new, G_FILE_TEST_EXISTS));
  rim_test_folder_remove (folder);
}

/* Two that know nothing of each other, as two programs do. */
static void *
work (void *folder)
{
  g_autoptr(RimMapCache) cache = rim_map_cache_new (folder, 20000);

  for (guint i = 0; i < 60; i++)
    {
      g_autoptr(RimStoredMap) map = make_map ((float) (i % 4));
      g_autofree char *name = g_strdup_printf ("map %u", i % 4);
      g_autoptr(RimStoredMap) found = rim_map_cache_find (cache, "origin", name);

      if (found != NULL)
        assert_equal (found, map);
      if (i % 7 == 0)
        rim_map_cache_clear (cache);
      rim_map_cache_keep (cache, "origin", name, map, LONG);
    }

  return NULL;
}

static void
test_two (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  pthread_t other;

  g_assert_cmpint (pthread_create (&other, NULL, work, folder), ==, 0);
  work (folder);
  pthread_join (other, NULL);
  rim_test_folder_remove (folder);
}

static RimMapInput *
make_input (RimGrid *grid)
{
  g_autoptr(RimMask) mask = make_mask (&plain);
  g_autoptr(RimRegion) region = rim_region_new (mask);
  g_autoptr(RimField) field = NULL;
  g_autoptr(GError) error = NULL;
  const RimMapSettings settings = {
    .kernel_radius = 1,
    .is_masked = TRUE,
    .bins = { .binning = RIM_BINNING_WIDTH, .width = 1.0 },
    .family = RIM_FAMILY_SETTINGS_INIT,
  };
  double *values = g_new (double, rim_grid_get_n_voxels (&region->grid));
  RimMapInput *input;

  for (gsize v = 0; v < rim_grid_get_n_voxels (&region->grid); v++)
    values[v] = (double) (v * 7 % 13);
  *grid = *rim_mask_get_grid (mask);
  field = rim_field_new_take (&region->grid, values);
  input = rim_map_input_new (field, &region->box, region, &settings, &error);
  g_assert_no_error (error);

  return input;
}

/* What is kept is taken and not computed; what is not is computed, to the same bits. */
static void
test_recall (void)
{
  static const char *const names[] = { "glcm_Contrast", "ngtdm_Busyness", "glcm_MCC" };
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(RimMapCache) cache = rim_map_cache_new (folder, RIM_MAP_CACHE_DEFAULT_BUDGET);
  RimGrid grid;
  g_autoptr(RimMapInput) input = make_input (&grid);
  const gsize n = input->region->n_voxels;
  g_autofree float *values = g_new0 (float, 6 * n);
  float *const plain_maps[] = { values, values + n, values + 2 * n };
  float *const maps[] = { values + 3 * n, values + 4 * n, values + 5 * n };
  RimMapRecall recall = { NULL, "origin", "original", &grid, input };
  RimMapFeature features[3];
  gboolean is_found[3];

  for (guint f = 0; f < 3; f++)
    g_assert_true (rim_map_feature_find (names[f], &features[f], NULL));
  g_assert_true (rim_map_recall_or_compute (&recall, features, 3, plain_maps, NULL, NULL));

  recall.cache = cache;
  g_assert_cmpuint (rim_map_recall (&recall, features, 3, maps, is_found), ==, 0);
  maps[1][0] = 4711.0f;
  g_assert_cmpuint (rim_map_remember (&recall, &features[1], 1, &maps[1], NULL, LONG), ==, 1);
  maps[1][0] = 0.0f;
  g_assert_true (rim_map_recall_or_compute (&recall, features, 3, maps, NULL, NULL));
  g_assert_cmpfloat (maps[1][0], ==, 4711.0f);
  g_assert_cmpmem (maps[0], n * sizeof (float), plain_maps[0], n * sizeof (float));
  g_assert_cmpmem (maps[2], n * sizeof (float), plain_maps[2], n * sizeof (float));

  recall.filter = "wavelet-LLH";
  g_assert_cmpuint (rim_map_recall (&recall, features, 3, maps, is_found), ==, 0);
  rim_test_folder_remove (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map-cache/origin", test_origin);
  g_test_add_func ("/map-cache/rescaled", test_rescaled);
  g_test_add_func ("/map-cache/cancelled", test_cancelled);
  g_test_add_func ("/map-cache/bits", test_bits);
  g_test_add_func ("/map-cache/worth", test_worth);
  g_test_add_func ("/map-cache/damage", test_damage);
  g_test_add_func ("/map-cache/nonsense", test_nonsense);
  g_test_add_func ("/map-cache/damaged-file", test_damaged_file);
  g_test_add_func ("/map-cache/budget", test_budget);
  g_test_add_func ("/map-cache/drafts", test_drafts);
  g_test_add_func ("/map-cache/two", test_two);
  g_test_add_func ("/map-cache/recall", test_recall);

  return g_test_run ();
}
