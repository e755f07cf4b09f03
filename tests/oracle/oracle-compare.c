/* oracle-compare.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Published values of agreement, and those of independent programs: NumPy and SciPy
 * 1.10 with Euclidean distance transforms, voxel by voxel.
 */

#include "compare/rim-comparison.h"
#include "compare/rim-consensus.h"
#include "compare/rim-reader-agreement.h"
#include "rim-test-ball.h"
#include "statistics/rim-distributions.h"

#define assert_near(value, expected, tolerance) \
  g_assert_cmpfloat_with_epsilon ((value), (expected), (tolerance))

static RimMask *
make_box (const RimGrid *grid,
          const RimBox  *box)
{
  g_autofree guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (grid));
  gsize v = 0;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        voxels[v++] = i >= box->min[0] && i < box->max[0] && j >= box->min[1] && j < box->max[1] &&
                      k >= box->min[2] && k < box->max[2];

  return rim_mask_new_from_bytes (grid, voxels);
}

static void
compare_boxes (const RimGrid *grid,
               const RimBox   boxes[2],
               RimComparison *found)
{
  g_autoptr(RimMask) a = make_box (grid, &boxes[0]);
  g_autoptr(RimMask) b = make_box (grid, &boxes[1]);

  g_assert_true (rim_masks_compare (a, b, 1.0, found, NULL));
}

/* surface-distance 0.1 of DeepMind, surface_distance_test.py: two voxels two voxels
 * apart, with a spacing of 1, 2, 3 mm.
 */
static void
test_two_voxels (void)
{
  const RimBox boxes[2] = { { { 20, 10, 5 }, { 21, 11, 6 } }, { { 22, 10, 5 }, { 23, 11, 6 } } };
  RimComparison found;
  RimGrid grid;

  rim_test_grid_init (&grid, 40, 20, 10, RIM_VEC3 (1, 2, 3));
  compare_boxes (&grid, boxes, &found);

  assert_near (found.surface.mean_a_to_b, 1.5, 1e-12);
  assert_near (found.surface.mean_b_to_a, 1.5, 1e-12);
  assert_near (found.surface.hausdorff, 2.0, 1e-12);
  assert_near (found.surface.hausdorff_95, 2.0, 1e-12);
  assert_near (found.surface_overlap_a, 0.5, 1e-12);
  assert_near (found.surface_overlap_b, 0.5, 1e-12);
  assert_near (found.surface_dice, 0.5, 1e-12);
  g_assert_cmpfloat (found.dice, ==, 0.0);
}

/* From the same file: two blocks that fill the image but for its end, one a voxel
 * of 2 mm longer.
 */
static void
test_two_blocks (void)
{
  const RimBox boxes[2] = { { { 0, 0, 0 }, { 50, 100, 100 } }, { { 0, 0, 0 }, { 51, 100, 100 } } };
  RimComparison found;
  RimGrid grid;

  rim_test_grid_init (&grid, 100, 100, 100, RIM_VEC3 (2, 1, 1));
  compare_boxes (&grid, boxes, &found);

  assert_near (found.surface.mean_a_to_b, 0.322, 5e-4);
  assert_near (found.surface.mean_b_to_a, 0.339, 5e-4);
  assert_near (found.surface.hausdorff, 2.0, 1e-12);
  assert_near (found.surface.hausdorff_95, 2.0, 1e-12);
  assert_near (found.surface_overlap_a, 0.842, 5e-4);
  assert_near (found.surface_overlap_b, 0.830, 5e-4);
  assert_near (found.surface_dice, 0.836, 5e-4);
  assert_near (found.dice, 0.990, 5e-4);
}

/* Three balls, as three readers, on voxels of 0.9 x 1.1 x 2.5 mm. */
static RimMask *
make_ball (double radius,
           double i_off,
           double j_off,
           double k_off)
{
  RimGrid grid;
  g_autofree guint8 *voxels = NULL;
  gsize v = 0;

  rim_test_grid_init (&grid, 24, 22, 12, RIM_VEC3 (0.9, 1.1, 2.5));
  voxels = g_malloc0 (rim_grid_get_n_voxels (&grid));
  for (guint k = 0; k < 12; k++)
    for (guint j = 0; j < 22; j++)
      for (guint i = 0; i < 24; i++)
        {
          double x = (i - 11.5 - i_off) * 0.9;
          double y = (j - 10.5 - j_off) * 1.1;
          double z = (k - 5.5 - k_off) * 2.5;

          voxels[v++] = x * x + y * y + z * z <= radius * radius;
        }

  return rim_mask_new_from_bytes (&grid, voxels);
}

