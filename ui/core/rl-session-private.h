/* rl-session-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-session.h"

G_BEGIN_DECLS

#define RL_MIN_BRUSH_RADIUS     0.5
#define RL_MAX_BRUSH_RADIUS     100.0
#define RL_DEFAULT_BRUSH_RADIUS 6.0
#define RL_DEFAULT_PET_OPACITY  0.5

enum
{
  RL_SESSION_PROP_0,
  RL_SESSION_PROP_TOOL,
  RL_SESSION_PROP_BRUSH_RADIUS,
  RL_SESSION_PROP_PET_OPACITY,
  RL_SESSION_PROP_ACTIVE_LESION,
  RL_SESSION_PROP_ACTIVE_PLANE,
  RL_SESSION_PROP_SHOW_CONTOURS,
  RL_SESSION_PROP_INTERPOLATE,
  RL_SESSION_PROP_SHOW_TEXT,
  RL_SESSION_PROP_SHOW_FILL,
  RL_SESSION_PROP_SHOW_DIFFERENCE,
  RL_SESSION_PROP_CT_ONLY,
  RL_SESSION_PROP_HIDE_MAP,
  RL_SESSION_PROP_PET_THRESHOLD,
  RL_SESSION_PROP_SWAP_LAYERS,
  RL_SESSION_PROP_SHOW_LEGEND,
  RL_SESSION_PROP_MAP_HELD,
  RL_SESSION_PROP_SEGMENTATION,
  RL_SESSION_PROP_HAS_PROPOSAL,
  RL_SESSION_PROP_POINTING,
  RL_SESSION_PROP_OPERATION,
  RL_SESSION_PROP_KEEP_OTHERS,
  RL_SESSION_PROP_DRAWING,
  RL_SESSION_PROP_SMOOTH_NODES,
  RL_SESSION_PROP_OFFERED_TOOLS,
  RL_SESSION_PROP_NOTICE,
  RL_SESSION_N_PROPS
};

typedef enum
{
  RL_SESSION_IMAGES_CHANGED,
  RL_SESSION_SLICES_CHANGED,
  RL_SESSION_CURSOR_CHANGED,
  RL_SESSION_DISPLAY_CHANGED,
  RL_SESSION_PLANES_CHANGED,
  RL_SESSION_LESIONS_CHANGED,
  RL_SESSION_FINISH,
  RL_SESSION_PROBE_CHANGED,
  RL_SESSION_PROPOSAL_SETTLED,
  RL_SESSION_TOOL_REFUSED,
  RL_SESSION_MAPS_CHANGED,
  RL_SESSION_N_SIGNALS
} RlSessionSignal;

/* How one image is shown. */
typedef struct
{
  RimVolume *volume;
  RimWindow  window;
  gboolean   inverted;
  gboolean   window_is_automatic;      /* until all values are there */
  gboolean   window_is_usual;          /* nobody chose another */
} RlSessionLayer;

/* What a tool found and nobody has accepted yet: voxels to change a lesion by, or
 * lesions as they would be.
 */
typedef struct
{
  GPtrArray *shown;        /* RimLesion; NULL where nothing is proposed */
  RimLesion *lesion;       /* that the voxels of the one in shown would change */
  RimMaskOp  op;
  GPtrArray *before;       /* RimLesion, that those in shown would replace; or NULL */
  char      *tool;
  char      *warning;      /* what to look at before it is accepted, or NULL */
  gboolean   is_part;      /* the rest is still being looked for */
  gboolean   is_wanted;    /* is accepted when the rest has come */
} RlSessionProposal;

/* The active lesion as another has it. */
typedef struct
{
  RimLesion *lesion;
  RimLesion *shown;        /* the same in the colour of its side */
  RimLesion *of;           /* the active lesion that @differences are of */
  RimLesion *differences[RIM_N_DIFFERENCES];
} RlSessionCompared;

struct _RlSession
{
  GObject            parent_instance;

  RlSessionLayer     layers[RL_N_LAYERS];
  RlLayerKind        base;
  const RimColormap *colormaps[RL_N_LOOKS];
  RimMpr             mpr;
  RimOrientation     active_plane;
  RlSlab             slabs[RIM_N_ORIENTATIONS];
  RimVec3            cursor;
  RimVec3            probe;
  gboolean           has_probe;

  double             pet_opacity;
  gboolean           interpolate;
  gboolean           show_contours;
  gboolean           show_text;
  gboolean           show_fill;
  gboolean           show_difference;
  gboolean           ct_only;
  gboolean           hide_map;
  double             pet_threshold;
  gboolean           swap_layers;
  gboolean           show_legend;
  gboolean           map_held;
  GVariant          *user_windows;

  RimSegmentation   *segmentation;
  char              *active_lesion;
  RimLesion         *pending;
  RimLesion         *highlight;
  RlSessionProposal  proposal;
  RlSessionCompared  compared;
  GPtrArray         *parts;               /* RimLesion; NULL for none */
  GHashTable        *hidden_lesions;
  RlMeasurements    *measurements;
  RlMethodChoice    *method_choice;
  RlOverlap         *overlap;
  RlMapLayer        *map_layer;
  GPtrArray         *more_maps;           /* of RlMapLayer, nullable */
  RimOrientation     maps_plane;

  RlTool             tool;
  RlTool             last_tool;
  guint              offered_tools;       /* 1 << RlTool */
  RimLesion         *next_lesion;
  char              *notice;
  RimProtocol       *form;
  char              *operation;
  gboolean           keep_others;
  gboolean           drawing;
  gboolean           smooth_nodes;
  RlBrushLimits     *brush_limits;
  double             brush_radius;
  const char        *pointing;    /* interned */
};

void rl_session_init_layers         (RlSession       *self);
void rl_session_reset_looks         (RlSession       *self);
void rl_session_set_display_flag    (RlSession       *self,
                                     gboolean        *flag,
                                     gboolean         value,
                                     guint            prop_id);
void rl_session_clear_proposal      (RlSession       *self);
void rl_session_clear_compared      (RlSession       *self);
void rl_session_init_planes         (RlSession       *self);
void rl_session_notify              (RlSession       *self,
                                     guint            prop_id);
void rl_session_emit                (RlSession       *self,
                                     RlSessionSignal  signal);
void rl_session_emit_lesions_changed (RlSession      *self,
                                      RimEdit        *edit);

G_END_DECLS
