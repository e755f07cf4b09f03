/* rim-demo.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef void (*RimDemoProgress) (guint    n_done,
                                 guint    n_total,
                                 gpointer data);

gboolean rim_demo_write (const char       *folder,
                         RimDemoProgress   progress,
                         gpointer          data,
                         GCancellable     *cancellable,
                         GError          **error);

G_END_DECLS
