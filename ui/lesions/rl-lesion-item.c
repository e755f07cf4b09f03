/* rl-lesion-item.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "lesions/rl-lesion-item.h"

#include <string.h>

struct _RlLesionItem
{
  GObject     parent_instance;

  RlSession  *session;
  RimLesion  *lesion;
  guint       number;
  gboolean    visible;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlLesionItem, rl_lesion_item, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static gboolean
looks_equal (RimLesion *a,
             RimLesion *b)
{
  return strcmp (a->name, b->name) == 0 && a->locked == b->locked &&
         memcmp (a->color, b->color, sizeof a->color) == 0;
}

static guint
find_widest_slice (RimMask *mask)
{
  RimBox box;
  guint widest = 0;
  gsize most = 0;

  if (!rim_mask_get_bounds (mask, &box))
    return 0;

  for (guint k = box.min[2]; k < box.max[2]; k++)
    {
      RimMaskSlice *slice = rim_mask_get_slice (mask, k);
      gsize n = slice != NULL ? rim_mask_slice_count (slice) : 0;

      if (n > most)
        {
          most = n;
          widest = k;
        }
    }

  return widest;
}

typedef void (*RunFunc) (const RimRun *run,
                         guint         row,
                         gpointer      data);

static void
foreach_run (RimMaskSlice *slice,
             RunFunc       func,
             gpointer      data)
{
  guint first_row, n_rows;

  rim_mask_slice_get_rows (slice, &first_row, &n_rows);
  for (guint j = first_row; j < first_row + n_rows; j++)
    {
      guint n_runs;
      const RimRun *runs = rim_mask_slice_get_runs (slice, j, &n_runs);

      for (guint r = 0; r < n_runs; r++)
        func (&runs[r], j, data);
    }
}

typedef struct
{
  double n;
  double i;
  double j;
  double nearest;
  double nearest_i;
  double nearest_j;
} Middle;

static void
add_run (const RimRun *run,
         guint         row,
         gpointer      data)
{
  Middle *middle = data;
  double length = run->end - run->begin;

  middle->n += length;
  middle->i += length * (run->begin + run->end - 1.0) / 2;
  middle->j += length * row;
}

static void
compare_run (const RimRun *run,
             guint         row,
             gpointer      data)
{
  Middle *middle = data;
  double i = CLAMP (middle->i / middle->n, run->begin, run->end - 1.0);
  double away = hypot (i - middle->i / middle->n, row - middle->j / middle->n);

  if (away >= middle->nearest)
    return;

  middle->nearest = away;
  middle->nearest_i = round (i);
  middle->nearest_j = row;
}

/* The voxel of the slice that is nearest to the middle of its voxels, so that a
 * ring is met on the ring and not in its hole.
 */
static RimVec3
find_middle (RimMaskSlice *slice,
             guint         k)
{
  Middle middle = { .nearest = INFINITY };

  foreach_run (slice, add_run, &middle);
  foreach_run (slice, compare_run, &middle);

  return RIM_VEC3 (middle.nearest_i, middle.nearest_j, k);
}

/**
 * rl_lesion_find_center:
 * @lesion: a lesion
 * @center: (out): a point in it to look at, LPS mm: in the middle of the slice
 *   with most voxels
 *
 * Returns: whether it has any voxel
 */
gboolean
rl_lesion_find_center (RimLesion *lesion,
                       RimVec3   *center)
{
  guint k = find_widest_slice (lesion->mask);
  RimMaskSlice *slice = rim_mask_get_slice (lesion->mask, k);

  if (slice == NULL)
    return FALSE;

  *center = rim_grid_to_patient (rim_mask_get_grid (lesion->mask), find_middle (slice, k));

  return TRUE;
}

/* What is shown may be a stroke in progress; commands start from what was
 * committed.
 */
static RimLesion *
find_committed (RlLesionItem *self)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);

  return segmentation != NULL ? rim_segmentation_find (segmentation, self->lesion->id, NULL)
                              : NULL;
}

static void
rl_lesion_item_finalize (GObject *object)
{
  RlLesionItem *self = RL_LESION_ITEM (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->lesion, rim_lesion_unref);

  G_OBJECT_CLASS (rl_lesion_item_parent_class)->finalize (object);
}

