/* rl-thresholder.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "tools/rl-thresholder.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/rl-jobs.h"
#include "core/rl-unit.h"
#include "tools/rl-target.h"
#include "volume/rim-mask-resample.h"

#define TOOL "threshold"

/* To begin with, in mm. */
#define BALL_RADIUS   40.0
#define LESION_MARGIN 10.0

#define MAX_SIZE 1000.0

/* A region with more voxels is shown on the planes first. */
#define LARGE 2000000

/* Both are a worker's; neither touches anything else. */
typedef struct
{
  RimVolume     *volume;
  RimRangeRegion region;
  RimRange       range;
  RimMask       *like;        /* on whose grid the answer is to be */
  RimVec3        through;
  gboolean       is_part;     /* on the planes alone */
  guint          serial;
} Question;

typedef struct
{
  RimMask  *mask;
  gboolean  reaches_end;
  gboolean  is_part;
  guint     serial;
} Answer;

struct _RlThresholder
{
  GObject           parent_instance;

  RlJobs           *jobs;
  RlSession        *session;            /* whose it is */

  RlLayerKind       layer;
  RlThresholdWhere  where;
  double            sizes[RL_THRESHOLD_N_WHERE];
  RimRangePieces    pieces;
  RimVec3           point;
  double            low[RL_N_LAYERS];
  double            high[RL_N_LAYERS];
  gboolean          has_range[RL_N_LAYERS];
  RimRangeLevels   *levels;             /* of the region, or NULL */
  char             *text;

  RimLesion        *lesion;             /* that would change; NULL until something is asked */
  RimMaskOp         op;
  gboolean          is_waiting;         /* for slices */
  gboolean          is_trying;          /* changes propose something */
  gboolean          is_own;             /* the proposal changes because of this */
  guint             serial;
  guint             whole_serial;       /* of what is proposed, where it is all of it */
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlThresholder, rl_thresholder, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
question_free (gpointer data)
{
  Question *self = data;

  rim_volume_unref (self->volume);
  g_clear_pointer (&self->like, rim_mask_unref);
  g_free (self);
}

static void
answer_free (gpointer data)
{
  Answer *self = data;

  rim_mask_unref (self->mask);
  g_free (self);
}

static RimMask *
bring_to (RimMask       *mask,
          const RimGrid *grid)
{
  return rim_grid_equal (rim_mask_get_grid (mask), grid, 1e-3) ? rim_mask_ref (mask) : rim_mask_resample (mask, grid);
}

static gpointer
find_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  const Question *question = data;
  GCancellable *cancellable = rl_job_get_cancellable (job);
  g_autoptr(RimMask) found = NULL;
  Answer *answer;

  if (question->is_part)
    found = rim_range_find_on_planes (question->volume, &question->region, &question->range, question->through,
                                      cancellable, error);
  else
    found = rim_range_find (question->volume, &question->region, &question->range, cancellable, error);
  if (found == NULL)
    return NULL;

  answer = g_new0 (Answer, 1);
  answer->mask = bring_to (found, rim_mask_get_grid (question->like));
  answer->reaches_end = question->range.pieces != RIM_RANGE_ALL && rim_range_reaches_end (&question->region, found);
  answer->is_part = question->is_part;
  answer->serial = question->serial;

  return answer;
}

static gpointer
levels_run (RlJob     *job,
            gpointer   data,
            GError   **error)
{
  const Question *question = data;

  return rim_range_levels_new (question->volume, &question->region, rl_job_get_cancellable (job), error);
}

static void
changed (RlThresholder *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
say (RlThresholder *self,
     const char    *text)
{
  if (g_strcmp0 (self->text, text) == 0)
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  changed (self);
}

static gboolean
is_ours (RlThresholder *self)
{
  return g_strcmp0 (rl_session_get_proposal_tool (self->session), TOOL) == 0;
}

/* Says why there is nothing to accept. What others propose stays. */
static void
propose_nothing (RlThresholder *self,
                 const char    *text)
{
  self->is_own = TRUE;
  if (is_ours (self))
    rl_session_discard_proposal (self->session);
  self->is_own = FALSE;
  say (self, text);
}

static void
propose (RlThresholder *self,
         const Answer  *answer)
{
  self->is_own = TRUE;
  if (answer->is_part)
    rl_session_propose_part (self->session, self->lesion, answer->mask, self->op, TOOL);
  else
    rl_session_propose (self->session, self->lesion, answer->mask, self->op, TOOL);
  if (answer->reaches_end)
    rl_session_warn_of_proposal (self->session, rl_target_get_leak_warning ());
  self->is_own = FALSE;
  say (self, "");
}

static void
find_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlThresholder *self = owner;
  const Answer *answer = result;

  if (!self->is_trying || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer == NULL)
    {
      propose_nothing (self, error->message);
      return;
    }
  if (answer->serial != self->serial || self->whole_serial == self->serial)
    return;

  if (!answer->is_part)
    self->whole_serial = answer->serial;
  if (rim_mask_count (answer->mask) > 0)
    propose (self, answer);
  else if (!answer->is_part)
    propose_nothing (self, _("Nothing here has such values"));
}

