/* rl-livewire-hand.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "tools/rl-livewire-hand.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/rl-jobs.h"
#include "delineate/rim-livewire.h"
#include "segment/rim-path.h"
#include "tools/rl-hand-paint.h"
#include "tools/rl-target.h"

/* How far from an anchor the wire may go, in mm. */
#define REACH 150.0

/* How far about the first anchor edges are looked for, in mm and at most in voxels. */
#define EXTENT     400.0
#define MAX_PIXELS 1000.0

#define MIN_POINTS 3

/* A worker is at an anchor that is gone. */
#define STALE G_MAXUINT

/* The edges of the plane, shared with a worker: while one is at them nobody else is. */
typedef struct
{
  RimVolume   *volume;
  RimPlane     plane;         /* a pixel for each voxel */
  RimLivewire *wire;          /* NULL until they were weighed */
} Source;

typedef struct
{
  Source  *source;
  RimVec3  anchor;
} Question;

struct _RlLivewireHand
{
  GObject      parent_instance;

  RlJobs      *jobs;
  RlSession   *session;

  RlHandPlace  place;         /* where the path began */
  RimLesion   *lesion;        /* what it changes; NULL while nothing is drawn */
  gboolean     is_inverted;
  Source      *source;
  GArray      *anchors;       /* RimVec3 */
  GPtrArray   *segments;      /* GArray of RimVec3: the wire from each anchor but the last */
  guint        swept;         /* the anchor from which all ways are known, + 1; 0 for none */
  guint        asked;         /* the anchor a worker is at, + 1; 0 for none */
  gboolean     is_closing;    /* as soon as the worker is done */
  RimVec3      pointer;
  gboolean     has_pointer;
};

static void rl_livewire_hand_hand_init (RlHandInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RlLivewireHand, rl_livewire_hand, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RL_TYPE_HAND, rl_livewire_hand_hand_init))

static void proceed (RlLivewireHand *self);

static void
source_clear (gpointer data)
{
  Source *self = data;

  g_clear_pointer (&self->wire, rim_livewire_free);
  rim_volume_unref (self->volume);
}

static void
source_unref (Source *self)
{
  g_atomic_rc_box_release_full (self, source_clear);
}

static void
question_free (gpointer data)
{
  Question *self = data;

  source_unref (self->source);
  g_free (self);
}

/* Pixels as large as voxels, with their centres where those of voxels are. */
static void
choose_plane (RimVolume      *volume,
              const RimPlane *seen,
              RimPlane       *plane)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  RimVec3 normal = rim_plane_get_normal (seen);
  RimVec3 index = rim_grid_from_patient (grid, seen->origin);
  RimVec3 offset = rim_vec3_sub (rim_grid_to_patient (grid, RIM_VEC3 (floor (index.x + 0.5), floor (index.y + 0.5),
                                                                      floor (index.z + 0.5))), seen->origin);
  double right = rim_vec3_length (seen->right), down = rim_vec3_length (seen->down);
  double steps[2];

  plane->right = rim_vec3_scale (seen->right, 1 / right);
  plane->down = rim_vec3_scale (seen->down, 1 / down);
  steps[0] = rim_grid_get_spacing_along (grid, plane->right);
  steps[1] = rim_grid_get_spacing_along (grid, plane->down);
  plane->right = rim_vec3_scale (plane->right, steps[0]);
  plane->down = rim_vec3_scale (plane->down, steps[1]);
  offset = rim_vec3_sub (offset, rim_vec3_scale (normal, rim_vec3_dot (offset, normal)));
  plane->origin = rim_vec3_add (seen->origin, offset);
  plane->width = (guint) ceil (seen->width * right / steps[0]) + 1;
  plane->height = (guint) ceil (seen->height * down / steps[1]) + 1;
}

/* Only what lies about @point, however much is on the screen. */
static void
clip_plane (RimPlane *plane,
            RimVec3   point)
{
  guint *sizes[2] = { &plane->width, &plane->height };
  RimVec3 steps[2] = { plane->right, plane->down };
  double at[2], distance;

  rim_plane_from_patient (plane, point, &at[0], &at[1], &distance);
  for (guint axis = 0; axis < 2; axis++)
    {
      double n = MIN (ceil (EXTENT / rim_vec3_length (steps[axis])), MAX_PIXELS);
      double first = MAX (floor (at[axis]) - n, 0);

      plane->origin = rim_vec3_add (plane->origin, rim_vec3_scale (steps[axis], first));
      *sizes[axis] = (guint) MIN (2 * n + 1, *sizes[axis] - first);
    }
}

