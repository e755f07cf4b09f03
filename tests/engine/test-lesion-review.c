/* test-lesion-review.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What is said of a lesion: in the journal as all else, and no way to change what is
 * finished or signed.
 */

#include <string.h>

#include "segment/rim-lesion-review.h"
#include "segment/rim-segmentation.h"
#include "segment/rim-site.h"

/* A record of this kind as it was first written: a lesion is rejected for a reason. */
static const char reject_record[] =
  "45032531313131313131312d323232322d343333332d383434342d3535353535353535353535352561616161"
  "616161612d303030302d343030302d383030302d3030303030303030303030310772656a656374077265616465"
  "7280c0b88d839191030002000421040a746f6f20736d616c6c";

static RimLesion *
make_lesion (const char *name,
             guint       n_voxels)
{
  const RimGrid grid = { { 16, 16, 4 }, { { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 2, 0 } } } };
  g_autoptr(RimMask) mask = rim_mask_new (&grid);
  g_autoptr(RimLesion) empty = rim_lesion_new (name, mask);
  guint8 voxels[16 * 16] = { 0 };
  RimMaskSlice *slice;
  g_autoptr(RimMask) drawn = NULL;

  if (n_voxels == 0)
    return g_steal_pointer (&empty);

  memset (voxels, 1, n_voxels);
  slice = rim_mask_slice_new_from_bytes (voxels, 16, 16, 16);
  drawn = rim_mask_with_slices (mask, 1, 1, &slice);
  rim_mask_slice_unref (slice);

  return rim_lesion_with_mask (empty, drawn);
}

static RimLesion *
get (RimSegmentation *segmentation,
     guint            index)
{
  return rim_segmentation_get_lesion (segmentation, index);
}

static void
replace (RimSegmentation *segmentation,
         RimLesion       *after,
         gboolean         expected)
{
  g_assert_cmpint (rim_segmentation_replace (segmentation, after, "test"), ==, expected);
  rim_lesion_unref (after);
}

static RimLesion *
paint (RimLesion *lesion,
       guint      n_voxels)
{
  g_autoptr(RimLesion) other = make_lesion ("other", n_voxels);

  return rim_lesion_with_mask (lesion, other->mask);
}

static void
copy_step_cb (RimSegmentation *from,
              RimJournalStep   step,
              RimEdit         *edit,
              RimSegmentation *to)
{
  g_autoptr(RimEdit) inverse = step == RIM_JOURNAL_UNDO ? rim_edit_invert (edit) : NULL;
  g_autoptr(GBytes) bytes = rim_edit_serialize (inverse != NULL ? inverse : edit);
  g_autoptr(GError) error = NULL;

  g_assert_true (rim_segmentation_replay (to, step, bytes, &error));
  g_assert_no_error (error);
}

static void
assert_same (RimSegmentation *a,
             RimSegmentation *b)
{
  guint n = rim_segmentation_get_n_lesions (a);

  g_assert_cmpuint (n, ==, rim_segmentation_get_n_lesions (b));
  for (guint i = 0; i < n; i++)
    g_assert_true (rim_lesion_equal (get (a, i), get (b, i)));
}

static RimLesion *
change_comments (RimLesion *lesion,
                 GRand     *rand)
{
  guint n = rim_review_get_n_comments (&lesion->review);
  RimVec3 point = RIM_VEC3 (g_rand_double (rand), -3, 1e-300);
  g_autoptr(RimComment) comment = rim_comment_new (point, "Gefäß?", g_rand_boolean (rand) ? "Ann" : NULL);

  if (n > 0 && g_rand_boolean (rand))
    return rim_lesion_without_comment (lesion, ((RimComment *) g_ptr_array_index (lesion->review.comments,
                                                                                  g_rand_int_range (rand, 0, (int) n)))->id);

  return rim_lesion_with_comment (lesion, comment);
}

static RimLesion *
change (RimLesion *lesion,
        GRand     *rand)
{
  guint n_sites;
  const RimSite *sites = rim_sites_get (&n_sites);

  switch (g_rand_int_range (rand, 0, 7))
    {
    case 0:
      return rim_lesion_with_status (lesion, g_rand_int_range (rand, 0, RIM_N_REVIEW_STATUSES),
                                     g_rand_boolean (rand) ? "too small" : NULL);

    case 1:
      return rim_lesion_with_kind (lesion, g_rand_int_range (rand, 0, RIM_N_REVIEW_KINDS));

    case 2:
      return rim_lesion_with_region (lesion, &sites[g_rand_int_range (rand, 0, (int) n_sites)].code);

    case 3:
      return rim_lesion_with_reader (lesion, g_rand_boolean (rand) ? "Ben" : NULL);

    case 4:
      return paint (lesion, (guint) g_rand_int_range (rand, 1, 200));

    default:
      return change_comments (lesion, rand);
    }
}

