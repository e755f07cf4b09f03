/* rl-layout-edit.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-layout-private.h"

#include <glib/gi18n-lib.h>

static RlLayout *
begin (RlLayout *self)
{
  return rl_layout_new_alike (self, RL_LAYOUT_CHANGED, _("Changed"));
}

/**
 * rl_layout_with_cell:
 * @self: a layout
 * @index: of a cell
 * @cell: what it is to show; its place does not matter
 *
 * Returns: (transfer full): the layout with another view in that place
 */
RlLayout *
rl_layout_with_cell (RlLayout     *self,
                     guint         index,
                     const RlCell *cell)
{
  RlLayout *changed;
  RlCell *place;

  g_return_val_if_fail (self != NULL && cell != NULL, NULL);
  g_return_val_if_fail (index < self->n_cells, NULL);

  changed = begin (self);
  place = &changed->cells[index];
  place->kind = cell->kind;
  place->follows = cell->follows;
  place->content = cell->content;
  place->orientation = cell->orientation;
  place->role = cell->role;
  place->hides_map = cell->hides_map && cell->kind == RL_CELL_PLANE;

  return changed;
}

static guint *
get_first (RlCell   *cell,
           gboolean  down)
{
  return down ? &cell->row : &cell->column;
}

static guint *
get_span (RlCell   *cell,
          gboolean  down)
{
  return down ? &cell->n_rows : &cell->n_columns;
}

/* Makes two tracks of one, each half as wide. All others keep their parts. */
static gboolean
add_track (RlLayout *self,
           guint     track,
           gboolean  down)
{
  RlTracks *tracks = down ? &self->rows : &self->columns;

  if (tracks->n == RL_LAYOUT_MAX_SIDE)
    return FALSE;

  for (guint i = 0; i < tracks->n; i++)
    {
      tracks->weights[i] *= i == track ? 1 : 2;
      if (tracks->weights[i] > RL_LAYOUT_MAX_WEIGHT)
        return FALSE;
    }

  for (guint i = tracks->n; i > track + 1; i--)
    tracks->weights[i] = tracks->weights[i - 1];
  tracks->weights[track + 1] = tracks->weights[track];
  tracks->n++;

  for (guint i = 0; i < self->n_cells; i++)
    {
      guint *first = get_first (&self->cells[i], down);

      if (*first > track)
        (*first)++;
      else if (*first + *get_span (&self->cells[i], down) > track)
        (*get_span (&self->cells[i], down))++;
    }

  return TRUE;
}

/**
 * rl_layout_split:
 * @self: a layout
 * @index: of a cell
 * @down: whether the new one comes below it and not to its right
 *
 * Returns: (transfer full) (nullable): the layout with two cells of the same
 *   view in the place of one; %NULL where there is no room for more
 */
RlLayout *
rl_layout_split (RlLayout *self,
                 guint     index,
                 gboolean  down)
{
  g_autoptr(RlLayout) changed = NULL;
  RlCell *old, *added;
  guint span;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->n_cells, NULL);

  changed = begin (self);
  old = &changed->cells[index];
  if (*get_span (old, down) == 1 && !add_track (changed, *get_first (old, down), down))
    return NULL;

  added = &changed->cells[changed->n_cells++];
  *added = *old;
  span = *get_span (old, down);
  *get_span (old, down) = (span + 1) / 2;
  *get_span (added, down) = span / 2;
  *get_first (added, down) += (span + 1) / 2;
  rl_layout_sort (changed);

  return g_steal_pointer (&changed);
}

/* Whether @cell has all of a side of @gone for its own side. */
static gboolean
is_beside (RlCell   *cell,
           RlCell   *gone,
           gboolean  down)
{
  return *get_first (cell, !down) == *get_first (gone, !down) &&
         *get_span (cell, !down) == *get_span (gone, !down) &&
         (*get_first (cell, down) + *get_span (cell, down) == *get_first (gone, down) ||
          *get_first (gone, down) + *get_span (gone, down) == *get_first (cell, down));
}

static void
fill_place (RlLayout *self,
            RlCell   *gone)
{
  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < self->n_cells; i++)
      {
        RlCell *cell = &self->cells[i];
        gboolean down = side == 0;

        if (!is_beside (cell, gone, down))
          continue;

        *get_first (cell, down) = MIN (*get_first (cell, down), *get_first (gone, down));
        *get_span (cell, down) += *get_span (gone, down);
        return;
      }
}

/**
 * rl_layout_without:
 * @self: a layout
 * @index: of a cell
 *
 * Returns: (transfer full) (nullable): the layout without that cell, whose room
 *   a neighbour takes that is as long; %NULL where it is the last one
 */
RlLayout *
rl_layout_without (RlLayout *self,
                   guint     index)
{
  RlLayout *changed;
  RlCell gone;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->n_cells, NULL);

  if (self->n_cells == 1)
    return NULL;

  changed = begin (self);
  gone = changed->cells[index];
  changed->n_cells--;
  for (guint i = index; i < changed->n_cells; i++)
    changed->cells[i] = changed->cells[i + 1];

  fill_place (changed, &gone);
  rl_layout_sort (changed);

  return changed;
}
