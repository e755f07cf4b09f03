/* rl-session.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "compare/rim-difference.h"
#include "core/rl-brush-limits.h"
#include "core/rl-map-layer.h"
#include "core/rl-measurements.h"
#include "core/rl-method-choice.h"
#include "core/rl-overlap.h"
#include "queue/rim-protocol.h"
#include "segment/rim-segmentation.h"
#include "view/rim-mpr.h"
#include "view/rim-render.h"
#include "view/rim-slab.h"

G_BEGIN_DECLS

/**
 * RlTool:
 * @RL_TOOL_WINDOW: left drag changes window and level
 * @RL_TOOL_WINDOW_REGION: left drag draws a rectangle, whose values become the
 *   window; the tool before it is in hand again then
 * @RL_TOOL_CROSSHAIR: left drag moves the crosshair
 * @RL_TOOL_BRUSH: left drag paints; Alt subtracts
 * @RL_TOOL_ERASER: left drag takes away; Alt adds
 * @RL_TOOL_SPHERE: as the brush, a ball through all slices
 * @RL_TOOL_NODES: left drag moves nodes of the outline of the active lesion
 * @RL_TOOL_NUDGE: left drag pushes the border, outwards from inside and inwards from outside
 * @RL_TOOL_CONTOUR: left draws with a hand (ui/tools), and so on to @RL_TOOL_SEEDS_OUT
 * @RL_TOOL_LENGTH: left drag draws a measurement, and so on; see
 *   rl_tool_get_measurement_kind()
 */
typedef enum
{
  RL_TOOL_WINDOW,
  RL_TOOL_WINDOW_REGION,
  RL_TOOL_CROSSHAIR,
  RL_TOOL_BRUSH,
  RL_TOOL_ERASER,
  RL_TOOL_SPHERE,
  RL_TOOL_NUDGE,
  RL_TOOL_CONTOUR,
  RL_TOOL_POLYGON,
  RL_TOOL_SPLINE,
  RL_TOOL_LIVEWIRE,
  RL_TOOL_LASSO,
  RL_TOOL_NODES,
  RL_TOOL_CLICK,
  RL_TOOL_GROW,
  RL_TOOL_THRESHOLD,
  RL_TOOL_SEEDS,
  RL_TOOL_SEEDS_OUT,
  RL_TOOL_LENGTH,
  RL_TOOL_BIDIRECTIONAL,
  RL_TOOL_ANGLE,
  RL_TOOL_ELLIPSE,
  RL_TOOL_RECTANGLE,
  RL_TOOL_FREEHAND,
  RL_TOOL_PROBE,
  RL_TOOL_ARROW,
  RL_TOOL_TEXT,
} RlTool;

/**
 * RlLayerKind:
 *
 * The images a session shows.
 */
typedef enum
{
  RL_LAYER_CT,
  RL_LAYER_PET,
  RL_N_LAYERS
} RlLayerKind;

/**
 * RlLook:
 * @RL_LOOK_CT: CT, alone and under PET
 * @RL_LOOK_PET: PET alone
 * @RL_LOOK_FUSED: PET over CT
 *
 * The ways an image gets its colours.
 */
typedef enum
{
  RL_LOOK_CT,
  RL_LOOK_PET,
  RL_LOOK_FUSED,
  RL_N_LOOKS
} RlLook;
/* The thickest slab, in mm. */
#define RL_MAX_SLAB 500.0

/**
 * RlSlab:
 * @kind: what is made of what lies behind each other
 * @mm: how thick; 0 for a plane that is no slab
 *
 * What is seen of what lies before and behind a plane.
 */
typedef struct
{
  RimSlabKind kind;
  double      mm;
} RlSlab;

GType rl_tool_get_type (void);

#define RL_TYPE_TOOL    (rl_tool_get_type ())
#define RL_TYPE_SESSION (rl_session_get_type ())

