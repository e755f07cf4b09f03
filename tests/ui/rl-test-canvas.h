/* rl-test-canvas.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/rl-slice-canvas.h"

G_BEGIN_DECLS

#define RL_TEST_CANVAS_SIZE 160

typedef struct
{
  RlSession     *session;
  RlViewport    *viewport;
  GtkWidget     *window;
  RlSliceCanvas *canvas;
  int            width;
  int            height;
} RlTestCanvas;

void        rl_test_canvas_init      (RlTestCanvas   *fixture,
                                      RimOrientation  orientation,
                                      int             width,
                                      int             height);
void        rl_test_canvas_set_up    (RlTestCanvas  *fixture,
                                      gconstpointer  data);
void        rl_test_canvas_tear_down (RlTestCanvas  *fixture,
                                      gconstpointer  data);
GdkTexture *rl_test_canvas_snap      (RlTestCanvas  *fixture) G_GNUC_WARN_UNUSED_RESULT;
void        rl_test_canvas_grab      (RlTestCanvas  *fixture,
                                      guint32        pixels[RL_TEST_CANVAS_SIZE][RL_TEST_CANVAS_SIZE]);
void        rl_test_canvas_compare   (RlTestCanvas  *fixture,
                                      const char    *name);
gboolean    rl_test_is_golden        (GdkTexture    *texture,
                                      const char    *name);
void        rl_test_compare_golden   (GdkTexture    *texture,
                                      const char    *name);

G_END_DECLS
