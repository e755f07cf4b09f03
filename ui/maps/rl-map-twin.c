/* rl-map-twin.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-twin.h"

#include <glib/gi18n-lib.h>

#include "maps/rl-map-look.h"
#include "segment/rim-lesion-tracking.h"

struct _RlMapTwin
{
  GObject     parent_instance;

  RlMapMaker *of;
  RlMapMaker *maker;
  RlSession  *session;
  RlSession  *other;
  const char *problem;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlMapTwin, rl_map_twin, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static GPtrArray *
list_lesions (RlSession *session)
{
  GPtrArray *lesions = g_ptr_array_new ();

  for (guint i = 0; i < rl_session_get_n_lesions (session); i++)
    g_ptr_array_add (lesions, rl_session_get_lesion (session, i));

  return lesions;
}

static RimLesion *
find_linked (GPtrArray *lesions,
             RimLesion *lesion)
{
  for (guint i = 0; i < lesions->len; i++)
    if (rim_lesion_is_same (g_ptr_array_index (lesions, i), lesion))
      return g_ptr_array_index (lesions, i);

  return NULL;
}

static RimLesion *
find_proposed (GPtrArray *here,
               GPtrArray *there,
               RimLesion *lesion)
{
  g_autoptr(GArray) matches = rim_lesions_propose_links (here, there, NULL);

  for (guint m = 0; m < matches->len; m++)
    {
      const RimLesionMatch *match = &g_array_index (matches, RimLesionMatch, m);

      if (g_ptr_array_index (here, match->here) == lesion)
        return g_ptr_array_index (there, match->there);
    }

  return NULL;
}

/* Returns: (transfer none) (nullable): the active lesion at the other time */
static RimLesion *
find_lesion (RlMapTwin *self)
{
  const char *id = rl_session_get_active_lesion (self->session);
  RimLesion *lesion = id != NULL ? rl_session_find_lesion (self->session, id) : NULL;
  g_autoptr(GPtrArray) here = list_lesions (self->session);
  g_autoptr(GPtrArray) there = list_lesions (self->other);
  RimLesion *linked;

  if (lesion == NULL)
    return NULL;

  linked = find_linked (there, lesion);

  return linked != NULL ? linked : find_proposed (here, there, lesion);
}

static void
copy_range (RlMapLayer *from,
            RlMapLayer *to)
{
  double lower;
  double upper;

  rl_map_layer_get_range (from, &lower, &upper);
  rl_map_layer_set_range (to, lower, upper);
}

static void
layer_changed_cb (RlMapTwin *self)
{
  copy_range (rl_session_get_map_layer (self->session), rl_session_get_map_layer (self->other));
}

/* Somebody has set it there. */
static void
other_layer_changed_cb (RlMapTwin *self)
{
  RlMapLayer *layer = rl_session_get_map_layer (self->session);
  RlMapLayer *other = rl_session_get_map_layer (self->other);
  double range[2];
  double other_range[2];

  rl_map_layer_get_range (layer, &range[0], &range[1]);
  rl_map_layer_get_range (other, &other_range[0], &other_range[1]);
  if (range[0] == other_range[0] && range[1] == other_range[1])
    return;

  copy_range (other, layer);
  rl_map_layer_set_automatic_range (layer, FALSE);
}

static void
set_problem (RlMapTwin  *self,
             const char *problem)
{
  if (self->problem == problem)
    return;

  self->problem = problem;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * rl_map_twin_update:
 * @self: a twin
 *
 * Another map is chosen, or another lesion.
 */
void
rl_map_twin_update (RlMapTwin *self)
{
  const RlMapChoice *choice = rl_map_maker_get_choice (self->of);
  RimLesion *lesion;

  g_return_if_fail (RL_IS_MAP_TWIN (self));

  if (choice == NULL || rl_session_get_base (self->other) == NULL)
    {
      rl_map_maker_set_choice (self->maker, NULL);
      set_problem (self, NULL);
      return;
    }

  lesion = find_lesion (self);
  if (lesion != NULL)
    rl_map_maker_set_lesion (self->maker, lesion->id);
  rl_map_maker_set_choice (self->maker, lesion != NULL ? choice : NULL);
  set_problem (self, lesion != NULL ? NULL : _("The other study has no lesion that is this one"));
}

static void
rl_map_twin_dispose (GObject *object)
{
  RlMapTwin *self = RL_MAP_TWIN (object);

  if (self->of != NULL && self->maker != NULL)
    rl_map_maker_set_partner (self->of, NULL);
  g_clear_object (&self->maker);
  g_clear_object (&self->of);
  g_clear_object (&self->session);
  g_clear_object (&self->other);

  G_OBJECT_CLASS (rl_map_twin_parent_class)->dispose (object);
}

static void
rl_map_twin_class_init (RlMapTwinClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_map_twin_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_map_twin_init (RlMapTwin *self)
{
}

/**
 * rl_map_twin_new:
 * @jobs: for the workers
 * @maker: makes the map at this time, in the main layer of @session
 * @session: what is shown
 * @other: what is shown of another time; the map comes into its main layer
 *
 * Returns: (transfer full): a twin
 */
RlMapTwin *
rl_map_twin_new (RlJobs     *jobs,
                 RlMapMaker *maker,
                 RlSession  *session,
                 RlSession  *other)
{
  RlMapTwin *self = g_object_new (RL_TYPE_MAP_TWIN, NULL);

  self->of = g_object_ref (maker);
  self->session = g_object_ref (session);
  self->other = g_object_ref (other);
  self->maker = rl_map_maker_new (jobs, other);
  rl_map_maker_set_layer (self->maker, 0, rl_session_get_map_layer (other));
  rl_map_maker_set_partner (self->of, self->maker);
  rl_map_look_share (rl_session_get_map_layer (session), rl_session_get_map_layer (other));
  rl_map_layer_set_automatic_range (rl_session_get_map_layer (other), FALSE);
  layer_changed_cb (self);

  g_signal_connect_object (rl_session_get_map_layer (session), "changed", G_CALLBACK (layer_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rl_session_get_map_layer (other), "changed", G_CALLBACK (other_layer_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::active-lesion", G_CALLBACK (rl_map_twin_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "lesions-changed", G_CALLBACK (rl_map_twin_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (other, "lesions-changed", G_CALLBACK (rl_map_twin_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (other, "images-changed", G_CALLBACK (rl_map_twin_update), self, G_CONNECT_SWAPPED);
  rl_map_twin_update (self);

  return self;
}

/* Returns: (transfer none): makes the map at the other time */
RlMapMaker *
rl_map_twin_get_maker (RlMapTwin *self)
{
  g_return_val_if_fail (RL_IS_MAP_TWIN (self), NULL);

  return self->maker;
}

/* Returns: (nullable): why there is no map at the other time */
const char *
rl_map_twin_get_problem (RlMapTwin *self)
{
  g_return_val_if_fail (RL_IS_MAP_TWIN (self), NULL);

  return self->problem != NULL ? self->problem : rl_map_maker_get_problem (self->maker);
}
