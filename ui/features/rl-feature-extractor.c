/* rl-feature-extractor.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "features/rl-feature-extractor.h"

#include <glib/gi18n-lib.h>

#include "feature/rim-extract-study.h"

#define PROGRESS_INTERVAL 60

/* Everything that decides the answer; immutable but for the references. */
typedef struct
{
  RlFeatureImages  *images;
  RimStudyImage     image;
  RimMask          *lesion;
  RimSettings      *settings;
  RimVoiKind        voi;
  RlFeatureVoi      how;
} Question;

typedef struct
{
  RimFeatureTable *table;
  RimHistogram    *histogram;
  RimMask         *mask;          /* the VOI on the grid of @image */
  RimVolume       *image;
} Answer;

struct _RlFeatureExtractor
{
  GObject          parent_instance;

  RlJobs          *jobs;
  RlSession       *session;
  gboolean         is_active;
  RlFeatureSource *source;
  RlFeatureImages *images;        /* that are shown */
  RimSettings     *settings;
  RlFeatureVoi     how;

  char            *lesion_id;     /* that @answer is of */
  Question         asked;
  Answer          *answer;
  RlFeatureState   state;
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

G_DEFINE_FINAL_TYPE (RlFeatureExtractor, rl_feature_extractor, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
question_clear (Question *self)
{
  g_clear_pointer (&self->lesion, rim_mask_unref);
  g_clear_object (&self->images);
  g_clear_pointer (&self->settings, rim_settings_unref);
}

static void
question_free (gpointer data)
{
  question_clear (data);
  g_free (data);
}

static Question
question_copy (const Question *self)
{
  Question copy = *self;

  rim_mask_ref (copy.lesion);
  g_object_ref (copy.images);
  rim_settings_ref (copy.settings);

  return copy;
}

/* Whether two differ in no more than how far the lesion is drawn. */
static gboolean
is_same_but_for_strokes (const Question *a,
                         const Question *b)
{
  const RimVoiSettings *x = &a->how.voi;
  const RimVoiSettings *y = &b->how.voi;

  return a->images == b->images && a->image == b->image && a->settings == b->settings &&
         a->voi == b->voi && a->how.fusion == b->how.fusion && x->r_in_mm == y->r_in_mm &&
         x->r_out_mm == y->r_out_mm && x->rim_inside == y->rim_inside && x->clip == y->clip;
}

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_clear_pointer (&self->table, rim_feature_table_unref);
  g_clear_pointer (&self->histogram, rim_histogram_free);
  g_clear_pointer (&self->mask, rim_mask_unref);
  g_clear_pointer (&self->image, rim_volume_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static void
report_cb (double   done,
           gpointer job)
{
  rl_job_report (job, &done);
}

static gpointer
extract_run (RlJob     *job,
             gpointer   data,
             GError   **error)
{
  const Question *question = data;
  GCancellable *cancellable = rl_job_get_cancellable (job);
  g_autoptr(RimSettings) settings = rim_settings_for_study_image (question->settings, question->image);
  g_autoptr(Answer) answer = g_new0 (Answer, 1);
  double bin_width;
  guint n_bins;

  if (!rl_feature_images_find_voi (question->images, question->image, question->voi, &question->how,
                                   question->settings, question->lesion, &answer->image, &answer->mask,
                                   cancellable, error))
    return NULL;

  rim_settings_get_bins (settings, &bin_width, &n_bins);
  answer->table = rim_extract (answer->image, answer->mask, settings, report_cb, job, cancellable, error);
  if (answer->table == NULL)
    return NULL;

  answer->histogram = rim_histogram_new (answer->image, answer->mask, bin_width, n_bins, error);

  return answer->histogram != NULL ? g_steal_pointer (&answer) : NULL;
}

static void
set_progress (RlFeatureExtractor *self,
              double              progress)
{
  if (self->progress == progress)
    return;

  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

static void
extract_progress (gpointer      owner,
                  gconstpointer progress)
{
  set_progress (owner, *(const double *) progress);
}

static void
set_state (RlFeatureExtractor *self,
           RlFeatureState      state,
           const char         *problem,
           Answer             *answer)
{
  g_clear_pointer (&self->answer, answer_free);
  self->answer = answer;
  self->state = state;
  g_free (self->problem);
  self->problem = g_strdup (problem);

  g_signal_emit (self, signals[CHANGED], 0);
}

static Answer *
answer_steal (Answer *from)
{
  Answer *self = g_memdup2 (from, sizeof *from);

  memset (from, 0, sizeof *from);

  return self;
}

static void
extract_done (gpointer      owner,
              gpointer      result,
              const GError *error)
{
  RlFeatureExtractor *self = owner;

  set_progress (self, 0.0);
  if (result == NULL)
    set_state (self, RL_FEATURES_FAILED, error->message, NULL);
  else
    set_state (self, RL_FEATURES_READY, NULL, answer_steal (result));
}

static const RlJobKind extract_kind = {
  .policy = RL_JOB_LATEST,
  .run = extract_run,
  .progress = extract_progress,
  .done = extract_done,
  .free_input = question_free,
  .free_result = answer_free,
  .progress_size = sizeof (double),
  .progress_interval = PROGRESS_INTERVAL,
};

/* What there is no answer to. */
static void
forget (RlFeatureExtractor *self,
        const char         *problem)
{
  rl_jobs_cancel (self->jobs, &extract_kind, self);
  question_clear (&self->asked);
  set_progress (self, 0.0);

  if (self->state != RL_FEATURES_NOTHING || g_strcmp0 (self->problem, problem) != 0)
    set_state (self, RL_FEATURES_NOTHING, problem, NULL);
}

static void
ask (RlFeatureExtractor *self,
     const Question     *question)
{
  gboolean is_stroke = self->asked.lesion != NULL &&
                       is_same_but_for_strokes (question, &self->asked);
  Question *input;

  if (is_stroke && question->lesion == self->asked.lesion)
    return;

  /* Only the values of what is being drawn are worth waiting for. */
  if (!is_stroke)
    rl_jobs_cancel (self->jobs, &extract_kind, self);

  question_clear (&self->asked);
  self->asked = question_copy (question);
  input = g_new0 (Question, 1);
  *input = question_copy (question);
  rl_jobs_start (self->jobs, &extract_kind, self, input);

  if (!is_stroke)
    self->state = RL_FEATURES_COMPUTING;
  g_signal_emit (self, signals[CHANGED], 0);
}

static RimMask *
find_mask (RlFeatureExtractor *self,
           const char         *id)
{
  RimMask *held = rl_feature_source_get_mask (self->source);
  RimLesion *lesion;

  if (held != NULL)
    return held;

  lesion = id != NULL ? rl_session_find_lesion (self->session, id) : NULL;

  return lesion != NULL ? lesion->mask : NULL;
}

/* Of the images that are shown; those of another study are read when it is asked. */
static const char *
explain_no_image (RlFeatureExtractor *self)
{
  RimStudyImage image = rl_feature_source_get_image (self->source);
  RimVoiKind voi = rl_feature_source_get_voi (self->source);
  gboolean is_clipped = self->how.voi.clip != RIM_VOI_CLIP_NONE &&
                        (voi == RIM_VOI_RIM || voi == RIM_VOI_TUMOUR_AND_RIM);

  if (rl_feature_source_get_images (self->source) != NULL)
    return NULL;

  return rl_study_image_explain_missing (self->session, image, is_clipped);
}

/* Values of another lesion must not stand beside this one, not for a moment. */
static void
follow_lesion (RlFeatureExtractor *self,
               const char         *id)
{
  if (g_strcmp0 (id, self->lesion_id) == 0)
    return;

  g_free (self->lesion_id);
  self->lesion_id = g_strdup (id);
  if (self->answer != NULL)
    forget (self, NULL);
}

static void
update (RlFeatureExtractor *self)
{
  const char *problem;
  const char *id;
  Question question = { 0 };
  RimBox box;

  if (!self->is_active)
    return;
  if (self->source == NULL || self->settings == NULL || self->images == NULL)
    {
      forget (self, NULL);
      return;
    }

  id = rl_feature_source_get_lesion_id (self->source);
  if (id == NULL)
    id = rl_session_get_active_lesion (self->session);
  follow_lesion (self, id);

  question.images = rl_feature_source_get_images (self->source);
  if (question.images == NULL)
    question.images = self->images;
  question.image = rl_feature_source_get_image (self->source);
  question.lesion = find_mask (self, id);
  question.settings = self->settings;
  question.voi = rl_feature_source_get_voi (self->source);
  question.how = self->how;

  problem = explain_no_image (self);
  if (problem != NULL)
    forget (self, problem);
  else if (question.lesion == NULL)
    forget (self, _("No lesion is selected"));
  else if (!rim_mask_get_bounds (question.lesion, &box))
    forget (self, _("Nothing is drawn yet"));
  else
    ask (self, &question);
}

static void
rl_feature_extractor_finalize (GObject *object)
{
  RlFeatureExtractor *self = RL_FEATURE_EXTRACTOR (object);

  question_clear (&self->asked);
  g_clear_pointer (&self->answer, answer_free);
  g_clear_pointer (&self->settings, rim_settings_unref);
  g_clear_pointer (&self->lesion_id, g_free);
  g_clear_pointer (&self->problem, g_free);
  g_clear_object (&self->source);
  g_clear_object (&self->images);
  g_clear_object (&self->session);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_feature_extractor_parent_class)->finalize (object);
}

static void
rl_feature_extractor_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_PROGRESS:
      g_value_set_double (value, RL_FEATURE_EXTRACTOR (object)->progress);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_feature_extractor_class_init (RlFeatureExtractorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rl_feature_extractor_finalize;
  object_class->get_property = rl_feature_extractor_get_property;

  properties[PROP_PROGRESS] =
    g_param_spec_double ("progress", NULL, NULL, 0.0, 1.0, 0.0,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_feature_extractor_init (RlFeatureExtractor *self)
{
  self->how.voi = RIM_VOI_SETTINGS_DEFAULT;
}

RlFeatureExtractor *
rl_feature_extractor_new (RlJobs    *jobs,
                          RlSession *session)
{
  static const char *const causes[] = {
    "lesions-changed", "slices-changed", "notify::active-lesion",
  };
  RlFeatureExtractor *self = g_object_new (RL_TYPE_FEATURE_EXTRACTOR, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    g_signal_connect_object (session, causes[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * rl_feature_extractor_set_active:
 * @self: an extractor
 * @active: whether somebody looks; what was asked before is let finish
 */
void
rl_feature_extractor_set_active (RlFeatureExtractor *self,
                                 gboolean            active)
{
  g_return_if_fail (RL_IS_FEATURE_EXTRACTOR (self));

  self->is_active = active;
  update (self);
}

/**
 * rl_feature_extractor_set_source:
 * @self: an extractor
 * @source: (nullable): what to compute features of
 */
void
rl_feature_extractor_set_source (RlFeatureExtractor *self,
                                 RlFeatureSource    *source)
{
  g_return_if_fail (RL_IS_FEATURE_EXTRACTOR (self));

  if (g_set_object (&self->source, source))
    update (self);
}

/* Returns: (transfer none) (nullable) */
RlFeatureSource *
rl_feature_extractor_get_source (RlFeatureExtractor *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_EXTRACTOR (self), NULL);

  return self->source;
}

/**
 * rl_feature_extractor_set_settings:
 * @self: an extractor
 * @settings: (nullable): how to compute
 */
void
rl_feature_extractor_set_settings (RlFeatureExtractor *self,
                                   RimSettings        *settings)
{
  g_return_if_fail (RL_IS_FEATURE_EXTRACTOR (self));

  if (self->settings == settings)
    return;

  g_clear_pointer (&self->settings, rim_settings_unref);
  self->settings = settings != NULL ? rim_settings_ref (settings) : NULL;
  update (self);
}

/* Returns: (transfer none) (nullable) */
RimSettings *
rl_feature_extractor_get_settings (RlFeatureExtractor *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_EXTRACTOR (self), NULL);

  return self->settings;
}

/**
 * rl_feature_extractor_set_voi:
 * @self: an extractor
 * @how: what core, rim and the fused image are
 */
void
rl_feature_extractor_set_voi (RlFeatureExtractor *self,
                              const RlFeatureVoi *how)
{
  g_return_if_fail (RL_IS_FEATURE_EXTRACTOR (self));

  self->how = *how;
  update (self);
}

/**
 * rl_feature_extractor_set_images:
 * @self: an extractor
 * @images: (nullable): those that the session shows
 */
void
rl_feature_extractor_set_images (RlFeatureExtractor *self,
                                 RlFeatureImages    *images)
{
  g_return_if_fail (RL_IS_FEATURE_EXTRACTOR (self));

  if (g_set_object (&self->images, images))
    update (self);
}

RlFeatureState
rl_feature_extractor_get_state (RlFeatureExtractor *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_EXTRACTOR (self), RL_FEATURES_NOTHING);

  return self->state;
}

/* Returns: whether no answer is outstanding */
gboolean
rl_feature_extractor_is_up_to_date (RlFeatureExtractor *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_EXTRACTOR (self), TRUE);

  return !rl_jobs_is_busy (self->jobs, &extract_kind, self);
}

/* Returns: (nullable): why there are no values */
const char *
rl_feature_extractor_get_problem (RlFeatureExtractor *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_EXTRACTOR (self), NULL);

  return self->problem;
}

double
rl_feature_extractor_get_progress (RlFeatureExtractor *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_EXTRACTOR (self), 0.0);

  return self->progress;
}

/* Returns: (transfer none) (nullable): the values */
RimFeatureTable *
rl_feature_extractor_get_table (RlFeatureExtractor *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_EXTRACTOR (self), NULL);

  return self->answer != NULL ? self->answer->table : NULL;
}

/* Returns: (transfer none) (nullable): of the intensities of the VOI */
const RimHistogram *
rl_feature_extractor_get_histogram (RlFeatureExtractor *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_EXTRACTOR (self), NULL);

  return self->answer != NULL ? self->answer->histogram : NULL;
}

/* Returns: (transfer none) (nullable): the VOI that the values are of, on the
 * grid of the image
 */
RimMask *
rl_feature_extractor_get_mask (RlFeatureExtractor *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_EXTRACTOR (self), NULL);

  return self->answer != NULL ? self->answer->mask : NULL;
}

/* Returns: (transfer none) (nullable): the image that the values are of */
RimVolume *
rl_feature_extractor_get_image (RlFeatureExtractor *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_EXTRACTOR (self), NULL);

  return self->answer != NULL ? self->answer->image : NULL;
}
