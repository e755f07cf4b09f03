/* rim-roi.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-roi.h"

/* More than anyone reads. */
#define MAX_WARNINGS 100

/**
 * rim_code_clear:
 * @self: a code
 *
 * Makes it empty.
 */
void
rim_code_clear (RimCode *self)
{
  g_clear_pointer (&self->value, g_free);
  g_clear_pointer (&self->scheme, g_free);
  g_clear_pointer (&self->meaning, g_free);
}

/**
 * rim_code_set:
 * @self: a code
 * @value: (nullable): such as "86049000"
 * @scheme: (nullable): such as "SCT"
 * @meaning: (nullable): such as "Neoplasm, Primary"
 *
 * Sets all three; they may be the code's own.
 */
void
rim_code_set (RimCode    *self,
              const char *value,
              const char *scheme,
              const char *meaning)
{
  RimCode code = { g_strdup (value), g_strdup (scheme), g_strdup (meaning) };

  rim_code_clear (self);
  *self = code;
}

/**
 * rim_roi_new:
 *
 * Returns: (transfer full): a region without contours, mask or name
 */
RimRoi *
rim_roi_new (void)
{
  return g_new0 (RimRoi, 1);
}

void
rim_roi_free (RimRoi *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->description);
  g_free (self->interpreted_type);
  rim_code_clear (&self->category);
  rim_code_clear (&self->type);
  rim_code_clear (&self->region);
  g_free (self->tracking_id);
  g_free (self->tracking_uid);
  g_free (self->algorithm);
  g_free (self->frame_of_reference_uid);
  g_clear_pointer (&self->contours, g_ptr_array_unref);
  g_clear_pointer (&self->mask, rim_mask_unref);
  g_free (self);
}

/**
 * rim_roi_set_new:
 *
 * Returns: (transfer full): a set without regions
 */
RimRoiSet *
rim_roi_set_new (void)
{
  RimRoiSet *self = g_new0 (RimRoiSet, 1);

  self->rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
  self->referenced_sop_uids = g_ptr_array_new_with_free_func (g_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
rim_roi_set_free (RimRoiSet *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->rois);
  g_ptr_array_unref (self->referenced_sop_uids);
  g_ptr_array_unref (self->warnings);
  g_free (self->slice_positions);
  g_free (self->path);
  g_free (self->label);
  g_free (self->sop_instance_uid);
  g_free (self->series_uid);
  g_free (self->study_uid);
  g_free (self->frame_of_reference_uid);
  g_free (self->referenced_series_uid);
  g_free (self);
}

/**
 * rim_roi_set_add_warning:
 * @self: a set
 * @format: a whole sentence, in the manner of printf()
 *
 * Adds a warning, once, unless there are too many to be read.
 */
void
rim_roi_set_add_warning (RimRoiSet  *self,
                         const char *format,
                         ...)
{
  g_autofree char *warning = NULL;
  va_list arguments;

  va_start (arguments, format);
  warning = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  if (self->warnings->len < MAX_WARNINGS &&
      !g_ptr_array_find_with_equal_func (self->warnings, warning, g_str_equal, NULL))
    g_ptr_array_add (self->warnings, g_steal_pointer (&warning));
}

/**
 * rim_roi_set_find:
 * @self: a set
 * @name_or_number: what a user typed
 *
 * A name that is there beats a number; where several have it, the first.
 *
 * Returns: (transfer none) (nullable): the region
 */
RimRoi *
rim_roi_set_find (RimRoiSet  *self,
                  const char *name_or_number)
{
  guint64 number;

  for (guint n = 0; n < self->rois->len; n++)
    {
      RimRoi *roi = self->rois->pdata[n];

      if (g_strcmp0 (roi->name, name_or_number) == 0)
        return roi;
    }

  if (!g_ascii_string_to_unsigned (name_or_number, 10, 0, G_MAXUINT, &number, NULL))
    return NULL;

  for (guint n = 0; n < self->rois->len; n++)
    {
      RimRoi *roi = self->rois->pdata[n];

      if (roi->number == number)
        return roi;
    }

  return NULL;
}
