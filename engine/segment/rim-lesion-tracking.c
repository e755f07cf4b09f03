/* rim-lesion-tracking.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-lesion-tracking.h"

#include <math.h>
#include <string.h>

#include "core/rim-uid.h"
#include "rim-lesion-private.h"

typedef struct
{
  RimLesion *lesion;
  RimVec3    middle;
  gboolean   has_middle;
  gboolean   taken;
} Side;

typedef struct
{
  Side    *here;
  guint    n_here;
  Side    *there;
  guint    n_there;
  gboolean has_offset;
  GArray  *matches;
} Matching;

typedef gboolean (*IsLike) (RimLesion *a,
                            RimLesion *b);

static gboolean
has_text (const char *text)
{
  return text != NULL && *text != '\0';
}

/**
 * rim_lesion_dup_tracking_uid:
 * @self: a lesion
 *
 * Returns: (transfer full) (nullable): its Tracking UID; where it has none the UID of its
 *   id, so that each lesion has one that never changes by itself
 */
char *
rim_lesion_dup_tracking_uid (RimLesion *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return has_text (self->tracking_uid) ? g_strdup (self->tracking_uid) : rim_uid_from_uuid (self->id);
}

/* Returns: whether both are one lesion, at two times or of two readers */
gboolean
rim_lesion_is_same (RimLesion *a,
                    RimLesion *b)
{
  g_autofree char *first = rim_lesion_dup_tracking_uid (a);
  g_autofree char *second = rim_lesion_dup_tracking_uid (b);

  return first != NULL && g_strcmp0 (first, second) == 0;
}

static void
set_tracking (RimLesion  *self,
              const char *id,
              const char *uid)
{
  g_free (self->tracking_id);
  g_free (self->tracking_uid);
  self->tracking_id = g_strdup (id);
  self->tracking_uid = g_strdup (uid);
}

/**
 * rim_lesion_with_link:
 * @self: a lesion
 * @other: the same lesion at another time
 *
 * Returns: (transfer full): the lesion with the Tracking ID and UID, name, colour and, where
 *   it has one, the site of @other
 */
RimLesion *
rim_lesion_with_link (RimLesion *self,
                      RimLesion *other)
{
  g_autofree char *uid = rim_lesion_dup_tracking_uid (other);
  RimLesion *copy = rim_lesion_copy (self);

  set_tracking (copy, has_text (other->tracking_id) ? other->tracking_id : other->name, uid);
  g_free (copy->name);
  copy->name = g_strdup (other->name);
  memcpy (copy->color, other->color, sizeof copy->color);
  if (has_text (other->region.value))
    rim_code_set (&copy->region, other->region.value, other->region.scheme, other->region.meaning);

  return copy;
}

/**
 * rim_lesion_without_link:
 * @self: a lesion
 *
 * Returns: (transfer full): the lesion with a Tracking UID that no other has; its name,
 *   colour and site stay
 */
RimLesion *
rim_lesion_without_link (RimLesion *self)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *uid = rim_uid_from_uuid (uuid);
  RimLesion *copy = rim_lesion_copy (self);

  set_tracking (copy, self->name, uid);

  return copy;
}

static gboolean
has_same_name (RimLesion *a,
               RimLesion *b)
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
has_same_site (RimLesion *a,
               RimLesion *b)
{
  return has_text (a->region.value) && g_strcmp0 (a->region.value, b->region.value) == 0 &&
         g_strcmp0 (a->region.scheme, b->region.scheme) == 0;
}

static void
add_runs (RimMaskSlice *slice,
          guint         k,
          double        sum[4])
{
  guint first_row, n_rows;

  rim_mask_slice_get_rows (slice, &first_row, &n_rows);
  for (guint j = first_row; j < first_row + n_rows; j++)
    {
      guint n_runs;
      const RimRun *runs = rim_mask_slice_get_runs (slice, j, &n_runs);

      for (guint r = 0; r < n_runs; r++)
        {
          double n = runs[r].end - runs[r].begin;

          sum[0] += n * (runs[r].begin + runs[r].end - 1.0) / 2;
          sum[1] += n * j;
          sum[2] += n * k;
          sum[3] += n;
        }
    }
}

/* The mean of the centres of its voxels. */
static gboolean
find_middle (RimMask *mask,
             RimVec3 *middle)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  double sum[4] = { 0 };

  for (guint k = 0; k < grid->size[2]; k++)
    {
      RimMaskSlice *slice = rim_mask_get_slice (mask, k);

      if (slice != NULL)
        add_runs (slice, k, sum);
    }
  if (!(sum[3] > 0))
    return FALSE;

  *middle = rim_grid_to_patient (grid, RIM_VEC3 (sum[0] / sum[3], sum[1] / sum[3], sum[2] / sum[3]));

  return TRUE;
}

