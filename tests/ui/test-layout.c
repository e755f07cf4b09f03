/* test-layout.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-layout-store.h"

#define GAP 2

static void
test_round_trip (void)
{
  for (guint i = 0; i < rl_layouts_get_n (); i++)
    {
      RlLayout *layout = rl_layouts_get (i);
      g_autofree char *text = rl_layout_to_text (layout);
      g_autoptr(GError) error = NULL;
      g_autoptr(RlLayout) again = rl_layout_parse ("own", "Own", text, &error);
      g_autofree char *text_again = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (rl_layout_get_id (again), ==, "own");
      text_again = rl_layout_to_text (again);
      g_assert_cmpstr (text_again, ==, text);
      g_assert_cmpuint (rl_layout_get_n_cells (again), ==, rl_layout_get_n_cells (layout));
      g_assert_true (rl_layouts_find (rl_layout_get_id (layout)) == layout);

      for (guint c = 0; c < rl_layout_get_n_cells (layout); c++)
        {
          const RlCell *a = rl_layout_get_cell (layout, c);
          const RlCell *b = rl_layout_get_cell (again, c);

          g_assert_cmpint (a->kind, ==, b->kind);
          g_assert_cmpint (a->follows, ==, b->follows);
          g_assert_cmpint (a->content, ==, b->content);
          g_assert_cmpint (a->orientation, ==, b->orientation);
          g_assert_cmpint (a->role, ==, b->role);
        }
    }
}

/* Every pixel is in one cell or in a gap, at any size. */
static void
check_areas (RlLayout *layout,
             int       width,
             int       height)
{
  GdkRectangle areas[36];
  int right = 0;
  int bottom = 0;
  guint n = rl_layout_get_n_cells (layout);

  for (guint i = 0; i < n; i++)
    {
      rl_layout_get_area (layout, rl_layout_get_cell (layout, i), width, height, GAP, &areas[i]);
      g_assert_cmpint (areas[i].x, >=, 0);
      g_assert_cmpint (areas[i].y, >=, 0);
      g_assert_cmpint (areas[i].width, >, 0);
      g_assert_cmpint (areas[i].height, >, 0);
      right = MAX (right, areas[i].x + areas[i].width);
      bottom = MAX (bottom, areas[i].y + areas[i].height);

      for (guint j = 0; j < i; j++)
        g_assert_false (gdk_rectangle_intersect (&areas[i], &areas[j], NULL));
    }

  g_assert_cmpint (right, ==, width);
  g_assert_cmpint (bottom, ==, height);
}

static void
test_areas (void)
{
  for (guint i = 0; i < rl_layouts_get_n (); i++)
    for (int size = 300; size < 1400; size += 131)
      check_areas (rl_layouts_get (i), size, 1500 - size);
}

static void
test_reading_order (void)
{
  g_autoptr(RlLayout) layout =
    rl_layout_parse ("own", "Own",
                     "([1, 2], [1, 1], [('plane', 'pet', 'coronal', 'prior', 1, 1, 1, 1),"
                     " ('plane', 'follow', 'axial', 'current', 0, 0, 1, 2),"
                     " ('plane', 'ct', 'sagittal', 'current', 1, 0, 1, 1)])", NULL);

  g_assert_nonnull (layout);
  g_assert_cmpint (rl_layout_get_cell (layout, 0)->orientation, ==, RIM_ORIENTATION_AXIAL);
  g_assert_cmpint (rl_layout_get_cell (layout, 1)->orientation, ==, RIM_ORIENTATION_SAGITTAL);
  g_assert_cmpint (rl_layout_get_cell (layout, 2)->role, ==, RL_ROLE_PRIOR);
  g_assert_true (rl_layout_needs_prior (layout));
  g_assert_true (rl_layout_needs_both (layout));
  g_assert_true (rl_layout_follows (layout));
}

/* Whether a plane shows the map is kept with the layout; what is no plane has none. */
static void
test_without_map (void)
{
  RlLayout *side_by_side = rl_layouts_find ("map");
  RlCell cell = *rl_layout_get_cell (side_by_side, 1);
  g_autofree char *text = NULL;
  g_autoptr(RlLayout) changed = NULL;
  g_autoptr(RlLayout) again = NULL;
  g_autoptr(RlLayout) turning = NULL;

  g_assert_true (rl_layout_get_cell (side_by_side, 0)->hides_map);
  g_assert_cmpint (rl_layout_get_cell (side_by_side, 0)->kind, ==, RL_CELL_PLANE);
  g_assert_true (rl_layout_get_cell (side_by_side, 0)->follows);
  g_assert_false (cell.hides_map);

  cell.hides_map = TRUE;
  changed = rl_layout_with_cell (side_by_side, 1, &cell);
  text = rl_layout_to_text (changed);
  again = rl_layout_parse ("own", "Own", text, NULL);
  g_assert_true (rl_layout_get_cell (again, 1)->hides_map);

  cell.kind = RL_CELL_MIP;
  turning = rl_layout_with_cell (again, 1, &cell);
  g_assert_false (rl_layout_get_cell (turning, 1)->hides_map);
}

