/* rl-picture.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-picture.h"

#include <glib/gi18n-lib.h>

/* What inverse grey lies on. */
#define PAPER 0xffffffffu

/* CT is undimmed where there is no uptake; above this part of the window PET has
 * all the opacity it is given.
 */
#define PET_FADE 0.5

/* What the pixels depend on. */
typedef struct
{
  RimLayer layers[RL_N_LAYERS];
  guint    n_layers;
  RimPlane plane;
} Recipe;

struct _RlPicture
{
  GdkTexture *texture;
  Recipe      recipe;
  guint       n_renders;
};

G_DEFINE_ENUM_TYPE (RlContent, rl_content,
                    G_DEFINE_ENUM_VALUE (RL_CONTENT_CT, "ct"),
                    G_DEFINE_ENUM_VALUE (RL_CONTENT_PET, "pet"),
                    G_DEFINE_ENUM_VALUE (RL_CONTENT_FUSED, "fused"))

static gboolean
vec3_equal (RimVec3 a,
            RimVec3 b)
{
  return a.x == b.x && a.y == b.y && a.z == b.z;
}

static gboolean
plane_equal (const RimPlane *a,
             const RimPlane *b)
{
  return a->width == b->width && a->height == b->height &&
         vec3_equal (a->origin, b->origin) &&
         vec3_equal (a->right, b->right) &&
         vec3_equal (a->down, b->down);
}

static gboolean
layer_equal (const RimLayer *a,
             const RimLayer *b)
{
  return a->volume == b->volume &&
         a->window.center == b->window.center && a->window.width == b->window.width &&
         a->colormap == b->colormap && a->invert == b->invert &&
         a->opacity == b->opacity && a->fade == b->fade && a->threshold == b->threshold &&
         a->interpolation == b->interpolation && a->background == b->background;
}

static gboolean
recipe_equal (const Recipe *a,
              const Recipe *b)
{
  if (a->n_layers != b->n_layers || !plane_equal (&a->plane, &b->plane))
    return FALSE;

  for (guint i = 0; i < a->n_layers; i++)
    if (!layer_equal (&a->layers[i], &b->layers[i]))
      return FALSE;

  return TRUE;
}

/* Whether what has the lowest values is light, as on paper. */
static gboolean
is_light (const RimColormap *colormap,
          gboolean           inverted)
{
  guint32 color = colormap->colors[inverted ? 255 : 0];
  guint sum = (color >> 16 & 0xff) + (color >> 8 & 0xff) + (color & 0xff);

  return sum > 3 * 127;
}

static void
init_layer (RimLayer  *layer,
            RlSession *session,
            RlLook     look)
{
  RlLayerKind kind = look == RL_LOOK_CT ? RL_LAYER_CT : RL_LAYER_PET;
  double threshold = rl_session_get_pet_threshold (session);

  layer->volume = rl_session_get_volume (session, kind);
  layer->window = rl_session_get_window (session, kind);
  layer->colormap = rl_session_get_colormap (session, look);
  layer->invert = look != RL_LOOK_FUSED && rl_session_get_inverted (session, kind);
  layer->opacity = 1.0;
  layer->fade = 0.0;
  layer->threshold = look == RL_LOOK_FUSED && threshold > 0.0 ? threshold : -INFINITY;
  layer->background = is_light (layer->colormap, layer->invert) ? PAPER : 0;
  layer->interpolation = rl_session_get_interpolate (session) ? RIM_INTERPOLATE_LINEAR
                                                              : RIM_INTERPOLATE_NEAREST;
}

/* PET alone is read in inverse grey; with CT it needs colour. */
static void
recipe_init (Recipe         *recipe,
             RlSession      *session,
             RlContent       content,
             const RimPlane *plane)
{
  recipe->plane = *plane;
  recipe->n_layers = rl_content_get_layers (content, session, recipe->layers);
}

/* A memory texture is immutable and may outlive this frame, so every render
 * gets a buffer of its own.
 */
static GdkTexture *
render (const Recipe *recipe)
{
  guint width = recipe->plane.width;
  guint height = recipe->plane.height;
  gsize stride = (gsize) width * sizeof (guint32);
  guint32 *pixels = g_malloc (stride * height);
  g_autoptr(GBytes) bytes = g_bytes_new_take (pixels, stride * height);

  rim_render (recipe->layers, recipe->n_layers, &recipe->plane, pixels, width);

  return gdk_memory_texture_new ((int) width, (int) height, GDK_MEMORY_DEFAULT, bytes, stride);
}

