/* rl-measurement-item.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-session.h"

G_BEGIN_DECLS

#define RL_TYPE_MEASUREMENT_ITEM (rl_measurement_item_get_type ())

/**
 * RlMeasurementItem:
 *
 * A measurement as its row in the list shows it.
 *
 * Properties, to be read: "name", "details" (the lesion, or what kind it is, and the
 * report that it was read from), "values" (all strings), "locked" (boolean).
 */
G_DECLARE_FINAL_TYPE (RlMeasurementItem, rl_measurement_item, RL, MEASUREMENT_ITEM, GObject)

RlMeasurementItem *rl_measurement_item_new (RlSession      *session,
                                            RimMeasurement *measurement) G_GNUC_WARN_UNUSED_RESULT;
const char *rl_measurement_item_get_id      (RlMeasurementItem *self);
const char *rl_measurement_item_get_name    (RlMeasurementItem *self);
const char *rl_measurement_item_get_values  (RlMeasurementItem *self);
void        rl_measurement_item_update      (RlMeasurementItem *self,
                                             RimMeasurement    *measurement);
void        rl_measurement_item_rename      (RlMeasurementItem *self,
                                             const char        *name);
void        rl_measurement_item_toggle_locked (RlMeasurementItem *self);
void        rl_measurement_item_remove      (RlMeasurementItem *self);

G_END_DECLS