/* As square as can be; each pane has the map of its number. */
static void
test_maps (void)
{
  static const guint sides[][3] = { { 1, 1, 1 }, { 2, 2, 1 }, { 3, 2, 2 }, { 5, 3, 2 }, { 9, 3, 3 } };

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_autoptr(RlLayout) layout = rl_layout_new_for_maps (sides[i][0], RIM_ORIENTATION_CORONAL);

      g_assert_cmpuint (rl_layout_get_n_cells (layout), ==, sides[i][0]);
      for (guint c = 0; c < sides[i][0]; c++)
        {
          const RlCell *cell = rl_layout_get_cell (layout, c);

          g_assert_cmpuint (cell->map, ==, c);
          g_assert_cmpuint (cell->row * sides[i][1] + cell->column, ==, c);
          g_assert_cmpint (cell->orientation, ==, RIM_ORIENTATION_CORONAL);
        }
    }
}

static void
test_needs (void)
{
  g_assert_false (rl_layout_needs_both (rl_layouts_find ("three")));
  g_assert_true (rl_layout_needs_both (rl_layouts_find ("nine")));
  g_assert_true (rl_layout_follows (rl_layouts_find ("three")));
  g_assert_false (rl_layout_follows (rl_layouts_find ("nine")));
  g_assert_null (rl_layouts_find ("none"));
}

static void
test_bad (void)
{
  static const struct {
    const char    *text;
    RlLayoutError  code;
  } cases[] = {
    { "", RL_LAYOUT_ERROR_SYNTAX },
    { "([1], [1])", RL_LAYOUT_ERROR_SYNTAX },
    { "([1], [1], [('plane', 'ct')])", RL_LAYOUT_ERROR_SYNTAX },
    { "([-1], [1], [('plane', 'ct', 'axial', 'current', 0, 0, 1, 1)])", RL_LAYOUT_ERROR_SYNTAX },
    { "([], [1], [('plane', 'ct', 'axial', 'current', 0, 0, 1, 1)])", RL_LAYOUT_ERROR_CELLS },
    { "([0], [1], [('plane', 'ct', 'axial', 'current', 0, 0, 1, 1)])", RL_LAYOUT_ERROR_CELLS },
    { "([1], [1], [])", RL_LAYOUT_ERROR_CELLS },
    { "([1], [1], [('plane', 'mri', 'axial', 'current', 0, 0, 1, 1)])", RL_LAYOUT_ERROR_CELLS },
    { "([1], [1], [('plane', 'ct', 'axial', 'current', 0, 0, 2, 1)])", RL_LAYOUT_ERROR_CELLS },
    { "([1], [1], [('plane', 'ct', 'axial', 'current', 4294967295, 0, 1, 1)])",
      RL_LAYOUT_ERROR_CELLS },
    { "([1], [1], [('plane', 'ct', 'axial', 'current', 0, 0, 1, 0)])", RL_LAYOUT_ERROR_CELLS },
    { "([1], [1], [('plane', 'ct', 'axial', 'current', 0, 0, 1, 1),"
      " ('plane', 'ct', 'axial', 'current', 0, 0, 1, 1)])", RL_LAYOUT_ERROR_CELLS },
    { "([1,1,1,1,1,1,1], [1], [('plane', 'ct', 'axial', 'current', 0, 0, 1, 1)])",
      RL_LAYOUT_ERROR_CELLS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (rl_layout_parse ("own", "Own", cases[i].text, &error));
      g_assert_error (error, RL_LAYOUT_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, "“Own”"));
    }
}

static void
test_edit (void)
{
  RlLayout *three = rl_layouts_find ("three");
  RlCell pet = { .kind = RL_CELL_PLANE, .content = RL_CONTENT_PET,
                 .orientation = RIM_ORIENTATION_CORONAL };
  g_autoptr(RlLayout) changed = rl_layout_with_cell (three, 0, &pet);
  const RlCell *first = rl_layout_get_cell (changed, 0);

  g_assert_cmpstr (rl_layout_get_id (changed), ==, RL_LAYOUT_CHANGED);
  g_assert_cmpint (first->content, ==, RL_CONTENT_PET);
  g_assert_false (first->follows);
  g_assert_cmpuint (first->n_rows, ==, 2);
  g_assert_cmpint (rl_layout_get_cell (three, 0)->content, ==, RL_CONTENT_FUSED);
}