RlPicture *
rl_picture_new (void)
{
  return g_new0 (RlPicture, 1);
}

void
rl_picture_free (RlPicture *self)
{
  g_clear_object (&self->texture);
  g_free (self);
}

/**
 * rl_picture_invalidate:
 * @self: a picture
 *
 * Forgets the pixels: the voxels they came from are others now.
 */
void
rl_picture_invalidate (RlPicture *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->texture);
}

/**
 * rl_picture_get_texture:
 * @self: a picture
 * @session: what is shown
 * @content: which images, as rl_content_resolve() gives it
 * @plane: where
 *
 * Returns: (transfer none): the pixels, one per pixel of @plane
 */
GdkTexture *
rl_picture_get_texture (RlPicture      *self,
                        RlSession      *session,
                        RlContent       content,
                        const RimPlane *plane)
{
  Recipe recipe;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (rl_session_get_base (session) != NULL, NULL);

  recipe_init (&recipe, session, content, plane);

  if (self->texture == NULL || !recipe_equal (&recipe, &self->recipe))
    {
      g_clear_object (&self->texture);
      self->texture = render (&recipe);
      self->recipe = recipe;
      self->n_renders++;
    }

  return self->texture;
}

/**
 * rl_picture_get_n_renders:
 * @self: a picture
 *
 * Returns: how often pixels were made
 */
guint
rl_picture_get_n_renders (RlPicture *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_renders;
}

/**
 * rl_content_resolve:
 * @content: what a canvas is to show
 * @session: what there is
 *
 * Returns: what it can show: without CT, PET; without PET, CT
 */
RlContent
rl_content_resolve (RlContent  content,
                    RlSession *session)
{
  if (rl_session_get_volume (session, RL_LAYER_PET) == NULL)
    return RL_CONTENT_CT;

  if (rl_session_get_volume (session, RL_LAYER_CT) == NULL)
    return RL_CONTENT_PET;

  return rl_session_get_ct_only (session) ? RL_CONTENT_CT : content;
}

/**
 * rl_content_get_layers:
 * @content: what a canvas shows, as rl_content_resolve() gives it
 * @session: what is shown
 * @layers: (out caller-allocates): its images and how they are shown, from the
 *   bottom up
 *
 * Returns: how many there are
 */
guint
rl_content_get_layers (RlContent  content,
                       RlSession *session,
                       RimLayer   layers[RL_N_LAYERS])
{
  guint over = rl_session_get_swap_layers (session) ? 0 : 1;

  if (content != RL_CONTENT_FUSED)
    {
      init_layer (&layers[0], session, content == RL_CONTENT_PET ? RL_LOOK_PET : RL_LOOK_CT);
      return 1;
    }

  init_layer (&layers[1 - over], session, RL_LOOK_CT);
  init_layer (&layers[over], session, RL_LOOK_FUSED);
  layers[1].opacity = rl_session_get_pet_opacity (session);
  layers[over].fade = over == 1 ? PET_FADE : 0.0;

  return 2;
}

/**
 * rl_content_is_light:
 * @content: what a canvas shows, as rl_content_resolve() gives it
 * @session: what is shown
 *
 * Returns: whether what is written on it has to be dark
 */
gboolean
rl_content_is_light (RlContent  content,
                     RlSession *session)
{
  RimLayer layers[RL_N_LAYERS];

  rl_content_get_layers (content, session, layers);

  return layers[0].background == PAPER;
}

/**
 * rl_content_get_layer:
 * @content: what a canvas shows
 *
 * Returns: the image whose window is the canvas's
 */
RlLayerKind
rl_content_get_layer (RlContent content)
{
  return content == RL_CONTENT_PET ? RL_LAYER_PET : RL_LAYER_CT;
}

const char *
rl_content_get_name (RlContent content)
{
  switch (content)
    {
    case RL_CONTENT_PET:
      return _("PET");

    case RL_CONTENT_FUSED:
      return _("Fused");

    case RL_CONTENT_CT:
    default:
      return _("CT");
    }
}
