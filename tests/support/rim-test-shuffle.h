/* rim-test-shuffle.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gsize  *rim_test_shuffle_new     (gsize n) G_GNUC_WARN_UNUSED_RESULT;
double *rim_test_shuffle_numbers (const gsize  *shuffle,
                                  const double *values,
                                  gsize         n) G_GNUC_WARN_UNUSED_RESULT;
guint8 *rim_test_shuffle_labels  (const gsize  *shuffle,
                                  const guint8 *labels,
                                  gsize         n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
