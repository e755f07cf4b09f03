/* bench-gdcm.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Seconds that GDCM takes, or a negative number if it could not. */
double bench_gdcm_series (const char *folder);
double bench_gdcm_images (const char *folder);

G_END_DECLS
