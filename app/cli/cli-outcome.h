/* cli-outcome.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli.h"
#include "cohort/rim-outcome.h"

G_BEGIN_DECLS

/**
 * CliOutcome:
 *
 * What a command line says of an outcome: the same options for each command that has one.
 */
typedef struct
{
  char     *column;
  char     *event;
  char     *positive;
  double    horizon;
  gboolean  is_number;
} CliOutcome;

/* The options of which such a command has a row each. */
#define CLI_OUTCOME_ENTRIES(self, what) \
  { "outcome", 'O', 0, G_OPTION_ARG_STRING, &(self)->column, what, "COLUMN" }, \
  { "event", 0, 0, G_OPTION_ARG_STRING, &(self)->event, "The column of events, where that of the outcome has times", \
    "COLUMN" }, \
  { "horizon", 0, 0, G_OPTION_ARG_DOUBLE, &(self)->horizon, "Classes: free of the event for so long", "TIME" }, \
  { "positive", 0, 0, G_OPTION_ARG_STRING, &(self)->positive, "What of the outcome is class 1", "LEVEL" }, \
  { "number", 0, 0, G_OPTION_ARG_NONE, &(self)->is_number, "The outcome is a number, or ordered levels", NULL }

gboolean           cli_outcome_check        (const CliCommand *command,
                                             const CliOutcome *self);
RimOutcomeSettings cli_outcome_get_settings (const CliOutcome *self);
void               cli_outcome_clear        (CliOutcome       *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliOutcome, cli_outcome_clear)

G_END_DECLS
