/* rim-lesion.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-lesion-private.h"

#include <string.h>

#include "segment/rim-lesion-tracking.h"

G_DEFINE_BOXED_TYPE (RimLesion, rim_lesion, rim_lesion_ref, rim_lesion_unref)

/* Told apart also by those who see no red and green (Okabe and Ito 2008), and
 * bright enough on a dark image.
 */
static const guint8 palette[][3] = {
  { 230, 159,   0 },
  {  86, 180, 233 },
  {   0, 190, 130 },
  { 240, 228,  66 },
  { 204, 121, 167 },
  { 213,  94,   0 },
  {  60, 130, 220 },
  { 220, 220, 220 },
};

static const gsize string_offsets[RIM_LESION_N_STRINGS] = {
  G_STRUCT_OFFSET (RimLesion, id),
  G_STRUCT_OFFSET (RimLesion, name),
  G_STRUCT_OFFSET (RimLesion, description),
  G_STRUCT_OFFSET (RimLesion, type),
  G_STRUCT_OFFSET (RimLesion, tracking_id),
  G_STRUCT_OFFSET (RimLesion, tracking_uid),
  G_STRUCT_OFFSET (RimLesion, category.value),
  G_STRUCT_OFFSET (RimLesion, category.scheme),
  G_STRUCT_OFFSET (RimLesion, category.meaning),
  G_STRUCT_OFFSET (RimLesion, property.value),
  G_STRUCT_OFFSET (RimLesion, property.scheme),
  G_STRUCT_OFFSET (RimLesion, property.meaning),
  G_STRUCT_OFFSET (RimLesion, region.value),
  G_STRUCT_OFFSET (RimLesion, region.scheme),
  G_STRUCT_OFFSET (RimLesion, region.meaning),
};

/**
 * rim_lesion_get_string:
 * @self: a lesion
 * @index: which of its RIM_LESION_N_STRINGS strings; 0 is the id
 *
 * Returns: (transfer none): where the string is kept
 */
char **
rim_lesion_get_string (RimLesion *self,
                       guint      index)
{
  return G_STRUCT_MEMBER_P (self, string_offsets[index]);
}

/* Returns: a lesion without id, name and mask, for its maker to fill */
RimLesion *
rim_lesion_alloc (void)
{
  RimLesion *self = g_new0 (RimLesion, 1);

  rim_ref_count_init (&self->ref_count);

  return self;
}

RimLesion *
rim_lesion_copy (RimLesion *self)
{
  RimLesion *copy = rim_lesion_alloc ();

  for (guint i = 0; i < RIM_LESION_N_STRINGS; i++)
    *rim_lesion_get_string (copy, i) = g_strdup (*rim_lesion_get_string (self, i));

  memcpy (copy->color, self->color, sizeof copy->color);
  copy->locked = self->locked;
  copy->roi_number = self->roi_number;
  rim_review_copy (&copy->review, &self->review);
  copy->mask = rim_mask_ref (self->mask);

  if (self->contours != NULL)
    {
      copy->contours = g_ptr_array_ref (self->contours);
      copy->contour_slices = g_array_ref (self->contour_slices);
      copy->imported = rim_mask_ref (self->imported);
    }

  return copy;
}

/**
 * rim_lesion_get_palette_color:
 * @index: such as the number of lesions there are already
 * @color: (out): where to put sRGB
 *
 * A colour that differs from those at nearby indices.
 */
void
rim_lesion_get_palette_color (guint  index,
                              guint8 color[3])
{
  memcpy (color, palette[index % G_N_ELEMENTS (palette)], 3);
}

/**
 * rim_lesion_new:
 * @name: what the user calls it
 * @mask: its voxels
 *
 * Returns: (transfer full): a new gross tumour volume with an id of its own
 */
RimLesion *
rim_lesion_new (const char *name,
                RimMask    *mask)
{
  RimLesion *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (mask != NULL, NULL);

  self = rim_lesion_alloc ();
  self->id = g_uuid_string_random ();
  self->name = g_strdup (name);
  self->type = g_strdup ("GTV");
  rim_lesion_get_palette_color (0, self->color);
  self->mask = rim_mask_ref (mask);

  return self;
}

