/* cli-voi.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-voi.h"

#include "cli-image.h"
#include "cli-mask.h"

/**
 * cli_voi_check:
 * @self: what options say
 * @command: whose options
 * @status: (out): what to end with where they are wrong
 *
 * Returns: whether there is an image, and its unit exists; else it was told
 */
gboolean
cli_voi_check (const CliVoi      *self,
               const CliCommand  *command,
               CliStatus         *status)
{
  RimUnit unit;

  if (self->image == NULL)
    *status = cli_usage (command, "--image is missing");
  else if (self->units != NULL && !rim_unit_from_id (self->units, &unit))
    *status = cli_usage (command, "there is no unit “%s”", self->units);
  else
    return TRUE;

  return FALSE;
}

/**
 * cli_voi_load:
 * @self: what options say
 * @settings: which label of the mask, where no region is named
 * @image: (out) (transfer full): the image
 * @mask: (out) (transfer full) (nullable): the VOI; %NULL where none is named
 * @error: where to put an error
 *
 * Returns: whether all of it is there
 */
gboolean
cli_voi_load (const CliVoi  *self,
              RimSettings   *settings,
              RimVolume    **image,
              RimMask      **mask,
              GError       **error)
{
  g_autoptr(RimVolume) volume = cli_load (self->image, self->series, self->units, NULL, error);

  *mask = NULL;
  if (volume == NULL)
    return FALSE;
  if (self->mask != NULL)
    {
      *mask = cli_mask_load (self->mask, self->roi, rim_settings_get_label (settings), volume, error);
      if (*mask == NULL)
        return FALSE;
    }
  *image = g_steal_pointer (&volume);

  return TRUE;
}

void
cli_voi_clear (CliVoi *self)
{
  g_free (self->image);
  g_free (self->series);
  g_free (self->units);
  g_free (self->mask);
  g_free (self->roi);
  g_free (self->settings);
}
