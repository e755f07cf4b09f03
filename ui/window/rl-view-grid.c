/* rl-view-grid.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-view-grid-private.h"

#define GAP 2

G_DEFINE_FINAL_TYPE (RlViewGrid, rl_view_grid, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_SESSION,
  PROP_CONTENT,
  PROP_LAYOUT,
  PROP_ACTIVE,
  N_PROPS
};

enum {
  MESSAGE,
  FOCUSED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
images_changed_cb (RlViewGrid *self)
{
  g_assert (RL_IS_VIEW_GRID (self));

  self->is_maximized = FALSE;
  rl_view_grid_reset (self);
  rl_view_grid_arrange (self);
}

static void
rl_view_grid_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  RlViewGrid *self = RL_VIEW_GRID (widget);

  for (guint i = 0; i < self->slots->len; i++)
    {
      RlSlot *slot = rl_view_grid_get_slot (self, i);
      GdkRectangle area = { 0, 0, width, height };

      if (!gtk_widget_get_child_visible (GTK_WIDGET (slot->pane)))
        continue;

      if (!self->is_maximized)
        rl_layout_get_area (self->shown, &slot->cell, width, height, GAP, &area);

      area.width = MAX (area.width, 1);
      area.height = MAX (area.height, 1);
      gtk_widget_size_allocate (GTK_WIDGET (slot->pane), &area, -1);
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

  rl_view_grid_clear (self);
  g_clear_object (&self->cine);
  g_clear_object (&self->link);
  g_clear_object (&self->jobs);
  for (guint role = 0; role < RL_N_ROLES; role++)
    {
      for (guint i = 0; i < RL_N_ORIENTATIONS; i++)
        g_clear_object (&self->viewports[role][i]);
      g_clear_object (&self->sessions[role]);
    }

  G_OBJECT_CLASS (rl_view_grid_parent_class)->dispose (object);
}

static void
rl_view_grid_finalize (GObject *object)
{
  RlViewGrid *self = RL_VIEW_GRID (object);

  g_clear_pointer (&self->slots, g_array_unref);
  g_clear_pointer (&self->detached, g_array_unref);
  g_clear_pointer (&self->own_layouts, g_ptr_array_unref);
  g_clear_pointer (&self->layout, rl_layout_unref);
  g_clear_pointer (&self->maps, rl_layout_unref);

  G_OBJECT_CLASS (rl_view_grid_parent_class)->finalize (object);
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
      g_value_set_object (value, self->sessions[RL_ROLE_CURRENT]);
      break;

    case PROP_CONTENT:
      g_value_set_enum (value, rl_view_grid_get_content (self));
      break;

    case PROP_LAYOUT:
      g_value_set_string (value, rl_layout_get_id (self->layout));
      break;

    case PROP_ACTIVE:
      g_value_set_object (value, self->active);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_layout_by_id (RlViewGrid *self,
                  const char *id)
{
  RlLayout *layout = rl_view_grid_find_layout (self, id);

  if (layout != NULL)
    rl_view_grid_set_layout (self, layout);
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
    case PROP_CONTENT:
      rl_view_grid_set_content (self, g_value_get_enum (value));
      break;

    case PROP_LAYOUT:
      set_layout_by_id (self, g_value_get_string (value));
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
  object_class->finalize = rl_view_grid_finalize;
  object_class->get_property = rl_view_grid_get_property;
  object_class->set_property = rl_view_grid_set_property;

  widget_class->measure = rl_view_grid_measure;
  widget_class->size_allocate = rl_view_grid_size_allocate;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, RL_TYPE_SESSION,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  properties[PROP_CONTENT] =
    g_param_spec_enum ("content", NULL, NULL, RL_TYPE_CONTENT, RL_CONTENT_FUSED, flags);

  properties[PROP_LAYOUT] =
    g_param_spec_string ("layout", NULL, NULL, "three", flags);

  properties[PROP_ACTIVE] =
    g_param_spec_object ("active", NULL, NULL, RL_TYPE_PANE,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[MESSAGE] = g_signal_new ("message", RL_TYPE_VIEW_GRID, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FOCUSED] = g_signal_new ("focused", RL_TYPE_VIEW_GRID, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "viewgrid");
}

static void
rl_view_grid_init (RlViewGrid *self)
{
  self->content = RL_CONTENT_FUSED;
  self->layout = rl_layout_ref (rl_layouts_find ("three"));
  self->cine = rl_cine_new ();
  self->slots = g_array_new (FALSE, FALSE, sizeof (RlSlot));
  self->detached = g_array_new (FALSE, FALSE, sizeof (RlDetached));

  for (guint role = 0; role < RL_N_ROLES; role++)
    for (guint i = 0; i < RL_N_ORIENTATIONS; i++)
      self->viewports[role][i] = rl_viewport_new ();
}

/**
 * rl_view_grid_set_sessions:
 * @self: a view grid
 * @jobs: what runs work that takes time
 * @session: what is shown
 * @prior: what it is compared with; may show nothing
 *
 * Says what the panes show; once.
 */
