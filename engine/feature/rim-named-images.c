/* rim-named-images.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-named-images-private.h"

#include <string.h>

#include "core/rim-parallel.h"

/* How far what is kept reaches beyond what is wanted, so that it is there for a contour
 * that has grown a little.
 */
#define MARGIN_VOXELS 8

/* Images of one type that are made at a time for all VOIs on an image. */
typedef struct
{
  RimNamedImages *self;
  guint           first;
  RimBox          box;           /* of what is made */
  const char     *only;          /* %NULL: those that are asked for, of one computation */
} Making;

static gpointer
ref_field (gpointer what)
{
  return rim_field_ref (what);
}

static const RimNamedImage *
get_plan (const RimNamedImages *self,
          guint                 image)
{
  return &g_array_index (self->plan->images, RimNamedImage, image);
}

static RimVolume *
get_volume (const RimNamedImages *self,
            guint                 image)
{
  return self->vois[get_plan (self, image)->voi].prepared.image;
}

/* Whether an image is made together with the first. */
static gboolean
is_together (const Making *self,
             guint         image)
{
  const RimNamedImage *first = get_plan (self->self, self->first);
  const RimNamedImage *other = get_plan (self->self, image);

  return self->self->vois[other->voi].is_there && other->settings == first->settings &&
         get_volume (self->self, image) == get_volume (self->self, self->first) &&
         (self->only == NULL || strcmp (other->name, self->only) == 0);
}

static void
give (const Making *self,
      const char   *name,
      RimField     *field)
{
  for (guint i = self->first; i < self->self->plan->images->len; i++)
    if (is_together (self, i) && strcmp (get_plan (self->self, i)->name, name) == 0 &&
        self->self->made[i].field == NULL)
      {
        self->self->made[i].field = rim_field_ref (field);
        self->self->made[i].box = self->box;
      }
}

static gboolean
take_field (const char  *name,
            RimField    *field,
            gpointer     data,
            GError     **error)
{
  g_autoptr(RimField) own = field;

  give (data, name, own);

  return TRUE;
}

/* Marks what is wanted in the box. */
static guint8 *
find_wanted (Making *self)
{
  RimNamedImages *images = self->self;
  guint8 *wanted;
  gboolean are_all = FALSE;

  for (guint i = self->first; i < images->plan->images->len; i++)
    if (is_together (self, i))
      {
        RimBox box;

        are_all = rim_voi_voxels_get_wanted (&images->vois[get_plan (images, i)->voi].voxels,
                                             get_plan (images, i)->settings, &box) == NULL || are_all;
        rim_box_grow (&self->box, &box);
      }
  if (are_all)
    return NULL;

  wanted = g_malloc0 ((gsize) (self->box.max[0] - self->box.min[0]) * (self->box.max[1] - self->box.min[1]) *
                      (self->box.max[2] - self->box.min[2]));
  for (guint i = self->first; i < images->plan->images->len; i++)
    if (is_together (self, i))
      {
        const RimRegion *region = images->vois[get_plan (images, i)->voi].voxels.region;

        rim_box_mark (wanted, &self->box, region->inside, &region->box);
      }

  return wanted;
}

static void
fail (const Making *self,
      const GError *error)
{
  for (guint i = self->first; i < self->self->plan->images->len; i++)
    if (is_together (self, i) && self->self->made[i].error == NULL)
      {
        self->self->made[i].error = g_error_copy (error);
        g_prefix_error (&self->self->made[i].error, "%s: ", get_plan (self->self, i)->name);
      }
}

static void
make (Making       *self,
      const guint8 *wanted)
{
  g_autoptr(GError) error = NULL;

  if (!rim_extract_filter (get_volume (self->self, self->first), &self->box, wanted,
                           get_plan (self->self, self->first)->settings, self->only, take_field, self,
                           self->self->cancellable, &error))
    fail (self, error);
}

static void
keep (const Making *self)
{
  const RimNamedMade *made = &self->self->made[self->first];
  const gsize n_voxels = made->field != NULL ? rim_grid_get_n_voxels (&made->field->grid) : 0;

  if (n_voxels > 0)
    rim_named_cache_add (self->self->cache, get_volume (self->self, self->first),
                         get_plan (self->self, self->first)->settings, self->only, &(RimNamedKept) {
      .what = made->field, .n_bytes = n_voxels * sizeof (double), .box = made->box, .ref = ref_field,
      .unref = (GDestroyNotify) rim_field_unref
    });
}

