/* rl-column-list.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-column-list.h"

#include <string.h>

/* Of clinical columns and outcomes: as many as stand in a table before anybody asks. */
#define MAX_SHOWN_FIRST 16

struct _RlColumnItem
{
  GObject parent_instance;

  guint   column;
};

struct _RlColumnList
{
  GObject     parent_instance;

  RlCohort   *cohort;
  RimCohort  *listed;        /* what the columns are of; compared only */
  char      **words;
  guint       filter;
  GArray     *columns;       /* of guint */
  GHashTable *shown;
};

enum
{
  SHOWN_CHANGED,
  N_SIGNALS
};

static void list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE (RlColumnItem, rl_column_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (RlColumnList, rl_column_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static guint signals[N_SIGNALS];

static gboolean
has_words (const char  *name,
           char       **words)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;

  return TRUE;
}

static gboolean
passes (RlColumnList    *self,
        const RimColumn *column,
        guint            index)
{
  const RlCohortSummary *summary = rl_cohort_get_summary (self->cohort);

  switch (self->filter)
    {
    case RL_COLUMN_FILTER_ALL:
      return TRUE;

    case RL_COLUMN_FILTER_MISSING:
      return column->n_missing > 0;

    case RL_COLUMN_FILTER_CONSTANT:
      return summary != NULL && index < summary->n_columns && summary->columns[index].is_constant;

    default:
      return (guint) column->role == self->filter - RL_COLUMN_FILTER_ROLE;
    }
}

static gboolean
is_same_array (GArray *a,
               GArray *b)
{
  return a->len == b->len && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (guint)) == 0);
}

/* What is the same stays where it is. */
static void
update (RlColumnList *self,
        gboolean      is_other)
{
  g_autoptr(GArray) before = g_steal_pointer (&self->columns);
  RimCohort *cohort = rl_cohort_get_cohort (self->cohort);
  const guint n = cohort != NULL ? rim_cohort_get_n_columns (cohort) : 0;

  self->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < n; i++)
    {
      const RimColumn *column = rim_cohort_get_column (cohort, i);

      if (passes (self, column, i) && has_words (column->name, self->words))
        g_array_append_val (self->columns, i);
    }

  if (is_other || !is_same_array (before, self->columns))
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before->len, self->columns->len);
}

/* What a person is known by comes before what is computed of images. */
static void
choose_shown (RlColumnList *self)
{
  RimCohort *cohort = rl_cohort_get_cohort (self->cohort);
  guint n = 0;

  g_hash_table_remove_all (self->shown);
  for (guint i = 0; cohort != NULL && i < rim_cohort_get_n_columns (cohort) && n < MAX_SHOWN_FIRST; i++)
    if (rim_cohort_get_column (cohort, i)->role != RIM_COLUMN_FEATURE)
      n += g_hash_table_add (self->shown, GUINT_TO_POINTER (i));
}

/* Names are the same as long as columns are only taken as something else. */
static gboolean
has_same_names (RimCohort *a,
                RimCohort *b)
{
  const guint n = a != NULL ? rim_cohort_get_n_columns (a) : 0;

  if (b == NULL || n == 0 || n != rim_cohort_get_n_columns (b))
    return FALSE;

  return strcmp (rim_cohort_get_column (a, 0)->name, rim_cohort_get_column (b, 0)->name) == 0 &&
         strcmp (rim_cohort_get_column (a, n - 1)->name, rim_cohort_get_column (b, n - 1)->name) == 0;
}

static void
changed_cb (RlColumnList *self)
{
  RimCohort *cohort = rl_cohort_get_cohort (self->cohort);
  gboolean is_same = has_same_names (self->listed, cohort);

  if (cohort == self->listed)
    return;

  g_clear_pointer (&self->listed, rim_cohort_unref);
  self->listed = cohort != NULL ? rim_cohort_ref (cohort) : NULL;
  if (!is_same)
    choose_shown (self);
  update (self, !is_same);
  if (!is_same)
    g_signal_emit (self, signals[SHOWN_CHANGED], 0);
}

static void
summarised_cb (RlColumnList *self)
{
  update (self, FALSE);
}

