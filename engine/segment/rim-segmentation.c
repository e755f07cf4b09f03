/* rim-segmentation.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-segmentation-private.h"

enum
{
  STEP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RimSegmentation, rim_segmentation, G_TYPE_OBJECT)

static void
set_lesion (RimSegmentation *self,
            const char      *lesion_id,
            RimLesion       *lesion,
            guint            wanted_index)
{
  guint index;
  gboolean found = rim_segmentation_find (self, lesion_id, &index) != NULL;

  if (lesion == NULL && found)
    {
      g_ptr_array_remove_index (self->lesions, index);
    }
  else if (lesion != NULL && found)
    {
      rim_lesion_unref (g_ptr_array_index (self->lesions, index));
      g_ptr_array_index (self->lesions, index) = rim_lesion_ref (lesion);
    }
  else if (lesion != NULL)
    {
      index = MIN (wanted_index, self->lesions->len);
      g_ptr_array_insert (self->lesions, (int) index, rim_lesion_ref (lesion));
    }
}

static void
put_target (RimSegmentation *self,
            RimEdit         *edit,
            RimLesion       *lesion,
            RimMeasurement  *measurement)
{
  const char *id = rim_edit_get_target_id (edit);

  if (rim_edit_is_of_measurement (edit))
    rim_segmentation_put_measurement (self, id, measurement, edit->index);
  else
    set_lesion (self, id, lesion, edit->index);
}

static void
emit_step (RimSegmentation *self,
           RimJournalStep   step,
           RimEdit         *edit)
{
  g_signal_emit (self, signals[STEP], 0, step, edit);
}

/* Makes an edit happen, as the user's own or as one that came with a file. */
void
rim_segmentation_apply (RimSegmentation *self,
                        RimJournalStep   step,
                        RimEdit         *edit)
{
  put_target (self, edit, edit->after, edit->measurement_after);

  if (step == RIM_JOURNAL_DO)
    {
      g_ptr_array_set_size (self->edits, (int) self->position);
      g_ptr_array_add (self->edits, rim_edit_ref (edit));
      self->position++;
    }

  emit_step (self, step, edit);
}

static void
rim_segmentation_finalize (GObject *object)
{
  RimSegmentation *self = RIM_SEGMENTATION (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->author, g_free);
  g_clear_pointer (&self->lesions, g_ptr_array_unref);
  g_clear_pointer (&self->measurements, g_ptr_array_unref);
  g_clear_pointer (&self->edits, g_ptr_array_unref);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);

  G_OBJECT_CLASS (rim_segmentation_parent_class)->finalize (object);
}

static void
rim_segmentation_class_init (RimSegmentationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rim_segmentation_finalize;

  /**
   * RimSegmentation::step:
   * @self: a segmentation
   * @step: a #RimJournalStep
   * @edit: the edit that was made, taken back or made again
   */
  signals[STEP] = g_signal_new ("step", RIM_TYPE_SEGMENTATION, G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_INT, RIM_TYPE_EDIT);
}

static void
rim_segmentation_init (RimSegmentation *self)
{
  self->author = g_strdup (g_get_user_name ());
  self->lesions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);
  self->measurements = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_measurement_unref);
  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_edit_unref);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
}

/**
 * rim_segmentation_new:
 * @id: a UUID
 *
 * Returns: (transfer full): a segmentation without lesions
 */
RimSegmentation *
rim_segmentation_new (const char *id)
{
  RimSegmentation *self = g_object_new (RIM_TYPE_SEGMENTATION, NULL);

  self->id = g_strdup (id);

  return self;
}

const char *
rim_segmentation_get_id (RimSegmentation *self)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), NULL);

  return self->id;
}

const char *
rim_segmentation_get_author (RimSegmentation *self)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), NULL);

  return self->author;
}

/**
 * rim_segmentation_set_author:
 * @self: a segmentation
 * @author: who makes the edits from now on
 *
 * The author is the name of the user's account unless this says otherwise.
 */
