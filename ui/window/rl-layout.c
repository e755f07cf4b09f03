/* rl-layout.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-layout-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The weights of the columns and of the rows, and of each cell its kind, its
 * content, its plane and its role in words, then column, row, width and height.
 */
#define TEXT_TYPE "(auaua(ssssuuuu))"

G_DEFINE_QUARK (rl-layout-error-quark, rl_layout_error)

G_DEFINE_BOXED_TYPE (RlLayout, rl_layout, rl_layout_ref, rl_layout_unref)

static const char *const kinds[] = { "plane", "mip", "volume", "images" };
static const char *const contents[] = { "ct", "pet", "fused", "follow" };
static const char *const planes[] = { "axial", "sagittal", "coronal" };
static const char *const roles[] = { "current", "prior" };

#define FOLLOW (G_N_ELEMENTS (contents) - 1)

/* A plane without a map. */
#define IMAGES (G_N_ELEMENTS (kinds) - 1)

static gboolean
find_word (const char *const *words,
           gsize              n_words,
           const char        *word,
           guint             *index)
{
  for (guint i = 0; i < n_words; i++)
    if (strcmp (words[i], word) == 0)
      {
        *index = i;
        return TRUE;
      }

  return FALSE;
}

static gboolean
read_tracks (RlTracks   *self,
             GVariant   *weights)
{
  gsize n = g_variant_n_children (weights);

  if (n == 0 || n > RL_LAYOUT_MAX_SIDE)
    return FALSE;

  self->n = (guint) n;
  for (guint i = 0; i < self->n; i++)
    {
      g_variant_get_child (weights, i, "u", &self->weights[i]);
      if (self->weights[i] == 0 || self->weights[i] > RL_LAYOUT_MAX_WEIGHT)
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_cell (RlCell   *self,
           GVariant *variant)
{
  const char *words[4];
  guint kind, content, plane, role;

  g_variant_get (variant, "(&s&s&s&suuuu)", &words[0], &words[1], &words[2], &words[3],
                 &self->column, &self->row, &self->n_columns, &self->n_rows);

  if (!find_word (kinds, G_N_ELEMENTS (kinds), words[0], &kind) ||
      !find_word (contents, G_N_ELEMENTS (contents), words[1], &content) ||
      !find_word (planes, G_N_ELEMENTS (planes), words[2], &plane) ||
      !find_word (roles, G_N_ELEMENTS (roles), words[3], &role))
    return FALSE;

  self->hides_map = kind == IMAGES;
  self->kind = self->hides_map ? RL_CELL_PLANE : (RlCellKind) kind;
  self->follows = content == FOLLOW && self->kind == RL_CELL_PLANE;
  self->content = self->kind == RL_CELL_MIP ? RL_CONTENT_PET
                  : self->kind == RL_CELL_VOLUME ? RL_CONTENT_CT
                  : content == FOLLOW ? RL_CONTENT_FUSED : (RlContent) content;
  self->orientation = (RimOrientation) plane;
  self->role = (RlRole) role;

  return TRUE;
}

static gboolean
fits (const RlLayout *self,
      const RlCell   *cell)
{
  return cell->n_columns > 0 && cell->n_columns <= self->columns.n &&
         cell->column <= self->columns.n - cell->n_columns &&
         cell->n_rows > 0 && cell->n_rows <= self->rows.n &&
         cell->row <= self->rows.n - cell->n_rows;
}

static gboolean
overlap (const RlCell *a,
         const RlCell *b)
{
  return a->column < b->column + b->n_columns && b->column < a->column + a->n_columns &&
         a->row < b->row + b->n_rows && b->row < a->row + a->n_rows;
}

static gboolean
add_cell (RlLayout *self,
          GVariant *variant)
{
  RlCell *cell = &self->cells[self->n_cells];

  if (!read_cell (cell, variant) || !fits (self, cell))
    return FALSE;

  for (guint i = 0; i < self->n_cells; i++)
    if (overlap (&self->cells[i], cell))
      return FALSE;

  self->n_cells++;

  return TRUE;
}

static int
compare_cells (gconstpointer a,
               gconstpointer b)
{
  const RlCell *first = a;
  const RlCell *second = b;

  if (first->row != second->row)
    return first->row < second->row ? -1 : 1;

  return first->column < second->column ? -1 : 1;
}

void
rl_layout_sort (RlLayout *self)
{
  qsort (self->cells, self->n_cells, sizeof *self->cells, compare_cells);
}

/* Returns: (transfer full): a copy to be changed, under another name */
RlLayout *
rl_layout_new_alike (RlLayout   *self,
                     const char *id,
                     const char *name)
{
  RlLayout *copy = g_atomic_rc_box_dup (sizeof *self, self);

  copy->id = g_strdup (id);
  copy->name = g_strdup (name);

  return copy;
}

static gboolean
read_cells (RlLayout *self,
            GVariant *cells)
{
  gsize n = g_variant_n_children (cells);

  if (n == 0 || n > G_N_ELEMENTS (self->cells))
    return FALSE;

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(GVariant) cell = g_variant_get_child_value (cells, i);

      if (!add_cell (self, cell))
        return FALSE;
    }

  rl_layout_sort (self);

  return TRUE;
}

static gboolean
read_text (RlLayout  *self,
           GVariant  *variant,
           GError   **error)
{
  g_autoptr(GVariant) columns = g_variant_get_child_value (variant, 0);
  g_autoptr(GVariant) rows = g_variant_get_child_value (variant, 1);
  g_autoptr(GVariant) cells = g_variant_get_child_value (variant, 2);

  if (read_tracks (&self->columns, columns) && read_tracks (&self->rows, rows) &&
      read_cells (self, cells))
    return TRUE;

  g_set_error (error, RL_LAYOUT_ERROR, RL_LAYOUT_ERROR_CELLS,
               _("The layout “%s” has views that do not fit its grid"), self->name);

  return FALSE;
}

/**
 * rl_layout_parse:
 * @id: what it is known by
 * @name: what people call it
 * @text: as rl_layout_to_text() writes it
 * @error: where to put an error
 *
 * Returns: (transfer full): the layout, or %NULL with an error
 */
RlLayout *
rl_layout_parse (const char  *id,
                 const char  *name,
                 const char  *text,
                 GError     **error)
{
  g_autoptr(GError) syntax = NULL;
  g_autoptr(GVariant) variant = NULL;
  g_autoptr(RlLayout) self = NULL;

  g_return_val_if_fail (id != NULL && name != NULL && text != NULL, NULL);

  variant = g_variant_parse (G_VARIANT_TYPE (TEXT_TYPE), text, NULL, NULL, &syntax);
  if (variant == NULL)
    {
      g_set_error (error, RL_LAYOUT_ERROR, RL_LAYOUT_ERROR_SYNTAX,
                   _("The layout “%s” cannot be read: %s"), name, syntax->message);
      return NULL;
    }

  self = g_atomic_rc_box_new0 (RlLayout);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  if (!read_text (self, variant, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* Returns: the least side of a square of at least @n cells */
static guint
get_side (guint n)
{
  guint side = 1;

  while (side * side < n)
    side++;

  return MIN (side, RL_LAYOUT_MAX_SIDE);
}

/**
 * rl_layout_new_for_maps:
 * @n_maps: how many maps are shown beside each other; more than fit a layout are left out
 * @plane: in which plane
 *
 * Returns: (transfer full): a layout of as many planes
 */
RlLayout *
rl_layout_new_for_maps (guint          n_maps,
                        RimOrientation plane)
{
  RlLayout *self = g_atomic_rc_box_new0 (RlLayout);

  self->id = g_strdup ("maps");
  self->name = g_strdup (_("Several maps"));
  self->columns.n = get_side (n_maps);
  self->rows.n = MIN ((n_maps + self->columns.n - 1) / self->columns.n, RL_LAYOUT_MAX_SIDE);
  self->n_cells = MIN (n_maps, self->columns.n * self->rows.n);
  for (guint i = 0; i < RL_LAYOUT_MAX_SIDE; i++)
    self->columns.weights[i] = self->rows.weights[i] = 1;
  for (guint i = 0; i < self->n_cells; i++)
    self->cells[i] = (RlCell) {
      .kind = RL_CELL_PLANE, .follows = TRUE, .content = RL_CONTENT_FUSED, .map = i, .orientation = plane,
      .column = i % self->columns.n, .row = i / self->columns.n, .n_columns = 1, .n_rows = 1,
    };

  return self;
}

static void
write_tracks (const RlTracks    *self,
              GVariantBuilder   *builder)
{
  g_variant_builder_open (builder, G_VARIANT_TYPE ("au"));
  for (guint i = 0; i < self->n; i++)
    g_variant_builder_add (builder, "u", self->weights[i]);
  g_variant_builder_close (builder);
}

/**
 * rl_layout_to_text:
 * @self: a layout
 *
 * Returns: (transfer full): one line that rl_layout_parse() reads
 */
char *
rl_layout_to_text (RlLayout *self)
{
  g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (TEXT_TYPE));
  g_autoptr(GVariant) variant = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  write_tracks (&self->columns, &builder);
  write_tracks (&self->rows, &builder);

  g_variant_builder_open (&builder, G_VARIANT_TYPE ("a(ssssuuuu)"));
  for (guint i = 0; i < self->n_cells; i++)
    {
      const RlCell *cell = &self->cells[i];

      g_variant_builder_add (&builder, "(ssssuuuu)",
                             kinds[cell->hides_map ? IMAGES : (guint) cell->kind],
                             contents[cell->follows ? FOLLOW : (guint) cell->content],
                             planes[cell->orientation], roles[cell->role],
                             cell->column, cell->row, cell->n_columns, cell->n_rows);
    }
  g_variant_builder_close (&builder);

  variant = g_variant_ref_sink (g_variant_builder_end (&builder));

  return g_variant_print (variant, FALSE);
}

RlLayout *
rl_layout_ref (RlLayout *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  RlLayout *self = data;

  g_free (self->id);
  g_free (self->name);
}

void
rl_layout_unref (RlLayout *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

const char *
rl_layout_get_id (RlLayout *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

const char *
rl_layout_get_name (RlLayout *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

guint
rl_layout_get_n_cells (RlLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_cells;
}

/**
 * rl_layout_get_cell:
 * @self: a layout
 * @index: in reading order, from 0
 *
 * Returns: (transfer none): the cell
 */
const RlCell *
rl_layout_get_cell (RlLayout *self,
                    guint     index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->n_cells, NULL);

  return &self->cells[index];
}

/* Returns: whether it would show the same twice, or nothing, without CT or
 * without PET
 */
gboolean
rl_layout_needs_both (RlLayout *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->n_cells; i++)
    if (self->cells[i].kind == RL_CELL_PLANE && !self->cells[i].follows)
      return TRUE;

  return FALSE;
}

/* Returns: whether a view of it would be empty without PET */
gboolean
rl_layout_needs_pet (RlLayout *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->n_cells; i++)
    if (self->cells[i].kind == RL_CELL_MIP)
      return TRUE;

  return rl_layout_needs_both (self);
}

/* Returns: whether it shows a study to compare with */
gboolean
rl_layout_needs_prior (RlLayout *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->n_cells; i++)
    if (self->cells[i].role == RL_ROLE_PRIOR)
      return TRUE;

  return FALSE;
}

/* Returns: whether the switch of CT, PET and fusion changes anything in it */
gboolean
rl_layout_follows (RlLayout *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->n_cells; i++)
    if (self->cells[i].follows)
      return TRUE;

  return FALSE;
}

/* RlTracks share what the gaps between them leave; edges are rounded, not sizes,
 * so that nothing is left over.
 */
static void
get_span (const RlTracks *self,
          guint           first,
          guint           n,
          int             size,
          int             gap,
          int            *start,
          int            *length)
{
  guint before = 0;
  guint total = 0;
  guint within = 0;

  for (guint i = 0; i < self->n; i++)
    {
      total += self->weights[i];
      before += i < first ? self->weights[i] : 0;
      within += i >= first && i < first + n ? self->weights[i] : 0;
    }

  *start = (int) ((gint64) before * (size + gap) / total);
  *length = (int) ((gint64) (before + within) * (size + gap) / total) - gap - *start;
}

/**
 * rl_layout_get_area:
 * @self: a layout
 * @cell: a cell of it
 * @width: of the whole
 * @height: of the whole
 * @gap: between cells
 * @area: (out): where the cell lies
 */
void
rl_layout_get_area (RlLayout     *self,
                    const RlCell *cell,
                    int           width,
                    int           height,
                    int           gap,
                    GdkRectangle *area)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (cell != NULL);

  get_span (&self->columns, cell->column, cell->n_columns, width, gap, &area->x, &area->width);
  get_span (&self->rows, cell->row, cell->n_rows, height, gap, &area->y, &area->height);
}
