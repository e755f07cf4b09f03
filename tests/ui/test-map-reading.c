/* test-map-reading.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>
#include <math.h>

#include "map/rim-map-view.h"
#include "map/rim-map.h"
#include "maps/rl-map-explainer.h"
#include "maps/rl-map-explanation-text.h"
#include "maps/rl-map-formula.h"
#include "maps/rl-map-histogram.h"
#include "maps/rl-map-range-bar.h"

/* A voxel of a map is explained where the pointer is, and stays so while it is held. The
 * histogram of the map and the images point at each other.
 */

#define WIDTH  9
#define HEIGHT 8
#define DEPTH  7
#define N      (WIDTH * HEIGHT * DEPTH)

#define LOWERED "<span rise='-2500' size='smaller'>"

typedef struct
{
  RlJobs         *jobs;
  RlSession      *session;
  RimRegion      *region;
  RimMapInput    *input;
  RimMapFeature   feature;
  RlMapExplainer *explainer;
  GtkWidget      *window;
} Fixture;

static RimMapInput *
make_input (RimRegion **region,
            guint       radius)
{
  const RimGrid grid = { { WIDTH, HEIGHT, DEPTH }, { { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 } } } };
  RimMapSettings settings = {
    .kernel_radius = radius,
    .is_masked = TRUE,
    .bins = { .binning = RIM_BINNING_WIDTH, .width = 25.0 },
    .family = RIM_FAMILY_SETTINGS_INIT,
  };
  const RimBox box = { { 0, 0, 0 }, { WIDTH, HEIGHT, DEPTH } };
  double *values = g_new (double, N);
  guint8 inside[N];
  g_autoptr(RimField) field = NULL;
  g_autoptr(GError) error = NULL;
  RimMapInput *input;

  for (guint n = 0; n < N; n++)
    {
      const guint i = n % WIDTH, j = n / WIDTH % HEIGHT, k = n / WIDTH / HEIGHT;

      values[n] = -100.0 + 12.5 * ((i * 7 + j * 3 + k * 5 + i * j) % 17);
      inside[n] = i > 0;
    }
  field = rim_field_new_take (&grid, values);
  *region = rim_region_new_from_bytes (&grid, inside);
  input = rim_map_input_new (field, &box, *region, &settings, &error);
  g_assert_no_error (error);

  return input;
}

static void
settle (Fixture *fixture)
{
  while (rl_map_explainer_is_busy (fixture->explainer) || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
}

static void
show (Fixture    *fixture,
      const char *name)
{
  g_assert_true (rim_map_feature_find (name, &fixture->feature, NULL));
  rl_map_explainer_set_map (fixture->explainer, fixture->input, &fixture->feature, name, "HU");
  settle (fixture);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->jobs = rl_jobs_new ();
  fixture->session = rl_session_new ();
  fixture->input = make_input (&fixture->region, GPOINTER_TO_UINT (data));
  fixture->window = gtk_window_new ();
  fixture->explainer = RL_MAP_EXPLAINER (rl_map_explainer_new (fixture->jobs, fixture->session));
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->explainer));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 640);
  gtk_window_present (GTK_WINDOW (fixture->window));
  while (!gtk_widget_get_mapped (GTK_WIDGET (fixture->explainer)))
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  rl_jobs_shut_down (fixture->jobs);
  g_object_unref (fixture->session);
  g_object_unref (fixture->jobs);
  rim_region_unref (fixture->region);
  rim_map_input_unref (fixture->input);
}

static void
point_at (Fixture *fixture,
          double   i,
          double   j,
          double   k)
{
  rl_session_set_probe (fixture->session, &RIM_VEC3 (i, j, k));
  settle (fixture);
}

