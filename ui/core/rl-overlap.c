/* rl-overlap.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-overlap.h"

#include <string.h>

#include "core/rl-session.h"
#include "segment/rim-lesion-review.h"

struct _RlOverlap
{
  GObject     parent_instance;

  RlSession  *session;        /* whose this is */
  RimLesion  *before;         /* that was drawn on; NULL while nothing is offered */
  RimLesion  *other;          /* that the contour lies over, or NULL where it is the same */
  RimLesion  *spare;          /* the contour as a lesion of its own */
  RimMask    *region;         /* of the contour, without those that are nobody's business */
  const char *choice;         /* interned */
  gboolean    is_own;         /* lesions change because of this */
};

enum
{
  PROP_0,
  PROP_CHOICE,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (RlOverlap, rl_overlap, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
clear (RlOverlap *self)
{
  g_clear_pointer (&self->before, rim_lesion_unref);
  g_clear_pointer (&self->other, rim_lesion_unref);
  g_clear_pointer (&self->spare, rim_lesion_unref);
  g_clear_pointer (&self->region, rim_mask_unref);
}

static void
take_choice (RlOverlap  *self,
             const char *choice)
{
  choice = g_intern_string (choice);
  if (self->choice == choice)
    return;

  self->choice = choice;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOICE]);
}

static void
changed_cb (RlOverlap *self)
{
  if (!self->is_own)
    rl_overlap_dismiss (self);
}

static gsize
count_common (RimMask *a,
              RimMask *b)
{
  g_autoptr(RimMask) common = rim_mask_combine (a, b, RIM_MASK_INTERSECT);

  return rim_mask_count (common);
}

/* Of all other lesions that may be changed, the one that has most of the contour. */
static RimLesion *
find_other (RlOverlap *self,
            RimLesion *before,
            RimMask   *region)
{
  RimLesion *found = NULL;
  gboolean keeps;
  gsize most = 0;

  g_object_get (self->session, "keep-others", &keeps, NULL);
  for (guint i = 0; keeps && i < rl_session_get_n_lesions (self->session); i++)
    {
      RimLesion *lesion = rl_session_get_lesion (self->session, i);
      gsize common;

      if (strcmp (lesion->id, before->id) == 0 || !rim_lesion_check_editable (lesion, NULL) ||
          !rim_grid_equal (rim_mask_get_grid (lesion->mask), rim_mask_get_grid (region), 1e-3))
        continue;

      common = count_common (lesion->mask, region);
      if (common > most)
        {
          most = common;
          found = lesion;
        }
    }

  return found;
}

/* Without the voxels of third lesions, where these are kept. */
static RimMask *
trim_region (RlOverlap *self,
             RimLesion *before,
             RimLesion *other,
             RimMask   *region)
{
  g_autoptr(RimMask) kept = rl_session_get_others (self->session, before);
  g_autoptr(RimMask) thirds = NULL;

  if (kept == NULL)
    return rim_mask_ref (region);

  thirds = other != NULL ? rim_mask_combine (kept, other->mask, RIM_MASK_SUBTRACT)
                         : g_steal_pointer (&kept);

  return rim_mask_combine (region, thirds, RIM_MASK_SUBTRACT);
}

static RimLesion *
with_combined (RimLesion *lesion,
               RimMask   *mask,
               RimMaskOp  op)
{
  g_autoptr(RimMask) combined = rim_mask_combine (lesion->mask, mask, op);

  return rim_lesion_with_mask (lesion, combined);
}

/* The same lesion, as it is to be. */
static void
make_own (RlOverlap  *self,
          const char *choice,
          GPtrArray  *after)
{
  if (strcmp (choice, "join") == 0)
    {
      g_ptr_array_add (after, with_combined (self->before, self->region, RIM_MASK_UNION));
    }
  else if (strcmp (choice, "cut-out") == 0)
    {
      g_ptr_array_add (after, with_combined (self->before, self->region, RIM_MASK_SUBTRACT));
    }
  else
    {
      g_ptr_array_add (after, rim_lesion_ref (self->before));
      g_ptr_array_add (after, rim_lesion_with_mask (self->spare, self->region));
    }
}

/* Both lesions, as they are to be. */
static void
make_both (RlOverlap  *self,
           const char *choice,
           GPtrArray  *after)
{
  g_autoptr(RimLesion) whole = with_combined (self->before, self->region, RIM_MASK_UNION);
  g_autoptr(RimMask) foreign = rim_mask_combine (self->other->mask, self->before->mask, RIM_MASK_SUBTRACT);

  if (strcmp (choice, "join") == 0)
    {
      g_ptr_array_add (after, with_combined (whole, self->other->mask, RIM_MASK_UNION));
      return;
    }

  g_ptr_array_add (after, strcmp (choice, "trim") == 0
                          ? with_combined (whole, foreign, RIM_MASK_SUBTRACT)
                          : rim_lesion_ref (whole));
  g_ptr_array_add (after, strcmp (choice, "cut-out") == 0
                          ? with_combined (self->other, self->region, RIM_MASK_SUBTRACT)
                          : rim_lesion_ref (self->other));
}

