/* rl-volume-shaders.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <epoxy/gl.h>
#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RL_SHADER_SURFACE,
  RL_SHADER_VOLUME,
  RL_N_SHADERS
} RlShader;

/* Where the vertices of surfaces come in. */
#define RL_ATTRIBUTE_POINT  0
#define RL_ATTRIBUTE_NORMAL 1
#define RL_ATTRIBUTE_COLOR  2

GLuint rl_volume_shader_new (RlShader   shader,
                             gboolean   is_es,
                             GError   **error);

G_END_DECLS
