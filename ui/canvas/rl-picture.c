/* rl-picture.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-picture.h"

#include <glib/gi18n-lib.h>

#include "canvas/rl-slabs.h"
#include "core/rl-jobs.h"

/* What inverse grey lies on. */
#define PAPER 0xffffffffu

/* CT is undimmed where there is no uptake; above this part of the window PET has
 * all the opacity it is given.
 */
#define PET_FADE 0.5

/* A picture of more than this, in samples between eight voxels, is made by a
 * worker: with others beside it, it would not fit in a frame.
 */
#define MAX_COST 300000

#define MAX_COARSENESS 8

/* What a texture carries with it: its pixels, and the node that copies them. */
#define PIXELS_KEY "rimlight-pixels"
#define COPY_KEY   "rimlight-copy"

/* After so many ms without a change, hands rest. */
#define REST_TIME 25

/* What the pixels depend on. */
typedef struct
{
  RimLayer layers[RL_N_LAYERS];
  guint    n_layers;
  RimPlane plane;
  RlSlab   slab;
} Recipe;

/* A picture at rest: what a worker is asked for and what it gives. */
typedef struct
{
  Recipe      recipe;           /* holds its volumes */
  RlSlabs    *slabs;
  GdkTexture *texture;
} Sharp;

struct _RlPicture
{
  GdkTexture   *texture;
  Recipe        recipe;
  RlSlabs      *slabs;
  guint         coarseness;
  guint         n_renders;
  gboolean      is_copied;

  RlJobs       *jobs;
  GObject      *owner;          /* of the jobs, for as long as there is a picture */
  guint         rest_id;
  RlPictureFunc sharpened;
  gpointer      data;
};

G_DEFINE_ENUM_TYPE (RlContent, rl_content,
                    G_DEFINE_ENUM_VALUE (RL_CONTENT_CT, "ct"),
                    G_DEFINE_ENUM_VALUE (RL_CONTENT_PET, "pet"),
                    G_DEFINE_ENUM_VALUE (RL_CONTENT_FUSED, "fused"))