void
rim_segmentation_set_author (RimSegmentation *self,
                             const char      *author)
{
  g_return_if_fail (RIM_IS_SEGMENTATION (self));

  if (g_strcmp0 (self->author, author) == 0)
    return;

  g_free (self->author);
  self->author = g_strdup (author);
}

/**
 * rim_segmentation_add_warning:
 * @self: a segmentation
 * @warning: a whole sentence
 *
 * Notes something that the user should know of how it was read.
 */
void
rim_segmentation_add_warning (RimSegmentation *self,
                              const char      *warning)
{
  g_return_if_fail (RIM_IS_SEGMENTATION (self));

  g_ptr_array_add (self->warnings, g_strdup (warning));
}

/**
 * rim_segmentation_get_warnings:
 * @self: a segmentation
 *
 * Returns: (transfer none) (element-type utf8): what was noted
 */
GPtrArray *
rim_segmentation_get_warnings (RimSegmentation *self)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), NULL);

  return self->warnings;
}

guint
rim_segmentation_get_n_lesions (RimSegmentation *self)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), 0);

  return self->lesions->len;
}

/**
 * rim_segmentation_get_lesion:
 * @self: a segmentation
 * @index: which
 *
 * Returns: (transfer none): the lesion as it is now
 */
RimLesion *
rim_segmentation_get_lesion (RimSegmentation *self,
                             guint            index)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), NULL);
  g_return_val_if_fail (index < self->lesions->len, NULL);

  return g_ptr_array_index (self->lesions, index);
}

/**
 * rim_segmentation_find:
 * @self: a segmentation
 * @lesion_id: an id
 * @index: (out) (optional): where in the list it stands
 *
 * Returns: (transfer none) (nullable): the lesion as it is now
 */
RimLesion *
rim_segmentation_find (RimSegmentation *self,
                       const char      *lesion_id,
                       guint           *index)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), NULL);
  g_return_val_if_fail (lesion_id != NULL, NULL);

  for (guint i = 0; i < self->lesions->len; i++)
    {
      RimLesion *lesion = g_ptr_array_index (self->lesions, i);

      if (g_str_equal (lesion->id, lesion_id))
        {
          if (index != NULL)
            *index = i;
          return lesion;
        }
    }

  return NULL;
}

/**
 * rim_segmentation_add:
 * @self: a segmentation
 * @lesion: a lesion that it does not have
 * @tool: what made it
 *
 * Returns: whether it was added; %FALSE where its id is there already
 */
gboolean
rim_segmentation_add (RimSegmentation *self,
                      RimLesion       *lesion,
                      const char      *tool)
{
  g_autoptr(RimEdit) edit = NULL;

  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), FALSE);
  g_return_val_if_fail (lesion != NULL, FALSE);

  if (rim_segmentation_find (self, lesion->id, NULL) != NULL)
    return FALSE;

  edit = rim_edit_new (NULL, lesion, self->lesions->len, tool, self->author);
  rim_segmentation_apply (self, RIM_JOURNAL_DO, edit);

  return TRUE;
}

/**
 * rim_segmentation_import:
 * @self: a segmentation
 * @lesion: a lesion that it does not have
 * @tool: what brought it
 *
 * As rim_segmentation_add(), but the journal keeps it out of undo's reach: who
 * opens a patient and presses Undo does not expect the contours to go that came
 * with it. To remove it is an edit like any other.
 *
 * Returns: whether it was added
 */
gboolean
rim_segmentation_import (RimSegmentation *self,
                         RimLesion       *lesion,
                         const char      *tool)
{
  g_autoptr(RimEdit) edit = NULL;

  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), FALSE);
  g_return_val_if_fail (lesion != NULL, FALSE);

  if (rim_segmentation_find (self, lesion->id, NULL) != NULL)
    return FALSE;

  edit = rim_edit_new (NULL, lesion, self->lesions->len, tool, self->author);
  rim_segmentation_apply (self, RIM_JOURNAL_IMPORT, edit);

  return TRUE;
}

