/* rl-test-window.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "review/rl-review.h"

G_BEGIN_DECLS

/**
 * RlTestWindow:
 * @folder: of its own, with the library
 *
 * The whole window on a library of its own.
 */
typedef struct
{
  char       *folder;
  RlSettings *settings;
  RlWindow   *window;
  RlReview   *review;
  guint       n_imported;
} RlTestWindow;

void rl_test_window_open      (RlTestWindow  *fixture);
void rl_test_window_close     (RlTestWindow  *fixture);
void rl_test_window_set_up    (RlTestWindow  *fixture,
                               gconstpointer  data);
void rl_test_window_tear_down (RlTestWindow  *fixture,
                               gconstpointer  data);
void rl_test_window_fill      (RlTestWindow  *fixture);

G_END_DECLS