void
rl_view_grid_set_sessions (RlViewGrid *self,
                           RlJobs     *jobs,
                           RlSession  *session,
                           RlSession  *prior)
{
  g_return_if_fail (RL_IS_VIEW_GRID (self));
  g_return_if_fail (RL_IS_JOBS (jobs));
  g_return_if_fail (RL_IS_SESSION (session));
  g_return_if_fail (RL_IS_SESSION (prior));
  g_return_if_fail (self->sessions[RL_ROLE_CURRENT] == NULL);

  self->jobs = g_object_ref (jobs);
  self->sessions[RL_ROLE_CURRENT] = g_object_ref (session);
  self->sessions[RL_ROLE_PRIOR] = g_object_ref (prior);

  rl_view_grid_add_pairs (self);
  rl_view_grid_arrange (self);
  g_signal_connect_object (session,
                           "images-changed",
                           G_CALLBACK (images_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (prior,
                           "images-changed",
                           G_CALLBACK (rl_view_grid_arrange),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session,
                           "maps-changed",
                           G_CALLBACK (rl_view_grid_update_maps),
                           self,
                           G_CONNECT_SWAPPED);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

RlContent
rl_view_grid_get_content (RlViewGrid *self)
{
  g_return_val_if_fail (RL_IS_VIEW_GRID (self), RL_CONTENT_CT);

  return self->content;
}

/**
 * rl_view_grid_set_content:
 * @self: a view grid
 * @content: what the panes that follow it show
 *
 * Where the layout has no such pane, three planes are shown.
 */
void
rl_view_grid_set_content (RlViewGrid *self,
                          RlContent   content)
{
  g_return_if_fail (RL_IS_VIEW_GRID (self));

  if (!rl_layout_follows (self->layout))
    rl_view_grid_set_layout (self, rl_layouts_find ("three"));

  if (self->content == content)
    return;

  self->content = content;
  rl_view_grid_arrange (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTENT]);
}

/**
 * rl_view_grid_get_layout:
 * @self: a view grid
 *
 * Returns: (transfer none): the layout that was asked for
 */
RlLayout *
rl_view_grid_get_layout (RlViewGrid *self)
{
  g_return_val_if_fail (RL_IS_VIEW_GRID (self), NULL);

  return self->layout;
}

/**
 * rl_view_grid_set_layout:
 * @self: a view grid
 * @layout: how panes are arranged and what they show
 */
void
rl_view_grid_set_layout (RlViewGrid *self,
                         RlLayout   *layout)
{
  g_return_if_fail (RL_IS_VIEW_GRID (self));
  g_return_if_fail (layout != NULL);

  if (self->maps != NULL)
    rl_session_set_more_maps (self->sessions[RL_ROLE_CURRENT], NULL, RIM_ORIENTATION_AXIAL);
  if (self->layout == layout)
    return;

  g_clear_pointer (&self->layout, rl_layout_unref);
  self->layout = rl_layout_ref (layout);
  self->is_maximized = FALSE;
  rl_view_grid_arrange (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAYOUT]);
}

/**
 * rl_view_grid_set_own_layouts:
 * @self: a view grid
 * @layouts: (element-type RlLayout): the user's, which may be shown by their id
 */
void
rl_view_grid_set_own_layouts (RlViewGrid *self,
                              GPtrArray  *layouts)
{
  g_return_if_fail (RL_IS_VIEW_GRID (self));
  g_return_if_fail (layouts != NULL);

  g_clear_pointer (&self->own_layouts, g_ptr_array_unref);
  self->own_layouts = g_ptr_array_ref (layouts);
}

/* Returns: (transfer none) (nullable) (element-type RlLayout) */
GPtrArray *
rl_view_grid_get_own_layouts (RlViewGrid *self)
{
  g_return_val_if_fail (RL_IS_VIEW_GRID (self), NULL);

  return self->own_layouts;
}

/* Returns: (transfer none): the layout as far as the images allow */
RlLayout *
rl_view_grid_get_shown_layout (RlViewGrid *self)
{
  g_return_val_if_fail (RL_IS_VIEW_GRID (self), NULL);

  return self->shown;
}

/* Returns: which pane of the layout keys go to, in reading order */
guint
rl_view_grid_get_active_index (RlViewGrid *self)
{
  g_return_val_if_fail (RL_IS_VIEW_GRID (self), 0);

  for (guint i = 0; i < self->slots->len; i++)
    if (rl_view_grid_get_slot (self, i)->pane == self->active)
      return i;

  return 0;
}

/**
 * rl_view_grid_find_layout:
 * @self: a view grid
 * @id: of a layout
 *
 * Returns: (transfer none) (nullable): the program's or the user's
 */
RlLayout *
rl_view_grid_find_layout (RlViewGrid *self,
                          const char *id)
{
  g_return_val_if_fail (RL_IS_VIEW_GRID (self), NULL);

  for (guint i = 0; self->own_layouts != NULL && i < self->own_layouts->len; i++)
    {
      RlLayout *layout = g_ptr_array_index (self->own_layouts, i);

      if (g_strcmp0 (rl_layout_get_id (layout), id) == 0)
        return layout;
    }

  return rl_layouts_find (id);
}

/* Returns: (transfer none): the pane that keys go to */
RlPane *
rl_view_grid_get_active_pane (RlViewGrid *self)
{
  g_return_val_if_fail (RL_IS_VIEW_GRID (self), NULL);

  return self->active;
}

/**
 * rl_view_grid_get_active:
 * @self: a view grid
 *
 * Returns: (transfer none) (nullable): the plane that keys go to; where they go
 *   to another pane, the first plane
 */
RlSliceCanvas *
rl_view_grid_get_active (RlViewGrid *self)
{
  g_return_val_if_fail (RL_IS_VIEW_GRID (self), NULL);

  if (RL_IS_SLICE_CANVAS (self->active))
    return RL_SLICE_CANVAS (self->active);

  for (guint i = 0; i < self->slots->len; i++)
    if (RL_IS_SLICE_CANVAS (rl_view_grid_get_pane (self, i)))
      return rl_view_grid_get_canvas (self, i);

  return NULL;
}

/**
 * rl_view_grid_get_pane:
 * @self: a view grid
 * @index: in reading order
 *
 * Returns: (transfer none): the pane
 */
RlPane *
rl_view_grid_get_pane (RlViewGrid *self,
                       guint       index)
{
  g_return_val_if_fail (RL_IS_VIEW_GRID (self), NULL);
  g_return_val_if_fail (index < self->slots->len, NULL);

  return rl_view_grid_get_slot (self, index)->pane;
}

/**
 * rl_view_grid_get_canvas:
 * @self: a view grid
 * @index: of a plane, in reading order of all panes
 *
 * Returns: (transfer none): its canvas
 */
RlSliceCanvas *
rl_view_grid_get_canvas (RlViewGrid *self,
                         guint       index)
{
  return RL_SLICE_CANVAS (rl_view_grid_get_pane (self, index));
}

/**
 * rl_view_grid_get_n_shown:
 * @self: a view grid
 *
 * Returns: how many panes the layout has
 */
guint
rl_view_grid_get_n_shown (RlViewGrid *self)
{
  g_return_val_if_fail (RL_IS_VIEW_GRID (self), 0);

  return self->slots->len;
}

/**
 * rl_view_grid_focus_next:
 * @self: a view grid
 * @steps: how many panes on, in reading order
 *
 * Moves the focus within the grid, or back to where it was in the grid.
 */
void
rl_view_grid_focus_next (RlViewGrid *self,
                         int         steps)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  int n = (int) self->slots->len;
  int index;

  g_return_if_fail (RL_IS_VIEW_GRID (self));

  if (!gtk_widget_is_focus (GTK_WIDGET (self->active)))
    steps = 0;

  index = (int) rl_view_grid_get_active_index (self);
  index = ((index + steps) % n + n) % n;

  rl_view_grid_activate (self, rl_view_grid_get_slot (self, (guint) index)->pane);
  rl_view_grid_arrange (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->active));
  if (GTK_IS_WINDOW (root))
    gtk_window_set_focus_visible (GTK_WINDOW (root), TRUE);
}

