/* rl-habitat-finder.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-habitat-finder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "maps/rl-map-title.h"

#define TOOL       "habitats"
#define MM3_PER_ML 1000.0

struct _RlHabitatFinder
{
  GObject            parent_instance;

  RlJobs            *jobs;
  RlSession         *session;

  RlHabitatQuestion *choice;           /* what would be asked: without images and lesion */
  GPtrArray         *titles;           /* of the maps of @choice */

  RlHabitatState     state;
  char              *problem;
  RlHabitatQuestion *asked;            /* what @found answers, or will */
  RimStudyHabitats  *found;
  GPtrArray         *found_titles;     /* of what @found is on */
  GPtrArray         *units;
  GPtrArray         *parts;            /* RimLesion, one per habitat */
  guint              hidden;           /* 1 << habitat */
  int                pointed;          /* the one that is seen alone for a while; -1 for none */
  gboolean           is_shown;         /* any of them */
  gboolean           hid_map;          /* the map made way for them */
  gboolean           is_up_to_date;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlHabitatFinder, rl_habitat_finder, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

/* Okabe and Ito's, which are told apart in all common kinds of colour blindness; the first are
 * furthest from each other.
 */
static const guint8 colors[RL_HABITATS_MAX][3] = {
  { 86, 180, 233 }, { 240, 228, 66 }, { 204, 121, 167 }, { 0, 158, 115 },
  { 230, 159, 0 }, { 0, 114, 178 }, { 213, 94, 0 }, { 220, 220, 220 },
};

static void
changed (RlHabitatFinder *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Colours over colours say nothing: a map makes way, and comes back. */
static void
hide_map (RlHabitatFinder *self,
          gboolean         is_shown)
{
  RlMapLayer *layer = rl_session_get_map_layer (self->session);

  if (self->is_shown == is_shown)
    return;

  self->is_shown = is_shown;
  if (is_shown)
    self->hid_map = rl_map_layer_get_visible (layer);
  if (self->hid_map)
    rl_map_layer_set_visible (layer, !is_shown);
}

static void
show (RlHabitatFinder *self)
{
  g_autoptr(GPtrArray) shown = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);

  for (guint c = 0; self->parts != NULL && c < self->parts->len; c++)
    if (self->pointed >= 0 ? self->pointed == (int) c : (self->hidden & 1u << c) == 0)
      g_ptr_array_add (shown, rim_lesion_ref (g_ptr_array_index (self->parts, c)));
  hide_map (self, shown->len > 0);
  rl_session_set_parts (self->session, shown->len > 0 ? shown : NULL);
}

static void
clear_found (RlHabitatFinder *self)
{
  g_clear_pointer (&self->found, rim_study_habitats_free);
  g_clear_pointer (&self->found_titles, g_ptr_array_unref);
  g_clear_pointer (&self->units, g_ptr_array_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  self->hidden = 0;
  self->pointed = -1;
  self->is_up_to_date = FALSE;
}

static char *
dup_part_name (RlHabitatFinder *self,
               guint            habitat)
{
  /* Translators: of a lesion and the number of one of its parts: "GTV – habitat 2". */
  return g_strdup_printf (_("%s – habitat %u"), self->asked->lesion->name, habitat + 1);
}

static void
make_parts (RlHabitatFinder *self)
{
  g_autofree char *how = rl_habitat_question_describe (self->asked);

  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);
  for (guint c = 0; c < self->found->masks->len; c++)
    {
      g_autofree char *name = dup_part_name (self, c);
      g_autoptr(RimLesion) plain = rim_lesion_new (name, g_ptr_array_index (self->found->masks, c));

      g_free (plain->description);
      plain->description = g_strdup_printf ("Habitat %u of %u: %s", c + 1, self->found->masks->len, how);
      g_ptr_array_add (self->parts, rim_lesion_with_color (plain, colors[c]));
    }
}