static void
test_border_voxels (void)
{
  g_autoptr(RimMask) a = make_ball (8.0, 0, 0, 0);
  g_autoptr(RimMask) b = make_ball (6.5, 3, -2, 1);
  RimComparison found;

  g_assert_true (rim_masks_compare (a, b, 2.0, &found, NULL));

  g_assert_cmpuint (found.n_a, ==, 896);
  g_assert_cmpuint (found.n_b, ==, 464);
  g_assert_cmpuint (found.n_both, ==, 357);
  assert_near (found.voxel.hausdorff, 6.114736298484179, 1e-12);
  assert_near (found.voxel.hausdorff_95, 5.486346689738081, 1e-12);
  assert_near (found.voxel.hausdorff_95_pooled, 5.264028875300743, 1e-12);
  assert_near (found.voxel.mean_a_to_b, 2.626943346674283, 1e-12);
  assert_near (found.voxel.mean_b_to_a, 1.675310424623661, 1e-12);
  assert_near (found.voxel.mean, 2.151126885648972, 1e-12);
  assert_near (found.voxel.mean_pooled, 2.2600487261246456, 1e-12);
  assert_near (found.surface.hausdorff, 6.114736298484179, 1e-12);
  assert_near (found.centroid_distance_mm, 4.287190222045203, 1e-12);
  g_assert_cmpfloat (found.added_path_voxels, ==, 128.0);
  assert_near (found.added_path_mm, 128.0, 1e-12);
}

/* The same two balls, each place weighted by its triangles, whose areas are held to
 * PyRadiomics by oracle-shape.
 */
static void
test_surface_elements (void)
{
  g_autoptr(RimMask) a = make_ball (8.0, 0, 0, 0);
  g_autoptr(RimMask) b = make_ball (6.5, 3, -2, 1);
  RimComparison found;

  g_assert_true (rim_masks_compare (a, b, 2.0, &found, NULL));

  assert_near (found.surface_area_a_mm2, 921.6992225846448, 1e-9);
  assert_near (found.surface_area_b_mm2, 610.2578841639702, 1e-9);
  assert_near (found.surface.mean_a_to_b, 2.314119398714925, 1e-12);
  assert_near (found.surface.mean_b_to_a, 1.4071421961407051, 1e-12);
  assert_near (found.surface.mean_pooled, 1.9528233897146388, 1e-12);
  assert_near (found.surface.hausdorff_95, 5.162363799656124, 1e-12);
  assert_near (found.surface.hausdorff_95_pooled, 4.942671342502958, 1e-12);
  assert_near (found.surface_dice, 0.5169172823964882, 1e-12);
  assert_near (found.surface_overlap_a, 0.4247633995071382, 1e-12);
  assert_near (found.surface_overlap_b, 0.6561013297007393, 1e-12);
}

static void
assert_staple (const RimVotes   *votes,
               guint64           n_voxels,
               double            prior,
               const double      expected[6],
               gsize             n_expected)
{
  RimStapleOptions options = RIM_STAPLE_OPTIONS_INIT;
  g_autoptr(RimConsensus) staple = NULL;

  options.n_voxels = n_voxels;
  staple = rim_consensus_new (votes, RIM_CONSENSUS_STAPLE, &options);

  g_assert_true (staple->converged);
  assert_near (staple->prior, prior, 1e-14);
  for (guint r = 0; r < 3; r++)
    {
      assert_near (staple->readers[r].sensitivity, expected[r], 1e-9);
      assert_near (staple->readers[r].specificity, expected[3 + r], 1e-9);
    }
  g_assert_cmpuint (rim_mask_count (staple->mask), ==, n_expected);
}

static void
assert_count (const RimVotes     *votes,
              RimConsensusMethod  method,
              gsize               n)
{
  g_autoptr(RimConsensus) consensus = rim_consensus_new (votes, method, NULL);

  g_assert_cmpuint (rim_mask_count (consensus->mask), ==, n);
}

static void
test_consensus (void)
{
  const double in_box[6] = { 1.0, 0.434600108015158, 0.759593237841685,
                             0.891787831248642, 0.892437896021439, 0.996185596491075 };
  const double in_image[6] = { 1.0, 0.435294970628015, 0.712618822753973,
                               0.985110848320123, 0.98012282149409, 0.999260098155111 };
  g_autoptr(RimMask) a = make_ball (8.0, 0, 0, 0);
  g_autoptr(RimMask) b = make_ball (6.5, 3, -2, 1);
  g_autoptr(RimMask) c = make_ball (7.0, -1, 1, 0);
  RimMask *masks[3] = { a, b, c };
  g_autoptr(RimVotes) votes = rim_votes_new (masks, 3, NULL);

  g_assert_cmpuint (votes->n_voxels, ==, 1995);
  assert_near (rim_votes_get_conformity (votes), 0.42417582417582417, 1e-14);
  assert_near (rim_votes_get_fleiss_kappa (votes), 0.40117270202645106, 1e-13);
  assert_count (votes, RIM_CONSENSUS_MAJORITY, 716);
  assert_count (votes, RIM_CONSENSUS_UNION, 1007);
  assert_count (votes, RIM_CONSENSUS_INTERSECTION, 221);
  assert_staple (votes, 0, 0.324812030075188, in_box, 716);
  assert_staple (votes, 6336, 0.10227272727272728, in_image, 896);
}

