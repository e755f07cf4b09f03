/* rl-lesion-tree.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "lesions/rl-lesion-tree.h"

/* A lesion may have times later, and has a list for them from the beginning. */
static GListModel *
list_below (gpointer item,
            gpointer data)
{
  GListModel *below = RL_IS_LESION_ITEM (item) ? rl_lesion_item_get_times (item)
                                               : rl_time_item_get_times (item);

  return below != NULL ? g_object_ref (below) : NULL;
}

/**
 * rl_lesion_tree_new:
 * @lesions: of #RlLesionItem
 *
 * Returns: (transfer full): the tree
 */
GListModel *
rl_lesion_tree_new (GListModel *lesions)
{
  GListStore *parts = g_list_store_new (G_TYPE_LIST_MODEL);
  GtkFlattenListModel *roots;

  g_list_store_append (parts, lesions);
  roots = gtk_flatten_list_model_new (G_LIST_MODEL (parts));

  return G_LIST_MODEL (gtk_tree_list_model_new (G_LIST_MODEL (roots), FALSE, FALSE, list_below, NULL, NULL));
}

/**
 * rl_lesion_tree_add:
 * @tree: a tree
 * @elsewhere: of #RlTimeItem, what comes after the lesions
 */
void
rl_lesion_tree_add (GListModel *tree,
                    GListModel *elsewhere)
{
  GListModel *roots = gtk_tree_list_model_get_model (GTK_TREE_LIST_MODEL (tree));
  GListModel *parts = gtk_flatten_list_model_get_model (GTK_FLATTEN_LIST_MODEL (roots));

  g_list_store_append (G_LIST_STORE (parts), elsewhere);
}

static gpointer
dup_of_type (GListModel *tree,
             guint       position,
             GType       type)
{
  g_autoptr(GtkTreeListRow) row = g_list_model_get_item (tree, position);
  g_autoptr(GObject) item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  return item != NULL && G_TYPE_CHECK_INSTANCE_TYPE (item, type) ? g_steal_pointer (&item) : NULL;
}

/* Returns: (transfer full) (nullable): the lesion of a row that is one */
RlLesionItem *
rl_lesion_tree_dup_item (GListModel *tree,
                         guint       position)
{
  return dup_of_type (tree, position, RL_TYPE_LESION_ITEM);
}

/* Returns: (transfer full) (nullable): the time of a row that is one */
RlTimeItem *
rl_lesion_tree_dup_time (GListModel *tree,
                         guint       position)
{
  return dup_of_type (tree, position, RL_TYPE_TIME_ITEM);
}

/* Returns: the row of a lesion; %GTK_INVALID_LIST_POSITION where there is none */
guint
rl_lesion_tree_find (GListModel *tree,
                     const char *lesion_id)
{
  for (guint i = 0; lesion_id != NULL && i < g_list_model_get_n_items (tree); i++)
    {
      g_autoptr(RlLesionItem) item = rl_lesion_tree_dup_item (tree, i);

      if (item != NULL && g_str_equal (rl_lesion_item_get_id (item), lesion_id))
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

/**
 * rl_lesion_tree_expand:
 * @tree: a tree
 * @position: a row
 * @expand: whether to show what is below it
 *
 * Returns: whether there is something below it and it was shown otherwise
 */
gboolean
rl_lesion_tree_expand (GListModel *tree,
                       guint       position,
                       gboolean    expand)
{
  g_autoptr(GtkTreeListRow) row = g_list_model_get_item (tree, position);
  g_autoptr(GObject) item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
  g_autoptr(GListModel) below = item != NULL ? list_below (item, NULL) : NULL;

  if (below == NULL || g_list_model_get_n_items (below) == 0 ||
      !!gtk_tree_list_row_get_expanded (row) == !!expand)
    return FALSE;

  gtk_tree_list_row_set_expanded (row, expand);

  return TRUE;
}