static gboolean
recipe_equal (const Recipe *a,
              const Recipe *b)
{
  if (a->n_layers != b->n_layers || !rim_plane_equal (&a->plane, &b->plane) ||
      a->slab.kind != b->slab.kind || a->slab.mm != b->slab.mm)
    return FALSE;

  for (guint i = 0; i < a->n_layers; i++)
    if (!rim_layer_equal (&a->layers[i], &b->layers[i]))
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
 * gets a buffer of its own. Safe on any thread.
 */
static GdkTexture *
render (const Recipe *recipe,
        RlSlabs      *slabs,
        guint         stride)
{
  Recipe flat = *recipe;
  guint width = recipe->plane.width;
  guint height = recipe->plane.height;
  gsize stride_bytes = (gsize) width * sizeof (guint32);
  guint32 *pixels = g_malloc (stride_bytes * height);
  g_autoptr(GBytes) bytes = g_bytes_new_take (pixels, stride_bytes * height);
  GdkTexture *texture;

  rl_slabs_apply (slabs, flat.layers, flat.n_layers, &flat.plane, flat.slab, stride);
  rim_render (flat.layers, flat.n_layers, &flat.plane, pixels, width);

  texture = gdk_memory_texture_new ((int) width, (int) height, GDK_MEMORY_DEFAULT, bytes, stride_bytes);
  g_object_set_data_full (G_OBJECT (texture), PIXELS_KEY, g_steal_pointer (&bytes),
                          (GDestroyNotify) g_bytes_unref);

  return texture;
}

static Sharp *
sharp_new (const Recipe *recipe,
           RlSlabs      *slabs)
{
  Sharp *self = g_new0 (Sharp, 1);

  self->recipe = *recipe;
  self->slabs = rl_slabs_copy (slabs);
  for (guint l = 0; l < recipe->n_layers; l++)
    rim_volume_ref (recipe->layers[l].volume);

  return self;
}

static void
sharp_free (Sharp *self)
{
  for (guint l = 0; l < self->recipe.n_layers; l++)
    rim_volume_unref (self->recipe.layers[l].volume);
  rl_slabs_free (self->slabs);
  g_clear_object (&self->texture);
  g_free (self);
}

static gpointer
run_sharp (RlJob     *job,
           gpointer   input,
           GError   **error)
{
  const Sharp *sharp = input;
  Sharp *result = sharp_new (&sharp->recipe, sharp->slabs);

  result->texture = render (&result->recipe, result->slabs, 1);

  return result;
}

/* What was asked for may no longer be what is shown. */
static void
sharp_done (gpointer      owner,
            gpointer      result,
            const GError *error)
{
  RlPicture *self = g_object_get_data (owner, "picture");
  Sharp *sharp = result;

  if (self->coarseness == 1 || !recipe_equal (&sharp->recipe, &self->recipe))
    return;

  g_set_object (&self->texture, sharp->texture);
  g_clear_pointer (&self->slabs, rl_slabs_free);
  self->slabs = g_steal_pointer (&sharp->slabs);
  sharp->slabs = rl_slabs_new ();
  self->coarseness = 1;
  self->n_renders++;

  if (self->sharpened != NULL)
    self->sharpened (self->data);
}

static const RlJobKind sharp_kind = {
  .policy = RL_JOB_LATEST,
  .run = run_sharp,
  .done = sharp_done,
  .free_input = (GDestroyNotify) sharp_free,
  .free_result = (GDestroyNotify) sharp_free,
};

static gboolean
rest_cb (gpointer data)
{
  RlPicture *self = data;

  self->rest_id = 0;
  rl_jobs_start (self->jobs, &sharp_kind, self->owner, sharp_new (&self->recipe, self->slabs));

  return G_SOURCE_REMOVE;
}

/* One point for so many pixels of the device each way, at their middle. */
static void
coarsen (RimPlane       *self,
         const RimPlane *plane,
         guint           coarseness)
{
  self->origin = rim_plane_to_patient (plane, coarseness / 2.0, coarseness / 2.0);
  self->right = rim_vec3_scale (plane->right, coarseness);
  self->down = rim_vec3_scale (plane->down, coarseness);
  self->width = (plane->width + coarseness - 1) / coarseness;
  self->height = (plane->height + coarseness - 1) / coarseness;
}

static gsize
get_cost (RlSlabs        *slabs,
          const Recipe   *recipe,
          const RimPlane *plane,
          guint           stride)
{
  if (recipe->slab.mm == 0.0)
    return rim_render_get_cost (recipe->layers, recipe->n_layers, plane);

  return rl_slabs_get_cost (slabs, recipe->layers, recipe->n_layers, plane, recipe->slab) / stride;
}

/* How coarse a picture must be to be made within a frame, though others are, too. */
static guint
choose_coarseness (RlSlabs      *slabs,
                   const Recipe *recipe)
{
  guint coarseness = 1;
  RimPlane plane = recipe->plane;

  while (coarseness < MAX_COARSENESS && get_cost (slabs, recipe, &plane, coarseness) > MAX_COST)
    coarsen (&plane, &recipe->plane, ++coarseness);

  return coarseness;
}

/* Coarse at once, and as it should be when nothing has changed for a moment. */
static void
render_now (RlPicture *self)
{
  g_autoptr(RlSlabs) passing = NULL;
  Recipe coarse = self->recipe;

  self->coarseness = choose_coarseness (self->slabs, &self->recipe);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_object (&self->texture);
  self->n_renders++;

  if (self->coarseness == 1)
    {
      self->texture = render (&self->recipe, self->slabs, 1);
      return;
    }

  passing = rl_slabs_new ();
  coarsen (&coarse.plane, &self->recipe.plane, self->coarseness);
  self->texture = render (&coarse, passing, self->coarseness);
  self->rest_id = g_timeout_add (REST_TIME, rest_cb, self);
}

RlPicture *
rl_picture_new (void)
{
  RlPicture *self = g_new0 (RlPicture, 1);

  self->slabs = rl_slabs_new ();
  self->jobs = rl_jobs_new ();
  self->owner = g_object_new (G_TYPE_OBJECT, NULL);
  self->coarseness = 1;
  g_object_set_data (self->owner, "picture", self);

  return self;
}

void
rl_picture_free (RlPicture *self)
{
  g_clear_handle_id (&self->rest_id, g_source_remove);
  rl_jobs_cancel (self->jobs, &sharp_kind, self->owner);
  g_clear_object (&self->owner);
  g_clear_object (&self->jobs);
  g_clear_object (&self->texture);
  rl_slabs_free (self->slabs);
  g_free (self);
}

/**
 * rl_picture_set_sharpened_func:
 * @self: a picture
 * @func: (nullable): told when a picture that was coarse is so no more
 * @data: for @func
 */
void
rl_picture_set_sharpened_func (RlPicture     *self,
                               RlPictureFunc  func,
                               gpointer       data)
{
  g_return_if_fail (self != NULL);

  self->sharpened = func;
  self->data = data;
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

  g_clear_handle_id (&self->rest_id, g_source_remove);
  rl_jobs_cancel (self->jobs, &sharp_kind, self->owner);
  rl_slabs_clear (self->slabs);
  g_clear_object (&self->texture);
}

static GdkTexture *
get_texture (RlPicture    *self,
             const Recipe *recipe)
{
  if (self->texture == NULL || !recipe_equal (recipe, &self->recipe))
    {
      self->recipe = *recipe;
      render_now (self);
    }

  return self->texture;
}

/**
 * rl_picture_get_layers:
 * @self: a picture
 * @layers: (array length=n_layers): the images, from the bottom up
 * @n_layers: how many, at most two
 * @plane: where
 *
 * Returns: (transfer none): the pixels, one per pixel of @plane
 */
GdkTexture *
rl_picture_get_layers (RlPicture      *self,
                       const RimLayer *layers,
                       guint           n_layers,
                       const RimPlane *plane)
{
  Recipe recipe = { .n_layers = n_layers, .plane = *plane };

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_layers <= RL_N_LAYERS, NULL);

  for (guint i = 0; i < n_layers; i++)
    recipe.layers[i] = layers[i];

  return get_texture (self, &recipe);
}

