/* rl-map-maker.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-maker.h"

#include <glib/gi18n-lib.h>

#include "features/rl-feature-source.h"
#include "maps/rl-map-question.h"

struct _RlMapMaker
{
  GObject          parent_instance;

  RlJobs          *jobs;
  RlSession       *session;
  RlFeatureImages *images;      /* those of the session */
  RlMapChoice     *choice;      /* NULL: no map */
  char            *held_id;     /* of a lesion, or NULL: the active one */
  RimMapCache     *cache;       /* nullable */
  GPtrArray       *layers;      /* of RlMapLayer or NULL */
  gboolean         has_shown;   /* layers have its maps; else they may have another's */
  RlMapRange       range;
  RlMapMaker      *partner;     /* not owned */

  char            *lesion_id;   /* that @result and layers are of */
  RlMapQuestion   *asked;
  RlMapResult     *result;
  gboolean         is_fitted;   /* colours to the values of this choice */
  RlMapState       state;
  char            *problem;
  double           progress;
};

enum
{
  PROP_0,
  PROP_PROGRESS,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlMapMaker, rl_map_maker, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static gpointer
map_run (RlJob     *job,
         gpointer   data,
         GError   **error)
{
  return rl_map_question_answer (data, job, error);
}

static void
set_progress (RlMapMaker *self,
              double      progress)
{
  if (self->progress == progress)
    return;

  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

static void
set_state (RlMapMaker *self,
           RlMapState  state,
           const char *problem)
{
  char *copy = g_strdup (problem);

  g_free (self->problem);
  self->problem = copy;
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

static guint
count_maps (RlMapMaker *self)
{
  return self->choice != NULL ? g_strv_length (self->choice->features) : 0;
}

static void
get_range (RlMapMaker  *self,
           const RlMap *map,
           double      *lower,
           double      *upper)
{
  gboolean is_full = self->range == RL_MAP_RANGE_FULL;

  *lower = is_full ? map->min : map->lower;
  *upper = is_full ? map->max : map->upper;
}

/* The main maps at two times have the range that holds both. */
static void
share_range (RlMapMaker *self,
             RlMapLayer *layer,
             double     *lower,
             double     *upper)
{
  double other_lower;
  double other_upper;

  if (self->partner == NULL || self->partner->result == NULL || layer != rl_map_maker_get_layer (self, 0))
    return;

  get_range (self, &self->partner->result->maps[0], &other_lower, &other_upper);
  *lower = MIN (*lower, other_lower);
  *upper = MAX (*upper, other_upper);
}

static void
fit_range (RlMapMaker  *self,
           RlMapLayer  *layer,
           const RlMap *map)
{
  double lower;
  double upper;

  if (!rl_map_layer_get_automatic_range (layer))
    return;

  get_range (self, map, &lower, &upper);
  share_range (self, layer, &lower, &upper);
  rl_map_layer_set_range (layer, lower, upper);
}

/* Colours that change under the brush could not be compared. */
static void
fit_ranges (RlMapMaker  *self,
            RlMapResult *result)
{
  if (self->is_fitted && rl_session_get_pending (self->session) != NULL)
    return;

  for (guint m = 0; m < result->n_maps; m++)
    fit_range (self, rl_map_maker_get_layer (self, m), &result->maps[m]);
}

static void
show (RlMapMaker  *self,
      RlMapResult *result)
{
  self->has_shown = TRUE;
  for (guint m = 0; m < result->n_maps; m++)
    {
      const RlMap *map = &result->maps[m];
      RlMapLayer *layer = rl_map_maker_get_layer (self, m);

      rl_map_layer_set_about (layer, map->name, map->title, map->unit);
      rl_map_layer_set_volume (layer, map->volume);
    }
}

static void
set_busy (RlMapMaker *self,
          gboolean    busy)
{
  for (guint m = 0; m < self->layers->len; m++)
    if (g_ptr_array_index (self->layers, m) != NULL)
      rl_map_layer_set_busy (g_ptr_array_index (self->layers, m), busy && m < count_maps (self));
}

/* Layers from @first on show nothing. */
static void
clear_layers (RlMapMaker *self,
              guint       first)
{
  for (guint m = first; m < self->layers->len && self->has_shown; m++)
    if (g_ptr_array_index (self->layers, m) != NULL)
      rl_map_layer_set_volume (g_ptr_array_index (self->layers, m), NULL);
  self->has_shown = self->has_shown && first > 0;
}

static void
map_progress (gpointer      owner,
              gconstpointer progress)
{
  RlMapMaker *self = owner;
  g_autoptr(RlMapResult) part = rl_map_question_take_part (*(RlMapQuestion *const *) progress);

  if (part == NULL)
    return;

  show (self, part);
  if (!self->is_fitted)
    fit_ranges (self, part);
  self->is_fitted = TRUE;
  set_progress (self, part->done);
}

static void
map_done (gpointer      owner,
          gpointer      result,
          const GError *error)
{
  RlMapMaker *self = owner;

  set_progress (self, 0.0);
  set_busy (self, !rl_map_maker_is_up_to_date (self));
  g_clear_pointer (&self->result, rl_map_result_unref);
  if (result == NULL)
    {
      clear_layers (self, 0);
      set_state (self, RL_MAP_FAILED, error->message);
      return;
    }

  self->result = rl_map_result_ref (result);
  show (self, result);
  fit_ranges (self, result);
  self->is_fitted = TRUE;
  set_state (self, rl_map_maker_is_up_to_date (self) ? RL_MAP_READY : RL_MAP_COMPUTING, NULL);
}

static const RlJobKind map_kind = {
  .policy = RL_JOB_LATEST,
  .run = map_run,
  .progress = map_progress,
  .done = map_done,
  .free_input = (GDestroyNotify) rl_map_question_unref,
  .free_result = (GDestroyNotify) rl_map_result_unref,
  .progress_size = sizeof (RlMapQuestion *),
};

static void
forget (RlMapMaker *self,
        const char *problem)
{
  gboolean is_news = self->state != RL_MAP_NOTHING || g_strcmp0 (self->problem, problem) != 0;

  rl_jobs_cancel (self->jobs, &map_kind, self);
  g_clear_pointer (&self->asked, rl_map_question_unref);
  g_clear_pointer (&self->result, rl_map_result_unref);
  self->is_fitted = FALSE;
  clear_layers (self, 0);
  set_busy (self, FALSE);
  set_progress (self, 0.0);
  if (is_news)
    set_state (self, RL_MAP_NOTHING, problem);
}

/* Values of another lesion must not stand over this one, not for a moment. */
static void
follow_lesion (RlMapMaker *self,
               const char *id)
{
  if (g_strcmp0 (id, self->lesion_id) == 0)
    return;

  g_free (self->lesion_id);
  self->lesion_id = g_strdup (id);
  forget (self, NULL);
}

static gboolean
is_stroke (RlMapMaker *self)
{
  return self->asked != NULL && rl_map_question_get_images (self->asked) == self->images &&
         rl_map_choice_equal (rl_map_question_get_choice (self->asked), self->choice);
}

static RlMapVoxels *
dup_known_voxels (RlMapMaker *self,
                  RimMask    *lesion)
{
  if (self->asked == NULL || rl_map_question_get_images (self->asked) != self->images ||
      rl_map_question_get_lesion (self->asked) != lesion ||
      !rl_map_choice_has_same_voxels (rl_map_question_get_choice (self->asked), self->choice))
    return NULL;

  return rl_map_question_dup_voxels (self->asked);
}

/* The planes through the crosshair, the one that keys go to first. */
static RlMapFocus
find_focus (RlMapMaker *self)
{
  const RimMpr *mpr = rl_session_get_mpr (self->session);
  const RimVec3 point = rl_session_get_cursor (self->session);
  const RimOrientation active = rl_session_get_active_plane (self->session);
  RlMapFocus focus;

  for (guint p = 0; p < RIM_N_ORIENTATIONS; p++)
    focus.planes[p] = (RimMapPlane) { point, rim_mpr_get_normal (mpr, (active + p) % RIM_N_ORIENTATIONS) };

  return focus;
}

static void
ask (RlMapMaker *self,
     RimMask    *lesion)
{
  gboolean follows = is_stroke (self);
  g_autoptr(RlMapVoxels) voxels = NULL;
  RlMapQuestion *question;
  RlMapFocus focus;

  if (follows && rl_map_question_get_lesion (self->asked) == lesion)
    return;

  /* Only the values of what is being drawn are worth waiting for. */
  if (!follows)
    rl_jobs_cancel (self->jobs, &map_kind, self);

  voxels = dup_known_voxels (self, lesion);
  question = rl_map_question_new (self->images, self->choice, lesion, voxels, follows ? self->result : NULL);
  rl_map_question_set_cache (question, self->cache);
  focus = find_focus (self);
  rl_map_question_set_focus (question, &focus);
  g_clear_pointer (&self->asked, rl_map_question_unref);
  self->asked = rl_map_question_ref (question);
  if (!follows)
    {
      self->is_fitted = FALSE;
      g_clear_pointer (&self->result, rl_map_result_unref);
      clear_layers (self, count_maps (self));
    }
  rl_jobs_start (self->jobs, &map_kind, self, question);

  set_busy (self, TRUE);
  set_state (self, RL_MAP_COMPUTING, NULL);
}

static const char *
explain_nothing (RlMapMaker *self)
{
  gboolean has_rim = self->choice->voi == RIM_VOI_RIM || self->choice->voi == RIM_VOI_TUMOUR_AND_RIM;
  gboolean is_clipped = has_rim && self->choice->how.voi.clip != RIM_VOI_CLIP_NONE;

  return rl_study_image_explain_missing (self->session, self->choice->image, is_clipped);
}

static void
update (RlMapMaker *self)
{
  const char *id = self->held_id != NULL ? self->held_id : rl_session_get_active_lesion (self->session);
  RimLesion *lesion = id != NULL ? rl_session_find_lesion (self->session, id) : NULL;
  const char *problem;
  RimBox box;

  follow_lesion (self, id);
  if (self->choice == NULL)
    {
      forget (self, NULL);
      return;
    }

  problem = explain_nothing (self);
  if (problem == NULL && lesion == NULL)
    problem = _("Draw a lesion or select one to see its maps");
  else if (problem == NULL && !rim_mask_get_bounds (lesion->mask, &box))
    problem = _("The lesion has no voxels");

  if (problem != NULL)
    forget (self, problem);
  else
    ask (self, lesion->mask);
}

/* A stroke that is over has its own colours, with the values that it left. */
static void
lesions_changed_cb (RlMapMaker *self)
{
  update (self);
  if (self->result != NULL && rl_map_maker_is_up_to_date (self))
    fit_ranges (self, self->result);
}

static void
images_changed_cb (RlMapMaker *self)
{
  RimVolume *ct = rl_session_get_volume (self->session, RL_LAYER_CT);
  RimVolume *pet = rl_session_get_volume (self->session, RL_LAYER_PET);

  if (self->images == NULL || !rl_feature_images_are_of (self->images, ct, pet))
    {
      forget (self, NULL);
      g_clear_object (&self->images);
      self->images = rl_feature_images_new (ct, pet);
    }
  update (self);
}

static void
focus_changed_cb (RlMapMaker *self)
{
  RlMapFocus focus;

  if (self->asked == NULL)
    return;

  focus = find_focus (self);
  rl_map_question_set_focus (self->asked, &focus);
}

static void
partner_changed_cb (RlMapMaker *self)
{
  if (self->result != NULL && self->partner->result != NULL)
    fit_ranges (self, self->result);
}

static void
automatic_range_cb (RlMapMaker *self,
                    GParamSpec *pspec,
                    RlMapLayer *layer)
{
  for (guint m = 0; self->result != NULL && m < self->result->n_maps; m++)
    if (rl_map_maker_get_layer (self, m) == layer)
      fit_range (self, layer, &self->result->maps[m]);
}

static void
layer_free (gpointer layer)
{
  if (layer != NULL)
    g_object_unref (layer);
}

static void
rl_map_maker_dispose (GObject *object)
{
  RlMapMaker *self = RL_MAP_MAKER (object);

  g_clear_pointer (&self->asked, rl_map_question_unref);
  g_clear_pointer (&self->result, rl_map_result_unref);
  g_clear_pointer (&self->choice, rl_map_choice_free);
  g_clear_pointer (&self->layers, g_ptr_array_unref);
  g_clear_pointer (&self->lesion_id, g_free);
  g_clear_pointer (&self->held_id, g_free);
  g_clear_pointer (&self->cache, rim_map_cache_unref);
  g_clear_pointer (&self->problem, g_free);
  g_clear_object (&self->images);
  g_clear_object (&self->session);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_map_maker_parent_class)->dispose (object);
}

static void
rl_map_maker_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_PROGRESS:
      g_value_set_double (value, RL_MAP_MAKER (object)->progress);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_map_maker_class_init (RlMapMakerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rl_map_maker_dispose;
  object_class->get_property = rl_map_maker_get_property;

  properties[PROP_PROGRESS] =
    g_param_spec_double ("progress", NULL, NULL, 0.0, 1.0, 0.0,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_map_maker_init (RlMapMaker *self)
{
  self->layers = g_ptr_array_new_with_free_func (layer_free);
}

RlMapMaker *
rl_map_maker_new (RlJobs    *jobs,
                  RlSession *session)
{
  const struct
  {
    const char *signal;
    GCallback   callback;
  } handlers[] = {
    { "lesions-changed", G_CALLBACK (lesions_changed_cb) }, { "slices-changed", G_CALLBACK (update) },
    { "notify::active-lesion", G_CALLBACK (update) }, { "images-changed", G_CALLBACK (images_changed_cb) },
    { "cursor-changed", G_CALLBACK (focus_changed_cb) }, { "planes-changed", G_CALLBACK (focus_changed_cb) },
    { "notify::active-plane", G_CALLBACK (focus_changed_cb) },
  };
  RlMapMaker *self = g_object_new (RL_TYPE_MAP_MAKER, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (session, handlers[i].signal, handlers[i].callback, self, G_CONNECT_SWAPPED);
  images_changed_cb (self);

  return self;
}

/**
 * rl_map_maker_set_choice:
 * @self: a maker
 * @choice: (nullable): what maps are wanted; NULL for none
 */
void
rl_map_maker_set_choice (RlMapMaker        *self,
                         const RlMapChoice *choice)
{
  RlMapChoice *copy;

  g_return_if_fail (RL_IS_MAP_MAKER (self));

  copy = choice != NULL ? rl_map_choice_copy (choice) : NULL;
  g_clear_pointer (&self->choice, rl_map_choice_free);
  self->choice = copy;
  update (self);
}

/**
 * rl_map_maker_set_partner:
 * @self: a maker
 * @partner: (nullable): makes the same map at another time; outlives this tie
 *
 * The automatic range of the main map holds the values of both.
 */
void
rl_map_maker_set_partner (RlMapMaker *self,
                          RlMapMaker *partner)
{
  g_return_if_fail (RL_IS_MAP_MAKER (self));

  if (self->partner != NULL)
    g_signal_handlers_disconnect_by_data (self->partner, self);
  self->partner = partner;
  if (partner == NULL)
    return;

  g_signal_connect_object (partner, "changed", G_CALLBACK (partner_changed_cb), self, G_CONNECT_SWAPPED);
}

/* Returns: (transfer none) (nullable): what maps are wanted */
const RlMapChoice *
rl_map_maker_get_choice (RlMapMaker *self)
{
  g_return_val_if_fail (RL_IS_MAP_MAKER (self), NULL);

  return self->choice;
}

/**
 * rl_map_maker_set_cache:
 * @self: a maker
 * @cache: (nullable): where maps may be that were computed before
 */
void
rl_map_maker_set_cache (RlMapMaker  *self,
                        RimMapCache *cache)
{
  g_return_if_fail (RL_IS_MAP_MAKER (self));

  g_clear_pointer (&self->cache, rim_map_cache_unref);
  self->cache = cache != NULL ? rim_map_cache_ref (cache) : NULL;
}

/**
 * rl_map_maker_set_lesion:
 * @self: a maker
 * @lesion_id: (nullable): the lesion whose maps are wanted; NULL for the active one
 */
void
rl_map_maker_set_lesion (RlMapMaker *self,
                         const char *lesion_id)
{
  char *copy;

  g_return_if_fail (RL_IS_MAP_MAKER (self));

  copy = g_strdup (lesion_id);
  g_free (self->held_id);
  self->held_id = copy;
  update (self);
}

/**
 * rl_map_maker_set_layer:
 * @self: a maker
 * @i: which of the features of the choice
 * @layer: where its map is shown
 */
void
rl_map_maker_set_layer (RlMapMaker *self,
                        guint       i,
                        RlMapLayer *layer)
{
  gpointer *place;

  g_return_if_fail (RL_IS_MAP_MAKER (self));
  g_return_if_fail (RL_IS_MAP_LAYER (layer));

  if (i >= self->layers->len)
    g_ptr_array_set_size (self->layers, (int) i + 1);
  place = &g_ptr_array_index (self->layers, i);
  if (*place != NULL)
    {
      g_signal_handlers_disconnect_by_data (*place, self);
      g_object_unref (*place);
    }

  *place = g_object_ref (layer);
  g_signal_connect_object (layer, "notify::automatic-range", G_CALLBACK (automatic_range_cb), self,
                           G_CONNECT_SWAPPED);
  if (self->result != NULL && i < self->result->n_maps)
    {
      show (self, self->result);
      fit_range (self, layer, &self->result->maps[i]);
    }
}

/**
 * rl_map_maker_get_layer:
 * @self: a maker
 * @i: which of the features of the choice
 *
 * Returns: (transfer none): where its map is shown; made when it is first asked for
 */
RlMapLayer *
rl_map_maker_get_layer (RlMapMaker *self,
                        guint       i)
{
  g_autoptr(RlMapLayer) layer = NULL;

  g_return_val_if_fail (RL_IS_MAP_MAKER (self), NULL);

  if (i >= self->layers->len || g_ptr_array_index (self->layers, i) == NULL)
    {
      layer = rl_map_layer_new ();
      rl_map_maker_set_layer (self, i, layer);
    }

  return g_ptr_array_index (self->layers, i);
}

/**
 * rl_map_maker_set_range:
 * @self: a maker
 * @range: what the automatic range of its layers is
 */
void
rl_map_maker_set_range (RlMapMaker *self,
                        RlMapRange  range)
{
  g_return_if_fail (RL_IS_MAP_MAKER (self));

  self->range = range;
  for (guint m = 0; self->result != NULL && m < self->result->n_maps; m++)
    fit_range (self, rl_map_maker_get_layer (self, m), &self->result->maps[m]);
}

RlMapRange
rl_map_maker_get_range (RlMapMaker *self)
{
  g_return_val_if_fail (RL_IS_MAP_MAKER (self), RL_MAP_RANGE_ROBUST);

  return self->range;
}

RlMapState
rl_map_maker_get_state (RlMapMaker *self)
{
  g_return_val_if_fail (RL_IS_MAP_MAKER (self), RL_MAP_NOTHING);

  return self->state;
}

/* Returns: (nullable): why there is no map */
const char *
rl_map_maker_get_problem (RlMapMaker *self)
{
  g_return_val_if_fail (RL_IS_MAP_MAKER (self), NULL);

  return self->problem;
}

double
rl_map_maker_get_progress (RlMapMaker *self)
{
  g_return_val_if_fail (RL_IS_MAP_MAKER (self), 0.0);

  return self->progress;
}

/* Returns: whether no answer is outstanding */
gboolean
rl_map_maker_is_up_to_date (RlMapMaker *self)
{
  g_return_val_if_fail (RL_IS_MAP_MAKER (self), TRUE);

  return !rl_jobs_is_busy (self->jobs, &map_kind, self);
}

/* Returns: (transfer none) (nullable): the maps of the choice, whole; while a stroke is
 * followed those before it
 */
RlMapResult *
rl_map_maker_get_result (RlMapMaker *self)
{
  g_return_val_if_fail (RL_IS_MAP_MAKER (self), NULL);

  return self->result;
}
