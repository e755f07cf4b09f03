/* rl-view-grid.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-view-grid.h"

#include <math.h>

#define N_ORIENTATIONS 3
#define N_CONTENTS     3
#define N_CANVASES     (N_ORIENTATIONS * N_CONTENTS)
#define GAP            2
#define LEAST_AXIAL    0.5
#define MOST_AXIAL     0.66

struct _RlViewGrid
{
  GtkWidget       parent_instance;

  RlSession      *session;
  RlViewport     *viewports[N_ORIENTATIONS];
  RlSliceCanvas  *canvases[N_CANVASES];

  RlViewMode      mode;
  RlSliceCanvas  *active;
  gboolean        is_maximized;
};

G_DEFINE_ENUM_TYPE (RlViewMode, rl_view_mode,
                    G_DEFINE_ENUM_VALUE (RL_VIEW_MODE_CT, "ct"),
                    G_DEFINE_ENUM_VALUE (RL_VIEW_MODE_PET, "pet"),
                    G_DEFINE_ENUM_VALUE (RL_VIEW_MODE_FUSED, "fused"),
                    G_DEFINE_ENUM_VALUE (RL_VIEW_MODE_NINE, "nine"))

G_DEFINE_FINAL_TYPE (RlViewGrid, rl_view_grid, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_SESSION,
  PROP_MODE,
  N_PROPS
};

enum {
  MESSAGE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* Nine views of one image would be the same three times. */
static gboolean
is_nine (RlViewGrid *self)
{
  return self->mode == RL_VIEW_MODE_NINE &&
         rl_session_get_volume (self->session, RL_LAYER_CT) != NULL &&
         rl_session_get_volume (self->session, RL_LAYER_PET) != NULL;
}

static RlContent
get_content (RlViewGrid *self,
             guint       index)
{
  if (self->mode == RL_VIEW_MODE_NINE)
    return (RlContent) (is_nine (self) ? index / N_ORIENTATIONS : RL_CONTENT_FUSED);

  return (RlContent) self->mode;
}

static gboolean
is_shown (RlViewGrid *self,
          guint       index)
{
  if (self->is_maximized)
    return self->canvases[index] == self->active;

  return index < rl_view_grid_get_n_shown (self);
}

static void
activate (RlViewGrid    *self,
          RlSliceCanvas *canvas)
{
  if (self->active == canvas)
    return;

  if (self->active != NULL)
    rl_slice_canvas_set_active (self->active, FALSE);

  self->active = canvas;
  rl_slice_canvas_set_active (canvas, TRUE);
}