static void
act (RimSegmentation *segmentation,
     GRand           *rand)
{
  guint n = rim_segmentation_get_n_lesions (segmentation);
  int what = g_rand_int_range (rand, 0, 12);
  RimLesion *some = n == 0 ? NULL : get (segmentation, (guint) g_rand_int_range (rand, 0, (int) n));

  if (some == NULL || what == 0)
    {
      g_autoptr(RimLesion) fresh = make_lesion ("Tumour", 9);
      g_autoptr(RimLesion) target = rim_lesion_with_kind (fresh, RIM_REVIEW_TARGET);

      rim_segmentation_add (segmentation, g_rand_boolean (rand) ? fresh : target, "add");
    }
  else if (what == 1)
    {
      rim_segmentation_undo (segmentation);
    }
  else if (what == 2)
    {
      rim_segmentation_redo (segmentation);
    }
  else if (what == 3)
    {
      rim_segmentation_sign (segmentation, some->id, "Dr. A");
    }
  else if (what == 4)
    {
      rim_segmentation_reopen (segmentation, some->id, "a vessel");
    }
  else
    {
      g_autoptr(RimLesion) after = change (some, rand);

      rim_segmentation_replace (segmentation, after, "test");
    }
}

static void
reopen_all (RimSegmentation *segmentation)
{
  for (guint i = 0; i < rim_segmentation_get_n_lesions (segmentation); i++)
    if (rim_lesion_is_signed (get (segmentation, i)))
      g_assert_true (rim_segmentation_reopen (segmentation, get (segmentation, i)->id, "for the test"));
}

/* Any steps, read from their records, give the same to the bit. Once nothing is signed
 * any more all can be undone, and redone but for what was signed.
 */
static void
test_journal (void)
{
  for (guint32 seed = 0; seed < 30; seed++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr(RimSegmentation) drawn = rim_segmentation_new ("a");
      g_autoptr(RimSegmentation) read = rim_segmentation_new ("a");

      g_signal_connect (drawn, "step", G_CALLBACK (copy_step_cb), read);
      for (guint step = 0; step < 80; step++)
        act (drawn, rand);
      assert_same (drawn, read);

      reopen_all (drawn);
      while (rim_segmentation_undo (drawn))
        assert_same (drawn, read);
      g_assert_cmpuint (rim_segmentation_get_n_lesions (drawn), ==, 0);
      while (rim_segmentation_redo (drawn))
        ;
      assert_same (drawn, read);
      g_assert_false (rim_segmentation_can_redo (drawn));
    }
}

/* Finished lesions lock themselves (guide/lessons.md 18). */
static void
test_finished (void)
{
  g_autoptr(RimSegmentation) segmentation = rim_segmentation_new ("a");
  g_autoptr(RimLesion) lesion = make_lesion ("GTV-1", 5);
  g_autoptr(GError) error = NULL;

  rim_segmentation_add (segmentation, lesion, "add");
  g_assert_cmpint (rim_lesion_get_status (lesion), ==, RIM_REVIEW_IN_PROGRESS);
  replace (segmentation, rim_lesion_with_status (get (segmentation, 0), RIM_REVIEW_DONE, NULL), TRUE);

  g_assert_false (rim_lesion_check_editable (get (segmentation, 0), &error));
  g_assert_error (error, RIM_LESION_ERROR, RIM_LESION_ERROR_FINISHED);
  g_assert_nonnull (strstr (error->message, "GTV-1"));
  replace (segmentation, paint (get (segmentation, 0), 7), FALSE);
  g_assert_false (rim_segmentation_remove (segmentation, lesion->id, "delete"));
  replace (segmentation, rim_lesion_with_name (get (segmentation, 0), "Hilus"), TRUE);

  g_assert_true (rim_segmentation_reopen (segmentation, lesion->id, NULL));
  replace (segmentation, paint (get (segmentation, 0), 7), TRUE);
  replace (segmentation, rim_lesion_with_status (get (segmentation, 0), RIM_REVIEW_REJECTED, "vessel"), TRUE);
  replace (segmentation, paint (get (segmentation, 0), 8), TRUE);
  g_assert_cmpstr (get (segmentation, 0)->review.reason, ==, "vessel");
}

