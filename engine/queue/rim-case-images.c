/* rim-case-images.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "queue/rim-case-images.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "format/rim-image.h"
#include "segment/rim-lesion-review.h"

void
rim_case_drawing_free (RimCaseDrawing *self)
{
  g_clear_pointer (&self->lesions, g_ptr_array_unref);
  g_clear_object (&self->segmentation);
  g_free (self);
}

static gboolean
is_image_of (const RimLibraryRow *row,
             const char          *modality)
{
  return row->kind == RIM_SERIES_IMAGE && g_strcmp0 (row->modality, modality) == 0;
}

static GPtrArray *
list_lesions (RimSegmentation *segmentation)
{
  GPtrArray *lesions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);

  for (guint i = 0; i < rim_segmentation_get_n_lesions (segmentation); i++)
    g_ptr_array_add (lesions, rim_lesion_ref (rim_segmentation_get_lesion (segmentation, i)));

  return lesions;
}

static guint
count_named (GPtrArray         *lesions,
             const RimProtocol *protocol)
{
  guint n = 0;

  for (guint i = 0; i < lesions->len; i++)
    n += rim_protocol_find_target (protocol, ((RimLesion *) lesions->pdata[i])->name, NULL) != NULL;

  return n;
}

/* The series with most lesions that the protocol names; of these, or where nothing
 * is drawn, the one with most slices.
 */
static gboolean
consider (RimCaseDrawing       *best,
          guint                *best_rank,
          RimSegmentation      *segmentation,
          const RimLibraryRow  *row,
          const RimProtocol    *protocol)
{
  g_autoptr(GPtrArray) lesions = list_lesions (segmentation);
  const guint rank = MIN (count_named (lesions, protocol), 1000u) * 100000u + MIN (row->n_children, 99999u);

  if (best->lesions != NULL && rank <= *best_rank)
    return FALSE;

  g_clear_pointer (&best->lesions, g_ptr_array_unref);
  best->lesions = g_steal_pointer (&lesions);
  g_set_object (&best->segmentation, segmentation);
  best->series_id = row->id;
  *best_rank = rank;

  return TRUE;
}

/**
 * rim_case_find_drawing:
 * @self: a case
 * @library: where it is
 * @protocol: what is asked of it
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): what is drawn on the series of the
 *   protocol's first modality that has most of its lesions
 */
RimCaseDrawing *
rim_case_find_drawing (const RimCase      *self,
                       RimLibrary         *library,
                       const RimProtocol  *protocol,
                       GError            **error)
{
  g_autoptr(GPtrArray) rows = rim_library_list_series (library, self->study_id, error);
  g_autoptr(RimCaseDrawing) best = g_new0 (RimCaseDrawing, 1);
  guint best_rank = 0;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const RimLibraryRow *row = rows->pdata[i];
      g_autoptr(RimSegmentation) segmentation = NULL;

      if (!is_image_of (row, protocol->modalities[0]))
        continue;
      segmentation = rim_library_load_read (library, self->study_uid, row->uid, row->part, self->read, error);
      if (segmentation == NULL)
        return NULL;
      consider (best, &best_rank, segmentation, row, protocol);
    }
  if (rows == NULL)
    return NULL;
  if (best->lesions != NULL)
    return g_steal_pointer (&best);

  g_set_error (error, RIM_LIBRARY_ERROR, RIM_LIBRARY_ERROR_NOT_FOUND,
               _("Study %s has no image of modality %s"), self->study_uid, protocol->modalities[0]);

  return NULL;
}

/**
 * rim_case_drawing_answer:
 * @self: what is drawn in a case
 * @library: where it is
 * @protocol: what is asked of it
 * @lesion: the id of a lesion of it
 * @question: the id of a question of lesions
 * @text: the answer; an empty one takes back what there was
 * @error: where to put an error
 *
 * Checks an answer and keeps it with the lesion, as a step of the journal that the library
 * writes off this thread. For the main thread.
 *
 * Returns: whether it is an answer and the lesion takes it
 */
gboolean
rim_case_drawing_answer (RimCaseDrawing     *self,
                         RimLibrary         *library,
                         const RimProtocol  *protocol,
                         const char         *lesion,
                         const char         *question,
                         const char         *text,
                         GError            **error)
{
  g_autofree char *answer = rim_protocol_parse_answer (protocol, TRUE, question, text, error);
  g_autofree char *key = rim_protocol_make_key (protocol, question);
  guint index = 0;
  RimLesion *before = answer != NULL ? rim_segmentation_find (self->segmentation, lesion, &index) : NULL;
  g_autoptr(RimLesion) after = before != NULL ? rim_lesion_with_answer (before, key, answer) : NULL;

  if (after == NULL)
    return FALSE;

  if (rim_lesion_is_signed (before))
    return rim_lesion_check_editable (before, error);

  rim_library_track (library, self->segmentation);
  rim_segmentation_replace (self->segmentation, after, "answer");
  g_ptr_array_unref (self->lesions);
  self->lesions = list_lesions (self->segmentation);

  return TRUE;
}

