/* rim-operate.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-operate-private.h"

#include <string.h>

/* Whether @other, which may be missing, has as many voxels along each axis. */
gboolean
rim_operate_check_grid (RimMask  *mask,
                        RimMask  *other,
                        GError  **error)
{
  if (other == NULL ||
      memcmp (rim_mask_get_grid (mask)->size, rim_mask_get_grid (other)->size, 3 * sizeof (guint)) == 0)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       "The two masks lie on different grids");

  return FALSE;
}
