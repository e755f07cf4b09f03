/* rim-edit.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-edit-private.h"

#include "rim-lesion-private.h"

G_DEFINE_QUARK (rim-edit-error-quark, rim_edit_error)
G_DEFINE_BOXED_TYPE (RimEdit, rim_edit, rim_edit_ref, rim_edit_unref)

static RimBox
find_difference (RimMask *before,
                 RimMask *after)
{
  const RimGrid *grid = rim_mask_get_grid (before);
  RimBox box = { 0 };

  for (guint k = 0; k < grid->size[2]; k++)
    {
      RimMaskSlice *a = rim_mask_get_slice (before, k);
      RimMaskSlice *b = rim_mask_get_slice (after, k);

      if (a != b)
        rim_mask_slice_find_difference (a, b, &box, k);
    }

  return box;
}

static RimBox
find_region (RimLesion *before,
             RimLesion *after)
{
  RimBox box = { 0 };

  if (before != NULL && after != NULL &&
      rim_lesion_same_grid (before, after))
    return find_difference (before->mask, after->mask);

  if (!rim_mask_get_bounds (after != NULL ? after->mask : before->mask, &box))
    box = (RimBox) { 0 };

  return box;
}

static RimEdit *
alloc (const char *id,
       guint       index,
       const char *tool,
       const char *author,
       gint64      time)
{
  RimEdit *self = g_new0 (RimEdit, 1);

  rim_ref_count_init (&self->ref_count);
  self->id = g_strdup (id);
  self->index = index;
  self->tool = g_strdup (tool);
  self->author = g_strdup (author);
  self->time = time;

  return self;
}

/* An edit as it was made at another time. */
RimEdit *
rim_edit_new_recorded (const char *id,
                       RimLesion  *before,
                       RimLesion  *after,
                       guint       index,
                       const char *tool,
                       const char *author,
                       gint64      time)
{
  RimEdit *self = alloc (id, index, tool, author, time);

  self->before = before != NULL ? rim_lesion_ref (before) : NULL;
  self->after = after != NULL ? rim_lesion_ref (after) : NULL;
  self->region = find_region (before, after);

  return self;
}

RimEdit *
rim_edit_new_recorded_of_measurement (const char     *id,
                                      RimMeasurement *before,
                                      RimMeasurement *after,
                                      guint           index,
                                      const char     *tool,
                                      const char     *author,
                                      gint64          time)
{
  RimEdit *self = alloc (id, index, tool, author, time);

  self->measurement_before = before != NULL ? rim_measurement_ref (before) : NULL;
  self->measurement_after = after != NULL ? rim_measurement_ref (after) : NULL;

  return self;
}

/* Before anybody else has it. */
void
rim_edit_set_act (RimEdit    *self,
                  const char *act)
{
  g_free (self->act);
  self->act = g_strdup (act);
}

/**
 * rim_edit_new:
 * @before: (nullable): the lesion before
 * @after: (nullable): the same lesion after; one of the two may be %NULL
 * @index: where in the list it stands
 * @tool: what made it
 * @author: who
 *
 * Costs what differs between the two.
 *
 * Returns: (transfer full): an edit made now
 */
RimEdit *
rim_edit_new (RimLesion  *before,
              RimLesion  *after,
              guint       index,
              const char *tool,
              const char *author)
{
  g_autofree char *id = NULL;

  g_return_val_if_fail (before != NULL || after != NULL, NULL);
  g_return_val_if_fail (before == NULL || after == NULL || g_str_equal (before->id, after->id), NULL);

  id = g_uuid_string_random ();

  return rim_edit_new_recorded (id, before, after, index, tool, author, g_get_real_time ());
}

/**
 * rim_edit_new_of_measurement:
 * @before: (nullable): the measurement before
 * @after: (nullable): the same measurement after; one of the two may be %NULL
 * @index: where in the list it stands
 * @tool: what made it
 * @author: who
 *
 * Returns: (transfer full): an edit made now
 */
RimEdit *
rim_edit_new_of_measurement (RimMeasurement *before,
                             RimMeasurement *after,
                             guint           index,
                             const char     *tool,
                             const char     *author)
{
  g_autofree char *id = NULL;

  g_return_val_if_fail (before != NULL || after != NULL, NULL);
  g_return_val_if_fail (before == NULL || after == NULL || g_str_equal (before->id, after->id), NULL);

  id = g_uuid_string_random ();

  return rim_edit_new_recorded_of_measurement (id, before, after, index, tool, author,
                                               g_get_real_time ());
}

/**
 * rim_edit_invert:
 * @self: an edit
 *
 * Returns: (transfer full): the edit that takes @self back; it has its id and its act
 */
RimEdit *
rim_edit_invert (RimEdit *self)
{
  RimEdit *inverse;

  if (rim_edit_is_of_measurement (self))
    inverse = rim_edit_new_recorded_of_measurement (self->id, self->measurement_after,
                                                    self->measurement_before, self->index,
                                                    self->tool, self->author, self->time);
  else
    inverse = rim_edit_new_recorded (self->id, self->after, self->before, self->index,
                                     self->tool, self->author, self->time);
  rim_edit_set_act (inverse, self->act);

  return inverse;
}

RimEdit *
rim_edit_ref (RimEdit *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_edit_unref (RimEdit *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->before, rim_lesion_unref);
  g_clear_pointer (&self->after, rim_lesion_unref);
  g_clear_pointer (&self->measurement_before, rim_measurement_unref);
  g_clear_pointer (&self->measurement_after, rim_measurement_unref);
  g_free (self->id);
  g_free (self->act);
  g_free (self->tool);
  g_free (self->author);
  g_free (self);
}

/* Returns: whether a measurement is what it changes, and not a lesion */
gboolean
rim_edit_is_of_measurement (RimEdit *self)
{
  return self->measurement_before != NULL || self->measurement_after != NULL;
}

/**
 * rim_edit_get_target_id:
 * @self: an edit
 *
 * Returns: (transfer none): the id of the lesion or the measurement it changes
 */
const char *
rim_edit_get_target_id (RimEdit *self)
{
  if (self->measurement_after != NULL)
    return self->measurement_after->id;
  if (self->measurement_before != NULL)
    return self->measurement_before->id;

  return self->after != NULL ? self->after->id : self->before->id;
}