/**
 * RlSession:
 *
 * What is shown: images, crosshair, windows, active lesion, tool. Views bind to
 * it and never to each other.
 *
 * Properties: "tool" (RlTool), "brush-radius" (double, mm), "pet-opacity"
 * (double), "active-lesion" (string, lesion id), "active-plane" (uint, the #RimOrientation of
 * the plane that keys go to), "show-contours" (boolean),
 * "interpolate" (boolean), "show-text" (boolean), "show-fill" (boolean), "show-difference" (boolean), "ct-only" (boolean, PET is hidden for a moment),
 * "hide-map" (boolean, maps over the images are hidden for a moment),
 * "show-legend" (boolean), "map-held" (boolean, the voxel of the map that is explained stays
 * the one it is), "swap-layers" (boolean, CT lies over PET), "pet-threshold" (double, fused PET below is not
 * drawn; 0 for all of it),
 * "segmentation" (RimSegmentation), "has-proposal" (boolean), "operation" (string, id of
 * the operation on the active lesion that is being tried, or nothing), "keep-others"
 * (boolean, what is drawn takes no voxels of other lesions), "drawing" (boolean, a tool has
 * begun what is no edit yet), "smooth-nodes" (boolean, nodes that are moved are joined by
 * curves, not by straight lines), "pointing" (string, what Enter does while arrows move the point
 * of the tool in hand; NULL while they do not), "offered-tools" (uint, as 1 << RlTool, the
 * tools that can be taken up), "notice" (string, what is special about what is shown, in a few
 * words; NULL for nothing).
 *
 * Signals:
 * "images-changed": other volumes are shown;
 * "slices-changed": slices of a volume arrived, at most once a frame;
 * "cursor-changed": the crosshair moved;
 * "planes-changed": a plane was turned, or made thicker or thinner;
 * "display-changed": window, opacity, colour map, interpolation or contour
 *   visibility changed;
 * "lesions-changed" (RimEdit *edit, or NULL): lesions or their voxels changed,
 *   also while a stroke is in progress (then NULL);
 * "probe-changed": the pointer is over another point, or over none;
 * "finish": other lesions will be shown; what a hand is at is to become an edit now;
 * "proposal-settled": what was proposed was accepted or discarded;
 * "tool-refused": somebody asked for a tool that is not offered;
 * "maps-changed": more or fewer maps are shown beside each other, or in another plane.
 */
G_DECLARE_FINAL_TYPE (RlSession, rl_session, RL, SESSION, GObject)

RlSession       *rl_session_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* Images. The base is the one whose grid the planes scroll along: CT if there
 * is one, else PET, else NULL; or the one that was asked for.
 */
void             rl_session_set_images       (RlSession        *self,
                                              RimVolume        *ct,
                                              RimVolume        *pet);
void             rl_session_set_images_on    (RlSession        *self,
                                              RimVolume        *ct,
                                              RimVolume        *pet,
                                              RlLayerKind       base);
void             rl_session_set_pet_values   (RlSession        *self,
                                              RimVolume        *pet);
RimVolume       *rl_session_get_volume       (RlSession        *self,
                                              RlLayerKind       kind);
RimVolume       *rl_session_get_base         (RlSession        *self);
RlLayerKind      rl_session_get_base_layer   (RlSession        *self);
void             rl_session_notify_slices    (RlSession        *self);

/* Where */
RimVec3          rl_session_get_cursor       (RlSession        *self);
void             rl_session_set_cursor       (RlSession        *self,
                                              RimVec3           point);
gboolean         rl_session_get_probe        (RlSession        *self,
                                              RimVec3          *point);
void             rl_session_set_probe        (RlSession        *self,
                                              const RimVec3    *point);

/* How the planes lie, through the crosshair, and how thick they are */
const RimMpr    *rl_session_get_mpr          (RlSession        *self);
RimOrientation   rl_session_get_active_plane (RlSession        *self);
void             rl_session_set_active_plane (RlSession        *self,
                                              RimOrientation    plane);
void             rl_session_turn_plane       (RlSession        *self,
                                              RimOrientation    plane,
                                              RimVec3           about,
                                              double            angle);
void             rl_session_turn_others      (RlSession        *self,
                                              RimOrientation    view,
                                              double            angle);
void             rl_session_reset_planes     (RlSession        *self);
RlSlab           rl_session_get_slab         (RlSession        *self,
                                              RimOrientation    plane);
void             rl_session_set_slab         (RlSession        *self,
                                              RimOrientation    plane,
                                              RlSlab            slab);

/* How */
RimWindow        rl_session_get_window       (RlSession        *self,
                                              RlLayerKind       kind);
void             rl_session_set_window       (RlSession        *self,
                                              RlLayerKind       kind,
                                              RimWindow         window);
void             rl_session_reset_display    (RlSession        *self);
void             rl_session_reset_window     (RlSession        *self,
                                              RlLayerKind       kind);
const RimColormap *rl_session_get_colormap   (RlSession        *self,
                                              RlLook            look);