/**
 * rl_picture_get_texture:
 * @self: a picture
 * @session: what is shown
 * @content: which images, as rl_content_resolve() gives it
 * @plane: where
 * @slab: how thick
 *
 * A picture that takes longer than a frame is coarse while what it shows keeps
 * changing; rl_picture_get_coarseness() says how much.
 *
 * Returns: (transfer none): the pixels, one per pixel of @plane or one for
 *   several
 */
GdkTexture *
rl_picture_get_texture (RlPicture      *self,
                        RlSession      *session,
                        RlContent       content,
                        const RimPlane *plane,
                        RlSlab          slab)
{
  Recipe recipe;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (rl_session_get_base (session) != NULL, NULL);

  recipe_init (&recipe, session, content, plane);
  recipe.slab = slab;

  return get_texture (self, &recipe);
}

/* With each frame, however little of it is new, GTK 4.8 converts a texture that it draws
 * with cairo to floats and back: 5 ms for 557 × 793 pixels.
 */
static void
append_copy (GdkTexture            *texture,
             const graphene_rect_t *bounds,
             GtkSnapshot           *snapshot)
{
  GskRenderNode *node = g_object_get_data (G_OBJECT (texture), COPY_KEY);
  GBytes *pixels = g_object_get_data (G_OBJECT (texture), PIXELS_KEY);
  graphene_rect_t drawn;

  if (node != NULL)
    gsk_render_node_get_bounds (node, &drawn);
  if (node == NULL || !graphene_rect_equal (&drawn, bounds))
    {
      node = rl_picture_copy_new (g_bytes_get_data (pixels, NULL), gdk_texture_get_width (texture),
                                  gdk_texture_get_height (texture), bounds);
      g_object_set_data_full (G_OBJECT (texture), COPY_KEY, node, (GDestroyNotify) gsk_render_node_unref);
    }

  gtk_snapshot_append_node (snapshot, node);
}

