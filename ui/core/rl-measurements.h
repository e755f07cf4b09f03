/* rl-measurements.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "feature/rim-measurement-values.h"
#include "segment/rim-segmentation.h"

G_BEGIN_DECLS

/* The images that values can be of; see #RlLayerKind. */
#define RL_MEASUREMENTS_N_LAYERS 2

#define RL_TYPE_MEASUREMENTS (rl_measurements_get_type ())

/**
 * RlMeasurements:
 *
 * What is drawn with rulers, as it is shown: the measurements of the segmentation,
 * the one that a hand is just drawing or moving, the one that is selected, and what
 * each says. One belongs to each session.
 *
 * Properties: "active" (string, measurement id), "visible" (boolean).
 *
 * Signal "changed": there are other measurements, or one has other points,
 * another name or other values. Signal "finish": whoever draws or moves one is to
 * commit it or drop it now.
 */
G_DECLARE_FINAL_TYPE (RlMeasurements, rl_measurements, RL, MEASUREMENTS, GObject)

RlMeasurements  *rl_measurements_new (void) G_GNUC_WARN_UNUSED_RESULT;
RimSegmentation *rl_measurements_get_segmentation (RlMeasurements *self);
void             rl_measurements_set_segmentation (RlMeasurements  *self,
                                                   RimSegmentation *segmentation);
guint            rl_measurements_get_n     (RlMeasurements *self);
RimMeasurement  *rl_measurements_get       (RlMeasurements *self,
                                            guint           index);
RimMeasurement  *rl_measurements_find      (RlMeasurements *self,
                                            const char     *id);

const char      *rl_measurements_get_active (RlMeasurements *self);
void             rl_measurements_set_active (RlMeasurements *self,
                                             const char     *id);
gboolean         rl_measurements_get_visible (RlMeasurements *self);
void             rl_measurements_set_visible (RlMeasurements *self,
                                              gboolean        visible);

/* A hand at work: what it draws stands in for the one in the segmentation until it
 * is committed as one edit, or dropped.
 */
RimMeasurement  *rl_measurements_get_pending (RlMeasurements *self);
void             rl_measurements_set_pending (RlMeasurements *self,
                                              RimMeasurement *measurement);
void             rl_measurements_finish    (RlMeasurements *self);
void             rl_measurements_commit_pending (RlMeasurements *self,
                                                 const char     *tool);

/* Commands: each is one edit. */
void             rl_measurements_add       (RlMeasurements *self,
                                            RimMeasurement *measurement,
                                            const char     *tool);
void             rl_measurements_remove    (RlMeasurements *self,
                                            const char     *id);
void             rl_measurements_rename    (RlMeasurements *self,
                                            const char     *id,
                                            const char     *label);
void             rl_measurements_attach    (RlMeasurements *self,
                                            const char     *id,
                                            const char     *lesion_id);
void             rl_measurements_set_locked (RlMeasurements *self,
                                             const char     *id,
                                             gboolean        locked);
void             rl_measurements_place_label (RlMeasurements *self,
                                              const char     *id,
                                              const RimVec3  *offset);

/* What they say; values of images come from a worker (#RlEvaluator). */
void             rl_measurements_get_values (RlMeasurements       *self,
                                             RimMeasurement       *measurement,
                                             guint                 layer,
                                             RimMeasurementValues *values);
void             rl_measurements_set_values (RlMeasurements             *self,
                                             RimMeasurement             *measurement,
                                             guint                       layer,
                                             RimVolume                  *volume,
                                             const RimMeasurementValues *values);
gboolean         rl_measurements_has_values (RlMeasurements *self,
                                             RimMeasurement *measurement,
                                             guint           layer,
                                             RimVolume      *volume);
void             rl_measurements_emit_changed (RlMeasurements *self);

G_END_DECLS