void             rl_session_set_colormap     (RlSession         *self,
                                              RlLook             look,
                                              const RimColormap *colormap);
gboolean         rl_session_get_inverted     (RlSession        *self,
                                              RlLayerKind       kind);
void             rl_session_set_inverted     (RlSession        *self,
                                              RlLayerKind       kind,
                                              gboolean          inverted);
double           rl_session_get_pet_opacity  (RlSession        *self);
void             rl_session_set_pet_opacity  (RlSession        *self,
                                              double            opacity);
double           rl_session_get_pet_threshold (RlSession       *self);
void             rl_session_set_pet_threshold (RlSession       *self,
                                               double           threshold);
gboolean         rl_session_get_swap_layers  (RlSession        *self);
void             rl_session_set_swap_layers  (RlSession        *self,
                                              gboolean          swap);
gboolean         rl_session_get_show_legend  (RlSession        *self);
void             rl_session_set_show_legend  (RlSession        *self,
                                              gboolean          show);
gboolean         rl_session_get_map_held     (RlSession        *self);
void             rl_session_set_map_held     (RlSession        *self,
                                              gboolean          held);
gboolean         rl_session_get_interpolate  (RlSession        *self);
void             rl_session_set_interpolate  (RlSession        *self,
                                              gboolean          interpolate);
gboolean         rl_session_get_show_contours (RlSession       *self);
void             rl_session_set_show_contours (RlSession       *self,
                                               gboolean         show);
gboolean         rl_session_get_show_text    (RlSession        *self);
void             rl_session_set_show_text    (RlSession        *self,
                                              gboolean          show);
gboolean         rl_session_get_show_fill    (RlSession        *self);
void             rl_session_set_show_fill    (RlSession        *self,
                                              gboolean          show);
gboolean         rl_session_get_show_difference (RlSession     *self);
void             rl_session_set_show_difference (RlSession     *self,
                                                 gboolean       show);
gboolean         rl_session_get_ct_only      (RlSession        *self);
void             rl_session_set_ct_only      (RlSession        *self,
                                              gboolean          ct_only);
gboolean         rl_session_get_hide_map     (RlSession        *self);
void             rl_session_set_hide_map     (RlSession        *self,
                                              gboolean          hide);

/* What comes back with the series: all of how one image is shown. */
GVariant        *rl_session_dup_display      (RlSession        *self,
                                              RlLayerKind       kind) G_GNUC_WARN_UNUSED_RESULT;
void             rl_session_restore_display  (RlSession        *self,
                                              RlLayerKind       kind,
                                              GVariant         *display);

/* The windows behind the digits 7 to 9, as a(sdd): name, center and width in HU. */
void             rl_session_set_user_windows (RlSession        *self,
                                              GVariant         *windows);
GVariant        *rl_session_get_user_windows (RlSession        *self);

/* What is drawn. A stroke in progress is a lesion that stands in for the one in
 * the segmentation until it is committed as one edit, or dropped.
 */
void             rl_session_set_segmentation (RlSession        *self,
                                              RimSegmentation  *segmentation);
RimSegmentation *rl_session_get_segmentation (RlSession        *self);
const char      *rl_session_get_active_lesion (RlSession       *self);
void             rl_session_set_active_lesion (RlSession        *self,
                                               const char       *lesion_id);
guint            rl_session_get_n_lesions    (RlSession        *self);
RimLesion       *rl_session_get_lesion       (RlSession        *self,
                                              guint             index);
RimLesion       *rl_session_find_lesion      (RlSession        *self,
                                              const char       *lesion_id);
gboolean         rl_session_is_lesion_visible (RlSession        *self,
                                               const char       *lesion_id);
void             rl_session_set_lesion_visible (RlSession        *self,
                                                const char       *lesion_id,
                                                gboolean          visible);
void             rl_session_set_pending      (RlSession        *self,
                                              RimLesion        *lesion);
RimLesion       *rl_session_get_pending      (RlSession        *self);
void             rl_session_commit_pending   (RlSession        *self,
                                              const char       *tool);

RlMeasurements  *rl_session_get_measurements (RlSession        *self);
RlMethodChoice  *rl_session_get_method_choice (RlSession        *self);
RlOverlap       *rl_session_get_overlap      (RlSession        *self);
RlMapLayer      *rl_session_get_map_layer    (RlSession        *self);

/* Several maps beside each other; the main one is the first. */
void             rl_session_set_more_maps    (RlSession        *self,
                                              GPtrArray        *layers,
                                              RimOrientation    plane);