static void
weigh (Source *self)
{
  const RimPlane *plane = &self->plane;
  g_autofree double *values = g_new (double, (gsize) plane->width * plane->height);
  RimLivewirePlane cut = { values, plane->width, plane->height, rim_vec3_length (plane->right),
                           rim_vec3_length (plane->down) };

  for (guint y = 0; y < plane->height; y++)
    for (guint x = 0; x < plane->width; x++)
      {
        double *value = &values[(gsize) y * plane->width + x];

        if (!rim_probe (self->volume, rim_plane_to_patient (plane, x + 0.5, y + 0.5), value))
          *value = NAN;
      }

  self->wire = rim_livewire_new (&cut);
}

static RimLivewirePoint
to_pixel (const Source *self,
          RimVec3       point)
{
  double x, y, distance;

  rim_plane_from_patient (&self->plane, point, &x, &y, &distance);

  return (RimLivewirePoint) { (guint) CLAMP (floor (x), 0, self->plane.width - 1),
                              (guint) CLAMP (floor (y), 0, self->plane.height - 1) };
}

static gpointer
sweep_run (RlJob     *job,
           gpointer   data,
           GError   **error)
{
  Question *question = data;
  Source *source = question->source;

  if (source->wire == NULL)
    weigh (source);
  rim_livewire_set_anchor (source->wire, to_pixel (source, question->anchor), REACH);
  if (!rim_livewire_sweep (source->wire, rl_job_get_cancellable (job), error))
    return NULL;

  return g_atomic_rc_box_acquire (source);
}

static void
sweep_done (gpointer      owner,
            gpointer      result,
            const GError *error)
{
  RlLivewireHand *self = owner;

  self->swept = result != NULL && result == self->source ? self->asked : 0;
  self->asked = 0;
  if (self->lesion != NULL)
    proceed (self);
}

static const RlJobKind sweep_kind = {
  .policy = RL_JOB_LATEST,
  .run = sweep_run,
  .done = sweep_done,
  .free_input = question_free,
  .free_result = (GDestroyNotify) source_unref,
};

static RimVec3
get_anchor (RlLivewireHand *self,
            guint           n)
{
  return g_array_index (self->anchors, RimVec3, n);
}

/* One at a time: the edges are the worker's until it is done. */
static void
ask (RlLivewireHand *self,
     guint           n)
{
  Question *question = g_new0 (Question, 1);

  question->source = g_atomic_rc_box_acquire (self->source);
  question->anchor = get_anchor (self, n);
  self->asked = n + 1;
  self->swept = 0;
  rl_jobs_start (self->jobs, &sweep_kind, self, question);
}

/* The wire from an anchor to @target, without the last point; straight where its ways are
 * not known.
 */
static GArray *
trace (RlLivewireHand *self,
       guint           n,
       RimVec3         target)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (RimVec3));
  g_autoptr(GArray) path = NULL;
  RimVec3 first = get_anchor (self, n);

  g_array_append_val (points, first);
  if (self->swept != n + 1)
    return points;

  path = rim_livewire_get_path (self->source->wire, to_pixel (self->source, target));
  for (guint p = 1; p + 1 < path->len; p++)
    {
      RimLivewirePoint pixel = g_array_index (path, RimLivewirePoint, p);
      RimVec3 point = rim_plane_to_patient (&self->source->plane, pixel.x + 0.5, pixel.y + 0.5);

      g_array_append_val (points, point);
    }

  return points;
}

static void
drop (RlLivewireHand *self)
{
  rl_jobs_cancel (self->jobs, &sweep_kind, self);
  g_array_set_size (self->anchors, 0);
  g_ptr_array_set_size (self->segments, 0);
  self->swept = self->asked = 0;
  self->is_closing = FALSE;
  g_clear_pointer (&self->source, source_unref);
  g_clear_pointer (&self->lesion, rim_lesion_unref);
  rl_hand_changed (RL_HAND (self));
}

