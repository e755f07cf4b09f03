/* rl-view-grid-panes.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-view-grid-private.h"

static gboolean
has_volume (RlViewGrid  *self,
            RlLayerKind  kind)
{
  return rl_session_get_volume (self->sessions[RL_ROLE_CURRENT], kind) != NULL;
}

/* Nine views of one image would be the same three times. */
static RlLayout *
choose_shown (RlViewGrid *self)
{
  gboolean has_pet = has_volume (self, RL_LAYER_PET);
  gboolean has_both = has_pet && has_volume (self, RL_LAYER_CT);

  if (self->maps != NULL)
    return self->maps;
  if ((rl_layout_needs_both (self->layout) && !has_both) ||
      (rl_layout_needs_pet (self->layout) && !has_pet))
    return rl_layouts_find ("three");

  return self->layout;
}

static void
focus_enter_cb (RlViewGrid         *self,
                GtkEventController *controller)
{
  g_assert (RL_IS_VIEW_GRID (self));

  rl_view_grid_activate (self, RL_PANE (gtk_event_controller_get_widget (controller)));
  rl_view_grid_emit_focused (self);
}

static GtkWidget *
new_canvas (RlViewGrid   *self,
            const RlCell *cell,
            RlViewport   *shared)
{
  g_autoptr(RlViewport) viewport = shared != NULL ? g_object_ref (shared) : rl_viewport_new ();
  GtkWidget *canvas = rl_slice_canvas_new (self->sessions[cell->role], viewport,
                                           cell->orientation);

  g_signal_connect_object (canvas, "message", G_CALLBACK (rl_view_grid_say), self,
                           G_CONNECT_SWAPPED);

  return canvas;
}

static GtkWidget *
new_view (RlViewGrid   *self,
          const RlCell *cell,
          RlViewport   *viewport)
{
  switch (cell->kind)
    {
    case RL_CELL_MIP:
      return rl_mip_view_new (self->jobs, self->sessions[cell->role]);

    case RL_CELL_VOLUME:
      return rl_volume_view_new (self->jobs, self->sessions[cell->role]);

    case RL_CELL_PLANE:
    default:
      return new_canvas (self, cell, viewport);
    }
}

/* Returns: (transfer floating): a pane; without a @viewport it has its own */
RlPane *
rl_view_grid_create_pane (RlViewGrid   *self,
                          const RlCell *cell,
                          RlViewport   *viewport)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkWidget *widget = new_view (self, cell, viewport);

  g_signal_connect_object (focus, "enter", G_CALLBACK (focus_enter_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, focus);

  return RL_PANE (widget);
}

static gboolean
is_alike (const RlCell *a,
          const RlCell *b)
{
  return a->kind == b->kind && a->orientation == b->orientation && a->role == b->role && a->map == b->map;
}

/* A pane that is there already keeps its pixels and its focus. */
static RlPane *
take_pane (RlViewGrid   *self,
           GArray       *old,
           const RlCell *cell)
{
  RlPane *pane;

  for (guint i = 0; i < old->len; i++)
    {
      RlSlot *slot = &g_array_index (old, RlSlot, i);

      if (slot->pane != NULL && is_alike (&slot->cell, cell))
        return g_steal_pointer (&slot->pane);
    }

  pane = rl_view_grid_create_pane (self, cell, self->viewports[cell->role][cell->orientation]);
  gtk_widget_set_parent (GTK_WIDGET (pane), GTK_WIDGET (self));

  return pane;
}

static void
drop_panes (GArray *slots)
{
  for (guint i = 0; i < slots->len; i++)
    if (g_array_index (slots, RlSlot, i).pane != NULL)
      gtk_widget_unparent (GTK_WIDGET (g_array_index (slots, RlSlot, i).pane));
}

static GArray *
make_slots (RlViewGrid *self,
            GArray     *old)
{
  GArray *slots = g_array_new (FALSE, FALSE, sizeof (RlSlot));

  for (guint i = 0; i < rl_layout_get_n_cells (self->shown); i++)
    {
      RlSlot slot = { .cell = *rl_layout_get_cell (self->shown, i) };

      slot.pane = take_pane (self, old, &slot.cell);
      g_array_append_val (slots, slot);
    }

  return slots;
}