static Side *
make_sides (GPtrArray     *lesions,
            const RimVec3 *offset)
{
  Side *sides = g_new0 (Side, MAX (lesions->len, 1));

  for (guint n = 0; n < lesions->len; n++)
    {
      sides[n].lesion = g_ptr_array_index (lesions, n);
      sides[n].has_middle = find_middle (sides[n].lesion->mask, &sides[n].middle);
      if (offset != NULL)
        sides[n].middle = rim_vec3_add (sides[n].middle, *offset);
    }

  return sides;
}

/* What somebody has said is the same is no proposal any more. */
static void
leave_out_linked (Matching *self)
{
  for (guint h = 0; h < self->n_here; h++)
    for (guint t = 0; t < self->n_there; t++)
      if (rim_lesion_is_same (self->here[h].lesion, self->there[t].lesion))
        self->here[h].taken = self->there[t].taken = TRUE;
}

static double
get_distance (const Matching *self,
              guint           h,
              guint           t)
{
  if (!self->has_offset || !self->here[h].has_middle || !self->there[t].has_middle)
    return NAN;

  return rim_vec3_length (rim_vec3_sub (self->here[h].middle, self->there[t].middle));
}

static void
join (Matching           *self,
      guint               h,
      guint               t,
      RimLesionMatchKind  kind)
{
  RimLesionMatch match = { h, t, kind, get_distance (self, h, t) };

  self->here[h].taken = self->there[t].taken = TRUE;
  g_array_append_val (self->matches, match);
}

static guint
count_like (const Side *sides,
            guint       n_sides,
            RimLesion  *lesion,
            IsLike      is_like)
{
  guint n = 0;

  for (guint i = 0; i < n_sides; i++)
    n += !sides[i].taken && is_like (sides[i].lesion, lesion);

  return n;
}

static void
join_unique (Matching           *self,
             IsLike              is_like,
             RimLesionMatchKind  kind)
{
  for (guint h = 0; h < self->n_here; h++)
    for (guint t = 0; t < self->n_there; t++)
      if (!self->here[h].taken && !self->there[t].taken &&
          is_like (self->here[h].lesion, self->there[t].lesion) &&
          count_like (self->there, self->n_there, self->here[h].lesion, is_like) == 1 &&
          count_like (self->here, self->n_here, self->there[t].lesion, is_like) == 1)
        join (self, h, t, kind);
}

/* The nearest two go first, of equally near ones the first. */
static void
join_nearest (Matching           *self,
              IsLike              is_like,
              double              limit,
              RimLesionMatchKind  kind)
{
  for (;;)
    {
      double best = limit;
      guint best_h = 0, best_t = 0;
      gboolean found = FALSE;

      for (guint h = 0; h < self->n_here; h++)
        for (guint t = 0; t < self->n_there; t++)
          if (!self->here[h].taken && !self->there[t].taken && get_distance (self, h, t) < best &&
              (is_like == NULL || is_like (self->here[h].lesion, self->there[t].lesion)))
            {
              best = get_distance (self, h, t);
              best_h = h;
              best_t = t;
              found = TRUE;
            }

      if (!found)
        return;
      join (self, best_h, best_t, kind);
    }
}

/**
 * rim_lesions_propose_links:
 * @here: (element-type RimLesion): the lesions of one time
 * @there: (element-type RimLesion): those of another
 * @offset: (nullable): what takes a point there to the same point here, mm; %NULL where
 *   that is not known
 *
 * Finds which lesions may be the same: by name, else by site, else where their middles
 * are less than %RIM_LESION_MATCH_MAX_DISTANCE apart. Those that are the same already are
 * in no match, and every other in one at the most.
 *
 * Returns: (transfer full) (element-type RimLesionMatch): the proposals, the surest first
 */
GArray *
rim_lesions_propose_links (GPtrArray     *here,
                           GPtrArray     *there,
                           const RimVec3 *offset)
{
  g_autofree Side *sides_here = make_sides (here, NULL);
  g_autofree Side *sides_there = make_sides (there, offset);
  Matching self = {
    sides_here, here->len, sides_there, there->len, offset != NULL,
    g_array_new (FALSE, FALSE, sizeof (RimLesionMatch)),
  };

  leave_out_linked (&self);
  join_unique (&self, has_same_name, RIM_LESION_MATCH_NAME);
  join_unique (&self, has_same_site, RIM_LESION_MATCH_SITE);
  join_nearest (&self, has_same_site, HUGE_VAL, RIM_LESION_MATCH_SITE);
  join_nearest (&self, NULL, RIM_LESION_MATCH_MAX_DISTANCE, RIM_LESION_MATCH_NEAR);

  return self.matches;
}
