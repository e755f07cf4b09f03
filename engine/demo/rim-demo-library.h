/* rim-demo-library.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimDemoLibrarySize:
 *
 * How large a library is: patients, studies of each, series of each study and
 * instances of each series.
 */
typedef struct
{
  guint n_patients;
  guint n_studies;
  guint n_series;
  guint n_instances;
} RimDemoLibrarySize;

gboolean rim_demo_write_library (const char               *folder,
                                 const RimDemoLibrarySize *size,
                                 GError                  **error);

G_END_DECLS
