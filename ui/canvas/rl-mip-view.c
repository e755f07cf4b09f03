/* rl-mip-view.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-mip-view-private.h"

#include <glib/gi18n-lib.h>

#include "canvas/rl-pane.h"

#define MIN_ZOOM 0.5
#define MAX_ZOOM 16.0

/* So many frames to both sides are made before they are asked for. */
#define N_AHEAD 4

typedef struct
{
  RimMip    *mip;
  guint      step;
  RimVolume *frame;
} Frame;

static void rl_mip_view_pane_init (RlPaneInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RlMipView, rl_mip_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (RL_TYPE_PANE, rl_mip_view_pane_init))

static void
frame_free (gpointer data)
{
  Frame *self = data;

  rim_mip_unref (self->mip);
  g_clear_pointer (&self->frame, rim_volume_unref);
  g_free (self);
}

static void
shadow_free (gpointer data)
{
  RlMipShadow *self = data;

  rim_lesion_unref (self->lesion);
  g_clear_pointer (&self->shadow, rim_lesion_unref);
  g_free (self);
}

static gpointer
make_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  const Frame *asked = data;
  RimVolume *volume = rim_mip_project (asked->mip, (double) asked->step * RL_MIP_STEP, error);
  Frame *frame;

  if (volume == NULL)
    return NULL;

  frame = g_new0 (Frame, 1);
  frame->mip = rim_mip_ref (asked->mip);
  frame->step = asked->step;
  frame->frame = volume;

  return frame;
}

static void ask_for_frames (RlMipView *self);

static void
make_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlMipView *self = owner;
  Frame *made = result;

  if (made == NULL || made->mip != self->mip)
    return;

  g_clear_pointer (&self->frames[made->step], rim_volume_unref);
  self->frames[made->step] = g_steal_pointer (&made->frame);

  if (made->step == self->step)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  ask_for_frames (self);
}

static const RlJobKind make_kind = {
  .policy = RL_JOB_LATEST,
  .run = make_run,
  .done = make_done,
  .free_input = frame_free,
  .free_result = frame_free,
};

/* The frame at hand, then those it will be turned to next. */
static gboolean
find_missing (RlMipView *self,
              guint     *step)
{
  for (int ahead = 0; ahead <= N_AHEAD; ahead++)
    for (int side = 0; side < (ahead == 0 ? 1 : 2); side++)
      {
        int turn = (side == 0 ? ahead : -ahead) * self->direction;

        *step = (guint) ((int) self->step + turn + RL_MIP_N_STEPS) % RL_MIP_N_STEPS;
        if (self->frames[*step] == NULL)
          return TRUE;
      }

  return FALSE;
}

static void
ask_for_frames (RlMipView *self)
{
  Frame *asked;
  guint step;

  if (self->mip == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      !find_missing (self, &step))
    return;

  asked = g_new0 (Frame, 1);
  asked->mip = rim_mip_ref (self->mip);
  asked->step = step;
  rl_jobs_start (self->jobs, &make_kind, self, asked);
}

static void
update_label (RlMipView *self)
{
  g_free (self->label);
  /* Translators: a projection of PET seen from an angle. */
  self->label = g_strdup_printf (_("PET projection, %u degrees"), self->step * RL_MIP_STEP);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, self->label,
                                  -1);
}

static void
clear_frames (RlMipView *self)
{
  for (guint i = 0; i < RL_MIP_N_STEPS; i++)
    g_clear_pointer (&self->frames[i], rim_volume_unref);

  g_ptr_array_set_size (self->shadows, 0);
  rl_picture_invalidate (self->picture);
  g_clear_pointer (&self->mip, rim_mip_unref);
  g_clear_pointer (&self->source, rim_volume_unref);
}

static gboolean
is_complete (RimVolume *volume)
{
  return rim_volume_get_n_ready (volume) == rim_volume_get_grid (volume)->size[2];
}

static void
images_changed_cb (RlMipView *self)
{
  RimVolume *pet = rl_session_get_volume (self->session, RL_LAYER_PET);

  g_assert (RL_IS_MIP_VIEW (self));

  if (self->source != pet || pet == NULL)
    clear_frames (self);

  if (pet != NULL && self->mip == NULL && is_complete (pet))
    {
      self->mip = rim_mip_new (pet);
      self->source = rim_volume_ref (pet);
      ask_for_frames (self);
    }

  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
connect_session (RlMipView *self)
{
  static const char *const images[] = { "images-changed", "slices-changed" };
  static const char *const others[] = { "cursor-changed", "display-changed", "lesions-changed",
                                        "notify::active-lesion" };

  for (guint i = 0; i < G_N_ELEMENTS (images); i++)
    g_signal_connect_object (self->session, images[i], G_CALLBACK (images_changed_cb),
                             self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_signal_connect_object (self->session, others[i], G_CALLBACK (gtk_widget_queue_draw),
                             self, G_CONNECT_SWAPPED);
}

static void
rl_mip_view_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  rl_mip_view_paint (RL_MIP_VIEW (widget), snapshot);
}

static void
rl_mip_view_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  *minimum = 48;
  *natural = 48;
}