/**
 * rim_segmentation_replace:
 * @self: a segmentation
 * @lesion: a lesion that it has, as it shall be
 * @tool: what changed it
 *
 * The voxels of a locked or finished lesion stay as they are until it is unlocked or
 * reopened, and of a signed one all does; see rim_lesion_check_editable().
 *
 * Returns: whether that was a change
 */
gboolean
rim_segmentation_replace (RimSegmentation *self,
                          RimLesion       *lesion,
                          const char      *tool)
{
  g_autoptr(RimEdit) edit = NULL;
  RimLesion *before;
  guint index;

  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), FALSE);
  g_return_val_if_fail (lesion != NULL, FALSE);

  before = rim_segmentation_find (self, lesion->id, &index);
  if (before == NULL || rim_lesion_equal (before, lesion))
    return FALSE;

  if (!rim_segmentation_may_become (before, lesion))
    return FALSE;

  edit = rim_edit_new (before, lesion, index, tool, self->author);
  rim_segmentation_apply (self, RIM_JOURNAL_DO, edit);

  return TRUE;
}

/* Returns: whether it was removed; one that is finished or signed stays */
gboolean
rim_segmentation_remove (RimSegmentation *self,
                         const char      *lesion_id,
                         const char      *tool)
{
  g_autoptr(RimEdit) edit = NULL;
  RimLesion *before;
  guint index;

  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), FALSE);
  g_return_val_if_fail (lesion_id != NULL, FALSE);

  before = rim_segmentation_find (self, lesion_id, &index);
  if (before == NULL || !rim_segmentation_may_become (before, NULL))
    return FALSE;

  edit = rim_edit_new (before, NULL, index, tool, self->author);
  rim_segmentation_apply (self, RIM_JOURNAL_DO, edit);

  return TRUE;
}

gboolean
rim_segmentation_can_undo (RimSegmentation *self)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), FALSE);

  return self->position > 0;
}

gboolean
rim_segmentation_can_redo (RimSegmentation *self)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), FALSE);

  return self->position < self->edits->len;
}

/* Undoes and redoes without asking; there is something to undo or redo. */
gboolean
rim_segmentation_step_back (RimSegmentation *self)
{
  RimEdit *edit = g_ptr_array_index (self->edits, self->position - 1);

  self->position--;
  put_target (self, edit, edit->before, edit->measurement_before);
  emit_step (self, RIM_JOURNAL_UNDO, edit);

  return TRUE;
}

gboolean
rim_segmentation_step_forth (RimSegmentation *self)
{
  RimEdit *edit = g_ptr_array_index (self->edits, self->position);

  self->position++;
  put_target (self, edit, edit->after, edit->measurement_after);
  emit_step (self, RIM_JOURNAL_REDO, edit);

  return TRUE;
}

/* Returns: whether it was done; see rim_segmentation_check_undo() */
gboolean
rim_segmentation_undo (RimSegmentation *self)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), FALSE);

  return rim_segmentation_can_undo (self) && rim_segmentation_check_undo (self, NULL) &&
         rim_segmentation_step_back (self);
}

/* Returns: whether it was done; see rim_segmentation_check_redo() */
gboolean
rim_segmentation_redo (RimSegmentation *self)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), FALSE);

  return rim_segmentation_can_redo (self) && rim_segmentation_check_redo (self, NULL) &&
         rim_segmentation_step_forth (self);
}

/**
 * rim_segmentation_get_n_edits:
 * @self: a segmentation
 *
 * Returns: how many edits are within reach of undo and redo
 */
guint
rim_segmentation_get_n_edits (RimSegmentation *self)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), 0);

  return self->edits->len;
}

/**
 * rim_segmentation_get_position:
 * @self: a segmentation
 *
 * Returns: how many of them are done; the rest is undone
 */
guint
rim_segmentation_get_position (RimSegmentation *self)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), 0);

  return self->position;
}

/* Returns: (transfer none): an edit, the oldest being 0; those from
 *   rim_segmentation_get_position() on are undone
 */
RimEdit *
rim_segmentation_get_edit (RimSegmentation *self,
                           guint            index)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), NULL);
  g_return_val_if_fail (index < self->edits->len, NULL);

  return g_ptr_array_index (self->edits, index);
}
