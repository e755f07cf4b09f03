/* rl-volume-renderer.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "scene/rl-volume-renderer.h"

#include <math.h>

#include "scene/rl-volume-shaders.h"

#define SLICES_AT_ONCE 8
#define BAND_TIME      6000.0      /* microseconds that drawing may take at once */
#define LEAST_SCALE    0.1
#define COARSE_STEP    3.0         /* mm along a ray */
#define FINE_STEP      0.8

/* A picture of its own, with what lies behind the volume. */
typedef struct
{
  GLuint framebuffers[2];          /* surfaces; the whole */
  GLuint colors[2];
  GLuint depth;
  guint  width;
  guint  height;
} Target;

typedef struct
{
  GLuint vertices;
  GLuint buffers[4];
  guint  n_triangles;
  float  color[3];
} Mesh;

struct _RlVolumeRenderer
{
  GLuint   programs[RL_N_SHADERS];
  GLuint   no_vertices;
  GLuint   image;
  GLuint   ramp;
  RimGrid  grid;
  guint    n_uploaded;
  gboolean has_image;
  float    range[2];
  GArray  *meshes;                 /* of Mesh */

  Target   coarse;
  Target   fine;
  guint    n_rows;                 /* of @fine that are drawn */
  double   scale;                  /* of @coarse */
  double   row_time;               /* microseconds of a row of @fine */
};

static void
target_clear (Target *self)
{
  glDeleteFramebuffers (2, self->framebuffers);
  glDeleteTextures (2, self->colors);
  glDeleteTextures (1, &self->depth);
  *self = (Target) { 0 };
}