static gboolean
is_offered (RlOverlap  *self,
            const char *choice)
{
  return strcmp (choice, "join") == 0 || strcmp (choice, "cut-out") == 0 ||
         strcmp (choice, "keep") == 0 || (self->other != NULL && strcmp (choice, "trim") == 0);
}

/* Those of the lesions it is about that there are now. */
static GPtrArray *
get_present (RlOverlap *self)
{
  GPtrArray *present = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);
  RimLesion *lesions[] = { self->before, self->other, self->spare };

  for (guint i = 0; i < G_N_ELEMENTS (lesions); i++)
    {
      RimLesion *now = lesions[i] != NULL ? rl_session_find_lesion (self->session, lesions[i]->id) : NULL;

      if (now != NULL)
        g_ptr_array_add (present, rim_lesion_ref (now));
    }

  return present;
}

static void
apply (RlOverlap  *self,
       const char *choice)
{
  g_autoptr(GPtrArray) present = get_present (self);
  g_autoptr(GPtrArray) after = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);

  if (self->other != NULL)
    make_both (self, choice, after);
  else
    make_own (self, choice, after);

  self->is_own = TRUE;
  rl_session_propose_lesions (self->session, present, after, choice);
  if (rl_session_accept_proposal (self->session))
    take_choice (self, choice);
  else
    rl_session_discard_proposal (self->session);
  self->is_own = FALSE;
}

static void
rl_overlap_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  if (prop_id == PROP_CHOICE)
    g_value_set_string (value, RL_OVERLAP (object)->choice);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rl_overlap_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  if (prop_id == PROP_CHOICE)
    rl_overlap_set_choice (RL_OVERLAP (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rl_overlap_finalize (GObject *object)
{
  clear (RL_OVERLAP (object));

  G_OBJECT_CLASS (rl_overlap_parent_class)->finalize (object);
}

static void
rl_overlap_class_init (RlOverlapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rl_overlap_finalize;
  object_class->get_property = rl_overlap_get_property;
  object_class->set_property = rl_overlap_set_property;

  properties[PROP_CHOICE] =
    g_param_spec_string ("choice", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rl_overlap_init (RlOverlap *self)
{
  self->choice = g_intern_static_string ("");
}

/**
 * rl_overlap_new:
 * @session: whose lesions it is about; it outlives what is made here
 */
RlOverlap *
rl_overlap_new (RlSession *session)
{
  RlOverlap *self = g_object_new (RL_TYPE_OVERLAP, NULL);

  self->session = session;
  g_signal_connect_object (session, "lesions-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::keep-others", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * rl_overlap_offer:
 * @self: the overlap of a session
 * @before: the lesion that was drawn on, as it was before; it may be a new one
 * @region: what the contour holds, which has been added to it
 * @spare: a lesion with a name of its own, for the contour
 *
 * Offers what else can become of a contour, where it lies over anything.
 *
 * Returns: whether it does
 */
gboolean
rl_overlap_offer (RlOverlap *self,
                  RimLesion *before,
                  RimMask   *region,
                  RimLesion *spare)
{
  RimLesion *other;

  g_return_val_if_fail (RL_IS_OVERLAP (self), FALSE);
  g_return_val_if_fail (before != NULL && region != NULL && spare != NULL, FALSE);

  rl_overlap_dismiss (self);
  other = find_other (self, before, region);
  if (other == NULL && count_common (before->mask, region) == 0)
    return FALSE;

  self->region = trim_region (self, before, other, region);
  self->before = rim_lesion_ref (before);
  self->other = other != NULL ? rim_lesion_ref (other) : NULL;
  self->spare = rim_lesion_ref (spare);
  take_choice (self, other != NULL ? "trim" : "join");

  return TRUE;
}

/* Returns: what is so now, "" while nothing is offered */
const char *
rl_overlap_get_choice (RlOverlap *self)
{
  g_return_val_if_fail (RL_IS_OVERLAP (self), "");

  return self->choice;
}

/**
 * rl_overlap_set_choice:
 * @self: the overlap of a session
 * @choice: what is to be so; what is not offered changes nothing
 */
void
rl_overlap_set_choice (RlOverlap  *self,
                       const char *choice)
{
  g_return_if_fail (RL_IS_OVERLAP (self));
  g_return_if_fail (choice != NULL);

  if (self->before != NULL && is_offered (self, choice) && strcmp (choice, self->choice) != 0)
    apply (self, choice);
}

/* Returns: (transfer none) (nullable): the lesion that the contour lies over */
RimLesion *
rl_overlap_get_lesion (RlOverlap *self)
{
  g_return_val_if_fail (RL_IS_OVERLAP (self), NULL);

  return self->other != NULL ? self->other : self->before;
}

/* Returns: whether that is another one than was drawn on */
gboolean
rl_overlap_is_other (RlOverlap *self)
{
  g_return_val_if_fail (RL_IS_OVERLAP (self), FALSE);

  return self->other != NULL;
}

/* What is so stays. */
void
rl_overlap_dismiss (RlOverlap *self)
{
  g_return_if_fail (RL_IS_OVERLAP (self));

  clear (self);
  take_choice (self, "");
}
