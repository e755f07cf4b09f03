/* rl-feature-group.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "features/rl-feature-group.h"

struct _RlFeatureGroup
{
  GObject    parent_instance;

  char      *title;
  GPtrArray *items;
  GPtrArray *shown;           /* of @items, borrowed */
  gboolean   is_open;
  gboolean   was_open;        /* before the search */
  gboolean   is_searched;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlFeatureGroup, rl_feature_group, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
rl_feature_group_finalize (GObject *object)
{
  RlFeatureGroup *self = RL_FEATURE_GROUP (object);

  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->items);
  g_free (self->title);

  G_OBJECT_CLASS (rl_feature_group_parent_class)->finalize (object);
}

static void
rl_feature_group_class_init (RlFeatureGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_feature_group_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_feature_group_init (RlFeatureGroup *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->shown = g_ptr_array_new ();
}

/**
 * rl_feature_group_new:
 * @title: for people
 * @is_open: whether it is open while there is no search
 */
RlFeatureGroup *
rl_feature_group_new (const char *title,
                      gboolean    is_open)
{
  RlFeatureGroup *self = g_object_new (RL_TYPE_FEATURE_GROUP, NULL);

  self->title = g_strdup (title);
  self->is_open = self->was_open = is_open;

  return self;
}

void
rl_feature_group_append (RlFeatureGroup *self,
                         RlFeatureItem  *item)
{
  g_ptr_array_add (self->items, g_object_ref (item));
  g_ptr_array_add (self->shown, item);
}

const char *
rl_feature_group_get_title (RlFeatureGroup *self)
{
  return self->title;
}

/**
 * rl_feature_group_search:
 * @self: a group
 * @words: (nullable): as for rl_feature_item_matches(); %NULL ends the search
 */
void
rl_feature_group_search (RlFeatureGroup  *self,
                         char           **words)
{
  guint n_before = self->shown->len;
  gboolean was_open = self->is_open;

  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; i < self->items->len; i++)
    if (rl_feature_item_matches (g_ptr_array_index (self->items, i), words))
      g_ptr_array_add (self->shown, g_ptr_array_index (self->items, i));

  self->is_searched = words != NULL;
  self->is_open = self->is_searched || self->was_open;
  if (n_before != self->shown->len || was_open != self->is_open)
    g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
rl_feature_group_get_open (RlFeatureGroup *self)
{
  return self->is_open;
}

/* Returns: whether that changed anything */
gboolean
rl_feature_group_set_open (RlFeatureGroup *self,
                           gboolean        is_open)
{
  if (self->is_open == is_open)
    return FALSE;

  self->is_open = is_open;
  if (!self->is_searched)
    self->was_open = is_open;
  g_signal_emit (self, signals[CHANGED], 0);

  return TRUE;
}

/* Returns: how many features the search leaves, open or closed */
guint
rl_feature_group_get_n_shown (RlFeatureGroup *self)
{
  return self->shown->len;
}

/* Returns: (transfer none) */
RlFeatureItem *
rl_feature_group_get_shown (RlFeatureGroup *self,
                            guint           index)
{
  g_return_val_if_fail (index < self->shown->len, NULL);

  return g_ptr_array_index (self->shown, index);
}
