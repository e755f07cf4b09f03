/* rl-measurement-model.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "measurements/rl-measurement-item.h"

G_BEGIN_DECLS

#define RL_TYPE_MEASUREMENT_MODEL (rl_measurement_model_get_type ())

/**
 * RlMeasurementModel:
 *
 * The measurements of a session as a list of #RlMeasurementItem that follows them.
 */
G_DECLARE_FINAL_TYPE (RlMeasurementModel, rl_measurement_model, RL, MEASUREMENT_MODEL, GObject)

RlMeasurementModel *rl_measurement_model_new (RlSession *session) G_GNUC_WARN_UNUSED_RESULT;
GListModel *rl_measurement_model_get_list    (RlMeasurementModel *self);
guint       rl_measurement_model_find        (RlMeasurementModel *self,
                                              const char         *id);

G_END_DECLS