static char *
make_title (const RlMapChoice *choice)
{
  static const char *const images[RIM_N_STUDY_IMAGES] = { N_("CT"), N_("PET"), N_("Fused") };
  g_autofree char *title = NULL;
  RimMapFeature feature;

  if (strcmp (choice->features[0], "image_Intensity") == 0 && strcmp (choice->filter, "original") == 0)
    title = g_strdup (_("Intensity"));
  else if (rim_map_feature_find (choice->features[0], &feature, NULL))
    title = rl_map_title_new (&feature, choice->filter);

  /* Translators: an image and a map of it: "CT · GLCM Contrast". */
  return g_strdup_printf (_("%s · %s"), _(images[choice->image]), title != NULL ? title : choice->features[0]);
}

static void
name_maps (RlHabitatFinder *self)
{
  self->found_titles = g_ptr_array_new_with_free_func (g_free);
  self->units = g_ptr_array_new_with_free_func (g_free);
  for (guint m = 0; m < self->asked->maps->len; m++)
    {
      const RlMapChoice *choice = g_ptr_array_index (self->asked->maps, m);
      RimVolume *volume = choice->image == RIM_STUDY_IMAGE_PET ? self->asked->pet : self->asked->ct;
      RimMapFeature feature;
      char *unit = NULL;

      if (rim_map_feature_find (choice->features[0], &feature, NULL) && choice->image != RIM_STUDY_IMAGE_FUSED)
        unit = rim_map_feature_dup_unit (&feature, choice->filter, rim_volume_get_unit (volume));
      g_ptr_array_add (self->found_titles, make_title (choice));
      g_ptr_array_add (self->units, unit != NULL ? unit : g_strdup (""));
    }
}

static gboolean
is_lesion_same (RlHabitatFinder *self)
{
  RimLesion *now = rl_session_find_lesion (self->session, self->asked->lesion->id);

  return now != NULL && (now->mask == self->asked->lesion->mask || rim_mask_equal (now->mask, self->asked->lesion->mask));
}

static void
update_up_to_date (RlHabitatFinder *self)
{
  const gboolean is_up_to_date = self->found != NULL && self->asked->serial == self->choice->serial &&
                                 is_lesion_same (self);

  if (self->is_up_to_date == is_up_to_date)
    return;

  self->is_up_to_date = is_up_to_date;
  changed (self);
}

static void
set_state (RlHabitatFinder *self,
           RlHabitatState   state,
           const char      *problem)
{
  self->state = state;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  changed (self);
}

static gpointer
find_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  return rl_habitat_question_answer (data, rl_job_get_cancellable (job), error);
}

static RimStudyHabitats *
steal (RimStudyHabitats *from)
{
  RimStudyHabitats *self = g_memdup2 (from, sizeof *from);

  from->habitats = NULL;
  rim_mask_ref (self->voi);
  g_ptr_array_ref (self->masks);

  return self;
}

static void
find_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlHabitatFinder *self = owner;

  clear_found (self);
  if (result != NULL)
    {
      self->found = steal (result);
      make_parts (self);
      name_maps (self);
      self->is_up_to_date = self->asked->serial == self->choice->serial && is_lesion_same (self);
    }
  show (self);
  set_state (self, result != NULL ? RL_HABITATS_READY : RL_HABITATS_FAILED, result != NULL ? NULL : error->message);
}

static const RlJobKind find_kind = {
  .policy = RL_JOB_REPLACE,
  .run = find_run,
  .done = find_done,
  .free_input = (GDestroyNotify) rl_habitat_question_free,
  .free_result = (GDestroyNotify) rim_study_habitats_free,
};

static void
forget (RlHabitatFinder *self)
{
  if (self->state == RL_HABITATS_NOTHING)
    return;

  rl_jobs_cancel (self->jobs, &find_kind, self);
  clear_found (self);
  show (self);
  set_state (self, RL_HABITATS_NOTHING, NULL);
}