/* Shrout and Fleiss 1979, tables 2 to 4: four judges rate six targets. */
static void
test_shrout_fleiss (void)
{
  const double ratings[] = {
    9, 2, 5, 8,
    6, 1, 3, 2,
    8, 4, 6, 8,
    7, 1, 2, 6,
    10, 5, 6, 9,
    6, 2, 4, 7,
  };
  RimReaderAgreement found;

  rim_reader_agreement_init (&found, ratings, 6, 4);

  g_assert_cmpint (found.state, ==, RIM_READER_AGREEMENT_KNOWN);
  g_assert_cmpuint (found.n_cases, ==, 6);
  assert_near (found.mean_square_cases, 11.24, 5e-3);
  assert_near (found.mean_square_readers, 32.49, 5e-3);
  assert_near (found.mean_square_error, 1.02, 5e-3);
  assert_near (found.icc_2_1.value, 0.29, 5e-3);
  assert_near (found.icc_3_1.value, 0.71, 5e-3);

  /* The intervals with quantiles from SciPy; R's psych prints 0.019 to 0.76 and
   * 0.34 to 0.95.
   */
  assert_near (found.icc_2_1.value, 0.2897637795275591, 1e-14);
  assert_near (found.icc_2_1.low, 0.018786513374712, 1e-12);
  assert_near (found.icc_2_1.high, 0.7610843696489529, 1e-12);
  assert_near (found.icc_3_1.value, 0.7148407148407148, 1e-14);
  assert_near (found.icc_3_1.low, 0.3424647650339253, 1e-12);
  assert_near (found.icc_3_1.high, 0.9458582599553595, 1e-12);
}

/* Bland and Altman 1986, table: peak expiratory flow, first readings of a Wright
 * meter and of a mini meter. They give a mean difference of 2.1 and a standard
 * deviation of 38.8 l/min.
 */
static void
test_bland_altman (void)
{
  const double flows[] = {
    494, 512, 395, 430, 516, 520, 434, 428, 476, 500, 557, 600, 413, 364, 442, 380, 650, 658,
    433, 445, 417, 432, 656, 626, 267, 260, 478, 477, 178, 259, 423, 350, 427, 451,
  };
  RimReaderAgreement found;

  rim_reader_agreement_init (&found, flows, 17, 2);

  assert_near (found.bias, 2.1, 0.05);
  assert_near (found.bias_sd, 38.8, 0.05);
  assert_near (found.limit_low, 2.1176470588235294 - 1.96 * 38.76512987360738, 1e-11);
  assert_near (found.limit_high, 2.1176470588235294 + 1.96 * 38.76512987360738, 1e-11);
  assert_near (found.concordance.value, 0.9427424314274847, 1e-13);
  assert_near (found.concordance.low, 0.850491873168561, 1e-12);
  assert_near (found.concordance.high, 0.9787262791701226, 1e-12);
}

/* Printed tables have two decimals; the others are SciPy's. */
static void
test_f_quantiles (void)
{
  const struct
  {
    double probability, freedom_1, freedom_2, value, tolerance;
  } rows[] = {
    { 0.975, 5, 15, 3.58, 5e-3 },
    { 0.95, 1, 10, 4.96, 5e-3 },
    { 0.99, 3, 20, 4.94, 5e-3 },
    { 0.975, 1, 1, 647.8, 0.05 },
    { 0.975, 5, 15, 3.5764153492790607, 1e-12 },
    { 0.975, 15, 5, 6.42772816707878, 1e-12 },
    { 0.975, 5, 4.785143862212762, 7.498627593144809, 1e-11 },
    { 0.025, 3, 1e6, 0.0719317326942332, 1e-12 },
    { 0.975, 499, 499, 1.1920574017201653, 1e-11 },
    { 0.975, 1, 1, 647.7890114778446, 1e-8 },
    { 0.5, 10, 2.5, 1.2445950369088223, 1e-12 },
    { 0.975, 2, 0.7, 13224.242702159909, 1e-6 },
  };

  for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
    assert_near (rim_f_quantile (rows[r].probability, rows[r].freedom_1, rows[r].freedom_2), rows[r].value,
                 rows[r].tolerance);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/compare/surface-distance/two-voxels", test_two_voxels);
  g_test_add_func ("/compare/surface-distance/two-blocks", test_two_blocks);
  g_test_add_func ("/compare/border-voxels", test_border_voxels);
  g_test_add_func ("/compare/surface-elements", test_surface_elements);
  g_test_add_func ("/compare/consensus", test_consensus);
  g_test_add_func ("/compare/shrout-fleiss", test_shrout_fleiss);
  g_test_add_func ("/compare/bland-altman", test_bland_altman);
  g_test_add_func ("/compare/f-quantiles", test_f_quantiles);

  return g_test_run ();
}