static void preview (RlThresholder *self);

/* As many decimals as are shown, so that what is shown is what is used. */
static double
get_step (RlThresholder *self)
{
  RimVolume *volume = rl_session_get_volume (self->session, self->layer);

  return volume != NULL && rim_volume_get_unit (volume) == RIM_UNIT_HU ? 1 : 0.01;
}

static void
take_range (RlThresholder *self,
            double         low,
            double         high)
{
  double step = get_step (self);

  self->low[self->layer] = round (MIN (low, high) / step) * step;
  self->high[self->layer] = ceil (MAX (low, high) / step - 1e-6) * step;
  self->has_range[self->layer] = TRUE;
}

/* The brighter of two classes; of values that are all alike the window. */
static void
take_otsu (RlThresholder *self)
{
  RimVolume *volume = rl_session_get_volume (self->session, self->layer);
  double low, high;

  if (self->levels == NULL || volume == NULL)
    return;

  rim_window_get_range (rl_session_get_window (self->session, self->layer), rim_volume_get_unit (volume), &low, &high);
  if (isnan (self->levels->threshold))
    take_range (self, low, high);
  else
    take_range (self, self->levels->threshold, self->levels->max);
}

static void
levels_done (gpointer      owner,
             gpointer      result,
             const GError *error)
{
  RlThresholder *self = owner;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_pointer (&self->levels, rim_range_levels_free);
  if (result == NULL)
    {
      propose_nothing (self, error->message);
      return;
    }

  self->levels = g_memdup2 (result, sizeof (RimRangeLevels));
  self->levels->counts = g_memdup2 (self->levels->counts, self->levels->n_bins * sizeof (guint64));
  if (!self->has_range[self->layer])
    {
      take_otsu (self);
      preview (self);
    }
  changed (self);
}

static const RlJobKind levels_kind = {
  .policy = RL_JOB_REPLACE,
  .run = levels_run,
  .done = levels_done,
  .free_input = question_free,
  .free_result = (GDestroyNotify) rim_range_levels_free,
};

/* Answers keep coming while a handle is dragged. */
static const RlJobKind find_kind = {
  .policy = RL_JOB_LATEST,
  .run = find_run,
  .done = find_done,
  .free_input = question_free,
  .free_result = answer_free,
};

/* What takes longer is of use only when the handle rests. */
static const RlJobKind find_all_kind = {
  .policy = RL_JOB_REPLACE,
  .run = find_run,
  .done = find_done,
  .free_input = question_free,
  .free_result = answer_free,
};

static void
cancel (RlThresholder *self)
{
  rl_jobs_cancel (self->jobs, &levels_kind, self);
  rl_jobs_cancel (self->jobs, &find_kind, self);
  rl_jobs_cancel (self->jobs, &find_all_kind, self);
}

static gboolean
is_in_hand (RlThresholder *self)
{
  return rl_session_get_tool (self->session) == RL_TOOL_THRESHOLD;
}

static gboolean
choose_lesion (RlThresholder *self)
{
  g_autoptr(GError) error = NULL;

  if (self->lesion == NULL)
    self->lesion = rl_target_choose (self->session, self->op == RIM_MASK_SUBTRACT, &error);
  if (self->lesion == NULL)
    propose_nothing (self, error->message);

  return self->lesion != NULL;
}

