/* rim-map-family-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "map/rim-map-input.h"
#include "rim-map-table-private.h"

G_BEGIN_DECLS

/* What PyRadiomics adds within logarithms. */
#define RIM_MAP_EPSILON 2.220446049250313e-16

/**
 * RimMapFamily:
 * @family: whose features these are
 * @state_new: makes what one thread needs to measure windows; @wanted has a byte per
 *   feature of the family
 * @state_free: frees it
 * @measure: the features of the windows around @n voxels of one row, at @offsets of
 *   the levels, ascending: @n times as many values as the family has features, of
 *   which only those wanted count; NAN where there is none
 * @share: (nullable): makes what all windows of an input have in common, for
 *   rim_map_shared_get(); may fail where the input lacks what the family needs
 * @share_free: frees it
 * @needs_lesion: whether values hang on the lesion that the VOI was made from
 * @keeps: (nullable): whether feature @row has the same bits in a window of two inputs
 *   of the same settings that is the same in both, but that levels are higher by @shift;
 *   %NULL where values hang on more of the region than the window
 * @explain: (nullable): adds to @tables what feature @row, the one that is wanted, is computed
 *   from in the window around the voxel at @offset; %NULL where that is no matrix
 *
 * How the features of a family become maps. What is measured depends on the window, and
 * on nothing else but what @keeps asks for.
 */
typedef struct
{
  const RimFamily *family;
  gpointer (*state_new)(const RimMapInput *input,
                        const guint8      *wanted);
  void (*state_free)(gpointer state);
  void (*explain)(gpointer   state,
                  gsize      offset,
                  guint      row,
                  GPtrArray *tables);
  void (*measure)(gpointer     state,
                  const gsize *offsets,
                  gsize        n,
                  double      *values);
  gpointer (*share)(const RimMapInput  *input,
                    GCancellable       *cancellable,
                    GError            **error);
  void (*share_free)(gpointer shared);
  gboolean needs_lesion;
  gboolean (*keeps)(const RimMapInput *before,
                    const RimMapInput *after,
                    int                shift,
                    guint              row);
} RimMapFamily;

const RimMapFamily *rim_map_family_get     (guint family);
gboolean            rim_map_family_prepare (const RimMapFamily  *self,
                                            const RimMapInput   *input,
                                            GCancellable        *cancellable,
                                            GError             **error);

/* Where a voxel lies in the image. */
static inline void
rim_map_input_get_voxel (const RimMapInput *input,
                         gsize              offset,
                         guint              at[3])
{
  const gsize *stride = input->levels->stride;

  at[2] = input->box.min[2] + (guint) (offset / stride[2]);
  at[1] = input->box.min[1] + (guint) (offset % stride[2] / stride[1]);
  at[0] = input->box.min[0] + (guint) (offset % stride[1]);
}

extern const RimMapFamily rim_map_family_collage;
extern const RimMapFamily rim_map_family_firstorder;
extern const RimMapFamily rim_map_family_glcm;
extern const RimMapFamily rim_map_family_gldm;
extern const RimMapFamily rim_map_family_glrlm;
extern const RimMapFamily rim_map_family_glszm;
extern const RimMapFamily rim_map_family_image;
extern const RimMapFamily rim_map_family_ngtdm;
extern const RimMapFamily rim_map_family_rim;

G_END_DECLS
