/* rl-test-golden.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RlTestWriting:
 * @RL_TEST_WRITING_PLAIN: as it is painted, if at all
 * @RL_TEST_WRITING_BARS: as a bar of its size, which no rasteriser has a say in
 *
 * What is seen of text in a picture.
 */
typedef enum
{
  RL_TEST_WRITING_PLAIN,
  RL_TEST_WRITING_BARS,
} RlTestWriting;

void rl_test_golden_set_look (const char    *css);
void rl_test_golden_set_dark (gboolean dark);
void rl_test_golden_compare  (GtkWidget     *widget,
                              RlTestWriting  writing,
                              const char    *stem);

G_END_DECLS