static void
rl_mip_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rl_mip_view_parent_class)->map (widget);

  ask_for_frames (RL_MIP_VIEW (widget));
}

static void
rl_mip_view_css_changed (GtkWidget         *widget,
                         GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (rl_mip_view_parent_class)->css_changed (widget, change);

  g_clear_object (&RL_MIP_VIEW (widget)->layout);
  rl_legend_clear (RL_MIP_VIEW (widget)->legend);
}

static void
rl_mip_view_dispose (GObject *object)
{
  RlMipView *self = RL_MIP_VIEW (object);

  if (self->jobs != NULL)
    rl_jobs_cancel (self->jobs, &make_kind, self);
  if (self->picture != NULL)
    clear_frames (self);

  g_clear_pointer (&self->picture, rl_picture_free);
  g_clear_pointer (&self->legend, rl_legend_free);
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->caption, g_free);
  g_clear_object (&self->layout);
  g_clear_object (&self->narrator);
  g_clear_object (&self->gestures);
  g_clear_object (&self->jobs);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_mip_view_parent_class)->dispose (object);
}

static void
rl_mip_view_finalize (GObject *object)
{
  g_ptr_array_unref (RL_MIP_VIEW (object)->shadows);

  G_OBJECT_CLASS (rl_mip_view_parent_class)->finalize (object);
}

static void
rl_mip_view_class_init (RlMipViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rl_mip_view_dispose;
  object_class->finalize = rl_mip_view_finalize;

  widget_class->css_changed = rl_mip_view_css_changed;
  widget_class->map = rl_mip_view_map;
  widget_class->measure = rl_mip_view_measure;
  widget_class->snapshot = rl_mip_view_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  rl_pane_class_add_bindings (widget_class);
  gtk_widget_class_set_css_name (widget_class, "slicecanvas");
}

static void
rl_mip_view_init (RlMipView *self)
{
  self->picture = rl_picture_new ();
  self->legend = rl_legend_new ();
  self->shadows = g_ptr_array_new_with_free_func (shadow_free);
  self->zoom = 1.0;
  self->direction = 1;

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  rl_mip_view_add_controllers (self);
  update_label (self);
}

static RlSession *
get_session (RlPane *pane)
{
  return RL_MIP_VIEW (pane)->session;
}

static RlLayerKind
get_layer (RlPane *pane)
{
  return RL_LAYER_PET;
}

static void
set_active (RlPane   *pane,
            gboolean  active)
{
  RL_MIP_VIEW (pane)->is_active = active;
  gtk_widget_queue_draw (GTK_WIDGET (pane));
}

static void
scroll (RlPane *pane,
        int     steps)
{
  RlMipView *self = RL_MIP_VIEW (pane);
  int step = ((int) self->step + steps % RL_MIP_N_STEPS + RL_MIP_N_STEPS) % RL_MIP_N_STEPS;

  rl_mip_view_set_step (self, (guint) step);
}

static gboolean
get_position (RlPane *pane,
              guint  *index,
              guint  *n)
{
  *index = RL_MIP_VIEW (pane)->step;
  *n = RL_MIP_N_STEPS;

  return RL_MIP_VIEW (pane)->mip != NULL;
}

static void
zoom (RlPane *pane,
      double  factor)
{
  rl_mip_view_set_zoom (RL_MIP_VIEW (pane), RL_MIP_VIEW (pane)->zoom * factor);
}

static void
fit (RlPane *pane)
{
  RlMipView *self = RL_MIP_VIEW (pane);

  self->pan[0] = self->pan[1] = 0.0;
  rl_mip_view_set_zoom (self, 1.0);
}

static gboolean
cancel (RlPane *pane)
{
  RL_MIP_VIEW (pane)->drag = RL_MIP_DRAG_NOTHING;

  return FALSE;
}

static const char *
get_hint (RlPane          *pane,
          guint            button,
          GdkModifierType  modifiers)
{
  switch (button)
    {
    case GDK_BUTTON_PRIMARY:
      return _("Turn");

    case GDK_BUTTON_MIDDLE:
      return _("Pan");

    case GDK_BUTTON_SECONDARY:
      return _("Zoom");

    default:
      return (modifiers & GDK_CONTROL_MASK) != 0 ? _("Zoom") : _("Turn");
    }
}

static char *
describe (RlPane *pane)
{
  RlSession *session = RL_MIP_VIEW (pane)->session;
  g_autofree char *point = rl_narrator_say_point (session);
  g_autofree char *window = NULL;

  if (rl_session_get_volume (session, RL_LAYER_PET) == NULL)
    return g_strdup (_("There is no PET to project"));

  window = rl_narrator_say_window (session, RL_LAYER_PET);

  return g_strdup_printf ("%s. %s", window, point);
}