static GType
get_item_type (GListModel *model)
{
  return RL_TYPE_COLUMN_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return RL_COLUMN_LIST (model)->columns->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  RlColumnList *self = RL_COLUMN_LIST (model);
  RlColumnItem *item;

  if (position >= self->columns->len)
    return NULL;

  item = g_object_new (RL_TYPE_COLUMN_ITEM, NULL);
  item->column = g_array_index (self->columns, guint, position);

  return item;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
rl_column_item_class_init (RlColumnItemClass *klass)
{
}

static void
rl_column_item_init (RlColumnItem *self)
{
}

static void
rl_column_list_finalize (GObject *object)
{
  RlColumnList *self = RL_COLUMN_LIST (object);

  g_clear_object (&self->cohort);
  g_clear_pointer (&self->listed, rim_cohort_unref);
  g_clear_pointer (&self->words, g_strfreev);
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->shown, g_hash_table_unref);

  G_OBJECT_CLASS (rl_column_list_parent_class)->finalize (object);
}

static void
rl_column_list_class_init (RlColumnListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_column_list_finalize;

  signals[SHOWN_CHANGED] = g_signal_new ("shown-changed", RL_TYPE_COLUMN_LIST, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_column_list_init (RlColumnList *self)
{
  self->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  self->shown = g_hash_table_new (NULL, NULL);
}

/* Which column of the cohort it is. */
guint
rl_column_item_get_column (RlColumnItem *self)
{
  g_return_val_if_fail (RL_IS_COLUMN_ITEM (self), 0);

  return self->column;
}

RlColumnList *
rl_column_list_new (RlCohort *cohort)
{
  RlColumnList *self = g_object_new (RL_TYPE_COLUMN_LIST, NULL);

  self->cohort = g_object_ref (cohort);
  g_signal_connect_object (cohort, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cohort, "summarised", G_CALLBACK (summarised_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);

  return self;
}

/* Lists columns that have all words of @search in their names. */
void
rl_column_list_set_search (RlColumnList *self,
                           const char   *search)
{
  g_autofree char *folded = g_ascii_strdown (search, -1);

  g_return_if_fail (RL_IS_COLUMN_LIST (self));

  g_strfreev (self->words);
  self->words = g_strsplit_set (folded, " \t", -1);
  update (self, FALSE);
}

/**
 * rl_column_list_set_filter:
 * @self: a list
 * @filter: a #RlColumnFilter, or RL_COLUMN_FILTER_ROLE and a #RimColumnRole
 *
 * Lists the columns that pass.
 */
void
rl_column_list_set_filter (RlColumnList *self,
                           guint         filter)
{
  g_return_if_fail (RL_IS_COLUMN_LIST (self));

  self->filter = filter;
  update (self, FALSE);
}

/* Whether a column stands in the table of rows. */
gboolean
rl_column_list_is_shown (RlColumnList *self,
                         guint         column)
{
  g_return_val_if_fail (RL_IS_COLUMN_LIST (self), FALSE);

  return g_hash_table_contains (self->shown, GUINT_TO_POINTER (column));
}

void
rl_column_list_set_shown (RlColumnList *self,
                          guint         column,
                          gboolean      is_shown)
{
  g_return_if_fail (RL_IS_COLUMN_LIST (self));

  if (rl_column_list_is_shown (self, column) == is_shown)
    return;

  if (is_shown)
    g_hash_table_add (self->shown, GUINT_TO_POINTER (column));
  else
    g_hash_table_remove (self->shown, GUINT_TO_POINTER (column));
  g_signal_emit (self, signals[SHOWN_CHANGED], 0);
}

static int
compare_columns (gconstpointer a,
                 gconstpointer b)
{
  const guint x = *(const guint *) a;
  const guint y = *(const guint *) b;

  return (x > y) - (x < y);
}

/* Returns: (transfer full) (element-type guint): the columns of the table, in their order */
GArray *
rl_column_list_dup_shown (RlColumnList *self)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (guint));
  GHashTableIter iter;
  gpointer key;

  g_return_val_if_fail (RL_IS_COLUMN_LIST (self), columns);

  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const guint column = GPOINTER_TO_UINT (key);

      g_array_append_val (columns, column);
    }
  g_array_sort (columns, compare_columns);

  return columns;
}