static void
make_kept (Making *self)
{
  RimVolume *volume = get_volume (self->self, self->first);
  const guint *size = rim_volume_get_grid (volume)->size;
  g_autoptr(RimField) field = rim_named_cache_find (self->self->cache, volume,
                                                    get_plan (self->self, self->first)->settings, self->only,
                                                    &self->box);

  if (field != NULL)
    {
      give (self, self->only, field);
      return;
    }

  for (guint axis = 0; axis < 3; axis++)
    {
      self->box.min[axis] -= MIN (self->box.min[axis], MARGIN_VOXELS);
      self->box.max[axis] = MIN (self->box.max[axis] + MARGIN_VOXELS, size[axis]);
    }
  make (self, NULL);
  keep (self);
}

/* The image and all that are made together with it. Patterns in space are computed where
 * they are wanted alone, which is less than a box, so that they are not kept.
 */
static void
make_fields (RimNamedImages *self,
             guint           first)
{
  const RimNamedImage *plan = get_plan (self, first);
  const RimImageKind kind = plan->settings->kind;
  Making making = { self, first, { { 0 }, { 0 } }, kind == RIM_IMAGE_LBP_3D ? NULL : plan->name };
  g_autofree guint8 *wanted = find_wanted (&making);

  if (kind != RIM_IMAGE_ORIGINAL && kind != RIM_IMAGE_LBP_3D && self->vois[plan->voi].base != NULL)
    make_kept (&making);
  else
    make (&making, wanted);

  if (self->made[first].field == NULL && self->made[first].error == NULL)
    g_set_error (&self->made[first].error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_TOO_SMALL,
                 "The image is too small for “%s”", plan->name);
}

/* Values and grey levels */

static void
take_images (gsize    begin,
             gsize    end,
             gpointer data)
{
  RimNamedImages *self = data;

  for (gsize i = begin; i < end; i++)
    {
      const RimNamedImage *plan = get_plan (self, (guint) i);
      const RimNamedMadeVoi *voi = &self->vois[plan->voi];
      const RimSettings *settings = g_array_index (self->plan->vois, RimNamedVoi, plan->voi).settings;
      RimNamedMade *made = &self->made[i];

      if (!voi->is_there)
        continue;

      rim_voi_image_init (&made->image, &voi->voxels, plan->name, plan->settings,
                          plan->settings != NULL ? &plan->settings->values : &settings->values);
      if (plan->settings == NULL)
        made->is_there = rim_voi_image_take_shape (&made->image, &voi->voxels, &made->error);
      else if (made->field != NULL)
        made->is_there = rim_voi_image_take (&made->image, &voi->voxels, made->field, &made->box, &made->error);
      g_clear_pointer (&made->field, rim_field_unref);
      if (made->is_there && plan->needs_levels)
        rim_voi_image_make_levels (&made->image, &voi->voxels);
    }
}

/**
 * rim_named_images_make:
 * @self: what is wanted, images and a lesion
 *
 * Makes all that families are computed from, as far as it can. To be cleared.
 */
void
rim_named_images_make (RimNamedImages *self)
{
  const guint n = self->plan->images->len;

  self->vois = g_new0 (RimNamedMadeVoi, self->plan->vois->len);
  self->made = g_new0 (RimNamedMade, n);
  rim_named_images_make_vois (self);
  for (guint i = 0; i < n; i++)
    if (self->vois[get_plan (self, i)->voi].is_there && get_plan (self, i)->settings != NULL &&
        self->made[i].field == NULL && self->made[i].error == NULL)
      make_fields (self, i);
  rim_parallel_for (n, 1, take_images, self);
}

void
rim_named_images_clear (RimNamedImages *self)
{
  for (guint i = 0; i < self->plan->images->len; i++)
    {
      rim_voi_image_clear (&self->made[i].image);
      g_clear_pointer (&self->made[i].field, rim_field_unref);
      g_clear_error (&self->made[i].error);
    }
  for (guint v = 0; v < self->plan->vois->len; v++)
    {
      rim_voi_voxels_clear (&self->vois[v].voxels);
      rim_prepared_clear (&self->vois[v].prepared);
      g_clear_error (&self->vois[v].error);
    }
  g_clear_pointer (&self->made, g_free);
  g_clear_pointer (&self->vois, g_free);
}

/**
 * rim_named_images_get:
 * @self: what was made
 * @image: of the plan
 *
 * Returns: (transfer none): what was made of it
 */
const RimNamedMade *
rim_named_images_get (const RimNamedImages *self,
                      guint                 image)
{
  return &self->made[image];
}

/**
 * rim_named_images_get_error:
 * @self: what was made
 * @image: of the plan
 *
 * Returns: (transfer none) (nullable): why it, or its grey levels, could not be made
 */
const GError *
rim_named_images_get_error (const RimNamedImages *self,
                            guint                 image)
{
  const RimNamedMade *made = &self->made[image];

  if (made->error != NULL)
    return made->error;

  return made->image.error != NULL ? made->image.error : self->vois[get_plan (self, image)->voi].error;
}
