/* rim-j2k-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RimJ2kImage:
 *
 * What a codestream must hold, and the form its samples are wanted in:
 * interleaved, in @n_bytes each, sign-extended if @is_signed.
 */
typedef struct
{
  guint    columns;
  guint    rows;
  guint    n_samples;
  guint    n_bytes;
  gboolean is_signed;
} RimJ2kImage;

gboolean rim_j2k_decode (GBytes             *codestream,
                         const RimJ2kImage  *wanted,
                         gpointer            samples,
                         const char        **why_not);

G_END_DECLS
