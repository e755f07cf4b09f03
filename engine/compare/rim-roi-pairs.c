/* rim-roi-pairs.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-roi-pairs.h"

#include <string.h>

#include "compare/rim-mask-align.h"

static const char *const names[] = { "none", "tracking-uid", "name", "number", "overlap", "only" };

typedef struct
{
  GPtrArray *a;
  GPtrArray *b;
  int       *partner;            /* of each of @a in @b; -1: none */
  int       *partner_back;
  GArray    *pairs;
} Pairing;

typedef gboolean (*IsSame) (const RimRoi *a,
                            const RimRoi *b);

static gboolean
has_text (const char *text)
{
  return text != NULL && *text != '\0';
}

static gboolean
has_same_uid (const RimRoi *a,
              const RimRoi *b)
{
  return has_text (a->tracking_uid) && g_strcmp0 (a->tracking_uid, b->tracking_uid) == 0;
}

static gboolean
has_same_name (const RimRoi *a,
               const RimRoi *b)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (!has_text (a->name) || !has_text (b->name))
    return FALSE;

  first = g_utf8_casefold (a->name, -1);
  second = g_utf8_casefold (b->name, -1);

  return strcmp (g_strstrip (first), g_strstrip (second)) == 0;
}

static gboolean
has_same_number (const RimRoi *a,
                 const RimRoi *b)
{
  return !has_text (a->name) && !has_text (b->name) && a->number == b->number;
}

static void
join (Pairing     *self,
      guint        a,
      guint        b,
      RimRoiMatch  match)
{
  RimRoiPair pair = { self->a->pdata[a], self->b->pdata[b], match };

  self->partner[a] = (int) b;
  self->partner_back[b] = (int) a;
  g_array_append_val (self->pairs, pair);
}

/* The one of the other file that is the same, where there is just one. */
static int
find_same (const RimRoi *roi,
           GPtrArray    *others,
           const int    *taken,
           IsSame        is_same)
{
  int found = -1;

  for (guint n = 0; n < others->len; n++)
    if (taken[n] < 0 && is_same (roi, others->pdata[n]))
      {
        if (found >= 0)
          return -1;
        found = (int) n;
      }

  return found;
}

static void
join_same (Pairing     *self,
           IsSame       is_same,
           RimRoiMatch  match)
{
  for (guint a = 0; a < self->a->len; a++)
    {
      int b = self->partner[a] < 0 ? find_same (self->a->pdata[a], self->b, self->partner_back, is_same) : -1;

      if (b >= 0 && find_same (self->b->pdata[b], self->a, self->partner, is_same) == (int) a)
        join (self, a, (guint) b, match);
    }
}

static gboolean
find_dice (const RimRoi  *a,
           const RimRoi  *b,
           double        *dice,
           GError       **error)
{
  RimMask *masks[2] = { a->mask, b->mask };
  RimMask **aligned;

  *dice = 0.0;
  if (a->mask == NULL || b->mask == NULL)
    return TRUE;

  aligned = rim_masks_align (masks, 2, NULL, error);
  if (aligned == NULL)
    return FALSE;

  {
    g_autoptr(RimMask) both = rim_mask_combine (aligned[0], aligned[1], RIM_MASK_INTERSECT);
    const gsize n = rim_mask_count (aligned[0]) + rim_mask_count (aligned[1]);

    *dice = n > 0 ? 2.0 * (double) rim_mask_count (both) / (double) n : 0.0;
  }
  rim_masks_free (aligned, 2);

  return TRUE;
}

static gboolean
measure_overlaps (const Pairing  *self,
                  double         *dices,
                  GError        **error)
{
  for (guint a = 0; a < self->a->len; a++)
    for (guint b = 0; b < self->b->len; b++)
      if (self->partner[a] < 0 && self->partner_back[b] < 0 &&
          !find_dice (self->a->pdata[a], self->b->pdata[b], &dices[a * self->b->len + b], error))
        return FALSE;

  return TRUE;
}

/* The highest first; of equal ones the first. */
static gboolean
join_overlapping (Pairing  *self,
                  GError  **error)
{
  const gsize n = (gsize) self->a->len * self->b->len;
  g_autofree double *dices = g_new0 (double, MAX (n, 1));

  if (!measure_overlaps (self, dices, error))
    return FALSE;

  for (;;)
    {
      double best = 0.0;
      gsize at = 0;

      for (gsize d = 0; d < n; d++)
        if (dices[d] > best && self->partner[d / self->b->len] < 0 && self->partner_back[d % self->b->len] < 0)
          {
            best = dices[d];
            at = d;
          }
      if (!(best > 0.0))
        return TRUE;
      join (self, (guint) (at / self->b->len), (guint) (at % self->b->len), RIM_ROI_MATCH_OVERLAP);
    }
}

