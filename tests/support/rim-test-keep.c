/* rim-test-keep.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* LeakSanitizer cannot name the frames of a library that is gone when it looks,
 * and so cannot tell a leak of that library from one of ours. Preloaded in the
 * sanitized run of the window's tests, this keeps every library to the end.
 */
int dlclose (void *handle);

int
dlclose (void *handle)
{
  return 0;
}
