/* rim-uid.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-uid.h"

/**
 * rim_uid_from_uuid:
 * @uuid: any text
 *
 * Returns: (transfer full) (nullable): the UID that stands for a UUID (DICOM PS3.5 B.2);
 *   %NULL for what is none
 */
char *
rim_uid_from_uuid (const char *uuid)
{
  unsigned __int128 number = 0;
  char digits[48];
  guint n = sizeof digits - 1;

  if (!g_uuid_string_is_valid (uuid))
    return NULL;

  for (const char *c = uuid; *c != '\0'; c++)
    if (*c != '-')
      number = number << 4 | (unsigned) g_ascii_xdigit_value (*c);

  digits[n] = '\0';
  do
    {
      digits[--n] = (char) ('0' + (int) (number % 10));
      number /= 10;
    }
  while (number != 0);

  return g_strconcat (RIM_UID_UUID_ROOT, digits + n, NULL);
}