/* All of the path, and the way to @end where there is one. */
static GArray *
join (RlLivewireHand *self,
      const RimVec3  *end)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (RimVec3));

  for (guint n = 0; n < self->anchors->len; n++)
    {
      g_autoptr(GArray) rest = NULL;
      GArray *segment;

      if (n < self->segments->len)
        segment = g_ptr_array_index (self->segments, n);
      else if (n + 1 == self->anchors->len && end != NULL)
        segment = rest = trace (self, n, *end);
      else
        {
          RimVec3 anchor = get_anchor (self, n);

          g_array_append_val (points, anchor);
          continue;
        }
      g_array_append_vals (points, segment->data, segment->len);
    }

  return points;
}

static void
finish (RlLivewireHand *self)
{
  RimVec3 first = get_anchor (self, 0);
  g_autoptr(GArray) points = join (self, &first);

  if (points->len >= MIN_POINTS)
    {
      g_autoptr(RimMask) region = rim_path_fill (rim_mask_get_grid (self->lesion->mask),
                                                 (RimVec3 *) (gpointer) points->data, points->len,
                                                 rim_plane_get_normal (&self->place.plane));

      rl_target_draw (self->session, self->lesion, region,
                      self->is_inverted ? RIM_MASK_SUBTRACT : RIM_MASK_UNION, "livewire");
    }

  drop (self);
}

/* Lays the wire between anchors that were set meanwhile, and looks for the ways from the next. */
static void
proceed (RlLivewireHand *self)
{
  guint n = self->segments->len;

  rl_hand_changed (RL_HAND (self));
  if (self->asked != 0)
    return;

  if (self->swept == n + 1 && n + 1 < self->anchors->len)
    {
      g_ptr_array_add (self->segments, trace (self, n, get_anchor (self, n + 1)));
      n++;
    }
  if (self->swept != n + 1)
    ask (self, n);
  else if (self->is_closing)
    finish (self);
}

static gboolean
begin (RlLivewireHand    *self,
       const RlHandPlace *place,
       RimVec3            point)
{
  RimVolume *volume = rl_session_get_volume (self->session, place->layer);
  g_autoptr(GError) error = NULL;

  self->is_inverted = rl_hand_place_get_op (place) == RIM_MASK_SUBTRACT;
  self->lesion = rl_target_choose (self->session, self->is_inverted, &error);
  if (self->lesion == NULL)
    {
      rl_hand_say (RL_HAND (self), error->message);
      return FALSE;
    }

  self->place = *place;
  self->source = g_atomic_rc_box_new0 (Source);
  self->source->volume = rim_volume_ref (volume != NULL ? volume : rl_session_get_base (self->session));
  choose_plane (self->source->volume, &place->plane, &self->source->plane);
  clip_plane (&self->source->plane, point);

  return TRUE;
}

static gboolean
rl_livewire_hand_press (RlHand            *hand,
                        const RlHandPlace *place,
                        RimVec3            point)
{
  RlLivewireHand *self = RL_LIVEWIRE_HAND (hand);

  if (self->lesion == NULL && !begin (self, place, point))
    return FALSE;

  /* A click on its beginning closes a path. */
  if (self->anchors->len >= MIN_POINTS - 1 &&
      rim_vec3_length (rim_vec3_sub (get_anchor (self, 0), point)) <= place->reach)
    self->is_closing = TRUE;
  else
    g_array_append_val (self->anchors, point);
  self->pointer = point;
  proceed (self);

  return TRUE;
}

static void
rl_livewire_hand_hover (RlHand            *hand,
                        const RlHandPlace *place,
                        RimVec3            point)
{
  RlLivewireHand *self = RL_LIVEWIRE_HAND (hand);

  self->pointer = point;
  self->has_pointer = TRUE;
  if (self->lesion != NULL)
    rl_hand_changed (hand);
}

static void
go_back (RlLivewireHand *self)
{
  guint last = self->anchors->len - 1;

  self->is_closing = FALSE;
  if (last == 0)
    {
      drop (self);
      return;
    }

  /* Another anchor in its place has other ways. */
  if (self->asked > last)
    self->asked = STALE;
  if (self->swept > last)
    self->swept = 0;
  g_array_set_size (self->anchors, last);
  g_ptr_array_set_size (self->segments, (int) MIN (self->segments->len, last - 1));
  proceed (self);
}

