/* rl-operator.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-session.h"
#include "operate/rim-operation.h"

G_BEGIN_DECLS

#define RL_TYPE_OPERATOR (rl_operator_get_type ())

/**
 * RlOperator:
 *
 * Tries the operation of the session ("operation") on the active lesion, without a
 * widget: a worker does it anew whenever a value, the lesion, the crosshair or the plane that keys go to changes, also
 * while the lesion is being drawn, and what comes of it is a proposal of the session. Once that is accepted or discarded the
 * session has no operation any more. Each operation keeps the values it was given.
 *
 * Signals: "values-changed": the operation or a value is another one; "text-changed":
 * it has something else to say.
 */
G_DECLARE_FINAL_TYPE (RlOperator, rl_operator, RL, OPERATOR, GObject)

RlOperator         *rl_operator_new (RlSession   *session) G_GNUC_WARN_UNUSED_RESULT;
const RimOperation *rl_operator_get_operation (RlOperator  *self);
double              rl_operator_get_value     (RlOperator  *self,
                                               guint        parameter);
void                rl_operator_set_value     (RlOperator  *self,
                                               guint        parameter,
                                               double       value);
const char         *rl_operator_get_other     (RlOperator  *self);
void                rl_operator_set_other     (RlOperator  *self,
                                               const char  *lesion_id);
const char         *rl_operator_get_text      (RlOperator  *self);
gboolean            rl_operator_is_busy       (RlOperator  *self);

G_END_DECLS
