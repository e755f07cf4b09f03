/* rim-fuzz.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimFuzzFunc:
 * @path: a file with the input
 *
 * Reads the file and throws away what comes of it.
 */
typedef void (*RimFuzzFunc) (const char *path);

int rim_fuzz_file (const guint8 *bytes,
                   gsize         length,
                   RimFuzzFunc   func);

/* What libFuzzer calls. */
int LLVMFuzzerTestOneInput (const guint8 *bytes,
                            gsize         length);

G_END_DECLS
