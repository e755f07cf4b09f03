/* rl-highlighter.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "features/rl-highlighter.h"

#include "feature/rim-histogram.h"

typedef struct
{
  RimMask   *mask;
  RimVolume *image;
  double     lower;
  double     upper;
} Range;

struct _RlHighlighter
{
  GObject    parent_instance;

  RlJobs    *jobs;
  RlSession *session;
};

G_DEFINE_FINAL_TYPE (RlHighlighter, rl_highlighter, G_TYPE_OBJECT)

static void
range_free (gpointer data)
{
  Range *self = data;

  rim_mask_unref (self->mask);
  rim_volume_unref (self->image);
  g_free (self);
}

static gpointer
select_run (RlJob     *job,
            gpointer   data,
            GError   **error)
{
  const Range *range = data;

  return rim_mask_select_range (range->mask, range->image, range->lower, range->upper);
}

static void
select_done (gpointer      owner,
             gpointer      result,
             const GError *error)
{
  RlHighlighter *self = owner;

  rl_session_set_highlight (self->session, result);
}

static const RlJobKind select_kind = {
  .policy = RL_JOB_LATEST,
  .run = select_run,
  .done = select_done,
  .free_input = range_free,
  .free_result = (GDestroyNotify) rim_mask_unref,
};

static void
rl_highlighter_finalize (GObject *object)
{
  RlHighlighter *self = RL_HIGHLIGHTER (object);

  g_clear_object (&self->jobs);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_highlighter_parent_class)->finalize (object);
}

static void
rl_highlighter_class_init (RlHighlighterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_highlighter_finalize;
}

static void
rl_highlighter_init (RlHighlighter *self)
{
}

RlHighlighter *
rl_highlighter_new (RlJobs    *jobs,
                    RlSession *session)
{
  RlHighlighter *self = g_object_new (RL_TYPE_HIGHLIGHTER, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);

  return self;
}

/**
 * rl_highlighter_point_at:
 * @self: a highlighter
 * @mask: a VOI on the grid of @image
 * @image: an image, all slices ready
 * @lower: the least intensity
 * @upper: below which they are
 */
void
rl_highlighter_point_at (RlHighlighter *self,
                         RimMask       *mask,
                         RimVolume     *image,
                         double         lower,
                         double         upper)
{
  Range *range = g_new0 (Range, 1);

  g_return_if_fail (RL_IS_HIGHLIGHTER (self));

  range->mask = rim_mask_ref (mask);
  range->image = rim_volume_ref (image);
  range->lower = lower;
  range->upper = upper;
  rl_jobs_start (self->jobs, &select_kind, self, range);
}

/**
 * rl_highlighter_show:
 * @self: a highlighter
 * @mask: (nullable): voxels to point at, all of them
 */
void
rl_highlighter_show (RlHighlighter *self,
                     RimMask       *mask)
{
  g_return_if_fail (RL_IS_HIGHLIGHTER (self));

  rl_jobs_cancel (self->jobs, &select_kind, self);
  rl_session_set_highlight (self->session, mask);
}

void
rl_highlighter_clear (RlHighlighter *self)
{
  rl_highlighter_show (self, NULL);
}

gboolean
rl_highlighter_is_busy (RlHighlighter *self)
{
  g_return_val_if_fail (RL_IS_HIGHLIGHTER (self), FALSE);

  return rl_jobs_is_busy (self->jobs, &select_kind, self);
}