static void
test_signed (void)
{
  g_autoptr(RimSegmentation) segmentation = rim_segmentation_new ("a");
  g_autoptr(RimLesion) lesion = make_lesion ("GTV-1", 5);
  g_autoptr(RimLesion) empty = make_lesion ("Nothing", 0);
  g_autoptr(RimComment) comment = rim_comment_new (RIM_VEC3 (1, 2, 3), "vessel", "Ann");
  g_autoptr(GError) error = NULL;

  rim_segmentation_add (segmentation, lesion, "add");
  rim_segmentation_add (segmentation, empty, "add");
  replace (segmentation, paint (get (segmentation, 0), 7), TRUE);
  g_assert_cmpuint (rim_segmentation_sign (segmentation, NULL, "Dr. A"), ==, 1);
  g_assert_cmpuint (rim_segmentation_sign (segmentation, NULL, "Dr. B"), ==, 0);
  g_assert_cmpint (rim_lesion_check_signature (get (segmentation, 0)), ==, RIM_LESION_SIGNED);
  g_assert_cmpint (rim_lesion_check_signature (get (segmentation, 1)), ==, RIM_LESION_NOT_SIGNED);
  g_assert_cmpint (rim_lesion_get_status (get (segmentation, 0)), ==, RIM_REVIEW_APPROVED);

  replace (segmentation, rim_lesion_with_name (get (segmentation, 0), "Hilus"), FALSE);
  replace (segmentation, rim_lesion_with_comment (get (segmentation, 0), comment), FALSE);
  replace (segmentation, rim_lesion_with_reopening (get (segmentation, 0), "trick"), FALSE);
  g_assert_false (rim_segmentation_remove (segmentation, lesion->id, "delete"));
  g_assert_false (rim_segmentation_check_undo (segmentation, &error));
  g_assert_error (error, RIM_LESION_ERROR, RIM_LESION_ERROR_SIGNED);
  g_assert_false (rim_segmentation_undo (segmentation));
  g_assert_true (rim_segmentation_remove (segmentation, empty->id, "delete"));
  g_assert_true (rim_segmentation_undo (segmentation));

  g_assert_false (rim_segmentation_reopen (segmentation, lesion->id, ""));
  g_assert_true (rim_segmentation_reopen (segmentation, lesion->id, "a vessel"));
  g_assert_true (rim_segmentation_undo (segmentation));
  g_assert_cmpuint (rim_mask_count (get (segmentation, 0)->mask), ==, 5);
}

/* What another program drew while this one signed is seen, and not taken for signed. */
static void
test_signed_other (void)
{
  g_autoptr(RimSegmentation) segmentation = rim_segmentation_new ("a");
  g_autoptr(RimLesion) lesion = make_lesion ("GTV-1", 5);
  g_autoptr(RimLesion) painted = paint (lesion, 9);
  g_autoptr(RimEdit) edit = rim_edit_new (lesion, painted, 0, "brush", "b");
  g_autoptr(GBytes) bytes = rim_edit_serialize (edit);
  g_autoptr(RimEdit) inverse = rim_edit_invert (edit);
  g_autoptr(GBytes) back = rim_edit_serialize (inverse);

  rim_segmentation_add (segmentation, lesion, "add");
  rim_segmentation_sign (segmentation, lesion->id, "Dr. A");
  g_assert_true (rim_segmentation_replay (segmentation, RIM_JOURNAL_DO, bytes, NULL));
  g_assert_cmpuint (rim_mask_count (get (segmentation, 0)->mask), ==, 9);
  g_assert_cmpint (rim_lesion_check_signature (get (segmentation, 0)), ==, RIM_LESION_SIGNED_OTHER);
  g_assert_true (rim_segmentation_replay (segmentation, RIM_JOURNAL_UNDO, back, NULL));
  g_assert_cmpuint (rim_mask_count (get (segmentation, 0)->mask), ==, 5);
  g_assert_cmpint (rim_lesion_check_signature (get (segmentation, 0)), ==, RIM_LESION_SIGNED);
}

/* Every attribute is part of what is signed. */
static void
test_hash (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  g_autoptr(RimLesion) lesion = make_lesion ("GTV-1", 5);
  g_autofree char *hash = rim_lesion_dup_hash (lesion);

  g_assert_cmpuint (strlen (hash), ==, 64);
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr(RimLesion) other = change (lesion, rand);
      g_autoptr(RimLesion) equal = rim_lesion_with_name (other, other->name);
      g_autofree char *first = rim_lesion_dup_hash (other);
      g_autofree char *second = rim_lesion_dup_hash (equal);

      g_assert_cmpstr (first, ==, second);
      g_assert_cmpint (g_str_equal (first, hash), ==, rim_lesion_equal (lesion, other));
    }
}