/**
 * rl_view_grid_toggle_maximized:
 * @self: a view grid
 *
 * Gives the active pane all the room, or takes it back.
 */
void
rl_view_grid_toggle_maximized (RlViewGrid *self)
{
  g_return_if_fail (RL_IS_VIEW_GRID (self));

  if (rl_view_grid_toggle_detached (self))
    return;

  self->is_maximized = !self->is_maximized;
  rl_view_grid_arrange (self);
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

  for (guint role = 0; role < RL_N_ROLES; role++)
    for (guint i = 0; i < RL_N_ORIENTATIONS; i++)
      rl_viewport_reset (self->viewports[role][i]);

  for (guint i = 0; i < self->slots->len; i++)
    rl_pane_fit (rl_view_grid_get_pane (self, i));
}

/* Returns: (transfer none): what links what is read and its prior */
RlLink *
rl_view_grid_get_link (RlViewGrid *self)
{
  g_return_val_if_fail (RL_IS_VIEW_GRID (self), NULL);

  return self->link;
}

/* Returns: (transfer none): what plays the active pane */
RlCine *
rl_view_grid_get_cine (RlViewGrid *self)
{
  g_return_val_if_fail (RL_IS_VIEW_GRID (self), NULL);

  return self->cine;
}

/**
 * rl_view_grid_toggle_cine:
 * @self: a view grid
 *
 * Plays the active pane, or stops what plays.
 */