/**
 * rl_picture_copy_new:
 * @pixels: (array): rows of premultiplied pixels, width × height
 * @width: in pixels
 * @height: in pixels
 * @bounds: where they are put
 *
 * Returns: (transfer full): a node that copies @pixels, which nobody needs any more
 */
GskRenderNode *
rl_picture_copy_new (gconstpointer          pixels,
                     int                    width,
                     int                    height,
                     const graphene_rect_t *bounds)
{
  cairo_surface_t *surface = cairo_image_surface_create_for_data ((guchar *) pixels, CAIRO_FORMAT_ARGB32, width,
                                                                  height, width * (int) sizeof (guint32));
  g_autoptr(GskRenderNode) node = gsk_cairo_node_new (bounds);
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  cairo_translate (cr, bounds->origin.x, bounds->origin.y);
  cairo_scale (cr, (double) bounds->size.width / width, (double) bounds->size.height / height);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return gsk_debug_node_new (node, g_strdup_printf (RL_PICTURE_COPY, width, height));
}

/**
 * rl_picture_set_renderer:
 * @self: a picture
 * @renderer: (nullable): what it is drawn with
 *
 * Where that is cairo pixels are copied to the screen and not drawn as a texture.
 */
void
rl_picture_set_renderer (RlPicture   *self,
                         GskRenderer *renderer)
{
  g_return_if_fail (self != NULL);

  self->is_copied = renderer != NULL && GSK_IS_CAIRO_RENDERER (renderer);
}

/**
 * rl_picture_append:
 * @self: a picture
 * @texture: what it has made
 * @bounds: where to put it
 * @snapshot: in what
 */
void
rl_picture_append (RlPicture             *self,
                   GdkTexture            *texture,
                   const graphene_rect_t *bounds,
                   GtkSnapshot           *snapshot)
{
  g_return_if_fail (self != NULL);

  if (self->is_copied && self->coarseness == 1)
    append_copy (texture, bounds, snapshot);
  else
    gtk_snapshot_append_texture (snapshot, texture, bounds);
}

/**
 * rl_picture_snapshot:
 * @self: a picture
 * @snapshot: where to put it
 * @session: what is shown
 * @content: which images, as rl_content_resolve() gives it
 * @plane: where
 * @slab: how thick
 * @scale_factor: pixels of @plane per pixel of @snapshot
 *
 * Puts down what rl_picture_get_texture() gives. A coarse picture may reach beyond
 * the edge by less than one of its pixels.
 */
void
rl_picture_snapshot (RlPicture      *self,
                     GtkSnapshot    *snapshot,
                     RlSession      *session,
                     RlContent       content,
                     const RimPlane *plane,
                     RlSlab          slab,
                     int             scale_factor)
{
  GdkTexture *texture = rl_picture_get_texture (self, session, content, plane, slab);
  double scale = (double) self->coarseness / scale_factor;
  float width = (float) (gdk_texture_get_width (texture) * scale);
  float height = (float) (gdk_texture_get_height (texture) * scale);

  rl_picture_append (self, texture, &GRAPHENE_RECT_INIT (0, 0, width, height), snapshot);
}

/**
 * rl_picture_get_coarseness:
 * @self: a picture
 *
 * Returns: how many pixels of the plane, each way, a pixel of the texture
 *   stands for; 1 at rest
 */
guint
rl_picture_get_coarseness (RlPicture *self)
{
  g_return_val_if_fail (self != NULL, 1);

  return self->coarseness;
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
