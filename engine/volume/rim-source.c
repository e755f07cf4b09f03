/* rim-source.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-source.h"

G_DEFINE_BOXED_TYPE (RimSource, rim_source, rim_source_ref, rim_source_unref)

static void
clear_slice (gpointer data)
{
  RimSourceSlice *slice = data;

  g_free (slice->sop_instance_uid);
  g_free (slice->path);
}

static void
clear_window (gpointer data)
{
  g_free (((RimSourceWindow *) data)->name);
}

RimSource *
rim_source_new (void)
{
  RimSource *self = g_new0 (RimSource, 1);

  rim_ref_count_init (&self->ref_count);
  self->slices = g_array_new (FALSE, TRUE, sizeof (RimSourceSlice));
  g_array_set_clear_func (self->slices, clear_slice);
  self->windows = g_array_new (FALSE, TRUE, sizeof (RimSourceWindow));
  g_array_set_clear_func (self->windows, clear_window);
  self->warnings = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/**
 * rim_source_copy:
 * @self: a source
 *
 * Returns: (transfer full): a copy that its maker may go on filling
 */
RimSource *
rim_source_copy (RimSource *self)
{
  RimSource *copy = rim_source_new ();

  copy->patient_id = g_strdup (self->patient_id);
  copy->patient_name = g_strdup (self->patient_name);
  copy->patient_birth_date = g_strdup (self->patient_birth_date);
  copy->patient_sex = g_strdup (self->patient_sex);
  copy->patient_weight = self->patient_weight;
  copy->patient_height = self->patient_height;
  copy->study_uid = g_strdup (self->study_uid);
  copy->study_id = g_strdup (self->study_id);
  copy->study_date = g_strdup (self->study_date);
  copy->study_time = g_strdup (self->study_time);
  copy->study_description = g_strdup (self->study_description);
  copy->accession_number = g_strdup (self->accession_number);
  copy->referring_physician = g_strdup (self->referring_physician);
  copy->series_uid = g_strdup (self->series_uid);
  copy->series_part = self->series_part;
  copy->series_number = self->series_number;
  copy->series_date = g_strdup (self->series_date);
  copy->series_time = g_strdup (self->series_time);
  copy->series_description = g_strdup (self->series_description);
  copy->modality = g_strdup (self->modality);
  copy->sop_class_uid = g_strdup (self->sop_class_uid);
  copy->frame_of_reference_uid = g_strdup (self->frame_of_reference_uid);
  copy->position_reference_indicator = g_strdup (self->position_reference_indicator);

  for (guint k = 0; k < self->slices->len; k++)
    {
      const RimSourceSlice *slice = rim_source_get_slice (self, k);

      rim_source_add_slice (copy, slice->sop_instance_uid, slice->path, slice->frame,
                            slice->number);
    }

  for (guint i = 0; i < self->windows->len; i++)
    {
      const RimSourceWindow *window = &g_array_index (self->windows, RimSourceWindow, i);

      rim_source_add_window (copy, window->center, window->width, window->name);
    }

  for (guint i = 0; i < self->warnings->len; i++)
    g_ptr_array_add (copy->warnings, g_strdup (self->warnings->pdata[i]));

  return copy;
}

RimSource *
rim_source_ref (RimSource *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_source_unref (RimSource *self)
{
  if (self == NULL || !rim_ref_count_dec (&self->ref_count))
    return;

  g_free (self->patient_id);
  g_free (self->patient_name);
  g_free (self->patient_birth_date);
  g_free (self->patient_sex);
  g_free (self->study_uid);
  g_free (self->study_id);
  g_free (self->study_date);
  g_free (self->study_time);
  g_free (self->study_description);
  g_free (self->accession_number);
  g_free (self->referring_physician);
  g_free (self->series_uid);
  g_free (self->series_date);
  g_free (self->series_time);
  g_free (self->series_description);
  g_free (self->modality);
  g_free (self->sop_class_uid);
  g_free (self->frame_of_reference_uid);
  g_free (self->position_reference_indicator);
  g_array_unref (self->slices);
  g_array_unref (self->windows);
  g_ptr_array_unref (self->warnings);
  g_free (self);
}

/**
 * rim_source_add_slice:
 * @self: a source that its maker is filling
 * @sop_instance_uid: (nullable): the instance
 * @path: (nullable): its file
 * @frame: the frame from 1, or 0 in a single-frame instance
 * @number: Instance Number, in a multi-frame instance that of the frame; 0 where
 *   it is not known
 *
 * Says where the next slice comes from, k = 0 first.
 */
void
rim_source_add_slice (RimSource  *self,
                      const char *sop_instance_uid,
                      const char *path,
                      guint       frame,
                      guint       number)
{
  RimSourceSlice slice = { g_strdup (sop_instance_uid), g_strdup (path), frame, number };

  g_array_append_val (self->slices, slice);
}

/**
 * rim_source_add_window:
 * @self: a source that its maker is filling
 * @center: in the unit of the volume
 * @width: the same
 * @name: (nullable): what it is for
 *
 * Adds a window that the file proposes.
 */
void
rim_source_add_window (RimSource  *self,
                       double      center,
                       double      width,
                       const char *name)
{
  RimSourceWindow window = { center, width, g_strdup (name) };

  g_array_append_val (self->windows, window);
}

/**
 * rim_source_clear_windows:
 * @self: a source that its maker is filling
 *
 * Forgets what rim_source_add_window() added, such as when the unit is another.
 */
void
rim_source_clear_windows (RimSource *self)
{
  g_array_set_size (self->windows, 0);
}

/**
 * rim_source_add_warning:
 * @self: a source that its maker is filling
 * @format: a whole sentence, printf style, translated
 *
 * Keeps what a reader of the numbers must know.
 */
void
rim_source_add_warning (RimSource  *self,
                        const char *format,
                        ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->warnings, g_strdup_vprintf (format, args));
  va_end (args);
}

/**
 * rim_source_get_slice:
 * @self: a source
 * @k: a slice
 *
 * Returns: (nullable): where it comes from, if that is known
 */
const RimSourceSlice *
rim_source_get_slice (RimSource *self,
                      guint      k)
{
  if (k >= self->slices->len)
    return NULL;

  return &g_array_index (self->slices, RimSourceSlice, k);
}
