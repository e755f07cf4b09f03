/* rim-operation.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-mask.h"

G_BEGIN_DECLS

/**
 * RimParameterKind:
 * @RIM_PARAMETER_NUMBER: any number from min to max
 * @RIM_PARAMETER_WHOLE: a whole number from min to max
 * @RIM_PARAMETER_CHOICE: the index of one of the choices
 * @RIM_PARAMETER_SWITCH: 0 or 1
 *
 * What a value may be.
 */
typedef enum
{
  RIM_PARAMETER_NUMBER,
  RIM_PARAMETER_WHOLE,
  RIM_PARAMETER_CHOICE,
  RIM_PARAMETER_SWITCH,
} RimParameterKind;

/**
 * RimParameter:
 * @id: what is typed and stored, in lower case with hyphens
 * @name: what is shown, for translation
 * @unit: (nullable): of the value
 * @kind: what it may be
 * @min: the lowest value
 * @max: the highest
 * @value: what it is where nobody says
 * @choices: (nullable) (array zero-terminated=1): identifiers of choices
 *
 * A number that an operation asks for: one row of a form.
 */
typedef struct
{
  const char        *id;
  const char        *name;
  const char        *unit;
  RimParameterKind   kind;
  double             min;
  double             max;
  double             value;
  const char *const *choices;
} RimParameter;

/**
 * RimOperationTakes:
 * @RIM_TAKES_ONE: a mask
 * @RIM_TAKES_OTHER: a mask and another
 * @RIM_TAKES_LIMIT: a mask, and another that may be missing
 * @RIM_TAKES_SEVERAL: one mask or more
 *
 * What an operation works on.
 */
typedef enum
{
  RIM_TAKES_ONE,
  RIM_TAKES_OTHER,
  RIM_TAKES_LIMIT,
  RIM_TAKES_SEVERAL,
} RimOperationTakes;

/**
 * RimOperation:
 * @id: what is typed and stored
 * @name: what is shown, for translation
 * @summary: one line that says what it does, for translation
 * @takes: what it works on
 * @gives_several: whether the number of results is not that of the masks
 * @parameters: (array length=n_parameters): what it asks for
 * @n_parameters: how many
 *
 * An operation on masks: one row of the table that the window and the command line
 * list.
 */
typedef struct
{
  const char         *id;
  const char         *name;
  const char         *summary;
  RimOperationTakes   takes;
  gboolean            gives_several;
  const RimParameter *parameters;
  guint               n_parameters;
} RimOperation;

/**
 * RimOperationInput:
 * @masks: (array length=n_masks): what to work on
 * @n_masks: how many; 1 where the operation does not take several
 * @other: (nullable): the other mask, or the limit
 * @values: (nullable) (array): one value for each parameter; %NULL for those that
 *   are usual
 *
 * What an operation is given; all masks lie on grids of one size.
 */
typedef struct
{
  RimMask *const *masks;
  guint           n_masks;
  RimMask        *other;
  const double   *values;
} RimOperationInput;

const RimOperation *rim_operation_get     (guint n);
const RimOperation *rim_operation_find    (const char               *id);
GPtrArray          *rim_operation_run     (const RimOperation       *self,
                                           const RimOperationInput  *input,
                                           gboolean                 *cut,
                                           GCancellable             *cancellable,
                                           GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean            rim_parameter_parse   (const RimParameter       *self,
                                           const char               *text,
                                           double                   *value,
                                           GError                  **error);
gboolean            rim_parameter_check   (const RimParameter       *self,
                                           double                    value,
                                           GError                  **error);

G_END_DECLS