/* The first three canvases are of both layouts. */
static void
arrange (RlViewGrid *self)
{
  if (self->session == NULL)
    return;

  for (guint i = 0; i < N_CANVASES; i++)
    rl_slice_canvas_set_content (self->canvases[i], get_content (self, i));

  for (guint i = rl_view_grid_get_n_shown (self); i < N_CANVASES; i++)
    if (self->canvases[i] == self->active)
      activate (self, self->canvases[i % N_ORIENTATIONS]);

  for (guint i = 0; i < N_CANVASES; i++)
    gtk_widget_set_child_visible (GTK_WIDGET (self->canvases[i]), is_shown (self, i));

  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
images_changed_cb (RlViewGrid *self)
{
  g_assert (RL_IS_VIEW_GRID (self));

  self->is_maximized = FALSE;
  rl_view_grid_reset (self);
  arrange (self);
}

static void
focus_enter_cb (RlViewGrid         *self,
                GtkEventController *controller)
{
  g_assert (RL_IS_VIEW_GRID (self));

  activate (self, RL_SLICE_CANVAS (gtk_event_controller_get_widget (controller)));
}

static void
message_cb (RlViewGrid *self,
            const char *message)
{
  g_assert (RL_IS_VIEW_GRID (self));

  g_signal_emit (self, signals[MESSAGE], 0, message);
}

static void
add_canvas (RlViewGrid *self,
            guint       index)
{
  RimOrientation orientation = index % N_ORIENTATIONS;
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkWidget *canvas;

  canvas = rl_slice_canvas_new (self->session, self->viewports[orientation], orientation);
  self->canvases[index] = RL_SLICE_CANVAS (canvas);
  gtk_widget_set_parent (canvas, GTK_WIDGET (self));

  g_signal_connect_object (focus, "enter", G_CALLBACK (focus_enter_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (canvas, focus);
  g_signal_connect_object (canvas, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
}

typedef struct
{
  int x, y, width, height;
} Cell;

static Cell
get_planes_cell (guint index,
                 int   width,
                 int   height)
{
  int first = (int) round (CLAMP (height, width * LEAST_AXIAL, width * MOST_AXIAL));
  int upper = (height - GAP) / 2;

  if (index == 0)
    return (Cell) { 0, 0, first, height };

  if (index == 1)
    return (Cell) { first + GAP, 0, width - first - GAP, upper };

  return (Cell) { first + GAP, upper + GAP, width - first - GAP, height - upper - GAP };
}

static Cell
get_nine_cell (guint index,
               int   width,
               int   height)
{
  int column = (int) index / N_ORIENTATIONS;
  int row = (int) index % N_ORIENTATIONS;
  int left = column * (width + GAP) / N_CONTENTS;
  int top = row * (height + GAP) / N_ORIENTATIONS;
  int right = (column + 1) * (width + GAP) / N_CONTENTS - GAP;
  int bottom = (row + 1) * (height + GAP) / N_ORIENTATIONS - GAP;

  return (Cell) { left, top, right - left, bottom - top };
}

static void
rl_view_grid_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  RlViewGrid *self = RL_VIEW_GRID (widget);

  if (self->session == NULL)
    return;

  for (guint i = 0; i < N_CANVASES; i++)
    {
      Cell cell = { 0, 0, width, height };

      if (!gtk_widget_get_child_visible (GTK_WIDGET (self->canvases[i])))
        continue;

      if (!self->is_maximized)
        cell = is_nine (self) ? get_nine_cell (i, width, height)
                              : get_planes_cell (i, width, height);

      gtk_widget_size_allocate (GTK_WIDGET (self->canvases[i]),
                                &(GtkAllocation) { cell.x, cell.y,
                                                   MAX (cell.width, 1), MAX (cell.height, 1) },
                                -1);
    }
}

static void
rl_view_grid_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  *minimum = 200;
  *natural = 600;

  /* GTK wants to be asked before it allocates. */
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_measure (child, orientation, -1, NULL, NULL, NULL, NULL);
}

static void
rl_view_grid_dispose (GObject *object)
{
  RlViewGrid *self = RL_VIEW_GRID (object);
  GtkWidget *child;

  self->active = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  for (guint i = 0; i < N_ORIENTATIONS; i++)
    g_clear_object (&self->viewports[i]);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_view_grid_parent_class)->dispose (object);
}

static void
rl_view_grid_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  RlViewGrid *self = RL_VIEW_GRID (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;

    case PROP_MODE:
      g_value_set_enum (value, rl_view_grid_get_mode (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_view_grid_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  RlViewGrid *self = RL_VIEW_GRID (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      rl_view_grid_set_session (self, g_value_get_object (value));
      break;

    case PROP_MODE:
      rl_view_grid_set_mode (self, g_value_get_enum (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_view_grid_class_init (RlViewGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = rl_view_grid_dispose;
  object_class->get_property = rl_view_grid_get_property;
  object_class->set_property = rl_view_grid_set_property;

  widget_class->measure = rl_view_grid_measure;
  widget_class->size_allocate = rl_view_grid_size_allocate;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, RL_TYPE_SESSION, flags);

  properties[PROP_MODE] =
    g_param_spec_enum ("mode", NULL, NULL, RL_TYPE_VIEW_MODE, RL_VIEW_MODE_FUSED, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[MESSAGE] = g_signal_new ("message", RL_TYPE_VIEW_GRID, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "viewgrid");
}

static void
rl_view_grid_init (RlViewGrid *self)
{
  self->mode = RL_VIEW_MODE_FUSED;

  for (guint i = 0; i < N_ORIENTATIONS; i++)
    self->viewports[i] = rl_viewport_new ();
}

RlViewMode
rl_view_grid_get_mode (RlViewGrid *self)
{
  g_return_val_if_fail (RL_IS_VIEW_GRID (self), RL_VIEW_MODE_CT);

  return self->mode;
}

/**
 * rl_view_grid_set_mode:
 * @self: a view grid
 * @mode: what to show and how
 */
void
rl_view_grid_set_mode (RlViewGrid *self,
                       RlViewMode  mode)
{
  g_return_if_fail (RL_IS_VIEW_GRID (self));

  if (self->mode == mode)
    return;

  self->mode = mode;
  self->is_maximized = FALSE;
  arrange (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODE]);
}

/**
 * rl_view_grid_set_session:
 * @self: a view grid
 * @session: what is shown; set once
 */
void
rl_view_grid_set_session (RlViewGrid *self,
                          RlSession  *session)
{
  g_return_if_fail (RL_IS_VIEW_GRID (self));
  g_return_if_fail (RL_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  for (guint i = 0; i < N_CANVASES; i++)
    add_canvas (self, i);

  activate (self, self->canvases[0]);
  arrange (self);
  g_signal_connect_object (session,
                           "images-changed",
                           G_CALLBACK (images_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

/**
 * rl_view_grid_get_active:
 * @self: a view grid
 *
 * Returns: (transfer none): the canvas that keys go to
 */
RlSliceCanvas *
rl_view_grid_get_active (RlViewGrid *self)
{
  g_return_val_if_fail (RL_IS_VIEW_GRID (self), NULL);

  return self->active;
}

RlSliceCanvas *
rl_view_grid_get_canvas (RlViewGrid *self,
                         guint       index)
{
  g_return_val_if_fail (RL_IS_VIEW_GRID (self), NULL);
  g_return_val_if_fail (index < N_CANVASES, NULL);

  return self->canvases[index];
}

/**
 * rl_view_grid_get_n_shown:
 * @self: a view grid
 *
 * Returns: how many canvases the layout has
 */
guint
rl_view_grid_get_n_shown (RlViewGrid *self)
{
  g_return_val_if_fail (RL_IS_VIEW_GRID (self), 0);

  return is_nine (self) ? N_CANVASES : N_ORIENTATIONS;
}

/**
 * rl_view_grid_focus_next:
 * @self: a view grid
 * @steps: how many canvases on, in reading order
 *
 * Moves the focus within the grid, or back to where it was in the grid.
 */
void
rl_view_grid_focus_next (RlViewGrid *self,
                         int         steps)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  int n = (int) rl_view_grid_get_n_shown (self);
  int index = 0;

  g_return_if_fail (RL_IS_VIEW_GRID (self));

  if (!gtk_widget_is_focus (GTK_WIDGET (self->active)))
    steps = 0;

  for (int i = 0; i < n; i++)
    if (self->canvases[i] == self->active)
      index = i;

  /* Columns come first in memory, rows in reading. */
  if (n == N_CANVASES)
    index = index % N_ORIENTATIONS * N_CONTENTS + index / N_ORIENTATIONS;
  index = ((index + steps) % n + n) % n;
  if (n == N_CANVASES)
    index = index % N_CONTENTS * N_ORIENTATIONS + index / N_CONTENTS;

  activate (self, self->canvases[index]);
  arrange (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->active));
  if (GTK_IS_WINDOW (root))
    gtk_window_set_focus_visible (GTK_WINDOW (root), TRUE);
}

/**
 * rl_view_grid_toggle_maximized:
 * @self: a view grid
 *
 * Gives the active canvas all the room, or takes it back.
 */
void
rl_view_grid_toggle_maximized (RlViewGrid *self)
{
  g_return_if_fail (RL_IS_VIEW_GRID (self));

  self->is_maximized = !self->is_maximized;
  arrange (self);
}

/**
 * rl_view_grid_reset:
 * @self: a view grid
 *
 * Shows the whole of every plane.
 */
void
rl_view_grid_reset (RlViewGrid *self)
{
  g_return_if_fail (RL_IS_VIEW_GRID (self));

  for (guint i = 0; i < N_ORIENTATIONS; i++)
    rl_viewport_reset (self->viewports[i]);
}

/**
 * rl_view_grid_cancel:
 * @self: a view grid
 *
 * Drops the stroke in progress.
 *
 * Returns: whether there was one
 */
gboolean
rl_view_grid_cancel (RlViewGrid *self)
{
  g_return_val_if_fail (RL_IS_VIEW_GRID (self), FALSE);

  for (guint i = 0; i < N_CANVASES; i++)
    if (rl_slice_canvas_cancel (self->canvases[i]))
      return TRUE;

  return FALSE;
}