/* A choice was made; what was found stays. */
static void
choose (RlHabitatFinder *self)
{
  self->choice->serial++;
  self->is_up_to_date = FALSE;
  changed (self);
}

static void
rl_habitat_finder_dispose (GObject *object)
{
  RlHabitatFinder *self = RL_HABITAT_FINDER (object);

  if (self->jobs != NULL)
    rl_jobs_cancel (self->jobs, &find_kind, self);
  clear_found (self);
  g_clear_pointer (&self->choice, rl_habitat_question_free);
  g_clear_pointer (&self->asked, rl_habitat_question_free);
  g_clear_pointer (&self->titles, g_ptr_array_unref);
  g_clear_pointer (&self->problem, g_free);
  g_clear_object (&self->session);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_habitat_finder_parent_class)->dispose (object);
}

static void
rl_habitat_finder_class_init (RlHabitatFinderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_habitat_finder_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
rl_habitat_finder_init (RlHabitatFinder *self)
{
  self->pointed = -1;
  self->choice = g_new0 (RlHabitatQuestion, 1);
  self->choice->maps = g_ptr_array_new_with_free_func ((GDestroyNotify) rl_map_choice_free);
  self->choice->how = (RlFeatureVoi) { RIM_VOI_SETTINGS_DEFAULT, RIM_FUSION_WEIGHTED };
  self->titles = g_ptr_array_new_with_free_func (g_free);
}

RlHabitatFinder *
rl_habitat_finder_new (RlJobs    *jobs,
                       RlSession *session)
{
  RlHabitatFinder *self = g_object_new (RL_TYPE_HABITAT_FINDER, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "images-changed", G_CALLBACK (forget), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::segmentation", G_CALLBACK (forget), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "lesions-changed", G_CALLBACK (update_up_to_date), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * rl_habitat_finder_add_map:
 * @self: a finder
 * @choice: a map: its first feature; its VOI does not matter
 *
 * Returns: whether it is another than those there are, and there is room for it
 */
gboolean
rl_habitat_finder_add_map (RlHabitatFinder   *self,
                           const RlMapChoice *choice)
{
  g_return_val_if_fail (RL_IS_HABITAT_FINDER (self), FALSE);
  g_return_val_if_fail (choice != NULL && choice->features[0] != NULL, FALSE);

  if (self->choice->maps->len >= RIM_HABITATS_MAX_MAPS)
    return FALSE;
  for (guint m = 0; m < self->choice->maps->len; m++)
    {
      const RlMapChoice *other = g_ptr_array_index (self->choice->maps, m);

      if (other->image == choice->image && strcmp (other->filter, choice->filter) == 0 &&
          strcmp (other->features[0], choice->features[0]) == 0 &&
          strcmp (rim_settings_get_hash (other->settings), rim_settings_get_hash (choice->settings)) == 0)
        return FALSE;
    }

  g_ptr_array_add (self->titles, make_title (choice));
  g_ptr_array_add (self->choice->maps, rl_map_choice_copy (choice));
  choose (self);

  return TRUE;
}

void
rl_habitat_finder_remove_map (RlHabitatFinder *self,
                              guint            i)
{
  g_return_if_fail (RL_IS_HABITAT_FINDER (self));
  g_return_if_fail (i < self->choice->maps->len);

  g_ptr_array_remove_index (self->titles, i);
  g_ptr_array_remove_index (self->choice->maps, i);
  choose (self);
}

guint
rl_habitat_finder_get_n_maps (RlHabitatFinder *self)
{
  g_return_val_if_fail (RL_IS_HABITAT_FINDER (self), 0);

  return self->choice->maps->len;
}

/* Returns: what people call a map that habitats are to be found on */
const char *
rl_habitat_finder_get_title (RlHabitatFinder *self,
                             guint            i)
{
  g_return_val_if_fail (RL_IS_HABITAT_FINDER (self), NULL);
  g_return_val_if_fail (i < self->titles->len, NULL);

  return g_ptr_array_index (self->titles, i);
}

/**
 * rl_habitat_finder_set_voi:
 * @self: a finder
 * @voi: in which part of the lesion
 * @how: how that is made
 */
void
rl_habitat_finder_set_voi (RlHabitatFinder    *self,
                           RimVoiKind          voi,
                           const RlFeatureVoi *how)
{
  const RimVoiSettings *was = &self->choice->how.voi;

  g_return_if_fail (RL_IS_HABITAT_FINDER (self));
  g_return_if_fail (how != NULL);

  if (self->choice->voi == voi && self->choice->how.fusion == how->fusion && was->r_in_mm == how->voi.r_in_mm &&
      was->r_out_mm == how->voi.r_out_mm && was->rim_inside == how->voi.rim_inside && was->clip == how->voi.clip)
    return;

  self->choice->voi = voi;
  self->choice->how = *how;
  choose (self);
}

void
rl_habitat_finder_set_method (RlHabitatFinder  *self,
                              RimHabitatMethod  method)
{
  g_return_if_fail (RL_IS_HABITAT_FINDER (self));

  if (self->choice->method == method)
    return;

  self->choice->method = method;
  choose (self);
}

/**
 * rl_habitat_finder_set_number:
 * @self: a finder
 * @number: how many habitats are wanted, 2 to RL_HABITATS_MAX; 0 for as many as the criterion
 *   says
 */
void
rl_habitat_finder_set_number (RlHabitatFinder *self,
                              guint            number)
{
  g_return_if_fail (RL_IS_HABITAT_FINDER (self));
  g_return_if_fail (number == 0 || (number >= 2 && number <= RL_HABITATS_MAX));

  if (self->choice->number == number)
    return;

  self->choice->number = number;
  choose (self);
}

/* Returns: (nullable): why nothing can be asked */
static const char *
explain_nothing (RlHabitatFinder *self,
                 RimLesion       *lesion)
{
  if (self->choice->maps->len == 0)
    return _("Add a map to find habitats on");
  if (lesion == NULL || rim_mask_count (lesion->mask) == 0)
    return _("Choose or draw a lesion first");

  for (guint layer = 0; layer < RL_N_LAYERS; layer++)
    {
      RimVolume *volume = rl_session_get_volume (self->session, layer);

      if (volume != NULL && rim_volume_get_n_ready (volume) < rim_volume_get_grid (volume)->size[2])
        return _("The images are still being loaded");
    }

  return NULL;
}

static RimVolume *
dup_volume (RlHabitatFinder *self,
            RlLayerKind      layer)
{
  RimVolume *volume = rl_session_get_volume (self->session, layer);

  return volume != NULL ? rim_volume_ref (volume) : NULL;
}

/* Looks for the habitats of the active lesion. Those that there are stay until then. */
void
rl_habitat_finder_run (RlHabitatFinder *self)
{
  RimLesion *lesion;
  const char *problem;

  g_return_if_fail (RL_IS_HABITAT_FINDER (self));

  lesion = rl_session_find_lesion (self->session, rl_session_get_active_lesion (self->session));
  problem = explain_nothing (self, lesion);
  if (problem != NULL)
    {
      forget (self);
      set_state (self, RL_HABITATS_FAILED, problem);
      return;
    }

  clear_found (self);
  show (self);
  g_clear_pointer (&self->asked, rl_habitat_question_free);
  self->asked = rl_habitat_question_copy (self->choice);
  self->asked->ct = dup_volume (self, RL_LAYER_CT);
  self->asked->pet = dup_volume (self, RL_LAYER_PET);
  self->asked->lesion = rim_lesion_ref (lesion);
  rl_jobs_start (self->jobs, &find_kind, self, rl_habitat_question_copy (self->asked));
  set_state (self, RL_HABITATS_FINDING, NULL);
}

void
rl_habitat_finder_cancel (RlHabitatFinder *self)
{
  g_return_if_fail (RL_IS_HABITAT_FINDER (self));

  if (self->state == RL_HABITATS_FINDING)
    forget (self);
}

/* Takes away what was found. */
void
rl_habitat_finder_clear (RlHabitatFinder *self)
{
  g_return_if_fail (RL_IS_HABITAT_FINDER (self));

  forget (self);
}

RlHabitatState
rl_habitat_finder_get_state (RlHabitatFinder *self)
{
  g_return_val_if_fail (RL_IS_HABITAT_FINDER (self), RL_HABITATS_NOTHING);

  return self->state;
}

/* Returns: (nullable): why there are none */
const char *
rl_habitat_finder_get_problem (RlHabitatFinder *self)
{
  g_return_val_if_fail (RL_IS_HABITAT_FINDER (self), NULL);

  return self->problem;
}

/* Returns: (nullable): the habitats */
const RimStudyHabitats *
rl_habitat_finder_get_found (RlHabitatFinder *self)
{
  g_return_val_if_fail (RL_IS_HABITAT_FINDER (self), NULL);

  return self->found;
}

/* Returns: (nullable): what they answer */
const RlHabitatQuestion *
rl_habitat_finder_get_asked (RlHabitatFinder *self)
{
  g_return_val_if_fail (RL_IS_HABITAT_FINDER (self), NULL);

  return self->found != NULL ? self->asked : NULL;
}

/* Returns: what people call a map that habitats were found on */
const char *
rl_habitat_finder_get_found_title (RlHabitatFinder *self,
                                   guint            map)
{
  g_return_val_if_fail (RL_IS_HABITAT_FINDER (self), NULL);
  g_return_val_if_fail (self->found != NULL && map < self->found_titles->len, NULL);

  return g_ptr_array_index (self->found_titles, map);
}

/* Returns: the unit of a map that habitats were found on; may be empty */
const char *
rl_habitat_finder_get_found_unit (RlHabitatFinder *self,
                                  guint            map)
{
  g_return_val_if_fail (RL_IS_HABITAT_FINDER (self), NULL);
  g_return_val_if_fail (self->found != NULL && map < self->units->len, NULL);

  return g_ptr_array_index (self->units, map);
}

/* Returns: whether habitats are what a search would find now */
gboolean
rl_habitat_finder_is_up_to_date (RlHabitatFinder *self)
{
  g_return_val_if_fail (RL_IS_HABITAT_FINDER (self), FALSE);

  return self->is_up_to_date;
}

/* Returns: (array fixed-size=3): sRGB */
const guint8 *
rl_habitat_finder_get_color (guint habitat)
{
  return colors[MIN (habitat, RL_HABITATS_MAX - 1)];
}

gboolean
rl_habitat_finder_is_visible (RlHabitatFinder *self,
                              guint            habitat)
{
  g_return_val_if_fail (RL_IS_HABITAT_FINDER (self), FALSE);

  return self->found != NULL && (self->hidden & 1u << habitat) == 0;
}

void
rl_habitat_finder_set_visible (RlHabitatFinder *self,
                               guint            habitat,
                               gboolean         visible)
{
  g_return_if_fail (RL_IS_HABITAT_FINDER (self));
  g_return_if_fail (habitat < RL_HABITATS_MAX);

  if (self->found == NULL || rl_habitat_finder_is_visible (self, habitat) == !!visible)
    return;

  self->hidden ^= 1u << habitat;
  show (self);
  changed (self);
}

/**
 * rl_habitat_finder_point_at:
 * @self: a finder
 * @habitat: which to show alone; -1 for none
 */
void
rl_habitat_finder_point_at (RlHabitatFinder *self,
                            int              habitat)
{
  g_return_if_fail (RL_IS_HABITAT_FINDER (self));

  if (self->found == NULL || self->pointed == habitat)
    return;

  self->pointed = habitat;
  show (self);
}

static gboolean
is_name_used (RlHabitatFinder *self,
              const char      *name)
{
  for (guint i = 0; i < rl_session_get_n_lesions (self->session); i++)
    if (g_strcmp0 (rl_session_get_lesion (self->session, i)->name, name) == 0)
      return TRUE;

  return FALSE;
}

/* With a name that no other has. */
static RimLesion *
dup_contour (RlHabitatFinder *self,
             guint            habitat)
{
  RimLesion *part = g_ptr_array_index (self->parts, habitat);
  g_autofree char *name = g_strdup (part->name);
  g_autoptr(RimLesion) own = rim_lesion_new (name, part->mask);
  g_autoptr(RimLesion) colored = rim_lesion_with_color (own, part->color);
  RimLesion *lesion;

  for (guint n = 2; is_name_used (self, name); n++)
    {
      g_free (name);
      name = g_strdup_printf ("%s (%u)", part->name, n);
    }
  lesion = rim_lesion_with_name (colored, name);
  g_free (lesion->description);
  lesion->description = g_strdup (part->description);

  return lesion;
}

/**
 * rl_habitat_finder_make_contours:
 * @self: a finder that has found something
 * @habitat: which is to become a lesion; -1 for all of them
 *
 * Makes habitats lesions of their own, in their colours, as one step of the journal. The lesion
 * that is active stays so. Their colours are taken away then, since the contours have them.
 *
 * Returns: whether they were made; they cannot while something is being drawn
 */
gboolean
rl_habitat_finder_make_contours (RlHabitatFinder *self,
                                 int              habitat)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autoptr(GPtrArray) lesions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);

  g_return_val_if_fail (RL_IS_HABITAT_FINDER (self), FALSE);
  g_return_val_if_fail (self->found != NULL && habitat < (int) self->found->masks->len, FALSE);

  if (rl_session_get_pending (self->session) != NULL || rl_session_get_segmentation (self->session) == NULL)
    return FALSE;

  for (guint c = 0; c < self->found->masks->len; c++)
    if ((habitat < 0 || habitat == (int) c) && self->found->habitats->counts[c] > 0)
      {
        g_ptr_array_add (lesions, dup_contour (self, c));
        self->hidden |= 1u << c;
      }
  self->pointed = -1;
  rl_session_propose_lesions (self->session, none, lesions, TOOL);
  rl_session_accept_proposal (self->session);
  show (self);
  changed (self);

  return TRUE;
}

/**
 * rl_habitat_finder_dup_text:
 * @self: a finder that has found something
 *
 * Returns: (transfer full): volumes, means and medians, a line per habitat, with tabs between
 */
char *
rl_habitat_finder_dup_text (RlHabitatFinder *self)
{
  const RimHabitats *habitats;
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (RL_IS_HABITAT_FINDER (self), NULL);
  g_return_val_if_fail (self->found != NULL, NULL);

  habitats = self->found->habitats;
  g_string_append (text, "habitat\tml\tpercent");
  for (guint m = 0; m < habitats->n_maps; m++)
    {
      const char *title = rl_habitat_finder_get_found_title (self, m);

      g_string_append_printf (text, "\t%s mean\t%s median", title, title);
    }
  for (guint c = 0; c < habitats->n; c++)
    {
      RimMask *mask = g_ptr_array_index (self->found->masks, c);

      g_string_append_printf (text, "\n%u\t%.3f\t%.1f", c + 1, rim_mask_get_volume (mask) / MM3_PER_ML,
                              100.0 * habitats->fractions[c]);
      for (guint m = 0; m < habitats->n_maps; m++)
        g_string_append_printf (text, "\t%.6g\t%.6g", habitats->centers[c * habitats->n_maps + m],
                                habitats->medians[c * habitats->n_maps + m]);
    }

  return g_string_free (text, FALSE);
}