static void
join_only (Pairing *self)
{
  if (self->a->len == 1 && self->b->len == 1 && self->partner[0] < 0)
    join (self, 0, 0, RIM_ROI_MATCH_ONLY);
}

static void
add_alone (Pairing *self)
{
  for (guint a = 0; a < self->a->len; a++)
    if (self->partner[a] < 0)
      {
        RimRoiPair pair = { self->a->pdata[a], NULL, RIM_ROI_MATCH_NONE };

        g_array_append_val (self->pairs, pair);
      }
  for (guint b = 0; b < self->b->len; b++)
    if (self->partner_back[b] < 0)
      {
        RimRoiPair pair = { NULL, self->b->pdata[b], RIM_ROI_MATCH_NONE };

        g_array_append_val (self->pairs, pair);
      }
}

static gboolean
pair_up (Pairing      *self,
         RimRoiMatch   only_by,
         GError      **error)
{
  const gboolean all = only_by == RIM_ROI_MATCH_NONE;

  if (all || only_by == RIM_ROI_MATCH_TRACKING_UID)
    join_same (self, has_same_uid, RIM_ROI_MATCH_TRACKING_UID);
  if (all || only_by == RIM_ROI_MATCH_NAME)
    join_same (self, has_same_name, RIM_ROI_MATCH_NAME);
  if (all || only_by == RIM_ROI_MATCH_NUMBER)
    join_same (self, has_same_number, RIM_ROI_MATCH_NUMBER);
  if ((all || only_by == RIM_ROI_MATCH_OVERLAP) && !join_overlapping (self, error))
    return FALSE;
  if (all || only_by == RIM_ROI_MATCH_ONLY)
    join_only (self);
  add_alone (self);

  return TRUE;
}

/**
 * rim_roi_pairs_new:
 * @a: (element-type RimRoi): the lesions of one reader
 * @b: (element-type RimRoi): those of another
 * @only_by: how they are to be matched; %RIM_ROI_MATCH_NONE for all ways by turns,
 *   the surest first
 * @error: where to put an error
 *
 * Finds which lesions are the same. A name or UID that a file has twice says
 * nothing. By overlap the pair with the highest Dice coefficient goes first. Every
 * lesion is in just one pair, alone where there is none like it.
 *
 * Returns: (transfer full) (element-type RimRoiPair): the pairs in the order in
 *   which they were found, then those that are alone; %NULL where masks are too far
 *   apart
 */
GArray *
rim_roi_pairs_new (GPtrArray    *a,
                   GPtrArray    *b,
                   RimRoiMatch   only_by,
                   GError      **error)
{
  g_autoptr(GArray) pairs = g_array_new (FALSE, FALSE, sizeof (RimRoiPair));
  g_autofree int *partner = g_new (int, MAX (a->len, 1));
  g_autofree int *partner_back = g_new (int, MAX (b->len, 1));
  Pairing self = { a, b, partner, partner_back, pairs };

  for (guint n = 0; n < a->len; n++)
    partner[n] = -1;
  for (guint n = 0; n < b->len; n++)
    partner_back[n] = -1;

  return pair_up (&self, only_by, error) ? g_steal_pointer (&pairs) : NULL;
}

/* Returns: (transfer full): the name of a region or, where it has none, its number;
 *   "" for %NULL
 */
char *
rim_roi_dup_label (const RimRoi *roi)
{
  if (roi == NULL)
    return g_strdup ("");
  if (roi->name != NULL && *roi->name != '\0')
    return g_utf8_make_valid (roi->name, -1);

  return g_strdup_printf ("%u", roi->number);
}

/* Returns: (transfer none): "tracking-uid", "name" and so on */
const char *
rim_roi_match_get_name (RimRoiMatch match)
{
  return names[match];
}

/* Returns: whether there is a way of that name, which "none" is not */
gboolean
rim_roi_match_from_name (const char  *name,
                         RimRoiMatch *match)
{
  for (guint m = RIM_ROI_MATCH_TRACKING_UID; m < G_N_ELEMENTS (names); m++)
    if (strcmp (names[m], name) == 0)
      {
        *match = (RimRoiMatch) m;
        return TRUE;
      }

  return FALSE;
}
