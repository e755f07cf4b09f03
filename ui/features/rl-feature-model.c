/* rl-feature-model.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "features/rl-feature-model.h"

#include <math.h>
#include <string.h>

struct _RlFeatureModel
{
  GObject     parent_instance;

  GPtrArray  *items;          /* of RlFeatureItem, as the table has them */
  GPtrArray  *groups;         /* of RlFeatureGroup */
  GPtrArray  *rows;           /* what is listed, of both */
  char      **words;
};

static void rl_feature_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RlFeatureModel, rl_feature_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rl_feature_model_iface_init))

static void
rl_feature_model_finalize (GObject *object)
{
  RlFeatureModel *self = RL_FEATURE_MODEL (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->items);
  g_strfreev (self->words);

  G_OBJECT_CLASS (rl_feature_model_parent_class)->finalize (object);
}

static GType
rl_feature_model_get_item_type (GListModel *list)
{
  return G_TYPE_OBJECT;
}

static guint
rl_feature_model_get_n_rows (GListModel *list)
{
  return RL_FEATURE_MODEL (list)->rows->len;
}

static gpointer
rl_feature_model_get_row (GListModel *list,
                          guint       position)
{
  RlFeatureModel *self = RL_FEATURE_MODEL (list);

  return position < self->rows->len ? g_object_ref (g_ptr_array_index (self->rows, position)) : NULL;
}

static void
rl_feature_model_class_init (RlFeatureModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_feature_model_finalize;
}

static void
rl_feature_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = rl_feature_model_get_item_type;
  iface->get_n_items = rl_feature_model_get_n_rows;
  iface->get_item = rl_feature_model_get_row;
}

static void
rl_feature_model_init (RlFeatureModel *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->groups = g_ptr_array_new_with_free_func (g_object_unref);
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
}

RlFeatureModel *
rl_feature_model_new (void)
{
  return g_object_new (RL_TYPE_FEATURE_MODEL, NULL);
}

static void
append_group (GPtrArray      *rows,
              RlFeatureGroup *group)
{
  guint n = rl_feature_group_get_n_shown (group);

  if (n == 0)
    return;

  g_ptr_array_add (rows, g_object_ref (group));
  for (guint i = 0; i < n && rl_feature_group_get_open (group); i++)
    g_ptr_array_add (rows, g_object_ref (rl_feature_group_get_shown (group, i)));
}

/* What is between the rows that stay at both ends is one change. */
static void
update_rows (RlFeatureModel *self)
{
  g_autoptr(GPtrArray) before = self->rows;
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  guint begin = 0;
  guint end = 0;

  for (guint i = 0; i < self->groups->len; i++)
    append_group (rows, g_ptr_array_index (self->groups, i));

  while (begin < MIN (before->len, rows->len) && before->pdata[begin] == rows->pdata[begin])
    begin++;
  while (end < MIN (before->len, rows->len) - begin &&
         before->pdata[before->len - 1 - end] == rows->pdata[rows->len - 1 - end])
    end++;

  self->rows = rows;
  if (before->len != rows->len || begin < rows->len)
    g_list_model_items_changed (G_LIST_MODEL (self), begin, before->len - begin - end,
                                rows->len - begin - end);
}

static gboolean
is_feature (const RimFeatureRow *row)
{
  return row->family != NULL && row->info != NULL;
}

static guint
count_features (RimFeatureTable *table)
{
  guint n = 0;

  for (gsize i = 0; i < rim_feature_table_get_n_rows (table); i++)
    if (is_feature (rim_feature_table_get_row (table, i)))
      n++;

  return n;
}

static gboolean
has_same_rows (RlFeatureModel  *self,
               RimFeatureTable *table)
{
  guint n = 0;

  if (count_features (table) != self->items->len)
    return FALSE;

  for (gsize i = 0; i < rim_feature_table_get_n_rows (table); i++)
    {
      const RimFeatureRow *row = rim_feature_table_get_row (table, i);

      if (is_feature (row) && !rl_feature_item_is_of (g_ptr_array_index (self->items, n++), row))
        return FALSE;
    }

  return TRUE;
}

static gboolean
has_several_images (RlFeatureModel *self)
{
  RlFeatureItem *first = self->items->len > 0 ? g_ptr_array_index (self->items, 0) : NULL;
  RlFeatureItem *last = first != NULL ? g_ptr_array_index (self->items, self->items->len - 1) : NULL;

  return first != last &&
         rl_feature_item_get_image_type (first) != rl_feature_item_get_image_type (last);
}

static gboolean
is_of_group (RlFeatureItem *a,
             RlFeatureItem *b)
{
  return rl_feature_item_get_family (a) == rl_feature_item_get_family (b) &&
         rl_feature_item_get_image_type (a) == rl_feature_item_get_image_type (b) &&
         rl_feature_item_get_aggregation (a) == rl_feature_item_get_aggregation (b);
}