static void
rl_mip_view_pane_init (RlPaneInterface *iface)
{
  iface->describe = describe;
  iface->get_session = get_session;
  iface->get_layer = get_layer;
  iface->set_active = set_active;
  iface->scroll = scroll;
  iface->get_position = get_position;
  iface->zoom = zoom;
  iface->fit = fit;
  iface->cancel = cancel;
  iface->get_hint = get_hint;
  rl_mip_view_hand_init (iface);
}

/**
 * rl_mip_view_new:
 * @jobs: where frames are made
 * @session: whose PET is shown
 */
GtkWidget *
rl_mip_view_new (RlJobs    *jobs,
                 RlSession *session)
{
  RlMipView *self = g_object_new (RL_TYPE_MIP_VIEW, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  connect_session (self);
  self->narrator = rl_narrator_new (RL_PANE (self));
  images_changed_cb (self);

  return GTK_WIDGET (self);
}

/* Returns: from 0 to RL_MIP_N_STEPS - 1; 0 is from the front */
guint
rl_mip_view_get_step (RlMipView *self)
{
  g_return_val_if_fail (RL_IS_MIP_VIEW (self), 0);

  return self->step;
}

/**
 * rl_mip_view_set_step:
 * @self: a view
 * @step: from 0 to RL_MIP_N_STEPS - 1; 0 is from the front
 *
 * Turns it; what it shows follows when the frame is made.
 */
void
rl_mip_view_set_step (RlMipView *self,
                      guint      step)
{
  g_return_if_fail (RL_IS_MIP_VIEW (self));
  g_return_if_fail (step < RL_MIP_N_STEPS);

  if (self->step == step)
    return;

  self->direction = (step + RL_MIP_N_STEPS - self->step) % RL_MIP_N_STEPS <= RL_MIP_N_STEPS / 2
                    ? 1 : -1;
  self->step = step;
  update_label (self);
  ask_for_frames (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
rl_mip_view_set_zoom (RlMipView *self,
                      double     factor)
{
  self->zoom = CLAMP (factor, MIN_ZOOM, MAX_ZOOM);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Returns: whether the frame of the angle it is turned to is there */
gboolean
rl_mip_view_is_sharp (RlMipView *self)
{
  g_return_val_if_fail (RL_IS_MIP_VIEW (self), FALSE);

  return self->frames[self->step] != NULL;
}

gboolean
rl_mip_view_get_plane (RlMipView *self,
                       guint      step,
                       RimPlane  *plane)
{
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  int width = gtk_widget_get_width (GTK_WIDGET (self)) * factor;
  int height = gtk_widget_get_height (GTK_WIDGET (self)) * factor;
  double size;

  if (self->mip == NULL || width <= 0 || height <= 0)
    return FALSE;

  size = rim_mip_fit (self->mip, (guint) width, (guint) height) / self->zoom;
  rim_mip_init_plane (self->mip, (double) step * RL_MIP_STEP, size, self->pan[0], self->pan[1],
                      (guint) width, (guint) height, plane);

  return TRUE;
}

/**
 * rl_mip_view_jump:
 * @self: a view
 * @x: from the left, in pixels of the widget
 * @y: from the top
 *
 * Moves the crosshair to the voxel that is seen there.
 *
 * Returns: whether there is one
 */
gboolean
rl_mip_view_jump (RlMipView *self,
                  double     x,
                  double     y)
{
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  RimPlane plane;
  RimVec3 voxel;

  g_return_val_if_fail (RL_IS_MIP_VIEW (self), FALSE);

  if (!rl_mip_view_get_plane (self, self->step, &plane) ||
      !rim_mip_pick (self->mip, (double) self->step * RL_MIP_STEP,
                     rim_plane_to_patient (&plane, x * factor, y * factor), &voxel))
    return FALSE;

  rl_session_set_cursor (self->session, voxel);

  return TRUE;
}

/**
 * rl_mip_view_from_patient:
 * @self: a view
 * @point: a point, LPS mm
 * @x: (out): from the left, in pixels of the widget
 * @y: (out): from the top
 *
 * Returns: whether it shows an image
 */
gboolean
rl_mip_view_from_patient (RlMipView *self,
                          RimVec3    point,
                          double    *x,
                          double    *y)
{
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  RimPlane plane;

  g_return_val_if_fail (RL_IS_MIP_VIEW (self), FALSE);

  if (!rl_mip_view_get_plane (self, self->step, &plane))
    return FALSE;

  rim_plane_from_patient (&plane, point, x, y, NULL);
  *x /= factor;
  *y /= factor;

  return TRUE;
}

/**
 * rl_mip_view_set_caption:
 * @self: a view
 * @caption: (nullable): which study it shows, where there is more than one
 */
void
rl_mip_view_set_caption (RlMipView  *self,
                         const char *caption)
{
  g_return_if_fail (RL_IS_MIP_VIEW (self));

  g_free (self->caption);
  self->caption = g_strdup (caption);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
rl_mip_view_get_label (RlMipView *self)
{
  g_return_val_if_fail (RL_IS_MIP_VIEW (self), NULL);

  return self->label;
}