static gboolean
find_region (RlThresholder  *self,
             RimVolume      *volume,
             RimRangeRegion *region)
{
  g_autoptr(RimMask) mask = NULL;
  RimBox box;

  switch (self->where)
    {
    case RL_THRESHOLD_LESION:
      mask = bring_to (self->lesion->mask, rim_volume_get_grid (volume));
      if (!rim_mask_get_bounds (mask, &box))
        {
          propose_nothing (self, _("The lesion is empty: look in a ball instead"));
          return FALSE;
        }
      rim_range_region_init_about (region, volume, mask, rl_thresholder_get_size (self));
      return TRUE;
    case RL_THRESHOLD_ALL:
      rim_range_region_init_all (region, volume);
      return TRUE;
    case RL_THRESHOLD_BALL:
    case RL_THRESHOLD_N_WHERE:
    default:
      rim_range_region_init_ball (region, volume, self->point, rl_thresholder_get_size (self));
      return TRUE;
    }
}

/* Returns: (nullable): a question about the region as it is now */
static Question *
new_question (RlThresholder *self)
{
  RimVolume *volume = rl_session_get_volume (self->session, self->layer);
  RimRangeRegion region;
  Question *question;

  if (volume == NULL || !self->is_trying || !is_in_hand (self))
    return NULL;
  self->is_waiting = rim_volume_get_n_ready (volume) < rim_volume_get_grid (volume)->size[2];
  if (self->is_waiting)
    {
      propose_nothing (self, _("The image is not read to its end yet"));
      return NULL;
    }
  if (!choose_lesion (self) || !find_region (self, volume, &region))
    return NULL;

  question = g_new0 (Question, 1);
  question->volume = rim_volume_ref (volume);
  question->region = region;
  question->like = rim_mask_ref (self->lesion->mask);
  question->range = (RimRange) { self->low[self->layer], self->high[self->layer], self->pieces, self->point };
  question->through = rl_session_get_cursor (self->session);
  question->serial = self->serial;

  return question;
}

static void
preview (RlThresholder *self)
{
  Question *question;
  gboolean is_large;

  if (!self->has_range[self->layer])
    return;
  self->serial++;
  question = new_question (self);
  if (question == NULL)
    return;

  is_large = rim_range_region_count (&question->region) > LARGE;
  rl_jobs_start (self->jobs, is_large ? &find_all_kind : &find_kind, self, question);
  if (!is_large)
    return;

  question = new_question (self);
  question->is_part = TRUE;
  rl_jobs_start (self->jobs, &find_kind, self, question);
}

/* Another region. */
static void
look (RlThresholder *self)
{
  Question *question = new_question (self);

  if (question != NULL)
    rl_jobs_start (self->jobs, &levels_kind, self, question);
  preview (self);
}

static void
stop (RlThresholder *self)
{
  cancel (self);
  self->is_trying = FALSE;
  self->is_waiting = FALSE;
  self->op = RIM_MASK_UNION;
  g_clear_pointer (&self->lesion, rim_lesion_unref);
}

/* Accepted, discarded, or another tool proposes something else. */
static void
proposal_cb (RlThresholder *self)
{
  gboolean is_gone = rl_session_get_proposal (self->session) == NULL || !is_ours (self);

  if (!self->is_own && self->is_trying && is_gone)
    stop (self);
}

/* Of a lesion that is drawn already the surroundings, else those of the crosshair. */
static void
begin (RlThresholder *self)
{
  RimLesion *active = rl_session_find_lesion (self->session, rl_session_get_active_lesion (self->session));

  self->is_trying = TRUE;
  self->point = rl_session_get_cursor (self->session);
  if (rl_session_get_volume (self->session, self->layer) == NULL)
    self->layer = rl_session_get_base_layer (self->session);
  if (self->where != RL_THRESHOLD_ALL)
    self->where = active != NULL && rim_mask_count (active->mask) > 0 ? RL_THRESHOLD_LESION : RL_THRESHOLD_BALL;
  look (self);
  changed (self);
}

/* What is proposed stays when the tool is put down, until somebody says yes or no. */
static void
tool_cb (RlThresholder *self)
{
  stop (self);
  if (is_in_hand (self) && rl_session_get_base (self->session) != NULL)
    begin (self);
}

static void
images_cb (RlThresholder *self)
{
  for (guint layer = 0; layer < RL_N_LAYERS; layer++)
    self->has_range[layer] = FALSE;
  g_clear_pointer (&self->levels, rim_range_levels_free);
  tool_cb (self);
}

static void
slices_cb (RlThresholder *self)
{
  if (self->is_waiting)
    look (self);
}