/**
 * rim_lesion_new_like:
 * @model: a lesion
 * @name: what the new one is called
 * @mask: its voxels
 *
 * Returns: (transfer full): a new lesion with an id of its own, that has the type, the
 *   colour, the codes and the kind of @model and nothing else of it
 */
RimLesion *
rim_lesion_new_like (RimLesion  *model,
                     const char *name,
                     RimMask    *mask)
{
  RimLesion *self = rim_lesion_new (name, mask);

  g_free (self->type);
  self->type = g_strdup (model->type);
  rim_code_set (&self->category, model->category.value, model->category.scheme, model->category.meaning);
  rim_code_set (&self->property, model->property.value, model->property.scheme, model->property.meaning);
  rim_code_set (&self->region, model->region.value, model->region.scheme, model->region.meaning);
  memcpy (self->color, model->color, sizeof self->color);
  self->review.kind = model->review.kind;

  return self;
}

/* Keeps the contours with the slice that each lies on, which depends on where
 * the slices truly are.
 */
void
rim_lesion_take_contours (RimLesion    *self,
                          GPtrArray    *contours,
                          GArray       *slices,
                          RimMask      *imported)
{
  self->contours = contours;
  self->contour_slices = slices;
  self->imported = imported;
}

static void
adopt_contours (RimLesion    *self,
                GPtrArray    *contours,
                const double *slice_positions)
{
  GPtrArray *own = g_ptr_array_new_full (contours->len, (GDestroyNotify) rim_contour_unref);
  GArray *slices = g_array_sized_new (FALSE, FALSE, sizeof (int), contours->len);
  const RimGrid *grid = rim_mask_get_grid (self->mask);

  for (guint i = 0; i < contours->len; i++)
    {
      RimContour *contour = g_ptr_array_index (contours, i);
      int k = rim_contour_find_slice (contour, grid, slice_positions);

      g_ptr_array_add (own, rim_contour_ref (contour));
      g_array_append_val (slices, k);
    }

  rim_lesion_take_contours (self, own, slices, rim_mask_ref (self->mask));
}

/**
 * rim_lesion_new_from_roi_at:
 * @roi: a region that has a mask
 * @slice_positions: (nullable): true positions of the slices along the normal,
 *   mm, where they are not even; those that @roi's mask was made with
 *
 * The contours of @roi are kept as they came.
 *
 * Returns: (transfer full): a new lesion
 */
RimLesion *
rim_lesion_new_from_roi_at (RimRoi       *roi,
                            const double *slice_positions)
{
  RimLesion *self;

  g_return_val_if_fail (roi != NULL && roi->mask != NULL, NULL);

  self = rim_lesion_new (roi->name != NULL ? roi->name : "", roi->mask);
  g_free (self->type);
  self->type = g_strdup (roi->interpreted_type);
  self->description = g_strdup (roi->description);
  self->tracking_id = g_strdup (roi->tracking_id);
  self->tracking_uid = g_strdup (roi->tracking_uid);
  self->roi_number = roi->number;
  rim_code_set (&self->category, roi->category.value, roi->category.scheme, roi->category.meaning);
  rim_code_set (&self->property, roi->type.value, roi->type.scheme, roi->type.meaning);
  rim_code_set (&self->region, roi->region.value, roi->region.scheme, roi->region.meaning);

  if (roi->has_color)
    memcpy (self->color, roi->color, sizeof self->color);
  else
    rim_lesion_get_palette_color (roi->number, self->color);

  if (roi->contours != NULL)
    adopt_contours (self, roi->contours, slice_positions);

  return self;
}

/**
 * rim_lesion_new_from_roi:
 * @roi: a region that has a mask
 *
 * As rim_lesion_new_from_roi_at() where the slices are even.
 *
 * Returns: (transfer full): a new lesion
 */
RimLesion *
rim_lesion_new_from_roi (RimRoi *roi)
{
  return rim_lesion_new_from_roi_at (roi, NULL);
}