/* Both comments of two programs are there, and a status does not take a comment back. */
static void
test_two_programs (void)
{
  g_autoptr(RimSegmentation) other = rim_segmentation_new ("a");
  g_autoptr(RimLesion) lesion = make_lesion ("GTV-1", 5);
  g_autoptr(RimComment) first = rim_comment_new (RIM_VEC3 (1, 2, 3), "one", "Ann");
  g_autoptr(RimComment) second = rim_comment_new (RIM_VEC3 (4, 5, 6), "two", "Ben");
  g_autoptr(RimLesion) said = rim_lesion_with_comment (lesion, first);
  g_autoptr(RimEdit) edit = rim_edit_new (lesion, said, 0, "comment", "Ann");
  g_autoptr(GBytes) bytes = rim_edit_serialize (edit);

  rim_segmentation_add (other, lesion, "add");
  replace (other, rim_lesion_with_comment (lesion, second), TRUE);
  replace (other, rim_lesion_with_kind (get (other, 0), RIM_REVIEW_NEW), TRUE);
  g_assert_true (rim_segmentation_replay (other, RIM_JOURNAL_DO, bytes, NULL));
  g_assert_cmpuint (rim_review_get_n_comments (&get (other, 0)->review), ==, 2);
  g_assert_nonnull (rim_review_find_comment (&get (other, 0)->review, first->id));
  g_assert_cmpint (get (other, 0)->review.kind, ==, RIM_REVIEW_NEW);
}

static guint8
get_version (RimLesion *before,
             RimLesion *after)
{
  g_autoptr(RimEdit) edit = rim_edit_new (before, after, 0, "a", "b");
  g_autoptr(GBytes) bytes = rim_edit_serialize (edit);

  return ((const guint8 *) g_bytes_get_data (bytes, NULL))[1];
}

/* Only what an older program does not know is kept from it. */
static void
test_versions (void)
{
  g_autoptr(RimLesion) lesion = make_lesion ("GTV-1", 5);
  g_autoptr(RimLesion) painted = paint (lesion, 9);
  g_autoptr(RimLesion) target = rim_lesion_with_kind (lesion, RIM_REVIEW_TARGET);
  g_autoptr(RimLesion) named = rim_lesion_with_name (target, "Hilus");
  g_autoptr(RimEdit) edit = rim_edit_new (lesion, target, 0, "a", "b");
  g_autoptr(GBytes) bytes = rim_edit_serialize (edit);
  g_autoptr(GBytes) newer = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, &length), g_bytes_get_size (bytes));

  g_assert_cmpint (get_version (lesion, painted), ==, 1);
  g_assert_cmpint (get_version (NULL, lesion), ==, 1);
  g_assert_cmpint (get_version (target, named), ==, 1);
  g_assert_cmpint (get_version (target, NULL), ==, 1);
  g_assert_cmpint (get_version (NULL, target), ==, 3);
  g_assert_cmpint (get_version (lesion, target), ==, 3);
  g_assert_cmpint (get_version (target, lesion), ==, 3);

  copy[1] = 4;
  newer = g_bytes_new (copy, length);
  g_assert_null (rim_edit_deserialize (newer, lesion, NULL, &error));
  g_assert_error (error, RIM_EDIT_ERROR, RIM_EDIT_ERROR_VERSION);
}

