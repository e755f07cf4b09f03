/* rim-segmentation.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-segmentation-private.h"

#include "rim-edit-private.h"

enum
{
  STEP,
  ACT,
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

/* Makes an edit happen, or takes it back, without telling anybody. */
void
rim_segmentation_put (RimSegmentation *self,
                      RimEdit         *edit,
                      gboolean         is_done)
{
  const char *id = rim_edit_get_target_id (edit);

  if (rim_edit_is_of_measurement (edit))
    rim_segmentation_put_measurement (self, id, is_done ? edit->measurement_after : edit->measurement_before,
                                      edit->index);
  else
    set_lesion (self, id, is_done ? edit->after : edit->before, edit->index);
}

/* Notes what has happened where it is within reach of undo, and tells of it. */
void
rim_segmentation_tell (RimSegmentation *self,
                       RimJournalStep   step,
                       GPtrArray       *edits)
{
  if (step == RIM_JOURNAL_DO)
    {
      g_ptr_array_set_size (self->edits, (int) self->position);
      for (guint i = 0; i < edits->len; i++)
        g_ptr_array_add (self->edits, rim_edit_ref (g_ptr_array_index (edits, i)));
      self->position = self->edits->len;
    }

  for (guint i = 0; i < edits->len; i++)
    g_signal_emit (self, signals[STEP], 0, step, g_ptr_array_index (edits, i));

  if (self->n_open == 0)
    g_signal_emit (self, signals[ACT], 0, step, edits);
}

/* Makes an edit happen that nobody else has yet. */
void
rim_segmentation_apply (RimSegmentation *self,
                        RimJournalStep   step,
                        RimEdit         *edit)
{
  g_autoptr(GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_edit_unref);

  rim_edit_set_act (edit, self->act);
  rim_segmentation_put (self, edit, TRUE);
  g_ptr_array_add (edits, rim_edit_ref (edit));
  if (self->n_open > 0)
    g_ptr_array_add (self->acted, rim_edit_ref (edit));

  rim_segmentation_tell (self, step, edits);
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
  g_clear_pointer (&self->act, g_free);
  g_clear_pointer (&self->acted, g_ptr_array_unref);
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

  /**
   * RimSegmentation::act:
   * @self: a segmentation
   * @step: a #RimJournalStep
   * @edits: (element-type RimEdit): all that was made, taken back or made again as one
   *   step, in the order in which it was
   */
  signals[ACT] = g_signal_new ("act", RIM_TYPE_SEGMENTATION, G_SIGNAL_RUN_LAST,
                               0, NULL, NULL, NULL,
                               G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_PTR_ARRAY);
}

static void
rim_segmentation_init (RimSegmentation *self)
{
  self->author = g_strdup (g_get_user_name ());
  self->lesions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);
  self->measurements = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_measurement_unref);
  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_edit_unref);
  self->acted = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_edit_unref);
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
 * rim_segmentation_begin_act:
 * @self: a segmentation
 *
 * What is done from now to rim_segmentation_end_act() is one step: undone and redone
 * together, written together or not at all. Nothing is undone, redone, imported or signed
 * meanwhile. Acts inside of an act are part of it.
 */
void
rim_segmentation_begin_act (RimSegmentation *self)
{
  g_return_if_fail (RIM_IS_SEGMENTATION (self));

  if (self->n_open++ == 0)
    self->act = g_uuid_string_random ();
}

/**
 * rim_segmentation_end_act:
 * @self: a segmentation whose act was begun
 *
 * Makes what was done since rim_segmentation_begin_act() one step, or none where nothing
 * was.
 */
void
rim_segmentation_end_act (RimSegmentation *self)
{
  g_autoptr(GPtrArray) acted = NULL;

  g_return_if_fail (RIM_IS_SEGMENTATION (self));
  g_return_if_fail (self->n_open > 0);

  if (--self->n_open > 0)
    return;

  acted = g_steal_pointer (&self->acted);
  self->acted = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_edit_unref);
  g_clear_pointer (&self->act, g_free);

  if (acted->len > 0)
    g_signal_emit (self, signals[ACT], 0, RIM_JOURNAL_DO, acted);
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
  g_return_val_if_fail (self->n_open == 0, FALSE);

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