RimLesion *
rim_lesion_ref (RimLesion *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_lesion_unref (RimLesion *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < RIM_LESION_N_STRINGS; i++)
    g_free (*rim_lesion_get_string (self, i));

  rim_review_clear (&self->review);
  g_clear_pointer (&self->mask, rim_mask_unref);
  g_clear_pointer (&self->imported, rim_mask_unref);
  g_clear_pointer (&self->contours, g_ptr_array_unref);
  g_clear_pointer (&self->contour_slices, g_array_unref);
  g_free (self);
}

/* Returns: whether two lesions lie on the same grid to the last bit */
gboolean
rim_lesion_same_grid (RimLesion *a,
                      RimLesion *b)
{
  const RimGrid *first = rim_mask_get_grid (a->mask);
  const RimGrid *second = rim_mask_get_grid (b->mask);

  return memcmp (first->size, second->size, sizeof first->size) == 0 &&
         memcmp (first->to_patient.m, second->to_patient.m, sizeof first->to_patient.m) == 0;
}

static gboolean
contour_equal (RimContour *a,
               RimContour *b)
{
  return a == b ||
         (a->kind == b->kind &&
          a->n_points == b->n_points &&
          g_strcmp0 (a->text, b->text) == 0 &&
          g_strcmp0 (a->sop_instance_uid, b->sop_instance_uid) == 0 &&
          (a->n_points == 0 ||
           memcmp (a->points, b->points, a->n_points * sizeof *a->points) == 0));
}

/* Returns: whether two lesions came with the same contours */
gboolean
rim_lesion_same_contours (RimLesion *a,
                          RimLesion *b)
{
  if (a->contours == b->contours)
    return TRUE;

  if (a->contours == NULL || b->contours == NULL || a->contours->len != b->contours->len)
    return FALSE;

  for (guint i = 0; i < a->contours->len; i++)
    {
      if (g_array_index (a->contour_slices, int, i) != g_array_index (b->contour_slices, int, i) ||
          !contour_equal (g_ptr_array_index (a->contours, i), g_ptr_array_index (b->contours, i)))
        return FALSE;
    }

  return rim_mask_equal (a->imported, b->imported);
}

/**
 * rim_lesion_equal:
 * @a: a lesion
 * @b: another
 *
 * Returns: whether nothing can tell one from the other
 */
gboolean
rim_lesion_equal (RimLesion *a,
                  RimLesion *b)
{
  if (a == b)
    return TRUE;

  for (guint i = 0; i < RIM_LESION_N_STRINGS; i++)
    {
      if (g_strcmp0 (*rim_lesion_get_string (a, i), *rim_lesion_get_string (b, i)) != 0)
        return FALSE;
    }

  return memcmp (a->color, b->color, sizeof a->color) == 0 &&
         a->locked == b->locked &&
         a->roi_number == b->roi_number &&
         rim_review_equal (&a->review, &b->review) &&
         rim_lesion_same_grid (a, b) &&
         rim_mask_equal (a->mask, b->mask) &&
         rim_lesion_same_contours (a, b);
}

/**
 * rim_lesion_with_mask:
 * @self: a lesion
 * @mask: its new voxels, on the same grid
 *
 * Returns: (transfer full): the lesion with other voxels; it remembers the
 *   contours it came with
 */
RimLesion *
rim_lesion_with_mask (RimLesion *self,
                      RimMask   *mask)
{
  RimLesion *copy = rim_lesion_copy (self);

  rim_mask_ref (mask);
  rim_mask_unref (copy->mask);
  copy->mask = mask;

  return copy;
}

RimLesion *
rim_lesion_with_name (RimLesion  *self,
                      const char *name)
{
  RimLesion *copy = rim_lesion_copy (self);

  g_free (copy->name);
  copy->name = g_strdup (name);

  return copy;
}

RimLesion *
rim_lesion_with_color (RimLesion    *self,
                       const guint8  color[3])
{
  RimLesion *copy = rim_lesion_copy (self);

  memcpy (copy->color, color, sizeof copy->color);

  return copy;
}

RimLesion *
rim_lesion_with_type (RimLesion  *self,
                      const char *type)
{
  RimLesion *copy = rim_lesion_copy (self);

  g_free (copy->type);
  copy->type = g_strdup (type);

  return copy;
}