/* The IBSI's settings ask for matrices to be aggregated in several ways, each of
 * which has all features of its family.
 */
static gboolean
has_several_aggregations (RlFeatureModel *self)
{
  for (guint i = 1; i < self->items->len; i++)
    {
      RlFeatureItem *a = g_ptr_array_index (self->items, i - 1);
      RlFeatureItem *b = g_ptr_array_index (self->items, i);

      if (!is_of_group (a, b) && rl_feature_item_get_family (a) == rl_feature_item_get_family (b) &&
          rl_feature_item_get_image_type (a) == rl_feature_item_get_image_type (b))
        return TRUE;
    }

  return FALSE;
}

static char *
dup_group_title (RlFeatureItem *item,
                 gboolean       with_image,
                 gboolean       with_aggregation)
{
  const RimFamily *family = rl_feature_item_get_family (item);
  const char *aggregation = rim_aggregation_get_name (rl_feature_item_get_aggregation (item), family);
  GString *title = g_string_new (NULL);

  if (with_image)
    g_string_append_printf (title, "%s · ", rl_feature_item_get_image_type (item));
  g_string_append (title, family->title);
  if (with_aggregation && *aggregation != '\0')
    g_string_append_printf (title, " · %s", aggregation);

  return g_string_free (title, FALSE);
}

static void
make_groups (RlFeatureModel *self)
{
  gboolean several = has_several_images (self);
  gboolean aggregated = has_several_aggregations (self);
  RlFeatureItem *last = NULL;

  g_ptr_array_set_size (self->groups, 0);
  for (guint i = 0; i < self->items->len; i++)
    {
      RlFeatureItem *item = g_ptr_array_index (self->items, i);

      if (last == NULL || !is_of_group (item, last))
        {
          g_autofree char *title = dup_group_title (item, several, aggregated);

          g_ptr_array_add (self->groups, rl_feature_group_new (title, !several));
        }
      rl_feature_group_append (g_ptr_array_index (self->groups, self->groups->len - 1), item);
      last = item;
    }
}

static void
apply_search (RlFeatureModel *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    rl_feature_group_search (g_ptr_array_index (self->groups, i), self->words);
  update_rows (self);
}

static void
make_items (RlFeatureModel  *self,
            RimFeatureTable *table)
{
  g_ptr_array_set_size (self->items, 0);
  for (gsize i = 0; i < rim_feature_table_get_n_rows (table); i++)
    {
      const RimFeatureRow *row = rim_feature_table_get_row (table, i);

      if (is_feature (row))
        g_ptr_array_add (self->items, rl_feature_item_new (row));
    }

  make_groups (self);
  apply_search (self);
}

/* Tables of the same settings have their rows at the same places. */
static double
find_other (RimFeatureTable     *other,
            gsize                position,
            const RimFeatureRow *row)
{
  const RimFeatureRow *there = NULL;

  if (other == NULL)
    return NAN;

  if (position < rim_feature_table_get_n_rows (other))
    there = rim_feature_table_get_row (other, position);
  if (there == NULL || there->info != row->info || there->aggregation != row->aggregation ||
      strcmp (there->image_type, row->image_type) != 0)
    there = rim_feature_table_find (other, row->image_type, row->family->name, row->name,
                                    row->aggregation);

  return there != NULL ? there->value : NAN;
}

static void
set_values (RlFeatureModel  *self,
            RimFeatureTable *table,
            RimUnit          unit,
            RimFeatureTable *other)
{
  guint n = 0;

  for (gsize i = 0; i < rim_feature_table_get_n_rows (table); i++)
    {
      const RimFeatureRow *row = rim_feature_table_get_row (table, i);
      g_autofree char *text = NULL;

      if (!is_feature (row))
        continue;

      text = rim_feature_unit_to_string (row->info->unit, unit);
      rl_feature_item_set_values (g_ptr_array_index (self->items, n++), row->value,
                                  find_other (other, i, row), text);
    }
}

/**
 * rl_feature_model_set_tables:
 * @self: a model
 * @table: (nullable): what to show; %NULL leaves the rows without values
 * @unit: of the image
 * @other: (nullable): what to compare with
 */
void
rl_feature_model_set_tables (RlFeatureModel  *self,
                             RimFeatureTable *table,
                             RimUnit          unit,
                             RimFeatureTable *other)
{
  g_return_if_fail (RL_IS_FEATURE_MODEL (self));

  if (table == NULL)
    {
      for (guint i = 0; i < self->items->len; i++)
        {
          RlFeatureItem *item = g_ptr_array_index (self->items, i);

          rl_feature_item_set_values (item, NAN, NAN, rl_feature_item_get_unit (item));
        }
      return;
    }

  if (!has_same_rows (self, table))
    make_items (self, table);
  set_values (self, table, unit, other);
}