/* Split and put together again, a layout is what it was. */
static void
test_split (void)
{
  for (guint i = 0; i < rl_layouts_get_n (); i++)
    for (guint down = 0; down < 2; down++)
      {
        RlLayout *layout = rl_layouts_get (i);
        g_autoptr(RlLayout) split = rl_layout_split (layout, 0, down == 1);
        g_autoptr(RlLayout) joined = NULL;
        GdkRectangle before, after;

        g_assert_nonnull (split);
        g_assert_cmpuint (rl_layout_get_n_cells (split), ==, rl_layout_get_n_cells (layout) + 1);
        check_areas (split, 900, 700);

        joined = rl_layout_without (split, 0);
        check_areas (joined, 900, 700);
        g_assert_cmpuint (rl_layout_get_n_cells (joined), ==, rl_layout_get_n_cells (layout));
        for (guint c = 0; c < rl_layout_get_n_cells (layout); c++)
          {
            rl_layout_get_area (layout, rl_layout_get_cell (layout, c), 900, 700, 0, &before);
            rl_layout_get_area (joined, rl_layout_get_cell (joined, c), 900, 700, 0, &after);
            g_assert_true (gdk_rectangle_equal (&before, &after));
          }
      }
}

static void
test_limits (void)
{
  g_autoptr(RlLayout) layout = rl_layout_ref (rl_layouts_find ("one"));
  guint n = 1;

  g_assert_null (rl_layout_without (layout, 0));

  for (;;)
    {
      RlLayout *split = rl_layout_split (layout, 0, FALSE);

      if (split == NULL)
        break;
      rl_layout_unref (layout);
      layout = split;
      n++;
    }

  g_assert_cmpuint (n, ==, RL_LAYOUT_MAX_SIDE);
  g_assert_cmpuint (rl_layout_get_n_cells (layout), ==, n);
  check_areas (layout, 1200, 700);
}

static void
test_store (void)
{
  g_autoptr(RlSettings) settings = rl_settings_new ();
  g_autoptr(GPtrArray) none = rl_layout_store_list (settings);
  g_autoptr(GPtrArray) some = NULL;
  g_autoptr(GPtrArray) one = NULL;
  g_autoptr(RlLayout) a = rl_layout_store_save (settings, "Zürich", rl_layouts_find ("ten"));
  g_autoptr(RlLayout) b = rl_layout_store_save (settings, "Bern", rl_layouts_find ("two"));

  g_assert_cmpuint (none->len, ==, 0);
  some = rl_layout_store_list (settings);
  g_assert_cmpuint (some->len, ==, 2);
  g_assert_cmpstr (rl_layout_get_name (g_ptr_array_index (some, 0)), ==, "Bern");
  g_assert_cmpstr (rl_layout_get_id (g_ptr_array_index (some, 0)), ==, rl_layout_get_id (b));
  g_assert_cmpstr (rl_layout_get_id (g_ptr_array_index (some, 1)), ==, rl_layout_get_id (a));
  g_assert_cmpuint (rl_layout_get_n_cells (g_ptr_array_index (some, 1)), ==, 10);

  rl_layout_store_delete (settings, "Bern");
  one = rl_layout_store_list (settings);
  g_assert_cmpuint (one->len, ==, 1);
  rl_layout_store_delete (settings, "Zürich");

  g_assert_null (rl_layout_store_dup_choice (settings, "ct"));
  rl_layout_store_set_choice (settings, "ct", "two");
  {
    g_autofree char *choice = rl_layout_store_dup_choice (settings, "ct");

    g_assert_cmpstr (choice, ==, "two");
  }
  rl_layout_store_set_choice (settings, "ct", NULL);
}

static void
test_hanging (void)
{
  static const struct {
    gboolean    has_ct, has_pet, has_prior;
    const char *kind;
    const char *layout;
  } cases[] = {
    { TRUE, FALSE, FALSE, "ct", "three" },
    { FALSE, TRUE, FALSE, "pet", "four" },
    { TRUE, TRUE, FALSE, "pet-ct", "four" },
    { TRUE, FALSE, TRUE, "ct-prior", "compare" },
    { FALSE, TRUE, TRUE, "pet-prior", "compare" },
    { TRUE, TRUE, TRUE, "pet-ct-prior", "compare-pet" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *kind = rl_hanging_get_kind (cases[i].has_ct, cases[i].has_pet,
                                              cases[i].has_prior);
      RlLayout *layout = rl_layouts_find (rl_hanging_get_layout (kind));

      g_assert_cmpstr (kind, ==, cases[i].kind);
      g_assert_cmpstr (rl_layout_get_id (layout), ==, cases[i].layout);
      g_assert_true (rl_layout_needs_prior (layout) == cases[i].has_prior);
      g_assert_true (cases[i].has_pet || !rl_layout_needs_pet (layout));
      g_assert_true ((cases[i].has_ct && cases[i].has_pet) || !rl_layout_needs_both (layout));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/layout/round-trip", test_round_trip);
  g_test_add_func ("/layout/areas", test_areas);
  g_test_add_func ("/layout/reading-order", test_reading_order);
  g_test_add_func ("/layout/without-map", test_without_map);
  g_test_add_func ("/layout/maps", test_maps);
  g_test_add_func ("/layout/needs", test_needs);
  g_test_add_func ("/layout/bad", test_bad);
  g_test_add_func ("/layout/edit", test_edit);
  g_test_add_func ("/layout/split", test_split);
  g_test_add_func ("/layout/limits", test_limits);
  g_test_add_func ("/layout/store", test_store);
  g_test_add_func ("/layout/hanging", test_hanging);

  return g_test_run ();
}
