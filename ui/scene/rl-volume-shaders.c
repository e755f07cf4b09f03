/* rl-volume-shaders.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "scene/rl-volume-shaders.h"

typedef struct
{
  const char *vertex;
  const char *fragment;
} Source;

static const Source sources[RL_N_SHADERS] = {
  [RL_SHADER_SURFACE] = {
    "layout (location = 0) in vec3 point;\n"
    "layout (location = 1) in vec3 normal;\n"
    "layout (location = 2) in vec3 color;\n"
    "uniform mat4 to_clip;\n"
    "out vec3 side;\n"
    "out vec3 hue;\n"
    "void main () {\n"
    "  side = normal;\n"
    "  hue = color;\n"
    "  gl_Position = to_clip * vec4 (point, 1.0);\n"
    "}\n",
    "in vec3 side;\n"
    "in vec3 hue;\n"
    "uniform vec3 forward;\n"
    "layout (location = 0) out vec4 pixel;\n"
    "void main () {\n"
    "  float facing = abs (dot (normalize (side), forward));\n"
    "  pixel = vec4 (hue * (0.30 + 0.70 * facing) + 0.15 * pow (facing, 24.0), 1.0);\n"
    "}\n",
  },
  /* Depth runs from 0 to 1 along a ray, which is how far the ray has come. */
  [RL_SHADER_VOLUME] = {
    "out vec2 place;\n"
    "void main () {\n"
    "  vec2 corner = vec2 (float (gl_VertexID & 1), float (gl_VertexID >> 1)) * 2.0;\n"
    "  place = corner;\n"
    "  gl_Position = vec4 (corner * 2.0 - 1.0, 0.0, 1.0);\n"
    "}\n",
    "in vec2 place;\n"
    "uniform sampler3D image;\n"
    "uniform sampler2D ramp;\n"
    "uniform sampler2D behind;\n"
    "uniform sampler2D depth;\n"
    "uniform bool has_image;\n"
    "uniform vec3 origin;\n"
    "uniform vec3 across;\n"
    "uniform vec3 upwards;\n"
    "uniform vec3 along;\n"
    "uniform vec2 range;\n"
    "uniform vec3 texel;\n"
    "uniform mat3 to_patient;\n"
    "uniform vec3 forward;\n"
    "uniform float length_mm;\n"
    "uniform float step_mm;\n"
    "layout (location = 0) out vec4 pixel;\n"
    "float value_at (vec3 at) {\n"
    "  return (texture (image, at).r - range.x) / (range.y - range.x);\n"
    "}\n"
    "vec3 gradient_at (vec3 at) {\n"
    "  return vec3 (value_at (at + vec3 (texel.x, 0.0, 0.0)) - value_at (at - vec3 (texel.x, 0.0, 0.0)),\n"
    "               value_at (at + vec3 (0.0, texel.y, 0.0)) - value_at (at - vec3 (0.0, texel.y, 0.0)),\n"
    "               value_at (at + vec3 (0.0, 0.0, texel.z)) - value_at (at - vec3 (0.0, 0.0, texel.z)));\n"
    "}\n"
    "float shade (vec3 at) {\n"
    "  vec3 slope = to_patient * gradient_at (at);\n"
    "  float steep = length (slope);\n"
    "  if (steep < 1e-6) return 1.0;\n"
    "  return 0.35 + 0.65 * abs (dot (slope / steep, forward));\n"
    "}\n"
    "void main () {\n"
    "  vec4 back = texture (behind, place);\n"
    "  vec3 start = origin + place.x * across + place.y * upwards;\n"
    "  vec3 slow = mix (along, vec3 (1e-9), lessThan (abs (along), vec3 (1e-9)));\n"
    "  vec3 one = (vec3 (0.0) - start) / slow;\n"
    "  vec3 two = (vec3 (1.0) - start) / slow;\n"
    "  vec3 low = min (one, two);\n"
    "  vec3 high = max (one, two);\n"
    "  float enter = max (max (low.x, low.y), max (low.z, 0.0));\n"
    "  float leave = min (min (high.x, high.y), min (high.z, texture (depth, place).r));\n"
    "  vec4 sum = vec4 (0.0);\n"
    "  float stride = step_mm / length_mm;\n"
    "  float noise = fract (sin (dot (gl_FragCoord.xy, vec2 (12.9898, 78.233))) * 43758.5453);\n"
    "  if (has_image)\n"
    "    for (float t = enter + noise * stride; t < leave && sum.a < 0.98; t += stride) {\n"
    "      vec3 at = start + t * along;\n"
    "      vec4 light = texture (ramp, vec2 (value_at (at), 0.5));\n"
    "      if (light.a <= 0.0) continue;\n"
    "      float taken = 1.0 - pow (1.0 - min (light.a, 0.999), step_mm);\n"
    "      if (taken > 0.01) light.rgb *= shade (at);\n"
    "      sum.rgb += (1.0 - sum.a) * taken * light.rgb;\n"
    "      sum.a += (1.0 - sum.a) * taken;\n"
    "    }\n"
    "  pixel = vec4 (sum.rgb + (1.0 - sum.a) * back.rgb, 1.0);\n"
    "}\n",
  },
};

static GLuint
compile (GLenum       kind,
         gboolean     is_es,
         const char  *text,
         GError     **error)
{
  const char *version = is_es ? "#version 300 es\nprecision highp float;\nprecision highp sampler3D;\n"
                              : "#version 330 core\n";
  const char *parts[2] = { version, text };
  GLuint shader = glCreateShader (kind);
  char log[1024] = "";
  GLint good;

  glShaderSource (shader, G_N_ELEMENTS (parts), parts, NULL);
  glCompileShader (shader);
  glGetShaderiv (shader, GL_COMPILE_STATUS, &good);
  if (good)
    return shader;

  glGetShaderInfoLog (shader, sizeof log, NULL, log);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "OpenGL: %s", log);
  glDeleteShader (shader);

  return 0;
}

static gboolean
link_program (GLuint   program,
              GError **error)
{
  char log[1024] = "";
  GLint good;

  glLinkProgram (program);
  glGetProgramiv (program, GL_LINK_STATUS, &good);
  if (good)
    return TRUE;

  glGetProgramInfoLog (program, sizeof log, NULL, log);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "OpenGL: %s", log);

  return FALSE;
}

/**
 * rl_volume_shader_new:
 * @shader: which
 * @is_es: whether the context is of OpenGL ES
 * @error: where to put an error
 *
 * In the current context.
 *
 * Returns: a program, or 0
 */
GLuint
rl_volume_shader_new (RlShader   shader,
                      gboolean   is_es,
                      GError   **error)
{
  GLuint vertex = compile (GL_VERTEX_SHADER, is_es, sources[shader].vertex, error);
  GLuint fragment = vertex != 0 ? compile (GL_FRAGMENT_SHADER, is_es, sources[shader].fragment, error) : 0;
  GLuint program = 0;

  if (fragment != 0)
    {
      program = glCreateProgram ();
      glAttachShader (program, vertex);
      glAttachShader (program, fragment);
      if (!link_program (program, error))
        {
          glDeleteProgram (program);
          program = 0;
        }
    }

  glDeleteShader (vertex);
  glDeleteShader (fragment);

  return program;
}
