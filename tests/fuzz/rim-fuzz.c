/* rim-fuzz.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "rim-fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

/* Puts an input into a file that lives in memory only, as the readers want a
 * path, and hands it to @func.
 */
int
rim_fuzz_file (const guint8 *bytes,
               gsize         length,
               RimFuzzFunc   func)
{
  int fd = memfd_create ("fuzz", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);

  if (fd < 0)
    return 0;

  if (write (fd, bytes, length) == (gssize) length)
    func (path);
  close (fd);

  return 0;
}