/* What is written is what the map has. */
static void
test_value (Fixture       *fixture,
            gconstpointer  data)
{
  const RimMapExplanation *told;
  g_autofree float *map = g_new (float, fixture->region->n_voxels);
  g_autofree char *value = NULL;
  g_autofree char *line = NULL;
  g_autofree char *text = NULL;
  guint32 voxel;

  show (fixture, "glcm_Contrast");
  point_at (fixture, 4.2, 3.0, 2.8);
  told = rl_map_explainer_get_told (fixture->explainer);
  g_assert_nonnull (told);
  g_assert_cmpuint (told->at[0], ==, 4);
  g_assert_cmpuint (told->at[1], ==, 3);
  g_assert_cmpuint (told->at[2], ==, 3);

  g_assert_true (rim_map_input_find_voxel (fixture->input, RIM_VEC3 (4, 3, 3), &voxel));
  g_assert_true (rim_map_compute (fixture->input, &fixture->feature, 1, &voxel, 1, &map, NULL, NULL));
  g_assert_cmpmem (&told->value, sizeof told->value, &map[voxel], sizeof *map);
  value = rl_map_layer_describe_number (rl_session_get_map_layer (fixture->session), (double) map[voxel]);
  line = g_strdup_printf ("%s HU", value);
  g_assert_cmpstr (rl_map_explainer_get_value (fixture->explainer), ==, line);

  text = rl_map_explainer_dup_text (fixture->explainer);
  g_assert_nonnull (strstr (text, line));
  g_assert_nonnull (strstr (text, "Σ p(i,j)·(i − j)²"));
}

/* Beside the map the last voxel stays; the crosshair is as good as the pointer. */
static void
test_follow (Fixture       *fixture,
             gconstpointer  data)
{
  const RimMapExplanation *told;

  show (fixture, "glrlm_RunEntropy");
  point_at (fixture, 4, 3, 3);
  point_at (fixture, 0, 3, 3);
  rl_session_set_probe (fixture->session, NULL);
  settle (fixture);
  g_assert_cmpuint (rl_map_explainer_get_told (fixture->explainer)->at[0], ==, 4);

  rl_session_set_cursor (fixture->session, RIM_VEC3 (6, 2, 1));
  settle (fixture);
  told = rl_map_explainer_get_told (fixture->explainer);
  g_assert_cmpuint (told->at[0], ==, 6);
  g_assert_cmpuint (told->at[2], ==, 1);

  show (fixture, "ngtdm_Busyness");
  g_assert_cmpuint (rl_map_explainer_get_told (fixture->explainer)->at[0], ==, 6);
  rl_map_explainer_set_map (fixture->explainer, NULL, NULL, NULL, NULL);
  g_assert_null (rl_map_explainer_get_told (fixture->explainer));
  g_assert_null (rl_map_explainer_dup_text (fixture->explainer));
}

static void
test_hold (Fixture       *fixture,
           gconstpointer  data)
{
  RimLesion *highlight;

  show (fixture, "glcm_Contrast");
  point_at (fixture, 4, 3, 3);
  rl_session_set_map_held (fixture->session, TRUE);
  highlight = rl_session_get_highlight (fixture->session);
  g_assert_nonnull (highlight);
  g_assert_cmpuint (rim_mask_count (highlight->mask), ==, 27);

  point_at (fixture, 6, 3, 3);
  g_assert_cmpuint (rl_map_explainer_get_told (fixture->explainer)->at[0], ==, 4);

  rl_session_set_map_held (fixture->session, FALSE);
  g_assert_null (rl_session_get_highlight (fixture->session));
  point_at (fixture, 6, 3, 3);
  g_assert_cmpuint (rl_map_explainer_get_told (fixture->explainer)->at[0], ==, 6);

  rl_session_set_map_held (fixture->session, TRUE);
  rl_session_set_highlight (fixture->session, NULL);
  g_assert_false (rl_session_get_map_held (fixture->session));
}

static int
get_height (Fixture *fixture)
{
  int natural;

  gtk_widget_measure (GTK_WIDGET (fixture->explainer), GTK_ORIENTATION_VERTICAL, 340, NULL, &natural, NULL, NULL);

  return natural;
}

