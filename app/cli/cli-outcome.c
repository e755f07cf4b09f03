/* cli-outcome.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-outcome.h"

void
cli_outcome_clear (CliOutcome *self)
{
  g_clear_pointer (&self->column, g_free);
  g_clear_pointer (&self->event, g_free);
  g_clear_pointer (&self->positive, g_free);
}

/* Returns: whether nothing is said of an outcome that is not named */
gboolean
cli_outcome_check (const CliCommand *command,
                   const CliOutcome *self)
{
  if (self->column != NULL ||
      (self->event == NULL && self->positive == NULL && self->horizon == 0.0 && !self->is_number))
    return TRUE;

  cli_usage (command, "--event, --horizon, --positive and --number go with --outcome");

  return FALSE;
}

/* Times with events are survival, or classes where there is a horizon. The texts are those
 * of @self.
 */
RimOutcomeSettings
cli_outcome_get_settings (const CliOutcome *self)
{
  RimOutcomeKind kind = RIM_OUTCOME_BINARY;

  if (self->is_number)
    kind = RIM_OUTCOME_NUMBER;
  else if (self->event != NULL && self->horizon == 0.0)
    kind = RIM_OUTCOME_SURVIVAL;

  return (RimOutcomeSettings) { kind, self->column, self->positive, self->event, self->horizon };
}