static void
lesion_cb (RlThresholder *self)
{
  if (!self->is_trying || !is_in_hand (self))
    return;

  g_clear_pointer (&self->lesion, rim_lesion_unref);
  look (self);
}

static void
rl_thresholder_dispose (GObject *object)
{
  RlThresholder *self = RL_THRESHOLDER (object);

  if (self->jobs != NULL)
    stop (self);
  g_clear_object (&self->jobs);
  g_clear_pointer (&self->levels, rim_range_levels_free);
  g_clear_pointer (&self->text, g_free);

  G_OBJECT_CLASS (rl_thresholder_parent_class)->dispose (object);
}

static void
rl_thresholder_class_init (RlThresholderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_thresholder_dispose;

  signals[CHANGED] = g_signal_new ("changed", RL_TYPE_THRESHOLDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
rl_thresholder_init (RlThresholder *self)
{
  self->jobs = rl_jobs_new ();
  self->sizes[RL_THRESHOLD_BALL] = BALL_RADIUS;
  self->sizes[RL_THRESHOLD_LESION] = LESION_MARGIN;
  self->op = RIM_MASK_UNION;
}

static RlThresholder *
new_for (RlSession *session)
{
  RlThresholder *self = g_object_new (RL_TYPE_THRESHOLDER, NULL);

  self->session = session;
  self->layer = rl_session_get_base_layer (session);
  g_signal_connect_object (session, "notify::tool", G_CALLBACK (tool_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::has-proposal", G_CALLBACK (proposal_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::active-lesion", G_CALLBACK (lesion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "images-changed", G_CALLBACK (images_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "slices-changed", G_CALLBACK (slices_cb), self, G_CONNECT_SWAPPED);
  tool_cb (self);

  return self;
}

/**
 * rl_thresholder_get:
 * @session: whose lesions it changes
 *
 * Returns: (transfer none): the one of the session
 */
RlThresholder *
rl_thresholder_get (RlSession *session)
{
  static const char key[] = "rl-thresholder";
  RlThresholder *self;

  g_return_val_if_fail (RL_IS_SESSION (session), NULL);

  self = g_object_get_data (G_OBJECT (session), key);
  if (self == NULL)
    {
      self = new_for (session);
      g_object_set_data_full (G_OBJECT (session), key, self, g_object_unref);
    }

  return self;
}

/* Something was said: from now on changes propose. */
static void
retry (RlThresholder *self)
{
  if (!self->is_trying)
    {
      self->is_trying = is_in_hand (self);
      look (self);
    }
  else
    preview (self);
  changed (self);
}

static void
retry_region (RlThresholder *self)
{
  self->is_trying = is_in_hand (self);
  say (self, "");
  look (self);
  changed (self);
}

/**
 * rl_thresholder_point:
 * @self: a thresholder
 * @layer: the image that is seen
 * @point: the middle of the ball, and where the piece is, LPS mm
 * @op: whether what is found is added or taken away
 */
void
rl_thresholder_point (RlThresholder *self,
                      RlLayerKind    layer,
                      RimVec3        point,
                      RimMaskOp      op)
{
  g_return_if_fail (RL_IS_THRESHOLDER (self));

  if (rl_session_get_volume (self->session, layer) != NULL)
    self->layer = layer;
  self->point = point;
  if (self->op != op)
    g_clear_pointer (&self->lesion, rim_lesion_unref);
  self->op = op;
  retry_region (self);
}

RlLayerKind
rl_thresholder_get_layer (RlThresholder *self)
{
  g_return_val_if_fail (RL_IS_THRESHOLDER (self), RL_LAYER_CT);

  return self->layer;
}

/**
 * rl_thresholder_set_layer:
 * @self: a thresholder
 * @layer: the image whose values count; nothing happens where there is none
 */
void
rl_thresholder_set_layer (RlThresholder *self,
                          RlLayerKind    layer)
{
  g_return_if_fail (RL_IS_THRESHOLDER (self));

  if (self->layer == layer || rl_session_get_volume (self->session, layer) == NULL)
    return;

  self->layer = layer;
  retry_region (self);
}

/**
 * rl_thresholder_get_range:
 * @self: a thresholder
 * @low: (out): the least value, in the unit of the image
 * @high: (out): the greatest
 *
 * Returns: whether there is a range yet
 */
gboolean
rl_thresholder_get_range (RlThresholder *self,
                          double        *low,
                          double        *high)
{
  g_return_val_if_fail (RL_IS_THRESHOLDER (self), FALSE);

  *low = self->low[self->layer];
  *high = self->high[self->layer];

  return self->has_range[self->layer];
}

void
rl_thresholder_set_range (RlThresholder *self,
                          double         low,
                          double         high)
{
  double was[2] = { self->low[self->layer], self->high[self->layer] };

  g_return_if_fail (RL_IS_THRESHOLDER (self));
  g_return_if_fail (isfinite (low) && isfinite (high));

  take_range (self, low, high);
  if (was[0] < self->low[self->layer] || was[0] > self->low[self->layer] ||
      was[1] < self->high[self->layer] || was[1] > self->high[self->layer] || !self->is_trying)
    retry (self);
}

/* The brighter of the two classes that Otsu splits the region into. */
void
rl_thresholder_use_otsu (RlThresholder *self)
{
  g_return_if_fail (RL_IS_THRESHOLDER (self));

  take_otsu (self);
  retry (self);
}

/* What is neither the first nor the last colour of the window. */
void
rl_thresholder_use_window (RlThresholder *self)
{
  RimVolume *volume;
  double low, high;

  g_return_if_fail (RL_IS_THRESHOLDER (self));

  volume = rl_session_get_volume (self->session, self->layer);
  if (volume == NULL)
    return;

  rim_window_get_range (rl_session_get_window (self->session, self->layer), rim_volume_get_unit (volume), &low, &high);
  take_range (self, low, high);
  retry (self);
}

RlThresholdWhere
rl_thresholder_get_where (RlThresholder *self)
{
  g_return_val_if_fail (RL_IS_THRESHOLDER (self), RL_THRESHOLD_BALL);

  return self->where;
}

void
rl_thresholder_set_where (RlThresholder    *self,
                          RlThresholdWhere  where)
{
  g_return_if_fail (RL_IS_THRESHOLDER (self));
  g_return_if_fail (where < RL_THRESHOLD_N_WHERE);

  if (self->where == where)
    return;

  self->where = where;
  retry_region (self);
}

/* Returns: the radius of the ball, or the margin about the lesion, in mm */
double
rl_thresholder_get_size (RlThresholder *self)
{
  g_return_val_if_fail (RL_IS_THRESHOLDER (self), BALL_RADIUS);

  return self->sizes[self->where];
}

void
rl_thresholder_set_size (RlThresholder *self,
                         double         size)
{
  g_return_if_fail (RL_IS_THRESHOLDER (self));

  size = CLAMP (size, self->where == RL_THRESHOLD_BALL ? 1.0 : 0.0, MAX_SIZE);
  if (!(self->sizes[self->where] < size || self->sizes[self->where] > size))
    return;

  self->sizes[self->where] = size;
  retry_region (self);
}

RimRangePieces
rl_thresholder_get_pieces (RlThresholder *self)
{
  g_return_val_if_fail (RL_IS_THRESHOLDER (self), RIM_RANGE_ALL);

  return self->pieces;
}

void
rl_thresholder_set_pieces (RlThresholder  *self,
                           RimRangePieces  pieces)
{
  g_return_if_fail (RL_IS_THRESHOLDER (self));

  if (self->pieces == pieces)
    return;

  self->pieces = pieces;
  retry (self);
}

/* Returns: (nullable): the values of the region, once they are counted */
const RimRangeLevels *
rl_thresholder_get_levels (RlThresholder *self)
{
  g_return_val_if_fail (RL_IS_THRESHOLDER (self), NULL);

  return self->levels;
}

/* Returns: why nothing is proposed; may be empty */
const char *
rl_thresholder_get_text (RlThresholder *self)
{
  g_return_val_if_fail (RL_IS_THRESHOLDER (self), "");

  return self->text != NULL ? self->text : "";
}

/* Returns: whether a worker is at it */
gboolean
rl_thresholder_is_busy (RlThresholder *self)
{
  g_return_val_if_fail (RL_IS_THRESHOLDER (self), FALSE);

  return rl_jobs_is_busy (self->jobs, &levels_kind, self) || rl_jobs_is_busy (self->jobs, &find_kind, self) ||
         rl_jobs_is_busy (self->jobs, &find_all_kind, self);
}