/* Where the active pane goes, one of the same plane is active, or the first. */
static void
keep_active (RlViewGrid *self,
             GArray     *old)
{
  guint best = 0;
  RlSlot *was = NULL;

  for (guint i = 0; i < self->slots->len; i++)
    if (rl_view_grid_get_slot (self, i)->pane == self->active)
      return;
  for (guint i = 0; i < self->detached->len; i++)
    if (g_array_index (self->detached, RlDetached, i).slot.pane == self->active)
      return;

  for (guint i = 0; i < old->len; i++)
    if (g_array_index (old, RlSlot, i).pane == self->active)
      was = &g_array_index (old, RlSlot, i);

  for (guint i = self->slots->len; was != NULL && i > 0; i--)
    if (is_alike (&rl_view_grid_get_slot (self, i - 1)->cell, &was->cell))
      best = i - 1;

  rl_view_grid_activate (self, rl_view_grid_get_slot (self, best)->pane);
}

static void
rebuild (RlViewGrid *self)
{
  g_autoptr(GArray) old = g_steal_pointer (&self->slots);

  self->slots = make_slots (self, old);
  keep_active (self, old);
  drop_panes (old);
}

void
rl_view_grid_update_content (RlViewGrid *self,
                             RlSlot     *slot)
{
  g_autofree char *caption = rl_view_grid_dup_caption (self, slot->cell.role);
  RlSession *session = self->sessions[slot->cell.role];
  RlSliceCanvas *canvas;

  if (RL_IS_MIP_VIEW (slot->pane))
    {
      rl_mip_view_set_caption (RL_MIP_VIEW (slot->pane), caption);
      return;
    }

  if (!RL_IS_SLICE_CANVAS (slot->pane))
    return;

  canvas = RL_SLICE_CANVAS (slot->pane);
  rl_slice_canvas_set_content (canvas, slot->cell.follows ? self->content : slot->cell.content);
  rl_slice_canvas_set_show_map (canvas, !slot->cell.hides_map);
  rl_slice_canvas_set_caption (canvas, caption);
  rl_slice_canvas_set_magnified (canvas, self->is_magnified);
  rl_slice_canvas_set_map_layer (canvas, slot->cell.map > 0 ? rl_session_get_map (session, slot->cell.map) : NULL);
}

static void
update_pane (RlViewGrid *self,
             RlSlot     *slot)
{
  rl_view_grid_update_content (self, slot);
  gtk_widget_set_child_visible (GTK_WIDGET (slot->pane),
                                !self->is_maximized || slot->pane == self->active);
}

/* Makes the panes what the layout, the images and the content ask for. */
void
rl_view_grid_arrange (RlViewGrid *self)
{
  RlLayout *shown;

  if (self->sessions[RL_ROLE_CURRENT] == NULL)
    return;

  shown = choose_shown (self);
  if (self->shown != shown)
    {
      g_clear_pointer (&self->shown, rl_layout_unref);
      self->shown = rl_layout_ref (shown);
      rebuild (self);
    }

  for (guint i = 0; i < self->slots->len; i++)
    update_pane (self, rl_view_grid_get_slot (self, i));
  rl_view_grid_update_detached (self);

  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* Several maps have panes of their own until there is one again. */
void
rl_view_grid_update_maps (RlViewGrid *self)
{
  RlSession *session = self->sessions[RL_ROLE_CURRENT];
  guint n_more = rl_session_get_n_more_maps (session);

  g_clear_pointer (&self->maps, rl_layout_unref);
  if (n_more > 0)
    self->maps = rl_layout_new_for_maps (n_more + 1, rl_session_get_maps_plane (session));
  self->is_maximized = FALSE;
  rl_view_grid_arrange (self);
}

void
rl_view_grid_clear (RlViewGrid *self)
{
  rl_view_grid_close_detached (self);
  self->active = NULL;

  drop_panes (self->slots);
  g_array_set_size (self->slots, 0);
  g_clear_pointer (&self->shown, rl_layout_unref);
}

void
rl_view_grid_activate (RlViewGrid *self,
                       RlPane     *pane)
{
  if (self->active == pane)
    return;

  if (self->active != NULL)
    rl_pane_set_active (self->active, FALSE);

  self->active = pane;
  rl_pane_set_active (pane, TRUE);
  g_object_notify (G_OBJECT (self), "active");
}

RlSlot *
rl_view_grid_get_slot (RlViewGrid *self,
                       guint       index)
{
  return &g_array_index (self->slots, RlSlot, index);
}