guint            rl_session_get_n_more_maps  (RlSession        *self);
RlMapLayer      *rl_session_get_map          (RlSession        *self,
                                              guint             i);
gboolean         rl_session_turn_more_maps   (RlSession        *self,
                                              RimOrientation    plane);
RimOrientation   rl_session_get_maps_plane   (RlSession        *self);

/* What is pointed at: voxels that are drawn apart from the rest for a while. */
gboolean         rl_session_change_lesion    (RlSession        *self,
                                              RimLesion        *lesion,
                                              RimMask          *region,
                                              RimMaskOp         op,
                                              const char       *tool);
RimMask         *rl_session_get_others       (RlSession        *self,
                                              RimLesion        *lesion) G_GNUC_WARN_UNUSED_RESULT;
void             rl_session_propose          (RlSession        *self,
                                              RimLesion        *lesion,
                                              RimMask          *region,
                                              RimMaskOp         op,
                                              const char       *tool);
void             rl_session_propose_part     (RlSession        *self,
                                              RimLesion        *lesion,
                                              RimMask          *region,
                                              RimMaskOp         op,
                                              const char       *tool);
gboolean         rl_session_is_proposal_partial (RlSession     *self);
RimLesion       *rl_session_get_proposal     (RlSession        *self);
const char      *rl_session_get_proposal_tool (RlSession       *self);
void             rl_session_warn_of_proposal (RlSession        *self,
                                              const char       *warning);
const char      *rl_session_get_proposal_warning (RlSession    *self);
void             rl_session_propose_lesions  (RlSession        *self,
                                              GPtrArray        *before,
                                              GPtrArray        *after,
                                              const char       *tool);
GPtrArray       *rl_session_get_proposals    (RlSession        *self);
gboolean         rl_session_accept_proposal  (RlSession        *self);
gboolean         rl_session_discard_proposal (RlSession        *self);
void             rl_session_set_highlight    (RlSession        *self,
                                              RimMask          *mask);
RimLesion       *rl_session_get_highlight    (RlSession        *self);

/* Parts of a lesion, shown as colours. */
void             rl_session_set_parts        (RlSession        *self,
                                              GPtrArray        *parts);
GPtrArray       *rl_session_get_parts        (RlSession        *self);

/* What the active lesion is compared with. */
void             rl_session_set_compared     (RlSession        *self,
                                              RimLesion        *lesion);
RimLesion       *rl_session_get_compared     (RlSession        *self);
RimLesion       *rl_session_get_difference   (RlSession        *self,
                                              RimDifference     difference);
const guint8    *rl_difference_get_color     (RimDifference difference);

/* With what */
RlTool           rl_session_get_tool         (RlSession        *self);
void             rl_session_set_tool         (RlSession        *self,
                                              RlTool            tool);
void             rl_session_swap_tool        (RlSession        *self);
guint            rl_session_get_offered_tools (RlSession       *self);
void             rl_session_set_offered_tools (RlSession       *self,
                                               guint            tools);
RimProtocol     *rl_session_get_form         (RlSession        *self);
void             rl_session_set_form         (RlSession        *self,
                                              RimProtocol      *form);
RimLesion       *rl_session_get_next_lesion  (RlSession        *self);
void             rl_session_set_next_lesion  (RlSession        *self,
                                              RimLesion        *lesion);
RlBrushLimits   *rl_session_get_brush_limits (RlSession        *self);
gboolean         rl_session_find_brush_range (RlSession        *self,
                                              RlLayerKind       kind,
                                              const RimVec3    *press,
                                              double           *lowest,
                                              double           *highest);
gboolean         rl_session_is_drawing       (RlSession        *self);
const char      *rl_session_get_operation    (RlSession        *self);
gboolean         rl_session_set_operation    (RlSession        *self,
                                              const char       *id);
gboolean         rl_tool_get_measurement_kind (RlTool              tool,
                                               RimMeasurementKind *kind);
double           rl_session_get_brush_radius (RlSession        *self);
void             rl_session_set_brush_radius (RlSession        *self,
                                              double            radius);
const char      *rl_session_get_notice       (RlSession        *self);
void             rl_session_set_notice       (RlSession        *self,
                                              const char       *notice);
const char      *rl_session_get_pointing     (RlSession        *self);
void             rl_session_set_pointing     (RlSession        *self,
                                              const char       *enter);

G_END_DECLS