/* Nothing moves while the pointer does. */
static void
test_calm (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const names[] = {
    "firstorder_Median", "firstorder_Entropy", "glcm_Correlation", "glrlm_RunVariance", "glszm_ZoneEntropy",
    "gldm_DependenceVariance", "ngtdm_Strength",
  };

  for (guint n = 0; n < G_N_ELEMENTS (names); n++)
    {
      int height;

      show (fixture, names[n]);
      point_at (fixture, 4, 3, 3);
      height = get_height (fixture);
      for (guint i = 1; i < WIDTH; i++)
        {
          point_at (fixture, i, i % HEIGHT, i % DEPTH);
          g_assert_cmpint (get_height (fixture), ==, height);
          rl_map_explainer_turn (fixture->explainer, -1);
          g_assert_cmpint (get_height (fixture), ==, height);
        }
    }
}

/* All of a map, as the layer of the session. */
static float *
fill_layer (Fixture    *fixture,
            const char *name)
{
  RlMapLayer *layer = rl_session_get_map_layer (fixture->session);
  const gsize n_voxels = fixture->region->n_voxels;
  g_autofree guint32 *voxels = g_new (guint32, n_voxels);
  float *map = g_new (float, n_voxels);
  g_autoptr(RimVolume) volume = NULL;
  RimMapFeature feature;

  for (guint32 v = 0; v < n_voxels; v++)
    voxels[v] = v;
  g_assert_true (rim_map_feature_find (name, &feature, NULL));
  g_assert_true (rim_map_compute (fixture->input, &feature, 1, voxels, n_voxels, &map, NULL, NULL));
  volume = rim_map_make_box (fixture->input, map, NULL);
  rl_map_layer_set_about (layer, name, name, NULL);
  rl_map_layer_set_volume (layer, volume);

  return map;
}

static RlMapHistogram *
add_histogram (Fixture *fixture)
{
  GtkWidget *histogram = rl_map_histogram_new (fixture->jobs, fixture->session,
                                               rl_session_get_map_layer (fixture->session));

  gtk_window_set_child (GTK_WINDOW (fixture->window), histogram);
  while (!gtk_widget_get_mapped (histogram))
    g_main_context_iteration (NULL, TRUE);

  return RL_MAP_HISTOGRAM (histogram);
}

static void
wait_for (RlMapHistogram *histogram)
{
  while (rl_map_histogram_is_busy (histogram) || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
}

static int
compare_values (gconstpointer a,
                gconstpointer b)
{
  const float x = *(const float *) a;
  const float y = *(const float *) b;

  return x < y ? -1 : x > y;
}

/* What is written below are the ranks of the values. */
static void
test_quartiles (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree float *map = fill_layer (fixture, "glcm_Contrast");
  RlMapHistogram *histogram = add_histogram (fixture);
  const double last = (double) fixture->region->n_voxels - 1.0;
  g_autofree char *median = NULL;

  wait_for (histogram);
  qsort (map, fixture->region->n_voxels, sizeof *map, compare_values);
  median = rl_map_layer_describe_number (rl_session_get_map_layer (fixture->session),
                                         (double) map[(gsize) floor (last / 2.0 + 0.5)]);
  g_assert_nonnull (strstr (rl_map_histogram_get_text (histogram), median));

  rl_map_layer_set_volume (rl_session_get_map_layer (fixture->session), NULL);
  g_assert_null (strstr (rl_map_histogram_get_text (histogram), median));
}

/* A range is pointed at over the images, the greatest value too. */
static void
test_range (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree float *map = fill_layer (fixture, "glcm_Contrast");
  RlMapHistogram *histogram = add_histogram (fixture);
  RlHistogramView *view = rl_map_histogram_get_view (histogram);
  const gsize n_voxels = fixture->region->n_voxels;
  gsize n = 0;
  float most = 0.0f;

  for (gsize v = 0; v < n_voxels; v++)
    most = MAX (most, map[v]);
  for (gsize v = 0; v < n_voxels; v++)
    n += map[v] >= most / 2.0;

  wait_for (histogram);
  rl_histogram_view_set_range (view, (double) most / 2.0, (double) most);
  wait_for (histogram);
  g_assert_nonnull (rl_session_get_highlight (fixture->session));
  g_assert_cmpuint (rim_mask_count (rl_session_get_highlight (fixture->session)->mask), ==, n);

  rl_session_set_highlight (fixture->session, NULL);
  g_assert_false (rl_histogram_view_get_range (view, &(double) { 0 }, &(double) { 0 }));

  rl_histogram_view_set_range (view, (double) most / 2.0, (double) most);
  wait_for (histogram);
  g_free (fill_layer (fixture, "glcm_JointEnergy"));
  wait_for (histogram);
  g_assert_null (rl_session_get_highlight (fixture->session));
}

static GtkWidget *
find_bar (GtkWidget *widget)
{
  GtkWidget *found = RL_IS_MAP_RANGE_BAR (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_bar (child);

  return found;
}

static void
press (GtkWidget       *widget,
       guint            keyval,
       GdkModifierType  modifiers)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint c = 0; c < g_list_model_get_n_items (controllers) && !handled; c++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, c);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, modifiers, &handled);
    }
  g_assert_true (handled);
}

