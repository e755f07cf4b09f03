/* rim-test-start.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GLib keeps the names of types, properties and signals in an array that it makes when it is
 * loaded; with the 2049th name it makes a larger one and drops the first, on purpose. The
 * whole window has so many, and LeakSanitizer's short stacks cannot tell whose loss it is. So
 * what libraries allocate while they are loaded, before any constructor of the program, is
 * not looked for.
 */
void __lsan_disable (void) __attribute__ ((weak));
void __lsan_enable (void) __attribute__ ((weak));

static void
before_libraries (void)
{
  if (__lsan_disable != 0 && __lsan_enable != 0)
    __lsan_disable ();
}

__attribute__ ((constructor (101))) static void
after_libraries (void)
{
  if (__lsan_disable != 0 && __lsan_enable != 0)
    __lsan_enable ();
}

__attribute__ ((section (".preinit_array"), used)) static void (*const start) (void) = before_libraries;
