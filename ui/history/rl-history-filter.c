/* rl-history-filter.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "history/rl-history-filter.h"

#include <glib/gi18n-lib.h>

#include "core/rl-accessible.h"
#include "widgets/rl-title-factory.h"

#define LIST_CHARS 14

struct _RlHistoryFilter
{
  GtkWidget        parent_instance;

  RlHistoryModel  *model;
  RimSegmentation *segmentation;
  GtkDropDown     *choice;
  GtkStringList   *names;      /* the first is of all */
  GPtrArray       *ids;        /* of the lesions in @names but for the first */
};

G_DEFINE_FINAL_TYPE (RlHistoryFilter, rl_history_filter, GTK_TYPE_WIDGET)

static guint
find_lesion (RlHistoryFilter *self,
             const char      *id)
{
  guint i = 0;

  while (i < self->ids->len && g_strcmp0 (g_ptr_array_index (self->ids, i), id) != 0)
    i++;

  return i;
}

/* A lesion goes by the name that it had last. */
static void
take_edit (RlHistoryFilter *self,
           RimEdit         *edit)
{
  const char *id = rim_edit_get_target_id (edit);
  guint index = find_lesion (self, id);
  const char *name[2] = { NULL };

  if (rim_edit_is_of_measurement (edit))
    return;

  name[0] = edit->after != NULL ? edit->after->name : edit->before->name;
  if (index == self->ids->len)
    {
      g_ptr_array_add (self->ids, g_strdup (id));
      gtk_string_list_append (self->names, name[0]);
    }
  else if (g_strcmp0 (gtk_string_list_get_string (self->names, index + 1), name[0]) != 0)
    {
      gtk_string_list_splice (self->names, index + 1, 1, name);
    }
}

/* The focus goes to the button inside of the list, which GTK gives no name. */
static void
name_choice (RlHistoryFilter *self)
{
  guint selected = gtk_drop_down_get_selected (self->choice);
  const char *name = selected != GTK_INVALID_LIST_POSITION ? gtk_string_list_get_string (self->names, selected) : "";
  g_autofree char *label = g_strdup_printf (_("Show the steps of: %s"), name);

  rl_accessible_name_button (GTK_WIDGET (self->choice), NULL, label);
}

static void
chosen_cb (RlHistoryFilter *self)
{
  guint selected = gtk_drop_down_get_selected (self->choice);

  if (selected == GTK_INVALID_LIST_POSITION)
    return;

  name_choice (self);
  rl_history_model_set_lesion (self->model, selected > 0 ? g_ptr_array_index (self->ids, selected - 1) : NULL);
}

/* A new name makes another string, and with it another choice. */
static void
act_cb (RlHistoryFilter *self,
        RimJournalStep   step,
        GPtrArray       *edits)
{
  g_autofree char *lesion = g_strdup (rl_history_model_get_lesion (self->model));

  g_signal_handlers_block_by_func (self->choice, chosen_cb, self);
  for (guint i = 0; step == RIM_JOURNAL_DO && i < edits->len; i++)
    take_edit (self, g_ptr_array_index (edits, i));
  gtk_drop_down_set_selected (self->choice, lesion != NULL ? find_lesion (self, lesion) + 1 : 0);
  g_signal_handlers_unblock_by_func (self->choice, chosen_cb, self);
  name_choice (self);
}

static void
follow_segmentation (RlHistoryFilter *self)
{
  RimSegmentation *segmentation = rl_history_model_get_segmentation (self->model);
  guint n_edits = segmentation != NULL ? rim_segmentation_get_n_edits (segmentation) : 0;

  if (segmentation == self->segmentation)
    return;

  if (self->segmentation != NULL)
    g_signal_handlers_disconnect_by_func (self->segmentation, act_cb, self);
  g_set_object (&self->segmentation, segmentation);
  if (segmentation != NULL)
    g_signal_connect_object (segmentation, "act", G_CALLBACK (act_cb), self, G_CONNECT_SWAPPED);

  gtk_drop_down_set_selected (self->choice, 0);
  gtk_string_list_splice (self->names, 1, self->ids->len, NULL);
  g_ptr_array_set_size (self->ids, 0);
  for (guint i = 0; i < n_edits; i++)
    take_edit (self, rim_segmentation_get_edit (segmentation, i));
}

static void
rl_history_filter_dispose (GObject *object)
{
  RlHistoryFilter *self = RL_HISTORY_FILTER (object);

  if (self->choice != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->choice));
  self->choice = NULL;
  g_clear_object (&self->names);
  g_clear_object (&self->segmentation);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (rl_history_filter_parent_class)->dispose (object);
}

static void
rl_history_filter_finalize (GObject *object)
{
  g_clear_pointer (&RL_HISTORY_FILTER (object)->ids, g_ptr_array_unref);

  G_OBJECT_CLASS (rl_history_filter_parent_class)->finalize (object);
}

static void
rl_history_filter_class_init (RlHistoryFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_history_filter_dispose;
  G_OBJECT_CLASS (klass)->finalize = rl_history_filter_finalize;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static const char *
get_title (gpointer item)
{
  return gtk_string_object_get_string (item);
}

static void
rl_history_filter_init (RlHistoryFilter *self)
{
  const char *const all[] = { _("All steps"), NULL };
  g_autoptr(GtkListItemFactory) factory = rl_title_factory_new (get_title, LIST_CHARS);

  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->names = gtk_string_list_new (all);
  self->choice = GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (G_LIST_MODEL (self->names)), NULL));
  gtk_drop_down_set_factory (self->choice, factory);
  gtk_widget_set_parent (GTK_WIDGET (self->choice), GTK_WIDGET (self));
}

GtkWidget *
rl_history_filter_new (RlHistoryModel *model)
{
  RlHistoryFilter *self = g_object_new (RL_TYPE_HISTORY_FILTER, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (self->choice, "notify::selected", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "moved", G_CALLBACK (follow_segmentation), self, G_CONNECT_SWAPPED);
  follow_segmentation (self);
  name_choice (self);

  return GTK_WIDGET (self);
}

GtkDropDown *
rl_history_filter_get_choice (RlHistoryFilter *self)
{
  g_return_val_if_fail (RL_IS_HISTORY_FILTER (self), NULL);

  return self->choice;
}