/* The ends of the colours are those of the layer. */
static void
test_colors (Fixture       *fixture,
             gconstpointer  data)
{
  RlMapLayer *layer = rl_session_get_map_layer (fixture->session);
  RlMapHistogram *histogram = add_histogram (fixture);
  GtkWidget *bar = find_bar (GTK_WIDGET (histogram));
  double lower, upper;

  g_free (fill_layer (fixture, "glcm_Contrast"));
  wait_for (histogram);
  rl_map_layer_set_range (layer, 1.0, 2.0);
  press (bar, GDK_KEY_Right, 0);
  press (bar, GDK_KEY_Right, GDK_SHIFT_MASK);
  rl_map_layer_get_range (layer, &lower, &upper);
  g_assert_cmpfloat (lower, >, 1.0);
  g_assert_cmpfloat (upper, >, 2.0);
  g_assert_false (rl_map_layer_get_automatic_range (layer));

  for (guint n = 0; n < 1000; n++)
    press (bar, GDK_KEY_Right, 0);
  rl_map_layer_get_range (layer, &lower, &upper);
  g_assert_cmpfloat (lower, ==, upper);
}

static void
test_formula (void)
{
  g_autofree char *contrast = rl_map_formula_to_markup ("Σ p(i,j)·(i − j)²");
  g_autofree char *entropy = rl_map_formula_to_markup ("−Σ px+y(k)·log₂ px+y(k)");
  g_autofree char *words = rl_map_formula_to_markup ("HXY1 & max x < 1");
  RimMapFeature feature;

  g_assert_cmpstr (contrast, ==, "Σ <i>p</i>(<i>i</i>,<i>j</i>)·(<i>i</i> − <i>j</i>)²");
  g_assert_cmpstr (entropy, ==,
                   "−Σ <i>p</i>" LOWERED "x+y</span>(<i>k</i>)·log₂ <i>p</i>" LOWERED "x+y</span>(<i>k</i>)");
  g_assert_cmpstr (words, ==, "HXY" LOWERED "1</span> &amp; max <i>x</i> &lt; 1");

  for (guint f = 0; rim_map_feature_get (f, &feature); f++)
    {
      const char *formula = rim_map_feature_get_info (&feature)->formula;
      g_autofree char *markup = rl_map_formula_to_markup (formula);
      g_autofree char *plain = NULL;

      g_assert_true (pango_parse_markup (markup, -1, 0, NULL, &plain, NULL, NULL));
      if (strstr (formula, "^1.5") == NULL)
        g_assert_cmpstr (plain, ==, formula);
    }
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, radius, func) \
  g_test_add (path, Fixture, GUINT_TO_POINTER (radius), set_up, func, tear_down)

  ADD ("/ui/map-reading/value", 1, test_value);
  ADD ("/ui/map-reading/follow", 1, test_follow);
  ADD ("/ui/map-reading/hold", 1, test_hold);
  ADD ("/ui/map-reading/calm", 1, test_calm);
  ADD ("/ui/map-reading/calm-large", 3, test_calm);
  ADD ("/ui/map-reading/quartiles", 1, test_quartiles);
  ADD ("/ui/map-reading/range", 1, test_range);
  ADD ("/ui/map-reading/colors", 1, test_colors);
  g_test_add_func ("/ui/map-reading/formula", test_formula);

  return g_test_run ();
}