static char **
split (const char *search)
{
  g_autofree char *folded = g_utf8_casefold (search != NULL ? search : "", -1);

  g_strstrip (folded);

  return *folded != '\0' ? g_strsplit_set (folded, " \t", -1) : NULL;
}

static gboolean
are_same_words (char **a,
                char **b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return g_strv_equal ((const char *const *) a, (const char *const *) b);
}

/**
 * rl_feature_model_set_search:
 * @self: a model
 * @search: (nullable): words; features in whose name, class, image and IBSI id
 *   each of them occurs are shown, in groups that are open
 */
void
rl_feature_model_set_search (RlFeatureModel *self,
                             const char     *search)
{
  g_auto(GStrv) words = split (search);

  g_return_if_fail (RL_IS_FEATURE_MODEL (self));

  if (are_same_words (words, self->words))
    return;

  g_strfreev (self->words);
  self->words = g_steal_pointer (&words);

  apply_search (self);
}

/**
 * rl_feature_model_set_open:
 * @self: a model
 * @group: a group in it
 * @is_open: whether its features are listed below it
 */
void
rl_feature_model_set_open (RlFeatureModel *self,
                           RlFeatureGroup *group,
                           gboolean        is_open)
{
  g_return_if_fail (RL_IS_FEATURE_MODEL (self));
  g_return_if_fail (RL_IS_FEATURE_GROUP (group));

  if (rl_feature_group_set_open (group, is_open))
    update_rows (self);
}

guint
rl_feature_model_get_n_items (RlFeatureModel *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_MODEL (self), 0);

  return self->items->len;
}

/* Returns: how many features a search leaves, in open and in closed groups */
guint
rl_feature_model_get_n_shown (RlFeatureModel *self)
{
  guint n = 0;

  g_return_val_if_fail (RL_IS_FEATURE_MODEL (self), 0);

  for (guint i = 0; i < self->groups->len; i++)
    n += rl_feature_group_get_n_shown (g_ptr_array_index (self->groups, i));

  return n;
}

/* Returns: (transfer none) (nullable): the first item of that name */
RlFeatureItem *
rl_feature_model_find (RlFeatureModel *self,
                       const char     *image_type,
                       const char     *family,
                       const char     *name)
{
  g_return_val_if_fail (RL_IS_FEATURE_MODEL (self), NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      RlFeatureItem *item = g_ptr_array_index (self->items, i);

      if (strcmp (rl_feature_item_get_info (item)->name, name) == 0 &&
          strcmp (rl_feature_item_get_family (item)->name, family) == 0 &&
          strcmp (rl_feature_item_get_image_type (item), image_type) == 0)
        return item;
    }

  return NULL;
}

static void
append_number (GString *tsv,
               double   value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (tsv, '\t');
  if (!isnan (value))
    g_string_append (tsv, g_ascii_formatd (number, sizeof number, "%.17g", value));
}

/**
 * rl_feature_model_to_tsv:
 * @self: a model
 * @other_title: (nullable): what is compared with, if anything
 *
 * Returns: (transfer full): the features that a search leaves, a line each, with
 *   a header; for a spreadsheet, with all digits
 */
char *
rl_feature_model_to_tsv (RlFeatureModel *self,
                         const char     *other_title)
{
  GString *tsv = g_string_new ("image_type\tfeature_class\tfeature\tvalue\tunit\tibsi_id\taggregation");

  if (other_title != NULL)
    g_string_append_printf (tsv, "\t%s", other_title);
  g_string_append_c (tsv, '\n');

  for (guint i = 0; i < self->items->len; i++)
    {
      RlFeatureItem *item = g_ptr_array_index (self->items, i);
      const RimFeatureInfo *info = rl_feature_item_get_info (item);

      if (!rl_feature_item_matches (item, self->words))
        continue;

      g_string_append_printf (tsv, "%s\t%s\t%s", rl_feature_item_get_image_type (item),
                              rl_feature_item_get_family (item)->name, info->name);
      append_number (tsv, rl_feature_item_get_value (item));
      g_string_append_printf (tsv, "\t%s\t%s\t%s", rl_feature_item_get_unit (item),
                              info->ibsi_id != NULL ? info->ibsi_id : "",
                              rim_aggregation_get_name (rl_feature_item_get_aggregation (item),
                                                        rl_feature_item_get_family (item)));
      if (other_title != NULL)
        append_number (tsv, rl_feature_item_get_other (item));
      g_string_append_c (tsv, '\n');
    }

  return g_string_free (tsv, FALSE);
}
