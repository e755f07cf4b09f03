/* rl-measurement-row.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "measurements/rl-measurement-item.h"

G_BEGIN_DECLS

#define RL_TYPE_MEASUREMENT_ROW (rl_measurement_row_get_type ())

/**
 * RlMeasurementRow:
 *
 * A row of the list of measurements: name, lesion, values, and buttons to lock it and to
 * delete it.
 */
G_DECLARE_FINAL_TYPE (RlMeasurementRow, rl_measurement_row, RL, MEASUREMENT_ROW, GtkWidget)

GtkWidget *rl_measurement_row_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       rl_measurement_row_set_item      (RlMeasurementRow  *self,
                                             RlMeasurementItem *item);
RlMeasurementItem *rl_measurement_row_get_item (RlMeasurementRow *self);
void       rl_measurement_row_start_editing (RlMeasurementRow  *self);

G_END_DECLS