void
rl_view_grid_toggle_cine (RlViewGrid *self)
{
  g_return_if_fail (RL_IS_VIEW_GRID (self));

  if (rl_cine_is_running (self->cine))
    rl_cine_stop (self->cine);
  else
    rl_cine_start (self->cine, self->active);
}

/**
 * rl_view_grid_set_magnified:
 * @self: a view grid
 * @magnified: whether there is a magnifying glass under the pointer
 */
void
rl_view_grid_set_magnified (RlViewGrid *self,
                            gboolean    magnified)
{
  g_return_if_fail (RL_IS_VIEW_GRID (self));

  self->is_magnified = magnified;
  rl_view_grid_arrange (self);
}

/**
 * rl_view_grid_cancel:
 * @self: a view grid
 *
 * Stops what plays and drops the stroke in progress.
 *
 * Returns: whether there was one
 */
gboolean
rl_view_grid_cancel (RlViewGrid *self)
{
  g_return_val_if_fail (RL_IS_VIEW_GRID (self), FALSE);

  rl_cine_stop (self->cine);
  for (guint i = 0; i < self->slots->len; i++)
    if (rl_pane_cancel (rl_view_grid_get_slot (self, i)->pane))
      return TRUE;
  for (guint i = 0; i < self->detached->len; i++)
    if (rl_pane_cancel (g_array_index (self->detached, RlDetached, i).slot.pane))
      return TRUE;

  return FALSE;
}

void
rl_view_grid_say (RlViewGrid *self,
                  const char *message)
{
  g_signal_emit (self, signals[MESSAGE], 0, message);
}

void
rl_view_grid_emit_focused (RlViewGrid *self)
{
  g_signal_emit (self, signals[FOCUSED], 0);
}