static GBytes *
parse_hex (const char *hex)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();

  for (gsize i = 0; hex[i] != '\0'; i += 2)
    {
      guint8 byte = (guint8) (g_ascii_xdigit_value (hex[i]) << 4 | g_ascii_xdigit_value (hex[i + 1]));

      g_byte_array_append (bytes, &byte, 1);
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static void
test_old_record (void)
{
  g_autoptr(RimLesion) lesion = make_lesion ("GTV-1", 5);
  g_autoptr(GBytes) bytes = parse_hex (reject_record);
  g_autoptr(GBytes) again = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(RimEdit) edit = NULL;

  g_free (lesion->id);
  lesion->id = g_strdup ("11111111-2222-4333-8444-555555555555");
  edit = rim_edit_deserialize (bytes, lesion, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (edit->after->review.status, ==, RIM_REVIEW_REJECTED);
  g_assert_cmpstr (edit->after->review.reason, ==, "too small");
  again = rim_edit_serialize (edit);
  g_assert_true (g_bytes_equal (bytes, again));
}

static void
test_damaged (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);
  g_autoptr(RimLesion) before = make_lesion ("GTV-1", 5);
  g_autoptr(RimLesion) said = change_comments (before, rand);
  g_autoptr(RimLesion) after = rim_lesion_with_signature (said, "Dr. A", 7);

  for (guint whole = 0; whole < 2; whole++)
    {
      g_autoptr(RimEdit) edit = rim_edit_new (whole ? NULL : before, after, 0, "a", "b");
      g_autoptr(GBytes) bytes = rim_edit_serialize (edit);
      gsize length;
      const guint8 *data = g_bytes_get_data (bytes, &length);

      for (gsize cut = 0; cut < length; cut++)
        {
          g_autoptr(GBytes) some = g_bytes_new (data, cut);

          g_assert_null (rim_edit_deserialize (some, before, NULL, NULL));
        }

      for (guint round = 0; round < 10000; round++)
        {
          g_autofree guint8 *copy = g_memdup2 (data, length);
          g_autoptr(GBytes) damaged = NULL;
          g_autoptr(RimEdit) read = NULL;
          g_autoptr(GError) error = NULL;

          for (int n = g_rand_int_range (rand, 1, 4); n > 0; n--)
            copy[g_rand_int_range (rand, 0, (int) length)] = (guint8) g_rand_int (rand);
          damaged = g_bytes_new (copy, length);
          read = rim_edit_deserialize (damaged, before, NULL, &error);
          g_assert_true ((read == NULL) == (error != NULL));
        }
    }
}

/* A comment is settled by another one, which undo and opening it again take back. */
static void
test_resolved (void)
{
  g_autoptr(RimSegmentation) segmentation = rim_segmentation_new ("00000000-0000-4000-8000-000000000000");
  g_autoptr(RimSegmentation) copy = rim_segmentation_new ("00000000-0000-4000-8000-000000000000");
  g_autoptr(RimLesion) lesion = make_lesion ("A", 4);
  g_autoptr(RimComment) first = rim_comment_new (RIM_VEC3 (1, 2, 3), "Vessel?", "Ann");
  g_autoptr(RimComment) second = rim_comment_new (RIM_VEC3 (1, 2, 3), "Hilum?", NULL);
  g_autoptr(RimComment) settled = rim_comment_new_resolution (first, "Bob");
  const RimReview *review;

  g_signal_connect (segmentation, "step", G_CALLBACK (copy_step_cb), copy);
  rim_segmentation_add (segmentation, lesion, "add");
  replace (segmentation, rim_lesion_with_comment (get (segmentation, 0), first), TRUE);
  replace (segmentation, rim_lesion_with_comment (get (segmentation, 0), second), TRUE);
  replace (segmentation, rim_lesion_with_comment (get (segmentation, 0), settled), TRUE);
  assert_same (segmentation, copy);

  review = &get (copy, 0)->review;
  g_assert_true (rim_comment_is_resolution (rim_review_find_resolution (review, first)));
  g_assert_cmpstr (rim_review_find_resolution (review, first)->author, ==, "Bob");
  g_assert_null (rim_review_find_resolution (review, second));
  g_assert_false (rim_comment_is_resolution (first));

  rim_segmentation_undo (segmentation);
  g_assert_null (rim_review_find_resolution (&get (copy, 0)->review, first));
  rim_segmentation_redo (segmentation);
  replace (segmentation, rim_lesion_without_comment (get (segmentation, 0), settled->id), TRUE);
  g_assert_null (rim_review_find_resolution (&get (copy, 0)->review, first));
  g_assert_cmpuint (rim_review_get_n_comments (&get (copy, 0)->review), ==, 2);
}

/* The digit that ends every identifier of SNOMED CT (Verhoeff), before it "00" for a
 * concept of the core: a digit that is wrong, or two that are swapped, do not pass.
 */
static gboolean
is_sct_concept (const char *value)
{
  static const char turned[8][11] = {
    "0123456789", "1576283094", "5803796142", "8916043527",
    "9453126870", "4286573901", "2793806415", "7046913258",
  };
  gsize length = strlen (value);
  guint check = 0;

  for (gsize i = 0; i < length; i++)
    {
      guint digit = (guint) (turned[i % 8][value[length - 1 - i] - '0'] - '0');

      /* The product of the dihedral group of order 10. */
      if (check < 5)
        check = digit < 5 ? (check + digit) % 5 : 5 + (check + digit) % 5;
      else
        check = digit < 5 ? 5 + (check + 5 - digit) % 5 : (check + 5 - digit % 5) % 5;
    }

  return check == 0 && length > 3 && strncmp (value + length - 3, "00", 2) == 0;
}

static void
answer (RimSegmentation *segmentation,
        const char      *question,
        const char      *value)
{
  replace (segmentation, rim_lesion_with_answer (get (segmentation, 0), question, value), TRUE);
}

/* Answers are steps like all else: they come back with undo, and of two programs both count. */
static void
test_answers (void)
{
  g_autoptr(RimSegmentation) here = rim_segmentation_new ("s");
  g_autoptr(RimSegmentation) there = rim_segmentation_new ("s");
  g_autoptr(RimLesion) lesion = make_lesion ("a", 3);
  RimReview *review;

  g_signal_connect (here, "step", G_CALLBACK (copy_step_cb), there);
  rim_segmentation_add (here, lesion, "test");
  answer (here, "form/margin", "smooth");
  answer (here, "form/lobe", "rul");
  answer (here, "form/margin", "spiculated");
  answer (here, "form/lobe", "");
  replace (here, rim_lesion_with_answer (get (here, 0), "form/lobe", NULL), FALSE);
  g_assert_true (rim_lesion_equal (get (here, 0), get (there, 0)));

  rim_segmentation_undo (here);
  review = &get (here, 0)->review;
  g_assert_cmpuint (rim_answers_get_n (review->answers), ==, 2);
  g_assert_cmpstr (((RimAnswer *) review->answers->pdata[0])->question, ==, "form/lobe");
  g_assert_cmpstr (rim_answers_get (review->answers, "form/margin"), ==, "spiculated");
  g_assert_true (rim_lesion_equal (get (here, 0), get (there, 0)));

  while (rim_segmentation_undo (here))
    ;
  while (rim_segmentation_redo (here))
    ;
  g_assert_cmpuint (rim_answers_get_n (get (here, 0)->review.answers), ==, 1);
  g_assert_true (rim_lesion_equal (get (here, 0), get (there, 0)));
}

static void
test_sites (void)
{
  guint n_sites;
  const RimSite *sites = rim_sites_get (&n_sites);

  g_assert_false (is_sct_concept ("266004"));
  g_assert_false (is_sct_concept ("42400030"));
  for (guint i = 0; i < n_sites; i++)
    {
      g_assert_true (rim_sites_find (&sites[i].code) == &sites[i]);
      g_assert_cmpuint (strlen (sites[i].code.value), <=, 16);
      g_assert_cmpuint (strlen (sites[i].code.scheme), <=, 16);
      g_assert_cmpuint (strlen (sites[i].code.meaning), <=, 64);
      if (strcmp (sites[i].code.scheme, "SCT") == 0)
        g_assert_true (is_sct_concept (sites[i].code.value));
    }
}

/* Organs are no lesions unless somebody says so. */
static void
test_anatomy (void)
{
  g_autoptr(RimLesion) lesion = make_lesion ("Lung", 4);
  g_autoptr(RimLesion) organ = rim_lesion_with_type (lesion, "ORGAN");
  g_autoptr(RimLesion) target = rim_lesion_with_kind (organ, RIM_REVIEW_TARGET);

  g_assert_false (rim_lesion_is_anatomy (lesion));
  g_assert_true (rim_lesion_is_anatomy (organ));
  g_assert_false (rim_lesion_is_anatomy (target));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/lesion-review/journal", test_journal);
  g_test_add_func ("/engine/lesion-review/finished", test_finished);
  g_test_add_func ("/engine/lesion-review/signed", test_signed);
  g_test_add_func ("/engine/lesion-review/signed-other", test_signed_other);
  g_test_add_func ("/engine/lesion-review/hash", test_hash);
  g_test_add_func ("/engine/lesion-review/two-programs", test_two_programs);
  g_test_add_func ("/engine/lesion-review/versions", test_versions);
  g_test_add_func ("/engine/lesion-review/old-record", test_old_record);
  g_test_add_func ("/engine/lesion-review/damaged", test_damaged);
  g_test_add_func ("/engine/lesion-review/resolved", test_resolved);
  g_test_add_func ("/engine/lesion-review/sites", test_sites);
  g_test_add_func ("/engine/lesion-review/answers", test_answers);
  g_test_add_func ("/engine/lesion-review/anatomy", test_anatomy);

  return g_test_run ();
}