static void
rl_lesion_item_class_init (RlLesionItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_lesion_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_lesion_item_init (RlLesionItem *self)
{
  self->visible = TRUE;
}

RlLesionItem *
rl_lesion_item_new (RlSession *session,
                    RimLesion *lesion)
{
  RlLesionItem *self = g_object_new (RL_TYPE_LESION_ITEM, NULL);

  self->session = g_object_ref (session);
  self->lesion = rim_lesion_ref (lesion);
  self->visible = rl_session_is_lesion_visible (session, lesion->id);

  return self;
}

const char *
rl_lesion_item_get_id (RlLesionItem *self)
{
  g_return_val_if_fail (RL_IS_LESION_ITEM (self), NULL);

  return self->lesion->id;
}

/* Returns: (transfer none) */
RimLesion *
rl_lesion_item_get_lesion (RlLesionItem *self)
{
  g_return_val_if_fail (RL_IS_LESION_ITEM (self), NULL);

  return self->lesion;
}

gboolean
rl_lesion_item_get_visible (RlLesionItem *self)
{
  g_return_val_if_fail (RL_IS_LESION_ITEM (self), FALSE);

  return self->visible;
}

/* Returns: where it stands in the list, from 1 */
guint
rl_lesion_item_get_number (RlLesionItem *self)
{
  g_return_val_if_fail (RL_IS_LESION_ITEM (self), 0);

  return self->number;
}

/**
 * rl_lesion_item_update:
 * @self: an item
 * @lesion: the lesion as it is now
 * @number: where it stands in the list, from 1
 */
void
rl_lesion_item_update (RlLesionItem *self,
                       RimLesion    *lesion,
                       guint         number)
{
  gboolean visible;
  gboolean changed;

  g_return_if_fail (RL_IS_LESION_ITEM (self));

  visible = rl_session_is_lesion_visible (self->session, lesion->id);
  changed = number != self->number || visible != self->visible ||
            !looks_equal (self->lesion, lesion);

  rim_lesion_ref (lesion);
  rim_lesion_unref (self->lesion);
  self->lesion = lesion;
  self->number = number;
  self->visible = visible;

  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * rl_lesion_item_rename:
 * @self: an item
 * @name: what to call it; an empty name changes nothing
 */
void
rl_lesion_item_rename (RlLesionItem *self,
                       const char   *name)
{
  RimLesion *lesion;
  g_autofree char *trimmed = NULL;
  g_autoptr(RimLesion) renamed = NULL;

  g_return_if_fail (RL_IS_LESION_ITEM (self));

  lesion = find_committed (self);
  trimmed = g_strstrip (g_strdup (name));
  if (lesion == NULL || *trimmed == '\0' || strcmp (trimmed, lesion->name) == 0)
    {
      g_signal_emit (self, signals[CHANGED], 0);
      return;
    }

  renamed = rim_lesion_with_name (lesion, trimmed);
  rim_segmentation_replace (rl_session_get_segmentation (self->session), renamed, "rename");
}

void
rl_lesion_item_set_visible (RlLesionItem *self,
                            gboolean      visible)
{
  g_return_if_fail (RL_IS_LESION_ITEM (self));

  rl_session_set_lesion_visible (self->session, self->lesion->id, visible);
  rl_lesion_item_update (self, self->lesion, self->number);
}

void
rl_lesion_item_set_locked (RlLesionItem *self,
                           gboolean      locked)
{
  RimLesion *lesion;
  g_autoptr(RimLesion) changed = NULL;

  g_return_if_fail (RL_IS_LESION_ITEM (self));

  lesion = find_committed (self);
  if (lesion == NULL || !!locked == !!lesion->locked)
    return;

  changed = rim_lesion_with_locked (lesion, locked);
  rim_segmentation_replace (rl_session_get_segmentation (self->session), changed,
                            locked ? "lock" : "unlock");
}

/**
 * rl_lesion_item_jump:
 * @self: an item
 *
 * Makes it the active one and moves the crosshair to it.
 */
void
rl_lesion_item_jump (RlLesionItem *self)
{
  RimVec3 center;

  g_return_if_fail (RL_IS_LESION_ITEM (self));

  rl_session_set_active_lesion (self->session, self->lesion->id);
  if (rl_lesion_find_center (self->lesion, &center))
    rl_session_set_cursor (self->session, center);
}

void
rl_lesion_item_remove (RlLesionItem *self)
{
  RimSegmentation *segmentation;

  g_return_if_fail (RL_IS_LESION_ITEM (self));

  segmentation = rl_session_get_segmentation (self->session);
  if (segmentation != NULL)
    rim_segmentation_remove (segmentation, self->lesion->id, "delete");
}