static gboolean
rl_livewire_hand_command (RlHand        *hand,
                          RlHandCommand  command)
{
  RlLivewireHand *self = RL_LIVEWIRE_HAND (hand);

  if (self->lesion == NULL)
    return FALSE;

  switch (command)
    {
    case RL_HAND_BACK:
      go_back (self);
      break;
    case RL_HAND_FINISH:
      self->is_closing = TRUE;
      proceed (self);
      break;
    case RL_HAND_PUT_DOWN:
      finish (self);
      break;
    case RL_HAND_CANCEL:
      drop (self);
      break;
    case RL_HAND_BEGIN:
    case RL_HAND_NEXT:
    case RL_HAND_PREVIOUS:
    case RL_HAND_DELETE:
    default:
      return FALSE;
    }

  return TRUE;
}

static gboolean
rl_livewire_hand_is_busy (RlHand *hand)
{
  return RL_LIVEWIRE_HAND (hand)->lesion != NULL;
}

static void
trace_all (RlLivewireHand    *self,
           cairo_t           *cr,
           const RlHandPlace *place)
{
  g_autoptr(GArray) points = join (self, self->has_pointer ? &self->pointer : NULL);

  if (self->has_pointer)
    g_array_append_val (points, self->pointer);
  rl_hand_paint_trace (cr, place, (RimVec3 *) (gpointer) points->data, points->len);
  for (guint n = 0; n < self->anchors->len; n++)
    rl_hand_paint_knot (cr, place, get_anchor (self, n), n == 0);
}

static void
rl_livewire_hand_paint (RlHand            *hand,
                        GtkSnapshot       *snapshot,
                        const RlHandPlace *place)
{
  RlLivewireHand *self = RL_LIVEWIRE_HAND (hand);
  cairo_t *cr;

  if (self->lesion == NULL)
    return;

  cr = rl_hand_paint_begin (snapshot, place);
  trace_all (self, cr, place);
  rl_hand_paint_stroke (cr, self->lesion->color);
  cairo_destroy (cr);
}

static void
rl_livewire_hand_hand_init (RlHandInterface *iface)
{
  iface->press = rl_livewire_hand_press;
  iface->hover = rl_livewire_hand_hover;
  iface->command = rl_livewire_hand_command;
  iface->paint = rl_livewire_hand_paint;
  iface->is_busy = rl_livewire_hand_is_busy;
}

static void
rl_livewire_hand_dispose (GObject *object)
{
  RlLivewireHand *self = RL_LIVEWIRE_HAND (object);

  if (self->jobs != NULL)
    rl_jobs_cancel (self->jobs, &sweep_kind, self);
  g_clear_object (&self->jobs);
  g_clear_pointer (&self->source, source_unref);
  g_clear_pointer (&self->lesion, rim_lesion_unref);
  g_clear_pointer (&self->anchors, g_array_unref);
  g_clear_pointer (&self->segments, g_ptr_array_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_livewire_hand_parent_class)->dispose (object);
}

static void
rl_livewire_hand_class_init (RlLivewireHandClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_livewire_hand_dispose;
}

static void
rl_livewire_hand_init (RlLivewireHand *self)
{
  self->jobs = rl_jobs_new ();
  self->anchors = g_array_new (FALSE, FALSE, sizeof (RimVec3));
  self->segments = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
}

/**
 * rl_livewire_hand_new:
 * @session: what is drawn on
 * @tool: %RL_TOOL_LIVEWIRE
 */
RlHand *
rl_livewire_hand_new (RlSession *session,
                      RlTool     tool)
{
  RlLivewireHand *self = g_object_new (RL_TYPE_LIVEWIRE_HAND, NULL);

  self->session = g_object_ref (session);

  return RL_HAND (self);
}

/* Returns: whether the ways from the last anchor are known */
gboolean
rl_livewire_hand_is_ready (RlLivewireHand *self)
{
  g_return_val_if_fail (RL_IS_LIVEWIRE_HAND (self), FALSE);

  return self->anchors->len > 0 && self->swept == self->anchors->len;
}