/**
 * rim_case_find_series:
 * @self: a case
 * @library: where it is
 * @modality: of an image
 * @series_id: (out): the row of the series of that modality with most slices; 0
 *   where there is none
 * @error: where to put an error
 *
 * Returns: whether the library could be read
 */
gboolean
rim_case_find_series (const RimCase  *self,
                      RimLibrary     *library,
                      const char     *modality,
                      gint64         *series_id,
                      GError        **error)
{
  g_autoptr(GPtrArray) rows = rim_library_list_series (library, self->study_id, error);
  guint most = 0;

  *series_id = 0;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const RimLibraryRow *row = rows->pdata[i];

      if (is_image_of (row, modality) && row->n_children > most)
        {
          most = row->n_children;
          *series_id = row->id;
        }
    }

  return rows != NULL;
}

/**
 * rim_case_load_series:
 * @library: a library
 * @series_id: the row of an image series
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the image: HU of a CT, SUV by body weight of a
 *   PET where it can be had, with what was corrected in the library
 */
RimVolume *
rim_case_load_series (RimLibrary  *library,
                      gint64       series_id,
                      GError     **error)
{
  g_autoptr(RimSeries) series = rim_library_open_series (library, series_id, error);
  g_autoptr(RimSuvOverrides) overrides = NULL;
  RimLoadOptions options = { .unit = RIM_UNIT_STORED };

  if (series == NULL)
    return NULL;
  if (series->headers->len == 0)
    return rim_image_read (rim_source_get_slice (series->source, 0)->path, error);
  if (!rim_library_get_suv_correction (library, series->source->study_uid, series->source->series_uid,
                                       &overrides, error))
    return NULL;

  options.overrides = overrides;

  return rim_series_load (series, &options, NULL, error);
}

/* Resampling */

typedef struct
{
  RimVolume     *from;
  const RimGrid *source;
  RimVolume     *to;
  const RimGrid *grid;
} Onto;

/* A point on the rim of the outer voxels is taken to lie on their centres. */
static gboolean
find_cell (double  index,
           guint   size,
           guint  *low,
           double *part)
{
  if (!(index >= -0.5 && index <= size - 0.5))
    return FALSE;

  index = CLAMP (index, 0.0, (double) size - 1.0);
  *low = MIN ((guint) index, size > 1 ? size - 2 : 0);
  *part = index - *low;

  return TRUE;
}

static double
interpolate (const Onto *self,
             RimVec3     point)
{
  const guint *size = self->source->size;
  guint low[3];
  double part[3];
  double sum = 0.0;

  if (!find_cell (point.x, size[0], &low[0], &part[0]) || !find_cell (point.y, size[1], &low[1], &part[1]) ||
      !find_cell (point.z, size[2], &low[2], &part[2]))
    return 0.0;

  for (guint corner = 0; corner < 8; corner++)
    {
      guint at[3];
      double weight = 1.0;

      for (guint axis = 0; axis < 3; axis++)
        {
          const guint high = corner >> axis & 1;

          at[axis] = low[axis] + high;
          weight *= high ? part[axis] : 1.0 - part[axis];
        }
      if (weight > 0.0)
        sum += weight * rim_volume_get_value (self->from, at[0], at[1], at[2]);
    }

  return sum;
}

static void
resample_slices (gsize    begin,
                 gsize    end,
                 gpointer data)
{
  const Onto *self = data;
  const guint *size = self->grid->size;

  for (guint k = (guint) begin; k < end; k++)
    {
      float *values = rim_volume_get_slice_for_writing (self->to, k);

      for (guint j = 0; j < size[1]; j++)
        for (guint i = 0; i < size[0]; i++)
          *values++ = (float) interpolate (self, rim_grid_from_patient (
                                             self->source, rim_grid_to_patient (self->grid, (RimVec3) { i, j, k })));
      rim_volume_publish_slice (self->to, k);
    }
}

/**
 * rim_volume_resample_onto:
 * @self: an image with even slices
 * @grid: another grid
 * @error: where to put an error
 *
 * Trilinear, in the patient's coordinates, as single floats; 0 where @self does not
 * reach.
 *
 * Returns: (transfer full) (nullable): its values on @grid, in the same unit
 */
RimVolume *
rim_volume_resample_onto (RimVolume      *self,
                          const RimGrid  *grid,
                          GError        **error)
{
  g_autoptr(RimVolume) to = rim_volume_new (grid, RIM_VOXEL_FLOAT, error);
  Onto onto = { self, rim_volume_get_grid (self), to, grid };

  if (to == NULL)
    return NULL;
  if (rim_volume_get_geometry_kind (self) != RIM_GEOMETRY_REGULAR)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _("An image whose slices are not even cannot be resampled"));
      return NULL;
    }

  rim_volume_set_unit (to, rim_volume_get_unit (self));
  rim_parallel_for (grid->size[2], 1, resample_slices, &onto);

  return g_steal_pointer (&to);
}