static GLuint
new_texture (GLenum kind,
             GLint  filter)
{
  GLuint texture;

  glGenTextures (1, &texture);
  glBindTexture (kind, texture);
  glTexParameteri (kind, GL_TEXTURE_MIN_FILTER, filter);
  glTexParameteri (kind, GL_TEXTURE_MAG_FILTER, filter);
  glTexParameteri (kind, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri (kind, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  if (kind == GL_TEXTURE_3D)
    glTexParameteri (kind, GL_TEXTURE_WRAP_R, GL_CLAMP_TO_EDGE);

  return texture;
}

static void
target_resize (Target *self,
               guint   width,
               guint   height)
{
  if (self->width == width && self->height == height)
    return;

  target_clear (self);
  self->width = width;
  self->height = height;
  glGenFramebuffers (2, self->framebuffers);
  for (guint i = 0; i < 2; i++)
    {
      self->colors[i] = new_texture (GL_TEXTURE_2D, GL_LINEAR);
      glTexImage2D (GL_TEXTURE_2D, 0, GL_RGBA8, (GLsizei) width, (GLsizei) height, 0, GL_RGBA,
                    GL_UNSIGNED_BYTE, NULL);
      glBindFramebuffer (GL_FRAMEBUFFER, self->framebuffers[i]);
      glFramebufferTexture2D (GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, self->colors[i], 0);
    }

  self->depth = new_texture (GL_TEXTURE_2D, GL_NEAREST);
  glTexImage2D (GL_TEXTURE_2D, 0, GL_DEPTH_COMPONENT24, (GLsizei) width, (GLsizei) height, 0,
                GL_DEPTH_COMPONENT, GL_UNSIGNED_INT, NULL);
  glBindFramebuffer (GL_FRAMEBUFFER, self->framebuffers[0]);
  glFramebufferTexture2D (GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D, self->depth, 0);
}

/**
 * rl_volume_renderer_new:
 * @is_es: whether the context is of OpenGL ES
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): a renderer
 */
RlVolumeRenderer *
rl_volume_renderer_new (gboolean   is_es,
                        GError   **error)
{
  RlVolumeRenderer *self = g_new0 (RlVolumeRenderer, 1);

  self->meshes = g_array_new (FALSE, FALSE, sizeof (Mesh));
  self->scale = 0.35;
  self->range[1] = 1;
  for (guint i = 0; i < RL_N_SHADERS; i++)
    {
      self->programs[i] = rl_volume_shader_new (i, is_es, error);
      if (self->programs[i] == 0)
        {
          rl_volume_renderer_free (self);
          return NULL;
        }
    }

  glGenVertexArrays (1, &self->no_vertices);
  self->ramp = new_texture (GL_TEXTURE_2D, GL_LINEAR);

  return self;
}

static void
clear_meshes (RlVolumeRenderer *self)
{
  for (guint i = 0; i < self->meshes->len; i++)
    {
      Mesh *mesh = &g_array_index (self->meshes, Mesh, i);

      glDeleteVertexArrays (1, &mesh->vertices);
      glDeleteBuffers (G_N_ELEMENTS (mesh->buffers), mesh->buffers);
    }
  g_array_set_size (self->meshes, 0);
}

void
rl_volume_renderer_free (RlVolumeRenderer *self)
{
  clear_meshes (self);
  g_array_unref (self->meshes);
  target_clear (&self->coarse);
  target_clear (&self->fine);
  glDeleteTextures (1, &self->image);
  glDeleteTextures (1, &self->ramp);
  glDeleteVertexArrays (1, &self->no_vertices);
  for (guint i = 0; i < RL_N_SHADERS; i++)
    glDeleteProgram (self->programs[i]);
  g_free (self);
}

/**
 * rl_volume_renderer_set_image:
 * @self: a renderer
 * @image: (nullable): the volume; drawn once rl_volume_renderer_upload() is done
 */
void
rl_volume_renderer_set_image (RlVolumeRenderer *self,
                              const RimCoarse  *image)
{
  glDeleteTextures (1, &self->image);
  self->image = 0;
  self->n_uploaded = 0;
  self->has_image = FALSE;
  if (image == NULL)
    return;

  self->grid = image->grid;
  self->image = new_texture (GL_TEXTURE_3D, GL_LINEAR);
  glTexImage3D (GL_TEXTURE_3D, 0, GL_R16F, (GLsizei) image->grid.size[0], (GLsizei) image->grid.size[1],
                (GLsizei) image->grid.size[2], 0, GL_RED, GL_FLOAT, NULL);
}

/**
 * rl_volume_renderer_upload:
 * @self: a renderer
 * @image: what rl_volume_renderer_set_image() got
 *
 * Gives some slices to OpenGL.
 *
 * Returns: whether there are more
 */
gboolean
rl_volume_renderer_upload (RlVolumeRenderer *self,
                           const RimCoarse  *image)
{
  const guint *size = image->grid.size;
  guint n = MIN (SLICES_AT_ONCE, size[2] - self->n_uploaded);

  if (self->has_image)
    return FALSE;

  glPixelStorei (GL_UNPACK_ALIGNMENT, 4);
  glBindTexture (GL_TEXTURE_3D, self->image);
  glTexSubImage3D (GL_TEXTURE_3D, 0, 0, 0, (GLint) self->n_uploaded, (GLsizei) size[0], (GLsizei) size[1],
                   (GLsizei) n, GL_RED, GL_FLOAT,
                   image->values + (gsize) self->n_uploaded * size[0] * size[1]);
  self->n_uploaded += n;
  self->has_image = self->n_uploaded == size[2];

  return !self->has_image;
}

/**
 * rl_volume_renderer_set_preset:
 * @self: a renderer
 * @preset: colours
 * @low: the value that has the first
 * @high: the value that has the last
 */
void
rl_volume_renderer_set_preset (RlVolumeRenderer     *self,
                               const RlVolumePreset *preset,
                               double                low,
                               double                high)
{
  float ramp[RL_RAMP_SIZE][4];

  rl_volume_preset_fill (preset, ramp);
  glBindTexture (GL_TEXTURE_2D, self->ramp);
  glTexImage2D (GL_TEXTURE_2D, 0, GL_RGBA16F, RL_RAMP_SIZE, 1, 0, GL_RGBA, GL_FLOAT, ramp);
  self->range[0] = (float) low;
  self->range[1] = (float) high;
}

static void
add_buffer (GLuint        buffer,
            GLuint        attribute,
            const float  *values,
            guint         n_points)
{
  glBindBuffer (GL_ARRAY_BUFFER, buffer);
  glBufferData (GL_ARRAY_BUFFER, (GLsizeiptr) (3 * n_points * sizeof (float)), values, GL_STATIC_DRAW);
  glVertexAttribPointer (attribute, 3, GL_FLOAT, GL_FALSE, 0, NULL);
  glEnableVertexAttribArray (attribute);
}

/**
 * rl_volume_renderer_set_meshes:
 * @self: a renderer
 * @meshes: (array length=n_meshes): surfaces; what it needs of them is copied
 * @n_meshes: how many
 */
void
rl_volume_renderer_set_meshes (RlVolumeRenderer    *self,
                               const RlColoredMesh *meshes,
                               guint                n_meshes)
{
  clear_meshes (self);

  for (guint i = 0; i < n_meshes; i++)
    {
      const RimSurface *surface = meshes[i].mesh->surface;
      Mesh mesh = { .n_triangles = surface->n_triangles };

      if (surface->n_triangles == 0)
        continue;

      for (guint c = 0; c < 3; c++)
        mesh.color[c] = meshes[i].color[c] / 255.0f;
      glGenVertexArrays (1, &mesh.vertices);
      glBindVertexArray (mesh.vertices);
      glGenBuffers (G_N_ELEMENTS (mesh.buffers), mesh.buffers);
      add_buffer (mesh.buffers[0], RL_ATTRIBUTE_POINT, surface->points, surface->n_points);
      add_buffer (mesh.buffers[1], RL_ATTRIBUTE_NORMAL, surface->normals, surface->n_points);
      if (meshes[i].mesh->colors != NULL)
        add_buffer (mesh.buffers[3], RL_ATTRIBUTE_COLOR, meshes[i].mesh->colors, surface->n_points);
      glBindBuffer (GL_ELEMENT_ARRAY_BUFFER, mesh.buffers[2]);
      glBufferData (GL_ELEMENT_ARRAY_BUFFER, (GLsizeiptr) (3 * surface->n_triangles * sizeof (guint32)),
                    surface->triangles, GL_STATIC_DRAW);
      glBindVertexArray (0);
      g_array_append_val (self->meshes, mesh);
    }
}

static void
set_vec3 (GLuint      program,
          const char *name,
          RimVec3     value)
{
  glUniform3f (glGetUniformLocation (program, name), (float) value.x, (float) value.y, (float) value.z);
}

static void
draw_surfaces (RlVolumeRenderer *self,
               Target           *target,
               const RlCamera   *camera)
{
  GLuint program = self->programs[RL_SHADER_SURFACE];
  float matrix[16];

  glBindFramebuffer (GL_FRAMEBUFFER, target->framebuffers[0]);
  glViewport (0, 0, (GLsizei) target->width, (GLsizei) target->height);
  glDisable (GL_SCISSOR_TEST);
  glDisable (GL_BLEND);
  glDisable (GL_CULL_FACE);
  glEnable (GL_DEPTH_TEST);
  glDepthMask (GL_TRUE);
  glClearColor (0, 0, 0, 1);
  glClear (GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);

  rl_camera_get_matrix (camera, (double) target->width / target->height, matrix);
  glUseProgram (program);
  glUniformMatrix4fv (glGetUniformLocation (program, "to_clip"), 1, GL_FALSE, matrix);
  set_vec3 (program, "forward", camera->forward);
  for (guint i = 0; i < self->meshes->len; i++)
    {
      const Mesh *mesh = &g_array_index (self->meshes, Mesh, i);

      glBindVertexArray (mesh->vertices);
      glVertexAttrib3fv (RL_ATTRIBUTE_COLOR, mesh->color);
      glDrawElements (GL_TRIANGLES, (GLsizei) (3 * mesh->n_triangles), GL_UNSIGNED_INT, NULL);
    }
  glBindVertexArray (0);
  glDisable (GL_DEPTH_TEST);
}

/* A place or a direction in mm to the texture's own, from 0 to 1. */
static RimVec3
to_texture (const RlVolumeRenderer *self,
            RimVec3                 place,
            gboolean                is_direction)
{
  RimVec3 index = rim_grid_from_patient (&self->grid, place);

  if (is_direction)
    index = rim_vec3_sub (index, rim_grid_from_patient (&self->grid, RIM_VEC3 (0, 0, 0)));
  else
    index = rim_vec3_add (index, RIM_VEC3 (0.5, 0.5, 0.5));

  return RIM_VEC3 (index.x / self->grid.size[0], index.y / self->grid.size[1],
                   index.z / self->grid.size[2]);
}

/* Slopes are by texel; across the axes of the grid they are by mm. */
static void
set_to_patient (RlVolumeRenderer *self,
                GLuint            program)
{
  float matrix[9];

  for (guint a = 0; a < 3; a++)
    {
      RimVec3 axis = rim_affine_get_column (&self->grid.to_patient, a);
      double length = rim_vec3_length (axis);

      axis = rim_vec3_scale (axis, 1 / (length * length));
      matrix[3 * a] = (float) axis.x;
      matrix[3 * a + 1] = (float) axis.y;
      matrix[3 * a + 2] = (float) axis.z;
    }

  glUniformMatrix3fv (glGetUniformLocation (program, "to_patient"), 1, GL_FALSE, matrix);
}

static void
set_rays (RlVolumeRenderer *self,
          GLuint            program,
          const RlCamera   *camera,
          double            aspect)
{
  double half_width, half_height;
  RimVec3 corner = rim_vec3_sub (camera->center, rim_vec3_scale (camera->forward, 2 * camera->radius));

  rl_camera_get_extent (camera, aspect, &half_width, &half_height);
  corner = rim_vec3_sub (corner, rim_vec3_scale (camera->right, half_width));
  corner = rim_vec3_sub (corner, rim_vec3_scale (camera->up, half_height));

  set_vec3 (program, "origin", to_texture (self, corner, FALSE));
  set_vec3 (program, "across", to_texture (self, rim_vec3_scale (camera->right, 2 * half_width), TRUE));
  set_vec3 (program, "upwards", to_texture (self, rim_vec3_scale (camera->up, 2 * half_height), TRUE));
  set_vec3 (program, "along", to_texture (self, rim_vec3_scale (camera->forward, 4 * camera->radius), TRUE));
  set_vec3 (program, "forward", camera->forward);
  glUniform1f (glGetUniformLocation (program, "length_mm"), (float) (4 * camera->radius));
}

static void
bind_texture (GLuint      program,
              const char *name,
              guint       unit,
              GLenum      kind,
              GLuint      texture)
{
  glActiveTexture (GL_TEXTURE0 + unit);
  glBindTexture (kind, texture);
  glUniform1i (glGetUniformLocation (program, name), (GLint) unit);
}

static void
draw_volume (RlVolumeRenderer *self,
             Target           *target,
             const RlCamera   *camera,
             double            step,
             guint             first_row,
             guint             n_rows)
{
  GLuint program = self->programs[RL_SHADER_VOLUME];

  glBindFramebuffer (GL_FRAMEBUFFER, target->framebuffers[1]);
  glViewport (0, 0, (GLsizei) target->width, (GLsizei) target->height);
  glEnable (GL_SCISSOR_TEST);
  glScissor (0, (GLint) first_row, (GLsizei) target->width, (GLsizei) n_rows);

  glUseProgram (program);
  bind_texture (program, "image", 0, GL_TEXTURE_3D, self->image);
  bind_texture (program, "ramp", 1, GL_TEXTURE_2D, self->ramp);
  bind_texture (program, "behind", 2, GL_TEXTURE_2D, target->colors[0]);
  bind_texture (program, "depth", 3, GL_TEXTURE_2D, target->depth);
  glActiveTexture (GL_TEXTURE0);
  glUniform1i (glGetUniformLocation (program, "has_image"), self->has_image);
  glUniform2fv (glGetUniformLocation (program, "range"), 1, self->range);
  if (self->has_image)
    {
      set_rays (self, program, camera, (double) target->width / target->height);
      set_to_patient (self, program);
      set_vec3 (program, "texel", RIM_VEC3 (1.0 / self->grid.size[0], 1.0 / self->grid.size[1],
                                            1.0 / self->grid.size[2]));
      glUniform1f (glGetUniformLocation (program, "step_mm"), (float) step);
    }

  glBindVertexArray (self->no_vertices);
  glDrawArrays (GL_TRIANGLES, 0, 3);
  glBindVertexArray (0);
  glDisable (GL_SCISSOR_TEST);
}

/* As coarse as it must be to be quick; how coarse, the last picture tells. */
static void
draw_coarse (RlVolumeRenderer *self,
             const RlCamera   *camera,
             guint             width,
             guint             height)
{
  gint64 start = g_get_monotonic_time ();
  double time;

  target_resize (&self->coarse, MAX (1, (guint) (width * self->scale)),
                 MAX (1, (guint) (height * self->scale)));
  draw_surfaces (self, &self->coarse, camera);
  draw_volume (self, &self->coarse, camera, COARSE_STEP, 0, self->coarse.height);
  glFinish ();

  time = (double) (g_get_monotonic_time () - start);
  self->scale = CLAMP (self->scale * CLAMP (sqrt (BAND_TIME / MAX (time, 1)), 0.5, 1.25),
                       LEAST_SCALE, 1.0);
  self->n_rows = 0;
}

static void
draw_band (RlVolumeRenderer *self,
           const RlCamera   *camera,
           guint             width,
           guint             height)
{
  gint64 start = g_get_monotonic_time ();
  guint n;

  target_resize (&self->fine, width, height);
  if (self->n_rows == 0)
    draw_surfaces (self, &self->fine, camera);

  n = self->row_time > 0 ? (guint) CLAMP (BAND_TIME / self->row_time, 1, height) : 4;
  n = MIN (n, height - self->n_rows);
  draw_volume (self, &self->fine, camera, FINE_STEP, self->n_rows, n);
  glFinish ();
  self->row_time = (double) (g_get_monotonic_time () - start) / n;
  self->n_rows += n;
}

static void
show (const Target *target,
      GLint         to,
      guint         width,
      guint         height)
{
  glBindFramebuffer (GL_READ_FRAMEBUFFER, target->framebuffers[1]);
  glBindFramebuffer (GL_DRAW_FRAMEBUFFER, (GLuint) to);
  glBlitFramebuffer (0, 0, (GLint) target->width, (GLint) target->height, 0, 0, (GLint) width,
                     (GLint) height, GL_COLOR_BUFFER_BIT, GL_LINEAR);
  glBindFramebuffer (GL_FRAMEBUFFER, (GLuint) to);
}

/**
 * rl_volume_renderer_draw:
 * @self: a renderer
 * @camera: from where
 * @width: of the picture, in device pixels
 * @height: of the picture, in device pixels
 * @moved: whether anything is different from last time
 *
 * Draws into the framebuffer that is bound.
 *
 * Returns: whether the picture gets finer when it is called again
 */
gboolean
rl_volume_renderer_draw (RlVolumeRenderer *self,
                         const RlCamera   *camera,
                         guint             width,
                         guint             height,
                         gboolean          moved)
{
  GLint to;
  gboolean is_done;

  glGetIntegerv (GL_DRAW_FRAMEBUFFER_BINDING, &to);
  if (moved || self->coarse.width == 0)
    draw_coarse (self, camera, width, height);
  else if (self->n_rows < height)
    draw_band (self, camera, width, height);

  is_done = self->n_rows >= height && self->fine.width == width && self->fine.height == height;
  show (is_done ? &self->fine : &self->coarse, to, width, height);

  return !is_done;
}
