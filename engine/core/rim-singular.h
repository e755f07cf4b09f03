/* rim-singular.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void rim_singular_rotate (double *columns,
                          gsize   n,
                          guint   p,
                          double *rotations);

G_END_DECLS