RimLesion *
rim_lesion_with_locked (RimLesion *self,
                        gboolean   locked)
{
  RimLesion *copy = rim_lesion_copy (self);

  copy->locked = locked != FALSE;

  return copy;
}

/**
 * rim_lesion_is_slice_untouched:
 * @self: a lesion
 * @k: a slice
 *
 * Returns: whether the contours that the lesion came with still say what its
 *   voxels are on that slice
 */
gboolean
rim_lesion_is_slice_untouched (RimLesion *self,
                               guint      k)
{
  if (self->contours == NULL)
    return FALSE;

  return rim_mask_slice_equal (rim_mask_get_slice (self->mask, k),
                               rim_mask_get_slice (self->imported, k));
}

static void
add_imported_contours (RimLesion *self,
                       int        k,
                       GPtrArray *contours)
{
  for (guint i = 0; i < self->contours->len; i++)
    {
      if (g_array_index (self->contour_slices, int, i) == k)
        g_ptr_array_add (contours, rim_contour_ref (g_ptr_array_index (self->contours, i)));
    }
}

/**
 * rim_lesion_get_slice_contours:
 * @self: a lesion
 * @k: a slice
 *
 * Returns: (transfer full) (element-type RimContour): the contours on that
 *   slice: as they came where it is untouched, traced around the voxels where
 *   it is not
 */
GPtrArray *
rim_lesion_get_slice_contours (RimLesion *self,
                               guint      k)
{
  GPtrArray *contours;

  if (!rim_lesion_is_slice_untouched (self, k))
    return rim_mask_trace_slice (self->mask, k);

  contours = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_contour_unref);
  add_imported_contours (self, (int) k, contours);

  return contours;
}

static void
add_slices_contours (RimLesion *self,
                     GPtrArray *contours)
{
  guint n_slices = rim_mask_get_grid (self->mask)->size[2];

  for (guint k = 0; k < n_slices; k++)
    {
      g_autoptr(GPtrArray) slice = rim_lesion_get_slice_contours (self, k);

      for (guint i = 0; i < slice->len; i++)
        g_ptr_array_add (contours, rim_contour_ref (g_ptr_array_index (slice, i)));
    }
}

/* Where nothing was touched the order of the file is kept too. */
static GPtrArray *
collect_contours (RimLesion *self)
{
  GPtrArray *contours = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_contour_unref);

  if (self->contours == NULL)
    {
      add_slices_contours (self, contours);
    }
  else if (rim_mask_equal (self->mask, self->imported))
    {
      for (guint i = 0; i < self->contours->len; i++)
        g_ptr_array_add (contours, rim_contour_ref (g_ptr_array_index (self->contours, i)));
    }
  else
    {
      /* Points and contours between the slices are no voxels, yet someone drew
       * them.
       */
      add_imported_contours (self, -1, contours);
      add_slices_contours (self, contours);
    }

  return contours;
}

/**
 * rim_lesion_to_roi:
 * @self: a lesion
 *
 * Returns: (transfer full): the region to write to a file: its voxels and its
 *   contours, those of untouched slices as they came; with the Tracking UID by which it
 *   is followed over time
 */
RimRoi *
rim_lesion_to_roi (RimLesion *self)
{
  RimRoi *roi = rim_roi_new ();

  roi->number = self->roi_number;
  roi->name = g_strdup (self->name);
  roi->description = g_strdup (self->description);
  roi->interpreted_type = g_strdup (self->type);
  roi->has_color = TRUE;
  memcpy (roi->color, self->color, sizeof roi->color);
  rim_code_set (&roi->category, self->category.value, self->category.scheme, self->category.meaning);
  rim_code_set (&roi->type, self->property.value, self->property.scheme, self->property.meaning);
  rim_code_set (&roi->region, self->region.value, self->region.scheme, self->region.meaning);
  roi->tracking_uid = rim_lesion_dup_tracking_uid (self);
  roi->tracking_id = g_strdup (self->tracking_id != NULL ? self->tracking_id : self->name);
  roi->mask = rim_mask_ref (self->mask);
  roi->contours = collect_contours (self);

  return roi;
}
