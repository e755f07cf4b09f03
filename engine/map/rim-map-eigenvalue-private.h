/* rim-map-eigenvalue-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No more levels than that are in one small matrix. */
#define RIM_MAP_EIGENVALUE_MAX 32

double rim_map_find_eigenvalue (const guint  *rows,
                                const guint  *columns,
                                const double *p,
                                guint         n_cells,
                                guint         n);

G_END_DECLS
