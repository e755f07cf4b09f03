/* rl-layout.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/rl-picture.h"
#include "view/rim-plane.h"

G_BEGIN_DECLS

#define RL_LAYOUT_ERROR    (rl_layout_error_quark ())
#define RL_LAYOUT_MAX_SIDE 6u

/* The id of a layout that was changed and not yet given a name. */
#define RL_LAYOUT_CHANGED "changed"

/**
 * RlLayoutError:
 * @RL_LAYOUT_ERROR_SYNTAX: it is not the text of a layout
 * @RL_LAYOUT_ERROR_CELLS: a cell shows what there is not, lies outside the grid
 *   or upon another
 */
typedef enum
{
  RL_LAYOUT_ERROR_SYNTAX,
  RL_LAYOUT_ERROR_CELLS,
} RlLayoutError;

/**
 * RlCellKind:
 * @RL_CELL_PLANE: a plane of reading
 * @RL_CELL_MIP: the rotating projection of PET
 * @RL_CELL_VOLUME: the CT in 3-D with the surfaces of lesions
 */
typedef enum
{
  RL_CELL_PLANE,
  RL_CELL_MIP,
  RL_CELL_VOLUME,
} RlCellKind;

/**
 * RlRole:
 * @RL_ROLE_CURRENT: the study that was opened
 * @RL_ROLE_PRIOR: the one it is compared with
 *
 * Whose images a cell shows.
 */
typedef enum
{
  RL_ROLE_CURRENT,
  RL_ROLE_PRIOR,
  RL_N_ROLES
} RlRole;

/**
 * RlCell:
 * @kind: what sort of view
 * @follows: whether it shows what the switch of CT, PET and fusion says
 * @content: what it shows otherwise
 * @map: of a plane: which of several maps it shows, as rl_session_get_map() counts
 * @orientation: of a plane
 * @role: whose images
 * @hides_map: whether a plane shows the images alone, without a map over them
 * @column: of its upper left corner, from 0
 * @row: of its upper left corner, from 0
 * @n_columns: how many columns it is wide
 * @n_rows: how many rows it is high
 *
 * One view of a layout and its place in the grid.
 */
typedef struct
{
  RlCellKind     kind;
  gboolean       follows;
  RlContent      content;
  guint          map;
  RimOrientation orientation;
  RlRole         role;
  gboolean       hides_map;
  guint          column;
  guint          row;
  guint          n_columns;
  guint          n_rows;
} RlCell;

#define RL_TYPE_LAYOUT (rl_layout_get_type ())

/**
 * RlLayout:
 *
 * How views are arranged: a grid of columns and rows of given weights, and the
 * cells in it in reading order. Immutable plain data that can be written as a
 * line of text and read again.
 */
typedef struct _RlLayout RlLayout;

GType         rl_layout_get_type      (void);
GQuark        rl_layout_error_quark   (void);
RlLayout     *rl_layout_parse         (const char    *id,
                                       const char    *name,
                                       const char    *text,
                                       GError       **error) G_GNUC_WARN_UNUSED_RESULT;
RlLayout     *rl_layout_new_for_maps  (guint          n_maps,
                                       RimOrientation plane) G_GNUC_WARN_UNUSED_RESULT;
char         *rl_layout_to_text       (RlLayout      *self) G_GNUC_WARN_UNUSED_RESULT;
RlLayout     *rl_layout_ref           (RlLayout      *self);
void          rl_layout_unref         (RlLayout      *self);
const char   *rl_layout_get_id        (RlLayout      *self);
const char   *rl_layout_get_name      (RlLayout      *self);
guint         rl_layout_get_n_cells   (RlLayout      *self);
const RlCell *rl_layout_get_cell      (RlLayout      *self,
                                       guint          index);
gboolean      rl_layout_needs_both    (RlLayout      *self);
gboolean      rl_layout_needs_pet     (RlLayout      *self);
gboolean      rl_layout_needs_prior   (RlLayout      *self);
gboolean      rl_layout_follows       (RlLayout      *self);
void          rl_layout_get_area      (RlLayout      *self,
                                       const RlCell  *cell,
                                       int            width,
                                       int            height,
                                       int            gap,
                                       GdkRectangle  *area);

/* Others made of one */
RlLayout     *rl_layout_with_cell     (RlLayout      *self,
                                       guint          index,
                                       const RlCell  *cell) G_GNUC_WARN_UNUSED_RESULT;
RlLayout     *rl_layout_split         (RlLayout      *self,
                                       guint          index,
                                       gboolean       down) G_GNUC_WARN_UNUSED_RESULT;
RlLayout     *rl_layout_without       (RlLayout      *self,
                                       guint          index) G_GNUC_WARN_UNUSED_RESULT;

/* Those that come with the program */
guint         rl_layouts_get_n        (void);
RlLayout     *rl_layouts_get          (guint index);
RlLayout     *rl_layouts_find         (const char    *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlLayout, rl_layout_unref)

G_END_DECLS
